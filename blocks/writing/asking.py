"""Asks a language model until its answer is usable: at most three times, each told what was wrong.

It knows no provider and no film.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from pydantic import ValidationError

from blocks.writing.costs import charge
from blocks.writing.schemas import Answer
from storyreel.film.errors import ProviderError, RefusedError

MOST_REQUESTS = 3
"""One question and two repairs."""
LONGEST_ANSWER_TOKENS = 64_000
THINKING_TOKENS = 6_000
"""Added to what an answer may have: some models think first, and their thoughts count."""
_MOST_COMPLAINTS = 8
_LONGEST_SHOWN = 24_000
"""Characters of an unusable answer that the model is shown again."""
_THOUGHTS = re.compile(r"<think>.*?</think>", re.DOTALL)
Form = TypeVar("Form", bound=Answer)
Result = TypeVar("Result")


class Stop(Enum):
    """Why a model stopped."""

    DONE = "done"
    LENGTH = "length"
    REFUSED = "refused"


@dataclass(frozen=True)
class Said:
    """What a model said, and what it counted. `reason` is its own word for a refusal."""

    text: str
    stop: Stop = Stop.DONE
    input_tokens: int | None = None
    output_tokens: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Shown:
    """A picture to be looked at, as JPEG, and its name."""

    name: str
    jpeg: bytes


@dataclass(frozen=True)
class Question:
    """One question.

    `subject` names it in errors; `answer_tokens` is how long an answer may be at first, without thoughts.
    """

    subject: str
    system: str
    prompt: str
    schema: dict[str, Any]
    answer_tokens: int
    pictures: tuple[Shown, ...] = ()


@dataclass(frozen=True)
class Repair:
    """An answer that was not usable, and why."""

    answer: str
    complaint: str

    @property
    def request(self) -> str:
        """What the model is told."""
        return (
            f"That answer cannot be used. {self.complaint} Answer again with the whole JSON object, mended,"
            " and nothing else."
        )


class UnusableAnswerError(ValueError):
    """An answer in the schema that makes no sense; the message is shown to the model."""


class LanguageModel(ABC):
    """A model at a provider.

    `setting` is what a person types to name another; `free` is one that nobody charges for.

    address: where a server of one's own listens, as it was set. address_variable: the variable that sets it.
    """

    provider: str
    model: str
    setting: str
    key_variable: str
    free: bool = False
    address: str = ""
    address_variable: str = ""

    @abstractmethod
    def say(self, question: Question, repairs: Sequence[Repair], most_tokens: int) -> Said:
        """One request, never repeated.

        Raises:
            TransientProviderError: the provider said that it did not take it now, or it was never sent.
            KeyMissingError, QuotaError, CapabilityError: it did not take it.
            UnknownOutcomeError: the connection ended before an answer.
        """


def ask(
    model: LanguageModel, question: Question, form: type[Form], accept: Callable[[Form], Result]
) -> Result:
    """What `accept` makes of the answer. Every request tells its cost, also one that was of no use.

    accept: raises UnusableAnswerError with what is wrong, in words that the model can follow.

    Raises:
        RefusedError: the model will not answer.
        ProviderError: no answer was usable; says what was wrong and what it cost.
    """
    repairs: tuple[Repair, ...] = ()
    tokens, enlarged, spent, known, wrong, asked = (
        question.answer_tokens + THINKING_TOKENS,
        False,
        0.0,
        True,
        "",
        0,
    )
    while asked < MOST_REQUESTS:
        said = model.say(question, repairs, tokens)
        asked += 1
        usd = charge(model, said.input_tokens, said.output_tokens)
        spent, known = spent + (usd or 0.0), known and usd is not None
        if said.stop is Stop.REFUSED:
            raise RefusedError(_refusal(model, question, said, _cost(spent, known)), reason=said.reason)
        if said.stop is Stop.LENGTH:
            wrong = f"Its answer was longer than the {tokens:,} tokens allowed."
            if enlarged:
                break
            tokens, enlarged = min(2 * tokens, LONGEST_ANSWER_TOKENS), True
            continue
        try:
            return accept(form.model_validate_json(_json_in(said.text)))
        except (ValidationError, UnusableAnswerError) as error:
            wrong = _complaint(error, said.text)
            repairs = (Repair(said.text[:_LONGEST_SHOWN] or "(nothing)", wrong),)
    raise ProviderError(
        f"{model.model!r} at {model.provider} gave no usable answer on {question.subject} in {asked}"
        f" requests. {wrong} {_cost(spent, known)} Run the same command again, or name another model:"
        f" {model.setting}.",
        provider=model.provider,
    )


def _json_in(text: str) -> str:
    """The JSON object in an answer; some servers put thoughts, words or fences around it."""
    text = _THOUGHTS.sub("", text)
    first, last = text.find("{"), text.rfind("}")
    return text[first : last + 1] if 0 <= first < last else text


def _complaint(error: ValidationError | UnusableAnswerError, text: str) -> str:
    if isinstance(error, UnusableAnswerError):
        return str(error)
    if not text.strip():
        return "It was empty."
    told = [
        f"{'.'.join(str(part) for part in one['loc']) or 'the whole'}: {one['msg']}"
        for one in error.errors(include_url=False)[:_MOST_COMPLAINTS]
    ]
    more = error.error_count() - len(told)
    return f"It does not fit the schema: {'; '.join(told)}{f'; and {more} more' if more > 0 else ''}."


def _refusal(model: LanguageModel, question: Question, said: Said, cost: str) -> str:
    why = f": {said.reason}" if said.reason else " and gave no reason"
    return (
        f"{model.model!r} at {model.provider} will not answer on {question.subject}{why}. {cost} Change its"
        f" text, or name another model: {model.setting}."
    )


def _cost(usd: float, known: bool) -> str:
    if not known:
        return "What it cost is not known, because the model is not in blocks/prices.toml."
    return f"About ${usd:.4f} was spent." if usd else "Nothing was spent."
