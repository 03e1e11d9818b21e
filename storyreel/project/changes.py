"""Changes of a shot, scene, person or place, set in `storyboard.toml` after they were checked."""

# tomlkit's tables have no types.
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false, reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import tomlkit
from pydantic import Field, JsonValue

from storyreel.film.direction import ShotDirection
from storyreel.film.errors import UsageError, shown
from storyreel.film.storyboard import CameraMove, ShotSize, Storyboard, TransitionKind
from storyreel.project.overrides import Override, Overrides, fields_of
from storyreel.project.project import STORYBOARD_FILE, Project
from storyreel.project.subject_names import people_of, places_of, subject_named
from storyreel.project.text_edits import TABLES
from storyreel.project.toml_text import TomlTable

Changes = Mapping[str, JsonValue]
"""Values by field; None takes the person's value away, so that the storyboard's own counts again."""
_HEADINGS = {target: heading for heading, target in TABLES.items()}
_MOST_LISTED = 40


class ShotChanges(ShotDirection):
    """What a person changes about one shot; what is not set stays as it is."""

    size: ShotSize | None = Field(default=None, description="How much of a person the frame holds.")
    move: CameraMove | None = Field(default=None, description="What the camera does.")
    transition: TransitionKind | None = Field(default=None, description="How the shot begins.")
    skip: bool = Field(default=False, description="Whether it is left out of the film.")

    def changes(self) -> Changes:
        """The values that were set, by field."""
        return self.model_dump(mode="json", exclude_unset=True)


def fields_that_change(project: Project, name: str) -> dict[str, JsonValue]:
    """The fields of a shot, scene, person or place, with the values that they have without edits.

    Raises:
        UsageError: the film has no storyboard yet, or nothing of that id.
    """
    base = _base(project)
    target = _target(base, name)
    return {
        field: value
        for (kind, owner, field), value in fields_of(base).items()
        if (kind, owner) == (target, name)
    }


def change(project: Project, changes: Mapping[str, Changes]) -> None:
    """Set fields by id, in the film's file and memory. Nothing is written if one of them does not fit.

    Raises:
        UsageError: the film has no storyboard yet, or nothing of that id.
        StoryboardError: a name or value does not fit; says what is accepted.
    """
    text = changed_text(project, changes)
    project.edits(text)
    project.files.write(STORYBOARD_FILE, text.encode())
    project.import_edits()


def change_before_planning(project: Project, changes: Mapping[str, Changes]) -> None:
    """As `change`; for a film without a storyboard, the changes are kept for the shots that it will have."""
    if not changes:
        return
    if project.state.base is not None:
        change(project, changes)
        return
    new = Overrides(
        edits=tuple(
            Override(target="shot", id=name, field=field, value=value)
            for name, fields in changes.items()
            for field, value in fields.items()
        )
    )
    project.remember(overrides=project.state.overrides.merged(new))


def changed_text(project: Project, changes: Mapping[str, Changes]) -> str:
    """The text of the film's storyboard with the changes; nothing is written."""
    base = _base(project)
    document = tomlkit.parse(project.editable_text(base))
    for name, fields in changes.items():
        table = _table(document, _HEADINGS[_target(base, name)], name)
        for field, value in fields.items():
            _set(table, field, value)
    return tomlkit.dumps(document)


def id_typed(project: Project, name: str) -> str:
    """The id that is meant, whatever the letters' case; a person or place also by name; else what was typed.

    A film without a storyboard has no ids yet.
    """
    base = project.state.base
    if base is None:
        return name
    ids = {owner.casefold(): owner for _, owner, _ in fields_of(base)}
    named = subject_named(name, people_of(base) | places_of(base))
    return ids.get(name.casefold()) or named or name


def _base(project: Project) -> Storyboard:
    if project.state.base is None:
        raise _no_storyboard(project)
    return project.state.base


def _no_storyboard(project: Project) -> UsageError:
    return UsageError(
        f"{project.slug} has no storyboard yet, so it has no shots to change. Type `storyreel make"
        f" {project.script} --out {project.folder} --until storyboard` first. Nothing was changed."
    )


def _target(base: Storyboard, name: str) -> str:
    """'shot', 'scene', 'cast' or 'place'."""
    ids = _targets(base)
    if name not in ids:
        raise _unknown(name, ids)
    return ids[name]


def _targets(base: Storyboard) -> dict[str, str]:
    return {owner: target for target, owner, _ in fields_of(base)}


def _unknown(name: str, ids: Mapping[str, str]) -> UsageError:
    """ids: the target of each id of the film."""
    shots = [owner for owner, target in ids.items() if target == "shot"]
    others = [owner for owner, target in ids.items() if target in ("cast", "place")]
    more = f" and {len(shots) - _MOST_LISTED} more" if len(shots) > _MOST_LISTED else ""
    return UsageError(
        f"The film has no shot, scene, person or place {shown(name)}. Its shots are"
        f" {', '.join(shots[:_MOST_LISTED])}{more}; its people and places are {', '.join(others)}."
        " Nothing was changed."
    )


def _table(document: Any, heading: str, name: str) -> Any:
    if heading not in document:
        document.add(heading, tomlkit.table(is_super_table=True))
    if name not in document[heading]:
        document[heading].add(name, tomlkit.table())
    return document[heading][name]


def _set(table: TomlTable, field: str, value: JsonValue) -> None:
    whole, _, part = field.partition(".")
    if part:
        table.setdefault(whole, tomlkit.inline_table())
        table = table[whole]
    if value is None:
        table.pop(part or whole, None)
    else:
        table[part or whole] = value
