"""A whole film with a style, a style picture and a shot of its own, by services and the embedded painter."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from PIL import Image

from storyreel.editing.probe import check_decodes
from tests.fakes.books import Job
from tests.fakes.studio import Studio
from tests.flows.installation import TINY, Install

pytestmark = [pytest.mark.xdist_group("cloud"), pytest.mark.long, pytest.mark.timeout(600)]
FILM = """crew = "animatic"
resolution = 360
frame_rate = "12"
members = {images = "luma", video = "luma"}
style = "ink wash"
style_pictures = "brush.png"
genre = "ghost story"
aspect = "4:3"
"""
STYLE = "East Asian ink wash painting"


@pytest.fixture(scope="module")
def studio() -> Iterator[Studio]:
    with Studio(latency=0.003) as opened:
        yield opened


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory, studio: Studio) -> Iterator[Install]:
    root = tmp_path_factory.mktemp("directed")
    (root / "work").mkdir()
    opened = Install(
        root / "home", root / "work", variables=studio.environment() | {"STORYREEL_POLL_SECONDS": "0.05"}
    )
    yield opened
    opened.leave()


def of_kind(jobs: list[Job], kind: str) -> list[Job]:
    return [job for job in jobs if job.asked["type"].startswith(kind)]


def test_a_director_is_heard_by_every_engine(house: Install, studio: Studio) -> None:
    """The style is in every prompt and its picture beside each still; one shot is painted here, for nothing.

    A note for a redo is in the prompt of that take alone, and nothing else is bought for it.
    """
    script, film = house.script(TINY), house.work / "kettle"
    film.mkdir()
    (film / "film.toml").write_text(FILM)
    Image.new("RGB", (320, 240), (20, 60, 90)).save(film / "brush.png")
    planned = house.run("make", script, "--out", film, "--until", "storyboard", "--yes", "--json")
    assert planned.code == 0, planned.err
    painted, filmed = "SC010-SH010", "SC020-SH010"
    set_one = house.run("set", film, painted, "engine=painter", "seconds=3")
    set_other = house.run("set", film, filmed, "prompt=A grey quay under gulls", "negative=cars", "seed=7")
    assert (set_one.code, set_other.code) == (0, 0), set_one.err + set_other.err

    plan = json.loads(house.run("plan", script, "--out", film, "--json").out)
    assert f"{filmed}: not taken by luma-agents-stills: seed." in plan["warnings"]
    assert f"{filmed}: not taken by luma-agents-video: negative, seed." in plan["warnings"]
    assert f"{painted}: engine 'painter', seconds 3" in plan["edits"]

    made = house.run("make", script, "--out", film, "--yes", "--json")

    jobs = studio.jobs("luma")
    stills, clips = of_kind(jobs, "image"), of_kind(jobs, "video")
    assert made.outcome["gaps"] == []
    assert check_decodes(film / "kettle.mp4") > 0
    assert stills
    assert all(STYLE in job.asked["prompt"] for job in jobs)
    assert all("Genre: ghost story" in job.asked["prompt"] for job in jobs)
    assert all("shows the style of the film" in job.asked["prompt"] for job in stills)
    assert all(job.asked["image_ref"] for job in stills)
    assert len(clips) == made.outcome["shots"] - 1
    own = [job for job in jobs if "A grey quay under gulls." in job.asked["prompt"]]
    assert {job.asked["type"] for job in own} == {"image", "image_edit", "video"}
    assert all("cars" in job.asked["prompt"] for job in of_kind(own, "image"))
    shots = json.loads(house.run("bill", film, "--json").out)
    assert not any(line["what"] == f"{painted} clip" for line in shots["lines"])

    again = house.run(
        "redo", film, filmed, "--what", "clip", "--note", "Less rain, closer", "--yes", "--json"
    )

    new = studio.jobs("luma")[len(jobs) :]
    assert again.code == 0, again.err
    assert [job.asked["type"] for job in new] == ["video"]
    assert new[0].asked["prompt"].startswith(f"Less rain, closer. {STYLE}")
    assert studio.bill().double == ()
