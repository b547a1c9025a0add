import re

from django.conf import settings
from django.core.files import storage
from django.core.management import call_command
from django.test import override_settings

from offramp.platform.design.storage import Static


def test_every_file_gets_a_hashed_name_and_is_found_by_it(tmp_path, monkeypatch):
    """The real thing: what `collectstatic` writes, imports and pictures included."""
    # Compressing takes seconds and is another package's work.
    monkeypatch.setattr(Static, "compress_files", lambda self, names: iter(()))
    stores = {
        **settings.STORAGES,
        "staticfiles": {
            "BACKEND": "offramp.platform.design.storage.Static",
            "OPTIONS": {"location": str(tmp_path)},
        },
    }
    with override_settings(STORAGES=stores):
        call_command("collectstatic", interactive=False, verbosity=0)
        store = storage.storages["staticfiles"]
        assert isinstance(store, Static)
        loader = store.stored_name("design/js/offramp.js")
        signing = store.stored_name("design/js/signature.js")

    assert re.fullmatch(r"design/js/offramp\.[0-9a-f]{12}\.js", loader)
    imported = re.findall(r'import\("(.+?)"\)', (tmp_path / loader).read_text())
    assert len(imported) == 12
    for name in imported:
        assert (tmp_path / "design/js" / name).is_file()
        assert re.search(r"\.[0-9a-f]{12}\.js$", name)
    pad = re.search(r'from "(.+?)"', (tmp_path / signing).read_text())
    assert pad
    assert (tmp_path / "design/js" / pad[1]).is_file()


def test_without_a_manifest_names_are_plain(tmp_path):
    assert Static(location=tmp_path).stored_name("a/b.css") == "a/b.css"
