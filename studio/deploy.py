"""`storyreel deploy`: sets a Prefect server up, so that workers on any machine make films."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Literal

from storyreel.film.errors import UsageError
from studio.exits import DONE, ERROR
from studio.printing import say
from studio.server import ensure_server

CHECKOUT = Path(__file__).resolve().parents[1]
PoolType = Literal["process", "docker", "ecs", "kubernetes"]


def deploy_command(pools: PoolType) -> int:
    """Set up the server that PREFECT_API_URL names, or this machine's own; returns the exit code.

    Raises:
        UsageError: storyreel was installed without its prefect.yaml.
        ServerError: the server does not answer.
    """
    if not (CHECKOUT / "prefect.yaml").is_file():
        raise UsageError(
            f"{str(CHECKOUT)!r} has no prefect.yaml. Nothing was changed. Workers run storyreel from a"
            " checkout: clone its repository, and type this command there."
        )
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
        "Start workers on machines that have this checkout; STORYREEL_CHECKOUT is its folder there:\n"
        "  prefect worker start --pool cpu\n"
        "  prefect worker start --pool gpu\n"
        "  prefect deployment run make-film/cpu --param script=examples/the-last-light.fountain"
    )
    return DONE
