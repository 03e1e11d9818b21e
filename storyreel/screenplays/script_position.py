"""A place in the lines of a script, with what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storyreel.screenplays.habits import Habits
from storyreel.screenplays.lexicon import Lexicon
from storyreel.screenplays.look import Evidence, Look
from storyreel.screenplays.source import Line

_ENDS_A_PART = (Look.SECTION, Look.TRANSITION, Look.FURNITURE, Look.RULE, Look.HEADING, Look.TABLE)
_FORCED_PARTS = tuple("=><.")


@dataclass
class ScriptPosition:
    """The index of the current line; the walk over the script moves it."""

    lines: Sequence[Line]
    evidence: Sequence[Evidence]
    habits: Habits
    lexicon: Lexicon
    index: int = 0

    @property
    def evidence_below(self) -> Evidence | None:
        """What the next line looks like; None on the last line."""
        return self._evidence_at(self.index + 1)

    def _evidence_at(self, index: int) -> Evidence | None:
        return self.evidence[index] if index < len(self.evidence) else None

    @property
    def is_below_heading(self) -> bool:
        """Whether the line before is a heading."""
        above = self.index - 1
        return above >= 0 and self.evidence[above].look is Look.HEADING

    @property
    def is_above_named_speech(self) -> bool:
        """Whether the next line is a name with its speech."""
        below = self.evidence_below
        return below is not None and below.look is Look.NAMED_SPEECH

    @property
    def has_text_below(self) -> bool:
        """Whether the next line is not blank."""
        return not self.is_blank(self.index + 1)

    @property
    def is_blank_above(self) -> bool:
        """Whether the line before is blank, or there is none."""
        return self.is_blank(self.index - 1)

    @property
    def is_parted_before(self) -> bool:
        """Whether a blank line, a heading or another end of a part stands above."""
        return self.is_blank_above or self.habits.double_spaced or self._ends_a_part(self.index - 1)

    def _ends_a_part(self, index: int) -> bool:
        return self.evidence[index].look in _ENDS_A_PART or self.lines[index].force in _FORCED_PARTS

    def is_blank(self, index: int) -> bool:
        """Whether the line at an index is blank, or there is no such line."""
        return not 0 <= index < len(self.lines) or self._looks_blank(index)

    @property
    def next_evidence(self) -> Evidence | None:
        """What the next line with text looks like; None if there is none."""
        return self._evidence_at(self.next_filled(self.index + 1))

    def next_filled(self, index: int) -> int:
        """The index of the first line from `index` on that is not blank; past the end if there is none."""
        while index < len(self.lines) and self._looks_blank(index):
            index += 1
        return index

    def _looks_blank(self, index: int) -> bool:
        return self.evidence[index].look is Look.BLANK
