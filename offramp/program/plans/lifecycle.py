"""A plan is written, agreed on, and in time replaced by the next version of it."""

from enum import StrEnum

from offramp.platform.kernel.lifecycle import Lifecycle


class State(StrEnum):
    """Where one version of a plan is."""

    DRAFT = "draft"
    AGREED = "agreed"
    REPLACED = "replaced"


class Event(StrEnum):
    """What can happen to a version. Following the steps changes no version."""

    WRITE = "write"
    AGREE = "agree"
    FOLLOW = "follow"
    REPLACE = "replace"


LIFECYCLE = Lifecycle[State, Event](
    {
        (State.DRAFT, Event.WRITE): State.DRAFT,
        (State.DRAFT, Event.AGREE): State.AGREED,
        (State.DRAFT, Event.FOLLOW): State.DRAFT,
        (State.AGREED, Event.FOLLOW): State.AGREED,
        (State.AGREED, Event.REPLACE): State.REPLACED,
    }
)
