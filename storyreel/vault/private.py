"""Folders and files that only their owner may open. Those that an older version left open are closed."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def private_folder(folder: Path) -> Path:
    """The folder. It and all missing folders above it are made with mode 0700."""
    if not folder.is_dir():
        for one in reversed(_missing(folder)):
            one.mkdir(mode=0o700, exist_ok=True)
    return folder


def _missing(folder: Path) -> list[Path]:
    """The folder and those above it that do not exist, the topmost last."""
    return [folder, *(above for above in folder.parents if not above.exists())]


def write_private(path: Path, content: bytes) -> None:
    """Give `path` this content in one step, with mode 0600. It is not synced, so it must be replaceable."""
    handle, name = tempfile.mkstemp(dir=private_folder(path.parent), prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def close_to_others(folder: Path) -> None:
    """Take every right of group and others from a folder of this user.

    The home of the user and folders that everybody uses are not changed.
    """
    facts = folder.stat()
    is_own = facts.st_uid == os.geteuid() and not facts.st_mode & stat.S_ISVTX
    if is_own and facts.st_mode & _OTHERS and not _is_used_by_others(folder):
        folder.chmod(stat.S_IMODE(facts.st_mode) & ~_OTHERS)


def is_open_to_others(folder: Path) -> bool:
    """Whether group or others have any right in it; False if there is none."""
    try:
        return bool(folder.stat().st_mode & _OTHERS)
    except OSError:
        return False


def is_shared(folder: Path) -> bool:
    """Whether group or others may write in it, which is never the default."""
    return bool(folder.stat().st_mode & _OTHERS_WRITE)


def _is_used_by_others(folder: Path) -> bool:
    """Whether a folder holds more than storyreel's: the root of the file system, or the user's home."""
    return folder in (Path(folder.anchor), Path("~").expanduser())
