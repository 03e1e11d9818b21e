"""Models that end: the table holds what the SDKs announce, and the crew says it in time."""

from __future__ import annotations

from datetime import date, datetime
from typing import get_args

import pytest
from anthropic.resources.messages.messages import DEPRECATED_MODELS
from openai.types.audio.speech_model import SpeechModel
from openai.types.image_model import ImageModel
from pydantic import SecretStr

from blocks import dates
from blocks.crew import Crew, assemble
from blocks.lifetimes import lifetime_of, lifetimes
from blocks.prices import cost_of, prices
from storyreel.film.errors import CapabilityError


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> date:
    """The first of December 2026, and no address but the services' own."""
    for name in ("OPENAI_BASE_URL", "ANTHROPIC_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    return set_to(date(2026, 12, 1), monkeypatch)


def set_to(day: date, monkeypatch: pytest.MonkeyPatch) -> date:
    monkeypatch.setattr(dates, "today", lambda: day)
    return day


def crew(capability: str, name: str, model: str) -> Crew:
    return assemble("animatic", "en-us", {capability: (name,)}, {capability: model})


def test_every_end_that_anthropic_s_sdk_announces_is_in_the_table() -> None:
    """With its date: 'November 30th, 2026'."""
    for model, said in DEPRECATED_MODELS.items():
        month, number, year = said.replace(",", "").split()
        announced = datetime.strptime(f"{month} {number[:-2]} {year} +0000", "%B %d %Y %z").date()
        known = lifetime_of("anthropic", model)
        assert known is not None, model
        assert known.ends == announced, model


def test_models_that_are_sold_have_no_end_in_the_table() -> None:
    """A beginning with '*' takes no other model with it."""
    ending = {model for model in get_args(ImageModel) if lifetime_of("openai", model)}

    assert ending == {"gpt-image-1.5", "gpt-image-1", "gpt-image-1-mini", "chatgpt-image-latest"} | {
        "dall-e-2",
        "dall-e-3",
    }
    assert all(lifetime_of("openai", model) for model in get_args(SpeechModel))
    assert not any(lifetime_of(price.provider, price.model) for price in prices())
    assert len({(one.provider, one.model) for one in lifetimes()}) == len(lifetimes())


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 11, 6), ""),
        (date(2026, 11, 7), "in 60 days"),
        (date(2027, 1, 5), "in 1 day."),
        (date(2027, 1, 6), "no longer accepts it"),
    ],
)
def test_an_end_is_said_from_sixty_days_before(
    today: date, said: str, monkeypatch: pytest.MonkeyPatch, day: date
) -> None:
    """By its date and by what can be named in its place."""
    set_to(today, monkeypatch)

    told = crew("narrator", "openai", "gpt-4o-mini-tts").endings()

    assert (not told) == (not said)
    assert said in " ".join(told)


def test_a_crew_whose_model_has_ended_is_refused_before_money_is_spent(day: date) -> None:
    """Another that the provider offers is named."""
    ended = crew("images", "openai", "gpt-image-1.5")

    with pytest.raises(CapabilityError, match=r"gpt-image-1\.5.*nothing was spent.*gpt-image-2\.6-sunburst"):
        ended.require_ready()

    crew("images", "openai", "gpt-image-2.6-flare").require_ready()


def test_a_model_of_the_person_s_own_server_does_not_end(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    """There, 'tts-1' is whatever the server calls so."""
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")

    assert not crew("narrator", "openai", "tts-1").endings()


def test_a_key_that_cannot_be_used_hides_no_end(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    """The end is known without it."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)

    assert "2027-01-06" in " ".join(crew("narrator", "openai", "tts-1").endings())


def test_a_promotional_price_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """On its last day it counts, and on the next the other does."""
    asked: list[float] = []
    for today in (date(2026, 12, 31), date(2027, 1, 1)):
        set_to(today, monkeypatch)
        asked.append(cost_of("gemini", "gemini-3.8-flash", "1000000 output tokens", 1).low_usd)

    assert asked == pytest.approx([0.8 * 3.75, 0.8 * 7.5])
    for price in prices():
        assert (price.until is None) == (price.usd_after is None), price


def test_a_saved_key_is_not_in_what_is_said(day: date) -> None:
    """Only model, date and what can be named instead are."""
    from blocks.providers.openai_speech import OpenAISpeech

    member = OpenAISpeech(model="tts-1", api_key=SecretStr("sk-very-secret"))

    assert "sk-very-secret" not in member.ending(day)
