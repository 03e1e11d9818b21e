"""What the script states about a shot, as fields that a person may edit, and the check of their values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import JsonValue, ValidationError

from storyreel.film.errors import StoryboardError, shown
from storyreel.film.facts import LightKind, Seat, ShotFacts
from storyreel.film.storyboard import Shot, Storyboard

PREFIX = "facts."
_Fields = dict[str, JsonValue]
_LIGHT = 'a table such as {thing = "lamp", share = 0.0}, with a share from 0 (out) to 1 (lit)'
_PEOPLE = 'a list of ids of the cast such as ["mara"]'
ACCEPTED: Mapping[str, str] = {
    "dark": "true or false",
    "hand_light": "true or false",
    **{kind.value: _LIGHT for kind in LightKind},
    "broken": 'a list of words such as ["mast"]',
    "asleep": _PEOPLE,
    "kneeling": _PEOPLE,
    "fallen": _PEOPLE,
    "seats": f'a list such as [{{who = "mara", on = "crate"}}], where `on` is one of {", ".join(Seat)}',
}
"""What each field takes, in words for a person, in the order of the storyboard's file."""
EXPLAINED = (
    "facts: what the script states about the shot, as it was read; a person and a painter see the same.",
    "  dark, hand_light (in the dark somebody holds a light): true or false",
    '  lamps, fires, candles, windows: {thing = "lamp", share = 0.0}, where share 0 is out and 1 is lit',
    '  broken: ["mast"]; asleep, kneeling, fallen (lies where they fell): ["id of the cast"]',
    f'  seats: [{{who = "id of the cast", on = "crate"}}]; on: {", ".join(Seat)}',
    (
        "  Lights, broken things and sleep that you set hold in the shots after it until the script says"
        " otherwise."
    ),
    "  Remove a fact that you set to have it read from the script again.",
)
"""Comment lines for the head of the storyboard's file."""


def fact_fields(facts: ShotFacts) -> _Fields:
    """Every fact of a shot that may be edited, as JSON, by its field: 'facts.dark'."""
    dumped = facts.model_dump(mode="json")
    return {f"{PREFIX}{name}": dumped[name] for name in ACCEPTED}


NOTHING_SAID = fact_fields(ShotFacts())
"""The fields of a shot about which the script states nothing."""


def checked_facts(edits: Iterable[tuple[str, str, JsonValue]]) -> dict[str, dict[str, Any]]:
    """By shot id, the values of its edited facts; given as shot id, field and JSON.

    Raises:
        StoryboardError: a value does not fit its field; says what is accepted.
    """
    checked: dict[str, dict[str, Any]] = {}
    for shot_id, field, value in edits:
        name = field.removeprefix(PREFIX)
        checked.setdefault(shot_id, {})[name] = _checked(shot_id, field, value)
    return checked


def _checked(shot_id: str, field: str, value: JsonValue) -> Any:
    name = field.removeprefix(PREFIX)
    try:
        facts = ShotFacts.model_validate_json(json.dumps({name: value}))
    except ValidationError as error:
        raise StoryboardError(
            f"shot {shot_id}: {field} is {shown(value)}; accepted is {ACCEPTED[name]}. Change it or take it"
            " away.",
            target="shot",
            id=shot_id,
            field=field,
            value=shown(value, 200),
        ) from error
    return getattr(facts, name)


def people_in(shot: Shot) -> Iterable[tuple[str, str]]:
    """Field and cast id of each person whom the facts of a shot name."""
    facts = shot.facts
    for name in ("asleep", "kneeling", "fallen"):
        yield from ((f"{PREFIX}{name}", who) for who in getattr(facts, name))
    yield from ((f"{PREFIX}seats", seated.who) for seated in facts.seats)


def facts_by_shot(storyboard: Storyboard) -> dict[str, _Fields]:
    """The fields of `fact_fields` by shot id."""
    return {shot.id: fact_fields(shot.facts) for _, shot in storyboard.shots()}
