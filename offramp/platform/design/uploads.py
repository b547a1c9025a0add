"""Files from outside: what they are is read from their bytes, never from their name.

scan = forms.Upload(label="…")         # answered with `Sent`, or with a sentence
return uploads.served(content, kind, "Consent")

A file is taken in memory and nowhere else: what is to lie sealed must not lie open in a
temporary folder first, nor stay there when the server is stopped in between. A picture is
drawn anew: what the phone wrote beside it, the place above all, is not kept.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpResponse
from PIL import Image, ImageOps

LARGEST = 10 * 1024 * 1024
# The first bytes of each kind that is taken, what it is served as, and its ending.
_KINDS = {
    b"%PDF-": ("application/pdf", "pdf"),
    b"\xff\xd8\xff": ("image/jpeg", "jpg"),
    b"\x89PNG\r\n\x1a\n": ("image/png", "png"),
}
KINDS = tuple(kind for kind, _ in _KINDS.values())
# What Pillow calls the pictures among them.
_PICTURES = {"image/jpeg": "JPEG", "image/png": "PNG"}
# The largest phones of today take pictures of 200 million dots, and those do not fit
# into 10 MB. A small file can say that it has many more, to fill the memory.
MOST_DOTS = 100_000_000


@dataclass(frozen=True)
class Sent:
    """A file that came in: what it is, and all of it."""

    kind: str
    content: bytes


class InMemory(FileUploadHandler):
    """Keeps as much of a file as may be taken, and counts the rest."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin with nothing."""
        super().new_file(*args, **kwargs)
        self._kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """What is beyond the largest file is let go at once."""
        if start + len(raw_data) <= LARGEST:
            self._kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file; one that is too large says so by its size."""
        self._kept.seek(0)
        return InMemoryUploadedFile(
            self._kept,
            self.field_name,
            self.file_name or "",
            self.content_type or "",
            file_size,
            self.charset,
            self.content_type_extra,
        )


class Upload(forms.FileField):
    """A scan or a photograph, taken by the phone's own camera if it has one."""

    widget = forms.FileInput(attrs={"accept": ",".join(KINDS)})
    default_error_messages = {
        "required": "Choose the photograph or the scan.",
        "invalid": "The file did not come through. Choose it again.",
        "missing": "The file did not come through. Choose it again.",
        "empty": "There is nothing in this file. Photograph or scan it anew.",
    }

    def clean(self, data: Any, initial: Any = None) -> Sent | None:
        """The file by its bytes; None when there is none and none is needed."""
        file = super().clean(data, initial)
        if not file:
            return None
        kind = accepted(file)
        content = file.read()
        return Sent(kind, redrawn(content, kind) if kind in _PICTURES else content)


def accepted(file: File[bytes]) -> str:
    """Of which kind the file is; a sentence for whoever sent it when it is not taken."""
    if file.size > LARGEST:
        raise ValidationError(
            "The file is larger than 10 MB. Scan it smaller, or photograph one page."
        )
    file.seek(0)
    start = file.read(8)
    file.seek(0)
    for sign, (kind, _) in _KINDS.items():
        if start.startswith(sign):
            return kind
    raise ValidationError(
        "Only PDF, JPEG and PNG are taken. Scan or photograph it anew."
    )


def redrawn(content: bytes, kind: str) -> bytes:
    """The picture and nothing else, upright; a sentence when it cannot be drawn."""
    try:
        with Image.open(BytesIO(content), formats=[_PICTURES[kind]]) as given:
            if given.width * given.height > MOST_DOTS:
                raise ValidationError(
                    "The picture has too many dots. Photograph it with a smaller size."
                )
            upright = ImageOps.exif_transpose(given)
            mode = "L" if upright.mode in {"1", "L"} else "RGB"
            # A new sheet: a copy would carry comments along.
            clean = Image.new(mode, upright.size, "white")
            clean.paste(upright.convert(mode), mask=_holes(upright))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise ValidationError(
            "The picture cannot be opened: part of it is missing. Photograph it anew."
        ) from None
    drawn = BytesIO()
    clean.save(drawn, _PICTURES[kind], quality=88)
    return drawn.getvalue()


def _holes(picture: Image.Image) -> Image.Image | None:
    """Where one sees through it, the sheet stays white."""
    return picture.getchannel("A") if picture.mode in {"LA", "RGBA"} else None


def served(content: bytes, kind: str, title: str) -> HttpResponse:
    """The file to be saved, not shown: nothing in it can act as a page of ours."""
    ending = dict(_KINDS.values())[kind]
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{title}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
