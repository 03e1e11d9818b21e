"""Speech, sounds and music by ElevenLabs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field, field_validator

from blocks import recordings
from blocks.elevenlabs_account import ONCE, PROVIDER, ElevenLabsMember
from blocks.elevenlabs_dictionaries import dictionary_of
from blocks.elevenlabs_models import neighbours, speech_model
from blocks.kinds import Composer, Narrator, SoundDesigner
from blocks.model_catalogues import ELEVENLABS_MUSIC, ELEVENLABS_SOUNDS, ELEVENLABS_SPEECH, ModelCatalogue
from blocks.prices import cost_of
from blocks.spoken_lines import Passage, SpokenPassage, speak_passages
from blocks.tariff import charge
from blocks.voice_casting import cast_for_good, pinned_voice, pins, require_pins
from storyreel.film.abilities import NarratorAbility
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Music, MusicBrief, Sound, SoundBrief, Speech, SpeechBrief
from storyreel.film.cast import WORDS_PER_MINUTE
from storyreel.film.errors import BrokenDeliveryError, FilmError
from storyreel.film.frozen import Frozen
from storyreel.film.money import Cost
from storyreel.film.prompt_parts import FittedPrompt, PromptLimit, PromptPart, PromptRole, fitted
from storyreel.film.pronunciations import Pronunciation, SpokenText, respelled
from storyreel.film.storyboard import Mood

if TYPE_CHECKING:
    import numpy as np
    from elevenlabs.client import ElevenLabs
    from elevenlabs.types import CharacterAlignmentResponseModel, PronunciationDictionaryVersionLocator

_SLOWEST, _FASTEST = 0.7, 1.2
_SHORTEST_SOUND, _LONGEST_SOUND = 0.5, 30.0
_SHORTEST_MUSIC, _LONGEST_MUSIC = 3.0, 600.0
_MUSIC_SEAM = 3.0
LONGEST_SOUND_PROMPT = PromptLimit(most=450)
"""Of an effect (third-party clients, read 2026-11-28; low confidence)."""
_LEAST_SHARE = 0.8
"""Share of the requested length; a shorter sound was cut off."""
_ORDERS = str.maketrans("[]<>{}", "      ")
_PHONETICS = str.maketrans("/", " ")
_SEEDS = 2**32
_MOODS = {
    Mood.CALM: "calm and tender, slow solo piano over soft strings, wide and unhurried",
    Mood.HOPEFUL: "hopeful and warm, gently rising strings and piano, a theme that opens out",
    Mood.JOYFUL: (
        "joyful and light, lively pizzicato strings, woodwinds and hand percussion, bright major key"
    ),
    Mood.ROMANTIC: "romantic and intimate, lyrical cello melody over piano and warm strings",
    Mood.MELANCHOLY: "melancholy and sparse, lonely piano and cello in a minor key, slow",
    Mood.MYSTERY: "mysterious and curious, low clarinet, celesta and muted strings, unresolved harmonies",
    Mood.TENSE: "tense and restrained, pulsing low strings, a ticking ostinato that slowly tightens",
    Mood.EERIE: "eerie and cold, dissonant high strings, bowed metal and a dark drone",
    Mood.ACTION: "driving action, fast strings ostinato, taiko drums and brass stabs",
    Mood.TRIUMPHANT: "triumphant and noble, full orchestra, broad brass theme and timpani",
}


@dataclass(frozen=True)
class _Request:
    """What the requests for one line have in common."""

    brief: SpeechBrief
    line: str
    """The line as it is sent."""
    voice: str
    dictionary: PronunciationDictionaryVersionLocator | None


class ElevenLabsSpeech(ElevenLabsMember, Narrator):
    """Speaks with the account's voices, each person with their own."""

    _block_type_name = "ElevenLabs Speech"
    _description = (
        "Speaks lines with voices of an ElevenLabs account and exact word times; paid by the character."
    )
    usual: ClassVar[Mapping[str, object]] = {"model": "eleven_v4"}
    catalogue: ClassVar[ModelCatalogue | None] = ELEVENLABS_SPEECH

    voices: dict[str, str] = Field(
        default_factory=dict,
        description=(
            "Voice ids by kind, for example 'feminine adult' or 'masculine old 2'; the account's voices"
            " are used for all others."
        ),
    )
    stability: float = Field(default=0.5, ge=0, le=1, description="0: lively and variable; 1: even.")
    similarity: float = Field(
        default=0.75, ge=0, le=1, description="How closely the voice keeps to its original."
    )
    longest_request_characters: int = Field(
        default=0,
        ge=0,
        description=(
            "Most characters of one request; 0 uses the known limit of the model. Longer lines are spoken"
            " in parts."
        ),
    )

    _pins = field_validator("voices")(require_pins)

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`.

        It does not hold which of the account's voices speaks, nor how a line is divided.
        """
        settings = f"{self.output_format}/{self.stability:g}/{self.similarity:g}{pins(self.voices)}"
        return f"elevenlabs-speech/1/{self.model}/{settings}"

    def ability(self) -> NarratorAbility:
        """See `Narrator.ability`."""
        takes = speech_model(self.model)
        in_ipa = takes.reads_phonetics or takes.obeys_phoneme_rules
        return NarratorAbility(
            exact_words=True, pronounces=("ipa", "respelling") if in_ipa else ("respelling",)
        )

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
        return 1.0 + (len(brief.text) / 120 if isinstance(brief, SpeechBrief) else 0)

    def unanswered(self, timeout_seconds: float) -> str:
        """See `CrewMember.unanswered`: also that a pinned voice is none of the account's, which is free."""
        for voice in dict.fromkeys(self.voices.values()):
            try:
                with self.asking("voice", paid=False):
                    self.client().voices.get(
                        voice, request_options=ONCE | {"timeout_in_seconds": math.ceil(timeout_seconds)}
                    )
            except FilmError as error:
                return error.message
        return ""

    def speak(self, brief: SpeechBrief, store: AssetStore) -> Speech:
        """See `Narrator.speak`."""
        client, line = self.client(), self._line(brief)
        longest = self.longest_request_characters or speech_model(self.model).longest_characters

        def say(passage: Passage) -> SpokenPassage:
            voice, dictionary = self.voice_id(brief, store), self._dictionary(client, brief)
            return self._said_by(client, _Request(brief, line.text, voice, dictionary), passage)

        return speak_passages(brief, longest, say, store, line)

    def voice_id(self, brief: SpeechBrief, store: AssetStore) -> str:
        """The voice that speaks for this person, kept in the vault."""
        return pinned_voice(brief.voice, self.voices) or cast_for_good(
            brief.voice, self.offered_voices(), PROVIDER, store
        )

    def _said_by(self, client: ElevenLabs, request: _Request, passage: Passage) -> SpokenPassage:
        import base64
        import binascii

        text = passage.text
        with self.asking("spoken line"):
            answer = client.text_to_speech.with_raw_response.convert_with_timestamps(
                request.voice,
                text=text,
                model_id=self.model,
                output_format=_any(self.output_format),
                voice_settings=self._manner(request.brief),
                request_options=ONCE,
                **self._beside(request, passage),
            )
        charge(PROVIDER, self.model, "1000 characters", _billed(answer.headers, len(text)) / 1000)
        try:
            content = base64.b64decode(answer.data.audio_base_64 or "", validate=True)
        except (binascii.Error, ValueError) as error:
            raise BrokenDeliveryError(
                "ElevenLabs delivered speech that is not base64. It was charged and cannot be used.",
                provider=PROVIDER,
            ) from error
        sound = recordings.decoded(content, 1, "ElevenLabs")[:, 0]
        return SpokenPassage(sound, _starts(answer.data.alignment, text))

    def _sayable(self, text: str) -> str:
        """The text with spaces for what would be read as stage directions, markup or phonetic signs."""
        plain = text.translate(_ORDERS)
        return plain.translate(_PHONETICS) if speech_model(self.model).reads_phonetics else plain

    def _line(self, brief: SpeechBrief) -> SpokenText:
        """The line as it is sent: with IPA between slashes, respelled, or as written beside a dictionary."""
        takes, language = speech_model(self.model), brief.voice.language

        def form(entry: Pronunciation) -> str:
            if entry.ipa and takes.reads_phonetics:
                return f"/{entry.ipa}/"
            return "" if entry.ipa and takes.obeys_phoneme_rules else entry.respelled(language)

        return respelled(self._sayable(brief.text), brief.pronounce, form)

    def _dictionary(
        self, client: ElevenLabs, brief: SpeechBrief
    ) -> PronunciationDictionaryVersionLocator | None:
        """The account's dictionary for the line's words in IPA, if the model obeys one."""
        in_ipa = [entry for entry in brief.pronounce if entry.ipa]
        if not in_ipa or not speech_model(self.model).obeys_phoneme_rules:
            return None
        with self.asking("pronunciation dictionary", paid=False):
            return dictionary_of(client, self.account(), in_ipa)

    def _beside(self, request: _Request, passage: Passage) -> dict[str, Any]:
        """What the model takes beside the text: seed, language, dictionary, and the text around it."""
        takes, brief = speech_model(self.model), request.brief
        before, after = neighbours(request.line, passage.first, len(passage.text))
        language = brief.voice.language.split("-")[0]
        asked: dict[str, Any] = {} if brief.seed is None else {"seed": brief.seed % _SEEDS}
        if takes.takes_language and len(language) == 2:  # ISO 639-1 has two letters
            asked["language_code"] = language
        if request.dictionary is not None:
            asked["pronunciation_dictionary_locators"] = [request.dictionary]
        if takes.takes_neighbours and before:
            asked["previous_text"] = before
        if takes.takes_neighbours and after:
            asked["next_text"] = after
        return asked

    def _manner(self, brief: SpeechBrief) -> Any:
        from elevenlabs.types import VoiceSettings

        from storyreel.animatic.voice.reading import reading_of

        reading, takes = reading_of(brief.parenthetical), speech_model(self.model)
        stability = takes.stability(self.stability / reading.liveliness)
        if takes.stabilities:
            return VoiceSettings(stability=stability)  # these models ignore every other setting
        speed = brief.voice.words_per_minute / WORDS_PER_MINUTE * reading.speed
        return VoiceSettings(
            stability=stability,
            similarity_boost=self.similarity,
            speed=round(max(_SLOWEST, min(_FASTEST, speed)), 2),  # the service accepts no more
        )


class ElevenLabsSounds(ElevenLabsMember, SoundDesigner):
    """Makes effects and ambience beds from words."""

    _block_type_name = "ElevenLabs Sounds"
    _description = "Makes effects and seamless ambience from words with ElevenLabs; paid by the sound."
    usual: ClassVar[Mapping[str, object]] = {"model": "eleven_text_to_sound_v3"}
    catalogue: ClassVar[ModelCatalogue | None] = ELEVENLABS_SOUNDS

    prompt_influence: float = Field(
        default=0.4, ge=0, le=1, description="0: free; 1: as close to the words as possible."
    )

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        return f"elevenlabs-sounds/1/{self.model}/{self.output_format}/{self.prompt_influence:g}"

    def price(self, brief: Frozen) -> Cost:
        """See `CrewMember.price`."""
        return cost_of(PROVIDER, self.model, "sound", 1 if isinstance(brief, SoundBrief) else 0)

    def seconds(self, brief: Frozen) -> float:
        """See `CrewMember.seconds`."""
        return 6.0

    def prompt_sent(self, brief: Frozen) -> FittedPrompt | None:
        """See `CrewMember.prompt_sent`."""
        return fitted(_sound_parts(brief), LONGEST_SOUND_PROMPT) if isinstance(brief, SoundBrief) else None

    def design(self, brief: SoundBrief, store: AssetStore) -> Sound:
        """See `SoundDesigner.design`. A sound of more than half a minute is a seamless repetition."""
        repeated = brief.ambience or brief.seconds > _LONGEST_SOUND
        wanted = brief.seconds + (recordings.SEAM_SECONDS if repeated else 0)
        asked = round(max(_SHORTEST_SOUND, min(_LONGEST_SOUND, wanted)), 2)
        sound = recordings.decoded(self._made(brief, asked, repeated), 2, "ElevenLabs", asked * _LEAST_SHARE)
        made = (
            recordings.as_bed(sound, brief.seconds)
            if repeated
            else recordings.as_effect(sound, brief.seconds)
        )
        if repeated and not brief.ambience:
            made = recordings.as_effect(made, brief.seconds)
        return Sound(
            audio=recordings.keep(made, store),
            duration_ms=recordings.milliseconds(made),
            rendered_as=brief.sound,
        )

    def _made(self, brief: SoundBrief, seconds: float, loop: bool) -> bytes:
        client = self.client()
        with (
            self.asking("sound"),
            client.text_to_sound_effects.with_raw_response.convert(
                text=fitted(_sound_parts(brief), LONGEST_SOUND_PROMPT).text,
                duration_seconds=seconds,
                loop=loop,
                prompt_influence=self.prompt_influence,
                model_id=_any(self.model),
                output_format=_any(self.output_format),
                request_options=ONCE,
            ) as answer,
        ):
            content = b"".join(answer.data)
        charge(PROVIDER, self.model, "sound", 1)
        return content


class ElevenLabsMusic(ElevenLabsMember, Composer):
    """Composes instrumental music by mood."""

    _block_type_name = "ElevenLabs Music"
    _description = "Composes an instrumental score by mood with ElevenLabs; paid by the minute."
    usual: ClassVar[Mapping[str, object]] = {"model": "music_v2_5"}
    catalogue: ClassVar[ModelCatalogue | None] = ELEVENLABS_MUSIC

    style: str = Field(
        default="cinematic film score",
        max_length=300,
        description="The style of the music, in addition to the mood; name no artist and no work.",
    )

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        from hashlib import sha256

        style = sha256(self.style.encode()).hexdigest()[:12]
        return f"elevenlabs-music/1/{self.model}/{self.output_format}/{style}"

    def price(self, brief: Frozen) -> Cost:
        """See `CrewMember.price`."""
        return cost_of(
            PROVIDER,
            self.model,
            "minute",
            sum(_parts(brief.seconds)) / 60 if isinstance(brief, MusicBrief) else 0,
        )

    def seconds(self, brief: Frozen) -> float:
        """See `CrewMember.seconds`."""
        return 10.0 + (brief.seconds / 4 if isinstance(brief, MusicBrief) else 0)

    def compose(self, brief: MusicBrief, store: AssetStore) -> Music:
        """See `Composer.compose`.

        Music of more than ten minutes is made in parts that fade into one another.
        """
        client = self.client()
        parts = [self._part(client, brief, seconds) for seconds in _parts(brief.seconds)]
        music = recordings.as_music(recordings.joined(parts, _MUSIC_SEAM), brief.seconds)
        return Music(audio=recordings.keep(music, store), duration_ms=recordings.milliseconds(music))

    def _part(self, client: ElevenLabs, brief: MusicBrief, seconds: float) -> np.ndarray:
        length_ms = math.ceil(seconds * 1000)
        with self.asking("music"):
            content = b"".join(self._asked(client, brief, length_ms))
        charge(PROVIDER, self.model, "minute", length_ms / 60_000)
        return recordings.decoded(content, 2, "ElevenLabs", seconds * _LEAST_SHARE)

    def _asked(self, client: ElevenLabs, brief: MusicBrief, length_ms: int) -> Iterator[bytes]:
        return client.music.compose(
            prompt=(
                f"{brief.style or self.style}, {_MOODS[brief.mood]}. Instrumental underscore without vocals"
                " that stays under dialogue."
            ),
            music_length_ms=length_ms,
            force_instrumental=True,
            model_id=_any(self.model),
            output_format=_any(self.output_format),
            request_options=ONCE,
        )


def _sound_parts(brief: SoundBrief) -> tuple[PromptPart, ...]:
    """What the sound is, in words for a model; the script's own words are left out last."""
    sound = brief.sound + (f" on {brief.ground}" if brief.ground else "")
    if brief.ambience:
        words, kind = f"{sound}:", "continuous background ambience, even and steady."
    else:
        words, kind = f"{sound}.", "A single recorded sound effect."
    return (
        PromptPart(role=PromptRole.SUBJECT, text=words),
        PromptPart(role=PromptRole.STYLE, text=f"{kind} No music, no speech."),
    )


def _parts(seconds: float) -> list[float]:
    """Lengths to ask for, as few and as equal as they can be; each after the first is longer by a seam."""
    if seconds <= _LONGEST_MUSIC:
        return [max(_SHORTEST_MUSIC, seconds)]
    count = math.ceil((seconds - _MUSIC_SEAM) / (_LONGEST_MUSIC - _MUSIC_SEAM))
    return [(seconds + (count - 1) * _MUSIC_SEAM) / count] * count


def _starts(
    alignment: CharacterAlignmentResponseModel | None, text: str
) -> tuple[tuple[int, float], ...] | None:
    """When the characters of the text begin.

    None if the service tells no times, or times of another text.
    """
    if alignment is None or "".join(alignment.characters) != text:
        return None
    seconds = alignment.character_start_times_seconds
    places = [place for place, character in enumerate(alignment.characters) for _ in character]
    return tuple(
        (index, seconds[place] * 1000)
        for index, place in enumerate(places)
        if text[index].isalnum() and place < len(seconds)
    )


def _billed(headers: Any, characters: int) -> float:
    """Characters charged, as the answer's header says; if it does not, those that were sent."""
    value = str(headers.get("character-cost", ""))
    return float(value) if value.replace(".", "", 1).isdigit() else characters


def _any(value: str) -> Any:
    """A setting for one of the SDK's closed lists, which are older than the service's own."""
    return value
