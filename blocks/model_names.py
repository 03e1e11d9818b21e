"""Checks names of models. A name becomes part of a web address, and film.toml may be another person's."""

from __future__ import annotations

import re

from storyreel.film.errors import UsageError, shown

LONGEST = 200
_PART = r"[A-Za-z0-9][A-Za-z0-9._:-]*"
_NAME = re.compile(rf"{_PART}(/{_PART})*")


def require_model_name(capability: str, model: str) -> str:
    """The name, if it cannot lead to another address. 'ray-3.2' and 'ft:gpt-4o:acme::1' are accepted.

    Raises:
        UsageError: it holds something else, such as '..', '//', '?', '@' or a space.
    """
    if len(model) > LONGEST or not _NAME.fullmatch(model):
        raise _no_model_name(capability, model)
    return model


def _no_model_name(capability: str, model: str) -> UsageError:
    return UsageError(
        f"models.{capability} is {shown(model)}; letters, digits, dots, dashes, colons and single slashes"
        f" are accepted, {LONGEST} at most. Nothing was sent and nothing was spent. Change `models` in"
        " film.toml, or --model."
    )
