"""Other people's style sheets, fonts and scripts: fetched once, kept here, checked.

    python -m offramp.platform.design.vendored fetch    # maintainers; needs npm
    python -m offramp.platform.design.vendored check    # everybody; offline and quick

`fetch` asks the package client for a name and a version, checks the client's integrity
sum against the archive it wrote, takes the few files we ship, and writes
`vendor.lock.json`. `check` compares what lies here with that file.
"""

import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

FOLDER = Path(__file__).resolve().parent / "static" / "vendor"
LOCK = FOLDER / "vendor.lock.json"
_SOURCE_MAP = re.compile(r"\n?(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*)")
_FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
_URL = re.compile(r"url\(([^)]+)\)")
_FONT_KEPT = re.compile(r"sourcesanspro-(regular|italic|bold|bolditalic)-webfont")
_NOT_SHIPPED = "url(../img/hero.jpg)"  # a photograph behind a banner we do not have


class NotAsExpected(Exception):
    """What lies here is not what the lock says, or not what was asked for."""


@dataclass(frozen=True)
class Package:
    """A package to take a few files from: their paths there, and here."""

    name: str
    version: str
    licence: str
    files: dict[str, str]


PACKAGES = (
    Package(
        "@uswds/uswds",
        "3.14.0",
        "CC0-1.0 AND OFL-1.1 AND Apache-2.0 AND MIT",
        {
            "dist/css/uswds.min.css": "uswds/css/uswds.min.css",
            "LICENSE.md": "uswds/LICENSE.md",
        },
    ),
    Package(
        "htmx.org",
        "2.0.11",
        "0BSD",
        {"dist/htmx.min.js": "htmx/htmx.min.js", "LICENSE": "htmx/LICENSE"},
    ),
    Package(
        "signature_pad",
        "5.1.4",
        "MIT",
        {
            "dist/signature_pad.min.js": "signature_pad/signature_pad.min.js",
            "LICENSE": "signature_pad/LICENSE",
        },
    ),
)


def fetch() -> None:
    """Fetch every package anew and write the lock. Asks nobody but the npm client."""
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch) / "vendor"
        packages = {p.name: _take(p, Path(scratch), fresh) for p in PACKAGES}
        shutil.rmtree(FOLDER, ignore_errors=True)
        shutil.copytree(fresh, FOLDER)
    text = json.dumps({"packages": packages}, indent=2, sort_keys=True)
    LOCK.write_text(text + "\n", encoding="utf-8")


def check() -> int:
    """Compare each file with the lock; the number of files, or NotAsExpected."""
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    promised: dict[str, str] = {}
    for package in PACKAGES:
        entry = lock["packages"].get(package.name, {})
        if entry.get("version") != package.version:
            raise NotAsExpected(f"{package.name}: the lock has {entry.get('version')}.")
        promised.update(entry["files"])
    found = {
        path.relative_to(FOLDER).as_posix(): _sha256(path.read_bytes())
        for path in FOLDER.rglob("*")
        if path.is_file() and path != LOCK
    }
    differing = sorted(
        name
        for name in promised.keys() | found.keys()
        if promised.get(name) != found.get(name)
    )
    if differing:
        raise NotAsExpected("Not as the lock says: " + ", ".join(differing))
    return len(found)


def _take(package: Package, scratch: Path, fresh: Path) -> dict[str, Any]:
    archive, integrity = _packed(package, scratch)
    written: dict[str, str] = {}
    with tarfile.open(archive) as tar:
        for source, target in package.files.items():
            content = _read(tar, source)
            if target.endswith((".css", ".js")):
                content = _without_source_map(content)
            if target.endswith(".css"):
                content, used = _with_its_files(content, source, target)
                for inner, outer in used.items():
                    written[outer] = _write(fresh / outer, _read(tar, inner))
            written[target] = _write(fresh / target, content)
    return {
        "version": package.version,
        "licence": package.licence,
        "integrity": integrity,
        "files": written,
    }


def _packed(package: Package, scratch: Path) -> tuple[Path, str]:
    """The archive, after comparing it with the sum that the registry published."""
    wanted = f"{package.name}@{package.version}"
    view = _npm("view", wanted, "dist.integrity", "--json", cwd=scratch)
    published = str(json.loads(view))
    packed = json.loads(_npm("pack", wanted, "--json", cwd=scratch))[0]
    archive = scratch / Path(packed["filename"]).name
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if published != f"sha512-{digest}":
        raise NotAsExpected(f"{wanted}: the archive is not the one that was published.")
    return archive, published


def _npm(*arguments: str, cwd: Path) -> str:
    npm = shutil.which("npm")
    if npm is None:
        raise NotAsExpected("npm is not installed; only `check` works without it.")
    done = subprocess.run(  # noqa: S603 # fixed words and the table above
        [npm, *arguments], cwd=cwd, check=True, capture_output=True, text=True
    )
    return done.stdout


def _read(tar: tarfile.TarFile, path: str) -> bytes:
    member = tar.extractfile(f"package/{path}")
    if member is None:
        raise NotAsExpected(f"{path} is not a file.")
    return member.read()


def _without_source_map(content: bytes) -> bytes:
    text = _SOURCE_MAP.sub("", content.decode("utf-8"))
    return (text.rstrip() + "\n").encode("utf-8")


def _with_its_files(
    content: bytes, source: str, target: str
) -> tuple[bytes, dict[str, str]]:
    """The style sheet without fonts we do not ship, and the files it still names."""
    text = content.decode("utf-8").replace(_NOT_SHIPPED, "none")
    text = _FONT_FACE.sub(_only_kept_fonts, text)
    used: dict[str, str] = {}
    for found in _URL.finditer(text):
        url = found[1].strip("'\"")
        if not url.startswith("data:"):
            inner = _join(source, url)
            used[inner] = _join(target, url)
    return text.encode("utf-8"), used


def _only_kept_fonts(face: re.Match[str]) -> str:
    return face[0] if _FONT_KEPT.search(face[0]) else ""


def _join(style_sheet: str, url: str) -> str:
    parts: list[str] = []
    for part in (*PurePosixPath(style_sheet).parent.parts, *url.split("/")):
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def _write(path: Path, content: bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return _sha256(content)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def main(arguments: list[str]) -> int:
    """Run `fetch` or `check`; say in one line how it went."""
    try:
        match arguments:
            case ["fetch"]:
                fetch()
            case ["check"]:
                pass
            case _:
                sys.stderr.write((__doc__ or "") + "\n")
                return 2
        sys.stdout.write(f"{check()} vendored files are as the lock says.\n")
    except NotAsExpected as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
