"""An ElevenLabs account: its key, its address, its voices, and the meaning of its errors."""

from __future__ import annotations

import hashlib
import threading
from abc import ABC
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from pydantic import Field, SecretStr

from blocks.access import Access, Endpoint, access_of
from blocks.elevenlabs_dictionaries import forget_dictionaries
from blocks.failures import AGAIN, UNRESOLVED, Provider, is_moderation
from blocks.keys import find_key, lacking, no_package
from blocks.kinds import CrewMember
from blocks.voice_casting import OfferedVoice
from storyreel.film.cast import Age, Presentation
from storyreel.film.errors import (
    BrokenDeliveryError,
    CapabilityError,
    FilmError,
    KeyMissingError,
    ProviderError,
    QuotaError,
    RefusedError,
    TransientProviderError,
    UnknownOutcomeError,
)
from storyreel.film.money import Allowance

if TYPE_CHECKING:
    from elevenlabs.client import ElevenLabs
    from elevenlabs.core.api_error import ApiError
    from httpx import HTTPError

PROVIDER = "elevenlabs"
KEYS = ("ELEVENLABS_API_KEY", "ELEVEN_LABS_API_KEY")
ENDPOINT = Endpoint("ElevenLabs", KEYS, ("ELEVENLABS_BASE_URL",))
ONCE: Any = {"max_retries": 0}
"""Request options: nothing that is paid is sent twice."""
_PRESENTATIONS = {"female": Presentation.FEMININE, "male": Presentation.MASCULINE}
_AGES = {
    "child": Age.CHILD,
    "teen": Age.YOUNG,
    "young": Age.YOUNG,
    "middle_aged": Age.ADULT,
    "middle-aged": Age.ADULT,
    "middle aged": Age.ADULT,
    "old": Age.OLD,
}
_ACCENTS = {
    "american": "en-us",
    "british": "en-gb",
    "english": "en-gb",
    "australian": "en-au",
    "irish": "en-ie",
    "indian": "en-in",
    "scottish": "en-gb",
    "canadian": "en-ca",
    "african": "en-za",
    "transatlantic": "en-us",
}
_REFUSALS = ("content_against_policy", "bad_prompt", "bad_composition_plan", "terms of service", "copyright")
_QUOTAS = ("quota_exceeded", "payment_required", "insufficient_credits")
"""The service sends the first with status 401, as for a wrong key."""
_VOICES: dict[str, tuple[OfferedVoice, ...]] = {}
"""By account."""
_LISTING = threading.Lock()


class ElevenLabsMember(CrewMember, ABC):
    """What the three blocks of one account share."""

    model: str = Field(
        min_length=1,
        description="The service's model, for example 'eleven_v4', 'eleven_text_to_sound_v3', 'music_v2_5'.",
    )
    api_key: SecretStr | None = Field(
        default=None, description="Key of the account; if none is given, ELEVENLABS_API_KEY."
    )
    base_url: str = Field(
        default="",
        description=(
            "Another address of the service, such as a region's; if none is given, ELEVENLABS_BASE_URL or"
            " the default."
        ),
    )
    timeout_seconds: float = Field(default=240.0, gt=0, description="How long to wait for an answer.")
    jobs_at_once: int = Field(
        default=3, ge=1, description="How many requests run at once; the account's plan sets the limit."
    )
    output_format: str = Field(
        default="mp3_44100_128",
        pattern=r"^(mp3|opus|wav)_\d+(_\d+)?$",
        description="What is delivered; a better format than the default needs a higher plan.",
    )

    def allowance(self) -> Allowance | None:
        """See `CrewMember.allowance`. Shared by all three."""
        return Allowance(provider=PROVIDER, jobs=self.jobs_at_once)

    def missing(self) -> str:
        """See `CrewMember.missing`."""
        if find_spec("elevenlabs") is None:
            return no_package("ElevenLabs", "elevenlabs")
        return lacking(self.access)

    def access(self) -> Access:
        """See `CrewMember.access`."""
        return access_of(ENDPOINT, self.api_key, self.base_url)

    def client(self) -> ElevenLabs:
        """The SDK's client with the account's key. By itself the SDK would read a key only on import."""
        return self._client(self.access())

    def _client(self, access: Access) -> ElevenLabs:
        if missing := self.missing():
            raise CapabilityError(missing, provider=PROVIDER)
        from elevenlabs.client import ElevenLabs

        return ElevenLabs(api_key=access.key, base_url=access.address or None, timeout=self.timeout_seconds)

    def offered_voices(self) -> tuple[OfferedVoice, ...]:
        """The account's voices, oldest first; requested once in a process."""
        access, account = self.access(), self.account()
        with _LISTING:
            if account not in _VOICES:
                with self.asking("list of voices", paid=False):
                    _VOICES[account] = _listed(self._client(access))
            return _VOICES[account]

    def account(self) -> str:
        """A digest that tells accounts apart, without the key."""
        access = self.access()
        return f"{hashlib.sha256(access.key.encode()).hexdigest()} {access.address}"

    @contextmanager
    def asking(self, what: str, *, paid: bool = True) -> Iterator[None]:
        """Turn what the SDK raises into our errors. What it streams must be read inside.

        Raises:
            UnknownOutcomeError: the connection ended before the answer to a paid request did.
        """
        import httpx
        from elevenlabs.core.api_error import ApiError
        from elevenlabs.core.parse_error import ParsingError

        try:
            yield
        except FilmError:
            raise
        except ApiError as error:
            raise self._failure(error, what, paid) from None  # the SDK's own error repeats headers and body
        except ParsingError as error:
            raise _no_result(error.status_code or 0, what) from None
        except httpx.HTTPError as error:
            raise _lost(error, what, paid) from None

    def _failure(self, error: ApiError, what: str, paid: bool) -> FilmError:
        """Our error for an answer that reports a failure."""
        word, said, suggestion = _detail(error.body)
        key = find_key(self.api_key, *KEYS).value
        said = Provider("ElevenLabs", PROVIDER, self.model, KEYS[0], key).redacted(said)
        return _Answer(what, error.status_code or 0, word, said).failure(
            paid=paid,
            model=self.model,
            suggestion=suggestion,
            retry_after_seconds=_retry_after(error.headers or {}),
        )


def _error(kind: type[FilmError], message: str, what: str, **facts: object) -> FilmError:
    return kind(message, provider=PROVIDER, capability=what, **facts)


def _no_result(status: int, what: str) -> FilmError:
    message = f"ElevenLabs answered {status} with something that is not a {what}. It may have been charged."
    return _error(BrokenDeliveryError, message, what)


def _lost(error: HTTPError, what: str, paid: bool) -> FilmError:
    """Our error for a request that was not answered."""
    from httpx import ConnectError, ConnectTimeout, UnsupportedProtocol

    name = type(error).__name__
    if isinstance(error, (ConnectError, ConnectTimeout, UnsupportedProtocol)):
        message = f"ElevenLabs cannot be reached ({name}); nothing was sent or spent."
        return _error(TransientProviderError, message, what)
    lost = f"The connection to ElevenLabs ended before the {what} was answered ({name})"
    if paid:
        return _error(UnknownOutcomeError, f"{lost}; it may have been made and charged.", what)
    return _error(TransientProviderError, f"{lost}. Nothing was spent.", what)


@dataclass(frozen=True)
class _Answer:
    """An error that the service answered."""

    what: str
    """What was asked for."""
    status: int
    word: str
    """The service's name for the error."""
    said: str
    """The service's sentence about it."""

    def failure(
        self, *, paid: bool, model: str, suggestion: str, retry_after_seconds: float | None
    ) -> FilmError:
        """Our error for the answer."""
        if self.status < 400:
            return _no_result(self.status, self.what)
        if self._says(*_QUOTAS) or self.status == 402:
            return self._quota()
        if self.status in (401, 403):
            return self._wrong_key()
        if self.status in UNRESOLVED and paid:
            return self._unknown_outcome()
        if self.status in AGAIN or self.status >= 500:
            return self._not_now(retry_after_seconds)
        if self._says(*_REFUSALS) or is_moderation(self._words):
            return self._refused(suggestion)
        if self._says("dictionar"):
            return self._no_dictionary()
        if self._says("voice"):
            return self._no_voice()
        return self._no_model(model) if self._says("model") else self._not_taken()

    @property
    def _words(self) -> str:
        return f"{self.word} {self.said}".lower()

    def _says(self, *signs: str) -> bool:
        return any(sign in self._words for sign in signs)

    def _quota(self) -> FilmError:
        return _error(
            QuotaError,
            f"ElevenLabs says that the account's allowance is used up: {self.said or self.word}. Nothing was"
            " spent. Raise the plan, or wait for its renewal.",
            self.what,
        )

    def _wrong_key(self) -> FilmError:
        return _error(
            KeyMissingError,
            f"ElevenLabs does not accept the key ({self.word or self.status}). Nothing was spent. Check"
            f" {KEYS[0]} and what the key may do.",
            self.what,
        )

    def _unknown_outcome(self) -> FilmError:
        return _error(
            UnknownOutcomeError,
            f"A gateway of ElevenLabs got no answer from the service ({self.status}); the {self.what} may"
            " have been made and charged.",
            self.what,
        )

    def _not_now(self, retry_after_seconds: float | None) -> FilmError:
        return _error(
            TransientProviderError,
            f"ElevenLabs {self._how_busy()}; it did not take the {self.what}. Nothing was spent.",
            self.what,
            retry_after_seconds=retry_after_seconds,
        )

    def _how_busy(self) -> str:
        if self.status == 429:
            return "is busy with this account's other requests"
        return f"answered {self.status}"

    def _refused(self, suggestion: str) -> FilmError:
        hint = f" It suggests: {suggestion}" if suggestion else ""
        return _error(
            RefusedError,
            f"ElevenLabs refuses the {self.what}: {self.said or self.word}.{hint}",
            self.what,
            reason=self.word or self.said,
            refused_input=self.what,
        )

    def _no_voice(self) -> FilmError:
        _VOICES.clear()  # the account's voices are listed again
        return _error(
            CapabilityError,
            f"ElevenLabs has no such voice for this account ({self.said}). Nothing was spent. Change"
            " `voices`.",
            self.what,
        )

    def _no_dictionary(self) -> FilmError:
        forget_dictionaries()
        return _error(
            TransientProviderError,
            f"ElevenLabs does not find the pronunciation dictionary of the line ({self.said}). Nothing was"
            " spent. It is made again.",
            self.what,
        )

    def _no_model(self, model: str) -> FilmError:
        return _error(
            CapabilityError,
            f"ElevenLabs has no model {model!r} for this account ({self.said}). Nothing was spent. Change"
            " `model` of the block.",
            self.what,
        )

    def _not_taken(self) -> FilmError:
        return _error(
            ProviderError,
            f"ElevenLabs did not take the {self.what} ({self.status}: {self.said or self.word}). Nothing was"
            " spent.",
            self.what,
        )


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that a service asks to wait; None if it names none, or a date.

    >>> _retry_after({"Retry-After": "1.5"})
    1.5
    """
    stated = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    return float(stated) if stated.replace(".", "", 1).isdigit() else None


def _detail(body: object) -> tuple[str, str, str]:
    """The service's name for the error, its sentence, and the better prompt that it suggests, if any."""
    detail = body.get("detail") if isinstance(body, Mapping) else body
    if not isinstance(detail, Mapping):
        return "", str(detail or ""), ""
    more = detail.get("data")
    suggestion = more.get("prompt_suggestion") if isinstance(more, Mapping) else ""
    return (
        str(detail.get("status") or detail.get("code") or ""),
        str(detail.get("message") or ""),
        str(suggestion or "")[:300],
    )


def _listed(client: ElevenLabs) -> tuple[OfferedVoice, ...]:
    found: list[Any] = []
    token: str | None = None
    while True:
        page = client.voices.search(page_size=100, next_page_token=token, request_options=ONCE)
        found += page.voices
        token = page.next_page_token
        if not page.has_more or not token:
            break
    unique = {voice.voice_id: voice for voice in found}
    return tuple(_offered(voice) for voice in sorted(unique.values(), key=_age_of_voice))


def _age_of_voice(voice: Any) -> tuple[int, str]:
    return (voice.created_at_unix or 0, voice.voice_id)


def _offered(voice: Any) -> OfferedVoice:
    labels = {name: str(value).lower() for name, value in (voice.labels or {}).items()}
    return OfferedVoice(
        id=voice.voice_id,
        presentation=_PRESENTATIONS.get(labels.get("gender", ""), Presentation.NEUTRAL),
        age=_AGES.get(labels.get("age", ""), Age.ADULT),
        languages=tuple(dict.fromkeys(filter(None, _languages(voice, labels)))),
    )


def _languages(voice: Any, labels: Mapping[str, str]) -> Iterator[str]:
    """Tags of the languages that a voice speaks, its accent of English first; '' for unknown ones."""
    named = labels.get("language", "")
    if named in ("", "en"):
        yield _ACCENTS.get(labels.get("accent", ""), "")
    yield named
    for one in voice.verified_languages or ():
        yield str(one.locale or one.language or "").lower()
