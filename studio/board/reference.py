"""Writes the page of the HTTP API from the API itself.

python -m studio.board.reference docs/HTTP-API.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fastapi import FastAPI

from storyreel.vault import open_vault
from studio.board.api import PREFIX, api_routes
from studio.board.film_controller import FilmController
from studio.board.library import Library

_HEAD = """# The HTTP API

`storyreel studio` answers under `/api/v1` what its pages do, for programs; the pages use it, too. This page
is written by `make api-docs` from the API itself, which describes itself at `/api/v1/openapi.json`.

Send the token in `STORYREEL_HOME/studio/token` with every request. Nothing is answered without it:

```console
TOKEN=$(cat ~/.local/share/storyreel/studio/token)
curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:4210/api/v1/films
```

What starts a run or buys something takes a `press`: a random word of your own, of at least 20 letters and
digits. What is sent twice with the same word is done once (208). Errors are `{"error": "..."}` in a sentence
that says what is accepted and whether money was spent: 404 no such film, 409 somebody else changed it, 400
and 422 not accepted, 423 the film is being made, 402 the budget has less left. What was refused may be sent
again with the same word.
"""


def reference(api: Mapping[str, Any]) -> str:
    """The page, as Markdown, of an OpenAPI description."""
    return "\n".join((_HEAD, *_requests(api), *_forms(api)))


def description() -> dict[str, Any]:
    """The OpenAPI description of the API."""
    app = FastAPI(title="storyreel studio")
    with TemporaryDirectory() as empty:
        app.include_router(api_routes(FilmController(Library(Path(empty), open_vault(Path(empty).as_uri())))))
        return app.openapi()


def _requests(api: Mapping[str, Any]) -> Iterator[str]:
    """A table of requests for each tag."""
    by_tag: dict[str, list[str]] = {}
    for path, methods in api["paths"].items():
        for method, facts in methods.items():
            row = f"| `{method.upper()} {path.removeprefix(PREFIX)}` | {_said(facts)} | {_takes(facts)} |"
            by_tag.setdefault(facts["tags"][0], []).append(row)
    for tag, rows in by_tag.items():
        yield f"## {tag.capitalize()}\n\n| request | what it does | takes |\n| --- | --- | --- |"
        yield "\n".join(rows) + "\n"


def _said(facts: Mapping[str, Any]) -> str:
    return " ".join(facts.get("description", "").split())


def _takes(facts: Mapping[str, Any]) -> str:
    """The parameters in the address, and the form of the body."""
    asked = [f"`{one['name']}`" for one in facts.get("parameters", ()) if one["in"] == "query"]
    body = facts.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    form = body.get("$ref", "").rpartition("/")[2]
    return ", ".join([*asked, *([f"[{form}](#{form.lower()})"] if form else [])])


def _forms(api: Mapping[str, Any]) -> Iterator[str]:
    """A table of fields for each form that is sent or answered."""
    known = api["components"]["schemas"]
    yield "## Forms\n"
    for name, form in known.items():
        if form.get("properties") and not name.startswith(("HTTPValidation", "Validation")):
            yield f"### {name}\n\n{_said(form)}\n\n| field | type | what it is |\n| --- | --- | --- |"
            fields = form["properties"].items()
            yield "\n".join(_field(field, facts, known) for field, facts in fields) + "\n"


def _field(name: str, field: Mapping[str, Any], known: Mapping[str, Any]) -> str:
    return f"| `{name}` | {_type(field, known)} | {_said(field)} |"


def _type(field: Mapping[str, Any], known: Mapping[str, Any]) -> str:
    """A field's type in words. known: the forms by name."""
    if "anyOf" in field:
        return " or ".join(_type(one, known) for one in field["anyOf"])
    if "enum" in field:
        return ", ".join(f"`{one}`" for one in field["enum"])
    if "$ref" in field:
        return _type(known[field["$ref"].rpartition("/")[2]], known)
    if field.get("type") == "array":
        return f"list of {_type(field['items'], known)}"
    return str(field.get("type", "anything"))


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference(description()), encoding="utf-8")
