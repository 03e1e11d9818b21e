"""Frame rates as exact fractions, and the size of a frame."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil

from pydantic import Field

from storyreel.film.frozen import Frozen


class FrameRate(Frozen):
    """Frames per second as an exact fraction, for example 24/1 or 24000/1001."""

    numerator: int = Field(default=24, ge=1, description="Frames per `denominator` seconds.")
    denominator: int = Field(default=1, ge=1, description="Seconds in which `numerator` frames pass.")

    @property
    def fps(self) -> Fraction:
        """Frames per second."""
        return Fraction(self.numerator, self.denominator)

    def seconds(self, frames: int) -> Fraction:
        """Exact length of `frames` frames.

        >>> FrameRate().seconds(36)
        Fraction(3, 2)
        """
        return Fraction(frames) / self.fps

    def frames_at_least(self, seconds: Fraction | float) -> int:
        """Fewest whole frames that last `seconds` or longer.

        >>> FrameRate().frames_at_least(1.51)
        37
        """
        return ceil(Fraction(seconds).limit_denominator(1_000_000) * self.fps)

    def nearest_frame(self, seconds: Fraction | float) -> int:
        """Index of the frame boundary nearest to `seconds`.

        >>> FrameRate().nearest_frame(0.5)
        12
        """
        return round(Fraction(seconds).limit_denominator(1_000_000) * self.fps)

    def samples(self, frames: int, sample_rate_hz: int) -> int:
        """Audio samples (per channel) that last as long as `frames` frames, rounded to the nearest sample.

        >>> FrameRate().samples(24, 48_000)
        48000
        """
        return round(self.seconds(frames) * sample_rate_hz)

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return {"numerator": self.numerator, "denominator": self.denominator}


class FrameSize(Frozen):
    """Picture size in pixels; both even, because film is encoded as 4:2:0."""

    width_px: int = Field(default=1920, ge=64, le=7680, multiple_of=2)
    height_px: int = Field(default=1080, ge=64, le=7680, multiple_of=2)

    @property
    def aspect(self) -> Fraction:
        """Width over height.

        >>> FrameSize(width_px=1920, height_px=1080).aspect
        Fraction(16, 9)
        """
        return Fraction(self.width_px, self.height_px)

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return {"width_px": self.width_px, "height_px": self.height_px}
