"""Says in words what the pictures shown to an engine are of, so that it knows which face is whose.

It does not know the engine.
"""

from __future__ import annotations

from storyreel.film.assets import AssetRef
from storyreel.film.briefs import StillBrief
from storyreel.film.errors import CapabilityError


def shown_pictures(brief: StillBrief, most: int, model: str) -> tuple[AssetRef, ...]:
    """The pictures beside the words: the shot's first frame where its last is drawn, then people and places.

    Raises:
        CapabilityError: they are more than the engine takes.
    """
    opening = (brief.opening,) if brief.opening is not None else ()
    pictures = (*opening, *(reference.picture for reference in brief.references))
    if len(pictures) > most:
        raise CapabilityError(
            f"{len(pictures)} pictures were to be shown to {model}; at most {most} are accepted. Nothing was"
            " spent. Name another engine in film.toml."
        )
    return pictures


def names_of_pictures(brief: StillBrief) -> tuple[str, ...]:
    """What each picture beside the words is of, in the order of `shown_pictures`: 'the first frame', 'the place', or the first words said of a person."""
    opening = ("the first frame",) if brief.opening is not None else ()
    return (
        *opening,
        *(
            "the place" if reference.of == "place" else reference.of.partition(",")[0]
            for reference in brief.references
        ),
    )


def prompt_beside_pictures(brief: StillBrief, avoided: bool = True) -> str:
    """The prompt, what each picture is of by its number, and what must not be seen where the engine has no other place for it."""
    words: list[str] = []
    number = 1
    if brief.opening is not None:
        words.append(
            "Picture 1 is the first frame of this shot; keep its people, clothes, place, light and style."
        )
        number = 2
    for reference in brief.references:
        subject = "the place" if reference.of == "place" else reference.of
        words.append(f"Picture {number} shows {subject}; keep the likeness.")
        number += 1
    words.append(brief.picture.prompt)
    if avoided and brief.picture.negative_prompt:
        words.append(f"Not in the picture: {brief.picture.negative_prompt}.")
    return " ".join(words)
