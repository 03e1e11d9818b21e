"""How a film's picture and sound are encoded. All clips follow it, so that none is encoded twice."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from storyreel.film.frozen import Frozen
from storyreel.film.timecode import FrameRate, FrameSize

SAMPLE_RATE_HZ = 48_000


class PictureRecipe(Frozen):
    """H.264 in 4:2:0, BT.709 limited range, square pixels, closed groups of pictures, one encoder thread.

    One thread, because x264's output depends on the thread count, and chunks of one film must match.
    """

    size: FrameSize = FrameSize()
    rate: FrameRate = FrameRate()
    preset: str = Field(default="veryfast", description="x264 preset.")
    crf: int = Field(
        default=20, ge=0, le=40, description="x264 constant rate factor; lower is larger and better."
    )
    group_frames: int = Field(default=48, ge=1, description="Longest group of pictures.")

    def x264_options(self) -> dict[str, str]:
        """Options for libx264, as ffmpeg and PyAV both take them."""
        return {
            "preset": self.preset,
            "crf": str(self.crf),
            "g": str(self.group_frames),
            "x264-params": (
                "scenecut=0:open-gop=0:threads=1:colorprim=bt709:transfer=bt709:colormatrix=bt709:range=tv"
            ),
        }

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return {
            "size": self.size,
            "rate": self.rate,
            "preset": self.preset,
            "crf": self.crf,
            "group_frames": self.group_frames,
        }
