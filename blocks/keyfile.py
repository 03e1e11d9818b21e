"""Reads a file of keys, named `.env`, if only its owner can have written it."""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from dotenv import dotenv_values

from storyreel.film.errors import SettingsError

MOST_BYTES = 64 * 1024
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_OTHERS_READ = stat.S_IRGRP | stat.S_IROTH


def read_key_file(path: Path) -> Mapping[str, str] | None:
    """What the file sets, by name; None if there is no such file.

    A value is taken literally: `${NAME}` in it is not replaced.

    Raises:
        SettingsError: the file is not a small regular file that belongs to this user and that no other user
            may write.
    """
    descriptor = _opened(path)
    if descriptor is None:
        return None
    try:
        _require_own(path, os.fstat(descriptor))
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            content = file.read(MOST_BYTES + 1)
    finally:
        os.close(descriptor)
    if len(content) > MOST_BYTES:
        raise _unusable(
            path,
            f"has more than {MOST_BYTES:,} bytes",
            f"Keep only `NAME=value` lines in it; {MOST_BYTES:,} bytes are accepted",
        )
    try:
        return _values(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _unusable(path, "is not UTF-8 text", "Save it as UTF-8") from None


def readable_by_others(path: Path) -> bool:
    """Whether the group or others may read the file; False if there is none."""
    try:
        return bool(path.lstat().st_mode & _OTHERS_READ)
    except OSError:
        return False


def _opened(path: Path) -> int | None:
    """A descriptor of the file; None if there is none. A link is refused, and a pipe is not waited for."""
    try:
        return os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            return None
        if error.errno == errno.ELOOP:
            raise _unusable(path, "is a symbolic link", "Put the file itself there") from None
        raise _unusable(path, f"cannot be read ({error.strerror})", f"Type: chmod 600 {path}") from None


def _require_own(path: Path, facts: os.stat_result) -> None:
    if not stat.S_ISREG(facts.st_mode):
        raise _unusable(path, "is not a regular file", "Put a text file there, or remove it")
    if facts.st_uid != os.geteuid():
        raise _unusable(
            path,
            f"belongs to user {facts.st_uid}, and you are user {os.geteuid()}",
            f"If it is yours to use, type: sudo chown {os.geteuid()} {path} && chmod 600 {path}",
        )
    if facts.st_mode & _OTHERS_WRITE:
        raise _unusable(
            path,
            f"may be written by others (mode {stat.S_IMODE(facts.st_mode):04o})",
            f"Look at what is in it, then type: chmod 600 {path}",
        )


def _unusable(path: Path, what: str, remedy: str) -> SettingsError:
    return SettingsError(
        f"The key file {str(path)!r} {what}, so nothing was read from it. Nothing was sent and nothing was"
        f" spent. {remedy}.",
        file=str(path),
    )


@lru_cache(maxsize=4)
def _values(text: str) -> Mapping[str, str]:
    """The values without interpolation, which could put a key of the environment into an address."""
    read = dotenv_values(stream=io.StringIO(text), interpolate=False)
    return {name: value for name, value in read.items() if value}
