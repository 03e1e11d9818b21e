"""The state while one place is being painted: its hour, hues and chance, the canvases and lights so far."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

import numpy as np

from storyreel.animatic.painter.layers import Berth, Fall, Layer, Light, Motion, PaintedSeat, PaintedSet
from storyreel.animatic.painter.places.canvas import Canvas
from storyreel.animatic.painter.places.hours import Hour, indoors, outdoors, unlit
from storyreel.animatic.painter.places.palette import Hues, allotted
from storyreel.film.colours import mix
from storyreel.film.facts import EnvironmentState, LightKind, Seat
from storyreel.film.places import Place, TimeOfDay, Weather
from storyreel.film.storyboard import Mood

STILL = Motion()
UNSTATED = EnvironmentState()


@dataclass
class SetBuilder:
    """Canvases are added back to front; `finished` gives the set."""

    place: Place
    outside: Hour
    hour: Hour
    """The light the painter works in: `outside`, or that of a room."""
    mood: Mood
    environment: EnvironmentState = UNSTATED
    """What the script states about the lights and things here."""
    lain_in: bool = False
    """Whether somebody in the picture lies, so that what there is to lie on is drawn with them."""
    _canvases: list[tuple[Canvas, float, Motion]] = field(default_factory=list)
    _lights: list[Light] = field(default_factory=list)

    def chance(self, noun: str) -> np.random.Generator:
        """The chance that decides one thing here, the same at every hour, independent of all others."""
        return np.random.default_rng([self.place.seed, zlib.crc32(noun.encode())])

    def hues(self, base: str, second: str, third: str, accent: str) -> Hues:
        """The colours of this place: allotted by the film, or else these."""
        return allotted(self.place.palette, (base, second, third, accent))

    def tone(self, colour: str, distance: float = 0.0) -> str:
        """A surface's colour at this hour, so far away."""
        return self.hour.seen(colour, distance)

    def canvas(self, name: str, depth: float, motion: Motion = STILL, *, after: str = "") -> Canvas:
        """A new canvas in front of all before it, or directly in front of the one named `after`."""
        canvas = Canvas(name)
        names = [before.name for before, _, _ in self._canvases]
        self._canvases.insert(
            names.index(after) + 1 if after in names else len(names), (canvas, depth, motion)
        )
        return canvas

    def burning(self, kind: LightKind) -> float:
        """How bright the lights of a kind are: as the hour asks for, less if the script has them out."""
        return self.hour.lamp * self.environment.share(kind)

    @property
    def newest(self) -> Canvas:
        """The canvas added last."""
        return self._canvases[-1][0]

    def light(
        self,
        x: float,
        y: float,
        radius: float,
        colour: str,
        strength: float,
        depth: float = 1.0,
        behaviour: str = "steady",
    ) -> None:
        """A living glow; one too weak to be seen at this hour is left out."""
        if strength >= 0.04:
            self._lights.append(Light(x, y, radius, colour, min(1.0, strength), depth, behaviour))

    def finished(
        self,
        floor_y: float,
        person_height: float,
        *,
        seats: tuple[PaintedSeat, ...] = (),
        stool: Seat = Seat.STOOL,
        berth: Berth | None = None,
        falls: tuple[Fall, ...] = (),
        rim: str = "",
        rim_side: int = 1,
        ambient: str = "",
        ambient_strength: float | None = None,
        fog: float = 0.0,
        fog_colour: str = "",
        water_y: float | None = None,
        lightning: bool = False,
        vignette: float = 0.4,
    ) -> PaintedSet:
        """The painted set, its light taken from the hour if not given."""
        own = {TimeOfDay.DAWN: 0.3, TimeOfDay.DAY: 0.16, TimeOfDay.DUSK: 0.45, TimeOfDay.NIGHT: 0.58}[
            self.hour.time
        ]
        if self.hour.weather is Weather.STORM:
            own = min(0.65, own + 0.15)
        layers = tuple(
            Layer(canvas.name, canvas.svg(), depth, motion) for canvas, depth, motion in self._canvases
        )
        return PaintedSet(
            layers,
            floor_y,
            person_height,
            ambient or mix(self.hour.tint, "#05060c", (1 - self.hour.exposure) * 0.55),
            own if ambient_strength is None else ambient_strength,
            rim or self.hour.sun,
            rim_side,
            seats,
            tuple(self._lights),
            falls,
            fog,
            fog_colour or self.hour.haze,
            lightning,
            vignette,
            berth,
            stool,
            water_y,
        )


def builder_for(
    place: Place,
    time: TimeOfDay,
    weather: Weather,
    mood: Mood,
    *,
    roofed: bool,
    lamps: str = "",
    environment: EnvironmentState = UNSTATED,
    lain_in: bool = False,
) -> SetBuilder:
    """A builder in the light of that hour.

    `roofed` places are lit as rooms, by lamps of that colour unless the script has them out.
    """
    if environment.dark:
        # Who stands in the dark sees no day either.
        time = TimeOfDay.NIGHT
    outside = outdoors(time, weather, mood)
    hour = indoors(outside, mood, lamps, environment.share(LightKind.LAMPS)) if roofed else outside
    return SetBuilder(
        place,
        unlit(outside) if environment.dark else outside,
        unlit(hour) if environment.dark else hour,
        mood,
        environment,
        lain_in,
    )


def weather_falls(weather: Weather) -> tuple[Fall, ...]:
    """What falls in front of the camera out of doors."""
    return {
        Weather.RAIN: (Fall("rain", 0.6, 0.15),),
        Weather.STORM: (Fall("rain", 1.0, 0.42),),
        Weather.SNOW: (Fall("snow", 0.7, 0.18),),
    }.get(weather, ())


def weather_fog(weather: Weather) -> float:
    """How thick the drifting veils are out of doors."""
    return {Weather.FOG: 0.8, Weather.STORM: 0.12, Weather.RAIN: 0.16, Weather.SNOW: 0.18}.get(weather, 0.0)
