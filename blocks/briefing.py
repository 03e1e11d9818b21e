"""Checks that a member can work from a brief of this kind."""

from __future__ import annotations

from typing import TypeVar

from storyreel.film.errors import CapabilityError
from storyreel.film.frozen import Frozen

Brief = TypeVar("Brief", bound=Frozen)


def brief_as(kind: type[Brief], brief: Frozen) -> Brief:
    """The brief itself.

    Raises:
        CapabilityError: it is of another kind.
    """
    if not isinstance(brief, kind):
        raise _wrong_kind(kind, brief)
    return brief


def _wrong_kind(kind: type[Frozen], brief: Frozen) -> CapabilityError:
    return CapabilityError(
        f"A {type(brief).__name__} was given; a {kind.__name__} is accepted. Nothing was spent. This is a"
        " bug in storyreel; please report it."
    )
