"""Films that this machine's Prefect server shows beside their runs: where each lies. It serves nothing itself."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from storyreel.vault.home import films_url, home, open_home
from storyreel.vault.private import write_private

SHOWN = (".mp4", ".srt", ".vtt", ".jpg", ".html")
"""Endings of what a browser may ask of a film's folder: the film, its captions, its poster and its report."""


def link_to(film_id: str, file: Path) -> str:
    """Address of a file in a film's folder as a page of this machine's server may link to it; a file: address where the film runs against another server."""
    if not films_url() or _entry(film_id).parent != _shelf():  # an id that is a path is not a name on the shelf
        return file.as_uri()
    open_home()
    write_private(_entry(film_id), str(file.parent).encode())
    return f"{films_url()}/{quote(film_id)}/{quote(file.name)}"


def shown_file(film_id: str, name: str) -> Path | None:
    """The file behind such an address; None where there is none to be shown."""
    entry = _entry(film_id)
    if entry.parent != _shelf() or not entry.is_file():
        return None
    folder = Path(entry.read_text(encoding="utf-8"))
    file = folder / name
    return file if file.suffix in SHOWN and file.parent == folder and file.is_file() and not file.is_symlink() else None


def _entry(film_id: str) -> Path:
    return _shelf() / film_id


def _shelf() -> Path:
    return home() / "shown"
