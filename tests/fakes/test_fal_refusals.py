"""What fal refuses, the fake refuses; docs/SERVICES.md names each of these.

fal drops a field that an application lacks in silence. The fake refuses it: no test would notice otherwise.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

import numpy as np
import pytest

from blocks.fal_queue import _addressed  # pyright: ignore[reportPrivateUsage] points fal-client at the studio
from tests.fakes import media
from tests.fakes.studio import Studio

FLUX_1, FLUX_2, EDIT = "fal-ai/flux-lora", "fal-ai/flux-2/lora", "fal-ai/flux-2/lora/edit"
LTX = "fal-ai/ltx-2.3/image-to-video"
PICTURE = media.encode_picture(np.full((36, 64, 3), 90, np.uint8))


def submitted(studio: Studio, application: str, asked: dict[str, Any]) -> None:
    """Ask, with '<picture>', '<zip of n>' and '<weights of family>' replaced by links to such files."""
    import fal_client

    with _addressed(studio.url("fal")):
        client = fal_client.SyncClient(key=studio.key("fal"))
        client.submit(application, {name: _linked(studio, value) for name, value in asked.items()})


def _linked(studio: Studio, value: Any) -> Any:
    if isinstance(value, list):
        return [_linked(studio, one) for one in value]
    if isinstance(value, dict):
        return {name: _linked(studio, one) for name, one in value.items()}
    if not isinstance(value, str) or not value.startswith("<"):
        return value
    return f"{studio.url('fal')}/uploaded/{studio.shelve(_content(studio, value))}"


def _content(studio: Studio, name: str) -> bytes:
    kind, _, of = name.strip("<>").partition(" of ")
    if kind == "weights":
        return studio.rendered({"kind": "lora", "trigger": "sks_pier", "family": of})[0]
    return _zip(int(of)) if kind == "zip" else PICTURE


def _zip(pictures: int) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for number in range(pictures):
            archive.writestr(f"{number}.png", PICTURE)
    return content.getvalue()


def weights(family: str, count: int = 1) -> list[dict[str, object]]:
    return [{"path": f"<weights of {family}>", "scale": 1.0}] * count


WORDS = {"prompt": "A pier."}
FILM = WORDS | {"image_url": "<picture>"}
REFUSED = (
    pytest.param("fal-ai/flux-2/lora/image-to-image", FILM, "not found", id="an unknown application"),
    pytest.param(EDIT, WORDS | {"image_url": "<picture>"}, "image_url", id="image_url for an edit"),
    pytest.param(
        EDIT, WORDS | {"image_urls": ["<picture>"], "strength": 0.85}, "strength", id="strength for an edit"
    ),
    pytest.param(EDIT, WORDS, "1 to 3", id="an edit without pictures"),
    pytest.param(EDIT, WORDS | {"image_urls": ["<picture>"] * 4}, "1 to 3", id="four pictures"),
    pytest.param(FLUX_2, WORDS | {"image_urls": ["<picture>"]}, "image_urls", id="pictures without an edit"),
    pytest.param(FLUX_2, WORDS | {"loras": weights("flux-2", 4)}, "at most 3", id="four weights"),
    pytest.param(FLUX_2, WORDS | {"loras": weights("flux-1")}, "do not match", id="weights of FLUX.1"),
    pytest.param(FLUX_1, WORDS | {"loras": weights("flux-2")}, "do not match", id="weights of FLUX.2"),
    pytest.param(FLUX_2, WORDS | {"guidance_scale": 25}, "guidance_scale", id="guidance over 20"),
    pytest.param(FLUX_2, WORDS | {"num_inference_steps": 3}, "steps", id="three denoising steps"),
    pytest.param(FLUX_2, WORDS | {"negative_prompt": "fog"}, "negative", id="a negative prompt"),
    pytest.param(
        FLUX_2, WORDS | {"image_size": {"width": 1344, "height": 752}}, "image_size", id="a size off the grid"
    ),
    pytest.param(
        FLUX_1, WORDS | {"image_size": {"width": 4096, "height": 512}}, "image_size", id="a side over 2048"
    ),
    pytest.param(
        "fal-ai/flux-2-trainer", {"image_data_url": "<zip of 3>"}, "at least 4", id="three pictures"
    ),
    pytest.param(
        "fal-ai/flux-2-trainer",
        {"image_data_url": "<zip of 4>", "create_masks": True},
        "create_masks",
        id="masks for FLUX.2",
    ),
    pytest.param(
        "fal-ai/flux-lora-fast-training",
        {"images_data_url": "<zip of 4>", "steps": 10_001},
        "steps",
        id="over 10000 training steps",
    ),
    pytest.param(LTX, FILM | {"duration": 7}, "duration", id="seven seconds"),
    pytest.param(LTX, FILM | {"duration": 12}, "above 10", id="twelve seconds that are not fast"),
    pytest.param(f"{LTX}/fast", FILM | {"duration": 12, "fps": 24}, "25 fps", id="twelve seconds at 24 fps"),
    pytest.param(LTX, FILM | {"fps": 30}, "fps", id="30 fps"),
    pytest.param(LTX, FILM | {"resolution": "4k"}, "resolution", id="another resolution"),
    pytest.param(LTX, FILM | {"aspect_ratio": "1:1"}, "aspect_ratio", id="a square"),
    pytest.param(LTX, WORDS, "image_url", id="a clip without a picture"),
    pytest.param(LTX, FILM | {"prompt": "x" * 5001}, "5000", id="a prompt over 5000 characters"),
    pytest.param(LTX, FILM | {"seed": 7}, "seed", id="a seed"),
)


@pytest.mark.parametrize(("application", "asked", "said"), REFUSED)
def test_fal_refuses(studio: Studio, application: str, asked: dict[str, Any], said: str) -> None:
    """No job is taken, and the answer says which field is wrong."""
    import fal_client

    with pytest.raises(fal_client.FalClientHTTPError, match=said):
        submitted(studio, application, asked)
    assert studio.jobs("fal") == []


@pytest.mark.parametrize(
    ("seconds", "fps", "frames"), [(6, 24, 145), (6, 25, 153), (8, 25, 201), (10, 24, 241)]
)
def test_a_clip_has_a_multiple_of_eight_frames_and_one(
    studio: Studio, seconds: int, fps: int, frames: int
) -> None:
    """LTX makes no other lengths; the end picture is its last frame."""
    submitted(studio, LTX, FILM | {"duration": seconds, "fps": fps})

    assert studio.jobs("fal")[0].made[0]["frames"] == frames
