"""A film with a narrator from the user's own package, in this process and in the purchase worker."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.blocks.own_package import example, install
from tests.flows.installation import CHECKOUT, SMALL, Install

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("server")]
PAID = """
import os
from pathlib import Path

from storyreel.film.money import Allowance
from tone_speech import ToneSpeech


class PaidTone(ToneSpeech):
    def allowance(self):
        return Allowance(provider="tones", jobs=2)

    def fingerprint(self):
        return "paid-" + super().fingerprint()

    def speak(self, brief, store):
        with Path(__file__).with_name("asked").open("a") as asked:
            asked.write(f"{os.getpid()} {brief.text}\\n")
        return super().speak(brief, store)
"""


def test_lines_are_spoken_by_members_of_an_installed_package(house: Install, tmp_path: Path) -> None:
    """A free one in the run itself.

    One with an allowance by the process that buys, which loads the package by itself.
    """
    module, members = example()
    site = install(
        tmp_path,
        "tone-speech",
        members | {"paid-tone": "paid_tone:PaidTone"},
        tone_speech=module,
        paid_tone=PAID,
    )
    path = os.pathsep.join([str(site), str(CHECKOUT / "tests" / "flows" / "offline"), str(CHECKOUT)])
    person = Install(house.home, house.work, variables={"PYTHONPATH": path})
    script = person.script(name="tones.fountain")

    for name in ("tone", "paid-tone"):
        assert person.type("init", script, "--out", name, *SMALL).code == 0
        settings = house.work / name / "film.toml"
        settings.write_text(
            re.sub(r"(?m)^members = .*$", f'members = {{narrator = "{name}"}}', settings.read_text())
        )
        said = person.type("make", script, "--out", name, "--only", "narration", "--yes", "--json")
        assert said.code == 0, said.err
    person.close_process()
    lines = {
        name: [house.result(key) for call, key in sorted(house.state(name)["keys"].items()) if "line" in call]
        for name in ("tone", "paid-tone")
    }
    asked = dict(reversed(line.split(" ", 1)) for line in (site / "asked").read_text().splitlines())

    assert set(asked) == {"The kettle is late.", "So is the boat."}
    assert str(person.process_pid) not in asked.values()
    assert [line["duration_ms"] for line in lines["tone"]] == [
        65 * len("The kettle is late."),
        65 * len("So is the boat."),
    ]
    assert lines["paid-tone"] == lines["tone"]
