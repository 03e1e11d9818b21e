"""Fills the lines of a sketch: names and pronouns, lines of the story's tables, one of several wordings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from storyreel.animatic.writer.whereabouts import Place

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_RULE = re.compile(r"\{#(\w+)\}")
_PERSON = re.compile(r"\{(hero|friend|rival)\}")
_CUE = re.compile(r"(?P<who>[HFRN]): (?:\((?P<how>[^)]*)\) )?(?P<said>.*)")
_FIRST_SENTENCE = re.compile(r"([^.!?]{6,60})[.!?]")
_ADDRESSED = 0.36
"""Share of the lines in which somebody says the name of the other."""
WHO = {"H": "hero", "F": "friend", "R": "rival", "N": "narrator"}


@dataclass
class Teller:
    """Tells one story. It says no line of a table twice, and introduces each person once."""

    rng: np.random.Generator
    words: Mapping[str, str]
    """What stands for {hero}, {her}, {thing} and so on."""
    rules: Mapping[str, Sequence[str]]
    """Lines by the name of their rule."""
    looks: Mapping[str, str]
    """By 'hero', 'friend' and 'rival', how the person is introduced: 'MARA (62, grey hair), a keeper,'."""
    met: set[str] = field(default_factory=set[str])
    """Who was introduced."""
    said: set[str] = field(default_factory=set[str])
    there: list[str] = field(default_factory=list[str])
    """Who is in the scene that is told."""

    def paragraphs(self, text: str, at: Place) -> list[str]:
        """The paragraphs of a scene in Fountain."""
        way = int(self.rng.integers(3))
        self.there = [
            name for letter, name in WHO.items() if f"{{{name}}}" in text or f"\n{letter}: " in text
        ]
        place = {"here": at.said, "in_here": at.within, "here_cap": at.said[0].upper() + at.said[1:]}
        text = text.replace("{#air}", f"{{#{at.air}}}")
        paragraphs = (self._paragraph(line, place, way) for line in text.strip().splitlines())
        return [paragraph for paragraph in paragraphs if paragraph]

    def _paragraph(self, line: str, place: Mapping[str, str], way: int) -> str:
        """A line of action, or a cue with its line; '' if its table has no line left."""
        cue = _CUE.fullmatch(line)
        text = self._ruled(cue["said"] if cue else line)
        if not text.strip():
            return ""
        if cue is None:
            return _sentence(self._filled(self._chosen(text, None), place, introduce=True))
        said = _sentence(self._filled(self._chosen(text, way), place, introduce=False))
        return self._speech(WHO[cue["who"]], cue["how"] or "", said, place)

    def _speech(self, who: str, how: str, said: str, place: Mapping[str, str]) -> str:
        """A cue with its line, after an introduction if nobody has seen the speaker yet."""
        said = self._addressed(who, said)
        name = "NARRATOR (V.O.)" if who == "narrator" else self.words[who].upper()
        direction = f"({self._filled(how, place, introduce=False)})\n" if how else ""
        seen = "" if who == "narrator" else self._seen(who)
        return f"{seen}{name}\n{direction}{said}"

    def _addressed(self, who: str, said: str) -> str:
        """The line, in every third case with the name of the one person who is spoken to."""
        others = [self.words[one] for one in self.there if one not in (who, "narrator")]
        named = any(self.words[one] in said for one in WHO.values() if one in self.words)
        first = _FIRST_SENTENCE.match(said)
        if who == "narrator" or len(others) != 1 or named or first is None or self.rng.random() > _ADDRESSED:
            return said
        return f"{first[1]}, {others[0]}{said[first.end(1) :]}"

    def _seen(self, who: str) -> str:
        if who in self.met:
            return ""
        waits = self.rng.choice(("waits a little apart", "leans in the corner", "stands with folded arms"))
        return f"{self._introduced(who)} {waits}.\n\n"

    def _ruled(self, text: str) -> str:
        """The text with a line of each table that it names."""
        while found := _RULE.search(text):
            text = text[: found.start()] + self._unsaid(found[1]) + text[found.end() :]
        return text

    def _unsaid(self, rule: str) -> str:
        """A line of a table that was not told yet; '' if there is none."""
        left = [line for line in self.rules[rule] if line not in self.said]
        if not left:
            return ""
        line = left[int(self.rng.integers(len(left)))]
        self.said.add(line)
        return line

    def _chosen(self, text: str, way: int | None) -> str:
        """The text with one of each group of wordings. way: which of them; any if it is None."""

        def choose(found: re.Match[str]) -> str:
            wordings = found[1].split("|")
            picked = int(self.rng.integers(len(wordings))) if way is None else way % len(wordings)
            return wordings[picked]

        return _CHOICE.sub(choose, text)

    def _filled(self, text: str, place: Mapping[str, str], *, introduce: bool) -> str:
        if introduce:
            text = _PERSON.sub(lambda found: self._introduced(found[1]), text)
        return text.replace("in {here}", "{in_here}").format_map({**self.words, **place})

    def _introduced(self, who: str) -> str:
        """The person's name, with how they look where they are seen first."""
        if who in self.met:
            return self.words[who]
        self.met.add(who)
        return self.looks[who]


def _sentence(text: str) -> str:
    """Text with a capital at its beginning, and without spaces before its marks."""
    text = re.sub(r"\s+([.,!?])", r"\1", " ".join(text.split()))
    text = re.sub(r",,+", ",", text).replace(",.", ".")
    return text[:1].upper() + text[1:]
