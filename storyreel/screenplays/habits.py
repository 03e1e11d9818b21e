"""What a script does over and over: how its names stand, whether blank lines part it, who is known to speak."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

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


class Habits:
    """Counts over the whole document."""

    def __init__(self, lines: Sequence[Line], evidence: Sequence[Evidence], cast: Iterable[str] = ()) -> None:
        self.lines, self.evidence = lines, evidence
        filled = [index for index, one in enumerate(evidence) if one.look is not Look.BLANK]
        blank = len(evidence) - len(filled)
        alone = sum(self.is_blank(index - 1) and self.is_blank(index + 1) for index in filled)
        self.double_spaced = len(filled) > 5 and alone >= _ALONE * len(filled)
        self.single_spaced = len(filled) > 3 and blank <= _TIGHT * len(filled)
        self.listed = {plain_form(name) for name in cast}
        self.cues: Counter[str] = Counter()
        self.tight_cues: Counter[str] = Counter()
        self.spaced_cues: Counter[str] = Counter()
        self.stopped_cues: Counter[str] = Counter()
        self.title_cues: Counter[str] = Counter()
        self.bracketed: Counter[str] = Counter()
        self.named: dict[str, Counter[str]] = {style: Counter() for style in (":", ".", "「", "-", '"')}
        self.headings = Counter(one.heading.strength for one in evidence if one.heading)
        for index in filled:
            self._count(index)
        self._filled = len(filled)
        self._in_blocks = sum(self.cues.values())
        self._named_in_all = {style: sum(counts.values()) for style, counts in self.named.items()}
        self._repeated = sum(times for times in self.named["."].values() if times > 1)
        self._who_repeat = sum(times > 1 for times in self.named["."].values())
        self.gapped_in_all = sum(self.spaced_cues.values())
        self._told = "\n".join(
            line.text for line, one in zip(lines, evidence, strict=True) if one.look is Look.PLAIN
        )
        self._labelled = sum(one.label in (Label.VISUAL, Label.AUDIO) for one in evidence)
        self._mentioned: dict[str, bool] = {}
        self.forced = {
            plain_form(line.text.split("(")[0])
            for line, one in zip(lines, evidence, strict=True)
            if one.look is Look.FORCED and line.force == "@"
        }

    def is_blank(self, index: int) -> bool:
        """Whether there is no line there, or nothing on it."""
        return not 0 <= index < len(self.evidence) or self.evidence[index].look is Look.BLANK

    def is_known(self, name: str) -> bool:
        """Whether somebody of that name is in the cast list, or speaks where nothing else is possible."""
        key = plain_form(name)
        seen = self.named[":"][key] + self.tight_cues[key]
        return (
            key in self.listed
            or key in self.forced
            or self.cues[key] > 0
            or seen > 1
            or self.named["「"][key] > 0
        )

    def is_mentioned(self, name: str) -> bool:
        """Whether a name stands inside what is told.

        For writing systems without capitals, where a name looks like any word.
        """
        if name not in self._mentioned:
            self._mentioned[name] = (
                len(self._mentioned) < _MOST_MENTIONED and len(name) > 1 and name in self._told
            )
        return self._mentioned[name]

    def is_inline(self, one: Evidence) -> bool:
        """Whether 'Name: speech' of this name and style is how this script writes speech."""
        key = plain_form(one.name)
        counts = self.named[one.style]
        known = key in self.listed or key in self.forced or self.cues[key] > 0
        if one.style == "「" or one.bold:
            return True
        if one.style in ("-", '"'):
            return self.is_known(one.name) or counts[key] > 1
        if one.style == ".":
            return self._plays(key, one.capitals, known)
        if one.capitals and not is_caseless(one.name):
            return known or self._in_blocks < 3 or self._named_in_all[":"] * 2 > self._in_blocks
        usual = self._named_in_all[":"] > 1 and self._named_in_all[":"] * 12 >= self._filled
        return known or counts[key] > 1 or self.tight_cues[key] > 0 or usual or self._labelled > 1

    def _plays(self, key: str, capitals: bool, known: bool) -> bool:
        """'HILDE. It is falling': of printed plays, where names come back and no block cues stand."""
        counts = self.named["."]
        if self._in_blocks > self._named_in_all["."]:
            return False
        if capitals:
            short_play = (
                not self._in_blocks and len(counts) > 1 and self._named_in_all["."] * 3 >= self._filled
            )
            return (
                counts[key] > 1
                or short_play
                or (known and key in self.listed)
                or (self._repeated > 3 and self._who_repeat > 1)
            )
        return (counts[key] > 2 and self._repeated > 5) or (key in self.listed and self._repeated > 1)

    @property
    def in_blocks(self) -> int:
        """How many cues stand on lines of their own with speech below."""
        return self._in_blocks

    def has_headings(self) -> bool:
        """Whether some line is certainly a heading."""
        return self.headings[Strength.CERTAIN] > 0

    def takes_weak_headings(self, strength: Strength) -> bool:
        """Whether places with times in capitals are this script's headings: it has several, or no other."""
        weak = self.headings[Strength.PARTED] + self.headings[Strength.TIMED]
        return weak > 1 or (strength is Strength.PARTED and not self.has_headings())

    def _count(self, index: int) -> None:
        one = self.evidence[index]
        if one.look is Look.NAMED_SPEECH:
            self.named[one.style][plain_form(one.name)] += 1
        elif one.look is Look.BRACKET and one.name and not self.is_blank(index + 1):
            self.bracketed[plain_form(one.name)] += 1
        elif one.look is Look.CUE:
            before, after = self._parted_before(index), not self.is_blank(index + 1)
            key = plain_form(one.name)
            follows = self.evidence[index + 1] if after and index + 1 < len(self.evidence) else None
            speech_follows = follows is not None and follows.look not in (
                Look.HEADING,
                Look.TRANSITION,
                Look.LABEL,
                Look.SECTION,
                Look.RULE,
            )
            if one.style == ".":
                self.stopped_cues[key] += speech_follows
                return
            if one.style == "title":
                plain = follows is not None and (
                    follows.look in (Look.PLAIN, Look.BRACKET) or follows.style in (".", "title")
                )
                self.title_cues[key] += before and plain
                return
            if one.style == "spaced":
                return
            if before and speech_follows and one.style != "bare":
                self.cues[key] += 1
            elif speech_follows and one.style != "bare":
                self.tight_cues[key] += 1
            elif before and not after and index + 2 < len(self.evidence):
                self.spaced_cues[key] += 1
            if one.style == "bare" and before and speech_follows:
                self.tight_cues[key] += 1

    def _parted_before(self, index: int) -> bool:
        if self.is_blank(index - 1):
            return True
        return self.evidence[index - 1].look in (
            Look.HEADING,
            Look.SECTION,
            Look.TRANSITION,
            Look.FURNITURE,
            Look.RULE,
            Look.LABEL,
        )
