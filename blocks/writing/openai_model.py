"""Speaks with OpenAI, or with a server that speaks its language, through OpenAI's own library.

It does not know what is asked.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from blocks.writing.asking import LanguageModel, Question, Repair, Said, Stop
from blocks.writing.failures import failure, lost, unreadable, words_in

_KEYLESS = "none"
"""The library wants some key; a server on one's own machine looks at none."""


class OpenAIModel(LanguageModel):
    """A model behind `/v1/chat/completions`.

    `free` is a server of one's own: it may not hold a model to the schema, so the schema stands in the words,
    too, and the answer's length is asked by the older name, which all of them know.
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

    def say(self, question: Question, repairs: Sequence[Repair], most_tokens: int) -> Said:
        """See `LanguageModel.say`."""
        schema = {"name": question.schema["title"], "strict": True, "schema": question.schema}
        form: Any = {"type": "json_schema", "json_schema": schema}
        length: dict[str, Any] = {"max_tokens" if self.free else "max_completion_tokens": most_tokens}
        messages: Any = self._messages(question, repairs)
        with self._client(self._timeout) as (client, heard):
            heard.append(
                client.chat.completions.create(
                    model=self.model, messages=messages, response_format=form, **length
                )
            )
            return _said(heard[0])

    def names(self, timeout_seconds: float) -> tuple[str, ...]:
        """Every model that the service says it has; free.

        Raises:
            ProviderError: it does not answer in time, or not in OpenAI's language; raised as `say` raises it.
        """
        with self._client(timeout_seconds) as (client, _):
            return tuple(model.id for model in client.models.list().data)

    @contextmanager
    def _client(self, timeout_seconds: float) -> Iterator[tuple[Any, list[Any]]]:
        """OpenAI's own client, whose errors are ours; it asks once.

        Beside it a list for what it answered, which an error quotes.
        """
        import openai

        heard: list[Any] = []
        try:
            with openai.OpenAI(
                api_key=self._key or _KEYLESS,
                base_url=self.address or None,
                timeout=timeout_seconds,
                max_retries=0,
            ) as client:
                yield client, heard
        except openai.APIStatusError as error:
            code = f" ({error.code})" if error.code else ""
            raise failure(
                self,
                error.status_code,
                words_in(error.body, error.response.text) + code,
                error.response.headers,
                self._key,
            ) from error
        except openai.APIConnectionError as error:
            raise lost(self, error) from error
        except Exception as error:
            raise unreadable(self, error, next(iter(heard), ""), self._key) from error

    def _messages(self, question: Question, repairs: Sequence[Repair]) -> list[Any]:
        schema = f"\n\nThe schema:\n{json.dumps(question.schema)}" if self.free else ""
        content: list[dict[str, Any]] = []
        for picture in question.pictures:
            link = f"data:image/jpeg;base64,{base64.b64encode(picture.jpeg).decode()}"
            content += [
                {"type": "text", "text": f"{picture.name}:"},
                {"type": "image_url", "image_url": {"url": link}},
            ]
        asked: Any = [*content, {"type": "text", "text": question.prompt}] if content else question.prompt
        messages: list[Any] = [
            {"role": "system", "content": question.system + schema},
            {"role": "user", "content": asked},
        ]
        for repair in repairs:
            messages += [
                {"role": "assistant", "content": repair.answer},
                {"role": "user", "content": repair.request},
            ]
        return messages


def _said(answer: Any) -> Said:
    choice = answer.choices[0]
    message = choice.message
    refusal = getattr(message, "refusal", None) or ""
    stop = (
        Stop.REFUSED
        if refusal or choice.finish_reason == "content_filter"
        else Stop.LENGTH
        if choice.finish_reason == "length"
        else Stop.DONE
    )
    usage = answer.usage
    if not (message.content or refusal or choice.finish_reason or usage):
        raise ValueError("it says neither why it ends nor what it counts")
    return Said(
        message.content or "", stop, usage and usage.prompt_tokens, usage and usage.completion_tokens, refusal
    )
