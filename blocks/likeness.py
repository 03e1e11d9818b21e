"""Says in words what the reference pictures show, so that an engine can tell people apart."""

from __future__ import annotations

from collections.abc import Iterator

from storyreel.film.assets import AssetRef
from storyreel.film.briefs import OF_PLACE, OF_SHOT, OF_STYLE, Reference, StillBrief
from storyreel.film.errors import CapabilityError
from storyreel.film.prompt_parts import PromptPart, PromptRole

_SUBJECTS = {
    OF_PLACE: "the place",
    OF_STYLE: "the film's style",
    OF_SHOT: "the director's reference",
}


def shown_pictures(brief: StillBrief, most: int, model: str) -> tuple[AssetRef, ...]:
    """Pictures that belong to a prompt: the shot's first frame if its last is drawn, then the references.

    Raises:
        CapabilityError: they are more than the engine takes.
    """
    opening = (brief.opening,) if brief.opening is not None else ()
    pictures = (*opening, *(reference.picture for reference in brief.references))
    if len(pictures) > most:
        raise CapabilityError(
            f"{model} was given {len(pictures)} pictures; at most {most} are accepted. Nothing was"
            " spent. Name another engine in film.toml."
        )
    return pictures


def names_of_pictures(brief: StillBrief) -> tuple[str, ...]:
    """What each picture shows, in the order of `shown_pictures`.

    'the first frame', 'the place', or the first words of a person's description.
    """
    opening = ("the first frame",) if brief.opening is not None else ()
    return (*opening, *(_subject_of(reference).partition(",")[0] for reference in brief.references))


def parts_beside_pictures(brief: StillBrief, avoided: bool = True) -> tuple[PromptPart, ...]:
    """The prompt in parts, with what each picture shows, by its number.

    avoided: whether it also says what must not be seen, for an engine without a negative prompt.
    """
    return tuple(_parts(brief, avoided=avoided))


def _parts(brief: StillBrief, *, avoided: bool) -> Iterator[PromptPart]:
    for sentence in _about_pictures(brief):
        yield PromptPart(role=PromptRole.TASK, text=sentence)
    yield from brief.picture.parts
    if avoided and brief.picture.negative_prompt:
        words = f"Not in the picture: {brief.picture.negative_prompt}."
        yield PromptPart(role=PromptRole.STYLE, text=words)


def _about_pictures(brief: StillBrief) -> Iterator[str]:
    if brief.opening is not None:
        yield "Picture 1 is the first frame of this shot; keep its people, clothes, place, light and style."
    first = 1 if brief.opening is None else 2
    for number, reference in enumerate(brief.references, start=first):
        yield f"Picture {number} {shows(reference)}"


def shows(reference: Reference) -> str:
    """What a picture is for, to be said after its number."""
    if reference.of == OF_STYLE:
        return "shows the style of the film; take its colours, light and texture, and nothing that is in it."
    if reference.of == OF_SHOT:
        return "is the director's reference for this shot; follow it where the words allow it."
    return f"shows {_subject_of(reference)}; keep the likeness."


def _subject_of(reference: Reference) -> str:
    """What a picture shows, in words: 'the place', or a person's description."""
    return _SUBJECTS.get(reference.of, reference.of)
