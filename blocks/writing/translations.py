"""Asks for a prompt in another language."""

from __future__ import annotations

from blocks.writing.asking import LanguageModel, Question, ask
from blocks.writing.prompts import enclosed, prompt
from blocks.writing.schemas import PromptTranslation, schema_of
from storyreel.film.briefs import PromptBrief, TranslatedPrompt


def translated_prompt(model: LanguageModel, brief: PromptBrief) -> TranslatedPrompt:
    """The prompt in the language that the brief names.

    Raises:
        ProviderError: no answer was usable.
        RefusedError: the model will not translate it.
    """
    return ask(model, _question(brief), PromptTranslation, lambda answer: TranslatedPrompt(text=answer.text))


def _question(brief: PromptBrief) -> Question:
    return Question(
        subject="a prompt",
        system=prompt("translate").text,
        prompt=f"{enclosed('prompt', brief.prompt)}\n\nTranslate it into the language {brief.language!r}.",
        schema=schema_of(PromptTranslation),
        answer_tokens=2000,
    )
