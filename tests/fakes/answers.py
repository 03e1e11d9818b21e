"""Answers of a fake language model: a value that fits the requested schema, a screenplay, or a sentence."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

_HINT = re.compile(
    r"(minimum|maximum|exclusiveMinimum|exclusiveMaximum|minItems|maxItems|minLength|maxLength"
    r"|multipleOf|pattern|format):"
    r" ([^,}]+)"
)
_IDEA = re.compile(r"(?:idea|about|story|premise)[^\n:]*?[:\s]\s*[\"“]?([^\n\"”]{4,200})", re.IGNORECASE)
_SNAKES = {
    "any_of": "anyOf",
    "min_items": "minItems",
    "max_items": "maxItems",
    "min_length": "minLength",
    "max_length": "maxLength",
    "prefix_items": "prefixItems",
}
"""How google-genai spells some names when it is given a pydantic class."""


@dataclass(frozen=True)
class Asked:
    """One question to a language model, read out of any provider's request.

    `schema` is JSON Schema, None if text is wanted.
    """

    provider: str
    model: str
    system: str
    prompt: str
    schema: dict[str, Any] | None = None
    title: str = ""
    images: tuple[bytes, ...] = ()
    body: dict[str, Any] = field(default_factory=dict)


Predicate = Callable[[Asked], bool]


class Answers:
    """Answers registered by title or predicate first, the newest first; then whatever fits."""

    def __init__(self) -> None:
        self._registered: list[tuple[Predicate, Callable[[Asked], object]]] = []

    def register(self, wanted: str | Predicate, answer: Callable[[Asked], object]) -> None:
        """Use this answer if the schema has this title (in any case), or if the predicate holds.

        A string is sent as it is, all else as JSON.
        """
        matches: Predicate = (
            (lambda asked: asked.title.lower() == wanted.lower()) if isinstance(wanted, str) else wanted
        )
        self._registered.insert(0, (matches, answer))

    def text(self, asked: Asked) -> str:
        """The text the model answers."""
        for matches, answer in self._registered:
            if matches(asked):
                said = answer(asked)
                return said if isinstance(said, str) else json.dumps(said)
        if asked.schema is not None:
            return json.dumps(fitting(asked.schema, f"{asked.system}\n{asked.prompt}"))
        if re.search(r"screenplay|fountain|film script", f"{asked.system} {asked.prompt}", re.IGNORECASE):
            return screenplay(asked.prompt)
        return f"It is so, as far as {len(asked.prompt.split())} words can tell."


def fitting(schema: dict[str, Any], prompt: str) -> Any:
    """A value that the schema accepts, always the same for the same schema and prompt."""
    return _Fitter(schema, prompt).value(schema, "", 0)


class _Fitter:
    def __init__(self, root: dict[str, Any], prompt: str) -> None:
        self._root = root
        self._prompt = prompt
        self._words = re.findall(r"[A-Za-z]{3,}", prompt)[-400:] or ["nothing"]

    def value(self, schema: dict[str, Any], path: str, depth: int) -> Any:
        schema = self._resolved(schema)
        if "const" in schema:
            return schema["const"]
        if schema.get("enum"):
            return self._pick(schema["enum"], path)
        for many in ("anyOf", "oneOf"):
            if schema.get(many):
                return self.value(self._choice(schema[many], depth), path, depth)
        if schema.get("allOf"):
            merged = {key: value for part in schema["allOf"] for key, value in self._resolved(part).items()}
            return self.value({**schema, **merged, "allOf": None}, path, depth)
        kind = schema.get("type", "object" if "properties" in schema else "string")
        kind = next((one for one in kind if one != "null"), "null") if isinstance(kind, list) else kind
        return getattr(self, f"_{kind.lower()}")(schema, path, depth)

    def _resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in schema:
            target: Any = self._root
            for part in schema["$ref"].removeprefix("#/").split("/"):
                target = target[part.replace("~1", "/").replace("~0", "~")]
            schema = {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
        return {_SNAKES.get(key, key): value for key, value in schema.items()}

    def _choice(self, options: list[dict[str, Any]], depth: int) -> dict[str, Any]:
        resolved = [self._resolved(one) for one in options]
        if depth > 5:
            return next((one for one in resolved if one.get("type") == "null"), resolved[0])
        return next((one for one in resolved if one.get("type") != "null"), resolved[0])

    def _pick(self, options: list[Any], path: str) -> Any:
        return options[self._draw(path) % len(options)]

    def _draw(self, path: str) -> int:
        return int.from_bytes(hashlib.sha256(f"{self._prompt}|{path}".encode()).digest()[:4])

    def _bounds(self, schema: dict[str, Any]) -> dict[str, Any]:
        members = {
            name: value.strip().strip("'")
            for name, value in _HINT.findall(str(schema.get("description", "")))
        }
        return {**members, **schema}

    def _object(self, schema: dict[str, Any], path: str, depth: int) -> Any:
        required = set(schema.get("required", []))
        parts = schema.get("properties", {})
        return {
            name: self.value(part, f"{path}.{name}", depth + 1)
            for name, part in parts.items()
            if depth < 8 or name in required
        }

    def _array(self, schema: dict[str, Any], path: str, depth: int) -> Any:
        bounds = self._bounds(schema)
        least, most = int(bounds.get("minItems", 0)), int(bounds.get("maxItems", 1000))
        count = least if depth > 5 else max(least, min(most, 1 + self._draw(path) % 2))
        if "prefixItems" in schema:
            return [
                self.value(one, f"{path}.{index}", depth + 1)
                for index, one in enumerate(schema["prefixItems"])
            ]
        return [
            self.value(schema.get("items", {"type": "string"}), f"{path}.{index}", depth + 1)
            for index in range(count)
        ]

    def _integer(self, schema: dict[str, Any], path: str, depth: int) -> Any:
        low, high = self._range(schema, 1)
        step = int(self._bounds(schema).get("multipleOf", 1))
        low = -(-low // step) * step
        return low + self._draw(path) % ((high - low) // step + 1) * step

    def _number(self, schema: dict[str, Any], path: str, depth: int) -> Any:
        bounds = self._bounds(schema)
        low = float(bounds.get("minimum", bounds.get("exclusiveMinimum", 0.0)))
        high = float(bounds.get("maximum", bounds.get("exclusiveMaximum", low + 1.0)))
        return round(low + (high - low) * (0.1 + 0.8 * (self._draw(path) % 1000) / 1000), 4)

    def _range(self, schema: dict[str, Any], step: int) -> tuple[int, int]:
        bounds = self._bounds(schema)
        low = (
            int(float(bounds["minimum"]))
            if "minimum" in bounds
            else int(float(bounds["exclusiveMinimum"])) + step
            if "exclusiveMinimum" in bounds
            else None
        )
        high = (
            int(float(bounds["maximum"]))
            if "maximum" in bounds
            else int(float(bounds["exclusiveMaximum"])) - step
            if "exclusiveMaximum" in bounds
            else None
        )
        low = low if low is not None else min(0, high or 0)
        return low, high if high is not None else low + 10

    def _boolean(self, schema: dict[str, Any], path: str, depth: int) -> Any:
        return self._draw(path) % 2 == 1

    def _null(self, schema: dict[str, Any], path: str, depth: int) -> Any:
        return None

    def _string(self, schema: dict[str, Any], path: str, depth: int) -> Any:
        bounds = self._bounds(schema)
        shaped = _shaped(str(bounds.get("pattern", "")), self._draw(path))
        if shaped is not None:
            return shaped
        first = self._draw(path) % len(self._words)
        text = " ".join((self._words + self._words)[first : first + 4]).lower()
        least, most = int(bounds.get("minLength", 0)), int(bounds.get("maxLength", 10_000))
        return (text + " and so on" * (least // 8))[: max(most, 1)] if len(text) < least else text[:most]


def _shaped(pattern: str, number: int) -> str | None:
    """A text for the few patterns our schemas use: colours, slugs, numbers in ids. None for any other."""
    if not pattern:
        return None
    options = re.fullmatch(r"\^?\((?:\?:)?([\w|-]+)\)\$?", pattern)
    if options:
        return options.group(1).split("|")[number % (options.group(1).count("|") + 1)]
    for text in (
        f"{number:064x}",
        f"#{number & 0xFFFFFF:06x}",
        f"slug-{number % 97}",
        f"slug_{number % 97}",
        f"SC{number % 90 * 10 + 10:03d}",
        "SC010-SH010",
        "1",
        "en",
        "en-US",
        "A1",
    ):
        if re.search(pattern, text):
            return text
    return None


def screenplay(prompt: str) -> str:
    """A short Fountain screenplay about the idea in the prompt."""
    found = _IDEA.search(prompt)
    idea = " ".join((found.group(1) if found else prompt).split()).rstrip(".")[:160] or "a light in the fog"
    words = [
        word
        for word in re.findall(r"[A-Za-z]{4,}", idea)
        if word.lower() not in {"about", "with", "that", "this", "from", "screenplay", "write"}
    ]
    title = " ".join(word.capitalize() for word in words[:3]) or "The Light"
    place = (words[-1] if words else "harbour").upper()
    return (
        f"Title: {title}\nCredit: Written by\nAuthor: A Fake Writer\n\nINT. {place} - NIGHT\n\nThe story of"
        f" {idea}. A lamp burns. MARA, 60, waits at the window.\n\nMARA\nIt began here.\n\nTOM, 20, comes in"
        f" from the rain.\n\nTOM\n(quietly)\nThen it can end here.\n\nEXT. {place} - DAWN\n\nFog lifts. Mara"
        " and Tom walk out together.\n\nMARA\nListen.\n\n> FADE OUT.\n"
    )
