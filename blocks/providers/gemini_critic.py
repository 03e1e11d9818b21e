"""Gemini's models as a critic. Their prompts are in `blocks/writing`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from blocks.writing.accounts import GeminiAccount
from blocks.writing.critic import ModelCritic


class GeminiCritic(GeminiAccount, ModelCritic):
    """Judges takes with a Gemini model."""

    _block_type_name = "Gemini Critic"
    _description = (
        "Looks at pictures of a take with a Gemini model and says what is wrong; needs GEMINI_API_KEY."
    )
    usual: ClassVar[Mapping[str, object]] = {"model": "gemini-3.8-flash"}
