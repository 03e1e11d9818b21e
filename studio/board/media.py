"""Pictures, clips and files of a film: from lists of what it has, never from a path that was asked for."""

from __future__ import annotations

import mimetypes
import os
from pathlib import Path
from typing import BinaryIO

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse

from storyreel.film.assets import AssetRef
from storyreel.film.errors import AssetLostError
from storyreel.graph.stages import CallId
from storyreel.project.delivery import jpeg
from storyreel.project.project import Project
from storyreel.vault.private import write_private
from studio.board.film_controller import FilmController, FilmView
from studio.board.identity import studio_folder
from studio.board.library import NoFilmError
from studio.server_access import Message, Receive, Send

_KEPT = {"Cache-Control": "private, max-age=31536000, immutable"}
ASKED_AGAIN = {"Cache-Control": "private, no-cache"}
REPORT_POLICY = (
    "default-src 'none'; img-src 'self' data:; media-src 'self' data:; style-src 'unsafe-inline'; script-src"
    " 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Of report.html, which holds its own styles. It may be from somebody else, so it runs nothing."""
_THUMB_PX = 960
_FILES = (".mp4", ".srt", ".vtt")
"""Of the finished film."""


class OpenedFile(FileResponse):
    """Serves a file that is already open, so that nobody can replace the file after the check."""

    def __init__(self, file: BinaryIO, name: str, headers: dict[str, str], *, save: bool = False) -> None:
        """Take over the file. name: its ending names the type. save: whether a browser saves it as `name`."""
        self._file = file
        super().__init__(
            f"/dev/fd/{file.fileno()}",
            headers=headers,
            media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
            filename=name if save else None,
            stat_result=os.fstat(file.fileno()),
        )

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request, and close the file."""
        with self._file:
            await super().__call__(scope, receive, send)


def _cached(digest: str) -> dict[str, str]:
    """How long a browser keeps a picture or clip: always if its address names a digest of the content."""
    return _KEPT if digest else ASKED_AGAIN


def film_files(project: Project) -> tuple[str, ...]:
    """Names of the finished film's files that are there."""
    named = (*(f"{project.slug}{ending}" for ending in _FILES), "poster.jpg", "report.html")
    return tuple(name for name in named if project.files.size(name) is not None)


def media_routes(controller: FilmController) -> APIRouter:
    """The routes of pictures, clips and files."""
    router = APIRouter(include_in_schema=False)

    @router.get("/films/{slug}/file/{name}")
    def file(slug: str, name: str, request: Request, save: bool = False) -> Response:
        project = controller.library.open(slug)
        opened = project.files.open(name) if name in film_files(project) else None
        if opened is None:
            raise NoFilmError(f"{slug} has no file {name!r}.")
        headers = dict(ASKED_AGAIN)
        if name.endswith(".html"):
            headers["Content-Security-Policy"] = REPORT_POLICY
        return OpenedFile(opened, name, headers, save=save)

    @router.get("/films/{slug}/pictures/{shot}.jpg")
    def picture(slug: str, shot: str, take: int = 0, own: int = 0, v: str = "") -> Response:
        view = controller.view(slug)
        if own and (file := view.project.files.open(f"pictures/{shot}.jpg")) is not None:
            return OpenedFile(file, "picture.jpg", ASKED_AGAIN)
        ref = view.results.picture(shot, _key(view, view.results.picture_call(shot), take))
        if ref is None:
            raise NoFilmError("It is not drawn yet.")
        return thumb(view.project, ref, v)

    @router.get("/films/{slug}/clips/{shot}.mp4")
    def clip(slug: str, shot: str, take: int = 0, part: int = 0, v: str = "") -> Response:
        view = controller.view(slug)
        calls = view.results.clip_calls(shot)
        if not 0 <= part < len(calls):
            raise NoFilmError(f"{shot} has no such clip.")
        made = view.results.clip(calls[part], _key(view, calls[part], take))
        if made is None:
            raise NoFilmError("It is not made yet.")
        file = view.project.vault.assets.path(made.video)
        return FileResponse(file, headers=_cached(v), media_type=made.video.media_type)

    return router


def _key(view: FilmView, call: CallId, take: int) -> str:
    """The key of a take of a call; '' for the one in the film."""
    takes = view.project.state.takes
    if take == 0 or take == takes.chosen.get(str(call), 1):
        return ""
    return takes.key_of(str(call), take)


def thumb(project: Project, ref: AssetRef, digest: str) -> Response:
    """A small JPEG of a picture. digest: as `_cached`.

    Raises:
        AssetLostError: the picture is gone or damaged.
    """
    return FileResponse(_thumb_file(project, ref), headers=_cached(digest), media_type="image/jpeg")


def _thumb_file(project: Project, ref: AssetRef) -> Path:
    """The small JPEG, made once and kept in the studio's folder."""
    kept = studio_folder() / "pictures" / f"{ref.sha256}-{_THUMB_PX}.jpg"
    if not kept.exists():
        try:
            write_private(kept, jpeg(project.vault.assets.read(ref), width_px=_THUMB_PX))
        except (OSError, ValueError) as error:
            raise AssetLostError(f"The picture {ref.sha256[:12]} cannot be shown: {error}") from error
    return kept
