"""OpenAI's pictures over the real wire to a fake of it."""

from __future__ import annotations

import httpx2
import openai
import pytest
from PIL import Image
from pydantic import SecretStr

from blocks.charges import charges
from blocks.failures import Provider
from blocks.providers.openai_stills import (
    OpenAIStills,
    _submitting,
    drawn_size,
)  # pyright: ignore[reportPrivateUsage] the service's rarer sentences are not in the fake
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Reference
from storyreel.film.errors import (
    BrokenDeliveryError,
    CapabilityError,
    FilmError,
    KeyMissingError,
    QuotaError,
    RefusedError,
    TransientProviderError,
    UnknownOutcomeError,
)
from tests.blocks.contract import await_job, closed_address
from tests.blocks.drawn import numbered_picture, still_brief
from tests.fakes.faults import Fault
from tests.fakes.studio import Studio


def member(studio: Studio, **changes: object) -> OpenAIStills:
    given = {
        "api_key": SecretStr(studio.key("openai")),
        "base_url": studio.url("openai"),
        "timeout_seconds": 20,
    }
    return OpenAIStills.model_validate({"model": "gpt-image-2", **given, **changes})


def test_a_still_has_the_films_shape(studio: Studio, store: AssetStore) -> None:
    """Any size is drawn by the newer models, and asked for on their grid."""
    still = member(studio).still(still_brief(), store)

    with Image.open(store.path(still.image)) as image:
        assert image.size == (1536, 864)


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1", "2.39:1", "4:1"])
@pytest.mark.parametrize("longer_side_px", [512, 1024, 1536, 3840])
def test_every_size_is_one_that_the_service_draws(aspect: str, longer_side_px: int) -> None:
    """On its grid, up to 3:1, and with no fewer and no more pixels than it takes."""
    across, _, down = aspect.partition(":")

    width, height = drawn_size(float(across) / float(down), longer_side_px)

    assert width % 16 == height % 16 == 0
    assert 655_360 <= width * height <= 8_294_400
    assert max(width, height) <= min(3840, 3 * min(width, height))


def test_the_smallest_setting_still_gives_a_picture(studio: Studio, store: AssetStore) -> None:
    """512 pixels across would be refused."""
    still = member(studio, longer_side_px=512).still(still_brief(), store)

    with Image.open(store.path(still.image)) as image:
        assert image.size == (1088, 608)


def test_a_model_that_has_ended_is_refused(studio: Studio, store: AssetStore) -> None:
    """It is named, and nothing was spent."""
    with pytest.raises(CapabilityError, match=r"gpt-image-1\.5.*Nothing was spent"):
        member(studio, model="gpt-image-1.5").still(still_brief(), store)


def test_what_the_answer_says_it_took_is_booked(studio: Studio, store: AssetStore) -> None:
    """Tokens of the picture, the words and the pictures beside them, and the price reserved is no less."""
    brief = still_brief(references=(Reference(of="place", picture=numbered_picture(store, 2)),))
    painter, before = member(studio), studio.bill().total_usd

    with charges() as charged:
        painter.still(brief, store)

    billed = studio.bill().total_usd - before
    assert charged.usd == pytest.approx(billed)
    assert painter.price(brief).low_usd <= billed <= painter.price(brief).high_usd


def test_pictures_are_shown_by_an_edit(studio: Studio, store: AssetStore) -> None:
    """The first frame and the references go as files."""
    brief = still_brief(
        end="last",
        opening=numbered_picture(store, 1),
        references=(Reference(of="place", picture=numbered_picture(store, 2)),),
    )

    member(studio).still(brief, store)

    assert studio.books.requests["openai.edit"] == 1
    assert len(studio.jobs("openai")[-1].asked["images"]) == 2


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault.RATE_LIMITED(retry_after=3), TransientProviderError),
        (Fault.SERVER_ERROR, TransientProviderError),
        (Fault.UNAVAILABLE, TransientProviderError),
        (Fault.DROP_BEFORE, UnknownOutcomeError),
        (Fault.DROP_AFTER, UnknownOutcomeError),
        (Fault.REFUSED, RefusedError),
        (Fault.WRONG_KEY, KeyMissingError),
        (Fault.UNKNOWN_MODEL, CapabilityError),
        (Fault.EMPTY, BrokenDeliveryError),
        (Fault.TRUNCATED, BrokenDeliveryError),
        (Fault.CORRUPT, BrokenDeliveryError),
        (Fault("quota"), QuotaError),
    ],
    ids=lambda one: getattr(one, "kind", ""),
)
def test_a_fault_is_named_and_nothing_is_asked_twice(
    studio: Studio, store: AssetStore, fault: Fault, kind: type[FilmError]
) -> None:
    """Each kind of failure is the error that says what to do next, without the key."""
    studio.faults.next("openai", "image", fault)

    with pytest.raises(kind) as raised:
        member(studio).still(still_brief(), store)

    assert type(raised.value) is kind
    assert studio.books.requests["openai.image"] == 1
    assert studio.key("openai") not in f"{raised.value!r} {raised.value.facts}"


def test_a_refusal_names_what_was_refused(studio: Studio, store: AssetStore) -> None:
    """OpenAI's sentence names no input: without pictures it was the prompt, with pictures either."""
    place = Reference(of="place", picture=numbered_picture(store, 2))
    mara = Reference(of="a tall woman with grey hair, wearing a red coat", picture=numbered_picture(store, 3))
    named: list[object] = []
    for brief in (
        still_brief(),
        still_brief(references=(mara,)),
        still_brief(end="last", opening=numbered_picture(store, 1), references=(place, mara)),
    ):
        studio.faults.next("openai", "*", Fault.REFUSED(quiet=True))
        with pytest.raises(RefusedError) as raised:
            member(studio).still(brief, store)
        named.append(raised.value.facts["refused_input"])

    assert named == [
        "prompt",
        "prompt or its picture of a tall woman with grey hair",
        "prompt or its pictures (the first frame; the place; a tall woman with grey hair)",
    ]


@pytest.mark.parametrize(
    ("words", "details", "refused"),
    [
        (
            "Your request was rejected by the safety system.",
            {"moderation_stage": "output", "categories": ["violence"]},
            "",
        ),
        (
            "Your request was rejected by the safety system.",
            {"moderation_stage": "input"},
            "prompt or its picture of MARA",
        ),
        (
            "Your input image may contain content that is not allowed by our safety system.",
            None,
            "picture of MARA",
        ),
        ("Your prompt may contain text that is not allowed by our safety system.", None, "prompt"),
    ],
)
def test_what_openai_says_of_a_refusal_is_kept(words: str, details: object, refused: str) -> None:
    """If it says more than its usual sentence, that decides.

    A picture refused as drawn is no fault of what was sent.
    """
    error = openai.BadRequestError(
        words,
        response=httpx2.Response(400, request=httpx2.Request("POST", "http://127.0.0.1/")),
        body={"message": words, "code": "moderation_blocked", "moderation_details": details},
    )

    with (
        pytest.raises(RefusedError) as raised,
        _submitting(Provider("OpenAI", "openai", "gpt-image-2", "OPENAI_API_KEY"), ("MARA",)),
    ):
        raise error

    assert raised.value.facts["refused_input"] == refused
    assert ("as drawn" in str(raised.value)) == (refused == "")


def test_an_answer_that_comes_too_late_has_an_unknown_outcome(studio: Studio, store: AssetStore) -> None:
    """After a read timeout the outcome is unknown; a refused connection is certainly no purchase."""
    before = len(studio.jobs("openai"))
    studio.faults.next("openai", "image", Fault.SLOW(seconds=0.4))

    with pytest.raises(UnknownOutcomeError):
        member(studio, timeout_seconds=0.2).still(still_brief(), store)
    with pytest.raises(TransientProviderError, match="Nothing was spent"):
        member(studio, base_url=closed_address()).still(still_brief(), store)
    await_job(studio, "openai", before)


def test_without_a_key_nothing_is_asked(studio: Studio, store: AssetStore) -> None:
    """What is missing is said in one line."""
    with pytest.raises(KeyMissingError, match="OPENAI_API_KEY"):
        member(studio, api_key=None).still(still_brief(), store)

    assert "OPENAI_API_KEY" in member(studio, api_key=None).missing()
    assert studio.books.requests["openai.image"] == 0


def test_the_fingerprint_is_of_the_picture_and_not_of_the_account(studio: Studio) -> None:
    """Another key or address makes the same pictures; another model, size or quality others."""
    own = member(studio).fingerprint()

    assert (
        member(studio, api_key=SecretStr("another"), base_url="https://elsewhere.example").fingerprint()
        == own
    )
    assert (
        len(
            {
                own,
                *(
                    member(studio, **change).fingerprint()
                    for change in ({"model": "x"}, {"quality": "low"}, {"longer_side_px": 1024})
                ),
            }
        )
        == 4
    )
    assert studio.key("openai") not in repr(member(studio))
