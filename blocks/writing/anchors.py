"""Asks for the words that begin the prompt of every picture of a place."""

from __future__ import annotations

from collections.abc import Iterator

from blocks.writing.asking import LanguageModel, Question, ask
from blocks.writing.prompts import enclosed, prompt
from blocks.writing.schemas import PlaceAnchor, schema_of
from storyreel.film.briefs import Anchor, AnchorBrief
from storyreel.planning.anchors import colour_name, trigger_word


def place_anchor(model: LanguageModel, brief: AnchorBrief) -> Anchor:
    """The anchor of a place. Its trigger word is chosen here, so that no two places of a film share one.

    Raises:
        ProviderError: no answer was usable.
        RefusedError: the model refuses to describe it.
    """
    return ask(model, _question(brief), PlaceAnchor, lambda answer: _anchor(brief, answer))


def _question(brief: AnchorBrief) -> Question:
    return Question(
        subject=f"the place {brief.place.name!r}",
        system=prompt("describe").text,
        prompt=_prompt(brief),
        schema=schema_of(PlaceAnchor),
        answer_tokens=3000,
    )


def _prompt(brief: AnchorBrief) -> str:
    hours = ", ".join(time.value for time in brief.times) or "day"
    weathers = ", ".join(weather.value for weather in brief.weathers) or "clear"
    return (
        f"{enclosed('screenplay', chr(10).join(_facts(brief)))}\n\nHours: {hours}. Weathers: {weathers}. The"
        f" film's look: {brief.style or 'natural'}."
    )


def _facts(brief: AnchorBrief) -> Iterator[str]:
    place = brief.place
    colours = ", ".join(f"{colour_name(colour)} {colour}" for colour in place.palette)
    yield f"Name: {place.name}"
    yield f"Kind: {place.kind.value}, {'interior' if place.interior else 'exterior'}"
    yield f"To be seen: {', '.join(place.features) or 'nothing named'}"
    yield f"Colours: {colours or 'free'}"
    yield f"Said of it: {brief.description or 'nothing'}"


def _anchor(brief: AnchorBrief, answer: PlaceAnchor) -> Anchor:
    return Anchor(
        layout=answer.layout,
        architecture=answer.architecture,
        light=answer.light,
        atmosphere=answer.atmosphere,
        key_features=tuple(dict.fromkeys((*brief.place.features, *answer.key_features)))[:8],
        time=answer.time,
        weather=answer.weather,
        palette=tuple(dict.fromkeys(answer.palette)),
        trigger_word=trigger_word(brief.place.name, brief.place.seed),
        negative_prompt=answer.negative_prompt,
    )
