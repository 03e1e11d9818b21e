"""What the vault holds and what may go: assets that no film and no kept take leads to.

It does not know films' contents.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from storyreel.vault.ledger import assets_in
from storyreel.vault.store import KeptAsset
from storyreel.vault.vault import Vault

YOUNG_SECONDS = 3600
"""An asset younger than this may belong to a run whose ledger entry is not written yet."""


@dataclass(frozen=True)
class VaultSize:
    """What a vault holds."""

    assets: int
    bytes: int
    unused_assets: int
    unused_bytes: int
    free_bytes: int


def measure(vault: Vault) -> VaultSize:
    """Sizes, and what `collect` would remove."""
    kept = list(vault.assets.assets())
    unused = _unused(vault, kept)
    return VaultSize(len(kept), _bytes(kept), len(unused), _bytes(unused), vault.assets.free_bytes())


def collect(vault: Vault) -> int:
    """Remove what nothing leads to; returns the bytes gained.

    A result whose asset goes is made again when asked for.
    """
    unused = _unused(vault, list(vault.assets.assets()))
    for asset in unused:
        vault.assets.discard(asset.sha256)
    vault.assets.tidy(YOUNG_SECONDS)
    return _bytes(unused)


def _unused(vault: Vault, kept: list[KeptAsset]) -> list[KeptAsset]:
    roots = set(_roots(vault))
    young = time.time() - YOUNG_SECONDS
    return [asset for asset in kept if asset.sha256 not in roots and asset.made_at < young]


def _bytes(assets: list[KeptAsset]) -> int:
    return sum(asset.size_bytes for asset in assets)


def _texts(value: object) -> Iterable[str]:
    """Every text that a document holds, however deep: the keys of what a film and its kept takes are made of are among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | Sequence):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(part)


def _roots(vault: Vault) -> Iterable[str]:
    """Hashes of all assets that a film leads to, by its state or by the results it is made of."""
    keys: set[str] = set()
    for name, state in vault.documents.all("films").items():
        if name.endswith("/state") and isinstance(state, dict):
            keys |= set(_texts(state))
            yield from (ref.sha256 for ref in assets_in(state))
    for key, entry in vault.ledger.results():
        if key in keys:
            yield from (ref.sha256 for ref in assets_in(entry))
