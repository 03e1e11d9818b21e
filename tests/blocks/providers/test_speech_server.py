"""The person's own speech server: over the wire, at a fake one on loopback."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest
import soundfile

from blocks.providers.speech_server import SpeechServer
from storyreel.film.briefs import SpeechBrief
from storyreel.film.cast import Voice
from storyreel.film.errors import CapabilityError, TransientProviderError
from tests.fakes.store import FolderStore

VOICES = ["af_heart", "am_michael", "bf_emma"]


class FakeServer(ThreadingHTTPServer):
    """Answers as Kokoro-FastAPI does, and refuses what it refuses."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.asked: list[dict[str, object]] = []
        self.lists_voices, self.busy = True, False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class _Answer(BaseHTTPRequestHandler):
    server: FakeServer

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


@pytest.fixture
def server() -> Iterator[FakeServer]:
    with FakeServer() as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


@pytest.fixture
def store(tmp_path) -> FolderStore:
    return FolderStore(tmp_path)


def brief(**voice: object) -> SpeechBrief:
    return SpeechBrief(
        text="The kettle is late.", voice=Voice.model_validate({"presentation": "masculine", **voice})
    )


def test_a_line_is_spoken_by_the_server(server: FakeServer, store: FolderStore) -> None:
    """With a voice that it lists, of the person's kind; nothing leaves this machine and nothing costs."""
    member = SpeechServer(model="kokoro", base_url=server.url)

    speech = member.speak(brief(), store)

    assert server.asked == [
        {
            "model": "kokoro",
            "voice": "am_michael",
            "input": "The kettle is late.",
            "response_format": "wav",
            "speed": 1.0,
        }
    ]
    assert 450 <= speech.duration_ms <= 520
    assert not speech.exact_words
    assert not member.sends_away()
    assert member.allowance() is None
    assert member.unanswered(5) == ""


def test_a_voice_that_the_person_names_is_asked_for(server: FakeServer, store: FolderStore) -> None:
    """By person, and by kind of person."""
    member = SpeechServer(model="kokoro", base_url=server.url, voices={"masculine": "af_heart"})

    member.speak(brief(name="bf_emma"), store)
    member.speak(brief(), store)

    assert [one["voice"] for one in server.asked] == ["bf_emma", "af_heart"]


def test_a_server_without_a_list_of_voices_gets_openais_names(server: FakeServer, store: FolderStore) -> None:
    """Many servers answer to them."""
    server.lists_voices = False

    SpeechServer(model="kokoro", base_url=server.url, audio_format="flac").speak(brief(), store)

    assert server.asked[0]["voice"] in ("echo", "onyx")


def test_what_it_refuses_is_said_in_its_words(server: FakeServer, store: FolderStore) -> None:
    """With what to change."""
    with pytest.raises(
        CapabilityError, match=r"refused /audio/speech \(400\).*invalid_model.*Nothing was spent"
    ):
        SpeechServer(model="orpheus", base_url=server.url).speak(brief(), store)


def test_a_busy_or_silent_server_is_asked_again(server: FakeServer, store: FolderStore) -> None:
    """503, and no server at all; the second says how to name one."""
    server.busy = True
    silent = SpeechServer(model="kokoro", base_url="http://127.0.0.1:9/v1")

    with pytest.raises(TransientProviderError, match="503"):
        SpeechServer(model="kokoro", base_url=server.url).speak(brief(name="af_heart"), store)
    with pytest.raises(TransientProviderError, match="STORYREEL_SPEECH_URL"):
        silent.speak(brief(), store)
    assert "does not answer" in silent.unanswered(2)
