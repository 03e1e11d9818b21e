"""The person's own piper program, started as a process of its own: a stand-in that writes a tone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from blocks.crew import assemble
from blocks.keys import keys_of_film
from blocks.providers.piper import PiperSpeech
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import SpeechBrief
from storyreel.film.cast import Voice
from storyreel.film.errors import BrokenDeliveryError, CapabilityError, ProviderError, SettingsError
from storyreel.film.money import FREE
from storyreel.film.pronunciations import read_pronunciation
from tests.blocks.narrator_contract import FOREIGN, heard
from tests.fakes.piper import asked_of, put_piper

LINE = "It is late."


@pytest.fixture(autouse=True)
def _no_piper_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PIPER", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))


@pytest.fixture
def member(tmp_path: Path) -> PiperSpeech:
    program, voice = put_piper(tmp_path / "bin")
    return PiperSpeech(model=str(voice), program=str(program))


def brief(text: str = LINE, **voice: object) -> SpeechBrief:
    return SpeechBrief(text=text, voice=Voice.model_validate(voice))


@pytest.mark.parametrize(
    "text", [FOREIGN, 'Tom & <b>Mara</b> say "so".', "One-two  three\n four.", "--help; $(reboot)"]
)
def test_every_word_has_its_time(member: PiperSpeech, store: AssetStore, text: str) -> None:
    """In order, inside the recording, each as it is written; the text is data and one line."""
    speech = member.speak(brief(text), store)

    starts = [word.start_ms for word in speech.words]
    assert [word.word for word in speech.words] == text.split()
    assert starts == sorted(starts)
    assert speech.words[-1].end_ms <= speech.duration_ms
    assert not speech.exact_words
    assert len(speech.phonemes) > len(speech.words)
    assert [one["text"] for one in asked_of(Path(member.program))] == [f"{' '.join(text.split())}\n"]


def test_a_recording_begins_and_ends_with_the_voice(member: PiperSpeech, store: AssetStore) -> None:
    """The silence around it is cut off."""
    samples = heard(member.speak(brief(), store), store)

    loud = np.flatnonzero(np.abs(samples) > 0.004 * np.abs(samples).max())
    assert loud[0] <= 960
    assert len(samples) - loud[-1] <= 961


def test_a_long_line_is_said_in_parts(
    member: PiperSpeech, store: AssetStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One recording, and the words of the whole line."""
    monkeypatch.setattr("blocks.providers.piper._LONGEST_PASSAGE", 80)
    text = "The lamp is lit, and nobody comes. " * 5

    speech = member.speak(brief(text), store)

    assert len(asked_of(Path(member.program))) == 3
    assert [word.word for word in speech.words] == text.split()


def test_a_line_without_words_is_a_silence(member: PiperSpeech, store: AssetStore) -> None:
    """Nobody is asked to say an ellipsis."""
    assert not np.abs(heard(member.speak(brief("..."), store), store)).max()
    assert asked_of(Path(member.program)) == []


def test_a_word_is_said_as_told(member: PiperSpeech, store: AssetStore) -> None:
    """The captions keep it as it is written."""
    told = (read_pronunciation("Siobhan", "shi-VAWN"),)

    speech = member.speak(brief("Ask Siobhan.").model_copy(update={"pronounce": told}), store)

    assert "shi-vawn" in str(asked_of(Path(member.program))[0]["text"]).lower()
    assert [word.word for word in speech.words] == ["Ask", "Siobhan."]


def test_a_slow_person_takes_longer(member: PiperSpeech, store: AssetStore) -> None:
    """By the length of phonemes."""
    slow = member.speak(brief(words_per_minute=100), store)
    quick = member.speak(brief(words_per_minute=220), store)

    assert slow.duration_ms > 1.5 * quick.duration_ms


def test_a_voice_of_several_speakers_is_cast(tmp_path: Path, store: AssetStore) -> None:
    """Two people are two speakers, one that the person names is taken, and one that is not there is named."""
    program, voice = put_piper(tmp_path / "bin", ("anna", "ben", "carl"))
    member = PiperSpeech(model=str(voice), program=str(program))

    for voice in (Voice(), Voice(timbre=1), Voice(name="carl")):
        member.speak(SpeechBrief(text=LINE, voice=voice), store)

    assert [one["speaker"] for one in asked_of(program)] == [0, 1, 2]
    assert member.ability().has_voice("carl")
    assert not member.ability().has_voice("dora")
    with pytest.raises(CapabilityError, match=r"'dora'.*anna, ben, carl"):
        member.speak(brief(name="dora"), store)


@pytest.mark.parametrize(
    ("fault", "expected", "said"),
    [
        ("sys.exit('no such voice')", ProviderError, "exit code 1: 'no such voice'"),
        ("sys.exit(0)", BrokenDeliveryError, "an empty file"),
        ("open(asked.output_file, 'wb').write(b'RIFF'); sys.exit(0)", BrokenDeliveryError, "piper"),
        ("import time; time.sleep(30)", ProviderError, "took longer than 1 s"),
    ],
    ids=["fails", "silent", "broken", "hangs"],
)
def test_a_fault_has_its_error(
    member: PiperSpeech, store: AssetStore, fault: str, expected: type[Exception], said: str
) -> None:
    """In the program's own words; nothing is left behind."""
    Path(member.program).with_name("fault.py").write_text(fault)
    patient = member.model_copy(update={"timeout_seconds": 1.0})

    with pytest.raises(expected, match=said):
        patient.speak(brief(), store)


def test_the_program_is_found_by_its_variable_or_where_programs_are(
    member: PiperSpeech, store: AssetStore, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A program that is not there is named, with how to get it."""
    found = PiperSpeech(model=member.model)
    assert found.missing() == ""
    assert found.speak(brief(), store).words
    monkeypatch.setenv("PATH", str(tmp_path))

    assert "PIPER" in found.missing()
    with pytest.raises(CapabilityError, match="Nothing was spent"):
        found.speak(brief(), store)
    monkeypatch.setenv("PIPER", member.program)
    assert found.missing() == ""


def test_a_film_s_folder_names_no_program(member: PiperSpeech, store: AssetStore, tmp_path: Path) -> None:
    """It may be another person's, and the program is run."""
    film = tmp_path / "film"
    film.mkdir()
    (film / ".env").write_text(f"PIPER={member.program}\n")
    (film / ".env").chmod(0o600)
    found = PiperSpeech(model=member.model)

    with keys_of_film(film):
        assert "another person's" in found.missing()
        with pytest.raises(SettingsError, match="Nothing was run"):
            found.speak(brief(), store)
    assert asked_of(Path(member.program)) == []


def test_a_voice_is_known_by_what_its_files_hold(member: PiperSpeech) -> None:
    """Another voice at the same place is another member; another program is not."""
    first = member.fingerprint()
    assert PiperSpeech(model=member.model).fingerprint() == first
    settings = Path(f"{member.model}.json")
    settings.write_text('{"audio": {"sample_rate": 16000}}')
    second = member.fingerprint()
    Path(member.model).write_bytes(b"another voice")
    assert len({first, second, member.fingerprint()}) == 3

    settings.unlink()
    assert "voice.onnx.json" in member.missing()
    Path(member.model).unlink()
    assert "finds no voice" in member.missing()


def test_a_film_names_it_with_a_voice(member: PiperSpeech) -> None:
    """It is free and sends nothing away."""
    crew = assemble("animatic", "en-us", {"narrator": ("piper",)}, {"narrator": member.model})

    assert isinstance(crew.narrator, PiperSpeech)
    assert not crew.narrator.sends_away()
    assert crew.price("narrator", brief()) == FREE
