"""The words of a script's own language and of English, ready for looking lines up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import cache, lru_cache

from storyreel.film.places import TimeOfDay
from storyreel.screenplays.vocabulary import (
    LANGUAGES,
    CueWords,
    FieldWords,
    MarkWords,
    TimeWords,
    Vocabulary,
    Words,
    vocabulary,
)

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))
_DIGITS = "0-9０-９٠-٩۰-۹०-९"
_NUMBERS = f"{_DIGITS}一二三四五六七八九十百〇零壹"
_ROMAN = "[IVXLCІХ]{1,7}"
"""Roman numbers, with the two letters that Cyrillic keyboards have instead."""
_NUMBER = rf"[{_NUMBERS}]{{1,4}}(?:[.\-][0-9]{{1,3}})?[A-Z]?"
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
_BOTH_SIDES = frozenset({"interior", "exterior"})
_LONGEST_LABEL = 60


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Text as labels are compared: without case, full stops and a colon at the end, white space made single.

    >>> folded("V.O."), folded("Cont’d:"), folded("Fade  Out.")
    ('vo', "cont'd", 'fade out')
    """
    return " ".join(_caseless(text).replace(".", "").rstrip(": ").split())


def _caseless(text: str) -> str:
    """Text without case, with plain signs for wide ones and one kind of apostrophe."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return plain.translate(_APOSTROPHES).casefold()


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
            self._take_times(words.times)
            self._take_labels(words)
        self._time_words = {word for phrase in (*self.times, *self.same_time) for word in phrase.split()}
        self.interior = self._sides("interior")
        self.exterior = self._sides("exterior")
        self.both = self._sides("both")
        self.side = self._side_pattern()
        self._times_at_end = self._time_at(r"(?:^|[\s,，、/／·・|]+)({})[\s.。]*$")
        self._times_at_start = self._time_at(r"^({})(?:[\s,，、/／·・|:：\-–—]+|$)")
        self.scene = self._scene_pattern()
        self._act = self._act_pattern()

    @property
    def cue_words(self) -> list[CueWords]:
        """The words of cues in each of the languages."""
        return [words.cue for words in self.vocabularies]

    def labels(self, text: str) -> tuple[Label, ...]:
        """What the whole text says as a label; () if it is none."""
        return self._labels_of(folded(text)) if len(text) <= _LONGEST_LABEL else ()

    def _labels_of(self, words: str) -> tuple[Label, ...]:
        return tuple(self._labels.get(words, ()))

    def label(self, text: str, among: Iterable[Label] | None = None) -> Label | None:
        """The first label that the whole text is, of those asked for.

        If acts are asked for, one with a number is found too: 'Erster Akt'.
        """
        if among is None:
            return next(iter(self.labels(text)), None)
        wanted = frozenset(among)
        found = next((one for one in self.labels(text) if one in wanted), None)
        if found is None and Label.ACT in wanted and self._is_counted_act(text):
            return Label.ACT
        return found

    def _is_counted_act(self, text: str) -> bool:
        return len(text) <= _LONGEST_LABEL and self._act.fullmatch(folded(text)) is not None

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
        found = self._phrases_in(f" {_spaced(words)} ")
        return self.times[max(found, key=len)] if found else None

    def _phrases_in(self, lowered: str) -> list[str]:
        return [phrase for phrase in self.times if _is_phrase_in(phrase, lowered)]

    def speaks_of_time(self, part: str) -> bool:
        """Whether a part of a heading says when and nothing else: 'LATER THAT NIGHT', 'DAY 2', '1987'."""
        lowered = _spaced(part)
        if lowered in self.times or lowered in self.same_time:
            return True
        words = lowered.split()
        others = [word for word in words if not self._is_time_word(word)]
        return len(others) < len(words) and all(word in self.around_time for word in others)

    def _is_time_word(self, word: str) -> bool:
        return word in self._time_words or word.isdigit()

    def sides_in(self, prefix: str) -> frozenset[str]:
        """Which of 'interior', 'exterior' a heading's prefix names."""
        if folded(prefix) in self.both:
            return _BOTH_SIDES
        found = {folded(part) for part in re.split(r"[/\\&+]", prefix)}
        if found & self.both:
            return _BOTH_SIDES
        named = {"interior": found & self.interior, "exterior": found & self.exterior}
        return frozenset(side for side, words in named.items() if words)

    def is_side(self, part: str) -> bool:
        """Whether a part of a heading says indoors or out and nothing else."""
        return bool(self.sides_in(part)) and len(part) < 40

    def _take_times(self, times: TimeWords) -> None:
        phrases = {
            TimeOfDay.DAWN: times.dawn,
            TimeOfDay.DAY: times.day,
            TimeOfDay.DUSK: times.dusk,
            TimeOfDay.NIGHT: times.night,
        }
        for time, words in phrases.items():
            self.times.update(dict.fromkeys(map(_spaced, words), time))
        self.same_time.update(map(_spaced, times.same))
        self.around_time.update(map(_spaced, times.around))

    def _take_labels(self, words: Vocabulary) -> None:
        self.shown_endings.update(map(folded, words.marks.endings[:1]))
        labelled = (
            _labels_of_marks(words.marks),
            {Label.ACT: words.heading.act},
            _labels_of_fields(words.fields),
        )
        for table in labelled:
            for label, those in table.items():
                self._add_label(label, those)

    def _add_label(self, label: Label, words: Iterable[str]) -> None:
        for word in words:
            _append_once(self._labels.setdefault(folded(word), []), label)

    def _sides(self, which: str) -> frozenset[str]:
        return frozenset(map(folded, self._words(which)))

    def _side_pattern(self) -> re.Pattern[str]:
        """Indoors or out at the beginning of a heading, in group 1: 'INT.', 'INT./EXT.'."""
        sides = sorted({*self.interior, *self.exterior, *self.both}, key=len, reverse=True)
        one = f"(?:{_any_of(sides)})\\.?"
        both = rf"{one}(?:\s?[/\\&+]\s?{one})?"
        return re.compile(rf"({both})(?=[\s.:：\-–—/,，、(（]|$)\s*", re.IGNORECASE)

    def _time_at(self, around: str) -> re.Pattern[str]:
        return re.compile(around.format(_any_longest_first(self.times)), re.IGNORECASE)

    def _scene_pattern(self) -> re.Pattern[str]:
        forms = self._counted("scene")
        for word in self._words("scene"):
            if "{}" not in word:
                forms.append(rf"{re.escape(word)}(?=\s*[.:：—–-]\s*\S)")  # 'SCENE. A garden'
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
        if together:
            around = [_around_number(word) for word in words if "{}" in word]
            alone = [word for word in words if "{}" not in word]
            return [*around, *self._beside_number(f"(?:{_any_of(alone)})")]
        forms = [self._number_forms(word) for word in words]
        return [form for several in forms for form in several]

    def _number_forms(self, word: str) -> tuple[str, ...]:
        return (_around_number(word),) if "{}" in word else self._beside_number(re.escape(word))

    def _beside_number(self, name: str) -> tuple[str, str, str]:
        return _counted_forms(name, _any_longest_first(self._words("ordinals")))


def _labels_of_marks(marks: MarkWords) -> dict[Label, Words]:
    return {
        Label.TRANSITION: marks.transitions,
        Label.ENDING: marks.endings,
        Label.ON_SCREEN: marks.on_screen,
        Label.CAMERA: marks.camera,
        Label.VISUAL: marks.visual,
        Label.AUDIO: marks.audio,
        Label.SOUND: marks.sound,
        Label.MORE: marks.more,
    }


def _labels_of_fields(fields: FieldWords) -> dict[Label, Words]:
    return {
        Label.TITLE: fields.title,
        Label.AUTHOR: fields.author,
        Label.CREDIT: fields.credit,
        Label.SOURCE: fields.source,
        Label.DATE: fields.date,
        Label.CONTACT: fields.contact,
        Label.ABOUT: fields.about,
        Label.SYNOPSIS: fields.synopsis,
        Label.CHARACTERS: fields.characters,
        Label.LOCATION: fields.location,
        Label.TIME: fields.time,
        Label.LANGUAGE: fields.language,
    }


def _any_longest_first(words: Iterable[str]) -> str:
    """A pattern of any of the words; a longer one is found before its beginning is."""
    return _any_of(sorted(words, key=len, reverse=True))


def _around_number(word: str) -> str:
    """The pattern of a word with its number inside: '第{}场'."""
    before, after = map(re.escape, _parted_at_number(word))
    return rf"{before}\s*(?:{_NUMBER})\s*{after}"


def _parted_at_number(word: str) -> tuple[str, str]:
    before, _, after = word.partition("{}")
    return before, after


def _counted_forms(name: str, ordinals: str) -> tuple[str, str, str]:
    """Patterns of a word with its number behind it, in brackets behind it, and before it."""
    return (
        rf"{name}(?:\.?\s*[#№]\s*|\.?\s+(?:N[Oº°]\.?\s*)?|\.?(?=[{_DIGITS}]))(?:{_NUMBER}"
        rf"|(?:{_ROMAN}|{ordinals})(?!\w))",
        rf"{name}\s*[(（\[]\s*(?:{_NUMBER})\s*[)）\]]",
        rf"(?:[{_DIGITS}]{{1,3}}{_COUNT_ENDINGS}\s*|{_ROMAN}(?:\.|\s)\s*"
        rf"|(?:{ordinals})\s+){name}{_BEHIND_WORD}",
    )


def _any_of(words: Iterable[str]) -> str:
    """A pattern of any of some words, in their order."""
    return "|".join(map(re.escape, words))


def _spaced(text: str) -> str:
    """Words in small letters with single spaces; what is neither letter nor digit is a space."""
    plain = text.translate(_APOSTROPHES).casefold().replace("_", " ")
    return " ".join(re.sub(r"[^\w']+", " ", plain).split())


def _is_phrase_in(phrase: str, lowered: str) -> bool:
    """Whether a phrase is among words, which have spaces around each of them."""
    if f" {phrase} " in lowered:
        return True
    return not lowered.isascii() and _is_unspaced_in(phrase, lowered)


def _is_unspaced_in(phrase: str, lowered: str) -> bool:
    return phrase in lowered and _is_unspaced(phrase)


def _append_once(labels: list[Label], label: Label) -> None:
    if label not in labels:
        labels.append(label)


def _is_unspaced(phrase: str) -> bool:
    """Whether a phrase is of a writing system that puts no spaces between words."""
    return any(sign > "\u2e80" for sign in phrase)


@cache
def lexicon(code: str) -> Lexicon:
    """The words of a language and of English; only English for a language without a data file."""
    return Lexicon(vocabulary(one) for one in _with_english(code))


def _with_english(code: str) -> Iterable[str]:
    return dict.fromkeys((code, "en")) if code in LANGUAGES else ("en",)
