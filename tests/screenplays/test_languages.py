"""The data files of the languages: each is whole, names its sources, and no word means two things."""

from __future__ import annotations

import unicodedata
from itertools import combinations

import pytest

from storyreel.animatic.voice.espeak import ENGINE, Manner
from storyreel.film.places import PlaceKind
from storyreel.screenplays.first_names import FEMININE_NAMES, MASCULINE_NAMES
from storyreel.screenplays.vocabulary import LANGUAGES, Words, vocabulary

OTHERS = tuple(code for code in LANGUAGES if code != "en")
EVERYDAY = {
    PlaceKind.KITCHEN,
    PlaceKind.LIVING_ROOM,
    PlaceKind.BEDROOM,
    PlaceKind.OFFICE,
    PlaceKind.CORRIDOR,
    PlaceKind.BAR,
    PlaceKind.HOSPITAL,
    PlaceKind.CELLAR,
    PlaceKind.VEHICLE,
    PlaceKind.SHIP,
    PlaceKind.THEATRE,
    PlaceKind.CITY_STREET,
    PlaceKind.VILLAGE,
    PlaceKind.FOREST,
    PlaceKind.COAST,
    PlaceKind.MOUNTAINS,
    PlaceKind.DESERT,
    PlaceKind.OPEN_COUNTRY,
}


def meant_twice(kinds: dict[str, Words]) -> list[str]:
    """Words that stand under two kinds, however they are composed."""
    found: list[str] = []
    for (one, words), (other, more) in combinations(kinds.items(), 2):
        shared = {unicodedata.normalize("NFC", word.casefold()) for word in words} & {
            unicodedata.normalize("NFC", word.casefold()) for word in more
        }
        found += [f"{word}: {one} and {other}" for word in sorted(shared)]
    return found


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_file_names_its_language_and_its_sources(code: str) -> None:
    """The code is the file's, and each source has an address or an edition."""
    words = vocabulary(code)

    assert words.code == code
    assert words.name
    assert all(len(source) > 20 for source in words.sources)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_embedded_narrator_speaks_every_language_with_a_file(code: str) -> None:
    """The tag of the voice is one that the engine has."""
    assert ENGINE.speak("1", vocabulary(code).voice, Manner()).samples.size > 0


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_time_of_day_means_one_time(code: str) -> None:
    """No word is dusk and night at once, or an hour and 'later'."""
    times = vocabulary(code).times

    assert (
        meant_twice(
            {
                "dawn": times.dawn,
                "day": times.day,
                "dusk": times.dusk,
                "night": times.night,
                "same": times.same,
            }
        )
        == []
    )


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_word_of_headings_means_one_thing(code: str) -> None:
    """Inside, outside, both, scene and act are told apart."""
    heading = vocabulary(code).heading

    assert meant_twice(dict(heading)) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_label_of_a_title_page_means_one_field(code: str) -> None:
    """A field's name belongs to one field."""
    assert meant_twice(dict(vocabulary(code).fields)) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_mark_cuts_ends_or_is_shown(code: str) -> None:
    """A transition is no ending and nothing that is shown, and a camera's word is none of these."""
    marks = vocabulary(code).marks

    kinds = {
        "transitions": marks.transitions,
        "endings": marks.endings,
        "on screen": marks.on_screen,
        "camera": marks.camera,
    }
    assert (
        meant_twice({kind: words for kind, words in kinds.items() if code != "en" or kind != "camera"}) == []
    )


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_voice_is_over_the_picture_or_beside_it(code: str) -> None:
    """An extension says voice over or off screen, and a narrator is no device."""
    cue = vocabulary(code).cue

    assert (
        meant_twice({"voice over": cue.voice_over, "off screen": cue.off_screen, "continued": cue.continued})
        == []
    )
    assert meant_twice({"narrator": cue.narrator, "devices": cue.devices}) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_case_is_as_the_schema_says(code: str) -> None:
    """Headings, cues and marks are in upper case; times, speech and places in lower."""
    words = vocabulary(code)

    upper = [
        word
        for part in (words.heading, words.cue, words.marks)
        for group in dict(part).values()
        for word in group
    ]
    lower = [word for group in dict(words.times).values() for word in group]
    lower += [*words.prose.said, *words.prose.she, *words.prose.he, *words.prose.named, *words.prose.chat]
    lower += [word for group in words.places.values() for word in group]
    assert [word for word in upper if word != word.upper() and word.lower() != word.upper()] == []
    assert [word for word in lower if word != word.lower()] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_words_are_whole(code: str) -> None:
    """None is empty, none stands twice in its group, none has space around it; quotes are pairs."""
    words = vocabulary(code)

    for part in (words.heading, words.times, words.cue, words.marks, words.fields, words.prose):
        for name, group in dict(part).items():
            if isinstance(group, tuple):
                assert len(set(group)) == len(group), (
                    name,
                    [word for word in group if group.count(word) > 1],
                )
                assert all(word and word == word.strip() for word in group), name
    assert all(len(pair) == 2 for pair in words.prose.quotes)
    assert words.heading.interior and words.heading.exterior and words.heading.scene and words.heading.act


@pytest.mark.parametrize("code", OTHERS)
def test_places_are_of_kinds_that_are_painted_and_of_one_kind_each(code: str) -> None:
    """Every key is a kind, everyday kinds have three words or more, and no word is of two."""
    places = vocabulary(code).places

    assert set(places) <= {kind.value for kind in PlaceKind}
    assert [kind.value for kind in EVERYDAY if len(places.get(kind.value, ())) < 3] == []
    assert meant_twice(dict(places)) == []


@pytest.mark.parametrize(
    ("code", "word", "group"),
    [
        ("es", "noche", "night"),
        ("es", "día", "day"),
        ("es", "dia", "day"),
        ("de", "dämmerung", "dusk"),
        ("de", "daemmerung", "dusk"),
        ("fr", "crepuscule", "dusk"),
        ("pt", "manha", "day"),
        ("pl", "swit", "dawn"),
        ("pl", "południe", "day"),
        ("ru", "днем", "day"),
        ("uk", "ніч", "night"),
        ("zh", "夜", "night"),
        ("zh", "黄昏", "dusk"),
        ("ja", "夕方", "dusk"),
        ("ko", "밤", "night"),
        ("ar", "ليل", "night"),
        ("ar", "نهار", "day"),
        ("hi", "रात", "night"),
        ("nl", "'s nachts", "night"),
        ("it", "tramonto", "dusk"),
    ],
)
def test_times_of_day_are_those_of_the_industry(code: str, word: str, group: str) -> None:
    """A word that scripts of the language carry, typed with its accents and without, has its hour."""
    assert word in dict(vocabulary(code).times)[group]


@pytest.mark.parametrize(
    ("code", "inside", "outside"),
    [
        ("de", "INNEN", "AUSSEN"),
        ("de", "INN", "AUẞEN"),
        ("fr", "INTÉRIEUR", "EXTERIEUR"),
        ("es", "INTERIOR", "EXTERIOR"),
        ("it", "INTERNO", "EST"),
        ("nl", "BINNEN", "BUITEN"),
        ("pl", "WNĘTRZE", "PLENER"),
        ("pl", "WN", "PL"),
        ("ru", "ИНТ", "НАТ"),
        ("uk", "ІНТ", "ЕКСТ"),
        ("zh", "内", "外"),
        ("ja", "内", "外"),
        ("ko", "실내", "실외"),
        ("ar", "داخلي", "خارجي"),
        ("hi", "आंतरिक", "बाह्य"),
        ("hi", "अंदर", "बाहर"),
        ("pt", "INTERNA", "EXTERNA"),
    ],
)
def test_headings_begin_as_the_industry_writes_them(code: str, inside: str, outside: str) -> None:
    """Inside and outside, long and short."""
    heading = vocabulary(code).heading

    assert inside in heading.interior
    assert outside in heading.exterior


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_label_of_remarks_or_addresses_is_a_first_name(code: str) -> None:
    """TOM is a person, whatever it means in Portuguese."""
    fields = vocabulary(code).fields
    labels = {word.casefold() for group in (fields.about, fields.contact, fields.credit) for word in group}

    assert labels & (FEMININE_NAMES | MASCULINE_NAMES) == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_greenhouse_is_no_forest(code: str) -> None:
    """Every language names greenhouses, and none of them under woods or rooms."""
    places = vocabulary(code).places

    assert code == "en" or len(places[PlaceKind.GREENHOUSE]) > 1
    assert meant_twice(dict(places)) == []
