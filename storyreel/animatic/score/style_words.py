"""Styles of music in words: which of them the embedded composer takes, and what they change."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from storyreel.animatic.score.styles import Style


def style_words() -> tuple[str, ...]:
    """The words that are taken, in order of the alphabet."""
    return tuple(sorted({word for rows in _recipes().values() for word in rows}))


def styled(style: Style, words: str) -> Style:
    """A mood's style with what the words change. Words that are not known change nothing.

    >>> from storyreel.animatic.score.styles import STYLES, Mood
    >>> slow = styled(STYLES[Mood.JOYFUL], "Slow piano")
    >>> slow.tempo, slow.lead, slow.figure
    (84.0, 'piano', 'piano')
    """
    for word in re.findall(r"\w+", words.casefold()):
        style = _with_word(style, word)
    return style


def _with_word(style: Style, word: str) -> Style:
    recipes = _recipes()
    if word in recipes["tempo"]:
        style = replace(style, tempo=style.tempo * recipes["tempo"][word])
    if word in recipes["scale"]:
        style = replace(style, scale=tuple(recipes["scale"][word]))
    return replace(style, **recipes["parts"].get(word, {}))


@cache
def _recipes() -> dict[str, dict[str, Any]]:
    """What each word changes, by what it changes."""
    return tomllib.loads(
        files("storyreel.animatic.score").joinpath("style_words.toml").read_text(encoding="utf-8")
    )
