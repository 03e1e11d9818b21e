"""A person's edits of the storyboard, kept field by field, so that they hold when the base changes."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, Field, JsonValue, ValidationError

from storyreel.film.direction import DIRECTION_FIELDS, NOTHING_ASKED, ShotDirection
from storyreel.film.errors import StoryboardError, shown
from storyreel.film.facts import ShotFacts
from storyreel.film.frozen import Frozen
from storyreel.film.likeness import Likeness
from storyreel.film.places import Environment
from storyreel.film.storyboard import Scene, Shot, Storyboard
from storyreel.film.wrong_values import why_wrong
from storyreel.planning.continuity import facts_read
from storyreel.planning.limits import with_scenes
from storyreel.project.edit_words import value_in_words
from storyreel.project.fact_edits import PREFIX, checked_facts, fact_fields, people_in

Value = TypeVar("Value", bound=BaseModel)
_Key = tuple[str, str, str]
"""Target, id and field."""
_Wanted = Mapping[tuple[str, str], dict[str, JsonValue]]
"""Edited values by field, by target and id."""

# What may be edited; ids, sources and headings follow from the screenplay.
SHOT_FIELDS = ("size", "move", "transition", "action", "figures", "lines", "cues", "title")
_SCENE_FIELDS = ("mood", "time", "weather")
_PLACES_IN_SCRIPT = ("source", "source_line")
_CAST_FIELDS = ("name", "description", "look", "voice")
_PLACE_FIELDS = ("kind", "name", "features", "palette", "description")
SKIP = "skip"
LIKENESS = "likeness"
"""Of a person or place: what keeps them alike; '' for what the film's settings say."""
LOCK = "lock"
"""Of a shot's direction: it stays as it was made, whatever changes."""


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

    @property
    def key(self) -> _Key:
        """Target, id and field."""
        return (self.target, self.id, self.field)

    def same_field(self, other: Override) -> bool:
        """Whether the other edit sets the same field."""
        return self.key == other.key


class Overrides(Frozen):
    """All edits of one storyboard."""

    edits: tuple[Override, ...] = ()

    def merged(self, newer: Overrides) -> Overrides:
        """These edits, and newer ones in the place of those on the same field."""
        table = {edit.key: edit for edit in (*self.edits, *newer.edits)}
        return Overrides(edits=tuple(table.values()))


def locked_shots(overrides: Overrides) -> frozenset[str]:
    """Ids of the shots that the person locked."""
    edits = _locks(overrides)
    return frozenset(edit.id for edit in edits if edit.value is True)


def _locks(overrides: Overrides) -> Iterator[Override]:
    return (edit for edit in overrides.edits if edit.target == "shot" and edit.field == LOCK)


def fields_of(storyboard: Storyboard) -> dict[_Key, JsonValue]:
    """Every field that may be edited, as JSON, under (target, id, field), in the order of the film."""
    table: dict[_Key, JsonValue] = {}
    for member in storyboard.cast:
        table.update(_flat("cast", member.id, member, _CAST_FIELDS))
        table["cast", member.id, LIKENESS] = ""
    for environment in storyboard.environments:
        table.update(_place_fields(environment))
    for scene in storyboard.scenes:
        table.update(_flat("scene", scene.id, scene, _SCENE_FIELDS))
        for shot in scene.shots:
            table["shot", shot.id, SKIP] = False
            table.update(_flat("shot", shot.id, shot, SHOT_FIELDS))
            table.update(_flat("shot", shot.id, shot.direction, DIRECTION_FIELDS))
            table.update(_fact_fields(shot.id, shot.facts))
    return table


def _place_fields(environment: Environment) -> dict[_Key, JsonValue]:
    dumped = {**environment.place.model_dump(mode="json"), "description": environment.description}
    fields: dict[_Key, JsonValue] = {("place", environment.id, name): dumped[name] for name in _PLACE_FIELDS}
    return {**fields, ("place", environment.id, LIKENESS): ""}


def _fact_fields(shot_id: str, facts: ShotFacts) -> dict[_Key, JsonValue]:
    return {("shot", shot_id, field): value for field, value in fact_fields(facts).items()}


def _flat(target: str, name: str, value: BaseModel, fields: Iterable[str]) -> dict[_Key, JsonValue]:
    dumped = value.model_dump(mode="json", include=set(fields))
    flat: dict[_Key, JsonValue] = {}
    for field in fields:
        dumped.setdefault(field, "")  # a shot without a title is kept without the word
        if isinstance(dumped[field], dict):
            flat.update({(target, name, f"{field}.{part}"): entry for part, entry in dumped[field].items()})
        else:
            flat[target, name, field] = dumped[field]
    return flat


def apply_overrides(base: Storyboard, overrides: Overrides) -> tuple[Storyboard, tuple[str, ...]]:
    """The storyboard with the edits, and a sentence for each edit whose base has changed or is gone.

    Edits win, also over a changed base. One whose shot, person or place is gone is kept and named in a
    sentence. What the script states about the shots is read again in the edited words.

    Raises:
        StoryboardError: a value does not fit its field, or every shot is skipped.
    """
    present = fields_of(base)
    applied = [edit for edit in overrides.edits if edit.key in present]
    facts = checked_facts((edit.id, edit.field, edit.value) for edit in applied if edit.is_fact)
    edited, read = facts_read(_edited(base, _wanted(applied)), facts)
    _check_people(edited)
    for shot_id, found in read.items():
        present.update(_fact_fields(shot_id, found))
    drift = [note for edit in overrides.edits if (note := _drift(edit, present))]
    return edited, (*drift, *_facts_without_effect(edited, facts))


def _wanted(edits: Iterable[Override]) -> _Wanted:
    """The edited values of everything but facts."""
    wanted: dict[tuple[str, str], dict[str, JsonValue]] = {}
    for edit in edits:
        if not edit.is_fact:
            wanted.setdefault((edit.target, edit.id), {})[edit.field] = edit.value
    return wanted


def directions_in(overrides: Overrides) -> dict[str, ShotDirection]:
    """What is asked of single shots, by shot id; also of shots that the film does not have at present.

    Raises:
        StoryboardError: a value does not fit its field.
    """
    asked: dict[str, dict[str, JsonValue]] = {}
    for edit in overrides.edits:
        if edit.target == "shot" and edit.field in DIRECTION_FIELDS:
            asked.setdefault(edit.id, {})[edit.field] = edit.value
    return {
        shot_id: _with_fields(NOTHING_ASKED, "shot", shot_id, wishes) for shot_id, wishes in asked.items()
    }


def with_facts_again(storyboard: Storyboard, overrides: Overrides) -> Storyboard:
    """A part of the edited film, with the facts that its own shots state.

    What happens in a shot that is left out does not hold in the others.
    """
    present = {shot.id for _, shot in storyboard.shots()}
    facts = checked_facts(
        (edit.id, edit.field, edit.value) for edit in overrides.edits if edit.is_fact and edit.id in present
    )
    return facts_read(storyboard, facts)[0]


def _drift(edit: Override, present: Mapping[_Key, JsonValue]) -> str:
    """That what an edit was made over has changed or is gone, in a sentence; '' if it has not."""
    if edit.key not in present:
        return (
            f"Your edit of {_where(edit)} has nothing to stand on any more: the screenplay no longer gives"
            f" that {edit.target}."
        )
    now = present[edit.key]
    if _unplaced(now) in (_unplaced(edit.base), _unplaced(edit.value)):
        return ""
    where = _where(edit) if edit.target == "shot" else _where(edit).capitalize()
    return (
        f"{where} was {value_in_words(edit.base)} when you set it to {value_in_words(edit.value)}; the"
        f" screenplay now makes it {value_in_words(now)}. Your edit stands."
    )


def _unplaced(value: JsonValue) -> JsonValue:
    """A value without its line numbers in the screenplay, which change with every line put in before."""
    if isinstance(value, dict):
        return {name: _unplaced(inner) for name, inner in value.items() if name not in _PLACES_IN_SCRIPT}
    if isinstance(value, list):
        return list(map(_unplaced, value))
    return value


def _edited(base: Storyboard, wanted: _Wanted) -> Storyboard:
    cast = tuple(
        _with_fields(member, "cast", member.id, _shown_by(wanted, "cast", member.id)) for member in base.cast
    )
    environments = tuple(
        _with_place(environment, _shown_by(wanted, "place", environment.id))
        for environment in base.environments
    )
    scenes = list(_scenes(base, wanted))
    if not scenes:
        raise StoryboardError(
            "Every shot is skipped, so nothing is left to film. Take `skip = true` from at least one shot."
        )
    edited = base.model_copy(update={"cast": cast, "environments": environments, "scenes": tuple(scenes)})
    return edited if len(scenes) == len(base.scenes) else with_scenes(edited, scenes)


def _shown_by(wanted: _Wanted, target: str, name: str) -> dict[str, JsonValue]:
    """The edits of a person or place that change the storyboard; what keeps them alike is not in it."""
    edits = wanted.get((target, name), {})
    if LIKENESS in edits:
        _likeness(target, name, edits[LIKENESS])
    return {field: value for field, value in edits.items() if field != LIKENESS}


def likenesses_in(overrides: Overrides) -> dict[str, Likeness]:
    """What is to keep single people and places alike, by id, as far as the storyboard says.

    Raises:
        StoryboardError: it says something else.
    """
    edits = (edit for edit in overrides.edits if edit.field == LIKENESS and edit.value != "")
    return {edit.id: _likeness(edit.target, edit.id, edit.value) for edit in edits}


def _likeness(target: str, name: str, value: JsonValue) -> Likeness:
    try:
        return Likeness(str(value))
    except ValueError:
        raise _wrong_likeness(target, name, value) from None


def _wrong_likeness(target: str, name: str, value: JsonValue) -> StoryboardError:
    return StoryboardError(
        f"{target} {name}: {LIKENESS} is {shown(value)}; accepted are {', '.join(Likeness)}. Change it or"
        " take the line away.",
        target=target,
        id=name,
        field=LIKENESS,
        value=shown(value, 200).strip("'"),
        line=None,
    )


def _scenes(base: Storyboard, wanted: _Wanted) -> Iterator[Scene]:
    """The scenes with their edits, without those of which every shot is skipped."""
    for scene in base.scenes:
        kept = scene.model_copy(update={"shots": tuple(_shots(scene, wanted))})
        if kept.shots:
            yield _with_fields(kept, "scene", scene.id, wanted.get(("scene", scene.id)))


def _shots(scene: Scene, wanted: _Wanted) -> Iterator[Shot]:
    """The shots that are not skipped, with their edits."""
    for shot in scene.shots:
        edits = dict(wanted.get(("shot", shot.id), {}))
        if edits.pop(SKIP, False) is True:
            continue
        if "action" in edits:
            edits["script"] = ""  # the person's words are the ones that are read now
        asked = {field: edits.pop(field) for field in DIRECTION_FIELDS if field in edits}
        directed = _with_fields(shot.direction, "shot", shot.id, asked)
        yield _with_fields(shot.model_copy(update={"direction": directed}), "shot", shot.id, edits)


def _with_place(environment: Environment, edits: dict[str, JsonValue]) -> Environment:
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
        _set_field(dumped, field, entry)
    try:
        return type(value).model_validate_json(json.dumps(dumped))
    except ValidationError as error:
        raise _unusable(target, name, error) from error


def _set_field(dumped: dict[str, Any], field: str, entry: JsonValue) -> None:
    whole, _, part = field.partition(".")
    if part:
        dumped[whole][part] = entry
    else:
        dumped[whole] = entry


def _as_clause(accepted: str) -> str:
    """The sentence as part of another: 'it must be 120 or less'; pydantic's own after 'accepted is'."""
    if accepted.startswith("must "):
        return f"it {accepted}"
    return accepted if accepted.startswith("accepted is ") else f"accepted is {accepted}"


def _unusable(target: str, name: str, error: ValidationError) -> StoryboardError:
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"])
    listed = first.get("ctx", {}).get("expected")
    accepted = f"accepted is {listed}" if listed else why_wrong(first)
    return StoryboardError(
        f"{target} {name}: {field} is {shown(first['input'])}; {_as_clause(accepted)}. Change it or take the"
        " line away.",
        target=target,
        id=name,
        field=field,
        value=shown(first["input"], 200).strip("'"),
        line=None,
    )


def _check_people(storyboard: Storyboard) -> None:
    known = {member.id for member in storyboard.cast}
    for _, shot in storyboard.shots():
        _check_people_of(shot, known)


def _check_people_of(shot: Shot, known: Collection[str]) -> None:
    for field, cast_id in _people_of(shot):
        if cast_id not in known:
            raise _not_in_the_cast(shot, field, cast_id, known)


def _people_of(shot: Shot) -> Iterator[tuple[str, str]]:
    """Field and cast id of each person that a shot names."""
    yield from (("cast_id", figure.cast_id) for figure in shot.figures)
    yield from (("cast_id", line.cast_id) for line in shot.lines)
    yield from people_in(shot)


def _not_in_the_cast(shot: Shot, field: str, cast_id: str, known: Collection[str]) -> StoryboardError:
    message = f"shot {shot.id}: {cast_id!r} is not in the cast; {_use_one_of(known)}"
    return StoryboardError(message, target="shot", id=shot.id, field=field, value=cast_id)


def _use_one_of(known: Collection[str]) -> str:
    return (
        f"accepted are {', '.join(sorted(known))}. Use one of these, or write the person into the screenplay."
    )


def _facts_without_effect(storyboard: Storyboard, facts: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """A sentence for each fact that was set for a person whom the shot does not show."""
    return tuple(
        f"{shot.id}, {field}, names {who!r}, who is not in that shot's `figures`; it changes nothing there."
        for _, shot in storyboard.shots()
        for field, who in _set_for_unseen(shot, facts.get(shot.id, {}))
    )


def _set_for_unseen(shot: Shot, set_by_hand: Collection[str]) -> Iterator[tuple[str, str]]:
    """Field and cast id of the people in facts that were set who are not in the shot's figures."""
    seen = {figure.cast_id for figure in shot.figures}
    for field, who in people_in(shot):
        if field.removeprefix(PREFIX) in set_by_hand and who not in seen:
            yield field, who


def edits_in_words(overrides: Overrides) -> tuple[str, ...]:
    """One sentence for each thing that was edited: 'SC010-SH010: seconds 6.0, lock yes'."""
    by_owner: dict[str, list[str]] = {}
    for edit in overrides.edits:
        by_owner.setdefault(_owner(edit), []).append(f"{edit.field} {value_in_words(edit.value)}")
    return tuple(f"{owner}: {', '.join(edited)}" for owner, edited in by_owner.items())


def _where(edit: Override) -> str:
    return f"{_owner(edit)}, {edit.field},"


def _owner(edit: Override) -> str:
    return edit.id if edit.target == "shot" else f"{edit.target} {edit.id}"
