"""Databases of Prefect servers that run, for other servers: to make one takes five seconds of a processor."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from pathlib import Path

HOMES: list[Path] = []
"""Homes of storyreel in this process's tests whose servers may have one."""


def give_database(home: Path) -> None:
    """Give a new home's server a database, if another home has one."""
    for other in HOMES:
        if (other / "server" / "migrated").exists():
            (home / "server").mkdir(mode=0o700)
            copy_database(other / "server", home / "server")
            return


def copy_database(server: Path, other: Path) -> None:
    """Give another server the database of one that runs, so that it need not make its own."""
    with (
        contextlib.closing(sqlite3.connect(server / "prefect.db")) as source,
        contextlib.closing(sqlite3.connect(other / "prefect.db")) as target,
    ):
        source.backup(target)
    shutil.copy(server / "migrated", other / "migrated")
    (other / "prefect.db").chmod(0o600)
