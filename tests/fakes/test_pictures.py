"""Pictures, clips and weights through the official SDKs: real files of the asked size, billed once."""

from __future__ import annotations

import base64
import io
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from tests.fakes import counter, media
from tests.fakes.faults import Fault
from tests.fakes.studio import Studio


def _until(poll: Callable[[], Any], done: Callable[[Any], bool]) -> Any:
    for _ in range(500):
        answer = poll()
        if done(answer):
            return answer
        threading.Event().wait(0.01)
    raise TimeoutError("the job is never done")


def _fetched(link: str) -> bytes:
    return httpx.get(link, trust_env=False).raise_for_status().content


def _size(picture: bytes) -> tuple[int, int]:
    height, width = media.decode_picture(picture).shape[:2]
    return width, height


def _counters(folder: Path, clip: bytes) -> list[int | None]:
    (folder / "clip.mp4").write_bytes(clip)
    return counter.counters_of(folder / "clip.mp4")


def _frame(number: int) -> bytes:
    return media.encode_picture(counter.stamp(np.full((360, 640, 3), 90, np.uint8), number))


def test_luma_films_from_inline_pictures(studio: Studio, tmp_path: Path):
    """A still, then a clip that begins with the given frame; both billed, both collected."""
    from luma_agents import Luma

    client = Luma(auth_token=studio.key("luma"), base_url=studio.url("luma"), max_retries=0)
    start: Any = {"data": base64.b64encode(_frame(119)).decode(), "media_type": "image/png"}

    still = client.generations.create(model="uni-1", type="image", prompt="A pier.", aspect_ratio="16:9")
    still = _until(lambda: client.generations.get(still.id), lambda one: one.state == "completed")
    clip = client.generations.create(
        model="ray-3.2",
        type="video",
        prompt="A pier.",
        aspect_ratio="16:9",
        video={"duration": "5s", "resolution": "360p", "start_frame": start},
    )
    clip = _until(lambda: client.generations.get(clip.id), lambda one: one.state == "completed")

    assert _size(_fetched(still.output[0].url)) == (1344, 756)
    assert _counters(tmp_path, _fetched(clip.output[0].url)) == list(range(119, 239))
    assert studio.bill().total_usd == pytest.approx(0.1004) and [job.collected for job in studio.jobs()] == [
        1,
        1,
    ]


def test_luma_names_a_refusal(studio: Studio):
    """A moderated job fails with the service's own code and costs nothing."""
    from luma_agents import Luma

    client = Luma(auth_token=studio.key("luma"), base_url=studio.url("luma"), max_retries=0)
    studio.faults.next("luma", "create", Fault.REFUSED)

    job = client.generations.create(model="uni-1", type="image", prompt="A pier.")
    job = _until(lambda: client.generations.get(job.id), lambda one: one.state == "failed")

    assert job.failure_code == "content_moderated" and studio.bill().total_usd == 0


def test_lumaai_fetches_its_frames_by_link(studio: Studio, tmp_path: Path):
    """Only links are taken, and they are fetched; the list finds the job again by what was asked."""
    import lumaai

    client = lumaai.LumaAI(auth_token=studio.key("lumaai"), base_url=studio.url("lumaai"), max_retries=0)
    still = client.generations.image.create(
        model="photon-1", prompt="A pier.", aspect_ratio="16:9", sync=True
    )
    assert still.assets is not None and still.assets.image
    frames: Any = {"frame0": {"type": "image", "url": still.assets.image}}

    clip = client.generations.create(
        model="ray-2", prompt="A pier.", duration="5s", resolution="540p", keyframes=frames
    )
    clip = _until(lambda: client.generations.get(clip.id or ""), lambda one: one.state == "completed")
    listed = client.generations.list(limit=1, offset=0)

    assert _counters(tmp_path, _fetched(clip.assets.video)) == list(range(120))
    assert listed.has_more and listed.generations[0].id == clip.id
    assert listed.generations[0].request.keyframes.frame0.url == still.assets.image  # type: ignore[union-attr]
    with pytest.raises(lumaai.BadRequestError, match="inline"):
        client.generations.create(
            model="ray-2",
            prompt="A pier.",
            keyframes={"frame0": {"type": "image", "url": "data:image/png;base64,AA=="}},
        )
    assert studio.bill().by_provider["lumaai"] == pytest.approx(0.415)


@pytest.fixture
def fal(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Any:
    """fal-client, pointed at the studio."""
    import fal_client
    import fal_client.client as wire

    for name, value in (
        ("QUEUE_URL_FORMAT", studio.url("fal") + "/"),
        ("REST_URL", studio.url("fal")),
        ("CDN_URL", studio.url("fal")),
    ):
        monkeypatch.setattr(wire, name, value)
    monkeypatch.setattr(wire, "MAX_ATTEMPTS", 1)
    return fal_client.SyncClient(key=studio.key("fal"))


def test_fal_trains_draws_and_films(studio: Studio, fal: Any, tmp_path: Path):
    """Pictures go up, weights come back and are used by link, a drawn picture becomes a clip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for index in range(4):
            archive.writestr(f"{index}.png", _frame(index))

    trained = fal.submit(
        "fal-ai/flux-lora-fast-training",
        {"images_data_url": fal.upload(packed.getvalue(), "application/zip"), "trigger_word": "pier77"},
    ).get()
    lora = trained["diffusers_lora_file"]["url"]
    asked = {
        "prompt": "pier77 at night",
        "loras": [{"path": lora, "scale": 1.0}],
        "image_size": {"width": 1280, "height": 720},
        "output_format": "png",
    }
    drawn = fal.submit("fal-ai/flux-lora", asked).get()["images"][0]
    clip = fal.submit(
        "fal-ai/ltx-2.3/image-to-video/fast",
        {"prompt": "fog", "image_url": drawn["url"], "duration": 6, "resolution": "540p", "fps": 24},
    ).get()

    assert media.trigger_of(_fetched(lora)) == "pier77"
    assert _size(_fetched(drawn["url"])) == (1280, 720)
    assert tuple(media.decode_picture(_fetched(drawn["url"]))[5, 5]) == media.place_colour("pier77")
    assert len(_counters(tmp_path, _fetched(clip["video"]["url"]))) == clip["video"]["num_frames"] == 145
    assert [job.operation for job in studio.jobs("fal")] == ["submit"] * 3 and studio.bill().total_usd > 2


def test_fal_says_failure_where_the_result_is(studio: Studio, fal: Any):
    """A failed job is COMPLETED with an error, and its result answers 422 for a refusal.

    A webhook is called twice when told so.
    """
    import fal_client

    studio.faults.next("fal", "submit", Fault.REFUSED, Fault.JOB_LOST)
    handle = fal.submit("fal-ai/flux-lora", {"prompt": "x"})
    lost = fal.submit("fal-ai/flux-lora", {"prompt": "y"})

    with pytest.raises(fal_client.FalClientHTTPError, match="content checker") as refused:
        handle.get(interval=0.01)
    with pytest.raises(fal_client.FalClientHTTPError) as gone:
        lost.status()

    assert refused.value.status_code == 422 and gone.value.status_code == 404
    assert [job.times_billed for job in studio.jobs("fal")] == [0, 1]


def test_openai_draws_and_redraws(studio: Studio):
    """Pictures come inline, from words and from words and pictures.

    A refusal is a bad request with its code.
    """
    import openai

    client = openai.OpenAI(api_key=studio.key("openai"), base_url=studio.url("openai"), max_retries=0)

    drawn = client.images.generate(model="gpt-image-2", prompt="A pier.", size="1024x768")
    first = base64.b64decode((drawn.data or [])[0].b64_json or "")
    again = client.images.edit(
        model="gpt-image-2",
        prompt="Rain.",
        image=[("a.png", first, "image/png"), ("b.png", _frame(1), "image/png")],
        size="1024x1024",
    )
    studio.faults.next("openai", "image", Fault.REFUSED)
    with pytest.raises(openai.BadRequestError) as refused:
        client.images.generate(model="gpt-image-2", prompt="A pier.")

    assert _size(first) == (1024, 768) and _size(base64.b64decode((again.data or [])[0].b64_json or "")) == (
        1024,
        1024,
    )
    assert refused.value.code == "moderation_blocked" and len(studio.jobs("openai")) == 2


def test_gemini_films_as_an_interaction_and_draws_at_once(studio: Studio, tmp_path: Path):
    """The clip is polled for and downloaded with the key; the picture is in the answer."""
    from google import genai
    from google.genai import types

    client = genai.Client(
        api_key=studio.key("gemini"), http_options=types.HttpOptions(base_url=studio.url("gemini"))
    )
    picture: Any = {"type": "image", "data": base64.b64encode(_frame(7)).decode(), "mime_type": "image/png"}
    form: Any = {
        "type": "video",
        "aspect_ratio": "16:9",
        "duration": "3s",
        "resolution": "360p",
        "delivery": "uri",
    }

    job: Any = client.interactions.create(
        model="gemini-omni-1.2-flash",
        input=[{"type": "text", "text": "<FIRST_FRAME> A pier."}, picture],
        response_format=form,
        generation_config={"video_config": {"task": "image_to_video"}},
        background=True,
        store=True,
    )
    job = _until(lambda: client.interactions.get(job.id), lambda one: one.status == "completed")
    early = httpx.get(job.output_video.uri, headers={"x-goog-api-key": studio.key("gemini")}, trust_env=False)
    states = [str(client.files.get(name=f"files/{job.id}").state) for _ in range(2)]
    clip = httpx.get(
        job.output_video.uri, headers={"x-goog-api-key": studio.key("gemini")}, trust_env=False
    ).content
    config = types.GenerateContentConfig(
        response_modalities=["IMAGE"], image_config=types.ImageConfig(aspect_ratio="16:9")
    )
    drawn: Any = client.models.generate_content(model="gemini-3-pro-image", contents="A pier.", config=config)

    assert early.status_code == 400 and states == ["FileState.PROCESSING", "FileState.ACTIVE"]
    assert (
        _counters(tmp_path, clip) == list(range(7, 79))
        and httpx.get(job.output_video.uri, trust_env=False).status_code == 400
    )
    assert bytes(client.files.download(file=f"files/{job.id}")) == clip
    assert _size(drawn.candidates[0].content.parts[0].inline_data.data) == (1344, 756)
    assert studio.bill().by_provider["gemini"] == pytest.approx(0.069 + 0.04)
