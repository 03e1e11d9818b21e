"""Sets up a Prefect server for storyreel: work pools, types of blocks, deployments and automations.

python -m deployments.deploy [process|docker|ecs|kubernetes]

It may be run again at any time, for example after an upgrade; it says what it changed.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import httpx
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.responses import DeploymentResponse

from deployments.automations import ensure_automations
from deployments.block_types import register_block_types
from deployments.pools import ensure_pools
from storyreel.film.errors import FilmError, ServerError
from storyreel.film.printable import printable

CHECKOUT = Path(__file__).resolve().parents[1]
ANSWER_SECONDS = 60.0
"""How long to wait for a server that is starting."""
_COMPARED = {
    "concurrency_options",
    "description",
    "entrypoint",
    "job_variables",
    "parameters",
    "pull_steps",
    "tags",
    "work_pool_name",
}


def _set_up(pool_type: str = "process") -> Iterator[str]:
    """Make what is missing and change what differs; yields a line about each kind of thing.

    pool_type: of work pools that are missing; those that are there stay as they are.

    Raises:
        ServerError: the server does not answer, or refused a deployment.
        ValueError: storyreel's deployments are not written for pools of this type.
    """
    with get_client(sync_client=True) as client:
        _await_server(client)
        yield _line("work pools", ensure_pools(client, pool_type))
        yield f"block types: {len(register_block_types())} are registered"
        before = _deployments(client)
        _run_prefect_deploy()
        after = _deployments(client)
        yield _line("deployments", [one[1] for one, facts in after.items() if before.get(one) != facts])
        yield _line("automations", ensure_automations(client))


def _line(kind: str, changed: tuple[str, ...] | list[str]) -> str:
    return f"{kind}: made or changed {', '.join(changed)}" if changed else f"{kind}: nothing to change"


def _await_server(client: SyncPrefectClient) -> None:
    """Wait until the server answers and accepts the password."""
    until = time.monotonic() + ANSWER_SECONDS
    while (problem := _problem(client)) is not None:
        if time.monotonic() > until:
            raise ServerError(
                f"The Prefect server at {client.api_url} does not let us in: {problem}. Nothing was changed."
                " Set PREFECT_API_URL to its address and PREFECT_API_AUTH_STRING to its password."
            )
        threading.Event().wait(1.0)


def _problem(client: SyncPrefectClient) -> str | None:
    """Why the server does not answer, or refuses the password; None if it does neither."""
    try:
        client.hello()
        client.read_work_pools(limit=1)
    except (httpx.HTTPError, OSError) as error:
        return str(error) or type(error).__name__
    return None


def _deployments(client: SyncPrefectClient) -> dict[tuple[UUID, str], dict[str, object]]:
    """The fields that storyreel sets in each deployment, by its flow and its name."""
    return {(one.flow_id, one.name): _facts(one) for one in client.read_deployments()}


def _facts(deployment: DeploymentResponse) -> dict[str, object]:
    facts = deployment.model_dump(mode="json", include=_COMPARED)
    schedules = [(one.active, one.schedule.model_dump(mode="json")) for one in deployment.schedules]
    return {**facts, "schedules": schedules, "form": deployment.parameter_openapi_schema}


def _run_prefect_deploy() -> None:
    """Have Prefect read prefect.yaml."""
    done = subprocess.run(
        [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ServerError(f"`prefect deploy --all` failed:\n{(done.stdout + done.stderr)[-3000:]}")


def main() -> None:
    """Set the server up, and print what was changed; ends with 1 and a sentence if it cannot."""
    try:
        for line in _set_up(*sys.argv[1:2]):
            sys.stdout.write(printable(line) + "\n")
            sys.stdout.flush()
    except FilmError as error:
        sys.exit(f"storyreel: {printable(error.message)}")


if __name__ == "__main__":
    main()
