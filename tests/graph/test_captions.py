"""Captions of spoken lines: all the words, in time, never two at once."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from storyreel.film.briefs import WordTime
from storyreel.film.cutting import Caption
from storyreel.graph.captions import (
    LINE_CHARACTERS,
    SHORTEST_MS,
    VoicedLine,
    captions_of_line,
    in_order,
    reading_ms,
)

WORDS = st.lists(st.text(alphabet="abcdefghäéß'.,!?-", min_size=1, max_size=14), min_size=1, max_size=40)


def spoken(words: list[str], pace_ms: int = 300) -> tuple[WordTime, ...]:
    """Each word in turn, with a short pause after it."""
    return tuple(
        WordTime(word=word, start_ms=n * pace_ms, end_ms=n * pace_ms + pace_ms - 40)
        for n, word in enumerate(words)
    )


@given(WORDS, st.booleans())
def test_every_word_is_read_once_and_in_order(words: list[str], timed: bool) -> None:
    """With or without word times, the captions say the line."""
    captions = captions_of_line(" ".join(words), spoken(words) if timed else (), 5_000)

    assert " ".join(caption.text for caption in captions).split() == words


@given(WORDS)
def test_lines_fit_the_screen(words: list[str]) -> None:
    """At most two lines; a line is longer than the guide allows only if no break does better."""
    for caption in captions_of_line(" ".join(words), spoken(words), 0):
        lines = caption.text.split("\n")
        assert len(lines) <= 2
        assert max(map(len, lines)) <= LINE_CHARACTERS + 14


@given(st.lists(st.tuples(st.integers(0, 60_000), WORDS), min_size=1, max_size=6))
def test_captions_in_order_never_overlap(lines: list[tuple[int, list[str]]]) -> None:
    """However people speak over one another, one caption ends before the next begins, and no word is lost."""
    voiced = [
        VoicedLine(str(n), captions_of_line(" ".join(words), spoken(words), start))
        for n, (start, words) in enumerate(lines)
    ]
    captions = [caption for line in voiced for caption in line.captions]

    ordered = in_order(voiced)

    assert all(before.end_ms <= after.start_ms for before, after in pairwise(ordered))
    assert all(caption.start_ms < caption.end_ms for caption in ordered)
    said = sorted(word for caption in captions for word in caption.text.split())
    shown = sorted(word for caption in ordered for word in caption.text.split())
    assert [word for word in shown if word != "-"] == [word for word in said if word != "-"]


def test_caption_appears_with_its_first_word() -> None:
    """Times are the words', moved to where the line starts in the film."""
    words = ["Who", "goes", "there?"]

    (caption,) = captions_of_line("Who goes there?", spoken(words), 12_000)

    assert caption.start_ms == 12_000
    assert caption.end_ms == 12_000 + 860 + 350


def test_short_word_stands_long_enough_to_be_read() -> None:
    """A single 'No.' is shown for five sixths of a second."""
    (caption,) = captions_of_line("No.", (WordTime(word="No.", start_ms=0, end_ms=200),), 0)

    assert caption.end_ms - caption.start_ms == SHORTEST_MS


def test_script_without_spaces_is_broken_and_whole() -> None:
    """A long Japanese line becomes lines that fit, with no space put into the words."""
    text = "灯台の光が消えたのは嵐の夜だった。" * 6

    captions = captions_of_line(text, (WordTime(word=text, start_ms=0, end_ms=20_000),), 0)

    assert "".join(caption.text.replace("\n", "") for caption in captions) == text
    lines = [line for caption in captions for line in caption.text.split("\n")]
    assert all(len(line) <= LINE_CHARACTERS // 2 + 4 for line in lines)
    assert not any(line.startswith("。") for line in lines)


def test_two_who_start_together_share_a_caption() -> None:
    """Each has a line of their own, with a dash."""
    ada, tom = (
        Caption(start_ms=1000, end_ms=1900, text="No!"),
        Caption(start_ms=1050, end_ms=2400, text="Yes!"),
    )

    assert in_order([VoicedLine("tom", (tom,)), VoicedLine("ada", (ada,))]) == (
        Caption(start_ms=1000, end_ms=2400, text="- No!\n- Yes!"),
    )


def test_pieces_of_one_hurried_line_stand_long_enough_and_are_no_dialogue() -> None:
    """A Japanese speech that takes an engine a second has time to be read if no other line follows."""
    text = (
        "灯台の光が消えたのは嵐の夜だった。船は岩に向かって進んでいた。わたしは階段を駆け上がり、"
        "ランプに火をつけようとしたのだが。"
    )
    line = VoicedLine("ada", captions_of_line(text, (WordTime(word=text, start_ms=0, end_ms=660),), 1_000))

    ordered = in_order([line])

    assert "".join(caption.text.replace("\n", "") for caption in ordered) == text
    assert all(caption.end_ms - caption.start_ms >= reading_ms(caption.text) for caption in ordered)


def test_reading_time_ends_where_the_next_line_or_the_film_does() -> None:
    """Room is shared among the captions of the line before; nothing stands after the film."""
    hurried = VoicedLine(
        "ada", captions_of_line("word " * 60, (WordTime(word="x", start_ms=0, end_ms=3_000),), 0)
    )
    answer = VoicedLine(
        "tom", captions_of_line("No.", (WordTime(word="No.", start_ms=0, end_ms=300),), 6_000)
    )

    ordered = in_order([hurried, answer], film_end_ms=7_000)

    assert max(caption.end_ms for caption in ordered) <= 7_000
    assert [caption.text for caption in ordered if caption.start_ms >= 6_000] == ["No."]
    assert ordered[-2].end_ms == 6_000
    assert min(caption.end_ms - caption.start_ms for caption in ordered[:-1]) > SHORTEST_MS


def test_silence_has_no_caption() -> None:
    """A line without words is no caption."""
    assert captions_of_line("   ", (), 0) == ()
