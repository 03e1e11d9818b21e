"""Clips that the painter made under the key of another camera are found, and made again."""

from __future__ import annotations

import logging
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import flows._healing
from blocks.crew import animatic_crew
from blocks.kinds import CrewMember
from blocks.providers.footage import FootageVideo
from flows._healing import own_attempt
from storyreel.film.briefs import Clip
from storyreel.graph.stages import Stage
from storyreel.vault import Vault, open_vault
from tests.flows.ordered_clips import BRIEF, key_of

PAINTER = animatic_crew().video


class Server:
    """A Prefect server that has at most one run, and counts what it is asked."""

    def __init__(self) -> None:
        self.runs: dict[str, Any] = {}
        self.asked: list[str] = []

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None: ...

    def had(self, key: str, **parameters: Any) -> None:
        state = SimpleNamespace(is_completed=lambda: True)
        self.runs[key] = SimpleNamespace(parameters={"brief": {}, "order": {}, **parameters}, state=state)

    def read_flow_runs(self, flow_run_filter: Any) -> list[Any]:
        keys = flow_run_filter.idempotency_key.any_
        self.asked += keys
        return [self.runs[key] for key in keys if key in self.runs]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    made = Server()
    monkeypatch.setattr(flows._healing, "get_client", lambda **_: made)
    monkeypatch.setattr(flows._healing, "get_run_logger", lambda: logging.getLogger("test"))
    return made


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return open_vault((tmp_path / "vault").as_uri())


@pytest.fixture
def footage(tmp_path: Path) -> FootageVideo:
    (tmp_path / "sea.mp4").write_bytes(b"clip")
    return FootageVideo(folder=str(tmp_path))


def keep(vault: Vault, camera: CrewMember, content: bytes, by: str = "") -> None:
    """Keep a clip under the key of a camera. by: who made it; '' as it was kept before that was written."""
    clip = Clip(video=vault.assets.put(content, "video/mp4"), frames=9)
    vault.ledger.finish(key_of(camera), 1, clip.model_dump(mode="json"), seconds=1, by=by)


def looked_up(vault: Vault, camera: CrewMember) -> tuple[int, bool]:
    """Number of the attempt that counts, and whether it has a clip."""
    attempt = own_attempt(vault, key_of(camera), Stage.CLIP, camera, BRIEF, 1)
    return attempt.number, attempt.done is not None


def test_a_clip_of_a_run_that_was_told_no_camera_is_closed(
    server: Server, vault: Vault, footage: FootageVideo
) -> None:
    """The server still has the run. The next attempt counts, and its clip stays."""
    keep(vault, footage, b"painted")
    server.had(f"{key_of(footage)}-1", video=None)

    assert looked_up(vault, footage) == (2, False)

    clip = Clip(video=vault.assets.put(b"the sea", "video/mp4"), frames=9)
    vault.ledger.finish(key_of(footage), 2, clip.model_dump(mode="json"), seconds=1, by=footage.fingerprint())
    assert looked_up(vault, footage) == (2, True)


def test_a_clip_that_is_the_painters_own_file_is_closed(
    server: Server, vault: Vault, footage: FootageVideo
) -> None:
    """The painter's clip of the same brief is in the vault; no server is needed."""
    keep(vault, footage, b"painted")
    keep(vault, PAINTER, b"painted")

    assert looked_up(vault, footage) == (2, False)
    assert looked_up(vault, PAINTER) == (1, True)
    assert server.asked == []


@pytest.mark.parametrize(
    "parameters", [{"video": {"$ref": "a saved block"}}, {"member": {"kind": "own-footage"}}]
)
def test_a_clip_of_a_run_that_was_told_its_camera_stays(
    server: Server, vault: Vault, footage: FootageVideo, parameters: dict[str, Any]
) -> None:
    """As one that no run of this server made."""
    keep(vault, footage, b"the sea")
    keep(vault, PAINTER, b"painted")
    server.had(f"{key_of(footage)}-1", **parameters)

    assert looked_up(vault, footage) == (1, True)


def test_a_clip_that_says_who_made_it_is_not_looked_up(
    server: Server, vault: Vault, footage: FootageVideo
) -> None:
    """So that a film of many clips asks the server nothing."""
    keep(vault, footage, b"the sea", by=footage.fingerprint())

    assert looked_up(vault, footage) == (1, True)
    assert server.asked == []
