"""What was made of a person's files before: files that have not changed are not read again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.errors import AssetLostError
from storyreel.film.frozen import Frozen
from storyreel.vault import Vault

MOST_KEPT = 1_000
"""Files remembered as read."""
Own = TypeVar("Own", bound=Frozen)


@dataclass
class ImportCache:
    """What was made of files before."""

    store: AssetStore
    kept: dict[str, object] = field(default_factory=dict[str, object])
    """Plain JSON by a text that names file, size, time of change and purpose."""
    grown: bool = False

    def newest(self) -> dict[str, object]:
        """The entries that are remembered: the last `MOST_KEPT`."""
        return dict(list(self.kept.items())[-MOST_KEPT:])

    def take(self, purpose: str, path: Path, kind: type[Own], read: Callable[[], Own]) -> Own:
        """What was made of a file before, or what `read` makes of it now."""
        name = f"{purpose} {_stamp(path)}"
        if name in self.kept:
            known = kind.model_validate(self.kept[name])
            if self._is_stored(known):
                return known
        made = read()
        self.kept[name] = made.model_dump(mode="json", by_alias=True)
        self.grown = True
        return made

    def _is_stored(self, made: Frozen) -> bool:
        """Whether the store still has every asset of it."""
        try:
            for ref in _assets(made):
                self.store.path(ref)
        except AssetLostError:
            return False
        return True


def read_imports(vault: Vault, film_id: str) -> ImportCache:
    """What was made of a film's files before."""
    value = vault.documents.read(_document_name(film_id)).value
    return ImportCache(vault.assets, _entries(value))


def _entries(document: object) -> dict[str, object]:
    return dict(document) if isinstance(document, dict) else {}


def write_imports(vault: Vault, film_id: str, imports: ImportCache) -> None:
    """Remember what was made; if another process does at the same time, files are read once more."""
    if not imports.grown:
        return
    name = _document_name(film_id)
    vault.documents.write(name, imports.newest(), vault.documents.read(name).version)


def _document_name(film_id: str) -> str:
    return f"material/{film_id}"


def _stamp(path: Path) -> str:
    """A file, or every file of a folder, as it is now; only the path if it does not exist."""
    return f"{path} " + ";".join(_file_stamp(file) for file in _files(path) if file.exists())


def _files(path: Path) -> list[Path]:
    return sorted(path.iterdir()) if path.is_dir() else [path]


def _file_stamp(file: Path) -> str:
    facts = file.stat()
    return f"{file.name}:{facts.st_size}:{facts.st_mtime_ns}"


def _assets(made: object) -> Iterator[AssetRef]:
    """Every asset in a value, however deep."""
    if isinstance(made, AssetRef):
        yield made
        return
    for part in _parts(made):
        yield from _assets(part)


def _parts(made: object) -> Iterable[object]:
    """The fields of a value, or the entries of a tuple; none of anything else."""
    if isinstance(made, Frozen):
        return dict(made).values()
    return made if isinstance(made, tuple) else ()
