"""OpenAI speaks: through the official SDK, at a fake service."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from blocks.kinds import Narrator
from blocks.providers.openai_speech import OpenAISpeech, instructions
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import SpeechBrief
from storyreel.film.cast import Voice
from storyreel.film.errors import BrokenDeliveryError, KeyMissingError, RefusedError
from tests.blocks.narrator_contract import VoicesContract
from tests.fakes.faults import Fault
from tests.fakes.studio import Studio


class TestOpenAISpeech(VoicesContract):
    """Speech."""

    provider = "openai"
    limit = "blocks.providers.openai_speech._LONGEST_REQUEST"
    other_model = "tts-1"

    def member(self, studio: Studio, **changes: object) -> Narrator:
        return OpenAISpeech.model_validate(
            {
                "model": "gpt-4o-mini-tts",
                "api_key": SecretStr(studio.key("openai")),
                "base_url": studio.url("openai"),
                "timeout_seconds": 20,
                **changes,
            }
        )

    def address(self, url: str) -> dict[str, object]:
        return {"base_url": url}

    def voice_id(self, member: Narrator, brief: SpeechBrief, store: AssetStore) -> str:
        assert isinstance(member, OpenAISpeech)
        return member.voice_id(brief)

    def test_times_are_said_to_be_estimated(self, studio: Studio, store: AssetStore) -> None:
        """The service tells none."""
        assert not self.member(studio).speak(self.brief(), store).exact_words

    def test_moderation_is_a_refusal(self, studio: Studio, store: AssetStore) -> None:
        """With the provider's reason."""
        error = self.failing(studio, store, Fault.REFUSED)

        assert type(error) is RefusedError
        assert error.facts["reason"]

    def test_a_recording_cut_short_is_not_taken(self, studio: Studio, store: AssetStore) -> None:
        """The format states its length."""
        assert isinstance(self.failing(studio, store, Fault.TRUNCATED), BrokenDeliveryError)

    def test_without_a_key_nothing_is_asked(self, studio: Studio, store: AssetStore) -> None:
        """What is missing is said in one line that names the variable."""
        member = self.member(studio, api_key=None)

        assert "OPENAI_API_KEY" in member.missing()
        with pytest.raises(KeyMissingError, match="Nothing was spent"):
            member.speak(self.brief(), store)
        assert self.posts(studio) == 0


def test_a_reading_is_asked_for_beside_the_line() -> None:
    """Age, height and parenthetical reach the model; the instructions do not hold the line itself."""
    words = instructions(
        SpeechBrief(
            text="Bananas.",
            voice=Voice.model_validate({"age": "old", "presentation": "masculine", "pitch": 0.1}),
            parenthetical="(whispering)",
        )
    )

    assert "old man" in words
    assert "low pitch" in words
    assert "whispering" in words
    assert "Bananas" not in words
