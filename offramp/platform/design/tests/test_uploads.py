from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from PIL import Image

from offramp.platform.design import uploads

PDF, JPEG = b"%PDF-1.7 made up", b"\xff\xd8\xff\xe0 made up"
PNG = b"\x89PNG\r\n\x1a\n made up"


def sent(content: bytes, name: str = "scan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


def picture(kind: str, size=(40, 20), **options) -> bytes:
    """A red sheet whose left upper corner is blue, as a camera would save it."""
    sheet = Image.new("RGB", size, "red")
    sheet.paste("blue", (0, 0, 8, 8))
    saved = BytesIO()
    sheet.save(saved, kind, **options)
    return saved.getvalue()


def received(content: bytes):
    """The file as the server takes it from a request."""
    return RequestFactory().post("/", {"scan": sent(content)}).FILES["scan"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PDF, "application/pdf"), (JPEG, "image/jpeg"), (PNG, "image/png")],
)
def test_the_bytes_say_what_a_file_is_and_not_its_name(content, kind):
    assert uploads.accepted(sent(content, "page.html")) == kind


def test_a_paper_is_kept_as_it_came():
    taken = uploads.Upload().clean(received(PDF))
    assert taken == uploads.Sent("application/pdf", PDF)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_of_a_photograph_only_the_picture_is_kept_and_it_stands_upright(kind):
    beside = Image.Exif()
    beside[0x0112] = 6  # held sideways
    beside[0x010E] = "Kerb in Madeupville"
    beside.get_ifd(0x8825)[1] = "N"  # where the phone was
    content = picture(kind, exif=beside, comment=b"Kerb") + b"PK hidden behind it"
    taken = uploads.Upload().clean(received(content))
    assert taken is not None
    assert b"Kerb" in content
    assert b"Kerb" not in taken.content
    assert b"hidden" not in taken.content
    seen = Image.open(BytesIO(taken.content))
    assert (seen.format, seen.size) == (kind, (20, 40))
    assert not seen.getexif()
    blue = seen.getchannel("B").point(lambda dot: 255 * (dot > 128))
    assert blue.getbbox() == (12, 0, 20, 8)  # the corner is on the right now


def test_what_one_sees_through_is_white():
    sheet = BytesIO()
    Image.new("RGBA", (2, 2), (0, 0, 0, 0)).save(sheet, "PNG")
    seen = Image.open(BytesIO(uploads.redrawn(sheet.getvalue(), "image/png")))
    assert seen.getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize("cut", [10, 200, -30])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_half_a_picture_is_refused_with_a_sentence(kind, cut):
    with pytest.raises(ValidationError, match="part of it is missing"):
        uploads.Upload().clean(received(picture(kind, (400, 300))[:cut]))


def test_a_small_file_with_too_many_dots_is_refused_before_it_is_drawn(monkeypatch):
    monkeypatch.setattr(uploads, "MOST_DOTS", 100)
    with pytest.raises(ValidationError, match="too many dots"):
        uploads.Upload().clean(received(picture("PNG")))


@pytest.mark.parametrize(
    "content",
    [b"<script>", b"GIF89a", b"PK\x03\x04", b" %PDF-1.7", b"<svg></svg>", b"\x89PN"],
)
def test_anything_else_is_refused_with_a_sentence(content):
    with pytest.raises(ValidationError, match="Only PDF, JPEG and PNG"):
        uploads.Upload().clean(received(content))


def test_a_file_with_nothing_in_it_is_refused():
    with pytest.raises(ValidationError, match="There is nothing in this file"):
        uploads.Upload().clean(received(b""))


def test_a_file_over_ten_megabytes_is_refused():
    uploads.accepted(sent(PDF.ljust(uploads.LARGEST)))
    with pytest.raises(ValidationError, match="larger than 10 MB"):
        uploads.accepted(sent(PDF.ljust(uploads.LARGEST + 1)))


def test_a_file_is_taken_in_memory_and_only_as_much_of_it_as_may_be(monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST", 200_000)
    whole = received(PDF.ljust(200_000))
    assert not hasattr(whole, "temporary_file_path")
    taken = uploads.Upload().clean(whole)
    assert taken == uploads.Sent("application/pdf", PDF.ljust(200_000))
    large = received(PDF.ljust(900_000))
    assert large.size == 900_000
    assert len(large.read()) <= 200_000
    with pytest.raises(ValidationError, match="larger than 10 MB"):
        uploads.Upload().clean(large)


def test_it_is_served_to_be_saved_and_never_as_a_page():
    answer = uploads.served(PDF, "application/pdf", "Consent")
    assert answer["Content-Disposition"] == 'attachment; filename="Consent.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer.content == PDF
