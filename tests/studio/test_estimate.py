"""`storyreel estimate`: its length and price of a minute are those of the film and of its bill."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from blocks import dates
from blocks.providers import fal
from flows.preview import preview_film
from storyreel.film.briefs import Speech
from storyreel.film.money import Cost
from storyreel.film.prompt_parts import PromptLimit
from storyreel.graph.speech import speech_calls
from storyreel.project.bill import bill_of
from storyreel.project.estimate import Estimate
from storyreel.project.project import Project, open_project
from storyreel.project.settings import Scope, Until
from storyreel.vault import Vault, open_vault
from storyreel.vault.budget import Charge, open_budget
from studio.estimates import estimate_film, print_estimate
from studio.preview import plan_run
from tests.project import own_media

TWO_SHOTS = "INT. KITCHEN - NIGHT\n\nMARA stands at the stove.\n\nMARA\nThe kettle is late.\n"
TITLE_AND_CREDITS = 4 + 3 + 0.8 * 3


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STORYREEL_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def vault(home: Path) -> Vault:
    return open_vault((home / "vault").as_uri())


def film(home: Path, vault: Vault, **settings: object) -> Project:
    (home / "tea.fountain").write_text(TWO_SHOTS)
    return open_project(str(home / "tea.fountain"), str(home / "tea"), vault, settings)


def printed(estimate: Estimate) -> str:
    console = Console(file=io.StringIO(), record=True, width=300)
    print_estimate(console, estimate, every_shot=True)
    return console.export_text()


def test_the_length_is_that_of_the_film_as_it_will_be_cut(home: Path, vault: Vault) -> None:
    """An engine that makes six seconds at least makes each shot as long.

    Title and credits are counted, as the bill counts them.
    """
    made = estimate_film(film(home, vault, members={"video": "fal"}), Scope())

    assert made.film_seconds == pytest.approx(6 * len(made.shots) + TITLE_AND_CREDITS, abs=0.2)
    assert made.per_minute.high_usd == pytest.approx(made.cost.high_usd * 60 / made.film_seconds)
    assert "with title and credits" in printed(made) and "for a minute of it" in printed(made)


def test_what_is_spent_already_counts_for_a_minute_of_film(home: Path, vault: Vault) -> None:
    """The bill divides all that was spent; so does the estimate, with what is still to be bought."""
    project = film(home, vault, members={"video": "fal"})
    before = estimate_film(project, Scope())
    budget = open_budget(vault.assets.records, project.id)
    budget.reserve(
        Charge(film=project.id, what="SC010-SH010 clip", key="k", attempt=1, reserved_usd=3.0), None
    )
    budget.settle("k", 1, 3.0, exact=True)

    after = estimate_film(project, Scope())

    assert after.cost == before.cost
    assert after.per_minute.low_usd - before.per_minute.low_usd == pytest.approx(
        3.0 * 60 / after.film_seconds
    )
    assert "beside $3.00 spent already" in printed(after)


def test_only_what_costs_money_is_said_to_rest_on_guesses(home: Path, vault: Vault) -> None:
    """Free work of this machine has no price to estimate."""
    made = estimate_film(film(home, vault, members={"video": "fal"}), Scope())

    assert made.assumed == sum(line.calls for line in made.shots)


def test_takes_that_a_critic_may_ask_for_are_said_beside_the_price(home: Path, vault: Vault) -> None:
    """Each take beyond the first costs at most what the first did; without a critic nobody asks for one."""
    judged = estimate_film(
        film(home, vault, members={"video": "fal", "critic": "measured"}, takes=3), Scope()
    )
    alone = estimate_film(film(home, vault, members={"video": "fal"}, takes=3), Scope())

    assert judged.retakes_usd == pytest.approx(2 * judged.cost.high_usd)
    assert f"up to ${judged.retakes_usd:.2f} more" in printed(judged)
    assert alone.retakes_usd == 0


@pytest.mark.parametrize("members", [{}, {"video": "fal"}], ids=["any length", "six seconds at least"])
def test_the_plan_and_the_estimate_say_the_same_length(
    home: Path, vault: Vault, members: dict[str, str]
) -> None:
    """The plan counts the shots, the estimate title and credits too.

    `--max-minutes` keeps what fits by the same lengths.
    """
    project = film(home, vault, members=members)
    (home / "tea.fountain").write_text(TWO_SHOTS + "\nEXT. GARDEN - DAY\n\nMARA waters the beans.\n")
    whole = plan_run(project, Scope())

    assert estimate_film(project, Scope()).film_seconds == pytest.approx(
        whole.seconds + TITLE_AND_CREDITS, abs=0.1
    )
    assert plan_run(project, Scope(max_minutes=(whole.seconds + 0.01) / 60)).shots == whole.shots
    assert plan_run(project, Scope(max_minutes=(whole.seconds - 1) / 60)).shots < whole.shots


def test_a_line_that_is_spoken_already_counts_as_long_as_it_is(home: Path, vault: Vault) -> None:
    """Plan and estimate use the lengths of spoken lines, and estimate only lines that are not spoken."""
    project = film(home, vault)
    before = plan_run(project, Scope())
    context = preview_film(project, Scope()).context
    (call,) = speech_calls(context)
    key = call.key(call.write({}), context.card.fingerprints)
    speech = Speech(
        audio=vault.assets.put(b"sound", "audio/flac"), duration_ms=9_000, words=(), exact_words=False
    )
    vault.ledger.intend(key, 1, call.name)
    vault.ledger.finish(key, 1, speech.model_dump(mode="json"), seconds=1)

    after = plan_run(film(home, vault), Scope())

    assert after.seconds - before.seconds == pytest.approx(9 - 4 * 0.4, abs=0.15)
    assert estimate_film(film(home, vault), Scope()).film_seconds == pytest.approx(
        after.seconds + TITLE_AND_CREDITS, abs=0.1
    )


def test_a_shape_that_the_camera_does_not_film_is_said_in_the_plan(
    home: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `make` would refuse is a note of the plan and of the estimate; a shape that it films is none."""
    monkeypatch.setenv("FAL_KEY", "sk-some")
    square = film(home, vault, members={"video": "fal"}, aspect="1:1")

    assert "does not film in 1:1; it films in 16:9, 9:16" in " ".join(plan_run(square, Scope()).warnings)
    assert plan_run(film(home, vault, members={"video": "fal"}, aspect="9:16"), Scope()).warnings == ()


def test_a_model_that_ends_is_said_in_the_plan_and_in_the_estimate(
    home: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A month before: in how many days. After it: `make` would refuse the film, before money is spent."""
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    speaking = film(home, vault, members={"narrator": "openai"})
    said: list[tuple[str, str]] = []
    for today in (date(2026, 12, 7), date(2027, 2, 1)):
        monkeypatch.setattr(dates, "today", lambda today=today: today)
        speaking.warnings.clear()
        plan = " ".join(plan_run(speaking, Scope()).warnings)
        said.append((plan, printed(estimate_film(speaking, Scope()))))

    (soon, soon_priced), (over, over_priced) = said
    assert "2027-01-06, in 30 days" in soon and "2027-01-06, in 30 days" in soon_priced
    assert "would refuse" not in soon
    assert over.count("no longer accepts it") == 1 and "would refuse this film" in over
    assert "no longer accepts it" in over_priced


def test_a_key_and_an_address_that_are_missing_are_said_in_the_plan(
    home: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A member without a key, and one that takes web addresses only beside a vault that has none."""
    monkeypatch.delenv("LUMAAI_API_KEY", raising=False)
    monkeypatch.delenv("LUMA_API_TOKEN", raising=False)
    keyless = " ".join(plan_run(film(home, vault, members={"video": "luma-ray2"}), Scope()).warnings)
    monkeypatch.setenv("LUMAAI_API_KEY", "luma-some")

    assert "LUMAAI_API_KEY is not set" in keyless
    assert "web address" in " ".join(
        plan_run(film(home, vault, members={"video": "luma-ray2"}), Scope()).warnings
    )


def test_a_model_on_ones_own_server_is_not_asked_by_the_plan(
    home: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is free and takes its time: a plan stands on rules until the film is made."""
    monkeypatch.setenv("STORYREEL_LOCAL_URL", "http://127.0.0.1:9/v1")

    planned = plan_run(film(home, vault, members={"writer": "local"}), Scope())

    assert planned.shots and not planned.estimate.cost.high_usd
    assert "has not analysed 1 scenes yet" in printed(
        estimate_film(film(home, vault, members={"writer": "anthropic"}), Scope())
    )
    assert "1 scenes are still to be analysed" in " ".join(planned.warnings)


def test_a_take_that_the_person_went_back_to_is_no_rejected_one(home: Path, vault: Vault) -> None:
    """The bill calls wasted what is not in the film, whatever was in it in between."""
    project, clip = film(home, vault, members={"video": "fal"}), "SC010-SH010 clip"
    budget = open_budget(vault.assets.records, project.id)
    for key in ("f1", "f2"):
        budget.reserve(Charge(film=project.id, what=clip, key=key, attempt=1, reserved_usd=3.0), None)
        budget.settle(key, 1, 3.0, exact=True)
    another = project.state.takes.asked_for({clip: 2}, {clip: "f1"}, again=True).come_to_an_end([clip])
    project.remember(keys={clip: "f1"}, takes=another.asked_for({clip: 1}, {clip: "f2"}, again=False))

    bill = bill_of(project, 1)

    assert [line.status for line in bill.lines] == ["in the film", "rejected take"]
    assert bill.wasted_usd == 3.0


def test_a_film_that_stops_early_is_priced_as_far_as_it_goes(home: Path, vault: Vault) -> None:
    """Whoever looks at the keyframes first is asked for their price, and not for that of the clips."""
    project = film(home, vault, members={"video": "fal", "images": "luma"})

    whole = estimate_film(project, Scope())
    drawn = estimate_film(project, Scope(until=Until.KEYFRAMES))
    spoken = estimate_film(project, Scope(only="narration"))

    assert {line.name for line in whole.stages} == {"reference", "still", "clip"}
    assert {line.name for line in drawn.stages} == {
        "reference",
        "still",
    } and drawn.wall_seconds < whole.wall_seconds
    assert "for the keyframes only. About" in printed(drawn)
    assert printed(spoken).startswith("Nothing is to be bought.") and "the narration only" in printed(spoken)


def test_what_a_person_brought_is_never_unknown_to_the_plan(home: Path, vault: Vault) -> None:
    """It is known although nothing else is made yet."""
    (home / "tea").mkdir()
    own_media.picture(home / "tea" / "kitchen.png")

    planned = plan_run(
        film(home, vault, members={"images": "luma"}, material={"places": {"KITCHEN": "kitchen.png"}}),
        Scope(),
    )

    planned_calls = {call.name: (call.action.value, call.why) for call in planned.calls}
    assert planned_calls["kitchen reference 1"] == ("reuse", "the person's own")
    assert planned_calls["SC010-SH010 first frame"][0] == "make"


def test_what_has_no_known_price_is_not_called_free(home: Path, vault: Vault) -> None:
    """The total says that it is left out.

    A guessed ceiling is mentioned only if the figure includes one.
    """
    unpriced = film(home, vault, members={"video": "gemini"}, models={"video": "gemini-omni-1.1-flash"})
    unknown = estimate_film(unpriced, Scope())
    guessed = estimate_film(film(home, vault, members={"video": "luma"}), Scope()).model_copy(
        update={"cost": Cost(high_usd=2.0, unknown=("luma new",)), "unpriced": ()}
    )

    assert unknown.unpriced == ("gemini gemini-omni-1.1-flash",)
    assert "Total $0.00 and what has no known price" in printed(unknown)
    assert "does not include what has no known price: gemini gemini-omni-1.1-flash" in printed(unknown)
    assert "ceiling" not in printed(unknown) and "for a minute of it" not in printed(unknown)
    assert "the high figure includes a guessed ceiling for it: luma new" in printed(
        guessed
    ) and "does not include" not in printed(guessed)


def test_the_plan_says_which_words_an_engine_will_not_get(
    home: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a picture engine takes 40 tokens, the rest of each prompt is named before money is spent."""
    monkeypatch.setattr(fal, "PROMPT", PromptLimit(most=40, unit="tokens"))

    planned = plan_run(film(home, vault, members={"images": "fal"}), Scope())

    shortened = {call.name: call.left_out for call in planned.calls if call.left_out}
    assert "SC010-SH010 first frame" in shortened
    said = next(warning for warning in planned.warnings if "longer than its engine takes" in warning)
    assert all(sentence in said for sentence in next(iter(shortened.values())))
