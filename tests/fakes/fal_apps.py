"""The applications of fal that the fake serves: their fields, the ranges of those, and their prices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

_DRAWN = {
    "prompt",
    "image_size",
    "num_inference_steps",
    "seed",
    "loras",
    "guidance_scale",
    "sync_mode",
    "num_images",
    "enable_safety_checker",
    "output_format",
    "acceleration",
}
_FILMED = {
    "prompt",
    "image_url",
    "end_image_url",
    "duration",
    "resolution",
    "aspect_ratio",
    "fps",
    "generate_audio",
}


@dataclass(frozen=True)
class App:
    """An application: what makes its results, its fields, its family, and what it costs."""

    makes: str
    fields: set[str]
    family: str = ""
    usd: float = 0.0
    """Of a megapixel or a step."""
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)


_FLUX_1_RANGES = {"num_inference_steps": (1, 50), "guidance_scale": (0, 35), "num_images": (1, 4)}
_FLUX_2_RANGES = {"num_inference_steps": (4, 50), "guidance_scale": (0, 20), "num_images": (1, 4)}
APPS = {
    "fal-ai/flux-lora": App("images", _DRAWN, "flux-1", 0.035, _FLUX_1_RANGES),
    "fal-ai/flux-lora/image-to-image": App(
        "images",
        _DRAWN | {"image_url", "strength"},
        "flux-1",
        0.035,
        _FLUX_1_RANGES | {"strength": (0.01, 1)},
    ),
    "fal-ai/flux-2/lora": App("images", _DRAWN, "flux-2", 0.021, _FLUX_2_RANGES),
    "fal-ai/flux-2/lora/edit": App("images", _DRAWN | {"image_urls"}, "flux-2", 0.021, _FLUX_2_RANGES),
    "fal-ai/flux-lora-fast-training": App(
        "training",
        {"images_data_url", "trigger_word", "create_masks", "steps", "is_style", "data_archive_format"},
        "flux-1",
        0.002,
        {"steps": (1, 10_000)},
    ),
    "fal-ai/flux-2-trainer": App(
        "training",
        {"image_data_url", "steps", "learning_rate", "default_caption", "output_lora_format"},
        "flux-2",
        0.0064,
        {"steps": (1, 10_000)},
    ),
    "fal-ai/ltx-2.3/image-to-video": App("clip", _FILMED),
    "fal-ai/ltx-2.3/image-to-video/fast": App("clip", _FILMED),
}
"""Every application that is served here; fal answers 404 to any other id."""
