"""A person's edits, read from the storyboard's text. Only what differs from the base is an edit."""

# What a person wrote in TOML is of no known type until it is checked against the fields.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import JsonValue, ValidationError

from storyreel.film.errors import StoryboardError, shown
from storyreel.film.storyboard import Storyboard
from storyreel.planning.continuity import facts_read
from storyreel.project.fact_edits import PREFIX, checked_facts, fact_fields, facts_by_shot
from storyreel.project.overrides import SKIP, Override, Overrides, apply_overrides, fields_of
from storyreel.project.short_forms import completed
from storyreel.project.toml_text import TomlError, TomlTable, parse_toml

_Fields = dict[tuple[str, str, str], JsonValue]
_FactValues = Mapping[str, Mapping[str, JsonValue]]
"""JSON by field of a fact, by shot id."""
TABLES = {"cast": "cast", "places": "place", "scenes": "scene", "shots": "shot"}
"""The target of an edit by the heading of its tables."""


def edits_from_text(text: str, base: Storyboard, before: Overrides | None = None) -> Overrides:
    """The fields in the text that differ from the base, as overrides.

    What the text leaves out is not an edit.

    before: the edits with which the text was written. A fact is an edit if it differs from what was written,
    because facts follow a person's other edits, such as another action.

    Raises:
        StoryboardError: the text is not TOML, or names an unknown table, id or field, or a value that does
            not fit; with the line if it is known.
    """
    document = _parsed(text)
    before = before or Overrides()
    present = fields_of(base)
    present.update(_written_facts(base, before))
    edits = list(_Reader(text, present).edits(document))
    kept = [edit for edit in before.edits if _is_kept(edit, document, edits)]
    _check(base, Overrides(edits=(*edits, *kept)), text)
    return Overrides(edits=_without_facts_that_are_read(base, edits, kept))


def facts_in_text(text: str) -> TomlTable:
    """By shot id, the table of facts in a storyboard's text."""
    shots = parse_toml(text).get("shots", {})
    return {name: fields["facts"] for name, fields in shots.items() if _has_facts(fields)}


def _has_facts(fields: Any) -> bool:
    return isinstance(fields, dict) and "facts" in fields


def _parsed(text: str) -> TomlTable:
    try:
        return parse_toml(text)
    except TomlError as error:
        raise _no_toml(error) from error


def _no_toml(error: TomlError) -> StoryboardError:
    return StoryboardError(
        f"The storyboard {error.fault}: {error}. Change that line, or delete the file to have it written"
        " again.",
        line=error.line,
        column=error.column,
    )


def _written_facts(base: Storyboard, before: Overrides) -> _Fields:
    """The facts that a text written with these edits shows."""
    written = Overrides(edits=tuple(edit for edit in before.edits if edit.field != SKIP))
    by_shot = facts_by_shot(apply_overrides(base, written)[0])
    return {
        ("shot", shot_id, field): value
        for shot_id, facts in by_shot.items()
        for field, value in facts.items()
    }


@dataclass(frozen=True)
class _Reader:
    """Reads the edits in a text."""

    text: str
    present: _Fields
    """What the text would say without edits."""

    @cached_property
    def _ids(self) -> set[tuple[str, str]]:
        """(target, id) of everything that can be edited."""
        return {(target, name) for target, name, _ in self.present}

    def edits(self, document: TomlTable) -> Iterator[Override]:
        """The edits in the order of the text.

        Raises:
            StoryboardError: a table, an id, a field or a kind of value is not accepted.
        """
        for heading, entries in document.items():
            target = self._target(heading, entries)
            for name, fields in entries.items():
                self._require_id(target, name)
                yield from self._edits_of(target, name, fields)

    def _target(self, heading: str, entries: Any) -> str:
        target = TABLES.get(heading)
        if target and isinstance(entries, dict):
            return target
        raise self._no_table(heading)

    def _no_table(self, heading: str) -> StoryboardError:
        return StoryboardError(
            f"The storyboard has a table {heading!r}; accepted are {', '.join(TABLES)}. Rename or remove it.",
            line=_line_of(self.text, heading),
        )

    def _require_id(self, target: str, name: str) -> None:
        if (target, name) not in self._ids:
            raise self._unknown_id(target, name)

    def _unknown_id(self, target: str, name: str) -> StoryboardError:
        return StoryboardError(
            f"The storyboard edits {target} {name!r}, which the film does not have. Ids are given by the"
            " screenplay; remove the table.",
            target=target,
            id=name,
            line=_line_of(self.text, name),
        )

    def _edits_of(self, target: str, name: str, fields: Any) -> Iterator[Override]:
        flat = _flattened(fields) if isinstance(fields, dict) else {"": fields}
        for field, value in flat.items():
            if (target, name, field) not in self.present:
                raise self._no_field(target, name, field)
            base = self.present[target, name, field]
            value = completed(value, base)
            if value != base:
                yield self._edit(target, name, field, base, value)

    def _edit(self, target: str, name: str, field: str, base: JsonValue, value: Any) -> Override:
        try:
            return Override(target=target, id=name, field=field, base=base, value=value)
        except ValidationError as error:  # a date, which JSON does not have
            raise StoryboardError(
                f"{target} {name}: {field} is {shown(value)}; texts, numbers, lists and tables of them are"
                " accepted. Change it or take the line away.",
                target=target,
                id=name,
                field=field,
                line=_line_of(self.text, name, field),
            ) from error

    def _no_field(self, target: str, name: str, field: str) -> StoryboardError:
        known = ", ".join(other for kind, owner, other in self.present if (kind, owner) == (target, name))
        whole = field.partition(".")[0]
        return StoryboardError(
            f"{target} {name}: {field!r} is not a field; accepted are {known}. Rename or remove it.",
            target=target,
            id=name,
            field=field,
            line=_line_of(self.text, name, field) or _line_of(self.text, name, whole),
        )


def _flattened(fields: TomlTable) -> TomlTable:
    """Values by field, those of an inner table as 'table.field'."""
    flat: TomlTable = {}
    for field, value in fields.items():
        if isinstance(value, dict):
            flat.update({f"{field}.{part}": entry for part, entry in value.items()})
        else:
            flat[field] = value
    return flat


def _is_kept(edit: Override, document: TomlTable, edits: Sequence[Override]) -> bool:
    """Whether an earlier edit of a fact is still in the text and has no new value."""
    if not edit.is_fact or not _is_written(document, edit):
        return False
    return not any(map(edit.same_field, edits))


def _is_written(document: TomlTable, edit: Override) -> bool:
    facts = _facts_of(document, edit.id)
    return isinstance(facts, dict) and edit.field.removeprefix(PREFIX) in facts


def _facts_of(document: TomlTable, shot_id: str) -> Any:
    """What is written as the facts of a shot."""
    return document.get("shots", {}).get(shot_id, {}).get("facts", {})


def _without_facts_that_are_read(
    base: Storyboard, edits: Sequence[Override], kept: Sequence[Override]
) -> tuple[Override, ...]:
    """New edits and kept ones, without facts that are read in the edited words anyway.

    A new one remembers what is read there.
    """
    both = (*edits, *kept)
    if not any(edit.is_fact for edit in both):
        return tuple(edits)
    read = _facts_read(base, edits, [edit for edit in both if edit.is_fact])
    new = [_with_base(edit, read) for edit in edits]
    return tuple(edit for edit in (*new, *kept) if not _is_read(edit, read))


def _facts_read(base: Storyboard, edits: Sequence[Override], facts: Sequence[Override]) -> _FactValues:
    """The facts that are read in the words as edited."""
    words = Overrides(edits=tuple(edit for edit in edits if not edit.is_fact and edit.field != SKIP))
    set_by_hand = checked_facts((edit.id, edit.field, edit.value) for edit in facts)
    _, found = facts_read(apply_overrides(base, words)[0], set_by_hand)
    return {shot_id: fact_fields(shot_facts) for shot_id, shot_facts in found.items()}


def _with_base(edit: Override, read: _FactValues) -> Override:
    if not edit.is_fact:
        return edit
    return edit.model_copy(update={"base": read[edit.id][edit.field]})


def _is_read(edit: Override, read: _FactValues) -> bool:
    return edit.is_fact and read[edit.id][edit.field] == edit.value


def _check(base: Storyboard, overrides: Overrides, text: str) -> None:
    """Apply the edits once, so that what does not fit is said now, with its line."""
    try:
        apply_overrides(base, overrides)
    except StoryboardError as error:
        if "id" not in error.facts:
            raise
        line = _line_of_error(text, error)
        message = f"line {line}: {error.message}" if line else error.message
        raise StoryboardError(message, **{**error.facts, "line": line}) from error


def _line_of_error(text: str, error: StoryboardError) -> int | None:
    field = str(error.facts.get("field", ""))
    name, (whole, _, part) = str(error.facts["id"]), field.partition(".")
    return _line_of(text, name, part or whole) or _line_of(text, name, whole) or _line_of(text, name)


def _line_of(text: str, name: str, field: str = "") -> int | None:
    """The 1-based line of a table's heading, or of a field below it; None if it is not written."""
    in_table = False
    for number, line in enumerate(text.split("\n"), start=1):
        bare = line.strip()
        if bare.startswith("["):
            in_table = name in _heading_parts(bare)
            if in_table and not field:
                return number
        elif in_table and field and _key(bare) == field.split(".")[-1]:
            return number
    return None


def _heading_parts(line: str) -> list[str]:
    """'[shots."SC010-SH010"]' as ['shots', 'SC010-SH010']."""
    return [part.strip(" \"'") for part in line.split("]")[0].strip("[").split(".")]


def _key(line: str) -> str:
    """The last part of the key of a line such as 'facts.dark = true'."""
    return line.split("=")[0].strip(" \"'").split(".")[-1]
