"""The commands of the local crew: the host and the library of weights, as a person types them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from blocks.model_host import host_folder
from storyreel.diffusion.host.process import end_host
from storyreel.film.errors import UsageError
from studio.cli import app
from tests.fakes.model_host import TOKEN, model_host, safetensors


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("STORYREEL_HOME", str(tmp_path / "home"))
    yield
    end_host(host_folder())


def typed(*words: str) -> object:
    return app(list(words), result_action="return_value")


def test_the_host_is_started_shown_and_stopped(capsys: pytest.CaptureFixture[str]) -> None:
    """Its token is printed only if it is asked for."""
    typed("host", "status")
    typed("host", "start")
    typed("host", "status", "--json")
    typed("host", "start", "--show-token")
    typed("host", "stop")
    typed("host", "stop")

    said = capsys.readouterr().out
    shown, secret = said.split("On the machine that makes the film")
    assert "No model host runs; one starts when a film needs it." in said
    assert json.loads(shown[shown.index("{") : shown.index("}") + 1])["running"]
    assert "STORYREEL_HOST_TOKEN=" in secret
    assert "STORYREEL_HOST_TOKEN=" not in shown
    assert secret.rstrip().endswith("The model host is stopped.\nNo model host runs.")


def test_weights_are_imported_listed_and_exported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What film.toml needs is printed, ready to be pasted."""
    source, out = tmp_path / "Anna Keeper.safetensors", tmp_path / "out.safetensors"
    source.write_bytes(safetensors(b"weights"))

    typed("lora", "import", str(source), "--trigger", "sks_anna")
    imported = capsys.readouterr().out
    typed("lora", "list", "--json")
    listed = json.loads(capsys.readouterr().out)
    typed("lora", "export", "anna-keeper", str(out))

    assert 'loras = {"PERSON OR PLACE" = "lora:anna-keeper"}' in imported
    assert [(one["name"], one["trigger_word"]) for one in listed["loras"]] == [("anna-keeper", "sks_anna")]
    assert out.read_bytes().endswith(b"weights")


def test_weights_are_not_exported_into_a_folder_that_is_not_there(
    tmp_path: Path,
) -> None:
    """The person is told what to name instead."""
    source = tmp_path / "anna.safetensors"
    source.write_bytes(safetensors(b"weights"))
    typed("lora", "import", str(source), "--trigger", "sks_anna")

    with pytest.raises(UsageError, match=r"cannot be written \(No such file or directory\)\. Name a file"):
        typed("lora", "export", "anna", str(tmp_path / "nowhere" / "anna.safetensors"))


def test_training_that_could_not_be_kept_is_not_begun(tmp_path: Path) -> None:
    """The new name is checked before the pictures and the model."""
    source = tmp_path / "anna.safetensors"
    source.write_bytes(safetensors(b"weights"))
    typed("lora", "import", str(source), "--trigger", "sks_anna")

    with pytest.raises(UsageError, match="has weights called 'anna' already"):
        typed("lora", "continue", "anna", str(tmp_path), "--new-name", "anna")


def test_training_goes_on_from_weights_of_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On pictures of a folder, with captions beside them; how far it is is printed."""
    source, pictures = tmp_path / "anna.safetensors", tmp_path / "pictures"
    source.write_bytes(safetensors(b"weights"))
    pictures.mkdir()
    for number in range(5):
        Image.fromarray(np.full((80, 80, 3), 40 * number, np.uint8)).save(pictures / f"{number}.png")
    (pictures / "3.txt").write_text("anna from behind")
    typed("lora", "import", str(source), "--trigger", "sks_anna")

    with model_host() as host:
        monkeypatch.setenv("STORYREEL_HOST_URL", host.address)
        monkeypatch.setenv("STORYREEL_HOST_TOKEN", TOKEN)
        typed("lora", "continue", "anna", str(pictures), "--new-name", "anna-2", "--steps", "6")
        (job,) = host.worker.engine.asked  # type: ignore[union-attr] the painting engine

    assert job.continued is not None
    assert [one.caption for one in job.pictures] == ["sks_anna"] * 3 + ["anna from behind", "sks_anna"]
    said = capsys.readouterr().out
    assert "step 6 of 6, loss 0.1" in said
    assert "Kept as anna-2, called on by sks_anna." in said
