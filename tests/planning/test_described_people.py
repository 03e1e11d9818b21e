"""People mentioned in a story: each is found once, and is seen."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest

from storyreel.film.cast import NARRATOR_ID, Age, Garment, Hair, Presentation
from storyreel.film.storyboard import Pose
from storyreel.planning import survey
from storyreel.screenplays import read_screenplay
from tests.planning.planned import plan

GREENHOUSE = (Path(__file__).parent / "greenhouse.txt").read_text()


def names(story: str) -> list[str]:
    """The people of a story, without the narrator."""
    return [
        member.name
        for member in survey(read_screenplay(story.encode(), "story.txt")).cast
        if member.id != NARRATOR_ID
    ]


@pytest.mark.parametrize(
    ("story", "people"),
    [
        ("An old robot named Tilde watered the plants.", ["TILDE"]),
        ("A girl opened the door. The girl sat down.", ["GIRL"]),
        ("A boy called Finn rowed into the bay. Finn waved. The boy was wet.", ["FINN"]),
        ("A girl sat down. Her name was Nell. Nell slept.", ["NELL"]),
        ("A man waited. The man's name was Otto Lang.", ["OTTO LANG"]),
        ("Anna lived with her grandmother. The old woman smiled. The girl laughed.", ["ANNA", "GRANDMOTHER"]),
        ("The keeper climbed up. The keeper lit the lamp.", ["KEEPER"]),
        ("The keeper, Thomas, climbed up.", ["THOMAS"]),
        ("A young man came in. The old man looked up. The young man sat down.", ["YOUNG MAN", "OLD MAN"]),
        ("Zorg laughed. Then Zorg went home and slept.", ["ZORG"]),
        ("In London nobody slept. Rain fell on London.", []),
        ("The gardeners were gone. The radio played. A letter lay on the table.", []),
        ("On Monday the train was late. The computer slept.", []),
        ("Tilde remembers. She is an old robot with one eye. The robot hums, and Tilde hums too.", ["TILDE"]),
        (
            'Tilde remembers. She is an old robot. "You are late," says the robot. "Yes," says Tilde.',
            ["TILDE"],
        ),
        ('The robot hums. "Go," says Tilde. Tilde nods. She is an old robot.', ["TILDE"]),
        ("Later, in the ward, a nurse finds a tomato and smiles.", ["NURSE"]),
        ("On top of St. Agnes Hospital there is a greenhouse. St. Agnes Hospital sleeps.", []),
        ("A fox named Vulp stole a hen.", ["VULP"]),
        (
            (
                "Elif was a girl of nine who lived with her grandfather, a tall man with a white beard named"
                " Osman. The old man slept."
            ),
            ["ELIF", "OSMAN"],
        ),
        ("Mara: a woman in a red coat. Mara walked on. The woman sang.", ["MARA"]),
        ("Osman, her grandfather, sat down. The grandfather slept.", ["OSMAN"]),
        ("The first mate came up, a broad man with a broken nose. The man laughed.", ["FIRST MATE"]),
        ("The first mate, a broad man with a broken nose, laughed.", ["FIRST MATE"]),
        ("A girl, a boy and a dog ran past. The girl laughed. The boy waved.", ["GIRL", "BOY"]),
        ("A boy knocked. The boy was called Sami. Sami waited.", ["SAMI"]),
        (
            "A town called Otterby slept. A woman named Ada and her brother, a doctor named Per, sang.",
            ["ADA", "PER"],
        ),
        ("Старый робот по имени Тильда жил в теплице. Тильда спала.", ["ТИЛЬДА"]),
        ('A girl sat down. "Are you cold?" asked the girl. Her name was Nell. "No," said Nell.', ["NELL"]),
    ],
)
def test_a_story_casts_who_is_named_or_acts(story: str, people: list[str]) -> None:
    """One person one entry, whatever the story calls them."""
    assert names(story) == people


def test_people_of_a_story_look_as_described() -> None:
    """Age and sex come from the nouns and pronouns; a robot is of metal."""
    cast = {member.id: member for member in plan(GREENHOUSE, name="x.txt").cast}

    assert (cast["tilde"].look.age, cast["tilde"].look.presentation) == (Age.OLD, Presentation.FEMININE)
    assert (cast["nell"].look.age, cast["nell"].look.presentation) == (Age.CHILD, Presentation.FEMININE)
    assert cast["nurse"].look.presentation is Presentation.FEMININE


def test_one_persons_descriptions_are_joined() -> None:
    """The child is small, and her grandfather tall, old and bearded, in whichever words that is said."""
    text = (
        "Elif was a girl of nine who lived in a lighthouse with her grandfather, a tall man with a white"
        " beard named Osman. Osman laughed. Elif sang."
    )
    cast = {member.id: member.look for member in plan(text, name="x.txt").cast if member.id != NARRATOR_ID}

    assert set(cast) == {"elif", "osman"}
    assert (cast["elif"].age, cast["elif"].presentation, cast["elif"].beard) == (
        Age.CHILD,
        Presentation.FEMININE,
        False,
    )
    assert (cast["osman"].age, cast["osman"].presentation, cast["osman"].beard) == (
        Age.OLD,
        Presentation.MASCULINE,
        True,
    )
    assert cast["osman"].height > 1.05


def test_looks_described_later_are_theirs() -> None:
    """Ages and clothes of other sentences than the first."""
    text = (
        "Elif and her grandfather Osman lived by the sea. Osman was an old man with a white beard. Elif was"
        " nine years old. Osman smiled. Ada and Tom met. He wore a yellow coat. She had long red hair. Tom"
        " laughed. Ada sat down."
    )
    cast = {member.id: member.look for member in plan(text, name="x.txt").cast if member.id != NARRATOR_ID}

    assert set(cast) == {"elif", "osman", "ada", "tom"}
    assert cast["elif"].age is Age.CHILD and (cast["osman"].age, cast["osman"].beard) == (Age.OLD, True)
    assert cast["ada"].hair is Hair.LONG and cast["tom"].garment is Garment.COAT


def test_children_and_old_people_of_other_languages_look_so() -> None:
    """Nouns say their age."""
    text = "Мальчик вошёл.\n\n— Это я, — сказал мальчик.\n\n— Кто ты? — спросила старуха."
    cast = {member.name: member.look for member in survey(read_screenplay(text.encode(), "story.txt")).cast}

    assert cast["МАЛЬЧИК"].age is Age.CHILD
    assert (cast["СТАРУХА"].age, cast["СТАРУХА"].presentation) == (Age.OLD, Presentation.FEMININE)


def test_people_of_a_story_stand_in_the_picture_when_it_is_about_them() -> None:
    """By noun, name and pronoun, in another scene too; 'they' and 'gave her' are two."""
    shots = {
        shot.lines[0].text[:24]: [f.cast_id for f in shot.figures]
        for _, shot in plan(GREENHOUSE, name="x.txt").shots()
    }

    assert shots["On the roof of the old h"] == ["tilde"]
    assert shots["Every night she rolled b"] == ["tilde"]
    assert shots["One night the door creak"] == ["nell"]
    assert shots["She was seven and she co"] == ["nell"]
    assert shots["The robot gave her the c"] == ["nell", "tilde"]
    assert shots["She ran along the corrid"] == ["nurse"]
    assert shots["In the greenhouse the gi"] == ["nell", "tilde"]


def test_what_was_done_is_shown_like_what_is_done() -> None:
    """Stories are told in the past tense."""
    poses = {
        shot.lines[0].text[:24]: shot.figures[0].pose
        for _, shot in plan(GREENHOUSE, name="x.txt").shots()
        if shot.figures
    }

    assert poses["Every night she rolled b"] is Pose.WALKING
    assert poses["The girl sat on an uptur"] is Pose.SITTING
    assert poses["She ran along the corrid"] is Pose.RUNNING
    assert poses["In the greenhouse the gi"] is Pose.LYING


def test_the_picture_changes_with_every_sentence_or_two() -> None:
    """About twenty-eight words at most, unless a sentence is longer, and no two pictures alike in a row."""
    board = plan(GREENHOUSE, name="x.txt")
    for scene in board.scenes:
        for shot in scene.shots:
            narrated = [line.text for line in shot.lines if line.cast_id == NARRATOR_ID]
            assert all(len(text.split()) <= 28 or text.count(". ") == 0 for text in narrated)
            assert all(text.count(". ") <= 1 for text in narrated)
        for first, second in pairwise(scene.shots):
            assert (first.size, first.figures) != (second.size, second.figures)


def test_a_long_story_is_planned_in_linear_time() -> None:
    """Sixty thousand words of people and places take seconds."""
    story = "\n\n".join(
        f"Anna went into the kitchen. A man named Otto{n} ran down to the harbour and the old woman laughed."
        f" {GREENHOUSE}"
        for n in range(60)
    )
    screenplay = read_screenplay(story.encode(), "x.txt")
    started = time.process_time()

    survey(screenplay)

    assert time.process_time() - started < 6
