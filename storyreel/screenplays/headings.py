"""Takes scene headings apart, in whatever order and language they are written: number, indoors or out, place, time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

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
"""Until which hour of the clock it is which time of day."""
_DANGLING = re.compile(r"\s+(?:at|in|on|by|during|am|bei|à|la|de|a)$", re.IGNORECASE)
_LONGEST = 500
_LONGEST_LOOSE = 9
"""Words from which a line in small letters that begins with 'int' is a sentence."""
_SENTENCE_END = ("!", "?", "…", ",", ";")


class Strength(IntEnum):
    """How surely a line is a heading."""

    TIMED = 1
    """A place in capitals and a time after a space: 'KITCHEN NIGHT'."""
    PARTED = 2
    """A place in capitals and a time after a dash or stroke: 'KITCHEN/NIGHT'."""
    LOOSE = 3
    """Begins with INT or EXT in small letters and without a full stop: needs a blank line before it."""
    NUMBERED = 4
    """'Scene 1', with or without a place."""
    CERTAIN = 5


@dataclass(frozen=True)
class Heading:
    """A line read as a heading: its text without number, and how sure that is."""

    text: str
    number: str
    setting: Setting
    strength: Strength


@lru_cache(maxsize=4096)
def read_heading(line: str, lexicon: Lexicon) -> Heading | None:
    """What a line says as a scene heading; None if it looks like none.

    >>> from storyreel.screenplays.lexicon import lexicon
    >>> read_heading("141 INT. MILL - DAY 141", lexicon("en")).setting
    Setting(place='MILL', interior=True, time=<TimeOfDay.DAY: 'day'>, remarks=('DAY',))
    """
    text = line.strip()
    if len(text) > _LONGEST or not text:
        return None
    marker = _MARKER.match(text)
    text, forced = _without_forced_number(text[marker.end() :] if marker else text)
    scene = lexicon.scene.match(text) or _CODED.match(text)
    number = scene.group(0).strip(" :：.,-–—|") if scene else ""
    rest = text[scene.end() :] if scene else text
    counted = _NUMBER.match(rest)
    if counted and (lexicon.side.match(rest[counted.end() :]) or not scene):
        number = number or counted.group(1) or counted.group(2)
        rest = _without_last_number(rest[counted.end() :], counted.group(1) or "")
    if not (scene or counted or marker or _in_capitals(rest) or lexicon.side.match(rest)):
        return None
    setting, side_first, side_at_all, parted = _setting(rest, lexicon)
    strength = _strength(
        rest, lexicon, setting, scene is not None, bool(counted), side_first, side_at_all, parted
    )
    if marker and (setting.place or setting.time):
        strength = Strength.CERTAIN
    if strength is None:
        return None
    return Heading(
        rest.strip(" -–—:") or text.strip(" :"),
        forced or (number if not scene else _digits(number)),
        setting,
        strength,
    )


def read_setting(text: str, lexicon: Lexicon) -> Setting:
    """What words that are known to be a heading say of place and time.

    >>> from storyreel.screenplays.lexicon import lexicon
    >>> read_setting("INT. KEEPER'S HOUSE - KITCHEN - LATE NIGHT", lexicon("en")).place
    "KEEPER'S HOUSE - KITCHEN"
    """
    heading = read_heading(text, lexicon)
    return heading.setting if heading else _setting(text.strip(), lexicon)[0]


def _without_forced_number(text: str) -> tuple[str, str]:
    forced = _FORCED_NUMBER.search(text)
    return (text[: forced.start()].strip() or text, forced.group(1)) if forced else (text, "")


def _without_last_number(text: str, number: str) -> str:
    """The heading without the number that stands at the right edge of a shooting script, too."""
    bare = text.rstrip(" *")
    if number and bare.endswith(number) and bare[: -len(number)].endswith((" ", "\t")):
        return bare[: -len(number)].rstrip()
    return text


def _digits(number: str) -> str:
    found = re.search(r"[\d一二三四五六七八九十百]+[A-Z]?|\b[IVXLC]+$", number)
    return found.group(0) if found else number


def _strength(
    rest: str,
    lexicon: Lexicon,
    setting: Setting,
    scene: bool,
    counted: bool,
    side_first: bool,
    side_at_all: bool,
    parted: bool,
) -> Strength | None:
    place = setting.place
    capitals = _in_capitals(rest)
    if side_first and not place and setting.time is None and not scene:
        return None
    if side_first:
        prefix = lexicon.side.match(rest)
        abrupt = prefix is not None and (
            prefix.group(1).endswith(".")
            or rest[prefix.end(1) : prefix.end(1) + 1] in tuple(".:/：")
            or "/" in prefix.group(1)
        )
        long_word = (
            prefix is not None and max(len(word) for word in re.split(r"[./\s]+", prefix.group(1))) > 4
        )
        if long_word and not capitals and rest.rstrip()[-1:] in ".,;!?" and len(rest.split()) > 5:
            return None  # 'Inside. Carson looks toward Adam, then takes'
        if (
            capitals
            or (abrupt and (setting.time is not None or counted or _first_is_capital(place)))
            or scene
        ):
            return Strength.CERTAIN
        sentence = setting.time is None and (
            len(rest.split()) > _LONGEST_LOOSE
            or (rest[-1:] in ".,;!?" and len(rest.split()) > _LONGEST_LOOSE // 2)
        )
        return None if sentence or (long_word and not abrupt) else Strength.LOOSE
    if scene:
        sentence = rest[:1].islower() and not _first_is_capital(rest)
        return (
            None
            if sentence
            or (rest.rstrip().endswith(_SENTENCE_END) and " " in rest.strip() and len(rest.split()) > 6)
            else Strength.NUMBERED
        )
    caseless = rest.lower() == rest.upper()
    if side_at_all and (
        counted or (capitals and (not caseless or (setting.time is not None and rest[-1:] not in "。.!?")))
    ):
        return Strength.CERTAIN
    if (
        setting.time is None
        or not place
        or not _in_capitals(rest)
        or rest.rstrip().endswith(_SENTENCE_END)
        or len(rest) > 80
    ):
        return None
    if (
        all(word in lexicon.around_time for word in place.casefold().split())
        or lexicon.labels(place)
        or any(
            lexicon.label(piece, (Label.CAMERA, Label.ON_SCREEN, Label.TRANSITION))
            for piece in place.split(" - ")[:1]
        )
    ):
        return None
    if counted and parted:
        return Strength.CERTAIN
    return Strength.PARTED if parted else Strength.TIMED if len(place.split()) <= 5 else None


def _in_capitals(text: str) -> bool:
    """Whether no letter is small; a writing system without cases counts as capitals."""
    return text.upper() == text


def _first_is_capital(text: str) -> bool:
    return text[:1].isupper() or not text[:1].isalpha() or not text[:1].islower()


def _setting(text: str, lexicon: Lexicon) -> tuple[Setting, bool, bool, bool]:
    """The setting; whether indoors or out is said first; whether at all.

    Whether the time is parted by more than a space.
    """
    sides: set[str] = set()
    prefix = lexicon.side.match(text)
    rest = text
    if prefix:
        sides |= lexicon.sides_in(prefix.group(1))
        rest = re.sub(r"^[\s.:：\-–—/,，、]+", "", text[prefix.end() :])
    remarks: list[str] = []
    first_word, _, others = rest.partition(" ")
    if (
        prefix
        and others
        and text[prefix.end(1) : prefix.end(1) + 1] == "/"
        and lexicon.speaks_of_time(first_word)
    ):
        remarks.append(first_word)  # 'INT/NUIT SALON'
        rest = others
    rest = _BRACKETS.sub(lambda found: _kept_bracket(found.group(1), remarks, lexicon, sides), rest).strip()
    pieces = [piece.strip(" ,.。:") for piece in _DASH.split(rest) if piece.strip(" ,.。:")]
    pieces = [part for piece in pieces for part in _parted(piece, lexicon)]
    parted = len(pieces) > 1 or bool(remarks)
    place: list[str] = []
    for at, piece in enumerate(pieces):
        if lexicon.is_side(piece) and not (prefix and at == 0 and len(pieces) == 1):
            sides |= lexicon.sides_in(piece)
        elif (place or at < len(pieces) - 1 or prefix or sides or remarks) and (
            lexicon.speaks_of_time(piece) or _CLOCK.fullmatch(piece)
        ):
            remarks.append(piece)
        else:
            place.append(piece)
    if place:
        _take_spaced(place, remarks, sides, lexicon, timed=any(lexicon.time_in(remark) for remark in remarks))
    time = next(
        (found for remark in remarks if (found := lexicon.time_in(remark) or _by_the_clock(remark))), None
    )
    interior = None if len(sides) != 1 else "interior" in sides
    name = _without_article(" - ".join(place), lexicon)
    return (
        Setting(place=" ".join(name.split()), interior=interior, time=time, remarks=tuple(remarks)),
        prefix is not None,
        bool(sides),
        parted,
    )


def _by_the_clock(remark: str) -> TimeOfDay | None:
    """The time of day that an hour is: '3 A.M.', '17:45'.

    >>> _by_the_clock("3 A.M").value, _by_the_clock("17:45").value, _by_the_clock("1987")
    ('night', 'day', None)
    """
    found = _HOUR.fullmatch(remark.strip())
    if not found or not (found.group(2) or found.group(3)):
        return None
    hour = int(found.group(1)) % 24
    half = (found.group(3) or "").casefold()[:1]
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return next(time for until, time in _HOURS if hour < until)


def _kept_bracket(inside: str, remarks: list[str], lexicon: Lexicon, sides: set[str]) -> str:
    """Brackets say something of time, of indoors and out, or of the take: none of it is the place."""
    if lexicon.is_side(inside):
        sides.update(lexicon.sides_in(inside))
    elif inside.strip():
        remarks.append(inside.strip())
    return " "


def _parted(piece: str, lexicon: Lexicon) -> list[str]:
    """A piece cut at commas, and at strokes and full stops where time or side stands beside them.

    'KITCHEN/DINING ROOM' stays whole.
    """
    parts: list[str] = []
    start = 0
    for cut in _PIECE.finditer(piece):
        before, after = piece[start : cut.start()].strip(" ,."), piece[cut.end() :]
        following = _PIECE.split(after, maxsplit=1)[0].strip(" ,.")
        told = any(
            lexicon.speaks_of_time(part) or lexicon.is_side(part) for part in (before, following) if part
        )
        if told or cut.group(0).strip() in (",", "，", "、", "|"):
            parts.append(before)
            start = cut.end()
    parts.append(piece[start:].strip(" ,."))
    return [part for part in parts if part]


def _take_spaced(
    place: list[str], remarks: list[str], sides: set[str], lexicon: Lexicon, timed: bool
) -> None:
    """Times and sides that only a space parts from the place: 'KITCHEN NIGHT', '咖啡馆 日 内'. timed: the time is known already."""
    for _ in range(4):
        last, first = place[-1], place[0]
        head, _, tail = last.rpartition(" ")
        start, _, rest = first.partition(" ")
        if tail and head and lexicon.is_side(tail) and (not tail.isascii() or len(tail) > 1):
            sides |= lexicon.sides_in(tail)
            place[-1] = head.strip()
        elif start and rest and lexicon.is_side(start) and not start.isascii():
            sides |= lexicon.sides_in(start)
            place[0] = rest.strip()
        elif (
            not timed
            and rest
            and not start.isascii()
            and (lexicon.time_at_start(first) is not None)
            and lexicon.speaks_of_time(start)
        ):
            remarks.append(start)
            place[0] = rest.strip()
        elif (
            not timed
            and (found := lexicon.time_at_end(last))
            and found.group(1)
            and (bare := last[: len(last) - len(last[-60:]) + found.start()].strip())
        ):
            remarks.append(found.group(1))
            place[-1] = _DANGLING.sub("", bare)
        else:
            return


def _without_article(place: str, lexicon: Lexicon) -> str:
    first, _, rest = place.partition(" ")
    return (
        rest if rest and any(first.casefold() in words.articles for words in lexicon.vocabularies) else place
    )
