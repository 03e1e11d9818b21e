"""Where a film plays: places, time of day, weather, and one `Environment` for each distinct place."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from enum import StrEnum

from pydantic import Field

from storyreel.film.colours import Colour
from storyreel.film.frozen import Frozen
from storyreel.film.place_kinds import PlaceKind


class TimeOfDay(StrEnum):
    """The light of a scene."""

    DAWN = "dawn"
    DAY = "day"
    DUSK = "dusk"
    NIGHT = "night"


class Weather(StrEnum):
    """What falls from or hangs in the sky; interiors see it through their windows."""

    CLEAR = "clear"
    RAIN = "rain"
    SNOW = "snow"
    FOG = "fog"
    STORM = "storm"


class Setting(Frozen):
    """What a scene heading says."""

    place: str = Field(
        description=(
            "As the heading names it, parts joined by ' - ', the whole before its part; '' if it names none."
        )
    )
    interior: bool | None = Field(default=None, description="None if it does not say, or says both.")
    time: TimeOfDay | None = Field(default=None, description="None if it says none, or 'LATER'.")
    remarks: tuple[str, ...] = Field(
        default=(), description="What else it says of time, as written: 'LATER', 'FLASHBACK'."
    )


class Place(Frozen):
    """What a place looks like at any hour: enough for a painter, an image model or a person.

    It has no id and no position in the film, so that a scene can be moved without buying anything again.
    """

    kind: PlaceKind
    interior: bool
    name: str = Field(description="The name as the screenplay gives it, for example 'LIGHTHOUSE'.")
    features: tuple[str, ...] = Field(
        default=(),
        description="Things named in the script that must be seen: 'lighthouse', 'piano', 'stove'.",
    )
    palette: tuple[Colour, ...] = Field(
        default=(),
        description=(
            "Three to five '#rrggbb' colours allotted to this place in this film, base first, accent last."
        ),
    )
    seed: int = Field(
        default=0, ge=0, lt=2**32, description="Decides everything that chance decides in this place."
    )

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return self.fields_named("kind", "interior", "name", "features", "palette", "seed")


class Environment(Frozen):
    """One distinct place of the film. The same place by day and by night is one environment."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="Slug of the name.")
    place: Place
    times: tuple[TimeOfDay, ...] = Field(
        default=(), description="Every time of day at which the film visits it."
    )
    weathers: tuple[Weather, ...] = Field(
        default=(), description="Every weather in which the film visits it."
    )
    description: str = Field(
        default="",
        description="What the action says about it, in the script's own words or in those of a writer.",
    )
    script: str = Field(
        default="",
        description="What the action says about it, if the description says it in other words.",
        exclude_if=operator.not_,
    )
