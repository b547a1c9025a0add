"""Why a row of somebody's directory could not be used, or was put right."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Aside(StrEnum):
    """A row is set aside, for this reason."""

    NOT_A_RECORD = "not_a_record"
    DOES_NOT_FIT = "row_does_not_fit_header"
    NO_ID = "service_without_id"
    NO_NAME = "service_without_name"
    NO_ORGANIZATION = "service_without_organization"
    TWICE = "duplicate_id"
    STATUS = "unknown_status"
    ORGANIZATION_NO_ID = "organization_without_id"
    ORGANIZATION_NO_NAME = "organization_without_name"
    LOCATION_NO_ID = "location_without_id"
    LOCATION_UNUSED = "location_of_nothing_imported"
    LINK_BROKEN = "link_to_nothing_imported"
    PHONE_EMPTY = "phone_without_number"
    PHONE_OWNER = "phone_of_nothing_imported"
    HOURS_EMPTY = "schedule_without_hours"
    HOURS_UNCLEAR = "schedule_unreadable"
    HOURS_OWNER = "schedule_of_nothing_imported"
    ELIGIBILITY_OWNER = "eligibility_of_nothing_imported"


class PutRight(StrEnum):
    """A value was corrected or left empty, for this reason."""

    STATUS = "status_missing_taken_as_active"
    URL_SCHEME = "url_completed"
    URL_DROPPED = "url_unusable_left_empty"
    EMAIL_DROPPED = "email_unusable_left_empty"
    PLACE_DROPPED = "coordinates_impossible_left_empty"
    AGE_DROPPED = "age_unusable_left_empty"
    SHORTENED = "text_shortened"
    CAPACITY_DROPPED = "capacity_unusable_left_out"


SENTENCES: Mapping[str, str] = {
    Aside.NOT_A_RECORD: "This is not a record of a service.",
    Aside.DOES_NOT_FIT: "The row has more values than the table has columns.",
    Aside.NO_ID: "The service has no id, so it could not be found again next time.",
    Aside.NO_NAME: "The service has no name.",
    Aside.NO_ORGANIZATION: "The organization that the service names is not in the "
    "file, or it names none.",
    Aside.TWICE: "The id was used before in the same file; only the first one counts.",
    Aside.STATUS: "The status is none of active, inactive, defunct, temporarily "
    "closed.",
    Aside.ORGANIZATION_NO_ID: "The organization has no id.",
    Aside.ORGANIZATION_NO_NAME: "The organization has no name.",
    Aside.LOCATION_NO_ID: "The location has no id.",
    Aside.LOCATION_UNUSED: "No imported service or organization is at the location.",
    Aside.LINK_BROKEN: "The service or the location that it joins was not imported.",
    Aside.PHONE_EMPTY: "There is no telephone number in it.",
    Aside.PHONE_OWNER: "What the number belongs to was not imported.",
    Aside.HOURS_EMPTY: "It names a day and no hours. Nothing is shown for that day.",
    Aside.HOURS_UNCLEAR: "The days or hours cannot be read. The service was kept.",
    Aside.HOURS_OWNER: "What the hours belong to was not imported.",
    Aside.ELIGIBILITY_OWNER: "It does not say to which service it belongs, or that "
    "service was not imported.",
    PutRight.STATUS: "The service has no status; it is shown as active.",
    PutRight.URL_SCHEME: "The address of a website had no http:// in front.",
    PutRight.URL_DROPPED: "The address of a website cannot be one.",
    PutRight.EMAIL_DROPPED: "The e-mail address cannot be one.",
    PutRight.PLACE_DROPPED: "Latitude and longitude are no place on earth.",
    PutRight.AGE_DROPPED: "The age is not a number of years.",
    PutRight.SHORTENED: "The text is longer than any page shows; its end was cut off.",
    PutRight.CAPACITY_DROPPED: "The number of free places is not a number.",
}

_EXAMPLES = 10


@dataclass
class Judged:
    """The running count of what was set aside and put right."""

    services: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    put_right: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def service(self, reason: Aside, key: str) -> None:
        """A service is set aside."""
        self.services[reason] += 1
        self._remember(reason, key)

    def row(self, reason: Aside, key: str = "") -> None:
        """Some other row is set aside."""
        self.rows[reason] += 1
        self._remember(reason, key)

    def right(self, reason: PutRight) -> None:
        """A value was put right."""
        self.put_right[reason] += 1

    def _remember(self, reason: str, key: str) -> None:
        kept = self.examples.setdefault(reason, [])
        if key and len(kept) < _EXAMPLES and key[:80] not in kept:
            kept.append(key[:80])
