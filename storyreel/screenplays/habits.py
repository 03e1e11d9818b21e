"""What a script does again and again: how its names stand, whether blank lines part it, who speaks in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from storyreel.screenplays.headings import Strength
from storyreel.screenplays.lexicon import Label
from storyreel.screenplays.look import Evidence, Look
from storyreel.screenplays.names_on_lines import is_caseless
from storyreel.screenplays.source import Line
from storyreel.screenplays.spelling import plain_form

_ALONE = 0.9
"""Share of lines with blank lines on both sides, from which the text counts as double-spaced."""
_MOST_MENTIONED = 300
"""Names that are looked for in the whole text; each takes a walk over it."""
_TIGHT = 0.3
"""Share of blank lines, up to which the text counts as single-spaced."""
_NOT_SPOKEN = (Look.HEADING, Look.TRANSITION, Look.LABEL, Look.SECTION, Look.RULE)
_ENDS_A_PART = (Look.HEADING, Look.SECTION, Look.TRANSITION, Look.FURNITURE, Look.RULE, Look.LABEL)


class Habits:
    """Counts over the whole document."""

    def __init__(self, lines: Sequence[Line], evidence: Sequence[Evidence], cast: Iterable[str] = ()) -> None:
        """cast: the names in the list of characters."""
        self.lines, self.evidence = lines, evidence
        self._filled = [index for index, one in enumerate(evidence) if one.look is not Look.BLANK]
        self.listed = {plain_form(name) for name in cast}
        self.cues: Counter[str] = Counter()
        self.tight_cues: Counter[str] = Counter()
        self.spaced_cues: Counter[str] = Counter()
        self.stopped_cues: Counter[str] = Counter()
        self.title_cues: Counter[str] = Counter()
        self.bracketed: Counter[str] = Counter()
        self.named: dict[str, Counter[str]] = {style: Counter() for style in (":", ".", "「", "-", '"')}
        self.headings = Counter(one.heading.strength for one in evidence if one.heading)
        self._mentioned: dict[str, bool] = {}
        for index in self._filled:
            self._count(index)

    @cached_property
    def double_spaced(self) -> bool:
        """Whether nearly every line has blank lines around it."""
        filled = len(self._filled)
        return filled > 5 and self._count_alone() >= _ALONE * filled

    def _count_alone(self) -> int:
        return sum(self.is_blank(index - 1) and self.is_blank(index + 1) for index in self._filled)

    @cached_property
    def single_spaced(self) -> bool:
        """Whether there are few blank lines."""
        filled = len(self._filled)
        return filled > 3 and self._count_blank() <= _TIGHT * filled

    def _count_blank(self) -> int:
        return len(self.evidence) - len(self._filled)

    @cached_property
    def forced(self) -> set[str]:
        """Names that Fountain's '@' marks as cues."""
        pairs = zip(self.lines, self.evidence, strict=True)
        cues = [line.text for line, one in pairs if one.look is Look.FORCED and line.force == "@"]
        return {plain_form(text.split("(")[0]) for text in cues}

    @cached_property
    def in_blocks(self) -> int:
        """How many cues stand on lines of their own with speech below."""
        return sum(self.cues.values())

    @cached_property
    def gapped_in_all(self) -> int:
        """How many names stand alone with a blank line below."""
        return sum(self.spaced_cues.values())

    @cached_property
    def _named_in_all(self) -> dict[str, int]:
        return {style: sum(counts.values()) for style, counts in self.named.items()}

    @cached_property
    def _repeated(self) -> list[int]:
        """How often each name stands before a full stop and speech, of those that do so more than once."""
        return [times for times in self.named["."].values() if times > 1]

    @cached_property
    def _narrated(self) -> str:
        pairs = zip(self.lines, self.evidence, strict=True)
        return "\n".join(line.text for line, one in pairs if one.look is Look.PLAIN)

    @cached_property
    def _labelled(self) -> int:
        return sum(one.label in (Label.VISUAL, Label.AUDIO) for one in self.evidence)

    def is_blank(self, index: int) -> bool:
        """Whether there is no line there, or nothing on it."""
        return not 0 <= index < len(self.evidence) or self.evidence[index].look is Look.BLANK

    def is_known(self, name: str) -> bool:
        """Whether a person of that name is in the cast list, or speaks where nothing else is possible."""
        key = plain_form(name)
        if self._is_certain(key) or self.named["「"][key] > 0:
            return True
        return self.named[":"][key] + self.tight_cues[key] > 1

    def _is_certain(self, key: str) -> bool:
        return key in self.listed or key in self.forced or self.cues[key] > 0

    def is_mentioned(self, name: str) -> bool:
        """Whether a name stands inside narration.

        For writing systems without capitals, in which a name looks like any word.
        """
        if name not in self._mentioned:
            self._mentioned[name] = self._is_in_narration(name)
        return self._mentioned[name]

    def _is_in_narration(self, name: str) -> bool:
        return len(self._mentioned) < _MOST_MENTIONED and len(name) > 1 and name in self._narrated

    def is_inline(self, one: Evidence) -> bool:
        """Whether 'Name: speech' of this name and style is how this script writes speech."""
        key = plain_form(one.name)
        if one.style == "「" or one.bold:
            return True
        if one.style in ("-", '"'):
            return self.is_known(one.name) or self.named[one.style][key] > 1
        if one.style == ".":
            return self._is_of_a_play(key, one.capitals)
        if one.capitals and not is_caseless(one.name):
            return self._is_certain(key) or self._has_colons_for_cues()
        return self._is_before_colon(key)

    def _has_colons_for_cues(self) -> bool:
        """Whether the script usually writes speech behind a colon."""
        return self.in_blocks < 3 or self._named_in_all[":"] * 2 > self.in_blocks

    def _is_before_colon(self, key: str) -> bool:
        """Whether a name in small letters speaks before a colon."""
        if self._is_certain(key) or self.named[":"][key] > 1 or self.tight_cues[key] > 0:
            return True
        times = self._named_in_all[":"]
        return self._labelled > 1 or (times > 1 and times * 12 >= len(self._filled))

    def _is_of_a_play(self, key: str, capitals: bool) -> bool:
        """Whether 'HILDE. It is falling' is speech, as in printed plays: names are repeated, without cues."""
        if self.in_blocks > self._named_in_all["."]:
            return False
        times, listed = self.named["."][key], key in self.listed
        repeated = sum(self._repeated)
        if not capitals:
            return (times > 2 and repeated > 5) or (listed and repeated > 1)
        return times > 1 or listed or self._is_short_play() or (repeated > 3 and len(self._repeated) > 1)

    def _is_short_play(self) -> bool:
        """Whether many lines are names with a full stop, and no cue stands on a line of its own."""
        return not self.in_blocks and len(self.named["."]) > 1 and self._has_many_stopped_names()

    def _has_many_stopped_names(self) -> bool:
        return self._named_in_all["."] * 3 >= len(self._filled)

    def has_headings(self) -> bool:
        """Whether some line is certainly a heading."""
        return self.headings[Strength.CERTAIN] > 0

    def takes_weak_headings(self, strength: Strength) -> bool:
        """Whether places with times in capitals are this script's headings: it has several, or no other."""
        if self.has_weak_headings:
            return True
        return strength is Strength.PARTED and not self.has_headings()

    @property
    def has_weak_headings(self) -> bool:
        """Whether several lines are places with times in capitals."""
        return self.headings[Strength.PARTED] + self.headings[Strength.TIMED] > 1

    def _count(self, index: int) -> None:
        one = self.evidence[index]
        if one.look is Look.NAMED_SPEECH:
            self.named[one.style][plain_form(one.name)] += 1
        elif one.look is Look.BRACKET and one.name and not self.is_blank(index + 1):
            self.bracketed[plain_form(one.name)] += 1
        elif one.look is Look.CUE:
            self._count_cue(index, one)

    def _count_cue(self, index: int, one: Evidence) -> None:
        key, below = plain_form(one.name), self._directly_below(index)
        before = self._is_parted_before(index)
        if one.style == ".":
            self.stopped_cues[key] += _may_be_speech(below)
        elif one.style == "title":
            self.title_cues[key] += before and _is_speech_below_title(below)
        elif _may_be_speech(below):
            self._count_block(key, one.style, before)
        elif one.style != "spaced" and before and self._has_gap_below(index):
            self.spaced_cues[key] += 1

    def _count_block(self, key: str, style: str, before: bool) -> None:
        """Count a name with speech right below it. before: it does not stand right below other text."""
        if style == "bare":
            self.tight_cues[key] += before
        elif style != "spaced":
            self._count_name_above_speech(key, before)

    def _count_name_above_speech(self, key: str, before: bool) -> None:
        cues = self.cues if before else self.tight_cues
        cues[key] += 1

    def _directly_below(self, index: int) -> Evidence | None:
        """What the next line looks like, if it is not blank."""
        return None if self.is_blank(index + 1) else self.evidence[index + 1]

    def _has_gap_below(self, index: int) -> bool:
        return self.is_blank(index + 1) and index + 2 < len(self.evidence)

    def _is_parted_before(self, index: int) -> bool:
        return self.is_blank(index - 1) or self.evidence[index - 1].look in _ENDS_A_PART


def _may_be_speech(below: Evidence | None) -> bool:
    return below is not None and below.look not in _NOT_SPOKEN


def _is_speech_below_title(below: Evidence | None) -> bool:
    """Whether the line below a name in title case is plain, or may be a name of that kind itself."""
    return below is not None and (_is_plain_or_bracket(below) or below.style in (".", "title"))


def _is_plain_or_bracket(one: Evidence) -> bool:
    return one.look in (Look.PLAIN, Look.BRACKET)
