"""A store in one folder, for engines under test."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.errors import AssetLostError


class FolderStore(AssetStore):
    """Keeps each asset in a file named by its hash."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "work").mkdir(parents=True, exist_ok=True)

    def put(self, content: bytes | Path, media_type: str) -> AssetRef:
        """Store bytes or a file."""
        if isinstance(content, Path):
            data = content.read_bytes()
            content.unlink()
        else:
            data = content
        name = hashlib.sha256(data).hexdigest()
        if not (self._folder / name).exists():
            with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as part:
                part.write(data)
            Path(part.name).replace(self._folder / name)  # a reader sees the whole file or none
        return AssetRef(sha256=name, media_type=media_type, size_bytes=len(data))

    def read(self, ref: AssetRef) -> bytes:
        """Return the content."""
        return self.path(ref).read_bytes()

    def path(self, ref: AssetRef) -> Path:
        """A file with the content."""
        path = self._folder / ref.sha256
        if not path.exists():
            raise AssetLostError(f"nothing is stored under {ref.sha256}", sha256=ref.sha256)
        return path

    def workspace(self) -> Path:
        """A new folder beside the assets."""
        return Path(tempfile.mkdtemp(dir=self._folder / "work"))
