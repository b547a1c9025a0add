import json
import zipfile

import pytest

from offramp.program.directory import formats
from offramp.program.directory.formats.rows import clean
from offramp.program.directory.tests import factories as make


def test_a_folder_of_old_tables_is_read_under_the_new_names(tmp_path):
    found = formats.read(make.folder(tmp_path / "tin-directory", make.old_tables()))

    assert found.name == "tin-directory"
    assert not found.is_named
    assert found.is_complete
    assert len(found.tables["services"]) == 8
    assert found.tables["organizations"][0]["website"] == "tinwhistle.example.org"
    assert found.tables["schedules"][0]["byday"] == "MO"
    assert found.tables["services"][0]["description"] == "Hot meals."


def test_staff_names_and_other_peoples_codes_stay_outside(tmp_path):
    found = formats.read(make.folder(tmp_path / "tin", make.old_tables()))

    assert found.left_out == {"staff contacts": 1, "taxonomy codes": 1}
    assert "Nosy Parker" not in repr(found)
    assert "BD-1800" not in repr(found)


@pytest.mark.parametrize("inside", ["", "data/", "export/2026/"])
def test_a_zip_is_read_whatever_folder_its_tables_lie_in(tmp_path, inside):
    path = make.package(tmp_path / "tin.zip", make.old_tables(), inside=inside)
    found = formats.read(path)
    assert len(found.tables["services"]) == 8
    assert found.name == "tin"


def test_a_folder_with_one_zip_is_that_zip(tmp_path):
    (tmp_path / "tin").mkdir()
    make.package(tmp_path / "tin" / "datapackage.zip", make.old_tables())
    assert formats.read(tmp_path / "tin").name == "tin"


def test_a_package_that_names_itself_is_believed_and_a_template_is_not(tmp_path):
    own = make.package(tmp_path / "a.zip", make.old_tables(), name="Tin Directory")
    assert formats.read(own).name == "tin-directory"
    assert formats.read(own).is_named

    template = make.package(
        tmp_path / "b-town.zip", make.old_tables(), name="human_services_data"
    )
    assert formats.read(template).name == "b-town"
    assert not formats.read(template).is_named


def test_semicolons_and_a_byte_order_mark_are_no_obstacle(tmp_path):
    make.folder(tmp_path / "semi", make.old_tables())
    services = tmp_path / "semi" / "services.csv"
    services.write_text("\ufeffid;organization_id;name\n10;1;Søup — “hot”\n")
    assert formats.read(tmp_path / "semi").tables["services"] == [
        {"id": "10", "organization_id": "1", "name": "Søup — “hot”"}
    ]


def test_text_is_freed_of_markup_and_old_damage():
    assert clean("<p>Don’t&nbsp;call<br/>us</p>") == "Don’t call us"
    assert clean("the clientGÇÖs own") == "the client’s own"
    assert clean("a\\n\\n\\n\\nb\x00\x07") == "a\n\nb"
    assert clean("3 < 5 & 7 > 6") == "3 < 5 & 7 > 6"


def test_one_service_in_full_is_a_part_of_a_directory(tmp_path):
    path = make.json_file(tmp_path / "nest.json", make.service_json())
    found = formats.read(path)

    assert not found.is_complete
    assert found.tables["services"][0]["organization_id"] == "o-1"
    assert found.tables["service_at_locations"][0]["location_id"] == "l-1"
    assert [phone["number"] for phone in found.tables["phones"]] == ["555-555-0160"]
    assert found.left_out["staff contacts"] == 1
    assert "Nosy Parker" not in repr(found)


def test_an_organization_in_full_brings_its_services(tmp_path):
    service = make.service_json()
    del service["organization"]
    content = {"id": "o-1", "name": "Nest & Co", "services": [service, 7]}
    found = formats.read(make.json_file(tmp_path / "nest.json", content))

    assert found.whole_organizations == {"o-1"}
    assert [row.get("organization_id") for row in found.tables["services"]] == [
        "o-1",
        None,
    ]


def test_a_list_and_all_pages_are_whole_and_one_page_of_many_is_not(tmp_path):
    items = [make.service_json("s-1"), make.service_json("s-2")]
    whole = make.json_file(tmp_path / "list.json", items)
    assert formats.read(whole).is_complete

    pages = tmp_path / "pages"
    pages.mkdir()
    for number, item in enumerate(items, start=1):
        page = {"total_items": 2, "total_pages": 2, "contents": [item]}
        make.json_file(pages / f"services-{number}.json", page)
    assert formats.read(pages).is_complete
    one = formats.read(pages / "services-1.json")
    assert not one.is_complete
    assert "stay as they are" in one.notes[0]


def test_a_file_of_something_else_among_the_pages_is_passed_over(tmp_path):
    make.json_file(tmp_path / "a.json", [make.service_json()])
    make.json_file(
        tmp_path / "terms.json", {"contents": [{"id": "t", "taxonomy": "x"}]}
    )
    found = formats.read(tmp_path)
    assert len(found.tables["services"]) == 1
    assert found.notes == ["terms.json holds no service and was passed over."]


def _pdf(path):
    (path / "plan.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj")
    return path / "plan.pdf"


def _picture(path):
    (path / "logo.json").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    return path / "logo.json"


def _empty_zip(path):
    zipfile.ZipFile(path / "none.zip", "w").close()
    return path / "none.zip"


def _broken_zip(path):
    (path / "half.zip").write_bytes(b"PK\x03\x04 and no more")
    return path / "half.zip"


def _other_tables(path):
    return make.folder(path / "shop", {"customers": [{"id": "1", "name": "A"}]})


def _not_hsds(path):
    return make.folder(path / "shop", {"services": [{"sku": "1", "price": "2"}]})


def _no_rows(path):
    make.folder(path / "none", make.old_tables())
    (path / "none" / "services.csv").write_text("id,name,organization_id\n")
    return path / "none"


def _broken_json(path):
    (path / "a.json").write_text('[{"id": "s-1", "name": ')
    return path / "a.json"


def _deep_json(path):
    (path / "deep.json").write_text("[" * 200_000)
    return path / "deep.json"


def _other_json(path):
    return make.json_file(path / "other.json", {"hello": ["world"]})


def _a_number(path):
    return make.json_file(path / "five.json", 5)


def _latin(path):
    make.folder(path / "latin", make.old_tables())
    services = path / "latin" / "services.csv"
    services.write_bytes("id,name,organization_id\n1,Café,1\n".encode("latin-1"))
    return path / "latin"


def _one_table(path):
    return make.folder(path / "tin", make.old_tables()) / "services.csv"


def _huge_cell(path):
    make.folder(path / "huge", make.old_tables())
    services = path / "huge" / "services.csv"
    services.write_text('id,name,organization_id\n1,"' + "x" * 200_000)
    return path / "huge"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda path: path / "nowhere", "There is nothing at"),
        (lambda path: path, "is empty"),
        (_pdf, "is not a directory of services"),
        (_picture, "is not UTF-8 text"),
        (_empty_zip, "is empty"),
        (_broken_zip, "is not a whole zip file"),
        (_other_tables, "holds no table called services.csv"),
        (_not_hsds, "has no column “id”"),
        (_no_rows, "holds no service"),
        (_broken_json, "is not whole JSON: line 1"),
        (_deep_json, "is not JSON as a directory is written in"),
        (_other_json, "holds no service"),
        (_a_number, "holds no service"),
        (_latin, "services.csv is not UTF-8 text (line 2)"),
        (_one_table, "Give the folder that it lies in"),
        (_huge_cell, "stops making sense at line"),
    ],
)
def test_what_is_no_directory_is_refused_with_a_sentence(tmp_path, wrong, says):
    with pytest.raises(formats.Unreadable, match=r"\.$") as refused:
        formats.read(wrong(tmp_path))
    assert says in str(refused.value)


def test_a_locked_or_swollen_zip_is_refused(tmp_path, monkeypatch):
    path = make.package(tmp_path / "tin.zip", make.old_tables())
    monkeypatch.setattr(formats.bundle, "_MOST_BYTES", 100)
    with pytest.raises(formats.Unreadable, match="which no directory does"):
        formats.read(path)


def test_json_that_is_strange_inside_is_read_as_far_as_it_goes(tmp_path):
    content = [
        make.service_json(phones="none", schedules=[1, None], organization=None),
        make.service_json("s-2", service_at_locations=[{"location": "x"}], name=None),
        "a word",
    ]
    found = formats.read(make.json_file(tmp_path / "odd.json", content))
    assert len(found.tables["services"]) == 3


def test_a_package_note_that_is_broken_does_no_harm(tmp_path):
    make.folder(tmp_path / "tin", make.old_tables())
    (tmp_path / "tin" / "datapackage.json").write_text("../../datapackage.json")
    assert formats.read(tmp_path / "tin").name == "tin"
    (tmp_path / "tin" / "datapackage.json").write_text(json.dumps(["x"]))
    assert formats.read(tmp_path / "tin").name == "tin"
