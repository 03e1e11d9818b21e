"""Films clips with a loaded pipeline: between a first and a last frame, or on from the segment before."""

# pyright: reportMissingImports=false
# torch and diffusers are in the extra `gpu`.

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np

from storyreel.diffusion.geometry import box_of_shape, pictures_of_film, size_on_grid
from storyreel.diffusion.jobs import ClipJob
from storyreel.diffusion.loading import Loaded
from storyreel.diffusion.pictures import open_picture, require_reference
from storyreel.editing.encoder import PictureEncoder, frame_of_rgb
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.errors import CapabilityError, RenderError
from storyreel.film.timeline import Span

if TYPE_CHECKING:
    from av import VideoFrame
    from PIL import Image


@dataclass(frozen=True)
class _Take:
    """A clip as the model is asked for it."""

    loaded: Loaded
    job: ClipJob
    size: tuple[int, int]
    """Width and height on the model's grid."""
    frames: int
    """Of the model, at its own rate."""
    skipped: Fraction
    """Seconds at its start that are not used: the tail that it goes on from is longer than the overlap."""
    tail: tuple[Image.Image, ...]
    """The pictures that it goes on from; none if it begins with one picture."""

    def given(self, ref: AssetRef, store: AssetStore, what: str) -> Image.Image:
        """A keyframe in the model's size: the film's shape in the middle, its edges repeated beyond.

        As much as is added here is cut off from what is made.
        """
        return _framed(open_picture(ref, store, what), self.size, self.job.recipe.size.aspect)


def film(loaded: Loaded, job: ClipJob, store: AssetStore) -> tuple[AssetRef, int]:
    """The clip as MP4 by the film's recipe, and its frames as counted.

    Raises:
        CapabilityError: the family cannot do it, or a picture cannot be used.
        RenderError: the pipeline made another number of frames than it was asked for.
    """
    _require_able(loaded, job)
    take = _take(loaded, job, store)
    asked = _common(take) | _ASKING[loaded.model.family.name](take, store)
    pictures = _rgb(loaded.pipe(**asked, output_type="np").frames)
    if len(pictures) != take.frames:
        raise RenderError(
            f"{loaded.model.family.name} made {len(pictures)} frames of {take.frames} that were asked for."
            " Nothing was spent. Please report it with the model's name."
        )
    return _encoded(take, pictures, store)


def _require_able(loaded: Loaded, job: ClipJob) -> None:
    """Refuse what the pipeline would ignore without a word."""
    family = loaded.model.family
    wrong = ""
    if job.last is not None and not family.last_frame:
        wrong = "is asked to end on a given picture, which it ignores"
    elif job.tail is not None and not family.tail_frames:
        wrong = "is asked to go on from a video; it goes on from one picture"
    elif len(job.references) > family.references:
        wrong = f"is shown {len(job.references)} pictures; at most {family.references} are accepted"
    if wrong:
        raise CapabilityError(
            f"{family.name} {wrong}. Nothing was made. Name another model in film.toml under `models`."
        )


def _take(loaded: Loaded, job: ClipJob, store: AssetStore) -> _Take:
    family, rate = loaded.model.family, job.recipe.rate
    tail, skipped = _tail(loaded, job, store)
    seconds = skipped + rate.seconds(job.frames - 1)
    needed = seconds * family.fps + 1
    if job.last is None:
        frames = ceil(Fraction(needed - 1, family.frame_step)) * family.frame_step + 1
    else:
        frames = family.frames_for(round(needed))
    frames = max(frames, family.frame_step + 1, len(tail) + family.frame_step if tail else 0)
    if frames > family.longest_frames:
        raise CapabilityError(
            f"{family.name} was asked for {float(seconds):.2f} seconds, which are {frames} of its frames; up"
            f" to {family.longest_frames} are accepted. Nothing was made."
        )
    size = size_on_grid(job.recipe.size.aspect, job.area_px, family.grid_px)
    return _Take(loaded, job, size, frames, skipped, tail)


def _tail(loaded: Loaded, job: ClipJob, store: AssetStore) -> tuple[tuple[Image.Image, ...], Fraction]:
    """The pictures that a segment goes on from, at the model's rate, and the seconds before the overlap.

        segment before   ...|t t t t t t t t t|      the tail: a multiple of the model's step, and one more
        overlap                    |o o o o o o|     which the cut removes
        this segment        |t t t t t t t t t n n n n
                            |------|                 the seconds that are skipped

    A tail of another length is cut to one frame by LTX without a word.
    """
    if job.tail is None:
        return (), Fraction(0)
    from storyreel.editing.footage import frames_of

    family, rate = loaded.model.family, job.recipe.rate
    overlapped = rate.seconds(max(0, job.overlap - 1))
    steps = max(family.tail_frames - 1, ceil(overlapped * family.fps / family.frame_step) * family.frame_step)
    back = [round(Fraction(steps - index, family.fps) * rate.fps) for index in range(steps + 1)]
    first = max(0, job.tail_end - 1 - back[0])
    span = Span(video=job.tail, start=first, end=job.tail_end)
    pictures = [_image_of(frame) for frame in frames_of(store.path(job.tail), span, job.recipe)]
    chosen = [pictures[max(0, len(pictures) - 1 - step)] for step in back]
    size = size_on_grid(job.recipe.size.aspect, job.area_px, family.grid_px)
    framed = tuple(_framed(picture, size, job.recipe.size.aspect) for picture in chosen)
    return framed, Fraction(steps, family.fps) - overlapped


def _image_of(frame: VideoFrame) -> Image.Image:
    """A decoded frame of the film in RGB."""
    return frame.reformat(
        format="rgb24",
        src_colorspace="ITU709",
        dst_colorspace="ITU709",
        src_color_range="MPEG",
        dst_color_range="JPEG",
    ).to_image()


def _framed(image: Image.Image, size: tuple[int, int], aspect: Fraction) -> Image.Image:
    from PIL import Image, ImageOps

    left, top, right, bottom = box_of_shape(*size, aspect)
    inner = ImageOps.fit(image, (right - left, bottom - top), Image.Resampling.LANCZOS)
    around = ((top, size[1] - bottom), (left, size[0] - right), (0, 0))
    return Image.fromarray(np.pad(np.asarray(inner.convert("RGB")), around, mode="edge"))


def _common(take: _Take) -> dict[str, Any]:
    import torch

    job = take.job
    return {
        "prompt": job.prompt,
        "negative_prompt": job.negative,
        "width": take.size[0],
        "height": take.size[1],
        "num_frames": take.frames,
        "num_inference_steps": job.steps,
        "guidance_scale": job.guidance,
        "generator": torch.Generator("cpu").manual_seed(job.seed),
    }


def _ltx(take: _Take, store: AssetStore) -> dict[str, Any]:
    from diffusers.pipelines.ltx.pipeline_ltx_condition import LTXVideoCondition

    family, job = take.loaded.model.family, take.job
    begin = (
        LTXVideoCondition(video=list(take.tail))
        if take.tail
        else LTXVideoCondition(image=take.given(job.first, store, "the first frame"))
    )
    ends = [begin]
    if job.last is not None:
        last = take.given(job.last, store, "the last frame")
        ends.append(LTXVideoCondition(image=last, frame_index=take.frames - 1))
    return {"conditions": ends, "frame_rate": family.fps}


def _ltx2(take: _Take, store: AssetStore) -> dict[str, Any]:
    from diffusers.pipelines.ltx2.pipeline_ltx2_condition import LTX2VideoCondition

    job, family = take.job, take.loaded.model.family
    begin = list(take.tail) or take.given(job.first, store, "the first frame")
    ends = [LTX2VideoCondition(frames=begin, index=0, strength=1.0)]
    if job.last is not None:
        last = take.given(job.last, store, "the last frame")
        ends.append(LTX2VideoCondition(frames=last, index=-1, strength=1.0))
    return {"conditions": ends, "frame_rate": float(family.fps)} | _guided_by_block_28(take.loaded)


def _guided_by_block_28(loaded: Loaded) -> dict[str, Any]:
    """A transformer with fewer blocks than the 29 that this kind of guidance needs is not guided by it."""
    if loaded.pipe.transformer.config.num_layers > 28:
        return {}
    return {
        "stg_scale": 0.0,
        "audio_stg_scale": 0.0,
        "modality_scale": 1.0,
        "audio_modality_scale": 1.0,
        "spatio_temporal_guidance_blocks": None,
        "use_cross_timestep": False,
    }


def _wan(take: _Take, store: AssetStore) -> dict[str, Any]:
    job = take.job
    given = {"image": take.given(job.first, store, "the first frame")}
    if job.last is not None:
        given["last_image"] = take.given(job.last, store, "the last frame")
    return given


def _vace(take: _Take, store: AssetStore) -> dict[str, Any]:
    """First frame, last frame and references in one call: a video with grey where the model fills in.

    The mask is black where a picture is kept.
    """
    from PIL import Image

    job, between = take.job, take.frames - 1
    grey, keep, fill = (Image.new("RGB", take.size, (shade,) * 3) for shade in (127, 0, 255))
    video, mask = (
        [take.given(job.first, store, "the first frame"), *[grey] * between],
        [keep, *[fill] * between],
    )
    if job.last is not None:
        video[-1], mask[-1] = take.given(job.last, store, "the last frame"), keep
    shown = [open_picture(ref, store, "a reference") for ref in job.references]
    for image in shown:
        require_reference(image, "a reference")
    return {"video": video, "mask": mask, "reference_images": shown or None}


def _cogvideox(take: _Take, store: AssetStore) -> dict[str, Any]:
    longest = take.loaded.pipe.transformer.config.max_text_seq_length
    return {
        "image": take.given(take.job.first, store, "the first frame"),
        "max_sequence_length": longest,
        "use_dynamic_cfg": True,
    }


_ASKING: Mapping[str, Callable[[_Take, AssetStore], dict[str, Any]]] = {
    "LTX": _ltx,
    "LTX-2": _ltx2,
    "Wan": _wan,
    "Wan 5B": _wan,
    "Wan VACE": _vace,
    "CogVideoX": _cogvideox,
}
"""What each family is given beside what all are."""


def _rgb(frames: Any) -> np.ndarray:
    """(frames, height, width, 3) uint8 RGB of the first video of a batch, which is float in [0, 1]."""
    return (np.asarray(frames[0], np.float32).clip(0, 1) * 255).round().astype(np.uint8)


def _encoded(take: _Take, pictures: np.ndarray, store: AssetStore) -> tuple[AssetRef, int]:
    """The pictures at the film's rate, in its shape and size. pictures: (frames, height, width, 3)."""
    from PIL import Image

    job, family = take.job, take.loaded.model.family
    box = box_of_shape(*take.size, job.recipe.size.aspect)
    size = (job.recipe.size.width_px, job.recipe.size.height_px)
    start = round(take.skipped * family.fps)
    shown = pictures_of_film(
        len(pictures) - start,
        job.frames,
        Fraction(family.fps),
        job.recipe.rate.fps,
        held=job.last is not None,
    )
    folder = store.workspace()
    try:
        with PictureEncoder(folder / "clip.mp4", job.recipe, job.key_pictures) as encoder:
            for index in shown:
                picture = Image.fromarray(pictures[start + index]).crop(box)
                picture = picture.resize(size, Image.Resampling.LANCZOS)
                encoder.add(frame_of_rgb(np.asarray(picture)))
        return store.put(folder / "clip.mp4", "video/mp4"), encoder.frames
    finally:
        shutil.rmtree(folder, ignore_errors=True)
