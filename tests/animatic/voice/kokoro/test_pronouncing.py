"""Names in a line for the model: their phonemes, or respelled."""

from __future__ import annotations

from storyreel.animatic.voice.kokoro.phonemes import transcribed
from storyreel.animatic.voice.kokoro.pronouncing import pronounced_line
from storyreel.animatic.voice.kokoro.reading_aloud import spoken_words
from storyreel.film.pronunciations import Pronunciation

SIEMENS = Pronunciation(word="Siemens", ipa="ˈziːmənz")
LONG_NAME = Pronunciation(word="Van Dyke", ipa="væn ˈdaɪk")


def signs(text: str, *entries: Pronunciation) -> list[str]:
    told = pronounced_line(text, entries, "en-us")
    words = spoken_words(told.spoken.text, "en-us")
    return [word.signs for word in transcribed(words, "en-us", told.said_as)]


def test_a_name_has_the_phonemes_that_it_is_told() -> None:
    """Those of the model for what stands between the slashes; the other words keep their own."""
    called = signs("It called.")[1]

    assert signs("Siemens called.", SIEMENS) == ["ˈzimənz", called]
    assert signs("Siemens called.")[0] != "ˈzimənz"


def test_a_name_of_two_words_is_said_as_one_and_its_owner_too() -> None:
    """Its possessive ends as English says it."""
    assert signs("Van Dyke's ship", LONG_NAME)[0] == "vænˈdIks"
    assert signs("Siemens's ship", SIEMENS)[0] == "ˈzimənzɪz"


def test_a_respelling_is_read_where_the_name_is_written() -> None:
    """The place in the written line stays that of the name."""
    told = pronounced_line(
        "So Siemens rang.", [Pronunciation(word="Siemens", respelling="SEE-mens")], "en-us"
    )

    assert told.spoken.text == "So see-mens rang."
    assert told.spoken.written(told.spoken.text.index("rang")) == 11
    assert not told.said_as
