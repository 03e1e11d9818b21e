"""Cuts the screenplay into one brief for each scene, with only what that scene needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from storyreel.film.cast import NARRATOR_ID, CastMember, Presentation
from storyreel.film.drafts import BriefElement, Role, SceneBrief, Survey, SurveyedScene
from storyreel.film.screenplay import Element, ElementKind, Screenplay
from storyreel.film.storyboard import LineSpan
from storyreel.planning.cues import speakers_of
from storyreel.planning.elements import elements_of_scene
from storyreel.planning.name_parts import shared_names
from storyreel.planning.name_patterns import name_pattern
from storyreel.screenplays.spelling import plain_form

_PRONOUNS = (
    (re.compile(r"\b(?:she|her|hers)\b", re.IGNORECASE), Presentation.FEMININE),
    (re.compile(r"\b(?:he|him|his)\b", re.IGNORECASE), Presentation.MASCULINE),
)
_THEY = re.compile(r"\b(?:they|both|together)\b", re.IGNORECASE)
_LEFT_OUT = frozenset(
    {ElementKind.SECTION, ElementKind.SYNOPSIS, ElementKind.PAGE_BREAK, ElementKind.HEADING}
)


def split_scenes(screenplay: Screenplay, survey: Survey) -> tuple[SceneBrief, ...]:
    """A brief for each scene of the survey, in order.

    Equal scenes give equal briefs, at any place in the film. Only a story's scene that begins with 'she'
    depends on the people of the scenes before.
    """
    splitter = _Splitter(screenplay, survey)
    return tuple(map(splitter.brief, survey.scenes))


_Named = tuple[str, tuple[str, ...]]
"""A cast id with names."""


class _Splitter:
    """Writes the briefs of scenes, in order."""

    def __init__(self, screenplay: Screenplay, survey: Survey) -> None:
        self._elements = screenplay.elements
        self._survey = survey
        self._members = {member.id: member for member in survey.cast}
        self._environments = {environment.id: environment for environment in reversed(survey.environments)}
        self._shared = shared_names(survey.aliases)
        self._recent: list[str] = []
        """Cast ids of the people of the scenes before, the latest last."""

    def brief(self, scene: SurveyedScene) -> SceneBrief:
        """The brief of the next scene."""
        elements = self._own_elements(scene)
        roles = tuple(self._role(cast_id, names) for cast_id, names in self._people(elements))
        self._remember(roles)
        return SceneBrief(
            heading=scene.heading,
            place=self._environments[scene.environment_id].place,
            time=scene.time,
            weather=scene.weather,
            first_visit=scene.first_visit,
            opening=scene.opening,
            roles=roles,
            elements=tuple(_moved(element, scene.source.first - 1) for element in elements),
        )

    def _own_elements(self, scene: SurveyedScene) -> list[Element]:
        elements = [e for e in elements_of_scene(self._elements, scene) if e.kind not in _LEFT_OUT]
        return _without_last_transitions(elements)

    def _people(self, elements: Sequence[Element]) -> list[_Named]:
        """The people of a scene with the names that mean them in it."""
        present = _present(elements, self._survey)
        meant = _Pronouns(elements, present, self._members).meant(self._recent)
        others = [(cast_id, names) for cast_id, names in self._survey.aliases if cast_id in meant]
        return _called([*others, *present], self._shared)

    def _role(self, cast_id: str, names: tuple[str, ...]) -> Role:
        return Role(
            cast_id=cast_id,
            names=names,
            presentation=self._members[cast_id].look.presentation,
            heard_only=cast_id in self._survey.heard_only,
        )

    def _remember(self, roles: Iterable[Role]) -> None:
        here = _people_of(roles)
        self._recent = [one for one in self._recent if one not in here] + here


def _present(elements: Sequence[Element], survey: Survey) -> list[_Named]:
    """Cast ids and names of those who speak in the scene or are named in its action."""
    text = " ".join(e.text for e in elements if e.kind in (ElementKind.ACTION, ElementKind.NARRATION))
    cues = _names_in_cues(elements, survey)
    plain = plain_form(text)
    present = [(one, names) for one, names in survey.aliases if _is_present(names, cues, text, plain)]
    has_narration = any(element.kind is ElementKind.NARRATION for element in elements)
    if has_narration and all(cast_id != NARRATOR_ID for cast_id, _ in present):
        present.append((NARRATOR_ID, ("NARRATOR",)))
    return present


def _names_in_cues(elements: Iterable[Element], survey: Survey) -> set[str]:
    everyone = tuple(names[0] for _, names in survey.aliases)
    cues = [element.text for element in elements if element.kind is ElementKind.CHARACTER]
    return {name for cue in cues for name in speakers_of(cue, everyone)}


def _is_present(names: Sequence[str], cues: set[str], text: str, plain: str) -> bool:
    if cues.intersection(names):
        return True
    if not any(name in plain for name in names):
        return False
    return name_pattern(names, any_case=True).search(text) is not None


class _Pronouns:
    """The pronouns in a story's scene that stand before any name."""

    def __init__(
        self, elements: Sequence[Element], present: Sequence[_Named], members: Mapping[str, CastMember]
    ) -> None:
        self._text = " ".join(e.text for e in elements if e.kind is ElementKind.NARRATION)
        self._present = [(one, names) for one, names in present if one != NARRATOR_ID]
        self._here = {one for one, _ in present}
        self._members = members

    def meant(self, recent: Sequence[str]) -> set[str]:
        """Cast ids of the people whom 'she', 'he' and 'they' mean, who are not named in the scene.

        recent: the people of the scenes before, the latest last.
        """
        people = {self._bearer(pronoun, kind, recent) for pronoun, kind in _PRONOUNS} - {""}
        they = _THEY.search(self._text)
        if they and self._count_named(self._text[: they.start()]) < 2:
            people |= set(recent[-2:])
        return people - self._here

    def _bearer(self, pronoun: re.Pattern[str], kind: Presentation, recent: Sequence[str]) -> str:
        """The latest person whom a pronoun can mean, '' if it is missing or follows a name."""
        found = pronoun.search(self._text)
        if not found or self._names_one(kind, self._text[: found.start()]):
            return ""
        return self._latest(kind, recent) or self._latest(Presentation.NEUTRAL, recent)

    def _names_one(self, kind: Presentation, text: str) -> bool:
        """Whether a text names a person of the scene whom the pronoun can mean."""
        fitting = [names for one, names in self._present if self._kind(one) in (kind, Presentation.NEUTRAL)]
        return any(_names(names, text) for names in fitting)

    def _count_named(self, text: str) -> int:
        return sum(_names(names, text) for _, names in self._present)

    def _latest(self, kind: Presentation, recent: Sequence[str]) -> str:
        return next((one for one in reversed(recent) if self._kind(one) is kind), "")

    def _kind(self, cast_id: str) -> Presentation:
        return self._members[cast_id].look.presentation


def _names(names: Sequence[str], text: str) -> bool:
    return name_pattern(names, any_case=True).search(text) is not None


def _called(present: Sequence[_Named], shared: Mapping[str, Sequence[str]]) -> list[_Named]:
    """Those present with the names that mean them here; a person without any is left out.

    If one Smith of several is there alone, 'SMITH' is theirs and nobody else's.
    """
    alone = _names_of_one(shared, {cast_id for cast_id, _ in present})
    called = [(cast_id, _names_here(cast_id, names, alone)) for cast_id, names in present]
    return [(cast_id, names) for cast_id, names in called if names]


def _names_of_one(shared: Mapping[str, Sequence[str]], here: set[str]) -> dict[str, str]:
    """The shared names that only one of those here bears, with the bearer."""
    bearers = {name: [one for one in several if one in here] for name, several in shared.items()}
    return {name: several[0] for name, several in bearers.items() if len(several) == 1}


def _names_here(cast_id: str, names: Sequence[str], alone: Mapping[str, str]) -> tuple[str, ...]:
    own = [name for name in names if alone.get(name, cast_id) == cast_id]
    more = [name for name, one in alone.items() if one == cast_id and name not in names]
    return (*own, *more)


def _moved(element: Element, shift: int) -> BriefElement:
    """The element for a brief, its line numbers counted from the first of the scene."""
    source = _moved_span(element.source, shift)
    return BriefElement(
        kind=element.kind, text=element.text, source=source, extensions=element.extensions, dual=element.dual
    )


def _people_of(roles: Iterable[Role]) -> list[str]:
    """The cast ids of the roles, without the narrator's."""
    return [role.cast_id for role in roles if role.cast_id != NARRATOR_ID]


def _moved_span(span: LineSpan, shift: int) -> LineSpan:
    return LineSpan(first=max(1, span.first - shift), last=max(1, span.last - shift))


def _without_last_transitions(elements: list[Element]) -> list[Element]:
    """The elements without what opens the next scene, whose brief says so."""
    while _ends_on_transition(elements):
        elements = elements[:-1]
    return elements


def _ends_on_transition(elements: list[Element]) -> bool:
    return bool(elements) and elements[-1].kind is ElementKind.TRANSITION
