"""Makes the work pools that prefect.yaml names, where they are missing: python -m deployments.pools [process|docker|ecs|kubernetes]."""

from __future__ import annotations

import sys

from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.exceptions import ObjectNotFound

from storyreel.film.printable import printable

POOLS = {
    "cpu": "Runs make_film: reads, plans, mixes and cuts.",
    "gpu": "Makes clips; one at a time for each card.",
}
TYPES = ("process", "docker", "ecs", "kubernetes")


def ensure_pools(pool_type: str = "process") -> tuple[str, ...]:
    """Names of the pools that were made; those that are there are left as they are.

    Raises:
        ValueError: the type is none of Prefect's own that storyreel's deployments are written for.
    """
    if pool_type not in TYPES:
        raise ValueError(f"There is no pool type {pool_type!r}; accepted are {', '.join(TYPES)}.")
    made: list[str] = []
    with get_client(sync_client=True) as client:
        for name, description in POOLS.items():
            try:
                client.read_work_pool(name)
            except ObjectNotFound:
                client.create_work_pool(WorkPoolCreate(name=name, type=pool_type, description=description))
                made.append(name)
    return tuple(made)


def main() -> None:
    """Make the pools and say which."""
    made = ensure_pools(*sys.argv[1:2])
    sys.stdout.write(printable(f"made: {', '.join(made)}\n" if made else "all pools are there\n"))


if __name__ == "__main__":
    main()
