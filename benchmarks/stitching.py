"""What it costs to stitch a film, against MoviePy, which joins the same clips in its usual way.

Twelve clips of six seconds, 1080p at 24 frames a second, with dissolves of half a second and one sound for
all. The clips are made first and are not counted. Each way runs in a process of its own. Its CPU time is that
of the process and of all programs that it starts.

    python -m benchmarks.stitching            all rows, as JSON and as a table
    python -m benchmarks.stitching --no-moviepy
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
import psutil
import soundfile
from PIL import Image

from storyreel.editing.conform import encode_chunk
from storyreel.editing.encoder import PictureEncoder
from storyreel.editing.ffmpeg import run_ffmpeg
from storyreel.editing.stitch import stitch_film
from storyreel.film.assets import AssetRef
from storyreel.film.briefs import Clip
from storyreel.film.cutting import Chapter, StitchBrief
from storyreel.film.recipe import SAMPLE_RATE_HZ, PictureRecipe
from storyreel.film.storyboard import TransitionKind
from storyreel.film.timeline import (
    ChunkBrief,
    Piece,
    PieceKind,
    PlannedPiece,
    Segment,
    ShotPicture,
    Span,
    cut_points,
    plan_pieces,
)
from storyreel.vault.disk import DiskVault

CLIPS, CLIP_FRAMES, DISSOLVE_FRAMES, LONG_FILM_CLIPS = 12, 144, 12, 240
RECIPE = PictureRecipe()
FOREIGN_ENCODING = (
    *("-c:v", "libx264"),
    *("-preset", "medium"),
    *("-crf", "18"),
    *("-r", "25"),
    *("-colorspace", "bt709"),
)
"""Another encoding than the recipe's, at another rate."""
SAMPLED_EVERY_SECONDS = 0.05


@dataclass(frozen=True)
class Measurement:
    """One way of joining the clips."""

    way: str
    frames: int
    cpu_seconds: float
    wall_seconds: float
    peak_mb: float


def main() -> None:
    """Measure every way, or run one of them in this process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", choices=sorted(WAYS), help="run one way on the clips in --folder and stop")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--no-moviepy", action="store_true", help="leave out MoviePy, which takes minutes")
    chosen = parser.parse_args()
    if chosen.run:
        sys.stdout.write(f"{WAYS[chosen.run](chosen.folder)}\n")
        return
    with tempfile.TemporaryDirectory() as folder:
        make_clips(Path(folder))
        rows = [measure(way, Path(folder)) for way in WAYS if not (chosen.no_moviepy and way == "moviepy")]
    sys.stdout.write(json.dumps([asdict(row) for row in rows], indent=1) + "\n\n" + table(rows) + "\n")


def make_clips(folder: Path) -> None:
    """Make clips as an engine makes them, with key pictures on the cut points, and by another encoder."""
    whole = Segment(first_frame=0, frames=CLIP_FRAMES)
    points = cut_points(whole, CLIP_FRAMES, DISSOLVE_FRAMES, DISSOLVE_FRAMES)
    for number in range(CLIPS):
        path = folder / f"clip{number:02}.mp4"
        with PictureEncoder(path, RECIPE, points) as encoder:
            for frame in moving_pictures(number):
                encoder.add(frame)
        run_ffmpeg(["-i", str(path), *FOREIGN_ENCODING, str(folder / f"foreign{number:02}.mp4")])


def moving_pictures(seed: int) -> Iterator[av.VideoFrame]:
    """A camera that moves over a texture like a painting, directly in 4:2:0."""
    size, chance = RECIPE.size, np.random.default_rng(seed)
    wide, high = size.width_px + 2 * CLIP_FRAMES * 2, size.height_px + CLIP_FRAMES * 2
    planes = [
        _texture(chance, wide, high),
        _texture(chance, wide // 2, high // 2),
        _texture(chance, wide // 2, high // 2),
    ]
    for number in range(CLIP_FRAMES):
        frame = av.VideoFrame(size.width_px, size.height_px, "yuv420p")
        for target, plane, scale in zip(frame.planes, planes, (1, 2, 2), strict=True):
            _fill(target, _window(plane, number, scale))
        yield frame


def _window(plane: np.ndarray, number: int, scale: int) -> np.ndarray:
    """The part of a plane that the camera sees in a frame. scale: 2 for planes of half the size."""
    x, y = 4 * number // scale, 2 * number // scale
    return plane[y : y + RECIPE.size.height_px // scale, x : x + RECIPE.size.width_px // scale]


def _fill(target: Any, part: np.ndarray) -> None:
    target.update(_padded(part, target.line_size).tobytes())


def _padded(part: np.ndarray, width: int) -> np.ndarray:
    padded = np.zeros((part.shape[0], width), np.uint8)
    padded[:, : part.shape[1]] = part
    return padded


def _texture(chance: np.random.Generator, width: int, height: int) -> np.ndarray:
    """Large soft shapes with smaller ones over them; (height, width) uint8."""
    layers: list[np.ndarray] = []
    for step, share in ((180, 0.6), (40, 0.25), (9, 0.15)):
        small = chance.integers(40, 200, (height // step + 1, width // step + 1)).astype(np.uint8)
        large = Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC)
        layers.append(np.asarray(large) * share)
    return np.sum(layers, axis=0).astype(np.uint8)


def ours(folder: Path) -> int:
    """Dissolves are encoded, bodies copied."""
    return _stitch(folder, "clip", CLIPS, copied=True)


def ours_foreign(folder: Path) -> int:
    """Every piece is encoded, because the clips come from another encoder."""
    return _stitch(folder, "foreign", CLIPS, copied=False)


def ours_long(folder: Path) -> int:
    """The same clips many times. Equal dissolves are encoded once."""
    return _stitch(folder, "clip", LONG_FILM_CLIPS, copied=True)


def moviepy(folder: Path) -> int:
    """The film by MoviePy, as its users write it."""
    from moviepy import AudioFileClip, VideoFileClip, concatenate_videoclips, vfx

    seconds, target = DISSOLVE_FRAMES / 24, str(folder / "moviepy.mp4")
    clips = [VideoFileClip(str(folder / f"clip{number:02}.mp4")) for number in range(CLIPS)]
    faded = [clips[0], *(clip.with_effects([vfx.CrossFadeIn(seconds)]) for clip in clips[1:])]
    frames = CLIPS * CLIP_FRAMES - (CLIPS - 1) * DISSOLVE_FRAMES
    sound = AudioFileClip(str(_sound(folder, frames)))
    film = concatenate_videoclips(faded, method="compose", padding=-seconds).with_audio(sound)
    encoding = {"preset": RECIPE.preset, "ffmpeg_params": ["-crf", str(RECIPE.crf)]}
    film.write_videofile(target, fps=24, audio_codec="aac", logger=None, **encoding)
    for clip in (*clips, sound):
        clip.close()
    with av.open(target) as made:
        return made.streams.video[0].frames


WAYS = {"ours": ours, "ours, foreign clips": ours_foreign, "ours, 240 clips": ours_long, "moviepy": moviepy}


def _stitch(folder: Path, kind: str, count: int, *, copied: bool) -> int:
    """Encode the pieces that must be encoded, and stitch; returns the film's frames."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        store = DiskVault(Path(place))
        clips = [_kept(store, folder / f"{kind}{number:02}.mp4") for number in range(CLIPS)]
        made: dict[Piece, Piece] = {}
        pieces: list[Piece] = []
        for planned in _planned(count):
            piece = _piece(planned, clips)
            if piece not in made:
                made[piece] = piece if copied and piece.kind is PieceKind.BODY else _encoded(piece, store)
            pieces.append(made[piece])
        return stitch_film(_brief(store, pieces), store).frames


def _piece(planned: PlannedPiece, clips: list[AssetRef]) -> Piece:
    spans = [
        Span(video=clips[int(span.clip) % CLIPS], start=span.start, end=span.end) for span in planned.spans
    ]
    return Piece(kind=planned.kind, spans=tuple(spans))


def _brief(store: DiskVault, pieces: list[Piece]) -> StitchBrief:
    frames = sum(piece.frames for piece in pieces)
    return StitchBrief(
        pieces=tuple(pieces),
        audio=store.put(_sound(store.workspace(), frames), "audio/flac"),
        samples=RECIPE.rate.samples(frames, SAMPLE_RATE_HZ),
        captions=(),
        chapters=(Chapter(start_frame=0, title="One"),),
        title="Benchmark",
        language="en",
        recipe=RECIPE,
    )


def _planned(count: int) -> tuple[PlannedPiece, ...]:
    """The cut, as a film plans it."""
    shots = (_shot(number, first=number == 0, last=number == count - 1) for number in range(count))
    return plan_pieces(tuple(shots))


def _shot(number: int, *, first: bool, last: bool) -> ShotPicture:
    dissolve, cut = TransitionKind.DISSOLVE, TransitionKind.CUT
    return ShotPicture(
        id=f"S{number}",
        segments=(Segment(first_frame=0, frames=CLIP_FRAMES),),
        clips=(str(number),),
        head=0 if first else DISSOLVE_FRAMES,
        tail=0 if last else DISSOLVE_FRAMES,
        begins=cut if first else dissolve,
        ends=cut if last else dissolve,
    )


def _encoded(piece: Piece, store: DiskVault) -> Piece:
    return _whole(encode_chunk(ChunkBrief(piece=piece, recipe=RECIPE), store))


def _whole(clip: Clip) -> Piece:
    return Piece(kind=PieceKind.BODY, spans=(Span(video=clip.video, start=0, end=clip.frames),))


def _kept(store: DiskVault, path: Path) -> AssetRef:
    return store.put(path.read_bytes(), "video/mp4")


def _sound(folder: Path, frames: int) -> Path:
    """A tone as long as the film, written in blocks."""
    path, left, block = folder / "sound.flac", RECIPE.rate.samples(frames, SAMPLE_RATE_HZ), SAMPLE_RATE_HZ
    tone = 0.2 * np.sin(2 * np.pi * 220 * np.arange(block) / SAMPLE_RATE_HZ).astype(np.float32)
    with soundfile.SoundFile(path, "w", SAMPLE_RATE_HZ, 2, "PCM_24") as file:
        while left > 0:
            file.write(np.column_stack([tone, tone])[:left])
            left -= block
    return path


def measure(way: str, folder: Path) -> Measurement:
    """Run one way in a process of its own."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [sys.executable, "-m", "benchmarks.stitching", "--run", way, "--folder", str(folder)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    watch = _MemoryWatch(child.pid)
    output, _ = child.communicate()
    peak = watch.finish()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if child.returncode:
        raise SystemExit(f"{way!r} failed with exit code {child.returncode}; its message is above.")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    wall = time.monotonic() - began
    return Measurement(way, int(output.split()[-1]), round(cpu, 1), round(wall, 1), round(peak / 2**20))


class _MemoryWatch:
    """Samples the resident memory of a process and all it started."""

    def __init__(self, pid: int) -> None:
        self._pid, self._peak, self._done = pid, 0, threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._thread.start()

    def finish(self) -> int:
        """The greatest sum seen, in bytes."""
        self._done.set()
        self._thread.join()
        return self._peak

    def _sample(self) -> None:
        while not self._done.wait(SAMPLED_EVERY_SECONDS):
            with suppress(psutil.Error):  # a process ended meanwhile
                root = psutil.Process(self._pid)
                processes = (root, *root.children(recursive=True))
                total = sum(process.memory_info().rss for process in processes)
                self._peak = max(self._peak, total)


def table(rows: list[Measurement]) -> str:
    """The rows as Markdown, with MoviePy's CPU time over ours if both joined the same twelve clips."""
    theirs = next((row.cpu_seconds for row in rows if row.way == "moviepy"), None)
    lines = [
        "| way | frames | CPU s | wall s | peak MB | MoviePy's CPU / ours |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in rows:
        ratio = f"{theirs / row.cpu_seconds:.1f}" if theirs and row.way != "ours, 240 clips" else ""
        lines.append(
            f"| {row.way} | {row.frames} | {row.cpu_seconds} | {row.wall_seconds} | {row.peak_mb:.0f} |"
            f" {ratio} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
