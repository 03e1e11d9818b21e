"""Where sentences end, in action and in captions alike."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyreel.graph.captions import LINE_CHARACTERS, captions_of_line
from storyreel.screenplays.sentences import joined, sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "MR. FOX (40, thin, red hair), stands.",
        "Dr. Amara Okafor meets Mrs. Bell at St. Mary's.",
        "CAPT. GREY salutes Lt. Bush and Sgt. Hale.",
        "J. R. Hobbs signs for Col. E. M. Grant.",
        "She opens No. 7 and reads Vol. 2 of it.",
        'He says "Stop." and goes.',
        "Well... maybe not.",
        "He waits . . . then goes.",
    ],
)
def test_titles_initials_and_pauses_end_no_sentence(sentence: str) -> None:
    """A full stop that belongs to the next word does not cut the sentence."""
    assert sentences(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("No. Just sleeping.", ["No.", "Just sleeping."]),
        ("Plan B. Tom waits.", ["Plan B.", "Tom waits."]),
        ("It was I. He left.", ["It was I.", "He left."]),
        (
            'He said "No." Then he left. (A door slams.) Dark.',
            ['He said "No."', "Then he left.", "(A door slams.)", "Dark."],
        ),
        ("¿Quién es? ¡Yo! Élise entre.", ["¿Quién es?", "¡Yo!", "Élise entre."]),
        ("光は消えない。「だめだ。」海へ！", ["光は消えない。", "「だめだ。」", "海へ！"]),
        ("A DOOR\nMARA enters", ["A DOOR", "MARA enters"]),
        ("  ", []),
    ],
)
def test_sentences_are_parted_with_their_closing_marks(text: str, parts: list[str]) -> None:
    """Nothing of the text is lost, and an answer of one word is a sentence."""
    assert sentences(text) == parts


@pytest.mark.parametrize(
    "sentence",
    [
        "Ana y Juan viven en la Avda. Central núm. 5.",
        "Он живёт на ул. Ленина, д. 5, кв. 7.",
        "Живе на вул. Франка, буд. 3.",
        "Herr Dr. Klein wohnt in der Hauptstr. 5.",
        "Das ist z. B. Anna, d. h. sie.",
        "Il sig. Rossi abita al n. 3.",
        "Pan dr. Nowak mieszka przy ul. Długiej 5.",
        "De heer drs. Bos woont op nr. 7.",
        "M. Dupont habite au no. 4, av. Foch.",
        "A Sra. Lima mora na Av. Brasil.",
        "彼は「行こう。」と言った。",
        "“我不去！”然后他跑了。",
        "“我不去！”老王说。",
    ],
)
def test_abbreviations_and_quotes_of_every_language_end_no_sentence(sentence: str) -> None:
    """Before a name, before a figure, and where a sentence goes on behind a closing quote."""
    assert sentences(f"{sentence} {sentence}") == [sentence, sentence]


_PIECES = [
    "「行こう。」",
    "“你好！”",
    "と言った。",
    "他走了。",
    "海へ！",
    " Anna sat. ",
    "ул. Ленина, д. 5. ",
    "z. B. Anna. ",
    "“Go.” ",
    "है। ",
    "«Oui !» ",
    "Nº 5. ",
    "，",
    "？！",
    "a ",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
def test_cutting_and_joining_changes_no_text(text: str) -> None:
    """White space is made single, and none is put into scripts without it."""
    whole = " ".join(text.split())

    assert joined(sentences(whole)) == re.sub(r"(?<=[。！？]) |(?<=[。！？][」”]) ", "", whole)


def test_a_paragraph_of_initials_is_read_at_once() -> None:
    """Thirty thousand characters of initials take no longer than any others."""
    started = time.process_time()

    assert sentences("J. " * 10_000)

    assert time.process_time() - started < 0.5


def test_a_caption_does_not_end_after_a_title() -> None:
    """The name is read with its title."""
    assert [caption.text for caption in captions_of_line("How do you plead, Mr. Fox?", (), 0)] == [
        "How do you plead, Mr. Fox?"
    ]


@pytest.mark.parametrize("padding", range(0, 60, 3))
def test_a_title_stands_on_the_line_of_its_name(padding: int) -> None:
    """Neither the end of a line nor of a caption comes between them, wherever it falls."""
    text = (
        "a" * 9
        + " word" * (padding // 5)
        + " and then we shall ask the good Dr. Okafor about it all before the night is over and gone"
    )

    lines = [line for caption in captions_of_line(text, (), 0) for line in caption.text.split("\n")]

    assert not [line for line in lines if line.endswith("Dr.")]
    assert max(map(len, lines)) <= LINE_CHARACTERS + 14
