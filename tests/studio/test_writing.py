"""`storyreel write`: the price first, then a screenplay that is never written over another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storyreel.film.errors import BudgetError, KeyMissingError, ProviderError, SettingsError, UsageError
from storyreel.screenplays import read_screenplay
from studio.write_flags import ScriptWishes, StoryFlags
from studio.writing import SKETCH, write_command
from tests.fakes import screenwriting
from tests.fakes.studio import Studio

IDEA = "A keeper who lets the light go out, once"
FILE = "a-keeper-who-lets-the-light.fountain"


@pytest.fixture(scope="module")
def words_studio() -> Iterator[Studio]:
    with Studio(latency=0.0005) as made:
        yield made


@pytest.fixture
def fake(words_studio: Studio, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Studio:
    screenwriting.register(words_studio)
    words_studio.books.requests.clear()
    for name, value in words_studio.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return words_studio


def test_an_idea_becomes_a_screenplay_and_the_next_command_is_said(
    fake: Studio, capsys: pytest.CaptureFixture[str]
) -> None:
    """The price stands before, what was spent after; the file is read without a warning."""
    assert write_command(IDEA, wishes=ScriptWishes(minutes=3), yes=True) == 0

    said = capsys.readouterr()
    assert f"storyreel make {FILE}" in said.out
    assert said.err.startswith("About $0.") and "Spent: $0." in said.err
    assert read_screenplay(Path(FILE).read_bytes(), FILE).warnings == ()


def test_a_screenplay_that_is_there_is_never_written_over(fake: Studio) -> None:
    """It is refused before anything is asked."""
    Path(FILE).write_text("mine")

    with pytest.raises(SettingsError, match="--out"):
        write_command(IDEA, yes=True)
    assert Path(FILE).read_text() == "mine" and not fake.books.requests
    assert write_command(IDEA, out="other/film.fountain", yes=True) == 0
    assert Path("other/film.fountain").stat().st_size > 100


def test_nothing_is_spent_without_agreement_or_beyond_the_budget(fake: Studio) -> None:
    """Nobody at the terminal, a budget that is too small, and a price that nobody knows all stop it."""
    with pytest.raises(SettingsError, match="--yes"):
        write_command(IDEA)
    with pytest.raises(BudgetError, match=r"budget is \$0.001"):
        write_command(IDEA, budget_usd=0.001)
    with pytest.raises(BudgetError, match="there is no guessed ceiling either"):
        write_command(IDEA, writer="gemini", model="gemini-4-argon", budget_usd=5)
    with pytest.raises(BudgetError, match=r"About \$0.\d+ to \$0.\d+, and the budget is \$0.001"):
        write_command(IDEA, writer="gemini", budget_usd=0.001)
    with pytest.raises(SettingsError, match=r"About \$0.\d+ to \$0.\d+, and nobody is there to agree"):
        write_command(IDEA, writer="gemini")
    assert not fake.books.requests and not Path(FILE).exists()
    assert write_command(IDEA, budget_usd=5) == 0
    assert write_command(IDEA, writer="gemini", out="gemini.fountain", budget_usd=5) == 0


def test_what_cannot_be_written_says_why(fake: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """A member that writes nothing, a key that is missing, wishes that cannot be.

    No empty file is left behind.
    """
    with pytest.raises(UsageError, match="up to 10 minutes"):
        write_command(IDEA, writer="rules", wishes=ScriptWishes(minutes=11))
    with pytest.raises(SettingsError, match="minutes is"):
        write_command(IDEA, wishes=ScriptWishes(minutes=500), yes=True)
    fake.answers.register("ShortScreenplay", lambda _: "no")
    with pytest.raises(ProviderError, match="in 3 requests"):
        write_command(IDEA, yes=True)
    monkeypatch.delenv("ANTHROPIC_API_KEY")
    with pytest.raises(KeyMissingError, match="ANTHROPIC_API_KEY"):
        write_command(IDEA, writer="anthropic", yes=True)
    assert not Path(FILE).exists()


def test_a_server_of_ones_own_costs_nothing_and_asks_nothing(
    fake: Studio, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No price is said and no agreement is wanted."""
    monkeypatch.setenv("STORYREEL_LOCAL_URL", "http://127.0.0.1:9/v1")

    with pytest.raises(
        ProviderError, match=r"http://127.0.0.1:9/v1 cannot be reached.*set STORYREEL_LOCAL_URL"
    ):
        write_command(IDEA, writer="local")
    assert "About" not in capsys.readouterr().err


def test_without_a_key_a_sketch_is_written_and_said_to_be_one(
    fake: Studio, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It costs nothing and asks nobody."""
    monkeypatch.delenv("ANTHROPIC_API_KEY")

    assert write_command(IDEA) == 0

    said = capsys.readouterr()
    assert SKETCH in said.err and "Spent: nothing" in said.err
    assert IDEA in Path(FILE).read_text(encoding="utf-8")
    assert not fake.books.requests


def test_a_random_story_keeps_what_is_fixed_and_its_number_gives_it_again(
    fake: Studio, capsys: pytest.CaptureFixture[str]
) -> None:
    """--preview prints it and writes no file."""
    story = StoryFlags(random=True, place="a harbour", object="a red umbrella", seed=11)

    assert write_command("", writer="rules", story=story, preview=True) == 0
    first = capsys.readouterr()
    assert write_command("", writer="rules", story=story, preview=True) == 0

    assert capsys.readouterr().out == first.out
    assert "EXT. HARBOUR" in first.out and "red umbrella" in first.out
    assert "--seed 11" in first.err and "character: " in first.err
    assert list(Path().iterdir()) == []


def test_a_story_needs_an_idea_or_chance(fake: Studio) -> None:
    """What could be typed is said."""
    with pytest.raises(SettingsError, match="--random"):
        write_command("")
