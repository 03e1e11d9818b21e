"""The schema of a deployment's parameters, as Prefect's form shows it.

The form has no field for a value that may be None: it says that the property is of type "None". A value that
may be left out is therefore shown as what it is if it is given.
"""

from __future__ import annotations

from typing import Any

from pydantic import MISSING, BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue

NOT_SAID: Any = MISSING
"""The default of a parameter that may be left out. The schema does not have it, so the form sends nothing."""


class _InForm:
    """Takes None out of a parameter's schema, at any depth; what is accepted does not change.

    `NOT_SAID` is accepted, too, and is None then: on a worker Prefect checks defaults as if they were given.
    """

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> Any:
        return BeforeValidator(said).__get_pydantic_core_schema__(source, handler)

    def __get_pydantic_json_schema__(self, core: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler(core)
        _take_none_out(schema, handler, set())
        return schema


IN_FORM = _InForm()
"""The mark of a parameter that Prefect's form shows: `Annotated[float | None, IN_FORM]`."""


def said(value: Any) -> Any:
    """The value of a parameter; None if it was left out."""
    return None if value is NOT_SAID else value


def _take_none_out(schema: Any, handler: GetJsonSchemaHandler, seen: set[str]) -> None:
    if isinstance(schema, list):
        for one in schema:
            _take_none_out(one, handler, seen)
    elif isinstance(schema, dict):
        for inner in list(schema.values()):
            _take_none_out(inner, handler, seen)
        _drop_null(schema)
        _follow(schema.get("$ref"), handler, seen)


def _drop_null(schema: dict[str, Any]) -> None:
    choices = schema.get("anyOf", [])
    kept = [choice for choice in choices if choice != {"type": "null"}]
    if len(kept) == len(choices):
        return
    if schema.get("default", ...) is None:
        del schema["default"]
    if len(kept) > 1:
        schema["anyOf"] = kept
    else:
        del schema["anyOf"]
        schema |= {**kept[0], **schema}


def _follow(reference: object, handler: GetJsonSchemaHandler, seen: set[str]) -> None:
    """Do the same in the definition that a schema refers to, once."""
    if isinstance(reference, str) and reference not in seen:
        seen.add(reference)
        _take_none_out(handler.resolve_ref_schema({"$ref": reference}), handler, seen)
