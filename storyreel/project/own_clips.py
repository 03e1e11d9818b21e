"""A person's own clips, stored as clips of the film.

Every file is read to its end before anything is made of it.
"""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import av
from av.error import FFmpegError
from av.video.stream import VideoStream
from PIL import Image

from storyreel.editing.encoder import PictureEncoder
from storyreel.editing.ffmpeg import run_ffmpeg
from storyreel.editing.footage import frames_of
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.briefs import Clip, Keyframes
from storyreel.film.errors import FilmError
from storyreel.film.recipe import PictureRecipe
from storyreel.film.timeline import Span
from storyreel.project.own_files import CLIPS, CONTAINERS, MOST_PIXELS, READ_OPTIONS, OwnFile
from storyreel.project.own_pictures import store_png

CLIP_BYTES = 20_000_000_000
_MEDIA_TYPES = {".webm": "video/webm", ".mkv": "video/x-matroska", ".mov": "video/quicktime"}
_UNSTORED = AssetRef(sha256="0" * 64, media_type="video/mp4", size_bytes=0)


def own_clip(path: Path, where: str, recipe: PictureRecipe, store: AssetStore) -> tuple[Clip, Keyframes]:
    """A clip of any size, rate and codec, its length in the film's frames, with its first and last picture.

    It is stored as it is. One that the cut cannot read by frame number (trimmed without encoding, for
    example) is encoded once.

    Raises:
        SettingsError: the file is missing, holds no picture, or breaks off.
    """
    own = OwnFile(path, where)
    own.require(CLIPS, "a video file", CLIP_BYTES)
    folder = store.workspace()
    try:
        kept = _kept(own, recipe, folder)
        frames, ends = _ends(kept, own, recipe, store)
        media_type = _MEDIA_TYPES.get(kept.suffix, "video/mp4")
        return Clip(video=store.put(kept, media_type), frames=frames), ends
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _kept(own: OwnFile, recipe: PictureRecipe, folder: Path) -> Path:
    """The file to be stored: a copy, or encoded again if a player shows fewer pictures than are announced."""
    decoded, announced = _counted(own)
    if decoded < announced:
        kept = folder / "own.mp4"
        _encode_again(own, decoded, recipe, kept)
        return kept
    kept = folder / f"own{own.path.suffix.lower()}"
    shutil.copyfile(own.path, kept)
    return kept


def _counted(own: OwnFile) -> tuple[int, int]:
    """Pictures decoded, and pictures announced by the file's header (0 if it says nothing).

    Raises:
        SettingsError: the file is not a video, or breaks off.
    """
    try:
        decoded, announced = _decoded(own)
        in_file = announced if decoded >= announced else _packets(own.path)
    except FFmpegError as error:
        raise own.refusal(
            f"which is not a whole video ({error.strerror}); a whole video file ({', '.join(CLIPS)}) is"
            " accepted."
        ) from error
    if not decoded or in_file < announced:
        raise own.refusal(
            f"which breaks off after {in_file} of {announced} pictures; a whole video file is accepted."
        )
    return decoded, announced


def _decoded(own: OwnFile) -> tuple[int, int]:
    """Pictures decoded, and pictures announced."""
    with av.open(str(own.path), options=READ_OPTIONS | {"err_detect": "explode"}) as container:
        if not container.streams.video:
            raise own.refusal("which holds no moving picture; a video file is accepted.")
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        _require_size(stream, own)
        decoded = 0
        for frame in container.decode(stream):
            decoded += 1
            own.require_length(frame.time or 0.0)
        return decoded, stream.frames


def _require_size(stream: VideoStream, own: OwnFile) -> None:
    if stream.width * stream.height > MOST_PIXELS:
        raise own.refusal(_too_large(stream))


def _too_large(stream: VideoStream) -> str:
    return f"which claims {stream.width}x{stream.height} pixels; at most {MOST_PIXELS:,} are accepted."


def _packets(path: Path) -> int:
    """Pictures in the file, with those that a trim hides."""
    with av.open(str(path), options=READ_OPTIONS | {"ignore_editlist": "1"}) as container:
        return sum(packet.size > 0 for packet in container.demux(video=0))


def _encode_again(own: OwnFile, pictures: int, recipe: PictureRecipe, target: Path) -> None:
    """The pictures that a player shows, at the film's rate and size."""
    bare = target.with_name("shown.mkv")
    with _readable_by_frames(own):
        _write_shown(own.path, bare)
        seconds = Fraction(pictures) / _rate(bare)
        span = Span(video=_UNSTORED, start=0, end=max(1, recipe.rate.nearest_frame(seconds)))
        with PictureEncoder(target, recipe) as encoder:
            for frame in frames_of(bare, span, recipe):
                encoder.add(frame)


def _write_shown(path: Path, bare: Path) -> None:
    """The pictures that a player shows, at their own rate and size."""
    guards = ["-protocol_whitelist", "file", "-format_whitelist", CONTAINERS]
    source = ["-i", str(path), "-map", "0:v:0", "-an"]
    codec = ["-c:v", "libx264", "-crf", "14", "-preset", "veryfast"]
    run_ffmpeg([*guards, *source, *codec, str(bare)])


@contextmanager
def _readable_by_frames(own: OwnFile) -> Iterator[None]:
    """Says of what went wrong that the file cannot be read by frames."""
    try:
        yield
    except FilmError as error:
        raise own.refusal(f"which cannot be read by frames ({error.message}).") from error


def _rate(path: Path) -> Fraction:
    with av.open(str(path), options=READ_OPTIONS) as container:
        return Fraction(container.streams.video[0].average_rate or 25)


def _ends(path: Path, own: OwnFile, recipe: PictureRecipe, store: AssetStore) -> tuple[int, Keyframes]:
    """Length in the film's frames, counted as the cut will read them, and the first and last."""
    frames = max(1, recipe.rate.nearest_frame(_seconds(path)))
    with _readable_by_frames(own):
        pictures = frames_of(path, Span(video=_UNSTORED, start=0, end=frames), recipe)
        first = next(pictures)
        last = next(iter(deque(pictures, maxlen=1)), first)
    refs = [store_png(_rgb_of(frame), store) for frame in (first, last)]
    return frames, Keyframes(first=refs[0], last=refs[1])


def _seconds(path: Path) -> Fraction:
    """The length of the pictures, or of the whole file if it does not say theirs."""
    with av.open(str(path), options=READ_OPTIONS) as container:
        stream = container.streams.video[0]
        if stream.duration and stream.time_base:
            return stream.duration * stream.time_base
        return Fraction(container.duration or 0, av.time_base)


def _rgb_of(frame: av.VideoFrame) -> Image.Image:
    """A frame of the film as a picture in RGB."""
    return frame.reformat(
        format="rgb24",
        src_colorspace="ITU709",
        dst_colorspace="ITU709",
        src_color_range="MPEG",
        dst_color_range="JPEG",
    ).to_image()
