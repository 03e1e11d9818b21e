"""A vault in a bucket: assets under their hash, records as objects, and a local folder of files for engines.

Several processes and threads may use one folder at once: a file appears in it whole or not at all.
"""

from __future__ import annotations

import hashlib
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from storyreel.film.assets import AssetRef
from storyreel.film.errors import AssetLostError, LedgerUnreadableError, VaultError
from storyreel.vault.address import BucketAddress
from storyreel.vault.buckets import Bucket, Stored
from storyreel.vault.disk import DiskVault, hash_file
from storyreel.vault.gcs import GoogleBucket
from storyreel.vault.home import home
from storyreel.vault.records import Answer, Records, require_record_name
from storyreel.vault.s3 import S3Bucket
from storyreel.vault.store import KeptAsset, VaultStore, lost

HASH = re.compile(r"[0-9a-f]{64}")
HELD_SECONDS = 30 * 24 * 3600.0


def open_bucket(address: BucketAddress, credentials: Mapping[str, Any] | None = None) -> Bucket:
    """The bucket at an address, before any request to it. credentials: see `S3Bucket` and `GoogleBucket`.

    Raises:
        VaultError: the credentials cannot be used.
    """
    return (S3Bucket if address.scheme == "s3" else GoogleBucket)(address, credentials)


class _BucketRecords(Records):
    """Records as objects. They rely on the promises in `storyreel.vault.buckets`."""

    at_once = 16

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket

    def get(self, name: str) -> bytes | None:
        """See `Records.get`."""
        try:
            return self._bucket.get(require_record_name(name))
        except VaultError as error:
            raise _unreadable(name, error) from error

    def create(self, name: str, content: bytes) -> bool:
        """See `Records.create`."""
        return self._bucket.create(require_record_name(name), content)

    def _listed(self, folder: str) -> list[str]:
        return sorted(found.name for found in self._bucket.list(f"{folder}/"))

    def names(self, prefix: str) -> list[str]:
        """See `Records.names`."""
        try:
            return self._listed(require_record_name(prefix.rstrip("/")))
        except VaultError as error:
            raise LedgerUnreadableError(
                f"The records below {prefix!r} cannot be listed. {error.message}"
            ) from error

    def listed(self, prefix: str) -> frozenset[str]:
        """See `Records.listed`."""
        return frozenset(self.names(prefix))

    def each(self, ask: Callable[[str], Answer], about: Iterable[str]) -> list[Answer]:
        """See `Records.each`."""
        with ThreadPoolExecutor(self.at_once, thread_name_prefix="records") as askers:
            return list(askers.map(ask, about))

    def delete(self, name: str) -> None:
        """See `Records.delete`."""
        self._bucket.delete(require_record_name(name))


class BucketVault(VaultStore):
    """Assets as objects `assets/<first two>/<sha256>`, each with its sha256 in its metadata.

    Assets that are used here are also held in a local folder.
    """

    def __init__(self, bucket: Bucket, folder: Path | None = None) -> None:
        """The vault in a bucket. folder: where assets are held; one in storyreel's home if none is given.

        Raises:
            VaultError: the bucket cannot be reached or written, or does not keep the promises that the ledger
                relies on; or the folder cannot be written.
        """
        self._bucket = bucket
        usual = home() / "cache" / hashlib.sha256(self.url.encode()).hexdigest()[:16]
        self._held = DiskVault(folder or usual)
        self.root = self._held.root
        self.records: Records = _BucketRecords(bucket)
        self._sound: set[str] = set()
        self._lock = threading.Lock()
        bucket.require_promises()

    def __repr__(self) -> str:
        """The address; credentials stay out."""
        return f"BucketVault({self.url!r})"

    @property
    def url(self) -> str:
        """See `VaultStore.url`."""
        return self._bucket.address.url

    def put(self, content: bytes | Path, media_type: str) -> AssetRef:
        """See `AssetStore.put`. An asset that the bucket has already is not sent again."""
        ref = self._held.put(content, media_type)
        if not _is(self._bucket.head(_name(ref.sha256)), ref):
            self._send(ref)
        self._note(ref)
        return ref

    def read(self, ref: AssetRef) -> bytes:
        """See `AssetStore.read`."""
        return self.path(ref).read_bytes()

    def path(self, ref: AssetRef) -> Path:
        """See `AssetStore.path`.

        A file held here is hashed once in a process for each state of it; a damaged one is fetched again.
        """
        try:
            self._held.check(ref)
        except AssetLostError:
            self._fetch(ref)
        return self._held.path(ref)

    def check(self, ref: AssetRef) -> None:
        """Ask the bucket for the asset's size and sha256, once in a process.

        An asset that the bucket lost and this machine still holds is sent again.

        Raises:
            AssetLostError: gone, or not what it was.
        """
        with self._lock:
            if ref.sha256 in self._sound:
                return
        found = self._bucket.head(_name(ref.sha256))
        if found is not None and found.sha256 is None and found.size_bytes == ref.size_bytes:
            self._fetch(ref)  # it was copied into the bucket by other means, without the hash
        elif not _is(found, ref):
            try:
                self._held.check(ref)
            except AssetLostError:
                raise self._lost(ref, "it is gone" if found is None else "it is not what it was") from None
            self._send(ref)
        self._note(ref)

    def link(self, ref: AssetRef, seconds: int = 3600) -> str | None:
        """See `AssetStore.link`.

        Raises:
            AssetLostError: there is nothing to link to.
        """
        self.check(ref)
        return self._bucket.link(_name(ref.sha256), seconds)

    def workspace(self) -> Path:
        """See `AssetStore.workspace`."""
        return self._held.workspace()

    def free_bytes(self) -> int:
        """See `VaultStore.free_bytes`."""
        return self._held.free_bytes()

    def assets(self) -> Iterator[KeptAsset]:
        """See `VaultStore.assets`."""
        for found in self._bucket.list("assets/"):
            if HASH.fullmatch(sha256 := found.name.rsplit("/", 1)[1]):
                yield KeptAsset(sha256, found.size_bytes, found.made_at)

    def made_at(self, sha256: str) -> float:
        """See `VaultStore.made_at`.

        Raises:
            AssetLostError: there is no such asset.
        """
        found = self._bucket.head(_name(sha256))
        if found is None:
            raise self._gone(sha256)
        return found.made_at

    def _gone(self, sha256: str) -> AssetLostError:
        return AssetLostError(
            f"The asset {sha256[:12]} in {self.url!r} is gone. Run the same command again: it is made again.",
            sha256=sha256,
        )

    def discard(self, sha256: str) -> None:
        """See `VaultStore.discard`."""
        self._bucket.delete(_name(sha256))
        self._held.discard(sha256)
        self._distrust(sha256)

    def _distrust(self, sha256: str) -> None:
        """Have the asset checked again before it is trusted."""
        with self._lock:
            self._sound.discard(sha256)

    def tidy(self, older_than_seconds: float) -> None:
        """See `VaultStore.tidy`.

        Files held here that were not read for a month are removed, too; they can be fetched again.
        """
        self._held.tidy(older_than_seconds)
        for held in list(self._held.assets()):
            if self._is_unread(held.sha256):
                self._held.discard(held.sha256)

    def _is_unread(self, sha256: str) -> bool:
        return time.time() - self._held.path_of(sha256).stat().st_atime > HELD_SECONDS

    def _fetch(self, ref: AssetRef) -> None:
        """Download the asset. If it is damaged twice, it is removed from the bucket and counts as lost."""
        folder = self._held.workspace()
        part = folder / f"{ref.sha256}.part"
        try:
            for _ in range(2):
                if not self._bucket.download(_name(ref.sha256), part):
                    raise self._lost(ref, "it is gone")
                if hash_file(part) == (ref.sha256, ref.size_bytes):
                    self._held.put(part, ref.media_type)
                    return
            self.discard(ref.sha256)
            raise self._lost(ref, "its content has changed")
        finally:
            part.unlink(missing_ok=True)
            folder.rmdir()

    def _send(self, ref: AssetRef) -> None:
        self._bucket.upload(_name(ref.sha256), self._held.path(ref), ref.media_type, ref.sha256)

    def _note(self, ref: AssetRef) -> None:
        with self._lock:
            self._sound.add(ref.sha256)

    def _lost(self, ref: AssetRef, why: str) -> AssetLostError:
        return lost(ref, self.url, why)


def _unreadable(name: str, error: VaultError) -> LedgerUnreadableError:
    return LedgerUnreadableError(
        f"The record {name!r} cannot be read, and is not treated as missing. {error.message}"
    )


def _name(sha256: str) -> str:
    return f"assets/{sha256[:2]}/{sha256}"


def _is(found: Stored | None, ref: AssetRef) -> bool:
    return found is not None and (found.size_bytes, found.sha256) == (ref.size_bytes, ref.sha256)
