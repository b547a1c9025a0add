from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from django.db import models

from offramp.platform.kernel.ids import SiteVersionId
from offramp.platform.kernel.records import Record, Segment, id_field

if TYPE_CHECKING:
    from offramp.platform.kernel.records import IdField


class SiteVersion(Record):
    """The site's folder as it was when it was loaded. Written once, never changed.

    `content` holds the text of each file by its name, so that the order of words and
    the remarks of whoever wrote them survive. The newest row is the one in force.
    """

    segment = Segment.SITE

    id: IdField[SiteVersionId] = id_field()
    number = models.PositiveIntegerField(unique=True)
    slug = models.SlugField(max_length=60)
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    loaded_at = models.DateTimeField()
    loaded_by_id = models.UUIDField()

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.slug} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write once; a second save is refused."""
        if not self._state.adding:
            raise TypeError("A version of the site is never changed. Load a new one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise TypeError("A version of the site is never removed.")
