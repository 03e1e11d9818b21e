"""Google Translate speaks: through gtts, at a fake service."""

from __future__ import annotations

import pytest

from blocks.kinds import Narrator
from blocks.providers.gtts_speech import GttsSpeech
from storyreel.film.assets import AssetStore
from storyreel.film.errors import CapabilityError, ProviderError, TransientProviderError
from tests.blocks.narrator_contract import NarratorContract
from tests.fakes.faults import Fault
from tests.fakes.studio import Studio


class TestGttsSpeech(NarratorContract):
    """Speech."""

    provider = "gtts"
    limit = "blocks.providers.gtts_speech._LONGEST_PASSAGE"
    answers_lost = TransientProviderError
    quota = ProviderError

    def member(self, studio: Studio, **changes: object) -> Narrator:
        return GttsSpeech.model_validate(
            {"model": "com", "base_url": studio.url("gtts"), "timeout_seconds": 20, **changes}
        )

    def address(self, url: str) -> dict[str, object]:
        return {"base_url": url}

    def test_it_is_free_and_says_that_times_are_estimated(self, studio: Studio, store: AssetStore) -> None:
        """Its price is 0, and its word times are marked as estimates."""
        member = self.member(studio)

        assert member.price(self.brief()).high_usd == 0
        assert not member.price(self.brief()).unknown
        assert not member.speak(self.brief(), store).exact_words

    def test_an_address_in_the_environment_is_used(
        self, studio: Studio, store: AssetStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """gtts itself has no setting for it."""
        monkeypatch.setenv("STORYREEL_GTTS_URL", studio.url("gtts"))

        assert GttsSpeech(model="com").speak(self.brief(), store).words

    def test_languages_are_named_as_the_service_names_them(self, studio: Studio, store: AssetStore) -> None:
        """Regions it does not know are left out.

        A language it does not speak is named, and nothing is asked.
        """
        member = self.member(studio)

        for tag in ("en-gb", "zh-cn", "he", "pt-br", "fr-ca"):
            assert member.speak(self.brief(language=tag), store).words
        asked = [job.asked["language"] for job in studio.jobs("gtts")[-5:]]
        assert asked == ["en", "zh-CN", "iw", "pt", "fr-CA"]
        with pytest.raises(CapabilityError, match="'tlh'"):
            member.speak(self.brief(language="tlh"), store)

    def test_an_ending_that_does_not_exist_is_named(self, studio: Studio, store: AssetStore) -> None:
        """The sentence names the setting."""
        error = self.failing(studio, store, Fault.UNKNOWN_MODEL)

        assert type(error) is CapabilityError
        assert "model" in str(error)
