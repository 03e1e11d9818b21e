"""Every command the README gives is run as it is typed, in its order.

Only the films are made small beforehand.
"""

from __future__ import annotations

import re
import shlex

import pytest

from studio.exits import WAITING
from tests.fakes.screenwriting import register
from tests.fakes.studio import Studio
from tests.flows.installation import CHECKOUT, SMALL, Install

ELSEWHERE = (
    "make ",
    "storyreel deploy",
    "storyreel worker ",
    "pip install --no-deps --require-hashes -r requirements/cloud.txt",
    "install -m 600 .env.example .env",
    "storyreel studio ",
)
"""`make film` and `make test` are run by .ci/run, what deploys by tests/deployments, the studio by
tests/studio/board; the tests have the cloud's packages and keys of their own.
"""


def commands() -> list[str]:
    blocks = re.findall(r"```console\n(.*?)```", (CHECKOUT / "README.md").read_text(), re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


WAITS = "--crew cloud --budget 100 --out films/real"
"""What stops after its storyboard, because a budget says nothing about that."""


def test_the_readme_gives_commands_that_somebody_runs() -> None:
    """Nothing is typed in the README that no test knows."""
    assert commands()[:2] == ["make film", "make test"]
    assert all(line.startswith(("storyreel ", *ELSEWHERE)) for line in commands())


@pytest.mark.long
@pytest.mark.xdist_group("server")
@pytest.mark.timeout(900)
def test_each_command_of_the_readme_does_what_it_says(house: Install) -> None:
    """As a new user types them, one after another."""
    (house.work / "examples").symlink_to(CHECKOUT / "examples")
    house.script(name="my-script.fountain")
    assert house.run("init", "my-script.fountain", *SMALL).code == 0
    assert (
        house.run("make", "examples/the-last-light.fountain", "--out", "films/the-last-light", *SMALL).code
        == 0
    )

    with Studio(latency=0.003) as studio:
        register(studio)
        keys = studio.environment() | {"STORYREEL_POLL_SECONDS": "0.05"}
        person = Install(house.home, house.work, variables=keys)
        assert person.run("init", "my-script.fountain", "--out", "films/real", *SMALL).code == 0
        for line in commands():
            if not line.startswith(ELSEWHERE):
                said = person.run(*shlex.split(line)[1:])
                expected = WAITING if line.endswith(WAITS) else 0
                assert said.code == expected, f"{line}: {said.err}"

    assert (house.work / "films" / "my-script" / "my-script.mp4").exists()
    assert (house.work / "films" / "upright" / "upright.mp4").exists()
