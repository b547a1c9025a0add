from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from offramp.platform.kernel.ids import ActorId, AgencyId, DutyId, UnitId
from offramp.platform.kernel.records import Record, Segment, id_field, known, moment
from offramp.platform.policy.actor import Role

if TYPE_CHECKING:
    from offramp.platform.kernel.records import IdField


class AgencyKind(StrEnum):
    """What an agency is in the program."""

    POLICE = "police"
    PROSECUTOR = "prosecutor"
    PROGRAM = "program"
    COURT = "court"
    WORK_GROUP = "work_group"
    TREATMENT_PARTNER = "treatment_partner"
    SERVICE_PARTNER = "service_partner"
    INTERMEDIARY = "intermediary"


class Agency(Record):
    """A body that takes part: police, prosecutor, program, or somebody who is told."""

    segment = Segment.SITE

    id: IdField[AgencyId] = id_field()
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [known("kind", AgencyKind)]
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name


class Unit(Record):
    """A precinct or a team inside an agency."""

    segment = Segment.SITE

    id: IdField[UnitId] = id_field()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="units")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="unit_once", fields=["agency", "slug"])
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Finds people by the address they sign in with, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> User:
        """The user with this e-mail address."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Somebody who can sign in. What they may do hangs on their duties, not on this."""

    segment = Segment.PLATFORM

    id: IdField[ActorId] = id_field()
    stored_at = models.DateTimeField(auto_now_add=True)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    badge = models.CharField(max_length=40, blank=True)
    credential = models.CharField(max_length=80, blank=True)
    is_active = models.BooleanField(default=True)
    # Somebody else knows this password: until then its owner comes in with it, and
    # chooses another before anything.
    first_password_until = models.DateTimeField(null=True)
    # What began before this is over, but for one zone: `access.end_everywhere`.
    signed_out = models.DateTimeField(null=True)
    signed_out_but = models.CharField(max_length=20, blank=True)

    # The duties that were loaded with the user of a session; see `backend`.
    held: Sequence[Duty] | None = None

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Addresses are kept in small letters."""
        self.email = self.email.lower()
        super().save(*args, **kwargs)


class Duty(Record):
    """A role that somebody has at an agency, from a day, until a day."""

    segment = Segment.SITE

    id: IdField[DutyId] = id_field()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="duties")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True)
    role = models.CharField(max_length=20)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    # The quarter's look at who still needs what.
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            known("role", Role),
            moment("confirmed"),
            models.UniqueConstraint(
                name="duty_once", fields=["user", "agency", "role", "from_on"]
            ),
            models.CheckConstraint(
                name="duty_ends_after_it_begins",
                condition=Q(until_on=None) | Q(until_on__gte=models.F("from_on")),
            ),
        ]
        verbose_name_plural = "duties"
