"""Patterns that find names and words in a text of any alphabet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from storyreel.planning.words.titles import ORDINARY_WORDS, ROLES
from storyreel.screenplays.spelling import spelt

_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def name_pattern(names: Sequence[str], any_case: bool) -> re.Pattern[str]:
    """Finds names in action.

    any_case: False for a person who is only heard. 'RADIO' speaks, 'the radio' is a thing.

    >>> bool(name_pattern(("RADIO",), any_case=False).search("by the radio"))
    False
    """
    by_length = sorted(names, key=len, reverse=True)
    return re.compile("|".join(_bounded(_written(name, any_case), name) for name in by_length))


def whole_word(word: str) -> str:
    """A pattern of the word between other words."""
    return _bounded(spelt(word), word)


@cache
def upper_case_letters() -> str:
    """Every capital letter of every alphabet, to stand between the brackets of a pattern."""
    capitals = [code for code in range(0x110000) if chr(code).isupper() and chr(code).isalpha()]
    starts = [code for code in capitals if not chr(code - 1).isupper()]
    ends = [code for code in capitals if not chr(code + 1).isupper()]
    return "".join(_range(start, end) for start, end in zip(starts, ends, strict=True))


def _range(start: int, end: int) -> str:
    return chr(start) if start == end else f"{chr(start)}-{chr(end)}"


def _written(name: str, any_case: bool) -> str:
    return f"(?i:{spelt(name)})" if any_case and not _is_ordinary(name) else _capitalised(name)


def _is_ordinary(name: str) -> bool:
    """Whether a name is also an English word, so that in small letters it is not the name: 'a grey dawn'.

    >>> _is_ordinary("GREY"), _is_ordinary("CAPTAIN"), _is_ordinary("MARA")
    (True, False, False)
    """
    return name.lower() in ORDINARY_WORDS and name.lower() not in ROLES


def _bounded(pattern: str, name: str) -> str:
    """The pattern between other words; scripts without spaces have no such bounds."""
    return f"(?:{pattern})" if _UNSPACED.search(name) else rf"(?<!\w)(?:{pattern})(?!\w)"


def _capitalised(name: str) -> str:
    """Matches a name whose words begin with capitals."""
    return r"\s{1,3}".join(_capitalised_word(word) for word in name.split())


def _capitalised_word(word: str) -> str:
    rest = f"(?i:{spelt(word[1:])})" if word[1:] else ""
    return re.escape(word[:1]) + rest
