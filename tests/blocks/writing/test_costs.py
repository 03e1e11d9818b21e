"""What a language model's answers cost; the person's own server is free."""

from __future__ import annotations

import json

import pytest
from pydantic import SecretStr

from blocks.charges import charges
from blocks.providers.openai_writer import LocalWriter, OpenAIWriter
from blocks.writing.writer import ModelWriter
from storyreel.film.errors import KeyMissingError, RefusedError
from storyreel.film.scripts import ScriptBrief
from tests.blocks.writing.writers import KITCHEN, scene, writer
from tests.fakes import screenwriting
from tests.fakes.answers import Asked
from tests.fakes.faults import Fault
from tests.fakes.studio import Studio


def test_a_refusal_tells_its_cost(studio: Studio) -> None:
    """A refusal is charged, too."""
    studio.faults.next("anthropic", "messages", Fault.REFUSED)

    with (
        charges() as charged,
        pytest.raises(RefusedError, match=r"It could do harm\. \(general_harms\)\. About \$0\.\d+ was spent"),
    ):
        writer(studio, "anthropic").describe(KITCHEN)
    assert charged.usd


def test_a_price_covers_what_an_answer_costs(studio: Studio) -> None:
    """The high end of the estimate is above the bill, by scene, place and screenplay.

    A model without a price is named.
    """
    for provider in ("anthropic", "gemini", "openai"):
        _require_covered(studio, writer(studio, provider))
    assert writer(studio, "gemini", model="gemini-9").price(KITCHEN).unknown == ("gemini gemini-9",)


def _require_covered(studio: Studio, member: ModelWriter) -> None:

    for brief, ask in (
        (scene(), member.analyse_scene),
        (KITCHEN, member.describe),
        (ScriptBrief(idea="a light", minutes=20), member.write),
    ):
        with charges() as charged:
            ask(brief)  # type: ignore[operator]
        assert 0 < (charged.usd or 0) < member.price(brief).high_usd < 2
        assert member.seconds(brief) > 0


@pytest.mark.parametrize("effort", ["low", "medium", "high"])
def test_effort_is_chosen_budgeted_and_booked(studio: Studio, effort: str) -> None:
    """More thinking is asked for, allowed, set aside and paid; the usual effort has the key of old films."""
    usual, member = writer(studio, "anthropic"), writer(studio, "anthropic", effort=effort)
    before = studio.bill().total_usd

    with charges() as charged:
        member.describe(KITCHEN)

    asked = studio.jobs("anthropic")[-1].asked
    assert charged.usd is not None
    assert asked["output_config"]["effort"] == effort
    assert asked["max_tokens"] > member.thinking_tokens
    assert charged.usd == pytest.approx(studio.bill().total_usd - before)
    assert charged.usd < member.price(KITCHEN).high_usd
    assert (member.fingerprint() == usual.fingerprint()) == (effort == "medium")
    assert member.price(KITCHEN).high_usd >= member.thinking_tokens * 10e-6


def test_a_model_without_effort_is_not_asked_for_it(studio: Studio) -> None:
    """It would refuse the request."""
    writer(studio, "anthropic", model="claude-haiku-4-5").describe(KITCHEN)

    assert "effort" not in studio.jobs("anthropic")[-1].asked["output_config"]


def test_claude_s_answer_is_streamed(studio: Studio) -> None:
    """The service gives no long answer otherwise."""
    writer(studio, "anthropic", effort="max").describe(KITCHEN)

    assert studio.jobs("anthropic")[-1].asked["max_tokens"] > 21_333


def test_the_plan_of_a_long_screenplay_is_kept_by_the_service(studio: Studio) -> None:
    """It is written to the cache once, read by every further part, and each is booked at its own price."""
    studio.answers.register("FilmOutline", long_outline)
    before = studio.bill().total_usd

    with charges() as charged:
        writer(studio, "anthropic").write(ScriptBrief(idea="a light " * 20, minutes=24))

    marked = [job for job in studio.jobs("anthropic") if "cache_control" in json.dumps(job.asked)]
    texts = [job.asked["messages"][0]["content"][0]["text"] for job in marked]
    assert len(marked) >= 3 and len(set(texts)) < len(texts)
    assert charged.usd == pytest.approx(studio.bill().total_usd - before, rel=1e-3)


@pytest.mark.parametrize(("provider", "kept"), [("openai", True), ("gemini", False)])
def test_what_a_service_had_kept_is_booked_at_its_own_price_if_that_is_known(
    studio: Studio, provider: str, kept: bool
) -> None:
    """OpenAI's cached input is cheaper and writing it dearer; Gemini's is booked as any other."""
    long = KITCHEN.model_copy(update={"description": "A stove glows. " * 400})
    paid: list[float] = []
    for _ in range(2):
        before = studio.bill().total_usd
        with charges() as charged:
            writer(studio, provider).describe(long)
        assert charged.usd == pytest.approx(studio.bill().total_usd - before, rel=1e-3)
        paid.append(charged.usd or 0.0)

    assert (paid[1] < paid[0]) == kept


def long_outline(asked: Asked) -> object:
    """A plan that is long enough to be kept."""
    made = screenwriting.film_outline(asked)
    for scene_of_plan in made["scenes"]:
        scene_of_plan["summary"] = ("The keeper climbs the stairs and trims the wick. " * 12)[:390]
    return made


def test_a_server_of_ones_own_is_free_and_never_gets_an_accounts_key(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The schema is in the prompt, too; fences and thoughts around the JSON do no harm."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-account")
    member = LocalWriter(
        model="llama3.1", api_key=SecretStr(studio.key("openai")), base_url=studio.url("openai")
    )
    studio.answers.register(
        "PlaceAnchor",
        lambda asked: (
            f"<think>{{hm}}</think> Sure!\n```json\n{json.dumps(screenwriting.place_anchor(asked))}\n```"
        ),
    )

    with charges() as charged:
        anchor = member.describe(KITCHEN)

    body = studio.jobs("openai")[-1].asked
    assert anchor.prompt and charged.usd == 0.0
    assert member.allowance() is None and member.price(KITCHEN).high_usd == 0 and member.missing() == ""
    assert "additionalProperties" in body["messages"][0]["content"] and "max_tokens" in body
    with pytest.raises(KeyMissingError):
        LocalWriter(model="llama3.1", base_url=studio.url("openai")).describe(
            KITCHEN
        )  # sent 'none', not the account's key


def test_openais_writer_on_this_machine_without_a_key_is_free(studio: Studio) -> None:
    """As for any server of the person; with a key, it is an account."""
    assert writer(studio, "openai", api_key=None).allowance() is None
    assert writer(studio, "openai").allowance() is not None
    assert LocalWriter(model="m").fingerprint() != OpenAIWriter(model="m").fingerprint()
