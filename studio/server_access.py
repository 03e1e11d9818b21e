"""Who may ask the Prefect server that storyreel keeps: this user's own programs, and this user's own browser on the server's own pages.

The server listens on loopback, where every user of the machine can reach it, and so can every web page that
this user's browser shows (directly, or under a name that was made to lead to 127.0.0.1). What is refused, in
order:

- a Host header that is not the server's own address: the page was loaded under another name;
- an Origin header that is not the server's own: the page came from elsewhere. Browsers send it with every web
  socket;
- a request to the API without the server's password. Prefect asks for it too; the check stands here as well
  because some of
  its releases forgot to (docs/SECURITY.md). Web sockets bring it in their first message, which Prefect
  checks.
"""

from __future__ import annotations

import base64
import hmac
import secrets
import threading
import time
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from http import HTTPStatus
from typing import Any, TypeAlias

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Message, Receive, Send], Awaitable[None]]

OPEN_PATHS = frozenset({"/api/health", "/api/ready"})
"""What says no more than that a server is here."""
_POLICY_VIOLATION = 1008
"""RFC 6455, 7.4.1: a web socket is closed because what was sent breaks a rule."""


class ServerAccess:
    """ASGI middleware that refuses strangers and forbids other pages to frame or embed what the server answers."""

    def __init__(self, app: App, origin: str, password: str) -> None:
        """origin: the server's own, such as 'http://127.0.0.1:4200'. password: as PREFECT_API_AUTH_STRING has it."""
        self._app = app
        self._origin = origin.encode()
        self._host = origin.partition("://")[2].encode()
        self._password = password
        self._policy = _policy(origin)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass on what may be asked, and refuse the rest."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        fault = self._fault(scope)
        if fault is None:
            await self._app(scope, receive, self._guarded(send))
        elif scope["type"] == "websocket":
            await receive()  # the client's "connect", which must come before an answer
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION, "reason": fault[1]})
        else:
            await _refuse(send, *fault)

    def _fault(self, scope: Message) -> tuple[HTTPStatus, str] | None:
        """Why the request is refused; None if it may pass."""
        hosts, origins = _values(scope, b"host"), _values(scope, b"origin")
        if hosts != [self._host]:
            return (
                HTTPStatus.FORBIDDEN,
                f"This server answers only under its own address, {self._origin.decode()}.",
            )
        if origins not in ([], [self._origin]):
            return HTTPStatus.FORBIDDEN, "This server answers only its own pages."
        if (
            scope["type"] == "http"
            and _asks_the_api(scope["path"])
            and not is_password(_values(scope, b"authorization"), self._password)
        ):
            return HTTPStatus.UNAUTHORIZED, "Unauthorized"
        return None

    def _guarded(self, send: Send) -> Send:
        """`send`, with the headers that keep other pages out."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers") or [])
                own = [value for name, value in given if name.lower() == b"content-security-policy"]
                policy = b"; ".join([*own, b"frame-ancestors 'none'"]) if own else self._policy
                kept = [
                    (name, value)
                    for name, value in given
                    if name.lower() not in _HEADERS and name.lower() != b"content-security-policy"
                ]
                message["headers"] = [*kept, *_HEADERS.items(), (b"content-security-policy", policy)]
            await send(message)

        return guarded


class Tickets:
    """One-time words with which a browser signs in. Safe for several threads."""

    def __init__(self, lifetime_seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._lifetime, self._clock = lifetime_seconds, clock
        self._until: dict[str, float] = {}
        self._lock = threading.Lock()

    def issue(self) -> str:
        """A fresh ticket; those whose time is over are forgotten."""
        ticket = secrets.token_urlsafe(32)
        with self._lock:
            now = self._clock()
            self._until = {known: until for known, until in self._until.items() if until > now} | {
                ticket: now + self._lifetime
            }
        return ticket

    def redeem(self, ticket: str) -> bool:
        """Whether the ticket is good; it is not a second time."""
        with self._lock:
            until = self._until.pop(ticket, None)
        return until is not None and until > self._clock()


def is_password(authorizations: Iterable[bytes], password: str) -> bool:
    """Whether the Authorization headers of a request are one, and hold the password as HTTP Basic does (RFC 7617)."""
    given = list(authorizations)
    expected = b"Basic " + base64.b64encode(password.encode())
    return len(given) == 1 and hmac.compare_digest(given[0], expected)


def _policy(origin: str) -> bytes:
    """What Prefect's pages may load: their own files, and pictures that stand in the page.

    A picture on another server would tell it that the page was seen; a script in a link or in the text of an
    artifact would act as the person who is signed in.
    """
    socket = origin.replace("http://", "ws://")
    rules = (
        "default-src 'self'",
        # PixiJS, which draws the graph of a run, compiles functions from text; scripts in a page stay
        # forbidden
        "script-src 'self' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",  # Vue and the code editor write style attributes
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        f"connect-src 'self' {socket}",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
    return "; ".join(rules).encode()


_HEADERS = {
    b"cross-origin-resource-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"referrer-policy": b"no-referrer",
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
}


def _asks_the_api(path: str) -> bool:
    return (path == "/api" or path.startswith("/api/")) and path not in OPEN_PATHS


def _values(scope: Message, name: bytes) -> list[bytes]:
    return [value for header, value in scope["headers"] if header.lower() == name]


async def _refuse(send: Send, status: HTTPStatus, why: str) -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        *_HEADERS.items(),
        (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    ]
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    await send({"type": "http.response.body", "body": f"{why}\n".encode()})
