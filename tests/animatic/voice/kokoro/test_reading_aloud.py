import pytest

from storyreel.animatic.voice.kokoro.reading_aloud import spoken_words


def said(text: str, language: str = "en-us") -> str:
    return " ".join(word.text + word.mark for word in spoken_words(text, language))


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("It cost $5.50.", "It cost five dollars fifty cents."),
        ("Meet me at 3:45 p.m. sharp", "Meet me at three forty five p m sharp"),
        ("Room 204, please", "Room two hundred and four, please"),
        ("Born in 1984.", "Born in nineteen eighty four."),
        ("Sgt. Cole and Dr. Fox", "sergeant Cole and doctor Fox"),
        ("Call 911!", "Call nine one one!"),
        ("J.R.R. Tolkien wrote it.", "J.R.R. Tolkien wrote it."),
        ("the 21st", "the twenty first"),
    ],
)
def test_figures_and_abbreviations_are_read_as_people_read_them(written: str, spoken: str) -> None:
    """Money, times, years, ordinals, ranks, emergency numbers and initials."""
    assert said(written) == spoken


@pytest.mark.parametrize(
    ("language", "written", "spoken"),
    [
        ("es", "Son las 15:45, Sr. García.", "Son las quince cuarenta y cinco, señor García."),
        ("fr", "M. Dupont a 21 ans.", "monsieur Dupont a vingt et un ans."),
        ("it", "Ha 21 anni.", "Ha ventuno anni."),
    ],
)
def test_other_languages_have_grammars_of_their_own(language: str, written: str, spoken: str) -> None:
    """The same figures in the words of the film's language."""
    assert said(written, language) == spoken


def test_each_spoken_word_knows_the_word_that_is_written() -> None:
    """Three words are said for one figure, and none for a picture."""
    words = spoken_words("Left 🎉 at 3:45, he said", "en-us")

    assert [(word.text, word.written) for word in words] == [
        ("Left", 0),
        ("at", 2),
        ("three", 3),
        ("forty", 3),
        ("five", 3),
        ("he", 4),
        ("said", 5),
    ]


def test_dashes_and_dots_are_heard_between_words_written_as_one() -> None:
    """A dash breaks off, three dots hesitate, a question asks."""
    assert said("Wait—what... no -- really?!") == "Wait— what… no— really?"


def test_a_word_in_capitals_is_stressed_if_the_line_is_not_all_capitals() -> None:
    """And initials are not."""
    one = {word.text: word.is_stressed for word in spoken_words("I said NO to the F.B.I. twice", "en-us")}

    assert [text for text, is_stressed in one.items() if is_stressed] == ["NO"]
    assert not any(word.is_stressed for word in spoken_words("GET OUT!", "en-us"))
