import stat

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from offramp.platform.design import uploads

PDF, JPEG = b"%PDF-1.7 made up", b"\xff\xd8\xff\xe0 made up"
PNG = b"\x89PNG\r\n\x1a\n made up"


def sent(content: bytes, name: str = "scan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PDF, "application/pdf"), (JPEG, "image/jpeg"), (PNG, "image/png")],
)
def test_the_bytes_say_what_a_file_is_and_not_its_name(content, kind):
    assert uploads.accepted(sent(content, "page.html")) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<script>",
        b"GIF89a",
        b"PK\x03\x04",
        b" %PDF-1.7",
        b"<svg></svg>",
        b"\x89PN",
    ],
)
def test_anything_else_is_refused_with_a_sentence(content, tmp_path):
    with pytest.raises(ValidationError, match="Only PDF, JPEG and PNG"):
        uploads.keep(sent(content), tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


def test_a_file_over_ten_megabytes_is_refused():
    uploads.accepted(sent(PDF.ljust(uploads.LARGEST)))
    with pytest.raises(ValidationError, match="larger than 10 MB"):
        uploads.accepted(sent(PDF.ljust(uploads.LARGEST + 1)))


def test_it_is_kept_whole_under_a_name_that_says_nothing(tmp_path):
    name = uploads.keep(sent(PDF, "../../names/of people.pdf"), tmp_path / "kept")
    kept = tmp_path / "kept" / name
    assert kept.read_bytes() == PDF
    assert len(name) == 32
    assert name.isalnum()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


@pytest.mark.django_db  # closing an answer looks for old connections
def test_it_is_served_to_be_saved_and_never_as_a_page(tmp_path):
    name = uploads.keep(sent(PDF), tmp_path)
    answer = uploads.served(tmp_path / name, "application/pdf", "Consent")
    assert answer["Content-Disposition"] == 'attachment; filename="Consent.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert b"".join(answer) == PDF
    answer.close()
