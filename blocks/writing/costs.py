"""What a question to a language model costs, estimated before and counted after."""

from __future__ import annotations

from typing import Protocol

from blocks.charges import charged
from blocks.prices import cost_of, price_of
from storyreel.film.money import FREE, Cost

INPUT, OUTPUT = "1000000 input tokens", "1000000 output tokens"
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


def charge(model: Priced, input_tokens: int | None, output_tokens: int | None) -> float | None:
    """Report what a request cost, and return it in US dollars; if it is not known, only return None."""
    usd = 0.0 if model.free else _usd(model, input_tokens, output_tokens)
    if usd is not None:
        charged(usd)
    return usd


def estimate(model: Priced, prompt_characters: int, answer_tokens: float, pictures: int = 0) -> Cost:
    """The cost, from one request with the usual answer to one with a long answer and a repair."""
    if model.free:
        return FREE
    inward = prompt_characters / CHARACTERS_PER_TOKEN + PICTURE_TOKENS * pictures
    usual = _cost(model, inward, 0.8 * answer_tokens)
    repaired = _cost(model, 2 * inward + answer_tokens, 3 * answer_tokens)
    return Cost(low_usd=usual.low_usd, high_usd=repaired.high_usd, unknown=usual.unknown)


def usual_seconds(answer_tokens: float) -> float:
    """How long an answer of that many tokens usually takes."""
    return _SECONDS_BEFORE + answer_tokens / _TOKENS_A_SECOND


def _cost(model: Priced, inward: float, outward: float) -> Cost:
    return _cost_of_tokens(model, INPUT, inward) + _cost_of_tokens(model, OUTPUT, outward)


def _cost_of_tokens(model: Priced, unit: str, tokens: float) -> Cost:
    return cost_of(model.provider, model.model, unit, tokens / 1e6)


def _usd(model: Priced, inward: int | None, outward: int | None) -> float | None:
    asked = price_of(model.provider, model.model, INPUT)
    answered = price_of(model.provider, model.model, OUTPUT)
    if asked is None or asked.usd is None or answered is None or answered.usd is None:
        return None
    if inward is None or outward is None:
        return None
    return asked.usd * inward / 1e6 + answered.usd * outward / 1e6
