"""Sends requests to OpenAI, or to a server with the same API, through OpenAI's own library."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from blocks.writing.asking import LanguageModel, ModelAnswer, Question, Repair, Stop
from blocks.writing.failures import failure, lost, unreadable, words_in

_KEYLESS = "none"
"""A key for the library, which needs one. The person's own server does not read it."""


class OpenAIModel(LanguageModel):
    """A model behind `/v1/chat/completions`.

    `free` is the person's own server. Such a server may not enforce the schema, so the schema is also in the
    prompt; and the limit of the answer has its older name, which all servers know.
    """

    provider = "openai"
    key_variable = "OPENAI_API_KEY"

    def __init__(
        self,
        model: str,
        key: str,
        address: str,
        timeout_seconds: float,
        setting: str,
        *,
        free: bool,
        address_variable: str = "OPENAI_BASE_URL",
    ) -> None:
        self.model, self.setting, self.free = model, setting, free
        self.address, self.address_variable = address, address_variable
        self.provider = "local" if free else "openai"
        self._key, self._timeout = key, timeout_seconds

    def say(self, question: Question, repairs: Sequence[Repair], most_tokens: int) -> ModelAnswer:
        """See `LanguageModel.say`."""
        schema = {"name": question.schema["title"], "strict": True, "schema": question.schema}
        form: Any = {"type": "json_schema", "json_schema": schema}
        length: dict[str, Any] = {"max_tokens" if self.free else "max_completion_tokens": most_tokens}
        messages: Any = self._messages(question, repairs)
        with self._client(self._timeout) as (client, heard):
            create = client.chat.completions.create
            heard.append(create(model=self.model, messages=messages, response_format=form, **length))
            return _said(heard[0])

    def names(self, timeout_seconds: float) -> tuple[str, ...]:
        """Every model that the service lists, which is free to ask.

        Raises:
            ProviderError: it does not answer in time, or the answer cannot be read; as `say` raises it.
        """
        with self._client(timeout_seconds) as (client, _):
            return tuple(model.id for model in client.models.list().data)

    @contextmanager
    def _client(self, timeout_seconds: float) -> Iterator[tuple[Any, list[Any]]]:
        """OpenAI's client, whose errors become ours, and a list for its answer, which an error quotes."""
        import openai

        heard: list[Any] = []
        key, address = self._key or _KEYLESS, self.address or None
        try:
            with openai.OpenAI(
                api_key=key, base_url=address, timeout=timeout_seconds, max_retries=0
            ) as client:
                yield client, heard
        except openai.APIStatusError as error:
            code = f" ({error.code})" if error.code else ""
            said = words_in(error.body, error.response.text) + code
            raise failure(self, error.status_code, said, error.response.headers, self._key) from error
        except openai.APIConnectionError as error:
            raise lost(self, error) from error
        except Exception as error:
            raise unreadable(self, error, next(iter(heard), ""), self._key) from error

    def _messages(self, question: Question, repairs: Sequence[Repair]) -> list[Any]:
        schema = f"\n\nThe schema:\n{json.dumps(question.schema)}" if self.free else ""
        messages: list[Any] = [
            {"role": "system", "content": question.system + schema},
            {"role": "user", "content": _content(question)},
        ]
        for repair in repairs:
            messages.append({"role": "assistant", "content": repair.answer})
            messages.append({"role": "user", "content": repair.request})
        return messages


def _content(question: Question) -> Any:
    """The question's pictures and prompt; only the prompt if there are no pictures."""
    if not question.pictures:
        return question.prompt
    content: list[dict[str, Any]] = []
    for picture in question.pictures:
        link = f"data:image/jpeg;base64,{base64.b64encode(picture.jpeg).decode()}"
        content.append({"type": "text", "text": f"{picture.name}:"})
        content.append({"type": "image_url", "image_url": {"url": link}})
    return [*content, {"type": "text", "text": question.prompt}]


def _said(answer: Any) -> ModelAnswer:
    choice, usage = answer.choices[0], answer.usage
    text = choice.message.content or ""
    refusal = getattr(choice.message, "refusal", None) or ""
    if not (text or refusal or choice.finish_reason or usage):
        raise ValueError("it says neither why it ends nor what it counts")
    stop = _stop(choice.finish_reason, refusal)
    if usage is None:
        return ModelAnswer(text, stop, reason=refusal)
    details = usage.prompt_tokens_details
    from_cache = (details and details.cached_tokens) or 0
    to_cache = (details and details.cache_write_tokens) or 0
    return ModelAnswer(
        text,
        stop,
        usage.prompt_tokens - from_cache - to_cache,
        usage.completion_tokens,
        refusal,
        cache_read_tokens=from_cache,
        cache_written_tokens=to_cache,
    )


def _stop(finish_reason: str | None, refusal: str) -> Stop:
    if refusal or finish_reason == "content_filter":
        return Stop.REFUSED
    return Stop.LENGTH if finish_reason == "length" else Stop.DONE
