"""Gemini's models as a writer. Their prompts are in `blocks/writing`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from blocks.writing.accounts import GeminiAccount
from blocks.writing.writer import ModelWriter


class GeminiWriter(GeminiAccount, ModelWriter):
    """Writes and plans with a Gemini model."""

    _block_type_name = "Gemini Writer"
    _description = (
        "Writes screenplays, plans shots and designs people and places with a Gemini model; needs"
        " GEMINI_API_KEY."
    )
    usual: ClassVar[Mapping[str, object]] = {"model": "gemini-3.8-flash"}
