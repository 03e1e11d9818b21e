"""A run that is asked to end while a layer is painted."""

from __future__ import annotations

import signal
import time

import psutil
import pytest

from tests.flows.conftest import FirstFilm
from tests.flows.installation import SMALL, Install, Records

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("server")]

SLOW = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2304 1296">'
    + '<filter id="f"><feTurbulence baseFrequency="0.01" numOctaves="10"/></filter>'
    + '<rect width="2304" height="1296" filter="url(#f)"/>' * 40
    + "</svg>"
)


def painters_of(pid: int) -> list[psutil.Process]:
    """The children of a process that are painting."""
    found = [
        child
        for child in psutil.Process(pid).children()
        if "storyreel.animatic.painter.rasteriser" in child.cmdline()
    ]
    return [child for child in found if child.cpu_percent(0.2) > 40]


def test_sigterm_ends_a_film_while_a_layer_is_painted_and_keeps_what_was_made(
    house: Install, first_film: FirstFilm
) -> None:
    """Within two seconds or so, children too; the same command goes on afterwards."""
    house.make(first_film.script, "stopped", "--until", "keyframes")
    layer = next((house.work / "stopped" / "layers").glob("*/*/*.svg"))
    own = layer.read_bytes()
    layer.write_text(SLOW)
    process = house.start("make", first_film.script, "--out", "stopped", *SMALL, "--until", "keyframes")
    deadline = time.monotonic() + 60
    while not (painters := painters_of(process.pid)):
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.1)  # noqa: TID251 looking through all processes takes the time that the film needs

    asked = time.monotonic()
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=30)
    took = time.monotonic() - asked
    layer.write_bytes(own)
    again = house.make(first_film.script, "stopped", "--until", "keyframes")

    assert took < 3
    assert process.returncode == 143
    assert "Everything made so far is kept; run the same command again" in err and "Traceback" not in err
    assert psutil.wait_procs(painters, timeout=2)[1] == []
    assert again.outcome["made"] == 0
    assert {
        run["state"]["type"] for run in Records(house.home).find("flow_runs") if run["name"] == "stopped"
    } == {"COMPLETED", "CRASHED"}
