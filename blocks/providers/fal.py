"""fal's applications: stills with trained weights, their training, and clips.

The queue and its storage are in `blocks/fal_queue.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal, Self

from pydantic import Field

from blocks.adopting import fetch_clip, fetch_lora, fetch_still
from blocks.briefing import brief_as
from blocks.fal_flux import (
    EDITOR,
    FLUX_1,
    FLUX_2,
    PROMPT,
    TRAINERS,
    USUAL_SIDE_PX,
    FluxFamily,
    by_strength,
    drawing_cost,
    family_of,
    size_of,
)
from blocks.fal_queue import SLUG, FalQueue
from blocks.frames import end_picture, first_picture
from blocks.kinds import ImageGenerator, LoraTrainer, VideoGenerator
from blocks.likeness import parts_beside_pictures, shown_pictures
from blocks.model_catalogues import FAL_CLIPS, FAL_PICTURES, FAL_TRAINERS, ModelCatalogue
from blocks.prices import cost_of, price_of
from blocks.shapes import require_shape
from blocks.training_pictures import caption, pictures_with_captions
from storyreel.film.abilities import ImageAbility, VideoAbility
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.briefs import OF_PLACE, Clip, ClipBrief, Lora, LoraBrief, Still, StillBrief
from storyreel.film.errors import CapabilityError
from storyreel.film.frozen import Frozen
from storyreel.film.jobs import JobReport, Ticket
from storyreel.film.money import Cost
from storyreel.film.prompt_parts import FittedPrompt, PromptLimit, PromptPart, PromptRole, fitted
from storyreel.film.recipe import PictureRecipe

CLIP_SHAPES = ("16:9", "9:16")
CLIP_RATES = (24, 25, 48, 50)
LENGTHS, LONG_LENGTHS = (6, 8, 10), (12, 14, 16, 18, 20)
"""Seconds that LTX 2.3 makes; the long ones only its fast variant at 25 frames and 1080p (fal's model page,
read 2026-11-20).
"""
LONG_RATE = 25
CLIP_PROMPT = PromptLimit(most=5000)
"""The longest prompt of LTX 2.3 (its maker's API pages, read 2026-11-28)."""
OPENING_STRENGTH = 0.85
FEWEST_PICTURES = 4
"""The trainer asks for four at least (fal's page of flux-lora-fast-training, read 2026-11-20)."""
USUAL_STEPS = 1000
"""The number of steps that the price of one training is for; it grows with the steps."""


class FalStills(ImageGenerator, FalQueue):
    """Draws with FLUX on fal: with weights trained for a film's places and people, or beside their pictures.

    A shot's last frame is drawn by an edit model from its first.
    """

    _block_type_name = "Fal Stills"
    _description = "Draws keyframes with FLUX on fal, with trained weights or reference pictures; paid."
    usual: ClassVar[Mapping[str, object]] = {"model": "fal-ai/flux-2/lora"}
    catalogue: ClassVar[ModelCatalogue | None] = FAL_PICTURES

    longer_side_px: int | None = Field(
        default=None,
        ge=512,
        le=2048,
        multiple_of=16,
        description=(
            "Longer side of the pictures as made, in pixels; if none is given, 1344 for FLUX.1, and for"
            " FLUX.2 as large as one megapixel allows."
        ),
    )
    steps: int = Field(default=28, ge=1, le=50, description="Denoising steps.")
    guidance: float | None = Field(
        default=None,
        ge=0,
        le=35,
        description="How closely the words are followed; the model's own value if none is given.",
    )
    lora_scale: float = Field(default=1.0, ge=0, le=4, description="How strongly trained weights count.")
    opening_model: str = Field(
        default="",
        description=(
            "Application that draws a shot's last frame from its first; if none is given, an edit model of"
            " FLUX.2."
        ),
    )
    opening_strength: float = Field(
        default=OPENING_STRENGTH,
        ge=0.01,
        le=1,
        description=(
            "How far the last frame may differ from the first, if an image-to-image application draws it: 1"
            " keeps nothing of it."
        ),
    )

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        if self._family is FLUX_1:
            return f"fal-stills/1/{self.model}/{self._sampling()}/{self._old_opening()}"
        return f"fal-stills/2/{self.model}/{self._sampling()}/{self._opening()}"

    def _sampling(self) -> str:
        side = self.longer_side_px or (USUAL_SIDE_PX if self._family is FLUX_1 else "one megapixel")
        return f"{side}/{self.steps}/{self._guidance(self.model):g}/{self.lora_scale:g}"

    def _old_opening(self) -> str:
        """How a fingerprint of FLUX.1 ends.

        First frames were bought under these words. What draws last frames now is in their briefs.
        """
        strength = self.opening_strength if self.opening_model else OPENING_STRENGTH
        return f"{self.opening_model or f'{self.model}/image-to-image'}/{strength:g}"

    def ability(self) -> ImageAbility:
        """See `ImageGenerator.ability`."""
        family = self._family
        return ImageAbility(
            uses_lora=True,
            weights=family.name,
            loras=family.loras,
            references=family.references,
            last_frame_references=self._beside_first_frame(),
            opening_model=EDITOR if family is FLUX_1 and not self.opening_model else "",
            prompt=PROMPT,
            seed=True,
        )

    def prompt_sent(self, brief: Frozen) -> FittedPrompt:
        """See `CrewMember.prompt_sent`. Every trigger word is in it: weights without theirs do nothing."""
        asked = brief_as(StillBrief, brief)
        application = self._application(asked)
        loras = self._loras(asked, application)
        shown = self._shown(asked)
        parts = (
            shown.picture.parts if by_strength(application) else parts_beside_pictures(shown, avoided=False)
        )
        unused = {lora.trigger_word for lora in asked.loras} - {lora.trigger_word for lora in loras}
        used = (part for part in parts if part.text not in unused)
        return fitted((*_absent_triggers(asked, loras), *used), PROMPT)

    def price(self, brief: Frozen) -> Cost:
        """See `CrewMember.price`."""
        asked = brief_as(StillBrief, brief)
        return drawing_cost(self._application(asked), self._size(asked), len(self._pictures(asked)))

    def seconds(self, brief: Frozen) -> float:
        """See `CrewMember.seconds`."""
        return 10.0

    def submit(self, brief: Frozen, store: AssetStore) -> Ticket:
        """See `RemoteMember.submit`."""
        asked = brief_as(StillBrief, brief)
        application = self._application(asked)
        loras = self._loras(asked, application)
        arguments: dict[str, Any] = {
            "prompt": self.prompt_sent(asked).text,
            "image_size": self._size(asked),
            "num_inference_steps": self.steps,
            "guidance_scale": self._guidance(application),
            "num_images": 1,
            "output_format": "png",
            "seed": asked.seed,
            "loras": [{"path": self._link(lora.weights, store), "scale": self.lora_scale} for lora in loras],
        }
        links = [self._link(picture, store) for picture in self._pictures(asked)]
        if by_strength(application):
            arguments |= {"image_url": links[0], "strength": self.opening_strength}
        elif links:
            arguments["image_urls"] = links
        return self._queue(application, arguments)

    def fetch(self, brief: Frozen, ticket: Ticket, report: JobReport, store: AssetStore) -> Still:
        """See `RemoteMember.fetch`."""
        return fetch_still(report.links[0], brief_as(StillBrief, brief).recipe, store, self._hosts)

    def still(self, brief: StillBrief, store: AssetStore) -> Still:
        """See `ImageGenerator.still`."""
        return Still.model_validate(self.run(brief, store))

    @property
    def _family(self) -> FluxFamily:
        return family_of(self.model)

    def _guidance(self, application: str) -> float:
        return family_of(application).guidance if self.guidance is None else self.guidance

    def _size(self, asked: StillBrief) -> dict[str, int]:
        return size_of(asked.recipe, family_of(self._application(asked)), self.longer_side_px)

    def _application(self, asked: StillBrief) -> str:
        """The application that draws a frame: beside pictures, an edit model."""
        if asked.opening is not None:
            return asked.opening_model or self._opening()
        return f"{self.model}/edit" if asked.references else self.model

    def _opening(self) -> str:
        return self.opening_model or (EDITOR if self._family is FLUX_1 else f"{self.model}/edit")

    def _loras(self, asked: StillBrief, application: str) -> tuple[Lora, ...]:
        """The weights that an application loads: those of its family."""
        if family_of(application) is not self._family:
            return ()
        most = self._family.loras
        if most and len(asked.loras) > most:
            raise CapabilityError(
                f"{len(asked.loras)} trained weights were to be loaded by {application}; at most {most} are"
                " accepted. Nothing was spent. Leave training out with --skip lora."
            )
        return asked.loras

    def _shown(self, asked: StillBrief) -> StillBrief:
        """The brief with the pictures that are shown: a first frame shows the place already."""
        if asked.opening is None:
            return asked
        others = tuple(one for one in asked.references if one.of != OF_PLACE)
        return asked.model_copy(update={"references": others[: self._beside_first_frame()]})

    def _beside_first_frame(self) -> int:
        """How many pictures are shown beside a shot's first frame when its last is drawn."""
        return 0 if by_strength(self._opening()) else max(0, self._family.references - 1)

    def _pictures(self, asked: StillBrief) -> tuple[AssetRef, ...]:
        return shown_pictures(self._shown(asked), max(1, self._family.references), self.model)


class FalLoraTrainer(LoraTrainer, FalQueue):
    """Trains Flux weights on fal from a place's or person's pictures."""

    _block_type_name = "Fal Lora Trainer"
    _description = "Trains weights that keep a place or person the same, on fal; paid."
    usual: ClassVar[Mapping[str, object]] = {"model": FLUX_2.trainer}
    catalogue: ClassVar[ModelCatalogue | None] = FAL_TRAINERS

    steps: int = Field(
        default=1000, ge=1, le=10_000, description="Training steps; the price grows with them."
    )
    masks: bool = Field(
        default=True,
        description="Whether the trainer of FLUX.1 weighs a person's face by masks that it makes itself.",
    )

    def weights(self) -> str:
        """See `LoraTrainer.weights`."""
        return family_of(self.model).name

    def for_weights(self, family: str, base: str = "") -> Self:
        """See `LoraTrainer.for_weights`."""
        return self.model_copy(update={"model": TRAINERS.get(family, self.model)})

    def trainers(self) -> Mapping[str, str]:
        """See `LoraTrainer.trainers`."""
        return {application: family for family, application in TRAINERS.items()}

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        return f"fal-lora/1/{self.model}/{self.steps}/{'masked' if self.masks else 'plain'}"

    def price(self, brief: Frozen) -> Cost:
        """See `CrewMember.price`."""
        if price_of(SLUG, self.model, "step") is not None:
            return cost_of(SLUG, self.model, "step", self.steps)
        return cost_of(SLUG, self.model, "job", self.steps / USUAL_STEPS)

    def seconds(self, brief: Frozen) -> float:
        """See `CrewMember.seconds`."""
        return max(120.0, 0.4 * self.steps)

    def submit(self, brief: Frozen, store: AssetStore) -> Ticket:
        """See `RemoteMember.submit`."""
        asked = brief_as(LoraBrief, brief)
        if len(asked.references) < FEWEST_PICTURES:
            raise CapabilityError(
                f"{len(asked.references)} pictures of {asked.subject!r} were given to train on;"
                f" {FEWEST_PICTURES} or more are accepted. Nothing was spent. Add pictures, or leave training"
                " out with --skip lora."
            )
        pictures = self._hand_over(pictures_with_captions(asked, store), "application/zip")
        if family_of(self.model) is FLUX_2:
            return self._queue(
                self.model,
                {"image_data_url": pictures, "steps": self.steps, "default_caption": caption(asked)},
            )
        return self._queue(
            self.model,
            {
                "images_data_url": pictures,
                "trigger_word": asked.trigger_word,
                "steps": self.steps,
                "create_masks": self.masks and asked.is_person,
                "is_style": False,
            },
        )

    def fetch(self, brief: Frozen, ticket: Ticket, report: JobReport, store: AssetStore) -> Lora:
        """See `RemoteMember.fetch`."""
        trained = fetch_lora(report.links[0], brief_as(LoraBrief, brief).trigger_word, store, self._hosts)
        return trained.model_copy(update={"family": self.weights()})

    def train(self, brief: LoraBrief, store: AssetStore) -> Lora:
        """See `LoraTrainer.train`."""
        return Lora.model_validate(self.run(brief, store))


class FalVideo(VideoGenerator, FalQueue):
    """Films with LTX 2.3 on fal: 6 to 20 seconds, with a given first and last frame."""

    _block_type_name = "Fal Video"
    _description = "Films segments with LTX on fal; paid."
    usual: ClassVar[Mapping[str, object]] = {"model": "fal-ai/ltx-2.3/image-to-video/fast"}
    catalogue: ClassVar[ModelCatalogue | None] = FAL_CLIPS

    resolution: Literal["1080p", "1440p", "2160p"] = Field(default="1080p", description="Size of the clips.")
    longest_seconds: int = Field(
        default=10,
        ge=6,
        le=20,
        description="Longest clip to ask for; only the fast variant at 1080p makes more than 10 s.",
    )

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`. How shots are divided is in the briefs already."""
        return f"fal-video/1/{self.model}/{self.resolution}"

    def ability(self) -> VideoAbility:
        """See `VideoGenerator.ability`."""
        lengths = self._lengths_seconds()
        return VideoAbility(
            longest_seconds=lengths[-1],
            lengths_seconds=lengths,
            overlap_frames=1,
            continues="frame",
            aspects=CLIP_SHAPES,
            prompt=CLIP_PROMPT,
        )

    def prompt_sent(self, brief: Frozen) -> FittedPrompt:
        """See `CrewMember.prompt_sent`."""
        return fitted(brief_as(ClipBrief, brief).picture.parts, self.ability().prompt)

    def _lengths_seconds(self) -> tuple[float, ...]:
        return tuple(float(length) for length in self._all_lengths() if length <= self.longest_seconds)

    def _all_lengths(self) -> tuple[int, ...]:
        """The lengths that the model makes, before the block's own limit."""
        films_long = self.resolution == "1080p" and self.model.endswith("/fast")
        return (*LENGTHS, *LONG_LENGTHS) if films_long else LENGTHS

    def price(self, brief: Frozen) -> Cost:
        """See `CrewMember.price`."""
        return cost_of(
            SLUG, self.model, f"second at {self.resolution}", self._seconds(brief_as(ClipBrief, brief))
        )

    def seconds(self, brief: Frozen) -> float:
        """See `CrewMember.seconds`."""
        return 10.0 * self._seconds(brief_as(ClipBrief, brief))

    def submit(self, brief: Frozen, store: AssetStore) -> Ticket:
        """See `RemoteMember.submit`."""
        asked = brief_as(ClipBrief, brief)
        seconds, last = self._seconds(asked), end_picture(asked)
        arguments: dict[str, Any] = {
            "prompt": self.prompt_sent(asked).text,
            "aspect_ratio": require_shape(asked.recipe.size, CLIP_SHAPES, self.model),
            "duration": seconds,
            "resolution": self.resolution,
            "fps": _rate_of(asked.recipe, seconds),
            "generate_audio": False,
            "image_url": self._link(first_picture(asked, store), store),
        }
        return self._queue(
            self.model, arguments | ({"end_image_url": self._link(last, store)} if last is not None else {})
        )

    def fetch(self, brief: Frozen, ticket: Ticket, report: JobReport, store: AssetStore) -> Clip:
        """See `RemoteMember.fetch`."""
        return fetch_clip(report.links[0], brief_as(ClipBrief, brief), store, self._hosts)

    def shoot(self, brief: ClipBrief, store: AssetStore) -> Clip:
        """See `VideoGenerator.shoot`."""
        return Clip.model_validate(self.run(brief, store))

    def _seconds(self, brief: ClipBrief) -> int:
        return int(self.ability().clip_seconds(float(brief.recipe.rate.seconds(brief.frames))))


def _absent_triggers(asked: StillBrief, loras: tuple[Lora, ...]) -> Iterator[PromptPart]:
    """The trigger words that the prompt lacks."""
    for lora in loras:
        if lora.trigger_word not in asked.picture.prompt:
            yield PromptPart(role=PromptRole.TASK, text=lora.trigger_word)


def _rate_of(recipe: PictureRecipe, seconds: int) -> int:
    """Frames a second to ask for: the nearest to the film's, but long clips have only one rate."""
    return LONG_RATE if seconds > LENGTHS[-1] else _nearest_rate(float(recipe.rate.fps))


def _nearest_rate(fps: float) -> int:
    return min(CLIP_RATES, key=lambda rate: abs(rate - fps))
