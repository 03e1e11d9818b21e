"""Looks over the whole screenplay: who is in it, where it plays, and where each scene begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from storyreel.film.drafts import Survey, SurveyedScene
from storyreel.film.errors import ScreenplayError
from storyreel.film.screenplay import Element, ElementKind, Screenplay
from storyreel.film.storyboard import LineSpan, Storyboard, TransitionKind
from storyreel.planning.casting import cast_of
from storyreel.planning.name_patterns import name_pattern
from storyreel.planning.sites import Site, environments_of, sites_of
from storyreel.planning.stretches import Stretch, stretches_of
from storyreel.planning.transitions import transition_in

_CUTS_OFF = re.compile(r"CUT TO BLACK|SMASH")
_AFTER_THE_END = (ElementKind.CENTERED, ElementKind.TITLE)


def survey(screenplay: Screenplay, known: Storyboard | None = None) -> Survey:
    """Cast, places and scenes of a screenplay.

    known: the storyboard so far. Its people keep their looks and voices while the script describes them the
    same. Its places keep their descriptions, with new hours and weathers added: every picture of a place is
    asked for in those words, so one changed line of action must not change them. New people and places get
    what is free.

    Raises:
        ScreenplayError: nothing in it can be filmed.
    """
    stretches = stretches_of(screenplay)
    if not stretches:
        raise _no_scene(screenplay)
    cast = cast_of(screenplay, stretches[-1].end, known.cast if known else ())
    sites = sites_of(screenplay.elements, stretches, screenplay.language)
    everyone = name_pattern(cast.all_names or ["NOBODY"], any_case=True)
    known_environments = known.environments if known else ()
    environments, ids = environments_of(screenplay.elements, sites, known_environments, everyone)
    return Survey(
        cast=cast.members,
        environments=environments,
        scenes=_scenes(screenplay.elements, sites, ids),
        aliases=cast.aliases,
        ending=_ending(screenplay.elements),
        heard_only=cast.heard_only,
    )


def _no_scene(screenplay: Screenplay) -> ScreenplayError:
    return ScreenplayError(
        f"The screenplay {screenplay.title.title!r} has no scene with action or speech. Write a paragraph"
        " below a heading.",
        line=1,
    )


def _scenes(
    elements: Sequence[Element], sites: Sequence[Site], ids: dict[tuple[str, bool], str]
) -> tuple[SurveyedScene, ...]:
    """The scenes. ids: of the environments, by the key of a site."""
    scenes: list[SurveyedScene] = []
    visited: set[tuple[str, bool]] = set()
    for site in sites:
        opening = _opening(elements, site.stretch, is_first=not scenes)
        scenes.append(_scene(elements, site, ids[site.key], site.key not in visited, opening))
        visited.add(site.key)
    return tuple(scenes)


def _scene(
    elements: Sequence[Element], site: Site, environment_id: str, first_visit: bool, opening: TransitionKind
) -> SurveyedScene:
    stretch = site.stretch
    return SurveyedScene(
        heading=stretch.heading,
        environment_id=environment_id,
        time=site.time,
        weather=site.weather,
        source=_lines_of(elements[stretch.first : stretch.end]),
        first_element=stretch.first,
        end_element=stretch.end,
        first_sentence=stretch.first_sentence,
        end_sentence=stretch.end_sentence,
        first_visit=first_visit,
        opening=opening,
    )


def _lines_of(elements: Sequence[Element]) -> LineSpan:
    return LineSpan(first=elements[0].source.first, last=max(e.source.last for e in elements))


def _opening(elements: Sequence[Element], stretch: Stretch, is_first: bool) -> TransitionKind:
    """The transition before a scene. The first fades in, unless the script asks for something else."""
    before = elements[max(0, stretch.first - 2) : stretch.first]
    asked = next((e for e in reversed(before) if e.kind is ElementKind.TRANSITION), None)
    opening = transition_in(asked.text) if asked else TransitionKind.CUT
    if is_first and opening is TransitionKind.CUT:
        return TransitionKind.FADE_FROM_BLACK
    return opening


def _ending(elements: Sequence[Element]) -> TransitionKind:
    last = _last_shown(elements)
    return TransitionKind.CUT if last and _cuts_off(last) else TransitionKind.FADE_TO_BLACK


def _last_shown(elements: Sequence[Element]) -> Element | None:
    return next((e for e in reversed(elements) if e.kind not in _AFTER_THE_END), None)


def _cuts_off(last: Element) -> bool:
    return last.kind is ElementKind.TRANSITION and _CUTS_OFF.search(last.text.upper()) is not None
