"""The folders of films that this machine's Prefect server shows beside their runs."""

from __future__ import annotations

import hmac
import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from storyreel.film.errors import FolderError
from storyreel.film.names import is_plain
from storyreel.project.folder import FilmFolder
from storyreel.vault.home import films_url, home, open_home
from storyreel.vault.private import write_private

SHOWN = (".mp4", ".srt", ".vtt", ".jpg", ".html")
"""Endings of what a browser may ask of a film's folder: the film, its captions, its poster and its report."""


@dataclass(frozen=True)
class _ServedFilm:
    """A film that is shown: its folder, and the key that its links carry."""

    folder: Path
    key: str


def link_to(film_id: str, file: Path) -> str:
    """The address at which this machine's server shows a file of a film's folder.

    It is a file: address if the film runs against another server.

    The address holds a random key of the film: only a person who has the link can see the film.
    """
    if not films_url() or not is_plain(film_id):
        return file.as_uri()
    shown = _shown(film_id)
    if shown is None or shown.folder != file.parent:
        shown = _ServedFilm(file.parent, shown.key if shown is not None else secrets.token_urlsafe(24))
        _write_entry(film_id, shown)
    return f"{films_url()}/{quote(film_id)}/{shown.key}/{quote(file.name)}"


def _write_entry(film_id: str, shown: _ServedFilm) -> None:
    open_home()
    write_private(_entry(film_id), _facts(shown).encode())


def _facts(shown: _ServedFilm) -> str:
    return json.dumps({"folder": str(shown.folder), "key": shown.key})


def shown_file(film_id: str, name: str, key: str) -> BinaryIO | None:
    """The file behind such an address, opened.

    None if there is none to be shown, or the key is not the film's. The caller closes it.
    """
    shown = _shown(film_id)
    if shown is None or not hmac.compare_digest(shown.key.encode(), key.encode()):
        return None
    if Path(name).name != name or Path(name).suffix not in SHOWN:
        return None
    try:
        return FilmFolder(shown.folder).open(name)
    except FolderError:
        return None


def _shown(film_id: str) -> _ServedFilm | None:
    if not is_plain(film_id) or not _entry(film_id).is_file():
        return None
    try:
        facts = json.loads(_entry(film_id).read_text(encoding="utf-8"))
        return _ServedFilm(Path(facts["folder"]), str(facts["key"]))
    except (ValueError, TypeError, KeyError):
        return None  # written by a version without keys: the next run writes it again


def _entry(film_id: str) -> Path:
    return home() / "shown" / film_id
