"""Models that a service does not offer are refused by name; the lists are those of the pinned SDKs."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from datetime import date
from types import ModuleType
from typing import Any, get_args

import pytest

from blocks import model_catalogues as catalogues
from blocks.crew import assemble
from blocks.lifetimes import lifetime_of
from blocks.model_catalogues import ModelCatalogue
from blocks.prices import prices
from storyreel.film.direction import ShotDirection
from storyreel.film.errors import UsageError

TODAY = "2026-12-01"
"""The day on which the lists were read."""


def literals(union: Any) -> Iterator[str]:
    """Every value of a type that is a list of names, or of the lists in a union."""
    for part in get_args(union):
        if isinstance(part, str):
            yield part
        else:
            yield from literals(part)


def of_sdks() -> Iterator[tuple[str, ModelCatalogue, set[str]]]:
    """Each service whose SDK lists models of one kind: our list, and what the SDK names."""
    from anthropic.resources.messages.messages import DEPRECATED_MODELS
    from anthropic.types.model import Model as Claude
    from elevenlabs.types import MusicModelId, SfxModelId
    from luma_agents.types import generation_create_params as luma
    from lumaai.types.generations import image_create_params, video_create_params
    from openai.types.audio.speech_model import SpeechModel
    from openai.types.image_model import ImageModel

    yield "anthropic", catalogues.ANTHROPIC_TEXT, set(literals(Claude)) - DEPRECATED_MODELS.keys()
    yield "music", catalogues.ELEVENLABS_MUSIC, set(literals(MusicModelId))
    yield "sounds", catalogues.ELEVENLABS_SOUNDS, set(literals(SfxModelId))
    for kind, ours, module in (
        ("ray", catalogues.DREAM_MACHINE_CLIPS, video_create_params.VideoCreateParams),
        ("photon", catalogues.DREAM_MACHINE_PICTURES, image_create_params.ImageCreateParams),
    ):
        yield kind, ours, set(literals(module.__annotations__["model"])) or named_in(module)
    yield "speech", catalogues.OPENAI_SPEECH, set(literals(SpeechModel))
    ended = {name for name in literals(ImageModel) if lifetime_of("openai", name)}
    yield "pictures", catalogues.OPENAI_PICTURES, set(literals(ImageModel)) - ended
    yield (
        "luma",
        ModelCatalogue("luma", (*catalogues.LUMA_CLIPS.names, *catalogues.LUMA_PICTURES.names)),
        named_in(luma.GenerationCreateParams),
    )


def named_in(kind: type) -> set[str]:
    """The names that the type of a request's `model` lists."""
    from typing import get_type_hints

    return set(literals(get_type_hints(kind)["model"]))


def test_the_lists_are_those_of_the_sdks() -> None:
    """No model is made up, and none is left out."""
    for kind, ours, theirs in of_sdks():
        assert set(ours.names) == theirs, kind


def test_gemini_s_models_are_all_of_one_kind_or_another() -> None:
    """All that the SDK names, but for speech, music, transcripts and robots, which nothing here asks."""
    from google.genai._gaos.types.interactions.model import Model

    ours = {*catalogues.GEMINI_TEXT.names, *catalogues.GEMINI_PICTURES.names, *catalogues.GEMINI_CLIPS.names}
    others = {
        name for name in literals(Model) if re.search(r"tts|lyria|transcribe|robotics|customtools", name)
    }

    assert ours == set(literals(Model)) - others


def ends_in(module: ModuleType) -> dict[str, str]:
    """The announced end of each model, as an SDK's module says it in words."""
    said = inspect.getsource(module).partition("Deprecated values:")[2]
    ends: dict[str, str] = {}
    for group in re.split(r"^- ", said, flags=re.MULTILINE):
        day = re.search(r"shutdown\s+date:\s+([\d-]+)", group)
        ends |= dict.fromkeys(re.findall(r'"([^"]+)"', group.partition(":")[0]), day[1]) if day else {}
    return ends


def test_every_end_that_openai_s_sdk_publishes_is_known() -> None:
    """So that `doctor`, `plan` and `estimate` say it 60 days before."""
    from openai.types.audio import speech_model
    from openai.types.shared import chat_model

    ends = ends_in(chat_model) | ends_in(speech_model)
    known = {name: lifetime_of("openai", name) for name in ends}

    assert len(ends) > 50
    assert {name: life and str(life.ends) for name, life in known.items()} == ends
    assert not [name for name in catalogues.OPENAI_TEXT.names if name in ends]


def test_openai_s_texts_are_the_models_that_do_not_end() -> None:
    """Besides those, one is kept in the SDK's list for compatibility alone."""
    from openai.types.shared import chat_model

    lasting = set(literals(chat_model.ChatModel)) - ends_in(chat_model).keys() - {"gpt-5.1-mini"}

    assert {*catalogues.OPENAI_TEXT.names} == lasting | {"ft:*"}


@pytest.mark.parametrize(
    ("capability", "member", "offered"),
    [
        ("writer", "anthropic", "claude-opus-5-5"),
        ("writer", "gemini", "gemini-4-argon"),
        ("writer", "openai", "gpt-6-luna"),
        ("images", "fal", "fal-ai/flux-lora"),
        ("images", "luma", "uni-1-max"),
        ("images", "luma-photon", "photon-flash-1"),
        ("images", "openai", "gpt-image-2.6-flare"),
        ("images", "gemini", "gemini-3.1-flash-image"),
        ("trainer", "fal", "fal-ai/flux-2-trainer"),
        ("video", "luma", "ray-3.2"),
        ("video", "luma-ray2", "ray-flash-2"),
        ("video", "fal", "fal-ai/ltx-2.3/image-to-video"),
        ("video", "gemini", "gemini-omni-1.1-flash"),
        ("narrator", "elevenlabs", "eleven_v3"),
        ("narrator", "openai", "tts-1"),
        ("sounds", "elevenlabs", "eleven_text_to_sound_v2"),
        ("composer", "elevenlabs", "music_v1"),
        ("critic", "anthropic", "claude-haiku-5-5"),
        ("critic", "gemini", "gemini-3.8-flash"),
    ],
)
def test_a_model_that_a_service_lacks_is_refused_with_those_it_has(
    capability: str, member: str, offered: str
) -> None:
    """Whoever is asked; one that it offers is taken."""
    assert assemble("animatic", "en", {capability: (member,)}, {capability: offered}).member(capability)

    with pytest.raises(UsageError, match=rf"models\.{capability} is 'no-such-1'.*{re.escape(offered)}"):
        assemble("animatic", "en", {capability: (member,)}, {capability: "no-such-1"})


def test_a_shot_s_model_is_refused_alike() -> None:
    """By the shot's id, as wrong usage."""
    with pytest.raises(UsageError, match=r"SC010-SH010 has engine = 'luma' and model = 'ray-99'.*ray-3\.2"):
        assemble("animatic", "en", engines={"SC010-SH010": ShotDirection(engine="luma", model="ray-99")})


def test_a_model_that_has_ended_is_told_its_end_instead() -> None:
    """It is known; what is said of it is when it ended."""
    assert catalogues.OPENAI_TEXT.has("gpt-4-turbo")
    assert (life := lifetime_of("openai", "gpt-4-turbo"))
    assert life.is_over(date.fromisoformat(TODAY))


def test_a_server_with_the_same_api_has_models_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is known of them."""
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")

    for capability in ("writer", "images", "narrator"):
        crew = assemble("animatic", "en", {capability: ("openai",)}, {capability: "our-own:7b"})
        assert getattr(crew.member(capability), "model", "") == "our-own:7b"


def test_a_model_with_a_price_of_its_own_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that a person adds to the price table is enough; a beginning in '*' is not."""
    line = next(line for line in prices() if line.provider == "luma" and line.model == "ray-2")
    added = line.model_copy(update={"model": "ray-4"})
    monkeypatch.setattr(catalogues, "prices", lambda: (*prices(), added))

    assert catalogues.LUMA_CLIPS.has("ray-4")
    assert not ModelCatalogue("luma", ()).has("uni-1-huge")


@pytest.mark.parametrize(
    ("capability", "member", "other"),
    [
        ("video", "luma", "uni-1"),
        ("video", "luma", "ray-2"),
        ("images", "fal", "fal-ai/flux-2-trainer"),
        ("images", "gemini", "gemini-omni-1.2-flash"),
        ("images", "openai", "gpt-4o-mini-tts"),
        ("narrator", "openai", "gpt-image-2"),
        ("writer", "gemini", "gemini-omni-1.2-flash"),
        ("writer", "openai", "tts-1"),
    ],
)
def test_a_model_for_other_work_is_refused_although_it_has_a_price(
    capability: str, member: str, other: str
) -> None:
    """A picture model makes no clips, and a model of Dream Machine is not one of Luma Agents."""
    with pytest.raises(UsageError, match=rf"models\.{capability} is '{re.escape(other)}'"):
        assemble("animatic", "en", {capability: (member,)}, {capability: other})
