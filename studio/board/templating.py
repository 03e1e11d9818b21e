"""The page templates, and how times, money and names are written in them."""

from __future__ import annotations

import json
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from storyreel.film.printable import printable
from studio.board.names import readable

FOLDER = Path(__file__).parent / "templates"


def page(template: str, /, **facts: Any) -> str:
    """A page or a part of one as HTML; every text in it is escaped."""
    return _environment().get_template(template).render(**facts)


def part(name: str, macro: str, *arguments: Any) -> str:
    """What one macro of a template makes."""
    return str(getattr(_environment().get_template(name).module, macro)(*arguments))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_plain,
    )
    environment.filters |= {
        "clock": clock,
        "timecode": _timecode,
        "usd": _usd,
        "words": in_words,
        "script_json": _script_json,
        "time_of_day": _time_of_day,
        "day": day,
        "bytes": _size,
        "nice": readable,
    }
    return environment


def _plain(value: object) -> object:
    """Text without characters that control a page or reverse letters; markup is left as it is."""
    return printable(value) if type(value) is str else value


def clock(seconds: float) -> str:
    """Minutes and seconds.

    >>> clock(87.4)
    '1:27'
    """
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


def _timecode(seconds: float, rate: float = 24.0) -> str:
    """Hours, minutes, seconds and frames.

    >>> _timecode(61.5)
    '00:01:01:12'
    """
    frames = round(seconds * rate)
    seconds_whole, frame = divmod(frames, round(rate))
    minutes, second = divmod(seconds_whole, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}:{frame:02}"


def _usd(amount: float) -> str:
    """Dollars and cents.

    >>> _usd(1234.5)
    '$1,234.50'
    """
    return f"${amount:,.2f}"


def in_words(seconds: float) -> str:
    """A time as it is said.

    >>> in_words(20), in_words(150)
    ('20 s', '2 min')
    """
    return f"{seconds / 60:.0f} min" if seconds >= 90 else f"{max(1, round(seconds))} s"


def _script_json(value: object) -> str:
    """JSON for a script element that is not run: no character ends the element."""
    text = json.dumps(value, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _time_of_day(at: float) -> str:
    """Hours, minutes and seconds here."""
    return time.strftime("%H:%M:%S", time.localtime(at))


def day(at: float) -> str:
    """'today at 19:31', or the date."""
    then, now = time.localtime(at), time.localtime()
    hour = time.strftime("%H:%M", then)
    return (
        f"today at {hour}" if then[:3] == now[:3] else f"{time.strftime('%d %B', then).lstrip('0')} at {hour}"
    )


def _size(count: int) -> str:
    """Bytes as they are said.

    >>> _size(36_500_000), _size(2_300)
    ('36.5 MB', '2 kB')
    """
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(1, round(count / 1e3))} kB"
