"""Which sounds a text asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from storyreel.animatic.foley.sound_words import (
    ACTIONS,
    GROUND_WORDS,
    HEAVY_WORDS,
    LIGHT_WORDS,
    NEIGHBOURS,
    PASSING_WORDS,
    PHRASES,
    THINGS,
)

_PREPOSITION = re.compile(r"\s(?:on|against|over|in|through|under|of|at|with|from|near|across)\s")
_MUFFLED = re.compile(
    r"\b(?:outside|muffled|inside|beyond the|behind the|through the (?:wall|door|window|floor)|next door|next"
    r" room|upstairs|downstairs)\b"
)
_DISTANT = re.compile(r"\b(?:distant|distantly|far|far-off|faraway|somewhere|remote|approaching|overhead)\b")


@dataclass(frozen=True)
class Heard:
    """What a text asks for: names of recipes, the most important first, and how they are heard."""

    names: tuple[str, ...]
    exact: bool
    strength: float
    ground: str
    muffled: bool
    distant: bool


def hear(text: str, ambience: bool = False) -> Heard:
    """The sounds a text asks for: one for an effect, all that it names for a bed, none if nothing fits.

    >>> hear("a door creaks in the wind").names
    ('door creak',)
    >>> hear("heavy rain and storm wind outside", ambience=True).names
    ('rain', 'wind')
    """
    plain = re.sub(r"[^a-z' -]", " ", text.lower().replace("’", "'"))  # noqa: RUF001 typographic apostrophe
    names, exact = _names(plain, ambience)
    return Heard(
        names,
        exact,
        strength=_strength(set(plain.split())),
        ground=_named_first(_stems(plain), GROUND_WORDS),
        muffled=bool(_MUFFLED.search(plain)),
        distant=bool(_DISTANT.search(plain)),
    )


def _strength(words: set[str]) -> float:
    if words & HEAVY_WORDS:
        return 1.0
    return 0.35 if words & LIGHT_WORDS else 0.6


def _named_first(stems: list[str], table: Mapping[str, str]) -> str:
    """What the first stem of a table means; '' if none is in it."""
    return next((table[stem] for stem in stems if stem in table), "")


def _names(text: str, ambience: bool) -> tuple[tuple[str, ...], bool]:
    """Names of recipes, and whether they are what the text asks for and do not stand in for it."""
    if not ambience:
        return _best(text)
    heard = [_best(part) for part in re.split(r"\band\b|\bwith\b|,", text)]
    found = [(names[0], exact) for names, exact in heard if names]
    return tuple(dict.fromkeys(name for name, _ in found)), all(exact for _, exact in found)


def _best(text: str) -> tuple[tuple[str, ...], bool]:
    """The one sound that fits best, if any, and whether it is what the text asks for.

    A phrase comes first, then a thing or an action before the first preposition, then one after it, then a
    neighbour.
    """
    if phrase := _phrase(_stems(text)):
        return (phrase,), True
    for part in _PREPOSITION.split(text, maxsplit=1):
        if name := _thing_or_action(_stems(part)):
            return (name,), True
    name = _named_first(_stems(text), _neighbours())
    return ((name,) if name else ()), not name


def _phrase(stems: list[str]) -> str:
    there = set(stems)
    return next((name for words, name in _phrases() if words <= there), "")


def _thing_or_action(stems: list[str]) -> str:
    return _named_first(stems, _things()) or _named_first(stems, _actions())


@cache
def _things() -> dict[str, str]:
    return _by_stem(THINGS)


@cache
def _actions() -> dict[str, str]:
    return _by_stem(ACTIONS)


@cache
def _neighbours() -> dict[str, str]:
    return _by_stem(NEIGHBOURS)


def _by_stem(table: dict[str, str]) -> dict[str, str]:
    """Names of recipes by the stems of their words; of two names for one word the first counts."""
    found: dict[str, str] = {}
    for name, words in table.items():
        for word in words.split():
            found.setdefault(_stem(word), name)
    return found


@cache
def _phrases() -> tuple[tuple[frozenset[str], str], ...]:
    """Stems of each phrase and the name of its recipe, the longest phrases first."""
    found: list[tuple[frozenset[str], str]] = []
    for name, phrases in PHRASES.items():
        found += [(_stem_set(phrase), name) for phrase in phrases.split(",")]
    return tuple(sorted(found, key=lambda entry: -len(entry[0])))


def _stem_set(phrase: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in phrase.split())


def _stems(text: str) -> list[str]:
    words = re.findall(r"[a-z]+", text.replace("'s", ""))
    return [_stem(word) for word in words if word not in PASSING_WORDS]


_IRREGULAR = {"leav": "leaf", "wolv": "wolf", "hoov": "hoof", "feet": "foot"}
_ENDINGS = ("ing", "es", "ed", "s", "e")


@cache
def _stem(word: str) -> str:
    """A word without its grammatical endings: 'slammed', 'slams' and 'slam' have one stem.

    >>> [_stem(word) for word in ("slammed", "creaking", "waves", "cries", "ring")]
    ['slam', 'creak', 'wav', 'cry', 'ring']
    """
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    word = _without_ending(word)
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return _IRREGULAR.get(word, word)


def _without_ending(word: str) -> str:
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 3 and not word.endswith("ss"):
            return stem
    return word
