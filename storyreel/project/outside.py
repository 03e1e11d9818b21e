"""Which files that a film names lie outside its folder: a film.toml from a stranger may name private ones.

It reads none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from storyreel.film.errors import SettingsError
from storyreel.film.frozen import Frozen
from storyreel.project.settings import Material

PROMPT = "prompt:"


class OutsideFile(Frozen):
    """A file or folder that lies elsewhere."""

    where: str
    """What names it: 'material.music', or 'material.people."MARA"'."""
    path: str
    """Where it really lies, links followed."""


def outside_material(material: Material, folder: Path) -> tuple[OutsideFile, ...]:
    """What a film's material names outside its folder; of a folder the members that are links, too.

    Raises:
        SettingsError: something can be no path.
    """
    named = (
        (where, material_path(folder, value, where))
        for where, value in _values(material)
        if not value.lower().startswith(PROMPT)
    )
    return outside(((where, path) for where, start in named for path in (start, *_links_in(start))), folder)


def outside(named: Iterable[tuple[str, Path]], folder: Path) -> tuple[OutsideFile, ...]:
    """Those of the files that lie outside the film's folder, links followed; each once."""
    home = folder.resolve()
    found: dict[str, str] = {}
    for where, path in named:
        real = path.resolve()
        if not real.is_relative_to(home):
            found.setdefault(str(real), where)
    return tuple(OutsideFile(where=where, path=path) for path, where in found.items())


def material_path(folder: Path, value: str, where: str) -> Path:
    """A path as `film.toml` names it, from the film's folder, links followed.

    Raises:
        SettingsError: it can be no path.
    """
    try:
        path = (folder / Path(value).expanduser()).resolve()
        path.exists()
    except (OSError, ValueError, RuntimeError) as error:
        raise SettingsError(
            f"{where} is {value!r}, which can be no path ({error}); a path from the film's folder is"
            " accepted. Nothing was made. Change film.toml."
        ) from error
    return path


def _values(material: Material) -> Iterator[tuple[str, str]]:
    for table in Material.model_fields:
        value = getattr(material, table)
        entries = value.items() if isinstance(value, dict) else [("", value)] if value else []
        yield from (
            (f'material.{table}."{name}"' if name else f"material.{table}", text) for name, text in entries
        )


def _links_in(path: Path) -> list[Path]:
    try:
        return (
            sorted(member for member in path.iterdir() if member.is_symlink() and member.exists())
            if path.is_dir()
            else []
        )
    except OSError as error:
        raise SettingsError(
            f"{str(path)!r} in film.toml cannot be looked into: {error.strerror}. Nothing was made. Change"
            " its permissions, or film.toml."
        ) from error
