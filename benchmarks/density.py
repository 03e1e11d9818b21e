"""How dense each module of the product is: its functions in AST nodes, and its longest line in columns.

`make check` prints the totals, and the modules whose figures differ from those in benchmarks/density.csv.
Nothing fails by them. `python -m benchmarks.density --keep` writes the present figures into that file.
"""

from __future__ import annotations

import ast
import csv
import statistics
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

CHECKOUT = Path(__file__).parent.parent
KEPT = Path(__file__).with_suffix(".csv")
PACKAGES = ("storyreel", "blocks", "tasks", "flows", "deployments", "studio", "benchmarks")
DRAWINGS = "storyreel/animatic/painter/places/"
"""Drawings are numbers in code; the totals leave them out."""
FIELDS = ("module", "functions", "median", "largest", "columns")


@dataclass(frozen=True)
class Module:
    """The figures of one module."""

    module: str
    functions: int
    median: float
    """AST nodes of its middle function, nested functions and docstring included; 0 if it has no function."""
    largest: int
    columns: int
    """Length of its longest line."""


@dataclass(frozen=True)
class Function:
    """One function, by the AST nodes under it."""

    name: str
    nodes: int


def functions_of(tree: ast.AST) -> Iterator[Function]:
    """Every function and method, nested ones too."""
    for node in _definitions(tree):
        yield Function(node.name, _count(node))


def _count(tree: ast.AST) -> int:
    return sum(1 for _ in ast.walk(tree))


_Definition: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


def _definitions(tree: ast.AST) -> Iterator[_Definition]:
    for node in ast.walk(tree):
        if isinstance(node, _Definition):
            yield node


def measure(path: Path, name: str) -> tuple[Module, list[Function]]:
    """A file's figures, and its functions."""
    text = path.read_text(encoding="utf-8")
    functions = list(functions_of(ast.parse(text)))
    nodes = [function.nodes for function in functions]
    module = Module(
        module=name,
        functions=len(nodes),
        median=statistics.median(nodes or [0]),
        largest=max(nodes, default=0),
        columns=max(map(len, text.splitlines()), default=0),
    )
    return module, functions


def percentile_90(values: Sequence[int]) -> int:
    """The value that nine in ten do not exceed.

    >>> percentile_90([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    10
    """
    return sorted(values)[int(len(values) * 0.9)]


def kept() -> dict[str, Module]:
    """The figures of density.csv by module; none if there is no such file."""
    return {row["module"]: _module(row) for row in _rows()} if KEPT.exists() else {}


def _rows() -> list[dict[str, str]]:
    with KEPT.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _module(row: dict[str, str]) -> Module:
    return Module(
        module=row["module"],
        functions=int(row["functions"]),
        median=float(row["median"]),
        largest=int(row["largest"]),
        columns=int(row["columns"]),
    )


def keep(modules: Sequence[Module]) -> None:
    """Write density.csv."""
    with KEPT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FIELDS)
        writer.writerows([getattr(module, field) for field in FIELDS] for module in modules)


def trend(now: float, before: float | None) -> str:
    """A figure, with the kept one behind it if they differ.

    >>> trend(40, 40.0), trend(45.5, 40), trend(7, None)
    ('40', '45.5 (was 40)', '7 (new)')
    """
    if before is None:
        return f"{now:g} (new)"
    return f"{now:g}" if now == before else f"{now:g} (was {before:g})"


def line(module: Module, functions: Sequence[Function], before: Module | None) -> str:
    """A module's line of the table."""
    median, most, columns = (
        trend(getattr(module, field), getattr(before, field, None))
        for field in ("median", "largest", "columns")
    )
    largest = max(functions, key=lambda function: function.nodes).name if functions else "-"
    return f"{module.module:<62} {median:>18} {most:>16} {largest:<32} {columns:>15}"


def main(arguments: Sequence[str]) -> None:
    """Print the modules that changed and the totals; with --keep, write the file."""
    measured = [measure(path, name) for name, path in _sources().items()]
    _print(f"{'module':<62} {'median nodes':>18} {'largest':>16} {'':<32} {'columns':>15}")
    for text in _changed(measured, kept()):
        _print(text)
    _print(_totals(measured))
    if "--keep" in arguments:
        keep([module for module, _ in measured])


_Measured: TypeAlias = tuple[Module, list[Function]]


def _sources() -> dict[str, Path]:
    """Every module of the product by its path in the checkout."""
    paths = _paths()
    return {path.relative_to(CHECKOUT).as_posix(): path for path in sorted(paths)}


def _paths() -> Iterator[Path]:
    return (path for package in PACKAGES for path in (CHECKOUT / package).rglob("*.py"))


def _changed(measured: Iterable[_Measured], before: Mapping[str, Module]) -> Iterator[str]:
    """A line for each module whose figures differ from the kept ones."""
    for module, functions in measured:
        was = before.get(module.module)
        if module != was:
            yield line(module, functions, was)


def _totals(measured: Iterable[_Measured]) -> str:
    counted = [function.nodes for module, functions in measured for function in functions if _counts(module)]
    return (
        f"{len(counted)} functions outside {DRAWINGS}: the middle one has {statistics.median(counted):g} AST"
        f" nodes (goal: at most 45), nine in ten have at most {percentile_90(counted)} (goal: 170)."
    )


def _counts(module: Module) -> bool:
    return not module.module.startswith(DRAWINGS)


def _print(text: str) -> None:
    print(text)  # noqa: T201 a table for the terminal


if __name__ == "__main__":
    main(sys.argv[1:])
