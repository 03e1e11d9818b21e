"""A place in the lines of a script, with what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storyreel.screenplays.habits import Habits
from storyreel.screenplays.lexicon import Lexicon
from storyreel.screenplays.look import Evidence, Look
from storyreel.screenplays.source import Line
from storyreel.screenplays.vocabulary import CueWords

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
    def cue_words(self) -> list[CueWords]:
        """The words of cues in the script's languages."""
        return [words.cue for words in self.lexicon.vocabularies]

    @property
    def evidence_below(self) -> Evidence | None:
        """What the next line looks like; None on the last line."""
        below = self.index + 1
        return self.evidence[below] if below < len(self.evidence) else None

    @property
    def has_text_below(self) -> bool:
        """Whether the next line is not blank."""
        return not self.is_blank(self.index + 1)

    @property
    def is_parted_before(self) -> bool:
        """Whether a blank line, a heading or another end of a part stands above."""
        above = self.index - 1
        if self.is_blank(above) or self.habits.double_spaced:
            return True
        return self.evidence[above].look in _ENDS_A_PART or self.lines[above].force in _FORCED_PARTS

    def is_blank(self, index: int) -> bool:
        """Whether the line at an index is blank, or there is no such line."""
        return not 0 <= index < len(self.lines) or self.evidence[index].look is Look.BLANK

    def next_filled(self, index: int) -> int:
        """The index of the first line from `index` on that is not blank; past the end if there is none."""
        while index < len(self.lines) and self.evidence[index].look is Look.BLANK:
            index += 1
        return index
