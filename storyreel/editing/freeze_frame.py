"""A clip of one picture, which is shown if a clip could not be made."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from storyreel.editing.encoder import PictureEncoder, frame_of_rgb
from storyreel.film.assets import PICTURE_FORMATS, AssetStore
from storyreel.film.briefs import Clip, FreezeFrameBrief
from storyreel.film.timecode import FrameSize


def freeze_frame(brief: FreezeFrameBrief, store: AssetStore) -> Clip:
    """The picture, cropped to the film's shape, for as many frames as asked."""
    pixels = _cropped(store.path(brief.picture), brief.recipe.size)
    folder = store.workspace()
    try:
        path = folder / "hold.mp4"
        frame = frame_of_rgb(pixels)
        with PictureEncoder(path, brief.recipe, brief.cut_points) as encoder:
            for _ in range(brief.frames):
                encoder.add(frame)
        return Clip(video=store.put(path, "video/mp4"), frames=encoder.frames)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _cropped(path: Path, size: FrameSize) -> np.ndarray:
    """The picture, cut at its middle to that size: (height, width, 3) uint8."""
    with Image.open(path, formats=PICTURE_FORMATS) as picture:
        shape = (size.width_px, size.height_px)
        return np.asarray(ImageOps.fit(picture.convert("RGB"), shape, Image.Resampling.LANCZOS))
