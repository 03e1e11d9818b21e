"""Makes the work pools that prefect.yaml names, if they are missing, and registers the types of blocks.

python -m deployments.pools [process|docker|ecs|kubernetes]
"""

from __future__ import annotations

import sys

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.exceptions import ObjectNotFound

from deployments.block_types import register_block_types
from storyreel.film.printable import printable

POOLS = {
    "cpu": "Runs make_film: reads, plans, mixes and cuts.",
    "gpu": "Makes clips; one at a time for each card.",
}
TYPES = ("process", "docker", "ecs", "kubernetes")


def ensure_pools(pool_type: str = "process") -> tuple[str, ...]:
    """Names of the pools that were made. A pool that is there already is left as it is.

    Raises:
        ValueError: storyreel's deployments are not written for pools of this type.
    """
    if pool_type not in TYPES:
        raise ValueError(f"There is no pool type {pool_type!r}; accepted are {', '.join(TYPES)}.")
    with get_client(sync_client=True) as client:
        missing = [name for name in POOLS if not _is_there(client, name)]
        for name in missing:
            client.create_work_pool(WorkPoolCreate(name=name, type=pool_type, description=POOLS[name]))
    return tuple(missing)


def _is_there(client: SyncPrefectClient, pool: str) -> bool:
    try:
        client.read_work_pool(pool)
    except ObjectNotFound:
        return False
    return True


def main() -> None:
    """Make the pools, register the types of blocks, and print both."""
    made = ensure_pools(*sys.argv[1:2])
    said = f"made: {', '.join(made)}" if made else "all pools are there"
    registered = len(register_block_types())
    sys.stdout.write(printable(f"{said}\n{registered} types of blocks are registered\n"))


if __name__ == "__main__":
    main()
