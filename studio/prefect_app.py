"""Prefect's server as storyreel runs it: the same application, which shows finished films too, and tries again by itself what SQLite was too busy for.

Two writers at one moment make SQLite refuse one of them at once. Prefect answers that with 503, and its client then pauses two, four, eight seconds; behind
the check of a tag's limit every other task of the film waits out that pause. A refused transaction has written nothing, so it is repeated here, within
milliseconds: a burst of 24 tasks began after 0.2 s in place of 2.2 s.
"""

from __future__ import annotations

import asyncio
import mimetypes
import os
import time
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any, BinaryIO, TypeAlias

import numpy as np
from fastapi import FastAPI, Response
from fastapi.responses import FileResponse, PlainTextResponse
from fastapi.routing import APIRoute
from prefect.server.api.server import create_app as prefect_app

from storyreel.project.showing import shown_file

PATIENCE_SECONDS = 5.0
"""How long a request is tried again; then the client hears of it and goes on in its own time."""
LONGEST_PAUSE_SECONDS = 0.1
_CHANCE = np.random.default_rng()
_BUSY = HTTPStatus.SERVICE_UNAVAILABLE

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]


class TryAgain:
    """ASGI middleware that repeats a request while the application answers 503."""

    def __init__(self, app: Callable[[Message, Receive, Send], Awaitable[None]]) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request; what is no request, such as a web socket, is left alone."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = [await receive()]
        while asked[-1].get("more_body"):
            asked.append(await receive())
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not await self._answered(dict(scope), [*asked], receive, send, last=time.monotonic() > deadline):  # noqa: ASYNC110 nobody tells when SQLite is free
            await asyncio.sleep(_CHANCE.uniform(0, LONGEST_PAUSE_SECONDS))

    async def _answered(self, scope: Message, asked: list[Message], receive: Receive, send: Send, *, last: bool) -> bool:
        """Whether the application's answer was sent; one that is busy is kept back while there is time."""
        busy = False

        async def replay() -> Message:
            return asked.pop(0) if asked else await receive()

        async def unless_busy(message: Message) -> None:
            nonlocal busy
            busy = busy or (message["type"] == "http.response.start" and message["status"] == _BUSY and not last)
            if not busy:
                await send(message)

        try:
            await self._app(scope, replay, unless_busy)
        except Exception:
            if not busy:  # the application answers for an error, and lets it go on to whoever logs it
                raise
        return not busy


def show_film(film_id: str, name: str) -> Response:
    """A file of a film's folder, in parts where a player seeks; a report may not run scripts, for it would do so as this server."""
    file = shown_file(film_id, name)
    if file is None:
        return PlainTextResponse("There is no such film here. It is shown once it is finished; its folder may have been moved.", HTTPStatus.NOT_FOUND)
    return _Opened(file, name)


class _Opened(FileResponse):
    """Shows a file that is open already, so that nothing is put in its place between the look and the use."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        headers = {"Content-Security-Policy": "script-src 'none'; object-src 'none'", "X-Content-Type-Options": "nosniff"}
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        super().__init__(f"/dev/fd/{file.fileno()}", headers=headers, media_type=kind, stat_result=os.fstat(file.fileno()))

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request, and close the file."""
        with self._file:
            await super().__call__(scope, receive, send)


def create_app() -> FastAPI:
    """The application, for uvicorn --factory."""
    app = prefect_app()
    films = APIRoute("/films/{film_id}/{name}", show_film, methods=["GET", "HEAD"], response_model=None)
    app.router.routes.insert(0, films)  # before Prefect's pages, which answer to every path
    app.add_middleware(TryAgain)
    return app
