"""References to bytes, and the small interface through which engines read and store them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path

from pydantic import Field

from storyreel.film.frozen import Frozen

PICTURE_FORMATS = ("PNG", "JPEG", "WEBP")
"""Formats of stored pictures. Pictures are opened with these names: Pillow would otherwise try dozens of
decoders on bytes of unknown origin.
"""


class AssetRef(Frozen):
    """Bytes, named by the sha256 of their content."""

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    media_type: str = Field(
        description="For example 'video/mp4', 'image/png', 'image/svg+xml', 'audio/flac', 'application/json'."
    )
    size_bytes: int = Field(ge=0)

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return {"sha256": self.sha256, "media_type": self.media_type, "size_bytes": self.size_bytes}


class AssetStore(ABC):
    """The store from which an engine reads assets and into which it puts what it made.

    The vault implements it, and engines get it as an argument.
    """

    @abstractmethod
    def put(self, content: bytes | Path, media_type: str) -> AssetRef:
        """Store bytes, or the content of a file (which the store may move), and return their reference."""

    @abstractmethod
    def read(self, ref: AssetRef) -> bytes:
        """Return the content, checked against its hash.

        Raises:
            AssetLostError: nothing is stored under that hash, or what is stored is damaged.
        """

    @abstractmethod
    def path(self, ref: AssetRef) -> Path:
        """A local file with the content, to be read and never written. Checked for presence and size.

        Raises:
            AssetLostError: nothing is stored under that hash, or its size is wrong.
        """

    @abstractmethod
    def workspace(self) -> Path:
        """A new folder on the store's file system, for the caller only. `put` of a file in it is a rename."""

    def link(self, ref: AssetRef, seconds: int = 3600) -> str | None:
        """A web address from which a service can read the content for so long; None if there are no links.

        seconds: 1 to 604,800.
        """
        return None
