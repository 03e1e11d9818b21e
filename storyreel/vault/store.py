"""What a vault asks of the place where its assets lie, beyond what engines ask.

It does not know which kind of place it is.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from storyreel.film.assets import AssetRef, AssetStore
from storyreel.vault.records import Records


@dataclass(frozen=True)
class KeptAsset:
    """An asset as a listing tells it."""

    sha256: str
    size_bytes: int
    made_at: float
    """When it was stored, in seconds since the epoch."""


class VaultStore(AssetStore):
    """Assets, and the records beside them, at one address."""

    root: Path
    """A local folder: the store itself, or what is held here of a store that is elsewhere."""
    records: Records

    @property
    @abstractmethod
    def url(self) -> str:
        """Address from which another process opens the same store; it holds no secret."""

    @abstractmethod
    def check(self, ref: AssetRef) -> None:
        """Make sure that an asset is there and sound, at most once in a process for each state of it.

        Raises:
            AssetLostError: gone, or not what it was.
        """

    @abstractmethod
    def assets(self) -> Iterator[KeptAsset]:
        """Every asset kept."""

    @abstractmethod
    def made_at(self, sha256: str) -> float:
        """When an asset was stored, in seconds since the epoch."""

    @abstractmethod
    def discard(self, sha256: str) -> None:
        """Remove an asset; silent when it is gone already."""

    @abstractmethod
    def tidy(self, older_than_seconds: float) -> None:
        """Remove workspaces that nobody has written to for so long."""

    @abstractmethod
    def free_bytes(self) -> int:
        """Room left on the local disk that the store writes to."""
