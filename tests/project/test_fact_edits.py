"""What the script states about a shot, as a person sees and edits it in the storyboard's file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from blocks.crew import assemble
from storyreel.film.briefs import KeyframeBrief, StillBrief
from storyreel.film.errors import StoryboardError
from storyreel.film.facts import ShotFacts
from storyreel.film.storyboard import Shot, Storyboard
from storyreel.graph.dry_run import dry_run
from storyreel.graph.keyframes import first_id, keyframes_id
from storyreel.project.overrides import Overrides
from storyreel.project.project import STORYBOARD_FILE, direct, open_project
from storyreel.vault import Vault
from storyreel.vault.disk import DiskVault
from tests.project.test_project import planned

SCRIPT = """Title: The Attic

INT. ATTIC - NIGHT

ANNA (30) reads by the window. The lamp burns.

Anna turns a page.

BEN (40)
It is late, and nobody is coming any more tonight.

Anna coughs.
"""
FIRST, SECOND, SPEECH, LAST = (f"SC010-SH{number:03d}" for number in (10, 20, 30, 40))


class Film:
    """A film in a folder, run with a person's edits."""

    def __init__(self, tmp_path: Path) -> None:
        self.vault = Vault(DiskVault(tmp_path / "vault"))
        self.folder = tmp_path / "film"
        self.file = self.folder / STORYBOARD_FILE
        self.warnings: list[str] = []
        self.run()

    def run(self, script: str = SCRIPT) -> Storyboard:
        """The storyboard of the next run."""
        with direct(script, str(self.folder), self.vault) as project:
            board = planned(project, script)
            self.overrides, self.warnings = project.state.overrides, project.warnings
        return board

    def edit(self, shot: str, line: str, new: str, script: str = SCRIPT) -> Storyboard:
        """The storyboard after the line of a shot that begins so is another; '' for a new line."""
        lines = self.file.read_text().split("\n")
        at = lines.index(f"[shots.{shot}]")
        where = (
            next(index for index in range(at + 1, len(lines)) if lines[index].startswith(line))
            if line
            else at + 1
        )
        lines[where : where + (1 if line else 0)] = [new]
        self.file.write_text("\n".join(lines))
        return self.run(script)

    def shown(self, shot: str) -> str:
        """The line of a shot's facts in the file; '' if it has none."""
        table = self.file.read_text().split(f"[shots.{shot}]\n")[1].split("\n\n")[0]
        return next((line for line in table.split("\n") if line.startswith("facts")), "")


@pytest.fixture
def film(tmp_path: Path) -> Film:
    return Film(tmp_path)


def facts(board: Storyboard) -> dict[str, ShotFacts]:
    return {shot.id: shot.facts for _, shot in board.shots()}


def asked(film: Film, board: Storyboard, crew: str) -> Mapping[str, KeyframeBrief | StillBrief]:
    """What is asked for the first picture of each shot, by shot id."""
    first_pictures = {call(shot) for _, shot in board.shots() for call in (keyframes_id, first_id)}
    project = open_project(SCRIPT, str(film.folder), film.vault)
    dry_calls = dry_run(
        project.context(board, assemble(crew, "en-us", {}).card()), lambda _call, _brief: None
    )
    return {
        one.call.id.subject: one.brief
        for one in dry_calls
        if isinstance(one.brief, KeyframeBrief | StillBrief) and one.call.id in first_pictures
    }


def test_the_file_shows_the_facts_and_reading_them_back_is_no_edit(film: Film) -> None:
    before = film.file.read_text()

    film.run()

    assert film.shown(FIRST) == film.shown(SPEECH) == 'facts = {lamps = {thing = "lamp", share = 1.0}}'
    assert (film.overrides, film.file.read_text()) == (Overrides(), before)


def test_an_edited_fact_holds_in_later_shots_and_changes_pictures_and_words(film: Film) -> None:
    """The lamp is put out in the second shot; the first keeps its light."""
    before = film.run()

    board = film.edit(SECOND, "facts", "facts = {lamps = {share = 0.0}}")

    assert [found.lamps.share for found in facts(board).values()] == [1.0, 0.0, 0.0, 0.0]
    assert [film.shown(shot) for shot in (FIRST, LAST)] == [
        f'facts = {{lamps = {{thing = "lamp", share = {share}}}}}' for share in (1.0, 0.0)
    ]
    for crew in ("animatic", "cloud"):
        changed = asked(film, board, crew)
        assert {shot for shot, brief in asked(film, before, crew).items() if brief != changed[shot]} == {
            SECOND,
            SPEECH,
            LAST,
        }
        assert "The lamp is dark." in changed[SECOND].picture.prompt
    assert (
        asked(film, before, "animatic")[SECOND].key_form()
        != asked(film, board, "animatic")[SECOND].key_form()
    )


def test_facts_follow_an_edited_action_and_the_file_shows_them(film: Film) -> None:
    """They are read in the person's words, and are no edits."""
    board = film.edit(FIRST, "action", 'action = "ANNA (30) reads. The lamp goes out. Darkness."')

    assert [found.dark for found in facts(board).values()] == [True] * 4
    assert film.shown(LAST) == "facts = {dark = true}"
    assert [edit.field for edit in film.overrides.edits] == ["action"]
    assert facts(film.run()) == facts(board)


def test_a_fact_that_was_edited_stays_when_the_action_is_edited(film: Film) -> None:
    """In the same shot; others follow the new words."""
    film.edit(FIRST, "facts", 'facts = {lamps = {thing = "lamp", share = 1.0}, broken = ["window"]}')

    board = film.edit(FIRST, "action", 'action = "ANNA (30) reads. Darkness."')

    assert [(found.dark, found.broken) for found in facts(board).values()] == [(True, ("window",))] * 4
    assert [edit.field for edit in film.overrides.edits if edit.is_fact] == ["facts.broken"]


def test_what_was_read_at_first_can_be_set_against_an_edited_action(film: Film) -> None:
    """The generated storyboard had the lamp burning; the person's action puts it out.

    The person's fact has it burn.
    """
    film.edit(FIRST, "action", 'action = "ANNA (30) reads. The lamp goes out."')
    assert film.shown(FIRST) == 'facts = {lamps = {thing = "lamp", share = 0.0}}'

    board = film.edit(FIRST, "facts", 'facts = {lamps = {thing = "lamp", share = 1.0}}')

    assert [found.lamps.share for found in facts(board).values()] == [1.0] * 4
    assert facts(film.run()) == facts(board)


@pytest.mark.parametrize("undone", ["", 'facts = {lamps = {thing = "lamp", share = 1.0}}'])
def test_an_edit_is_undone_by_removing_it_and_by_writing_what_is_read(film: Film, undone: str) -> None:
    film.edit(SECOND, "facts", "facts = {lamps = {share = 0.0}}")

    board = film.edit(SECOND, "facts", undone)

    assert film.overrides == Overrides()
    assert {found.lamps.share for found in facts(board).values()} == {1.0}


def test_a_fact_that_is_set_to_nothing_stays_in_the_file(film: Film) -> None:
    """Who sleeps by the script is awake by hand, also after the screenplay has changed elsewhere."""
    asleep = SCRIPT.replace("Anna coughs.", "Anna falls asleep.")
    last = film.run(asleep).shots()[-1][1].id
    assert film.shown(last).endswith('asleep = ["anna"]}')

    film.edit(last, "facts", "facts = {asleep = []}", asleep)
    board = film.run(asleep.replace("It is late,", "It is very late,"))

    assert facts(board)[last].asleep == ()
    assert film.shown(last).endswith("asleep = []}")
    assert "Anna is awake." in asked(film, board, "cloud")[last].picture.prompt


def test_a_script_that_reads_otherwise_now_is_said_and_the_edit_stands(film: Film) -> None:
    film.edit(FIRST, "facts", "facts = {lamps = {share = 0.5}}")

    board = film.run(SCRIPT.replace("The lamp burns.", "The lamp is dark."))

    assert facts(board)[FIRST].lamps.share == 0.5
    assert (
        f"{FIRST}, facts.lamps, was lamp (1) when you set it to lamp (0.5); the screenplay now makes it lamp"
        " (0). Your edit stands." in film.warnings
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "facts = {lamps = 0}",
            'facts.lamps is 0; accepted is a table such as {thing = "lamp", share = 0.0}',
        ),
        ("facts = {lamps = {share = 2}}", "with a share from 0 (out) to 1 (lit)"),
        ("facts = {lamps = {colour = 'red'}}", "facts.lamps is"),
        ("facts = {dark = 'very'}", "facts.dark is 'very'; accepted is true or false"),
        ("facts = {asleep = 'anna'}", "facts.asleep is 'anna'; accepted is a list of ids of the cast"),
        ("facts = {asleep = ['cleo']}", "'cleo' is not in the cast; accepted are anna, ben"),
        ("facts = {seats = [{who = 'anna', on = 'throne'}]}", "where `on` is one of stool, bench"),
        ("facts = {lamp = {share = 0.0}}", "'facts.lamp' is not a field; accepted are"),
        ("facts = true", "'facts' is not a field; accepted are"),
    ],
)
def test_a_fact_that_does_not_fit_is_refused_with_its_line(film: Film, line: str, said: str) -> None:
    before = film.file.read_text().split("\n")
    number = before.index(f"[shots.{FIRST}]") + 6  # size, move, transition, action, facts

    with pytest.raises(StoryboardError) as caught:
        film.edit(FIRST, "facts", line)

    assert said in str(caught.value)
    assert caught.value.facts["line"] == number


def test_looking_ahead_sees_the_facts_that_a_run_would(film: Film) -> None:
    """Nothing is written for it."""
    text = film.file.read_text().replace(
        'facts = {lamps = {thing = "lamp", share = 1.0}}', "facts = {dark = true}", 1
    )
    film.file.write_text(text)

    project = open_project(SCRIPT, str(film.folder), film.vault)
    project.look_at_edits()

    assert film.file.read_text() == text
    film.run()
    assert project.state.overrides == film.overrides != Overrides()


def test_a_film_from_before_facts_were_kept_is_read_and_shows_them(film: Film) -> None:
    """Its state and its file have none; its edits stay."""
    with direct(SCRIPT, str(film.folder), film.vault) as project:
        base = project.state.base
        assert base is not None
        bare = [
            scene.model_copy(update={"shots": tuple(without_facts(shot) for shot in scene.shots)})
            for scene in base.scenes
        ]
        project.remember(base=base.model_copy(update={"scenes": tuple(bare)}))
    film.file.write_text(
        "\n".join(
            line
            for line in film.file.read_text().split("\n")
            if not line.startswith(("facts", "# facts", "#   "))
        )
    )

    board = film.edit(FIRST, "size", 'size = "close"')

    assert [edit.field for edit in film.overrides.edits] == ["size"]
    assert film.shown(LAST) == 'facts = {lamps = {thing = "lamp", share = 1.0}}'
    assert facts(board)[LAST].lamps.share == 1.0


def without_facts(shot: Shot) -> Shot:
    old = shot.model_dump(mode="json")
    old.pop("facts")
    return Shot.model_validate(old)
