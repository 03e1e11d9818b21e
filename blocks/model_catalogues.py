"""The models that services offer, so that an unknown name is refused before anything is sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from blocks.lifetimes import lifetime_of
from blocks.prices import is_named_by, prices


@dataclass(frozen=True)
class ModelCatalogue:
    """The models of one service that do one kind of work."""

    provider: str
    """The service's name in the price table."""
    names: Sequence[str]
    """Names of models, or beginnings of names that end in '*'."""

    def has(self, model: str) -> bool:
        """Whether the service offers the model, or did: those that have ended are refused with their date.

        A model that has a line of its own in the price table is known, too, unless it is listed for other
        work, or for another interface of the service.

        >>> LUMA_CLIPS.has("ray-3.2"), LUMA_CLIPS.has("ray-99"), LUMA_CLIPS.has("ray-2")
        (True, False, False)
        """
        if any(is_named_by(model, name) for name in self.names):
            return True
        if self._is_of_others(model):
            return False
        return lifetime_of(self.provider, model) is not None or self._is_priced(model)

    def _is_of_others(self, model: str) -> bool:
        others = (one for one in _catalogues() if one.provider == self.provider)
        return any(model in one.names for one in others)

    def _is_priced(self, model: str) -> bool:
        return any((line.provider, line.model) == (self.provider, model) for line in prices())


LUMA_CLIPS = ModelCatalogue("luma", ("ray-3.2",))
LUMA_PICTURES = ModelCatalogue("luma", ("uni-1", "uni-1-max"))
"""luma-agents 0.5.0, `GenerationCreateParams.model`."""
DREAM_MACHINE_CLIPS = ModelCatalogue("luma", ("ray-2", "ray-flash-2"))
"""lumaai 1.21.0, `generations/video_create_params`."""
DREAM_MACHINE_PICTURES = ModelCatalogue("luma", ("photon-1", "photon-flash-1"))
"""lumaai 1.21.0, `generations/image_create_params`."""
FAL_PICTURES = ModelCatalogue("fal", ("fal-ai/flux-2/lora", "fal-ai/flux-lora"))
FAL_TRAINERS = ModelCatalogue("fal", ("fal-ai/flux-2-trainer", "fal-ai/flux-lora-fast-training"))
FAL_CLIPS = ModelCatalogue("fal", ("fal-ai/ltx-2.3/image-to-video/fast", "fal-ai/ltx-2.3/image-to-video"))
"""Applications of fal whose fields are known here (fal.ai, model pages, 2026-12-01). fal has others."""
ELEVENLABS_SPEECH = ModelCatalogue(
    "elevenlabs",
    (
        "eleven_v4",
        "eleven_v4_turbo",
        "eleven_v3",
        "eleven_multilingual_v2",
        "eleven_flash_v2_5",
        "eleven_flash_v2",
        "eleven_turbo_v2_5",
        "eleven_turbo_v2",
    ),
)
"""Third-party pages, 2026-12-01."""
ELEVENLABS_SOUNDS = ModelCatalogue("elevenlabs", ("eleven_text_to_sound_v3", "eleven_text_to_sound_v2"))
"""elevenlabs 2.78.0, `SfxModelId`."""
ELEVENLABS_MUSIC = ModelCatalogue("elevenlabs", ("music_v2_5", "music_v2", "music_v1"))
"""elevenlabs 2.78.0, `MusicModelId`."""
OPENAI_SPEECH = ModelCatalogue(
    "openai", ("gpt-4o-mini-tts", "gpt-4o-mini-tts-2025-12-15", "tts-1", "tts-1-hd")
)
"""openai 3.52.0, `SpeechModel`."""
OPENAI_PICTURES = ModelCatalogue(
    "openai",
    (
        "gpt-image-2",
        "gpt-image-2-2026-04-21",
        "gpt-image-2.5-sunburst",
        "gpt-image-2.5-sunburst-2026-09-08",
        "gpt-image-2.5-flare",
        "gpt-image-2.5-flare-2026-09-08",
        "gpt-image-2.6-sunburst",
        "gpt-image-2.6-flare",
    ),
)
"""openai 3.52.0, `ImageModel`, without those that have ended."""
OPENAI_TEXT = ModelCatalogue(
    "openai",
    (
        "gpt-6-astra",
        "gpt-6.1-sol",
        "gpt-6.1-terra",
        "gpt-6-sol",
        "gpt-6-luna",
        "gpt-5.6-sol",
        "gpt-5.6-terra",
        "gpt-5.6-luna",
        "gpt-5.5",
        "gpt-5.5-2026-04-23",
        "gpt-5.4",
        "gpt-5.4-mini",
        "gpt-5.4-mini-2026-03-17",
        "gpt-5.2",
        "gpt-5.2-2025-12-11",
        "gpt-5.2-pro",
        "gpt-5.2-pro-2025-12-11",
        "ft:*",
    ),
)
"""openai 3.52.0, `ChatModel`, without those that end or speak; and models that an account has fine-tuned."""
GEMINI_TEXT = ModelCatalogue(
    "gemini",
    (
        "gemini-4-argon",
        "gemini-4-carbon",
        "gemini-4-hydrogen",
        "gemini-3.8-flash",
        "gemini-3.7-flash",
        "gemini-3.6-flash",
        "gemini-3.5-flash",
        "gemini-3.5-flash-lite",
        "gemini-3.1-pro-preview",
        "gemini-3.1-flash-lite",
        "gemini-3-flash-preview",
        "gemini-2.5-pro",
        "gemini-2.5-flash",
        "gemini-2.5-flash-lite",
        "gemini-pro-latest",
        "gemini-flash-latest",
        "gemini-flash-lite-latest",
        "gemma-4-31b-it",
        "gemma-4-26b-a4b-it",
    ),
)
GEMINI_PICTURES = ModelCatalogue(
    "gemini",
    (
        "gemini-3-pro-image",
        "gemini-3.1-flash-image",
        "gemini-3.1-flash-lite-image",
        "gemini-nano-banana-2.1",
        "nano-banana-pro-preview",
        "gemini-2.5-flash-image",
    ),
)
GEMINI_CLIPS = ModelCatalogue(
    "gemini", ("gemini-omni-1.2-flash", "gemini-omni-1.1-flash", "gemini-omni-flash-preview")
)
"""google-genai 3.4.0, `interactions/model.py`."""
ANTHROPIC_TEXT = ModelCatalogue(
    "anthropic",
    (
        "claude-opus-5-5",
        "claude-sonnet-5-5",
        "claude-haiku-5-5",
        "claude-fable-5-2",
        "claude-fable-5-1",
        "claude-fable-5",
        "claude-mythos-5-2",
        "claude-mythos-5-1",
        "claude-mythos-5",
        "claude-opus-5",
        "claude-sonnet-5",
        "claude-opus-4-8",
        "claude-opus-4-7",
        "claude-opus-4-6",
        "claude-opus-4-5",
        "claude-opus-4-5-20251101",
        "claude-sonnet-4-6",
        "claude-haiku-4-5",
        "claude-haiku-4-5-20251001",
    ),
)
"""anthropic 2.11.0, `Model`, without `DEPRECATED_MODELS`."""


def _catalogues() -> Iterator[ModelCatalogue]:
    """All of this module."""
    return (value for value in globals().values() if isinstance(value, ModelCatalogue))
