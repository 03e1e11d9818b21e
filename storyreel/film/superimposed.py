"""Words that are shown over a shot: how long they take to read, and which frames of it hold them."""

from __future__ import annotations

from pydantic import Field

from storyreel.film.frozen import Frozen
from storyreel.film.timecode import FrameRate

SHORTEST_MS = 2_500
WORD_MS = 300
"""Reading speed of titles: 200 words a minute, a viewer's who also looks at the picture (BBC Subtitle
Guidelines, 160 to 180, read 2026).
"""
FADE_MS = 400
_UNSPACED_FROM = "\u2e80"


class Superimposed(Frozen):
    """Words over a piece of a shot, as part of the time they are shown for."""

    words: str = Field(description="One title a line.")
    shown: int = Field(ge=0, description="Frames of the title before the piece's first frame.")
    frames: int = Field(ge=1, description="Frames it is shown for in all.")
    centred: bool = Field(default=False, description="In the middle of the picture; else low in it.")

    def opacity(self, frame: int, rate: FrameRate) -> float:
        """How strong the words are on a frame of the piece, 0 to 1: they fade in and out."""
        number = self.shown + frame
        fade = max(1, min(rate.nearest_frame(FADE_MS / 1000), self.frames // 4))
        return max(0.0, min(1.0, (number + 1) / fade, (self.frames - number) / fade))


def reading_ms(words: str) -> int:
    """How long words must be shown to be read, in milliseconds, with their fades; 0 for none.

    >>> reading_ms("Spring"), reading_ms("one two three four five six seven eight nine ten"), reading_ms("")
    (3300, 3800, 0)
    """
    if not words.strip():
        return 0
    return max(SHORTEST_MS, WORD_MS * _word_count(words)) + 2 * FADE_MS


def _word_count(words: str) -> int:
    """Words, or half the signs of a script that has no spaces."""
    unspaced = sum(sign >= _UNSPACED_FROM for sign in words)
    return max(len(words.split()), unspaced // 2)
