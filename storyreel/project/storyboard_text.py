"""The storyboard as a TOML file that people edit, and their edits read back from it.

Only what differs from the base is an edit.
"""

# What a person wrote in TOML is of no known type until it is checked against the fields.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import tomlkit
from pydantic import JsonValue, ValidationError
from tomlkit.items import Table

from storyreel.film.errors import StoryboardError, shown
from storyreel.film.storyboard import CameraMove, Mood, Shot, ShotSize, Storyboard, TransitionKind
from storyreel.planning.continuity import facts_read
from storyreel.project.fact_edits import (
    EXPLAINED,
    NOTHING_SAID,
    PREFIX,
    checked_facts,
    fact_fields,
    facts_by_shot,
)
from storyreel.project.overrides import (
    CAST_FIELDS,
    PLACE_FIELDS,
    SCENE_FIELDS,
    SHOT_FIELDS,
    SKIP,
    Override,
    Overrides,
    apply_overrides,
    fields_of,
)
from storyreel.project.toml_text import TomlError, parse_toml

_Fields = dict[tuple[str, str, str], JsonValue]
_TABLES = {"cast": "cast", "places": "place", "scenes": "scene", "shots": "shot"}
_FIELDS = {"cast": CAST_FIELDS, "place": PLACE_FIELDS, "scene": SCENE_FIELDS, "shot": (SKIP, *SHOT_FIELDS)}


def storyboard_to_text(storyboard: Storyboard, overrides: Overrides | None = None) -> str:
    """The storyboard as TOML, to be edited by hand: cast, places, then each scene with its shots.

    A shot shows the facts that the script states, and those that are set in `overrides`, which the storyboard
    already has.
    """
    set_by_hand = {(edit.id, edit.field) for edit in (overrides or Overrides()).edits if edit.is_fact}
    document = tomlkit.document()
    for line in _preface(storyboard):
        document.add(tomlkit.comment(line))
    table = fields_of(storyboard)
    for heading, target, entries in (
        ("cast", "cast", storyboard.cast),
        ("places", "place", storyboard.environments),
    ):
        section = tomlkit.table(is_super_table=True)
        for entry in entries:
            section.add(entry.id, _table(target, entry.id, table))
        document.add(heading, section)
    scenes = tomlkit.table(is_super_table=True)
    shots = tomlkit.table(is_super_table=True)
    for scene in storyboard.scenes:
        entry = _table("scene", scene.id, table)
        entry.comment(scene.heading.replace("\n", " "))
        scenes.add(scene.id, entry)
        for shot in scene.shots:
            shots.add(shot.id, _shot_table(shot, table, set_by_hand))
    document.add("scenes", scenes)
    document.add("shots", shots)
    return tomlkit.dumps(document)


def edits_from_text(text: str, base: Storyboard, before: Overrides | None = None) -> Overrides:
    """The fields in the text that differ from the base, as overrides.

    What the text leaves out is not an edit.

    before: the edits with which the text was written. A fact is an edit if it differs from what was written,
    because facts follow a person's other edits, such as another action.

    Raises:
        StoryboardError: the text is not TOML, or names an unknown table, id or field, or a value that does
            not fit; with the line where known.
    """
    try:
        document = parse_toml(text)
    except TomlError as error:
        raise StoryboardError(
            f"The storyboard {error.fault}: {error}. Change that line, or delete the file to have it written"
            " again.",
            line=error.line,
            column=error.column,
        ) from error
    before = before or Overrides()
    present = fields_of(base)
    present.update(_written_facts(base, before))
    ids = {(target, name) for target, name, _ in present}
    edits: list[Override] = []
    for heading, entries in document.items():
        target = _TABLES.get(heading)
        if target is None or not isinstance(entries, dict):
            raise StoryboardError(
                f"The storyboard has a table {heading!r}; accepted are {', '.join(_TABLES)}. Rename or"
                " remove it.",
                line=_line_of(text, heading),
            )
        for name, fields in entries.items():
            if (target, name) not in ids:
                raise StoryboardError(
                    f"The storyboard edits {target} {name!r}, which the film does not have. Ids are "
"given by the screenplay; remove the table.",
                    target=target, id=name, line=_line_of(text, name),
                )  # fmt: skip
            edits.extend(_edits_of(target, name, fields, present, text))
    kept = [
        edit
        for edit in before.edits
        if edit.is_fact and _is_written(document, edit) and not any(edit.same_field(other) for other in edits)
    ]
    _check(base, Overrides(edits=(*edits, *kept)), text)
    return Overrides(edits=_over_what_is_read(base, edits, kept))


def facts_in_text(text: str) -> dict[str, Any]:
    """By shot id, the table of facts in a storyboard's text."""
    shots = parse_toml(text).get("shots", {})
    return {
        name: fields["facts"]
        for name, fields in shots.items()
        if isinstance(fields, dict) and "facts" in fields
    }


def _written_facts(base: Storyboard, before: Overrides) -> _Fields:
    """The facts that a text written with these edits shows."""
    shown = Overrides(edits=tuple(edit for edit in before.edits if edit.field != SKIP))
    return {
        ("shot", shot_id, field): value
        for shot_id, facts in facts_by_shot(apply_overrides(base, shown)[0]).items()
        for field, value in facts.items()
    }


def _is_written(document: dict[str, Any], edit: Override) -> bool:
    facts = document.get("shots", {}).get(edit.id, {}).get("facts", {})
    return isinstance(facts, dict) and edit.field.removeprefix(PREFIX) in facts


def _over_what_is_read(
    base: Storyboard, edits: Sequence[Override], kept: Sequence[Override]
) -> tuple[Override, ...]:
    """New edits and kept ones, without facts that are read just so in the edited words.

    A new one remembers what is read there.
    """
    if not any(edit.is_fact for edit in (*edits, *kept)):
        return tuple(edits)
    words = Overrides(edits=tuple(edit for edit in edits if not edit.is_fact and edit.field != SKIP))
    facts = checked_facts((edit.id, edit.field, edit.value) for edit in (*edits, *kept) if edit.is_fact)
    read = {
        shot_id: fact_fields(found)
        for shot_id, found in facts_read(apply_overrides(base, words)[0], facts)[1].items()
    }
    new = (
        edit.model_copy(update={"base": read[edit.id][edit.field]}) if edit.is_fact else edit
        for edit in edits
    )
    return tuple(
        edit for edit in (*new, *kept) if not edit.is_fact or read[edit.id][edit.field] != edit.value
    )


def _edits_of(target: str, name: str, fields: Any, present: _Fields, text: str) -> list[Override]:
    edits: list[Override] = []
    flat = _flattened(fields) if isinstance(fields, dict) else {"": fields}
    for field, value in flat.items():
        key = (target, name, field)
        if key not in present:
            raise StoryboardError(
                f"{target} {name}: {field!r} is not a field; accepted are "
f"{', '.join(known for t, n, known in present if (t, n) == (target, name))}. Rename "
"or remove it.",
                target=target, id=name, field=field, line=_line_of(text, name, field) or _line_of(text, name, field.partition(".")[0]),
            )  # fmt: skip
        value = _completed(value, present[key])
        if value != present[key]:
            try:
                edits.append(Override(target=target, id=name, field=field, base=present[key], value=value))
            except ValidationError as error:  # a date, which JSON does not have
                raise StoryboardError(
                    f"{target} {name}: {field} is {shown(value)}; texts, numbers, lists and tables "
"of them are accepted. Change it or take the line away.",
                    target=target, id=name, field=field, line=_line_of(text, name, field),
                ) from error  # fmt: skip
    return edits


def _flattened(fields: dict[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for field, value in fields.items():
        if isinstance(value, dict):
            flat.update({f"{field}.{part}": entry for part, entry in value.items()})
        else:
            flat[field] = value
    return flat


def _check(base: Storyboard, overrides: Overrides, text: str) -> None:
    """Apply the edits once, so that what does not fit is said now, with its line."""
    try:
        apply_overrides(base, overrides)
    except StoryboardError as error:
        if "id" in error.facts:
            field = str(error.facts.get("field", ""))
            name, (whole, _, part) = str(error.facts["id"]), field.partition(".")
            line = _line_of(text, name, part or whole) or _line_of(text, name, whole) or _line_of(text, name)
            raise StoryboardError(
                f"line {line}: {error.message}" if line else error.message, **{**error.facts, "line": line}
            ) from error
        raise


def _line_of(text: str, name: str, field: str = "") -> int | None:
    """The 1-based line of a table's heading, or of a field below it; None where it is not written."""
    in_table = False
    for number, line in enumerate(text.split("\n"), start=1):
        bare = line.strip()
        if bare.startswith("["):
            in_table = name in [part.strip(" \"'") for part in bare.split("]")[0].strip("[").split(".")]
            if in_table and not field:
                return number
        elif in_table and field and bare.split("=")[0].strip(" \"'").split(".")[-1] == field.split(".")[-1]:
            return number
    return None


def _completed(value: Any, base: JsonValue) -> Any:
    """Lists of figures, lines and cues are written short.

    What was left at its usual value is filled in from how the base writes it.
    """
    if isinstance(value, list) and value and all(isinstance(entry, dict) for entry in value):
        return [_with_usual(entry) for entry in value]
    if isinstance(value, dict) and isinstance(base, dict):
        return base | {name: _completed(entry, base.get(name)) for name, entry in value.items()}
    if isinstance(base, float) and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value


_USUAL: tuple[tuple[frozenset[str], dict[str, JsonValue]], ...] = (
    (
        frozenset({"text"}),
        {"parenthetical": "", "delivery": "on screen", "with_previous": False, "source_line": 1},
    ),
    (frozenset({"sound"}), {"at": 0.0}),
    (frozenset({"cast_id"}), {"pose": "standing", "facing": "camera", "x": 0.5}),
)


def _with_usual(entry: dict[str, Any]) -> dict[str, Any]:
    usual = next((defaults for marks, defaults in _USUAL if marks <= entry.keys()), {})
    return {**{name: value for name, value in usual.items() if name not in entry}, **entry}


def _short(entry: dict[str, Any]) -> dict[str, Any]:
    usual = next((defaults for marks, defaults in _USUAL if marks <= entry.keys()), {})
    return {name: value for name, value in entry.items() if name not in usual or usual[name] != value}


def _table(target: str, name: str, fields: _Fields) -> Table:
    table = tomlkit.table()
    for (kind, owner, field), value in fields.items():
        if (kind, owner) != (target, name):
            continue
        whole, _, part = field.partition(".")
        if part:
            if whole not in table:
                table.add(whole, tomlkit.inline_table())
            table[whole][part] = value  # type: ignore[index] - an inline table, made above
        else:
            table.add(field, _toml(value))
    return table


def _shot_table(shot: Shot, fields: _Fields, set_by_hand: Collection[tuple[str, str]]) -> Table:
    table = tomlkit.table()
    for field in SHOT_FIELDS:
        if field != "title" or shot.title:
            table.add(field, _toml(fields[("shot", shot.id, field)]))
        if field == "action" and (facts := _facts_shown(shot, fields, set_by_hand)):
            table.add("facts", _inline(facts))
    return table


def _facts_shown(
    shot: Shot, fields: _Fields, set_by_hand: Collection[tuple[str, str]]
) -> dict[str, JsonValue]:
    """The facts that the script states, and those that a person set, if only to nothing."""
    values = {field: fields[("shot", shot.id, field)] for field in NOTHING_SAID}
    stated = (
        field
        for field, value in values.items()
        if value != NOTHING_SAID[field] or (shot.id, field) in set_by_hand
    )
    return {field.removeprefix(PREFIX): _without_unnamed(values[field]) for field in stated}


def _without_unnamed(value: JsonValue) -> JsonValue:
    """A light for which the script has no word is written without it."""
    return (
        {name: part for name, part in value.items() if name != "thing" or part}
        if isinstance(value, dict)
        else value
    )


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
    if isinstance(value, list):
        array = tomlkit.array()
        for entry in value:
            if isinstance(entry, dict):
                inline = tomlkit.inline_table()
                inline.update(_short(entry))
                array.append(inline)
            else:
                array.append(entry)
        return array.multiline(len(value) > 0 and isinstance(value[0], dict))
    return value


def _preface(storyboard: Storyboard) -> list[str]:
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
        *EXPLAINED,
    ]
