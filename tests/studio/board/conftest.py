"""A studio over a folder of films, asked as a browser asks it; no run is started."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from storyreel.project.project import Project, direct
from storyreel.vault import open_vault
from storyreel.vault.home import default_vault_url
from studio.board import runs
from studio.board.access import COOKIE, Access, Address
from studio.board.app import create_app
from studio.board.identity import Identity, own_identity
from studio.board.library import Library
from tests.planning.planned import plan
from tests.studio.terminal import SCENE

ADDRESS = Address("studio.localhost", 4210)


@dataclass
class Studio:
    """The studio, and a signed-in browser."""

    library: Library
    identity: Identity
    access: Access
    browser: TestClient
    started: list[tuple[str, ...]] = field(default_factory=list)
    """The commands that the pages had typed, instead of processes."""

    def client(self, **headers: str) -> TestClient:
        """A client that brings nothing but these headers."""
        return TestClient(self.access, base_url=ADDRESS.origin, headers=headers)

    def film(self, name: str = "film", script: str = SCENE) -> Path:
        """A film after its storyboard was made, without a run."""
        folder = self.library.root / name
        folder.mkdir(parents=True)
        path = folder / f"{name}.fountain"
        path.write_text(script)
        with direct(str(path), str(folder), self.library.vault) as project:
            base = plan(script)
            project.remember(base=base, title=base.title.title or name)
            project.files.write("storyboard.toml", project.editable_text(base).encode())
        return folder

    def open(self, name: str = "film") -> Project:
        """The film as it is now."""
        return self.library.open(name)


@pytest.fixture
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Studio:
    monkeypatch.setenv("STORYREEL_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    library = Library(tmp_path / "films", open_vault(default_vault_url()))
    library.root.mkdir()
    identity = own_identity()
    access = create_app(library, ADDRESS, identity)
    headers = {"X-Storyreel": identity.form_token}
    browser = TestClient(access, base_url=ADDRESS.origin, headers=headers, cookies={COOKIE: identity.token})
    made = Studio(library, identity, access, browser)
    monkeypatch.setattr(runs.Runs, "start", lambda _self, _project, *words: made.started.append(words))
    return made


@pytest.fixture
def edit(studio: Studio) -> Callable[..., object]:
    """Changes a field of the film's first shot, as the page does."""

    def change(field_name: str, value: str, was: str = "", shot: str = "SC010-SH010"):
        asked = {"field": field_name, "value": value, "was": was}
        return studio.browser.patch(f"/api/v1/films/film/{shot}", json=asked)

    return change
