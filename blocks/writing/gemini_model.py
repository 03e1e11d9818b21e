"""Sends requests to Google's Gemini through its own library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from blocks.writing.asking import LanguageModel, ModelAnswer, Question, Repair, Stop
from blocks.writing.failures import failure, lost, unreadable, words_in

_REFUSED = frozenset(
    {"SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "MODEL_ARMOR", "JAILBREAK"}
)
_TRANSPORTS = ("httpx", "httpx2", "httpcore", "httpcore2")


class GeminiModel(LanguageModel):
    """A Gemini model of the Developer API."""

    provider = "gemini"
    key_variable = "GEMINI_API_KEY"

    def __init__(self, model: str, key: str, address: str, timeout_seconds: float, setting: str) -> None:
        self.model, self.setting = model, setting
        self._key, self._address, self._timeout = key, address, timeout_seconds

    def say(self, question: Question, repairs: Sequence[Repair], most_tokens: int) -> ModelAnswer:
        """See `LanguageModel.say`."""
        from google.genai import errors, types

        config = types.GenerateContentConfig(
            system_instruction=question.system,
            response_mime_type="application/json",
            response_json_schema=question.schema,
            max_output_tokens=most_tokens,
        )
        contents = _contents(question, repairs)
        client = self._client()
        try:
            return _said(client.models.generate_content(model=self.model, contents=contents, config=config))
        except errors.APIError as error:
            headers = getattr(error.response, "headers", None)
            said = error.message or error.status or words_in(error.details, "")
            raise failure(self, error.code, said, headers, self._key) from error
        except Exception as error:
            if type(error).__module__.partition(".")[0] not in _TRANSPORTS:
                raise unreadable(self, error, key=self._key) from error
            raise lost(self, error) from error  # the library passes on the errors of its transport
        finally:
            client.close()

    def _client(self) -> Any:
        from google import genai
        from google.genai import types

        options = types.HttpOptions(base_url=self._address or None, timeout=round(1000 * self._timeout))
        return genai.Client(api_key=self._key, vertexai=False, http_options=options)


def _said(answer: Any) -> ModelAnswer:
    candidate = answer.candidates[0] if answer.candidates else None
    usage = answer.usage_metadata
    tokens = _tokens(usage) if usage else {}
    blocked = answer.prompt_feedback.block_reason if answer.prompt_feedback else None
    if blocked:
        return ModelAnswer("", Stop.REFUSED, **tokens, reason=_name(blocked))
    if usage is None and (candidate is None or candidate.finish_reason is None):
        raise ValueError("it says neither why it ends nor what it counts")
    if candidate is None:
        return ModelAnswer("", Stop.DONE, **tokens)
    finish = _name(candidate.finish_reason)
    if finish in _REFUSED:
        return ModelAnswer(_text(candidate), Stop.REFUSED, **tokens, reason=finish)
    return ModelAnswer(_text(candidate), Stop.LENGTH if finish == "MAX_TOKENS" else Stop.DONE, **tokens)


def _tokens(usage: Any) -> dict[str, Any]:
    """Tokens of the question, of its part that the service had kept, and of the answer with its thoughts."""
    asked, kept = usage.prompt_token_count, usage.cached_content_token_count or 0
    return {
        "input_tokens": None if asked is None else asked - kept,
        "output_tokens": (usage.candidates_token_count or 0) + (usage.thoughts_token_count or 0),
        "cache_read_tokens": kept,
    }


def _text(candidate: Any) -> str:
    return "".join(part.text for part in _parts(candidate) if part.text and not part.thought)


def _parts(candidate: Any) -> Any:
    return (candidate.content.parts if candidate.content else None) or ()


def _name(reason: Any) -> str:
    return str(getattr(reason, "value", reason) or "")


def _contents(question: Question, repairs: Sequence[Repair]) -> list[Any]:
    from google.genai import types

    parts: list[types.Part] = []
    for picture in question.pictures:
        parts += [
            types.Part(text=f"{picture.name}:"),
            types.Part.from_bytes(data=picture.jpeg, mime_type="image/jpeg"),
        ]
    contents = [types.Content(role="user", parts=[*parts, types.Part(text=question.prompt)])]
    for repair in repairs:
        contents += [
            types.Content(role="model", parts=[types.Part(text=repair.answer)]),
            types.Content(role="user", parts=[types.Part(text=repair.request)]),
        ]
    return contents
