"""The pictures of a place or person: checked, and cut to sizes of about the same area."""

# pyright: reportMissingImports=false
# torch is in the extra `gpu`.

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import torch

from storyreel.diffusion.geometry import size_on_grid
from storyreel.diffusion.jobs import TrainingJob
from storyreel.diffusion.pictures import covering, open_picture, require_reference
from storyreel.film.assets import AssetStore
from storyreel.film.errors import CapabilityError

if TYPE_CHECKING:
    from PIL import Image

_SHAPES = (Fraction(1), Fraction(4, 3), Fraction(16, 9), Fraction(3, 4), Fraction(9, 16), Fraction(2))
"""Shapes that pictures are cut to, so that those of one shape can be in one batch."""


def training_pixels(job: TrainingJob, store: AssetStore, grid_px: int) -> list[torch.Tensor]:
    """The pictures, each (1, 3, height, width) float32 in [-1, 1], in the nearest of a few shapes.

    Raises:
        CapabilityError: one is not a picture, is much smaller than what is trained on, or stands there twice.
    """
    _require_different(job)
    pictures = [open_picture(one.picture, store, "training") for one in job.pictures]
    for picture in pictures:
        require_reference(picture, "training", min(64, job.resolution_px))
    area = job.resolution_px**2
    return [_pixels(covering(picture, _size(picture, area, grid_px))) for picture in pictures]


def _require_different(job: TrainingJob) -> None:
    different = {one.picture.sha256 for one in job.pictures}
    if len(different) < len(job.pictures):
        raise CapabilityError(
            f"{len(job.pictures)} pictures were given to train on, and only {len(different)} of them differ."
            " Nothing was made. Leave out those that are there twice."
        )


def _size(picture: Image.Image, area_px: int, grid_px: int) -> tuple[int, int]:
    shape = min(_SHAPES, key=lambda one: abs(float(one) / (picture.width / picture.height) - 1))
    return size_on_grid(shape, area_px, grid_px)


def _pixels(picture: Image.Image) -> torch.Tensor:
    values = np.asarray(picture, np.float32) / 127.5 - 1
    return torch.from_numpy(values).permute(2, 0, 1)[None].contiguous()
