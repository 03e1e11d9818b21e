"""Casts the people of a film: gives each an id, looks and a voice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from storyreel.film.cast import NARRATOR_ID, Age, CastMember, Look, Voice
from storyreel.film.screenplay import ElementKind, Screenplay
from storyreel.planning.cast import find_people
from storyreel.planning.looks import look_for, voice_for
from storyreel.planning.name_parts import ways_to_refer, words_borne
from storyreel.planning.people import Person, looks_described, presentation_of
from storyreel.planning.slugs import free_slug, slug
from storyreel.screenplays.vocabulary import LANGUAGES, vocabulary

_LONGEST_DESCRIPTION = 300


@dataclass(frozen=True)
class Cast:
    """The cast of a film."""

    members: tuple[CastMember, ...]
    aliases: tuple[tuple[str, tuple[str, ...]], ...]
    """Cast ids with the names of each."""
    heard_only: tuple[str, ...]
    """Cast ids of those who are never seen."""

    @property
    def all_names(self) -> list[str]:
        """The names of all."""
        return [name for _, names in self.aliases for name in names]


def cast_of(screenplay: Screenplay, end: int, known: Sequence[CastMember]) -> Cast:
    """The cast of a screenplay's elements up to and without `end`.

    known: the cast so far. They keep their looks and voices while the script describes them the same.
    """
    filmed = screenplay.elements[:end]
    named = _naming_words(screenplay.language)
    names_known = {member.name for member in known}
    people = find_people(filmed, names_known, screenplay.language, screenplay.looks, named)
    casting = _Casting(people, known)
    for person in people:
        casting.add(person)
    if any(element.kind is ElementKind.NARRATION for element in filmed):
        casting.add_narrator(known)
    return Cast(tuple(casting.cast), tuple(casting.aliases), tuple(casting.heard_only))


@dataclass
class _Casting:
    """Casts people one by one; no two get the same looks or voice."""

    people: Sequence[Person]
    known: Sequence[CastMember]
    cast: list[CastMember] = field(default_factory=list)
    aliases: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    heard_only: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        by_name = {member.name: member for member in self.known}
        self._by_name = by_name
        self._staying = [by_name[person.name] for person in self.people if person.name in by_name]
        self._taken_ids = {member.id for member in self._staying}
        self._borne = words_borne(person.all_names for person in self.people)

    def add(self, person: Person) -> None:
        """Cast a person."""
        member = self._member(person)
        self._taken_ids.add(member.id)
        self.cast.append(member)
        if person.heard_only:
            self.heard_only.append(member.id)
        self.aliases.append((member.id, ways_to_refer(person.name, person.names, self._borne)))

    def add_narrator(self, known: Iterable[CastMember]) -> None:
        """Cast a narrator, if there is none."""
        if all(member.id != NARRATOR_ID for member in self.cast):
            narrator = next((member for member in known if member.id == NARRATOR_ID), None)
            self.cast.append(
                narrator or CastMember(id=NARRATOR_ID, name="NARRATOR", voice=_narrator_voice(Look()))
            )

    def _member(self, person: Person) -> CastMember:
        description = " ".join(person.description.split())[:_LONGEST_DESCRIPTION]
        old = self._by_name.get(person.name)
        if old and (old.description == description or person.name == "NARRATOR"):
            return old
        cast_id = old.id if old else self._new_id(person.name)
        look, voice = self._look_and_voice(person, cast_id, old)
        return CastMember(id=cast_id, name=person.name, description=description, look=look, voice=voice)

    def _new_id(self, name: str) -> str:
        return NARRATOR_ID if name == "NARRATOR" else free_slug(slug(name, "person"), self._taken_ids)

    def _look_and_voice(self, person: Person, cast_id: str, old: CastMember | None) -> tuple[Look, Voice]:
        others = self._others(person.name)
        look = look_for(person.name, looks_described(person), presentation_of(person), others)
        voice = _narrator_voice(look) if cast_id == NARRATOR_ID else voice_for(person.name, look, others)
        return _described_again(old, person, look, voice, others) if old else (look, voice)

    def _others(self, name: str) -> list[CastMember]:
        """The other people of the film, without the narrator."""
        return [one for one in self._everyone() if one.name != name and one.id != NARRATOR_ID]

    def _everyone(self) -> list[CastMember]:
        return [*self._staying, *(member for member in self.cast if member not in self._staying)]


def _naming_words(language: str) -> tuple[str, ...]:
    """What stands before a name that is given in a story of a language: 'named', 'namens'."""
    own = _own_naming_words(language.split("-")[0].lower())
    return tuple(dict.fromkeys((*own, *vocabulary("en").prose.named)))


def _own_naming_words(code: str) -> tuple[str, ...]:
    return vocabulary(code).prose.named if code in LANGUAGES else ()


def _described_again(
    old: CastMember, person: Person, look: Look, voice: Voice, others: Sequence[CastMember]
) -> tuple[Look, Voice]:
    """The looks and the voice of a known person whose description has changed.

    Looks by the old words and looks by the new words are drawn by the same chance. If the two differ, the
    words do, and only that is changed.
    """
    old_words = looks_described(replace(person, description=old.description))
    before = look_for(person.name, old_words, presentation_of(person), others)
    changed = {
        name: getattr(look, name)
        for name in Look.model_fields
        if getattr(look, name) != getattr(before, name)
    }
    new = old.look.model_copy(update=changed)
    is_alike = (old.look.age, old.look.presentation) == (new.age, new.presentation)
    return new, old.voice if is_alike else voice


def _narrator_voice(look: Look) -> Voice:
    """Deeper and slower than all others in the film, with a timbre of its own."""
    return Voice(presentation=look.presentation, age=Age.ADULT, pitch=0.36, words_per_minute=142, timbre=50)
