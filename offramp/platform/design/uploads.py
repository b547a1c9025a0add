"""Files from outside: what they are is read from their bytes, never from their name.

kind = uploads.accepted(file)          # in a form's clean: a sentence when it is not
name = uploads.keep(file, folder)      # under a name of chance, outside the web root
return uploads.served(folder / name, kind, "Consent")
"""

from pathlib import Path
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.http import FileResponse

LARGEST = 10 * 1024 * 1024
# The first bytes of each kind that is taken, what it is served as, and its ending.
_KINDS = {
    b"%PDF-": ("application/pdf", "pdf"),
    b"\xff\xd8\xff": ("image/jpeg", "jpg"),
    b"\x89PNG\r\n\x1a\n": ("image/png", "png"),
}


def accepted(file: File[bytes]) -> str:
    """Of which kind the file is; a sentence for whoever sent it when it is not taken."""
    if file.size > LARGEST:
        raise ValidationError("The file is larger than 10 MB. Scan it smaller.")
    file.seek(0)
    start = file.read(8)
    file.seek(0)
    for sign, (kind, _) in _KINDS.items():
        if start.startswith(sign):
            return kind
    raise ValidationError(
        "Only PDF, JPEG and PNG are taken. Scan or photograph it anew."
    )


def keep(file: File[bytes], folder: Path) -> str:
    """Write the file under a name of chance that only this server can read."""
    accepted(file)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = uuid4().hex
    target = folder / name
    target.touch(mode=0o600)
    with target.open("wb") as kept:
        for piece in file.chunks():
            kept.write(piece)
    return name


def served(path: Path, kind: str, title: str) -> FileResponse:
    """The file to be saved, not shown: nothing in it can act as a page of ours."""
    ending = dict(_KINDS.values())[kind]
    response = FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=f"{title}.{ending}",
        content_type=kind,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
