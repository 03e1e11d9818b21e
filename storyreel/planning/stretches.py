"""Where scenes begin and end among the elements.

A story without headings is parted at its breaks, and where it moves to another place or time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from storyreel.film.places import PlaceKind, Setting
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
# A scene's place is told at its beginning, and another hour makes another scene once something has happened
# at this one.
_SETTING_SENTENCES = 6
_SHORTEST_SCENE_WORDS = 20
_ELSEWHERE = frozenset({"from", "of"})
_TIME_WITHIN = 600
"""Characters of a scene in which its time of day is told."""
_NEW_TIME = re.compile(
    r"(?:the next|the following|that|by|at|in the|early the next|late"
    r" that|one|before|after|towards?|when)\s+(?:\w+\s+)?(?:morning|dawn|day|night|evening|dusk|noon"
    r"|midnight|afternoon|nightfall|sunrise|sunset)\b"
    r"|(?:hours|days|weeks|months|years) later|night fell|morning came|dawn (?:came|broke)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Stretch:
    """One scene's elements, `first` up to and without `end`, and its heading, made up where `told` is True.

    A scene of a story may begin and end inside a paragraph: at sentence `first_sentence` of its first
    element, and before sentence `end_sentence` of its last, which is then the first of the next scene, too; 0
    is the paragraph's beginning and end.
    """

    first: int
    end: int
    heading: str
    setting: Setting
    told: bool
    first_sentence: int = 0
    end_sentence: int = 0


def stretches_of(screenplay: Screenplay) -> list[Stretch]:
    """The scenes in order. Headings without anything below them are left out."""
    elements = screenplay.elements
    has_headings = any(element.kind is ElementKind.HEADING for element in elements)
    words = lexicon(screenplay.language)
    native = native_words(screenplay.language)
    found = _by_headings(elements, words, native) if has_headings else _by_breaks(elements, native, words)
    return [
        stretch for stretch in found if any(e.kind in _FILMED for e in elements[stretch.first : stretch.end])
    ]


def _by_headings(
    elements: Sequence[Element], words: Lexicon, native: Mapping[str, PlaceKind]
) -> list[Stretch]:
    starts = [index for index, e in enumerate(elements) if e.kind is ElementKind.HEADING]
    found: list[Stretch] = []
    places: dict[str, Whereabouts] = {}
    if any(e.kind in _FILMED - _TITLES for e in elements[: starts[0]]):
        first = next(
            index
            for index, e in enumerate(elements)
            if e.kind
            not in (
                ElementKind.TRANSITION,
                ElementKind.SECTION,
                ElementKind.SYNOPSIS,
                ElementKind.PAGE_BREAK,
            )
        )
        setting = _told_setting(elements[first : starts[0]], Setting(place=""), words, native, places)
        found.append(Stretch(first, starts[0], _heading_of(setting), setting, told=True))
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(elements)], strict=True)):
        # Words on the picture before the first heading are shown in its scene.
        first = (
            next((at for at in range(starts[0]) if elements[at].kind in _TITLES), start)
            if number == 0 and not found
            else start
        )
        setting = elements[start].setting or read_setting(elements[start].text, words)
        if not setting.place and not _is_where_it_was(setting):
            setting = _told_setting(elements[start:end], setting, words, native, places)
        found.append(Stretch(first, end, elements[start].text, setting, told=False))
    return found


def _is_where_it_was(setting: Setting) -> bool:
    """Whether a heading says that the scene plays where the one before did, as 'The same. Morning' does."""
    return any(remark.casefold().split()[-1:] == ["same"] for remark in setting.remarks)


def _told_setting(
    elements: Sequence[Element],
    said: Setting,
    words: Lexicon,
    native: Mapping[str, PlaceKind],
    places: dict[str, Whereabouts],
) -> Setting:
    """The setting that the first words of a scene tell of, where its heading names no place.

    native: words for places of the script's language, none if it is English. places: by the word for the
    place, those that the film told of before: another scene there is at the same place.
    """
    parts = [
        sentence
        for e in elements
        if e.kind in (ElementKind.ACTION, ElementKind.NARRATION)
        for sentence in sentences(e.text)
    ]
    found = (
        native_whereabouts(sentence, native, begins=True) if native else whereabouts_in(sentence)
        for sentence in parts[:_SETTING_SENTENCES]
    )
    named = next((place for those in found for place in those), None)
    place = named or next((place for sentence in parts for place in [any_place_in(sentence)] if place), None)
    told = " ".join(parts)
    if place is None:
        return said
    inside = _is_inside(place, told, None) if said.interior is None else said.interior
    name = places.setdefault(place.head, place).name
    return said.model_copy(
        update={"place": name, "interior": inside, "time": said.time or words.time_in(told[:_TIME_WITHIN])}
    )


@dataclass
class _SceneState:
    """A scene of a story as it is gathered: where it begins, its place, and its narration."""

    first: int
    sentence: int
    keeps_place: bool = False
    """Whether it plays where the scene before did until somebody goes elsewhere: only the hour is another."""
    place: Whereabouts | None = None
    narration: list[str] = field(default_factory=list)


def _by_breaks(elements: Sequence[Element], native: Mapping[str, PlaceKind], words: Lexicon) -> list[Stretch]:
    """Scenes of a story: parted at sections, at rows of stars, and where it moves to another place or hour."""
    story = _Story(native, words)
    for index, element in enumerate(elements):
        if element.kind in (ElementKind.SECTION, ElementKind.PAGE_BREAK):
            story.fresh = True
        elif element.kind in (ElementKind.NARRATION, ElementKind.ACTION):
            for number, sentence in enumerate(sentences(element.text)):
                story.tell(sentence, index, number)
        elif element.kind in _FILMED or element.kind is ElementKind.CHARACTER:
            story.speak(index, len(element.text.split()))
    return story.stretches(len(elements))


class _Story:
    """Follows a story through its places."""

    def __init__(self, native: Mapping[str, PlaceKind], words: Lexicon) -> None:
        """`native` are words for places of the story's language, none if it is English.

        `words` are those for times of day.
        """
        self._words = words
        self.fresh = True
        self._native = native
        self._scenes: list[_SceneState] = []
        self._places: dict[str, Whereabouts] = {}
        self._words_since = 0

    def tell(self, sentence: str, index: int, number: int) -> None:
        """Read a sentence of narration, which begins a scene where it is elsewhere or at another hour."""
        found = (
            native_whereabouts(sentence, self._native, begins=number == 0)
            if self._native
            else whereabouts_in(sentence)
        )
        named = [self._known(place) for place in found]
        here = self._scenes[-1].place if self._scenes else None
        moved = next(
            (
                place
                for place in named
                if place.moves and place.head not in NO_MOVES and not _is_same(place, here)
            ),
            None,
        )
        later = _NEW_TIME.search(sentence[:60]) is not None and self._words_since > _SHORTEST_SCENE_WORDS
        if self.fresh or (moved and here) or later:
            self._begin(index, number, keeps_place=not self.fresh)
        scene = self._scenes[-1]
        scene.narration.append(sentence)
        if moved:
            scene.place = moved
        elif scene.place is None and not scene.keeps_place and len(scene.narration) <= _SETTING_SENTENCES:
            first = next((place for place in named if place.prep not in _ELSEWHERE), None) or (
                None if named else any_place_in(sentence)
            )
            scene.place = self._known(first) if first else None
        if scene.place:
            self._places.setdefault(scene.place.head, scene.place)
        self._words_since += len(sentence.split())

    def speak(self, index: int, words: int) -> None:
        """Pass over speech, which moves nobody."""
        if self.fresh:
            self._begin(index, 0)
        self._words_since += words

    def stretches(self, end: int) -> list[Stretch]:
        """The scenes with their headings; a scene that names no place plays where the one before did."""
        found: list[Stretch] = []
        place: Whereabouts | None = None
        indoors: dict[str, bool] = {}
        for scene, following in zip(self._scenes, [*self._scenes[1:], None], strict=True):
            place = scene.place or place
            told = " ".join(scene.narration)
            inside = place is not None and _is_inside(place, told, indoors.get(place.name))
            if place is not None and place.prep != "outside":
                indoors.setdefault(place.name, inside)
            shares = following is not None and following.sentence > 0
            stop = end if following is None else following.first + shares
            time = self._words.time_in(told[:_TIME_WITHIN])
            setting = Setting(
                place=place.name if place else "", interior=inside if place else None, time=time
            )
            ends_within = following.sentence if following else 0
            found.append(
                Stretch(scene.first, stop, _heading_of(setting), setting, True, scene.sentence, ends_within)
            )
        return found

    def _begin(self, index: int, number: int, keeps_place: bool = False) -> None:
        before = self._scenes[-1].place if keeps_place and self._scenes else None
        self._scenes.append(_SceneState(index, number, keeps_place, before))
        self.fresh, self._words_since = False, 0

    def _known(self, place: Whereabouts) -> Whereabouts:
        """The place under the name that it had when it was told of first; outside it is another."""
        known = self._places.get(place.head)
        return replace(place, name=known.name) if known and known.head == place.head else place


def _is_same(place: Whereabouts, here: Whereabouts | None) -> bool:
    """Whether a place is where the story is already, or a part of it: the roof that the greenhouse stands on."""
    if here is None:
        return False
    outside = place.prep == "outside" and here.prep != "outside"
    return not outside and (place.head == here.head or f" {place.head.upper()}" in f" {here.name} ")


def _is_inside(place: Whereabouts, told: str, before: bool | None) -> bool:
    """Whether a scene plays indoors: as the words say, else as when the story was there `before`."""
    said = place.interior
    if before is not None and (said is None or place.prep not in ("outside", "inside", "into")):
        return before
    if said is not None:
        return said
    return (
        place.head in MOSTLY_INSIDE
        or re.search(
            rf"\b(?:in|into|inside)\s+(?:the|a|an|his|her|their)\s+(?:\w+\s+)?{re.escape(place.head)}\b",
            told.lower(),
        )
        is not None
    )


def _heading_of(setting: Setting) -> str:
    """A heading such as a screenplay would have."""
    if not setting.place:
        return "SOMEWHERE"
    return f"{'INT' if setting.interior else 'EXT'}. {setting.place}" + (
        f" - {setting.time.value.upper()}" if setting.time else ""
    )
