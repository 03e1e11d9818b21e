"""Whether the disk has space for the server and a film's first files."""

from __future__ import annotations

import shutil
from pathlib import Path

from storyreel.film.errors import VaultError
from storyreel.vault.home import home

LEAST_FREE_BYTES = 50_000_000
"""Free space that is needed to begin: for the server's database and log, and for a film's first files."""
_FULL_BYTES = 8_000_000
"""A disk with less free space counts as full. SQLite and Prefect fail before the last byte is taken, and
half-written files are removed after the error.
"""


def require_disk_space() -> None:
    """Require enough free space on the disk of STORYREEL_HOME before anything is started.

    Raises:
        VaultError: says which disk, how much is free and how much is needed.
    """
    folder = _existing(home())
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE_BYTES:
        raise _too_little(folder, free)


def _too_little(folder: Path, free: int) -> VaultError:
    return VaultError(
        f"The disk of {str(folder)!r} has {free:,} bytes free; at least {LEAST_FREE_BYTES:,} are needed."
        " Nothing was started. Free some space (`storyreel vault gc` shows what can go), or name another"
        " folder in STORYREEL_HOME."
    )


def full_disk() -> str:
    """A sentence if the disk of STORYREEL_HOME or of the current folder is full; '' if neither is."""
    for folder in _written_to():
        free = shutil.disk_usage(folder).free
        if free < _FULL_BYTES:
            return _full(folder, free)
    return ""


def _written_to() -> tuple[Path, Path]:
    return _existing(home()), Path.cwd()


def _full(folder: Path, free: int) -> str:
    return (
        f"The disk of {str(folder)!r} is full: {free:,} bytes are free. Free some space (`storyreel"
        " vault gc` shows what can go)."
    )


def _existing(folder: Path) -> Path:
    """The folder, or the nearest folder above it that exists."""
    return next((one for one in (folder, *folder.parents) if one.exists()), Path("/"))
