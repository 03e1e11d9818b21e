"""The lengths of questions and of their usual answers, from which prices are estimated."""

from __future__ import annotations

from dataclasses import dataclass

from blocks.writing.prompts import prompt
from storyreel.film.briefs import AnchorBrief, PromptBrief
from storyreel.film.drafts import SceneBrief
from storyreel.film.frozen import Frozen
from storyreel.film.introductions import IntroductionBrief
from storyreel.film.scripts import ScriptBrief

MOST_ELEMENTS = 60
"""Elements in one question. A longer scene is asked for in stretches, so that no answer is cut off."""
_CHARACTERS_A_TRANSLATED_TOKEN = 2.5
"""English characters of a prompt for each token of its translation; other languages take more tokens."""
PART_MINUTES = 6.0
"""A screenplay longer than this is planned first and written in parts of about this length."""
_SCHEMA_CHARACTERS = 4000
# Counted on answers to our own examples, in tokens of four characters.
_PERSON_TOKENS, _PLACE_TOKENS, _SHOT_TOKENS, _ANCHOR_TOKENS = 230, 160, 130, 420
_SHOTS_AN_ELEMENT = 0.5
_SCRIPT_TOKENS_A_MINUTE, _OUTLINE_TOKENS_A_MINUTE = 650, 130


@dataclass(frozen=True)
class Size:
    """Characters of questions, tokens of their usual answers without thoughts, and how many they are."""

    prompt_characters: int
    answer_tokens: float
    questions: int = 1


def size_of(brief: Frozen) -> Size:
    """The size of all questions together that a writer asks for a brief."""
    said = len(brief.model_dump_json())
    if isinstance(brief, IntroductionBrief):
        people, places = _PERSON_TOKENS * len(brief.people), _PLACE_TOKENS * len(brief.places)
        return Size(_asked("introduce") + said, 60 + people + places)
    if isinstance(brief, SceneBrief):
        shots = max(1.0, _SHOTS_AN_ELEMENT * len(brief.elements))
        questions = max(1, -(-len(brief.elements) // MOST_ELEMENTS))
        return Size(_asked("analyse_scene") + said, 60 + _SHOT_TOKENS * shots, questions)
    if isinstance(brief, AnchorBrief):
        return Size(_asked("describe") + said, _ANCHOR_TOKENS)
    if isinstance(brief, PromptBrief):
        return Size(_asked("translate") + said, said / _CHARACTERS_A_TRANSLATED_TOKEN)
    if isinstance(brief, ScriptBrief):
        return _script_size(brief, said)
    return Size(said, _ANCHOR_TOKENS)


def _script_size(brief: ScriptBrief, said: int) -> Size:
    answer = 150 + _SCRIPT_TOKENS_A_MINUTE * brief.minutes
    if brief.minutes <= PART_MINUTES:
        return Size(_asked("write") + said, answer)
    parts = -(-brief.minutes // PART_MINUTES)
    plan = _OUTLINE_TOKENS_A_MINUTE * brief.minutes
    each = _asked("write") + said + 4 * plan + 3000
    return Size(round(_asked("outline") + said + parts * each), answer + plan, round(parts) + 1)


def _asked(name: str) -> int:
    return len(prompt(name).text) + _SCHEMA_CHARACTERS
