"""A whole film, offline: what stands in its folder, and what it is."""

from __future__ import annotations

import json
import re
import sys
import time
import tomllib
from pathlib import Path

import av
import httpx
import numpy as np
import pyloudnorm
import pytest
from PIL import Image

from blocks.crew import animatic_crew
from storyreel.editing.probe import check_decodes, probe_video
from storyreel.film.pace import Pace
from storyreel.graph.cutting import layout
from storyreel.project.project import open_project
from storyreel.vault import open_vault
from tests.flows.conftest import FirstFilm
from tests.flows.installation import Install, Records, digest

pytestmark = [pytest.mark.xdist_group("server"), pytest.mark.timeout(300)]


def test_the_picture_is_as_long_as_planned_to_the_frame(first_film: FirstFilm, house: Install) -> None:
    """Every planned frame is there and decodes."""
    project = open_project(str(first_film.script), str(first_film.folder), open_vault(house.vault.as_uri()))
    assert project.state.base
    context = project.context(project.state.base, animatic_crew().card())
    planned = layout(context, Pace.model_validate(house.result(project.state.keys["pace"]))).total_frames

    facts = probe_video(first_film.path)

    assert (facts.width_px, facts.height_px, facts.rate) == (640, 360, 12)
    assert facts.frames == planned == check_decodes(first_film.path)
    assert first_film.outcome["duration_ms"] == planned * 1000 // 12


def test_sound_ends_with_the_picture_and_is_loud_enough(first_film: FirstFilm) -> None:
    """Within one frame of the end, at -14 LUFS by another hand's measure, never above -1 dBFS."""
    with av.open(str(first_film.path)) as container:
        sound = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1).T
        rate = container.streams.audio[0].rate
    picture_seconds = probe_video(first_film.path).frames / 12

    assert rate == 48000
    assert abs(len(sound) / rate - picture_seconds) <= 1 / 12
    assert abs(pyloudnorm.Meter(rate).integrated_loudness(sound) + 14) <= 0.5
    assert 20 * np.log10(np.abs(sound).max()) < -1


def test_film_carries_chapters_and_captions_and_starts_to_play_at_once(first_film: FirstFilm) -> None:
    """A chapter a scene, both lines in a caption track, and the index before the picture."""
    with av.open(str(first_film.path)) as container:
        chapters = [chapter["metadata"]["title"] for chapter in container.chapters()]
        kinds = [stream.type for stream in container.streams]
    head = first_film.path.read_bytes()[:200_000]

    assert any("KITCHEN" in title.upper() for title in chapters)
    assert any("HARBOUR" in title.upper() for title in chapters)
    assert kinds.count("subtitle") == 1
    assert -1 < head.find(b"moov") < (head.find(b"mdat") if b"mdat" in head else len(head))


def test_folder_holds_everything_a_person_gets(first_film: FirstFilm) -> None:
    """Captions beside the film, a poster, a picture a shot, layers, settings, storyboard and report."""
    folder = first_film.folder
    storyboard = tomllib.loads((folder / "storyboard.toml").read_text())

    srt, vtt = (folder / "kettle.srt").read_text(), (folder / "kettle.vtt").read_text()
    assert srt.index("The kettle is late.") < srt.index("So is the boat.")
    assert vtt.startswith("WEBVTT")
    assert Image.open(folder / "poster.jpg").size == (640, 360)
    assert {path.stem for path in (folder / "pictures").glob("*.jpg")} == set(storyboard["shots"])
    assert [path.name for path in (folder / "layers").glob("*/*")] and list(
        (folder / "layers").glob("*/*/*.svg")
    )
    assert tomllib.loads((folder / "film.toml").read_text())["resolution"] == 360
    assert first_film.outcome["gaps"] == [] and first_film.outcome["shots"] == len(storyboard["shots"])
    assert not list(folder.rglob(".part-*"))


def test_same_command_again_makes_nothing(first_film: FirstFilm, house: Install) -> None:
    """Everything is used again and the film file is not touched."""
    before, inode, work = digest(first_film.path), first_film.path.stat().st_ino, house.work_done()

    said = house.make(first_film.script, "kettle")

    assert said.outcome["made"] == 0
    assert said.outcome["reused"] == first_film.outcome["made"]
    assert (digest(first_film.path), first_film.path.stat().st_ino) == (before, inode)
    assert house.work_done() == work


def test_prefect_shows_runs_by_name_with_tags_and_artifacts(first_film: FirstFilm, house: Install) -> None:
    """A person finds keyframes by name and stages by tag, and sees storyboard, progress and film."""
    records = Records(house.home)
    tasks = records.find("task_runs")
    names = {run["name"]: run for run in tasks}
    artifacts = {artifact["key"] for artifact in records.find("artifacts") if artifact["key"]}

    assert "keyframes" in names["SC010-SH010 keyframes"]["tags"]
    assert {"analysis", "speech", "pace", "keyframes", "clip", "sound", "music", "mix", "film"} <= {
        tag for run in tasks for tag in run["tags"]
    }
    assert all(
        any(key.startswith("kettle") and key.endswith(end) for key in artifacts)
        for end in ("-storyboard", "-progress", "-film")
    )
    assert any(run["name"] == "kettle" for run in records.find("flow_runs"))


def test_the_film_that_the_pages_link_to_plays(first_film: FirstFilm, house: Install) -> None:
    """A click on the artifact is answered, in parts where a player seeks, with the film.

    And with nothing else of the disk.
    """
    link = next(
        artifact
        for artifact in Records(house.home).find("artifacts", sort="CREATED_DESC")
        if str(artifact["key"]).endswith("-film")
    )
    address = re.findall(r"\((http://127[^)]+\.mp4)\)", link["data"])[0]
    report = re.findall(r"\((http://127[^)]+\.html)\)", link["description"])[0]

    part = httpx.get(address, headers={"Range": "bytes=100-299"}, trust_env=False)
    page = httpx.get(report, trust_env=False)
    elsewhere = [
        httpx.get(f"{address.rpartition('/')[0]}/{name}", trust_env=False)
        for name in ("film.toml", "..%2f..%2fkettle.fountain", "none.mp4")
    ]

    assert (part.status_code, part.headers["content-type"]) == (206, "video/mp4")
    shown = re.sub(r"\\(.)", r"\1", link["description"].partition("It is at ")[2])  # as the page shows it
    assert part.content == Path(shown).read_bytes()[100:300]
    assert "The Kettle" in page.text
    assert "script-src 'none'" in page.headers["content-security-policy"]
    assert [answer.status_code for answer in elsewhere[::2]] == [404, 404]
    assert all(
        "aspect" not in answer.text and "The kettle is late" not in answer.text for answer in elsewhere
    )


def test_second_run_is_answered_from_the_cache(first_film: FirstFilm, house: Install) -> None:
    """Prefect says Cached of every call of a run that makes nothing."""
    house.make(first_film.script, "kettle")
    records = Records(house.home)
    newest = next(run for run in records.find("flow_runs", sort="START_TIME_DESC") if run["name"] == "kettle")

    states: dict[str, str] = {}
    deadline = time.monotonic() + 60
    while (
        len(states) < first_film.outcome["made"] or set(states.values()) != {"Cached"}
    ) and time.monotonic() < deadline:
        time.sleep(0.2)  # noqa: TID251 Prefect writes states down a little after they happen
        runs = records.find("task_runs", flow_runs={"id": {"any_": [newest["id"]]}})
        states = {run["name"]: run["state"]["name"] for run in runs if run["state"]}

    assert len(states) == first_film.outcome["made"]
    assert set(states.values()) == {"Cached"}, {
        name: state for name, state in states.items() if state != "Cached"
    }


def test_python_makes_the_same_film(first_film: FirstFilm, house: Install) -> None:
    """`make_film` is a function that can be called; its settings are the command line's."""
    house.type("server", "start")
    code = (
        "from studio.server import join_server\njoin_server()\nfrom flows.film import make_film\nfrom"
        f" storyreel.project.settings import FilmSettings\nmade = make_film({str(first_film.script)!r},"
        " folder='by-hand', settings=FilmSettings(resolution=360,"
        " frame_rate='12', members={'narrator': 'espeak'}))\nprint(made.model_dump_json())"
    )

    said = house.run(command=(sys.executable, "-c", code))

    assert said.code == 0, said.err
    made = json.loads(said.out.splitlines()[-1])
    # Its name is another, and so is its film: chapters and pictures are those of the first.
    assert (made["shots"], made["duration_ms"]) == (
        first_film.outcome["shots"],
        first_film.outcome["duration_ms"],
    )
    assert made["made"] == 0
    assert (house.work / "by-hand" / "by-hand.mp4").read_bytes() == first_film.path.read_bytes()
