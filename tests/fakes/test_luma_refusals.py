"""What both of Luma's services refuse, the fakes refuse; docs/SERVICES.md names each of these."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import pytest

from tests.fakes import media
from tests.fakes.studio import Studio

PICTURE = media.encode_picture(np.full((36, 64, 3), 90, np.uint8))
INLINE = {"data": base64.b64encode(PICTURE).decode(), "media_type": "image/png"}
CLIP = {"duration": "5s", "resolution": "360p"}
EARLIER = {"generation_id": "none"}
TEN = {"duration": "10s", "resolution": "360p"}


def film(video: dict[str, Any], **others: Any) -> dict[str, Any]:
    return {"model": "ray-3.2", "type": "video", "prompt": "A pier.", "video": video, **others}


def draw(**others: Any) -> dict[str, Any]:
    return {"model": "uni-1", "type": "image", "prompt": "A pier.", **others}


REFUSED_BY_AGENTS = (
    pytest.param(film(TEN | {"start_frame": INLINE}), "5s", id="10 s with a start frame"),
    pytest.param(film(CLIP | {"start_frame": EARLIER}), "no finished video", id="an unknown clip to extend"),
    pytest.param(film(TEN | {"start_frame": EARLIER}), "5s", id="an extension of 10 s"),
    pytest.param(film(TEN | {"end_frame": INLINE}), "5s", id="10 s with an end frame"),
    pytest.param(film(TEN | {"loop": True}), "5s", id="10 s as a loop"),
    pytest.param(film(CLIP | {"duration": "9s"}), "duration", id="another duration"),
    pytest.param(film(CLIP | {"resolution": "4k"}), "resolution", id="another resolution"),
    pytest.param(
        film(TEN | {"keyframes": [INLINE], "keyframe_indexes": [0], "start_frame": INLINE}),
        "start_frame",
        id="keyframes beside a start frame",
    ),
    pytest.param(
        film(TEN | {"keyframes": [INLINE], "keyframe_indexes": [0, 240]}),
        "same length",
        id="a keyframe without index",
    ),
    pytest.param(
        film(TEN | {"keyframes": [INLINE] * 2, "keyframe_indexes": [0, 241]}),
        "0 to 240",
        id="an index beyond the grid",
    ),
    pytest.param(
        film(TEN | {"keyframes": [INLINE] * 2, "keyframe_indexes": [0, 0]}), "unique", id="an index twice"
    ),
    pytest.param(film(CLIP, model="ray-2"), "model", id="another video model"),
    pytest.param(film(CLIP, aspect_ratio="2:1"), "aspect_ratio", id="another shape of clip"),
    pytest.param(film(CLIP, prompt="x" * 6001), "6000", id="a prompt over 6000 characters"),
    pytest.param(film(CLIP | {"seed": 7}), "seed", id="a seed"),
    pytest.param(
        film(CLIP, extra_body={"negative_prompt": "fog"}), "negative_prompt", id="a negative prompt"
    ),
    pytest.param(film(CLIP | {"start_frame": INLINE | {"url": "http://x"}}), "exactly one", id="two sources"),
    pytest.param(
        film(CLIP | {"start_frame": INLINE | {"media_type": "video/mp4"}}), "media_type", id="no picture"
    ),
    pytest.param(draw(model="photon-1"), "model", id="another image model"),
    pytest.param(draw(aspect_ratio="9:21"), "aspect_ratio", id="another shape of picture"),
    pytest.param(draw(image_ref=[INLINE] * 10), "9 are allowed", id="ten references"),
    pytest.param(draw(source=INLINE), "image_edit", id="a source without an edit"),
    pytest.param(
        draw(type="image_edit", source=INLINE, image_ref=[INLINE] * 9),
        "9 are allowed",
        id="nine beside a source",
    ),
    pytest.param(draw(output_format="webp"), "output_format", id="another format"),
)


@pytest.mark.parametrize(("asked", "said"), REFUSED_BY_AGENTS)
def test_luma_agents_refuses(studio: Studio, asked: dict[str, Any], said: str) -> None:
    """No job is taken, and the answer says which field is wrong."""
    import luma_agents

    client = luma_agents.Luma(auth_token=studio.key("luma"), base_url=studio.url("luma"), max_retries=0)

    with pytest.raises(luma_agents.APIStatusError, match=said):
        client.generations.create(**asked)
    assert studio.jobs("luma") == []


REFUSED_BY_DREAM_MACHINE = (
    pytest.param("video", {"model": "ray-3.2"}, "ray-2", id="another video model"),
    pytest.param("video", {"duration": "10s"}, "duration", id="another duration"),
    pytest.param("video", {"resolution": "360p"}, "resolution", id="another resolution"),
    pytest.param("video", {"aspect_ratio": "2:1"}, "aspect_ratio", id="another shape"),
    pytest.param("video", {"prompt": "x" * 5001}, "5000", id="a prompt over 5000 characters"),
    pytest.param("video", {"prompt": "x"}, "between 3", id="a prompt under 3 characters"),
    pytest.param(
        "video",
        {"keyframes": {"frame0": {"type": "image", "url": "data:image/png;base64,AA=="}}},
        "inline",
        id="a picture inline",
    ),
    pytest.param("image", {"model": "uni-1"}, "photon-1", id="another image model"),
    pytest.param("image", {"format": "webp"}, "format", id="another format"),
    pytest.param("image", {"image_ref": [{"url": "http://x"}] * 5}, "at most 4", id="five references"),
)


@pytest.mark.parametrize(("kind", "asked", "said"), REFUSED_BY_DREAM_MACHINE)
def test_dream_machine_refuses(studio: Studio, kind: str, asked: dict[str, Any], said: str) -> None:
    """No job is taken, and the answer says which field is wrong."""
    import lumaai

    client = lumaai.LumaAI(auth_token=studio.key("lumaai"), base_url=studio.url("lumaai"), max_retries=0)
    usual = {"model": "ray-2" if kind == "video" else "photon-1", "prompt": "A pier."}

    with pytest.raises(lumaai.APIStatusError, match=said):
        getattr(client.generations, kind).create(**usual | asked)
    assert studio.jobs("lumaai") == []
