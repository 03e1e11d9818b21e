"""Progress of a run, for listeners: calls planned, begun, made, reused or missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Progress:
    """One thing that happened."""

    event: Literal["expected", "planned", "begun", "made", "reused", "gap", "waits"]
    name: str = ""
    doing: str = ""
    """What is done, in words: 'drawing SC010-SH010'."""
    work: float = 0.0
    """Roughly how many seconds one core works on this call; with 'planned', on all added calls; with
    'expected', on everything that is not made yet, as far as it can be foretold.
    """
    calls: int = 1
    message: str = ""
    """With 'gap', why it is missing; with 'waits', what the call waits for, '' once it no longer does."""
    key: str = ""
    """Key of the result, with 'made' and 'reused'; '' if it has none."""


@dataclass
class _Listeners:
    callbacks: list[Callable[[Progress], None]] = field(default_factory=list)


_LISTENERS = _Listeners()


@contextmanager
def listening(callback: Callable[[Progress], None]) -> Iterator[None]:
    """Call the callback with all progress of this process."""
    _LISTENERS.callbacks.append(callback)
    try:
        yield
    finally:
        _LISTENERS.callbacks.remove(callback)


def tell(progress: Progress) -> None:
    """Pass the progress to every listener."""
    for callback in list(_LISTENERS.callbacks):
        callback(progress)
