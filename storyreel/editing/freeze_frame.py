"""A clip that holds one picture: what stands in the cut where a clip could not be made.

It does not know why.
"""

from __future__ import annotations

import shutil

import numpy as np
from PIL import Image, ImageOps

from storyreel.editing.encoder import PictureEncoder, frame_of_rgb
from storyreel.film.assets import PICTURE_FORMATS, AssetStore
from storyreel.film.briefs import Clip, FreezeFrameBrief


def freeze_frame(brief: FreezeFrameBrief, store: AssetStore) -> Clip:
    """The picture, cropped to the film's shape, for as many frames as asked."""
    size = (brief.recipe.size.width_px, brief.recipe.size.height_px)
    with Image.open(store.path(brief.picture), formats=PICTURE_FORMATS) as picture:
        pixels = np.asarray(ImageOps.fit(picture.convert("RGB"), size, Image.Resampling.LANCZOS))
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
