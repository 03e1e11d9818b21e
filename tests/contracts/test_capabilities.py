"""The contract of each capability, run over every provider."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import av
import pytest
import soundfile
from PIL import Image
from pydantic import SecretStr

from blocks.kinds import (
    Composer,
    Critic,
    ImageGenerator,
    LoraTrainer,
    Narrator,
    SoundDesigner,
    VideoGenerator,
    Writer,
)
from blocks.providers.openai_writer import LocalWriter
from storyreel.editing.probe import check_decodes, probe_video
from storyreel.film.abilities import ImageAbility, NarratorAbility
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.briefs import (
    Anchor,
    AnchorBrief,
    Clip,
    ClipBrief,
    KeyframeBrief,
    Keyframes,
    Lora,
    LoraBrief,
    Music,
    MusicBrief,
    Picture,
    Review,
    ReviewBrief,
    Sound,
    SoundBrief,
    Speech,
    SpeechBrief,
    StillBrief,
)
from storyreel.film.cast import Look, Voice
from storyreel.film.drafts import SceneDraft, Survey
from storyreel.film.errors import CapabilityError
from storyreel.film.places import Place, PlaceKind, TimeOfDay, Weather
from storyreel.film.recipe import PictureRecipe
from storyreel.film.storyboard import CameraMove, Mood, ShotSize
from storyreel.film.timecode import FrameRate, FrameSize
from storyreel.planning import split_scenes
from storyreel.screenplays import read_screenplay
from storyreel.vault.disk import DiskVault
from tests.contracts.crews import MEMBERS, with_capability
from tests.editing.numbered_clips import key_frames
from tests.fakes.studio import Studio

SCRIPT = (
    b"INT. KITCHEN - NIGHT\n\nANNA pours tea. Thunder.\n\nANNA\nIt is late.\n\nEXT. FOREST - DAY\n\nAnna"
    b" walks.\n"
)
RECIPE = PictureRecipe(
    size=FrameSize(width_px=320, height_px=180),
    rate=FrameRate(numerator=12, denominator=1),
    preset="ultrafast",
)
KITCHEN = Place(kind=PlaceKind.KITCHEN, interior=True, name="KITCHEN")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[AssetStore]:
    """A vault whose assets have links on loopback, as in a bucket: some services need web addresses."""
    vault = LinkedVault(tmp_path)
    with vault.serving():
        yield vault


class LinkedVault(DiskVault):
    """A vault that is served."""

    @contextmanager
    def serving(self) -> Iterator[None]:
        handler = partial(QuietHandler, directory=str(self.root))
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            self.address = f"http://127.0.0.1:{server.server_port}"
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield
            server.shutdown()

    def link(self, ref: AssetRef, seconds: int = 3600) -> str | None:
        return f"{self.address}/{self.path(ref).relative_to(self.root)}"


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_args: object) -> None:
        return


def members(kind: type) -> pytest.MarkDecorator:
    """Run the test over every provider of a capability."""
    return pytest.mark.parametrize("member", with_capability(kind), ids=lambda member: type(member).__name__)


def a_picture() -> Picture:
    from storyreel.film.briefs import DrawnFigure

    return Picture(
        place=KITCHEN,
        time=TimeOfDay.NIGHT,
        weather=Weather.CLEAR,
        mood=Mood.CALM,
        size=ShotSize.MEDIUM,
        move=CameraMove.DOLLY_IN,
        figures=(DrawnFigure(look=Look(), seed=3),),
        action="Anna pours tea.",
        prompt="a kitchen at night",
    )


def picture_size(ref: AssetRef, store: AssetStore) -> tuple[int, int]:
    with Image.open(io.BytesIO(store.read(ref))) as picture:
        picture.load()
        return picture.size


def sound_facts(ref: AssetRef, store: AssetStore) -> tuple[int, int, int]:
    """Samples, channels and rate of a sound that decodes to its end."""
    assert ref.media_type.startswith("audio/")
    samples, rate = soundfile.read(io.BytesIO(store.read(ref)), always_2d=True)
    assert abs(samples).max() > 0
    return (*samples.shape, rate)


@members(Writer)
def test_a_writer_finds_people_places_and_shots(member: Writer, studio: Studio) -> None:
    """A survey with every scene, shots for each, and an anchor prompt for a place.

    The same when asked again.
    """
    if isinstance(member, LocalWriter):  # the studio stands in for a server of one's own, and wants its key
        member = member.model_copy(update={"api_key": SecretStr(studio.key("openai"))})
    screenplay = read_screenplay(SCRIPT, "film.fountain")

    survey = member.survey(screenplay)
    drafts = [member.analyse_scene(brief) for brief in split_scenes(screenplay, survey)]
    anchor = member.describe(
        AnchorBrief(
            place=KITCHEN,
            description="",
            times=(TimeOfDay.NIGHT,),
            weathers=(Weather.CLEAR,),
            style="painted",
        )
    )

    assert isinstance(survey, Survey)
    assert len(survey.scenes) == len(drafts) == 2
    assert all(isinstance(draft, SceneDraft) for draft in drafts)
    assert [line.text for draft in drafts for shot in draft.shots for line in shot.lines] == ["It is late."]
    assert isinstance(anchor, Anchor)
    assert anchor.prompt
    assert member.survey(screenplay, None) == survey


def drawing(*, both_ends: bool) -> pytest.MarkDecorator:
    """Run the test over image generators of one of the two ways of working."""
    chosen = [
        m
        for m in with_capability(ImageGenerator)
        if isinstance(m, ImageGenerator) and m.ability().both_ends == both_ends
    ]
    return pytest.mark.parametrize("member", chosen, ids=lambda member: type(member).__name__)


@drawing(both_ends=False)
def test_an_image_generator_draws_one_still_after_another(member: ImageGenerator, store: AssetStore) -> None:
    """A first frame, and a last frame that is drawn from the first; of the film's shape.

    Both ends at once are refused.
    """
    first = member.still(StillBrief(picture=a_picture(), recipe=RECIPE, seed=7), store)
    last = member.still(
        StillBrief(picture=a_picture(), recipe=RECIPE, seed=7, end="last", opening=first.image), store
    )

    sizes = [picture_size(still.image, store) for still in (first, last)]
    assert all(abs(width / height - 16 / 9) < 0.02 for width, height in sizes)
    with pytest.raises(CapabilityError):
        member.draw(KeyframeBrief(picture=a_picture(), recipe=RECIPE, seed=7), store)


@drawing(both_ends=True)
def test_an_image_generator_draws_both_ends_of_a_shot(member: ImageGenerator, store: AssetStore) -> None:
    """Two pictures of the film's size, and the same hashes when asked again."""
    brief = KeyframeBrief(picture=a_picture(), recipe=RECIPE, seed=7)

    drawn = member.draw(brief, store)

    assert isinstance(member.ability(), ImageAbility)
    assert isinstance(drawn, Keyframes)
    assert picture_size(drawn.first, store) == picture_size(drawn.last, store) == (320, 180)
    assert all(store.read(layer.svg) for layer in drawn.layers)
    assert bool(drawn.layers) == member.ability().layers


def filming(*, by_the_recipe: bool) -> pytest.MarkDecorator:
    """Run the test over video generators that encode as the film does, or over services."""
    chosen = [
        member for member in with_capability(VideoGenerator) if (member.allowance() is None) == by_the_recipe
    ]
    return pytest.mark.parametrize("member", chosen, ids=lambda member: type(member).__name__)


def a_clip(member: VideoGenerator, store: AssetStore) -> Clip:
    """Twelve frames, a second, of the kitchen."""
    drawn = with_capability(ImageGenerator)[0]
    assert isinstance(drawn, ImageGenerator)
    keyframes = drawn.draw(KeyframeBrief(picture=a_picture(), recipe=RECIPE, seed=7), store)
    brief = ClipBrief(
        picture=a_picture(),
        keyframes=keyframes,
        recipe=RECIPE,
        shot_frames=24,
        frames=12,
        cut_points=(4,),
        seed=7,
    )
    return member.shoot(brief, store)


@filming(by_the_recipe=True)
def test_a_video_generator_films_as_many_frames_as_asked(member: VideoGenerator, store: AssetStore) -> None:
    """A silent clip of the film's size and rate with the frames asked for, each of which decodes.

    `frames` is what was counted.
    """
    clip = a_clip(member, store)

    facts = probe_video(store.path(clip.video))
    assert check_decodes(store.path(clip.video)) == clip.frames == facts.frames == 12
    assert (facts.width_px, facts.height_px, facts.rate) == (320, 180, 12)
    assert not member.ability().key_pictures or 4 in key_frames(store.path(clip.video))
    with av.open(str(store.path(clip.video))) as container:
        assert not container.streams.audio


@filming(by_the_recipe=False)
def test_a_service_films_at_least_as_long_as_asked_in_one_of_its_lengths(
    member: VideoGenerator, store: AssetStore
) -> None:
    """A clip of the film's shape, each frame of which decodes.

    As long as its ability says, and counted at the film's rate.
    """
    clip = a_clip(member, store)

    facts = probe_video(store.path(clip.video))
    assert check_decodes(store.path(clip.video)) == facts.frames
    assert float(facts.frames / facts.rate) == pytest.approx(member.ability().clip_seconds(1), abs=0.1)
    assert clip.frames == int(facts.frames / facts.rate * 12) >= 12
    assert abs(facts.width_px / facts.height_px - 16 / 9) < 0.04


@members(Narrator)
def test_a_narrator_speaks_a_line_with_the_times_of_its_words(member: Narrator, store: AssetStore) -> None:
    """Mono at 48 kHz, as long as said, and its words in order inside it."""
    speech = member.speak(SpeechBrief(text="It is late.", voice=Voice()), store)

    samples, channels, rate = sound_facts(speech.audio, store)
    assert isinstance(speech, Speech)
    assert (channels, rate) == (1, 48000)
    assert abs(samples / 48 - speech.duration_ms) <= 1
    assert speech.exact_words == member.ability().exact_words
    assert isinstance(member.ability(), NarratorAbility)
    starts = [word.start_ms for word in speech.words]
    assert len(speech.words) == 3
    assert starts == sorted(starts)
    assert speech.words[-1].end_ms <= speech.duration_ms


@members(SoundDesigner)
@pytest.mark.parametrize("ambience", [False, True])
def test_a_sound_designer_makes_effects_and_beds(
    ambience: bool, member: SoundDesigner, store: AssetStore
) -> None:
    """Stereo at 48 kHz, as long as said."""
    sound = member.design(SoundBrief(sound="rain", seconds=2, ambience=ambience, seed=7), store)

    assert isinstance(sound, Sound)
    assert sound.audio
    samples, channels, rate = sound_facts(sound.audio, store)
    assert (channels, rate) == (2, 48000)
    assert abs(samples / 48 - sound.duration_ms) <= 1


@members(SoundDesigner)
def test_a_sound_designer_says_what_it_made_of_a_word_that_nobody_knows(
    member: SoundDesigner, store: AssetStore
) -> None:
    """No sound, or a sound that is heard; and it is called exact only if it was made for those words.

    A service tries any word.
    """
    sound = member.design(SoundBrief(sound="xqzzv", seconds=1, seed=7), store)

    if sound.audio is None:
        assert sound.duration_ms == 0
    else:
        assert sound_facts(sound.audio, store)[0] == pytest.approx(sound.duration_ms * 48, abs=48)
        assert sound.exact == (sound.rendered_as == "xqzzv")


@members(Composer)
def test_a_composer_writes_exactly_as_much_as_asked(member: Composer, store: AssetStore) -> None:
    """Stereo at 48 kHz, to the millisecond."""
    music = member.compose(MusicBrief(mood=Mood.CALM, seconds=4.5, seed=7), store)

    samples, channels, rate = sound_facts(music.audio, store)
    assert isinstance(music, Music)
    assert (channels, rate) == (2, 48000)
    assert abs(samples / 48 - 4500) <= 1
    assert abs(music.duration_ms - 4500) <= 1


@members(LoraTrainer)
def test_a_trainer_gives_weights_that_answer_to_the_word(member: LoraTrainer, store: AssetStore) -> None:
    """The stored weights, and the word that was asked for."""
    drawn = with_capability(ImageGenerator)[0]
    assert isinstance(drawn, ImageGenerator)
    keyframes = drawn.draw(KeyframeBrief(picture=a_picture(), recipe=RECIPE, seed=7), store)
    brief = LoraBrief(
        subject="a kitchen",
        prompt="a kitchen at night",
        trigger_word="sks_kitchen",
        references=(keyframes.first,) * 5,
        seed=7,
    )

    lora = member.train(brief, store)

    assert isinstance(lora, Lora)
    assert lora.trigger_word == "sks_kitchen"
    assert len(store.read(lora.weights)) == lora.weights.size_bytes > 0


@members(Critic)
def test_a_critic_judges_a_take_with_reasons(member: Critic, store: AssetStore) -> None:
    """A score from 0 to 1; a take that is not usable has a fault that says why."""
    filmed = with_capability(VideoGenerator)[0]
    assert isinstance(filmed, VideoGenerator)
    clip = a_clip(filmed, store)

    review = member.review(
        ReviewBrief(video=clip.video, frames=clip.frames, recipe=RECIPE, prompt="a kitchen at night"), store
    )

    assert isinstance(review, Review)
    assert 0 <= review.score <= 1
    assert review.usable or (review.faults and all(fault.words for fault in review.faults))


HELD_ELSEWHERE = {
    "TranscribeWords": "a listener, which reads from S3: tests/blocks/providers/test_transcribe.py",
    "WhisperWords": "a listener, whose model is an extra: tests/blocks/providers/test_whisper.py",
}


def test_every_member_is_held_to_a_contract() -> None:
    """A new capability needs a test here."""
    held = (Writer, ImageGenerator, VideoGenerator, Narrator, SoundDesigner, Composer, LoraTrainer, Critic)

    assert {
        type(member).__name__ for member in MEMBERS if not isinstance(member, held)
    } == HELD_ELSEWHERE.keys()
