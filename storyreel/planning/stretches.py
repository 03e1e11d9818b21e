"""Where scenes begin and end among the elements.

A story without headings is cut at its breaks, and where it moves to another place or time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from storyreel.film.places import PlaceKind, Setting, TimeOfDay
from storyreel.film.screenplay import Element, ElementKind, Screenplay
from storyreel.planning.whereabouts import (
    Whereabouts,
    any_place_in,
    native_whereabouts,
    native_words,
    whereabouts_in,
)
from storyreel.planning.words.places import MOSTLY_INSIDE, NO_MOVES
from storyreel.screenplays.headings import read_setting
from storyreel.screenplays.lexicon import Lexicon, lexicon
from storyreel.screenplays.sentences import sentences

_FILMED = frozenset(
    {
        ElementKind.ACTION,
        ElementKind.DIALOGUE,
        ElementKind.LYRIC,
        ElementKind.NARRATION,
        ElementKind.CENTERED,
        ElementKind.TITLE,
    }
)
_TITLES = frozenset({ElementKind.CENTERED, ElementKind.TITLE})
# A scene's place is read from its first sentences. A new hour begins a new scene only if the present one has
# some words already.
_SETTING_SENTENCES = 6
_SHORTEST_SCENE_WORDS = 20
_ELSEWHERE = frozenset({"from", "of"})
_TIME_WITHIN = 600
"""Characters at the beginning of a scene that say its time of day."""
_NEW_TIME = re.compile(
    r"(?:the next|the following|that|by|at|in the|early the next|late that|one|before|after|towards?|when)"
    r"\s+(?:\w+\s+)?"
    r"(?:morning|dawn|day|night|evening|dusk|noon|midnight|afternoon|nightfall|sunrise|sunset)\b"
    r"|(?:hours|days|weeks|months|years) later|night fell|morning came|dawn (?:came|broke)",
    re.IGNORECASE,
)
_NOT_FILMED = frozenset(
    {ElementKind.TRANSITION, ElementKind.SECTION, ElementKind.SYNOPSIS, ElementKind.PAGE_BREAK}
)
_DESCRIBING = (ElementKind.ACTION, ElementKind.NARRATION)


@dataclass(frozen=True)
class Stretch:
    """The elements of one scene and its heading."""

    first: int
    """The index of its first element."""
    end: int
    """The index after its last element."""
    heading: str
    setting: Setting
    made_up: bool
    """Whether the screenplay has no heading here."""
    first_sentence: int = 0
    """The sentence of the first element at which it begins."""
    end_sentence: int = 0
    """The sentence of the last element before which it ends, 0 for the end of the element.

    The last element is then the first of the next scene, too.
    """


def stretches_of(screenplay: Screenplay) -> list[Stretch]:
    """The scenes in order. Headings without anything below them are left out."""
    elements = screenplay.elements
    language = _Language(native_words(screenplay.language), lexicon(screenplay.language))
    if any(element.kind is ElementKind.HEADING for element in elements):
        found = _by_headings(elements, language)
    else:
        found = _by_breaks(elements, language)
    return [stretch for stretch in found if _is_filmed(elements[stretch.first : stretch.end])]


def _is_filmed(elements: Iterable[Element]) -> bool:
    return any(element.kind in _FILMED for element in elements)


@dataclass(frozen=True)
class _Language:
    """The words of a script's language for places and times."""

    native: Mapping[str, PlaceKind]
    """Words for places, none if the language is English."""
    lexicon: Lexicon

    def places_in(self, sentence: str, begins: bool) -> Iterable[Whereabouts]:
        """The places that a sentence says. begins: whether it begins a scene or a paragraph."""
        if self.native:
            return native_whereabouts(sentence, self.native, begins=begins)
        return whereabouts_in(sentence)

    def time_in(self, narration: str) -> TimeOfDay | None:
        """The time of day that the beginning of a scene says."""
        return self.lexicon.time_in(narration[:_TIME_WITHIN])


# --- scenes under headings


def _by_headings(elements: Sequence[Element], language: _Language) -> list[Stretch]:
    places: dict[str, Whereabouts] = {}
    starts = [index for index, element in enumerate(elements) if element.kind is ElementKind.HEADING]
    found = _before_headings(elements[: starts[0]], language, places)
    for start, end in pairwise([*starts, len(elements)]):
        setting = _setting_of(elements[start:end], language, places)
        first = _first_title(elements[:start], start) if start == starts[0] and not found else start
        found.append(Stretch(first, end, elements[start].text, setting, made_up=False))
    return found


def _before_headings(
    elements: Sequence[Element], language: _Language, places: dict[str, Whereabouts]
) -> list[Stretch]:
    """The scene before the first heading, if there is one."""
    if not any(element.kind in _FILMED - _TITLES for element in elements):
        return []
    first = next(index for index, element in enumerate(elements) if element.kind not in _NOT_FILMED)
    setting = _described_setting(elements[first:], Setting(place=""), language, places)
    return [Stretch(first, len(elements), _heading_of(setting), setting, made_up=True)]


def _first_title(elements: Sequence[Element], start: int) -> int:
    """The index of the first words on the picture before the first heading: they are shown in its scene."""
    return next((index for index, element in enumerate(elements) if element.kind in _TITLES), start)


def _setting_of(elements: Sequence[Element], language: _Language, places: dict[str, Whereabouts]) -> Setting:
    """The setting of a scene by its heading, or else by its first words."""
    heading = elements[0]
    setting = heading.setting or read_setting(heading.text, language.lexicon)
    if setting.place or _is_same_place(setting):
        return setting
    return _described_setting(elements, setting, language, places)


def _is_same_place(setting: Setting) -> bool:
    """Whether a heading says that the scene plays where the one before did, as 'The same. Morning' does."""
    return any(remark.casefold().split()[-1:] == ["same"] for remark in setting.remarks)


def _described_setting(
    elements: Sequence[Element], said: Setting, language: _Language, places: dict[str, Whereabouts]
) -> Setting:
    """The setting in the first words of a scene whose heading names no place.

    places: the places that the film has described, by their word. Another scene there is at the same place.
    """
    parts = [part for e in elements if e.kind in _DESCRIBING for part in sentences(e.text)]
    place = _first_place(parts, language)
    if place is None:
        return said
    narration = " ".join(parts)
    inside = _is_inside(place, narration, None) if said.interior is None else said.interior
    name = places.setdefault(place.head, place).name
    time = said.time or language.time_in(narration)
    return said.model_copy(update={"place": name, "interior": inside, "time": time})


def _first_place(parts: Sequence[str], language: _Language) -> Whereabouts | None:
    """The place in the first sentences, or else the first place in any sentence."""
    for sentence in parts[:_SETTING_SENTENCES]:
        for place in language.places_in(sentence, begins=True):
            return place
    places = (any_place_in(sentence) for sentence in parts)
    return next((place for place in places if place), None)


# --- scenes of a story


@dataclass
class _SceneState:
    """A scene of a story as it is gathered: where it begins, its place, and its narration."""

    first: int
    sentence: int
    keeps_place: bool = False
    """Whether it is set in the place of the scene before, at another hour, until a person goes elsewhere."""
    place: Whereabouts | None = None
    narration: list[str] = field(default_factory=list)

    @property
    def wants_place(self) -> bool:
        """Whether the next place that is named is the scene's."""
        return self.place is None and not self.keeps_place and len(self.narration) <= _SETTING_SENTENCES


def _by_breaks(elements: Sequence[Element], language: _Language) -> list[Stretch]:
    """The scenes of a story, cut at sections, at rows of stars, and at another place or hour."""
    story = _Story(language)
    for index, element in enumerate(elements):
        if element.kind in (ElementKind.SECTION, ElementKind.PAGE_BREAK):
            story.fresh = True
        elif element.kind in _DESCRIBING:
            for number, sentence in enumerate(sentences(element.text)):
                story.read(sentence, index, number)
        elif element.kind in _FILMED or element.kind is ElementKind.CHARACTER:
            story.pass_speech(index, len(element.text.split()))
    return story.stretches(len(elements))


class _Story:
    """Follows a story through its places."""

    def __init__(self, language: _Language) -> None:
        self.fresh = True
        """Whether the next sentence begins a scene."""
        self._language = language
        self._scenes: list[_SceneState] = []
        self._places: dict[str, Whereabouts] = {}
        self._words_since = 0
        """The words since the scene began."""

    def read(self, sentence: str, index: int, number: int) -> None:
        """Read a sentence of narration, which begins a scene if it is elsewhere or at another hour.

        index: of its element. number: its place in the element.
        """
        found = self._language.places_in(sentence, begins=number == 0)
        named = [self._known(place) for place in found]
        moved = self._move_in(named)
        if self.fresh or (moved and self._here) or self._is_later(sentence):
            self._begin(index, number, keeps_place=not self.fresh)
        scene = self._scenes[-1]
        scene.narration.append(sentence)
        if moved:
            scene.place = moved
        elif scene.wants_place:
            scene.place = self._first_named(named, sentence)
        if scene.place:
            self._places.setdefault(scene.place.head, scene.place)
        self._words_since += len(sentence.split())

    def pass_speech(self, index: int, words: int) -> None:
        """Pass over speech, which moves no person."""
        if self.fresh:
            self._begin(index, 0)
        self._words_since += words

    def stretches(self, end: int) -> list[Stretch]:
        """The scenes with their headings; a scene that names no place plays where the one before did."""
        settings = _StorySettings(self._language)
        return [
            _stretch(scene, following, settings.next(scene), end)
            for scene, following in zip(self._scenes, [*self._scenes[1:], None], strict=True)
        ]

    @property
    def _here(self) -> Whereabouts | None:
        return self._scenes[-1].place if self._scenes else None

    def _move_in(self, named: Iterable[Whereabouts]) -> Whereabouts | None:
        """The first of the places to which the story moves."""
        return next((place for place in named if _may_move_to(place, self._here)), None)

    def _is_later(self, sentence: str) -> bool:
        return _NEW_TIME.search(sentence[:60]) is not None and self._words_since > _SHORTEST_SCENE_WORDS

    def _first_named(self, named: Sequence[Whereabouts], sentence: str) -> Whereabouts | None:
        """The first place that the story is not said to come from, else any that the sentence names."""
        first = _first_staying(named) if named else any_place_in(sentence)
        return self._known(first) if first else None

    def _begin(self, index: int, number: int, keeps_place: bool = False) -> None:
        before = self._here if keeps_place else None
        self._scenes.append(_SceneState(index, number, keeps_place, before))
        self.fresh, self._words_since = False, 0

    def _known(self, place: Whereabouts) -> Whereabouts:
        """The place under the name that the story gave it first."""
        known = self._places.get(place.head)
        return replace(place, name=known.name) if known else place


def _stretch(scene: _SceneState, following: _SceneState | None, setting: Setting, end: int) -> Stretch:
    heading = _heading_of(setting)
    if following is None:
        return Stretch(scene.first, end, heading, setting, True, scene.sentence, 0)
    shares = following.sentence > 0
    stop = following.first + shares
    return Stretch(scene.first, stop, heading, setting, True, scene.sentence, following.sentence)


class _StorySettings:
    """Gives the scenes of a story their settings, in order."""

    def __init__(self, language: _Language) -> None:
        self._language = language
        self._place: Whereabouts | None = None
        self._indoors: dict[str, bool] = {}

    def next(self, scene: _SceneState) -> Setting:
        """The setting of the next scene."""
        self._place = scene.place or self._place
        narration = " ".join(scene.narration)
        time = self._language.time_in(narration)
        if self._place is None:
            return Setting(place="", interior=None, time=time)
        inside = _is_inside(self._place, narration, self._indoors.get(self._place.name))
        if self._place.prep != "outside":
            self._indoors.setdefault(self._place.name, inside)
        return Setting(place=self._place.name, interior=inside, time=time)


def _is_same(place: Whereabouts, here: Whereabouts | None) -> bool:
    """Whether the story is at a place already, or at what the place belongs to: a roof with a greenhouse."""
    if here is None or (place.prep == "outside" and here.prep != "outside"):
        return False
    return place.head == here.head or _is_named_in(here, place.head)


def _is_named_in(place: Whereabouts, head: str) -> bool:
    return f" {head.upper()}" in f" {place.name} "


def _first_staying(named: Sequence[Whereabouts]) -> Whereabouts | None:
    return next((place for place in named if place.prep not in _ELSEWHERE), None)


def _may_move_to(place: Whereabouts, here: Whereabouts | None) -> bool:
    """Whether the story moves to a place, and is not there."""
    return place.moves and place.head not in NO_MOVES and not _is_same(place, here)


def _is_inside(place: Whereabouts, narration: str, before: bool | None) -> bool:
    """Whether a scene plays indoors: as the words say, else as when the story was there `before`."""
    if before is not None and (place.interior is None or place.prep not in ("outside", "inside", "into")):
        return before
    if place.interior is not None:
        return place.interior
    return place.head in MOSTLY_INSIDE or _says_inside(place.head, narration.lower())


def _says_inside(head: str, narration: str) -> bool:
    inside = rf"\b(?:in|into|inside)\s+(?:the|a|an|his|her|their)\s+(?:\w+\s+)?{re.escape(head)}\b"
    return re.search(inside, narration) is not None


def _heading_of(setting: Setting) -> str:
    """A heading such as a screenplay would have."""
    if not setting.place:
        return "SOMEWHERE"
    return f"{_side(setting)}. {setting.place}{_hour_in_heading(setting.time)}"


def _side(setting: Setting) -> str:
    return "INT" if setting.interior else "EXT"


def _hour_in_heading(time: TimeOfDay | None) -> str:
    return f" - {time.value.upper()}" if time else ""
