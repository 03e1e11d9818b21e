"""Writes the reference of storyreel in Python from the docstrings.

python -m studio.api.reference docs/PYTHON.md
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

import storyreel
from storyreel.project.settings import FilmSettings, Scope
from studio.api import results
from studio.api.films import Until

_FUNCTIONS = (
    "make",
    "plan",
    "estimate",
    "analyse",
    "draw",
    "shoot",
    "speak",
    "design_sound",
    "compose",
    "write",
)
_SECTION = re.compile(r"^(Args|Returns|Raises):$")
_ENTRY = re.compile(r"^    (\w[\w, ]*): (.*)$")
_ALIASES = {
    "Script": "str | PathLike",
    "Until": " | ".join(map(repr, get_args(Until))),
}
_ALIAS = re.compile(r"\b(?:Script|Until)\b")
"""Names for types that a reader of the page does not know."""
_OPENING = """# storyreel in Python

Written by `make python-docs` from the docstrings; a test holds it against them.

```python
import storyreel

film = storyreel.make("my-script.fountain")
line = storyreel.speak("The kettle is late.", voice="old woman")
```

`import storyreel` is quick: what makes films is imported when a function is first used. What was made from
the same words is not made, or paid for, again; only `write` asks each time. `draw` and `shoot` make a shot as
it is now, also if the film keeps an earlier or a locked one. What is free is made at once; what costs money
needs `budget=` or `yes=True`. Every error is a `storyreel.FilmError` with a sentence that says what was
given, what is accepted, and whether money was spent. In a notebook each result is shown as a picture, a
player or a table. `examples/python.ipynb` is a notebook to begin with.
"""


def reference() -> str:
    """The whole page as Markdown."""
    functions = (_function(name) for name in _FUNCTIONS)
    kinds = (_result(kind) for kind in _results())
    return "\n".join(
        (_OPENING, "## Functions\n", *functions, "## Results\n", *kinds, "## Settings\n", *_settings())
    )


def _function(name: str) -> str:
    function: Callable[..., Any] = getattr(storyreel, name)
    return f"### {name}\n\n```python\n{_signature(name, function)}\n```\n\n{_text(function)}\n"


def _signature(name: str, function: Callable[..., Any]) -> str:
    signature = inspect.signature(function)
    lines: list[str] = []
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and "    *," not in lines:
            lines.append("    *,")
        lines.append(f"    {_parameter(parameter)},")
    return "\n".join((f"storyreel.{name}(", *lines, f") -> {signature.return_annotation}"))


def _parameter(parameter: inspect.Parameter) -> str:
    stars = "**" if parameter.kind is parameter.VAR_KEYWORD else ""
    usual = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
    kind = _ALIAS.sub(lambda alias: _ALIASES[alias[0]], str(parameter.annotation))
    return f"{stars}{parameter.name}: {kind}{usual}"


def _text(documented: object) -> str:
    """A docstring as Markdown: its paragraphs, and a list for each of its sections."""
    lines = inspect.getdoc(documented) or ""
    return "\n".join(_as_markdown(lines.splitlines()))


def _as_markdown(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if section := _SECTION.match(line):
            yield from (f"**{section[1]}**", "")
        elif entry := _ENTRY.match(line):
            yield f"- `{entry[1]}`: {entry[2]}"
        else:
            yield f"  {line.strip()}" if line.startswith("        ") else line.strip()


def _results() -> Iterator[type]:
    for name in storyreel.__all__:
        kind = getattr(storyreel, name)
        if isinstance(kind, type) and kind.__module__ == results.__name__:
            yield kind


def _result(kind: type) -> str:
    members = _facts_of(kind)
    return "\n".join((f"### {kind.__name__}\n", f"{inspect.getdoc(kind)}\n", *members, ""))


def _facts_of(kind: type) -> list[str]:
    return [f"- `{name}`: {said}" for name, said in (*_fields(kind), *_methods(kind))]


def _fields(kind: type) -> Iterator[tuple[str, str]]:
    """Each public field with the text under it, or its type if there is none."""
    body = _class_body(kind.__name__)
    for field, after in zip(body, (*body[1:], None), strict=True):
        match field, after:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(said))):
                yield name, " ".join(said.split())
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=None), _:
                yield name, f"`{ast.unparse(annotation)}`."
            case _:
                pass


def _class_body(name: str) -> list[ast.stmt]:
    tree = ast.parse(inspect.getsource(results))
    found = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name)
    return found.body


def _methods(kind: type) -> Iterator[tuple[str, str]]:
    """Each public property and method with the first sentence about it."""
    for name, member in vars(kind).items():
        if not name.startswith("_") and (inspect.isfunction(member) or isinstance(member, property)):
            said = (inspect.getdoc(member) or "").splitlines()[0]
            yield f"{name}(...)" if inspect.isfunction(member) else name, said


def _settings() -> Iterator[str]:
    yield (
        "`make`, `plan`, `estimate`, `analyse`, `draw` and `shoot` take any of these by name: the settings of"
        " film.toml, then the limits of a film's length.\n"
    )
    yield "| name | meaning |\n| --- | --- |"
    for kind in (FilmSettings, Scope):
        yield from _rows(kind)
    yield ""


def _rows(kind: type[BaseModel]) -> Iterator[str]:
    for name, field in kind.model_fields.items():
        if name not in ("budget_usd", "until", "crew"):
            yield f"| `{name}` | {(field.description or '').replace('|', '/')} |"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference(), encoding="utf-8")
