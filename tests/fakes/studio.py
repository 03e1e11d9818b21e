"""A studio of fake services on one loopback port: real wire formats, real media, books and faults."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import threading
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.fakes import media
from tests.fakes.answers import Answers
from tests.fakes.anthropic import Anthropic
from tests.fakes.aws import Polly, Transcribe
from tests.fakes.books import Bill, Books, Job
from tests.fakes.elevenlabs import ElevenLabs
from tests.fakes.fal import Fal
from tests.fakes.faults import Fault, Script
from tests.fakes.gemini import Gemini
from tests.fakes.gtts import GoogleTranslate
from tests.fakes.luma import Luma
from tests.fakes.lumaai import LumaAI
from tests.fakes.openai import OpenAI
from tests.fakes.server import LoopbackServer, Reply, Request
from tests.fakes.service import Service

SERVICES: tuple[type[Service], ...] = (
    Anthropic,
    Gemini,
    OpenAI,
    Luma,
    LumaAI,
    Fal,
    ElevenLabs,
    Polly,
    Transcribe,
    GoogleTranslate,
)
SUFFIXES = {"openai": "/v1", "luma": "/v1", "lumaai": "/dream-machine/v1"}
"""What an official SDK expects at the end of its base URL."""
AWS_KEY = "AKIAFAKE0123456789AB"
_KEYS = {
    "ANTHROPIC_API_KEY": "anthropic",
    "OPENAI_API_KEY": "openai",
    "GEMINI_API_KEY": "gemini",
    "LUMA_AGENTS_API_KEY": "luma",
    "LUMAAI_API_KEY": "lumaai",
    "FAL_KEY": "fal",
    "ELEVENLABS_API_KEY": "elevenlabs",
}
_ADDRESSES = {
    "ANTHROPIC_BASE_URL": "anthropic",
    "OPENAI_BASE_URL": "openai",
    "GOOGLE_GEMINI_BASE_URL": "gemini",
    "LUMA_BASE_URL": "luma",
    "LUMAAI_BASE_URL": "lumaai",
    "STORYREEL_FAL_URL": "fal",
    "ELEVENLABS_BASE_URL": "elevenlabs",
    "STORYREEL_GTTS_URL": "gtts",
    "AWS_ENDPOINT_URL_POLLY": "polly",
    "AWS_ENDPOINT_URL_TRANSCRIBE": "transcribe",
}


class Studio:
    """All services at once, as a context manager or with `start` and `close`.

    latency: what a second of a provider's work takes here, in seconds. state: a file of JSON lines that keeps
    the books. limits: jobs in flight by provider, beyond which it answers 429. s3: an S3 endpoint that the
    transcription service reads and writes.
    """

    def __init__(
        self,
        latency: float = 0.002,
        state: Path | None = None,
        limits: dict[str, int] | None = None,
        port: int = 0,
        s3: str | None = None,
    ) -> None:
        self.latency = latency
        self.books = Books(state)
        self.faults = Script()
        self.answers = Answers()
        self.s3 = s3
        self.aws_secret = "fake-secret/0123456789abcdef0123456789"
        self.transcripts: list[str] = []
        self._limits = limits or {}
        self._folder = (
            Path(tempfile.mkdtemp(prefix="fake-studio-")) if state is None else state.with_suffix(".media")
        )
        self._folder.mkdir(parents=True, exist_ok=True)
        self._keeps = state is not None
        self._closing = threading.Event()
        self._rendering: dict[str, threading.Lock] = {}
        self._services = {one.name: one(self) for one in SERVICES}
        self._server = LoopbackServer(port, self._answer)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, name="fake studio", daemon=True
        )

    def start(self) -> Studio:
        """Begin to listen."""
        self._thread.start()
        return self

    def close(self) -> None:
        """Stop listening, end every wait, and remove what is not to be kept."""
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        if not self._keeps:
            shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Studio:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def base(self) -> str:
        """Where the studio listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def url(self, provider: str) -> str:
        """The base URL exactly as the provider's SDK wants it."""
        return f"{self.base}/{self._known(provider)}{SUFFIXES.get(provider, '')}"

    def key(self, provider: str) -> str:
        """The one key the provider takes."""
        return (
            AWS_KEY
            if provider in ("polly", "transcribe")
            else f"sk-fake-{self._known(provider)}-0123456789abcdef"
        )

    def environment(self) -> dict[str, str]:
        """Keys and base URLs as a child process reads them."""
        found = {name: self.key(provider) for name, provider in _KEYS.items()} | {
            name: self.url(provider) for name, provider in _ADDRESSES.items()
        }
        aws = {
            "AWS_ACCESS_KEY_ID": AWS_KEY,
            "AWS_SECRET_ACCESS_KEY": self.aws_secret,
            "AWS_DEFAULT_REGION": "us-east-1",
        }
        return (
            found
            | aws
            | {"NO_PROXY": "127.0.0.1,localhost"}
            | ({"AWS_ENDPOINT_URL_S3": self.s3} if self.s3 else {})
        )

    def heard(self, seconds: float) -> str:
        """The words of a recording without a comment: the next of `transcripts`, or numbers."""
        return (
            self.transcripts.pop(0)
            if self.transcripts
            else " ".join(str(number) for number in range(1, max(2, int(seconds * 2))))
        )

    def limit(self, provider: str) -> int:
        """How many jobs the provider works on at once."""
        return self._limits.get(provider, 100)

    def jobs(self, provider: str | None = None) -> list[Job]:
        """The jobs taken on, oldest first."""
        return self.books.jobs(provider)

    def bill(self) -> Bill:
        """What is owed by now."""
        return self.books.bill()

    def wait_real(self, seconds: float) -> None:
        """Wait so long, or until the studio closes."""
        if seconds > 0:
            self._closing.wait(seconds)

    def shelve(self, content: bytes) -> str:
        """Keep content under its hash."""
        name = hashlib.sha256(content).hexdigest()
        self.shelve_as(name, content)
        return name

    def shelve_as(self, name: str, content: bytes) -> None:
        """Keep content under a name."""
        part = self._folder / f"{name}.{threading.get_ident()}.part"
        part.write_bytes(content)
        part.replace(self._folder / name)

    def stored_content(self, name: str) -> bytes:
        """The content stored under a hash."""
        return (self._folder / name).read_bytes()

    def rendered(self, made: dict[str, Any]) -> tuple[bytes, str]:
        """The file that `made` describes and its media type, rendered once and kept."""
        name = hashlib.sha256(json.dumps(made, sort_keys=True).encode()).hexdigest()
        with self._rendering.setdefault(name, threading.Lock()):
            kept = self._folder / f"{name}.made"
            if kept.exists():
                media_type, _, content = kept.read_bytes().partition(b"\n")
                return content, media_type.decode()
            content, media_type = media.render(made, self.stored_content)
            kept.write_bytes(media_type.encode() + b"\n" + content)
            return content, media_type

    def _known(self, provider: str) -> str:
        if provider not in self._services:
            raise ValueError(f"{provider!r} is no service of this studio; there are {sorted(self._services)}")
        return provider

    def _answer(self, request: Request) -> Reply:
        name, _, path = request.path.lstrip("/").partition("/")
        service = self._services.get(name)
        if service is None:
            return self._control(request)
        request.path = "/" + path
        try:
            return service.answer(request)
        except Exception as error:  # noqa: BLE001  a bug in a fake is answered, so that the client under test shows it
            return service.error(500, f"the fake {name} broke: {error!r}")

    def _control(self, request: Request) -> Reply:
        """The control endpoints: another process reads the books and scripts faults."""
        match request.method, request.path:
            case "GET", "/bill":
                return Reply(200, asdict(self.bill()))
            case "GET", "/jobs":
                return Reply(
                    200,
                    [asdict(job) | {"state": job.state} for job in self.jobs(request.query.get("provider"))],
                )
            case "POST", "/faults":
                asked = dict(request.json)
                try:
                    provider, operation, times = (
                        self._known(asked.pop("provider")),
                        asked.pop("operation", "*"),
                        int(asked.pop("times", 1)),
                    )
                    self.faults.next(
                        provider, operation, Fault.named(asked.pop("fault"), **asked), times=times
                    )
                except (KeyError, ValueError, TypeError) as error:
                    return Reply(400, {"error": f"say provider, operation, fault: {error}"})
                return Reply(200, {"waiting": self.faults.waiting()})
            case "DELETE", "/faults":
                self.faults.clear()
                return Reply(200, {"waiting": 0})
        return Reply(404, {"error": f"nothing at {request.path}; try /bill, /jobs or /faults"})
