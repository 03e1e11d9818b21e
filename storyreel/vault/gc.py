"""What the vault holds and what may go: assets that no film and no kept take leads to. It does not know films' contents."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass

from storyreel.vault.ledger import assets_in
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
    unused = _unused(vault)
    sizes = dict(vault.assets.assets())
    return VaultSize(len(sizes), sum(sizes.values()), len(unused), sum(sizes[sha] for sha in unused if sha in sizes), vault.assets.free_bytes())


def collect(vault: Vault) -> int:
    """Remove what nothing leads to; returns the bytes gained. A result whose asset goes is made again when asked for."""
    gained = 0
    sizes = dict(vault.assets.assets())
    for sha256 in _unused(vault):
        vault.assets.discard(sha256)
        gained += sizes.get(sha256, 0)
    for folder in (vault.assets.root / "tmp").iterdir():
        if time.time() - folder.stat().st_mtime > YOUNG_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
    return gained


def _unused(vault: Vault) -> list[str]:
    roots = set(_roots(vault))
    young = time.time() - YOUNG_SECONDS
    return [sha for sha, _ in vault.assets.assets() if sha not in roots and vault.assets.made_at(sha) < young]


def _roots(vault: Vault) -> Iterable[str]:
    """Hashes of all assets that a film leads to, by its state or by the results it is made of."""
    keys: set[str] = set()
    for name, state in vault.documents.all("films").items():
        if name.endswith("/state") and isinstance(state, dict):
            keys |= set(state.get("keys", {}).values()) | set(state.get("kept", ()))
            yield from (ref.sha256 for ref in assets_in(state))
    for key, entry in vault.ledger.results():
        if key in keys:
            yield from (ref.sha256 for ref in assets_in(entry))
