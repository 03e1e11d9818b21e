"""OpenAI's stills: one request, answered with the picture itself.

There is no job to ask for later, so a request whose answer was lost stays unresolved, and a damaged answer
cannot be fetched again.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from importlib.util import find_spec
from typing import Any, ClassVar, Literal

from pydantic import Field, SecretStr

from blocks.access import OPENAI_ENDPOINT, Access, access_of, address_of
from blocks.adopting import still_of_bytes
from blocks.briefing import brief_as
from blocks.failures import Provider, refused_input, require_ready, submission_failure
from blocks.keys import lacking, no_package
from blocks.kinds import ImageGenerator
from blocks.likeness import names_of_pictures, parts_beside_pictures, shown_pictures
from blocks.model_catalogues import OPENAI_PICTURES, ModelCatalogue
from blocks.prices import cost_of, price_of
from blocks.tariff import charge
from storyreel.film.abilities import ImageAbility
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.briefs import Still, StillBrief
from storyreel.film.errors import BrokenDeliveryError, FilmError, RefusedError, TransientProviderError
from storyreel.film.frozen import Frozen
from storyreel.film.money import FREE, Allowance, Cost
from storyreel.film.prompt_parts import FittedPrompt, PromptLimit, fitted
from storyreel.film.recipe import PictureRecipe

SLUG = "openai"
KEY_NAME = "OPENAI_API_KEY"
MOST_PICTURES = 16
"""openai 3.52.0, `images.edit`."""
GRID_PX = 16
"""Both sides are multiples of it (openai 3.52.0, `images.generate`)."""
LONGEST_PX, FEWEST_PIXELS, MOST_PIXELS = 3840, 655_360, 8_294_400
"""What gpt-image-2 and later draw (OpenAI's guide to image generation, copied by others, 2026-12-01)."""
LONGEST_PROMPT = PromptLimit(most=32_000)
"""GPT image models (OpenAI's reference of the Images API, copied by others, 2026-12-01)."""
OUTPUT, INPUT, PICTURE_INPUT = (
    "1000000 output tokens",
    "1000000 input tokens",
    "1000000 picture input tokens",
)
_TOKENS_A_MEGAPIXEL = {"low": 260, "medium": 1010, "high": 3970, "auto": 3970}
"""Output tokens of gpt-image-1, of which OpenAI published a table; those of later models are not published.
'auto' may draw as carefully as 'high'.
"""
_CHARACTERS_A_TOKEN = 4
_TOKENS_A_PICTURE = 1500
"""About what a picture beside the prompt counts for. Our own guess."""


class OpenAIStills(ImageGenerator):
    """Draws with OpenAI's image models, from pictures of people and places.

    A shot's last frame is drawn from its first.
    """

    _block_type_name = "OpenAI Stills"
    _description = "Draws keyframes with OpenAI's image models; paid."
    usual: ClassVar[Mapping[str, object]] = {"model": "gpt-image-2"}
    catalogue: ClassVar[ModelCatalogue | None] = OPENAI_PICTURES

    model: str = Field(description="OpenAI's name for the model, for example 'gpt-image-2'.")
    longer_side_px: int = Field(
        default=1536,
        ge=512,
        le=LONGEST_PX,
        multiple_of=GRID_PX,
        description=(
            "Longer side of the pictures as made. A picture has 655,360 to 8,294,400 pixels: a size beyond"
            " that is the nearest within."
        ),
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

    def model_catalogue(self) -> ModelCatalogue | None:
        """See `CrewMember.model_catalogue`. Another server with the same API has models of its own."""
        return None if address_of(OPENAI_ENDPOINT, self.base_url).value else self.catalogue

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
        return ImageAbility(references=MOST_PICTURES - 1, prompt=LONGEST_PROMPT, negative=True)

    def prompt_sent(self, brief: Frozen) -> FittedPrompt:
        """See `CrewMember.prompt_sent`."""
        return fitted(parts_beside_pictures(brief_as(StillBrief, brief)), self.ability().prompt)

    def price(self, brief: Frozen) -> Cost:
        """See `CrewMember.price`. The service charges tokens; how many is estimated."""
        if price_of(SLUG, self.model, OUTPUT) is None or not isinstance(brief, StillBrief):
            return cost_of(SLUG, self.model, "image", 1)
        width, height = drawn_size(brief.recipe.size.aspect, self.longer_side_px)
        output = _TOKENS_A_MEGAPIXEL[self.quality] * width * height / 1e6
        pictures = _TOKENS_A_PICTURE * len(shown_pictures(brief, MOST_PICTURES, self.model))
        words = len(self.prompt_sent(brief).text) / _CHARACTERS_A_TOKEN
        tokens = ((OUTPUT, output), (INPUT, words), (PICTURE_INPUT, pictures))
        return sum((cost_of(SLUG, self.model, unit, count / 1e6) for unit, count in tokens), FREE)

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
            "prompt": self.prompt_sent(brief).text,
            "n": 1,
            "size": "{}x{}".format(*drawn_size(brief.recipe.size.aspect, self.longer_side_px)),
            "quality": self.quality,
            "output_format": "png",
        }
        files = [_file(number, picture, store) for number, picture in enumerate(pictures, start=1)]
        with self._client() as client, _submitting(self._provider(), names_of_pictures(brief)):
            answer = (
                client.images.edit(image=files, **request) if files else client.images.generate(**request)
            )
        _charge_usage(self.model, getattr(answer, "usage", None))
        return _adopted(answer, brief.recipe, store)

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


def drawn_size(aspect: Fraction | float, longer_side_px: int) -> tuple[int, int]:
    """Width and height in pixels that the model draws, of the film's shape, up to 3:1, and as near as can be.

    A size below or above what the model draws is the nearest that it does.

    >>> drawn_size(16 / 9, 1536), drawn_size(16 / 9, 512), drawn_size(1, 3840)
    ((1536, 864), (1088, 608), (2880, 2880))
    """
    shape = max(aspect, 1 / aspect)
    longer = min(longer_side_px, LONGEST_PX)
    while _pixels(longer, shape) < FEWEST_PIXELS:
        longer += GRID_PX
    while _pixels(longer, shape) > MOST_PIXELS:
        longer -= GRID_PX
    shorter = _shorter_px(longer, shape)
    return (longer, shorter) if aspect >= 1 else (shorter, longer)


def _pixels(longer: int, shape: Fraction | float) -> int:
    return longer * _shorter_px(longer, shape)


def _shorter_px(longer: int, shape: Fraction | float) -> int:
    """The shorter side on the grid, no less than a third of the longer."""
    nearest = round(longer / shape / GRID_PX) * GRID_PX
    return max(nearest, -(-longer // (3 * GRID_PX)) * GRID_PX)


def _charge_usage(model: str, usage: Any) -> None:
    """Report the charge for the tokens that an answer says it took; nothing if it says none."""
    details = getattr(usage, "input_tokens_details", None)
    if usage is None or details is None:
        return
    charge(SLUG, model, OUTPUT, usage.output_tokens / 1e6)
    charge(SLUG, model, INPUT, details.text_tokens / 1e6)
    charge(SLUG, model, PICTURE_INPUT, details.image_tokens / 1e6)


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
    which = _refused_part(refused_input(str(refusal)), _pictures_in_words(shown))
    return RefusedError(str(refusal), **refusal.facts | {"refused_input": which})


def _pictures_in_words(shown: tuple[str, ...]) -> str:
    """The pictures of a request by what they show; '' for none."""
    if not shown:
        return ""
    return f"picture of {shown[0]}" if len(shown) == 1 else f"pictures ({'; '.join(shown)})"


def _refused_part(said: str, pictures: str) -> str:
    """The refused input in words. said: as far as the message names it, else ''."""
    if said == "prompt" or not pictures:
        return "prompt"
    if not said or "prompt" in said:
        return f"prompt or its {pictures}"
    return pictures


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
