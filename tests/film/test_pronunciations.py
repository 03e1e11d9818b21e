"""How names are said: what is accepted, where words are found, and where their times belong."""

from __future__ import annotations

import re
import unicodedata

import pytest

from storyreel.film.pronunciations import (
    Pronunciation,
    occurrences,
    occurring,
    read_pronunciation,
    read_pronunciations,
    respelled,
    rewritten,
)


@pytest.mark.parametrize(
    ("said", "ipa", "respelling"),
    [
        ("/ˈziːmənz/", "ˈziːmənz", ""),
        ("SEE-mens", "", "SEE-mens"),
        (" /'zi:mənz/  SEE-mens ", "ˈziːmənz", "SEE-mens"),
        ("/ɑ̃ˈʁi ɡarˈsõ/", "ɑ̃ˈʁi ɡarˈsõ", ""),
        ("/ˈfaːçɪŋ/", "ˈfaːçɪŋ", ""),
        ("Сименс", "", "Сименс"),
    ],
)
def test_ipa_a_respelling_or_both_are_read(said: str, ipa: str, respelling: str) -> None:
    """In one form, whatever signs a keyboard has for stress and length."""
    read = read_pronunciation("Siemens", said)

    assert (read.ipa, read.respelling) == (
        unicodedata.normalize("NFD", ipa) if "õ" in ipa else ipa,
        respelling,
    )


@pytest.mark.parametrize(
    ("word", "said", "words"),
    [
        ("Siemens", "/ˈzi%mənz/", ("'%'", "ə ɚ", "SEE-mens")),
        ("Siemens", "/ˈziːmənz", ("an unmatched slash",)),
        ("Siemens", "ˈziːmənz", ("between slashes",)),
        ("Siemens", "[[zi:]]", ("letters, spaces, hyphens",)),
        ("Siemens", "//", ("says nothing",)),
        ("Siemens", "/ˈː/", ("such as",)),
        ("Siemens", "-", ("without a letter",)),
        ("Siemens", "a" * 300, ("300 characters",)),
        ("...", "SEE-mens", ("is not a word",)),
        ("a\x1bb", "SEE-mens", ("not printed",)),
    ],
)
def test_what_is_neither_says_what_is_accepted(word: str, said: str, words: tuple[str, ...]) -> None:
    """With the word, and the signs that were not understood."""
    with pytest.raises(ValueError, match=re.escape(words[0])) as raised:
        read_pronunciation(word, said)

    assert all(one in str(raised.value) for one in words)


def test_one_word_is_given_once() -> None:
    """Whatever the case of its letters: the script's is not looked at either."""
    with pytest.raises(ValueError, match="'SIEMENS' and 'Siemens' are one word"):
        read_pronunciations({"Siemens": "a", "SIEMENS": "b"})


def said(word: str, respelling: str = "x") -> Pronunciation:
    return read_pronunciation(word, respelling)


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("Ann", "Anna and ANN, Ann's.", ["ANN", "Ann"]),
        ("O'Brien", "Where is O’Brien?", ["O’Brien"]),
        ("Saoirse Ronan", "Call Saoirse\n Ronan.", ["Saoirse\n Ronan"]),
        ("西门子", "我在西门子公司。", ["西门子"]),
        ("C++", "Not C, C++.", ["C++"]),
    ],
)
def test_whole_words_are_found_in_any_case(word: str, text: str, found: list[str]) -> None:
    """In scripts without spaces the next word follows at once."""
    assert [text[one.first : one.last] for one in occurrences(text, (said(word),))] == found


def test_the_longer_of_two_names_is_taken() -> None:
    """And an entry that does not occur is left out of the line's own."""
    entries = (said("Anna"), said("Anna Karenina"), said("Ben"))

    assert [one.word for one in occurring(entries, "Anna Karenina, by Anna")] == ["Anna", "Anna Karenina"]
    assert [one.entry.word for one in occurrences("Anna Karenina", entries)] == ["Anna Karenina"]


def test_each_spoken_character_leads_to_its_written_word() -> None:
    """Word by word if there are as many, to the first otherwise."""
    two = rewritten("Is Saoirse Ronan in?", [(3, 16, "SUR-sha ROH-nan")])
    joined = rewritten("Is Saoirse Ronan in?", [(3, 16, "SURsharohnan")])

    assert two.text == "Is SUR-sha ROH-nan in?"
    assert two.written(two.text.index("ROH")) == "Is Saoirse Ronan in?".index("Ronan")
    assert {joined.written(place) for place in range(3, 15)} == {3}
    assert joined.written(len(joined.text) - 1) == len("Is Saoirse Ronan in?") - 1


def test_ipa_is_respelled_for_english_only() -> None:
    """Letters sound otherwise in other languages, so a person must respell the word there."""
    entry = read_pronunciation("Siemens", "/ˈziːmənz/")

    assert respelled("Siemens.", (entry,), lambda one: one.respelled("en-us")).text == "zee-muhnz."
    assert respelled("Siemens.", (entry,), lambda one: one.respelled("de")).text == "Siemens."
