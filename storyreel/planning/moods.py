"""Weighs the words of a scene into one feeling."""

from __future__ import annotations

import re
from collections import Counter

from storyreel.film.moods import Mood
from storyreel.film.place_kinds import PLACE_KINDS, PlaceKind
from storyreel.film.places import TimeOfDay, Weather
from storyreel.planning.words.moods import MOOD_WORDS, STRONG_FEELING, TIME_PRIORS, WEATHER_PRIORS

_STRONG = re.compile(
    r"\b(?:" + "|".join(word.strip() for word in STRONG_FEELING.split(",")) + r")\b", re.IGNORECASE
)
_WORDS = {mood: frozenset(words.split()) for mood, words in MOOD_WORDS.items()}


def mood_of(described: str, spoken: str, time: TimeOfDay, weather: Weather, kind: PlaceKind) -> Mood:
    """The mood that most words speak for; the hour, the weather and the place decide if words are few.

    >>> mood_of("Waves crash. She runs.", "", TimeOfDay.NIGHT, Weather.STORM, PlaceKind.COAST).value
    'action'
    """
    counts = Counter(re.findall(r"[a-z']+", described.lower()))
    counts_spoken = Counter(re.findall(r"[a-z']+", spoken.lower()))
    leans = PLACE_KINDS[kind].leans
    priors = (TIME_PRIORS[time], WEATHER_PRIORS[weather], dict([leans] if leans else []))
    scores: dict[Mood, float] = {}
    for mood, words in _WORDS.items():
        by_words = sum(_score(counts[word], counts_spoken[word]) for word in sorted(words))
        scores[mood] = by_words + sum(prior.get(mood, 0.0) for prior in priors)
    return max(scores, key=lambda mood: scores[mood])


def _score(seen: int, spoken: int) -> float:
    """What a word adds: a third mention nothing, what is said a little less than what is seen."""
    return min(2, seen) + 0.8 * min(2, spoken)


def is_strong(text: str) -> bool:
    """Whether a line or an action has words of strong feeling, which want a close view."""
    return bool(_STRONG.search(text))
