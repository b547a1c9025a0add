import re
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import TemplateSyntaxError, engines
from django.test import RequestFactory

from offramp.platform.design.tests import gallery


def draw(source: str, request: HttpRequest | None = None, **context: object) -> str:
    template = engines["django"].from_string("{% load design %}" + source)
    return str(template.render(context, request))


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("name", ["parts", "form", "signed_out", "paper"])
def test_no_page_carries_inline_styles_or_scripts(name):
    html = gallery.page(name)
    assert not re.search(r"\sstyle=|<style|\son\w+=", html)
    assert not re.search(r"<script(?![^>]*\ssrc=)", html)


@pytest.mark.parametrize("name", ["parts", "form", "signed_out", "paper"])
def test_every_id_on_a_page_is_there_once(name):
    form = gallery.contact(route="arrest", place="")
    ids = re.findall(r'\sid="([^"]+)"', gallery.page(name, form=form))
    assert sorted(ids) == sorted(set(ids))


def test_what_a_part_is_given_is_escaped():
    html = draw(
        "{% card t %}{{ t }}{% endcard %}{% status t %}{% facts r %}"
        '{% table t "<i>|B" %}<tr><td>{{ t }}</td></tr>{% endtable %}',
        t="<b>&",
        r=[("<b>&", "<b>&")],
    )
    assert "<b>" not in html
    assert "<i>" not in html
    assert "&lt;b&gt;&amp;" in html


def test_a_tone_that_is_none_is_the_page_writers_mistake():
    with pytest.raises(TemplateSyntaxError, match="No tone “red”"):
        draw('{% status "Late" "red" %}')


def test_each_cell_knows_its_column():
    html = draw(
        '{% table "Kits" "Lot|Given|" %}<tr><th scope="row">A</th><td>1</td><td>x</td>'
        '</tr><tr><td data-label="Own">B</td><td class="n">2</td></tr>{% endtable %}'
    )
    assert (
        '<th data-label="Lot" scope="row">A</th><td data-label="Given">1</td>' in html
    )
    assert '<td data-label="">x</td>' in html
    assert '<td data-label="Own">B</td>' in html


def test_the_pager_keeps_the_filters_and_offers_what_is_near():
    page = Paginator(range(200), 20).page(5)
    request = RequestFactory().get("/?need=id&need=bed&page=5")
    html = draw("{% pager page %}", page=page, request=request)
    assert 'href="?need=id&amp;need=bed&amp;page=4"' in html
    assert text(html) == ("← Previous Page 1 … Page 4 Page 5 Page 6 … Page 10 Next →")
    assert draw("{% pager page %}", page=Paginator([1], 20).page(1)).strip() == ""


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (datetime(2026, 3, 5, 20, 2, tzinfo=UTC), "Mar 5, 2026, 13:02"),
        ("2026-03-05T20:02:00+00:00", "Mar 5, 2026, 13:02"),
        (date(2026, 3, 5), "Mar 5, 2026"),
        ("2026-03-05", "Mar 5, 2026"),
        ("some time ago", "some time ago"),
        (None, ""),
    ],
)
def test_a_clock_reads_as_it_does_where_the_program_is(value, shown):
    assert text(draw("{% clock value %}", value=value)) == shown


def test_a_fact_that_is_not_known_says_so():
    html = draw("{% facts rows %}", rows=[("Phone", ""), ("Kits", 0), ("Born", None)])
    assert text(html) == "Phone Not recorded Kits 0 Born Not recorded"


def test_steps_say_in_words_how_far_they_are():
    steps = [gallery.Step("Paged", "done"), gallery.Step("Arrived", "current")]
    html = draw("{% stepper steps %}", steps=steps)
    assert text(html) == "Paged , done Arrived , now"
    assert html.count('aria-current="step"') == 1


def test_a_button_posts_with_protection_a_question_and_its_own_id():
    request = RequestFactory().get("/")
    source = '{% post_button "/x/" "Go" confirm="Sure?" answer="coming" %}'
    html, again = (draw(source, request=request) for _ in range(2))
    assert 'name="csrfmiddlewaretoken"' in html
    assert 'data-behaves="confirm once answered" data-question="Sure?"' in html
    assert 'name="answer" value="coming"' in html
    ids = [re.search(r'submission_id" value="([^"]+)', each) for each in (html, again)]
    assert ids[0]
    assert ids[1]
    assert ids[0][1] != ids[1][1]


def test_a_form_posts_with_protection_its_errors_and_its_id():
    source = "{% posting form %}{% fields form %}{% endposting %}"
    form = gallery.contact(place="")
    html = draw(source, form=form, request=RequestFactory().get("/"))
    assert 'name="csrfmiddlewaretoken"' in html
    assert html.count('name="submission_id"') == 1
    assert 'href="#id_agrees_0"' in html
    assert 'href="#id_place"' in html
    assert 'href="#id_signature_typed"' in html


def test_errors_are_tied_to_their_question():
    html = str(gallery.contact(place="", agrees=""))
    assert (
        'aria-invalid="true" aria-describedby="id_place_helptext id_place_error"'
        in (html)
    )
    assert (
        'role="radiogroup" aria-invalid="true" aria-describedby="id_agrees_error"'
        in (html)
    )


@pytest.mark.parametrize(
    ("answers", "title"),
    [
        ({**{"route": "social", "agrees": "yes", "met_at": "2026-03-05T14:02"},
          "language": "en", "signature_typed": "B"}, "One answer needs another look"),
        ({"route": "social"}, "5 answers need another look"),
    ],
)  # fmt: skip
def test_the_list_of_errors_counts(answers, title):
    assert title in draw("{% error_summary form %}", form=gallery.contact(**answers))


def test_a_form_that_was_not_sent_has_no_list_of_errors():
    assert draw("{% error_summary form %}", form=gallery.contact()).strip() == ""


def test_a_conditional_question_names_what_it_hangs_on():
    html = str(gallery.contact()["charge"].as_field_group())
    assert 'data-behaves="reveal" data-when="route" data-is="arrest"' in html
    assert "(optional)" not in html


@pytest.mark.parametrize(
    ("before", "url"),
    [
        ("http://testserver/cases/", "http://testserver/cases/"),
        ("https://elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_the_way_back_stays_on_this_site(before, url):
    request = RequestFactory().get("/", HTTP_REFERER=before)
    assert f'href="{url}"' in draw("{% way_back %}", request=request)


def test_a_timeline_item_may_lead_somewhere():
    item = SimpleNamespace(
        when="Today", iso="2026-03-05", title="Met", text="", tone="", url="/x/"
    )
    html = draw("{% timeline items %}", items=[item])
    assert '<time datetime="2026-03-05">Today</time>' in html
    assert '<a href="/x/">Met</a>' in html


def test_a_signature_is_drawn_again_and_rubbish_is_not():
    assert '<path d="M1 2L3 4"/>' in draw(
        "{% drawn points 'Signed' %}",
        points='{"w":9,"h":9,"strokes":[[[1,2],[3,4]]]}',
    )
    assert draw("{% drawn 'rubbish' 'Signed' %}").strip() == ""
