"""The question to a language model about people and places that are new to a film, and its answer."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from storyreel.film.cast import Look, Voice
from storyreel.film.frozen import Frozen
from storyreel.film.places import Place


class Newcomer(Frozen):
    """A person who is new to the film: the script's name, and the script's own words about them."""

    name: str
    excerpts: tuple[str, ...]
    look: Look = Field(
        description="What the rules took from the words; what the words do not say may be changed."
    )
    voice: Voice

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return {"name": self.name, "excerpts": self.excerpts, "look": self.look, "voice": self.voice}


class NewPlace(Frozen):
    """A place that is new to the film."""

    name: str
    headings: tuple[str, ...]
    excerpts: tuple[str, ...]
    place: Place = Field(description="What the rules took from the heading.")

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return {"name": self.name, "headings": self.headings, "excerpts": self.excerpts, "place": self.place}


class IntroductionBrief(Frozen):
    """Asks how new people and places look and sound. No ids, no positions."""

    title: str
    people: tuple[Newcomer, ...] = ()
    places: tuple[NewPlace, ...] = ()
    known_people: tuple[str, ...] = Field(
        default=(), description="Looks already taken, in words, so that nobody is drawn like another."
    )

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return {
            "title": self.title,
            "people": self.people,
            "places": self.places,
            "known_people": self.known_people,
        }


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
