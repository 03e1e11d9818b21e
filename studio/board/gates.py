"""What is said at each gate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class GateWords:
    """The words of one gate."""

    title: str
    lead: str
    go: str
    short: str
    """In the library."""


GATE_WORDS: Mapping[str, GateWords] = {
    "storyboard": GateWords(
        "The storyboard waits for your word",
        "Words, sizes and order can still change freely. What costs money is bought after your word.",
        "Approve and go on",
        "Storyboard waits",
    ),
    "keyframes": GateWords(
        "The pictures wait for your word",
        "Each shot is filmed from its picture. Mark what is not right; a picture costs less than a clip.",
        "Approve all and film",
        "Pictures wait",
    ),
    "clips": GateWords(
        "The clips wait for your word",
        "Play each one; mark what is not right. Sound, music and the cut come next.",
        "Approve all and cut",
        "Clips wait",
    ),
}
