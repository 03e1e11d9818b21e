"""Access control of the kept Prefect server: this user's programs, and this user's browser on its pages.

The server listens on loopback, where every user of the machine can reach it. So can every web page that this
user's browser shows: directly, or under a name that was made to lead to 127.0.0.1. These are refused, in this
order:

- a Host header that is not the server's own address: the page was loaded under another name. The server's own
  services, such as its automations, ask inside its process under a name of Prefect's, with the password;
- an Origin header that is not the server's own: the page came from elsewhere. Browsers send it with every web
  socket;
- a request to the API without the server's password. Prefect asks for it, too, but some of its releases
  forgot to (docs/SECURITY.md). Web sockets send it in their first message, which Prefect checks.
"""

from __future__ import annotations

import base64
import hmac
import secrets
import threading
import time
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from functools import partial
from http import HTTPStatus
from typing import Any, TypeAlias

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Message, Receive, Send], Awaitable[None]]
Header: TypeAlias = tuple[bytes, bytes]

OPEN_PATHS = frozenset({"/api/health", "/api/ready"})
"""Paths that need no password: their answers say only that there is a server."""
OWN_SERVICES = b"prefect-in-memory"
"""Host of requests that Prefect's services make inside the server's process (prefect.server.api.clients)."""
_POLICY_VIOLATION = 1008
"""RFC 6455, 7.4.1: a web socket is closed because what was sent breaks a rule."""
_CSP = b"content-security-policy"


class ServerAccess:
    """ASGI middleware that refuses other users and pages, and forbids pages to embed the server's answers."""

    def __init__(self, app: App, origin: str, password: str) -> None:
        """Guard an application.

        origin: the server's own, such as 'http://127.0.0.1:4200'. password: as in PREFECT_API_AUTH_STRING.
        """
        self._app = app
        self._origin = origin.encode()
        self._host = origin.partition("://")[2].encode()
        self._password = password
        self._policy = _policy(origin)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass on a request that is allowed, and refuse every other."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is None:
            await self._app(scope, receive, self._guarded(send))
        elif scope["type"] == "websocket":
            await receive()  # the client's "connect", which must come before an answer
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION, "reason": refusal[1]})
        else:
            await _refuse(send, *refusal)

    def _refusal(self, scope: Message) -> tuple[HTTPStatus, str] | None:
        """Why the request is refused; None if it is allowed."""
        if _values(scope, b"host") != [self._host] and not self._is_own_service(scope):
            why = f"This server answers only under its own address, {self._origin.decode()}."
            return HTTPStatus.FORBIDDEN, why
        if _values(scope, b"origin") not in ([], [self._origin]):
            return HTTPStatus.FORBIDDEN, "This server answers only its own pages."
        if self._lacks_password(scope):
            return HTTPStatus.UNAUTHORIZED, "Unauthorized"
        return None

    def _is_own_service(self, scope: Message) -> bool:
        """Whether it asks the API under the name of the server's own services. It needs the password."""
        asks_api = scope["type"] == "http" and _is_api(scope["path"])
        return asks_api and _values(scope, b"host") == [OWN_SERVICES]

    def _lacks_password(self, scope: Message) -> bool:
        if scope["type"] != "http" or not _is_api(scope["path"]):
            return False
        return not is_password(_values(scope, b"authorization"), self._password)

    def _guarded(self, send: Send) -> Send:
        """`send`, with headers that forbid other pages to embed the answer."""
        return partial(self._send_guarded, send)

    async def _send_guarded(self, send: Send, message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = self._headers(list(message.get("headers") or []))
        await send(message)

    def _headers(self, given: list[Header]) -> list[Header]:
        own = [value for name, value in given if name.lower() == _CSP]
        policy = b"; ".join([*own, b"frame-ancestors 'none'"]) if own else self._policy
        kept = [header for header in given if header[0].lower() not in (*_HEADERS, _CSP)]
        return [*kept, *_HEADERS.items(), (_CSP, policy)]


class Tickets:
    """One-time words that sign a browser in. Safe for several threads."""

    def __init__(self, lifetime_seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._lifetime, self._clock = lifetime_seconds, clock
        self._until: dict[str, float] = {}
        self._lock = threading.Lock()

    def issue(self) -> str:
        """A new ticket. Expired ones are deleted."""
        ticket = secrets.token_urlsafe(32)
        with self._lock:
            now = self._clock()
            self._until = {known: until for known, until in self._until.items() if until > now}
            self._until[ticket] = now + self._lifetime
        return ticket

    def redeem(self, ticket: str) -> bool:
        """Whether the ticket is valid. It is valid only once."""
        with self._lock:
            until = self._until.pop(ticket, None)
        return until is not None and until > self._clock()


def is_password(authorizations: Iterable[bytes], password: str) -> bool:
    """Whether there is exactly one Authorization header, with the password as in HTTP Basic (RFC 7617)."""
    given = list(authorizations)
    expected = b"Basic " + base64.b64encode(password.encode())
    return len(given) == 1 and hmac.compare_digest(given[0], expected)


def _policy(origin: str) -> bytes:
    """What Prefect's pages may load: their own files, and pictures inside the page.

    A picture on another server would tell that server that the page was seen. A script in a link or in the
    text of an artifact would act as the person who is signed in.
    """
    socket = origin.replace("http://", "ws://")
    rules = (
        "default-src 'self'",
        # PixiJS, which draws the graph of a run, compiles functions from text. Inline scripts stay forbidden.
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


def _is_api(path: str) -> bool:
    return (path == "/api" or path.startswith("/api/")) and path not in OPEN_PATHS


def _values(scope: Message, name: bytes) -> list[bytes]:
    return [value for header, value in scope["headers"] if header.lower() == name]


def _refusal_headers() -> list[tuple[bytes, bytes]]:
    return [
        (b"content-type", b"text/plain; charset=utf-8"),
        *_HEADERS.items(),
        (_CSP, b"default-src 'none'; frame-ancestors 'none'"),
    ]


async def _refuse(send: Send, status: HTTPStatus, why: str) -> None:
    await send({"type": "http.response.start", "status": int(status), "headers": _refusal_headers()})
    await send({"type": "http.response.body", "body": f"{why}\n".encode()})
