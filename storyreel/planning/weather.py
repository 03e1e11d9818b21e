"""Reads the weather from words."""

from __future__ import annotations

import re

from storyreel.film.places import Weather
from storyreel.planning.words.weather import CLEARING, WEATHERS


def weather_in(text: str, before: Weather) -> Weather:
    """The weather the text names, clear if it says that it clears, the one before if it names none.

    >>> weather_in("Rain hammers the glass. Thunder.", Weather.CLEAR).value
    'storm'
    >>> weather_in("She pours tea.", Weather.SNOW).value
    'snow'
    >>> weather_in("The storm has passed.", Weather.STORM).value
    'clear'
    """
    lowered = text.lower()
    if re.search(CLEARING, lowered):
        return Weather.CLEAR
    return _named_weather(lowered) or before


def _named_weather(lowered: str) -> Weather | None:
    """The first weather of the table that a text names."""
    return next((weather for weather, pattern in WEATHERS.items() if re.search(pattern, lowered)), None)


def weather_from(here: Weather | None, before: Weather | None, follows: bool) -> Weather:
    """The weather at a scene's beginning: that of the scene before, or of the last scene at its place.

    here: of the last scene at the place, None if there is none.
    before: of the scene before, None for the first. It counts only if the scene `follows` at the same hour.

    >>> weather_from(None, Weather.RAIN, follows=True).value
    'rain'
    >>> weather_from(None, Weather.RAIN, follows=False).value
    'clear'
    """
    return (before if follows else None) or here or Weather.CLEAR


def speaks_of_weather(text: str) -> bool:
    """Whether the text names any weather, or that it clears.

    >>> speaks_of_weather("Fog on the pier."), speaks_of_weather("A stone pier.")
    (True, False)
    """
    return any(re.search(pattern, text.lower()) for pattern in (CLEARING, *WEATHERS.values()))
