"""Writes a file so that it exists whole or not at all, also after a power cut."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO

from storyreel.film.errors import VaultError
from storyreel.vault.private import private_folder

BLOCK_BYTES = 1 << 20


def copy_into(content: bytes | Path, out: BinaryIO) -> None:
    """Write bytes, or the content of a file block by block, into an open file."""
    if isinstance(content, bytes):
        out.write(content)
        return
    with content.open("rb") as source:
        shutil.copyfileobj(source, out, BLOCK_BYTES)


def sync_folder(folder: Path) -> None:
    """Make the folder's own entries durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def stage(content: bytes, folder: Path) -> Path:
    """Write content, synced, to a new file in `folder` with mode 0600, and return its path.

    The caller links or removes it.
    """
    handle, name = tempfile.mkstemp(dir=folder, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(content)
            part.flush()
            os.fsync(part.fileno())
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise explained(error, folder, len(content)) from error
    return Path(name)


def create_once(path: Path, content: bytes) -> bool:
    """Create `path` with `content`, durably and only for its owner; False if it exists already.

    A hard link to a finished temporary file makes the name appear with its whole content or not at all.
    """
    if not _name_if_free(stage(content, private_folder(path.parent)), path):
        return False
    sync_folder(path.parent)
    return True


def _name_if_free(part: Path, path: Path) -> bool:
    """Give a staged file its name; False, and the file is removed, if the name is taken."""
    try:
        os.link(part, path)
    except FileExistsError:
        return False
    finally:
        part.unlink()
    return True


def explained(error: OSError, folder: Path, needed_bytes: int) -> VaultError:
    """The error as a sentence that says what to do."""
    if error.errno == errno.ENOSPC:
        free = shutil.disk_usage(folder).free
        return VaultError(
            f"The disk is full: {needed_bytes:,} bytes were to be written in {str(folder)!r} and {free:,} are"
            " free. Nothing is lost; free some room (`storyreel vault gc` shows what can go) and run the"
            " same command again."
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return VaultError(
            f"{str(folder)!r} cannot be written ({error.strerror}). Choose another folder with --out or"
            " STORYREEL_HOME, or fix its permissions."
        )
    return VaultError(
        f"Writing in {str(folder)!r} failed: {error.strerror or error}. Nothing is lost; fix it and run the"
        " same command again."
    )
