"""Which looks belong to whom, if one sentence introduces several people."""

from __future__ import annotations

import pytest

from storyreel.film.cast import Garment, Hair, Hat, Look, Presentation
from storyreel.planning.introductions import own_words
from tests.planning.planned import plan


def looks(introduction: str, *cues: str) -> dict[str, Look]:
    """Looks by cast id, of people introduced in one paragraph."""
    speech = "".join(f"{cue}\nHere.\n\n" for cue in cues)
    return {member.id: member.look for member in plan(f"INT. HALL - DAY\n\n{introduction}\n\n{speech}").cast}


def test_a_beard_stays_with_its_man() -> None:
    """What stands in the brackets after a name is that person's alone."""
    film = looks(
        "Two divers, NINA (28, blonde) and PAVEL (40, black beard), put on their masks.", "NINA", "PAVEL"
    )

    assert not film["nina"].beard and film["nina"].hair_colour == "#d9b56a"
    assert film["pavel"].beard


def test_three_in_a_row_have_their_own_hair() -> None:
    """The bald captain is bald, and the old man's beard is his own."""
    film = looks(
        "They sleep: CAPTAIN IDRIS (45, bald), YUKI (30, short black hair) and OTTO (60, white beard).",
        "IDRIS",
        "YUKI",
        "OTTO",
    )

    assert film["idris"].hair is Hair.BALD and film["idris"].hat is Hat.NONE
    assert [film[name].beard for name in ("idris", "yuki", "otto")] == [False, False, True]


def test_the_cap_is_the_captains() -> None:
    """The next one's cap and uniform are not the lady's."""
    film = looks("LADY ELEANOR (25, blonde) and CAPTAIN GREY (uniform, cap) dance.", "ELEANOR", "GREY")

    assert film["eleanor"].hat is Hat.NONE and film["eleanor"].garment is not Garment.UNIFORM
    assert film["grey"].hat is Hat.CAP and film["grey"].garment is Garment.UNIFORM


def test_a_husband_is_not_his_wife() -> None:
    """The noun before a name is said of whom the name names."""
    film = looks(
        "ANN'S MOTHER (60) and her husband GEORGE (65), bald, walk hand in hand.", "ANN'S MOTHER", "GEORGE"
    )

    assert (
        film["anns-mother"].hair is not Hair.BALD
        and film["anns-mother"].presentation is Presentation.FEMININE
    )
    assert film["george"].hair is Hair.BALD and film["george"].presentation is Presentation.MASCULINE


@pytest.mark.parametrize(
    "introduction",
    [
        "NINA (28) and PAVEL (40), both in red coats, wait.",
        "Both in red coats, NINA (28) and PAVEL (40) wait.",
        "NINA (28) and PAVEL (40) wait. They are in red coats.",
        "NINA and PAVEL, in red coats, wait.",
    ],
)
def test_what_is_said_of_both_is_everybodys(introduction: str) -> None:
    """A shared clause dresses all who are named."""
    film = looks(
        (
            introduction.replace("coats", "coat")
            if "They" in introduction
            else introduction.replace("red coats", "red overcoat")
        ),
        "NINA",
        "PAVEL",
    )

    assert {(look.garment, look.garment_colour) for look in film.values()} == {(Garment.COAT, "#a83232")}


TWO = {"nina": ("NINA",), "pavel": ("PAVEL",), "rose": ("ROSE",)}
KINDS = {"nina": Presentation.FEMININE, "pavel": Presentation.MASCULINE, "rose": Presentation.FEMININE}


@pytest.mark.parametrize(
    ("text", "who", "has", "lacks"),
    [
        ("NINA (28) hugs her bearded brother PAVEL (40).", "nina", "28", "bearded"),
        ("NINA (28) hugs her bearded brother PAVEL (40).", "pavel", "her bearded brother", "28"),
        ("NINA takes the red coat from PAVEL.", "nina", "red coat", "PAVEL"),
        ("PAVEL (50), Rose's old son, unshaven, sits.", "pavel", "unshaven", "ROSE"),
        ("NINA (28) sees PAVEL (40). He has a beard.", "pavel", "beard", "28"),
        ("NINA (28) sees PAVEL (40). He has a beard.", "nina", "28", "beard"),
        ("NINA (28) sees PAVEL (40). She is bald.", "nina", "bald", "40"),
        ("NINA (28) sees TWO WOMEN (bald) and goes.", "nina", "28", "bald"),
        ("NINA (28) sits on the old bench. PAVEL (9) stands.", "pavel", "9", "old"),
        ("On the old bench, PAVEL (9) sits.", "pavel", "9", "old"),
    ],
)
def test_words_belong_to_whom_they_describe(text: str, who: str, has: str, lacks: str) -> None:
    """Brothers, owners, pronouns and strangers in one paragraph."""
    described = own_words(text, who, TWO, KINDS)

    assert has in f"{described.before}{described.after}"
    assert lacks not in f"{described.before}{described.after}"
