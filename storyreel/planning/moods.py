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


def mood_of(told: str, spoken: str, time: TimeOfDay, weather: Weather, kind: PlaceKind) -> Mood:
    """The mood that most words speak for; the hour, the weather and the place weigh in where words are few.

    >>> mood_of("Waves crash. She runs.", "", TimeOfDay.NIGHT, Weather.STORM, PlaceKind.COAST).value
    'action'
    """
    counts = Counter(re.findall(r"[a-z']+", told.lower()))
    counts_spoken = Counter(re.findall(r"[a-z']+", spoken.lower()))
    leans = PLACE_KINDS[kind].leans
    priors = (TIME_PRIORS[time], WEATHER_PRIORS[weather], dict([leans] if leans else []))
    scores = {
        # The third mention of a word adds little; what is said counts a little less than what is seen.
        mood: (
            sum(min(2, counts[word]) + 0.8 * min(2, counts_spoken[word]) for word in sorted(words))
            + sum(prior.get(mood, 0.0) for prior in priors)
        )
        for mood, words in _WORDS.items()
    }
    return max(scores, key=lambda mood: scores[mood])


def is_strong(text: str) -> bool:
    """Whether a line or an action is of the kind that wants a close view."""
    return bool(_STRONG.search(text))
