"""ElevenLabs speaks, sounds and scores: through the official SDK, at a fake service."""

from __future__ import annotations

import io

import numpy as np
import pytest
import soundfile
from pydantic import SecretStr

from blocks.charges import charges
from blocks.elevenlabs_dictionaries import forget_dictionaries
from blocks.kinds import Narrator
from blocks.providers.elevenlabs_audio import ElevenLabsMusic, ElevenLabsSounds, ElevenLabsSpeech
from storyreel.editing.loudness import loudness_lufs
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import MusicBrief, SoundBrief, SpeechBrief
from storyreel.film.cast import Age, Presentation, Voice
from storyreel.film.errors import (
    BrokenDeliveryError,
    CapabilityError,
    KeyMissingError,
    RefusedError,
    TransientProviderError,
    UnknownOutcomeError,
)
from storyreel.film.pronunciations import read_pronunciations
from storyreel.film.storyboard import Mood
from tests.blocks.narrator_contract import VoicesContract
from tests.contracts import test_capabilities as contracts
from tests.fakes.elevenlabs import UNLISTED
from tests.fakes.faults import Fault
from tests.fakes.studio import Studio


@pytest.fixture(autouse=True)
def no_account(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ELEVENLABS_API_KEY", "ELEVEN_LABS_API_KEY", "ELEVENLABS_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


def account(studio: Studio) -> dict:
    """Key and address."""
    return {
        "api_key": SecretStr(studio.key("elevenlabs")),
        "base_url": studio.url("elevenlabs"),
        "timeout_seconds": 20,
    }


def sounds(studio: Studio, **changes: object) -> ElevenLabsSounds:
    return ElevenLabsSounds.model_validate({"model": "eleven_text_to_sound_v3", **account(studio), **changes})


def music(studio: Studio, **changes: object) -> ElevenLabsMusic:
    return ElevenLabsMusic.model_validate({"model": "music_v2_5", **account(studio), **changes})


def samples(ref, store: AssetStore) -> np.ndarray:
    return soundfile.read(io.BytesIO(store.read(ref)), always_2d=True)[0]


class TestElevenLabsSpeech(VoicesContract):
    """Speech."""

    provider = "elevenlabs"
    other_model = "eleven_flash_v2_5"

    def member(self, studio: Studio, **changes: object) -> Narrator:
        return ElevenLabsSpeech.model_validate({"model": "eleven_v4", **account(studio), **changes})

    def short_of_breath(self, studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Narrator:
        return self.member(studio, longest_request_characters=80)

    def address(self, url: str) -> dict[str, object]:
        return {"base_url": url}

    def voice_id(self, member: Narrator, brief: SpeechBrief, store: AssetStore) -> str:
        assert isinstance(member, ElevenLabsSpeech)
        return member.voice_id(brief, store)

    def test_the_times_are_the_service_s_own(self, studio: Studio, store: AssetStore) -> None:
        """Exact, less what was cut off before the voice begins."""
        speech = self.member(studio).speak(self.brief("Go. Then come back."), store)

        assert speech.exact_words
        assert [word.start_ms for word in speech.words] == pytest.approx([5, 405, 715, 1025], abs=15)

    @pytest.mark.parametrize("parenthetical", ["", "(whispering)", "(shouting)"])
    def test_v3_is_asked_for_one_of_its_three_stabilities(
        self, studio: Studio, store: AssetStore, parenthetical: str
    ) -> None:
        """It refuses any other; v4 takes all from 0 to 1."""
        brief = self.brief().model_copy(update={"parenthetical": parenthetical})

        self.member(studio, model="eleven_v3", stability=0.4).speak(brief, store)
        self.member(studio, stability=0.4).speak(brief, store)

        third, fourth = (job.asked["voice_settings"] for job in studio.jobs("elevenlabs")[-2:])
        assert third["stability"] in (0, 0.5, 1) and set(third) == {"stability"}
        assert 0 <= fourth["stability"] <= 1 and "speed" in fourth

    @pytest.mark.parametrize(("model", "sent"), [("eleven_v3", "He she"), ("eleven_flash_v2_5", "He/she")])
    def test_a_slash_is_no_phonetic_sign(
        self, studio: Studio, store: AssetStore, model: str, sent: str
    ) -> None:
        """v3 and v4 read what is between two as phonetics; the words keep their times and their spelling."""
        speech = self.member(studio, model=model).speak(self.brief("He/she said 24/7 or so."), store)

        assert studio.jobs("elevenlabs")[-1].asked["text"].startswith(sent)
        assert [word.word for word in speech.words] == ["He/she", "said", "24/7", "or", "so."]
        assert speech.exact_words

    def test_a_line_in_parts_goes_on_in_each(self, studio: Studio, store: AssetStore) -> None:
        """The model hears of the text before and after, the language and the seed, if it takes them."""
        text = "The lamp is lit. Nobody comes. The sea is loud tonight."
        brief = self.brief(text, language="de-de").model_copy(update={"seed": 2**40 + 7})

        for model in ("eleven_v4", "eleven_v3", "eleven_multilingual_v2"):
            self.member(studio, model=model, longest_request_characters=20).speak(brief, store)

        asked = [job.asked for job in studio.jobs("elevenlabs")[-12:]]
        second = {one["model_id"]: one for one in asked if one["text"] == "Nobody comes."}
        assert second["eleven_v4"]["previous_text"] == "The lamp is lit."
        assert second["eleven_v4"]["next_text"] == "The sea is loud tonight."
        assert "previous_text" not in second["eleven_v3"]
        assert second["eleven_v4"]["language_code"] == second["eleven_v3"]["language_code"] == "de"
        assert "language_code" not in second["eleven_multilingual_v2"]
        assert {one["seed"] for one in asked} == {7}
        assert "previous_text" not in asked[0]

    def test_what_the_answer_says_is_what_was_charged(self, studio: Studio, store: AssetStore) -> None:
        """The header's characters at the model's price, which is what the service bills."""
        before = studio.bill().total_usd

        with charges() as charged:
            self.member(studio).speak(self.brief(), store)

        assert charged.usd == pytest.approx(studio.bill().total_usd - before)

    def test_moderation_names_the_line(self, studio: Studio, store: AssetStore) -> None:
        """A refusal says what was refused and why."""
        error = self.failing(studio, store, Fault.REFUSED)

        assert type(error) is RefusedError
        assert error.facts["refused_input"] == "spoken line"
        assert error.facts["reason"]

    def test_a_recording_cut_short_is_not_taken(self, studio: Studio, store: AssetStore) -> None:
        """Half a file, and a file that ends before its last word."""
        for fault in (Fault.TRUNCATED, Fault.WRONG_LENGTH(frames=-24)):
            studio.books.requests.clear()
            assert isinstance(self.failing(studio, store, fault), BrokenDeliveryError)

    def test_a_voice_that_is_gone_is_named(self, studio: Studio, store: AssetStore) -> None:
        """The sentence says which setting to change."""
        with pytest.raises(CapabilityError, match="voices"):
            self.member(studio, voices={"neutral": "nobody"}).speak(self.brief(), store)

    def test_without_a_key_nothing_is_asked(self, studio: Studio, store: AssetStore) -> None:
        """What is missing is said in one line that names the variable."""
        member = self.member(studio, api_key=None)

        assert "ELEVENLABS_API_KEY" in member.missing()
        with pytest.raises(KeyMissingError, match="Nothing was spent"):
            member.speak(self.brief(), store)
        assert self.posts(studio) == 0

    def test_keys_and_addresses_are_found_in_the_environment(
        self, studio: Studio, store: AssetStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Set after the SDK was imported, under either name."""
        monkeypatch.setenv("ELEVEN_LABS_API_KEY", studio.key("elevenlabs"))
        monkeypatch.setenv("ELEVENLABS_BASE_URL", studio.url("elevenlabs"))

        assert ElevenLabsSpeech(model="eleven_v4").speak(self.brief(), store).words

    def test_eight_voices_make_six_people(self, studio: Studio, store: AssetStore) -> None:
        """No voice is given twice while a suitable one is free, and a woman never gets a man's voice."""
        member = self.member(studio)
        people = [
            Voice(presentation=kind, age=age)
            for kind in (Presentation.FEMININE, Presentation.MASCULINE)
            for age in (Age.YOUNG, Age.ADULT, Age.OLD)
        ]

        cast = [self.voice_id(member, SpeechBrief(text="x", voice=voice), store) for voice in people]

        assert len(set(cast)) == len(people)
        assert [name[5:9] for name in cast[:3]] == ["Rach", "Alic", "Mati"]


def test_sounds_keep_the_contract(studio: Studio, store: AssetStore) -> None:
    """Effects and beds, stereo at 48 kHz, as long as said."""
    for ambience in (False, True):
        contracts.test_a_sound_designer_makes_effects_and_beds(ambience, sounds(studio), store)


@pytest.mark.parametrize(("seconds", "ambience"), [(0.2, False), (2.0, True), (31.0, True), (31.0, False)])
def test_a_sound_is_as_long_as_asked_in_one_request(
    studio: Studio, store: AssetStore, seconds: float, ambience: bool
) -> None:
    """Also shorter and longer than the service makes them."""
    sound = sounds(studio).design(SoundBrief(sound="rain", seconds=seconds, ambience=ambience, seed=7), store)

    assert sound.audio
    assert sound.duration_ms == round(seconds * 1000)
    assert len(samples(sound.audio, store)) == round(seconds * 48000)
    assert studio.books.requests["elevenlabs.sound"] == 1


def test_a_bed_goes_on_where_it_began(studio: Studio, store: AssetStore) -> None:
    """No drop in level over the seam, though what was made swells and dies."""
    sound = sounds(studio).design(SoundBrief(sound="rain", seconds=6, ambience=True, seed=7), store)

    assert sound.audio
    bed = samples(sound.audio, store)
    assert loudness_lufs(bed) == pytest.approx(-34, abs=1)
    assert np.abs(bed[0] - bed[-1]).max() < 0.05


def test_music_keeps_the_contract(studio: Studio, store: AssetStore) -> None:
    """To the millisecond."""
    contracts.test_a_composer_writes_exactly_as_much_as_asked(music(studio), store)


@pytest.mark.parametrize("seconds", [0.4, 1.2, 12.345])
def test_music_is_as_long_as_asked_and_ends_in_a_fade(
    studio: Studio, store: AssetStore, seconds: float
) -> None:
    """Also shorter than the service makes it, by one request."""
    made = music(studio).compose(MusicBrief(mood=Mood.TENSE, seconds=seconds, seed=7), store)

    heard = samples(made.audio, store)
    assert made.duration_ms == round(seconds * 1000)
    assert len(heard) == round(seconds * 48000)
    assert np.abs(heard[-48:]).max() < 0.01
    assert studio.books.requests["elevenlabs.music"] == 1


def test_music_longer_than_the_service_makes_is_joined(
    studio: Studio, store: AssetStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parts that fade into one another; the price knows them."""
    monkeypatch.setattr("blocks.providers.elevenlabs_audio._LONGEST_MUSIC", 10.0)
    member, brief = music(studio), MusicBrief(mood=Mood.CALM, seconds=15, seed=7)

    made = member.compose(brief, store)

    assert made.duration_ms == 15_000
    assert studio.books.requests["elevenlabs.music"] == 2
    assert member.price(brief).high_usd == pytest.approx(18 / 60 * 0.3 * 1.3)


def test_music_that_names_an_artist_is_refused_with_a_better_prompt(
    studio: Studio, store: AssetStore
) -> None:
    """The suggestion is passed on."""
    studio.faults.next("elevenlabs", "music", Fault.REFUSED)

    with pytest.raises(RefusedError, match="calm piano piece") as raised:
        music(studio).compose(MusicBrief(mood=Mood.CALM, seconds=5, seed=7), store)

    assert raised.value.facts["refused_input"] == "music"


def test_music_is_charged_by_the_minute(studio: Studio, store: AssetStore) -> None:
    """As the service bills it: three seconds if less was requested."""
    before = studio.bill().total_usd

    with charges() as charged:
        music(studio).compose(MusicBrief(mood=Mood.JOYFUL, seconds=1, seed=7), store)

    assert charged.usd == pytest.approx(studio.bill().total_usd - before) == pytest.approx(0.3 * 3 / 60)


MAKERS = {
    "sound": lambda studio, store: sounds(studio).design(SoundBrief(sound="door", seconds=4, seed=7), store),
    "music": (
        lambda studio, store: music(studio).compose(MusicBrief(mood=Mood.CALM, seconds=4, seed=7), store)
    ),
}


@pytest.mark.parametrize("operation", list(MAKERS))
@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault.RATE_LIMITED, TransientProviderError),
        (Fault.SERVER_ERROR, TransientProviderError),
        (Fault.DROP_AFTER, UnknownOutcomeError),
        (Fault.WRONG_KEY, KeyMissingError),
        (Fault.UNKNOWN_MODEL, CapabilityError),
        (Fault.EMPTY, BrokenDeliveryError),
        (Fault.TRUNCATED, BrokenDeliveryError),
        (Fault.CORRUPT, BrokenDeliveryError),
        (Fault.WRONG_LENGTH(frames=-72), BrokenDeliveryError),
    ],
    ids=lambda given: getattr(given, "kind", ""),
)
def test_a_fault_has_its_error_and_is_not_asked_for_twice(
    studio: Studio, store: AssetStore, operation: str, fault: Fault, expected: type[Exception]
) -> None:
    """Errors of streamed answers come while they are read; one request all the same."""
    studio.faults.next("elevenlabs", operation, fault)

    with pytest.raises(expected) as raised:
        MAKERS[operation](studio, store)

    assert type(raised.value) is expected
    assert studio.books.requests[f"elevenlabs.{operation}"] == 1
    assert studio.key("elevenlabs") not in f"{raised.value!r} {raised.value.__cause__!r}"


def test_an_effect_has_one_price(studio: Studio, store: AssetStore) -> None:
    """Whatever its length, as the service bills it."""
    maker, before = sounds(studio), studio.bill().total_usd

    maker.design(SoundBrief(sound="door", seconds=1, seed=1), store)

    price = maker.price(SoundBrief(sound="door", seconds=20, seed=1))
    assert price.low_usd <= studio.bill().total_usd - before <= price.high_usd


def test_the_three_share_one_allowance(studio: Studio) -> None:
    """The account's plan counts them together."""
    speech = ElevenLabsSpeech.model_validate({"model": "eleven_v4", **account(studio)})

    assert speech.allowance() == sounds(studio).allowance() == music(studio).allowance()


@pytest.mark.parametrize(
    ("model", "sent"),
    [
        ("eleven_v4", "Ask /ˈziːmənz/ or AH-nah."),
        ("eleven_flash_v2", "Ask Siemens or AH-nah."),
        ("eleven_multilingual_v2", "Ask zee-muhnz or AH-nah."),
    ],
)
def test_names_are_told_in_the_form_that_the_model_takes(
    studio: Studio, store: AssetStore, model: str, sent: str
) -> None:
    """IPA between slashes, by a dictionary of the account that is made once, or respelled."""
    told = read_pronunciations({"Siemens": "/ˈziːmənz/", "Anna": "AH-nah"})
    brief = SpeechBrief(text="Ask Siemens or Anna.", voice=Voice(), pronounce=told)
    narrator = ElevenLabsSpeech.model_validate({"model": model, **account(studio)})

    speech = narrator.speak(brief, store)
    forget_dictionaries()
    narrator.speak(brief, store)

    asked = studio.jobs("elevenlabs")[-1].asked
    assert asked["text"] == sent
    assert [word.word for word in speech.words] == brief.text.split()
    assert speech.exact_words
    assert bool(asked.get("pronunciation_dictionary_locators")) == (model == "eleven_flash_v2")
    assert studio.books.requests["elevenlabs.dictionary"] == (model == "eleven_flash_v2")
    assert narrator.price(brief).high_usd == pytest.approx(
        narrator.price(SpeechBrief(text=sent, voice=Voice())).high_usd
    )


def test_a_dictionary_that_was_deleted_is_made_again(studio: Studio, store: AssetStore) -> None:
    """The line says so and costs nothing; the next request finds or makes the dictionary."""
    told = read_pronunciations({"Siemens": "/ˈziːmənz/"})
    brief = SpeechBrief(text="Ask Siemens.", voice=Voice(), pronounce=told)
    narrator = ElevenLabsSpeech.model_validate({"model": "eleven_flash_v2", **account(studio)})
    narrator.speak(brief, store)
    studio._services["elevenlabs"].dictionaries.clear()

    with pytest.raises(TransientProviderError, match="pronunciation dictionary"):
        narrator.speak(brief, store)

    assert narrator.speak(brief, store).words


@pytest.mark.parametrize("ambience", [False, True])
def test_a_sound_in_too_many_words_is_shortened_by_the_rule_of_prompts(
    studio: Studio, store: AssetStore, ambience: bool
) -> None:
    """Style first, then the last sentences; the plan names them. A short one is sent as before."""
    long = "A door slams. " + "Dust trickles from the beams of the old mill. " * 20
    short = SoundBrief(sound="a door slams", seconds=1, ambience=ambience, seed=1)
    brief = short.model_copy(update={"sound": long})
    designer = sounds(studio)

    designer.design(brief, store)
    sent = studio.jobs("elevenlabs")[-1].asked["text"]
    designer.design(short, store)

    fitted = designer.prompt_sent(brief)
    assert fitted is not None
    assert sent == fitted.text
    assert len(sent) <= 450
    assert sent.startswith("A door slams. Dust")
    assert "No music, no speech." in fitted.left_out
    assert studio.jobs("elevenlabs")[-1].asked["text"] == (
        "a door slams: continuous background ambience, even and steady. No music, no speech."
        if ambience
        else "a door slams. A single recorded sound effect. No music, no speech."
    )


def test_a_voice_that_the_list_does_not_have_is_taken_by_its_id(studio: Studio, store: AssetStore) -> None:
    """A cloned or designed voice need not be listed. An id that the account may not use costs nothing."""
    brief = SpeechBrief(text="It is late.", voice=Voice())
    pinned = {"neutral adult": UNLISTED}
    narrator = ElevenLabsSpeech.model_validate({"model": "eleven_v4", **account(studio), "voices": pinned})

    assert narrator.speak(brief, store).words
    assert studio.jobs("elevenlabs")[-1].asked["voice_id"] == UNLISTED
    assert narrator.unanswered(5) == ""


def test_a_wrong_voice_fails_before_anything_is_paid(studio: Studio, store: AssetStore) -> None:
    """`storyreel doctor` says so, and so does the first line; both sentences name the id."""
    pinned = {"neutral adult": "voiceOfNobody"}
    narrator = ElevenLabsSpeech.model_validate({"model": "eleven_v4", **account(studio), "voices": pinned})
    before = len(studio.jobs("elevenlabs"))

    with pytest.raises(CapabilityError, match=r"no such voice.*voiceOfNobody.*Nothing was spent"):
        narrator.speak(SpeechBrief(text="It is late.", voice=Voice()), store)

    assert "voiceOfNobody" in narrator.unanswered(5)
    assert len(studio.jobs("elevenlabs")) == before
