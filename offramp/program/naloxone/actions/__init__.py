"""What is done with supplies."""

from offramp.program.naloxone.actions.giving import Given, give, hand_out, use
from offramp.program.naloxone.actions.holders import close, open_for, open_place
from offramp.program.naloxone.actions.ledger import (
    correct,
    move,
    recall,
    receive,
    take_out,
)

__all__ = [
    "Given",
    "close",
    "correct",
    "give",
    "hand_out",
    "move",
    "open_for",
    "open_place",
    "recall",
    "receive",
    "take_out",
    "use",
]
