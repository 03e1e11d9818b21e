"""Puts the finished film together: copies encoded pieces on an integer frame clock, lays the sound under them, adds captions and chapters.

Nothing of the picture is encoded here. It does not know how the pieces were made.
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
from av.container import OutputContainer

from storyreel.editing.captions import caption_file
from storyreel.editing.encoder import timescale
from storyreel.editing.ffmpeg import run_ffmpeg
from storyreel.editing.probe import probe_video
from storyreel.film.assets import AssetStore
from storyreel.film.cutting import FinishedFilm, StitchBrief
from storyreel.film.errors import TimelineError
from storyreel.film.recipe import SAMPLE_RATE_HZ
from storyreel.film.timeline import Piece

AAC_FRAME_SAMPLES = 1024
AAC_BITS_PER_SECOND = 192_000
REORDERED_FRAMES = 3
"""More than x264 ever holds back with these presets, so that a packet is never decoded after it is shown."""
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
}
_LANGUAGES |= {
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
        srt, vtt = caption_file(brief.captions, "srt"), caption_file(brief.captions, "vtt")
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
    """ISO 639-2 code of a language tag, as MP4 wants it; 'und' for one not listed.

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
    options = {"movflags": "+faststart", "video_track_timescale": str(timescale(brief.recipe))}
    with av.open(str(path), "w", format="mp4", options=options) as film:
        film.metadata["title"] = brief.title
        headers = probe_video(store.path(brief.pieces[0].spans[0].video)).extradata
        with av.open(str(store.path(brief.pieces[0].spans[0].video))) as first:
            picture = film.add_stream_from_template(first.streams.video[0])
        picture.time_base = 1 / brief.recipe.rate.fps
        sound = _Sound(film, store.path(brief.audio), brief)
        film.set_chapters(_chapters(brief))
        shown = 0
        for piece in brief.pieces:
            for packet in _packets(piece, store, headers, brief):
                packet.stream = picture
                packet.time_base = 1 / brief.recipe.rate.fps
                number, order = packet.pts or 0, packet.dts or 0
                packet.pts, packet.dts = shown + number, shown + order - REORDERED_FRAMES
                sound.write_until(brief.recipe.rate.seconds(packet.dts))
                film.mux(packet)
            shown += piece.frames
        sound.finish()
    return shown


def _packets(piece: Piece, store: AssetStore, headers: bytes, brief: StitchBrief) -> Iterator[av.Packet]:
    """Packets of a piece, copied; pts is the frame's number in the piece, dts counts up from 0."""
    span = piece.spans[0]
    path = store.path(span.video)
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        if bytes(stream.codec_context.extradata or b"") != headers:
            raise TimelineError(
                f"The piece {span.video.sha256[:12]} was encoded by another recipe than the film's and cannot"
                " be joined without encoding."
            )
        count = 0
        for packet in container.demux(stream):
            if packet.pts is None:
                continue
            number = round(packet.pts * Fraction(stream.time_base or 0) * brief.recipe.rate.fps)
            if packet.is_keyframe and number >= span.end:
                break
            if not span.start <= number < span.end:
                continue
            if count == 0 and not (packet.is_keyframe and number == span.start):
                raise TimelineError(
                    f"Frame {span.start} of the piece {span.video.sha256[:12]} is no key picture, so it"
                    " cannot be cut there without encoding."
                )
            packet.pts, packet.dts, packet.duration = number - span.start, count, 1
            count += 1
            yield packet
    if count != span.frames:
        raise TimelineError(
            f"The piece {span.video.sha256[:12]} has {count} of the {span.frames} frames the cut needs."
        )


def _chapters(brief: StitchBrief) -> list:
    starts = [
        *(chapter.start_frame for chapter in brief.chapters),
        sum(piece.frames for piece in brief.pieces),
    ]
    milliseconds = [
        (int(brief.recipe.rate.seconds(a) * 1000), int(brief.recipe.rate.seconds(b) * 1000))
        for a, b in pairwise(starts)
    ]
    return [
        {
            "id": number,
            "start": start,
            "end": end,
            "time_base": Fraction(1, 1000),
            "metadata": {"title": chapter.title},
        }
        for number, (chapter, (start, end)) in enumerate(zip(brief.chapters, milliseconds, strict=True), 1)
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
        block = self._file.read(AAC_FRAME_SAMPLES, dtype="float32", always_2d=True)
        if not len(block):
            return False
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(block.T, np.float32), format="fltp", layout="stereo"
        )
        frame.sample_rate, frame.pts, frame.time_base = (
            SAMPLE_RATE_HZ,
            self._written,
            Fraction(1, SAMPLE_RATE_HZ),
        )
        self._film.mux(self._stream.encode(frame))
        self._written += len(block)
        return True


def _with_captions(cut: Path, vtt: bytes, language: str, folder: Path) -> Path:
    """A copy of the cut with a soft caption track that players offer and leave off until asked."""
    captions, film = folder / "captions.vtt", folder / "film.mp4"
    captions.write_bytes(vtt)
    copy = ["-map", "0:v", "-map", "0:a", "-map", "1", "-map_chapters", "0", "-c", "copy", "-c:s", "mov_text"]
    # Without a coarse clock for the whole file the chapter track gets the finest of its streams', in which a
    # sample of over 11 s does not fit 31 bits.
    tags = [
        "-metadata:s:s:0",
        f"language={_language_code(language)}",
        "-movie_timescale",
        "1000",
        "-movflags",
        "+faststart",
    ]
    run_ffmpeg(["-i", str(cut), "-i", str(captions), *copy, *tags, str(film)])
    return film
