"""Keys of an example film, under which films were bought: if one changes, every such film is bought again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from inspect import isfunction
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from blocks import kinds
from blocks.crew import assemble
from storyreel.film.briefs import ClipBrief
from storyreel.film.frozen import Frozen
from storyreel.film.likeness import Likeness
from storyreel.film.recipe import PictureRecipe
from storyreel.film.scripts import ScriptBrief
from storyreel.graph.context import FilmContext
from storyreel.graph.dry_run import dry_run
from storyreel.graph.film import analysis_calls, introduction_calls
from storyreel.planning import analyse_scene, split_scenes, survey
from storyreel.planning.newcomers import introduction_briefs
from storyreel.planning.reconcile import reconcile
from storyreel.screenplays import read_screenplay

RECORDED = json.loads((Path(__file__).parent / "recorded" / "keys.json").read_text(encoding="utf-8"))
"""By crew, the first 16 digits of the key of each call by its name."""
EXAMPLE = Path(__file__).parents[2] / "examples" / "the-last-light.fountain"
FLUX_1 = {"images": "fal-ai/flux-lora"}
CREWS: dict[str, tuple[str, dict[str, tuple[str, ...]], bool, dict[str, str]]] = {
    "animatic": ("animatic", {"narrator": ("espeak",)}, True, {}),
    "animatic-kokoro": ("animatic", {}, True, {}),
    "cloud": ("cloud", {}, True, FLUX_1),
    "cloud-flux-2": ("cloud", {}, True, {}),
    "cloud-gemini": (
        "cloud",
        {
            "writer": ("gemini",),
            "images": ("gemini",),
            "video": ("fal",),
            "narrator": ("openai",),
            "critic": ("gemini",),
        },
        True,
        {},
    ),
    "cloud-photon": (
        "cloud",
        {
            "images": ("luma-photon",),
            "video": ("luma-ray2",),
            "narrator": ("polly",),
            "critic": ("anthropic",),
        },
        False,
        {},
    ),
    "cloud-openai": ("cloud", {"writer": ("openai",), "images": ("openai",), "video": ("gemini",)}, True, {}),
}
"""Preset, members, whether shots end on a last keyframe, and models."""


def keys_of(
    preset: str, members: dict[str, tuple[str, ...]], last_frames: bool, models: dict[str, str]
) -> dict[str, str]:
    """The example's keys, from results that are assumed until there are real ones.

    Weights are trained where the crew trains any, as they were for the films that were bought. Their clips
    stay.
    """
    screenplay = read_screenplay(EXAMPLE.read_bytes(), EXAMPLE.name)
    surveyed = survey(screenplay)
    scenes = split_scenes(screenplay, surveyed)
    storyboard = reconcile(None, surveyed, [analyse_scene(brief) for brief in scenes], screenplay.title)
    card = assemble(preset, "en-us", members, models).card()
    before = (*introduction_calls(introduction_briefs(screenplay, surveyed, None)), *analysis_calls(scenes))
    context = FilmContext(storyboard, card, PictureRecipe(), last_frames=last_frames, likeness=Likeness.LORA)
    if last_frames:
        context = replace(context, clips=bought_clips(context))
    asked = [(call, call.write({})) for call in before]
    asked += [(one.call, one.brief) for one in dry_run(context, lambda _call, _brief: None)]
    return {str(call.name): call.key(brief, card.fingerprints)[:16] for call, brief in asked}


def bought_clips(context: FilmContext) -> dict[str, tuple[int, ...]]:
    """Frames of each clip as they were bought, by shot: the length of a shot did not heed what clips cost."""
    video = context.card.video.model_copy(update={"costs_usd": ()})
    bought = replace(context, card=context.card.model_copy(update={"video": video}))
    clips: dict[str, tuple[int, ...]] = {}
    for one in dry_run(bought, lambda _call, _brief: None):
        if isinstance(one.brief, ClipBrief):
            shot = one.call.id.subject
            clips[shot] = (*clips.get(shot, ()), one.brief.frames)
    return clips


@pytest.mark.parametrize("crew", RECORDED)
def test_what_was_bought_is_found_again(crew: str) -> None:
    """Every call of the example has the key that it always had."""
    found = keys_of(*CREWS[crew])

    assert {
        name: (key, found.get(name)) for name, key in RECORDED[crew].items() if found.get(name) != key
    } == {}


def values_in(annotation: object) -> Iterator[type[Frozen]]:
    """Every kind of value that a field can hold, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, Frozen):
        yield annotation
        for hint in get_type_hints(annotation).values():
            yield from values_in(hint)
    for part in get_args(annotation):
        yield from values_in(part)


def test_what_can_be_bought_names_what_enters_its_key() -> None:
    """A field that is added to a brief, or to a value in one, must not change keys of what was bought."""
    methods = [
        method
        for kind in vars(kinds).values()
        if isinstance(kind, type)
        for method in vars(kind).values()
        if isfunction(method)
    ]
    briefs = {get_type_hints(method)["brief"] for method in methods if "brief" in method.__annotations__} - {
        Frozen,
        ScriptBrief,
    }
    named = {value for brief in briefs for value in values_in(brief)}

    assert len(briefs) > 10
    assert sorted(value.__name__ for value in named if "key_form" not in vars(value)) == []
