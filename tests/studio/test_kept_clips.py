"""A shot that takes another number of clips than were bought keeps those, until others are asked for."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from flows.preview import preview_film
from storyreel.film.timeline import PlannedPiece
from storyreel.graph.cutting import film_pieces, layout
from storyreel.graph.speech import spoken_pace
from storyreel.planning.pace import set_pace
from storyreel.project.kept_clips import without_other_counts
from storyreel.project.kept_results import LOCKED
from storyreel.project.plan import PlannedAction
from storyreel.project.project import Project
from storyreel.project.settings import Scope
from storyreel.vault import Vault
from storyreel.vault.budget import Charge, open_budget
from studio.estimates import estimate_film
from studio.preview import plan_run
from tests.studio.bought_film import FIRST, PAID, SCRIPT, SECOND, edit, film, make_all, standing, those

pytestmark = pytest.mark.usefixtures("home")


def clips(found: dict[str, tuple[PlannedAction, str]], shot: str = FIRST) -> dict[str, PlannedAction]:
    """What a run would do with each clip of a shot."""
    return {name: action for name, (action, _) in found.items() if name.startswith(f"{shot} clip")}


def pieces_of(project: Project, shot: str = FIRST) -> list[PlannedPiece]:
    """The pieces of the cut that show a shot."""
    context = preview_film(project, Scope()).context
    pieces = film_pieces(context, layout(context, set_pace(spoken_pace(context, {}))))
    return [piece for piece in pieces if any(span.clip.startswith(shot) for span in piece.spans)]


def shown(project: Project, shot: str = FIRST) -> list[tuple[str, int]]:
    """Each clip of a shot that the cut shows, and how many frames of it."""
    frames = Counter[str]()
    for piece in pieces_of(project, shot):
        for span in piece.spans:
            frames[span.clip] += span.end - span.start if span.clip.startswith(shot) else 0
    return list((+frames).items())


@pytest.fixture
def short(home: Path, vault: Vault) -> Project:
    """A film that was bought, of which each shot is one clip of 10 seconds at most."""
    project = film(home, vault)
    make_all(project)
    return project


@pytest.fixture
def long(home: Path, vault: Vault) -> Project:
    """A film that was bought, of which the first shot is three clips."""
    project = film(home, vault)
    edit(project, FIRST, "seconds", 25.0)
    make_all(project)
    return project


class TestLonger:
    def test_one_clip_stays_and_its_last_picture_is_held(self, short: Project) -> None:
        """Nothing is bought; the plan says how many clips it would take and how long the picture is held."""
        edit(short, FIRST, "seconds", 25.0)

        found, estimate = standing(short), estimate_film(short, Scope())

        assert clips(found) == {f"{FIRST} clip": PlannedAction.STALE}
        why = found[f"{FIRST} clip"][1]
        assert "it takes 3 clips now, and the one that was made stays until `--redo stale`" in why
        assert "its last picture is held for 19.0 s" in why
        assert estimate.cost.high_usd == 0

    def test_the_shot_is_as_long_as_it_must_be_and_no_longer(self, short: Project) -> None:
        """It need not have a length that its engine makes, because nothing is filmed of it."""
        edit(short, FIRST, "seconds", 25.0)

        assert sum(frames for _, frames in shown(short)) == 25 * 24

    def test_no_note_says_that_it_becomes_longer(self, short: Project) -> None:
        """It is as long as was asked for. Filmed again, it would be shown of longer clips."""
        edit(short, FIRST, "seconds", 23.0)

        kept = plan_run(short, Scope()).warnings
        again = plan_run(short, Scope(redo=("stale",))).warnings

        assert not any("becomes about" in one for one in kept)
        assert not any("which is made whole" in one for one in kept)
        assert any(f"{FIRST}: seconds = 23: fal-video makes" in one for one in again)

    def test_the_last_of_several_clips_is_held(self, long: Project) -> None:
        """Those before it are shown as they were made."""
        before = shown(long)
        edit(long, FIRST, "seconds", 60.0)

        after = shown(long)

        assert len(before) == 3 and after[:2] == before[:2]
        assert after[2][0] == before[2][0] and sum(frames for _, frames in after) == 60 * 24


class TestShorter:
    def test_several_clips_stay_and_the_cut_ends_earlier(self, long: Project) -> None:
        """A shot of 15 seconds shows the first of three clips and a part of the second."""
        first = shown(long)[0]
        edit(long, FIRST, "seconds", 15.0)

        found = standing(long)

        assert clips(found) == {
            f"{FIRST} clip 1 of 3": PlannedAction.STALE,
            f"{FIRST} clip 2 of 3": PlannedAction.STALE,
        }
        assert shown(long) == [first, (f"{FIRST} clip 2 of 3", 15 * 24 - first[1])]

    def test_what_is_not_shown_is_there_when_the_shot_is_long_again(self, long: Project) -> None:
        """The state of a run in between does not have the last clip; what was bought names it."""
        before = standing(long)
        bought = {name: key for name, key in long.state.keys.items() if " clip" in name}
        kept = {name: key for name, key in long.state.keys.items() if not name.endswith("3 of 3")}
        long.remember(keys=kept, bought=bought)

        assert clips(standing(long)) == clips(before)
        assert set(clips(before).values()) == {PlannedAction.REUSE}

    def test_a_part_that_would_not_hold_its_transition_is_left_out(self, home: Path, vault: Vault) -> None:
        """The part before it is held to the end: a dissolve lies in one clip."""
        shot = "SC010-SH020"
        (home / "tea.fountain").write_text(SCRIPT.replace("EXT. HARBOUR", "DISSOLVE TO:\n\nEXT. HARBOUR"))
        project = film(home, vault)
        edit(project, shot, "seconds", 25.0)
        make_all(project)
        edit(project, shot, "seconds", 10.4)

        assert shown(project, shot) == [(f"{shot} clip 1 of 3", 250)]
        assert [piece.kind.value for piece in pieces_of(project, shot)] == ["body", "dissolve"]


class TestAsked:
    @pytest.mark.parametrize("word", ["stale", FIRST, FIRST.lower(), f"{FIRST} clip", "mara"])
    def test_a_word_films_it_in_as_many_clips_as_it_takes(self, short: Project, word: str) -> None:
        """The word for everything stale, the shot, its clip, or a person who is seen in it."""
        edit(short, FIRST, "seconds", 25.0)

        found = standing(short, redo=(word,))

        assert clips(found) == {f"{FIRST} clip {n} of 3": PlannedAction.MAKE for n in (1, 2, 3)}

    def test_everything_stale_costs_what_was_foretold(self, short: Project) -> None:
        """The price of as many clips as it takes, not of those that stay."""
        edit(short, FIRST, "seconds", 25.0)
        edit(short, SECOND, "action", "TOM climbs onto a crate.")
        foretold = estimate_film(short, Scope()).stale_cost

        cost = estimate_film(short, Scope(redo=("stale",))).cost

        assert foretold.high_usd == pytest.approx(cost.high_usd)

    def test_a_locked_shot_is_in_no_price_of_what_is_stale(self, short: Project) -> None:
        """`--redo stale` does not make it again."""
        edit(short, FIRST, "action", "MARA dances with a broom.")
        edit(short, FIRST, "lock", True)

        assert estimate_film(short, Scope()).stale_cost.high_usd == 0

    def test_another_take_of_a_line_films_nothing(self, short: Project) -> None:
        """The line is what was asked for; the clip of its shot stays, whatever length the line has."""
        found = standing(short, redo=(f"{FIRST} line 1",))
        edit(short, FIRST, "seconds", 25.0)
        longer = standing(short, redo=(f"{FIRST} line 1",))

        assert clips(found) == {f"{FIRST} clip": PlannedAction.REUSE}
        assert clips(longer) == {f"{FIRST} clip": PlannedAction.STALE}

    def test_after_it_was_filmed_again_the_earlier_clips_are_those_no_more(self) -> None:
        """Only what is made of the shot now is remembered; other shots and calls are as they were."""
        known = {f"{FIRST} clip": "a", f"{SECOND} clip": "b", f"{FIRST} first frame": "c"}

        left = without_other_counts(known, {f"{FIRST} clip 1 of 2": "d", f"{SECOND} clip": "e"})

        assert left == {f"{SECOND} clip": "b", f"{FIRST} first frame": "c"}


class TestLocked:
    @pytest.mark.parametrize("members", [PAID, {}], ids=["paid", "free"])
    def test_a_locked_shot_has_the_clips_it_had(
        self, home: Path, vault: Vault, members: dict[str, str]
    ) -> None:
        """Paid or free, and also on the word for everything stale."""
        project = film(home, vault, members)
        make_all(project)
        edit(project, FIRST, "seconds", 25.0)
        edit(project, FIRST, "lock", True)

        found = standing(project, redo=("stale",))

        assert clips(found) == {f"{FIRST} clip": PlannedAction.STALE}
        assert found[f"{FIRST} clip"][1].startswith(LOCKED)

    def test_a_free_shot_is_filmed_as_ever(self, home: Path, vault: Vault) -> None:
        """Free work is made again with every change."""
        project = film(home, vault, {})
        make_all(project)
        edit(project, FIRST, "seconds", 25.0)

        assert len(clips(standing(project))) == 3


class TestHoles:
    def test_a_clip_that_was_never_made_is_made(self, long: Project) -> None:
        """If one of three is missing, that one is filmed, and the two others stay."""
        keys = {name: key for name, key in long.state.keys.items() if name != f"{FIRST} clip 2 of 3"}
        long.remember(keys=keys)
        edit(long, FIRST, "seconds", 60.0)
        edit(long, FIRST, "action", "MARA dances with a broom.")

        assert clips(standing(long)) == {
            f"{FIRST} clip 1 of 3": PlannedAction.STALE,
            f"{FIRST} clip 2 of 3": PlannedAction.MAKE,
            f"{FIRST} clip 3 of 3": PlannedAction.STALE,
        }

    @pytest.mark.parametrize("budget", ["", "shared"])
    def test_what_a_run_bought_that_was_killed_counts(self, short: Project, budget: str) -> None:
        """The budget's log names it, also if the film has had another budget since."""
        key = short.state.keys[f"{FIRST} clip"]
        charge = Charge(film=short.id, what=f"{FIRST} clip", key=key, attempt=1, reserved_usd=1.0)
        open_budget(short.vault.assets.records, short.id).reserve(charge, None)
        short.settings = short.settings.model_copy(update={"budget_name": budget})
        short.remember(keys={})
        edit(short, FIRST, "seconds", 25.0)

        assert clips(standing(short)) == {f"{FIRST} clip": PlannedAction.STALE}

    def test_the_clips_of_a_free_crew_are_no_purchase(self, home: Path, vault: Vault) -> None:
        """After a change of crew the shot is filmed in as many clips as it takes."""
        make_all(film(home, vault, {}))
        project = film(home, vault)
        edit(project, FIRST, "seconds", 25.0)

        assert set(clips(standing(project)).values()) == {PlannedAction.MAKE}
        assert those(standing(project), PlannedAction.STALE) == set()
