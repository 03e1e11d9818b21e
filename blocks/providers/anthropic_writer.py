"""Anthropic's models as a writer. Their prompts are in `blocks/writing`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from blocks.writing.accounts import AnthropicAccount
from blocks.writing.writer import ModelWriter


class AnthropicWriter(AnthropicAccount, ModelWriter):
    """Writes and plans with a Claude model."""

    _block_type_name = "Anthropic Writer"
    _description = (
        "Writes screenplays, plans shots and designs people and places with a Claude model; needs"
        " ANTHROPIC_API_KEY."
    )
    usual: ClassVar[Mapping[str, object]] = {"model": "claude-sonnet-5-5"}
