import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.kernel.ids import DispatchId
from offramp.platform.outbox.schedule import recurring
from offramp.program.dispatch import actions, queries

_log = logging.getLogger("offramp.jobs")


@recurring("dispatch.escalate", every=timedelta(seconds=2))
def escalate(at: datetime) -> None:
    """Page the next ones wherever nobody answered in time."""
    _each(
        queries.due(at),
        lambda id: actions.escalate(id, at=at, by=SYSTEM),
        "A page was not passed on: %s.",
    )


@recurring("dispatch.watch", every=timedelta(seconds=15))
def watch(at: datetime) -> None:
    """Look after whoever is out: ask them, then call a supervisor."""
    said = "A peer was not looked after: %s."
    _each(queries.unwatched(at), lambda id: actions.watch(id, at=at, by=SYSTEM), said)
    _each(
        queries.overdue(at),
        lambda id: actions.ask_or_alarm(id, at=at, by=SYSTEM),
        said,
    )


@recurring("dispatch.morning", every=timedelta(minutes=1))
def morning(at: datetime) -> None:
    """Whom nobody could meet at night is looked for in the morning."""
    _each(
        queries.to_remind(at),
        lambda id: actions.remind(id, at=at, by=SYSTEM),
        "A follow-up was not handed on: %s.",
    )


def _each(
    ids: Iterable[DispatchId], act: Callable[[DispatchId], object], said: str
) -> None:
    for id in ids:
        try:
            act(id)
        except Exception as error:
            # The others must not wait for this one; it is tried again the next time.
            _log.error(said, type(error).__name__)
