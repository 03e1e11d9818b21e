"""What stays in a film after a change, what is made again, and how both are foretold."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import cast

import pytest

from flows.preview import preview_film
from storyreel.film.errors import BudgetError, SettingsError, UsageError
from storyreel.film.jobs import Ticket
from storyreel.graph.stages import Stage
from storyreel.project.affordable import cheaper_ways, require_affordable
from storyreel.project.kept_results import LOCKED, MISSING_ONLY, STALE, still_known
from storyreel.project.plan import PlannedAction, PlannedCall, counts_by_stage
from storyreel.project.project import Project, direct
from storyreel.project.redo import asked_takes
from storyreel.project.settings import Scope
from storyreel.vault import Vault
from storyreel.vault.budget import Charge, open_budget
from studio.estimates import estimate_film
from studio.forecast import prediction
from studio.preview import plan_run
from tests.studio.bought_film import FIRST, PAID, SCRIPT, SECOND, edit, film, make_all, standing, those

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def edited(home: Path, vault: Vault) -> Project:
    """A film that was bought, and of which both shots were changed since."""
    project = film(home, vault)
    make_all(project)
    edit(project, FIRST, "action", "MARA dances with a broom.")
    edit(project, SECOND, "action", "TOM climbs onto a crate.")
    return project


class TestStale:
    def test_what_was_paid_for_stays_and_costs_nothing(self, edited: Project) -> None:
        """After an edit the paid pictures of the shots are stale, and nothing is to be bought."""
        found, estimate = standing(edited), estimate_film(edited, Scope())

        stale = those(found, PlannedAction.STALE)
        assert {f"{FIRST} first frame", f"{FIRST} clip", f"{SECOND} clip"} <= stale
        assert {found[name][1] for name in stale} == {STALE}
        assert estimate.cost.high_usd == 0 and estimate.stale == len(stale)
        assert estimate.stale_cost.high_usd > 0

    def test_a_shot_is_made_again_on_a_persons_word_and_no_other(self, edited: Project) -> None:
        """Its id may be typed in any case; what another shot lost stays."""
        found = standing(edited, redo=(FIRST.lower(),))

        assert {f"{FIRST} first frame", f"{FIRST} clip"} <= those(found, PlannedAction.MAKE)
        assert f"{SECOND} clip" in those(found, PlannedAction.STALE)

    def test_everything_stale_is_made_again_on_a_persons_word(self, edited: Project) -> None:
        """Then it costs what the plan said that it would."""
        foretold = estimate_film(edited, Scope()).stale_cost

        found, estimate = standing(edited, redo=("stale",)), estimate_film(edited, Scope(redo=("stale",)))

        assert those(found, PlannedAction.STALE) == set()
        assert estimate.stale == 0
        assert estimate.cost.high_usd == pytest.approx(foretold.high_usd)

    def test_a_new_shot_is_bought_beside_stale_ones(self, home: Path, vault: Vault) -> None:
        """A hole is filled at once; only what is there stays."""
        project = film(home, vault)
        make_all(project)
        (home / "tea.fountain").write_text(SCRIPT + "\nINT. CELLAR - NIGHT\n\nMARA counts jars.\n")

        found = standing(project)

        assert "SC030-SH010 clip" in those(found, PlannedAction.MAKE)
        assert those(found, PlannedAction.MAKE).isdisjoint({f"{FIRST} clip", f"{SECOND} clip"})

    def test_a_picture_that_nothing_would_show_is_not_drawn(self, home: Path, vault: Vault) -> None:
        """A person who has no picture yet is drawn once a shot that shows them is asked for."""
        project = film(home, vault)
        make_all(project)
        keys = {name: key for name, key in project.state.keys.items() if name != "mara reference 1"}
        vault.ledger.lose(project.state.keys["mara reference 1"], 1, "she was not in the film")
        project.remember(keys=keys)
        edit(project, FIRST, "action", "MARA dances with a broom.")

        kept, asked = standing(project), standing(project, redo=(FIRST,))

        assert kept["mara reference 1"][0] is PlannedAction.NOT_NEEDED
        assert estimate_film(project, Scope()).cost.high_usd == 0
        assert asked["mara reference 1"][0] is PlannedAction.MAKE

    def test_a_line_that_moved_is_no_stale_one(self, home: Path, vault: Vault) -> None:
        """If a line is put in before another, the new one is spoken and the other is reused."""
        project = film(home, vault)
        make_all(project)
        (home / "tea.fountain").write_text(SCRIPT.replace("The kettle", "Well now.\n\nMARA\nThe kettle"))

        found = standing(project)
        lines = {name: action for name, (action, _) in found.items() if " line " in name}

        assert Counter(lines.values()) == {PlannedAction.MAKE: 1, PlannedAction.REUSE: 2}

    def test_what_is_free_is_made_again_as_ever(self, home: Path, vault: Vault) -> None:
        """The embedded crew draws and films the changed shot again, and nothing is stale."""
        project = film(home, vault, {})
        make_all(project)
        edit(project, FIRST, "action", "MARA dances with a broom.")

        found = standing(project)

        assert those(found, PlannedAction.STALE) == set()
        assert f"{FIRST} clip" in those(found, PlannedAction.MAKE)

    def test_a_free_film_does_not_keep_the_paid_crew_from_its_work(self, home: Path, vault: Vault) -> None:
        """What the painter filmed is no purchase: after a change of crew every clip is bought."""
        make_all(film(home, vault, {}))

        found = standing(film(home, vault))

        assert {f"{FIRST} clip", f"{SECOND} clip"} <= those(found, PlannedAction.MAKE)

    def test_a_job_that_is_under_way_is_waited_for(self, edited: Project) -> None:
        """It is paid already; the earlier result does not take its place."""
        preview = preview_film(edited, Scope())
        one = next(
            one for one in preview.estimate_input.looked_up.calls if one.call.name == f"{FIRST} first frame"
        )
        key = one.call.key(one.brief, preview.context.card.fingerprints)
        edited.vault.ledger.intend(key, 1, one.call.name)
        edited.vault.ledger.ticket(key, 1, Ticket(provider="fal", job_id="7").model_dump(mode="json"))

        assert standing(edited)[one.call.name][0] is PlannedAction.MAKE

    def test_what_a_run_bought_that_was_killed_stays_too(self, home: Path, vault: Vault) -> None:
        """The film remembers nothing of that run; the budget's log names what it bought."""
        project = film(home, vault)
        preview = preview_film(project, Scope())
        make_all(project, remembered=False)
        made = preview_film(project, Scope())
        one = next(one for one in made.estimate_input.looked_up.calls if one.call.name == f"{FIRST} clip")
        key = one.call.key(one.brief, preview.context.card.fingerprints)
        charge = Charge(film=project.id, what=one.call.name, key=key, attempt=1, reserved_usd=1.0)
        open_budget(vault.assets.records, project.id).reserve(charge, None)
        edit(project, FIRST, "action", "MARA dances with a broom.")

        assert standing(project)[f"{FIRST} clip"][0] is PlannedAction.STALE

    def test_a_word_that_names_nothing_lists_what_there_is(self, edited: Project) -> None:
        """And nothing is planned."""
        with pytest.raises(UsageError, match=rf"'SC999'; it takes 'stale'.*{FIRST}, .*{SECOND}, .*mara"):
            plan_run(edited, Scope(redo=("SC999",)))

    def test_what_a_film_no_longer_has_is_forgotten(self, edited: Project) -> None:
        """The paid results of a shot that is gone are not taken for those of a later one of its id."""
        board = preview_film(edited, Scope()).context.storyboard
        bought = {f"{FIRST} clip": "a", "SC999-SH010 clip": "b", "mara reference 1": "c", "music 1 calm": "d"}

        assert set(still_known(bought, board)) == {f"{FIRST} clip", "mara reference 1", "music 1 calm"}


class TestLocked:
    @pytest.mark.parametrize("members", [PAID, {}], ids=["paid", "free"])
    def test_a_locked_shot_never_changes(self, home: Path, vault: Vault, members: dict[str, str]) -> None:
        """Not even what of it is free, and not on the word for everything stale."""
        project = film(home, vault, members)
        make_all(project)
        edit(project, FIRST, "action", "MARA dances with a broom.")
        edit(project, FIRST, "lock", True)

        found = standing(project, redo=("stale",))

        assert found[f"{FIRST} clip"][0] is PlannedAction.STALE
        assert found[f"{FIRST} clip"][1].startswith(LOCKED)

    def test_to_ask_for_a_locked_shot_is_refused(self, edited: Project) -> None:
        """By both words that make again, with the line to take away."""
        edit(edited, FIRST, "lock", True)

        with pytest.raises(UsageError, match="lock = true"):
            plan_run(edited, Scope(redo=(FIRST,)))
        with pytest.raises(SettingsError, match="lock = true"):
            asked_takes(edited.state, FIRST, "shot")

    def test_a_lock_stands_in_the_storyboards_file(self, home: Path, vault: Vault) -> None:
        """It is written again with the file, and read from it."""
        project = film(home, vault, {})
        drafts = preview_film(project, Scope())
        with direct(str(home / "tea.fountain"), str(home / "tea"), vault) as directed:
            directed.remember(base=drafts.context.storyboard)
            directed.write_storyboard(drafts.context.storyboard)
        board = home / "tea" / "storyboard.toml"
        board.write_text(board.read_text().replace(f"[shots.{FIRST}]", f"[shots.{FIRST}]\nlock = true"))
        with direct(str(home / "tea.fountain"), str(home / "tea"), vault) as directed:
            edits = directed.state.overrides.edits

        assert [(one.id, one.field, one.value) for one in edits] == [(FIRST, "lock", True)]


class TestMissingOnly:
    def test_only_holes_are_filled(self, home: Path, vault: Vault) -> None:
        """Free work stays as well; what was never made is made."""
        project = film(home, vault, {})
        make_all(project)
        edit(project, FIRST, "action", "MARA dances with a broom.")
        keys = {name: key for name, key in project.state.keys.items() if name != f"{SECOND} clip"}
        edit(project, SECOND, "action", "TOM climbs onto a crate.")
        project.remember(keys=keys)

        found = standing(project, missing_only=True)

        assert found[f"{FIRST} clip"][0] is PlannedAction.STALE
        assert found[f"{FIRST} clip"][1].startswith(MISSING_ONLY)
        assert found[f"{SECOND} clip"][0] is PlannedAction.MAKE


class TestForetelling:
    def test_one_changed_line_is_counted_through_to_the_end(self, home: Path, vault: Vault) -> None:
        """How many of how many are made of each kind, how long it takes and what it costs."""
        project = film(home, vault, {})
        make_all(project)
        (home / "tea.fountain").write_text(SCRIPT.replace("So is the boat.", "So is the boat, again."))

        planned = plan_run(project, Scope())
        (said,) = prediction(planned.counts, planned.estimate)

        assert "1 of 2 spoken lines" in said and "1 of 4 clips" in said
        assert "keyframes" not in said
        assert said.endswith(" s, $0.00.")

    def test_what_depends_on_a_length_that_is_open_is_a_range(self, home: Path, vault: Vault) -> None:
        """It is counted as possible, and what stays or is not needed is not counted as made."""
        actions = (PlannedAction.MAKE, PlannedAction.UNKNOWN, PlannedAction.STALE, PlannedAction.NOT_NEEDED)
        calls = [PlannedCall(name="", stage=Stage.CLIP, action=action, why="") for action in actions]

        (count,) = counts_by_stage(calls)
        said = next(prediction((count,), estimate_film(film(home, vault, {}), Scope())))

        assert (count.fewest, count.most, count.of) == (1, 2, 3)
        assert said.startswith("To be made: 1 to 2 of 3 clips; about ")

    def test_a_film_that_is_whole_has_nothing_to_be_made(self, home: Path, vault: Vault) -> None:
        """No count, no stage."""
        project = film(home, vault, {})
        make_all(project)
        planned = plan_run(project, Scope())

        assert next(prediction(planned.counts, planned.estimate)) == "Nothing to do."


class TestBudget:
    def test_a_budget_that_is_too_small_says_how_far_it_reaches(self, home: Path, vault: Vault) -> None:
        """And what to leave out; then nothing is bought."""
        project = film(home, vault, PAID | {"composer": "elevenlabs"}, budget_usd=1.0)
        estimate_input = preview_film(project, Scope()).estimate_input
        planned = estimate_film(project, Scope())

        ways = cheaper_ways(planned, estimate_input)
        with pytest.raises(BudgetError) as refused:
            require_affordable(planned, estimate_input)

        assert planned.is_short and planned.left_usd == 1.0
        assert sum(one.calls for one in planned.reach) < sum(one.of for one in planned.reach)
        assert [way.less_usd for way in ways] == sorted((way.less_usd for way in ways), reverse=True)
        assert "That pays for " in str(refused.value) and " of 4 clips" in str(refused.value)
        assert "(--skip music) it is $" in str(refused.value) and "Nothing was spent." in str(refused.value)

    def test_a_budget_that_is_large_enough_is_said_nothing_of(self, home: Path, vault: Vault) -> None:
        """It reaches to the end of the film."""
        planned = estimate_film(film(home, vault, budget_usd=500.0), Scope())

        assert not planned.is_short and planned.reach == ()
        assert json.loads(planned.model_dump_json())["left_usd"] == 500.0


class TestEarlierVersion:
    """A film of a version whose usual image model was FLUX.1, and that drew last frames otherwise."""

    @pytest.fixture
    def flux_1(self, home: Path, vault: Vault) -> Project:
        """The film as that version left it: keys and costs, and nothing that says what was bought."""
        project = film(home, vault, models={"images": "fal-ai/flux-lora"})
        make_all(project)
        ledger, keys = vault.ledger, dict(project.state.keys)
        for name in [name for name in keys if name.endswith("last frame")]:
            done = ledger.attempt(keys[name]).done
            assert done is not None
            ledger.lose(keys[name], 1, "that version asked otherwise")
            keys[name] = sha256(name.encode()).hexdigest()
            result = cast(dict[str, object], done["result"])
            ledger.finish(keys[name], 1, result, seconds=1, cost_usd=0.03)
        project.remember(keys=keys)
        return project

    @pytest.mark.parametrize("models", [{}, {"images": "fal-ai/flux-lora"}], ids=["FLUX.2", "FLUX.1"])
    def test_nothing_is_bought_again_and_what_is_stale_is_said(
        self, home: Path, vault: Vault, flux_1: Project, models: dict[str, str]
    ) -> None:
        """With the usual model of today, and with the model it was made with."""
        project = film(home, vault, models=models)

        found, planned = standing(project), plan_run(project, Scope())

        assert planned.estimate.cost.high_usd == 0
        stale = those(found, PlannedAction.STALE)
        assert {f"{FIRST} last frame", f"{SECOND} last frame"} <= stale
        assert (f"{FIRST} first frame" in stale) is not bool(models)
        assert f"{FIRST} clip" not in those(found, PlannedAction.MAKE)
        assert any("stale" in line for line in prediction(planned.counts, planned.estimate))
