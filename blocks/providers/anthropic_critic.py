"""Anthropic's models as a critic. Their prompts are in `blocks/writing`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from blocks.writing.accounts import AnthropicAccount
from blocks.writing.critic import ModelCritic


class AnthropicCritic(AnthropicAccount, ModelCritic):
    """Judges takes with a Claude model."""

    _block_type_name = "Anthropic Critic"
    _description = (
        "Looks at pictures of a take with a Claude model and says what is wrong; needs ANTHROPIC_API_KEY."
    )
    usual: ClassVar[Mapping[str, object]] = {"model": "claude-sonnet-5-5"}
