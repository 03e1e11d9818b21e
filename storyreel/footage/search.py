"""Chooses the stretch of footage for a shot and cuts it out as the film needs it.

It does not know how nearness is measured.

stretch   |---------------------------------|
best sample            ^
window           |-----------|                   around it, inside the stretch
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from storyreel.editing.encoder import PictureEncoder
from storyreel.editing.ffmpeg import run_ffmpeg
from storyreel.editing.footage import frames_of
from storyreel.film.assets import PICTURE_FORMATS, AssetRef, AssetStore
from storyreel.film.briefs import Clip, ClipBrief
from storyreel.film.timeline import Span
from storyreel.footage.embedding import Embedder
from storyreel.footage.index import Index, query_of
from storyreel.footage.sampling import SAMPLE_SIDE, Stretch
from storyreel.footage.words import words_of_shot

LOOKED_AT = 200
"""Samples among which the window is chosen."""
NEAR_AS_GOOD = 0.04
"""By how much less near a window may be to be taken instead, so that one window is not seen in every shot of
a place.
"""
GUARD_SECONDS = 0.06
"""Kept away from a cut, so that no picture from beyond it is seen at another frame rate."""
SEEK_SECONDS = 10.0
"""A window that begins later is cut out first: a clip of another size can only be read from its start."""
_UNSTORED = AssetRef(sha256="0" * 64, media_type="video/mp4", size_bytes=0)


@dataclass(frozen=True)
class Window:
    """Footage for a whole shot."""

    path: Path
    start: float
    """Seconds from the clip's start."""
    held: float
    """Seconds at its end for which the last picture is held, because the stretch is too short."""
    nearness: float


def find_window(index: Index, query: np.ndarray, seconds: float, seed: int) -> Window:
    """The nearest window so many seconds long.

    Among windows that are near as good the seed decides, so equal briefs get equal footage.
    """
    windows: list[Window] = []
    for sample, nearness in index.nearest(query, LOOKED_AT):
        clip = index.clips[index.clip_of[sample]]
        window = _around(
            clip.path, clip.stretches[index.stretch_of[sample]], float(index.times[sample]), seconds, nearness
        )
        if not any(
            other.path == window.path and abs(other.start - window.start) < seconds / 2 for other in windows
        ):
            windows.append(window)
    best = max(window.nearness for window in windows)
    near = sorted(
        (window for window in windows if window.nearness >= best - NEAR_AS_GOOD),
        key=lambda window: (str(window.path), window.start),
    )
    return near[int(np.random.default_rng(seed).integers(len(near)))]


def shoot_from_footage(brief: ClipBrief, index: Index, embedder: Embedder, store: AssetStore) -> Clip:
    """A segment of the window that was found for its whole shot, at the film's rate and size, without sound.

    Raises:
        RenderError: the clip is damaged there, or went away since it was indexed.
    """
    rate = brief.recipe.rate
    query = query_of(words_of_shot(brief.picture), _keyframe(brief, store), embedder)
    window = find_window(index, query, float(rate.seconds(brief.shot_frames)), brief.seed)
    folder = store.workspace()
    try:
        source, start = _at_hand(window, float(rate.seconds(brief.shot_frames)), folder)
        last = max(1, rate.nearest_frame(float(rate.seconds(brief.shot_frames)) - window.held))
        first = rate.nearest_frame(start)
        path = folder / "clip.mp4"
        with PictureEncoder(path, brief.recipe, brief.cut_points) as encoder:
            _write(encoder, source, first, last, brief)
        return Clip(video=store.put(path, "video/mp4"), frames=encoder.frames)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(encoder: PictureEncoder, source: Path, first: int, last: int, brief: ClipBrief) -> None:
    """Frames of the segment; from `last` of the shot on the picture stands."""
    start = min(brief.first_frame, last - 1)
    moving = max(1, min(brief.first_frame + brief.frames, last) - start)
    span = Span(video=_UNSTORED, start=first + start, end=first + start + moving)
    picture = None
    for picture in frames_of(source, span, brief.recipe):
        encoder.add(picture)
    while picture is not None and encoder.frames < brief.frames:
        encoder.add(picture)


def _around(path: Path, stretch: Stretch, time: float, seconds: float, nearness: float) -> Window:
    """The window of a stretch with the sample in its middle where there is room.

    A stretch that is too short counts less.
    """
    start = stretch.start + (GUARD_SECONDS if stretch.start else 0.0)
    end = max(start + GUARD_SECONDS, stretch.end - GUARD_SECONDS)
    length = end - start
    if length >= seconds:
        return Window(path, min(max(start, time - seconds / 2), end - seconds), 0.0, nearness)
    return Window(path, start, seconds - length, nearness * (0.4 + 0.6 * length / seconds))


def _at_hand(window: Window, seconds: float, folder: Path) -> tuple[Path, float]:
    """A file that holds the window, and where it begins in it."""
    if window.start < SEEK_SECONDS:
        return window.path, window.start
    path = folder / "window.mkv"
    guards = ("-protocol_whitelist", "file", "-format_whitelist", "mov,matroska")
    seek = ("-ss", f"{window.start:.3f}", "-i", str(window.path), "-t", f"{seconds - window.held + 0.5:.3f}")
    run_ffmpeg(
        [
            *guards,
            *seek,
            "-map",
            "0:v:0",
            "-an",
            "-c:v",
            "libx264",
            "-crf",
            "12",
            "-preset",
            "veryfast",
            str(path),
        ]
    )
    return path, 0.0


def _keyframe(brief: ClipBrief, store: AssetStore) -> np.ndarray:
    with Image.open(store.path(brief.keyframes.first), formats=PICTURE_FORMATS) as picture:
        small = picture.convert("RGB")
        small.thumbnail((SAMPLE_SIDE, SAMPLE_SIDE))
        return np.asarray(small)
