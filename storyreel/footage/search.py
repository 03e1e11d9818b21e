"""Chooses the stretch of footage for a shot and cuts it out as the film needs it.

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
"""A window that is less near by at most this may be taken instead, so that the shots of a place differ."""
GUARD_SECONDS = 0.06
"""Distance kept from a cut, so that no picture from beyond it is seen at another frame rate."""
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
    """Seconds at its end for which the last picture is repeated, because the stretch is too short."""
    nearness: float


def find_window(index: Index, query: np.ndarray, seconds: float, seed: int) -> Window:
    """The nearest window that many seconds long.

    Among windows that are about as near the seed decides, so equal briefs get equal footage.
    """
    windows = _windows(index, query, seconds)
    best = max(window.nearness for window in windows)
    near = [window for window in windows if window.nearness >= best - NEAR_AS_GOOD]
    near.sort(key=lambda window: (str(window.path), window.start))
    return near[int(np.random.default_rng(seed).integers(len(near)))]


def _windows(index: Index, query: np.ndarray, seconds: float) -> list[Window]:
    """Windows around the nearest samples, without those that mostly overlap a nearer one."""
    windows: list[Window] = []
    for sample, nearness in index.nearest(query, LOOKED_AT):
        clip = index.clips[index.clip_of[sample]]
        stretch = clip.stretches[index.stretch_of[sample]]
        window = _around(clip.path, stretch, float(index.times[sample]), seconds, nearness)
        if not any(_overlap(window, other, seconds) for other in windows):
            windows.append(window)
    return windows


def _overlap(one: Window, other: Window, seconds: float) -> bool:
    """Whether two windows of that length share more than half of it."""
    return one.path == other.path and abs(other.start - one.start) < seconds / 2


def shoot_from_footage(brief: ClipBrief, index: Index, embedder: Embedder, store: AssetStore) -> Clip:
    """A segment of the window that was found for its whole shot, at the film's rate and size, without sound.

    Raises:
        RenderError: the clip is damaged there, or was removed since it was indexed.
    """
    rate = brief.recipe.rate
    seconds = float(rate.seconds(brief.shot_frames))
    query = query_of(words_of_shot(brief.picture), _keyframe(brief, store), embedder)
    window = find_window(index, query, seconds, brief.seed)
    folder = store.workspace()
    try:
        source, start = _cut_out(window, seconds, folder)
        last = max(1, rate.nearest_frame(seconds - window.held))
        first = rate.nearest_frame(start)
        path = folder / "clip.mp4"
        with PictureEncoder(path, brief.recipe, brief.cut_points) as encoder:
            _write(encoder, source, first, last, brief)
        return Clip(video=store.put(path, "video/mp4"), frames=encoder.frames)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(encoder: PictureEncoder, source: Path, first: int, last: int, brief: ClipBrief) -> None:
    """Write the frames of the segment; from frame `last` of the shot on, the picture is repeated."""
    start = min(brief.first_frame, last - 1)
    moving = max(1, min(brief.first_frame + brief.frames, last) - start)
    span = Span(video=_UNSTORED, start=first + start, end=first + start + moving)
    picture = None
    for picture in frames_of(source, span, brief.recipe):
        encoder.add(picture)
    while picture is not None and encoder.frames < brief.frames:
        encoder.add(picture)


def _around(path: Path, stretch: Stretch, time: float, seconds: float, nearness: float) -> Window:
    """The window of a stretch with the sample in its middle, or as near to it as the stretch allows.

    A stretch that is too short counts less.
    """
    start = stretch.start + (GUARD_SECONDS if stretch.start else 0.0)
    end = max(start + GUARD_SECONDS, stretch.end - GUARD_SECONDS)
    length = end - start
    if length >= seconds:
        return Window(path, min(max(start, time - seconds / 2), end - seconds), 0.0, nearness)
    return Window(path, start, seconds - length, nearness * (0.4 + 0.6 * length / seconds))


def _cut_out(window: Window, seconds: float, folder: Path) -> tuple[Path, float]:
    """A file that holds the window, and the second at which it begins in it."""
    if window.start < SEEK_SECONDS:
        return window.path, window.start
    path = folder / "window.mkv"
    guards = ("-protocol_whitelist", "file", "-format_whitelist", "mov,matroska")
    seek = ("-ss", f"{window.start:.3f}", "-i", str(window.path), "-t", f"{seconds - window.held + 0.5:.3f}")
    codec = ("-map", "0:v:0", "-an", "-c:v", "libx264", "-crf", "12", "-preset", "veryfast")
    run_ffmpeg([*guards, *seek, *codec, str(path)])
    return path, 0.0


def _keyframe(brief: ClipBrief, store: AssetStore) -> np.ndarray:
    with Image.open(store.path(brief.keyframes.first), formats=PICTURE_FORMATS) as picture:
        return _small(picture)


def _small(picture: Image.Image) -> np.ndarray:
    small = picture.convert("RGB")
    small.thumbnail((SAMPLE_SIDE, SAMPLE_SIDE))
    return np.asarray(small)
