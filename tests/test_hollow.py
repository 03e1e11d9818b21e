"""Every field of a value is read somewhere, and no private function ignores a parameter."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.sources import AT_ONE_WORKER, CODE, ROOT, nodes_of, parsed

pytestmark = AT_ONE_WORKER
READ_OTHERWISE = {
    "Picture.continuity": (
        "in the keys of bought pictures; its sentences reach image models inside the prompt"
    ),
    "Lifetime.as_of": "the date on which a person read when a model ends, beside it in prices.toml",
    "Price.as_of": (
        "the date on which a person read a price, beside it in prices.toml; a test holds it against the"
        " calendar"
    ),
    "Published.public": "printed with the other facts by `storyreel publish --json`",
    "Vocabulary.sources": "where the words of a language were taken from, in its data file",
}
"""Fields that no code names, and who reads them."""
ANSWERS = ROOT / "studio" / "board" / "api_models.py"
"""What the HTTP API answers: programs read it."""


def test_every_field_is_read() -> None:
    """By its name, as an attribute or a text, outside the key that it enters.

    A page's template reads, too.
    """
    words = {
        word
        for folder in ("storyreel", "studio")
        for path in (ROOT / folder).rglob("*.j2")
        for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))
    }
    read, in_keys = Counter[str](), Counter[str]()
    for path in CODE:
        read.update(names_read_in(path))
        for function in nodes_of(path, ast.FunctionDef):
            if function.name == "key_form":
                in_keys.update(name for node in ast.walk(function) for name in names_read_by(node))
    fields = {(owner, field) for path in CODE if path != ANSWERS for owner, field in fields_of(path)}

    unread = {
        f"{owner}.{field}" for owner, field in fields if read[field] == in_keys[field] and field not in words
    }

    assert len(fields) > 900
    assert unread == READ_OTHERWISE.keys()


def names_read_in(path: Path) -> Iterator[str]:
    """Every name that a file looks up as an attribute, matches as one, or writes as a text."""
    for kind in (ast.Attribute, ast.MatchClass, ast.Constant):
        for node in nodes_of(path, kind):
            yield from names_read_by(node)


def names_read_by(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
        return [node.attr]
    if isinstance(node, ast.MatchClass):
        return node.kwd_attrs
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    return []


def fields_of(path: Path) -> list[tuple[str, str]]:
    """The public annotated names of each class, with the class's."""
    return [
        (owner.name, field.target.id)
        for owner in nodes_of(path, ast.ClassDef)
        for field in owner.body
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and not field.target.id.startswith("_")
    ]


def test_no_private_function_ignores_a_parameter() -> None:
    """A function that is called and never passed as a value needs no parameter to match a signature."""
    found = [
        f"{path.relative_to(ROOT)}: {name}({parameter})"
        for path in CODE
        for name, parameter in ignored_in(path)
    ]

    assert found == []


def ignored_in(path: Path) -> list[tuple[str, str]]:
    """Parameters that a module's private functions do not use."""
    called = {id(node.func) for node in nodes_of(path, ast.Call)}
    handed_over = {
        node.id
        for node in nodes_of(path, ast.Name)
        if isinstance(node.ctx, ast.Load) and id(node) not in called
    }
    functions = [
        node
        for node in parsed(path).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("_") and not node.decorator_list
    ]
    return [
        (function.name, parameter.arg)
        for function in functions
        if function.name not in handed_over
        for parameter in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
        if parameter.arg
        not in {node.id for part in function.body for node in ast.walk(part) if isinstance(node, ast.Name)}
    ]
