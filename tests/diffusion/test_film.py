"""A whole film by the local crew on tiny models, with the real host; also if the host is killed meanwhile."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from storyreel.diffusion.host.process import end_host, read_record
from storyreel.editing.probe import probe_video
from tests.diffusion import tiny
from tests.flows.installation import SMALL, Install

pytestmark = [pytest.mark.timeout(900)]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Install]:
    (tmp_path / "work").mkdir()
    made = Install(tmp_path / "home", tmp_path / "work", {"HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1"})
    yield made
    made.leave()
    end_host(tmp_path / "home" / "model-host")


def test_a_film_is_made_with_models_on_disk_though_the_host_is_killed(house: Install, tmp_path: Path) -> None:
    """After the first pictures; the next request starts another, and nothing is missing in the film."""
    images = tiny.saved("FLUX.2 klein", tmp_path / "klein")
    video = tiny.saved("Wan 5B", tmp_path / "wan")
    folder = house.work / "kettle"
    folder.mkdir()
    (folder / "film.toml").write_text(f'models = {{images = "{images}", video = "{video}"}}\n')
    process = house.start("make", house.script(), "--out", folder, "--crew", "local", *SMALL, "--json")

    host = tmp_path / "home" / "model-host"
    while (record := read_record(host)) is None or not list((host / "assets").glob("*")):
        assert process.poll() is None, process.communicate()[1]
    os.kill(record.pid, signal.SIGKILL)
    out, err = process.communicate(timeout=600)

    assert process.returncode == 0, err
    assert '"gaps": []' in out
    after = read_record(host)
    assert after is not None
    assert after.pid != record.pid
    assert probe_video(folder / "kettle.mp4").rate == 12
