"""What each service refuses, its fake refuses: the tests that docs/SERVICES.md names."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from typing import Any

import boto3
import httpx
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from PIL import Image

from tests.fakes import elevenlabs
from tests.fakes.studio import Studio

VOICE = next(iter(elevenlabs.VOICES))
SPEECH = {"model": "gpt-4o-mini-tts", "voice": "coral", "input": "Hello."}
DRAWING = {"model": "gpt-image-2", "prompt": "A pier.", "size": "1536x864", "quality": "low"}
LINE = {"text": "Hello.", "model_id": "eleven_v4"}
SSML = {"TextType": "ssml"}
PHONEME = {"Text": '<speak><phoneme alphabet="ipa" ph="ˈziːmənz">Siemens</phoneme></speak>'}
DICTIONARY = {"pronunciation_dictionary_id": "none", "version_id": "none"}
THIRD = {"model_id": "eleven_v3"}
MULTILINGUAL = {"model_id": "eleven_multilingual_v2"}
QUESTION = {
    "model": "claude-sonnet-5-5",
    "max_tokens": 8000,
    "messages": [{"role": "user", "content": "Hello."}],
}
CLIP = {
    "model": "gemini-omni-1.2-flash",
    "input": [{"type": "text", "text": "A pier."}],
    "response_format": {"type": "video", "duration": "3s", "resolution": "360p", "aspect_ratio": "16:9"},
    "background": True,
}
STRICT = {"type": "object", "properties": {"word": {"type": "string"}}}
CHAT = {"model": "gpt-6-sol", "messages": [{"role": "user", "content": "Hello."}]}
TEXT = {"contents": [{"role": "user", "parts": [{"text": "Hello."}]}]}
STILL = {
    "model": "gemini-3-pro-image",
    "input": [{"type": "text", "text": "A pier."}],
    "response_format": {"type": "image", "image_size": "1K", "aspect_ratio": "16:9"},
}


@pytest.fixture(scope="module")
def studio() -> Iterator[Studio]:
    with Studio(latency=0.0001) as opened:
        yield opened


def cases(*changes: Any, names: str = "change") -> pytest.MarkDecorator:
    return pytest.mark.parametrize(names, changes)


def picture() -> dict[str, str]:
    content = io.BytesIO()
    Image.new("RGB", (64, 36)).save(content, format="PNG")
    return {
        "type": "image",
        "data": base64.b64encode(content.getvalue()).decode(),
        "mime_type": "image/png",
    }


def shown(body: dict[str, Any], count: int, **changes: Any) -> dict[str, Any]:
    return {"input": [*body["input"], *([picture()] * count)], **changes}


def formed(body: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"response_format": body["response_format"] | changes}


def status(studio: Studio, provider: str, path: str, body: dict[str, Any]) -> int:
    key = studio.key(provider)
    headers = {"authorization": f"Bearer {key}", "xi-api-key": key, "x-goog-api-key": key}
    url = f"{studio.base}/{provider}{path}"
    return httpx.post(url, json=body, headers=headers, trust_env=False, timeout=30).status_code


def refused(studio: Studio, provider: str, path: str, good: dict[str, Any], change: dict[str, Any]) -> bool:
    """Whether the changed request is refused, and the good one is not; nothing is billed for a refusal."""
    assert status(studio, provider, path, good) == 200
    billed = len(studio.jobs(provider))
    return status(studio, provider, path, good | change) in (400, 404, 422) and billed == len(
        studio.jobs(provider)
    )


@cases(
    pytest.param({"model": "gpt-7-voice"}, id="another model"),
    pytest.param({"voice": "bob"}, id="another voice"),
    pytest.param({"model": "tts-1", "voice": "cedar"}, id="a newer voice of an older model"),
    pytest.param({"model": "tts-1", "instructions": "Whisper."}, id="instructions to tts-1"),
    pytest.param({"input": "a" * 4097}, id="an input over 4096 characters"),
    pytest.param({"response_format": "ogg"}, id="another format"),
    pytest.param({"speed": 4.5}, id="a speed over 4"),
)
def test_openai_speech_refuses(studio: Studio, change: dict[str, Any]) -> None:
    """Models and voices that the SDK does not name, and what a model does not take."""
    assert refused(studio, "openai", "/v1/audio/speech", SPEECH, change)


def form(name: str = "Answer", **schema: Any) -> dict[str, Any]:
    asked = {"name": name, "strict": True, "schema": STRICT | schema}
    return {"response_format": {"type": "json_schema", "json_schema": asked}}


@cases(
    pytest.param({"model": "gpt-99"}, id="another model"),
    pytest.param({"model": "gpt-4-turbo"}, id="an ended model"),
    pytest.param({"messages": []}, id="no message"),
    pytest.param({"messages": [{"role": "narrator", "content": "Hello."}]}, id="another role"),
    pytest.param({"model": "o3", "max_tokens": 100}, id="max_tokens of a model that thinks"),
    pytest.param(form("an answer", additionalProperties=False, required=["word"]), id="a name with a space"),
    pytest.param(form(additionalProperties=False), id="a field that may be missing"),
    pytest.param(form(required=["word"]), id="an object with other fields"),
)
def test_openai_chat_refuses(studio: Studio, change: dict[str, Any]) -> None:
    """Models that have ended, and forms of the answer that are not strict."""
    assert refused(studio, "openai", "/v1/chat/completions", CHAT, change)


def test_openai_chat_takes_a_strict_form_and_a_fine_tuned_model(studio: Studio) -> None:
    """What is refused is refused for its own fault."""
    strict = CHAT | form(additionalProperties=False, required=["word"])
    tuned = CHAT | {"model": "ft:gpt-4.1-mini-2025-04-14:acme::a1B2"}

    assert status(studio, "openai", "/v1/chat/completions", strict) == 200
    assert status(studio, "openai", "/v1/chat/completions", tuned) == 200


@cases(
    pytest.param({"model": "gpt-image-9"}, id="another model"),
    pytest.param({"model": "gpt-image-1.5"}, id="an ended model"),
    pytest.param({"quality": "ultra"}, id="another quality"),
    pytest.param({"quality": "max"}, id="max of gpt-image-2"),
    pytest.param({"size": "1530x864"}, id="a side off the grid"),
    pytest.param({"size": "3856x1280"}, id="a side over 3840"),
    pytest.param({"size": "2400x640"}, id="a shape beyond 3:1"),
    pytest.param({"size": "512x288"}, id="fewer than 655360 pixels"),
    pytest.param({"size": "3840x3840"}, id="more than 8294400 pixels"),
    pytest.param({"prompt": "a" * 32_001}, id="a prompt over 32000 characters"),
    pytest.param({"n": 11}, id="eleven pictures"),
)
def test_openai_pictures_refuses(studio: Studio, change: dict[str, Any]) -> None:
    """Sizes, models and qualities that are not drawn."""
    assert refused(studio, "openai", "/v1/images/generations", DRAWING, change)


@cases(
    pytest.param({"model_id": "eleven_v9"}, id="another model"),
    pytest.param({**THIRD, "voice_settings": {"stability": 0.4}}, id="a stability between on v3"),
    pytest.param({"voice_settings": {"stability": 1.2}}, id="a stability over 1"),
    pytest.param({"voice_settings": {"speed": 1.5}}, id="a speed over 1.2"),
    pytest.param({**THIRD, "previous_text": "Before."}, id="previous text on v3"),
    pytest.param({**MULTILINGUAL, "language_code": "de"}, id="a language on multilingual v2"),
    pytest.param({**THIRD, "text": "a" * 5001}, id="a text over 5000 characters on v3"),
    pytest.param({"text": "a" * 10_001}, id="a text over 10000 characters on v4"),
    pytest.param({"seed": 2**32}, id="a seed over 32 bits"),
    pytest.param({"pronunciation_dictionary_locators": [DICTIONARY]}, id="an unknown dictionary"),
    pytest.param({"pronunciation_dictionary_locators": [DICTIONARY] * 4}, id="four dictionaries"),
)
def test_elevenlabs_speech_refuses(studio: Studio, change: dict[str, Any]) -> None:
    """What the model of the request does not take."""
    path = f"/v1/text-to-speech/{VOICE}/with-timestamps"

    assert refused(studio, "elevenlabs", path, LINE, change)


@cases(
    pytest.param({"model_id": "eleven_text_to_sound_v9"}, id="another model"),
    pytest.param({"duration_seconds": 0.3}, id="under half a second"),
    pytest.param({"duration_seconds": 31}, id="over 30 seconds"),
    pytest.param({"prompt_influence": 1.5}, id="an influence over 1"),
    pytest.param({"text": "a" * 451}, id="a text over 450 characters"),
)
def test_elevenlabs_sounds_refuses(studio: Studio, change: dict[str, Any]) -> None:
    """Lengths, models and words beyond its bounds."""
    good = {"text": "A door.", "duration_seconds": 1}

    assert refused(studio, "elevenlabs", "/v1/sound-generation", good, change)


@cases(
    pytest.param({"model_id": "music_v9"}, id="another model"),
    pytest.param({"music_length_ms": 2000}, id="under 3 seconds"),
    pytest.param({"music_length_ms": 600_001}, id="over 10 minutes"),
    pytest.param({"seed": 7}, id="a seed beside a prompt"),
    pytest.param({"prompt": "a" * 4101}, id="a prompt over 4100 characters"),
)
def test_elevenlabs_music_refuses(studio: Studio, change: dict[str, Any]) -> None:
    """Lengths, models and words beyond its bounds."""
    good = {"prompt": "Calm.", "music_length_ms": 3000}

    assert refused(studio, "elevenlabs", "/v1/music", good, change)


@cases(
    pytest.param({"model": "claude-9"}, id="another model"),
    pytest.param({"model": "claude-sonnet-4-5"}, id="an ended model"),
    pytest.param({"output_config": {"effort": "enormous"}}, id="another effort"),
    pytest.param(
        {"model": "claude-haiku-4-5", "output_config": {"effort": "low"}}, id="an effort of haiku 4"
    ),
    pytest.param({"max_tokens": 21_334}, id="a long answer that is not streamed"),
    pytest.param({"max_tokens": None}, id="no max_tokens"),
    pytest.param({"tool_choice": {"type": "any"}}, id="a forced tool"),
)
def test_anthropic_refuses(studio: Studio, change: dict[str, Any]) -> None:
    """Models that have ended, efforts that are not taken, and long answers that are not streamed."""
    assert refused(studio, "anthropic", "/v1/messages", QUESTION, change)


@cases(
    pytest.param("gemini-9-flash", {}, id="another model"),
    pytest.param("gemini-3.8-flash-tts", {}, id="a model that speaks"),
    pytest.param("gemini-3.8-flash", {"contents": []}, id="no content"),
    pytest.param(
        "gemini-3.8-flash",
        {"contents": [{"role": "narrator", "parts": [{"text": "Hi."}]}]},
        id="another role",
    ),
    pytest.param(
        "gemini-3.8-flash", {"generationConfig": {"responseJsonSchema": STRICT}}, id="a schema without JSON"
    ),
    pytest.param(
        "gemini-3.8-flash",
        {
            "generationConfig": {
                "responseMimeType": "application/json",
                "responseJsonSchema": STRICT,
                "responseSchema": STRICT,
            }
        },
        id="two schemas",
    ),
    names="model, change",
)
def test_gemini_text_refuses(studio: Studio, model: str, change: dict[str, Any]) -> None:
    """Models that do not write, and forms of the answer that are not taken."""
    good = "/v1/models/gemini-3.8-flash:generateContent"
    assert status(studio, "gemini", good, TEXT) == 200
    billed = len(studio.jobs("gemini"))

    assert status(studio, "gemini", f"/v1/models/{model}:generateContent", TEXT | change) in (400, 404)
    assert len(studio.jobs("gemini")) == billed


@cases(
    pytest.param({"model": "gemini-omni-9"}, id="another model"),
    pytest.param(formed(CLIP, aspect_ratio="1:1"), id="another shape"),
    pytest.param(formed(CLIP, resolution="480p"), id="another resolution"),
    pytest.param(formed(CLIP, delivery="email"), id="another delivery"),
    pytest.param(formed(CLIP, duration="2s"), id="under 3 seconds"),
    pytest.param(formed(CLIP, duration="16s"), id="over 15 seconds"),
    pytest.param(
        shown(
            CLIP | {"input": [{"type": "text", "text": "<FIRST_FRAME> <LAST_FRAME>"}]},
            2,
            **formed(CLIP, duration="11s"),
        ),
        id="over 10 seconds with a last frame",
    ),
    pytest.param(
        {"input": [{"type": "text", "text": "<FIRST_FRAME> A pier."}]}, id="a tag without a picture"
    ),
    pytest.param(shown(CLIP, 7), id="seven pictures"),
    pytest.param({"generation_config": {"seed": 2**31}}, id="a seed over 32 bits"),
)
def test_gemini_clips_refuses(studio: Studio, change: dict[str, Any]) -> None:
    """Shapes and lengths, and tags of frames that are not there."""
    assert refused(studio, "gemini", "/v1/interactions", CLIP, change)


@cases(
    pytest.param({"model": "gemini-9-image"}, id="another model"),
    pytest.param(formed(STILL, aspect_ratio="7:3"), id="another shape"),
    pytest.param(formed(STILL, image_size="8K"), id="another size"),
    pytest.param(shown(STILL, 1, background=True), id="a picture in the background"),
)
def test_gemini_stills_refuses(studio: Studio, change: dict[str, Any]) -> None:
    """Shapes and sizes, and pictures beside work in the background."""
    assert refused(studio, "gemini", "/v1/interactions", STILL, change)


def amazon(studio: Studio, service: str) -> Any:
    once = Config(retries={"mode": "standard", "total_max_attempts": 1})
    keys = {"aws_access_key_id": studio.key(service), "aws_secret_access_key": studio.aws_secret}
    where = {"endpoint_url": studio.url(service), "region_name": "us-east-1"}
    return boto3.client(service, config=once, **where, **keys)  # type: ignore[call-overload]


@cases(
    pytest.param({"VoiceId": "Bob"}, id="another voice"),
    pytest.param({"Engine": "quantum"}, id="another engine"),
    pytest.param({"VoiceId": "Ivy", "Engine": "generative"}, id="a voice that the engine lacks"),
    pytest.param({"LanguageCode": "de-XX"}, id="another language"),
    pytest.param({"Text": "a" * 3001}, id="over 3000 characters"),
    pytest.param({"SpeechMarkTypes": ["word"]}, id="marks as sound"),
    pytest.param({**SSML, "Text": "<speak>Hello.</spaek>"}, id="markup that is not closed"),
    pytest.param({**SSML, **PHONEME, "Engine": "generative"}, id="phonemes for the generative engine"),
    pytest.param({**SSML, "Text": PHONEME["Text"].replace("ˈziː", "5")}, id="phonemes that are no IPA"),
    pytest.param(
        {**SSML, "Text": f"<speak>{' ' * 6000}Hello.</speak>"}, id="over 6000 characters with markup"
    ),
)
def test_polly_refuses(studio: Studio, change: dict[str, Any]) -> None:
    """Whatever is not in the service's own lists, or does not go together."""
    good = {"Text": "Hello.", "VoiceId": "Joanna", "Engine": "neural", "OutputFormat": "mp3"}
    polly = amazon(studio, "polly")

    assert polly.synthesize_speech(**good)["RequestCharacters"] == 6
    with pytest.raises(ClientError):
        polly.synthesize_speech(**good | change)


@cases(
    pytest.param({"LanguageCode": "sv-SV"}, id="another language"),
    pytest.param({"LanguageCode": "de-AT"}, id="Austrian German"),
    pytest.param({"MediaFormat": "aiff"}, id="another format"),
    pytest.param({"TranscriptionJobName": "a b"}, id="a name with a space"),
)
def test_transcribe_refuses(studio: Studio, change: dict[str, Any]) -> None:
    """Whatever is not in the service's own lists."""
    good = {
        "TranscriptionJobName": "line",
        "LanguageCode": "sv-SE",
        "Media": {"MediaFileUri": "s3://nowhere/a.mp3"},
    }

    (field,) = change

    with pytest.raises(ClientError, match=field):
        amazon(studio, "transcribe").start_transcription_job(**good | change)
