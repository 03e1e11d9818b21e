"""OpenAI's stills: one request, answered with the picture itself.

There is no job to ask for later, so a request whose answer was lost stays unresolved, and a damaged answer
cannot be fetched again.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any, ClassVar, Literal

from pydantic import Field, SecretStr

from blocks.access import OPENAI_ENDPOINT, Access, access_of
from blocks.adopting import still_of_bytes
from blocks.failures import Provider, refused_input, require_ready, submission_failure
from blocks.keys import lacking, no_package
from blocks.kinds import ImageGenerator
from blocks.likeness import names_of_pictures, prompt_beside_pictures, shown_pictures
from blocks.prices import cost_of
from blocks.shapes import nearest_shape
from blocks.tariff import charge
from storyreel.film.abilities import ImageAbility
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.briefs import Still, StillBrief
from storyreel.film.errors import BrokenDeliveryError, FilmError, RefusedError, TransientProviderError
from storyreel.film.frozen import Frozen
from storyreel.film.money import Allowance, Cost
from storyreel.film.recipe import PictureRecipe

SLUG = "openai"
KEY_NAME = "OPENAI_API_KEY"
MOST_PICTURES = 16
"""openai 3.52.0, `images.edit`."""
GRID_PX = 16
"""Sides of gpt-image-2 and later (openai 3.52.0, `images.generate`)."""
OLD_SIZES = {"1:1": "1024x1024", "3:2": "1536x1024", "2:3": "1024x1536"}
"""All sizes that gpt-image-1 and its variants draw."""


class OpenAIStills(ImageGenerator):
    """Draws with OpenAI's image models, from pictures of people and places.

    A shot's last frame is drawn from its first.
    """

    _block_type_name = "OpenAI Stills"
    _description = "Draws keyframes with OpenAI's image models; paid."
    usual: ClassVar[Mapping[str, object]] = {"model": "gpt-image-2"}

    model: str = Field(description="OpenAI's name for the model, for example 'gpt-image-2'.")
    longer_side_px: int = Field(
        default=1536,
        ge=512,
        le=3840,
        multiple_of=GRID_PX,
        description="Longer side of the pictures as made, if the model accepts any size.",
    )
    quality: Literal["low", "medium", "high", "auto"] = Field(
        default="medium", description="Quality of the drawing; the price grows with it."
    )
    api_key: SecretStr | None = Field(
        default=None, description="OpenAI key; if none is given, OPENAI_API_KEY is read."
    )
    base_url: str = Field(
        default="",
        description=(
            "Address of the API, if not OpenAI's own, ending in /v1; if none is given, OPENAI_BASE_URL."
        ),
    )
    timeout_seconds: float = Field(
        default=240.0, gt=0, description="How long one request may take; the picture is drawn meanwhile."
    )
    jobs_at_once: int = Field(
        default=4, ge=1, description="How many requests of the account may run at once."
    )

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        return f"openai-stills/1/{self.model}/{self.longer_side_px}/{self.quality}"

    def allowance(self) -> Allowance:
        """See `CrewMember.allowance`."""
        return Allowance(provider=SLUG, jobs=self.jobs_at_once)

    def missing(self) -> str:
        """See `CrewMember.missing`."""
        if find_spec("openai") is None:
            return no_package("OpenAI", "openai")
        return lacking(self.access)

    def access(self) -> Access:
        """See `CrewMember.access`."""
        return access_of(OPENAI_ENDPOINT, self.api_key, self.base_url)

    def ability(self) -> ImageAbility:
        """See `ImageGenerator.ability`."""
        return ImageAbility(references=MOST_PICTURES - 1, negative=True)

    def price(self, brief: Frozen) -> Cost:
        """See `CrewMember.price`."""
        return cost_of(SLUG, self.model, "image", 1)

    def seconds(self, brief: Frozen) -> float:
        """See `CrewMember.seconds`."""
        return 15.0

    def still(self, brief: StillBrief, store: AssetStore) -> Still:
        """See `ImageGenerator.still`.

        Asks once; raises as `RemoteMember.submit` does, and BrokenDeliveryError for anything but a picture.
        """
        pictures = shown_pictures(brief, MOST_PICTURES, self.model)
        request: dict[str, Any] = {
            "model": self.model,
            "prompt": prompt_beside_pictures(brief),
            "n": 1,
            "size": self._size(brief.recipe),
            "quality": self.quality,
            "output_format": "png",
        }
        files = [_file(number, picture, store) for number, picture in enumerate(pictures, start=1)]
        with self._client() as client, _submitting(self._provider(), names_of_pictures(brief)):
            answer = (
                client.images.edit(image=files, **request) if files else client.images.generate(**request)
            )
        charge(SLUG, self.model, "image", 1)
        return _adopted(answer, brief.recipe, store)

    def _size(self, recipe: PictureRecipe) -> str:
        """Width and height in pixels as OpenAI writes them, of the model's shape nearest to the film's."""
        if "gpt-image-1" in self.model:
            return OLD_SIZES[nearest_shape(recipe.size, tuple(OLD_SIZES))]
        shape = min(3.0, max(1 / 3, float(recipe.size.aspect)))
        shorter = round(self.longer_side_px / max(shape, 1 / shape) / GRID_PX) * GRID_PX
        return f"{self.longer_side_px}x{shorter}" if shape >= 1 else f"{shorter}x{self.longer_side_px}"

    def _provider(self) -> Provider:
        return Provider("OpenAI", SLUG, self.model, KEY_NAME, self.access().key)

    def _client(self) -> Any:
        access = self.access()
        require_ready(self.missing())
        from openai import OpenAI

        # The SDK would repeat a POST that may have been paid.
        return OpenAI(
            api_key=access.key, base_url=access.address or None, max_retries=0, timeout=self.timeout_seconds
        )


@contextmanager
def _submitting(provider: Provider, shown: tuple[str, ...]) -> Iterator[None]:
    """As `blocks.failures.submitting`.

    A refusal names what was refused, which OpenAI's own sentence does not.

    shown: what the pictures sent with the prompt show.
    """
    try:
        yield
    except FilmError:
        raise
    except Exception as error:  # noqa: BLE001 after any other error of a paid request, its outcome is unknown
        raise _failure(error, provider, shown) from None


def _failure(error: Exception, provider: Provider, shown: tuple[str, ...]) -> FilmError:
    failure = submission_failure(error, provider)
    return _named(failure, error, shown) if isinstance(failure, RefusedError) else failure


def _named(refusal: RefusedError, error: Exception, shown: tuple[str, ...]) -> RefusedError:
    """The refusal with the refused input, as far as it is known: the prompt, the pictures or the result."""
    body = getattr(error, "body", None)
    details = body.get("moderation_details") if isinstance(body, dict) else None
    if isinstance(details, dict) and details.get("moderation_stage") == "output":
        return RefusedError(
            f"{refusal} The picture was refused as drawn, not what was sent.",
            **refusal.facts | {"refused_input": ""},
        )
    pictures = (
        f"picture of {shown[0]}" if len(shown) == 1 else f"pictures ({'; '.join(shown)})" if shown else ""
    )
    said = refused_input(str(refusal))
    which = (
        "prompt"
        if said == "prompt" or not pictures
        else f"prompt or its {pictures}"
        if not said or "prompt" in said
        else pictures
    )
    return RefusedError(str(refusal), **refusal.facts | {"refused_input": which})


def _file(number: int, picture: AssetRef, store: AssetStore) -> tuple[str, bytes, str]:
    ending = picture.media_type.rpartition("/")[2]
    return f"picture-{number}.{ending}", store.read(picture), picture.media_type


def _adopted(answer: Any, recipe: PictureRecipe, store: AssetStore) -> Still:
    """The picture in an answer. A damaged one cannot be fetched again."""
    try:
        return still_of_bytes(b64decode(answer.data[0].b64_json, validate=True), recipe, store)
    except (AttributeError, IndexError, TypeError, ValueError) as error:
        raise BrokenDeliveryError("OpenAI answered without a picture.", provider=SLUG) from error
    except TransientProviderError as error:
        raise BrokenDeliveryError(
            "OpenAI answered with a picture that does not decode.", provider=SLUG
        ) from error
