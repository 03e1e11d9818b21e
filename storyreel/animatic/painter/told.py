"""What the words of a shot say of the things in it: which lights burn, what is broken, who kneels. It does not know how anything is drawn."""

from __future__ import annotations

import re
from dataclasses import dataclass

from storyreel.animatic.painter.layers import Seat
from storyreel.film.briefs import DrawnFigure, Picture
from storyreel.film.places import PlaceKind, TimeOfDay
from storyreel.film.storyboard import Pose
from storyreel.planning.standing import LIGHTS, broken_things, is_dark, lights_said, plain

_KNEELS = re.compile(r"\b(?:kneel(?:s|ing)?|knelt|on (?:his|her|their|one) knees?|crouch(?:es|ing|ed)?|squats?)\b")

_SITS_ON = re.compile(
    rf"\b(?:sit(?:s|ting)?|sat|seated|perch(?:es|ed))(?: down)? on (?:a|an|the|her|his) (?:\w+ )?({'|'.join(seat.value for seat in Seat)})\b"
)


@dataclass(frozen=True)
class Told:
    """What is said. Shares of light: 0 out, 1 as bright as the hour allows, None where nothing is said."""

    lamps: float | None = None
    fires: float | None = None
    candles: float | None = None
    windows: float | None = None
    dark: bool = False
    """Whether nothing burns but what is in somebody's hand: people are seen by that, or by next to nothing."""
    held: bool = False
    """Whether in that dark somebody has a candle, a lantern or a torch that burns."""
    broken: frozenset[str] = frozenset()
    someone_lies: bool = False
    kneeling: bool = False
    seat: Seat | None = None
    """What somebody is said to sit on, where it is small enough to be drawn under them."""

    def share(self, thing: str) -> float:
        """How much of its usual light 'lamps', 'fires', 'candles' or 'windows' give, 0 to 1."""
        said: float | None = getattr(self, thing)
        return 1.0 if said is None else said


def told_in(picture: Picture) -> Told:
    """What a picture's own action says, for what it leaves unsaid how things stand by other shots, and last what the script says first of the place."""
    action = plain(picture.action)
    standing = " ".join(picture.standing)
    told = f"{standing} {action}".strip()
    place = plain(picture.prompt.partition("In the script's words:")[2].partition(" Key features:")[0])
    shares = {kind: _share(kind, told, place) for kind in LIGHTS}
    dark = is_dark(told) and (
        picture.place.interior or picture.place.kind is PlaceKind.UNDERWATER or picture.time in (TimeOfDay.DUSK, TimeOfDay.NIGHT)
    )
    held = dark and any(shares[kind] for kind in ("lamps", "candles"))
    return Told(
        **(shares | {"lamps": 0.0, "windows": 0.0} if dark else shares),
        dark=dark,
        held=held,
        broken=broken_things(f"{action} {standing} {place} {' '.join(picture.place.features)}"),
        someone_lies=any(figure.pose is Pose.LYING for figure in picture.figures),
        kneeling=_KNEELS.search(action) is not None,
        seat=_seat_in(action),
    )


def _share(kind: str, told: str, place: str) -> float | None:
    said = lights_said(told, kind)[-1:] or lights_said(place, kind)[:1]
    return said[0].share if said else None


def _seat_in(action: str) -> Seat | None:
    named = _SITS_ON.search(action)
    return Seat(named.group(1)) if named else None


def posed(picture: Picture, told: Told) -> tuple[DrawnFigure, ...]:
    """The people of a picture; who is only said to kneel, and was planned as sitting, kneels."""
    planned = any(figure.pose is Pose.KNEELING for figure in picture.figures)
    if not told.kneeling or planned:
        return picture.figures
    return tuple(figure.model_copy(update={"pose": Pose.KNEELING}) if figure.pose is Pose.SITTING else figure for figure in picture.figures)
