"""Figures, lines and cues as a person writes them: what has its usual value is left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import JsonValue

_Entry = dict[str, Any]
_USUAL_LINE: dict[str, JsonValue] = {
    "parenthetical": "",
    "delivery": "on screen",
    "with_previous": False,
    "source_line": 1,
}
_USUAL: Mapping[str, dict[str, JsonValue]] = {
    "text": _USUAL_LINE,
    "sound": {"at": 0.0},
    "cast_id": {"pose": "standing", "facing": "camera", "x": 0.5},
}
"""Usual values by the field that says what an entry is. `text` comes first: a line has a `cast_id`, too."""


def shortened(entry: _Entry) -> _Entry:
    """The entry without what has its usual value."""
    usual = _usual(entry).items()
    return dict(field for field in entry.items() if field not in usual)


def completed(value: Any, base: JsonValue) -> Any:
    """A value from a person's text in full, as the base writes it."""
    if isinstance(value, list) and value and all(isinstance(entry, dict) for entry in value):
        return [_with_usual(entry) for entry in value]
    if isinstance(value, dict) and isinstance(base, dict):
        return base | {name: completed(entry, base.get(name)) for name, entry in value.items()}
    if isinstance(base, float) and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value


def _with_usual(entry: _Entry) -> _Entry:
    missing = {name: value for name, value in _usual(entry).items() if name not in entry}
    return {**missing, **entry}


def _usual(entry: _Entry) -> _Entry:
    return next((usual for mark, usual in _USUAL.items() if mark in entry), {})
