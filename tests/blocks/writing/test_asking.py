"""Asking a language model: at most three requests, errors by their kind, and which model answers."""

from __future__ import annotations

import json

import pytest
from pydantic import SecretStr

from blocks.charges import charges
from storyreel.film.errors import (
    CapabilityError,
    FilmError,
    KeyMissingError,
    ProviderError,
    RefusedError,
    TransientProviderError,
    UnknownOutcomeError,
)
from tests.blocks.contract import closed_address
from tests.blocks.writing.writers import (
    KINDS,
    KITCHEN,
    answering,
    changed,
    each_provider,
    requests,
    scene,
    spoken,
    writer,
)
from tests.fakes import screenwriting
from tests.fakes.faults import Fault
from tests.fakes.studio import Studio


@each_provider
def test_what_is_asked_has_a_schema_and_no_tools(studio: Studio, provider: str) -> None:
    """The model can only answer; only our own settings choose the model."""
    writer(studio, provider).describe(KITCHEN)

    body = json.dumps(studio.jobs(provider)[-1].asked)
    assert '"tools"' not in body and '"tool_choice"' not in body
    assert "PlaceAnchor" in body and "additionalProperties" in body


@each_provider
def test_an_answer_is_corrected_twice_and_each_request_is_charged(studio: Studio, provider: str) -> None:
    """Half an answer, then an invented person, then a good one: three requests, and the cost of all three."""
    studio.faults.next(provider, KINDS[provider][2], Fault.HALF_JSON)
    invented = changed(
        lambda made: made["shots"][0]["figures"].append(
            {"cast_id": "boris", "pose": "standing", "facing": "left", "x": 0.9}
        )
    )
    heard = answering(studio, screenwriting.scene_shots, invented, screenwriting.scene_shots)
    before = studio.bill().total_usd

    with charges() as charged:
        draft = writer(studio, provider).analyse_scene(scene())

    assert spoken(draft)[1] == "You came."
    assert len(heard) == requests(studio, provider) == 3
    assert "'boris' cannot be in the frame; the scene's people are anna, tom." in heard[2].prompt
    assert charged.usd == pytest.approx(studio.bill().total_usd - before, rel=1e-3)


@each_provider
def test_a_model_that_never_understands_is_asked_three_times(studio: Studio, provider: str) -> None:
    """Then a sentence: what was wrong, what it cost, what to type."""
    answering(studio, changed(lambda made: made["shots"].pop()))

    with pytest.raises(
        ProviderError,
        match=(
            r"no usable answer on the scene 'INT. KITCHEN - NIGHT' in 3 requests.*elements.*models = \{"
            r" writer = .* in film.toml"
        ),
    ):
        writer(studio, provider).analyse_scene(scene())
    assert requests(studio, provider) == 3


def test_an_answer_that_is_too_long_is_asked_for_once_more_with_more_room(studio: Studio) -> None:
    """Twice too long is a sentence, after two requests."""
    studio.faults.next("anthropic", "messages", Fault.HALF_JSON, times=2)

    with pytest.raises(
        ProviderError,
        match=r"longer than the [\d,]+ tokens.*in 2 requests|in 2 requests.*longer than the [\d,]+ tokens",
    ):
        writer(studio, "anthropic").describe(KITCHEN)

    first, second = (job.asked["max_tokens"] for job in studio.jobs("anthropic")[-2:])
    assert second == 2 * first


@each_provider
@pytest.mark.parametrize(
    ("fault", "kind", "words"),
    [
        (Fault.WRONG_KEY, KeyMissingError, "does not accept the key"),
        (Fault.UNKNOWN_MODEL, CapabilityError, r"no model '.+'.*Name another: models = "),
        (Fault.RATE_LIMITED(retry_after=7), TransientProviderError, "429"),
        (Fault.SERVER_ERROR, TransientProviderError, "500"),
        (Fault.UNAVAILABLE, TransientProviderError, "503"),
        (Fault.DROP_AFTER, UnknownOutcomeError, "ended before its answer"),
        (Fault.REFUSED, RefusedError, "will not answer on the place 'KITCHEN'"),
    ],
)
def test_what_goes_wrong_is_a_sentence_and_is_never_asked_twice(
    studio: Studio, provider: str, fault: Fault, kind: type[FilmError], words: str
) -> None:
    """One request, an error by its kind, and no key in it."""
    studio.faults.next(provider, KINDS[provider][2], fault)

    with pytest.raises(kind, match=words) as caught:
        writer(studio, provider).describe(KITCHEN)

    assert requests(studio, provider) == 1
    assert studio.key(provider) not in f"{caught.value!r}{caught.value.facts}"
    if fault.kind == "rate_limited":
        assert caught.value.facts["retry_after_seconds"] == 7


@each_provider
def test_an_empty_answer_is_asked_for_again(studio: Studio, provider: str) -> None:
    """An empty answer is unusable."""
    studio.faults.next(provider, KINDS[provider][2], Fault.EMPTY)

    assert writer(studio, provider).describe(KITCHEN).prompt
    assert requests(studio, provider) == 2


@each_provider
def test_a_service_that_cannot_be_reached_may_be_asked_again(studio: Studio, provider: str) -> None:
    """Nothing was sent, so nothing can have been bought."""
    with pytest.raises(TransientProviderError, match="cannot be reached"):
        writer(studio, provider, base_url=closed_address()).describe(KITCHEN)


@each_provider
def test_without_a_key_nothing_is_asked(studio: Studio, provider: str) -> None:
    """`missing` says which variable to set, and so does the call."""
    member = writer(studio, provider, api_key=None, base_url="https://service.invalid")

    assert "_API_KEY is not set" in member.missing()
    with pytest.raises(KeyMissingError, match="_API_KEY is not set"):
        member.describe(KITCHEN)


@each_provider
def test_a_fingerprint_is_what_changes_the_answer(studio: Studio, provider: str) -> None:
    """The model, but not the key, the address or the patience."""
    member = writer(studio, provider)
    same = writer(
        studio,
        provider,
        api_key=SecretStr("another"),
        base_url="https://proxy.invalid",
        timeout_seconds=9,
        jobs_at_once=1,
    )

    assert member.fingerprint() == same.fingerprint() != writer(studio, provider, model="other").fingerprint()
    assert studio.key(provider) not in f"{member!r}{member.fingerprint()}"
    assert member.allowance() is not None and member.introduces()


def test_an_answer_that_breaks_off_may_be_charged_and_is_not_bought_again_unasked(studio: Studio) -> None:
    """A stream that begins with 200 and ends in an error is not a refusal: a person decides about it."""
    before = len(studio.jobs("anthropic"))
    studio.faults.next("anthropic", "messages", Fault.BROKEN_STREAM)

    with pytest.raises(UnknownOutcomeError, match=r"Overloaded.*may be charged"):
        writer(studio, "anthropic").describe(KITCHEN)

    assert len(studio.jobs("anthropic")) == before + 1
