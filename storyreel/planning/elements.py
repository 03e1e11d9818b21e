"""The elements of a screenplay that belong to one scene."""

from __future__ import annotations

from collections.abc import Sequence

from storyreel.film.drafts import SurveyedScene
from storyreel.film.screenplay import Element
from storyreel.screenplays.sentences import joined, sentences


def elements_of(
    elements: Sequence[Element], first: int, end: int, first_sentence: int = 0, end_sentence: int = 0
) -> list[Element]:
    """The elements of a scene, by the indices that its survey has.

    A paragraph that it shares with another scene is cut down to the scene's own sentences.
    """
    own = list(elements[first:end])
    if end_sentence:
        own[-1] = _cut(own[-1], 0, end_sentence)
    if first_sentence:
        own[0] = _cut(own[0], first_sentence, None)
    return own


def elements_of_scene(elements: Sequence[Element], scene: SurveyedScene) -> list[Element]:
    """The elements of a surveyed scene."""
    return elements_of(
        elements, scene.first_element, scene.end_element, scene.first_sentence, scene.end_sentence
    )


def _cut(element: Element, first: int, end: int | None) -> Element:
    """The element with some of its sentences."""
    return element.model_copy(update={"text": joined(sentences(element.text)[first:end])})
