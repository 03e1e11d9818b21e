"""Cuts the screenplay into one brief for each scene, holding only what that scene needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from storyreel.animatic.writer.cast import name_pattern, speakers_of
from storyreel.animatic.writer.names import shared_names
from storyreel.film.cast import NARRATOR_ID, CastMember
from storyreel.film.drafts import BriefElement, Role, SceneBrief, Survey, SurveyedScene
from storyreel.film.screenplay import Element, ElementKind, Screenplay
from storyreel.film.spelling import plain_form
from storyreel.film.storyboard import LineSpan

_LEFT_OUT = frozenset({ElementKind.SECTION, ElementKind.SYNOPSIS, ElementKind.PAGE_BREAK, ElementKind.HEADING})


def split_scenes(screenplay: Screenplay, survey: Survey) -> tuple[SceneBrief, ...]:
    """A brief for each scene of the survey, in order. Equal scenes give equal briefs, wherever they stand in the film."""
    members = {member.id: member for member in survey.cast}
    shared = shared_names(survey.aliases)
    return tuple(_brief(screenplay, survey, scene, members, shared) for scene in survey.scenes)


def _brief(
    screenplay: Screenplay, survey: Survey, scene: SurveyedScene, members: dict[str, CastMember], shared: Mapping[str, Sequence[str]]
) -> SceneBrief:
    elements = [e for e in screenplay.elements[scene.first_element : scene.end_element] if e.kind not in _LEFT_OUT]
    while elements and elements[-1].kind is ElementKind.TRANSITION:
        elements.pop()  # it opens the next scene, whose brief says so
    environment = next(e for e in survey.environments if e.id == scene.environment_id)
    roles = tuple(
        Role(cast_id=cast_id, names=names, presentation=members[cast_id].look.presentation, heard_only=cast_id in survey.heard_only)
        for cast_id, names in _called(_present(elements, survey), shared)
    )
    shift = scene.source.first - 1
    return SceneBrief(
        heading=scene.heading,
        place=environment.place,
        time=scene.time,
        weather=scene.weather,
        first_visit=scene.first_visit,
        opening=scene.opening,
        roles=roles,
        elements=tuple(_moved(element, shift) for element in elements),
    )


def _present(elements: list[Element], survey: Survey) -> list[tuple[str, tuple[str, ...]]]:
    """Cast ids and names of those who speak in the scene or are named in its action."""
    told = " ".join(e.text for e in elements if e.kind in (ElementKind.ACTION, ElementKind.NARRATION))
    upper = plain_form(told)
    everyone = tuple(names[0] for _, names in survey.aliases)
    cues = {name for e in elements if e.kind is ElementKind.CHARACTER for name in speakers_of(e.text, everyone)}
    present = [
        (cast_id, names)
        for cast_id, names in survey.aliases
        if cues.intersection(names)
        or (any(name in upper for name in names) and name_pattern(names, any_case=not cues.intersection(names)).search(told))
    ]
    if any(e.kind is ElementKind.NARRATION for e in elements) and all(cast_id != NARRATOR_ID for cast_id, _ in present):
        present.append((NARRATOR_ID, ("NARRATOR",)))
    return present


def _called(present: list[tuple[str, tuple[str, ...]]], shared: Mapping[str, Sequence[str]]) -> list[tuple[str, tuple[str, ...]]]:
    """Those present with their names; where one Smith of several is there alone, 'SMITH' is theirs and nobody else's."""
    here = {cast_id for cast_id, _ in present}
    alone = {name: bearers[0] for name, all_bearers in shared.items() if len(bearers := [one for one in all_bearers if one in here]) == 1}
    called = [
        (cast_id, (*(n for n in names if alone.get(n, cast_id) == cast_id), *(n for n, one in alone.items() if one == cast_id and n not in names)))
        for cast_id, names in present
    ]
    return [(cast_id, names) for cast_id, names in called if names]


def _moved(element: Element, shift: int) -> BriefElement:
    source = LineSpan(first=max(1, element.source.first - shift), last=max(1, element.source.last - shift))
    return BriefElement(kind=element.kind, text=element.text, source=source, extensions=element.extensions, dual=element.dual)
