"""What each of ElevenLabs' speech models takes."""

from __future__ import annotations

from dataclasses import dataclass

_NEIGHBOURING_CHARACTERS = 500
"""Of the text before and after a request, as much as is sent with it."""


@dataclass(frozen=True)
class SpeechModel:
    """A model, or all models whose names begin alike.

    Lengths: OpenRouter's page of ElevenLabs (read 2026-12-01); for v4 a reseller accepts 5,000 of its 10,000.
    """

    begins: str
    longest_characters: int
    """Of one request."""
    stabilities: tuple[float, ...] = ()
    """The only values of `stability` that it takes; any from 0 to 1 if none is given."""
    reads_phonetics: bool = False
    """Whether it says what is between slashes by the phonetic alphabet."""
    obeys_phoneme_rules: bool = False
    """Whether it says words by the phoneme rules of a dictionary; other models skip such words in silence."""
    takes_neighbours: bool = True
    """Whether it takes the text before and after a request."""
    takes_language: bool = True
    """Whether it takes a language code (elevenlabs 2.78.0: not multilingual_v2)."""

    def stability(self, wanted: float) -> float:
        """The stability nearest to the one wanted that it takes.

        >>> speech_model("eleven_v3").stability(0.35), speech_model("eleven_v4").stability(0.35)
        (0.5, 0.35)
        """
        inside = round(max(0.0, min(1.0, wanted)), 2)
        return min(self.stabilities, key=lambda one: abs(one - inside)) if self.stabilities else inside


_MODELS = (
    SpeechModel("eleven_v3", 5000, stabilities=(0.0, 0.5, 1.0), reads_phonetics=True, takes_neighbours=False),
    SpeechModel("eleven_v4", 5000, reads_phonetics=True),
    SpeechModel("eleven_multilingual_v2", 10_000, takes_language=False),
    SpeechModel("eleven_flash_v2_5", 40_000),
    SpeechModel("eleven_turbo_v2_5", 40_000),
    SpeechModel("eleven_flash_v2", 30_000, obeys_phoneme_rules=True),
    SpeechModel("eleven_turbo_v2", 30_000),
)
_OTHER = SpeechModel("", 5000, takes_neighbours=False)


def speech_model(name: str) -> SpeechModel:
    """What a model takes; of a model that is not known here, what every model takes."""
    return next((model for model in _MODELS if name.startswith(model.begins)), _OTHER)


def neighbours(text: str, first: int, length: int) -> tuple[str, str]:
    """The text before and after a part of a line, at most 500 characters of each, in whole words.

    >>> neighbours("One two. Three. Four.", 9, 6)
    ('One two.', 'Four.')
    """
    before, after = text[:first].strip(), text[first + length :].strip()
    return _last_words(before), _first_words(after)


def _last_words(text: str) -> str:
    if len(text) <= _NEIGHBOURING_CHARACTERS:
        return text
    return text[-_NEIGHBOURING_CHARACTERS:].partition(" ")[2]


def _first_words(text: str) -> str:
    if len(text) <= _NEIGHBOURING_CHARACTERS:
        return text
    return text[:_NEIGHBOURING_CHARACTERS].rpartition(" ")[0]
