"""Short ways to ask the painter for a picture in tests."""

from __future__ import annotations

from storyreel.film.briefs import ClipBrief, DrawnFigure, KeyframeBrief, Keyframes, Picture, TalkSpan
from storyreel.film.cast import Look
from storyreel.film.places import Place, PlaceKind, TimeOfDay, Weather
from storyreel.film.recipe import PictureRecipe
from storyreel.film.storyboard import CameraMove, Facing, Mood, ShotSize
from storyreel.film.timecode import FrameSize

SMALL = PictureRecipe(size=FrameSize(width_px=320, height_px=180), preset="ultrafast")


def two_who_talk() -> tuple[DrawnFigure, ...]:
    """Two people who look at each other."""
    return (
        DrawnFigure(look=Look(), facing=Facing.RIGHT, x=0.33, seed=1),
        DrawnFigure(look=Look(garment_colour="#2f5a6b", height=0.9), facing=Facing.LEFT, x=0.67, seed=2),
    )


def a_picture(
    size: ShotSize = ShotSize.WIDE,
    move: CameraMove = CameraMove.STATIC,
    figures: tuple[DrawnFigure, ...] | None = None,
    **more: object,
) -> Picture:
    """A street at dusk."""
    return Picture.model_validate(
        {
            "place": Place(kind=PlaceKind.CITY_STREET, interior=False, name="STREET"),
            "time": TimeOfDay.DUSK,
            "weather": Weather.CLEAR,
            "mood": Mood.CALM,
            "size": size,
            "move": move,
            "figures": two_who_talk() if figures is None else figures,
            "action": "",
            "prompt": "",
            **more,
        }
    )


def keyframe_brief(picture: Picture) -> KeyframeBrief:
    """Asks for small keyframes."""
    return KeyframeBrief(picture=picture, recipe=SMALL, seed=7)


def clip_brief(
    picture: Picture,
    keyframes: Keyframes,
    frames: int = 12,
    shot_frames: int = 24,
    first_frame: int = 0,
    **more: object,
) -> ClipBrief:
    """Asks for a small segment in which the first person talks."""
    return ClipBrief.model_validate(
        {
            "picture": picture,
            "keyframes": keyframes,
            "recipe": SMALL,
            "shot_frames": shot_frames,
            "first_frame": first_frame,
            "frames": frames,
            "talk": (TalkSpan(figure_index=0, start_frame=2, mouth="AADDDBBFFXXAACCGEE"),),
            "seed": 7,
            **more,
        }
    )
