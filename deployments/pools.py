"""The work pools that prefect.yaml names."""

from __future__ import annotations

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.exceptions import ObjectNotFound

POOLS = {
    "cpu": "Runs make_film: reads, plans, mixes and cuts.",
    "gpu": "Makes clips; one at a time for each card.",
}
TYPES = ("process", "docker", "ecs", "kubernetes")


def ensure_pools(client: SyncPrefectClient, pool_type: str = "process") -> tuple[str, ...]:
    """Names of the pools that were made. A pool that exists is left as it is.

    Raises:
        ValueError: storyreel's deployments are not written for pools of this type.
    """
    if pool_type not in TYPES:
        raise ValueError(f"There is no pool type {pool_type!r}; accepted are {', '.join(TYPES)}.")
    missing = [name for name in POOLS if not _exists(client, name)]
    for name in missing:
        client.create_work_pool(WorkPoolCreate(name=name, type=pool_type, description=POOLS[name]))
    return tuple(missing)


def _exists(client: SyncPrefectClient, pool: str) -> bool:
    try:
        client.read_work_pool(pool)
    except ObjectNotFound:
        return False
    return True
