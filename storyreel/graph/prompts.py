"""Calls that put prompts for image and video models into the film's prompt language."""

from __future__ import annotations

from collections.abc import Callable

from storyreel.film.briefs import Picture, PromptBrief, TranslatedPrompt
from storyreel.graph.calls import Call, Calls, Made
from storyreel.graph.context import FilmContext
from storyreel.graph.stages import CallId, CallIds, Stage
from storyreel.planning.prompts import note_parts


def _prompt_id(drawn: CallId) -> CallId:
    """The call that translates the prompt of a frame or reference picture."""
    part = drawn.part if drawn.stage is Stage.STILL else drawn.stage.value
    return CallId(Stage.PROMPT, drawn.subject, part, index=drawn.index)


def translation(context: FilmContext, drawn: CallId, needs: CallIds, write: Callable[[Made], str]) -> Calls:
    """The call that translates a prompt, if the film's prompts are translated.

    needs: the calls that the prompt is written from. write: the prompt in English, from their results.
    """
    if not context.translates:
        return ()

    def brief(made: Made) -> PromptBrief:
        return PromptBrief(prompt=write(made), language=context.prompt_language)

    return (Call(_prompt_id(drawn), needs, brief, work=0.05),)


def translation_needs(context: FilmContext, drawn: CallId) -> CallIds:
    """The call that translates the prompt of a frame or reference picture, or none."""
    return (_prompt_id(drawn),) if context.translates else ()


def in_prompt_language(context: FilmContext, drawn: CallId, made: Made, english: Picture) -> Picture:
    """A picture with its prompt as translated; in English if it is not translated or could not be."""
    found: TranslatedPrompt | None = made.get(_prompt_id(drawn)) if context.translates else None
    return english.reworded(found.text) if found else english


def noted(context: FilmContext, call: CallId, picture: Picture) -> Picture:
    """A picture whose prompt begins with the person's words for the take of a call, if there are any."""
    note = note_parts(context.notes.get(call, ""))
    return picture.in_parts((*note, *picture.parts)) if note else picture
