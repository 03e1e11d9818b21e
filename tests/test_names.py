"""What is private is named with an underscore, and nothing else is."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.sources import AT_ONE_WORKER, CODE, READERS, ROOT, nodes_of, parsed, text_of

pytestmark = AT_ONE_WORKER
TEXTS = tuple(ROOT / name for name in ("README.md", "prefect.yaml", "pyproject.toml", "blocks/roster.py"))
"""Files that name code in text: a member's class, a flow's entry point, an example."""
WITHOUT_A_CALLER = ("dataclass", "cache", "lru_cache", "contextmanager", "njit", "jit")
"""Decorators that register nothing: what carries another one may be called by name from elsewhere."""
Top = ast.FunctionDef | ast.ClassDef


def module_of(path: Path) -> str:
    """Dotted name of a file's module."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_of(path) for path in CODE}


@cache
def imported(path: Path) -> tuple[tuple[str, str], ...]:
    """Every (module, name) of ours that a file imports, or reads from a module that it imports."""
    return tuple(imports_and_reads(path))


def imports_and_reads(path: Path) -> Iterator[tuple[str, str]]:
    modules: dict[str, str] = {}
    for node in nodes_of(path, ast.ImportFrom):
        for alias in node.names if node.module else ():
            yield str(node.module), alias.name
            if f"{node.module}.{alias.name}" in MODULES:
                modules[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    for node in nodes_of(path, ast.Import):
        modules |= {alias.asname or alias.name: alias.name for alias in node.names if alias.name in MODULES}
    for node in nodes_of(path, ast.Attribute):
        if isinstance(node.value, ast.Name) and (module := modules.get(node.value.id)):
            yield module, node.attr


def named_in_text(text: str) -> set[tuple[str, str]]:
    """Every (module, name) of `from module import name` and `module:name`.

    Of a provider its file's name is enough.
    """
    found = {
        (module, name.strip())
        for module, names in re.findall(r"from ([\w.]+) import ([\w, ]+)", text)
        for name in names.split(",")
    }
    pairs = re.findall(r"([\w./]+?)(?:\.py)?:(\w+)", text)
    return (
        found
        | {(module.replace("/", "."), name) for module, name in pairs}
        | {(f"blocks.providers.{module}", name) for module, name in pairs}
    )


@cache
def used() -> frozenset[tuple[str, str]]:
    """Every (module, name) that a file other than the module itself uses."""
    found = {pair for path in READERS for pair in imported(path) if pair[0] != module_of(path)}
    quoted = (
        node.value for path in READERS for node in nodes_of(path, ast.Constant) if isinstance(node.value, str)
    )
    return frozenset(
        found.union(*(named_in_text(text_of(path)) for path in TEXTS), *map(named_in_text, quoted))
    )


def names_in(*nodes: ast.AST | None) -> set[str]:
    return {
        part.id for node in nodes if node is not None for part in ast.walk(node) if isinstance(part, ast.Name)
    }


def shown_types(path: Path) -> set[str]:
    """Names in annotations of public functions and fields, and in module constants.

    Classes with these names are seen from outside.
    """
    found: set[str] = set()
    for node in nodes_of(path, ast.FunctionDef):
        if not node.name.startswith("_") or node.name == "__init__":
            found |= names_in(
                node.returns,
                *(one.annotation for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)),
            )
    for node in nodes_of(path, ast.AnnAssign):
        found |= names_in(node.annotation)
    return found.union(*(names_in(node.value) for node in parsed(path).body if isinstance(node, ast.Assign)))


def registered(node: Top) -> bool:
    """Whether a decorator hands it to somebody else: a command, a task, a flow."""
    return any(
        not ast.unparse(one).partition("(")[0].endswith(WITHOUT_A_CALLER) for one in node.decorator_list
    )


def unused_outside(path: Path) -> list[str]:
    module, types = module_of(path), shown_types(path)
    return [
        node.name
        for node in parsed(path).body
        if isinstance(node, Top)
        and not node.name.startswith("_")
        and (module, node.name) not in used()
        and not (isinstance(node, ast.ClassDef) and node.name in types)
        and not registered(node)
        and not (node.name == "main" and "__main__" in text_of(path))
    ]


def test_nobody_imports_what_another_module_calls_private() -> None:
    """Tests may: they also look inside."""
    broken = [
        f"{path.relative_to(ROOT)}: {module}.{name}"
        for path in CODE
        for module, name in imported(path)
        if module in MODULES
        and module != module_of(path)
        and re.fullmatch(r"_[A-Za-z]\w*", name)
        and f"{module}.{name}" not in MODULES
    ]

    assert used()
    assert broken == []


def test_a_function_or_class_that_nobody_outside_uses_is_private() -> None:
    """A public name is a promise to other modules; a test counts as one of them."""
    assert len(CODE) > 200
    assert {str(path.relative_to(ROOT)): names for path in CODE if (names := unused_outside(path))} == {}


@cache
def words_of(path: Path) -> Counter[str]:
    """How often each word is in a file."""
    return Counter(re.findall(r"\w+", text_of(path)))


def test_a_private_function_or_class_is_used_by_its_own_module() -> None:
    """Otherwise nobody can use it, and it is dead. Python itself calls `__getattr__` and its like."""
    dead = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in CODE
        for node in parsed(path).body
        if isinstance(node, Top) and re.match(r"_(?!_)", node.name) and not node.decorator_list
        if words_of(path)[node.name] < 2
    ]

    assert dead == []
