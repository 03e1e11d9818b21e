"""Lines of a screenplay are found in what was heard of a recording of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from storyreel.film.assets import AssetRef
from storyreel.film.briefs import WordTime
from storyreel.film.errors import SettingsError
from storyreel.film.narration import FoundLine, Narration, Transcript
from storyreel.planning.line_finding import find_lines

TEXTS = ("The kettle was late that night.", "So was the boat, they said.", "Nobody came down to the quay.")
WORD_MS, GAP_MS, PAUSE_MS = 300, 50, 700


def spoken(*lines: str, start_ms: int = 200) -> tuple[Transcript, tuple[tuple[int, int], ...], int]:
    """What is heard of lines said one after another, the pauses between them, and the whole length."""
    words: list[WordTime] = []
    pauses: list[tuple[int, int]] = []
    at = start_ms
    for number, line in enumerate(lines):
        if number:
            pauses.append((at - GAP_MS, at - GAP_MS + PAUSE_MS))
            at += PAUSE_MS - GAP_MS
        for word in line.split():
            words.append(WordTime(word=word, start_ms=at, end_ms=at + WORD_MS))
            at += WORD_MS + GAP_MS
    return Transcript(words=tuple(words)), tuple(pauses), at + 200


def recorded(*lines: str, texts: Sequence[str] = TEXTS, **changes: Any) -> tuple[FoundLine, ...]:
    """Where `texts` are found in a recording of `lines`."""
    return find_lines(narrated(*lines, texts=texts, **changes), spoken(*lines)[0])


def narrated(*lines: str, texts: Sequence[str] = TEXTS, **changes: Any) -> Narration:
    """A recording of `lines`, in which `texts` are to be found."""
    _, pauses, length = spoken(*lines)
    third = length // len(texts)
    return Narration(
        recording=AssetRef(sha256="a" * 64, media_type="audio/flac", size_bytes=9),
        duration_ms=length,
        names=tuple(f"SC010-SH0{number}0 line 1" for number in range(len(texts))),
        texts=tuple(texts),
        spans=tuple((third * number, third * number + third) for number in range(len(texts))),
        pauses=pauses,
        apart=False,
    ).model_copy(update=changes)


def borders(found: Sequence[FoundLine]) -> list[int]:
    return [line.span[0] for line in found[1:]]


def test_lines_are_divided_in_the_pauses_between_their_words() -> None:
    """Each word has the time at which it is heard, and its spelling in the screenplay."""
    found = recorded(*TEXTS)
    transcript, pauses, _ = spoken(*TEXTS)

    assert [word.start_ms for line in found for word in line.words] == [
        word.start_ms for word in transcript.words
    ]
    assert [" ".join(word.word for word in line.words) for line in found] == list(TEXTS)
    assert borders(found) == [sum(pause) // 2 for pause in pauses]


def test_what_is_said_between_lines_is_left_out() -> None:
    """A clap of the hands and 'take two' are in no line."""
    found = recorded(TEXTS[0], "Take two, please, now", TEXTS[1], TEXTS[2])
    _, pauses, _ = spoken(TEXTS[0], "Take two, please, now", TEXTS[1], TEXTS[2])

    assert found[0].span[1] == sum(pauses[0]) // 2
    assert found[1].span[0] == sum(pauses[1]) // 2
    assert found[2].words[0].word == "Nobody"


def test_words_that_were_misheard_lie_between_their_neighbours() -> None:
    """In the middle of a line and at its ends; they are in the line's sound."""
    found = recorded("A cattle was late that nigh", "So was a goat they said", TEXTS[2])
    transcript, _, _ = spoken(TEXTS[0], TEXTS[1], TEXTS[2])

    starts = [word.start_ms for line in found for word in line.words]
    assert starts == pytest.approx([word.start_ms for word in transcript.words], abs=GAP_MS * 2)
    assert all(
        line.span[0] < line.words[0].start_ms and line.words[-1].end_ms < line.span[1] for line in found
    )


def test_an_unheard_line_takes_what_sounds_between_its_neighbours() -> None:
    """It has no words, and lies from pause to pause."""
    found = recorded(TEXTS[0], "mumble mumble mumble grumble", TEXTS[2])

    assert found[1].words == ()
    assert found[1].span == (found[0].span[1], found[2].span[0])
    assert found[0].words
    assert found[2].words


def test_a_line_that_was_not_recorded_is_nowhere() -> None:
    """It does not take its neighbours' words."""
    found = recorded(TEXTS[0], TEXTS[2])

    assert found[1].span[0] == found[1].span[1]
    assert found[1].words == ()
    assert len(found[0].words) == len(found[2].words) == 6


def test_two_unheard_lines_share_at_a_pause() -> None:
    """At the one nearest to the position that their lengths suggest."""
    texts = (*TEXTS, "And that was that.")
    found = recorded(
        TEXTS[0], "mumble mumble mumble grumble rum", "hum hum hum hum hum hum", texts[3], texts=texts
    )
    _, pauses, _ = spoken(TEXTS[0], "mumble mumble mumble grumble rum", "hum hum hum hum hum hum", texts[3])

    assert borders(found)[1] == sum(pauses[1]) // 2
    assert [bool(line.words) for line in found] == [True, False, False, True]


def test_nothing_heard_leaves_the_lines_where_pauses_say() -> None:
    """With a transcript of other words, and with none."""
    thirds = recorded("mumble", "rum")
    transcript, _, length = spoken("mumble", "rum")

    assert all(line.words == () for line in thirds)
    assert thirds[1].span == (length // 3, length // 3 * 2)
    assert transcript.words


def test_a_recording_that_neither_pauses_nor_words_divide_is_refused() -> None:
    """The sentence says what to do; a plan, which has no words yet, refuses nothing."""
    with pytest.raises(SettingsError, match=r"Pause for a second.*paid.*right recording"):
        recorded("mumble", "rum", why_uncertain="Pause for a second between lines.")
    with pytest.raises(SettingsError, match=r"Pause for a second.*could not be heard"):
        find_lines(narrated("mumble", "rum", why_uncertain="Pause for a second between lines."), None)
    assert (
        len(
            find_lines(
                narrated("mumble", "rum", why_uncertain="Pause for a second between lines."),
                Transcript(words=()),
            )
        )
        == 3
    )


def test_files_of_their_own_keep_their_places() -> None:
    """A word that two lines share is looked for in each line's own file."""
    transcript, _, length = spoken("I said so.", "So I said.")
    middle = (transcript.words[2].end_ms + transcript.words[3].start_ms) // 2
    spans = ((0, middle), (middle, length))

    found = recorded("I said so.", "So I said.", texts=("I said so.", "So I said."), spans=spans, apart=True)

    assert [line.span for line in found] == list(spans)
    assert [word.start_ms for line in found for word in line.words] == [
        word.start_ms for word in transcript.words
    ]


def test_marks_case_and_accents_do_not_keep_words_apart() -> None:
    """A dash alone takes no time; two words heard for one are its."""
    found = recorded(
        "dont go half past the cafe",
        "so was the boat they said",
        texts=("Don’t go — half-past the Café!", TEXTS[1]),
    )

    words = {word.word: word for word in found[0].words}
    assert words["—"].start_ms == words["—"].end_ms
    assert words["half-past"].end_ms - words["half-past"].start_ms == 2 * WORD_MS + GAP_MS
    assert words["Café!"].end_ms - words["Café!"].start_ms == WORD_MS


def test_a_script_without_spaces_is_matched_by_its_signs() -> None:
    """However the service divides it."""
    texts = ("灯塔今夜没有亮。", "船迟到了。")
    found = recorded("灯塔 今夜 没有 亮", "船 迟到 了", texts=texts)

    assert [len(line.words) for line in found] == [1, 1]
    assert found[0].words[0].end_ms <= found[0].span[1] <= found[1].words[0].start_ms


def test_a_long_reading_is_found_in_seconds() -> None:
    """An hour of it: nine thousand words."""
    texts = tuple(
        f"The {number} boats of the {number + 1} harbours were late that night, they said in the town."
        for number in range(560)
    )

    found = recorded(*texts, texts=texts)

    assert sum(bool(line.words) for line in found) == len(texts)
