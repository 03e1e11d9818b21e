"""Draws with an image model on the person's own card, through the model host."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from blocks.briefing import brief_as
from blocks.kinds import ImageGenerator
from blocks.likeness import parts_beside_pictures, shown_pictures
from blocks.model_host import HostedMember
from storyreel.diffusion.families import Makes
from storyreel.diffusion.geometry import box_of_shape, size_on_grid
from storyreel.diffusion.jobs import LoadedWeights, StillJob
from storyreel.film.abilities import ImageAbility
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.briefs import Still, StillBrief
from storyreel.film.frozen import Frozen
from storyreel.film.prompt_parts import FittedPrompt, PromptLimit, fitted


class DiffusersStills(HostedMember, ImageGenerator):
    """Draws stills beside reference pictures, with trained weights, or over a shot's first frame. Free."""

    _block_type_name = "Diffusers Stills"
    _description = "Draws keyframes with a model on your own card, by reference pictures or weights; free."
    makes: ClassVar[Makes] = "stills"
    usual_family: ClassVar[str] = "FLUX.2 klein"
    usual: ClassVar[Mapping[str, object]] = {"model": "black-forest-labs/FLUX.2-klein-4B"}

    area_px: int | None = Field(
        default=None,
        ge=32 * 32,
        le=4096 * 4096,
        description="Pixels of a picture as drawn; what the model was trained on if none is given.",
    )
    reference_px: int = Field(
        default=512,
        ge=64,
        le=2048,
        description="Longer side to which references are shrunk; a megapixel costs as much as a picture.",
    )
    lora_scale: float = Field(default=1.0, ge=0, le=4, description="How strongly trained weights count.")
    strength: float = Field(
        default=0.6,
        ge=0.01,
        le=1,
        description="How far a last frame may differ from the first, for models that draw over it.",
    )

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        drawn = f"{self._area}/{self.reference_px}/{self.lora_scale:g}/{self.strength:g}"
        return f"diffusers-stills/1/{self.sampling()}/{drawn}"

    def ability(self) -> ImageAbility:
        """See `ImageGenerator.ability`."""
        family = self.family
        return ImageAbility(
            uses_lora=family.lora,
            weights=family.name if family.lora else "",
            trained_on=(family.base if self.facts().distilled and family.base else self.model),
            references=family.references,
            prompt=PromptLimit(most=family.prompt_tokens, unit="tokens"),
            negative=family.negative,
            seed=True,
        )

    def prompt_sent(self, brief: Frozen) -> FittedPrompt:
        """See `CrewMember.prompt_sent`."""
        asked, family = brief_as(StillBrief, brief), self.family
        drawn_over = asked.opening is not None and family.over_pipeline
        parts = (
            asked.picture.parts
            if drawn_over or not family.references
            else parts_beside_pictures(asked, avoided=not family.negative)
        )
        return fitted(parts, PromptLimit(most=family.prompt_tokens, unit="tokens"))

    def still(self, brief: StillBrief, store: AssetStore) -> Still:
        """See `ImageGenerator.still`."""
        done = self.asked(self._job(brief), store, "image/png")
        return Still(image=_in_shape(done.made, brief, store))

    @property
    def _area(self) -> int:
        return self.area_px or self.usual_values().area_px

    def _job(self, brief: StillBrief) -> StillJob:
        family = self.family
        width, height = size_on_grid(brief.recipe.size.aspect, self._area, family.grid_px)
        return StillJob(
            model=self.model,
            prompt=self.prompt_sent(brief).text,
            negative=brief.picture.negative_prompt if family.negative else "",
            seed=brief.seed,
            width_px=width,
            height_px=height,
            steps=self.usual_steps(),
            guidance=self.usual_guidance(),
            references=self._references(brief),
            reference_px=self.reference_px,
            opening=brief.opening if family.over_pipeline else None,
            strength=self.strength,
            loras=tuple(LoadedWeights(weights=one.weights, scale=self.lora_scale) for one in brief.loras),
        )

    def _references(self, brief: StillBrief) -> tuple[AssetRef, ...]:
        """The pictures that are shown: the first frame, if it is one of them, then the others."""
        family = self.family
        if not family.references:
            return ()
        return shown_pictures(brief, family.references, self.model)


def _in_shape(drawn: AssetRef, brief: StillBrief, store: AssetStore) -> AssetRef:
    """The picture in the film's shape: its middle, because the model's grid may not have that shape."""
    import io

    from PIL import Image

    with Image.open(io.BytesIO(store.read(drawn)), formats=("PNG",)) as image:
        box = box_of_shape(image.width, image.height, brief.recipe.size.aspect)
        if box == (0, 0, *image.size):
            return drawn
        content = io.BytesIO()
        image.convert("RGB").crop(box).save(content, format="PNG", compress_level=6)
    return store.put(content.getvalue(), "image/png")
