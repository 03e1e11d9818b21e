"""The host's door: HTTP on loopback, with a token.

GET  /status                      HostStatus
GET  /models?named=N&makes=stills ModelFacts
POST /wanted     [sha256, ...]    those that the host does not have
PUT  /assets/SHA256               content, checked against its name
GET  /assets/SHA256               content
POST /jobs       a Job            a line of JSON for each event: alive, begun, progress, done, failed
POST /stop                        ends the host
"""

from __future__ import annotations

import hmac
import json
import os
import shutil
import threading
import time
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

from pydantic import TypeAdapter, ValidationError

from storyreel.diffusion.families import Makes
from storyreel.diffusion.host.asset_cache import AssetCache
from storyreel.diffusion.host.worker import Worker
from storyreel.diffusion.jobs import HostStatus, Job, ModelFacts
from storyreel.diffusion.models import facts_of, find_model
from storyreel.film.errors import FilmError

MOST_JSON_BYTES = 4_000_000
MOST_ASSET_BYTES = 4_000_000_000
Parsed = TypeVar("Parsed")
_JOB: TypeAdapter[Job] = TypeAdapter(Job)
_NAMES = TypeAdapter(list[str])
_HEX = set("0123456789abcdef")


def _facts_or_fault(named: str, makes: Makes) -> ModelFacts:
    """A model as it is here, or why it cannot be used."""
    try:
        return facts_of(find_model(named, makes))
    except FilmError as error:
        return ModelFacts(missing=error.message)


class HostServer(ThreadingHTTPServer):
    """Serves one worker. It ends when it was idle for so long."""

    daemon_threads = True

    def __init__(
        self,
        port: int,
        token: str,
        worker: Worker,
        assets: AssetCache,
        idle_seconds: float = 0.0,
        facts: Callable[[str, Makes], ModelFacts] = _facts_or_fault,
    ) -> None:
        """port: 0 for any that is free. idle_seconds: 0 to stay. facts: says what is known of a model."""
        super().__init__(("127.0.0.1", port), _Handler)
        self.facts = facts
        self.token, self.worker, self.assets = token, worker, assets
        self._idle_seconds, self.used = idle_seconds, time.monotonic()
        if idle_seconds:
            threading.Thread(target=self._end_when_idle, name="idle", daemon=True).start()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"

    def idle_seconds(self) -> float:
        """How long it has had nothing to do."""
        return 0.0 if self.worker.waiting else time.monotonic() - self.used

    def _end_when_idle(self) -> None:
        pause = threading.Event()
        while self.idle_seconds() < self._idle_seconds:
            pause.wait(min(5.0, self._idle_seconds))
        self.shutdown()

    def status(self) -> HostStatus:
        """What it is and does."""
        engine = self.worker.engine
        return HostStatus(
            pid=os.getpid(),
            device=str(engine.card) if engine else "not asked yet",
            placement=engine.placement if engine else "",
            resident=engine.resident if engine else (),
            waiting=self.worker.waiting,
            idle_seconds=self.idle_seconds(),
            done=self.worker.done,
        )


class _Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: HostServer  # pyright: ignore[reportIncompatibleVariableOverride] always a HostServer

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: prompts and names of models are the person's own."""

    def do_GET(self) -> None:
        """See the module."""
        path, query = self._asked()
        if path == "/status":
            self._json(200, self.server.status().model_dump(mode="json"))
        elif path == "/models":
            makes: Makes = "clips" if query.get("makes") == "clips" else "stills"
            self._json(200, self.server.facts(query.get("named", ""), makes).model_dump(mode="json"))
        elif path.startswith("/assets/"):
            self._send_asset(path.removeprefix("/assets/"))
        else:
            self._json(404, {"error": "There is no such page."})

    def do_PUT(self) -> None:
        """See the module."""
        path, _ = self._asked()
        name = path.removeprefix("/assets/")
        if not path.startswith("/assets/") or not _is_sha256(name):
            self._json(404, {"error": "There is no such page."})
            return
        self._receive_asset(name)

    def do_POST(self) -> None:
        """See the module."""
        path, _ = self._asked()
        if path == "/jobs":
            self._do_job()
        elif path == "/wanted":
            self._say_wanted()
        elif path == "/stop":
            self._json(200, {})
            threading.Thread(target=self.server.shutdown, daemon=True).start()
        else:
            self._json(404, {"error": "There is no such page."})

    def parse_request(self) -> bool:
        """Refuse whoever does not have the token, before anything is read."""
        if not super().parse_request():
            return False
        given = self.headers.get("Authorization", "")
        if hmac.compare_digest(given.encode(), f"Bearer {self.server.token}".encode()):
            self.server.used = time.monotonic()
            return True
        self._json(401, {"error": "The token is wrong."})
        return False

    def _asked(self) -> tuple[str, Mapping[str, str]]:
        parts = urlsplit(self.path)
        return parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()}

    def _length(self, most: int) -> int | None:
        """Bytes of the body; None if they are too many or not said, which is then answered."""
        given = self.headers.get("Content-Length", "0")
        if given.isdecimal() and int(given) <= most:
            return int(given)
        self._json(413, {"error": f"The host was sent {given[:20]} bytes; up to {most:,} are accepted."})
        return None

    def _parsed(self, kind: TypeAdapter[Parsed]) -> Parsed | None:
        """The body, as it should be; None if it is not, which is then answered."""
        if (length := self._length(MOST_JSON_BYTES)) is None:
            return None
        try:
            return kind.validate_json(self.rfile.read(length))
        except ValidationError as error:
            self._json(400, {"error": str(error)[:1000]})
            return None

    def _json(self, code: int, value: Any) -> None:
        content = json.dumps(value).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _send_asset(self, name: str) -> None:
        if not _is_sha256(name) or not self.server.assets.has(name):
            self._json(404, {"error": "The host does not have it."})
            return
        path = self.server.assets.file(name)
        self.send_response(200)
        self.send_header("Content-Length", str(path.stat().st_size))
        self.end_headers()
        with path.open("rb") as file:
            shutil.copyfileobj(file, self.wfile)

    def _say_wanted(self) -> None:
        if (names := self._parsed(_NAMES)) is not None:
            self._json(200, [one for one in names if _is_sha256(one) and not self.server.assets.has(one)])

    def _receive_asset(self, name: str) -> None:
        if (length := self._length(MOST_ASSET_BYTES)) is None:
            return
        folder = self.server.assets.workspace()
        try:
            self._receive(folder / "received", length)
            ref = self.server.assets.put(folder / "received", "application/octet-stream")
        except OSError as error:
            self._json(507, {"error": f"The host cannot keep what it is sent ({error.strerror})."})
            return
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        if ref.sha256 != name:
            self._json(400, {"error": "The content is not what its name says."})
        else:
            self._json(200, {})

    def _receive(self, path: Path, left: int) -> None:
        """Write the body into a file, as far as it comes. left: bytes of it."""
        with path.open("wb") as file:
            while left and (chunk := self.rfile.read(min(left, 2**20))):
                file.write(chunk)
                left -= len(chunk)

    def _do_job(self) -> None:
        if (job := self._parsed(_JOB)) is None:
            return
        self.send_response(200)
        self.send_header("Content-Type", "application/x-ndjson")
        self.end_headers()
        ticket = self.server.worker.take(job)
        try:
            for event in ticket.follow():
                self.wfile.write(json.dumps(event).encode() + b"\n")
                self.wfile.flush()
        except OSError:
            ticket.gone = True
        self.server.used = time.monotonic()


def _is_sha256(name: object) -> bool:
    return isinstance(name, str) and len(name) == 64 and set(name) <= _HEX
