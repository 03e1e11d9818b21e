"""OpenAI's models, and those of any server that speaks its language, as writers.

Their prompts are in `blocks/writing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from blocks.writing.accounts import LocalAccount, OpenAIAccount
from blocks.writing.writer import ModelWriter


class OpenAIWriter(OpenAIAccount, ModelWriter):
    """Writes and plans with a model of OpenAI's, a fine-tuned one too."""

    _block_type_name = "OpenAI Writer"
    _description = (
        "Writes screenplays, plans shots and designs people and places with an OpenAI model; needs"
        " OPENAI_API_KEY."
    )
    usual: ClassVar[Mapping[str, object]] = {"model": "gpt-6-sol"}


class LocalWriter(LocalAccount, ModelWriter):
    """Writes and plans with a model on one's own server. Free."""

    _block_type_name = "Local Writer"
    _description = (
        "Writes and plans with a model on an OpenAI-compatible server of one's own: Ollama, vLLM, llama.cpp;"
        " no key, free."
    )
    usual: ClassVar[Mapping[str, object]] = {"model": "llama3.1"}

    base_url: str = Field(
        default="",
        description=(
            "Address of the server with its /v1; else STORYREEL_LOCAL_URL, else Ollama's on this machine."
        ),
    )

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        return f"local-{super().fingerprint()}"
