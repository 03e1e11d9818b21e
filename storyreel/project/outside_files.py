"""Which files that a film names are outside its folder: a film.toml from a stranger may name private ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from storyreel.film.errors import SettingsError
from storyreel.film.frozen import Frozen
from storyreel.project.lora_library import IN_LIBRARY, library_path
from storyreel.project.settings import Material

PROMPT = "prompt:"


class OutsideFile(Frozen):
    """A file or folder outside the film's folder."""

    where: str
    """What names it: 'material.music', or 'material.people."MARA"'."""
    path: str
    """Its path, links followed."""


def outside_material(
    material: Material, folder: Path, pictures: Iterable[tuple[str, str]] = ()
) -> tuple[OutsideFile, ...]:
    """What a film's material names outside its folder, with the links that a named folder holds.

    pictures: others that the film names: what names them, and their paths.

    Raises:
        SettingsError: something can be no path.
    """
    return outside(_named_paths((*_values(material), *pictures), folder), folder)


def _named_paths(values: Iterable[tuple[str, str]], folder: Path) -> Iterator[tuple[str, Path]]:
    for where, value in values:
        if not value.lower().startswith((PROMPT, "https://", "http://")):
            in_library = value.startswith(IN_LIBRARY)
            path = library_path(value, where) if in_library else material_path(folder, value, where)
            yield where, path
            yield from ((where, link) for link in _links_in(path))


def outside(named: Iterable[tuple[str, Path]], folder: Path) -> tuple[OutsideFile, ...]:
    """Those of the files that are outside the film's folder, links followed; each once."""
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
        raise _no_path(value, where, error) from error
    return path


def _no_path(value: str, where: str, error: Exception) -> SettingsError:
    return SettingsError(
        f"{where} is {value!r}, which can be no path ({error}); a path from the film's folder is accepted."
        " Nothing was made. Change film.toml."
    )


def _values(material: Material) -> Iterator[tuple[str, str]]:
    """Every entry of the material: what names it, and its value."""
    for table in Material.model_fields:
        value = getattr(material, table)
        if isinstance(value, dict):
            yield from (
                (f'material.{table}."{name}"' if name else f"material.{table}", text)
                for name, text in value.items()
            )
        elif value:
            yield f"material.{table}", value


def _links_in(path: Path) -> list[Path]:
    """The links in a folder that lead somewhere; none if it is not a folder."""
    try:
        return sorted(filter(_leads_somewhere, _members(path)))
    except OSError as error:
        raise _not_permitted(path, error) from error


def _members(path: Path) -> Iterable[Path]:
    return path.iterdir() if path.is_dir() else ()


def _leads_somewhere(path: Path) -> bool:
    """Whether it is a link to something that exists."""
    return path.is_symlink() and path.exists()


def _not_permitted(path: Path, error: OSError) -> SettingsError:
    return SettingsError(
        f"{str(path)!r} in film.toml cannot be looked into: {error.strerror}. Nothing was made. Change its"
        " permissions, or film.toml."
    )
