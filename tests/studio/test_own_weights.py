"""Weights that a film names by a link: fetched after a word of the person's, once, and never by a plan."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from blocks import fetching
from blocks.crew import Crew, assemble
from storyreel.film.errors import ProviderError, SettingsError
from storyreel.project.own_loras import fetched_path
from storyreel.project.project import Project, open_project
from storyreel.vault import open_vault
from studio.own_weights import fetch_linked_weights

LINK = "https://weights.example/mara.safetensors?token=hidden"
HEADER = json.dumps({"a": {"dtype": "F16", "shape": [2], "data_offsets": [0, 4]}}).encode()
WEIGHTS = len(HEADER).to_bytes(8, "little") + HEADER + bytes(4)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STORYREEL_HOME", str(tmp_path / "home"))
    (tmp_path / "tea.fountain").write_text("INT. KITCHEN - NIGHT\n\nMARA stands at the stove.\n")
    return tmp_path


class Web:
    """Answers downloads with the same bytes, and counts them."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.content: bytes = WEIGHTS
        self.asked: list[str] = []
        patch.setattr(fetching, "download", self._download)

    def _download(self, link: str, target: Path, **limits: Any) -> Path:
        assert limits == {"hosts": None, "most_bytes": 4_000_000_000}
        self.asked.append(link)
        target.write_bytes(self.content)
        return target


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Web:
    return Web(monkeypatch)


def film(home: Path, link: str = LINK, **settings: object) -> Project:
    vault = open_vault((home / "vault").as_uri())
    brought = {"material": {"loras": {"MARA": link}}}
    return open_project(str(home / "tea.fountain"), str(home / "tea"), vault, brought | settings)


def crew_of(images: str) -> Crew:
    return assemble("cloud", "en-us", {"images": (images,)})


def test_nothing_is_fetched_without_a_word(home: Path, web: Web) -> None:
    """The sentence has the entry and no key that stands in the link."""
    with pytest.raises(SettingsError, match=r'loras\."MARA" is the link .* nobody agreed') as refused:
        fetch_linked_weights(film(home), crew_of("fal"), yes=False)

    assert "hidden" not in str(refused.value) and not web.asked


def test_weights_are_fetched_once_and_stay(home: Path, web: Web, capsys: pytest.CaptureFixture[str]) -> None:
    """In storyreel's own folder, which nobody else may read."""
    fetch_linked_weights(film(home), crew_of("fal"), yes=True)
    fetch_linked_weights(film(home), crew_of("fal"), yes=False)

    assert web.asked == [LINK]
    assert fetched_path(LINK).read_bytes() == WEIGHTS
    assert fetched_path(LINK).parent.stat().st_mode & 0o077 == 0
    said = capsys.readouterr().err
    assert "https://weights.example/mara.safetensors" in said and "hidden" not in said


@pytest.mark.parametrize(("images", "skip"), [("gemini", ()), ("fal", ("lora",))])
def test_weights_that_nobody_loads_are_not_fetched(
    home: Path, web: Web, images: str, skip: tuple[str, ...]
) -> None:
    """Not even after a yes."""
    fetch_linked_weights(film(home, skip=skip), crew_of(images), yes=True)

    assert not web.asked


@pytest.mark.parametrize("content", [b"", b"\x80\x04a pickle.", WEIGHTS[:-2]])
def test_what_is_no_weights_is_not_kept(home: Path, web: Web, content: bytes) -> None:
    """An empty file, a pickle, a file that breaks off."""
    web.content = content

    with pytest.raises(SettingsError, match=r'loras\."MARA" is the link .* was not taken'):
        fetch_linked_weights(film(home), crew_of("fal"), yes=True)
    assert list(fetched_path(LINK).parent.iterdir()) == []


def test_a_link_into_this_machine_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A film from a stranger cannot have what listens here asked."""
    monkeypatch.setattr("socket.getaddrinfo", lambda *_args, **_named: [(0, 0, 0, "", ("127.0.0.1", 443))])

    with pytest.raises(SettingsError, match="private network") as refused:
        fetch_linked_weights(film(home, "https://inner.example/x"), crew_of("fal"), yes=True)
    assert isinstance(refused.value.__cause__, ProviderError)
    with pytest.raises(SettingsError, match="by 'http'"):
        fetch_linked_weights(film(home, "http://weights.example/x"), crew_of("fal"), yes=True)
