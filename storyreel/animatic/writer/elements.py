"""What a story is made of, drawn at random: a character, a place, a conflict, an object and a tone."""

from __future__ import annotations

import numpy as np

from storyreel.animatic.writer.tables import table
from storyreel.film.scripts import StoryElements


def draw_elements(seed: int, fixed: StoryElements) -> StoryElements:
    """Elements of a story; those that are fixed stay. The same seed draws the same.

    >>> draw_elements(7, StoryElements(place="a harbour")).place
    'a harbour'
    """
    drawn = _drawn(np.random.default_rng(seed))
    return StoryElements.model_validate(drawn | fixed.named())


def _drawn(rng: np.random.Generator) -> dict[str, str]:
    known = table("elements")
    choices = {
        "character": known["characters"],
        "place": known["places"],
        "conflict": [row["name"] for row in table("conflicts")["conflict"]],
        "object": known["objects"],
        "tone": [row["name"] for row in table("tones")["tone"]],
    }
    return {name: str(rng.choice(values)) for name, values in choices.items()}


def idea_of(elements: StoryElements) -> str:
    """The elements as an idea in words.

    >>> idea_of(StoryElements(character="a baker", object="a song", place="a cave", tone="tense"))
    'A baker and a song in a cave. The tone is tense.'
    """
    who = " and ".join(filter(None, (elements.character, elements.object))) or "Two people"
    where = f" in {elements.place}" if elements.place else ""
    against = f": {elements.conflict}" if elements.conflict else ""
    tone = f" The tone is {elements.tone}." if elements.tone else ""
    return f"{who[0].upper()}{who[1:]}{where}{against}.{tone}"
