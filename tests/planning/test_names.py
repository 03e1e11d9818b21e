"""Who is who: the names of one person are put together, those of two never."""

from __future__ import annotations

import time

import pytest

from storyreel.film.cast import Age, Presentation
from storyreel.planning import survey
from storyreel.planning.name_patterns import name_pattern
from storyreel.screenplays import read_screenplay
from tests.planning.planned import plan


def cast_names(text: str) -> set[str]:
    """The names of a film's cast."""
    return {member.name for member in plan(text).cast}


def meeting(introduced: str, cue: str) -> str:
    """A scene in which somebody is introduced and speaks."""
    return f"INT. HALL - DAY\n\nRain. {introduced} (50, red beard) comes in.\n\n{cue}\nHere I am.\n"


@pytest.mark.parametrize(
    ("introduced", "cue"),
    [
        ("SHERIFF COLE", "COLE"),
        ("JACK RAWLINS", "JACK"),
        ("DR. AMARA OKAFOR", "AMARA"),
        ("DR. AMARA OKAFOR", "OKAFOR"),
        ("DR. AMARA OKAFOR", "DR. OKAFOR"),
        ("AMARA OKAFOR", "DR. OKAFOR"),
        ("LADY ELEANOR", "ELEANOR"),
        ("CAPTAIN GREY", "GREY"),
        ("CAPT. GREY", "CAPTAIN GREY"),
        ("CAPTAIN GREY", "CAPTAIN"),
        ("PROSECUTOR BELL", "BELL"),
        ("MR. ROSE", "ROSE"),
        ("BLACKSMITH HARLAN", "HARLAN"),
        ("POLICE OFFICER KIM", "KIM"),
        ("POLICE OFFICER", "OFFICER"),
        ("MIKE THE BARTENDER", "MIKE"),
        ("ANN'S MOTHER", "MOTHER"),
        ("OLD HOBBS", "HOBBS"),
        ("MR. FOX", "MR FOX"),
        ("UNCLE JOE", "JOE"),
        ("ZORA PLIX", "PLIX"),
        ('JACK "RED" RAWLINS', "JACK"),
    ],
)
def test_a_short_name_is_the_person_introduced_with_a_longer_one(introduced: str, cue: str) -> None:
    """One face, called as the cue has it, with the looks of the introduction."""
    (member,) = plan(meeting(introduced, cue)).cast

    assert member.name == cue
    assert introduced in member.description and member.look.beard


@pytest.mark.parametrize(
    ("first", "second", "cues"),
    [
        ("MR. FOX", "MRS. FOX", ("MR. FOX", "MRS. FOX")),
        ("JOHN SMITH", "JANE SMITH", ("JOHN", "JANE")),
        ("YOUNG MARA", "MARA", ("YOUNG MARA", "MARA")),
        ("MARA'S MOTHER", "MARA", ("MARA'S MOTHER", "MARA")),
        ("FIRST GUARD", "SECOND GUARD", ("FIRST GUARD", "SECOND GUARD")),
        ("GUARD #1", "GUARD", ("GUARD #1", "GUARD")),
        ("TOM", "TOMMY", ("TOM", "TOMMY")),
        ("HEAD WAITER", "WAITER", ("HEAD WAITER", "WAITER")),
        ("COMPUTER TECHNICIAN", "COMPUTER", ("COMPUTER TECHNICIAN", "COMPUTER")),
        ("CAPTAIN GREY", "COLONEL GREY", ("CAPTAIN GREY", "COLONEL GREY")),
        ("MAN IN BLACK", "MAN", ("MAN IN BLACK", "MAN")),
        ("MR. OKAFOR", "DR. OKAFOR", ("MR. OKAFOR", "DR. OKAFOR")),
        ("OLD TOM", "YOUNG TOM", ("OLD TOM", "YOUNG TOM")),
    ],
)
def test_people_whom_the_script_tells_apart_stay_two(first: str, second: str, cues: tuple[str, str]) -> None:
    """By title, first name, age, number, kin or place, with all their own names."""
    text = f"INT. HALL - DAY\n\n{first} (50) and {second} (50) wait.\n\n{cues[0]}\nYes.\n\n{cues[1]}\nNo.\n"

    assert cast_names(text) == set(cues)


def test_the_child_someone_was_is_not_them() -> None:
    """'YOUNG MARA' never speaks, and still the woman who tells of her has her own face."""
    text = (
        "INT. HALL - DAY\n\nYOUNG MARA (8, braids) plays.\n\nMARA (V.O.)\nI was happy.\n\nINT. BAR -"
        " DAY\n\nMARA (60) drinks.\n"
    )

    assert cast_names(text) == {"YOUNG MARA", "MARA"}


def test_two_ages_make_two_people_of_one_name() -> None:
    """The script introduces the sheriff of fifty and his son of eight."""
    text = "INT. HALL - DAY\n\nSHERIFF COLE (50) and COLE (8) wait.\n\nCOLE\nPa?\n\nSHERIFF COLE\nYes.\n"

    assert cast_names(text) == {"SHERIFF COLE", "COLE"}


SMITHS = """INT. HALL - DAY

JOHN SMITH (40, red beard) and JANE SMITH (38) wait.

JOHN
Late.

JANE
Always.

INT. CELLAR - DAY

John sits alone.

SMITH
Where is she?

INT. ATTIC - DAY

Jane sits alone. Smith weeps.
"""


def test_a_name_of_two_is_whose_is_there() -> None:
    """If only one Smith is in the scene, 'SMITH' is that one."""
    board = plan(SMITHS)

    assert {member.id for member in board.cast} == {"john", "jane"}
    assert [line.cast_id for shot in board.scenes[1].shots for line in shot.lines] == ["john"]
    assert {figure.cast_id for shot in board.scenes[2].shots for figure in shot.figures} == {"jane"}


def test_a_name_of_two_who_are_both_there_is_neither() -> None:
    """Who speaks as 'SMITH' before both Smiths is a third, and no Smith is taken for the other."""
    text = SMITHS.replace("John sits alone.", "John and Jane sit.")

    board = plan(text)

    assert {member.id for member in board.cast} == {"john", "jane", "smith"}
    assert [line.cast_id for shot in board.scenes[1].shots for line in shot.lines] == ["smith"]


def test_mr_smith_is_the_man_of_two_smiths() -> None:
    """A title says which of two is meant."""
    text = SMITHS.replace("\nSMITH\n", "\nMR. SMITH\n")

    board = plan(text)

    assert {member.id for member in board.cast} == {"john", "jane"}


def test_action_finds_a_person_by_every_name() -> None:
    """The title, the last name and the office mean the person of the cue.

    Kin, numbers and owners mean nobody.
    """
    text = (
        "INT. COURT - DAY\n\nThe DEFENDANT, MR. FOX (40, thin, red hair), stands. JUDGE WHITLOCK (65)"
        " sits.\n\nMR. FOX\nHungry.\n\n"
    )
    board = plan(
        text
        + "EXT. STEPS - DAY\n\nFox walks down the steps. The judge runs after him.\n\nEXT. WOOD - DAY\n\nA"
        " fox runs past.\n"
    )

    assert [{f.cast_id for shot in scene.shots for f in shot.figures} for scene in board.scenes] == [
        {"mr-fox", "judge-whitlock"},
        {"mr-fox", "judge-whitlock"},
        set(),
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [("GREY", "a grey dawn"), ("BELL", "a bell rings"), ("JUNE", "in june"), ("ROSE", "the sun rose")],
)
def test_a_name_that_is_a_word_is_found_capitalised(name: str, text: str) -> None:
    """Nobody walks in because a bell rings."""
    pattern = name_pattern((name,), any_case=True)

    assert not pattern.search(text)
    assert pattern.search(f"So {name.title()} walks.") and pattern.search(f"{name} walks.")


def test_the_name_the_film_knows_is_kept() -> None:
    """Another way to cue somebody changes neither id nor face."""
    first = plan("INT. HALL - DAY\n\nLADY ELEANOR (25, blonde) waits.\n\nELEANOR\nYes.\n")
    text = (
        "INT. HALL - DAY\n\nLADY ELEANOR (25, blonde) waits.\n\nLADY ELEANOR\nYes.\n\nLADY"
        " ELEANOR\nNo.\n\nELEANOR\nYes.\n"
    )

    assert plan(text, first).cast == first.cast


def test_titles_say_how_a_person_presents() -> None:
    """The sir of the introduction holds for the cue without it."""
    assert (
        plan(meeting("LADY QUILL", "QUILL").replace(", red beard", "")).cast[0].look.presentation
        is Presentation.FEMININE
    )


def test_eighty_pages_and_many_names_are_surveyed_at_once() -> None:
    """The time grows with the pages."""
    people = [
        f"{title} {chr(65 + n % 26)}{'aeiou'[n % 5]}RK{n % 7 * 'O'}N SMITH"
        for n, title in enumerate(["CAPTAIN", "DR.", "LADY", "FARMER"] * 15)
    ]
    scenes = [
        f"INT. ROOM {n} - DAY\n\n{people[n % 60]} (4{n % 10}, red hair) meets {people[(n + 1) % 60]} (30)."
        f" She smiles.\n\n{people[n % 60].split()[1]}\nHello there.\n\nSMITH\nNo.\n"
        for n in range(240)
    ]
    screenplay = read_screenplay("\n".join(scenes).encode(), "long.fountain")
    started = time.process_time()

    survey(screenplay)

    assert time.process_time() - started < 2


def test_a_verb_in_capitals_is_no_name() -> None:
    """'CAPTAIN GREY SALUTES' names nobody Salutes, so that another's salute does not bring him."""
    text = "EXT. DECK - DAY\n\nCAPTAIN GREY SALUTES.\n\nGREY\nAye.\n\nEXT. SHORE - DAY\n\nTOM (20) salutes.\n"

    board = plan(text)

    assert {member.name for member in board.cast} == {"GREY", "TOM"}
    assert {f.cast_id for shot in board.scenes[1].shots for f in shot.figures} == {"tom"}


def test_two_introduced_together_are_two() -> None:
    """'MARA AND TOM (both 30, red hair)' is no third person."""
    text = "INT. HALL - DAY\n\nMARA AND TOM (both 30, red hair) wait.\n\nMARA\nYes.\n\nTOM\nNo.\n"

    cast = plan(text).cast

    assert {member.name for member in cast} == {"MARA", "TOM"}
    assert {member.look.hair_colour for member in cast} == {"#a8452a"}


def test_the_number_of_a_guard_is_not_an_age() -> None:
    """'GUARD #2' is grown, and 'OLD WOMAN #1' is old."""
    cast = plan("INT. HALL - DAY\n\nRain.\n\nGUARD #2\nYes.\n\nOLD WOMAN #1\nNo.\n").cast

    assert [member.look.age for member in cast] == [Age.ADULT, Age.OLD]


@pytest.mark.parametrize(
    "long", ["OFFICER BAKER", "DETECTIVE COOK", "SGT. MILLER", "DR. BISHOP", "MRS. POTTER", "THOMAS BAKER"]
)
def test_a_rank_makes_a_trade_a_last_name(long: str) -> None:
    """Both speak, and are one."""
    short = long.split()[-1]

    assert (
        len(
            cast_names(
                f"INT. HALL - DAY\n\nRain.\n\n{long}\nMorning.\n\nANNA\nMorning.\n\n{short}\nFine day.\n"
            )
        )
        == 2
    )


@pytest.mark.parametrize("long", ["CHIEF COOK", "HEAD BUTLER", "THE KING'S BAKER"])
def test_a_kind_of_trade_makes_no_last_name(long: str) -> None:
    """A chief cook and a cook are two."""
    short = long.split()[-1]

    assert (
        len(
            cast_names(
                f"INT. HALL - DAY\n\nRain.\n\n{long}\nMorning.\n\nANNA\nMorning.\n\n{short}\nFine day.\n"
            )
        )
        == 3
    )


def test_a_king_is_the_only_king_there_is() -> None:
    """KING is KING HAROLD, and with two kings nobody knows."""
    one = "INT. HALL - DAY\n\nRain.\n\nKING HAROLD\nMy crown.\n\nANNA\nHere.\n\nKING\nThanks.\n"

    assert cast_names(one) == {"KING HAROLD", "ANNA"}
    assert "KING" in cast_names(one + "\nKING OLAF\nMine.\n")
