"""An ElevenLabs account: its key, its address, its voices, and what its refusals mean.

It does not know what is asked of it.
"""

from __future__ import annotations

import hashlib
import threading
from abc import ABC
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from pydantic import Field, SecretStr

from blocks.access import Access, Endpoint, access_of
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
    "american": "en-us", "british": "en-gb", "english": "en-gb", "australian": "en-au", "irish": "en-ie", "indian": "en-in", "scottish": "en-gb",
    "canadian": "en-ca", "african": "en-za", "transatlantic": "en-us",
}  # fmt: skip
_REFUSALS = ("content_against_policy", "bad_prompt", "bad_composition_plan", "terms of service", "copyright")
_QUOTAS = ("quota_exceeded", "payment_required", "insufficient_credits")
"""The service says the first with status 401, as it does for a wrong key."""
_VOICES: dict[tuple[str, str], tuple[OfferedVoice, ...]] = {}
_LISTING = threading.Lock()


class ElevenLabsMember(CrewMember, ABC):
    """What the three blocks of one account share."""

    model: str = Field(
        min_length=1,
        description="The service's model, for example 'eleven_v4', 'eleven_text_to_sound_v3', 'music_v2_5'.",
    )
    api_key: SecretStr | None = Field(
        default=None, description="Key of the account; ELEVENLABS_API_KEY where none is given."
    )
    base_url: str = Field(
        default="",
        description=(
            "Another address of the service, such as a region's; ELEVENLABS_BASE_URL, else the usual one."
        ),
    )
    timeout_seconds: float = Field(default=240.0, gt=0, description="How long an answer is waited for.")
    jobs_at_once: int = Field(
        default=3, ge=1, description="Requests at once; what the account's plan allows."
    )
    output_format: str = Field(
        default="mp3_44100_128",
        pattern=r"^(mp3|opus|wav)_\d+(_\d+)?$",
        description="What is delivered; better than the default needs a higher plan.",
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
        """The SDK's client, with the key given by us: by itself it reads the key when it is imported, and goes without one later."""
        return self._client(self.access())

    def _client(self, access: Access) -> ElevenLabs:
        if missing := self.missing():
            raise CapabilityError(missing, provider=PROVIDER)
        from elevenlabs.client import ElevenLabs

        return ElevenLabs(api_key=access.key, base_url=access.address or None, timeout=self.timeout_seconds)

    def offered_voices(self) -> tuple[OfferedVoice, ...]:
        """The account's voices, oldest first; asked for once in a process."""
        access = self.access()
        account = (hashlib.sha256(access.key.encode()).hexdigest(), access.address)
        with _LISTING:
            if account not in _VOICES:
                with self.asking("list of voices", paid=False):
                    _VOICES[account] = _listed(self._client(access))
            return _VOICES[account]

    @contextmanager
    def asking(self, what: str, *, paid: bool = True) -> Iterator[None]:
        """Turn what the SDK raises into our errors; what it streams is to be read inside.

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
            raise self._said(
                BrokenDeliveryError,
                f"ElevenLabs answered {error.status_code} with something that is no {what}. It may be paid.",
                what,
            ) from None
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol) as error:
            raise self._said(
                TransientProviderError,
                f"ElevenLabs cannot be reached ({type(error).__name__}); nothing was sent or spent.",
                what,
            ) from None
        except httpx.HTTPError as error:
            lost = (
                f"The connection to ElevenLabs ended before the {what} was answered ({type(error).__name__})"
            )
            if paid:
                raise self._said(
                    UnknownOutcomeError, f"{lost}; it may have been made and charged.", what
                ) from None
            raise self._said(TransientProviderError, f"{lost}. Nothing was spent.", what) from None

    def _failure(self, error: ApiError, what: str, paid: bool) -> FilmError:
        """What an answer that is no success means."""
        status, (word, told, suggestion) = error.status_code or 0, _detail(error.body)
        told = Provider(
            "ElevenLabs", PROVIDER, self.model, KEYS[0], find_key(self.api_key, *KEYS).value
        ).told(told)
        about = f"{word} {told}".lower()
        if status < 400:
            return self._said(
                BrokenDeliveryError,
                f"ElevenLabs answered {status} with something that is no {what}. It may be paid.",
                what,
            )
        if any(sign in about for sign in _QUOTAS) or status == 402:
            return self._said(
                QuotaError,
                f"ElevenLabs says that the account's allowance is used up: {told or word}. Nothing was spent."
                " Raise the plan, or wait for its renewal.",
                what,
            )
        if status in (401, 403):
            return self._said(
                KeyMissingError,
                f"ElevenLabs does not accept the key ({word or status}). Nothing was spent. Check {KEYS[0]}"
                " and what the key may do.",
                what,
            )
        if status in UNRESOLVED and paid:
            return self._said(
                UnknownOutcomeError,
                f"ElevenLabs lost its own service on the way ({status}); the {what} may have been made and"
                " charged.",
                what,
            )
        if status in AGAIN or status >= 500:
            return self._transient(error, what)
        if any(sign in about for sign in _REFUSALS) or is_moderation(about):
            hint = f" It suggests: {suggestion}" if suggestion else ""
            return self._said(
                RefusedError,
                f"ElevenLabs refuses the {what}: {told or word}.{hint}",
                what,
                reason=word or told,
                refused_input=what,
            )
        if "voice" in about:
            _VOICES.clear()
            return self._said(
                CapabilityError,
                f"ElevenLabs has no such voice for this account ({told}). Nothing was spent. Change"
                " `voices`.",
                what,
            )
        if "model" in about:
            return self._said(
                CapabilityError,
                f"ElevenLabs has no model {self.model!r} for this account ({told}). Nothing was spent. Change"
                " `model` of the block.",
                what,
            )
        return self._said(
            ProviderError,
            f"ElevenLabs did not take the {what} ({status}: {told or word}). Nothing was spent.",
            what,
        )

    def _transient(self, error: ApiError, what: str) -> FilmError:
        after = _retry_after(error.headers or {})
        reason = (
            "is busy with this account's other requests"
            if error.status_code == 429
            else f"answered {error.status_code}"
        )
        return self._said(
            TransientProviderError,
            f"ElevenLabs {reason}; it did not take the {what}. Nothing was spent.",
            what,
            retry_after_seconds=after,
        )

    def _said(self, kind: type[FilmError], message: str, what: str, **facts: object) -> FilmError:
        return kind(message, provider=PROVIDER, capability=what, **facts)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that a service asks to wait; None where it says nothing, or a date.

    >>> _retry_after({"Retry-After": "1.5"})
    1.5
    """
    told = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    return float(told) if told.replace(".", "", 1).isdigit() else None


def _detail(body: object) -> tuple[str, str, str]:
    """The service's word for what went wrong, its sentence, and a better prompt where it suggests one."""
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
    return tuple(
        _offered(voice)
        for voice in sorted(unique.values(), key=lambda voice: (voice.created_at_unix or 0, voice.voice_id))
    )


def _offered(voice: Any) -> OfferedVoice:
    labels = {name: str(value).lower() for name, value in (voice.labels or {}).items()}
    verified = tuple(str(one.locale or one.language or "").lower() for one in voice.verified_languages or ())
    accent = _ACCENTS.get(labels.get("accent", ""), "")
    named = labels.get("language", "")
    languages = dict.fromkeys(
        tag for tag in (accent if not named or named == "en" else "", named, *verified) if tag
    )
    return OfferedVoice(
        id=voice.voice_id,
        presentation=_PRESENTATIONS.get(labels.get("gender", ""), Presentation.NEUTRAL),
        age=_AGES.get(labels.get("age", ""), Age.ADULT),
        languages=tuple(languages),
    )
