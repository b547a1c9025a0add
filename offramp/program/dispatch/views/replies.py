"""What somebody answers to a text or a call, and what is said back to them."""

from uuid import UUID

from django.http import Http404
from django.utils.timezone import now

from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ActorId
from offramp.platform.policy.gate import Forbidden
from offramp.program.dispatch import actions, queries
from offramp.program.dispatch.rules import Reply, read_reply

_NOTHING = "There is nothing to answer now. Open Offramp to see your pages."
_WHICH = "You have more than one page. Reply with its code, such as 1 {code}."
_HOW = "Reply 1 to come in 20 minutes, 1 and another number of minutes, or 2 if you cannot."


def understand(user_id: ActorId, about: UUID | None, words: str) -> str:
    """Do what was answered, and say what has been done."""
    reply = read_reply(words)
    if reply is None:
        return _HOW
    open_now = queries.asked_of(user_id, at=now())
    meant = [
        asked
        for asked in open_now
        if (about is None or asked.about == about)
        and (not reply.code or asked.code.endswith(reply.code))
    ]
    if not meant:
        return _NOTHING
    if len(meant) > 1:
        return _WHICH.format(code=meant[0].code.removeprefix("LD-"))
    try:
        return _take(meant[0], reply, "call" if about else "text")
    except (Refused, Forbidden, Http404) as no:
        return str(no) or _NOTHING


def _take(asked: queries.Asked, reply: Reply, way: str) -> str:
    if asked.is_check:
        if not reply.yes:
            return "Call your supervisor, or 911. They are told if you say nothing."
        actions.check_in(asked.dispatch_id, way=way, at=now(), by=asked.by)
        return f"{asked.code}: noted, all is well."
    if not reply.yes:
        actions.cannot(asked.dispatch_id, at=now(), by=asked.by)
        return f"{asked.code}: noted, you cannot come. The next one is paged."
    actions.answer(asked.dispatch_id, reply.minutes, way=way, at=now(), by=asked.by)
    return (
        f"{asked.code}: you are going, in {reply.minutes} minutes. "
        "Open Offramp to see where."
    )
