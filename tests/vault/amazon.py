"""An S3 on loopback: moto's, one request at a time because moto would let two win, and with failures."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: Any) -> None:
        pass


@dataclass
class Amazon:
    """Its faults are counters: so many of the next requests meet them."""

    swallow: int = 0
    """PUTs that are done and then answered with 500."""
    busy: int = 0
    """PUTs that are answered with 409 and not done."""
    refuse: int = 0
    """Requests that are answered with 403."""
    forgetful: bool = False
    """Takes no notice of If-None-Match, as an older imitation of S3 does."""
    no_lists: bool = False
    """Refuses access lists, as buckets do that are made today."""
    requests: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _server: Any = None

    def __enter__(self) -> Amazon:
        app = DomainDispatcherApplication(create_backend_app)

        def one_at_a_time(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            with self._lock:
                return self._serve(app, environ, start)

        self._server = make_server("127.0.0.1", 0, one_at_a_time, threaded=True, request_handler=_Quiet)
        self._server.daemon_threads = True
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def _serve(self, app: Any, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        self.requests.append(f"{method} {environ['PATH_INFO']}")
        if self.forgetful:
            environ.pop("HTTP_IF_NONE_MATCH", None)
        if self.refuse:
            self.refuse -= 1
            return _failed(environ, start, "403 Forbidden", "AccessDenied")
        if self.no_lists and "HTTP_X_AMZ_ACL" in environ:
            return _failed(environ, start, "400 Bad Request", "AccessControlListNotSupported")
        if method == "PUT" and self.busy:
            self.busy -= 1
            return _failed(environ, start, "409 Conflict", "ConditionalRequestConflict")
        if method == "PUT" and self.swallow:
            self.swallow -= 1
            list(app(environ, lambda *_: lambda _: None))
            return _failed({}, start, "500 Internal Server Error", "InternalError")
        return list(app(environ, start))


def _failed(environ: dict[str, Any], start: Callable[..., Any], status: str, code: str) -> Iterable[bytes]:
    if length := int(environ.get("CONTENT_LENGTH") or 0):
        environ["wsgi.input"].read(length)
    body = f"<Error><Code>{code}</Code><Message>{code}</Message></Error>".encode()
    start(status, [("Content-Type", "application/xml"), ("Content-Length", str(len(body)))])
    return [body]
