"""How long words take before anybody says them, in scripts with spaces and without."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyreel.film.briefs import Speech, SpeechBrief
from storyreel.film.cast import Voice
from storyreel.film.word_times import estimated_words, line_ms, pause_ms, shared_times

LINES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60
).filter(str.strip)


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        pytest.param("It is late.", 1200, id="three English words"),
        pytest.param("昨天晚上灯塔上的灯熄灭了。", 2400, id="twelve Han characters"),
        pytest.param("昨日の夜、灯台の明かりが消えました。", 3200, id="sixteen signs of Japanese"),
        pytest.param("ฉันไม่เคยเห็นทะเลเงียบขนาดนี้", 3200, id="twenty-nine signs of Thai"),
        pytest.param("Er sagte 光.", 1200, id="a sign among words"),
        pytest.param("...", 300, id="nothing to be said"),
    ],
)
def test_a_line_takes_as_long_as_its_words(text: str, milliseconds: int) -> None:
    """At 150 words a minute; signs of a script without spaces are parts of a word."""
    assert line_ms(SpeechBrief(text=text, voice=Voice(words_per_minute=150))) == milliseconds


def test_a_slow_voice_takes_longer() -> None:
    """The voice's own pace counts."""
    assert line_ms(SpeechBrief(text="It is late.", voice=Voice(words_per_minute=100))) == 1800


@pytest.mark.parametrize(
    "parenthetical", ["beat", "after a pause", "(a long silence)", "Pausa", "softly; beats"]
)
def test_a_pause_that_the_script_names_stands_before_the_line(parenthetical: str) -> None:
    """Half a second, in which no word is said."""
    words = estimated_words(SpeechBrief(text="It is late.", voice=Voice(), parenthetical=parenthetical))

    assert (words[0].start_ms, words[-1].end_ms) == (500, 1700)


@pytest.mark.parametrize("parenthetical", ["", "softly", "beaten", "to the silencer"])
def test_other_parentheticals_are_no_pause(parenthetical: str) -> None:
    """Words that only begin alike name none."""
    assert pause_ms(parenthetical) == 0


@given(LINES, st.integers(90, 220), st.sampled_from(["", "beat"]))
def test_words_follow_one_another_and_end_with_the_line(
    text: str, words_per_minute: int, parenthetical: str
) -> None:
    """One time for each word of the text, in order and without gaps."""
    brief = SpeechBrief(
        text=text, voice=Voice(words_per_minute=words_per_minute), parenthetical=parenthetical
    )

    words = estimated_words(brief)

    assert [word.word for word in words] == text.split()
    assert [word.end_ms for word in words[:-1]] == [word.start_ms for word in words[1:]]
    assert words[0].start_ms == pause_ms(parenthetical) and words[-1].end_ms == line_ms(brief)


def test_long_words_and_stops_take_more_of_a_known_length() -> None:
    """'Constantinople' is longer than 'to', and a sentence's end holds the next word back."""
    to, constantinople, never = shared_times(["to", "Constantinople.", "never"], 1000, start_ms=100)

    assert (to.start_ms, never.end_ms) == (100, 1100)
    assert [time.end_ms - time.start_ms for time in (to, constantinople, never)] == [121, 666, 213]
    assert shared_times([], 500) == ()


def test_a_line_that_was_spoken_before_sounds_were_told_is_read_and_written_as_it_was() -> None:
    """It has no sounds; lips follow its words."""
    kept = {
        "audio": {"sha256": "0" * 64, "media_type": "audio/flac", "size_bytes": 1},
        "duration_ms": 900,
        "words": [{"word": "Go.", "start_ms": 0, "end_ms": 900}],
        "exact_words": True,
    }

    speech = Speech.model_validate(kept)

    assert speech.phonemes == ()
    assert set(speech.model_dump(mode="json")) == set(kept)
