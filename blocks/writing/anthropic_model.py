"""Sends requests to Anthropic through its own library."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from blocks.writing.asking import LanguageModel, Question, Repair, Said, Shown, Stop
from blocks.writing.failures import failure, lost, unreadable, words_in

_STOPS = {
    "max_tokens": Stop.LENGTH,
    "model_context_window_exceeded": Stop.LENGTH,
    "refusal": Stop.REFUSED,
}


class AnthropicModel(LanguageModel):
    """A Claude model."""

    provider = "anthropic"
    key_variable = "ANTHROPIC_API_KEY"

    def __init__(self, model: str, key: str, address: str, timeout_seconds: float, setting: str) -> None:
        self.model, self.setting = model, setting
        self._key, self._address, self._timeout = key, address, timeout_seconds

    def say(self, question: Question, repairs: Sequence[Repair], most_tokens: int) -> Said:
        """See `LanguageModel.say`."""
        import anthropic

        message: Any = None
        try:
            with anthropic.Anthropic(
                api_key=self._key, base_url=self._address or None, timeout=self._timeout, max_retries=0
            ) as client:
                message = client.messages.create(
                    model=self.model,
                    max_tokens=most_tokens,
                    system=question.system,
                    messages=_messages(question, repairs),
                    output_config={"format": {"type": "json_schema", "schema": question.schema}},
                )
            return _said(message)
        except anthropic.APIStatusError as error:
            raise failure(
                self, error.status_code, words_in(error.body, str(error)), error.response.headers, self._key
            ) from error
        except anthropic.APIConnectionError as error:
            raise lost(self, error) from error
        except Exception as error:
            raise unreadable(self, error, message, self._key) from error


def _said(message: Any) -> Said:
    text = "".join(block.text for block in message.content if block.type == "text")
    stop = _STOPS.get(message.stop_reason or "", Stop.DONE)
    usage = message.usage
    if usage is None:
        if message.stop_reason is None:
            raise ValueError("it says neither why it ends nor what it counts")
        return Said(text, stop)
    cached = (usage.cache_creation_input_tokens or 0) + (usage.cache_read_input_tokens or 0)
    return Said(text, stop, usage.input_tokens + cached, usage.output_tokens)


def _messages(question: Question, repairs: Sequence[Repair]) -> list[Any]:
    content = [part for picture in question.pictures for part in _shown(picture)]
    content.append({"type": "text", "text": question.prompt})
    messages: list[dict[str, Any]] = [{"role": "user", "content": content}]
    for repair in repairs:
        messages.append({"role": "assistant", "content": repair.answer})
        messages.append({"role": "user", "content": repair.request})
    return messages


def _shown(picture: Shown) -> tuple[dict[str, Any], ...]:
    return {"type": "text", "text": f"{picture.name}:"}, {"type": "image", "source": _source(picture)}


def _source(picture: Shown) -> dict[str, str]:
    data = base64.b64encode(picture.jpeg).decode()
    return {"type": "base64", "media_type": "image/jpeg", "data": data}
