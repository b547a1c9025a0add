"""Style sheets and scripts under names that change with their contents."""

from whitenoise.storage import (  # type: ignore[import-untyped] # ships no types
    CompressedManifestStaticFilesStorage,
)


class Static(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # untyped base
    """Compressed, cached for ever, and module imports follow the hashed names."""

    support_js_module_import_aggregation = True
