"""The host's own cache: what it was sent and what it made, by content."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import threading
from pathlib import Path

from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.errors import AssetLostError, RenderError

MOST_BYTES = 20 * 10**9


class AssetCache(AssetStore):
    """Files named by the sha256 of their content, in a folder of the host's own."""

    def __init__(self, folder: Path) -> None:
        self._assets, self._work = folder / "assets", folder / "work"
        self._removing = threading.Lock()
        shutil.rmtree(self._work, ignore_errors=True)
        for one in (self._assets, self._work):
            one.mkdir(mode=0o700, parents=True, exist_ok=True)

    def put(self, content: bytes | Path, media_type: str) -> AssetRef:
        """See `AssetStore.put`.

        Raises:
            RenderError: the disk is full.
        """
        if isinstance(content, bytes):
            path = self.workspace() / "content"
            try:
                path.write_bytes(content)
            except OSError as error:
                raise _not_written(error) from error
        else:
            path = content
        name, size = _sha256(path), path.stat().st_size
        path.replace(self._assets / name)
        self._make_room()
        return AssetRef(sha256=name, media_type=media_type, size_bytes=size)

    def read(self, ref: AssetRef) -> bytes:
        """See `AssetStore.read`."""
        content = self.path(ref).read_bytes()
        if hashlib.sha256(content).hexdigest() != ref.sha256:
            raise _lost(ref.sha256)
        return content

    def path(self, ref: AssetRef) -> Path:
        """See `AssetStore.path`."""
        path = self._assets / ref.sha256
        if not path.is_file() or path.stat().st_size != ref.size_bytes:
            raise _lost(ref.sha256)
        path.touch()
        return path

    def file(self, sha256: str) -> Path:
        """Where content of that hash is."""
        return self._assets / sha256

    def has(self, sha256: str) -> bool:
        """Whether there is content of that hash."""
        return (self._assets / sha256).is_file()

    def workspace(self) -> Path:
        """See `AssetStore.workspace`."""
        return Path(tempfile.mkdtemp(dir=self._work))

    def _make_room(self) -> None:
        """Remove what was used longest ago until the rest is small enough; the newest stays."""
        with self._removing:
            files = sorted(self._assets.iterdir(), key=lambda path: path.stat().st_mtime)
            total = sum(path.stat().st_size for path in files)
            for path in files[:-1]:
                if total <= MOST_BYTES:
                    return
                total -= path.stat().st_size
                path.unlink()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _lost(sha256: str) -> AssetLostError:
    return AssetLostError(f"The model host does not have the asset {sha256[:12]}; send it again.")


def _not_written(error: OSError) -> RenderError:
    return RenderError(
        f"The model host cannot write what it made ({error.strerror}). Free some disk space, then run the"
        " same command again; what is made is kept."
    )
