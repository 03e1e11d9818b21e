"""Small briefs with pictures that carry a counter, which shows from which frame a clip continued."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.briefs import ClipBrief, Keyframes, Picture, StillBrief
from storyreel.film.places import Place, PlaceKind, TimeOfDay, Weather
from storyreel.film.prompt_parts import PromptPart, PromptRole
from storyreel.film.recipe import PictureRecipe
from storyreel.film.storyboard import CameraMove, Mood, ShotSize
from storyreel.film.timecode import FrameRate, FrameSize
from tests.fakes import counter

RECIPE = PictureRecipe(size=FrameSize(width_px=640, height_px=360), rate=FrameRate(numerator=24))
PICTURE = Picture(
    place=Place(kind=PlaceKind.KITCHEN, interior=True, name="KITCHEN"),
    time=TimeOfDay.NIGHT,
    weather=Weather.CLEAR,
    mood=Mood.CALM,
    size=ShotSize.WIDE,
    move=CameraMove.STATIC,
    figures=(),
    action="Rain on the window.",
    prompt="Wide shot. A kitchen at night, rain on the window.",
)
LONG_PICTURE = PICTURE.in_parts(
    (
        PromptPart(role=PromptRole.STYLE, text="Oil on canvas. " * 600),
        PromptPart(role=PromptRole.ACTION, text="Rain runs down the window."),
    )
)
"""A picture with a prompt that is longer than any engine takes."""


def numbered_picture(store: AssetStore, number: int, shade: int = 90) -> AssetRef:
    """A plain picture with a number along its top."""
    content = io.BytesIO()
    Image.fromarray(counter.stamp(np.full((360, 640, 3), shade, np.uint8), number)).save(
        content, format="PNG"
    )
    return store.put(content.getvalue(), "image/png")


def clip_brief(
    store: AssetStore, start: int = 100, end: int = 900, frames: int = 96, **changes: object
) -> ClipBrief:
    """One segment that begins with picture `start`.

    It need not end on picture `end` unless `last_frame` says so.
    """
    keyframes = Keyframes(first=numbered_picture(store, start), last=numbered_picture(store, end))
    given = {
        "picture": PICTURE,
        "keyframes": keyframes,
        "recipe": RECIPE,
        "shot_frames": frames,
        "frames": frames,
        "last_frame": False,
        "seed": 7,
    }
    return ClipBrief.model_validate(given | changes)


def still_brief(**changes: object) -> StillBrief:
    """One first frame."""
    return StillBrief.model_validate({"picture": PICTURE, "recipe": RECIPE, "seed": 7} | changes)
