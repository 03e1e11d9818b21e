"""Light by hour and weather: the colour of a surface at dusk in the rain, and how much haze is before it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from storyreel.animatic.painter.places.palette import muted
from storyreel.film.colours import mix, multiply
from storyreel.film.places import TimeOfDay, Weather
from storyreel.film.storyboard import Mood


@dataclass(frozen=True)
class Hour:
    """The light of one hour in one weather, out of doors or in a room."""

    time: TimeOfDay
    weather: Weather
    sky: tuple[str, str, str, str]
    """From the zenith down to the horizon."""
    tint: str
    exposure: float
    haze: str
    haze_amount: float
    """How fast distance fades into the haze: 1 is a clear day."""
    lamp: float
    """How much made light shows: 0 at noon, 1 at night."""
    sun: str
    """Colour of the sun or moon and of the edges it catches."""
    sun_strength: float
    cloud_dark: str
    cloud_lit: str
    cloud_cover: float
    wind: float
    """0 calm, 1 a storm: bends trees, raises waves."""

    def seen(self, colour: str, distance: float = 0.0) -> str:
        """A surface's colour in this light, `distance` away: 0 is beside the people, 1 is the far hills."""
        surface = multiply(colour, self.tint, self.exposure)
        return mix(surface, self.haze, 1 - math.exp(-1.25 * distance * self.haze_amount))

    @property
    def snowy(self) -> bool:
        """Snow lies on what faces the sky."""
        return self.weather is Weather.SNOW

    @property
    def wet(self) -> bool:
        """The ground shines."""
        return self.weather in (Weather.RAIN, Weather.STORM)

    @property
    def night(self) -> bool:
        """The sun is long gone."""
        return self.time is TimeOfDay.NIGHT


_CLEAR = {
    TimeOfDay.DAWN: Hour(
        TimeOfDay.DAWN,
        Weather.CLEAR,
        ("#35477c", "#7f7fb0", "#eaa79a", "#ffdca8"),
        "#f6cdbb",
        0.86,
        "#e3b1a6",
        1.0,
        0.35,
        "#ffd9a6",
        0.9,
        "#7d7396",
        "#ffd6bd",
        0.42,
        0.1,
    ),
    TimeOfDay.DAY: Hour(
        TimeOfDay.DAY,
        Weather.CLEAR,
        ("#2c70b4", "#5fa4d6", "#a4d2ec", "#e2f1ef"),
        "#fffaf0",
        1.0,
        "#b4d3e6",
        0.85,
        0.0,
        "#fff3cf",
        0.9,
        "#a9c4dc",
        "#ffffff",
        0.42,
        0.1,
    ),
    TimeOfDay.DUSK: Hour(
        TimeOfDay.DUSK,
        Weather.CLEAR,
        ("#12163c", "#4b3166", "#c4604f", "#f8ba6c"),
        "#e2977c",
        0.66,
        "#a4566a",
        1.0,
        0.75,
        "#ffb068",
        0.95,
        "#3a2a50",
        "#e88a6a",
        0.46,
        0.1,
    ),
    TimeOfDay.NIGHT: Hour(
        TimeOfDay.NIGHT,
        Weather.CLEAR,
        ("#050a1e", "#0b1736", "#182c58", "#32497e"),
        "#6c8cc8",
        0.46,
        "#20345f",
        1.0,
        1.0,
        "#cfe0ff",
        0.7,
        "#0c1630",
        "#4a629a",
        0.38,
        0.1,
    ),
}
_GREY = {
    TimeOfDay.DAWN: "#938f9c",
    TimeOfDay.DAY: "#98a5b0",
    TimeOfDay.DUSK: "#413c52",
    TimeOfDay.NIGHT: "#131c30",
}
_PALE = {
    TimeOfDay.DAWN: "#d9c6c2",
    TimeOfDay.DAY: "#d3dbe0",
    TimeOfDay.DUSK: "#7d6676",
    TimeOfDay.NIGHT: "#2c3a58",
}
_MOOD_LIGHT = {
    Mood.CALM: ("#ffffff", 0.0),
    Mood.HOPEFUL: ("#ffeec8", 0.14),
    Mood.JOYFUL: ("#fff0c0", 0.2),
    Mood.ROMANTIC: ("#ffc4c8", 0.18),
    Mood.MELANCHOLY: ("#a8bcd8", 0.22),
    Mood.MYSTERY: ("#9aa8e0", 0.18),
    Mood.TENSE: ("#c8b4a0", 0.14),
    Mood.EERIE: ("#a0d8b4", 0.2),
    Mood.ACTION: ("#ffc8a0", 0.14),
    Mood.TRIUMPHANT: ("#ffdc98", 0.2),
}


def outdoors(time: TimeOfDay, weather: Weather, mood: Mood) -> Hour:
    """The light under the open sky."""
    hour = _weathered(_CLEAR[time], time, weather)
    colour, amount = _MOOD_LIGHT[mood]
    return replace(
        hour,
        tint=mix(hour.tint, multiply(hour.tint, colour), amount * 2),
        sky=_moody(hour.sky, colour, amount),
    )


def _moody(sky: tuple[str, str, str, str], colour: str, amount: float) -> tuple[str, str, str, str]:
    zenith, high, low, horizon = (mix(part, multiply(part, colour), amount) for part in sky)
    return zenith, high, low, horizon


def _overcast(hour: Hour, grey: str, amount: float) -> tuple[str, str, str, str]:
    """The sky with its colours under cloud; a rest of the low sun survives along the horizon."""
    zenith, high, low, horizon = hour.sky
    return (
        mix(zenith, grey, amount),
        mix(high, grey, amount),
        mix(low, grey, amount * 0.85),
        mix(horizon, grey, amount * 0.7),
    )


def _weathered(clear: Hour, time: TimeOfDay, weather: Weather) -> Hour:
    grey, pale = _GREY[time], _PALE[time]
    if weather is Weather.RAIN:
        return replace(
            clear,
            weather=weather,
            sky=_overcast(clear, grey, 0.72),
            tint=mix(clear.tint, muted(grey, 0.2), 0.4),
            exposure=clear.exposure * 0.84,
            haze=mix(clear.haze, grey, 0.7),
            haze_amount=1.35,
            lamp=min(1.0, clear.lamp + 0.3),
            sun_strength=clear.sun_strength * 0.25,
            cloud_dark=mix(grey, "#20242e", 0.3),
            cloud_lit=mix(grey, clear.cloud_lit, 0.3),
            cloud_cover=0.72,
            wind=0.35,
        )
    if weather is Weather.STORM:
        deep = mix(grey, "#0c101a", 0.5)
        return replace(
            clear,
            weather=weather,
            sky=_overcast(clear, deep, 0.78),
            tint=mix(clear.tint, "#8c98b0", 0.5),
            exposure=clear.exposure * 0.66,
            haze=mix(clear.haze, deep, 0.72),
            haze_amount=1.3,
            lamp=min(1.0, clear.lamp + 0.5),
            sun_strength=clear.sun_strength * 0.3,
            cloud_dark=mix(deep, "#0a0c14", 0.45),
            cloud_lit=mix(grey, clear.cloud_lit, 0.35),
            cloud_cover=0.86,
            wind=1.0,
        )
    if weather is Weather.SNOW:
        return replace(
            clear,
            weather=weather,
            sky=_overcast(clear, pale, 0.7),
            tint=mix(clear.tint, pale, 0.3),
            exposure=clear.exposure * 0.96,
            haze=mix(clear.haze, pale, 0.75),
            haze_amount=1.5,
            lamp=min(1.0, clear.lamp + 0.2),
            sun_strength=clear.sun_strength * 0.35,
            cloud_dark=mix(pale, grey, 0.4),
            cloud_lit=mix(pale, "#ffffff", 0.25),
            cloud_cover=0.66,
            wind=0.2,
        )
    if weather is Weather.FOG:
        return replace(
            clear,
            weather=weather,
            sky=_overcast(clear, pale, 0.82),
            tint=mix(clear.tint, pale, 0.35),
            exposure=clear.exposure * 0.9,
            haze=mix(clear.haze, pale, 0.8),
            haze_amount=2.6,
            lamp=min(1.0, clear.lamp + 0.2),
            sun_strength=clear.sun_strength * 0.5,
            cloud_dark=mix(pale, grey, 0.2),
            cloud_lit=pale,
            cloud_cover=0.3,
            wind=0.0,
        )
    return clear


_INDOOR = {
    TimeOfDay.DAWN: ("#f6cdb6", 0.96, 0.35),
    TimeOfDay.DAY: ("#fffaf0", 1.1, 0.0),
    TimeOfDay.DUSK: ("#eeb490", 0.88, 0.8),
    TimeOfDay.NIGHT: ("#d8ae94", 0.74, 1.0),
}


_LAMPLESS = {
    TimeOfDay.DAWN: ("#c4bccc", 0.74),
    TimeOfDay.DAY: ("#f4f6fa", 1.0),
    TimeOfDay.DUSK: ("#a89cb8", 0.64),
    TimeOfDay.NIGHT: ("#8294c0", 0.56),
}
"""Tint and exposure of a room that only its windows light."""


def indoors(outside: Hour, mood: Mood, lamps: str = "", lit: float = 1.0) -> Hour:
    """The light in a room whose windows show `outside`: the day's own by day, that of lamps in the dark.

    lamps: the lamps' colour; without one, it is warm.

    lit: how much of their light the lamps give, 0 to 1; at 0 there is what comes through the windows.
    """
    tint, exposure, lamp = _INDOOR[outside.time]
    if lamps:
        tint = mix(tint, lamps, 0.75 * lamp)
    if outside.weather in (Weather.RAIN, Weather.STORM, Weather.FOG):
        gloom = 0.72 if outside.weather is Weather.STORM else 0.84
        exposure = exposure * gloom if outside.time is not TimeOfDay.NIGHT else exposure
        tint, lamp = (
            mix(tint, "#b4c0d0", 0.3 if outside.time in (TimeOfDay.DAY, TimeOfDay.DAWN) else 0.1),
            min(1.0, lamp + 0.45),
        )
    if lit < 1:
        dark_tint, dark_exposure = _LAMPLESS[outside.time]
        tint, exposure = (
            mix(tint, dark_tint, 1 - lit),
            exposure + (min(exposure, dark_exposure) - exposure) * (1 - lit),
        )
        lamp *= lit
    colour, amount = _MOOD_LIGHT[mood]
    tint = mix(tint, multiply(tint, colour), amount * 2)
    haze = multiply(mix("#8a90a0", tint, 0.4), tint, exposure * 0.8)
    return replace(outside, tint=tint, exposure=exposure, haze=haze, haze_amount=0.35, lamp=lamp, wind=0.0)


def unlit(hour: Hour) -> Hour:
    """The same hour if no light burns: outlines are seen, and hardly a colour."""
    zenith, high, low, horizon = (mix(part, "#020308", 0.6) for part in hour.sky)
    return replace(
        hour,
        sky=(zenith, high, low, horizon),
        tint=mix(hour.tint, "#6478b0", 0.5),
        exposure=hour.exposure * 0.5,
        haze=mix(hour.haze, "#04060c", 0.7),
        sun_strength=hour.sun_strength * 0.2,
        cloud_dark=mix(hour.cloud_dark, "#020308", 0.6),
        cloud_lit=mix(hour.cloud_lit, "#020308", 0.6),
    )
