"""Decides whether a line that looks like a name is a cue, by what is around it and the script's habits."""

from __future__ import annotations

from functools import cached_property

from storyreel.screenplays.cue_names import is_manner
from storyreel.screenplays.look import Evidence, Look
from storyreel.screenplays.names_on_lines import has_courtesy
from storyreel.screenplays.script_position import ScriptPosition
from storyreel.screenplays.source import Line
from storyreel.screenplays.spelling import plain_form

_NOT_SPOKEN = (Look.HEADING, Look.TRANSITION, Look.SECTION, Look.LABEL)
_NOT_SPOKEN_AFTER_GAP = (*_NOT_SPOKEN, Look.RULE)
_MOST_WORDS_AFTER_GAP = 3


class CueDecision:
    """One line that looks like a name, where it stands in the script."""

    def __init__(self, position: ScriptPosition, line: Line, evidence: Evidence) -> None:
        self._position, self._habits = position, position.habits
        self._line, self._evidence = line, evidence
        self._name, self._key = evidence.name, plain_form(evidence.name)
        self._followed, self._parted = position.has_text_below, position.is_parted_before

    def is_cue(self) -> bool:
        """Whether the line is a cue."""
        if self._is_wrapped_introduction():
            return False
        match self._evidence.style:
            case "spaced":
                return False
            case "title":
                return self._is_cue_in_title_case()
            case "bold":
                return self._is_cue_in_bold()
            case "bare":
                return self._is_cue_without_case()
            case ".":
                return self._followed and self._parted and self._habits.stopped_cues[self._key] > 1
            case ":":
                return self._followed and (self._evidence.capitals or self._known or self._times > 1)
            case _:
                return self._is_cue_in_capitals()

    @cached_property
    def _known(self) -> bool:
        return self._habits.is_known(self._name)

    @cached_property
    def _times(self) -> int:
        """How often the name stands where a cue can stand."""
        habits, key = self._habits, self._key
        return habits.cues[key] + habits.tight_cues[key] + habits.spaced_cues[key]

    @property
    def _is_repeated(self) -> bool:
        return self._times > 1

    @property
    def _stands_alone(self) -> bool:
        return self._parted or self._habits.single_spaced

    def _is_cue_in_title_case(self) -> bool:
        if not (self._followed and self._parted):
            return False
        return self._is_repeated_in_title_case() or self._known or has_courtesy(self._name)

    def _is_repeated_in_title_case(self) -> bool:
        return self._habits.title_cues[self._key] > 1

    def _is_cue_in_bold(self) -> bool:
        repeated = self._is_repeated
        return self._stands_alone and (self._followed or repeated) and (repeated or self._known)

    def _is_cue_without_case(self) -> bool:
        if not (self._followed and (self._parted or self._known)):
            return False
        return self._known or self._is_repeated or self._is_mentioned()

    def _is_mentioned(self) -> bool:
        return self._habits.is_mentioned(self._name)

    def _is_cue_in_capitals(self) -> bool:
        if self._followed and self._parted and not self._habits.double_spaced:
            return True
        if self._followed and not self._parted:
            return self._is_somebody() and self._speaks_below()
        if self._habits.double_spaced or self._line.bold or (self._parted and not self._followed):
            return self._speaks_after_gap()
        return False

    def _is_somebody(self) -> bool:
        mentioned = self._habits.is_mentioned(self._name.title())
        return self._known or self._times > 1 or mentioned or self._habits.single_spaced

    def _is_wrapped_introduction(self) -> bool:
        """Whether the next line goes on in small letters after an age or a look.

        'OLD MAN (80s, in a cap)' above 'waves from a boat' is such a line.
        """
        extensions = self._evidence.extensions
        return bool(extensions) and self._is_above_small_letter() and all(map(self._is_look, extensions))

    def _is_above_small_letter(self) -> bool:
        return self._text_below()[:1].islower()

    def _is_look(self, extension: str) -> bool:
        """Whether an extension is an age or a look."""
        return extension[:1].isdigit() or is_manner(extension, self._position.lexicon.cue_words)

    def _text_below(self) -> str:
        below = self._position.index + 1
        return self._position.lines[below].text if below < len(self._position.lines) else ""

    def _speaks_below(self) -> bool:
        """Whether what stands on the next line can be speech."""
        below = self._position.evidence_below
        if below is None or _is_cue_without_stop(below):
            return False
        return below.look not in _NOT_SPOKEN

    def _speaks_after_gap(self) -> bool:
        """Whether a name with a blank line below is a cue: it is repeated or bold, and speech can follow."""
        return self._speech_can_follow_gap() and (
            self._line.bold or self._is_usually_above_gap() or self._is_short_in_double_spacing()
        )

    def _speech_can_follow_gap(self) -> bool:
        position = self._position
        following = position.next_filled(position.index + 1)
        if following >= len(position.lines):
            return False
        look = position.evidence[following].look
        if look is Look.CUE:
            return position.lines[following].text.endswith(("!", "?", "."))
        return look not in _NOT_SPOKEN_AFTER_GAP

    def _is_usually_above_gap(self) -> bool:
        if not self._is_repeated or not self._is_usually_spaced():
            return False
        return self._habits.gapped_in_all > self._habits.in_blocks

    def _is_usually_spaced(self) -> bool:
        habits, key = self._habits, self._key
        return habits.spaced_cues[key] >= habits.cues[key]

    def _is_short_in_double_spacing(self) -> bool:
        return self._habits.double_spaced and len(self._name.split()) <= _MOST_WORDS_AFTER_GAP


def _is_cue_without_stop(one: Evidence) -> bool:
    return one.look is Look.CUE and one.style != "."
