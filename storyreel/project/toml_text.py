"""Reads TOML that a stranger may have written: what is nested too deep is refused before it is parsed.

Python's parser keeps every beginning of a dotted key, so that one key of a hundred thousand parts takes all
memory, and it calls itself for each bracket. tomlkit takes minutes for some thousand dotted keys; it is used
only to write.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

DEEPEST = 32
"""Brackets in brackets, or parts of a dotted key: four are needed."""
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"""|\Z)'  # strings and comments first: brackets in them count for nothing
    r"|'''.*?(?:'''|\Z)"
    # one that nobody closed is taken to its line's end, so that no text is gone through again and again
    r'|"(?:\\[^\n]|[^"\\\n])*"?'
    r"|'[^'\n]*'?"
    r"|\#[^\n]*"
    r"|[0-9][0-9A-Fa-fob_x]{100,}"
    r"|[\[\]{}.=,\n]",
    re.DOTALL,
)
_TWICE = ("Duplicate", "Cannot overwrite", "Cannot declare")
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class TomlError(ValueError):
    """Text that is not TOML, or is nested too deep.

    `line` and `column` are 1-based, None where they are not known.
    """

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line, self.column = line, column

    @property
    def fault(self) -> str:
        """What is wrong, and where: 'says something twice in line 3'."""
        what = "says something twice" if str(self).startswith(_TWICE) else "is not valid TOML"
        return f"{what} in line {self.line}" if self.line else what


def parse_toml(text: str) -> dict[str, Any]:
    """The document as plain values.

    Raises:
        TomlError: it is not TOML, says something twice, or is nested more than `DEEPEST` deep.
    """
    _require_shallow(text)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = str(error)
        place = _PLACE.search(said)
        line, column = (int(place[1]), int(place[2])) if place and place[1] else (text.count("\n") + 1, None)
        raise TomlError(_PLACE.sub("", said)[:200], line, column) from error
    except (ValueError, RecursionError) as error:  # a number of more digits than Python reads
        raise TomlError(str(error)[:200]) from error


def dotted_keys(text: str) -> int:
    """How many dots stand in keys, roughly: in what is neither string nor comment."""
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
        too_long = mark[0].isdigit()
        if depth > DEEPEST or dots >= DEEPEST or too_long:
            line, column = (
                text.count("\n", 0, token.start()) + 1,
                token.start() - text.rfind("\n", 0, token.start()),
            )
            raise TomlError(
                "a number of more than 100 digits" if too_long else f"nested more than {DEEPEST} deep",
                line,
                column,
            )
