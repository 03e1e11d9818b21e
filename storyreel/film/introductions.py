"""How people and places that are new to a film are introduced: what a language model is asked, and how its answer joins the survey.

Whom and what the film knew before is never asked about again, so one changed line pays for nobody twice.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from storyreel.film.cast import Look, Voice
from storyreel.film.drafts import Survey
from storyreel.film.frozen import Frozen
from storyreel.film.places import Place
from storyreel.film.screenplay import Screenplay
from storyreel.film.storyboard import Storyboard

MOST_AT_ONCE = 8
"""People, or places, in one question: an answer stays short enough to be whole."""


class Newcomer(Frozen):
    """A person the film has not seen: the script's name, and the script's own words about them."""

    name: str
    excerpts: tuple[str, ...]
    look: Look = Field(description="What the rules took from the words; what the words do not say may be changed.")
    voice: Voice


class NewPlace(Frozen):
    """A place the film has not seen."""

    name: str
    headings: tuple[str, ...]
    excerpts: tuple[str, ...]
    place: Place = Field(description="What the rules took from the heading.")


class IntroductionBrief(Frozen):
    """Asks how new people and places look and sound. No ids, no positions."""

    title: str
    people: tuple[Newcomer, ...] = ()
    places: tuple[NewPlace, ...] = ()
    known_people: tuple[str, ...] = Field(default=(), description="Looks already taken, in words, so that nobody is drawn like another.")


class PersonNotes(Frozen):
    """A person as introduced."""

    name: str = Field(description="As asked.")
    description: str
    look: Look
    voice: Voice


class PlaceNotes(Frozen):
    """A place as introduced."""

    name: str = Field(description="As asked.")
    description: str
    place: Place


class Introduction(Frozen):
    """The answer: one note for each person and place asked about."""

    people: tuple[PersonNotes, ...] = ()
    places: tuple[PlaceNotes, ...] = ()


def introduction_briefs(screenplay: Screenplay, survey: Survey, known: Storyboard | None) -> tuple[IntroductionBrief, ...]:
    """What to ask about the survey's people and places that `known` does not have, a few at a time, in order of appearance."""
    raise NotImplementedError


def introduced(survey: Survey, answers: Sequence[Introduction]) -> Survey:
    """The survey with looks, voices and places as introduced. Ids stay; a name that was not asked about is left out."""
    raise NotImplementedError
