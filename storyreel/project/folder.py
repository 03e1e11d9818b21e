"""A film's folder, through which everything in it is read and written.

The folder may come from a stranger. So nothing in it is reached through a link, and only plain files are
opened. Each folder on the way is opened from the one before it without following links, so that nothing can
be put in its place between the check and the use.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from storyreel.film.errors import FolderError
from storyreel.vault.durable import copy_into, explained

DEEPEST = 4
"""Folders in folders that are looked into; storyreel makes three."""
_STEP = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_NOT_THAT = (errno.ELOOP, errno.EMLINK, errno.ENOTDIR, errno.ENXIO, errno.EISDIR, errno.EOPNOTSUPP)
"""Errors of the system for a link, for what is not a folder, and for a pipe or socket."""
_LONGEST_NAME = 255


class FilmFolder:
    """Files of one folder, by names such as 'film.toml' and 'pictures/SC010-SH010.jpg'.

    What is not there is None.
    """

    def __init__(self, path: Path) -> None:
        """path: may lead through links, because a person chose it."""
        self.path = path.resolve()

    def read(self, name: str, most_bytes: int) -> bytes | None:
        """A file's content.

        Raises:
            FolderError: it is a link or no plain file, lies in a linked folder, is larger, or cannot be read.
        """
        file = self.open(name)
        if file is None:
            return None
        with file:
            try:
                content = file.read(most_bytes + 1)
            except OSError as error:
                raise self._unreadable(name, error) from error
            if len(content) > most_bytes:
                size = max(len(content), os.fstat(file.fileno()).st_size)
                raise self._too_large(name, size, most_bytes)
            return content

    def open(self, name: str) -> BinaryIO | None:
        """A file opened for reading, to be closed by the caller.

        Raises:
            FolderError: as `read` does.
        """
        try:
            with self._inside(name) as (at, last):
                self._require_plain(at, last, name)
                opened = os.open(last, _READ, dir_fd=at)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unreadable(name, error) from error
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            os.close(opened)
            raise self._no_file(name, "is not a plain file")
        return os.fdopen(opened, "rb")

    def size(self, name: str) -> int | None:
        """A file's size in bytes.

        Raises:
            FolderError: it is a link or no plain file, or lies in a linked folder.
        """
        with self._reading(name), self._inside(name) as (at, last):
            return self._require_plain(at, last, name).st_size
        return None

    def files(self, name: str) -> tuple[str, ...]:
        """Names of the plain files in a folder of it; none if there is no such folder.

        Raises:
            FolderError: it is a link, or lies in a linked folder.
        """
        with self._reading(name), self._inside(f"{name}/*") as (at, _), os.scandir(at) as found:
            return tuple(sorted(entry.name for entry in found if _is_plain_file(entry)))
        return ()

    def require_plain(self, files: Iterable[str], folders: Iterable[str]) -> None:
        """Check before anything is made that these files, and all in these folders, are plain or missing.

        Raises:
            FolderError: one is a link or a special file.
        """
        for name in files:
            self.size(name)
        for name in folders:
            self._require_plain_below(name, DEEPEST)

    def _require_plain_below(self, name: str, deepest: int) -> None:
        inner = self._folders_in(name)
        if deepest:
            for folder in inner:
                self._require_plain_below(f"{name}/{folder}", deepest - 1)

    def _folders_in(self, name: str) -> list[str]:
        """The folders in a folder; none if there is no such folder."""
        with self._reading(name), self._inside(f"{name}/*") as (at, _), os.scandir(at) as found:
            return self._folders_among(found, at, name)
        return []

    def _folders_among(self, found: Iterable[os.DirEntry[str]], at: int, name: str) -> list[str]:
        """Names of the folders; the others must be plain files."""
        inner: list[str] = []
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                inner.append(entry.name)
            elif not _is_plain_file(entry):
                raise self._no_file(f"{name}/{entry.name}", _what_it_is(at, entry.name))
        return inner

    def write(self, name: str, content: bytes | Path) -> None:
        """Give a file new content in one step: bytes, or a copy of another file. Folders on the way are made.

        Raises:
            FolderError: there is a link, a folder or a special file in its place, or a folder on the way is a
                link.
            VaultError: it cannot be written; says why.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with self._inside(name, make=True) as (at, last):
                with suppress(FileNotFoundError):
                    self._require_plain(at, last, name)
                _write(at, last, content)
        except OSError as error:
            needed = len(content) if isinstance(content, bytes) else content.stat().st_size
            raise explained(error, (self.path / name).parent, needed) from error

    def remove(self, name: str) -> None:
        """Delete a file; does nothing if there is none.

        Raises:
            FolderError: it is a link or no plain file, or lies in a linked folder.
        """
        with self._reading(name), self._inside(name) as (at, last):
            self._require_plain(at, last, name)
            os.unlink(last, dir_fd=at)

    @contextmanager
    def _reading(self, name: str) -> Iterator[None]:
        """End the block if a file is missing; say in our words what else keeps it from being read."""
        try:
            yield
        except FileNotFoundError:
            return
        except OSError as error:
            raise self._unreadable(name, error) from error

    def require_writable(self) -> None:
        """Make the folder if it is missing, and try to write in it.

        A file of a random name is written and removed again.

        Raises:
            VaultError: it cannot be written.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._write_probe(f".writable-{secrets.token_hex(8)}")
        except OSError as error:
            raise explained(error, self.path, 0) from error

    def _write_probe(self, name: str) -> None:
        with self._inside(name) as (at, last):
            os.close(os.open(last, _CREATE, 0o600, dir_fd=at))
            os.unlink(last, dir_fd=at)

    @contextmanager
    def _inside(self, name: str, *, make: bool = False) -> Iterator[tuple[int, str]]:
        """The folder in which a file lies, opened, and the file's own name in it."""
        *folders, last = name.split("/")
        if not all(map(_is_name, (*folders, last))):
            raise FolderError(
                f"{name!r} is not a name of a file in a film's folder. Nothing was read or written."
            )
        at = self._opened()
        try:
            for number, part in enumerate(folders, 1):
                inner = self._step(at, part, "/".join(folders[:number]), make=make)
                os.close(at)
                at = inner
            yield at, last
        finally:
            os.close(at)

    def _opened(self) -> int:
        try:
            return os.open(self.path, _STEP)
        except NotADirectoryError as error:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self.path)) from error

    def _step(self, at: int, part: str, name: str, *, make: bool) -> int:
        try:
            if make:
                with suppress(FileExistsError):
                    os.mkdir(part, dir_fd=at)
            return os.open(part, _STEP, dir_fd=at)
        except OSError as error:
            if error.errno not in _NOT_THAT:
                raise
            raise self._no_folder(name, _what_it_is(at, part)) from error

    def _require_plain(self, at: int, last: str, name: str) -> os.stat_result:
        facts = _facts(at, last)
        if not stat.S_ISREG(facts.st_mode):
            raise self._no_file(name, _what_it_is(at, last))
        return facts

    def _too_large(self, name: str, size: int, most_bytes: int) -> FolderError:
        return FolderError(
            f"{self._shown(name)} has {size:,} bytes; up to {most_bytes:,} are accepted. Nothing was made."
            " Make it smaller, or delete it."
        )

    def _no_folder(self, name: str, what: str) -> FolderError:
        return FolderError(
            f"{self._shown(name)} {what} where a folder is expected; nothing in it was read or written."
            " Delete it, or put a folder of that name in its place, and run the same command again."
        )

    def _no_file(self, name: str, what: str) -> FolderError:
        return FolderError(
            f"{self._shown(name)} {what}; only plain files are accepted in a film's folder, and it was"
            " neither followed nor overwritten. Delete it, or put the file itself in its place, and run the"
            " same command again."
        )

    def _unreadable(self, name: str, error: OSError) -> FolderError:
        if error.errno in _NOT_THAT:
            return self._no_file(name, "is a link or no plain file")
        return self._not_permitted(name, error)

    def _not_permitted(self, name: str, error: OSError) -> FolderError:
        return FolderError(
            f"{self._shown(name)} cannot be read: {error.strerror or error}. Change its permissions, or"
            " delete it, and run the same command again."
        )

    def _shown(self, name: str) -> str:
        return repr(str(self.path / name))


def _is_plain_file(entry: os.DirEntry[str]) -> bool:
    return entry.is_file(follow_symlinks=False)


def _is_name(part: str) -> bool:
    """Whether a part of a path names something inside its folder."""
    return part not in ("", ".", "..") and "\0" not in part and len(os.fsencode(part)) <= _LONGEST_NAME


def _write(at: int, last: str, content: bytes | Path) -> None:
    """Write the whole file under another name, sync it, and put it in the place of the one before."""
    part = f".part-{secrets.token_hex(8)}"
    opened = os.open(part, _CREATE, 0o644, dir_fd=at)
    try:
        with os.fdopen(opened, "wb") as out:
            copy_into(content, out)
            out.flush()
            os.fsync(out.fileno())
        os.rename(part, last, src_dir_fd=at, dst_dir_fd=at)
    except BaseException:
        with suppress(OSError):
            os.unlink(part, dir_fd=at)
        raise
    os.fsync(at)


_KINDS = (
    (stat.S_ISDIR, "is a folder"),
    (stat.S_ISFIFO, "is a pipe"),
    (stat.S_ISSOCK, "is a socket"),
    (stat.S_ISREG, "is a file"),
)


def _what_it_is(at: int, name: str) -> str:
    """What is there instead of what was expected, in words."""
    try:
        mode = _facts(at, name).st_mode
        if stat.S_ISLNK(mode):
            return f"is a link to {os.readlink(name, dir_fd=at)!r}"
    except OSError:
        return "is something else"
    return _kind(mode)


def _kind(mode: int) -> str:
    return next((what for is_kind, what in _KINDS if is_kind(mode)), "is a device")


def _facts(at: int, name: str) -> os.stat_result:
    """What the system says about a file, a link not followed."""
    return os.stat(name, dir_fd=at, follow_symlinks=False)
