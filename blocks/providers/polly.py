"""Speech by Amazon Polly."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator

from blocks.amazon import AwsMember, asking_amazon
from blocks.kinds import Narrator
from blocks.polly_voices import polly_language, polly_voices
from blocks.prices import cost_of
from blocks.recordings import decoded
from blocks.spoken_lines import Passage, SpokenPassage, speak_passages
from blocks.tariff import charge
from blocks.voice_casting import cast_voice, pinned_voice, pins, require_pins
from storyreel.film.abilities import NarratorAbility
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Speech, SpeechBrief
from storyreel.film.cast import WORDS_PER_MINUTE, Voice
from storyreel.film.errors import BrokenDeliveryError
from storyreel.film.frozen import Frozen
from storyreel.film.money import Allowance, Cost
from storyreel.film.pronunciations import occurrences

PROVIDER = "polly"
_LONGEST_REQUEST = 3000
_SAMPLE_RATES = {"standard": "22050", "neural": "24000", "generative": "24000", "long-form": "24000"}
_PACED = frozenset({"standard", "neural"})
"""Engines that are known to obey a rate in the markup."""
_PHONETIC = frozenset({"standard", "neural", "long-form"})
"""Engines that say a word by its phonetic signs (docs.aws.amazon.com, phoneme tag, read 2026-12-01)."""
_LONGEST_WITH_TAGS = 1500
"""Of a line with pronunciations, whose tags count among the 6,000 characters of a request."""
_SOUNDS = {
    "sil": "", "p": "p", "t": "t", "S": "ʃ", "T": "θ", "f": "f", "k": "k", "l": "l", "i": "i", "r": "ɹ",
    "s": "s", "u": "u", "@": "ə", "a": "a", "e": "e", "E": "ɛ", "o": "o", "O": "ɔ", "J": "ɲ", "x": "x",
    "B": "β",
}  # fmt: skip
"""Visemes of Polly, each as one of the sounds that it is for (docs.aws.amazon.com/polly, "Phoneme and Viseme
Tables for Supported Languages", read 2026-12-01).
"""
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"}


class PollySpeech(AwsMember, Narrator):
    """Speaks with Polly's voices. Sound and word times are two requests, and each is charged."""

    _block_type_name = "Polly Speech"
    _description = (
        "Speaks lines with Amazon Polly and exact word times; paid by the character, for sound and times"
        " alike."
    )
    usual: ClassVar[Mapping[str, object]] = {"model": "neural"}

    model: Literal["standard", "neural", "generative", "long-form"] = Field(description="Polly's engine.")
    voices: dict[str, str] = Field(
        default_factory=dict,
        description=(
            "Polly's voice names by kind, for example 'feminine adult' or 'masculine old 2'; the rest are"
            " chosen."
        ),
    )

    _pins = field_validator("voices")(require_pins)

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        return f"polly-speech/1/{self.model}{pins(self.voices)}"

    def ability(self) -> NarratorAbility:
        """See `Narrator.ability`."""
        in_ipa = self.model in _PHONETIC
        return NarratorAbility(
            exact_words=True, pronounces=("ipa", "respelling") if in_ipa else ("respelling",)
        )

    def allowance(self) -> Allowance | None:
        """See `CrewMember.allowance`."""
        return Allowance(provider=PROVIDER, jobs=self.jobs_at_once)

    def price(self, brief: Frozen) -> Cost:
        """See `CrewMember.price`. Every character is charged twice."""
        return cost_of(
            PROVIDER,
            self.model,
            "1000 characters",
            2 * len(brief.text) / 1000 if isinstance(brief, SpeechBrief) else 0,
        )

    def seconds(self, brief: Frozen) -> float:
        """See `CrewMember.seconds`."""
        return 1.0 + (len(brief.text) / 400 if isinstance(brief, SpeechBrief) else 0)

    def speak(self, brief: SpeechBrief, store: AssetStore) -> Speech:
        """See `Narrator.speak`."""
        client = self.client(PROVIDER)
        voice = self.voice_id(brief)
        longest = min(_LONGEST_REQUEST, _LONGEST_WITH_TAGS) if brief.pronounce else _LONGEST_REQUEST
        return speak_passages(
            brief, longest, lambda passage: self._said_by(client, voice, brief, passage), store
        )

    def voice_id(self, brief: SpeechBrief) -> str:
        """The voice that speaks for this person."""
        voice = _in_polly_language(brief.voice)
        return pinned_voice(voice, self.voices) or cast_voice(voice, polly_voices(self.model), "Polly").id

    def _said_by(self, client: Any, voice: str, brief: SpeechBrief, passage: Passage) -> SpokenPassage:
        markup, places = _marked_up(passage.text, self._rate(brief), self._tags(brief, passage))
        asked = {"Text": markup, "TextType": "ssml", "VoiceId": voice, "Engine": self.model}
        content = self._asked(
            client,
            "spoken line",
            asked | {"OutputFormat": "mp3", "SampleRate": _SAMPLE_RATES[self.model]},
            passage,
        )
        sound = decoded(content, 1, "Polly")[:, 0]
        marks = self._asked(
            client,
            "times of a spoken line",
            asked | {"OutputFormat": "json", "SpeechMarkTypes": ["word", "viseme"]},
            passage,
        )
        read = _read_marks(marks)
        return SpokenPassage(sound, _starts(read, places), _sounds(read))

    def _asked(self, client: Any, what: str, asked: Mapping[str, Any], passage: Passage) -> bytes:
        with asking_amazon("Polly", what, "`model` or `voices`", paid=True):
            answer = client.synthesize_speech(**asked)
            with answer["AudioStream"] as stream:
                content = stream.read()
        charge(
            PROVIDER,
            self.model,
            "1000 characters",
            int(answer.get("RequestCharacters") or len(passage.text)) / 1000,
        )
        return content

    def _tags(self, brief: SpeechBrief, passage: Passage) -> Iterator[_Tag]:
        """The tags around the words of a passage whose pronunciation is told."""
        for one in occurrences(passage.text, brief.pronounce):
            if one.entry.ipa and self.model in _PHONETIC:
                yield _Tag(
                    one.first, one.last, f'<phoneme alphabet="ipa" ph="{one.entry.ipa}">', "</phoneme>"
                )
            elif alias := one.entry.respelled(brief.voice.language):
                yield _Tag(one.first, one.last, f'<sub alias="{_escaped(alias.lower())}">', "</sub>")

    def _rate(self, brief: SpeechBrief) -> int:
        """Percent of the voice's own pace."""
        return max(20, min(200, round(_pace(brief)))) if self.model in _PACED else 100


def _in_polly_language(voice: Voice) -> Voice:
    return voice.model_copy(update={"language": polly_language(voice.language)})


def _pace(brief: SpeechBrief) -> float:
    """Percent of the voice's own pace, before the service's limits."""
    from storyreel.animatic.voice.reading import reading_of

    return 100 * brief.voice.words_per_minute / WORDS_PER_MINUTE * reading_of(brief.parenthetical).speed


@dataclass(frozen=True)
class _Tag:
    """A tag around a part of a passage: first character, and the one after the last."""

    first: int
    last: int
    opening: str
    closing: str


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(character, character) for character in text)


def _marked_up(text: str, percent: int, tags: Iterable[_Tag] = ()) -> tuple[str, dict[int, int]]:
    """The text as markup at a pace, and the character of the text that begins at each byte of it.

    A tag around a word counts as the word's first character: the service does not say at which of them its
    mark of the word begins.
    """
    opened = {tag.first: tag for tag in tags}
    closed = {tag.last: tag for tag in opened.values()}
    opening, closing = _frame_of(percent)
    markup = _Markup()
    markup.add(opening)
    for place, character in enumerate(text):
        if place in closed:
            markup.add(closed[place].closing)
        if place in opened:
            markup.add_tag(opened[place].opening, place)
        markup.add_character(character, place)
    if len(text) in closed:
        markup.add(closed[len(text)].closing)
    markup.add(closing)
    return markup.text, markup.places


def _frame_of(percent: int) -> tuple[str, str]:
    """What stands before and after a text that is said at a pace."""
    if percent == 100:
        return "<speak>", "</speak>"
    return f'<speak><prosody rate="{percent}%">', "</prosody></speak>"


class _Markup:
    """Markup while it is written."""

    def __init__(self) -> None:
        self.places: dict[int, int] = {}
        """The character of the text that begins at a byte of the markup."""
        self._parts: list[str] = []
        self._size = 0

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def add(self, markup: str) -> None:
        """Markup that stands for no character of the text."""
        self._parts.append(markup)
        self._size += len(markup.encode())

    def add_tag(self, tag: str, place: int) -> None:
        """A tag, each byte of which counts as a character."""
        begin = self._size
        self.add(tag)
        self.places |= dict.fromkeys(range(begin, self._size), place)

    def add_character(self, character: str, place: int) -> None:
        """A character of the text, escaped if markup needs it."""
        self.places[self._size] = place
        self.add(_escaped(character))


@dataclass(frozen=True)
class _Mark:
    """A mark of the service: a word, or a shape of the mouth."""

    kind: str
    ms: float
    value: str
    start: int
    """The byte of the markup at which a word begins; -1 for the others."""


def _read_marks(marks: bytes) -> tuple[_Mark, ...]:
    """The service's marks in order.

    Raises:
        BrokenDeliveryError: the marks cannot be read.
    """
    try:
        lines = [json.loads(line) for line in marks.decode().splitlines() if line.strip()]
        return tuple(
            _Mark(str(one.get("type")), float(one["time"]), str(one["value"]), int(one.get("start", -1)))
            for one in lines
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrokenDeliveryError(
            "Polly delivered word times that cannot be read. They were charged and cannot be used.",
            provider=PROVIDER,
        ) from error


def _starts(marks: Iterable[_Mark], places: Mapping[int, int]) -> tuple[tuple[int, float], ...]:
    """Characters at which the service's words begin, and their times."""
    return tuple(
        (places[mark.start], mark.ms) for mark in marks if mark.kind == "word" and mark.start in places
    )


def _sounds(marks: Iterable[_Mark]) -> tuple[tuple[str, float], ...]:
    """A sound of each of the service's visemes, and when it begins."""
    return tuple((_SOUNDS.get(mark.value, "ə"), mark.ms) for mark in marks if mark.kind == "viseme")
