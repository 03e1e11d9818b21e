"""A film's folder, through which everything in it is read and written.

The folder may come from a stranger. So nothing in it is reached through a link, and only plain files are
opened: each step on the way is taken from the folder opened before it, without following, so that nothing can
be put in its place between a look and the use.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from storyreel.film.errors import FolderError
from storyreel.vault.durable import explained

BLOCK_BYTES = 1 << 20
DEEPEST = 4
"""Folders in folders that are looked into; storyreel makes three."""
_STEP = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_NOT_THAT = (errno.ELOOP, errno.EMLINK, errno.ENOTDIR, errno.ENXIO, errno.EISDIR, errno.EOPNOTSUPP)
"""What systems say of a link, of what is no folder, and of a pipe or socket."""
_LONGEST_NAME = 255


class FilmFolder:
    """Files of one folder, by names such as 'film.toml' and 'pictures/SC010-SH010.jpg'.

    What is not there is None.
    """

    def __init__(self, path: Path) -> None:
        """path: may lead through links, for a person chose it."""
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
                raise FolderError(
                    f"{self._shown(name)} has {max(len(content), os.fstat(file.fileno()).st_size):,} bytes;"
                    f" up to {most_bytes:,} are accepted. Nothing was made. Make it smaller, or delete it."
                )
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
            raise self._no_file(name, "is no plain file")
        return os.fdopen(opened, "rb")

    def size(self, name: str) -> int | None:
        """A file's size in bytes.

        Raises:
            FolderError: it is a link or no plain file, or lies in a linked folder.
        """
        try:
            with self._inside(name) as (at, last):
                return self._require_plain(at, last, name).st_size
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unreadable(name, error) from error

    def files(self, name: str) -> tuple[str, ...]:
        """Names of the plain files in a folder of it; none where there is no such folder.

        Raises:
            FolderError: it is a link, or lies in a linked folder.
        """
        try:
            with self._inside(f"{name}/*") as (at, _), os.scandir(at) as found:
                return tuple(sorted(entry.name for entry in found if entry.is_file(follow_symlinks=False)))
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise self._unreadable(name, error) from error

    def require_plain(self, files: Iterable[str], folders: Iterable[str]) -> None:
        """Refuse early what would be refused late, when much is made: these files, these folders and all in them are plain or not there.

        Raises:
            FolderError: one is a link or a special file.
        """
        for name in files:
            self.size(name)
        for name in folders:
            self._require_plain_below(name, DEEPEST)

    def _require_plain_below(self, name: str, deepest: int) -> None:
        try:
            with self._inside(f"{name}/*") as (at, _), os.scandir(at) as found:
                inner: list[str] = []
                for entry in found:
                    if entry.is_dir(follow_symlinks=False):
                        inner.append(entry.name)
                    elif not entry.is_file(follow_symlinks=False):
                        raise self._no_file(f"{name}/{entry.name}", _what_it_is(at, entry.name))
        except FileNotFoundError:
            return
        except OSError as error:
            raise self._unreadable(name, error) from error
        for folder in inner if deepest else ():
            self._require_plain_below(f"{name}/{folder}", deepest - 1)

    def write(self, name: str, content: bytes | Path) -> None:
        """Give a file new content in one step: bytes, or a copy of another file. Folders on the way are made.

        Raises:
            FolderError: in its place is a link, a folder or a special file, or a folder on the way is a link.
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
        """Delete a file; silent where there is none.

        Raises:
            FolderError: it is a link or no plain file, or lies in a linked folder.
        """
        try:
            with self._inside(name) as (at, last):
                self._require_plain(at, last, name)
                os.unlink(last, dir_fd=at)
        except FileNotFoundError:
            return
        except OSError as error:
            raise self._unreadable(name, error) from error

    def require_writable(self) -> None:
        """Make the folder where it is missing, and try to write in it: a file of a name that nobody foresees, which is removed again.

        Raises:
            VaultError: it cannot be written.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            probe = f".writable-{secrets.token_hex(8)}"
            with self._inside(probe) as (at, last):
                os.close(os.open(last, _CREATE, 0o600, dir_fd=at))
                os.unlink(last, dir_fd=at)
        except OSError as error:
            raise explained(error, self.path, 0) from error

    @contextmanager
    def _inside(self, name: str, *, make: bool = False) -> Iterator[tuple[int, str]]:
        """The folder in which a file lies, opened, and the file's own name in it."""
        *folders, last = name.split("/")
        for part in (*folders, last):
            if part in ("", ".", "..") or "\0" in part or len(os.fsencode(part)) > _LONGEST_NAME:
                raise FolderError(
                    f"{name!r} is no name of a file in a film's folder. Nothing was read or written."
                )
        try:
            at = os.open(self.path, _STEP)
        except NotADirectoryError as error:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self.path)) from error
        try:
            for number, part in enumerate(folders, 1):
                inner = self._step(at, part, "/".join(folders[:number]), make=make)
                os.close(at)
                at = inner
            yield at, last
        finally:
            os.close(at)

    def _step(self, at: int, part: str, name: str, *, make: bool) -> int:
        try:
            if make:
                with suppress(FileExistsError):
                    os.mkdir(part, dir_fd=at)
            return os.open(part, _STEP, dir_fd=at)
        except OSError as error:
            if error.errno not in _NOT_THAT:
                raise
            raise FolderError(
                f"{self._shown(name)} {_what_it_is(at, part)} where a folder is expected; nothing in it was"
                " read or written. Delete it, or put a folder of that name in its place, and run the same"
                " command again."
            ) from error

    def _require_plain(self, at: int, last: str, name: str) -> os.stat_result:
        facts = os.stat(last, dir_fd=at, follow_symlinks=False)
        if not stat.S_ISREG(facts.st_mode):
            raise self._no_file(name, _what_it_is(at, last))
        return facts

    def _no_file(self, name: str, what: str) -> FolderError:
        return FolderError(
            f"{self._shown(name)} {what}; only plain files are accepted in a film's folder, and it was"
            " neither followed nor overwritten. Delete it, or put the file itself in its place, and run the"
            " same command again."
        )

    def _unreadable(self, name: str, error: OSError) -> FolderError:
        if error.errno in _NOT_THAT:
            return self._no_file(name, "is a link or no plain file")
        return FolderError(
            f"{self._shown(name)} cannot be read: {error.strerror or error}. Change its permissions, or"
            " delete it, and run the same command again."
        )

    def _shown(self, name: str) -> str:
        return repr(str(self.path / name))


def _write(at: int, last: str, content: bytes | Path) -> None:
    """A whole file under a name of its own, synced, which then takes the place of the one before."""
    part = f".part-{secrets.token_hex(8)}"
    opened = os.open(part, _CREATE, 0o644, dir_fd=at)
    try:
        with os.fdopen(opened, "wb") as out:
            if isinstance(content, bytes):
                out.write(content)
            else:
                with content.open("rb") as source:
                    shutil.copyfileobj(source, out, BLOCK_BYTES)
            out.flush()
            os.fsync(out.fileno())
        os.rename(part, last, src_dir_fd=at, dst_dir_fd=at)
    except BaseException:
        with suppress(OSError):
            os.unlink(part, dir_fd=at)
        raise
    os.fsync(at)


def _what_it_is(at: int, name: str) -> str:
    """What stands in the place of what was expected, in words."""
    try:
        mode = os.stat(name, dir_fd=at, follow_symlinks=False).st_mode
        if stat.S_ISLNK(mode):
            return f"is a link to {os.readlink(name, dir_fd=at)!r}"
    except OSError:
        return "is something else"
    kinds = (
        (stat.S_ISDIR, "is a folder"),
        (stat.S_ISFIFO, "is a pipe"),
        (stat.S_ISSOCK, "is a socket"),
        (stat.S_ISREG, "is a file"),
    )
    return next((what for test, what in kinds if test(mode)), "is a device")
