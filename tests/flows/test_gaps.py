"""What is missing is said, and what cannot be missing ends the run."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from storyreel.editing.probe import check_decodes
from tests.flows.conftest import FirstFilm
from tests.flows.installation import SMALL, CommandResult, Install, Records

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("server"), pytest.mark.timeout(400)]


def make_with(house: Install, breaking: str, *arguments: object) -> CommandResult:
    """The command line with a crew member that fails."""
    code = (
        "import blocks.providers.animatic as crew\nfrom storyreel.film.errors import ProviderError,"
        " RefusedError\nfrom studio.cli import main\ndef fail(error):\n    def stage(*_):\n        raise"
        f" error\n    return stage\n{breaking}\nmain()"
    )
    return house.run("make", *arguments, *SMALL, "--json", command=(sys.executable, "-c", code))


def test_a_voice_that_fails_leaves_a_gap_and_a_film(first_film: FirstFilm, house: Install) -> None:
    """Exit code 3, each missing line named with the reason, the run called WithGaps.

    And the next run fills the gap.
    """
    script = house.script(
        first_film.script.read_text().replace("So is the boat.", "The boat is gone."), "mute.fountain"
    )

    said = make_with(
        house,
        "crew.EspeakSpeech.speak = fail(ProviderError('The voice is hoarse.'))",
        script,
        "--out",
        "mute",
    )

    assert said.code == 3, said.err
    outcome = json.loads(said.out)
    assert outcome["gaps"] == ["SC020-SH020 line 1: The voice is hoarse."]
    assert check_decodes(Path(outcome["film"]))
    run = next(
        run for run in Records(house.home).find("flow_runs", sort="START_TIME_DESC") if run["name"] == "mute"
    )
    assert run["state"]["name"] == "WithGaps"

    again = house.make(script, "mute")

    assert again.code == 0
    assert again.outcome["gaps"] == []


def test_a_refused_picture_ends_the_run_in_a_sentence(first_film: FirstFilm, house: Install) -> None:
    """Which shot and why; no film is put in the folder, and the second time nobody is asked."""
    script = house.script(
        first_film.script.read_text().replace("TOM walks", "TOM dances"), "refused.fountain"
    )
    breaking = "crew.PainterStills.draw = fail(RefusedError('Not this picture.'))"

    first = make_with(house, breaking, script, "--out", "refused")
    second = house.make(script, "refused")

    for said in (first, second):
        assert said.code == 1
        assert "Not this picture." in said.err
        assert len(said.err.strip().splitlines()) == 1, said.err
    assert "SC020-SH010" in second.err
    assert not list((house.work / "refused").glob("*.mp4"))
