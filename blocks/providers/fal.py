"""fal's applications: stills with trained weights, their training, and clips.

The queue and its storage are in `blocks/fal_queue.py`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field

from blocks.adopting import fetch_clip, fetch_lora, fetch_still
from blocks.briefing import brief_as
from blocks.fal_queue import SLUG, FalQueue
from blocks.frames import end_picture, first_picture
from blocks.kinds import ImageGenerator, LoraTrainer, VideoGenerator
from blocks.prices import cost_of, price_of
from blocks.shapes import require_shape
from storyreel.film.abilities import ImageAbility, VideoAbility
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Clip, ClipBrief, Lora, LoraBrief, Still, StillBrief
from storyreel.film.errors import CapabilityError
from storyreel.film.frozen import Frozen
from storyreel.film.jobs import JobReport, Ticket
from storyreel.film.money import Cost
from storyreel.film.recipe import PictureRecipe

CLIP_SHAPES = ("16:9", "9:16")
CLIP_RATES = (24, 25, 48, 50)
LENGTHS, LONG_LENGTHS = (6, 8, 10), (12, 14, 16, 18, 20)
"""Seconds that LTX 2.3 makes; the long ones only its fast variant at 25 frames and 1080p (fal's model page,
read 2026-11-20).
"""
LONG_RATE = 25
GRID_PX = 16
FEWEST_PICTURES = 4
"""The trainer asks for four at least (fal's page of flux-lora-fast-training, read 2026-11-20)."""
USUAL_STEPS = 1000
"""The number of steps that the price of one training is for; it grows with the steps."""


class FalStills(ImageGenerator, FalQueue):
    """Draws with Flux on fal, with weights trained for the film's places and people.

    A shot's last frame is drawn from its first.
    """

    _block_type_name = "Fal Stills"
    _description = "Draws keyframes with Flux and trained weights on fal; paid."
    usual: ClassVar[Mapping[str, object]] = {"model": "fal-ai/flux-lora"}

    longer_side_px: int = Field(
        default=1344,
        ge=512,
        le=2048,
        multiple_of=16,
        description="Longer side of the pictures as made, in pixels.",
    )
    steps: int = Field(default=28, ge=1, le=50, description="Denoising steps.")
    guidance: float = Field(default=3.5, ge=0, le=35, description="How closely the words are followed.")
    lora_scale: float = Field(default=1.0, ge=0, le=4, description="How strongly trained weights count.")
    opening_model: str = Field(
        default="",
        description=(
            "Application that draws a shot's last frame from its first; if none is given,"
            " '<model>/image-to-image'."
        ),
    )
    opening_strength: float = Field(
        default=0.85,
        ge=0.01,
        le=1,
        description="How far the last frame may differ from the first: 1 keeps nothing of it.",
    )

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        opening = f"{self._opening_model()}/{self.opening_strength:g}"
        return f"fal-stills/1/{self.model}/{self._sampling()}/{opening}"

    def _sampling(self) -> str:
        return f"{self.longer_side_px}/{self.steps}/{self.guidance:g}/{self.lora_scale:g}"

    def ability(self) -> ImageAbility:
        """See `ImageGenerator.ability`."""
        return ImageAbility(uses_lora=True, seed=True)

    def price(self, brief: Frozen) -> Cost:
        """See `CrewMember.price`."""
        return cost_of(SLUG, self.model, "image", 1)

    def seconds(self, brief: Frozen) -> float:
        """See `CrewMember.seconds`."""
        return 10.0

    def submit(self, brief: Frozen, store: AssetStore) -> Ticket:
        """See `RemoteMember.submit`."""
        asked = brief_as(StillBrief, brief)
        arguments: dict[str, Any] = {
            "prompt": _prompt_with_triggers(asked),
            "image_size": _size_of(asked.recipe, self.longer_side_px),
            "num_inference_steps": self.steps,
            "guidance_scale": self.guidance,
            "num_images": 1,
            "output_format": "png",
            "seed": asked.seed,
            "loras": [
                {"path": self._link(lora.weights, store), "scale": self.lora_scale} for lora in asked.loras
            ],
        }
        if asked.opening is None:
            return self._queue(self.model, arguments)
        drawn_from = {"image_url": self._link(asked.opening, store), "strength": self.opening_strength}
        return self._queue(self._opening_model(), arguments | drawn_from)

    def fetch(self, brief: Frozen, ticket: Ticket, report: JobReport, store: AssetStore) -> Still:
        """See `RemoteMember.fetch`."""
        return fetch_still(report.links[0], brief_as(StillBrief, brief).recipe, store, self._hosts)

    def still(self, brief: StillBrief, store: AssetStore) -> Still:
        """See `ImageGenerator.still`."""
        return Still.model_validate(self.run(brief, store))

    def _opening_model(self) -> str:
        return self.opening_model or f"{self.model}/image-to-image"


class FalLoraTrainer(LoraTrainer, FalQueue):
    """Trains Flux weights on fal from a place's or person's pictures."""

    _block_type_name = "Fal Lora Trainer"
    _description = "Trains weights that keep a place or person the same, on fal; paid."
    usual: ClassVar[Mapping[str, object]] = {"model": "fal-ai/flux-lora-fast-training"}

    steps: int = Field(
        default=1000, ge=1, le=10_000, description="Training steps; the price grows with them."
    )
    masks: bool = Field(
        default=True,
        description="Whether the trainer weighs faces and subjects by masks that it makes itself.",
    )

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
        pictures = self._hand_over(_pictures_with_captions(asked, store), "application/zip")
        if "flux-2" in self.model:
            return self._queue(
                self.model,
                {"image_data_url": pictures, "steps": self.steps, "default_caption": _caption(asked)},
            )
        return self._queue(
            self.model,
            {
                "images_data_url": pictures,
                "trigger_word": asked.trigger_word,
                "steps": self.steps,
                "create_masks": self.masks,
                "is_style": False,
            },
        )

    def fetch(self, brief: Frozen, ticket: Ticket, report: JobReport, store: AssetStore) -> Lora:
        """See `RemoteMember.fetch`."""
        return fetch_lora(report.links[0], brief_as(LoraBrief, brief).trigger_word, store, self._hosts)

    def train(self, brief: LoraBrief, store: AssetStore) -> Lora:
        """See `LoraTrainer.train`."""
        return Lora.model_validate(self.run(brief, store))


class FalVideo(VideoGenerator, FalQueue):
    """Films with LTX 2.3 on fal: 6 to 20 seconds, with a given first and last frame."""

    _block_type_name = "Fal Video"
    _description = "Films segments with LTX on fal; paid."
    usual: ClassVar[Mapping[str, object]] = {"model": "fal-ai/ltx-2.3/image-to-video/fast"}

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
        )

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
            "prompt": asked.picture.prompt,
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


def _prompt_with_triggers(brief: StillBrief) -> str:
    """The prompt with every trigger word in it; weights without their trigger word do nothing."""
    return " ".join((*_absent_triggers(brief), brief.picture.prompt))


def _absent_triggers(brief: StillBrief) -> list[str]:
    return [lora.trigger_word for lora in brief.loras if lora.trigger_word not in brief.picture.prompt]


def _size_of(recipe: PictureRecipe, longer_side_px: int) -> dict[str, int]:
    """Width and height in pixels, on the model's grid, as close to the film's shape as the grid allows."""
    shape = float(recipe.size.aspect)
    shorter = max(512, round(longer_side_px / max(shape, 1 / shape) / GRID_PX) * GRID_PX)
    return (
        {"width": longer_side_px, "height": shorter}
        if shape >= 1
        else {"width": shorter, "height": longer_side_px}
    )


def _rate_of(recipe: PictureRecipe, seconds: int) -> int:
    """Frames a second to ask for: the nearest to the film's, but long clips have only one rate."""
    return LONG_RATE if seconds > LENGTHS[-1] else _nearest_rate(float(recipe.rate.fps))


def _nearest_rate(fps: float) -> int:
    return min(CLIP_RATES, key=lambda rate: abs(rate - fps))


def _caption(brief: LoraBrief) -> str:
    return brief.prompt if brief.trigger_word in brief.prompt else f"{brief.trigger_word}, {brief.prompt}"


def _pictures_with_captions(brief: LoraBrief, store: AssetStore) -> bytes:
    """A zip of the pictures, each with its caption in a text file of the same name.

    The same bytes for the same brief.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for number, reference in enumerate(brief.references, start=1):
            ending = "jpg" if reference.media_type == "image/jpeg" else "png"
            archive.writestr(zipfile.ZipInfo(f"{number:02}.{ending}"), store.read(reference))
            archive.writestr(zipfile.ZipInfo(f"{number:02}.txt"), _caption(brief))
    return content.getvalue()
