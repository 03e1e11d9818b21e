"""What a question to a language model costs, estimated before and counted after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from blocks.charges import charged
from blocks.prices import cost_of, price_of
from storyreel.film.money import FREE, Cost

INPUT, OUTPUT = "1000000 input tokens", "1000000 output tokens"
CACHE_READ, CACHE_WRITTEN = "1000000 input tokens from cache", "1000000 input tokens to cache"
_WRITING_FACTOR = 1.25
"""What Anthropic asks for input that it keeps for five minutes, in input prices (its page of prices)."""
_USUAL_THOUGHT = 0.1
"""Share of the thinking allowed that an easy question takes. Our own guess."""
CHARACTERS_PER_TOKEN = 4
PICTURE_TOKENS = 1200
"""About how many tokens a small picture counts for."""
_TOKENS_A_SECOND, _SECONDS_BEFORE = 60.0, 3.0


class Priced(Protocol):
    """A model that may be in the price table."""

    @property
    def provider(self) -> str:
        """Its provider in the table."""
        ...

    @property
    def model(self) -> str:
        """Its name."""
        ...

    @property
    def free(self) -> bool:
        """Whether it costs nothing."""
        ...

    @property
    def thinking_tokens(self) -> int:
        """The most tokens that it may think before an answer."""
        ...


@dataclass(frozen=True)
class Tokens:
    """What the service counted for a request. Each input token is in one of three counts."""

    read: int
    """Of the question."""
    answered: int
    """Of the answer with its thoughts."""
    from_cache: int = 0
    to_cache: int = 0


def charge(model: Priced, tokens: Tokens | None) -> float | None:
    """Report what a request cost and return it in US dollars; None, and nothing reported, if not known."""
    usd = 0.0 if model.free else _usd(model, tokens)
    if usd is not None:
        charged(usd)
    return usd


def estimate(
    model: Priced, prompt_characters: int, answer_tokens: float, pictures: int = 0, questions: int = 1
) -> Cost:
    """The cost from one request with the usual answer to one with a long answer and a repair.

    answer_tokens: of all questions together, without thoughts.
    """
    if model.free:
        return FREE
    inward = prompt_characters / CHARACTERS_PER_TOKEN + PICTURE_TOKENS * pictures
    thoughts = questions * model.thinking_tokens
    usual = _cost(model, inward, 0.8 * answer_tokens + _USUAL_THOUGHT * thoughts)
    repaired = _cost(model, 2 * inward + answer_tokens, 3 * answer_tokens + 2 * thoughts)
    return Cost(low_usd=usual.low_usd, high_usd=repaired.high_usd, unknown=usual.unknown)


def usual_seconds(answer_tokens: float) -> float:
    """How long an answer of that many tokens usually takes."""
    return _SECONDS_BEFORE + answer_tokens / _TOKENS_A_SECOND


def _cost(model: Priced, inward: float, outward: float) -> Cost:
    return _cost_of_tokens(model, INPUT, inward) + _cost_of_tokens(model, OUTPUT, outward)


def _cost_of_tokens(model: Priced, unit: str, tokens: float) -> Cost:
    return cost_of(model.provider, model.model, unit, tokens / 1e6)


def _usd(model: Priced, tokens: Tokens | None) -> float | None:
    asked, answered = _usd_of(model, INPUT), _usd_of(model, OUTPUT)
    if asked is None or answered is None or tokens is None:
        return None
    from_cache, to_cache = _usd_of(model, CACHE_READ), _usd_of(model, CACHE_WRITTEN)
    return (
        asked * tokens.read
        + answered * tokens.answered
        + (asked if from_cache is None else from_cache) * tokens.from_cache
        + (_WRITING_FACTOR * asked if to_cache is None else to_cache) * tokens.to_cache
    ) / 1e6


def _usd_of(model: Priced, unit: str) -> float | None:
    """The price of a million tokens; None if it is not known."""
    line = price_of(model.provider, model.model, unit)
    return line.usd if line is not None else None
