"""Gives a person of a film another name: looks, voice and edits stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from storyreel.film.cast import NARRATOR_ID, CastMember
from storyreel.film.errors import UsageError
from storyreel.film.storyboard import Storyboard
from storyreel.project.cast_changes import member_named
from storyreel.project.film_toml import rename_person
from storyreel.project.project import SETTINGS_FILE, Project

_NO_PEOPLE = ("id", "environment_id")
"""Fields of scenes and shots that name no person."""


def rename(project: Project, old: str, new: str) -> CastMember:
    """Rename a person of the film; returns them as they are from now on.

    The person may still be in the film, or may have left it since the screenplay has the new name.

    Raises:
        UsageError: the film never had the old name, or both are in it at present.
    """
    base = project.state.base
    present = base.cast if base else ()
    member = member_named(present, old) or member_named(project.state.former_cast, old)
    if base is None or member is None or member.id == NARRATOR_ID:
        raise _unknown(old, (*present, *project.state.former_cast))
    double = member_named(present, new)
    if double and member_named(present, old):
        raise UsageError(
            f"{old!r} and {new!r} are both people of the film. Nothing was changed. Give them one name in the"
            " screenplay first, and make the storyboard again: storyreel make ... --until storyboard."
        )
    renamed = member.model_copy(update={"name": new.strip().upper()})
    former = tuple(one for one in project.state.former_cast if one.id != member.id)
    project.write_storyboard(_with_person(base, member, double, renamed))
    project.remember(former_cast=former)
    rename_person(project.folder / SETTINGS_FILE, old, renamed.name)
    return renamed


def _with_person(
    base: Storyboard, member: CastMember, double: CastMember | None, renamed: CastMember
) -> Storyboard:
    """The storyboard with the person under the new name, also where a double stood for them."""
    replaced = (double or member).id
    cast = [renamed if one.id == replaced else one for one in base.cast]
    dumped = base.model_dump(mode="json")
    scenes = _with_id(dumped["scenes"], replaced, member.id)
    cast_dumped = [one.model_dump(mode="json") for one in cast]
    return Storyboard.model_validate(dumped | {"scenes": scenes, "cast": cast_dumped})


def _with_id(value: Any, old: str, new: str) -> Any:
    """JSON in which a person's id is another, as a value and as a key."""
    if isinstance(value, list):
        return [_with_id(entry, old, new) for entry in value]
    if isinstance(value, dict):
        return {
            new if name == old else name: entry if name in _NO_PEOPLE else _with_id(entry, old, new)
            for name, entry in value.items()
        }
    return new if value == old else value


_MAKE_STORYBOARD = "`storyreel make SCRIPT --until storyboard` first"


def _unknown(name: str, known: Sequence[CastMember]) -> UsageError:
    names = ", ".join(sorted({one.name for one in known if one.id != NARRATOR_ID}))
    has = f"it has {names}" if names else f"it has no storyboard yet; run {_MAKE_STORYBOARD}"
    return UsageError(f"The film has no one called {name!r}: {has}. Nothing was changed.")
