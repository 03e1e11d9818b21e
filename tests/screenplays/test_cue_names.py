"""A cue is a name and what stands beside it, however people write them."""

from __future__ import annotations

import pytest

from storyreel.screenplays.cast_lists import described
from storyreel.screenplays.cue_names import is_off_screen, is_voice_over, names_device, split_cue
from storyreel.screenplays.spelling import plain_form
from storyreel.screenplays.vocabulary import CueWords, vocabulary

WORDS = (
    vocabulary("en").cue,
    CueWords(
        voice_over=("ЗА КАДРОМ", "З.К.", "ЗК"), off_screen=("ВПЗ",), voice_of=("ГОЛОС",), devices=("РАДИО",)
    ),
    CueWords(voice_over=("OFF",), off_screen=("AUS DEM OFF", "IM OFF"), devices=("LAUTSPRECHER",)),
    CueWords(voice_over=("VOIX OFF",), off_screen=("HORS CHAMP", "H.C."), voice_of=("VOIX",)),
    CueWords(voice_over=("EN OFF",), off_screen=("FUERA DE CAMPO",)),
    CueWords(voice_over=("声", "N", "NA"), off_screen=("画外音",)),
)


@pytest.mark.parametrize(
    "cue",
    [
        "ANNA V.O.",
        "ANNA - V.O.",
        "ANNA – V.O.",
        "ANNA—V.O.",
        "ANNA [V.O.]",
        "ANNA (V.O.)",
        "ANNA(V.O.)",
        "ANNA (V.O.",
        "ANNA, V.O.",
        "ANNA VO",
        "ANNA V/O",
        "ANNA (VO):",
        "ANNA V. O.",
        "ANNA VOICE OVER",
        "ANNA （V.O.）",
        "ANNA\u200b (V.O.)",
        "ANNA\u00a0V.O.",
        "ANNA: (V.O.)",
        "ANNA (V.O.) (CONT’D)",
        "ANNA V.O. CONT'D",
    ],
)
def test_voice_over_is_no_part_of_the_name(cue: str) -> None:
    """Brackets of any kind, dashes, commas, or a space alone."""
    name, extensions = split_cue(cue, WORDS)

    assert name == "ANNA"
    assert is_voice_over(extensions, WORDS)


@pytest.mark.parametrize(
    ("cue", "name"),
    [
        ("БОРИС (ЗК)", "БОРИС"),
        ("БОРИС (З.К.)", "БОРИС"),
        ("БОРИС, за кадром", "БОРИС"),
        ("KATHRIN (AUS DEM OFF)", "KATHRIN"),
        ("KATHRIN AUS DEM OFF", "KATHRIN"),
        ("ÉLISE HORS CHAMP", "ÉLISE"),
        ("JUAN (EN OFF)", "JUAN"),
        ("JUAN EN OFF", "JUAN"),
        ("健太（声）", "健太"),
        ("小满（画外音）", "小满"),
        ("ANNA, O.S.", "ANNA"),
        ("ANNA OFF", "ANNA"),
    ],
)
def test_words_of_other_languages_are_no_part_of_the_name(cue: str, name: str) -> None:
    """As those industries write them; who is so marked is not in the picture."""
    found, extensions = split_cue(cue, WORDS)

    assert found == name
    assert is_voice_over(extensions, WORDS) or is_off_screen(extensions, WORDS)


@pytest.mark.parametrize(
    "name",
    [
        "VO",
        "OFF",
        "O.S.",
        "OFFMAN",
        "ANNA OFFMAN",
        "MR. OS",
        "DR. VO",
        "JEAN-OS",
        "RADIO",
        "KITCHEN RADIO",
        "RADIO VOICE",
        "MARA'S VOICE",
        "VOICE ON RADIO",
        "GUARD #1",
        "SAM'S MOTHER",
        "J. R.",
        "MAN IN BLACK",
        "LI NA",
        "GUARD N",
        "THOMAS MORE",
    ],
)
def test_names_are_never_cut(name: str) -> None:
    """A word is taken away only where a name is left, and only where it is no part of one."""
    assert split_cue(name, WORDS) == (name, ())


@pytest.mark.parametrize(
    ("cue", "extensions"),
    [
        ("ANNA (30)", ("30",)),
        ("ANNA (to TOM)", ("to TOM",)),
        ("ANNA (on the phone) ^", ("on the phone",)),
        ("ANNA (CONT'D", ("CONT'D",)),
        ("ANNA CONT’D", ("CONT’D",)),
        ("ANNA:", ()),
    ],
)
def test_what_else_stands_beside_a_name_is_kept(cue: str, extensions: tuple[str, ...]) -> None:
    """Ages, directions and 'continued' stay extensions; a colon is nothing."""
    assert split_cue(cue, WORDS) == ("ANNA", extensions)


def test_any_cue_is_split_in_time() -> None:
    """A line of brackets and dashes is read at once."""
    for line in ("A - " * 10_000, "(" * 50_000, "A (" * 20_000, ", " * 50_000):
        assert split_cue(line, WORDS)[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("O’BRIEN", "O'Brien"),
        ("JEAN‑LUC", "jean-luc"),
        ("ANNA\u200b", "Anna"),
        ("ANNA\u00a0LIND", "ANNA  LIND"),
        ("É", "É"),
        ("ＡＮＮＡ", "ANNA"),
    ],
)
def test_names_are_compared_as_people_read_them(one: str, other: str) -> None:
    """Apostrophes, hyphens, spaces, width and composed letters make no other person."""
    assert plain_form(one) == plain_form(other)


def test_devices_are_told_from_people() -> None:
    """A thing that speaks, or a voice of nobody, in whatever language the words are."""
    heard = [
        "RADIO",
        "THE RADIO",
        "KITCHEN RADIO",
        "RADIO #2",
        "RADIO VOICE",
        "VOICE ON RADIO",
        "ANSWERING MACHINE",
        "GPS",
        "AI VOICE",
        "LAUTSPRECHER",
        "VOIX",
        "РАДИО",
    ]
    people = [
        "TV ANCHOR",
        "RADIO OPERATOR",
        "MARA'S VOICE",
        "COMPUTER TECHNICIAN",
        "ANNA",
        "MAN ON THE PHONE",
        "MIKE",
        "PHONEY",
    ]

    assert [name for name in heard if not names_device(name, WORDS)] == []
    assert [name for name in people if names_device(name, WORDS)] == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("ANNA (30), a fisherwoman", ("ANNA", "30, a fisherwoman")),
        ("Anna – tall, red hair", ("ANNA", "tall, red hair")),
        ("- **TOM**: her brother (8)", ("TOM", "her brother (8)")),
        ("小满（20岁，学生）", ("小满", "20岁，学生")),
        ("Anna, Tom and Bea", None),
        ("", None),
    ],
)
def test_lists_of_characters_describe(line: str, found: tuple[str, str] | None) -> None:
    """A name and what is said of it, or nobody."""
    assert described(line) == found


@pytest.mark.parametrize(
    ("language", "cue", "name", "extension"),
    [
        ("zh", "林夏OS：", "林夏", "OS"),
        ("zh", "张伟VO", "张伟", "VO"),
        ("zh", "张伟V.O.", "张伟", "V.O."),
        ("ja", "花子Ｎ", "花子", "Ｎ"),
        ("ja", "花子M", "花子", "M"),
        ("ko", "민지N", "민지", "N"),
        ("ko", "민지 E", "민지", "E"),
    ],
)
def test_latin_letters_behind_a_name_without_cases_are_an_extension(
    language: str, cue: str, name: str, extension: str
) -> None:
    """No space and no bracket is needed where the writing system changes."""
    assert split_cue(cue, [vocabulary(language).cue, WORDS[0]]) == (name, (extension,))


@pytest.mark.parametrize(
    ("language", "cue"),
    [("zh", "阿Q"), ("zh", "阿KEN"), ("zh", "OS"), ("ja", "Ｎ"), ("en", "ANNAOS"), ("ru", "АННАVO")],
)
def test_latin_letters_that_are_a_part_of_the_name_stay(language: str, cue: str) -> None:
    """Letters that are an extension in no language, or that follow other letters, are the name's."""
    assert split_cue(cue, [vocabulary(language).cue, WORDS[0]]) == (cue, ())
