"""A run reads the keys of its film's folder, in its own process and in the one that buys.

And is not led astray by that folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.studio import Studio
from tests.flows.installation import SMALL, CommandResult, Install

pytestmark = [pytest.mark.xdist_group("server"), pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def studio() -> Iterator[Studio]:
    with Studio(latency=0.001) as opened:
        yield opened


def spoken(house: Install, name: str, lines: list[str], environment: dict[str, str]) -> CommandResult:
    """The lines of a film whose narrator is hired, typed in a folder whose own `.env` says something else."""
    folder = house.work / name
    folder.mkdir()
    (folder / "film.toml").write_text('crew = "animatic"\nmembers = {narrator = "openai"}\n')
    (folder / ".env").write_text("".join(f"{line}\n" for line in lines))
    (folder / ".env").chmod(0o600)
    nothing_set = {
        "OPENAI_API_KEY": "",
        "OPENAI_BASE_URL": "",
        "NO_PROXY": "127.0.0.1,localhost",
    }  # whatever other tests set in this process
    here = Install(house.home, house.work, nothing_set | environment)
    return here.run(
        "make",
        house.script(name=f"{name}.fountain"),
        "--out",
        name,
        *SMALL[:4],
        "--only",
        "narration",
        "--yes",
        "--json",
    )


def test_key_and_address_of_the_films_folder_are_used_together(house: Install, studio: Studio) -> None:
    """Nothing is set in the environment; the line is bought."""
    said = spoken(
        house,
        "hired",
        [f"OPENAI_API_KEY={studio.key('openai')}", f"OPENAI_BASE_URL={studio.url('openai')}"],
        {},
    )

    assert said.outcome["gaps"] == [], said.err
    assert sum(studio.books.requests.values()) > 0
    assert studio.key("openai") not in said.out + said.err


@pytest.mark.long
def test_a_key_of_the_environment_does_not_go_to_the_films_address(house: Install, studio: Studio) -> None:
    """A downloaded folder names the address: nobody is asked, and both places are named."""
    studio.books.requests.clear()

    said = spoken(
        house,
        "downloaded",
        [f"OPENAI_BASE_URL={studio.url('openai')}"],
        {"OPENAI_API_KEY": studio.key("openai")},
    )

    assert said.code == 1
    assert (
        str(Path(house.work, "downloaded", ".env")) in said.err
        and "OPENAI_API_KEY in the environment" in said.err
    )
    assert not studio.books.requests


@pytest.mark.long
def test_the_working_directory_is_not_asked_for_keys(house: Install, studio: Studio) -> None:
    """The work folder holds a `.env`; the command is typed there."""
    kept = (house.work / ".env").read_text()
    (house.work / ".env").write_text(
        f"OPENAI_API_KEY={studio.key('openai')}\nOPENAI_BASE_URL={studio.url('openai')}\n"
    )
    studio.books.requests.clear()

    said = spoken(house, "elsewhere", [], {})
    (house.work / ".env").write_text(kept)

    assert said.code == 1
    assert "OPENAI_API_KEY is not set" in said.err
    assert not studio.books.requests
