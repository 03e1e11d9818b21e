"""Asks a language model until its answer is usable, at most three times. Each repair says what was wrong."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from pydantic import ValidationError

from blocks.writing.costs import Tokens, charge
from blocks.writing.schemas import Answer
from storyreel.film.errors import ProviderError, RefusedError

MOST_REQUESTS = 3
"""One question and two repairs."""
LONGEST_ANSWER_TOKENS = 64_000
THINKING_TOKENS = 6_000
"""Added to the limit of an answer, because models think first and their thoughts count. Also in estimates."""
_MOST_COMPLAINTS = 8
_LONGEST_SHOWN = 24_000
"""Characters of an unusable answer that are shown to the model again."""
_THOUGHTS = re.compile(r"<think>.*?</think>", re.DOTALL)
Form = TypeVar("Form", bound=Answer)
Result = TypeVar("Result")


class Stop(Enum):
    """Why a model stopped."""

    DONE = "done"
    LENGTH = "length"
    REFUSED = "refused"


@dataclass(frozen=True)
class ModelAnswer:
    """A model's answer and its tokens. `reason` is its own word for a refusal.

    Thoughts are among the output tokens. Tokens that were read from a cache or written to one are not among
    the input tokens.
    """

    text: str
    stop: Stop = Stop.DONE
    input_tokens: int | None = None
    output_tokens: int | None = None
    reason: str = ""
    cache_read_tokens: int = 0
    cache_written_tokens: int = 0


@dataclass(frozen=True)
class PromptPicture:
    """A picture for the model, as JPEG, and its name."""

    name: str
    jpeg: bytes


@dataclass(frozen=True)
class Question:
    """One question.

    `subject` names it in errors. `answer_tokens` is the limit of the first answer, without thoughts.
    `shared` is the beginning of the prompt that other questions about the film repeat word for word.
    """

    subject: str
    system: str
    prompt: str
    schema: dict[str, Any]
    answer_tokens: int
    pictures: tuple[PromptPicture, ...] = ()
    shared: str = ""


@dataclass(frozen=True)
class Repair:
    """An answer that was not usable, and why."""

    answer: str
    complaint: str

    @property
    def request(self) -> str:
        """The request that is sent to the model."""
        return (
            f"That answer cannot be used. {self.complaint} Answer again with the whole JSON object, mended,"
            " and nothing else."
        )


class UnusableAnswerError(ValueError):
    """An answer that fits the schema but cannot be used. The message is shown to the model."""


class LanguageModel(ABC):
    """A model at a provider.

    setting: what a person types to name another model. thinking_tokens: the most that it may think before an
    answer. free: whether it costs nothing. address: of the person's own server, as it was set.
    address_variable: the variable that sets it.
    """

    provider: str
    model: str
    setting: str
    key_variable: str
    thinking_tokens: int = THINKING_TOKENS
    free: bool = False
    address: str = ""
    address_variable: str = ""

    @abstractmethod
    def say(self, question: Question, repairs: Sequence[Repair], most_tokens: int) -> ModelAnswer:
        """One request, never repeated.

        Raises:
            TransientProviderError: the provider did not take it now, or it was never sent.
            KeyMissingError, QuotaError, CapabilityError: the provider did not take it.
            UnknownOutcomeError: the connection ended before an answer.
        """


def ask(
    model: LanguageModel, question: Question, form: type[Form], accept: Callable[[Form], Result]
) -> Result:
    """What `accept` makes of the answer. The cost of every request is reported, even without a usable answer.

    accept: raises UnusableAnswerError with what is wrong, in words that the model can follow.

    Raises:
        RefusedError: the model refuses to answer.
        ProviderError: no answer was usable; says what was wrong and what it cost.
    """
    talk = _Talk(model, question, question.answer_tokens + model.thinking_tokens)
    while talk.goes_on:
        said = talk.say()
        if said.stop is Stop.LENGTH:
            talk.enlarge()
            continue
        try:
            return accept(form.model_validate_json(_json_in(said.text)))
        except (ValidationError, UnusableAnswerError) as error:
            talk.complain(said, _complaint(error, said.text))
    raise talk.failure()


@dataclass
class _Talk:
    """The requests for one question so far."""

    model: LanguageModel
    question: Question
    tokens: int
    """The limit of the next answer."""
    repairs: tuple[Repair, ...] = ()
    asked: int = 0
    enlarged: bool = False
    is_over: bool = False
    spent_usd: float = 0.0
    is_cost_known: bool = True
    wrong: str = ""
    """What was wrong with the last answer."""

    @property
    def goes_on(self) -> bool:
        """Whether another request may be sent."""
        return self.asked < MOST_REQUESTS and not self.is_over

    def say(self) -> ModelAnswer:
        """The answer to one request, charged."""
        said = self.model.say(self.question, self.repairs, self.tokens)
        self.asked += 1
        usd = charge(self.model, _tokens_of(said))
        self.spent_usd += usd or 0.0
        self.is_cost_known = self.is_cost_known and usd is not None
        if said.stop is Stop.REFUSED:
            raise RefusedError(_refusal(self.model, self.question, said, self.cost), reason=said.reason)
        return said

    def enlarge(self) -> None:
        """Allow a longer answer, once."""
        self.wrong = f"Its answer was longer than the {self.tokens:,} tokens allowed."
        self.is_over = self.enlarged
        self.tokens, self.enlarged = min(2 * self.tokens, LONGEST_ANSWER_TOKENS), True

    def complain(self, said: ModelAnswer, wrong: str) -> None:
        """Have an unusable answer repaired by the next request."""
        self.wrong = wrong
        self.repairs = (Repair(said.text[:_LONGEST_SHOWN] or "(nothing)", wrong),)

    @property
    def cost(self) -> str:
        """What was spent, in a sentence."""
        if not self.is_cost_known:
            return "What it cost is not known, because the model is not in blocks/prices.toml."
        return f"About ${self.spent_usd:.4f} was spent." if self.spent_usd else "Nothing was spent."

    def failure(self) -> ProviderError:
        """The error if no answer was usable."""
        return ProviderError(
            f"{self.model.model!r} at {self.model.provider} gave no usable answer on {self.question.subject}"
            f" in {self.asked} requests. {self.wrong} {self.cost} Run the same command again, or name another"
            f" model: {self.model.setting}.",
            provider=self.model.provider,
        )


def _tokens_of(said: ModelAnswer) -> Tokens | None:
    """What an answer counted; None if it does not say."""
    if said.input_tokens is None or said.output_tokens is None:
        return None
    return Tokens(said.input_tokens, said.output_tokens, said.cache_read_tokens, said.cache_written_tokens)


def _json_in(text: str) -> str:
    """The JSON object in an answer. Some servers put thoughts, words or code fences around it."""
    text = _THOUGHTS.sub("", text)
    first, last = text.find("{"), text.rfind("}")
    return text[first : last + 1] if 0 <= first < last else text


def _complaint(error: ValidationError | UnusableAnswerError, text: str) -> str:
    if isinstance(error, UnusableAnswerError):
        return str(error)
    if not text.strip():
        return "It was empty."
    complaints = [
        f"{'.'.join(map(str, one['loc'])) or 'the whole'}: {one['msg']}"
        for one in error.errors(include_url=False)[:_MOST_COMPLAINTS]
    ]
    more = error.error_count() - len(complaints)
    rest = f"; and {more} more" if more > 0 else ""
    return f"It does not fit the schema: {'; '.join(complaints)}{rest}."


def _refusal(model: LanguageModel, question: Question, said: ModelAnswer, cost: str) -> str:
    why = f": {said.reason}" if said.reason else " and gave no reason"
    return (
        f"{model.model!r} at {model.provider} will not answer on {question.subject}{why}. {cost} Change its"
        f" text, or name another model: {model.setting}."
    )
