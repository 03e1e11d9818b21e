"""Families of models, one row each: what their pipelines can do, as data. torch is not needed to read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Makes = Literal["stills", "clips"]
Over = Literal["", "reference", "strength"]


@dataclass(frozen=True)
class Family:
    """One family. Trained weights of one do not load in another."""

    name: str
    pipelines: tuple[str, ...]
    """Values of `_class_name` in model_index.json by which a folder is recognised."""
    makes: Makes
    grid_px: int
    """Width and height are multiples of it; otherwise pipelines round silently or fail."""
    usual_px: int
    """Pixels of a picture or frame that the family was trained on."""
    steps: int
    guidance: float
    prompt_tokens: int
    """What the text encoder reads; diffusers drops the rest."""
    negative: bool = False
    """Whether it is told what must not be seen."""
    lora: bool = False
    """Whether its weights are trained and loaded here."""
    references: int = 0
    """Most pictures of people and places beside the words."""
    over: Over = ""
    """How a last frame is drawn from the first: shown as a reference, or drawn over as strongly as asked."""
    over_pipeline: str = ""
    """The class that draws over a picture by strength."""
    works_as: str = ""
    """The class that is loaded, if it is not the one in model_index.json."""
    base: str = ""
    """Model that weights are trained on, if it is not the one that draws."""
    distilled_steps: int = 0
    """Steps of its distilled models; 0 if there are none."""
    distilled_guidance: float = 1.0
    """The value of guidance that switches it off, which a distilled model asks for."""
    frame_step: int = 0
    """Clips have a multiple of so many frames and one more."""
    fps: int = 0
    """Frames a second that it was trained on."""
    longest_frames: int = 0
    last_frame: bool = False
    """Whether a clip can be held to a last frame."""
    tail_frames: int = 0
    """Frames of the segment before that it goes on from; 0 if it goes on from the last frame only."""
    sound: bool = False
    """Whether a clip can be made to a given sound, so that lips follow it."""

    def frames_for(self, frames: int) -> int:
        """The nearest number of frames that it makes; never more than its longest.

        >>> FAMILIES["LTX"].frames_for(16), FAMILIES["Wan"].frames_for(500)
        (17, 81)
        """
        steps = max(1, round((frames - 1) / self.frame_step))
        longest = (self.longest_frames - 1) // self.frame_step
        return min(steps, longest) * self.frame_step + 1


_ALL = (
    Family(
        "SD 1.5",
        ("StableDiffusionPipeline",),
        "stills",
        grid_px=8,
        usual_px=512 * 512,
        steps=30,
        guidance=7.5,
        prompt_tokens=77,
        negative=True,
        lora=True,
        over="strength",
        over_pipeline="StableDiffusionImg2ImgPipeline",
    ),
    Family(
        "SDXL",
        ("StableDiffusionXLPipeline",),
        "stills",
        grid_px=8,
        usual_px=1024 * 1024,
        steps=30,
        guidance=5.0,
        prompt_tokens=77,
        negative=True,
        lora=True,
        over="strength",
        over_pipeline="StableDiffusionXLImg2ImgPipeline",
    ),
    Family(
        "FLUX.1",
        ("FluxPipeline",),
        "stills",
        grid_px=16,
        usual_px=1024 * 1024,
        steps=28,
        guidance=3.5,
        prompt_tokens=512,
        lora=True,
        over="strength",
        over_pipeline="FluxImg2ImgPipeline",
    ),
    Family(
        "FLUX.2 klein",
        ("Flux2KleinPipeline",),
        "stills",
        grid_px=16,
        usual_px=1024 * 1024,
        steps=50,
        guidance=4.0,
        prompt_tokens=512,
        lora=True,
        references=8,
        over="reference",
        base="black-forest-labs/FLUX.2-klein-base-4B",
        distilled_steps=4,
    ),
    Family(
        "Qwen-Image",
        ("QwenImagePipeline",),
        "stills",
        grid_px=16,
        usual_px=1328 * 1328,
        steps=50,
        guidance=4.0,
        prompt_tokens=1024,
        negative=True,
        lora=True,
        over="strength",
        over_pipeline="QwenImageImg2ImgPipeline",
    ),
    Family(
        "Z-Image",
        ("ZImagePipeline",),
        "stills",
        grid_px=16,
        usual_px=1024 * 1024,
        steps=50,
        guidance=4.0,
        prompt_tokens=512,
        negative=True,
        lora=True,
        over="strength",
        over_pipeline="ZImageImg2ImgPipeline",
        distilled_steps=9,
        distilled_guidance=0.0,
    ),
    Family(
        "LTX",
        ("LTXPipeline", "LTXConditionPipeline", "LTXImageToVideoPipeline"),
        "clips",
        grid_px=32,
        usual_px=704 * 480,
        steps=40,
        guidance=3.0,
        prompt_tokens=256,
        negative=True,
        works_as="LTXConditionPipeline",
        frame_step=8,
        fps=24,
        longest_frames=257,
        last_frame=True,
        tail_frames=9,
    ),
    Family(
        "LTX-2",
        ("LTX2Pipeline", "LTX2ConditionPipeline", "LTX2ImageToVideoPipeline", "LTX2DFRPipeline"),
        "clips",
        grid_px=32,
        usual_px=768 * 512,
        steps=40,
        guidance=4.0,
        prompt_tokens=1024,
        negative=True,
        works_as="LTX2ConditionPipeline",
        frame_step=8,
        fps=24,
        longest_frames=241,
        last_frame=True,
        tail_frames=9,
    ),
    Family(
        "Wan",
        ("WanImageToVideoPipeline",),
        "clips",
        grid_px=16,
        usual_px=832 * 480,
        steps=40,
        guidance=3.5,
        prompt_tokens=512,
        negative=True,
        lora=True,
        frame_step=4,
        fps=16,
        longest_frames=81,
        last_frame=True,
    ),
    Family(
        "Wan 5B",
        (),
        "clips",
        grid_px=32,
        usual_px=1280 * 704,
        steps=50,
        guidance=5.0,
        prompt_tokens=512,
        negative=True,
        works_as="WanImageToVideoPipeline",
        frame_step=4,
        fps=24,
        longest_frames=121,
    ),
    Family(
        "Wan VACE",
        ("WanVACEPipeline",),
        "clips",
        grid_px=16,
        usual_px=832 * 480,
        steps=50,
        guidance=5.0,
        prompt_tokens=512,
        negative=True,
        references=4,
        frame_step=4,
        fps=16,
        longest_frames=81,
        last_frame=True,
    ),
    Family(
        "CogVideoX",
        ("CogVideoXImageToVideoPipeline",),
        "clips",
        grid_px=16,
        usual_px=720 * 480,
        steps=50,
        guidance=6.0,
        prompt_tokens=226,
        negative=True,
        frame_step=8,
        fps=8,
        longest_frames=49,
    ),
)
FAMILIES = {family.name: family for family in _ALL}
"""By name. Steps and guidance are the defaults of the classes in diffusers 0.42.1 or of the model cards."""


def family_of_class(pipeline: str) -> Family | None:
    """The family of a class that model_index.json names; None if it is not known.

    >>> family_of_class("Flux2KleinPipeline").name
    'FLUX.2 klein'
    """
    return next((family for family in _ALL if pipeline in family.pipelines), None)


def classes_known(makes: Makes) -> tuple[str, ...]:
    """Every class by which a model for stills or clips is recognised."""
    return tuple(name for family in _ALL if family.makes == makes for name in family.pipelines)
