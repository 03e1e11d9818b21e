"""Briefs from what a caller in Python typed."""

from __future__ import annotations

from typing import TypeVar

from pydantic import ValidationError

from storyreel.film.errors import UsageError, shown
from storyreel.film.frozen import Frozen

Brief = TypeVar("Brief", bound=Frozen)


def brief_of(kind: type[Brief], **fields: object) -> Brief:
    """The brief with these fields.

    Raises:
        UsageError: a field has a value that is not accepted.
    """
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        name = ".".join(map(str, first["loc"]))
        raise UsageError(
            f"{name} is {shown(first['input'])}: {first['msg']}. Nothing was made and nothing was spent. Give"
            " another value."
        ) from error
