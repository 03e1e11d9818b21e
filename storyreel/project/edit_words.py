"""The value of an edit in words, as a person would say it."""

from __future__ import annotations

from pydantic import JsonValue

from storyreel.film.errors import shown


def value_in_words(value: JsonValue) -> str:
    """A value in words: people, lines and sounds as a person would say them, not as JSON."""
    if isinstance(value, list):
        text = "; ".join(value_in_words(entry) for entry in value) or "nothing"
    elif isinstance(value, dict):
        text = _entry_said(value)
    elif isinstance(value, bool):
        text = "yes" if value else "no"
    else:
        text = shown(value)
    return text if len(text) <= 120 else f"{text[:117]}..."


def _entry_said(entry: dict[str, JsonValue]) -> str:
    """A line, a sound, a light, a seat or a figure in words."""
    if "text" in entry:
        return f"{entry.get('cast_id', '')} says {entry['text']!r}"
    if "sound" in entry:
        return f"{entry['sound']!r}"
    if "share" in entry:
        return _light_said(entry)
    if "on" in entry:
        return f"{entry.get('who', '')} on a {entry['on']}"
    if "cast_id" in entry:
        return _figure_said(entry)
    return ", ".join(f"{name} {value_in_words(part)}" for name, part in entry.items())


def _light_said(entry: dict[str, JsonValue]) -> str:
    if entry["share"] == 1 and not entry.get("thing"):
        return "as usual"
    return _share_of_light(entry)


def _share_of_light(entry: dict[str, JsonValue]) -> str:
    return f"{entry.get('thing') or 'as usual'} ({entry['share']:g})"


def _figure_said(entry: dict[str, JsonValue]) -> str:
    turned = _turned(entry.get("facing", "camera"))
    return f"{entry['cast_id']} {entry.get('pose', 'standing')} {_side(entry.get('x', 0.5))}, {turned}"


def _turned(facing: JsonValue) -> str:
    return "seen from behind" if facing == "away" else f"facing {facing}"


def _side(x: JsonValue) -> str:
    """Where a figure is in the picture; x from 0 (left) to 1."""
    if not isinstance(x, (int, float)):
        return "in the middle"
    if x < 0.42:
        return "left"
    return "right" if x > 0.58 else "in the middle"
