"""The looks that a line of a script can have, and what each needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from storyreel.screenplays.headings import Heading, Strength
from storyreel.screenplays.lexicon import Label

PERSONS_TOO = (Label.AUTHOR, Label.CONTACT, Label.CREDIT)
"""Labels of a title page that are people in a film: an AUTHOR, a DIRECTOR, an AGENT who speaks."""


class Look(StrEnum):
    """What a line looks like."""

    BLANK = "blank"
    FORCED = "forced"
    RULE = "rule"
    TABLE = "table"
    TIMECODE = "timecode"
    FURNITURE = "furniture"
    HEADING = "heading"
    SECTION = "section"
    LABEL = "label"
    LABELLED = "labelled"
    TRANSITION = "transition"
    BRACKET = "bracket"
    NAMED_SPEECH = "named speech"
    CUE = "cue"
    PLAIN = "plain"


@dataclass(slots=True)
class Evidence:
    """One line's look, with what that look needs."""

    look: Look
    name: str = ""
    """Of a cue or named speech: the name as written, without extensions."""
    extensions: tuple[str, ...] = ()
    at: int = 0
    """Of named speech and labels: where in the line's text what follows begins."""
    label: Label | None = None
    heading: Heading | None = None
    style: str = ""
    """Of named speech: ':' after the name, '.' as plays print it, '「'; of a cue: ':' or '.' if it ends in
    one, 'bold', 'bare' without cases.
    """
    capitals: bool = False
    """The name is in capitals, or of a writing system that has none."""
    bold: bool = False
    """The name is in bold and what follows is not."""

    @property
    def strength(self) -> Strength | None:
        """How sure it is that the line is a heading; None if it looks like none."""
        return self.heading.strength if self.heading else None
