"""`storyreel deploy` and `storyreel worker`: films that are made by workers, on any machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Literal

from storyreel.film.errors import UsageError
from studio.exits import DONE, ERROR
from studio.prefect_address import ui_of
from studio.printing import say
from studio.server import ensure_server

CHECKOUT = Path(__file__).resolve().parents[1]
Pool = Literal["cpu", "gpu"]
PoolType = Literal["process", "docker", "ecs", "kubernetes"]
_WORKER = {"PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "INFO"}
"""A worker's terminal shows the logs of its runs."""


def deploy_command(pools: PoolType) -> int:
    """Set up the server that PREFECT_API_URL names, or this machine's own; returns the exit code.

    Raises:
        UsageError: storyreel was installed without its prefect.yaml.
        ServerError: the server does not answer.
    """
    _require_checkout()
    facts = ensure_server()
    say(f"Prefect server: {facts.url}")
    # In a process of its own, in which Prefect is imported with the server's settings.
    done = subprocess.run(  # noqa: S603 a fixed command
        [sys.executable, "-m", "deployments.deploy", pools],
        cwd=CHECKOUT,
        env={**os.environ, **facts.environment()},  # noqa: TID251 Prefect reads its settings from there
        check=False,
    )
    if done.returncode:
        return ERROR
    say(
        f"Start workers, here or on other machines: storyreel worker cpu\nThen run a film: {ui_of(facts.url)}"
    )
    return DONE


def worker_command(pool: Pool) -> int:
    """Become a Prefect worker of a pool, until it is interrupted.

    Raises:
        UsageError: storyreel was installed without its prefect.yaml.
        ServerError: the server does not answer.
    """
    _require_checkout()
    settings = ensure_server().environment() | _WORKER
    known = {"STORYREEL_CHECKOUT": str(CHECKOUT), **os.environ, **settings}  # noqa: TID251 as above
    worker = [sys.executable, "-P", "-m", "prefect", "--no-prompt", "worker", "start", "--pool", pool]
    os.chdir(CHECKOUT)  # Prefect reads settings in the working directory, which may be a stranger's
    os.execve(sys.executable, worker, known)  # noqa: S606 a fixed command


def _require_checkout() -> None:
    if not (CHECKOUT / "prefect.yaml").is_file():
        raise UsageError(
            f"{str(CHECKOUT)!r} has no prefect.yaml. Nothing was changed. Workers run storyreel from a"
            " checkout: clone its repository, and type this command there."
        )
