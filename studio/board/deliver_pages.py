"""The page on which a film is taken home: the film, its captions, its report, and everything in one file."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from storyreel.film.errors import FolderError
from storyreel.project.project import Project
from studio.board.framing import Frame
from studio.board.identity import studio_folder
from studio.board.media import ASKED_AGAIN, OpenedFile, film_files
from studio.board.storyboard_view import BoardView

_FOLDERS = ("pictures", "layers", "clips", "narration", "own")
_FILES = ("film.toml", "storyboard.toml", "styles.toml")
_CHUNK = 1 << 20
_WORDS = {
    ".mp4": ("The film", "H.264 and AAC, with chapters and captions inside"),
    ".srt": ("Captions", "SubRip, for most players and services"),
    ".vtt": ("Captions for the web", "WebVTT"),
    "poster.jpg": ("Poster", "the film's poster as a picture"),
    "report.html": ("Report", "one page that needs no network: every shot, prompt and price"),
}


def deliver_routes(frame: Frame) -> APIRouter:
    """The routes of delivery."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    controller = frame.controller

    @router.get("/films/{slug}/deliver")
    def deliver(slug: str) -> str:
        view = controller.view(slug)
        board = controller.board(view, controller.next_runs.known(view.project))
        files = [
            (name, *_said(name), view.project.files.size(name) or 0) for name in film_files(view.project)
        ]
        return frame.film_page(
            "deliver.j2", view, "Deliver", files=files, checks=list(_checks(len(view.run.incomplete), board))
        )

    @router.get("/films/{slug}/export/{name}.zip")
    def everything(slug: str, name: str) -> Response:
        # The name in the address is what a browser suggests; the content does not depend on it.
        return OpenedFile(_packed(controller.library.open(slug)), f"{slug}.zip", ASKED_AGAIN, save=True)

    return router


def _said(name: str) -> tuple[str, str]:
    return _WORDS.get(name) or _WORDS.get(Path(name).suffix) or (name, "")


def _checks(incomplete: int, board: BoardView) -> Iterator[tuple[str, str]]:
    """What was looked at before the film goes: the icon and a sentence.

    incomplete: how many shots are missing something.
    """
    shots = sum(not shot.skipped for shot in board.shots)
    changed = sum(shot.state.kind == "changed" for shot in board.shots)
    if incomplete:
        yield "warn", f"{_counted(incomplete, 'shot')} missing something; a picture stands in."
    elif shots:
        yield "check", "Every shot is there, none stands in."
    if changed:
        yield "warn", f"{_counted(changed, 'changed shot')} not in this film yet."
    if not board.times.cut:
        yield "warn", "The film is not made yet, or was edited so that its times are expected ones."


def _counted(number: int, noun: str) -> str:
    """A number of things, with the verb.

    >>> _counted(1, "shot"), _counted(3, "shot")
    ('1 shot is', '3 shots are')
    """
    return f"1 {noun} is" if number == 1 else f"{number} {noun}s are"


def _packed(project: Project) -> BinaryIO:
    """A zip of what is in the film's folder: never its `.env`, and no link is followed.

    It has no name on the disk, so that nothing of it stays if the browser goes away.
    """
    out = tempfile.TemporaryFile(dir=studio_folder())  # noqa: SIM115 the answer closes it
    try:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, strict_timestamps=False) as into:
            for name in _names(project):
                _add(project, name, into)
        out.seek(0)
    except BaseException:
        out.close()
        raise
    return out


def _names(project: Project) -> Iterator[str]:
    """The files that are packed, by their names in the folder."""
    script = Path(project.script)
    own = (script.name,) if script.parent == project.folder else ()
    yield from (
        name for name in (*film_files(project), *_FILES, *own) if project.files.size(name) is not None
    )
    for folder in _FOLDERS:
        yield from (f"{folder}/{name}" for name in project.files.files(folder))


def _add(project: Project, name: str, into: zipfile.ZipFile) -> None:
    try:
        file = project.files.open(name)
    except FolderError:
        return
    if file is None:
        return
    with file, into.open(f"{project.slug}/{name}", "w", force_zip64=True) as target:
        while chunk := file.read(_CHUNK):
            target.write(chunk)
