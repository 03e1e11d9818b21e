"""The elements of a screenplay that belong to one scene."""

from __future__ import annotations

from collections.abc import Sequence

from storyreel.film.screenplay import Element
from storyreel.screenplays.sentences import joined, sentences


def elements_of(
    elements: Sequence[Element], first: int, end: int, first_sentence: int = 0, end_sentence: int = 0
) -> list[Element]:
    """The elements of a scene, by the indices that its survey has.

    Of a paragraph that it shares with another scene, its own sentences.
    """
    own = list(elements[first:end])
    if end_sentence:
        own[-1] = own[-1].model_copy(update={"text": joined(sentences(own[-1].text)[:end_sentence])})
    if first_sentence:
        own[0] = own[0].model_copy(update={"text": joined(sentences(own[0].text)[first_sentence:])})
    return own
