"""The pictures that a clip must begin and end with."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.briefs import ClipBrief
from storyreel.film.errors import CapabilityError
from storyreel.film.recipe import PictureRecipe
from storyreel.film.timecode import FrameSize
from storyreel.film.timeline import Span

if TYPE_CHECKING:
    from av import VideoFrame


def first_picture(brief: ClipBrief, store: AssetStore) -> AssetRef:
    """The first picture of a segment: the shot's first keyframe, or the previous segment's last frame used.

        segment before  |-----------x|....      previous_end: x is its last frame used
        this segment                |x----      x is frame 0 again, so the segments overlap by one

    Raises:
        CapabilityError: a later segment is asked for without the previous one.
    """
    if brief.previous is not None:
        return _last_frame(store, brief.previous, brief.previous_end, brief.recipe)
    if brief.first_frame:
        raise _no_segment_before(brief)
    return brief.keyframes.first


def _no_segment_before(brief: ClipBrief) -> CapabilityError:
    return CapabilityError(
        f"The segment from frame {brief.first_frame} comes without the one before; this engine goes on"
        " from its last frame. Nothing was spent. This is a bug in storyreel; please report it."
    )


def _last_frame(store: AssetStore, video: AssetRef, end: int, recipe: PictureRecipe) -> AssetRef:
    """Frame `end` - 1 of a clip, counted at the recipe's rate, as a PNG of the clip's own size in RGB."""
    from storyreel.editing.footage import frames_of
    from storyreel.editing.probe import probe_video

    path = store.path(video)
    facts = probe_video(path)
    own_size = FrameSize(width_px=facts.width_px // 2 * 2, height_px=facts.height_px // 2 * 2)
    span = Span(video=video, start=end - 1, end=end)
    frame = next(iter(frames_of(path, span, recipe.model_copy(update={"size": own_size}))))
    return store.put(_as_png(frame), "image/png")


def _as_png(frame: VideoFrame) -> bytes:
    png = io.BytesIO()
    _in_rgb(frame).to_image().save(png, format="PNG", compress_level=6)
    return png.getvalue()


def _in_rgb(frame: VideoFrame) -> VideoFrame:
    return frame.reformat(
        format="rgb24",
        src_colorspace="ITU709",
        dst_colorspace="ITU709",
        src_color_range="MPEG",
        dst_color_range="JPEG",
    )


def end_picture(brief: ClipBrief) -> AssetRef | None:
    """The picture that the segment must end with; None if any picture will do."""
    return brief.keyframes.last if brief.last_frame else None


def encoded(store: AssetStore, ref: AssetRef) -> str:
    """A picture's bytes in base64."""
    from base64 import b64encode

    return b64encode(store.read(ref)).decode("ascii")
