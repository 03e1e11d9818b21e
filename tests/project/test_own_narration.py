"""A person's own recording is read for a crew that hears its words, and its lines are cut from it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from blocks.crew import animatic_crew, assemble
from storyreel.editing.lines import cut_line
from storyreel.film.briefs import Speech, WordTime
from storyreel.film.errors import CapabilityError
from storyreel.film.money import FREE
from storyreel.film.narration import FoundLine, Narration, OwnLineBrief, Transcript, TranscriptBrief
from storyreel.graph.context import FilmContext
from storyreel.graph.dry_run import dry_run
from storyreel.graph.speech import HEARD, speech_calls
from storyreel.graph.stages import Stage
from storyreel.planning import analyse_scene, split_scenes, survey
from storyreel.planning.line_finding import find_lines
from storyreel.planning.reconcile import reconcile
from storyreel.project.imports import ImportCache
from storyreel.project.material import import_material
from storyreel.project.notes import notes
from storyreel.project.own_narration import own_recording
from storyreel.project.settings import FilmSettings, Material
from storyreel.screenplays import read_screenplay
from storyreel.vault.disk import DiskVault
from tests.project import own_media

SCRIPT = """INT. KITCHEN - NIGHT

ANNA (30) stands at the stove.

NARRATOR (V.O.)
It was late, and nobody had come home.

EXT. HARBOUR - DAY

BEN (40) dances along the quay.

NARRATOR (V.O.)
Ben was glad.

BEN
So am I.
"""
TEXTS = ("It was late, and nobody had come home.", "Ben was glad.")
LISTENER = {"listener": "someone/1"}


@pytest.fixture
def imports(tmp_path: Path) -> ImportCache:
    return ImportCache(DiskVault(tmp_path / "vault"))


def context_of(**fingerprints: str) -> FilmContext:
    screenplay = read_screenplay(SCRIPT.encode(), "a.fountain")
    surveyed = survey(screenplay)
    board = reconcile(
        None,
        surveyed,
        [analyse_scene(brief) for brief in split_scenes(screenplay, surveyed)],
        screenplay.title,
    )
    card = animatic_crew().card()
    card = card.model_copy(update={"fingerprints": card.fingerprints | fingerprints})
    return FilmContext(board, card, FilmSettings(resolution=360, frame_rate="12").recipe())


def context_with_recording(folder: Path, imports: ImportCache, name: str = "voice.wav") -> FilmContext:
    """The film with the person's recording, whose words the crew hears."""
    context = context_of(**LISTENER)
    return replace(
        context,
        narration=import_material(
            Material(narration=name), folder, context, context.storyboard, imports
        ).narration,
    )


def narration_of(context: FilmContext) -> Narration:
    assert context.narration is not None
    return context.narration


def timed(texts: Sequence[str], starts_ms: Sequence[int], word_ms: int = 200) -> Transcript:
    """Texts as they are heard, each from its start on."""
    return Transcript(
        words=tuple(
            WordTime(word=word, start_ms=start + number * word_ms, end_ms=start + number * word_ms + word_ms)
            for text, start in zip(texts, starts_ms, strict=True)
            for number, word in enumerate(text.split())
        )
    )


def test_a_recording_is_heard_once_and_cut_by_line(imports: ImportCache, tmp_path: Path) -> None:
    """The narrator's lines wait for its words; what others say is spoken as ever.

    The whole recording is asked for, with its length.
    """
    own_media.talk(tmp_path / "voice.wav", [2.5, 0.9])
    context = context_with_recording(tmp_path, imports)

    calls = speech_calls(context)
    brief = calls[0].write({})

    assert [call.stage for call in calls] == [Stage.HEARING, Stage.OWN_LINE, Stage.OWN_LINE, Stage.SPEECH]
    assert [call.needs for call in calls] == [(), (HEARD,), (HEARD,), ()]
    assert isinstance(brief, TranscriptBrief)
    assert brief.seconds == pytest.approx(2.5 + 0.9 + 3 * 0.8, abs=0.05)
    assert context.own == {}


def test_another_text_asks_for_the_same_words(imports: ImportCache, tmp_path: Path) -> None:
    """What is paid depends on the recording and its language alone."""
    own_media.talk(tmp_path / "voice.wav", [2.5, 0.9])

    one, _ = own_recording(tmp_path / "voice.wav", "material.narration", TEXTS, imports.store)
    other, _ = own_recording(
        tmp_path / "voice.wav",
        "material.narration",
        ["It was early, and all had come home.", "Ben was sad."],
        imports.store,
    )

    assert one.recording == other.recording


def test_without_a_listener_the_lines_are_the_person_s_own_and_estimated(
    imports: ImportCache, tmp_path: Path
) -> None:
    """Nobody is asked anything."""
    own_media.talk(tmp_path / "voice.wav", [2.5, 0.9])
    context = context_of()

    taken = import_material(Material(narration="voice.wav"), tmp_path, context, context.storyboard, imports)

    assert taken.narration is None
    assert [speech.exact_words for speech in taken.own.values() if isinstance(speech, Speech)] == [
        False,
        False,
    ]


def test_a_line_is_cut_with_its_words_where_they_are_heard(imports: ImportCache, tmp_path: Path) -> None:
    """Their times count from the line's first sound; the sound is what lies between the pauses."""
    own_media.talk(tmp_path / "voice.wav", [1.6, 0.6])
    narration = narration_of(context_with_recording(tmp_path, imports))

    found = find_lines(narration, timed(TEXTS, (800, 3200)))
    lines = [
        cut_line(OwnLineBrief(recording=narration.recording, text=text, line=line), imports.store)
        for text, line in zip(TEXTS, found, strict=True)
    ]

    assert [line.exact_words for line in lines] == [True, True]
    assert [line.duration_ms for line in lines] == pytest.approx([1600, 600], abs=40)
    assert [word.start_ms for word in lines[1].words] == pytest.approx([0, 200, 400], abs=25)
    assert all(word.end_ms <= line.duration_ms for line in lines for word in line.words)


def test_a_recording_without_pauses_is_divided_by_its_words(imports: ImportCache, tmp_path: Path) -> None:
    """Pauses alone would not do."""
    own_media.talk(tmp_path / "voice.wav", [2.2])
    narration = narration_of(context_with_recording(tmp_path, imports))

    first, second = find_lines(narration, timed(TEXTS, (800, 2400)))

    assert narration.why_uncertain
    assert first.span[1] == second.span[0] == pytest.approx(2400, abs=1)


def test_a_stored_narration_keeps_its_words(imports: ImportCache, tmp_path: Path) -> None:
    """What a film stores is spelled as before, and is read again."""
    own_media.talk(tmp_path / "voice.wav", [2.2])
    narration = narration_of(context_with_recording(tmp_path, imports))

    (stored,) = json.loads(json.dumps(list(imports.kept.values())))

    assert stored["narration"]["doubt"] == narration.why_uncertain
    assert Narration.model_validate(stored["narration"]).why_uncertain == narration.why_uncertain != ""


def test_files_of_a_folder_are_heard_as_one(imports: ImportCache, tmp_path: Path) -> None:
    """With a second between them.

    The file that is not used is heard, too, so that nothing is bought again when it is.
    """
    (tmp_path / "lines").mkdir()
    for number, seconds in enumerate((1.6, 0.6, 1.0), 1):
        own_media.talk(tmp_path / "lines" / f"{number}.wav", [seconds], pause=0.1)

    context = context_with_recording(tmp_path, imports, "lines")
    narration = narration_of(context)

    assert narration.apart
    assert narration.spans == ((0, 1800), (2800, 3600))
    assert narration.duration_ms == pytest.approx(5800, abs=5)
    whole, rate = soundfile.read(imports.store.path(narration.recording))
    assert not np.any(whole[int(1.85 * rate) : int(2.75 * rate)])


def test_a_line_that_is_not_in_the_recording_is_silent(imports: ImportCache, tmp_path: Path) -> None:
    """As long as it takes to read, and marked as an estimate."""
    own_media.talk(tmp_path / "voice.wav", [1.6, 0.6])
    narration = narration_of(context_with_recording(tmp_path, imports))

    line = cut_line(
        OwnLineBrief(recording=narration.recording, text=TEXTS[1], line=FoundLine(span=(3000, 3000))),
        imports.store,
    )

    assert not line.exact_words
    assert line.duration_ms >= 500
    assert not np.any(soundfile.read(imports.store.path(line.audio))[0])


def test_lines_that_are_not_heard_are_named(imports: ImportCache, tmp_path: Path) -> None:
    """The note says what becomes of them; there is no note if the crew has no listener."""
    own_media.talk(tmp_path / "voice.wav", [1.6, 0.6])
    context = context_with_recording(tmp_path, imports)

    said = notes(context, {HEARD: timed((TEXTS[0],), (800,))})

    assert len(said) == 1
    assert "'Ben was glad.'" in said[0]
    assert "estimated" in said[0]
    assert notes(context, {HEARD: None}) == ()


def test_the_words_are_priced_before_they_are_heard(imports: ImportCache, tmp_path: Path) -> None:
    """The dry run covers the whole film; only hearing the recording is paid."""
    own_media.talk(tmp_path / "voice.wav", [2.5, 0.9])
    crew = assemble("animatic", "en-us", {"listener": ("transcribe",)})

    dry_calls = dry_run(context_with_recording(tmp_path, imports), lambda _call, _brief: None)

    paid = [
        entry.call.name
        for entry in dry_calls
        if entry.call.stage is Stage.HEARING and crew.price("listener", entry.brief) != FREE
    ]
    assert paid == [str(HEARD)]
    assert dry_calls[-1].call.stage is Stage.FILM


def test_a_listener_that_reads_from_s3_is_refused_without_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the vault is; a bucket of one's own is enough."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    monkeypatch.delenv("STORYREEL_TRANSCRIBE_BUCKET", raising=False)
    crew = assemble("animatic", "en-us", {"listener": ("transcribe",)})

    for elsewhere in ("file:///vault", "gs://bucket/films"):
        with pytest.raises(
            CapabilityError, match=r"Nothing was spent.*STORYREEL_TRANSCRIBE_BUCKET.*STORYREEL_VAULT"
        ):
            crew.require_ready(vault_url=elsewhere)
    crew.require_ready(vault_url="s3://bucket/films")
    monkeypatch.setenv("STORYREEL_TRANSCRIBE_BUCKET", "recordings")
    assemble("animatic", "en-us", {"listener": ("transcribe",)}).require_ready(vault_url="file:///vault")
