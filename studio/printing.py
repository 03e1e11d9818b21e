"""The one module that writes to the terminal.

It removes control characters, so that none in a title, a name or an answer reaches the terminal. Colours and
the progress bar are rich's own, added after the text is cleaned.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.table import Table

from storyreel.film.printable import printable, printable_json

if TYPE_CHECKING:
    from rich.console import JustifyMethod


def _cleaned(segment: Segment) -> Segment:
    return segment if segment.control else Segment(printable(segment.text), segment.style)


class Screen(Console):
    """A console that shows text unchanged: no markup, no emoji codes, no control characters."""

    def __init__(self, *, stderr: bool = False, file: TextIO | None = None, quiet: bool = False) -> None:
        super().__init__(stderr=stderr, file=file, quiet=quiet, markup=False, emoji=False, highlight=False)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Segments as rich renders them, with their text cleaned. Rich's own control segments stay."""
        for segment in super().render(renderable, options):
            yield _cleaned(segment)


def say(text: str) -> None:
    """Print a line, or several, on stdout."""
    _write(sys.stdout, f"{text}\n")


def tell(text: str, terminal: TextIO | None = None) -> None:
    """Print a line, or several, on stderr, or on `terminal` if stderr is captured at present."""
    _write(terminal or sys.stderr, f"{text}\n")


def say_json(value: object) -> None:
    """Print data on stdout as JSON that reads back the same."""
    _write(sys.stdout, f"{printable_json(value)}\n")


def seen_by_a_person() -> bool:
    """Whether stderr is a terminal."""
    return sys.stderr.isatty()


def ask(question: str) -> str:
    """What a person answers at the terminal, without spaces around it and in lower case."""
    _write(sys.stderr, question)
    return sys.stdin.readline().strip().lower()


def print_table(
    screen: Console, heads: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[str] = ()
) -> None:
    """Print columns under their headings; those in `right` are right-aligned. Long cells are folded."""
    table = Table(box=None, pad_edge=False)
    for head in heads:
        justify: JustifyMethod = "right" if head in right else "left"
        table.add_column(head, justify=justify, overflow="fold")
    for row in rows:
        table.add_row(*(printable(cell) for cell in row))
    screen.print(table)


def _write(terminal: TextIO, text: str) -> None:
    terminal.write(printable(text))
    terminal.flush()
