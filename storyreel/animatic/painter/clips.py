"""Films one segment of a shot and encodes it on an exact frame clock."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path

import av
import numpy as np
from av.error import FFmpegError

from storyreel.animatic.painter.compositor import Planes
from storyreel.animatic.painter.keyframes import naming_own_layers, stored_drawings
from storyreel.animatic.painter.shot_renderer import ShotRenderer, Timing
from storyreel.animatic.painter.still_camera import still_frames
from storyreel.editing.encoder import BT709, LIMITED_RANGE, PictureEncoder, frame_of_rgb
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Clip, ClipBrief
from storyreel.film.errors import RenderError, TimelineError
from storyreel.film.recipe import PictureRecipe


def shoot_clip(brief: ClipBrief, store: AssetStore) -> Clip:
    """Frames [first_frame, first_frame + frames) of a shot as H.264 in MP4, key pictures at every cut point.

    A picture without layers is filmed as a still.

    Raises:
        TimelineError: the segment does not lie in its shot, or a cut point not in the segment.
        DrawingError: a layer cannot be used; the message names it.
        RenderError: the encoder failed.
    """
    _check(brief)
    path = store.workspace() / f"{uuid.uuid4().hex}.mp4"
    try:
        _shoot(brief, store, path)
        return Clip(video=store.put(path, "video/mp4"), frames=brief.frames)
    finally:
        path.unlink(missing_ok=True)


def _shoot(brief: ClipBrief, store: AssetStore, path: Path) -> None:
    with naming_own_layers(brief.picture):
        _encode(_pictures(brief, store), brief, path)


def _pictures(brief: ClipBrief, store: AssetStore) -> Iterator[av.VideoFrame]:
    if brief.keyframes.layers:
        return _staged(brief, store)
    return map(frame_of_rgb, still_frames(brief, store))


def _check(brief: ClipBrief) -> None:
    past = brief.first_frame + brief.frames
    if past > brief.shot_frames:
        raise _beyond_shot(brief, past)
    _check_cut_points(brief)


def _beyond_shot(brief: ClipBrief, past: int) -> TimelineError:
    return TimelineError(
        f"segment {brief.first_frame}..{past} goes beyond the shot's {brief.shot_frames} frames; ask for less"
    )


def _check_cut_points(brief: ClipBrief) -> None:
    if wrong := [point for point in brief.cut_points if not 0 <= point < brief.frames]:
        raise _outside_segment(brief, wrong)


def _outside_segment(brief: ClipBrief, wrong: Sequence[int]) -> TimelineError:
    return TimelineError(
        f"cut points {wrong} are outside the segment's {brief.frames} frames; they count from its first frame"
    )


def _staged(brief: ClipBrief, store: AssetStore) -> Iterator[av.VideoFrame]:
    drawings = stored_drawings({layer.name: layer.svg for layer in brief.keyframes.layers}, store)
    timing = Timing(brief.shot_frames, brief.recipe.rate, brief.talk)
    renderer = ShotRenderer(brief.picture, drawings, brief.recipe.size, timing, brief.seed)
    for index in range(brief.frames):
        yield _to_frame(renderer.frame(brief.first_frame + index), brief.recipe)


def _encode(pictures: Iterator[av.VideoFrame], brief: ClipBrief, path: Path) -> None:
    try:
        with PictureEncoder(path, brief.recipe, brief.cut_points) as encoder:
            for picture in pictures:
                encoder.add(picture)
    except (FFmpegError, OSError) as fault:
        raise _encoding_error(brief.recipe, fault) from fault


def _encoding_error(recipe: PictureRecipe, fault: Exception) -> RenderError:
    return RenderError(
        f"the clip could not be encoded: {fault}; check the disk's space and the recipe {recipe!r}",
        command="libx264",
        last_lines="",
    )


def _to_frame(planes: Planes, recipe: PictureRecipe) -> av.VideoFrame:
    frame = av.VideoFrame(recipe.size.width_px, recipe.size.height_px, "yuv420p")
    for plane, pixels in zip(frame.planes, (planes.luma, planes.blue, planes.red), strict=True):
        rows, columns = pixels.shape
        # A plane is a buffer, which the stubs of av 18.1 do not say.
        values = np.frombuffer(plane, np.uint8)  # pyright: ignore[reportCallIssue, reportArgumentType]
        rows_of_plane = values.reshape(-1, plane.line_size)
        rows_of_plane[:rows, :columns] = pixels
    frame.color_range = LIMITED_RANGE
    frame.colorspace = BT709
    return frame
