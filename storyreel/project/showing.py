"""Films that this machine's Prefect server shows beside their runs: where each lies. It serves nothing itself."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from storyreel.film.errors import FolderError
from storyreel.film.names import is_plain
from storyreel.project.folder import FilmFolder
from storyreel.vault.durable import replace_file
from storyreel.vault.home import films_url, home

SHOWN = (".mp4", ".srt", ".vtt", ".jpg", ".html")
"""Endings of what a browser may ask of a film's folder: the film, its captions, its poster and its report."""


def link_to(film_id: str, file: Path) -> str:
    """Address of a file in a film's folder as a page of this machine's server may link to it; a file: address where the film runs against another server."""
    if not films_url() or not is_plain(film_id):
        return file.as_uri()
    replace_file(_entry(film_id), str(file.parent).encode())
    return f"{films_url()}/{quote(film_id)}/{quote(file.name)}"


def shown_file(film_id: str, name: str) -> BinaryIO | None:
    """The file behind such an address, opened; None where there is none to be shown. The caller closes it."""
    if not is_plain(film_id) or Path(name).name != name or Path(name).suffix not in SHOWN or not _entry(film_id).is_file():
        return None
    try:
        return FilmFolder(Path(_entry(film_id).read_text(encoding="utf-8"))).open(name)
    except FolderError:
        return None


def _entry(film_id: str) -> Path:
    return home() / "shown" / film_id
