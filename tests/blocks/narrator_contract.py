"""The contract of every narrator at a provider. A subclass names the provider and inherits the tests."""

from __future__ import annotations

import io
from abc import ABC, abstractmethod
from typing import ClassVar

import numpy as np
import pytest
import soundfile

from blocks.charges import charges
from blocks.kinds import Narrator
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Speech, SpeechBrief
from storyreel.film.cast import Presentation, Voice
from storyreel.film.errors import (
    BrokenDeliveryError,
    CapabilityError,
    FilmError,
    KeyMissingError,
    QuotaError,
    TransientProviderError,
    UnknownOutcomeError,
)
from storyreel.film.pronunciations import read_pronunciation
from tests.contracts import test_blocks as block_contracts
from tests.contracts import test_capabilities as contracts
from tests.fakes.faults import Fault
from tests.fakes.studio import Studio

FOREIGN = "Café — «naïve» friends? C’est l’été, Zoë!"
LINE = "It is late."


def heard(speech: Speech, store: AssetStore) -> np.ndarray:
    """The samples of a recording, `(samples,)`."""
    samples, rate = soundfile.read(io.BytesIO(store.read(speech.audio)))
    assert rate == 48000
    assert samples.ndim == 1
    return samples


def closed_address() -> str:
    """An address at which nobody listens."""
    return "http://127.0.0.1:9"


class NarratorContract(ABC):
    """The contract.

    `provider` is the fake's name, `requests` what one line takes, `limit` the constant that says how long a
    request may be.
    """

    provider: ClassVar[str]
    limit: ClassVar[str]
    requests: ClassVar[int] = 1
    answers_lost: ClassVar[type[FilmError]] = UnknownOutcomeError
    quota: ClassVar[type[FilmError]] = QuotaError
    unknown_model: ClassVar[str] = "no-such-model"

    @abstractmethod
    def member(self, studio: Studio, **changes: object) -> Narrator:
        """The narrator, pointed at the studio."""

    @abstractmethod
    def address(self, url: str) -> dict[str, object]:
        """Changes that point it elsewhere."""

    def short_of_breath(self, studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Narrator:
        """The narrator, if a request could have 80 characters at most."""
        monkeypatch.setattr(self.limit, 80)
        return self.member(studio)

    def brief(self, text: str = LINE, **voice: object) -> SpeechBrief:
        """Asks for a line in a voice."""
        return SpeechBrief(text=text, voice=Voice.model_validate(voice))

    def secret(self, studio: Studio) -> str:
        """Secrets that must never be shown."""
        return studio.key(self.provider)

    def posts(self, studio: Studio) -> int:
        """Lines that were requested, spoken or not."""
        return studio.books.requests[f"{self.provider}.speech"]

    def test_it_keeps_the_contract_of_narrators(self, studio: Studio, store: AssetStore) -> None:
        """The same words as for every narrator."""
        contracts.test_a_narrator_speaks_a_line_with_the_times_of_its_words(self.member(studio), store)

        assert self.posts(studio) == self.requests

    def test_it_keeps_the_contract_of_blocks(self, studio: Studio) -> None:
        """Described, never made by accident, keyed by its settings."""
        block_contracts.test_a_block_is_described_and_so_is_each_of_its_fields(self.member(studio))
        block_contracts.test_a_block_cannot_be_made_by_accident(self.member(studio))
        block_contracts.test_a_fingerprint_depends_on_nothing_but_the_settings(self.member(studio))

    @pytest.mark.parametrize(
        "text",
        [FOREIGN, 'Tom & <b>Mara</b> say "so".', "One-two  three\n four."],
        ids=["foreign", "markup", "spaces"],
    )
    def test_every_word_has_its_time(self, studio: Studio, store: AssetStore, text: str) -> None:
        """In order, inside the recording, each as it is written."""
        speech = self.member(studio).speak(self.brief(text), store)

        times = [(word.start_ms, word.end_ms) for word in speech.words]
        assert [word.word for word in speech.words] == text.split()
        assert all(start <= end for start, end in times)
        assert [start for start, _ in times] == sorted(start for start, _ in times)
        assert times[-1][1] <= speech.duration_ms
        assert times[-1][0] > speech.duration_ms / 2
        sounds = [(sound.start_ms, sound.end_ms) for sound in speech.phonemes]
        assert len(sounds) > len(times)
        assert all(start <= end for start, end in sounds)
        assert [start for start, _ in sounds] == sorted(start for start, _ in sounds)
        assert sounds[-1][1] <= speech.duration_ms

    def test_a_word_is_said_as_told_and_captions_keep_it_as_written(
        self, studio: Studio, store: AssetStore
    ) -> None:
        """A respelling in the place of the word, or a tag around it; the times name the written words."""
        text, told = "I saw Siobhan's lamp, SIOBHAN.", (read_pronunciation("Siobhan", "shi-VAWN"),)
        brief = self.brief(text).model_copy(update={"pronounce": told})
        member = self.member(studio)

        speech = member.speak(brief, store)

        asked = str(studio.jobs(self.provider)[-1].asked)
        assert "respelling" in member.ability().pronounces
        assert asked.lower().count("shi-vawn") == 2
        assert [word.word for word in speech.words] == text.split()
        assert [word.start_ms for word in speech.words] == sorted(word.start_ms for word in speech.words)
        assert speech.exact_words == member.ability().exact_words

    def test_ipa_is_told_in_its_own_form_or_in_letters(self, studio: Studio, store: AssetStore) -> None:
        """An engine that takes no IPA gets an English respelling; in other languages the plan says so."""
        told = (read_pronunciation("Siemens", "/ˈziːmənz/"),)
        brief = self.brief("Ask Siemens.").model_copy(update={"pronounce": told})
        member = self.member(studio)

        speech = member.speak(brief, store)

        asked = str(studio.jobs(self.provider)[-1].asked)
        assert ("ˈziːmənz" in asked) == ("ipa" in member.ability().pronounces)
        assert ("zee-muhnz" in asked) != ("ipa" in member.ability().pronounces)
        assert [word.word for word in speech.words] == ["Ask", "Siemens."]

    def test_a_recording_begins_and_ends_with_the_voice(self, studio: Studio, store: AssetStore) -> None:
        """At most 20 ms of silence at either end."""
        samples = heard(self.member(studio).speak(self.brief(), store), store)

        loud = np.flatnonzero(np.abs(samples) > 0.004 * np.abs(samples).max())
        assert loud[0] <= 960
        assert len(samples) - loud[-1] <= 961

    def test_a_long_line_is_said_in_parts(
        self, studio: Studio, store: AssetStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """More than one request, one recording, and the words of the whole line."""
        text = "The lamp is lit, and nobody comes. " * 5

        speech = self.short_of_breath(studio, monkeypatch).speak(self.brief(text), store)

        assert self.posts(studio) == 3 * self.requests
        assert [word.word for word in speech.words] == text.split()
        assert len(heard(speech, store)) / 48 == pytest.approx(speech.duration_ms, abs=1)
        assert speech.words[-1].start_ms > speech.duration_ms * 0.9

    def test_a_line_without_words_is_a_silence_that_costs_nothing(
        self, studio: Studio, store: AssetStore
    ) -> None:
        """Nobody is asked to say an ellipsis."""
        speech = self.member(studio).speak(self.brief("..."), store)

        assert self.posts(studio) == 0
        assert not np.abs(heard(speech, store)).max()

    @pytest.mark.parametrize(
        ("fault", "expected"),
        [
            (Fault.RATE_LIMITED(retry_after=3), TransientProviderError),
            (Fault.SERVER_ERROR, TransientProviderError),
            (Fault.UNAVAILABLE, TransientProviderError),
            (Fault.DROP_BEFORE, None),
            (Fault.DROP_AFTER, None),
            (Fault.EMPTY, BrokenDeliveryError),
        ],
        ids=lambda given: getattr(given, "kind", ""),
    )
    def test_a_fault_has_its_error_and_is_not_asked_for_twice(
        self, studio: Studio, store: AssetStore, fault: Fault, expected: type[FilmError] | None
    ) -> None:
        """One request, the right error, and no secret in it."""
        error = self.failing(studio, store, fault)

        assert type(error) is (expected or self.answers_lost)
        assert error.facts["provider"]

    def failing(self, studio: Studio, store: AssetStore, fault: Fault) -> FilmError:
        """What a line with a fault raises."""
        member = self.member(studio)
        studio.faults.next(self.provider, "speech", fault)
        with pytest.raises(FilmError) as raised:
            member.speak(self.brief(), store)
        assert self.posts(studio) == 1
        assert self.secret(studio) not in f"{raised.value!r} {raised.value.__cause__!r} {raised.value.facts}"
        return raised.value

    def test_used_up_means_are_said_to_be(self, studio: Studio, store: AssetStore) -> None:
        """A request without credit is not repeated."""
        error = self.failing(studio, store, Fault.named("quota"))

        assert type(error) is self.quota
        assert "Nothing was spent" in str(error)

    def test_a_service_that_is_not_there_spends_nothing(self, studio: Studio, store: AssetStore) -> None:
        """A refused connection certainly gives no recording."""
        with pytest.raises(TransientProviderError, match=r"[Nn]othing was"):
            self.member(studio, **self.address(closed_address())).speak(self.brief(), store)

    def test_a_damaged_recording_is_not_taken(self, studio: Studio, store: AssetStore) -> None:
        """Every packet is decoded before anything is stored."""
        assert isinstance(self.failing(studio, store, Fault.CORRUPT), BrokenDeliveryError)

    def test_the_fingerprint_is_of_the_model_and_not_of_the_account(self, studio: Studio) -> None:
        """Another address makes the same speech."""
        own = self.member(studio)

        assert (
            self.member(studio, **self.address(closed_address()), jobs_at_once=7).fingerprint()
            == own.fingerprint()
        )
        assert (
            self.secret(studio) not in f"{own!r} {own.fingerprint()} {own.missing()} {own.model_dump_json()}"
        )
        assert len(own.fingerprint()) < 200

    def test_the_price_grows_with_the_line(self, studio: Studio) -> None:
        """Twice the characters cost twice as much, or the price is said to be unknown."""
        member = self.member(studio)
        short, long = member.price(self.brief("a" * 1000)), member.price(self.brief("a" * 2000))

        assert short.unknown or long.high_usd == pytest.approx(2 * short.high_usd)
        assert member.seconds(self.brief("a" * 2000)) > member.seconds(self.brief("a")) > 0
        assert (allowance := member.allowance()) is not None
        assert allowance.provider == self.provider
        assert member.missing() == ""


class VoicesContract(NarratorContract, ABC):
    """More of the contract, for paid members with several voices."""

    other_model: ClassVar[str]

    @abstractmethod
    def voice_id(self, member: Narrator, brief: SpeechBrief, store: AssetStore) -> str:
        """The provider's name for the voice that speaks."""

    def test_two_people_have_two_voices(self, studio: Studio, store: AssetStore) -> None:
        """Each person gets the same voice again, for any caller and in any order."""
        people = [
            {"presentation": kind, "timbre": number}
            for kind in (Presentation.FEMININE, Presentation.MASCULINE)
            for number in (0, 1)
        ]
        first = [self.voice_id(self.member(studio), self.brief(**person), store) for person in people]
        again = [
            self.voice_id(self.member(studio), self.brief(**person), store) for person in reversed(people)
        ]

        assert len(set(first)) == len(people)
        assert again == first[::-1]

    def test_a_pinned_voice_is_taken(self, studio: Studio, store: AssetStore) -> None:
        """The nearest description wins, and pinned voices change the fingerprint."""
        pinned = self.member(studio, voices={"masculine adult": "one", "masculine adult 2": "two"})

        assert self.voice_id(pinned, self.brief(presentation="masculine"), store) == "one"
        assert self.voice_id(pinned, self.brief(presentation="masculine", timbre=1), store) == "two"
        assert pinned.fingerprint() != self.member(studio).fingerprint()
        with pytest.raises(ValueError, match="not a kind of voice"):
            self.member(studio, voices={"grumpy": "one"})

    def test_another_model_makes_another_result(self, studio: Studio) -> None:
        """The model is in the fingerprint."""
        assert self.member(studio, model=self.other_model).fingerprint() != self.member(studio).fingerprint()

    def test_an_unknown_model_is_named(self, studio: Studio, store: AssetStore) -> None:
        """The sentence says which setting to change."""
        error = self.failing(studio, store, Fault.UNKNOWN_MODEL)

        assert type(error) is CapabilityError
        assert "model" in str(error)

    def test_a_key_that_is_not_accepted_is_not_shown(self, studio: Studio, store: AssetStore) -> None:
        """The sentence says which variable to fix."""
        error = self.failing(studio, store, Fault.WRONG_KEY)

        assert type(error) is KeyMissingError
        assert "KEY" in str(error)

    def test_the_charge_is_reported_even_for_a_useless_recording(
        self, studio: Studio, store: AssetStore
    ) -> None:
        """The stage that pays settles what is owed."""
        member = self.member(studio)
        studio.faults.next(self.provider, "speech", Fault.CORRUPT)

        with charges() as charged, pytest.raises(BrokenDeliveryError):
            member.speak(self.brief(), store)

        assert bool(member.price(self.brief()).unknown) == (charged.usd is None)
