"""Flags that name members of the crew, one for each capability: `--narrator polly`, `--video fal,luma`.

Annotations are values here and no text, because cyclopts reads those of a base class in another module.
"""

from dataclasses import dataclass
from typing import Annotated, TypeAlias

from cyclopts import Group, Parameter

from storyreel.film.abilities import CAPABILITIES

_CREW = Group("Members instead of the crew's own (kept in the folder's film.toml)")


def _names(what: str) -> Parameter:
    """A flag for one capability. what: what its members do."""
    return Parameter(negative="", group=_CREW, help=f"{what}: a name, or several to be asked in turn: a,b.")


Writer: TypeAlias = Annotated[str | None, _names("Plans the shots")]
Images: TypeAlias = Annotated[str | None, _names("Draws the keyframes")]
Trainer: TypeAlias = Annotated[str | None, _names("Trains weights of people and places")]
Video: TypeAlias = Annotated[str | None, _names("Films the clips")]
Narrator: TypeAlias = Annotated[str | None, _names("Speaks the lines")]
Sounds: TypeAlias = Annotated[str | None, _names("Makes effects and ambience")]
Composer: TypeAlias = Annotated[str | None, _names("Writes the music")]
Critic: TypeAlias = Annotated[str | None, _names("Judges takes")]
Listener: TypeAlias = Annotated[str | None, _names("Hears the words of your own narration")]


@Parameter(name="*")
@dataclass(frozen=True)
class CrewNames:
    """Members that are named on the command line."""

    writer: Writer = None
    images: Images = None
    trainer: Trainer = None
    video: Video = None
    narrator: Narrator = None
    sounds: Sounds = None
    composer: Composer = None
    critic: Critic = None
    listener: Listener = None


def with_members(named: dict[str, object]) -> dict[str, object]:
    """Settings by name, with what was typed for each capability gathered under `members`.

    >>> with_members({"look": "noir", "video": "fal, luma"})
    {'look': 'noir', 'members': {'video': ('fal', 'luma')}}
    """
    settings = {name: value for name, value in named.items() if name not in CAPABILITIES}
    members = {name: _in_turn(str(value)) for name, value in named.items() if name in CAPABILITIES}
    return settings | {"members": members} if members else settings


def _in_turn(typed: str) -> tuple[str, ...]:
    return tuple(name for part in typed.split(",") if (name := part.strip()))
