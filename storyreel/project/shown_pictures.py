"""Pictures that a person wants image engines to be shown: of the film's style, and for single shots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.direction import ShotDirection
from storyreel.film.frozen import Frozen
from storyreel.project.imports import ImportCache
from storyreel.project.outside_files import material_path
from storyreel.project.own_files import PICTURES, OwnFile, files_in
from storyreel.project.own_pictures import PICTURE_BYTES, own_reference
from storyreel.project.settings import MOST_STYLE_PICTURES, FilmSettings

STYLE_PICTURES = "style_pictures"
Named = tuple[str, str]
"""What names a picture, and its path as it was typed."""


class _ShownPicture(Frozen):
    """A picture as stored."""

    image: AssetRef


def named_pictures(
    settings: FilmSettings, directions: Iterable[tuple[str, ShotDirection]]
) -> Iterator[Named]:
    """Every picture or folder of pictures that is named. directions: what is asked of shots, by shot id."""
    yield from ((STYLE_PICTURES, path) for path in settings.style_pictures)
    for shot_id, direction in directions:
        yield from ((_of_shot(shot_id), path) for path in direction.references)


def style_pictures(settings: FilmSettings, folder: Path, imports: ImportCache) -> tuple[AssetRef, ...]:
    """The pictures of the film's style.

    Raises:
        SettingsError: one is missing, or is not a picture.
    """
    named = [(STYLE_PICTURES, path) for path in settings.style_pictures]
    return _pictures(named, folder, imports)


def shot_pictures(
    directions: Iterable[tuple[str, ShotDirection]], folder: Path, imports: ImportCache
) -> dict[str, tuple[AssetRef, ...]]:
    """The pictures for single shots, by shot id.

    Raises:
        SettingsError: one is missing, or is not a picture.
    """
    return {
        shot_id: _pictures([(_of_shot(shot_id), path) for path in direction.references], folder, imports)
        for shot_id, direction in directions
        if direction.references
    }


def _of_shot(shot_id: str) -> str:
    return f'references of "{shot_id}"'


def _pictures(named: Iterable[Named], folder: Path, imports: ImportCache) -> tuple[AssetRef, ...]:
    """The pictures as stored, no more than `MOST_STYLE_PICTURES`."""
    found = (
        (file, where)
        for where, value in named
        for file in files_in(material_path(folder, value, where), where, PICTURES, "picture")
    )
    return tuple(_picture(file, where, imports) for file, where in islice(found, MOST_STYLE_PICTURES))


def _picture(file: Path, where: str, imports: ImportCache) -> AssetRef:
    read = partial(_read, file, where, imports.store)
    return imports.take("reference", file, _ShownPicture, read).image


def _read(file: Path, where: str, store: AssetStore) -> _ShownPicture:
    return _ShownPicture(image=own_reference(file, where, store))


def require_pictures(named: Iterable[Named], folder: Path) -> None:
    """Refuse names of pictures that are not there or are of another kind.

    Raises:
        SettingsError: says what is accepted.
    """
    for where, value in named:
        for file in files_in(material_path(folder, value, where), where, PICTURES, "picture"):
            OwnFile(file, where).require(PICTURES, "a picture", PICTURE_BYTES)
