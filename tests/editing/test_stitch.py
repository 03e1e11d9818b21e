"""The finished film, checked packet by packet."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import av
import pysubs2
import pytest

from storyreel.editing.conform import encode_chunk
from storyreel.editing.probe import check_decodes, probe_video
from storyreel.editing.stitch import stitch_film
from storyreel.film.assets import AssetRef
from storyreel.film.cutting import Caption, Chapter, FinishedFilm, StitchBrief
from storyreel.film.errors import RenderError, TimelineError
from storyreel.film.recipe import SAMPLE_RATE_HZ, PictureRecipe
from storyreel.film.timecode import FrameRate
from storyreel.film.timeline import ChunkBrief, Piece, PieceKind, Span
from tests.editing.numbered_clips import RATES, RECIPE, key_frames, numbered_clip, numbers_in, tone
from tests.fakes.store import FolderStore

CAPTIONS = (
    Caption(start_ms=200, end_ms=900, text="Who is <there>?", speaker="ADA"),
    Caption(start_ms=1000, end_ms=1900, text="光 & {braces}"),
)
CHAPTERS = (
    Chapter(start_frame=0, title="INT. LAMP ROOM"),
    Chapter(start_frame=30, title="EXT. CLIFF; NIGHT"),
)


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path)


def body(video: AssetRef, start: int, end: int) -> Piece:
    return Piece(kind=PieceKind.BODY, spans=(Span(video=video, start=start, end=end),))


def stitch(
    store: FolderStore,
    *pieces: Piece,
    recipe: PictureRecipe = RECIPE,
    captions: tuple[Caption, ...] = CAPTIONS,
    chapters: tuple[Chapter, ...] = CHAPTERS,
) -> FinishedFilm:
    samples = recipe.rate.samples(sum(piece.frames for piece in pieces), SAMPLE_RATE_HZ)
    brief = StitchBrief(
        pieces=pieces,
        audio=tone(store, samples),
        samples=samples,
        captions=captions,
        chapters=chapters,
        title="The Last Light",
        language="en-gb",
        recipe=recipe,
    )
    return stitch_film(brief, store)


def packets(path: Path, kind: str = "video") -> list[av.Packet]:
    with av.open(str(path)) as container:
        return [packet for packet in container.demux(**{kind: 0}) if packet.pts is not None]


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_joins_are_exact_to_the_frame(store: FolderStore, rate: FrameRate) -> None:
    """Sub-ranges that start at key pictures, a chunk between them, and every frame at its time."""
    recipe = RECIPE.model_copy(update={"rate": rate})
    first = numbered_clip(store, range(60), recipe, keys=(18, 42))
    second = numbered_clip(store, range(100, 150), recipe, keys=(12,))
    spans = (Span(video=first, start=42, end=54), Span(video=second, start=0, end=12))
    chunk = encode_chunk(ChunkBrief(piece=Piece(kind=PieceKind.DISSOLVE, spans=spans), recipe=recipe), store)

    film = stitch(store, body(first, 18, 42), body(chunk.video, 0, 12), body(second, 12, 50), recipe=recipe)

    path = store.path(film.video)
    numbers = numbers_in(path)
    assert (len(numbers), film.frames) == (74, 74)
    assert numbers[:24] == list(range(18, 42))
    assert numbers[36:] == list(range(112, 150))
    with av.open(str(path)) as container:
        shown = [Fraction(frame.pts) * frame.time_base * rate.fps for frame in container.decode(video=0)]
    assert shown == list(range(74))
    assert check_decodes(path) == 74


def test_bodies_are_copied_not_encoded(store: FolderStore) -> None:
    """The film holds the very bytes of each clip's packets."""
    first, second = numbered_clip(store, range(40), keys=(10,)), numbered_clip(store, range(40))

    film = stitch(store, body(first, 10, 40), body(second, 0, 40))

    copied = [bytes(packet) for packet in packets(store.path(film.video))]
    sources = [bytes(packet) for packet in packets(store.path(first))[10:]] + [
        bytes(packet) for packet in packets(store.path(second))
    ]
    assert copied == sources


def test_cut_off_a_key_picture_names_the_frame(store: FolderStore) -> None:
    """What cannot be copied is refused with the frame, not cut somewhere near it."""
    video = numbered_clip(store, range(40), keys=(10,))

    with pytest.raises(TimelineError, match="Frame 11 of the piece"):
        stitch(store, body(video, 11, 40))


def test_piece_by_another_recipe_is_refused(store: FolderStore) -> None:
    """Streams of two encoders cannot share one track."""
    other = numbered_clip(store, range(20), RECIPE.model_copy(update={"preset": "ultrafast"}))

    with pytest.raises(TimelineError, match="another recipe"):
        stitch(store, body(numbered_clip(store, range(20)), 0, 20), body(other, 0, 20))


def test_piece_that_is_too_short_is_refused(store: FolderStore) -> None:
    """The error says how many frames there are and how many are needed."""
    with pytest.raises(TimelineError, match="20 of the 30 frames"):
        stitch(store, body(numbered_clip(store, range(20)), 0, 30))


def test_sound_of_another_length_is_refused(store: FolderStore) -> None:
    """A mix made for another cut is found before it is written."""
    piece = body(numbered_clip(store, range(24)), 0, 24)
    brief = StitchBrief(
        pieces=(piece,),
        audio=tone(store, 40_000),
        samples=40_000,
        captions=(),
        chapters=(),
        title="",
        language="en",
        recipe=RECIPE,
    )

    with pytest.raises(TimelineError, match="40000 samples for 24 frames; 48000"):
        stitch_film(brief, store)


@pytest.mark.parametrize("captions", [CAPTIONS, ()], ids=["captions", "none"])
@pytest.mark.parametrize("rate", RATES, ids=str)
def test_picture_and_sound_end_together(
    store: FolderStore, rate: FrameRate, captions: tuple[Caption, ...]
) -> None:
    """Both streams start at zero and end within one frame of each other."""
    recipe = RECIPE.model_copy(update={"rate": rate})

    film = stitch(
        store, body(numbered_clip(store, range(50), recipe), 0, 50), recipe=recipe, captions=captions
    )

    with av.open(str(store.path(film.video))) as container:
        picture, sound = container.streams.video[0], container.streams.audio[0]
        picture_ends, sound_ends = picture.duration * picture.time_base, sound.duration * sound.time_base
        assert picture.frames == 50
        assert picture_ends == rate.seconds(50)
        assert abs(picture_ends - sound_ends) < rate.seconds(1)
        decoded = list(container.decode(audio=0))
    heard = sum(frame.samples for frame in decoded if frame.pts >= 0)
    assert abs(Fraction(heard, SAMPLE_RATE_HZ) - rate.seconds(50)) < rate.seconds(1)
    assert abs(decoded[0].time) < 0.03


def test_captions_and_chapters_travel_in_the_file(store: FolderStore) -> None:
    """A soft caption track with its language, chapters with their titles, and the film's title."""
    film = stitch(store, body(numbered_clip(store, range(60)), 0, 60))

    path = store.path(film.video)
    with av.open(str(path)) as container:
        track = container.streams.subtitles[0]
        assert track.codec_context.name == "mov_text"
        assert track.language == "eng"
        assert container.streams.audio[0].language == "eng"
        assert [
            (chapter["start"] * chapter["time_base"], chapter["metadata"]["title"])
            for chapter in container.chapters()
        ] == [
            (0, "INT. LAMP ROOM"),
            (1.25, "EXT. CLIFF; NIGHT"),
        ]
        assert container.metadata["title"] == "The Last Light"
    shown = [
        (float(packet.pts * packet.time_base), bytes(packet)[2:].decode())
        for packet in packets(path, "subtitles")
        if packet.size > 2
    ]
    assert [round(start, 2) for start, _ in shown] == [0.2, 1.0]
    assert shown[0][1].startswith("ADA: Who is <there>?")
    assert shown[1][1].startswith("光 & (braces)")


def test_a_chapter_of_a_long_scene_is_one_that_every_player_finds(store: FolderStore) -> None:
    """One film has scenes of a second and of half a minute; each chapter starts where its scene does."""
    clip = numbered_clip(store, range(60))
    scenes = tuple(
        Chapter(start_frame=frame, title=f"SCENE {number}") for number, frame in enumerate((0, 480, 500, 660))
    )
    film = stitch(store, *(body(clip, 0, 60) for _ in range(12)), chapters=scenes)

    with av.open(str(store.path(film.video))) as container:
        starts = [float(chapter["start"] * chapter["time_base"]) for chapter in container.chapters()]
        ends = [float(chapter["end"] * chapter["time_base"]) for chapter in container.chapters()]
        titles = [chapter["metadata"]["title"] for chapter in container.chapters()]
    assert titles == [scene.title for scene in scenes]
    assert starts == pytest.approx([0, 20, 500 / 24, 27.5], abs=0.002)
    assert ends == pytest.approx([20, 500 / 24, 27.5, 30], abs=0.05)


def test_caption_files_say_what_the_film_says(store: FolderStore) -> None:
    """The SRT and the VTT beside the film read back with the same times."""
    film = stitch(store, body(numbered_clip(store, range(60)), 0, 60))

    for ref, form in ((film.srt, "srt"), (film.vtt, "vtt")):
        events = pysubs2.SSAFile.from_string(store.read(ref).decode(), form)
        assert [(event.start, event.end) for event in events] == [(200, 900), (1000, 1900)]


def test_film_can_be_played_while_it_loads(store: FolderStore) -> None:
    """The index stands before the pictures."""
    film = stitch(store, body(numbered_clip(store, range(30)), 0, 30))

    data = store.read(film.video)
    assert data.index(b"moov") < data.index(b"mdat")


def test_colour_is_labelled_bt709_limited(store: FolderStore) -> None:
    """In the stream itself, for players that ignore the container."""
    film = stitch(store, body(numbered_clip(store, range(30)), 0, 30))

    with av.open(str(store.path(film.video))) as container:
        context = container.streams.video[0].codec_context
        next(container.decode(video=0))
        assert (context.color_primaries, context.color_trc, context.colorspace, context.color_range) == (
            1,
            1,
            1,
            1,
        )


def test_the_same_cut_is_the_same_file(store: FolderStore) -> None:
    """Stitching writes no clock times, so a film can be compared by its hash."""
    piece = body(numbered_clip(store, range(30)), 0, 30)

    assert stitch(store, piece).video == stitch(store, piece).video


def test_workspace_is_left_empty(store: FolderStore, tmp_path: Path) -> None:
    """No unfinished file remains, even after an error."""
    video = numbered_clip(store, range(30))
    before = set((tmp_path / "work").rglob("*.mp4"))

    with pytest.raises(TimelineError):
        stitch(store, body(video, 3, 30))

    assert set((tmp_path / "work").rglob("*.mp4")) == before


def test_encoder_puts_key_pictures_where_asked(store: FolderStore) -> None:
    """Each asked frame starts a closed group."""
    path = store.path(numbered_clip(store, range(100), keys=(7, 30)))

    assert probe_video(path).frames == 100
    assert {0, 7, 30, 78} <= key_frames(path)


def test_file_that_breaks_off_is_no_video(store: FolderStore) -> None:
    """Both ways of probing find a copy that was cut short."""
    film = stitch(store, body(numbered_clip(store, range(60)), 0, 60), captions=())
    data = store.read(film.video)
    half = store.path(store.put(data[: len(data) // 2], "video/mp4"))

    with pytest.raises(RenderError):
        check_decodes(half)
    with pytest.raises(RenderError):
        probe_video(half)


@pytest.mark.parametrize("content", [b"", b"plain words", b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1/x.ts\n"])
def test_what_is_no_video_is_refused_by_name(store: FolderStore, content: bytes) -> None:
    """Text and playlists are never taken for clips."""
    path = store.path(store.put(content, "video/mp4"))

    with pytest.raises(RenderError, match=re.escape(path.name)):
        probe_video(path)
    with pytest.raises(RenderError, match=re.escape(path.name)):
        check_decodes(path)
