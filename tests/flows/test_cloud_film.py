"""A film by services, on the fake studio: what is bought, what it costs, and what happens if one refuses."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from storyreel.editing.probe import check_decodes
from tests.fakes.faults import Fault
from tests.fakes.screenwriting import register
from tests.fakes.studio import Studio
from tests.flows.installation import SMALL, TINY, CommandResult, Install, Records
from tests.flows.run_graph import declared, stored

pytestmark = [pytest.mark.xdist_group("cloud"), pytest.mark.long, pytest.mark.timeout(600)]
LUMA_ONLY = 'crew = "animatic"\nresolution = 360\nframe_rate = "12"\nmembers = {video = "luma"}\n'
"""The painter draws and Luma films: what goes wrong with a clip is seen in seconds."""

DIRECT = """
from studio.server import join_server
join_server()
from flows.film import make_film
from storyreel.film.errors import BudgetError
from storyreel.project.settings import FilmSettings
settings = FilmSettings(
    members={"writer": ["anthropic"], "video": ["luma"]}, budget_usd=0.05, resolution=360, frame_rate="12"
)
try:
    make_film(script="direct.fountain", folder="direct", settings=settings)
except BudgetError as error:
    print(error)
"""
"""As Prefect's form, a schedule and a worker start a film: no command has looked at the budget before."""


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with Studio(latency=0.003) as opened:
        register(opened)
        yield opened


@pytest.fixture(scope="module")
def cloud_house(tmp_path_factory: pytest.TempPathFactory, studio: Studio) -> Iterator[Install]:
    root = tmp_path_factory.mktemp("cloud")
    (root / "work").mkdir()
    house = Install(
        root / "home", root / "work", variables=studio.environment() | {"STORYREEL_POLL_SECONDS": "0.05"}
    )
    yield house
    house.leave()


@pytest.fixture(scope="module")
def film(cloud_house: Install, studio: Studio) -> CommandResult:
    """The whole film by the cloud crew."""
    return cloud_house.run(
        "make", cloud_house.script(), "--out", "kettle", "--crew", "cloud", "--yes", *SMALL, "--json"
    )


def folder(house: Install, name: str, toml: str = LUMA_ONLY) -> Path:
    """A film's folder with its settings in place."""
    (house.work / name).mkdir()
    (house.work / name / "film.toml").write_text(toml)
    return house.work / name


def shoot(house: Install, name: str, *more: object) -> CommandResult:
    """A film in places of its own: films share a vault, and what one has bought another need not buy."""
    return house.run(
        "make",
        house.script(
            TINY.replace("KITCHEN", f"{name.upper()} KITCHEN").replace("HARBOUR", f"{name.upper()} HARBOUR")
        ),
        "--out",
        name,
        *more,
        "--json",
    )


def test_the_cloud_crew_makes_a_film_and_buys_each_thing_once(
    film: CommandResult, cloud_house: Install, studio: Studio
) -> None:
    """Before it the price is shown.

    After it the bill shows each job once, and comes to what the studio charged.
    """
    outcome = film.outcome
    bill = json.loads(cloud_house.run("bill", "kettle", "--json").out)

    assert film.code == 0
    assert "Total $" in film.err
    assert outcome["gaps"] == []
    assert check_decodes(Path(outcome["film"])) > 0
    assert studio.bill().double == ()
    names = [line["what"] for line in bill["lines"]]
    assert len(names) == len(set(names)) == sum(job.operation != "count_tokens" for job in studio.jobs())
    assert {line["standing"] for line in bill["lines"]} <= {"in the film", "no longer in the film"}
    assert bill["reserved_usd"] == bill["wasted_usd"] == 0
    assert bill["per_minute_usd"] > 0


def test_paid_jobs_stand_in_the_graph_as_they_are(film: CommandResult, cloud_house: Install) -> None:
    """A job at a provider is one task run, with the dependencies of its call."""
    graph = stored(Records(cloud_house.home), cloud_house.state("kettle")["run"])

    assert graph == declared(cloud_house, cloud_house.work / "kettle.fountain", "kettle", first=True)
    assert {"SC010-SH010 first frame", "pace"} <= graph["SC010-SH010 clip"]


def test_the_same_command_buys_nothing_more(
    film: CommandResult, cloud_house: Install, studio: Studio
) -> None:
    """Everything is answered from the ledger, and no service is asked anything that costs."""
    spent = studio.bill().total_usd

    again = cloud_house.run(
        "make", cloud_house.script(), "--out", "kettle", "--crew", "cloud", "--yes", *SMALL, "--json"
    )

    assert again.outcome["made"] == 0
    assert studio.bill().total_usd == spent


def test_no_key_is_written_down_anywhere(film: CommandResult, cloud_house: Install, studio: Studio) -> None:
    """Not in the folder, the vault, Prefect's database, or a log."""
    secrets = [
        value.encode()
        for name, value in studio.environment().items()
        if name.endswith(("_KEY", "ACCESS_KEY")) and name != "AWS_ACCESS_KEY_ID"
    ]
    seen = [path for path in cloud_house.home.parent.rglob("*") if path.is_file()]

    assert len(secrets) >= 7
    assert any(path.name == "prefect.db" for path in seen)
    assert [path for path in seen if any(secret in path.read_bytes() for secret in secrets)] == []
    assert not any(secret.decode() in film.err + film.out for secret in secrets)


def test_a_persons_likeness_is_made_again_and_the_pictures_that_show_them(
    film: CommandResult, cloud_house: Install, studio: Studio
) -> None:
    """Their pictures or weights are asked for again, and with them the shots that show them.

    Nobody else's are.
    """
    before = cloud_house.work_done()

    assert "people and places" in cloud_house.run("redo", "kettle", "nobody", "--yes").err
    again = cloud_house.run("redo", "kettle", "mara", "--yes", "--json")

    assert again.code == 0, again.err
    made = cloud_house.new_work(before)
    assert any(name.startswith("mara ") for name in made)
    assert not any(name.startswith(("tom ", "kitchen ", "harbour ")) for name in made)
    assert any("first frame" in name for name in made)
    assert studio.bill().double == ()


def test_a_refused_shot_is_cut_with_its_keyframe_and_not_asked_again(
    cloud_house: Install, studio: Studio
) -> None:
    """The film goes on with the picture in place; the shot and the input are named.

    The next run buys nothing more.
    """
    folder(cloud_house, "refused")
    studio.faults.next("luma", "create", Fault.REFUSED)
    first = shoot(cloud_house, "refused", "--yes")
    jobs = len(studio.jobs("luma"))
    second = shoot(cloud_house, "refused", "--yes")

    assert first.code == second.code == 3
    assert len(first.outcome["gaps"]) == 1
    assert "clip" in first.outcome["gaps"][0]
    assert "refused" in first.outcome["gaps"][0]
    assert check_decodes(Path(first.outcome["film"])) > 0
    assert len(studio.jobs("luma")) == jobs


def test_what_one_engine_refuses_the_next_may_make_where_that_is_allowed(
    cloud_house: Install, studio: Studio
) -> None:
    """`ask_next` sends a refused shot to the second engine that `members` names."""
    folder(cloud_house, "next", LUMA_ONLY.replace('"luma"', '["luma", "painter"]') + "ask_next = true\n")
    studio.faults.next("luma", "create", Fault.REFUSED)

    said = shoot(cloud_house, "next", "--yes")
    jobs = len(studio.jobs("luma"))
    again = shoot(cloud_house, "next", "--yes")

    assert said.code == again.code == 0, said.err
    assert said.outcome["gaps"] == []
    assert again.outcome["made"] == 0 and again.outcome["stale"] == []
    assert len(studio.jobs("luma")) == jobs


def test_a_budget_is_a_wall_and_raising_it_goes_on(cloud_house: Install, studio: Studio) -> None:
    """What does not fit is said and nothing bought; on the person's word it is bought as far as it reaches.

    What does not fit then is not submitted and its shot is cut with its keyframe. With more money only that
    is bought.
    """
    folder(cloud_house, "wall")
    spent = studio.bill().by_provider.get("luma", 0)
    unsaid = shoot(cloud_house, "wall", "--budget", "0.8")
    nothing = studio.bill().by_provider.get("luma", 0) - spent
    first = shoot(cloud_house, "wall", "--budget", "0.8", "--yes")
    at_the_wall = studio.bill().by_provider.get("luma", 0) - spent
    second = shoot(cloud_house, "wall", "--budget", "20", "--yes")

    assert unsaid.code == 1 and nothing == 0
    assert "That pays for " in unsaid.err and "Nothing was spent" in unsaid.err.replace("\n", " ")
    assert first.code == 3
    assert 0 < at_the_wall <= 0.8
    assert any("budget" in gap for gap in first.outcome["gaps"])
    assert second.outcome["gaps"] == []
    assert studio.bill().double == ()


def test_a_flow_that_is_started_without_a_command_checks_the_budget_before_its_writer_is_paid(
    cloud_house: Install, studio: Studio
) -> None:
    """Neither a reading of a scene nor anything after it is bought for a film that the budget cannot pay."""
    cloud_house.script(TINY.replace("KITCHEN", "COLD KITCHEN"), "direct.fountain")
    jobs = len(studio.jobs())

    said = cloud_house.run(command=(sys.executable, "-c", DIRECT))

    assert "That pays for " in said.out and "Nothing was spent" in said.out, said.err
    assert len(studio.jobs()) == jobs


def test_a_film_waits_for_a_word_where_the_person_asked(cloud_house: Install, studio: Studio) -> None:
    """After the keyframes nothing dear is bought until `storyreel approve`; then the same command goes on."""
    folder(cloud_house, "gate", LUMA_ONLY + 'approve = ["keyframes"]\n')
    jobs = len(studio.jobs("luma"))
    first = shoot(cloud_house, "gate", "--yes")
    assert first.code == 5
    assert json.loads(first.out)["waiting"] == "keyframes"
    assert len(studio.jobs("luma")) == jobs

    assert cloud_house.run("approve", "gate").code == 0
    second = shoot(cloud_house, "gate", "--yes")

    assert second.code == 0, second.err
    assert len(studio.jobs("luma")) > jobs
    assert cloud_house.state("gate")["waiting"] == {}


def test_a_dropped_answer_stops_that_call_until_a_person_decides(
    cloud_house: Install, studio: Studio
) -> None:
    """The job was taken and the answer lost: nothing is submitted again.

    With the job's number it is collected, and billed once.
    """
    folder(cloud_house, "unresolved")
    known = {job.id for job in studio.jobs("luma")}
    studio.faults.next("luma", "create", Fault.DROP_AFTER)
    first = shoot(cloud_house, "unresolved", "--yes")
    assert first.code == 3
    (gap,) = first.outcome["gaps"]
    assert "storyreel resolve" in gap
    call = gap.split(": ")[0]
    second = shoot(cloud_house, "unresolved", "--yes")
    assert second.code == 3

    assert cloud_house.run("resolve", "unresolved", call, "--job", "mistyped").code == 0
    assert shoot(cloud_house, "unresolved", "--yes").code == 3

    tickets = {path.read_text() for path in cloud_house.vault.glob("ledger/*/*/*/ticket.json")}
    lost = next(
        job
        for job in studio.jobs("luma")
        if job.id not in known and not any(job.id in ticket for ticket in tickets)
    )
    assert cloud_house.run("resolve", "unresolved", call, "--job", lost.id).code == 0
    third = shoot(cloud_house, "unresolved", "--yes")

    assert third.code == 0, third.err
    assert studio.bill().double == ()


def test_pictures_wait_for_the_weights_that_will_keep_a_person_alike(
    cloud_house: Install, studio: Studio
) -> None:
    """While a reference picture is unresolved, nothing that depends on it is trained or drawn."""
    folder(cloud_house, "alike", 'likeness = "lora"\nmembers = {images = "fal", trainer = "fal"}\n')
    known = {job.id for job in studio.jobs("fal")}
    studio.faults.next("fal", "submit", Fault.DROP_AFTER)
    first = shoot(cloud_house, "alike", "--yes")
    assert first.code == 3
    unresolved = next(gap.split(": ")[0] for gap in first.outcome["gaps"] if "storyreel resolve" in gap)
    subject = unresolved.split(" ")[0]
    assert any(
        f"{subject} lora is missing, and what needs it is not bought" in gap for gap in first.outcome["gaps"]
    )

    tickets = {path.read_text() for path in cloud_house.vault.glob("ledger/*/*/*/ticket.json")}
    lost = next(
        job
        for job in studio.jobs("fal")
        if job.id not in known and not any(job.id in ticket for ticket in tickets)
    )
    assert cloud_house.run("resolve", "alike", unresolved, "--job", lost.id).code == 0
    second = shoot(cloud_house, "alike", "--yes")

    assert second.code == 0, second.err
    assert second.outcome["gaps"] == []
    assert {
        line["standing"] for line in json.loads(cloud_house.run("bill", "alike", "--json").out)["lines"]
    } == {"in the film"}
    assert studio.bill().double == ()


@pytest.mark.parametrize(
    ("toml", "environment", "code", "said"),
    [
        ('crew = "cloud"\n', {"LUMA_AGENTS_API_KEY": ""}, 1, "LUMA_AGENTS_API_KEY is not set"),
        ('crew = "cluod"\n', {}, 2, "There is no crew 'cluod'; accepted are"),
        ('members = {video = "sora"}\n', {}, 2, "There is no video 'sora'; accepted are"),
        ('members = {video = "luma"}\n', {}, 1, "nobody said yes"),
        ('members = {video = "gemini"}\naspect = "1:1"\n', {}, 1, "does not film in 1:1"),
        ('members = {video = "luma-ray2"}\n', {}, 1, "takes pictures by web address only"),
    ],
)
def test_what_cannot_begin_says_why_and_spends_nothing(
    toml: str,
    environment: dict[str, str],
    code: int,
    said: str,
    cloud_house: Install,
    studio: Studio,
    tmp_path: Path,
) -> None:
    """No key, an unknown crew or engine, nobody's consent: one sentence, its exit code, not one job."""
    jobs = len(studio.jobs())
    (tmp_path / "film.toml").write_text(toml)
    house = Install(cloud_house.home, cloud_house.work, variables=cloud_house.variables | environment)

    result = house.run("make", house.script(), "--out", tmp_path)

    assert result.code == code
    assert said in result.err.replace("\n", " ")
    assert "Nothing was spent" in result.err.replace("\n", " ")
    assert len(studio.jobs()) == jobs


def test_another_take_is_bought_on_a_persons_word_and_the_first_is_kept(
    cloud_house: Install, studio: Studio
) -> None:
    """The price is shown first; one clip is bought, and the bill calls the earlier one a rejected take."""
    folder(cloud_house, "again")
    assert shoot(cloud_house, "again", "--yes").code == 0
    jobs = len(studio.jobs("luma"))

    silent = cloud_house.run("redo", "again", "SC010-SH010", "--what", "clip")
    assert silent.code == 1
    assert "nobody said yes" in silent.err.replace("\n", " ")
    assert len(studio.jobs("luma")) == jobs
    said = cloud_house.run("redo", "again", "SC010-SH010", "--what", "clip", "--yes")

    assert said.code == 0, said.err
    assert len(studio.jobs("luma")) == jobs + 1
    bill = json.loads(cloud_house.run("bill", "again", "--json").out)
    assert [line["what"] for line in bill["lines"] if line["standing"] == "rejected take"] == [
        "SC010-SH010 clip"
    ]
    assert bill["wasted_usd"] > 0


def test_a_strangers_folder_neither_spends_nor_sends(cloud_house: Install, studio: Studio) -> None:
    """A budget in film.toml is no agreement, and a private picture named there is not sent."""
    (cloud_house.work / "passport.jpg").write_bytes(b"private")
    folder(cloud_house, "sent", f"{LUMA_ONLY}budget_usd = 500.0\n")
    folder(cloud_house, "nosy", 'crew = "cloud"\n[material]\npeople = { "MARA" = "../passport.jpg" }\n')
    before = len(studio.jobs())

    spending, sending = shoot(cloud_house, "sent"), shoot(cloud_house, "nosy", "--budget", "9")

    assert spending.code == sending.code == 1
    assert "not confirmed on this machine" in spending.err
    assert "passport.jpg" in sending.err
    assert len(studio.jobs()) == before


def test_a_film_that_costs_waits_after_its_storyboard(cloud_house: Install, studio: Studio) -> None:
    """A budget that was typed does not approve the storyboard; once that is approved, the film is bought."""
    folder(cloud_house, "board")
    jobs = len(studio.jobs("luma"))
    first = shoot(cloud_house, "board", "--budget", "20")
    assert (first.code, json.loads(first.out)["waiting"]) == (5, "storyboard")
    again = shoot(cloud_house, "board", "--redo", "SC010-SH010")
    assert (again.code, json.loads(again.out)["waiting"]) == (5, "storyboard"), again.err
    assert len(studio.jobs("luma")) == jobs

    assert cloud_house.run("approve", "board").code == 0
    second = shoot(cloud_house, "board", "--budget", "20")

    assert second.code == 0, second.err
    assert len(studio.jobs("luma")) > jobs


def test_a_changed_film_keeps_what_was_paid_for_until_it_is_asked_for(
    cloud_house: Install, studio: Studio
) -> None:
    """An edited shot is stale: it stays and is marked; a locked one stays for good; a word buys the first.

    Its words change the length of the shot, and the clip is cut or held to that.
    """
    made_in, twice = folder(cloud_house, "stale"), studio.bill().double
    assert shoot(cloud_house, "stale", "--yes").code == 0
    board = made_in / "storyboard.toml"
    text = board.read_text()
    shots = [line[len("[shots.") : -1] for line in text.splitlines() if line.startswith("[shots.")]
    stale, locked = shots[0], shots[-1]
    for shot, more in ((stale, ""), (locked, "lock = true\n")):
        before, _, after = text.partition(f"[shots.{shot}]\n")
        lines = after.split("\n")
        number = next(index for index, line in enumerate(lines) if line.startswith("action = "))
        lines[number] = 'action = "Somebody sings a long and very slow song about a boat that is late again."'
        text = f"{before}[shots.{shot}]\n{more}" + "\n".join(lines)
    board.write_text(text)
    jobs = len(studio.jobs("luma"))

    kept = shoot(cloud_house, "stale", "--yes")

    assert kept.code == 0, kept.err
    assert len(studio.jobs("luma")) == jobs
    assert {one.split(": ")[0] for one in kept.outcome["stale"]} >= {f"{stale} clip", f"{locked} clip"}
    assert check_decodes(Path(kept.outcome["film"])) > 0
    page = (made_in / "report.html").read_text()
    assert "of an earlier version" in page and "the shot is locked" in page

    again = shoot(cloud_house, "stale", "--yes", "--redo", "stale")

    assert again.code == 0, again.err
    assert len(studio.jobs("luma")) == jobs + 1
    assert {one.split(" ")[0] for one in again.outcome["stale"]} == {locked}
    assert studio.bill().double == twice
    refused = shoot(cloud_house, "stale", "--yes", "--redo", locked)
    assert refused.code == 2 and "lock = true" in refused.err
    assert len(studio.jobs("luma")) == jobs + 1


def test_a_shot_of_another_length_keeps_its_clip_and_the_film_is_cut_of_it(
    cloud_house: Install, studio: Studio
) -> None:
    """A shot that would take three clips now is made of the one that was bought, and the notes say so."""
    made_in = folder(cloud_house, "longer")
    first = shoot(cloud_house, "longer", "--yes")
    jobs = len(studio.jobs("luma"))
    assert cloud_house.run("set", "longer", "SC010-SH010", "seconds=24").code == 0

    kept = shoot(cloud_house, "longer", "--yes")

    assert kept.code == 0, kept.err
    assert len(studio.jobs("luma")) == jobs
    (stale,) = kept.outcome["stale"]
    assert stale.startswith("SC010-SH010 clip: it takes ") and "its last picture is held for " in stale
    assert "its last picture is held for " in (made_in / "report.html").read_text()
    assert kept.outcome["duration_ms"] > first.outcome["duration_ms"] + 10_000
    assert check_decodes(Path(kept.outcome["film"])) > 0
    assert "SC010-SH010 clip" in cloud_house.run("plan", "longer").out

    again = shoot(cloud_house, "longer", "--yes", "--redo", "SC010-SH010")

    assert again.code == 0, again.err
    assert len(studio.jobs("luma")) > jobs + 1 and again.outcome["stale"] == []
    assert shoot(cloud_house, "longer", "--yes").outcome["made"] == 0


def test_a_part_of_a_film_buys_and_forgets_nothing_of_the_rest(cloud_house: Install, studio: Studio) -> None:
    """A run of the first scene, then a change of the second: the second is stale, and nothing is bought."""
    others = studio.bill().double
    folder(cloud_house, "part")
    assert shoot(cloud_house, "part", "--yes").code == 0
    jobs = len(studio.jobs("luma"))
    part = shoot(cloud_house, "part", "--yes", "--max-scenes", "1")
    assert cloud_house.run("set", "part", "SC020-SH010", "action=TOM climbs onto a crate.").code == 0

    whole = shoot(cloud_house, "part", "--yes")

    assert part.code == whole.code == 0, part.err + whole.err
    assert len(studio.jobs("luma")) == jobs
    assert "SC020-SH010 clip" in {one.split(": ")[0] for one in whole.outcome["stale"]}
    assert studio.bill().double == others


def test_a_film_of_another_image_model_buys_nothing_unasked(cloud_house: Install, studio: Studio) -> None:
    """FLUX.1 is shown no pictures of people and places; its film buys none for FLUX.2, which is."""
    toml = 'resolution = 360\nframe_rate = "12"\nmembers = {images = "fal"}\n'
    made_in = folder(cloud_house, "flux", toml + 'models = {images = "fal-ai/flux-lora"}\n')
    first = shoot(cloud_house, "flux", "--yes")
    jobs = len(studio.jobs("fal"))
    settings = made_in / "film.toml"
    settings.write_text(settings.read_text().replace("fal-ai/flux-lora", "fal-ai/flux-2/lora"))

    second = shoot(cloud_house, "flux", "--yes")

    assert first.code == second.code == 0, first.err + second.err
    assert len(studio.jobs("fal")) == jobs
    assert {"SC010-SH010 first frame", "SC010-SH010 last frame"} <= {
        one.split(": ")[0] for one in second.outcome["stale"]
    }
