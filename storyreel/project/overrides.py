"""A person's edits of the storyboard, kept field by field over the generated base, so that they outlive its changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, Field, JsonValue, ValidationError

from storyreel.film.errors import StoryboardError, shown
from storyreel.film.frozen import Frozen
from storyreel.film.places import Environment
from storyreel.film.storyboard import Scene, Shot, Storyboard
from storyreel.planning.continuity import facts_read
from storyreel.planning.limits import with_scenes
from storyreel.project.fact_edits import PREFIX, checked_facts, fact_fields, people_in

Value = TypeVar("Value", bound=BaseModel)

# What may be edited; ids, sources and headings follow from the screenplay.
SHOT_FIELDS = ("size", "move", "transition", "action", "figures", "lines", "cues", "title")
SCENE_FIELDS = ("mood", "time", "weather")
CAST_FIELDS = ("name", "description", "look", "voice")
PLACE_FIELDS = ("kind", "name", "features", "palette", "description")
SKIP = "skip"


class Override(Frozen):
    """One edited field.

    `target` is 'shot', 'scene', 'cast' or 'place'; `id` the shot's, scene's, person's or place's id; `field`
    its field, with a dot for parts ('look.garment'). `base` is what the storyboard said when the edit was
    made, `value` what the person wants.
    """

    target: str = Field(pattern=r"^(shot|scene|cast|place)$")
    id: str
    field: str
    base: JsonValue = None
    value: JsonValue = None

    @property
    def is_fact(self) -> bool:
        """Whether it sets what the script states about a shot."""
        return self.target == "shot" and self.field.startswith(PREFIX)

    def same_field(self, other: Override) -> bool:
        """Whether the other edit sets the same field."""
        return (self.target, self.id, self.field) == (other.target, other.id, other.field)


class Overrides(Frozen):
    """All edits of one storyboard."""

    edits: tuple[Override, ...] = ()

    def merged(self, newer: Overrides) -> Overrides:
        """These edits, and newer ones in the place of those on the same field."""
        table = {(edit.target, edit.id, edit.field): edit for edit in (*self.edits, *newer.edits)}
        return Overrides(edits=tuple(table.values()))


def fields_of(storyboard: Storyboard) -> dict[tuple[str, str, str], JsonValue]:
    """Every field that may be edited, as JSON, under (target, id, field), in the order of the film."""
    table: dict[tuple[str, str, str], JsonValue] = {}
    for member in storyboard.cast:
        table.update(_flat("cast", member.id, member, CAST_FIELDS))
    for environment in storyboard.environments:
        dumped = {**environment.place.model_dump(mode="json"), "description": environment.description}
        table.update({("place", environment.id, name): dumped[name] for name in PLACE_FIELDS})
    for scene in storyboard.scenes:
        table.update(_flat("scene", scene.id, scene, SCENE_FIELDS))
        for shot in scene.shots:
            table[("shot", shot.id, SKIP)] = False
            table.update(_flat("shot", shot.id, shot, SHOT_FIELDS))
            table.update(
                {("shot", shot.id, field): value for field, value in fact_fields(shot.facts).items()}
            )
    return table


def _flat(
    target: str, name: str, value: BaseModel, fields: Iterable[str]
) -> dict[tuple[str, str, str], JsonValue]:
    dumped = value.model_dump(mode="json", include=set(fields))
    flat: dict[tuple[str, str, str], JsonValue] = {}
    for field in fields:
        dumped.setdefault(field, "")  # a shot without a title is kept without the word
        if isinstance(dumped[field], dict):
            flat.update({(target, name, f"{field}.{part}"): entry for part, entry in dumped[field].items()})
        else:
            flat[(target, name, field)] = dumped[field]
    return flat


def apply_overrides(base: Storyboard, overrides: Overrides) -> tuple[Storyboard, tuple[str, ...]]:
    """The storyboard with the edits, and a sentence for each edit whose base has changed or gone since it was made.

    Edits win, also over a changed base. One whose shot, person or place is gone is kept aside and said. What
    the script states about the shots is found again in the edited words.

    Raises:
        StoryboardError: a value does not fit its field, or every shot is skipped.
    """
    present = fields_of(base)
    standing = [edit for edit in overrides.edits if (edit.target, edit.id, edit.field) in present]
    wanted: dict[tuple[str, str], dict[str, JsonValue]] = {}
    for edit in standing:
        if not edit.is_fact:
            wanted.setdefault((edit.target, edit.id), {})[edit.field] = edit.value
    facts = checked_facts((edit.id, edit.field, edit.value) for edit in standing if edit.is_fact)
    edited, read = facts_read(_edited(base, wanted), facts)
    _check_people(edited)
    for shot_id, found in read.items():
        present.update({("shot", shot_id, field): value for field, value in fact_fields(found).items()})
    drift = (note for edit in overrides.edits if (note := _drift(edit, present)))
    return edited, (*drift, *_of_nobody(edited, facts))


def with_facts_again(storyboard: Storyboard, overrides: Overrides) -> Storyboard:
    """A part of the edited film, with the facts that its own shots state: what happens in a shot that is left out does not hold in those that stay."""
    present = {shot.id for _, shot in storyboard.shots()}
    facts = checked_facts(
        (edit.id, edit.field, edit.value) for edit in overrides.edits if edit.is_fact and edit.id in present
    )
    return facts_read(storyboard, facts)[0]


def _drift(edit: Override, present: Mapping[tuple[str, str, str], JsonValue]) -> str:
    """What a person should know of an edit: that what it was made over has changed or gone.

    '' if it has not.
    """
    key = (edit.target, edit.id, edit.field)
    if key not in present:
        return (
            f"Your edit of {_where(edit)} has nothing to stand on any more: the screenplay no longer gives"
            f" that {edit.target}."
        )
    if _unplaced(present[key]) in (_unplaced(edit.base), _unplaced(edit.value)):
        return ""
    where = _where(edit) if edit.target == "shot" else _where(edit).capitalize()
    return (
        f"{where} was {_said(edit.base)} when you set it to {_said(edit.value)}; the screenplay now makes it"
        f" {_said(present[key])}. Your edit stands."
    )


def _unplaced(value: JsonValue) -> JsonValue:
    """A value without the lines of the screenplay that it stands in, which change with every line put in before."""
    if isinstance(value, dict):
        return {
            name: _unplaced(inner) for name, inner in value.items() if name not in ("source", "source_line")
        }
    return [_unplaced(inner) for inner in value] if isinstance(value, list) else value


def _edited(base: Storyboard, wanted: Mapping[tuple[str, str], dict[str, JsonValue]]) -> Storyboard:
    cast = tuple(
        _with_fields(member, "cast", member.id, wanted.get(("cast", member.id))) for member in base.cast
    )
    environments = tuple(
        _with_place(environment, wanted.get(("place", environment.id))) for environment in base.environments
    )
    scenes: list[Scene] = []
    for scene in base.scenes:
        shots = _shots(scene, wanted)
        if shots:
            scenes.append(
                _with_fields(
                    scene.model_copy(update={"shots": shots}),
                    "scene",
                    scene.id,
                    wanted.get(("scene", scene.id)),
                )
            )
    if not scenes:
        raise StoryboardError(
            "Every shot is skipped, so nothing is left to film. Take `skip = true` from at least one shot."
        )
    edited = base.model_copy(update={"cast": cast, "environments": environments, "scenes": tuple(scenes)})
    return edited if len(scenes) == len(base.scenes) else with_scenes(edited, scenes)


def _shots(scene: Scene, wanted: Mapping[tuple[str, str], dict[str, JsonValue]]) -> tuple[Shot, ...]:
    kept: list[Shot] = []
    for shot in scene.shots:
        edits = dict(wanted.get(("shot", shot.id), {}))
        if edits.pop(SKIP, False) is not True:
            if "action" in edits:
                edits["script"] = ""  # the person's words are the ones that are read now
            kept.append(_with_fields(shot, "shot", shot.id, edits))
    return tuple(kept)


def _with_place(environment: Environment, edits: dict[str, JsonValue] | None) -> Environment:
    if not edits:
        return environment
    edits = dict(edits)
    script = "" if "description" in edits else environment.script
    description = edits.pop("description", environment.description)
    place = _with_fields(environment.place, "place", environment.id, edits)
    return environment.model_copy(update={"place": place, "description": str(description), "script": script})


def _with_fields(value: Value, target: str, name: str, edits: Mapping[str, JsonValue] | None) -> Value:
    """The value with fields set, checked as if it were new.

    Raises:
        StoryboardError: with the field, the value given and the values accepted.
    """
    if not edits:
        return value
    dumped = value.model_dump(mode="json")
    for field, entry in edits.items():
        whole, _, part = field.partition(".")
        if part:
            dumped[whole][part] = entry
        else:
            dumped[whole] = entry
    try:
        return type(value).model_validate_json(_json(dumped))
    except ValidationError as error:
        raise _unusable(target, name, error) from error


def _json(value: Any) -> str:
    import json

    return json.dumps(value)


def _unusable(target: str, name: str, error: ValidationError, line: int | None = None) -> StoryboardError:
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"])
    accepted = str(first.get("ctx", {}).get("expected") or first["msg"]).removeprefix("Value error, ")
    return StoryboardError(
        f"{target} {name}: {field} is {shown(first['input'])}; accepted is {accepted}. Change it or "
"take the line away.",
        target=target, id=name, field=field, value=shown(first["input"], 200).strip("'"), line=line,
    )  # fmt: skip


def _check_people(storyboard: Storyboard) -> None:
    known = {member.id for member in storyboard.cast}
    for _, shot in storyboard.shots():
        named = (*(figure.cast_id for figure in shot.figures), *(line.cast_id for line in shot.lines))
        for field, cast_id in (*(("cast_id", name) for name in named), *people_in(shot)):
            if cast_id not in known:
                raise StoryboardError(
                    f"shot {shot.id}: {cast_id!r} is not in the cast; accepted are "
f"{', '.join(sorted(known))}. Use one of these, or write the person into the "
"screenplay.",
                    target="shot", id=shot.id, field=field, value=cast_id,
                )  # fmt: skip


def _of_nobody(storyboard: Storyboard, facts: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """A sentence for each person of whom a person set a fact in a shot that does not show them."""
    return tuple(
        f"{shot.id}, {field}, names {who!r}, who is not in that shot's `figures`; it changes nothing there."
        for _, shot in storyboard.shots()
        for field, who in people_in(shot)
        if field.removeprefix(PREFIX) in facts.get(shot.id, {})
        and who not in {figure.cast_id for figure in shot.figures}
    )


def _where(edit: Override) -> str:
    return f"{edit.target} {edit.id}, {edit.field}," if edit.target != "shot" else f"{edit.id}, {edit.field},"


def _said(value: JsonValue) -> str:
    """A value in words: people, lines and sounds as they would be told, never as they are kept."""
    if isinstance(value, list):
        text = "; ".join(_said(entry) for entry in value) or "nothing"
    elif isinstance(value, dict):
        text = _told(value)
    elif isinstance(value, bool):
        text = "yes" if value else "no"
    else:
        text = shown(value)
    return text if len(text) <= 120 else f"{text[:117]}..."


def _told(entry: dict[str, JsonValue]) -> str:
    if "text" in entry:
        return f"{entry.get('cast_id', '')} says {entry['text']!r}"
    if "sound" in entry:
        return f"{entry['sound']!r}"
    if "share" in entry:
        return (
            f"{entry.get('thing') or 'as usual'} ({entry['share']:g})"
            if entry["share"] != 1 or entry.get("thing")
            else "as usual"
        )
    if "on" in entry:
        return f"{entry.get('who', '')} on a {entry['on']}"
    if "cast_id" in entry:
        x = entry.get("x", 0.5)
        side = (
            "left"
            if isinstance(x, (int, float)) and x < 0.42
            else "right"
            if isinstance(x, (int, float)) and x > 0.58
            else "in the middle"
        )
        facing = entry.get("facing", "camera")
        return (
            f"{entry['cast_id']} {entry.get('pose', 'standing')} {side},"
            f" {'seen from behind' if facing == 'away' else f'facing {facing}'}"
        )
    return ", ".join(f"{name} {_said(part)}" for name, part in entry.items())
