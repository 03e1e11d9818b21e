"""Prefect's server as storyreel runs it: behind access control, with finished films, and with retries.

If two requests write at one moment, SQLite refuses one of them at once. Prefect answers it with 503, and its
client pauses for two, four, eight seconds; all other tasks of the film wait as well, because of the check of
a tag's limit. A refused transaction has written nothing, so it is repeated here within milliseconds: a burst
of 24 tasks began after 0.2 s instead of 2.2 s.
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
from storyreel.project.shown_folders import shown_file
from studio.peers import is_this_user
from studio.server_access import App, Message, Receive, Send, ServerAccess, Tickets, is_password

PATIENCE_SECONDS = 5.0
"""How long a request is repeated. After that, the client gets the 503."""
LONGEST_PAUSE_SECONDS = 0.1
_CHANCE = np.random.default_rng()
_BUSY = HTTPStatus.SERVICE_UNAVAILABLE

SIGN_IN = "/sign-in"
TICKET_SECONDS = 3600.0
"""How long a sign-in link can be opened."""
NOT_KEPT = {"Cache-Control": "no-store"}
_ENTRANCE = (
    '<!doctype html><meta charset="utf-8"><title>storyreel</title>\n'
    '<script nonce="{nonce}">localStorage.setItem("prefect-password", "{password}");'
    ' location.replace("/");</script>\n'
    "<noscript>Prefect's pages need JavaScript.</noscript>\n"
)
"""Prefect's own login page keeps the password under the same name."""


class TryAgain:
    """ASGI middleware that repeats a request while the application answers 503."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request. Other connections, such as web sockets, are passed on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = await _whole_request(receive)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not await self._answered(  # noqa: ASYNC110 SQLite does not report when it is free
            dict(scope), [*asked], receive, send, last=time.monotonic() > deadline
        ):
            await asyncio.sleep(_CHANCE.uniform(0, LONGEST_PAUSE_SECONDS))

    async def _answered(
        self, scope: Message, asked: list[Message], receive: Receive, send: Send, *, last: bool
    ) -> bool:
        """Whether the application's answer was sent. A 503 is sent only at the `last` try."""
        sender = _UnlessBusy(send, last=last)

        async def replay() -> Message:
            return asked.pop(0) if asked else await receive()

        try:
            await self._app(scope, replay, sender)
        except Exception:
            if not sender.busy:  # the error was answered already, and is raised again so that it is logged
                raise
        return not sender.busy


async def _whole_request(receive: Receive) -> list[Message]:
    messages = [await receive()]
    while messages[-1].get("more_body"):
        messages.append(await receive())
    return messages


def _is_busy(message: Message) -> bool:
    return message["type"] == "http.response.start" and message["status"] == _BUSY


class _UnlessBusy:
    """Sends an answer, unless it is a 503 and not the last try."""

    def __init__(self, send: Send, *, last: bool) -> None:
        self._send, self._last = send, last
        self.busy = False

    async def __call__(self, message: Message) -> None:
        self.busy = self.busy or (_is_busy(message) and not self._last)
        if not self.busy:
            await self._send(message)


def _show_film(film_id: str, key: str, name: str) -> Response:
    """A file of a film's folder; a player can ask for a part of it.

    A report may not run scripts, because they would run with the rights of this server's pages.

    key: the word in the film's links that lets a browser follow them. A page cannot send a password with the
    request for a video.
    """
    file = shown_file(film_id, name, key)
    if file is None:
        return PlainTextResponse(
            "There is no such film here. It is shown once it is finished; its folder may have been moved.",
            HTTPStatus.NOT_FOUND,
        )
    return _OpenFileResponse(file, name)


class _OpenFileResponse(FileResponse):
    """Serves a file that is already open, so that nobody can replace the file after the check."""

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
    """Signs a browser in: a program that has the password asks for a link, which can be opened once."""

    def __init__(self, origin: str, password: str) -> None:
        self._origin, self._password = origin, password
        self._tickets = Tickets(TICKET_SECONDS)

    def offer(self, request: Request) -> Response:
        """A link that signs one browser in."""
        authorizations = [value for name, value in request.headers.raw if name == b"authorization"]
        if not is_password(authorizations, self._password):
            return PlainTextResponse("Unauthorized\n", HTTPStatus.UNAUTHORIZED)
        link = f"{self._origin}{SIGN_IN}?ticket={self._tickets.issue()}"
        return JSONResponse({"link": link}, headers=NOT_KEPT)

    def enter(self, request: Request, ticket: str = "") -> Response:
        """The page that stores the password in the browser, for Prefect's pages at this address only."""
        if not self._is_from_here(request) or not self._tickets.redeem(ticket):
            return PlainTextResponse(
                "This link was used already, or it has expired. `storyreel server link` prints another.\n",
                HTTPStatus.FORBIDDEN,
                NOT_KEPT,
            )
        nonce, password = secrets.token_urlsafe(16), base64.b64encode(self._password.encode()).decode()
        policy = {"Content-Security-Policy": f"default-src 'none'; script-src 'nonce-{nonce}'"}
        return HTMLResponse(_ENTRANCE.format(nonce=nonce, password=password), headers=NOT_KEPT | policy)

    @staticmethod
    def _is_from_here(request: Request) -> bool:
        """Whether the browser is this user's. Another user may see the link in the list of processes."""
        client, server = request.scope.get("client"), request.scope.get("server")
        if client is None or server is None:
            return False
        return is_this_user(tuple(client), tuple(server))


def create_app() -> FastAPI:
    """The application, for uvicorn --factory.

    Raises:
        ServerError: the settings name no password.
    """
    api = get_current_settings().server.api
    password = api.auth_string.get_secret_value() if api.auth_string else ""
    if not password:
        raise ServerError(
            "PREFECT_SERVER_API_AUTH_STRING is not set. `storyreel server start` sets it and starts this"
            " server."
        )
    origin = f"http://{api.host}:{api.port}"
    app = prefect_app()
    app.router.routes[:0] = _own_routes(
        origin, password
    )  # before Prefect's pages, which answer to every path
    app.add_middleware(TryAgain)
    app.add_middleware(ServerAccess, origin=origin, password=password)  # added last, asked first
    return app


def _own_routes(origin: str, password: str) -> list[APIRoute]:
    sign_in = _SignIn(origin, password)
    return [
        APIRoute("/films/{film_id}/{key}/{name}", _show_film, methods=["GET", "HEAD"], response_model=None),
        # Not POST: Prefect asks for a token of its own with that.
        APIRoute(f"{SIGN_IN}/link", sign_in.offer, methods=["GET"], response_model=None),
        APIRoute(SIGN_IN, sign_in.enter, methods=["GET"], response_model=None),
    ]
