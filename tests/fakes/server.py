"""A threaded loopback HTTP server. The first part of a path names the service that gets the request."""

from __future__ import annotations

import json
import re
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from email.parser import BytesParser
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, cast
from urllib.parse import parse_qsl, urlsplit

from tests.fakes.faults import Fault


@dataclass
class Request:
    """One request: `path` without the provider's prefix and query, header names in lower case."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    operation: str = ""
    fault: Fault | None = None

    def meets(self, fault: Fault) -> bool:
        """Whether this kind of fault is due on this request."""
        return self.fault is not None and self.fault.kind == fault.kind

    @cached_property
    def json(self) -> dict[str, Any]:
        """The body as a JSON object, empty if there is none."""
        try:
            return json.loads(self.body) if self.body else {}
        except ValueError:
            return {}

    @cached_property
    def parts(self) -> dict[str, list[bytes]]:
        """The parts of a multipart body by name."""
        head = f"content-type: {self.headers.get('content-type', '')}\r\n\r\n".encode()
        found: dict[str, list[bytes]] = {}
        for part in BytesParser().parsebytes(head + self.body).walk():
            name = part.get_param("name", header="content-disposition")
            if isinstance(name, str):
                found.setdefault(name, []).append(cast("bytes", part.get_payload(decode=True) or b""))
        return found

    @cached_property
    def form(self) -> dict[str, str]:
        """The parts that are text, the first of each name."""
        return {
            name: values[0].decode("utf-8", "replace")
            for name, values in self.parts.items()
            if len(values[0]) < 20_000
        }


@dataclass
class Reply:
    """What goes back.

    `announced` is a length told instead of the true one; `dropped` closes the connection instead of
    answering.
    """

    status: int = 200
    content: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    announced: int | None = None
    dropped: bool = False

    @property
    def body(self) -> bytes:
        """The bytes of the body."""
        if isinstance(self.content, bytes):
            return self.content
        return b"" if self.content is None else json.dumps(self.content).encode()


class Answered(Exception):  # noqa: N818  it is an answer, not an error
    """Ends the handling of a request early with this reply."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.status)
        self.reply = reply


Handler = Callable[..., Reply]


def route(method: str, pattern: str, operation: str) -> Callable[[Handler], Handler]:
    """Marks a method as the answer to a method and a path. Groups of the path become arguments."""

    def mark(handler: Handler) -> Handler:
        handler.__dict__.setdefault("routes", []).append((method, re.compile(pattern), operation))
        return handler

    return mark


class Routes:
    """Finds the handler among the methods marked by `route`."""

    _table: ClassVar[list[tuple[str, re.Pattern[str], str, str]]] = []

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        own = [
            (method, pattern, operation, name)
            for name, one in vars(cls).items()
            for method, pattern, operation in getattr(one, "routes", [])
        ]
        cls._table = own + cls._table

    def find(self, request: Request) -> tuple[Handler, tuple[str, ...], str] | None:
        """The handler, what its pattern found in the path, and the operation's name."""
        for method, pattern, operation, name in self._table:
            found = pattern.fullmatch(request.path)
            if method == request.method and found:
                return getattr(self, name), found.groups(), operation
        return None


class _Wire(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_any(self) -> None:
        """Reads the request whole, answers it, or drops the line."""
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(
            self.command,
            parts.path,
            dict(parse_qsl(parts.query, keep_blank_values=True)),
            headers,
            self._read(headers),
        )
        try:
            self._send(self.server.answer(request))  # type: ignore[attr-defined]
        except ConnectionError:
            self.close_connection = True

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = do_any  # noqa: N815  the parent's names

    def _read(self, headers: dict[str, str]) -> bytes:
        if headers.get("transfer-encoding", "").lower() != "chunked":
            return self.rfile.read(int(headers.get("content-length") or 0))
        body = b""
        while size := int(self.rfile.readline().split(b";")[0].strip() or b"0", 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def _send(self, reply: Reply) -> None:
        if reply.dropped:
            self.close_connection = True
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            return
        body = reply.body
        self.send_response(reply.status)
        for name, value in {"Content-Type": "application/json", **reply.headers}.items():
            self.send_header(name, value)
        if reply.announced is not None:
            self.close_connection = True
        self.send_header("Content-Length", str(len(body) if reply.announced is None else reply.announced))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


class LoopbackServer(ThreadingHTTPServer):
    """Listens on 127.0.0.1 and asks `answer` for each reply."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, answer: Callable[[Request], Reply]) -> None:
        super().__init__(("127.0.0.1", port), _Wire)
        self.answer = answer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that leaves is no error; a bug of ours was answered with 500 already."""
