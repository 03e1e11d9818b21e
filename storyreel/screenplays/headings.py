"""Parses scene headings in any order and language: number, indoors or outdoors, place, time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, lru_cache

from storyreel.film.places import Setting, TimeOfDay
from storyreel.screenplays.lexicon import Label, Lexicon

_MARKER = re.compile(r"^[○◯〇●◎■□◆※]\s*")
_NUMBER = re.compile(
    r"^#?\s*(\d{1,4}(?:[-.]\d{1,4})?[A-Za-z]{0,2})\s*#?\s*[.:)\]]?\s+(?=\S)"
    r"|^(\d{1,4}[A-Za-z]{0,2})[.:)\]](?=[^\s\d])"
)
_FORCED_NUMBER = re.compile(r"\s*#([^\s#][^#]{0,30})#\s*\**$")
_CODED = re.compile(r"^S\s?#\s?(\d{1,4}[A-Z]?)\s*[.:]?\s*", re.IGNORECASE)
_DASH = re.compile(r"\s+[-–—]+\s+|\s*[–—]+\s*|\s+-+(?=\S)|-+\s+")
_BRACKETS = re.compile(r"\s*[(（\[【〔]([^()（）\[\]【】〔〕]{0,200})[)）\]】〕]\s*")
_PIECE = re.compile(r"\s*(?:[,，、/／·・|]|\.\s|。)\s*")
_CLOCK = re.compile(
    r"\d{1,2}[:.]\d{2}(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s*[-–—]\s*\d{1,2}[:.]\d{2})?|\d{1,2}\s?[AaPp]\.?[Mm]\.?"
)
_HOUR = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s?([AaPp]\.?\s?[Mm]\.?)?")
_HOURS = (
    (4, TimeOfDay.NIGHT),
    (7, TimeOfDay.DAWN),
    (18, TimeOfDay.DAY),
    (21, TimeOfDay.DUSK),
    (24, TimeOfDay.NIGHT),
)
"""The hour at which each time of day ends."""
_DANGLING = re.compile(r"\s+(?:at|in|on|by|during|am|bei|à|la|de|a)$", re.IGNORECASE)
_LONGEST = 500
_LONGEST_LOOSE = 9
"""Words from which a line in small letters that begins with 'int' is a sentence."""
_LONGEST_SHORT_SIDE = 4
"""Characters of an abbreviated side, such as 'int'."""
_LONGEST_TIMED = 80
"""Characters of the longest heading that is recognised by only its time."""
_MOST_SPACED = 4
_AFTER_SIDE = re.compile(r"^[\s.:：\-–—/,，、]+")
_SENTENCE_END = ("!", "?", "…", ",", ";")


class Strength(IntEnum):
    """How certainly a line is a heading."""

    TIMED = 1
    """A place in capitals and a time after a space: 'KITCHEN NIGHT'."""
    PARTED = 2
    """A place in capitals and a time after a dash or slash: 'KITCHEN/NIGHT'."""
    LOOSE = 3
    """Begins with INT or EXT in small letters and without a full stop: needs a blank line before it."""
    NUMBERED = 4
    """'Scene 1', with or without a place."""
    CERTAIN = 5


@dataclass(frozen=True)
class Heading:
    """A line read as a heading: its text without its number, and how certain that is."""

    text: str
    number: str
    setting: Setting
    strength: Strength


@lru_cache(maxsize=4096)
def read_heading(line: str, lexicon: Lexicon) -> Heading | None:
    """What a line says as a scene heading; None if it does not look like one.

    >>> from storyreel.screenplays.lexicon import lexicon
    >>> read_heading("141 INT. MILL - DAY 141", lexicon("en")).setting
    Setting(place='MILL', interior=True, time=<TimeOfDay.DAY: 'day'>, remarks=('DAY',))
    """
    text = line.strip()
    if len(text) > _LONGEST or not text:
        return None
    parts = _parts_of(text, lexicon)
    if not _may_be_heading(parts, lexicon):
        return None
    reading = _read_setting(parts.rest, lexicon)
    setting = reading.setting
    strength = _Rating(parts, reading, lexicon).strength()
    if parts.marked and (setting.place or setting.time):
        strength = Strength.CERTAIN
    if strength is None:
        return None
    return Heading(parts.shown, parts.number, setting, strength)


@dataclass(frozen=True)
class _Parts:
    """A line without the text before and after a heading's place and time."""

    rest: str
    number: str
    whole: str
    """The line without the mark before it."""
    marked: bool
    """A mark of a list or of Markdown stands before it."""
    scene: bool
    """'Scene 1' stands before it."""
    counted: bool
    """A number stands before it."""

    @property
    def shown(self) -> str:
        """The heading as the film shows it."""
        return self.rest.strip(" -–—:") or self.whole.strip(" :")

    @property
    def is_announced(self) -> bool:
        """Whether a mark, a number or 'Scene' stands before it."""
        return self.scene or self.counted or self.marked


def _parts_of(text: str, lexicon: Lexicon) -> _Parts:
    marker = _MARKER.match(text)
    text, forced = _without_forced_number(text[marker.end() :] if marker else text)
    scene = lexicon.scene.match(text) or _CODED.match(text)
    number = scene.group(0).strip(" :：.,-–—|") if scene else ""
    rest = text[scene.end() :] if scene else text
    counted = _NUMBER.match(rest)
    if counted and (not scene or lexicon.side.match(rest[counted.end() :])):
        number = number or counted.group(1) or counted.group(2)
        rest = _without_last_number(rest[counted.end() :], counted.group(1) or "")
    number = forced or (_digits(number) if scene else number)
    return _Parts(rest, number, text, marker is not None, scene is not None, counted is not None)


def _may_be_heading(parts: _Parts, lexicon: Lexicon) -> bool:
    if parts.is_announced or _in_capitals(parts.rest):
        return True
    return lexicon.side.match(parts.rest) is not None


def read_setting(text: str, lexicon: Lexicon) -> Setting:
    """The place and time in the words of a heading.

    >>> from storyreel.screenplays.lexicon import lexicon
    >>> read_setting("INT. KEEPER'S HOUSE - KITCHEN - LATE NIGHT", lexicon("en")).place
    "KEEPER'S HOUSE - KITCHEN"
    """
    heading = read_heading(text, lexicon)
    return heading.setting if heading else _read_setting(text.strip(), lexicon).setting


def _without_forced_number(text: str) -> tuple[str, str]:
    forced = _FORCED_NUMBER.search(text)
    if not forced:
        return text, ""
    return text[: forced.start()].strip() or text, forced.group(1)


def _without_last_number(text: str, number: str) -> str:
    """The heading without its number, which a shooting script repeats at the right edge."""
    bare = text.rstrip(" *")
    if number and bare.endswith(number) and bare[: -len(number)].endswith((" ", "\t")):
        return bare[: -len(number)].rstrip()
    return text


def _digits(number: str) -> str:
    found = re.search(r"[\d一二三四五六七八九十百]+[A-Z]?|\b[IVXLC]+$", number)
    return found.group(0) if found else number


class _Rating:
    """How certainly a line is a heading, by its parts and the place and time that they name."""

    def __init__(self, parts: _Parts, reading: _Reading, lexicon: Lexicon) -> None:
        self._parts, self._reading, self._lexicon = parts, reading, lexicon
        self._rest, self._place = parts.rest, reading.setting.place
        self._timed = reading.setting.time is not None
        self._capitals = _in_capitals(parts.rest)
        self._words = len(parts.rest.split())

    def strength(self) -> Strength | None:
        """How certainly it is one; None if it is not."""
        if self._reading.side_first:
            return self._with_side_first()
        if self._parts.scene:
            return None if self._is_sentence_behind_number() else Strength.NUMBERED
        if self._reading.has_side and (self._parts.counted or self._has_certain_capitals()):
            return Strength.CERTAIN
        if not self._may_be_place_with_time() or self._is_no_place():
            return None
        return self._with_time()

    def _with_side_first(self) -> Strength | None:
        """'INT. MILL', and not 'Inside. Carson looks toward Adam, then takes'."""
        if not (self._place or self._timed or self._parts.scene) or self._is_sentence_of_long_word():
            return None
        if self._capitals or self._parts.scene or (self._is_abrupt() and self._has_more_than_side()):
            return Strength.CERTAIN
        if self._is_loose_sentence() or (self._has_long_word() and not self._is_abrupt()):
            return None
        return Strength.LOOSE

    @cached_property
    def _side(self) -> str:
        """The words for indoors or outdoors with which the heading begins."""
        side = self._lexicon.side.match(self._rest)
        return side.group(1) if side else ""

    def _is_abrupt(self) -> bool:
        """Whether the side contains a full stop, colon or slash, or is followed by one."""
        side = self._side
        return bool(side) and (side.endswith(".") or "/" in side or self._sign_behind_side in tuple(".:/："))

    @property
    def _sign_behind_side(self) -> str:
        end = len(self._side)
        return self._rest[end : end + 1]

    @property
    def _last_sign(self) -> str:
        return self._rest[-1:]

    @property
    def _ends_as_sentence(self) -> bool:
        return self._rest.rstrip().endswith(_SENTENCE_END)

    @property
    def _has_cases(self) -> bool:
        return self._rest.lower() != self._rest.upper()

    def _has_long_word(self) -> bool:
        """Whether the side is a whole word, as 'Inside' is."""
        return max(len(word) for word in re.split(r"[./\s]+", self._side)) > _LONGEST_SHORT_SIDE

    def _has_more_than_side(self) -> bool:
        return self._timed or self._parts.counted or _first_is_capital(self._place)

    def _is_sentence_of_long_word(self) -> bool:
        if self._capitals or not self._has_long_word():
            return False
        return self._words > 5 and self._ends_in_stop

    @property
    def _ends_in_stop(self) -> bool:
        return self._rest.rstrip()[-1:] in ".,;!?"

    def _is_loose_sentence(self) -> bool:
        most = _LONGEST_LOOSE // 2 if self._last_sign in ".,;!?" else _LONGEST_LOOSE
        return not self._timed and self._words > most

    def _is_sentence_behind_number(self) -> bool:
        if self._rest[:1].islower() and not _first_is_capital(self._rest):
            return True
        return self._ends_as_sentence and self._words > 6

    def _has_certain_capitals(self) -> bool:
        """Whether the line is in capitals, or has a time and no full stop if there are no capitals."""
        if not self._capitals:
            return False
        return self._has_cases or (self._timed and self._last_sign not in "。.!?")

    def _may_be_place_with_time(self) -> bool:
        if not (self._timed and self._place and self._capitals):
            return False
        return len(self._rest) <= _LONGEST_TIMED and not self._ends_as_sentence

    def _is_no_place(self) -> bool:
        """Whether the place is only words around a time, or a label."""
        place, lexicon = self._place, self._lexicon
        if all(word in lexicon.around_time for word in place.casefold().split()) or lexicon.labels(place):
            return True
        first = place.split(" - ", maxsplit=1)[0]
        return bool(lexicon.label(first, (Label.CAMERA, Label.ON_SCREEN, Label.TRANSITION)))

    def _with_time(self) -> Strength | None:
        if self._reading.parted:
            return Strength.CERTAIN if self._parts.counted else Strength.PARTED
        return Strength.TIMED if len(self._place.split()) <= 5 else None


def _in_capitals(text: str) -> bool:
    """Whether no letter is small; a writing system without cases counts as capitals."""
    return text.upper() == text


def _first_is_capital(text: str) -> bool:
    return text[:1].isupper() or not text[:1].isalpha() or not text[:1].islower()


@dataclass(frozen=True)
class _Reading:
    """The place and time of a heading, and the form in which it gives them."""

    setting: Setting
    side_first: bool
    """Indoors or outdoors comes first."""
    has_side: bool
    """Indoors or outdoors is stated."""
    parted: bool
    """More than a space separates place and time."""


def _read_setting(text: str, lexicon: Lexicon) -> _Reading:
    """What a heading without its number says."""
    return _SettingReader(lexicon).read(text)


class _SettingReader:
    """Divides a heading into place, side (indoors or outdoors) and remarks on time."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._sides: set[str] = set()
        self._remarks: list[str] = []
        self._place: list[str] = []

    def read(self, text: str) -> _Reading:
        """What the heading says."""
        prefix = self._lexicon.side.match(text)
        rest = self._take_prefix(text, prefix) if prefix else text
        pieces = self._pieces(_BRACKETS.sub(self._take_bracket, rest).strip())
        parted = len(pieces) > 1 or bool(self._remarks)
        for at, piece in enumerate(pieces):
            self._take_piece(piece, prefix is not None, len(pieces) == 1, at == len(pieces) - 1)
        if self._place:
            self._take_spaced(timed=any(self._lexicon.time_in(remark) for remark in self._remarks))
        return _Reading(self._setting(), prefix is not None, bool(self._sides), parted)

    def _setting(self) -> Setting:
        times = (self._lexicon.time_in(remark) or _by_the_clock(remark) for remark in self._remarks)
        time = next((found for found in times if found), None)
        interior = None if len(self._sides) != 1 else "interior" in self._sides
        name = _without_article(" - ".join(self._place), self._lexicon)
        place = " ".join(name.split())
        return Setting(place=place, interior=interior, time=time, remarks=tuple(self._remarks))

    def _take_prefix(self, text: str, prefix: re.Match[str]) -> str:
        """The text after the side, and after a time that a slash joins to it: 'INT/NUIT SALON'."""
        self._sides |= self._lexicon.sides_in(prefix.group(1))
        rest = _AFTER_SIDE.sub("", text[prefix.end() :])
        first, _, others = rest.partition(" ")
        has_stroke = text[prefix.end(1) : prefix.end(1) + 1] == "/"
        if others and has_stroke and self._lexicon.speaks_of_time(first):
            self._remarks.append(first)
            return others
        return rest

    def _take_bracket(self, found: re.Match[str]) -> str:
        """Read brackets: they state the time, indoors or outdoors, or the take, but never the place."""
        self._take_remark(found.group(1))
        return " "

    def _take_remark(self, inside: str) -> None:
        if self._lexicon.is_side(inside):
            self._take_sides(inside)
        elif inside.strip():
            self._remarks.append(inside.strip())

    def _take_sides(self, words: str) -> None:
        self._sides |= self._lexicon.sides_in(words)

    def _pieces(self, text: str) -> list[str]:
        pieces = _bare_pieces(text)
        return [part for piece in pieces if piece for part in _parted(piece, self._lexicon)]

    def _take_piece(self, piece: str, prefixed: bool, alone: bool, last: bool) -> None:
        """Read a piece as side, remark or place. prefixed: a side comes before all pieces."""
        if self._lexicon.is_side(piece) and not (prefixed and alone):
            self._sides |= self._lexicon.sides_in(piece)
        elif (not last or prefixed or self._has_taken()) and self._is_time(piece):
            self._remarks.append(piece)
        else:
            self._place.append(piece)

    def _has_taken(self) -> bool:
        return bool(self._place or self._sides or self._remarks)

    def _is_time(self, piece: str) -> bool:
        return self._lexicon.speaks_of_time(piece) or _CLOCK.fullmatch(piece) is not None

    def _take_spaced(self, timed: bool) -> None:
        """Read times and sides that only a space separates from the place: 'KITCHEN NIGHT', '咖啡馆 日 内'.

        timed: the time is already known.
        """
        for _ in range(_MOST_SPACED):
            if self._take_last_side() or self._take_first_side():
                continue
            if timed or not (self._take_first_time() or self._take_last_time()):
                return

    def _take_last_side(self) -> bool:
        head, _, tail = self._place[-1].rpartition(" ")
        if not (tail and head and self._lexicon.is_side(tail)) or (tail.isascii() and len(tail) == 1):
            return False
        self._sides |= self._lexicon.sides_in(tail)
        self._place[-1] = head.strip()
        return True

    def _take_first_side(self) -> bool:
        start, _, rest = self._place[0].partition(" ")
        is_side = bool(start and rest) and self._is_unspaced_side(start)
        if is_side:
            self._take_sides(start)
            self._place[0] = rest.strip()
        return is_side

    def _is_unspaced_side(self, words: str) -> bool:
        return self._lexicon.is_side(words) and not words.isascii()

    def _take_first_time(self) -> bool:
        first = self._place[0]
        start, _, rest = first.partition(" ")
        if not rest or start.isascii() or self._lexicon.time_at_start(first) is None:
            return False
        if not self._lexicon.speaks_of_time(start):
            return False
        self._remarks.append(start)
        self._place[0] = rest.strip()
        return True

    def _take_last_time(self) -> bool:
        last = self._place[-1]
        found = self._lexicon.time_at_end(last)
        if not found or not found.group(1):
            return False
        bare = last[: len(last) - len(last[-60:]) + found.start()].strip()
        if not bare:
            return False
        self._remarks.append(found.group(1))
        self._place[-1] = _DANGLING.sub("", bare)
        return True


def _bare_pieces(text: str) -> list[str]:
    return [piece.strip(" ,.。:") for piece in _DASH.split(text)]


def _by_the_clock(remark: str) -> TimeOfDay | None:
    """The time of day of an hour: '3 A.M.', '17:45'.

    >>> _by_the_clock("3 A.M").value, _by_the_clock("17:45").value, _by_the_clock("1987")
    ('night', 'day', None)
    """
    found = _HOUR.fullmatch(remark.strip())
    if not found or not (found.group(2) or found.group(3)):
        return None
    hour = _hour_of_day(int(found.group(1)), (found.group(3) or "").casefold()[:1])
    return next(time for until, time in _HOURS if hour < until)


def _hour_of_day(hour: int, half: str) -> int:
    """The hour from 0 to 23. half: 'a' for A.M., 'p' for P.M., '' for a clock of 24 hours."""
    if not half:
        return hour % 24
    return hour % 12 + (12 if half == "p" else 0)


def _parted(piece: str, lexicon: Lexicon) -> list[str]:
    """A piece cut at commas, and at slashes and full stops next to a time or a side.

    'KITCHEN/DINING ROOM' stays whole.
    """
    parts: list[str] = []
    start = 0
    for cut in _PIECE.finditer(piece):
        before, after = piece[start : cut.start()].strip(" ,."), piece[cut.end() :]
        following = _PIECE.split(after, maxsplit=1)[0].strip(" ,.")
        is_comma = cut.group(0).strip() in (",", "，", "、", "|")
        if is_comma or _is_time_or_side(before, lexicon) or _is_time_or_side(following, lexicon):
            parts.append(before)
            start = cut.end()
    parts.append(piece[start:].strip(" ,."))
    return [part for part in parts if part]


def _is_time_or_side(part: str, lexicon: Lexicon) -> bool:
    return bool(part) and (lexicon.speaks_of_time(part) or lexicon.is_side(part))


def _without_article(place: str, lexicon: Lexicon) -> str:
    first, _, rest = place.partition(" ")
    return rest if rest and _is_article(first.casefold(), lexicon) else place


def _is_article(word: str, lexicon: Lexicon) -> bool:
    return any(word in words.articles for words in lexicon.vocabularies)
