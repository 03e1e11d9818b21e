"""Prefect's server as storyreel runs it: the same application behind a door, which shows finished films too, and tries again by itself what SQLite was too busy for.

Two writers at one moment make SQLite refuse one of them at once. Prefect answers that with 503, and its
client then pauses two, four, eight seconds; behind the check of a tag's limit every other task of the film
waits out that pause. A refused transaction has written nothing, so it is repeated here, within
milliseconds: a burst of 24 tasks began after 0.2 s in place of 2.2 s.
"""

from __future__ import annotations

import asyncio
import base64
import mimetypes
import os
import secrets
import time
from http import HTTPStatus
from typing import BinaryIO

import numpy as np
from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse
from fastapi.routing import APIRoute
from prefect.server.api.server import create_app as prefect_app
from prefect.settings import get_current_settings

from storyreel.film.errors import ServerError
from storyreel.project.showing import shown_file
from studio.peers import is_this_user
from studio.server_access import App, Message, Receive, Send, ServerAccess, Tickets, is_password

PATIENCE_SECONDS = 5.0
"""How long a request is tried again; then the client hears of it and goes on in its own time."""
LONGEST_PAUSE_SECONDS = 0.1
_CHANCE = np.random.default_rng()
_BUSY = HTTPStatus.SERVICE_UNAVAILABLE

SIGN_IN = "/sign-in"
TICKET_SECONDS = 3600.0
"""How long a sign-in link waits to be opened."""
NOT_KEPT = {"Cache-Control": "no-store"}
_ENTRANCE = """<!doctype html><meta charset="utf-8"><title>storyreel</title>
<script nonce="{nonce}">localStorage.setItem("prefect-password", "{password}"); location.replace("/");</script>
<noscript>Prefect's pages need JavaScript.</noscript>
"""
"""Prefect's own login page keeps the password under the same name."""


class TryAgain:
    """ASGI middleware that repeats a request while the application answers 503."""

    def __init__(self, app: App) -> None:
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
        while not await self._answered(  # noqa: ASYNC110 nobody tells when SQLite is free
            dict(scope), [*asked], receive, send, last=time.monotonic() > deadline
        ):
            await asyncio.sleep(_CHANCE.uniform(0, LONGEST_PAUSE_SECONDS))

    async def _answered(
        self, scope: Message, asked: list[Message], receive: Receive, send: Send, *, last: bool
    ) -> bool:
        """Whether the application's answer was sent; one that is busy is kept back while there is time."""
        busy = False

        async def replay() -> Message:
            return asked.pop(0) if asked else await receive()

        async def unless_busy(message: Message) -> None:
            nonlocal busy
            busy = busy or (
                message["type"] == "http.response.start" and message["status"] == _BUSY and not last
            )
            if not busy:
                await send(message)

        try:
            await self._app(scope, replay, unless_busy)
        except Exception:
            if not busy:  # the application answers for an error, and lets it go on to whoever logs it
                raise
        return not busy


def _show_film(film_id: str, key: str, name: str) -> Response:
    """A file of a film's folder, in parts where a player seeks.

    A report may not run scripts, for it would do so as this server.

    key: what the film's links carry, so that a browser can follow them. A page cannot send a password along
    with a video.
    """
    file = shown_file(film_id, name, key)
    if file is None:
        return PlainTextResponse(
            "There is no such film here. It is shown once it is finished; its folder may have been moved.",
            HTTPStatus.NOT_FOUND,
        )
    return _Opened(file, name)


class _Opened(FileResponse):
    """Shows a file that is open already, so that nothing is put in its place between the look and the use."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        headers = {"Content-Security-Policy": "script-src 'none'; object-src 'none'"}
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        super().__init__(
            f"/dev/fd/{file.fileno()}", headers=headers, media_type=kind, stat_result=os.fstat(file.fileno())
        )

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request, and close the file."""
        with self._file:
            await super().__call__(scope, receive, send)


class _SignIn:
    """The two halves of signing a browser in: a program that has the password asks for a link, and the link is opened once."""

    def __init__(self, origin: str, password: str) -> None:
        self._origin, self._password = origin, password
        self._tickets = Tickets(TICKET_SECONDS)

    def offer(self, request: Request) -> Response:
        """A link that signs one browser in."""
        if not is_password(
            [value for name, value in request.headers.raw if name == b"authorization"], self._password
        ):
            return PlainTextResponse("Unauthorized\n", HTTPStatus.UNAUTHORIZED)
        return JSONResponse(
            {"link": f"{self._origin}{SIGN_IN}?ticket={self._tickets.issue()}"}, headers=NOT_KEPT
        )

    def enter(self, request: Request, ticket: str = "") -> Response:
        """The page that gives the password to Prefect's pages, which keep it in the browser for this address alone."""
        if not self._is_from_here(request) or not self._tickets.redeem(ticket):
            return PlainTextResponse(
                "This link was used already, or its time is over. `storyreel server link` prints another.\n",
                HTTPStatus.FORBIDDEN,
                NOT_KEPT,
            )
        nonce, password = secrets.token_urlsafe(16), base64.b64encode(self._password.encode()).decode()
        policy = {"Content-Security-Policy": f"default-src 'none'; script-src 'nonce-{nonce}'"}
        return HTMLResponse(_ENTRANCE.format(nonce=nonce, password=password), headers=NOT_KEPT | policy)

    @staticmethod
    def _is_from_here(request: Request) -> bool:
        """Whether it is this user's own browser: another user may have seen the link in the list of processes, and be faster."""
        client, server = request.scope.get("client"), request.scope.get("server")
        return client is not None and server is not None and is_this_user(tuple(client), tuple(server))


def create_app() -> FastAPI:
    """The application, for uvicorn --factory.

    Raises:
        ServerError: the settings name no password.
    """
    settings = get_current_settings()
    password = settings.server.api.auth_string.get_secret_value() if settings.server.api.auth_string else ""
    if not password:
        raise ServerError(
            "PREFECT_SERVER_API_AUTH_STRING is not set. `storyreel server start` sets it and starts this"
            " server."
        )
    origin = f"http://{settings.server.api.host}:{settings.server.api.port}"
    app, sign_in = prefect_app(), _SignIn(origin, password)
    app.router.routes[:0] = [  # before Prefect's pages, which answer to every path
        APIRoute("/films/{film_id}/{key}/{name}", _show_film, methods=["GET", "HEAD"], response_model=None),
        APIRoute(
            f"{SIGN_IN}/link", sign_in.offer, methods=["GET"], response_model=None
        ),  # Prefect wants a token of its own with a POST
        APIRoute(SIGN_IN, sign_in.enter, methods=["GET"], response_model=None),
    ]
    app.add_middleware(TryAgain)
    app.add_middleware(ServerAccess, origin=origin, password=password)  # added last, asked first
    return app
