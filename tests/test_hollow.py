"""Every field of a value is read somewhere, and no private function ignores a parameter."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("storyreel", "blocks", "tasks", "flows", "deployments", "studio")
READ_OTHERWISE = {
    "Picture.continuity": (
        "in the keys of bought pictures; its sentences reach image models inside the prompt"
    ),
    "Price.as_of": (
        "the date on which a person read a price, beside it in prices.toml; a test holds it against the"
        " calendar"
    ),
    "Published.public": "printed with the other facts by `storyreel publish --json`",
    "Vocabulary.sources": "where the words of a language were taken from, in its data file",
}
"""Fields that no code names, and who reads them."""


@cache
def trees() -> dict[Path, ast.Module]:
    """Every file of ours as syntax."""
    return {
        path: ast.parse(path.read_text(encoding="utf-8"))
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
    }


def test_every_field_is_read() -> None:
    """By its name, as an attribute or a text, outside the key that it enters.

    A page's template reads, too.
    """
    words = {
        word
        for path in (ROOT / "storyreel").rglob("*.j2")
        for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))
    }
    read, in_keys = Counter[str](), Counter[str]()
    for tree in trees().values():
        read.update(names_read(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name == "key_form":
                in_keys.update(names_read(node))
    fields = {(owner, field) for tree in trees().values() for owner, field in fields_of(tree)}

    unread = {
        f"{owner}.{field}" for owner, field in fields if read[field] == in_keys[field] and field not in words
    }

    assert len(fields) > 900
    assert unread == READ_OTHERWISE.keys()


def names_read(tree: ast.AST) -> list[str]:
    """Every name that is looked up as an attribute, matched as one, or written as a text."""
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            found.append(node.attr)
        elif isinstance(node, ast.MatchClass):
            found += node.kwd_attrs
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append(node.value)
    return found


def fields_of(tree: ast.Module) -> list[tuple[str, str]]:
    """The public annotated names of each class, with the class's."""
    return [
        (owner.name, field.target.id)
        for owner in ast.walk(tree)
        if isinstance(owner, ast.ClassDef)
        for field in owner.body
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and not field.target.id.startswith("_")
    ]


def test_no_private_function_ignores_a_parameter() -> None:
    """A function that is called and never passed as a value needs no parameter to match a signature."""
    found = [
        f"{path.relative_to(ROOT)}: {name}({parameter})"
        for path, tree in trees().items()
        for name, parameter in ignored_in(tree)
    ]

    assert found == []


def ignored_in(tree: ast.Module) -> list[tuple[str, str]]:
    """Parameters that a module's private functions do not use."""
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    handed_over = {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in called
    }
    functions = [
        node
        for node in tree.body
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
