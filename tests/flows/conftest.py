"""One home, one server and one first film for all tests of whole films."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.databases import HOMES
from tests.flows.installation import SECRET, SMALL, Install


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Install]:
    root = tmp_path_factory.mktemp("house")
    (root / "work").mkdir()
    (root / "work" / ".env").write_text(f"ANTHROPIC_API_KEY={SECRET}\n")
    made = Install(root / "home", root / "work")
    HOMES.append(made.home)
    yield made
    made.leave()


@dataclass(frozen=True)
class FirstFilm:
    """The first film made in this home."""

    script: Path
    folder: Path
    outcome: dict[str, Any]
    err: str

    @property
    def path(self) -> Path:
        return self.folder / "kettle.mp4"


@pytest.fixture(scope="session")
def first_film(house: Install) -> FirstFilm:
    """Made as a person makes it, by a separate process."""
    script = house.script()
    said = house.run("make", script, "--out", "kettle", *SMALL, "--json")
    return FirstFilm(script, house.work / "kettle", said.outcome, said.err)
