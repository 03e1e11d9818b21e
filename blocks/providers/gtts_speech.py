"""Speech by Google Translate's page, through gtts."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any, ClassVar

from pydantic import Field, field_validator

from blocks.access import Access, Endpoint, keyless_access
from blocks.google_domains import require_ending
from blocks.keys import lacking, no_package
from blocks.kinds import Narrator
from blocks.prices import cost_of
from blocks.recordings import decoded
from blocks.spoken_lines import Passage, SpokenPassage, respelled_line, speak_passages
from storyreel.film.abilities import NarratorAbility
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Speech, SpeechBrief
from storyreel.film.errors import (
    BrokenDeliveryError,
    CapabilityError,
    FilmError,
    ProviderError,
    TransientProviderError,
)
from storyreel.film.frozen import Frozen
from storyreel.film.money import Allowance, Cost

PROVIDER = "gtts"
ENDPOINT = Endpoint("gTTS", (), ("STORYREEL_GTTS_URL",))
_LONGEST_PASSAGE = 2000
_SLOW_UNDER_WORDS_PER_MINUTE = 115
_TAGS = {
    "he": "iw",
    "jv": "jw",
    "zh": "zh-CN",
    "zh-hk": "yue",
    "cmn": "zh-CN",
    "nb": "no",
    "fil": "tl",
    "pt-br": "pt",
}


class GttsSpeech(Narrator):
    """Speaks with the one voice of a language; word times are estimated. Free, and without any guarantee."""

    _block_type_name = "gTTS Speech"
    _description = (
        "Speaks lines with Google Translate's voice: one voice for everybody in a language, estimated word"
        " times; free, no key."
    )
    usual: ClassVar[Mapping[str, object]] = {"model": "com"}

    model: str = Field(
        description=(
            "Ending of Google's domain, which chooses the accent: 'com' American, 'co.uk' British, 'com.au'"
            " Australian."
        )
    )
    base_url: str = Field(
        default="", description="Address that replaces the page's own; if none is given, STORYREEL_GTTS_URL."
    )
    timeout_seconds: float = Field(default=30.0, gt=0, description="How long to wait for an answer.")
    jobs_at_once: int = Field(
        default=2,
        ge=1,
        description="How many requests run at once; the page stops answering a client that asks too often.",
    )

    _ending = field_validator("model")(require_ending)

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        return f"gtts-speech/1/{self.model}"

    def ability(self) -> NarratorAbility:
        """See `Narrator.ability`."""
        return NarratorAbility(exact_words=False, pronounces=("respelling",))

    def allowance(self) -> Allowance | None:
        """See `CrewMember.allowance`."""
        return Allowance(provider=PROVIDER, jobs=self.jobs_at_once)

    def price(self, brief: Frozen) -> Cost:
        """See `CrewMember.price`."""
        return cost_of(
            PROVIDER,
            self.model,
            "1000 characters",
            len(brief.text) / 1000 if isinstance(brief, SpeechBrief) else 0,
        )

    def seconds(self, brief: Frozen) -> float:
        """See `CrewMember.seconds`."""
        return 1.0 + (len(brief.text) / 100 if isinstance(brief, SpeechBrief) else 0)

    def missing(self) -> str:
        """See `CrewMember.missing`."""
        return lacking(self.access) if find_spec("gtts") is not None else no_package("gTTS", "gtts", "gtts")

    def access(self) -> Access:
        """See `CrewMember.access`."""
        return keyless_access(ENDPOINT, None, self.base_url)

    def speak(self, brief: SpeechBrief, store: AssetStore) -> Speech:
        """See `Narrator.speak`."""
        if missing := self.missing():
            raise CapabilityError(missing, provider=PROVIDER)
        language = _language(brief.voice.language)
        return speak_passages(
            brief,
            _LONGEST_PASSAGE,
            lambda passage: self._said_by(brief, passage, language),
            store,
            respelled_line(brief),
        )

    def _said_by(self, brief: SpeechBrief, passage: Passage, language: str) -> SpokenPassage:
        from gtts.tts import gTTSError

        from storyreel.animatic.voice.reading import reading_of

        slow = (
            brief.voice.words_per_minute * reading_of(brief.parenthetical).speed
            < _SLOW_UNDER_WORDS_PER_MINUTE
        )
        asked = self._request(passage.text, language, slow)
        try:
            content = b"".join(asked.stream())
        except gTTSError as error:
            raise _failure(error, self.model) from None
        except (
            OSError,
            ValueError,
            UnicodeError,
        ) as error:  # its library reads the answer's body outside its own error handling
            raise TransientProviderError(
                f"The connection to Google Translate ended before its answer ({type(error).__name__})."
                " Nothing was spent.",
                provider=PROVIDER,
            ) from None
        return SpokenPassage(decoded(content, 1, "Google Translate")[:, 0])

    def _request(self, text: str, language: str, slow: bool) -> Any:
        from gtts import gTTS

        address = self.access().address

        class Request(gTTS):
            """gTTS at a chosen address, for which gTTS has no setting."""

            def _prepare_requests(self) -> list[Any]:
                prepared = super()._prepare_requests()
                for one in prepared:
                    if address:
                        one.url = f"{address}/{str(one.url).partition('://')[2].partition('/')[2]}"
                return prepared

        return Request(
            text, tld=self.model, lang=language, slow=slow, lang_check=False, timeout=self.timeout_seconds
        )


def _language(tag: str) -> str:
    """The service's tag for a language.

    Raises:
        CapabilityError: it does not speak it.
    """
    from gtts.lang import tts_langs

    known = {one.lower(): one for one in tts_langs()}
    tag = tag.lower()
    for wanted in (_TAGS.get(tag, tag), _TAGS.get(tag.split("-")[0], tag.split("-")[0])):
        if wanted.lower() in known:
            return known[wanted.lower()]
    raise CapabilityError(
        f"Google Translate does not speak {tag!r}; it speaks {', '.join(sorted(known.values()))}. Nothing was"
        " spent. Name another narrator, or change the character's voice.",
        provider=PROVIDER,
    )


def _failure(error: Any, ending: str) -> FilmError:
    status = getattr(error.rsp, "status_code", None)
    if status is None:
        return TransientProviderError(
            "Google Translate cannot be reached, or did not answer. Nothing was spent.", provider=PROVIDER
        )
    if status == 429 or status >= 500:
        value = str(error.rsp.headers.get("Retry-After", ""))
        pause = float(value) if value.replace(".", "", 1).isdigit() else None
        return TransientProviderError(
            f"Google Translate answered {status}: it does not speak now. Nothing was spent.",
            provider=PROVIDER,
            retry_after_seconds=pause,
        )
    if status == 404:
        return CapabilityError(
            f"There is no Google Translate at the ending {ending!r}. Nothing was spent. Change `model` of the"
            " block.",
            provider=PROVIDER,
        )
    if status == 200:
        return BrokenDeliveryError(
            "Google Translate answered without sound. Nothing was spent. `storyreel redo` asks again.",
            provider=PROVIDER,
        )
    return ProviderError(
        f"Google Translate answered {status}. Nothing was spent. It promises nothing; name another narrator.",
        provider=PROVIDER,
    )
