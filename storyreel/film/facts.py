"""What the script states about a shot besides its action: lights, broken things, sleepers, seats."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from storyreel.film.frozen import Frozen


class LightKind(StrEnum):
    """A kind of light that the script speaks of."""

    LAMPS = "lamps"
    FIRES = "fires"
    CANDLES = "candles"
    WINDOWS = "windows"


class LightState(Frozen):
    """How the lights of one kind burn.

    Without arguments, the script says nothing about them, and they burn as is usual at that hour.
    """

    thing: str = Field(
        default="",
        max_length=80,
        pattern=r"^[^\x00-\x1f\x7f\u2028\u2029]*$",
        description="The script's word for the light: 'lens', 'candles'.",
    )
    share: float = Field(default=1.0, ge=0, le=1, description="Share of their usual light: 0 out, 1 lit.")

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return {"thing": self.thing, "share": self.share}


UNSAID = LightState()
_NEVER_IN_THE_DARK = (LightKind.LAMPS, LightKind.WINDOWS)


Thing = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^\w[^\x00-\x1f\x7f.,;:!?\u2028\u2029]*$")]
"""The name of a thing, not a sentence."""


class Seat(StrEnum):
    """Seats that the script may name and that are small enough to be drawn with the person."""

    STOOL = "stool"
    BENCH = "bench"
    BOLLARD = "bollard"
    CRATE = "crate"
    ROCK = "rock"
    LOG = "log"


class Seated(Frozen):
    """A person and what they are said to sit on."""

    who: str = Field(description="Id of a cast member.")
    on: Seat


class EnvironmentState(Frozen):
    """The lights and broken things around the people of a shot."""

    dark: bool = Field(
        default=False, description="Whether every light is out except one that a person holds."
    )
    hand_light: bool = Field(
        default=False,
        description="Whether a person in that dark holds a candle, a lantern or a torch that burns.",
    )
    lamps: LightState = UNSAID
    fires: LightState = UNSAID
    candles: LightState = UNSAID
    windows: LightState = UNSAID
    broken: tuple[Thing, ...] = Field(
        default=(), max_length=50, description="Broken things, in a word or two each: 'mast', 'window'."
    )

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return self.fields_named("dark", "hand_light", "lamps", "fires", "candles", "windows", "broken")

    def light(self, kind: LightKind) -> LightState:
        """How the lights of a kind burn, as stated."""
        return {
            LightKind.LAMPS: self.lamps,
            LightKind.FIRES: self.fires,
            LightKind.CANDLES: self.candles,
            LightKind.WINDOWS: self.windows,
        }[kind]

    def share(self, kind: LightKind) -> float:
        """Share of their usual light that the lights of a kind give, 0 to 1.

        If it is dark, only fires and candles that the script states burn.

        >>> EnvironmentState().share(LightKind.FIRES)
        1.0
        >>> EnvironmentState(fires=LightState(thing="fire", share=0.0)).share(LightKind.FIRES)
        0.0
        >>> EnvironmentState(dark=True, lamps=LightState(thing="lantern")).share(LightKind.LAMPS)
        0.0
        """
        if self.dark and not self._burns_in_the_dark(kind):
            return 0.0
        return self.light(kind).share

    def _burns_in_the_dark(self, kind: LightKind) -> bool:
        return kind not in _NEVER_IN_THE_DARK and self.light(kind) != UNSAID


class ShotFacts(EnvironmentState):
    """Everything that the script states about a shot. A person may edit each field."""

    asleep: tuple[str, ...] = Field(default=(), description="Ids of the people in the frame who sleep.")
    kneeling: tuple[str, ...] = Field(
        default=(), description="Ids of people who kneel although they were planned in another pose."
    )
    fallen: tuple[str, ...] = Field(
        default=(), description="Ids of people who lie where they fell, and not in a bed."
    )
    seats: tuple[Seated, ...] = Field(default=(), description="What people sit on.")
    unsaid: tuple[str, ...] = Field(
        default=(),
        description=(
            "What the action itself does not say, so that prompts state it: 'dark', 'lamps', 'broken mast',"
            " 'asleep mara'."
        ),
        exclude_if=operator.not_,
    )

    @property
    def environment_state(self) -> EnvironmentState:
        """Only the lights and broken things."""
        return EnvironmentState(**{name: getattr(self, name) for name in EnvironmentState.model_fields})

    def seat_of(self, cast_id: str) -> Seat | None:
        """What a person is said to sit on; None if nothing is said."""
        return next((seated.on for seated in self.seats if seated.who == cast_id), None)
