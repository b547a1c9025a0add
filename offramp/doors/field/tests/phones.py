"""What a phone sends, and how it is answered."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from django.utils.timezone import now

from offramp.doors.field.tests import pages
from offramp.platform.policy.actor import Actor
from offramp.platform.sealed import phone
from offramp.platform.submissions import actions
from offramp.platform.submissions.models import StaffEntry
from offramp.platform.submissions.rules import EntryId, opened


def contact(**changes: Any) -> dict[str, list[str]]:
    """The officer's common case, as a phone collects it."""
    typed = pages.typed(**changes)
    del typed["submission_id"]
    return {k: v if isinstance(v, list) else [v] for k, v in typed.items() if v}


def touchpoint(**changes: Any) -> dict[str, list[str]]:
    """Met, and a kit handed over."""
    said = {"reached": ["yes"], "mode": ["in_person"], "naloxone_kits": ["1"]}
    return {**said, **changes}


def overdose(**changes: Any) -> dict[str, list[str]]:
    """Alive, after two doses from the one who writes."""
    said = {"place": ["Made-up corner"], "called_911": ["yes"], "survived": ["yes"]}
    return {
        **said, "naloxone": ["yes"], "giver": ["officer"], "doses": ["2"], **changes,
    }  # fmt: skip


def put(
    client: Client,
    by: Actor,
    said: dict[str, list[str]],
    *,
    kind: str = "contact",
    entry_id: UUID | None = None,
    whom: str = "",
    writer: UUID | None = None,
    at: datetime | None = None,
    clock: datetime | None = None,
) -> Any:
    """Close it and send it."""
    entry_id = entry_id or uuid4()
    entry = {
        "kind": kind,
        "said": said,
        "whom": whom,
        "writer": str(writer or by.id),
        "at": (at or now()).isoformat(),
    }
    return client.put(
        f"/field/sealed/{entry_id}",
        phone.seal_entry(entry, entry_id),
        content_type="application/json",
        headers={"X-Phone-Clock": (clock or now()).isoformat()},
    )


def ids(peer: Actor) -> dict[str, object]:
    """What the addresses of phones are made with: a touchpoint waits for its person."""
    entry_id, at = EntryId(uuid4()), now()
    entry = {"kind": "touchpoint", "said": touchpoint(), "at": at.isoformat()}
    closed = phone.seal_entry(entry, entry_id)
    actions.take(
        entry_id, opened(entry), closed, waits=True, happened_at=at, at=at, by=peer
    )
    kept_id = StaffEntry.objects.get(entry_id=entry_id).pk
    return {"entry_id": entry_id, "kept_id": kept_id}
