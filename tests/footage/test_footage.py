"""Shots are cut from the person's own clips: the nearest by words and looks, the same each time."""

from __future__ import annotations

import io
import os
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from blocks.providers.footage import FootageVideo
from storyreel.editing.footage import frames_of
from storyreel.editing.probe import probe_video
from storyreel.film.assets import AssetRef
from storyreel.film.briefs import ClipBrief, Keyframes, Picture
from storyreel.film.errors import CapabilityError, RenderError
from storyreel.film.places import Place, PlaceKind, TimeOfDay, Weather
from storyreel.film.recipe import PictureRecipe
from storyreel.film.storyboard import CameraMove, Mood, ShotSize
from storyreel.film.timecode import FrameRate, FrameSize
from storyreel.film.timeline import Span
from storyreel.footage import index as indexing
from storyreel.footage.embedding import LayoutEmbedder
from storyreel.footage.index import folder_digest, open_index, query_of
from storyreel.footage.sampling import sample_clip
from storyreel.footage.search import find_window
from storyreel.footage.words import stems, words_of_clip
from storyreel.vault.disk import DiskVault
from tests.editing.numbered_clips import key_frames
from tests.project import own_media

RED, GREEN, BLUE, GREY = (200, 30, 30), (30, 180, 40), (30, 40, 200), (128, 128, 128)
RECIPE = PictureRecipe(size=FrameSize(width_px=320, height_px=180), rate=FrameRate(numerator=24))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Clips that differ by their names, by a note, or by colour alone."""
    made = tmp_path / "footage"
    (made / "coast").mkdir(parents=True)
    own_media.clip(made / "coast" / "waves_at_dusk.mp4", [BLUE], frames_each=48)
    own_media.clip(made / "IMG_0001.mov", [GREEN], frames_each=48)
    (made / "IMG_0001.txt").write_text("A path through a forest, tall pines.")
    own_media.clip(made / "IMG_0002.webm", [RED], frames_each=48)
    own_media.clip(made / "IMG_0003.mkv", [GREY, BLUE, RED], frames_each=36)
    return made


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STORYREEL_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def store(tmp_path: Path) -> DiskVault:
    return DiskVault(tmp_path / "vault")


def brief_of(
    store: DiskVault, place: str, kind: PlaceKind, colour: tuple[int, int, int], frames: int = 36, **more
) -> ClipBrief:
    png = io.BytesIO()
    Image.new("RGB", (320, 180), colour).save(png, "PNG")
    ref = store.put(png.getvalue(), "image/png")
    picture = Picture(
        place=Place(kind=kind, interior=False, name=place),
        time=TimeOfDay.DAY,
        weather=Weather.CLEAR,
        mood=Mood.CALM,
        size=ShotSize.WIDE,
        move=CameraMove.STATIC,
        figures=(),
        action=more.pop("action", ""),
        prompt="",
    )
    asked = {"shot_frames": frames, "frames": frames, "seed": 7} | more
    return ClipBrief(picture=picture, keyframes=Keyframes(first=ref, last=ref), recipe=RECIPE, **asked)


def colours(path: Path) -> list[tuple[int, ...]]:
    """Colour of the lower half of each frame."""
    facts = probe_video(path)
    span = Span(
        video=AssetRef(sha256="0" * 64, media_type="video/mp4", size_bytes=0), start=0, end=facts.frames
    )
    return [
        tuple(int(c) for c in frame.to_ndarray(format="rgb24")[150, 160])
        for frame in frames_of(path, span, RECIPE)
    ]


def test_cuts_are_found_and_samples_are_two_seconds_apart(tmp_path: Path) -> None:
    """One stretch a colour, a sample at each start; a long stretch has more; none has none."""
    clip = own_media.clip(tmp_path / "a.mp4", [RED, GREEN, BLUE], frames_each=60)

    sampled = sample_clip(clip)

    borders = [second for stretch in sampled.stretches for second in (stretch.start, stretch.end)]
    assert borders == pytest.approx([0, 5, 5, 10, 10, 15], abs=0.13)
    assert all(
        after.start >= 5 * number and before.end <= 5 * number
        for number, (before, after) in enumerate(pairwise(sampled.stretches), 1)
    )
    assert [sampled.stretch_of.count(number) for number in range(3)] == [3, 3, 3]
    assert all(max(picture.shape) == 224 for picture in sampled.pictures)


def test_a_long_clip_has_sixty_samples_at_most(tmp_path: Path) -> None:
    """They are spread over all of it."""
    clip = own_media.clip(tmp_path / "a.mp4", [RED], frames_each=1600, rate=8, size=(64, 36))

    times = sample_clip(clip).times

    assert 30 <= len(times) <= 60
    assert times[-1] > 190


def test_words_of_one_sense_meet(folder: Path) -> None:
    """Names, folders and notes count; forms and near words are one."""
    assert stems("Waves") == stems("ocean")
    assert stems("walking womanWalks") == ["walk", "woman", "walk"]
    assert set(stems("pines")) <= set(stems(words_of_clip(folder / "IMG_0001.mov", folder)))
    assert "coast" in stems(words_of_clip(folder / "coast" / "waves_at_dusk.mp4", folder))


@pytest.mark.parametrize(
    ("place", "kind", "keyframe", "seen"),
    [
        ("BEACH", PlaceKind.COAST, GREY, BLUE),
        ("OLD WOOD", PlaceKind.FOREST, GREY, GREEN),
        ("NOWHERE", PlaceKind.EXTERIOR, RED, RED),
    ],
)
def test_the_nearest_clip_is_cut_in(
    store: DiskVault, folder: Path, place: str, kind: PlaceKind, keyframe, seen
) -> None:
    """By the name of its folder, by a note beside it, or by its colours.

    Exactly as long as asked, at the film's rate and size.
    """
    clip = FootageVideo(folder=str(folder)).shoot(
        brief_of(store, place, kind, keyframe, cut_points=(10,)), store
    )

    facts = probe_video(store.path(clip.video))
    found = colours(store.path(clip.video))
    assert (facts.width_px, facts.height_px, facts.rate, facts.frames, clip.frames) == (320, 180, 24, 36, 36)
    assert {0, 10} <= key_frames(store.path(clip.video))
    assert np.abs(np.array(found) - np.array(seen)).max() < 40


def test_no_cut_lies_in_the_window(store: DiskVault, tmp_path: Path) -> None:
    """The middle colour lasts three seconds at another rate; every frame of the shot has it."""
    (tmp_path / "one").mkdir()
    own_media.clip(tmp_path / "one" / "a.mp4", [RED, BLUE, RED], frames_each=75, rate=25)

    clip = FootageVideo(folder=str(tmp_path / "one")).shoot(
        brief_of(store, "SEA", PlaceKind.EXTERIOR, BLUE, frames=64), store
    )

    assert all(blue > red + 100 for red, _, blue in colours(store.path(clip.video)))


def test_segments_of_one_shot_go_on_in_one_window(store: DiskVault, tmp_path: Path) -> None:
    """The second begins at the frame of the window at which the first should overlap."""
    (tmp_path / "one").mkdir()
    greys = [(shade, shade, shade) for shade in range(20, 220, 2)]
    own_media.clip(tmp_path / "one" / "fade.mp4", greys, frames_each=1, rate=24, size=(320, 180))
    video = FootageVideo(folder=str(tmp_path / "one"))
    whole = brief_of(store, "X", PlaceKind.EXTERIOR, GREY, frames=80)

    entire = colours(store.path(video.shoot(whole, store).video))
    later = colours(
        store.path(video.shoot(whole.model_copy(update={"first_frame": 30, "frames": 50}), store).video)
    )

    assert np.abs(np.array(later) - np.array(entire[30:])).max() <= 6


def test_a_stretch_that_is_too_short_is_held(store: DiskVault, tmp_path: Path) -> None:
    """The clip is as long as asked all the same; a later segment is the held picture."""
    (tmp_path / "one").mkdir()
    own_media.clip(tmp_path / "one" / "a.mp4", [BLUE], frames_each=12, rate=24)
    video = FootageVideo(folder=str(tmp_path / "one"))
    brief = brief_of(store, "X", PlaceKind.EXTERIOR, GREY, frames=48)

    assert video.shoot(brief, store).frames == 48
    assert video.shoot(brief.model_copy(update={"first_frame": 30, "frames": 18}), store).frames == 18


def test_a_window_far_into_a_long_clip_is_found_by_seeking(store: DiskVault, tmp_path: Path) -> None:
    """Another size than the film's is no reason to read everything before it."""
    (tmp_path / "one").mkdir()
    own_media.clip(tmp_path / "one" / "a.mp4", [GREY, BLUE, GREEN], frames_each=200, rate=10)

    clip = FootageVideo(folder=str(tmp_path / "one")).shoot(
        brief_of(store, "X", PlaceKind.EXTERIOR, GREEN), store
    )

    assert clip.frames == 36
    assert all(green > blue + 80 for _, green, blue in colours(store.path(clip.video)))


def test_equal_briefs_get_equal_windows_and_other_seeds_other_near_ones(home: Path, tmp_path: Path) -> None:
    """Four clips as near as one another are not all passed over for the first."""
    made = tmp_path / "four"
    made.mkdir()
    for name in ("a_sea", "b_sea", "c_sea", "d_sea"):
        own_media.clip(made / f"{name}.mp4", [BLUE], frames_each=48)
    embedder = LayoutEmbedder()
    index = open_index(made, home / "footage", embedder)
    query = query_of("sea", np.full((90, 160, 3), BLUE, np.uint8), embedder)

    windows = [find_window(index, query, 1.0, seed).path.name for seed in range(40)]

    assert windows == [find_window(index, query, 1.0, seed).path.name for seed in range(40)]
    assert len(set(windows)) == 4


def test_only_what_changed_is_looked_through_again(
    folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was found is kept on disk; a damaged entry is found again."""
    looked: list[str] = []
    real = indexing.sample_clip
    monkeypatch.setattr(indexing, "sample_clip", lambda path: looked.append(path.name) or real(path))
    open_index(folder, home / "footage", LayoutEmbedder())
    first = len(looked)

    own_media.clip(folder / "new.mp4", [GREEN])
    index = open_index(folder, home / "footage", LayoutEmbedder())
    assert (first, looked[first:]) == (4, ["new.mp4"])
    assert len(index.clips) == 5

    next((home / "footage").rglob("*.npz")).write_bytes(b"cut short")
    indexing._BUILT.clear()
    open_index(folder, home / "footage", LayoutEmbedder())
    assert len(looked) == 6


def test_the_fingerprint_follows_what_the_folder_holds_and_not_where(folder: Path, tmp_path: Path) -> None:
    """A moved or touched folder answers from what was made; a new clip or note does not."""
    before = FootageVideo(folder=str(folder)).fingerprint()
    os.utime(folder / "IMG_0001.mov", (1, 1))
    moved = folder.rename(tmp_path / "elsewhere")

    assert FootageVideo(folder=str(moved)).fingerprint() == before
    (moved / "IMG_0002.txt").write_text("a harbour")
    assert FootageVideo(folder=str(moved)).fingerprint() != before


def test_what_is_no_clip_is_left_out(folder: Path, home: Path) -> None:
    """A playlist under a clip's name is not followed; the rest is indexed."""
    (folder / "list.mp4").write_text("#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/secret.ts\n")

    index = open_index(folder, home / "footage", LayoutEmbedder())

    assert "list.mp4" not in {clip.path.name for clip in index.clips} and index.clips
    with pytest.raises(RenderError, match=r"list\.mp4"):
        sample_clip(folder / "list.mp4")


def test_a_folder_without_clips_says_so(store: DiskVault, tmp_path: Path) -> None:
    """Before the film, and when it is asked all the same."""
    (tmp_path / "empty").mkdir()
    video = FootageVideo(folder=str(tmp_path / "empty"))

    assert "holds no clip" in video.missing()
    assert "does not exist" in FootageVideo(folder=str(tmp_path / "gone")).missing()
    assert folder_digest(tmp_path / "gone") == folder_digest(tmp_path / "empty")
    with pytest.raises(CapabilityError, match=r"holds no clip.*\.mp4.*Nothing was spent"):
        video.shoot(brief_of(store, "X", PlaceKind.COAST, GREY), store)


def test_a_tiny_clip_model_on_disk_is_used_without_the_network(tmp_path: Path) -> None:
    """Needs torch; a folder without a model is named."""
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    from storyreel.footage.embedding import ClipEmbedder

    with pytest.raises(CapabilityError, match="holds no CLIP model"):
        ClipEmbedder(tmp_path).embed_text(["sea"])
