"""Counts what looks like a screenplay and was not read as one, and says so with the lines and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from storyreel.film.screenplay import Element
from storyreel.screenplays.evidence import Evidence
from storyreel.screenplays.habits import Habits
from storyreel.screenplays.lexicon import Lexicon
from storyreel.screenplays.source import Line


def alarms(elements: Sequence[Element], evidence: Sequence[Evidence], lines: Sequence[Line], habits: Habits, lexicon: Lexicon) -> list[str]:
    """Notes for the person, a sentence each; none for a script that is read as it is written."""
    return []
