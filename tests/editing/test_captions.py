"""Captions as files: whatever is said is read back as said."""

from __future__ import annotations

import html

import pysubs2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyreel.editing.captions import caption_file
from storyreel.film.cutting import Caption


def read_back(data: bytes, form: str) -> list[str]:
    """The captions' texts as another reader sees them."""
    subtitles = pysubs2.SSAFile.from_string(data.decode(), form, keep_html_tags=True)
    texts = [event.plaintext for event in subtitles]
    return [html.unescape(text) for text in texts] if form == "vtt" else texts


@pytest.mark.parametrize("form", ["srt", "vtt"])
@pytest.mark.parametrize(
    "text",
    [
        "Plain words.",
        "Two\nlines",
        "Salt & pepper",
        "1 < 2",
        "光が消えた。",
        "انطفأ الضوء.",
        "האור כבה",
        'It\'s "so"',
        "a --> b",
        "café 🎬",
    ],
)
def test_text_reads_back_as_said(text: str, form: str) -> None:
    """Scripts of every direction, quotes and ampersands survive both forms."""
    data = caption_file([Caption(start_ms=0, end_ms=1000, text=text)], form)

    assert read_back(data, form) == [text]


def test_markup_is_shown_not_obeyed() -> None:
    """A tag in the words neither hides them nor changes how they look."""
    caption = Caption(start_ms=0, end_ms=1000, text="<i>he</i> {\\b1}said")

    srt, vtt = caption_file([caption], "srt").decode(), caption_file([caption], "vtt").decode()

    assert "‹i›he‹/i› (\\b1)said" in srt
    assert "&lt;i&gt;he&lt;/i&gt;" in vtt


def test_speaker_out_of_sight_is_named() -> None:
    """The name stands before the words."""
    data = caption_file([Caption(start_ms=0, end_ms=900, text="Who is there?", speaker="ADA")], "srt")

    assert read_back(data, "srt") == ["ADA: Who is there?"]


def test_blank_line_does_not_end_a_caption() -> None:
    """SubRip ends a caption at an empty line; the words after it must not be lost."""
    data = caption_file([Caption(start_ms=0, end_ms=900, text="one\n\ntwo")], "srt")

    assert b"one\ntwo" in data


@given(
    st.lists(st.tuples(st.integers(0, 7_000_000), st.integers(1, 9_000)), max_size=8),
    st.sampled_from(["srt", "vtt"]),
)
def test_times_are_exact_to_the_millisecond(times: list[tuple[int, int]], form: str) -> None:
    """No time is rounded, and the order is kept."""
    starts = sorted(times)
    captions = [Caption(start_ms=start, end_ms=start + length, text="words") for start, length in starts]

    events = pysubs2.SSAFile.from_string(caption_file(captions, form).decode(), form) if captions else []

    assert [(event.start, event.end) for event in events] == [
        (start, start + length) for start, length in starts
    ]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_words_make_a_file(text: str) -> None:
    """Nothing a person types breaks the file."""
    for form in ("srt", "vtt"):
        data = caption_file(
            [Caption(start_ms=0, end_ms=900, text=text), Caption(start_ms=1000, end_ms=1900, text="last")],
            form,
        )
        assert read_back(data, form)[-1] == "last"
