"""The storyboard as a TOML file that people edit."""

# What a person wrote in TOML is of no known type until it is checked against the fields.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import tomlkit
from pydantic import JsonValue
from tomlkit.items import Array, InlineTable, Table

from storyreel.film.cast import CastMember
from storyreel.film.likeness import Likeness
from storyreel.film.places import Environment
from storyreel.film.storyboard import CameraMove, Mood, Scene, Shot, ShotSize, Storyboard, TransitionKind
from storyreel.project.fact_edits import EXPLAINED, NOTHING_SAID, PREFIX
from storyreel.project.overrides import LIKENESS, SHOT_FIELDS, Overrides, fields_of
from storyreel.project.short_forms import shortened

_Fields = dict[tuple[str, str, str], JsonValue]
DIRECTION = (
    "Beside these, a shot takes what you ask of it; `storyreel plan` says what its engine does not take:",
    "  lock = true: it is made again only if you ask; seconds = 6: its length, 0.5 to 120",
    "  extend = true: its clips after the first extend the one before, if its engine can",
    '  engine = "luma", model = "ray-3.2": who films it, in place of the crew\'s',
    '  images = "gemini", images_model = "gemini-3-pro-image": who draws its keyframes',
    '  prompt = "your own words"; negative = "what must not be seen"; seed = 7',
    '  lens = "85mm, shallow focus"; camera = "slow arc to the left", in place of the words for its move',
    '  references = ["harbour.jpg"]: pictures that its engines are shown, from the film\'s folder',
    '  note = "less rain": added to the prompt by the next `storyreel redo`',
)
"""Comment lines about what a director may ask of a shot."""


def storyboard_to_text(storyboard: Storyboard, overrides: Overrides | None = None) -> str:
    """The storyboard as TOML, to be edited by hand: cast, places, then each scene with its shots.

    A shot shows the facts that the script states, and those that are set in `overrides`, which the storyboard
    already has.
    """
    edits = (overrides or Overrides()).edits
    set_by_hand = {(edit.id, edit.field) for edit in edits if edit.is_fact}
    chosen = {edit.key: edit.value for edit in edits if edit.field == LIKENESS}
    document = tomlkit.document()
    for line in _preface(storyboard):
        document.add(tomlkit.comment(line))
    tables = _Tables({**fields_of(storyboard), **chosen}, set_by_hand)
    document.add("cast", tables.of_all("cast", storyboard.cast))
    document.add("places", tables.of_all("place", storyboard.environments))
    document.add("scenes", tables.of_scenes(storyboard.scenes))
    document.add("shots", tables.of_shots(storyboard.scenes))
    return tomlkit.dumps(document)


@dataclass(frozen=True)
class _Tables:
    """Writes the tables of a storyboard."""

    fields: _Fields
    set_by_hand: Collection[tuple[str, str]]
    """Shot id and field of the facts that the person set."""

    def of_all(self, target: str, entries: Sequence[CastMember | Environment]) -> Table:
        """A table of the tables of people or of places."""
        return _section((entry.id, self._of(target, entry.id)) for entry in entries)

    def of_scenes(self, scenes: Sequence[Scene]) -> Table:
        """A table of the scenes' tables, each with its heading as a comment."""
        return _section((scene.id, self._of_scene(scene)) for scene in scenes)

    def _of_scene(self, scene: Scene) -> Table:
        table = self._of("scene", scene.id)
        table.comment(scene.heading.replace("\n", " "))
        return table

    def of_shots(self, scenes: Sequence[Scene]) -> Table:
        """A table of the shots' tables."""
        return _section((shot.id, self._of_shot(shot)) for scene in scenes for shot in scene.shots)

    def _of(self, target: str, name: str) -> Table:
        table = tomlkit.table()
        for (kind, owner, field), value in self.fields.items():
            if (kind, owner) == (target, name) and (field != LIKENESS or value):
                _add_field(table, field, value)
        return table

    def _of_shot(self, shot: Shot) -> Table:
        table = tomlkit.table()
        for field in SHOT_FIELDS:
            if field != "title" or shot.title:
                table.add(field, _toml(self.fields["shot", shot.id, field]))
            if field == "action" and (facts := self._facts_of(shot)):
                table.add("facts", _inline(facts))
        for field, value in shot.direction.model_dump(mode="json", exclude_defaults=True).items():
            table.add(field, _toml(value))
        return table

    def _facts_of(self, shot: Shot) -> dict[str, JsonValue]:
        """The facts that the script states, and those that a person set, if only to nothing."""
        shown = (field for field in NOTHING_SAID if self._is_shown(shot, field))
        return {field.removeprefix(PREFIX): self._fact(shot, field) for field in shown}

    def _fact(self, shot: Shot, field: str) -> JsonValue:
        return _without_unnamed(self.fields["shot", shot.id, field])

    def _is_shown(self, shot: Shot, field: str) -> bool:
        return self._is_stated(shot, field) or (shot.id, field) in self.set_by_hand

    def _is_stated(self, shot: Shot, field: str) -> bool:
        return self.fields["shot", shot.id, field] != NOTHING_SAID[field]


def _add_field(table: Table, field: str, value: JsonValue) -> None:
    """Add a field; 'look.garment' goes into the inline table `look`."""
    whole, _, part = field.partition(".")
    if not part:
        table.add(field, _toml(value))
        return
    if whole not in table:
        table.add(whole, tomlkit.inline_table())
    table[whole][part] = value  # type: ignore[index] - an inline table, made above


def _section(tables: Iterable[tuple[str, Table]]) -> Table:
    """A table of tables that has no header of its own."""
    section = tomlkit.table(is_super_table=True)
    for name, table in tables:
        section.add(name, table)
    return section


def _without_unnamed(value: JsonValue) -> JsonValue:
    """A light for which the script has no word is written without the empty word."""
    if not isinstance(value, dict):
        return value
    return {name: part for name, part in value.items() if name != "thing" or part}


def _inline(value: JsonValue) -> Any:
    """Tables and lists on one line."""
    if isinstance(value, dict):
        table = tomlkit.inline_table()
        for name, entry in value.items():
            table.append(name, _inline(entry))
        return table
    if isinstance(value, list):
        array = tomlkit.array()
        array.extend(_inline(entry) for entry in value)
        return array
    return value


def _toml(value: JsonValue) -> Any:
    """A value as it is written; tables in a list on a line each."""
    return _array(value) if isinstance(value, list) else value


def _array(value: list[JsonValue]) -> Array:
    array = tomlkit.array()
    array.extend(_entries(value))
    return array.multiline(_holds_tables(value))


def _holds_tables(values: list[JsonValue]) -> bool:
    return len(values) > 0 and isinstance(values[0], dict)


def _entries(values: list[JsonValue]) -> Iterator[Any]:
    for entry in values:
        yield _inline_table(entry) if isinstance(entry, dict) else entry


def _inline_table(entry: dict[str, JsonValue]) -> InlineTable:
    inline = tomlkit.inline_table()
    inline.update(shortened(entry))
    return inline


def _preface(storyboard: Storyboard) -> list[str]:
    """Comment lines for the head of the file."""
    return [
        f"Storyboard of {storyboard.title.title}".replace("\n", " "),
        (
            "Change any value; what you change is kept when the screenplay changes elsewhere. `skip = true`"
            " in a shot leaves it out."
        ),
        f"size: {', '.join(ShotSize)}",
        f"move: {', '.join(CameraMove)}",
        f"transition (how a shot begins): {', '.join(TransitionKind)}",
        f"mood: {', '.join(Mood)}",
        'title: words shown over the shot, such as title = "Ten years later"; \\n parts two titles',
        f'likeness of a person or place, such as likeness = "lora": {", ".join(Likeness)}',
        *DIRECTION,
        *EXPLAINED,
    ]
