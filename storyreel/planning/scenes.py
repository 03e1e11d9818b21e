"""Cuts the screenplay into one brief for each scene, holding only what that scene needs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from storyreel.film.cast import NARRATOR_ID, CastMember, Presentation
from storyreel.film.drafts import BriefElement, Role, SceneBrief, Survey, SurveyedScene
from storyreel.film.screenplay import Element, ElementKind, Screenplay
from storyreel.film.storyboard import LineSpan
from storyreel.planning.cues import speakers_of
from storyreel.planning.elements import elements_of
from storyreel.planning.names import name_pattern, shared_names
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

    Equal scenes give equal briefs, wherever they stand in the film.

    Only a story's scene that begins with 'she' looks back: at who was there before.
    """
    members = {member.id: member for member in survey.cast}
    shared = shared_names(survey.aliases)
    briefs: list[SceneBrief] = []
    recent: list[str] = []
    for scene in survey.scenes:
        brief = _brief(screenplay, survey, scene, members, shared, recent)
        here = [role.cast_id for role in brief.roles if role.cast_id != NARRATOR_ID]
        recent = [*(one for one in recent if one not in here), *here]
        briefs.append(brief)
    return tuple(briefs)


def _brief(
    screenplay: Screenplay,
    survey: Survey,
    scene: SurveyedScene,
    members: dict[str, CastMember],
    shared: Mapping[str, Sequence[str]],
    recent: Sequence[str],
) -> SceneBrief:
    own = elements_of(
        screenplay.elements, scene.first_element, scene.end_element, scene.first_sentence, scene.end_sentence
    )
    elements = [e for e in own if e.kind not in _LEFT_OUT]
    while elements and elements[-1].kind is ElementKind.TRANSITION:
        elements.pop()  # it opens the next scene, whose brief says so
    environment = next(e for e in survey.environments if e.id == scene.environment_id)
    present = _present(elements, survey)
    meant = _meant(elements, present, recent, members)
    present = [*((one, names) for one, names in survey.aliases if one in meant), *present]
    roles = tuple(
        Role(
            cast_id=cast_id,
            names=names,
            presentation=members[cast_id].look.presentation,
            heard_only=cast_id in survey.heard_only,
        )
        for cast_id, names in _called(present, shared)
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
    cues = {
        name for e in elements if e.kind is ElementKind.CHARACTER for name in speakers_of(e.text, everyone)
    }
    present = [
        (cast_id, names)
        for cast_id, names in survey.aliases
        if cues.intersection(names)
        or (
            any(name in upper for name in names)
            and name_pattern(names, any_case=not cues.intersection(names)).search(told)
        )
    ]
    if any(e.kind is ElementKind.NARRATION for e in elements) and all(
        cast_id != NARRATOR_ID for cast_id, _ in present
    ):
        present.append((NARRATOR_ID, ("NARRATOR",)))
    return present


def _meant(
    elements: Sequence[Element],
    present: Sequence[tuple[str, tuple[str, ...]]],
    recent: Sequence[str],
    members: Mapping[str, CastMember],
) -> set[str]:
    """Who of the scenes before is meant by a story's 'she', 'he' or 'they' that stands before anybody of this scene is named."""
    told = " ".join(e.text for e in elements if e.kind is ElementKind.NARRATION)
    here = {cast_id for cast_id, _ in present}
    meant: set[str] = set()
    for pronoun, presentation in _PRONOUNS:
        found = pronoun.search(told)
        fitting = {presentation, Presentation.NEUTRAL}
        before = told[: found.start()] if found else ""
        named = any(
            members[one].look.presentation in fitting and name_pattern(names, any_case=True).search(before)
            for one, names in present
            if one != NARRATOR_ID
        )
        if found and not named:
            bearer = next(
                (
                    one
                    for wanted in (presentation, Presentation.NEUTRAL)
                    for one in reversed(recent)
                    if members[one].look.presentation is wanted
                ),
                "",
            )
            meant |= {bearer} - here - {""}
    they = _THEY.search(told)
    if (
        they
        and sum(
            name_pattern(names, any_case=True).search(told[: they.start()]) is not None
            for one, names in present
            if one != NARRATOR_ID
        )
        < 2
    ):
        meant |= set(recent[-2:]) - here
    return meant


def _called(
    present: list[tuple[str, tuple[str, ...]]], shared: Mapping[str, Sequence[str]]
) -> list[tuple[str, tuple[str, ...]]]:
    """Those present with their names.

    Where one Smith of several is there alone, 'SMITH' is theirs and nobody else's.
    """
    here = {cast_id for cast_id, _ in present}
    alone = {
        name: bearers[0]
        for name, all_bearers in shared.items()
        if len(bearers := [one for one in all_bearers if one in here]) == 1
    }
    called = [
        (
            cast_id,
            (
                *(n for n in names if alone.get(n, cast_id) == cast_id),
                *(n for n, one in alone.items() if one == cast_id and n not in names),
            ),
        )
        for cast_id, names in present
    ]
    return [(cast_id, names) for cast_id, names in called if names]


def _moved(element: Element, shift: int) -> BriefElement:
    source = LineSpan(first=max(1, element.source.first - shift), last=max(1, element.source.last - shift))
    return BriefElement(
        kind=element.kind, text=element.text, source=source, extensions=element.extensions, dual=element.dual
    )
