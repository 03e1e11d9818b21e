"""A person's own speech server, as Kokoro-FastAPI answers, on loopback."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import soundfile

VOICES = ["af_heart", "am_michael", "bf_emma"]


class FakeSpeechServer(ThreadingHTTPServer):
    """Answers as Kokoro-FastAPI does, and refuses what it refuses."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.asked: list[dict[str, object]] = []
        self.lists_voices, self.busy = True, False

    @classmethod
    @contextmanager
    def serving(cls) -> Iterator[FakeSpeechServer]:
        with cls() as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield server
            server.shutdown()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class _Answer(BaseHTTPRequestHandler):
    server: FakeSpeechServer

    def do_GET(self) -> None:
        known = {"/v1/models": {"data": [{"id": "kokoro"}]}}
        if self.server.lists_voices:
            known["/v1/audio/voices"] = {"voices": VOICES}
        found = known.get(self.path)
        self._say(200 if found else 404, json.dumps(found or {"detail": "Not Found"}).encode())

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(asked)
        if self.server.busy:
            return self._say(503, b"{}")
        if self.path != "/v1/audio/speech" or asked["model"] != "kokoro" or not asked["input"]:
            return self._say(400, b'{"detail": "invalid_model"}')
        if self.server.lists_voices and asked["voice"] not in VOICES:
            return self._say(400, b'{"detail": "Voice not found"}')
        sound, file = np.sin(np.arange(12_000) / 20).astype(np.float32) * 0.3, io.BytesIO()
        soundfile.write(file, sound, 24_000, format=asked["response_format"].upper())
        return self._say(200, file.getvalue())

    def _say(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
