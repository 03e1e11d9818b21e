"""Speech by OpenAI, or by any server with the same API."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field, SecretStr, field_validator

from blocks.access import OPENAI_ENDPOINT, Access, access_of, address_of
from blocks.failures import Provider, submitting
from blocks.keys import find_key, lacking, no_package
from blocks.kinds import Narrator
from blocks.model_catalogues import OPENAI_SPEECH, ModelCatalogue
from blocks.prices import cost_of
from blocks.recordings import decoded
from blocks.spoken_lines import Passage, SpokenPassage, respelled_line, speak_passages
from blocks.tariff import charge
from blocks.voice_casting import OfferedVoice, cast_voice, pinned_voice, pins, require_pins
from storyreel.film.abilities import NarratorAbility
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Speech, SpeechBrief
from storyreel.film.cast import WORDS_PER_MINUTE, Age, Presentation, Voice
from storyreel.film.errors import CapabilityError
from storyreel.film.frozen import Frozen
from storyreel.film.money import Allowance, Cost
from storyreel.film.pronunciations import SpokenText, respelled

if TYPE_CHECKING:
    from openai import OpenAI

PROVIDER, KEY = "openai", "OPENAI_API_KEY"
_LONGEST_REQUEST = 4096
_SLOWEST, _FASTEST = 0.25, 4.0
"""The API's limits of `speed`, 1 being the voice's own."""
_UNINSTRUCTED = ("tts-1", "tts-1-hd")
_F, _M, _N = Presentation.FEMININE, Presentation.MASCULINE, Presentation.NEUTRAL
_VOICES = (
    ("coral", _F, Age.ADULT),
    ("nova", _F, Age.YOUNG),
    ("sage", _F, Age.ADULT),
    ("shimmer", _F, Age.OLD),
    ("marin", _F, Age.ADULT),
    ("ash", _M, Age.ADULT),
    ("echo", _M, Age.YOUNG),
    ("onyx", _M, Age.OLD),
    ("ballad", _M, Age.ADULT),
    ("verse", _M, Age.YOUNG),
    ("cedar", _M, Age.ADULT),
    ("alloy", _N, Age.ADULT),
    ("fable", _N, Age.YOUNG),
)
"""The built-in voices that the SDK names, and how they sound; each speaks every language."""
_NEWER = frozenset({"ballad", "verse", "marin", "cedar"})
"""Voices that the models without instructions do not have."""


class OpenAISpeech(Narrator):
    """Speaks with OpenAI's built-in voices; word times are estimated."""

    _block_type_name = "OpenAI Speech"
    _description = (
        "Speaks lines with OpenAI's voices; word times are estimated; paid by use. Or with any server that"
        " has the same API."
    )
    usual: ClassVar[Mapping[str, object]] = {"model": "gpt-4o-mini-tts"}
    catalogue: ClassVar[ModelCatalogue | None] = OPENAI_SPEECH

    model: str = Field(min_length=1, description="The service's model, for example 'gpt-4o-mini-tts'.")
    voices: dict[str, str] = Field(
        default_factory=dict,
        description=(
            "Voice names by kind, for example 'feminine adult' or 'masculine old 2'; the rest are chosen."
        ),
    )
    api_key: SecretStr | None = Field(
        default=None, description="Key of the account; if none is given, OPENAI_API_KEY."
    )
    base_url: str = Field(
        default="",
        description="Address that replaces OpenAI's own, ending in /v1; if none is given, OPENAI_BASE_URL.",
    )
    timeout_seconds: float = Field(default=120.0, gt=0, description="How long to wait for an answer.")
    jobs_at_once: int = Field(
        default=4, ge=1, description="How many requests run at once; the account sets the limit."
    )

    _pins = field_validator("voices")(require_pins)

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        return f"openai-speech/1/{self.model}{pins(self.voices)}"

    def ability(self) -> NarratorAbility:
        """See `Narrator.ability`."""
        forms = ("respelling",) if self.model in _UNINSTRUCTED else ("ipa", "respelling")
        return NarratorAbility(exact_words=False, pronounces=forms)

    def allowance(self) -> Allowance | None:
        """See `CrewMember.allowance`."""
        return Allowance(provider=PROVIDER, jobs=self.jobs_at_once)

    def price(self, brief: Frozen) -> Cost:
        """See `CrewMember.price`."""
        return cost_of(
            PROVIDER,
            self.model,
            "1000 characters",
            len(self._line(brief).text) / 1000 if isinstance(brief, SpeechBrief) else 0,
        )

    def seconds(self, brief: Frozen) -> float:
        """See `CrewMember.seconds`."""
        return 1.5 + (len(brief.text) / 80 if isinstance(brief, SpeechBrief) else 0)

    def model_catalogue(self) -> ModelCatalogue | None:
        """See `CrewMember.model_catalogue`. Another server with the same API has models of its own."""
        return None if address_of(OPENAI_ENDPOINT, self.base_url).value else self.catalogue

    def missing(self) -> str:
        """See `CrewMember.missing`."""
        if find_spec("openai") is None:
            return no_package("OpenAI", "openai")
        return lacking(self.access)

    def access(self) -> Access:
        """See `CrewMember.access`."""
        return access_of(OPENAI_ENDPOINT, self.api_key, self.base_url)

    def speak(self, brief: SpeechBrief, store: AssetStore) -> Speech:
        """See `Narrator.speak`."""
        client = self._client()
        return speak_passages(
            brief,
            _LONGEST_REQUEST,
            lambda passage: self._said_by(client, brief, passage),
            store,
            self._line(brief),
        )

    def _line(self, brief: SpeechBrief) -> SpokenText:
        """The line as it is sent: respelled, but for what the instructions tell in IPA."""
        if self.model in _UNINSTRUCTED:
            return respelled_line(brief)
        return respelled(brief.text, brief.pronounce, lambda entry: "" if entry.ipa else entry.respelling)

    def voice_id(self, brief: SpeechBrief) -> str:
        """The voice that speaks for this person."""
        pinned = pinned_voice(brief.voice, self.voices)
        return pinned or cast_voice(brief.voice, self._known_voices(), "OpenAI").id

    def _known_voices(self) -> tuple[OfferedVoice, ...]:
        return tuple(OfferedVoice(*voice) for voice in _VOICES if self._knows(voice[0]))

    def _knows(self, name: str) -> bool:
        return not (self.model in _UNINSTRUCTED and name in _NEWER)

    def _client(self) -> OpenAI:
        access = self.access()
        if missing := self.missing():
            raise CapabilityError(missing, provider=PROVIDER)
        from openai import OpenAI

        return OpenAI(
            api_key=access.key, base_url=access.address or None, timeout=self.timeout_seconds, max_retries=0
        )

    def _said_by(self, client: OpenAI, brief: SpeechBrief, passage: Passage) -> SpokenPassage:
        asked: dict[str, Any] = {
            "model": self.model,
            "voice": self.voice_id(brief),
            "input": passage.text,
            "speed": _speed(brief),
        }
        if self.model not in _UNINSTRUCTED:
            asked["instructions"] = instructions(brief)
        with submitting(Provider("OpenAI", PROVIDER, self.model, KEY, find_key(self.api_key, KEY).value)):
            content = client.audio.speech.create(
                response_format="flac", **asked
            ).read()  # only FLAC shows that it was cut off
        charge(PROVIDER, self.model, "1000 characters", len(passage.text) / 1000)
        return SpokenPassage(decoded(content, 1, "OpenAI")[:, 0])


def instructions(brief: SpeechBrief) -> str:
    """How to say the line, in words for a model.

    Of the line's own words it has only those whose pronunciation is told in IPA.
    """
    voice = brief.voice
    return (
        f"You act a role in a film: the voice of a {_person(voice)} with a {_height(voice)} pitch,"
        f" language {voice.language}. Say only the line.{_manner(brief)}{_pronunciations(brief)}"
    )


def _person(voice: Voice) -> str:
    if voice.age is Age.CHILD:
        return "child"
    person = {_F: "woman", _M: "man", _N: "person"}[voice.presentation]
    return f"{voice.age} {person}"


def _height(voice: Voice) -> str:
    if voice.pitch < 0.35:
        return "low"
    return "high" if voice.pitch > 0.65 else "middle"


def _manner(brief: SpeechBrief) -> str:
    manner = brief.parenthetical.strip("() ")
    return f" Delivery: {manner}." if manner else ""


def _pronunciations(brief: SpeechBrief) -> str:
    return "".join(
        f' Pronounce "{entry.word}" as /{entry.ipa}/ (IPA).' for entry in brief.pronounce if entry.ipa
    )


def _speed(brief: SpeechBrief) -> float:
    from storyreel.animatic.voice.reading import reading_of

    pace = brief.voice.words_per_minute / WORDS_PER_MINUTE
    speed = pace * reading_of(brief.parenthetical).speed
    return round(max(_SLOWEST, min(_FASTEST, speed)), 2)
