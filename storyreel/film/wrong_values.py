"""Says in plain words why a value was not accepted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_BOUNDS = {
    "greater_than": "must be more than {gt:g}",
    "greater_than_equal": "must be {ge:g} or more",
    "less_than": "must be less than {lt:g}",
    "less_than_equal": "must be {le:g} or less",
    "string_too_long": "must have {max_length} characters or fewer",
    "too_long": "must have {max_length} entries or fewer",
    "finite_number": "must be a finite number",
    "float_parsing": "must be a number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
}
"""A sentence for each of pydantic's types of error (https://docs.pydantic.dev/2.12/errors/validation_errors/,
read on 2026-12-01) that a bound of a field gives.
"""


def why_wrong(details: Mapping[str, Any]) -> str:
    """What the value must be; pydantic's own sentence if there is no plainer one.

    details: an entry of `ValidationError.errors()`, with its context.

    >>> why_wrong({"type": "less_than_equal", "ctx": {"le": 120.0}, "msg": ""})
    'must be 120 or less'
    >>> why_wrong({"type": "value_error", "msg": "Value error, noir is not a look"})
    'noir is not a look'
    """
    bound = _BOUNDS.get(details["type"])
    if bound is None:
        return str(details["msg"]).removeprefix("Value error, ")
    return bound.format(**details.get("ctx", {}))
