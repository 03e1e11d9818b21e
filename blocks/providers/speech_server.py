"""Speech by the person's own server with OpenAI's API: Kokoro-FastAPI, Orpheus, Chatterbox and the like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Literal

import httpx
from pydantic import Field, SecretStr, field_validator

from blocks.access import Access, Endpoint, address_of, is_loopback, keyless_access
from blocks.kinds import Narrator
from blocks.recordings import decoded
from blocks.spoken_lines import Passage, SpokenPassage, respelled_line, speak_passages
from blocks.voice_casting import OfferedVoice, cast_for_good, pinned_voice, pins, require_pins
from storyreel.film.abilities import NarratorAbility
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Speech, SpeechBrief
from storyreel.film.cast import WORDS_PER_MINUTE, Presentation
from storyreel.film.errors import CapabilityError, TransientProviderError

ADDRESS = "http://127.0.0.1:8880/v1"
"""Where Kokoro-FastAPI listens (its README, 'Quick start')."""
VARIABLE = "STORYREEL_SPEECH_URL"
_TITLE = "your speech server"
_ENDPOINT = Endpoint(title=_TITLE, key_names=(), address_names=(VARIABLE,))
_LONGEST_REQUEST = 1000
"""Characters of a request; a longer line is sent in passages."""
_KOKORO_NAME = re.compile(r"[a-z](?P<presentation>[fm])_[a-z]+")
_USUAL_VOICES = ("alloy", "echo", "fable", "nova", "onyx", "shimmer")
"""Names that servers without a list of voices take, because OpenAI's API has them."""
_OPENAI_PRESENTATIONS = {
    "nova": Presentation.FEMININE,
    "shimmer": Presentation.FEMININE,
    "echo": Presentation.MASCULINE,
    "onyx": Presentation.MASCULINE,
}


class SpeechServer(Narrator):
    """Speaks with a model on the person's own server; word times are estimated. Free."""

    _block_type_name = "Speech Server"
    _description = (
        "Speaks lines with your own OpenAI-compatible speech server: Kokoro-FastAPI, Orpheus, Chatterbox; no"
        " key, free."
    )
    usual: ClassVar[Mapping[str, object]] = {"model": "kokoro"}

    model: str = Field(min_length=1, description="The server's model, for example 'kokoro'.")
    voices: dict[str, str] = Field(
        default_factory=dict,
        description=(
            "The server's voices by kind, for example 'feminine adult' or 'masculine old 2'; the rest are"
            " chosen from those that it lists."
        ),
    )
    base_url: str = Field(
        default="",
        description=f"Address of the server, ending in /v1; otherwise {VARIABLE}, or {ADDRESS}.",
    )
    api_key: SecretStr | None = Field(default=None, description="Key of the server, if it wants one.")
    audio_format: Literal["wav", "flac", "mp3"] = Field(
        default="wav", description="The format that it is asked for."
    )
    timeout_seconds: float = Field(default=300.0, gt=0, description="How long to wait for a line.")

    _pins = field_validator("voices")(require_pins)

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`. The address is not part of it: servers of one model are alike."""
        return f"speech-server/1/{self.model}{pins(self.voices)}"

    def ability(self) -> NarratorAbility:
        """See `Narrator.ability`."""
        return NarratorAbility(exact_words=False, pronounces=("respelling",))

    def sends_away(self) -> bool:
        """See `CrewMember.sends_away`. The person's own server may be another machine."""
        return not is_loopback(address_of(_ENDPOINT, self.base_url).value or ADDRESS)

    def access(self) -> Access:
        """See `CrewMember.access`."""
        return keyless_access(_ENDPOINT, self.api_key, self.base_url, usual=ADDRESS, own_server=True)

    def unanswered(self, timeout_seconds: float) -> str:
        """See `CrewMember.unanswered`."""
        try:
            self._answer("GET", "/models", timeout_seconds)
        except TransientProviderError as error:
            return str(error)
        except CapabilityError:
            return ""  # it answers, and lists no models
        return ""

    def speak(self, brief: SpeechBrief, store: AssetStore) -> Speech:
        """See `Narrator.speak`."""
        voice = self.voice_id(brief, store)
        return speak_passages(
            brief,
            _LONGEST_REQUEST,
            lambda passage: self._said(brief, voice, passage),
            store,
            respelled_line(brief),
        )

    def voice_id(self, brief: SpeechBrief, store: AssetStore) -> str:
        """The voice that speaks for this person: chosen, or cast for good from those of the server."""
        pinned = pinned_voice(brief.voice, self.voices)
        return pinned or cast_for_good(brief.voice, self._offered(), "speech-server", store)

    def _offered(self) -> list[OfferedVoice]:
        try:
            listed = self._answer("GET", "/audio/voices", self.timeout_seconds).json()
        except (CapabilityError, ValueError):  # it has no such list
            listed = {}
        found = listed.get("voices") if isinstance(listed, dict) else listed
        voices = found if isinstance(found, list) else []
        names = [one if isinstance(one, str) else _name_of(one) for one in voices]
        return [OfferedVoice(name, _presentation(name)) for name in names if name] or [
            OfferedVoice(name, _presentation(name)) for name in _USUAL_VOICES
        ]

    def _said(self, brief: SpeechBrief, voice: str, passage: Passage) -> SpokenPassage:
        from storyreel.animatic.voice.reading import reading_of

        pace = brief.voice.words_per_minute / WORDS_PER_MINUTE * reading_of(brief.parenthetical).speed
        asked = {
            "model": self.model,
            "voice": voice,
            "input": passage.text,
            "response_format": self.audio_format,
            "speed": round(max(0.25, min(4.0, pace)), 2),
        }
        answer = self._answer("POST", "/audio/speech", self.timeout_seconds, asked)
        return SpokenPassage(decoded(answer.content, 1, _TITLE)[:, 0])

    def _answer(
        self, method: str, path: str, timeout_seconds: float, body: dict[str, Any] | None = None
    ) -> httpx.Response:
        """What the server answers.

        Raises:
            TransientProviderError: it does not answer, or cannot now.
            CapabilityError: it refuses what was asked; says its words.
        """
        access = self.access()
        headers = {"Authorization": f"Bearer {access.key}"} if access.key else {}
        try:
            answer = httpx.request(
                method, access.address.rstrip("/") + path, json=body, headers=headers, timeout=timeout_seconds
            )
        except httpx.HTTPError as error:
            raise TransientProviderError(
                f"The speech server at {access.address} does not answer ({type(error).__name__}). Nothing was"
                f" spent. Start it, or set {VARIABLE} to its address.",
                provider="speech-server",
                capability="narrator",
            ) from error
        if answer.status_code in (429, 502, 503, 504):
            raise TransientProviderError(
                f"The speech server at {access.address} cannot speak now ({answer.status_code}).",
                provider="speech-server",
                capability="narrator",
            )
        if answer.is_error:
            raise CapabilityError(
                f"The speech server at {access.address} refused {path} ({answer.status_code}):"
                f" {answer.text[:200]!r}. Nothing was spent. Change `models` or `voices` in film.toml.",
                provider="speech-server",
            )
        return answer


def _name_of(entry: Any) -> str:
    """The name of a voice in a list of objects."""
    return str(entry.get("id") or entry.get("name") or "") if isinstance(entry, dict) else ""


def _presentation(name: str) -> Presentation:
    """How a voice sounds, by the names of Kokoro and OpenAI; neutral for other names."""
    found = _KOKORO_NAME.fullmatch(name)
    if found is None:
        return _OPENAI_PRESENTATIONS.get(name, Presentation.NEUTRAL)
    return Presentation.FEMININE if found["presentation"] == "f" else Presentation.MASCULINE
