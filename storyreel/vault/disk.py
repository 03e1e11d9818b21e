"""A vault on a file system: assets under their hash, records as files."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from storyreel.film.assets import AssetRef
from storyreel.film.errors import AssetLostError, LedgerUnreadableError, VaultError
from storyreel.vault.durable import BLOCK_BYTES, copy_into, create_once, explained, sync_folder
from storyreel.vault.home import home, open_home
from storyreel.vault.private import close_to_others, is_shared, private_folder
from storyreel.vault.records import Records, require_record_name
from storyreel.vault.store import KeptAsset, VaultStore, lost


def hash_file(path: Path) -> tuple[str, int]:
    """Hex sha256 and size in bytes of a file, read in blocks."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as content:
        while block := content.read(BLOCK_BYTES):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size


class DiskRecords(Records):
    """Records as files below a root."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def get(self, name: str) -> bytes | None:
        """See `Records.get`."""
        try:
            return self._file(name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unreadable(name, error) from error

    def _unreadable(self, name: str, error: OSError) -> LedgerUnreadableError:
        return LedgerUnreadableError(
            f"The record {name!r} exists in {str(self._root)!r} and cannot be read: {error.strerror}."
            " Fix the file's permissions or disk; it is not treated as missing."
        )

    def create(self, name: str, content: bytes) -> bool:
        """See `Records.create`."""
        try:
            return create_once(self._file(name), content)
        except OSError as error:
            raise explained(error, self._root, len(content)) from error

    def names(self, prefix: str) -> list[str]:
        """See `Records.names`."""
        return sorted(map(self._name_of, _files(self._file(prefix.rstrip("/")))))

    def _name_of(self, file: Path) -> str:
        return str(file.relative_to(self._root))

    def delete(self, name: str) -> None:
        """See `Records.delete`."""
        self._file(name).unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        return self._root / require_record_name(name)


class DiskVault(VaultStore):
    """Assets as read-only files `assets/<first two>/<sha256>`. A file is there whole or not at all."""

    def __init__(self, root: Path) -> None:
        """Create the folders, private to their owner.

        Raises:
            VaultError: the folder cannot be made or written.
        """
        self.root = root.resolve()
        self._checked: dict[str, tuple[int, int]] = {}
        self._lock = threading.Lock()
        try:
            self._make_folders()
        except OSError as error:
            raise explained(error, self.root, 0) from error
        self.records: Records = DiskRecords(self.root)

    def _make_folders(self) -> None:
        is_below_home = home().resolve() in self.root.parents
        if is_below_home:
            open_home()
        for folder in ("assets", "tmp"):
            private_folder(self.root / folder)
        # A folder elsewhere that others may write in is shared on purpose.
        if is_below_home or not is_shared(self.root):
            close_to_others(self.root)

    @property
    def url(self) -> str:
        """See `VaultStore.url`."""
        return self.root.as_uri()

    def put(self, content: bytes | Path, media_type: str) -> AssetRef:
        """See `AssetStore.put`. A file inside `workspace()` is moved, any other is copied."""
        part = self._staged(content)
        try:
            sha256, size = hash_file(part)
            ref = AssetRef(sha256=sha256, media_type=media_type, size_bytes=size)
            self._adopt(part, ref)
        finally:
            part.unlink(missing_ok=True)
        return ref

    def read(self, ref: AssetRef) -> bytes:
        """See `AssetStore.read`."""
        content = self.path(ref).read_bytes()
        if not _is_content_of(ref, content):
            raise self._lost(ref, "its content has changed")
        return content

    def path(self, ref: AssetRef) -> Path:
        """See `AssetStore.path`."""
        path = self.path_of(ref.sha256)
        try:
            size = path.stat().st_size
        except FileNotFoundError:
            raise self._lost(ref, "it is gone") from None
        except OSError as error:
            raise VaultError(
                f"The asset {ref.sha256[:12]} in {str(self.root)!r} cannot be read: {error.strerror}."
            ) from error
        if size != ref.size_bytes:
            raise self._lost(ref, f"it has {size:,} bytes and should have {ref.size_bytes:,}")
        return path

    def check(self, ref: AssetRef) -> None:
        """Read the whole asset and compare its hash, once in a process for each state of the file.

        Raises:
            AssetLostError: gone, or not what it was.
        """
        path = self.path(ref)
        facts = path.stat()
        state = (facts.st_mtime_ns, facts.st_ino)
        with self._lock:
            if self._checked.get(ref.sha256) == state:
                return
        if hash_file(path)[0] != ref.sha256:
            raise self._lost(ref, "its content has changed")
        with self._lock:
            self._checked[ref.sha256] = state

    def workspace(self) -> Path:
        """See `AssetStore.workspace`."""
        return Path(tempfile.mkdtemp(dir=self.root / "tmp", prefix=f"{os.getpid()}-"))

    def free_bytes(self) -> int:
        """See `VaultStore.free_bytes`."""
        return shutil.disk_usage(self.root).free

    def assets(self) -> Iterator[KeptAsset]:
        """See `VaultStore.assets`."""
        return map(_kept_asset, _files(self.root / "assets"))

    def made_at(self, sha256: str) -> float:
        """See `VaultStore.made_at`."""
        return self.path_of(sha256).stat().st_mtime

    def discard(self, sha256: str) -> None:
        """See `VaultStore.discard`."""
        self.path_of(sha256).unlink(missing_ok=True)

    def tidy(self, older_than_seconds: float) -> None:
        """See `VaultStore.tidy`."""
        for folder in (self.root / "tmp").iterdir():
            if _age_seconds(folder) > older_than_seconds:
                shutil.rmtree(folder, ignore_errors=True)

    def path_of(self, sha256: str) -> Path:
        """The path of an asset, whether it is there or not."""
        return self.root / "assets" / sha256[:2] / sha256

    def _staged(self, content: bytes | Path) -> Path:
        """The content as a synced file of our own in `tmp`."""
        if isinstance(content, Path) and self.root / "tmp" in content.resolve().parents:
            with content.open("rb") as made:
                os.fsync(made.fileno())
            return content
        handle, name = tempfile.mkstemp(dir=self.root / "tmp")
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as out:
                copy_into(content, out)
                out.flush()
                os.fsync(out.fileno())
        except OSError as error:
            part.unlink(missing_ok=True)
            size = len(content) if isinstance(content, bytes) else content.stat().st_size
            raise explained(error, self.root, size) from error
        return part

    def _adopt(self, part: Path, ref: AssetRef) -> None:
        """Give a finished file its name; a damaged file under that name is replaced."""
        place = self.path_of(ref.sha256)
        private_folder(place.parent)
        part.chmod(0o400)
        try:
            os.link(part, place)
        except FileExistsError:
            if hash_file(place) != (ref.sha256, ref.size_bytes):
                part.replace(place)
        sync_folder(place.parent)

    def _lost(self, ref: AssetRef, why: str) -> AssetLostError:
        return lost(ref, str(self.root), why)


def _is_content_of(ref: AssetRef, content: bytes) -> bool:
    return hashlib.sha256(content).hexdigest() == ref.sha256


def _kept_asset(file: Path) -> KeptAsset:
    facts = file.stat()
    return KeptAsset(file.name, facts.st_size, facts.st_mtime)


def _age_seconds(folder: Path) -> float:
    return time.time() - folder.stat().st_mtime


def _files(folder: Path) -> Iterator[Path]:
    """Finished files below a folder. Names of unfinished ones start with a dot."""
    if folder.exists():
        for root, _, names in os.walk(folder):
            yield from _finished(root, names)


def _finished(root: str, names: list[str]) -> Iterator[Path]:
    for name in names:
        if not name.startswith("."):
            yield Path(root) / name
