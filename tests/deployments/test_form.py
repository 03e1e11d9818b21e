"""The form of each deployment: every field has a type and a description, and a crew can be picked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from prefect.utilities.callables import parameter_schema
from prefect.utilities.schema_tools import validate

from blocks.kinds import KINDS
from blocks.saved_crew import SavedCrew
from deployments.block_types import block_types
from flows.form import make_film_by_form
from tasks.dispatch import _parameters
from tests.deployments.test_prefect_yaml import DEPLOYMENTS, flow_of
from tests.flows.ordered_clips import BRIEF, order_of

EACH = pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda deployment: deployment["name"])


def schema_of(deployment: dict) -> dict[str, Any]:
    """What `prefect deploy` sends to the server."""
    return parameter_schema(flow_of(deployment)).model_dump(exclude_none=False)


def everything_in(value: Any) -> Iterator[Any]:
    yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from everything_in(one)


@EACH
def test_no_field_has_the_type_none(deployment: dict) -> None:
    """Neither as one of several types, nor as a default that the form would send."""
    found = list(everything_in(schema_of(deployment)))

    assert {"type": "null"} not in found
    assert not [one for one in found if isinstance(one, dict) and one.get("default", "") is None]


@EACH
def test_every_parameter_is_described(deployment: dict) -> None:
    """In the words of the flow."""
    assert all(field.get("description") for field in schema_of(deployment)["properties"].values())


@EACH
def test_every_block_that_is_picked_has_a_type_that_is_registered(deployment: dict) -> None:
    """An abstract capability has none: the form would ask the server in vain."""
    registered = {kind.get_block_type_slug() for kind in block_types()}
    picked = {
        one["block_type_slug"]
        for one in everything_in(schema_of(deployment))
        if isinstance(one, dict) and "block_type_slug" in one
    }

    assert picked <= registered
    assert picked == (set() if deployment["name"] == "gpu" else {"film-crew"})


def test_the_crew_is_one_of_three_or_a_saved_one() -> None:
    """A saved one is passed by its reference, which a block without a required field would not allow."""
    schema = parameter_schema(make_film_by_form).model_dump()
    picked = {
        "crew": "local",
        "saved_crew": {"$ref": {"block_document_id": "6f6b3a6e-0000-4000-8000-000000000000"}},
    }

    assert schema["properties"]["crew"]["enum"] == ["animatic", "cloud", "local"]
    assert schema["required"] == []
    assert validate({}, schema) == validate(picked, schema) == []
    assert validate({"crew": "nobody"}, schema)
    assert validate({"saved_crew": {}}, schema)


def test_what_is_sent_to_the_gpu_pool_fits_its_form() -> None:
    """The server checks it against the schema."""
    from blocks.crew import animatic_crew

    camera = animatic_crew().video
    parameters = _parameters(BRIEF, camera, order_of(camera, "file:///vault"), "video")
    (gpu,) = [deployment for deployment in DEPLOYMENTS if deployment["name"] == "gpu"]

    assert validate(parameters, schema_of(gpu)) == []


def test_each_capability_has_types_to_save() -> None:
    """And no abstract one is among them."""
    for kind in KINDS.values():
        assert any(issubclass(one, kind) for one in block_types())
    assert not set(KINDS.values()) & set(block_types())
    assert SavedCrew in block_types()
