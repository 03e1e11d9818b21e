"""OpenAI's models, and those of any server with the same API, as writers.

Their prompts are in `blocks/writing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from blocks.writing.accounts import LocalAccount, OpenAIAccount
from blocks.writing.writer import ModelWriter


class OpenAIWriter(OpenAIAccount, ModelWriter):
    """Writes and plans with a model of OpenAI, which may be fine-tuned."""

    _block_type_name = "OpenAI Writer"
    _description = (
        "Writes screenplays, plans shots and designs people and places with an OpenAI model; needs"
        " OPENAI_API_KEY."
    )
    usual: ClassVar[Mapping[str, object]] = {"model": "gpt-6-sol"}


class LocalWriter(LocalAccount, ModelWriter):
    """Writes and plans with a model on the person's own server. Free."""

    _block_type_name = "Local Writer"
    _description = (
        "Writes and plans with a model on your own OpenAI-compatible server: Ollama, vLLM, llama.cpp;"
        " no key, free."
    )
    usual: ClassVar[Mapping[str, object]] = {"model": "llama3.1"}

    base_url: str = Field(
        default="",
        description=(
            "Address of the server, ending in /v1; otherwise STORYREEL_LOCAL_URL, or Ollama's here."
        ),
    )

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        return f"local-{super().fingerprint()}"
