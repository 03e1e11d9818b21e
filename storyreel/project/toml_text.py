"""Reads TOML that a stranger may have written: what is nested too deep is refused before it is parsed.

Python's parser keeps every beginning of a dotted key, so one key of a hundred thousand parts takes all
memory. It also calls itself for each bracket. tomlkit takes minutes for some thousand dotted keys; it is used
only to write.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

TomlTable = dict[str, Any]
"""A document, or a table in it, as plain values."""
DEEPEST = 32
"""Brackets in brackets, or parts of a dotted key: four are needed."""
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"""|\Z)'  # strings and comments first: brackets in them are not counted
    r"|'''.*?(?:'''|\Z)"
    # one that is not closed ends with its line, so that no text is gone through again and again
    r'|"(?:\\[^\n]|[^"\\\n])*"?'
    r"|'[^'\n]*'?"
    r"|\#[^\n]*"
    r"|[0-9][0-9A-Fa-fob_x]{100,}"
    r"|[\[\]{}.=,\n]",
    re.DOTALL,
)
_KEY = re.compile(r"\s*(?:([\w.\-\"]{1,80})\s*=|(\[{1,2}[^\]]{1,80}\]{1,2}))")
_TWICE = ("Duplicate", "Cannot overwrite", "Cannot declare")
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class TomlError(ValueError):
    """Text that is not TOML, or is nested too deep.

    `line` and `column` are 1-based, None if they are not known. `key` is the line's, in backticks, '' if
    it has none.
    """

    def __init__(
        self, message: str, line: int | None = None, column: int | None = None, key: str = ""
    ) -> None:
        super().__init__(message)
        self.line, self.column, self.key = line, column, key

    @property
    def fault(self) -> str:
        """What is wrong, and in which line: 'sets `members` twice in line 3'."""
        what = (
            f"sets {self.key or 'something'} twice" if str(self).startswith(_TWICE) else "is not valid TOML"
        )
        return f"{what} in line {self.line}" if self.line else what


def parse_toml(text: str) -> TomlTable:
    """The document as plain values.

    Raises:
        TomlError: it is not TOML, sets something twice, or is nested more than `DEEPEST` deep.
    """
    _require_shallow(text)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line, column = _place_of(error, text)
        key = _key_of(text, line)
        raise TomlError(_PLACE.sub("", str(error))[:200], line, column, key) from error
    except (ValueError, RecursionError) as error:  # a number of more digits than Python reads
        raise TomlError(str(error)[:200]) from error


def _place_of(error: tomllib.TOMLDecodeError, text: str) -> tuple[int, int | None]:
    """Line and column of an error; the last line if it is at the end of the document."""
    place = _PLACE.search(str(error))
    if place and place[1]:
        return int(place[1]), int(place[2])
    return _line_at(len(text), text), None


def _key_of(text: str, line: int) -> str:
    """The key that a line sets, or the table that it begins, in backticks; '' if neither is there."""
    found = _KEY.match(text.split("\n")[line - 1])
    return f"`{found[1] or found[2]}`" if found else ""


def _line_at(position: int, text: str) -> int:
    return text.count("\n", 0, position) + 1


def dotted_keys(text: str) -> int:
    """About how many dots there are in keys: all that are in no string and no comment."""
    return sum(token[0] == "." for token in _TOKEN.finditer(text))


def _require_shallow(text: str) -> None:
    depth = dots = 0
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark == ".":
            dots += 1
        elif mark in "[{":
            depth, dots = depth + 1, 0
        elif mark in "]}":
            depth, dots = depth - 1, 0
        elif mark in "=,\n":
            dots = 0
        if mark[0].isdigit():
            raise _error_at(token.start(), text, "a number of more than 100 digits")
        if depth > DEEPEST or dots >= DEEPEST:
            raise _error_at(token.start(), text, f"nested more than {DEEPEST} deep")


def _error_at(position: int, text: str, message: str) -> TomlError:
    column = position - text.rfind("\n", 0, position)
    return TomlError(message, _line_at(position, text), column)
