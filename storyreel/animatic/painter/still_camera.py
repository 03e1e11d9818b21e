"""Films a picture that has no layers: the shot's camera move over a still.

picture  |------------------------------|
first        |--------------------|          the window of the first frame, as wide as the move allows
last            |--------------------|
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageOps

from storyreel.animatic.painter.camera import Aim, CameraPath, ease, plan_move
from storyreel.film.assets import PICTURE_FORMATS, AssetRef, AssetStore
from storyreel.film.briefs import ClipBrief
from storyreel.film.storyboard import CameraMove, ShotSize

CREEP = 1.04
"""How far a static camera moves nearer, because a picture without any motion looks broken."""
CLOSENESS = {
    ShotSize.MEDIUM: 0.5,
    ShotSize.MEDIUM_CLOSE: 0.7,
    ShotSize.CLOSE: 0.9,
    ShotSize.EXTREME_CLOSE: 1.0,
}
CHANGE_FROM, CHANGE_TO = 1 / 3, 2 / 3
"""Part of the shot in which a first picture dissolves into another last one."""


@dataclass(frozen=True)
class Window:
    """The part of the picture that is seen: its middle and its width, in shares of the picture's size."""

    x: float
    y: float
    width: float

    def box(self, width_px: int, height_px: int) -> tuple[float, float, float, float]:
        """Left, top, right and bottom in pixels."""
        across, down = self.width * width_px, self.width * height_px
        left, top = self.x * width_px - across / 2, self.y * height_px - down / 2
        right, bottom = min(float(width_px), left + across), min(float(height_px), top + down)
        return max(0.0, left), max(0.0, top), right, bottom


def still_frames(brief: ClipBrief, store: AssetStore) -> Iterator[np.ndarray]:
    """Frames [first_frame, first_frame + frames) of the shot: `(height, width, 3)` uint8 RGB."""
    keyframes, size = brief.keyframes, (brief.recipe.size.width_px, brief.recipe.size.height_px)
    first = _opened(keyframes.first, brief, store)
    last = first if keyframes.last == keyframes.first else _opened(keyframes.last, brief, store)
    path = camera_path(brief)
    for number in range(brief.first_frame, brief.first_frame + brief.frames):
        progress = number / max(1, brief.shot_frames - 1)
        window = window_at(path, progress, float(brief.recipe.rate.seconds(number)))
        share = 0.0 if last is first else _dissolved(progress)
        yield np.asarray(_blended(first, last, share, window.box(*first.size), size))


def _dissolved(progress: float) -> float:
    """How much of the last picture is seen, 0 to 1."""
    return ease(min(1.0, max(0.0, (progress - CHANGE_FROM) / (CHANGE_TO - CHANGE_FROM))))


def _blended(
    first: Image.Image,
    last: Image.Image,
    share: float,
    box: tuple[float, float, float, float],
    size: tuple[int, int],
) -> Image.Image:
    """A box of two pictures at the size of the frame, with `share` of the last."""
    weighted = ((first, 1 - share), (last, share))
    pictures = [picture for picture, weight in weighted if weight > 0]
    seen = [picture.resize(size, Image.Resampling.BICUBIC, box=box) for picture in pictures]
    return seen[0] if len(seen) == 1 else Image.blend(seen[0], seen[1], share)


def camera_path(brief: ClipBrief) -> CameraPath:
    """The shot's move; a standing camera creeps nearer."""
    if brief.picture.move is CameraMove.STATIC:
        return CameraPath(Aim(), Aim(zoom=CREEP))
    return plan_move(brief.picture.move, CLOSENESS.get(brief.picture.size, 0.0), brief.seed)


def window_at(path: CameraPath, progress: float, seconds: float) -> Window:
    """What is seen at a share 0 to 1 of the shot; it never leaves the picture.

    >>> window_at(CameraPath(Aim(), Aim(zoom=2.0)), 1.0, 0.0)
    Window(x=0.5, y=0.5, width=0.5)
    """
    aim = path.at(progress, seconds)
    width = _room(path) / (aim.zoom * aim.approach)
    return Window(0.5 + _aside(aim) * width, 0.5 + _below(aim) * width, width)


def _aside(aim: Aim) -> float:
    return aim.turn_x + aim.slide_x


def _below(aim: Aim) -> float:
    return aim.turn_y + aim.slide_y


def _room(path: CameraPath) -> float:
    """Width of the widest window with which the whole move stays inside the picture."""
    return min(1.0, *(_room_at(aim, path.sway) for aim in (path.start, path.end)))


def _room_at(aim: Aim, sway: float) -> float:
    reach = max(abs(_aside(aim)), abs(_below(aim))) + sway
    return aim.zoom * aim.approach / (1 + 2 * reach)


def _opened(ref: AssetRef, brief: ClipBrief, store: AssetStore) -> Image.Image:
    """A picture in the film's shape, no smaller than the film."""
    with Image.open(store.path(ref), formats=PICTURE_FORMATS) as picture:
        size = brief.recipe.size
        scale = max(1.0, min(2.0, picture.width / size.width_px))
        fitted = (round(size.width_px * scale), round(size.height_px * scale))
        return ImageOps.fit(picture.convert("RGB"), fitted, Image.Resampling.LANCZOS)
