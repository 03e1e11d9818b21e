"""Names of people and places in `film.toml`, and what is asked for by them."""

from __future__ import annotations

from collections.abc import Mapping

from storyreel.film.drafts import Survey
from storyreel.film.errors import SettingsError
from storyreel.film.likeness import Likeness
from storyreel.film.storyboard import Storyboard


def people_of(film: Storyboard | Survey) -> dict[str, str]:
    """The ids of the cast by name."""
    return {member.name: member.id for member in film.cast}


def places_of(film: Storyboard | Survey) -> dict[str, str]:
    """The ids of the environments by name."""
    return {environment.place.name: environment.id for environment in film.environments}


def subject_named(name: str, known: Mapping[str, str]) -> str | None:
    """The id of a person or place by name or id, whatever the letters' case; None if there is none.

    known: ids by name.
    """
    by_name = {given.casefold(): subject for given, subject in known.items()}
    by_id = {subject: subject for subject in known.values()}
    return (by_name | by_id).get(name.strip().casefold())


def likenesses(asked: Mapping[str, Likeness], *films: Storyboard | Survey) -> dict[str, Likeness]:
    """What is to keep single people and places alike, by id.

    asked: by their names or ids. films: the film, and what it was before, whose people may have left it.

    Raises:
        SettingsError: there is no person or place of a name; says which there are.
    """
    known: dict[str, str] = {}
    for film in films:
        known |= people_of(film) | places_of(film)
    return {
        _id_of(f'likeness_of."{name}" names no person or place', name, known): likeness
        for name, likeness in asked.items()
    }


def voice_names(asked: Mapping[str, str], *films: Storyboard | Survey) -> dict[str, str]:
    """The narrator's own voices that were chosen for people, by cast id.

    asked: by the people's names or ids. films: see `likenesses`.

    Raises:
        SettingsError: there is no person of a name; says who there is.
    """
    known: dict[str, str] = {}
    for film in films:
        known |= people_of(film)
    return {_id_of(f'voices."{name}" names no person', name, known): voice for name, voice in asked.items()}


def _id_of(complaint: str, name: str, known: Mapping[str, str]) -> str:
    subject = subject_named(name, known)
    if subject is None:
        raise SettingsError(
            f"{complaint} of this film; {', '.join(known) or 'none'} are accepted. Nothing was made. Fix"
            " film.toml."
        )
    return subject
