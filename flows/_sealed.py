"""A flow that reads no results stored by Prefect.

A run's state names a file and its decoder: pickle, or JSON that builds objects of any class. Both
can run a program, so a person who can set the state of a run could run code in the process that makes the
film. storyreel keeps its results in its own ledger, so its flows refuse to read any result from Prefect.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from prefect.flows import Flow
from prefect.results import ResultStore

from storyreel.film.errors import ServerError

P = ParamSpec("P")
R = TypeVar("R")
_SEALED: ContextVar[bool] = ContextVar("storyreel_sealed", default=False)


class SealedFlow(Flow[P, R]):
    """A flow during whose calls no stored result is read.

    Other flows of the same process are not affected.
    """

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run the flow; see `Flow.__call__`."""
        token = _SEALED.set(True)
        try:
            return super().__call__(*args, **kwargs)
        finally:
            _SEALED.reset(token)


def sealed_flow(**options: Any) -> Callable[[Callable[P, R]], SealedFlow[P, R]]:
    """A decorator that makes a function a `SealedFlow`. options: as Prefect's `flow` takes them."""

    def wrap(function: Callable[P, R]) -> SealedFlow[P, R]:
        return SealedFlow(function, **options)

    return wrap


def _refusing(read: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(read)
    def guarded(self: ResultStore, *args: Any, **kwargs: Any) -> Any:
        if _SEALED.get():
            raise ServerError(
                "The Prefect server answered with a stored result, and storyreel keeps none there: the state"
                " of this run was set by hand. It was not read. Check who can write to that server; then"
                " run the same command again."
            )
        return read(self, *args, **kwargs)

    return guarded


# Prefect offers no setting for this. Every stored result passes through one of these two public methods.
ResultStore.read = _refusing(ResultStore.read)
ResultStore.aread = _refusing(ResultStore.aread)
