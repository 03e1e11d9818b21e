"""Amazon Polly speaks: through boto3, at a fake service."""

from __future__ import annotations

import pytest
from prefect_aws import AwsCredentials
from pydantic import SecretStr

from blocks.charges import charges
from blocks.kinds import Narrator
from blocks.providers.polly import PollySpeech
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import SpeechBrief
from storyreel.film.cast import Age, Presentation, Voice
from storyreel.film.errors import CapabilityError, KeyMissingError, RefusedError
from storyreel.film.pronunciations import read_pronunciations
from tests.blocks.narrator_contract import FOREIGN, VoicesContract
from tests.fakes.faults import Fault
from tests.fakes.studio import Studio


@pytest.fixture(autouse=True)
def amazon_account(monkeypatch: pytest.MonkeyPatch) -> None:
    """No credentials of this machine."""
    for name in (
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_PROFILE",
        "AWS_DEFAULT_REGION",
        "AWS_ENDPOINT_URL_POLLY",
    ):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "/nowhere")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


class TestPollySpeech(VoicesContract):
    """Speech."""

    provider = "polly"
    limit = "blocks.providers.polly._LONGEST_REQUEST"
    requests = 2
    other_model = "standard"

    def member(self, studio: Studio, **changes: object) -> Narrator:
        credentials = AwsCredentials(
            aws_access_key_id=studio.key("polly"),
            aws_secret_access_key=SecretStr(studio.aws_secret),
            region_name="us-east-1",
        )
        return PollySpeech.model_validate(
            {
                "model": "neural",
                "credentials": credentials,
                "base_url": studio.url("polly"),
                "timeout_seconds": 20,
                **changes,
            }
        )

    def secret(self, studio: Studio) -> str:
        return studio.aws_secret

    def address(self, url: str) -> dict[str, object]:
        return {"base_url": url}

    def voice_id(self, member: Narrator, brief: SpeechBrief, store: AssetStore) -> str:
        assert isinstance(member, PollySpeech)
        return member.voice_id(brief)

    @pytest.mark.parametrize("words_per_minute", [150, 120])
    def test_offsets_in_bytes_find_the_words(
        self, studio: Studio, store: AssetStore, words_per_minute: int
    ) -> None:
        """With markup around the text and letters of several bytes in it."""
        speech = self.member(studio).speak(self.brief(FOREIGN, words_per_minute=words_per_minute), store)

        starts = [word.start_ms for word in speech.words]
        assert speech.exact_words
        assert starts[0] < 30
        assert len(set(starts)) == len(starts)

    def test_sound_and_times_are_both_charged(self, studio: Studio, store: AssetStore) -> None:
        """As the service bills them, and as the price says."""
        before, member = studio.bill().total_usd, self.member(studio)

        with charges() as charged:
            member.speak(self.brief(), store)

        assert (
            charged.usd
            == pytest.approx(studio.bill().total_usd - before)
            == pytest.approx(member.price(self.brief()).high_usd)
        )

    def test_a_text_that_is_refused_is_named(self, studio: Studio, store: AssetStore) -> None:
        """A refusal says what was refused."""
        error = self.failing(studio, store, Fault.REFUSED)

        assert type(error) is RefusedError
        assert error.facts["refused_input"] == "text"

    def test_without_credentials_nothing_is_asked(self, studio: Studio, store: AssetStore) -> None:
        """What is missing is said in one line that names the variables."""
        member = self.member(studio, credentials=None)

        assert "AWS_ACCESS_KEY_ID" in member.missing()
        with pytest.raises(KeyMissingError, match="Nothing was spent"):
            member.speak(self.brief(), store)
        assert self.posts(studio) == 0

    def test_the_sdk_s_own_environment_is_enough(
        self, studio: Studio, store: AssetStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Credentials and address as any AWS program finds them."""
        for name, value in studio.environment().items():
            if name.startswith("AWS"):
                monkeypatch.setenv(name, value)

        assert PollySpeech(model="neural").speak(self.brief(), store).exact_words

    def test_people_speak_the_film_s_language(self, studio: Studio, store: AssetStore) -> None:
        """The error names the language, and those that are spoken."""
        member = self.member(studio)

        assert (
            self.voice_id(member, self.brief(presentation="masculine", language="de-de"), store) == "Daniel"
        )
        assert self.voice_id(member, self.brief(presentation="feminine", language="zh-cn"), store) == "Zhiyu"
        assert (
            self.voice_id(member, self.brief(presentation=Presentation.FEMININE, age=Age.CHILD), store)
            == "Ivy"
        )
        with pytest.raises(CapabilityError, match="'eo'"):
            self.voice_id(member, self.brief(language="eo"), store)


@pytest.mark.parametrize("engine", ["neural", "generative"])
def test_names_are_told_in_tags_that_the_engine_takes(studio: Studio, store: AssetStore, engine: str) -> None:
    """The marks of words in tags, escaped letters before them, lead to the written words."""
    told = read_pronunciations({"Siemens": "/ˈziːmənz/", "O'Neil": "oh-NEEL"})
    text = "Café & Siemens’s lamp, O'Neil!"
    narrator = TestPollySpeech().member(studio, model=engine)

    speech = narrator.speak(SpeechBrief(text=text, voice=Voice(), pronounce=told), store)

    asked = studio.jobs("polly")[-1].asked["Text"]
    assert '<sub alias="oh-neel">O&apos;Neil</sub>!' in asked
    assert ('<phoneme alphabet="ipa" ph="ˈziːmənz">Siemens</phoneme>’s' in asked) == (engine == "neural")
    assert ('<sub alias="zee-muhnz">Siemens</sub>’s' in asked) == (engine == "generative")
    assert [word.word for word in speech.words] == text.split()
    assert speech.exact_words
