"""Style sheets and scripts under names that change with their contents."""

from collections.abc import Iterator
from typing import Any

from whitenoise.storage import (  # type: ignore[import-untyped] # ships no types
    CompressedManifestStaticFilesStorage,
)


class Static(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # untyped base
    """Compressed, cached for ever, and module imports follow the hashed names."""

    support_js_module_import_aggregation = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._urls: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:
        """Where a browser finds the file. Every page names thirteen of them."""
        if name not in self._urls:
            self._urls[name] = str(super().url(name, force))
        return self._urls[name]

    def post_process(
        self, paths: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Iterator[Any]:
        """Leave out scripts that we do not use and that name files not theirs."""
        ours = {n: f for n, f in paths.items() if not n.startswith("django_htmx/")}
        yield from super().post_process(ours, *args, **kwargs)
        self._urls.clear()

    def stored_name(self, name: str) -> str:
        """The hashed name; the plain one where nothing has been laid out yet.

        Tests and a fresh checkout read files straight from the packages. Once there is
        a manifest, a file that it lacks is an error.
        """
        return str(super().stored_name(name)) if self.hashed_files else name
