"""The embedded narrator says names as it is told."""

from __future__ import annotations

import pytest

from storyreel.animatic.voice import speak_line
from storyreel.animatic.voice.pronouncing import pronounced_line
from storyreel.film.briefs import SpeechBrief
from storyreel.film.cast import Voice
from storyreel.film.pronunciations import read_pronunciations
from tests.fakes.store import FolderStore

TOLD = read_pronunciations(
    {"Siemens": "/ˈziːmənz/", "Siobhan": "shi-VAWN", "Saoirse Ronan": "/ˈsɜːrʃə ˈroʊnən/"}
)
LINE = "I saw Siemens’s lamp, and SIOBHAN met Saoirse Ronan; Siemens, again."


def test_words_keep_their_times_and_their_spelling(tmp_path) -> None:
    """The engine times the phonemes; the times name the written words, and another sound is made."""
    store = FolderStore(tmp_path)
    plain = speak_line(SpeechBrief(text=LINE, voice=Voice()), store)
    told = speak_line(SpeechBrief(text=LINE, voice=Voice(), pronounce=TOLD), store)

    assert [word.word for word in told.words] == LINE.split()
    assert told.exact_words
    assert all(word.start_ms < word.end_ms <= told.duration_ms for word in told.words)
    assert told.audio != plain.audio
    assert told.words[0] == plain.words[0]


@pytest.mark.parametrize(
    ("language", "spoken"),
    [
        ("en-us", "I saw [['zi:m@nzIz]] lamp, and shi-vawn met"),
        ("de", "I saw [['zi:m@nz]]’s lamp, and shi-vawn met"),  # the possessive is English
    ],
)
def test_phonemes_are_those_of_the_voice(language: str, spoken: str) -> None:
    """A respelling is in small letters, because the engine would spell a short word of capitals."""
    assert pronounced_line(LINE, TOLD, language).text.startswith(spoken)


@pytest.mark.parametrize("language", ["fr", "ja", "es"])
def test_a_sound_that_the_language_lacks_becomes_its_nearest(language: str, tmp_path) -> None:
    """No sign of the IPA is left to be spelled."""
    told = read_pronunciations({"Thwaite": "/ˈθweɪt͡ʃ/"})

    text = pronounced_line("Thwaite.", told, language).text

    assert text.startswith("[['")
    assert text.isascii()
    assert speak_line(
        SpeechBrief(text="Thwaite.", voice=Voice(language=language), pronounce=told), FolderStore(tmp_path)
    ).words
