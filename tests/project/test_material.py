"""A person's own material replaces generated parts, or is refused in a sentence."""

from __future__ import annotations

import json
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PIL import Image

from blocks.crew import animatic_crew
from storyreel.editing.ffmpeg import run_ffmpeg
from storyreel.film.abilities import CrewCard, ImageAbility
from storyreel.film.briefs import Clip, Keyframes, Lora, Music, Still, StillBrief
from storyreel.film.errors import SettingsError
from storyreel.film.storyboard import Storyboard
from storyreel.graph.calls import Call
from storyreel.graph.context import FilmContext
from storyreel.graph.cutting import layout
from storyreel.graph.film import film_calls, script_calls
from storyreel.graph.sound import FILM_MUSIC
from storyreel.graph.speech import pace_call
from storyreel.graph.stages import CallId, Stage
from storyreel.planning import analyse_scene, split_scenes, survey
from storyreel.planning.pace import set_pace
from storyreel.planning.reconcile import reconcile
from storyreel.project.film_toml import load_settings, write_settings
from storyreel.project.imports import ImportCache
from storyreel.project.material import OwnMaterial, import_material
from storyreel.project.own_narration import own_lines
from storyreel.project.project import SETTINGS_FILE, direct
from storyreel.project.settings import FilmSettings, Material
from storyreel.screenplays import read_screenplay
from storyreel.vault import Vault
from storyreel.vault.disk import DiskVault
from tests.project import own_media

SCRIPT = """INT. KITCHEN - NIGHT

ANNA (30) stands at the stove. The storm rattles the window and she is afraid.

NARRATOR (V.O.)
It was late, and nobody had come home.

EXT. HARBOUR - DAY

BEN (40) laughs and dances along the sunny quay with his happy friends.

NARRATOR (V.O.)
Ben was glad.
"""
SHOWN = ImageAbility(references=3)


@pytest.fixture(scope="module")
def board() -> Storyboard:
    screenplay = read_screenplay(SCRIPT.encode(), "a.fountain")
    surveyed = survey(screenplay)
    return reconcile(
        None,
        surveyed,
        [analyse_scene(brief) for brief in split_scenes(screenplay, surveyed)],
        screenplay.title,
    )


@pytest.fixture
def imports(tmp_path: Path) -> ImportCache:
    return ImportCache(DiskVault(tmp_path / "vault"))


def context_of(board: Storyboard, images: ImageAbility | None = None) -> FilmContext:
    card = animatic_crew().card()
    shown = (
        card if images is None else CrewCard(fingerprints=card.fingerprints, images=images, video=card.video)
    )
    return FilmContext(board, shown, FilmSettings(resolution=360, frame_rate="12").recipe())


def brought(material: Material, folder: Path, context: FilmContext, imports: ImportCache) -> OwnMaterial:
    return import_material(material, folder, context, context.storyboard, imports)


def calls_of(context: FilmContext, taken: OwnMaterial) -> dict[str, Call]:
    own = replace(context, own=taken.own, prompts=taken.prompts)
    lengths = {call: speech for call, speech in taken.own.items() if call.stage is Stage.SPEECH}
    film = layout(own, set_pace(pace_call(own).write(lengths)))
    return {call.name: call for call in (*script_calls(own), *film_calls(own, film))}


def shot_ids(board: Storyboard) -> list[str]:
    return [shot.id for _, shot in board.shots()]


def test_a_first_frame_of_ones_own_is_filmed(board: Storyboard, imports: ImportCache, tmp_path: Path) -> None:
    """It replaces the drawn one, in the film's shape.

    If a crew draws one still at a time, the last frame is drawn to match it.
    """
    own_media.picture(tmp_path / "opening.png", size=(300, 300))
    shot = shot_ids(board)[0]
    material = Material(frames={shot: "opening.png"})

    painted = calls_of(context_of(board), brought(material, tmp_path, context_of(board), imports))
    drawn = calls_of(context_of(board, SHOWN), brought(material, tmp_path, context_of(board, SHOWN), imports))

    ends = painted[f"{shot} keyframes"].given
    first = drawn[f"{shot} first frame"].given
    assert isinstance(ends, Keyframes)
    assert isinstance(first, Still)
    with Image.open(imports.store.path(ends.first)) as image:
        assert image.size == (640, 360)
    assert first.image == ends.first
    assert drawn[f"{shot} last frame"].given is None


@pytest.mark.parametrize("name", ["wave.mp4", "wave.mov", "wave.webm"])
def test_a_clip_of_ones_own_is_cut_in(
    board: Storyboard, imports: ImportCache, tmp_path: Path, name: str
) -> None:
    """Any container and rate.

    Its length is in the film's frames, its ends are the shot's keyframes, and the cut encodes it.
    """
    own_media.clip(tmp_path / name, [(200, 0, 0), (0, 0, 200)], frames_each=25, rate=25)
    shot = shot_ids(board)[1]
    context = context_of(board)

    taken = brought(Material(clips={shot: name}), tmp_path, context, imports)
    calls = calls_of(context, taken)

    clip, ends = calls[f"{shot} clip"].given, calls[f"{shot} keyframes"].given
    assert isinstance(clip, Clip)
    assert isinstance(ends, Keyframes)
    assert clip.frames == 24
    with Image.open(imports.store.path(ends.last)) as last:
        assert last.getpixel((320, 300))[2] > 150
    assert any(
        call.needs == (CallId(Stage.CLIP, shot),) for call in calls.values() if call.stage.value == "chunk"
    )


def test_a_clip_trimmed_without_encoding_is_encoded_once(
    board: Storyboard, imports: ImportCache, tmp_path: Path
) -> None:
    """A phone's trim leaves pictures in the file that are not shown; the cut would take them for missing."""
    whole = own_media.clip(tmp_path / "whole.mp4", [(200, 0, 0), (0, 0, 200)], frames_each=24, rate=24)
    run_ffmpeg(["-ss", "1.5", "-i", str(whole), "-c", "copy", str(tmp_path / "trimmed.mp4")])
    shot = shot_ids(board)[0]

    clip = brought(Material(clips={shot: "trimmed.mp4"}), tmp_path, context_of(board), imports).own[
        CallId(Stage.CLIP, shot)
    ]

    assert isinstance(clip, Clip)
    assert 5 <= clip.frames <= 7


def test_pictures_of_a_person_stand_for_the_references(
    board: Storyboard, imports: ImportCache, tmp_path: Path
) -> None:
    """By name in any case; a crew that trains gets as many as it needs from a folder.

    One that looks at no pictures says so.
    """
    (tmp_path / "anna").mkdir()
    for number in (1, 2, 10):
        own_media.picture(tmp_path / "anna" / f"{number}.png", (number, 0, 0))
    material = Material(people={"Anna": "anna"})
    fingerprints = animatic_crew().card().fingerprints | {"trainer": "a trainer"}
    trains = replace(
        context_of(board), card=CrewCard(fingerprints=fingerprints, images=ImageAbility(uses_lora=True))
    )

    shown = calls_of(context_of(board, SHOWN), brought(material, tmp_path, context_of(board, SHOWN), imports))
    trained = calls_of(trains, brought(material, tmp_path, trains, imports))
    painted = brought(material, tmp_path, context_of(board), imports)

    assert isinstance(shown["anna reference 1"].given, Still)
    assert all(isinstance(trained[f"anna reference {number}"].given, Still) for number in range(1, 7))
    assert len({str(trained[f"anna reference {number}"].given) for number in range(1, 7)}) == 3
    assert not painted.own
    assert "looks at no pictures" in painted.warnings[0]


def test_ones_own_words_are_drawn(board: Storyboard, imports: ImportCache, tmp_path: Path) -> None:
    """For a person, a place or a first frame."""
    shot = shot_ids(board)[0]
    context = context_of(board, SHOWN)
    material = Material(
        people={"ANNA": "prompt: a tall woman in green"}, frames={shot: "prompt: an empty stove"}
    )

    taken = brought(material, tmp_path, context, imports)
    calls = calls_of(context, taken)

    portrait = calls["anna reference 1"].write({})
    assert isinstance(portrait, StillBrief)
    assert portrait.picture.prompt == "a tall woman in green"
    assert taken.prompts[CallId(Stage.STILL, shot, "first")] == "an empty stove"


def test_one_music_plays_over_the_whole_film(board: Storyboard, imports: ImportCache, tmp_path: Path) -> None:
    """One span instead of several, at the composer's level, repeated as long as the film lasts."""
    own_media.tone(tmp_path / "score.flac")
    context = context_of(board)

    calls = calls_of(context, brought(Material(music="score.flac"), tmp_path, context, imports))

    music = [call for call in calls.values() if call.stage.value == "music"]
    assert len(music) == 1
    assert isinstance(music[0].given, Music)
    assert soundfile.info(imports.store.path(music[0].given.audio)).samplerate == 48000
    assert music[0].given.duration_ms == 2000


def test_music_by_mood_leaves_the_other_moods_to_the_composer(
    board: Storyboard, imports: ImportCache, tmp_path: Path
) -> None:
    """Each file plays in the scenes of its mood; a warning names an unused one."""
    own_media.tone(tmp_path / "a.wav")
    context = context_of(board)
    mood = board.scenes[1].mood.value
    unused = next(
        name for name in ("eerie", "romantic") if name not in {scene.mood.value for scene in board.scenes}
    )

    taken = brought(Material(music={mood: "a.wav", unused: "a.wav"}), tmp_path, context, imports)
    given = [
        call.given is not None for call in calls_of(context, taken).values() if call.stage.value == "music"
    ]

    assert sorted(given) == [False, True]
    assert unused in taken.warnings[0]


@pytest.mark.parametrize("name", ["a.mp3", "a.m4a", "a.ogg", "a.flac", "a.aiff"])
def test_music_of_every_kind_that_is_named_is_read(
    board: Storyboard, imports: ImportCache, tmp_path: Path, name: str
) -> None:
    """Whatever a person's player exports."""
    run_ffmpeg(["-i", str(own_media.tone(tmp_path / "tone.wav")), str(tmp_path / name)])

    music = brought(Material(music=name), tmp_path, context_of(board), imports).own[FILM_MUSIC]

    assert isinstance(music, Music)
    assert 1950 <= music.duration_ms <= 2100


def test_what_is_too_long_is_not_read_on(
    board: Storyboard, imports: ImportCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hours of silence fit in a small file; neither a sound nor a clip of that kind fills the disk."""
    monkeypatch.setattr("storyreel.project.own_files.LONGEST_SECONDS", 1)
    own_media.tone(tmp_path / "a.wav")
    own_media.clip(tmp_path / "a.mp4", [(1, 2, 3)] * 2)

    for material in (
        Material(music="a.wav"),
        Material(clips={shot_ids(board)[0]: "a.mp4"}),
        Material(music="a\0b"),
        Material(music="a" * 5000),
    ):
        with pytest.raises(SettingsError, match=r"accepted.*Nothing was made"):
            brought(material, tmp_path, context_of(board), imports)


def test_narration_by_folder_and_in_one_recording(
    board: Storyboard, imports: ImportCache, tmp_path: Path
) -> None:
    """One file a line, 2 before 10; or one file divided at its pauses.

    Silence at the ends is gone; word times are estimates.
    """
    (tmp_path / "lines").mkdir()
    own_media.talk(tmp_path / "lines" / "10.wav", [0.9])
    own_media.talk(tmp_path / "lines" / "2.wav", [2.5])
    own_media.talk(tmp_path / "voice.wav", [2.5, 0.9])
    context = context_of(board)

    for name in ("lines", "voice.wav"):
        calls = calls_of(context, brought(Material(narration=name), tmp_path, context, imports))
        spoken = [
            call.given for call in calls.values() if call.stage.value == "speech" and call.given is not None
        ]
        assert [round(speech.duration_ms / 100) for speech in spoken] == pytest.approx([25, 9], abs=1)  # pyright: ignore[reportAttributeAccessIssue]
        assert not any(speech.exact_words for speech in spoken)  # pyright: ignore[reportAttributeAccessIssue]


def test_a_recording_is_divided_at_the_pauses_that_fit_the_lines(
    imports: ImportCache, tmp_path: Path
) -> None:
    """A pause inside a long line is not taken for its end."""
    texts = [
        "Short one here.",
        "A much longer line, with a stop. And then it goes on for some time after that.",
        "The end of it all.",
    ]
    own_media.talk(tmp_path / "voice.wav", [1.0, 2.4, 2.6, 1.1], pause=0.6)

    lines, _ = own_lines(tmp_path / "voice.wav", "material.narration", texts, imports.store)

    assert [round(line.duration_ms / 1000, 1) for line in lines] == pytest.approx([1.0, 5.6, 1.1], abs=0.15)


def test_a_recording_without_pauses_asks_for_one_file_a_line(
    board: Storyboard, imports: ImportCache, tmp_path: Path
) -> None:
    """Lines and files are not matched by guessing."""
    own_media.talk(tmp_path / "voice.wav", [4.0])

    with pytest.raises(SettingsError, match=r"1 stretches.*2 lines.*one file a line"):
        brought(Material(narration="voice.wav"), tmp_path, context_of(board), imports)


def _playlist(path: Path) -> None:
    path.write_text("#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/secret.ts\n#EXT-X-ENDLIST\n")


def _bomb(path: Path) -> None:
    """A PNG of 60,000 by 60,000 pixels in a few kilobytes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(100_000)))
        + chunk(b"IEND", b"")
    )


def _cut_short(path: Path) -> None:
    whole = own_media.clip(path.with_name("whole.mkv"), [(9, 9, 200)] * 4, size=(320, 180))
    run_ffmpeg(["-i", str(whole), "-c", "copy", "-movflags", "+faststart", str(path)])
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])


def _half_a_picture(path: Path) -> None:
    noise = np.random.default_rng(3).integers(0, 255, (200, 300, 3), np.uint8)
    Image.fromarray(noise).save(path)
    path.write_bytes(path.read_bytes()[:40_000])


def _text(path: Path) -> None:
    path.write_text("I am not what I seem.")


def _silence(path: Path) -> None:
    soundfile.write(path, np.zeros(48000), 48000)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("missing.mp4", None),
        ("list.mp4", _playlist),
        ("text.mp4", _text),
        ("short.mp4", _cut_short),
        ("wrong.txt", _text),
        ("bomb.png", _bomb),
        ("half.png", _half_a_picture),
        ("text.png", _text),
        ("list.mp3", _playlist),
        ("text.wav", _text),
        ("silence.wav", _silence),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(
    board: Storyboard, imports: ImportCache, tmp_path: Path, name: str, make
) -> None:
    """The file, its key in film.toml and what is accepted are named; nothing is stored for it."""
    if make:
        make(tmp_path / name)
    shot = shot_ids(board)[0]
    kinds = {
        ".png": Material(frames={shot: name}),
        ".mp3": Material(music=name),
        ".wav": Material(music=name),
    }
    material = kinds.get(Path(name).suffix, Material(clips={shot: name}))

    with pytest.raises(SettingsError) as refused:
        brought(material, tmp_path, context_of(board), imports)

    assert name in str(refused.value)
    assert "material." in str(refused.value)
    assert "accepted" in str(refused.value)
    assert "Nothing was made" in str(refused.value)


def test_names_the_film_does_not_have(board: Storyboard, imports: ImportCache, tmp_path: Path) -> None:
    """A warning says that the shot no longer exists.

    A person, a place or a mood that never was is refused with those there are.
    """
    own_media.picture(tmp_path / "a.png")
    context = context_of(board, SHOWN)

    gone = brought(Material(frames={"SC990-SH010": "a.png"}), tmp_path, context, imports)

    assert not gone.own
    assert "SC990-SH010" in gone.warnings[0]
    assert shot_ids(board)[0] in gone.warnings[0]
    for material, accepted in (
        (Material(people={"ZOE": "a.png"}), "ANNA"),
        (Material(places={"MOON": "a.png"}), "HARBOUR"),
        (Material(music={"cosy": "a"}), "eerie"),
    ):
        with pytest.raises(SettingsError, match=accepted):
            brought(material, tmp_path, context, imports)


def test_an_unchanged_file_is_not_read_again(tmp_path: Path, board: Storyboard) -> None:
    """A film's vault remembers imported files; a changed file is read again."""
    folder = tmp_path / "film"
    folder.mkdir()
    own_media.picture(folder / "a.png")
    shot = shot_ids(board)[0]
    (folder / SETTINGS_FILE).write_text(f'resolution = 360\n[material.frames]\n"{shot}" = "a.png"\n')
    vault = Vault(DiskVault(tmp_path / "vault"))
    card = animatic_crew().card()

    with direct(SCRIPT, str(folder), vault) as project:
        first = project.context(board, card).own
    kept = vault.documents.read(f"material/{project.id}").version
    with direct(SCRIPT, str(folder), vault) as project:
        again = project.context(board, card).own
        unchanged = vault.documents.read(f"material/{project.id}").version
        own_media.picture(folder / "a.png", (0, 200, 0), (400, 180))
        changed = project.context(board, card).own

    assert first == again
    assert kept == unchanged
    assert changed != first


def test_settings_keep_the_material(tmp_path: Path) -> None:
    """What is written is read again; a film without material shows how it is written.

    An unknown table is named.
    """
    path = tmp_path / SETTINGS_FILE
    settings = FilmSettings(material=Material(music={"calm": "a.mp3"}, clips={"SC010-SH010": "b.mp4"}))

    write_settings(path, settings, id="x")
    assert load_settings(path) == settings
    write_settings(path, FilmSettings(), id="x")
    assert load_settings(path) == FilmSettings()
    assert "# [material]" in path.read_text()
    path.write_text('[material]\nperson = "a"\n')
    with pytest.raises(SettingsError, match=r"material\.person.*people"):
        load_settings(path)


def weights(path: Path, told: dict[str, str] | None = None, cut: int = 0) -> Path:
    """A file of weights with one tensor. cut: bytes that are missing at its end."""
    named = {"lora.down": {"dtype": "F16", "shape": [2, 2], "data_offsets": [0, 8]}}
    header = json.dumps(named | ({"__metadata__": told} if told else {})).encode()
    path.write_bytes((struct.pack("<Q", len(header)) + header + bytes(8))[: -cut or None])
    return path


def test_weights_that_were_trained_elsewhere_are_not_trained_again(
    board: Storyboard, imports: ImportCache, tmp_path: Path
) -> None:
    """No picture is drawn to train them; the file names the word that calls them. A painted film says so."""
    weights(tmp_path / "anna.safetensors", {"modelspec.trigger_phrase": "ohwx woman"})
    material = Material(loras={"Anna": "anna.safetensors"})
    fingerprints = animatic_crew().card().fingerprints | {"trainer": "a trainer"}
    trains = replace(
        context_of(board), card=CrewCard(fingerprints=fingerprints, images=ImageAbility(uses_lora=True))
    )

    taken = brought(material, tmp_path, trains, imports)
    calls = calls_of(replace(trains, own=taken.own), taken)
    painted = brought(material, tmp_path, context_of(board), imports)

    assert (
        isinstance(calls["anna lora"].given, Lora) and calls["anna lora"].given.trigger_word == "ohwx woman"
    )
    assert "anna reference 1" not in calls and "ben reference 1" in calls
    assert not painted.own and "without trained weights" in painted.warnings[0]


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("https://example.org/anna.safetensors", "was not fetched on this machine"),
        ("http://example.org/anna.safetensors", "by 'http'"),
        ("https://me:secret@example.org/anna.safetensors", "plain https link"),
        ("cut.safetensors", "breaks off"),
        ("text.safetensors", "no header"),
        ("missing.safetensors", "does not exist"),
    ],
)
def test_what_holds_no_weights_is_refused(
    value: str, why: str, board: Storyboard, imports: ImportCache, tmp_path: Path
) -> None:
    """Before anything is made, with the entry's name."""
    weights(tmp_path / "cut.safetensors", cut=4)
    (tmp_path / "text.safetensors").write_text("these are no weights")
    fingerprints = animatic_crew().card().fingerprints | {"trainer": "a trainer"}
    trains = replace(
        context_of(board), card=CrewCard(fingerprints=fingerprints, images=ImageAbility(uses_lora=True))
    )

    with pytest.raises(SettingsError, match=why) as refused:
        brought(Material(loras={"ANNA": value}), tmp_path, trains, imports)
    assert 'material.loras."ANNA"' in str(refused.value)
