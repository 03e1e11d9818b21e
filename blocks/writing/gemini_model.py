"""Speaks with Google's Gemini through its own library: one request in, what was said out.

It does not know what is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from blocks.writing.asking import LanguageModel, Question, Repair, Said, Stop
from blocks.writing.failures import failure, lost, unreadable, words_in

_REFUSED = frozenset(
    {"SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "MODEL_ARMOR", "JAILBREAK"}
)


class GeminiModel(LanguageModel):
    """A Gemini model of the Developer API."""

    provider = "gemini"
    key_variable = "GEMINI_API_KEY"

    def __init__(self, model: str, key: str, address: str, timeout_seconds: float, setting: str) -> None:
        self.model, self.setting = model, setting
        self._key, self._address, self._timeout = key, address, timeout_seconds

    def say(self, question: Question, repairs: Sequence[Repair], most_tokens: int) -> Said:
        """See `LanguageModel.say`."""
        from google import genai
        from google.genai import errors, types

        config = types.GenerateContentConfig(
            system_instruction=question.system,
            response_mime_type="application/json",
            response_json_schema=question.schema,
            max_output_tokens=most_tokens,
        )
        options = types.HttpOptions(base_url=self._address or None, timeout=round(1000 * self._timeout))
        client = genai.Client(api_key=self._key, vertexai=False, http_options=options)
        try:
            answer = client.models.generate_content(
                model=self.model, contents=_contents(question, repairs), config=config
            )
            return _said(answer)
        except errors.APIError as error:
            headers = getattr(error.response, "headers", None)
            raise failure(
                self,
                error.code,
                error.message or error.status or words_in(error.details, ""),
                headers,
                self._key,
            ) from error
        except Exception as error:
            if type(error).__module__.partition(".")[0] not in ("httpx", "httpx2", "httpcore", "httpcore2"):
                raise unreadable(self, error, key=self._key) from error
            raise lost(self, error) from error  # the library lets the errors of its transport through
        finally:
            client.close()


def _said(answer: Any) -> Said:
    candidate = answer.candidates[0] if answer.candidates else None
    usage = answer.usage_metadata
    tokens = (
        (usage.prompt_token_count, (usage.candidates_token_count or 0) + (usage.thoughts_token_count or 0))
        if usage
        else (None, None)
    )
    blocked = answer.prompt_feedback.block_reason if answer.prompt_feedback else None
    if blocked:
        return Said("", Stop.REFUSED, *tokens, reason=_name(blocked))
    if usage is None and (candidate is None or candidate.finish_reason is None):
        raise ValueError("it says neither why it ends nor what it counts")
    if candidate is None:
        return Said("", Stop.DONE, *tokens)
    finish = _name(candidate.finish_reason)
    parts = (candidate.content.parts if candidate.content else None) or ()
    text = "".join(part.text for part in parts if part.text and not part.thought)
    stop = Stop.LENGTH if finish == "MAX_TOKENS" else Stop.REFUSED if finish in _REFUSED else Stop.DONE
    return Said(text, stop, *tokens, reason=finish if stop is Stop.REFUSED else "")


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
