"""Shapes of the mouth from the times of sounds."""

from __future__ import annotations

from storyreel.film.briefs import PhonemeTime, TalkSpan, WordTime
from storyreel.film.timecode import FrameRate
from storyreel.graph.lips import SpokenWords, talk_spans

RATE = FrameRate()


def words(*timed: tuple[str, int, int]) -> tuple[WordTime, ...]:
    return tuple(WordTime(word=word, start_ms=start, end_ms=end) for word, start, end in timed)


def sounds(*timed: tuple[str, int, int]) -> tuple[PhonemeTime, ...]:
    return tuple(PhonemeTime(ipa=ipa, start_ms=start, end_ms=end) for ipa, start, end in timed)


def spans(line: SpokenWords, frames: int = 100) -> list[TalkSpan]:
    return list(talk_spans(line, frames, RATE))


def test_a_frame_shows_the_sound_that_fills_most_of_it() -> None:
    """The line begins half a second into the shot."""
    line = SpokenWords(
        0, words(("map", 0, 500)), sounds(("m", 0, 125), ("a", 125, 375), ("p", 375, 500)), 500
    )

    (span,) = spans(line)

    assert (span.start_frame, span.mouth) == (12, "AAADDDDDDAAA")


def test_closed_lips_are_seen_however_short_their_sound_is() -> None:
    """So is the lower lip under the teeth."""
    line = SpokenWords(
        0,
        words(("abava", 0, 460)),
        sounds(("a", 0, 140), ("b", 140, 150), ("a", 150, 290), ("v", 290, 300), ("a", 300, 460)),
        0,
    )

    (span,) = spans(line)

    assert span.mouth == "DDDADDDGDDD"


def test_the_mouth_is_closed_in_a_silence_and_a_pause_ends_the_phrase() -> None:
    """A short gap between two sounds is no silence."""
    line = SpokenWords(
        1,
        words(("Ah", 0, 250), ("oh", 300, 500), ("ah.", 1000, 1250)),
        sounds(("a", 0, 84), ("a", 208, 250), ("oʊ", 300, 500), ("a", 1000, 1250)),
        0,
    )

    first, second = spans(line)

    assert (first.mouth, first.mark) == ("DDXXXDDEEEFF", "")
    assert (second.start_frame, second.mouth, second.mark) == (24, "DDDDDD", ".")
    assert {first.figure_index, second.figure_index} == {1}


def test_a_sentence_ends_a_phrase_and_the_longest_word_is_stressed() -> None:
    """A word in capitals is, if not all are."""
    timed = (("Who", 0, 200), ("waited?", 200, 600), ("NEVER", 600, 900), ("longer", 900, 1500))

    asked, told = spans(SpokenWords(0, words(*timed), (), 0))

    assert (asked.mark, asked.accents) == ("?", (5,))
    assert (told.mark, told.accents) == ("", (14,))


def test_without_sounds_the_letters_of_a_word_are_shaped() -> None:
    """Lips close at m, b and p; a letter of another script opens and closes the mouth."""
    (latin,) = spans(SpokenWords(0, words(("Papam", 0, 500)), (), 0))
    (han,) = spans(SpokenWords(0, words(("已经很晚了", 0, 1000)), (), 0))

    assert latin.mouth == "AACCCAACCCAA"
    assert set(han.mouth) == {"B", "D"}


def test_a_line_that_goes_on_after_its_shot_ends_with_it() -> None:
    """A phrase that begins later is left out."""
    line = SpokenWords(0, words(("a.", 0, 900), ("a", 1400, 2000)), (), 0)

    (span,) = spans(line, frames=10)

    assert len(span.mouth) == 10
