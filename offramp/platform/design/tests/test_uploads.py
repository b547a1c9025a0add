import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from offramp.platform.design import uploads

PDF, JPEG = b"%PDF-1.7 made up", b"\xff\xd8\xff\xe0 made up"
PNG = b"\x89PNG\r\n\x1a\n made up"


def sent(content: bytes, name: str = "scan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


def received(content: bytes):
    """The file as the server takes it from a request."""
    return RequestFactory().post("/", {"scan": sent(content)}).FILES["scan"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PDF, "application/pdf"), (JPEG, "image/jpeg"), (PNG, "image/png")],
)
def test_the_bytes_say_what_a_file_is_and_not_its_name(content, kind):
    assert uploads.accepted(sent(content, "page.html")) == kind
    assert uploads.Upload().clean(received(content)) == uploads.Sent(kind, content)


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
