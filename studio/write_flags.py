"""Flags of `storyreel write`: what the screenplay is to be like, and what its story is made of.

Annotations are values here and no text, because cyclopts reads them from another module.
"""

from dataclasses import dataclass
from typing import Annotated, TypeAlias

from cyclopts import Group, Parameter

_STORY = Group("What the story is made of")

Genre: TypeAlias = Annotated[str, Parameter(help="For example drama.")]
Feeling: TypeAlias = Annotated[str, Parameter(help="For example tense.")]
Theme: TypeAlias = Annotated[str, Parameter(help="The underlying theme.")]
StyleOf: TypeAlias = Annotated[
    str, Parameter(name="--style-of", help="A director whose style to follow; for a language model.")
]
Minutes: TypeAlias = Annotated[
    float, Parameter(help="Wanted length of the film; up to 10 without a language model.")
]
Language: TypeAlias = Annotated[str, Parameter(help="Language of dialogue and action, by name or tag.")]
Random: TypeAlias = Annotated[
    bool, Parameter(negative="", group=_STORY, help="Choose at random whatever is left out.")
]
Character: TypeAlias = Annotated[str, Parameter(group=_STORY, help="Who it is about: 'a night nurse'.")]
PlaceWords: TypeAlias = Annotated[str, Parameter(group=_STORY, help="Where it is set: 'a harbour'.")]
Conflict: TypeAlias = Annotated[str, Parameter(group=_STORY, help="What stands in the way.")]
Thing: TypeAlias = Annotated[str, Parameter(group=_STORY, help="What it turns on: 'a broken clock'.")]
Tone: TypeAlias = Annotated[
    str, Parameter(group=_STORY, help="tense, comic, tender, eerie, melancholy or hopeful.")
]
Seed: TypeAlias = Annotated[
    int | None, Parameter(group=_STORY, help="The same number gives the same sketch again.")
]


@Parameter(name="*")
@dataclass(frozen=True)
class ScriptWishes:
    """What the screenplay is to be like."""

    genre: Genre = ""
    mood: Feeling = ""
    theme: Theme = ""
    style_of: StyleOf = ""
    minutes: Minutes = 2.0
    language: Language = "en"


@Parameter(name="*")
@dataclass(frozen=True)
class StoryFlags:
    """What the story is made of, as far as it is typed."""

    random: Random = False
    character: Character = ""
    place: PlaceWords = ""
    conflict: Conflict = ""
    object: Thing = ""
    tone: Tone = ""
    seed: Seed = None
