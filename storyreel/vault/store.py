"""The interface of a store of assets and records to a vault, beyond what engines need of it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.errors import AssetLostError
from storyreel.vault.records import Records


@dataclass(frozen=True)
class KeptAsset:
    """An asset in a listing."""

    sha256: str
    size_bytes: int
    made_at: float
    """When it was stored, in seconds since the epoch."""


class VaultStore(AssetStore):
    """Assets, and the records beside them, at one address."""

    root: Path
    """A local folder: the store itself, or what is held here of a store elsewhere."""
    records: Records

    @property
    @abstractmethod
    def url(self) -> str:
        """Address from which another process opens the same store; it holds no secret."""

    @abstractmethod
    def check(self, ref: AssetRef) -> None:
        """Check that an asset is there and undamaged, at most once in a process for each state of it.

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
        """Remove an asset, if it is there."""

    @abstractmethod
    def tidy(self, older_than_seconds: float) -> None:
        """Remove workspaces that were not written to for so long."""

    @abstractmethod
    def free_bytes(self) -> int:
        """Free space on the local disk that the store writes to."""


def lost(ref: AssetRef, place: str, why: str) -> AssetLostError:
    """The error for an asset that is gone or damaged. place: path or address of its store."""
    return AssetLostError(
        _lost_in_words(ref, place, why),
        sha256=ref.sha256,
    )


def _lost_in_words(ref: AssetRef, place: str, why: str) -> str:
    return (
        f"The asset {ref.sha256[:12]} ({ref.media_type}) in {place!r} is lost: {why}. Run the same command"
        " again: it is fetched or made again."
    )
