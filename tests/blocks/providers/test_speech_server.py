"""The person's own speech server: over the wire, at a fake one on loopback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from blocks.providers.speech_server import SpeechServer
from storyreel.film.briefs import SpeechBrief
from storyreel.film.cast import Voice
from storyreel.film.errors import CapabilityError, TransientProviderError
from tests.fakes.speech_server import FakeSpeechServer
from tests.fakes.store import FolderStore


@pytest.fixture
def server() -> Iterator[FakeSpeechServer]:
    with FakeSpeechServer.serving() as made:
        yield made


@pytest.fixture
def store(tmp_path) -> FolderStore:
    return FolderStore(tmp_path)


def brief(**voice: object) -> SpeechBrief:
    return SpeechBrief(
        text="The kettle is late.", voice=Voice.model_validate({"presentation": "masculine", **voice})
    )


def test_a_line_is_spoken_by_the_server(server: FakeSpeechServer, store: FolderStore) -> None:
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


def test_a_voice_that_the_person_names_is_asked_for(server: FakeSpeechServer, store: FolderStore) -> None:
    """By person, and by kind of person."""
    member = SpeechServer(model="kokoro", base_url=server.url, voices={"masculine": "af_heart"})

    member.speak(brief(name="bf_emma"), store)
    member.speak(brief(), store)

    assert [one["voice"] for one in server.asked] == ["bf_emma", "af_heart"]


def test_a_server_without_a_list_of_voices_gets_openais_names(
    server: FakeSpeechServer, store: FolderStore
) -> None:
    """Many servers answer to them."""
    server.lists_voices = False

    SpeechServer(model="kokoro", base_url=server.url, audio_format="flac").speak(brief(), store)

    assert server.asked[0]["voice"] in ("echo", "onyx")


def test_what_it_refuses_is_said_in_its_words(server: FakeSpeechServer, store: FolderStore) -> None:
    """With what to change."""
    with pytest.raises(
        CapabilityError, match=r"refused /audio/speech \(400\).*invalid_model.*Nothing was spent"
    ):
        SpeechServer(model="orpheus", base_url=server.url).speak(brief(), store)


def test_a_busy_or_silent_server_is_asked_again(server: FakeSpeechServer, store: FolderStore) -> None:
    """503, and no server at all; the second says how to name one."""
    server.busy = True
    silent = SpeechServer(model="kokoro", base_url="http://127.0.0.1:9/v1")

    with pytest.raises(TransientProviderError, match="503"):
        SpeechServer(model="kokoro", base_url=server.url).speak(brief(name="af_heart"), store)
    with pytest.raises(TransientProviderError, match="STORYREEL_SPEECH_URL"):
        silent.speak(brief(), store)
    assert "does not answer" in silent.unanswered(2)
