"""Access control of the studio: this user's browser and programs, and nobody else.

Every request is refused, in this order:

- under another Host than the studio's own: the page was loaded under a name that was made to lead here;
- from a page of another origin, as Origin and Sec-Fetch-Site say;
- without the studio's cookie or its token: another user of the machine, or a browser that was not signed in;
- if it changes something by the cookie alone, without the word that only the studio's own pages hold.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address

from studio.board.identity import Identity
from studio.server_access import App, Message, Receive, Send, Tickets

COOKIE = "storyreel-studio"
FORM_TOKEN = b"x-storyreel"
"""The header in which pages send the forms' word."""
SIGN_IN = "/sign-in"
TICKET_SECONDS = 3600.0
_SAFE = ("GET", "HEAD")
_OPEN = ("/static/",)
"""Paths that need no signing in: scripts, styles and letters, which are the same for everybody."""
_SIGNED_OUT = (
    "This browser is not signed in. `storyreel studio link` prints a link that signs it in; it can be opened"
    " once, within an hour.\n"
)
POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",  # blob: a file that was chosen, before it is sent
        "media-src 'self' blob:",
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",  # widths and places of bars and strips
        "script-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    b"content-security-policy": POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-resource-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
}


@dataclass(frozen=True)
class Address:
    """Where the studio listens, and under which names it answers."""

    host: str
    """The name in its links."""
    port: int
    plain: str = "127.0.0.1"
    """The address itself, under which programs reach it with the token."""

    @property
    def origin(self) -> str:
        """Its own origin."""
        return f"http://{self.host}:{self.port}"

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine reaches it."""
        return ip_address(self.plain).is_loopback

    @property
    def hosts(self) -> frozenset[bytes]:
        """The Host headers that are accepted."""
        return frozenset(f"{name}:{self.port}".encode() for name in (self.host, self.plain))


@dataclass(frozen=True)
class Access:
    """ASGI middleware that refuses what is not this user's."""

    app: App
    address: Address
    identity: Identity
    tickets: Tickets = field(default_factory=lambda: Tickets(TICKET_SECONDS))

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass on a request that is allowed, and refuse every other. Web sockets are refused."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        guarded = _guarded(send)
        refusal = self._refusal(scope)
        if refusal is None:
            await self.app(scope, receive, guarded)
        else:
            await _answer(guarded, *refusal)

    def _refusal(self, scope: Message) -> tuple[HTTPStatus, str] | None:
        """Why the request is refused; None if it is allowed."""
        hosts = _values(scope, b"host")
        if len(hosts) != 1 or hosts[0] not in self.address.hosts:
            why = f"The studio answers only under its own address, {self.address.origin}.\n"
            return HTTPStatus.FORBIDDEN, why
        if not self._is_own_page(scope):
            return HTTPStatus.FORBIDDEN, "The studio answers only its own pages.\n"
        if self._has_token(scope) or scope["path"] == SIGN_IN or scope["path"].startswith(_OPEN):
            return None
        if not self._has_cookie(scope):
            return HTTPStatus.UNAUTHORIZED, _SIGNED_OUT
        if scope["method"] not in _SAFE and not self._has_form_token(scope):
            return HTTPStatus.FORBIDDEN, "The form does not come from a page of this studio.\n"
        return None

    def _is_own_page(self, scope: Message) -> bool:
        """Whether no other origin sent it. A link that is followed from elsewhere may show a page."""
        if _values(scope, b"origin") not in ([], [self.address.origin.encode()]):
            return False
        sites = _values(scope, b"sec-fetch-site")
        is_link = scope["method"] == "GET" and _values(scope, b"sec-fetch-mode") == [b"navigate"]
        return sites in ([], [b"same-origin"], [b"none"]) or is_link

    def _has_token(self, scope: Message) -> bool:
        return _is_one(_values(scope, b"authorization"), f"Bearer {self.identity.token}")

    def _has_cookie(self, scope: Message) -> bool:
        named = [value for header in _values(scope, b"cookie") if (value := _cookie(header))]
        return _is_one([value.encode() for value in named], self.identity.token)

    def _has_form_token(self, scope: Message) -> bool:
        return _is_one(_values(scope, FORM_TOKEN), self.identity.form_token)


def _cookie(header: bytes) -> str:
    """Our cookie in a header; '' if it is not there."""
    try:
        found = SimpleCookie(header.decode("latin-1")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _is_one(given: Sequence[bytes], expected: str) -> bool:
    """Whether there is exactly one value, and it is the expected one."""
    return len(given) == 1 and hmac.compare_digest(given[0], expected.encode())


def _values(scope: Message, name: bytes) -> list[bytes]:
    return [value for key, value in scope["headers"] if key == name]


def _guarded(send: Send) -> Send:
    """`send`, with headers that keep other pages from embedding or reading the answer.

    An answer that has a stricter policy of its own keeps it.
    """

    async def send_guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = list(message.get("headers") or [])
            named = {name.lower() for name, _ in given}
            message["headers"] = [*given, *(pair for pair in _HEADERS.items() if pair[0] not in named)]
        await send(message)

    return send_guarded


async def _answer(send: Send, status: HTTPStatus, text: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
