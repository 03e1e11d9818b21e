"""What a language model's answers cost; the person's own server is free."""

from __future__ import annotations

import json

import pytest
from pydantic import SecretStr

from blocks.charges import charges
from blocks.providers.openai_writer import LocalWriter, OpenAIWriter
from storyreel.film.errors import KeyMissingError, RefusedError
from storyreel.film.scripts import ScriptBrief
from tests.blocks.writing.writers import KITCHEN, scene, writer
from tests.fakes import screenwriting
from tests.fakes.faults import Fault
from tests.fakes.studio import Studio


def test_a_refusal_tells_its_cost(studio: Studio) -> None:
    """A refusal is charged, too."""
    studio.faults.next("anthropic", "messages", Fault.REFUSED)

    with charges() as charged, pytest.raises(RefusedError, match=r"About \$0\.\d+ was spent"):
        writer(studio, "anthropic").describe(KITCHEN)
    assert charged.usd


def test_a_price_covers_what_an_answer_costs(studio: Studio) -> None:
    """The high end of the estimate is above the bill, by scene, place and screenplay.

    A model without a price is named.
    """
    member = writer(studio, "anthropic")

    for brief, ask in (
        (scene(), member.analyse_scene),
        (KITCHEN, member.describe),
        (ScriptBrief(idea="a light", minutes=20), member.write),
    ):
        with charges() as charged:
            ask(brief)  # type: ignore[operator]
        assert 0 < (charged.usd or 0) < member.price(brief).high_usd < 2
        assert member.seconds(brief) > 0
    assert writer(studio, "gemini").price(KITCHEN).unknown == ("gemini gemini-3.8-flash",)


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
