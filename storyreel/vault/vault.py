"""The vault as one thing: assets, ledger and documents at one address."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from storyreel.film.errors import VaultError
from storyreel.vault.disk import DiskVault
from storyreel.vault.documents import Documents
from storyreel.vault.ledger import Ledger

_OPEN: dict[str, Vault] = {}


class Vault:
    """Everything that is kept."""

    def __init__(self, assets: DiskVault) -> None:
        self.assets = assets
        self.ledger = Ledger(assets.records)
        self.documents = Documents(assets.records)

    @property
    def url(self) -> str:
        """Address from which another process opens the same vault."""
        return self.assets.url

    @property
    def results_folder(self) -> Path:
        """Where Prefect keeps its JSON results."""
        return self.assets.root / "prefect-results"


def open_vault(url: str) -> Vault:
    """The vault at an address, opened once in a process.

    Raises:
        VaultError: the address is of an unknown kind, or the folder cannot be written.
    """
    if url not in _OPEN:
        parts = urlsplit(url)
        if parts.scheme != "file" or parts.netloc:
            raise VaultError(f"The vault address {url!r} is not understood; 'file:///folder' is accepted.")
        _OPEN[url] = Vault(DiskVault(Path(unquote(parts.path))))
    return _OPEN[url]
