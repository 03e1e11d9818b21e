"""prefect.yaml matches the code: its flows can be imported, and its names are those the code uses."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from prefect.flows import Flow

from deployments.automations import HEARTBEAT_SECONDS
from deployments.pools import POOLS, ensure_pools
from storyreel.graph.stages import STAGES

CHECKOUT = Path(__file__).resolve().parents[2]
DEPLOYMENTS = yaml.safe_load((CHECKOUT / "prefect.yaml").read_text())["deployments"]


def flow_of(deployment: dict) -> Flow:
    path, name = deployment["entrypoint"].split(":")
    return getattr(import_module(path.removesuffix(".py").replace("/", ".")), name)


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda deployment: deployment["name"])
def test_entrypoint_is_a_flow_that_takes_the_parameters(deployment: dict) -> None:
    """Deployments can be started as they are: every parameter exists, and each pool is one that is made."""
    flow = flow_of(deployment)

    assert (CHECKOUT / deployment["entrypoint"].split(":")[0]).exists()
    assert isinstance(flow, Flow)
    assert set(deployment.get("parameters", {})) <= set(flow.parameters.properties)
    assert deployment["work_pool"]["name"] in POOLS
    assert deployment["description"]


def test_stages_name_deployments_of_the_gpu_pool() -> None:
    """What a stage is sent to by name is there, and its flow takes what is sent."""
    named = {f"{flow_of(deployment).name}/{deployment['name']}": deployment for deployment in DEPLOYMENTS}

    asked = {row.deployment for row in STAGES.values() if row.deployment}
    assert asked
    for deployment in asked:
        assert named[deployment]["work_pool"]["name"] == "gpu"
        assert {"brief", "order", "member"} <= set(flow_of(named[deployment]).parameters.properties)
    assert {deployment["work_pool"]["name"] for deployment in DEPLOYMENTS} == set(POOLS)


def test_example_script_of_the_deployment_is_there() -> None:
    """A run without parameters makes the example, and needs no worker of the gpu pool."""
    film = next(
        deployment for deployment in DEPLOYMENTS if deployment["entrypoint"].startswith("flows/form.py")
    )

    assert (CHECKOUT / film["parameters"]["script"]).exists()
    assert film["parameters"]["clips_on"] == "here"


def test_unknown_pool_type_is_refused() -> None:
    """The type, and which are accepted; no server is asked."""
    with pytest.raises(ValueError, match=r"'kubernets'.*kubernetes"):
        ensure_pools(cast(Any, None), "kubernets")


def test_every_run_of_a_pool_sends_the_heartbeat_that_is_waited_for() -> None:
    """Prefect's own default is longer than the server waits before it marks a run Crashed."""
    beats = [one["work_pool"]["job_variables"]["env"] for one in DEPLOYMENTS]

    assert beats == [{"PREFECT_FLOWS_HEARTBEAT_FREQUENCY": str(HEARTBEAT_SECONDS)}] * len(DEPLOYMENTS)
