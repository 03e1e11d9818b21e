"""Where a scene of a sketch plays: a heading, and what the place is called in a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ON = re.compile(
    r"(?:planet|bridge|rooftop|beach|road|pier|path|ridge|street|deck|moon|island|bank|stage)$", re.IGNORECASE
)
"""Places on which one is, and not in them."""


@dataclass(frozen=True)
class Place:
    """A place as a heading and as it is called in a sentence."""

    heading: str
    said: str
    """'the engine room', with its article if it has one."""

    @property
    def within(self) -> str:
        """The place with its preposition: 'on the bridge'."""
        on = _ON.search(self.said) is not None or self.said == self.said.capitalize()
        return f"{'on' if on else 'in'} {self.said}"

    @property
    def air(self) -> str:
        """The rule for what is heard and felt there."""
        return "indoors" if self.heading.startswith("INT.") else "outdoors"
