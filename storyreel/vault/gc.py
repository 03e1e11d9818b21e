"""What the vault holds, and what may be removed: assets that no film and no kept take refers to."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from storyreel.vault.ledger import assets_in
from storyreel.vault.store import KeptAsset
from storyreel.vault.vault import Vault

_Assets: TypeAlias = list[KeptAsset]

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
    kept = _kept(vault)
    return _size(kept, _unused(vault, kept), vault.assets.free_bytes())


def collect(vault: Vault) -> int:
    """Remove assets that nothing refers to; returns the bytes gained.

    A result whose asset is removed is made again if it is asked for.
    """
    unused = _unused(vault, _kept(vault))
    _discard(vault, unused)
    return _bytes(unused)


def _kept(vault: Vault) -> _Assets:
    return list(vault.assets.assets())


def _discard(vault: Vault, assets: _Assets) -> None:
    """Remove assets, and what unfinished work left behind."""
    for asset in assets:
        vault.assets.discard(asset.sha256)
    vault.assets.tidy(YOUNG_SECONDS)


def _size(kept: _Assets, unused: _Assets, free_bytes: int) -> VaultSize:
    return VaultSize(len(kept), _bytes(kept), len(unused), _bytes(unused), free_bytes)


def _unused(vault: Vault, kept: _Assets) -> _Assets:
    roots = set(_roots(vault))
    young = time.time() - YOUNG_SECONDS
    return [asset for asset in kept if asset.sha256 not in roots and asset.made_at < young]


def _bytes(assets: _Assets) -> int:
    return sum(asset.size_bytes for asset in assets)


def _texts(value: object) -> Iterable[str]:
    """Every text in a document, at any depth. The keys of a film's calls and kept takes are among them."""
    if isinstance(value, str):
        yield value
        return
    for part in _parts(value):
        yield from _texts(part)


def _parts(value: object) -> Sequence[object]:
    """The values in a JSON object or array; none in anything else."""
    if isinstance(value, Mapping):
        return list(value.values())
    return value if isinstance(value, Sequence) else ()


def _roots(vault: Vault) -> Iterable[str]:
    """Hashes of all assets that a film refers to, in its state or in the results that it is made of."""
    keys: set[str] = set()
    for name, state in vault.documents.all("films").items():
        if name.endswith("/state") and isinstance(state, dict):
            keys |= set(_texts(state))
            yield from _hashes(state)
    for key, entry in vault.ledger.results():
        if key in keys:
            yield from _hashes(entry)


def _hashes(value: object) -> Iterable[str]:
    return (ref.sha256 for ref in assets_in(value))
