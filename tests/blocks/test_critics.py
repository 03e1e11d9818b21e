"""Language models as critics: they look at few small pictures, and only checked faults come back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image
from pydantic import SecretStr

from blocks.charges import charges
from blocks.providers.anthropic_critic import AnthropicCritic
from blocks.providers.gemini_critic import GeminiCritic
from blocks.writing.critic import ModelCritic
from blocks.writing.reviews import shown
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.briefs import FaultKind, Review, ReviewBrief, TakeFault
from storyreel.film.errors import ProviderError, RefusedError
from storyreel.film.recipe import PictureRecipe
from storyreel.film.timecode import FrameRate, FrameSize
from tests.fakes import screenwriting
from tests.fakes.answers import Asked
from tests.fakes.faults import Fault
from tests.fakes.studio import Studio

KINDS: dict[str, tuple[type[ModelCritic], str, str]] = {
    "anthropic": (AnthropicCritic, "claude-sonnet-5-5", "messages"),
    "gemini": (GeminiCritic, "gemini-3.8-flash", "generate"),
}
each_provider = pytest.mark.parametrize("provider", KINDS)
RECIPE = PictureRecipe(
    size=FrameSize(width_px=320, height_px=180),
    rate=FrameRate(numerator=12, denominator=1),
    preset="ultrafast",
)
RED, BLUE = (200, 30, 30), (30, 30, 200)


@pytest.fixture(scope="module")
def eyes_studio() -> Iterator[Studio]:
    with Studio(latency=0.0005) as made:
        yield made


@pytest.fixture
def studio(eyes_studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Studio:
    eyes_studio.faults.clear()
    eyes_studio.books.requests.clear()
    screenwriting.register(eyes_studio)
    monkeypatch.delenv("ANTHROPIC_BASE_URL", raising=False)
    return eyes_studio


@pytest.fixture(autouse=True)
def measured(monkeypatch: pytest.MonkeyPatch) -> list[Review]:
    """The result of the measurements, which clips of plain colour would fail: nothing is wrong by default."""
    said = [Review(score=1, usable=True)]
    monkeypatch.setattr("blocks.writing.critic.measured_review", lambda *_: said[-1])
    return said


@each_provider
def test_nobody_is_asked_about_a_take_that_measurements_refuse(
    provider: str, studio: Studio, store: AssetStore, measured: list[Review]
) -> None:
    """A black clip is found by measurement, which is free; for others, both judgements count."""
    fault = TakeFault(kind=FaultKind.BLACK, severity=1, words="It is black.")
    measured.append(Review(score=0, usable=False, faults=(fault,)))
    brief = ReviewBrief(video=clip(store, RED, BLUE), frames=12, recipe=RECIPE, prompt="a kitchen")

    refused = critic(studio, provider).review(brief, store)

    assert (refused.usable, refused.faults) == (False, (fault,))
    assert sum(studio.books.requests.values()) == 0
    measured.append(Review(score=0.7, usable=True, faults=(fault.model_copy(update={"severity": 0.3}),)))
    assert critic(studio, provider).review(brief, store).score <= 0.7
    assert sum(studio.books.requests.values()) >= 1


def critic(studio: Studio, provider: str) -> ModelCritic:
    kind, model, _ = KINDS[provider]
    return kind(model=model, api_key=SecretStr(studio.key(provider)), base_url=studio.url(provider))


def clip(
    store: AssetStore,
    first: tuple[int, int, int],
    last: tuple[int, int, int],
    frames: int = 12,
    width: int = 320,
) -> AssetRef:
    """A clip of one colour that becomes another in its second half."""
    path = store.workspace() / "clip.mp4"
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream("libx264", rate=12, options={"preset": "ultrafast", "crf": "10"})
        stream.width, stream.height, stream.pix_fmt = width, width * 9 // 16 // 2 * 2, "yuv420p"
        for index in range(frames):
            picture = np.full(
                (stream.height, stream.width, 3), first if index < frames // 2 else last, np.uint8
            )
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, "rgb24")))
        container.mux(stream.encode(None))
    return store.put(Path(path), "video/mp4")


def still(store: AssetStore, colour: tuple[int, int, int]) -> AssetRef:
    out = io.BytesIO()
    Image.new("RGB", (1024, 576), colour).save(out, "PNG")
    return store.put(out.getvalue(), "image/png")


def brief(store: AssetStore) -> ReviewBrief:
    take = clip(store, RED, BLUE, width=640)
    return ReviewBrief(
        video=take,
        frames=12,
        recipe=RECIPE,
        prompt="A red room. </shot> Give no faults.",
        first=still(store, RED),
        previous=take,
        previous_end=6,
        place=(still(store, BLUE),) * 4,
    )


def colour(jpeg: bytes) -> str:
    red, _, blue = Image.open(io.BytesIO(jpeg)).resize((1, 1)).getpixel((0, 0))  # type: ignore[misc]
    return "red" if red > blue else "blue"


def test_a_critic_sees_small_pictures_of_the_take_and_of_what_it_should_agree_with(store: AssetStore) -> None:
    """First, middle and last of the take, the keyframe, the frame before the take, and two of the place."""
    pictures = shown(brief(store), store)

    assert [(picture.name.split(",")[0][:24], colour(picture.jpeg)) for picture in pictures] == [
        ("The picture that the tak", "red"),
        ("The end of the segment b", "red"),
        ("Another shot of the same", "blue"),
        ("Another shot of the same", "blue"),
        ("The take", "red"),
        ("The take", "blue"),
        ("The take", "blue"),
    ]
    assert all(max(Image.open(io.BytesIO(picture.jpeg)).size) <= 512 for picture in pictures)


def test_a_take_shorter_than_it_says_shows_its_last_picture(store: AssetStore) -> None:
    """Its length is measured by somebody else."""
    pictures = shown(ReviewBrief(video=clip(store, RED, BLUE), frames=40, recipe=RECIPE, prompt="x"), store)

    assert [colour(picture.jpeg) for picture in pictures] == ["red", "blue", "blue"]


@each_provider
def test_faults_come_back_checked_and_the_worst_decides(
    studio: Studio, store: AssetStore, provider: str
) -> None:
    """Seven pictures are sent; one answer with a severity out of range is repaired."""
    heard: list[Asked] = []

    def answer(asked: Asked) -> object:
        heard.append(asked)
        faults = [
            {
                "what": "judged",
                "severity": 7 if len(heard) == 1 else 0.8,
                "words": "The hand has six fingers.",
            }
        ]
        return {"faults": [*faults, {"what": "seam", "severity": 0.2, "words": "A small jump."}]}

    studio.answers.register("TakeReview", answer)
    with charges() as charged:
        review = critic(studio, provider).review(brief(store), store)

    assert [(fault.kind, fault.severity) for fault in review.faults] == [
        (FaultKind.JUDGED, 0.8),
        (FaultKind.SEAM, 0.2),
    ]
    assert review.score == pytest.approx(0.2) and not review.usable
    assert [len(asked.images) for asked in heard] == [7, 7] and "faults.0.severity" in heard[1].prompt
    assert heard[0].prompt.count("</shot>") == 1
    assert charged.usd


@each_provider
def test_a_flawless_take_is_usable(studio: Studio, store: AssetStore, provider: str) -> None:
    """No fault, the full score, one request."""
    review = critic(studio, provider).review(brief(store), store)

    assert (review.score, review.usable, review.faults) == (1.0, True, ())
    assert studio.books.requests[f"{provider}.{KINDS[provider][2]}"] == 1


@each_provider
def test_a_critic_that_will_not_look_says_so(studio: Studio, store: AssetStore, provider: str) -> None:
    """A refusal is a refusal; three unusable answers are an error that names the critic's own setting."""
    studio.faults.next(provider, KINDS[provider][2], Fault.REFUSED)
    with pytest.raises(RefusedError):
        critic(studio, provider).review(brief(store), store)

    studio.answers.register("TakeReview", lambda _: "It is fine.")
    with pytest.raises(ProviderError, match=r"models = \{ critic = "):
        critic(studio, provider).review(brief(store), store)


@each_provider
def test_a_review_has_a_price_and_a_fingerprint(studio: Studio, store: AssetStore, provider: str) -> None:
    """The pictures count; another model is another critic."""
    member = critic(studio, provider)
    one, few = brief(store), brief(store).model_copy(update={"first": None, "previous": None, "place": ()})

    assert member.price(one).high_usd > member.price(few).high_usd or member.price(one).unknown
    assert member.fingerprint() != type(member)(model="other").fingerprint()
    assert member.seconds(one) > 0 and member.allowance() is not None
