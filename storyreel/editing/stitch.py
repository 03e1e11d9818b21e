"""Joins the encoded pieces into the finished film, with its sound, captions and chapters.

Pictures are copied on an integer frame clock; nothing of them is encoded here.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import soundfile
from av.container import InputContainer, OutputContainer
from av.video.stream import VideoStream

from storyreel.editing.captions import caption_file
from storyreel.editing.encoder import timescale
from storyreel.editing.ffmpeg import run_ffmpeg
from storyreel.editing.probe import probe_video
from storyreel.film.assets import AssetStore
from storyreel.film.cutting import FinishedFilm, StitchBrief
from storyreel.film.errors import TimelineError
from storyreel.film.recipe import SAMPLE_RATE_HZ
from storyreel.film.timecode import FrameRate
from storyreel.film.timeline import Piece, Span

AAC_FRAME_SAMPLES = 1024
AAC_BITS_PER_SECOND = 192_000
REORDERED_FRAMES = 3
"""More than x264 holds back with these presets, so that a packet is never decoded after it is shown."""
_MILLISECOND = Fraction(1, 1000)
_LANGUAGES = {
    "en": "eng",
    "de": "deu",
    "fr": "fra",
    "es": "spa",
    "it": "ita",
    "pt": "por",
    "nl": "nld",
    "pl": "pol",
    "ru": "rus",
    "ar": "ara",
    "he": "heb",
    "fa": "fas",
    "zh": "zho",
    "cmn": "zho",
    "ja": "jpn",
    "ko": "kor",
    "hi": "hin",
    "tr": "tur",
    "el": "ell",
    "uk": "ukr",
}


def stitch_film(brief: StitchBrief, store: AssetStore) -> FinishedFilm:
    """The film as MP4 with captions inside and beside it.

    Picture and sound end within one frame of each other.

    Raises:
        TimelineError: a piece does not start on a key picture or was encoded by another recipe, or the sound
            is not as long as the picture.
    """
    _check_lengths(brief)
    folder = store.workspace()
    try:
        cut = folder / "cut.mp4"
        frames = _write_cut(brief, store, cut)
        srt = caption_file(brief.captions, "srt")
        vtt = caption_file(brief.captions, "vtt")
        film = _with_captions(cut, vtt, brief.language, folder) if brief.captions else cut
        return FinishedFilm(
            video=store.put(film, "video/mp4"),
            srt=store.put(srt, "application/x-subrip"),
            vtt=store.put(vtt, "text/vtt"),
            frames=frames,
            duration_ms=int(brief.recipe.rate.seconds(frames) * 1000),
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _language_code(tag: str) -> str:
    """ISO 639-2 code of a language tag, as MP4 needs it; 'und' for one not listed.

    >>> _language_code("en-us"), _language_code("tlh")
    ('eng', 'und')
    """
    return _LANGUAGES.get(tag.split("-")[0].lower(), "und")


def _check_lengths(brief: StitchBrief) -> None:
    if not brief.pieces:
        raise TimelineError("The cut has no pieces; one or more are accepted.")
    rate, frames = brief.recipe.rate, sum(piece.frames for piece in brief.pieces)
    if abs(Fraction(brief.samples, SAMPLE_RATE_HZ) - rate.seconds(frames)) > rate.seconds(1):
        wanted = rate.samples(frames, SAMPLE_RATE_HZ)
        raise TimelineError(
            f"The sound has {brief.samples} samples for {frames} frames; {wanted}, give or take one frame,"
            " are accepted. Mix it again."
        )


def _write_cut(brief: StitchBrief, store: AssetStore, path: Path) -> int:
    """Write picture, sound and chapters; return the number of frames."""
    first = store.path(brief.pieces[0].spans[0].video)
    options = {"movflags": "+faststart", "video_track_timescale": str(timescale(brief.recipe))}
    with av.open(str(path), "w", format="mp4", options=options) as film:
        film.metadata["title"] = brief.title
        headers = probe_video(first).extradata
        picture = _Picture(film, first, brief.recipe.rate)
        sound = _Sound(film, store.path(brief.audio), brief)
        film.set_chapters(_chapters(brief))
        for packet in picture.packets(brief, store, headers):
            sound.write_until(brief.recipe.rate.seconds(packet.dts or 0))
            film.mux(packet)
        sound.finish()
    return picture.shown


class _Picture:
    """The film's picture, copied piece by piece."""

    def __init__(self, film: OutputContainer, first: Path, rate: FrameRate) -> None:
        with av.open(str(first)) as template:
            self._stream = film.add_stream_from_template(template.streams.video[0])
        self._tick = 1 / rate.fps
        self._stream.time_base = self._tick
        self.shown = 0
        """Frames of the pieces before the one that is copied."""

    def packets(self, brief: StitchBrief, store: AssetStore, headers: bytes) -> Iterator[av.Packet]:
        """The packets of all pieces at their times in the film."""
        for piece in brief.pieces:
            for packet in _copied(piece, store, headers, brief.recipe.rate):
                self._place(packet)
                yield packet
            self.shown += piece.frames

    def _place(self, packet: av.Packet) -> None:
        """Give a packet its time in the film; its own time counts from its piece's start."""
        packet.stream = self._stream
        packet.time_base = self._tick
        number, order = packet.pts or 0, packet.dts or 0
        packet.pts, packet.dts = self.shown + number, self.shown + order - REORDERED_FRAMES


def _copied(piece: Piece, store: AssetStore, headers: bytes, rate: FrameRate) -> Iterator[av.Packet]:
    """Packets of a piece; pts is the frame's number in the piece, dts counts up from 0."""
    span = piece.spans[0]
    count = 0
    with av.open(str(store.path(span.video))) as container:
        stream = container.streams.video[0]
        _require_headers(stream, headers, span)
        for packet, number in _packets_in(container, stream, span, rate):
            if count == 0:
                _require_key_picture(packet, number, span)
            packet.pts, packet.dts, packet.duration = number - span.start, count, 1
            count += 1
            yield packet
    if count != span.frames:
        raise TimelineError(
            f"The piece {_name_of(span)} has {count} of the {span.frames} frames the cut needs."
        )


def _packets_in(
    container: InputContainer, stream: VideoStream, span: Span, rate: FrameRate
) -> Iterator[tuple[av.Packet, int]]:
    """The packets of a span, each with its frame's number."""
    for packet in container.demux(stream):
        if packet.pts is None:
            continue
        number = round(packet.pts * Fraction(stream.time_base or 0) * rate.fps)
        if packet.is_keyframe and number >= span.end:
            break
        if span.start <= number < span.end:
            yield packet, number


def _require_headers(stream: VideoStream, headers: bytes, span: Span) -> None:
    if bytes(stream.codec_context.extradata or b"") != headers:
        raise TimelineError(
            f"The piece {_name_of(span)} was encoded by another recipe than the film's and cannot be"
            " joined without encoding."
        )


def _name_of(span: Span) -> str:
    """The clip of a span as messages name it."""
    return span.video.sha256[:12]


def _require_key_picture(packet: av.Packet, number: int, span: Span) -> None:
    if not (packet.is_keyframe and number == span.start):
        raise _no_key_picture(span)


def _no_key_picture(span: Span) -> TimelineError:
    return TimelineError(
        f"Frame {span.start} of the piece {_name_of(span)} is not a key picture, so it cannot be cut"
        " there without encoding."
    )


def _chapters(brief: StitchBrief) -> list:
    """The chapters as PyAV takes them; each ends when the next begins, the last with the film."""
    frames = [chapter.start_frame for chapter in brief.chapters]
    frames.append(sum(piece.frames for piece in brief.pieces))
    times = [int(brief.recipe.rate.seconds(frame) * 1000) for frame in frames]
    return [
        {
            "id": number,
            "start": start,
            "end": end,
            "time_base": _MILLISECOND,
            "metadata": {"title": chapter.title},
        }
        for number, (chapter, (start, end)) in enumerate(zip(brief.chapters, pairwise(times), strict=True), 1)
    ]


class _Sound:
    """The film's sound, encoded as one AAC stream while the picture is copied."""

    def __init__(self, film: OutputContainer, path: Path, brief: StitchBrief) -> None:
        self._film = film
        self._stream = film.add_stream("aac", rate=SAMPLE_RATE_HZ, layout="stereo")
        self._stream.bit_rate = AAC_BITS_PER_SECOND
        self._stream.metadata["language"] = _language_code(brief.language)
        self._file = soundfile.SoundFile(path)
        self._written = 0

    def write_until(self, seconds: Fraction) -> None:
        """Encode up to a time of the film."""
        while Fraction(self._written, SAMPLE_RATE_HZ) < seconds and self._write_block():
            pass

    def finish(self) -> None:
        """Encode what is left."""
        while self._write_block():
            pass
        self._film.mux(self._stream.encode(None))
        self._file.close()

    def _write_block(self) -> bool:
        """Encode the next block; false if there is none."""
        block = self._file.read(AAC_FRAME_SAMPLES, dtype="float32", always_2d=True)
        if not len(block):
            return False
        planes = np.ascontiguousarray(block.T, np.float32)
        frame = av.AudioFrame.from_ndarray(planes, format="fltp", layout="stereo")
        frame.sample_rate = SAMPLE_RATE_HZ
        frame.pts = self._written
        frame.time_base = Fraction(1, SAMPLE_RATE_HZ)
        self._film.mux(self._stream.encode(frame))
        self._written += len(block)
        return True


def _with_captions(cut: Path, vtt: bytes, language: str, folder: Path) -> Path:
    """A copy of the cut with a soft caption track, which players show only if asked."""
    captions, film = folder / "captions.vtt", folder / "film.mp4"
    captions.write_bytes(vtt)
    copy = ["-map", "0:v", "-map", "0:a", "-map", "1", "-map_chapters", "0", "-c", "copy", "-c:s", "mov_text"]
    tags = ["-metadata:s:s:0", f"language={_language_code(language)}"]
    # Without a coarse clock for the whole file the chapter track gets the finest clock of the streams, in
    # which a sample of over 11 s does not fit 31 bits.
    clock = ["-movie_timescale", "1000", "-movflags", "+faststart"]
    run_ffmpeg(["-i", str(cut), "-i", str(captions), *copy, *tags, *clock, str(film)])
    return film
