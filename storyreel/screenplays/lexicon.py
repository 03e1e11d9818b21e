"""The words of a script's own language and of English, ready for looking lines up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import cache, lru_cache

from storyreel.film.places import TimeOfDay
from storyreel.screenplays.vocabulary import LANGUAGES, Vocabulary, vocabulary

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))
_DIGITS = "0-9０-９٠-٩۰-۹०-९"
_NUMBERS = f"{_DIGITS}一二三四五六七八九十百〇零壹"
_COUNTED_NUMBER = rf"[{_NUMBERS}]{{1,4}}(?:[.\-][0-9]{{1,3}})?[A-Z]?"
_ROMAN = "[IVXLCІХ]{1,7}"
"""Roman numbers, with the two letters that Cyrillic keyboards have instead."""
_COUNT_ENDINGS = r"(?:[.\sªº°]|st|nd|rd|th|er|ère|re|ème|e|-[^\W\d_]{1,3})"
"""Behind a number that stands before its word: '1.', '2nd', '1ère', '2-я'."""
_BEHIND_WORD = r"(?=\s*(?:[:：.,\-–—|()（]|$))"


class Label(StrEnum):
    """What a word at the beginning of a line, or alone on it, says of the line. No label is a person."""

    TRANSITION = "transition"
    ENDING = "ending"
    ON_SCREEN = "on screen"
    CAMERA = "camera"
    VISUAL = "visual"
    AUDIO = "audio"
    SOUND = "sound"
    MORE = "more"
    ACT = "act"
    TITLE = "title"
    AUTHOR = "author"
    CREDIT = "credit"
    SOURCE = "source"
    DATE = "date"
    CONTACT = "contact"
    ABOUT = "about"
    SYNOPSIS = "synopsis"
    CHARACTERS = "characters"
    LOCATION = "location"
    TIME = "time"
    LANGUAGE = "language"


FIELDS = frozenset({
    Label.TITLE, Label.AUTHOR, Label.CREDIT, Label.SOURCE, Label.DATE, Label.CONTACT, Label.ABOUT,
    Label.SYNOPSIS, Label.CHARACTERS, Label.LANGUAGE,
})  # fmt: skip
"""Labels of a title page."""


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Text as labels are compared: without case, full stops and a colon at the end, white space made single.

    >>> folded("V.O."), folded("Cont’d:"), folded("Fade  Out.")
    ('vo', "cont'd", 'fade out')
    """
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return " ".join(plain.translate(_APOSTROPHES).casefold().replace(".", "").rstrip(": ").split())


class Lexicon:
    """Words of one or more vocabularies. The first is the script's own language."""

    def __init__(self, vocabularies: Iterable[Vocabulary]) -> None:
        self.vocabularies = tuple(vocabularies)
        self._labels: dict[str, list[Label]] = {}
        self.times: dict[str, TimeOfDay] = {}
        self.same_time: set[str] = set()
        self.around_time: set[str] = set()
        self.shown_endings: set[str] = set()
        for words in reversed(self.vocabularies):
            self._take(words)
        self._time_words = {word for phrase in (*self.times, *self.same_time) for word in phrase.split()}
        self.interior = self._sides("interior")
        self.exterior = self._sides("exterior")
        self.both = self._sides("both")
        sides = sorted({*self.interior, *self.exterior, *self.both}, key=len, reverse=True)
        one = "(?:" + "|".join(re.escape(side) for side in sides) + r")\.?"
        self.side = re.compile(
            rf"({one}(?:\s?[/\\&+]\s?{one})?)(?=[\s.:：\-–—/,，、(（]|$)\s*", re.IGNORECASE
        )
        self._times_at_end = self._time_at(r"(?:^|[\s,，、/／·・|]+)({})[\s.。]*$")
        self._times_at_start = self._time_at(r"^({})(?:[\s,，、/／·・|:：\-–—]+|$)")
        self.scene = self._scene_pattern()
        self._act = self._act_pattern()

    def labels(self, text: str) -> tuple[Label, ...]:
        """What the whole text says as a label; () if it is none."""
        return tuple(self._labels.get(folded(text), ())) if len(text) <= 60 else ()

    def label(self, text: str, among: Iterable[Label] | None = None) -> Label | None:
        """The first label that the whole text is, of those asked for.

        If acts are asked for, one with a number is found too: 'Erster Akt'.
        """
        wanted = None if among is None else frozenset(among)
        found = next((one for one in self.labels(text) if wanted is None or one in wanted), None)
        counted = found is None and wanted is not None and Label.ACT in wanted and len(text) <= 60
        return Label.ACT if counted and self._act.fullmatch(folded(text)) else found

    def time_at_end(self, text: str) -> re.Match[str] | None:
        """A word of time of day that ends the text, in group 1."""
        return self._times_at_end.search(text[-60:]) if text else None

    def time_at_start(self, text: str) -> re.Match[str] | None:
        """A word of time of day that begins the text, in group 1."""
        return self._times_at_start.match(text[:60]) if text else None

    def time_in(self, words: str) -> TimeOfDay | None:
        """The time of day that words name, the longest phrase first, or None.

        >>> lexicon("en").time_in("the next morning").value, lexicon("en").time_in("later")
        ('day', None)
        """
        lowered = f" {_spaced(words)} "
        if lowered.isascii():
            found = [phrase for phrase in self.times if f" {phrase} " in lowered]
        else:
            found = [
                phrase
                for phrase in self.times
                if (f" {phrase} " in lowered or (_is_unspaced(phrase) and phrase in lowered))
            ]
        return self.times[max(found, key=len)] if found else None

    def speaks_of_time(self, part: str) -> bool:
        """Whether a part of a heading says when and nothing else: 'LATER THAT NIGHT', 'DAY 2', '1987'."""
        lowered = _spaced(part)
        if lowered in self.times or lowered in self.same_time:
            return True
        words = lowered.split()
        anchors = [word for word in words if word in self._time_words or word.isdigit()]
        return bool(anchors) and all(
            word in self._time_words or word in self.around_time or word.isdigit() for word in words
        )

    def sides_in(self, prefix: str) -> frozenset[str]:
        """Which of 'interior', 'exterior' a heading's prefix names."""
        if folded(prefix) in self.both:
            return frozenset({"interior", "exterior"})
        found = {folded(part) for part in re.split(r"[/\\&+]", prefix)}
        sides = {"interior"} if found & self.interior else set()
        return frozenset(
            sides
            | ({"exterior"} if found & self.exterior else set())
            | ({"interior", "exterior"} if found & self.both else set())
        )

    def is_side(self, part: str) -> bool:
        """Whether a part of a heading says indoors or out and nothing else."""
        return bool(self.sides_in(part)) and len(part) < 40

    def _take(self, words: Vocabulary) -> None:
        for times, label in (
            (words.times.dawn, "dawn"),
            (words.times.day, "day"),
            (words.times.dusk, "dusk"),
            (words.times.night, "night"),
        ):
            self.times.update(dict.fromkeys(map(_spaced, times), TimeOfDay(label)))
        self.same_time.update(map(_spaced, words.times.same))
        self.around_time.update(map(_spaced, words.times.around))
        self.shown_endings.update(map(folded, words.marks.endings[:1]))
        marks, fields = words.marks, words.fields
        for label, those in (
            (Label.TRANSITION, marks.transitions), (Label.ENDING, marks.endings), (Label.ON_SCREEN, marks.on_screen), (Label.CAMERA, marks.camera),
            (Label.VISUAL, marks.visual), (Label.AUDIO, marks.audio), (Label.SOUND, marks.sound), (Label.MORE, marks.more),
            (Label.ACT, words.heading.act), (Label.TITLE, fields.title), (Label.AUTHOR, fields.author), (Label.CREDIT, fields.credit),
            (Label.SOURCE, fields.source), (Label.DATE, fields.date), (Label.CONTACT, fields.contact), (Label.ABOUT, fields.about),
            (Label.SYNOPSIS, fields.synopsis), (Label.CHARACTERS, fields.characters), (Label.LOCATION, fields.location), (Label.TIME, fields.time),
            (Label.LANGUAGE, fields.language),
        ):  # fmt: skip
            for word in those:
                labels = self._labels.setdefault(folded(word), [])
                if label not in labels:
                    labels.append(label)

    def _sides(self, which: str) -> frozenset[str]:
        return frozenset(
            folded(word) for words in self.vocabularies for word in getattr(words.heading, which)
        )

    def _time_at(self, around: str) -> re.Pattern[str]:
        phrases = sorted(self.times, key=len, reverse=True)
        return re.compile(around.format("|".join(re.escape(phrase) for phrase in phrases)), re.IGNORECASE)

    def _scene_pattern(self) -> re.Pattern[str]:
        forms = self._counted("scene")
        forms += [
            rf"{re.escape(word)}(?=\s*[.:：—–-]\s*\S)" for word in self._words("scene") if "{}" not in word
        ]  # 'SCENE. A garden'
        return re.compile(rf"(?:{'|'.join(forms)})(?=[\s:：.,\-–—|()（]|$)\s*[:：.,\-–—|]*\s*", re.IGNORECASE)

    def _act_pattern(self) -> re.Pattern[str]:
        """A whole line that counts an act, as `folded` leaves it."""
        return re.compile("|".join(self._counted("act", together=True)), re.IGNORECASE)

    def _words(self, which: str) -> list[str]:
        return list(
            dict.fromkeys(word for words in self.vocabularies for word in getattr(words.heading, which))
        )

    def _counted(self, which: str, together: bool = False) -> list[str]:
        """Patterns of a scene's or an act's number with its word: 'SCENE 1', '1. BILD', '第一场'.

        together: all words share their patterns, which compile a hundred times faster. Only for matches of a
        whole text, because there the order of the words does not matter.
        """
        words = self._words(which)
        names = [re.escape(word) for word in words if "{}" not in word]
        if together:
            forms = [self._around_number(word) for word in words if "{}" in word]
            return forms + self._beside_number("(?:" + "|".join(names) + ")")
        forms = list[str]()
        for word in words:
            forms += [self._around_number(word)] if "{}" in word else self._beside_number(re.escape(word))
        return forms

    def _around_number(self, word: str) -> str:
        """The pattern of a word with its number inside: '第{}场'."""
        before, _, after = word.partition("{}")
        return rf"{re.escape(before)}\s*(?:{_COUNTED_NUMBER})\s*{re.escape(after)}"

    def _beside_number(self, name: str) -> list[str]:
        """Patterns of a word, itself a pattern, with a number on either side of it."""
        ordinals = "|".join(
            re.escape(word) for word in sorted(self._words("ordinals"), key=len, reverse=True)
        )
        return [
            rf"{name}(?:\.?\s*[#№]\s*|\.?\s+(?:N[Oº°]\.?\s*)?|\.?(?=[{_DIGITS}]))(?:{_COUNTED_NUMBER}"
            rf"|(?:{_ROMAN}|{ordinals})(?!\w))",
            rf"{name}\s*[(（\[]\s*(?:{_COUNTED_NUMBER})\s*[)）\]]",
            rf"(?:[{_DIGITS}]{{1,3}}{_COUNT_ENDINGS}\s*|{_ROMAN}(?:\.|\s)\s*"
            rf"|(?:{ordinals})\s+){name}{_BEHIND_WORD}",
        ]


def _spaced(text: str) -> str:
    """Words in small letters with single spaces; what is neither letter nor digit is a space."""
    return " ".join(
        re.sub(r"[^\w']+", " ", text.translate(_APOSTROPHES).casefold().replace("_", " ")).split()
    )


def _is_unspaced(phrase: str) -> bool:
    """Whether a phrase is of a writing system that puts no spaces between words."""
    return any(sign > "\u2e80" for sign in phrase)


@cache
def lexicon(code: str) -> Lexicon:
    """The words of a language and of English; English alone for a language without a data file."""
    codes = dict.fromkeys((code, "en")) if code in LANGUAGES else ("en",)
    return Lexicon(vocabulary(one) for one in codes)
