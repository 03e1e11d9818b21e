"""Films with a video model on the person's own card, through the model host."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from blocks.briefing import brief_as
from blocks.frames import first_picture
from blocks.kinds import VideoGenerator
from blocks.model_host import HostedMember
from storyreel.diffusion.families import Makes
from storyreel.diffusion.jobs import ClipJob
from storyreel.film.abilities import VideoAbility
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Clip, ClipBrief
from storyreel.film.frozen import Frozen
from storyreel.film.prompt_parts import FittedPrompt, PromptLimit, fitted


class DiffusersVideo(HostedMember, VideoGenerator):
    """Films segments from keyframes, held to a last frame if the model can be. Free."""

    _block_type_name = "Diffusers Video"
    _description = "Films segments with a model on your own card, from first to last frame; free."
    makes: ClassVar[Makes] = "clips"
    usual_family: ClassVar[str] = "Wan 5B"
    usual: ClassVar[Mapping[str, object]] = {"model": "Wan-AI/Wan2.2-TI2V-5B-Diffusers"}

    area_px: int | None = Field(
        default=None,
        ge=32 * 32,
        le=4096 * 4096,
        description="Pixels of a frame as made; what the model was trained on if none is given.",
    )

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        return f"diffusers-video/1/{self.sampling()}/{self._area}"

    def ability(self) -> VideoAbility:
        """See `VideoGenerator.ability`."""
        family = self.family
        continues: Literal["frame", "video"] = "video" if family.tail_frames else "frame"
        return VideoAbility(
            longest_seconds=(family.longest_frames - family.tail_frames) / family.fps,
            overlap_frames=family.tail_frames or 1,
            continues=continues,
            last_frame=family.last_frame,
            references=family.references,
            prompt=PromptLimit(most=family.prompt_tokens, unit="tokens"),
            negative=family.negative,
            seed=True,
        )

    def prompt_sent(self, brief: Frozen) -> FittedPrompt:
        """See `CrewMember.prompt_sent`."""
        asked = brief_as(ClipBrief, brief)
        return fitted(asked.picture.parts, PromptLimit(most=self.family.prompt_tokens, unit="tokens"))

    def shoot(self, brief: ClipBrief, store: AssetStore) -> Clip:
        """See `VideoGenerator.shoot`."""
        done = self.asked(self._job(brief, store), store, "video/mp4")
        return Clip(video=done.made, frames=done.frames)

    @property
    def _area(self) -> int:
        return self.area_px or self.usual_values().area_px

    def _job(self, brief: ClipBrief, store: AssetStore) -> ClipJob:
        family = self.family
        goes_on = family.tail_frames > 0 and brief.previous is not None
        return ClipJob(
            model=self.model,
            prompt=self.prompt_sent(brief).text,
            negative=brief.picture.negative_prompt if family.negative else "",
            seed=brief.seed,
            recipe=brief.recipe,
            frames=brief.frames,
            area_px=self._area,
            steps=self.usual_steps(),
            guidance=self.usual_guidance(),
            first=brief.keyframes.first if goes_on else first_picture(brief, store),
            last=brief.keyframes.last if brief.last_frame and family.last_frame else None,
            tail=brief.previous if goes_on else None,
            tail_end=brief.previous_end if goes_on else 0,
            overlap=family.tail_frames if goes_on else 0,
            references=tuple(one.picture for one in brief.references[: family.references]),
        )
