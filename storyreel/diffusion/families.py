"""Families of models, one row each: what their pipelines can do, as data. torch is not needed to read it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal

Makes = Literal["stills", "clips"]


@dataclass(frozen=True)
class Family:
    """One family. Trained weights of one do not load in another."""

    name: str
    pipelines: tuple[str, ...]
    """Values of `_class_name` in model_index.json by which a folder is recognised."""
    makes: Makes
    usual_px: int
    """Pixels of a picture or frame that the family was trained on."""
    steps: int
    guidance: float
    grid_px: int = 16
    """Width and height are multiples of it; otherwise pipelines round silently or fail."""
    prompt_tokens: int = 512
    """What the text encoder reads; diffusers drops the rest."""
    negative: bool = False
    """Whether it is told what must not be seen."""
    lora: bool = False
    """Whether its weights are trained and loaded here."""
    references: int = 0
    """Most pictures of people and places beside the words."""
    over_pipeline: str = ""
    """The class that draws a last frame over the first; '' if the first is shown as a reference."""
    expand_timesteps: bool = False
    """The value of `expand_timesteps` in model_index.json, which tells the small Wan 2.2 from others."""
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

    def frames_for(self, frames: int) -> int:
        """The nearest number of frames by its rule; it may be more than its longest.

        >>> FAMILIES["LTX"].frames_for(16), FAMILIES["Wan"].frames_for(500)
        (17, 501)
        """
        return max(1, round((frames - 1) / self.frame_step)) * self.frame_step + 1


_stills = partial(
    Family, makes="stills", usual_px=1024 * 1024, steps=50, guidance=4.0, negative=True, lora=True
)
"""A row of a family of stills, with what most of them have."""
_clips = partial(
    Family,
    makes="clips",
    usual_px=832 * 480,
    steps=50,
    negative=True,
    frame_step=4,
    fps=16,
    longest_frames=81,
)
"""A row of a family of clips; what is not given is as in Wan 2.1."""
_ALL = (
    _stills(
        "SD 1.5",
        ("StableDiffusionPipeline",),
        usual_px=512 * 512,
        steps=30,
        guidance=7.5,
        grid_px=8,
        prompt_tokens=77,
        over_pipeline="StableDiffusionImg2ImgPipeline",
    ),
    _stills(
        "SDXL",
        ("StableDiffusionXLPipeline",),
        steps=30,
        guidance=5.0,
        grid_px=8,
        prompt_tokens=77,
        over_pipeline="StableDiffusionXLImg2ImgPipeline",
    ),
    _stills(
        "FLUX.1",
        ("FluxPipeline",),
        steps=28,
        guidance=3.5,
        negative=False,
        over_pipeline="FluxImg2ImgPipeline",
    ),
    _stills(
        "FLUX.2 klein",
        ("Flux2KleinPipeline",),
        negative=False,
        references=8,
        base="black-forest-labs/FLUX.2-klein-base-4B",
        distilled_steps=4,
    ),
    _stills(
        "Qwen-Image",
        ("QwenImagePipeline",),
        usual_px=1328 * 1328,
        prompt_tokens=1024,
        over_pipeline="QwenImageImg2ImgPipeline",
    ),
    _stills(
        "Z-Image",
        ("ZImagePipeline",),
        over_pipeline="ZImageImg2ImgPipeline",
        distilled_steps=9,
        distilled_guidance=0.0,
    ),
    _clips(
        "LTX",
        ("LTXPipeline", "LTXConditionPipeline", "LTXImageToVideoPipeline"),
        usual_px=704 * 480,
        steps=40,
        guidance=3.0,
        grid_px=32,
        prompt_tokens=256,
        works_as="LTXConditionPipeline",
        frame_step=8,
        fps=24,
        longest_frames=257,
        last_frame=True,
        tail_frames=9,
    ),
    _clips(
        "LTX-2",
        ("LTX2Pipeline", "LTX2ConditionPipeline", "LTX2ImageToVideoPipeline", "LTX2DFRPipeline"),
        usual_px=768 * 512,
        steps=40,
        guidance=4.0,
        grid_px=32,
        prompt_tokens=1024,
        works_as="LTX2ConditionPipeline",
        frame_step=8,
        fps=24,
        longest_frames=241,
        last_frame=True,
        tail_frames=9,
    ),
    _clips(
        "Wan",
        ("WanImageToVideoPipeline",),
        steps=40,
        guidance=3.5,
        last_frame=True,
    ),
    _clips(
        "Wan 5B",
        ("WanPipeline", "WanImageToVideoPipeline"),
        usual_px=1280 * 704,
        guidance=5.0,
        grid_px=32,
        expand_timesteps=True,
        works_as="WanImageToVideoPipeline",
        fps=24,
        longest_frames=121,
    ),
    _clips(
        "Wan VACE",
        ("WanVACEPipeline",),
        guidance=5.0,
        references=4,
        last_frame=True,
    ),
    _clips(
        "CogVideoX",
        ("CogVideoXImageToVideoPipeline",),
        usual_px=720 * 480,
        guidance=6.0,
        prompt_tokens=226,
        frame_step=8,
        fps=8,
        longest_frames=49,
    ),
)
FAMILIES = {family.name: family for family in _ALL}
"""By name. Steps and guidance are the defaults of the classes in diffusers 0.42.1 or of the model cards."""


def family_of_class(pipeline: str, *, expand_timesteps: bool = False) -> Family | None:
    """The family of a class that model_index.json names; None if it is not known.

    expand_timesteps: what model_index.json says of it.

    >>> family_of_class("Flux2KleinPipeline").name
    'FLUX.2 klein'
    """
    return next(
        (
            family
            for family in _ALL
            if pipeline in family.pipelines and family.expand_timesteps == expand_timesteps
        ),
        None,
    )


def classes_known(makes: Makes) -> tuple[str, ...]:
    """Every class by which a model for stills or clips is recognised."""
    return tuple(
        f"{name} with expand_timesteps" if family.expand_timesteps else name
        for family in _ALL
        if family.makes == makes
        for name in family.pipelines
    )
