"""The story of a sketch: who is in it, what it is about, where it plays, and how it sounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from storyreel.animatic.writer.ideas import Idea, Role, class_of, heading_of, kind_of_heading, read_idea
from storyreel.animatic.writer.tables import row_named, table
from storyreel.animatic.writer.telling import Teller
from storyreel.animatic.writer.whereabouts import Place
from storyreel.film.scripts import ScriptBrief

_ARTICLES = ("a ", "an ", "the ", "one ", "some ")
_ONLY = frozenset(["last", "first", "only"])
_SHE = {"she": "she", "her": "her", "him": "her", "self": "herself"}
_HE = {"she": "he", "her": "his", "him": "him", "self": "himself"}


@dataclass(frozen=True)
class Story:
    """Everything that the scenes of one sketch share."""

    title: str
    idea: str
    places: tuple[Place, ...]
    """The idea's own place first."""
    hours: tuple[str, ...]
    teller: Teller

    def opening(self) -> str:
        """The narrator's first words: the idea itself, if it is one sentence, or a line of the tone."""
        said = self.idea if len(self.idea.split()) <= 28 else ""
        first = self.teller.paragraphs("N: {#first}", self.places[0])[0]
        return f"NARRATOR (V.O.)\n{_ended(said)}" if said else first


def _ended(text: str) -> str:
    text = " ".join(text.split())
    return text if text[-1] in ".!?" else f"{text}."


@dataclass(frozen=True)
class _Person:
    """Somebody of the story."""

    name: str
    noun: str
    feminine: bool
    look: str
    age: int

    @property
    def introduced(self) -> str:
        noun = f", {_with_article(self.noun)}," if self.noun else ""
        return f"{self.name.upper()} ({self.age}, {self.look}){noun}"


def story_of(brief: ScriptBrief, rng: np.random.Generator) -> Story:
    """The story of an idea and its fixed elements; what neither says is drawn."""
    elements = brief.elements
    idea = read_idea(brief.idea)
    hero, friend, rival = _people(idea, elements.character, rng)
    thing = _bare(elements.object) or _first(idea.held) or _bare(_any(rng, table("elements")["objects"]))
    tone = row_named("tone", f"{elements.tone} {brief.mood} {brief.genre}") or _any(
        rng, table("tones")["tone"]
    )
    conflict = _conflict(brief, rng)
    place = _bare(elements.place) or _first(idea.places) or _any_place(rng)
    rules = {**table("things")[class_of(thing)], **table("things")["any"], **conflict, **tone}
    words = _words(hero, friend, rival, thing)
    people = {"hero": hero, "friend": friend, "rival": rival}
    looks = {who: person.introduced for who, person in people.items()}
    return Story(
        title=_title(hero, thing, rng),
        idea=brief.idea,
        places=_places(place),
        hours=tuple(tone["hours"]),
        teller=Teller(rng, words, rules, looks),
    )


def _conflict(brief: ScriptBrief, rng: np.random.Generator) -> Mapping[str, Any]:
    """The conflict that was asked for, one that the idea or the theme speaks of, or any."""
    typed = brief.elements.conflict
    known = row_named("conflict", typed) if typed else None
    if typed and known is None:
        return _own_conflict(typed, _any(rng, table("conflicts")["conflict"]))
    spoken = row_named("conflict", f"{brief.theme} {brief.idea}") if known is None else None
    return known or spoken or _any(rng, table("conflicts")["conflict"])


def _own_conflict(typed: str, usual: Mapping[str, Any]) -> Mapping[str, Any]:
    """A conflict in a person's own words; what it does to the scenes is another's."""
    words = _ended(typed)
    said = words[0].upper() + words[1:]
    return {**usual, "trouble": [f"I'll say it in one breath, {{hero}}. {said}"]}


def _people(idea: Idea, character: str, rng: np.random.Generator) -> tuple[_Person, _Person, _Person]:
    """The hero, a friend and a rival: those of the idea first, others drawn."""
    known = table("elements")
    asked = [Role(noun=_bare(character))] if character else []
    roles = [*asked, *idea.people][:3]
    named = [role for role in roles if role.name]
    nouns = [role for role in roles if not role.name]
    merged = [*named, *nouns]
    others = (Role(noun=_any(rng, known["friends"])), Role(noun=_any(rng, known["rivals"])))
    hero = _person(
        merged[0] if merged else Role(noun=_bare(_any(rng, known["characters"]))), rng, idea.feminine, ()
    )
    friend = _person(merged[1] if len(merged) > 1 else others[0], rng, None, (hero.name,))
    rival = _person(merged[2] if len(merged) > 2 else others[1], rng, None, (hero.name, friend.name))
    return hero, friend, rival


def _person(role: Role, rng: np.random.Generator, hint: bool | None, taken: Sequence[str]) -> _Person:
    known, said = table("elements"), role.is_feminine
    guess = said if said is not None else hint
    feminine = bool(rng.integers(2)) if guess is None else guess
    sex = "feminine" if feminine else "masculine"
    names = [name for name in known[sex] if name not in taken]
    return _Person(
        name=role.name or _any(rng, names),
        noun=role.noun,
        feminine=feminine,
        look=_any(rng, known[f"{sex}_looks"]),
        age=_age(role.noun, rng),
    )


def _age(noun: str, rng: np.random.Generator) -> int:
    """An age that fits what somebody is."""
    words = set(noun.split())
    if words & {"boy", "girl", "child", "kid", "student", "teenager", "orphan"}:
        return int(rng.integers(9, 16))
    if words & {"old", "retired", "widow", "widower", "grandmother", "grandfather", "former"}:
        return int(rng.integers(64, 82))
    if "young" in words:
        return int(rng.integers(19, 28))
    return int(rng.integers(26, 63))


def _words(hero: _Person, friend: _Person, rival: _Person, thing: str) -> dict[str, str]:
    """What stands for each name in the tables."""
    mine, yours, theirs = (_SHE if one.feminine else _HE for one in (hero, friend, rival))
    said = f"the {thing}"
    return {
        "hero": hero.name,
        "friend": friend.name,
        "rival": rival.name,
        "she": mine["she"],
        "she_cap": mine["she"].capitalize(),
        "her": mine["her"],
        "him": mine["him"],
        "herself": mine["self"],
        "fher": yours["her"],
        "fhim": yours["him"],
        "rshe": theirs["she"],
        "rher": theirs["her"],
        "thing": said,
        "thing_cap": f"The {thing}",
        "thing_word": thing.split()[-1],
    }


def _title(hero: _Person, thing: str, rng: np.random.Generator) -> str:
    the_thing = f"The {' '.join(map(str.capitalize, thing.split()))}"
    titles = (the_thing, f"{hero.name} and {the_thing}", f"What {hero.name} Heard", f"After {the_thing}")
    fitting = titles if class_of(thing) == "heard" else (titles[0], titles[1], titles[3])
    return _any(rng, fitting)


def _places(own: str) -> tuple[Place, ...]:
    """The story's own place, and others of its world."""
    heading = heading_of(own)
    kind = kind_of_heading(heading)
    worlds: list[dict[str, Any]] = table("elements")["world"]
    world = next((one for one in worlds if kind in one["kinds"].split(", ")), worlds[2])
    others = [_place(one) for one in world["headings"] if one != heading]
    return (Place(heading, own if own[0].isupper() else f"the {own}"), *others)


def _place(heading: str) -> Place:
    """A place, called by the last part of its heading: 'the engine room'."""
    return Place(heading, f"the {heading.partition(' ')[2].split(' - ')[-1].lower()}")


def _any_place(rng: np.random.Generator) -> str:
    return _bare(_any(rng, table("elements")["places"]))


def _bare(phrase: str) -> str:
    """A noun without its article.

    >>> _bare("A red umbrella")
    'red umbrella'
    """
    phrase = " ".join(phrase.casefold().split())
    return next((phrase.removeprefix(one) for one in _ARTICLES if phrase.startswith(one)), phrase)


def _with_article(noun: str) -> str:
    if noun.split()[0] in _ONLY:
        return f"the {noun}"
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _first(values: Sequence[str]) -> str:
    return values[0] if values else ""


def _any(rng: np.random.Generator, values: Sequence[Any]) -> Any:
    return values[int(rng.integers(len(values)))]
