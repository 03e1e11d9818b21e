"""What is private is named with an underscore, and nothing else is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("storyreel", "blocks", "tasks", "flows", "deployments", "studio")
CODE = tuple(path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))
READERS = (*CODE, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "benchmarks").rglob("*.py")))
TEXTS = tuple(ROOT / name for name in ("README.md", "prefect.yaml", "pyproject.toml", "blocks/roster.py"))
"""Files that name code in text: a member's class, a flow's entry point, an example."""
WITHOUT_A_CALLER = ("dataclass", "cache", "lru_cache", "contextmanager", "njit", "jit")
"""Decorators that register nothing: what carries another one may be called by name from elsewhere."""
Top = ast.FunctionDef | ast.ClassDef


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def module_of(path: Path) -> str:
    """Dotted name of a file's module."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_of(path) for path in CODE}


def imported(path: Path) -> Iterator[tuple[str, str]]:
    """Every (module, name) of ours that a file imports, or reads from a module that it imports."""
    modules: dict[str, str] = {}
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield node.module, alias.name
                if f"{node.module}.{alias.name}" in MODULES:
                    modules[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Import):
            modules |= {
                alias.asname or alias.name: alias.name for alias in node.names if alias.name in MODULES
            }
    for node in ast.walk(parsed(path)):
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and (module := modules.get(node.value.id))
        ):
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
        node.value
        for path in READERS
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return frozenset(
        found.union(
            *(named_in_text(path.read_text(encoding="utf-8")) for path in TEXTS), *map(named_in_text, quoted)
        )
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
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef) and (not node.name.startswith("_") or node.name == "__init__"):
            found |= names_in(
                node.returns,
                *(one.annotation for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)),
            )
        elif isinstance(node, ast.AnnAssign):
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
        and not (node.name == "main" and "__main__" in path.read_text(encoding="utf-8"))
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


def test_a_private_function_or_class_is_used_by_its_own_module() -> None:
    """Otherwise nobody can use it, and it is dead."""
    dead = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in CODE
        for node in parsed(path).body
        if isinstance(node, Top) and node.name.startswith("_") and not node.decorator_list
        if len(re.findall(rf"\b{node.name}\b", path.read_text(encoding="utf-8"))) < 2
    ]

    assert dead == []
