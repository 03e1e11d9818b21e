"""The vault: assets, ledger and documents at one address."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from storyreel.film.errors import VaultError
from storyreel.vault.address import ACCEPTED, bucket_address
from storyreel.vault.disk import DiskVault
from storyreel.vault.documents import Documents
from storyreel.vault.ledger import Ledger
from storyreel.vault.store import VaultStore

_OPEN: dict[str, tuple[dict[str, Any], Vault]] = {}
_OPENING = threading.Lock()


class Vault:
    """Everything that is kept."""

    def __init__(self, assets: VaultStore) -> None:
        self.assets = assets
        self.ledger = Ledger(assets.records)
        self.documents = Documents(assets.records)

    def __repr__(self) -> str:
        """The address; credentials stay out."""
        return f"Vault({self.url!r})"

    @property
    def url(self) -> str:
        """Address from which another process opens the same vault."""
        return self.assets.url


def open_vault(url: str, credentials: Mapping[str, Any] | None = None) -> Vault:
    """The vault at an address, opened once in a process.

    url: 'file:///folder', 's3://bucket/folder?endpoint=...&region=...' or 'gs://bucket/folder?endpoint=...'.
    credentials: for a bucket, if the SDK should not look for them itself; names as in `S3Bucket` and
    `GoogleBucket`. They are remembered for the address, so that it can be opened without them later in this
    process. Other credentials open it again.

    Raises:
        VaultError: the address is of an unknown kind or holds a secret, the folder cannot be written, or the
            bucket cannot be used.
    """
    with _OPENING:
        given, vault = _OPEN.get(url, ({}, None))
        if vault is None or (credentials is not None and dict(credentials) != given):
            given = dict(credentials or {})
            vault = Vault(_store(url, given))
            _OPEN[url] = (given, vault)
        return vault


def _store(url: str, credentials: dict[str, Any]) -> VaultStore:
    parts = urlsplit(url)
    if parts.scheme == "file" and not parts.netloc:
        return DiskVault(Path(unquote(parts.path)))
    if parts.scheme in ("s3", "gs"):
        from storyreel.vault.remote import BucketVault, open_bucket

        return BucketVault(open_bucket(bucket_address(url), credentials))
    shown = url if "@" not in url else f"{parts.scheme}://..."
    raise VaultError(
        f"The vault address {shown!r} is not understood; 'file:///folder' is accepted, and for buckets"
        f" {ACCEPTED}."
    )
