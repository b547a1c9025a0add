"""The segment of every table of the database, those of libraries too."""

from collections.abc import Mapping

from django.apps import apps
from django.db import connection

from offramp.platform.kernel.segments import Segment

# A library's tables name no segment, so they have their place here. None: only the
# owner uses it, when the tables are changed. A table that is missing here fails a test.
OF_LIBRARIES: Mapping[str, Segment | None] = {
    "django_migrations": Segment.SITE,  # `/healthz` asks whether a change waits
    # Wrong tries at a password count in both zones, and name nobody's work.
    "axes_accessattempt": Segment.PLATFORM,
    "axes_accessattemptexpiration": Segment.PLATFORM,
    "axes_accessfailurelog": Segment.PLATFORM,
    "axes_accesslog": Segment.PLATFORM,
    "django_tasks_database_dbtaskresult": Segment.OUTBOX,
    "django_content_type": None,
    "auth_permission": None,
    "auth_group": None,
    "auth_group_permissions": None,
}


def segments() -> dict[str, Segment | None]:
    """The segment of each table that we know."""
    ours = {
        model._meta.db_table: segment
        for model in apps.get_models(include_auto_created=True)
        if (segment := getattr(model, "segment", None)) is not None
    }
    return {**OF_LIBRARIES, **ours}


def without_a_place() -> list[str]:
    """The database's tables and views that nobody has given a segment."""
    there = connection.introspection.table_names(include_views=True)
    return sorted(set(there) - set(segments()))
