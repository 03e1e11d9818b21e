"""Sends requests to Anthropic through its own library."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from blocks.writing.asking import LanguageModel, ModelAnswer, PromptPicture, Question, Repair, Stop
from blocks.writing.failures import failure, lost, unreadable, words_in

_STOPS = {
    "max_tokens": Stop.LENGTH,
    "model_context_window_exceeded": Stop.LENGTH,
    "refusal": Stop.REFUSED,
}
Effort = Literal["low", "medium", "high", "xhigh", "max"]
"""How much a model thinks (anthropic 2.11.0, `OutputConfigParam.effort`)."""
THOUGHTS: Mapping[Effort, int] = {
    "low": 3_000,
    "medium": 6_000,
    "high": 16_000,
    "xhigh": 24_000,
    "max": 32_000,
}
"""The most tokens of thoughts that are allowed and set aside for. Our own bounds: the service names none."""
_WITHOUT_EFFORT = (
    "claude-haiku-4",
    "claude-sonnet-4-5",
    "claude-3",
    "claude-2",
    "claude-1",
    "claude-instant",
)
"""Models that refuse the setting."""
_LEAST_CACHED_CHARACTERS = 4_500
"""About the 1,024 tokens below which the service keeps nothing."""


class AnthropicModel(LanguageModel):
    """A Claude model. Its answers are streamed, because long ones outlast a connection that is silent."""

    effort: Effort = "medium"
    provider = "anthropic"
    key_variable = "ANTHROPIC_API_KEY"

    def __init__(self, model: str, key: str, address: str, timeout_seconds: float, setting: str) -> None:
        self.model, self.setting = model, setting
        self._key, self._address, self._timeout = key, address, timeout_seconds

    def _output(self, question: Question) -> dict[str, Any]:
        """The schema of the answer, and how much to think if the model takes that."""
        form = {"format": {"type": "json_schema", "schema": question.schema}}
        return form if self.model.startswith(_WITHOUT_EFFORT) else form | {"effort": self.effort}

    def say(self, question: Question, repairs: Sequence[Repair], most_tokens: int) -> ModelAnswer:
        """See `LanguageModel.say`."""
        import anthropic

        message: Any = None
        try:
            with anthropic.Anthropic(
                api_key=self._key, base_url=self._address or None, timeout=self._timeout, max_retries=0
            ) as client:
                asked: Any = {
                    "model": self.model,
                    "max_tokens": most_tokens,
                    "system": question.system,
                    "messages": _messages(question, repairs),
                    "output_config": self._output(question),
                }
                with client.messages.stream(**asked) as answer:
                    message = answer.get_final_message()
            return _said(message)
        except anthropic.APIStatusError as error:
            if error.status_code == 200:  # a streamed answer broke off, and what came of it may be charged
                raise unreadable(self, error, words_in(error.body, str(error)), self._key) from error
            raise failure(
                self, error.status_code, words_in(error.body, str(error)), error.response.headers, self._key
            ) from error
        except anthropic.APIConnectionError as error:
            raise lost(self, error) from error
        except Exception as error:
            raise unreadable(self, error, message, self._key) from error


def _said(message: Any) -> ModelAnswer:
    text = "".join(block.text for block in message.content if block.type == "text")
    stop = _STOPS.get(message.stop_reason or "", Stop.DONE)
    reason = _reason(message.stop_details) if stop is Stop.REFUSED else ""
    usage = message.usage
    if usage is None:
        if message.stop_reason is None:
            raise ValueError("it says neither why it ends nor what it counts")
        return ModelAnswer(text, stop, reason=reason)
    return ModelAnswer(
        text,
        stop,
        usage.input_tokens,
        usage.output_tokens,
        reason,
        cache_read_tokens=usage.cache_read_input_tokens or 0,
        cache_written_tokens=usage.cache_creation_input_tokens or 0,
    )


def _reason(details: Any) -> str:
    """Why the service refused, in its own words, with its name for the kind of refusal."""
    explanation = str(getattr(details, "explanation", None) or "").strip()
    category = str(getattr(details, "category", None) or "")
    return f"{explanation} ({category})" if explanation and category else explanation or category


def _messages(question: Question, repairs: Sequence[Repair]) -> list[Any]:
    content = [part for picture in question.pictures for part in _shown(picture)]
    content += _words(question)
    messages: list[dict[str, Any]] = [{"role": "user", "content": content}]
    for repair in repairs:
        messages.append({"role": "assistant", "content": repair.answer})
        messages.append({"role": "user", "content": repair.request})
    return messages


def _words(question: Question) -> list[dict[str, Any]]:
    """The prompt. What other questions repeat is a block of its own that the service keeps, if it is long."""
    shared = question.shared
    if len(shared) < _LEAST_CACHED_CHARACTERS or not question.prompt.startswith(shared):
        return [{"type": "text", "text": question.prompt}]
    kept = {"type": "text", "text": shared, "cache_control": {"type": "ephemeral"}}
    return [kept, {"type": "text", "text": question.prompt[len(shared) :]}]


def _shown(picture: PromptPicture) -> tuple[dict[str, Any], ...]:
    return {"type": "text", "text": f"{picture.name}:"}, {"type": "image", "source": _source(picture)}


def _source(picture: PromptPicture) -> dict[str, str]:
    data = base64.b64encode(picture.jpeg).decode()
    return {"type": "base64", "media_type": "image/jpeg", "data": data}
