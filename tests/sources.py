"""The sources of the project, each read, parsed and sorted by kind of node once for all tests."""

from __future__ import annotations

import ast
import gc
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("storyreel", "blocks", "tasks", "flows", "deployments", "studio")
CODE = tuple(path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))
"""Every module of the product."""
READERS = (*CODE, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "benchmarks").rglob("*.py")))
"""Every module that may use another."""
AT_ONE_WORKER = pytest.mark.xdist_group("sources")
"""Marks the tests that share what is cached here."""
Node = TypeVar("Node", bound=ast.AST)


@cache
def text_of(path: Path) -> str:
    """A file's text."""
    return path.read_text(encoding="utf-8")


def parsed(path: Path) -> ast.Module:
    """A file's syntax tree."""
    return _trees()[path]


def nodes_of(path: Path, kind: type[Node]) -> list[Node]:
    """The nodes of one kind anywhere in a file, in the order of `ast.walk`."""
    return _nodes_by_kind(path).get(kind, [])  # type: ignore[return-value] each list has its kind


@cache
def _trees() -> Mapping[Path, ast.Module]:
    """All trees at once, with no look for garbage among them: it takes three times as long as the parser."""
    gc.disable()
    try:
        return {path: ast.parse(text_of(path)) for path in READERS}
    finally:
        gc.freeze()
        gc.enable()


@cache
def _nodes_by_kind(path: Path) -> Mapping[type[ast.AST], list[ast.AST]]:
    sorted_nodes: dict[type[ast.AST], list[ast.AST]] = {}
    for node in ast.walk(parsed(path)):
        sorted_nodes.setdefault(type(node), []).append(node)
    return sorted_nodes
