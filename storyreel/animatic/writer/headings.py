"""Takes a scene heading apart: indoors or out, the place, and what it says of time and weather."""

from __future__ import annotations

import re
from dataclasses import dataclass

from storyreel.animatic.writer.words.times import AROUND_TIME, SAME_TIME, TIMES
from storyreel.film.places import TimeOfDay

_PREFIX = re.compile(r"\s*((?:INT|EXT|EST|I|E)\b\.?(?:\s?/\s?(?:INT|EXT|I|E)\b\.?)?)\s*[-.:]*\s*", re.IGNORECASE)
_DASH = re.compile(r"\s+[-–—]+\s+|\s*[–—]+\s*|\s+-+|-+\s+")
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")


@dataclass(frozen=True)
class Heading:
    """What a heading says. `interior` is None where it does not say, or says both; `time` is None where it says none or 'LATER'."""

    place: str
    interior: bool | None
    time: TimeOfDay | None
    remarks: tuple[str, ...] = ()


def read_heading(text: str) -> Heading:
    """The parts of a scene heading.

    >>> read_heading("INT. KEEPER'S HOUSE - KITCHEN - LATE NIGHT")
    Heading(place="KEEPER'S HOUSE - KITCHEN", interior=True, time=<TimeOfDay.NIGHT: 'night'>, remarks=('LATE NIGHT',))
    >>> read_heading("EXT. HARBOUR, CONTINUOUS").time is None
    True
    """
    prefix = _PREFIX.match(text)
    sides = re.findall(r"[a-z]+", prefix.group(1).lower()) if prefix else []
    starts = {side[0] for side in sides}
    interior = None if not sides or {"i", "e"} <= starts else "i" in starts
    bare = text[prefix.end() :] if prefix else text
    brackets = _BRACKETS.findall(bare)
    parts = [part.strip(" ,.") for part in _DASH.split(_BRACKETS.sub("", bare)) if part.strip(" ,.")]
    remarks = [bracket.strip(" ()[]") for bracket in brackets]
    while len(parts) > 1 and _speaks_of_time(parts[-1]):
        remarks.insert(0, parts.pop())
    if parts and "," in parts[-1]:
        *before, last = (piece.strip() for piece in parts[-1].split(","))
        if before and _speaks_of_time(last):
            remarks.insert(0, last)
            parts[-1] = ", ".join(before)
    elif parts and len(parts) == 1 and _speaks_of_time(parts[0]) and sides:
        remarks.insert(0, parts.pop())
    place = re.sub(r"^(?:THE|A|AN)\s+(?=\S)", "", " - ".join(parts), flags=re.IGNORECASE)
    time = next((found for remark in remarks if (found := time_in(remark))), None)
    return Heading(place=re.sub(r"\s+", " ", place).strip() or "SOMEWHERE", interior=interior, time=time, remarks=tuple(remarks))


def time_in(words: str) -> TimeOfDay | None:
    """The time of day that words name, the longest phrase first, or None.

    >>> time_in("the next morning").value, time_in("later")
    ('day', None)
    """
    lowered = f" {re.sub(r'[^a-z0-9 ]+', ' ', words.lower())} "
    found = [phrase for phrase in TIMES if f" {phrase} " in lowered]
    return TIMES[max(found, key=len)] if found else None


def _speaks_of_time(part: str) -> bool:
    lowered = part.lower().strip(" .")
    if lowered in TIMES or lowered in SAME_TIME:
        return True
    words = re.findall(r"[a-z']+|\d+", lowered)
    known = {word for phrase in (*TIMES, *SAME_TIME) for word in phrase.split()}
    anchors = [word for word in words if word in known or word.isdigit()]
    return bool(anchors) and all(word in known or word in AROUND_TIME or word.isdigit() for word in words)
