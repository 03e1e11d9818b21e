"""The command that lists the narrator's voices and writes samples of them."""

import json
from pathlib import Path

import pytest
import soundfile

from storyreel.film.errors import UsageError
from studio.voices import voices_command


def test_every_voice_is_listed_with_its_language(capsys: pytest.CaptureFixture[str]) -> None:
    """As JSON: 54 of them, in the order of their languages."""
    assert voices_command("", None, "", Path(), json=True) == 0

    listed = json.loads(capsys.readouterr().out)
    assert len(listed) == 54
    assert {"voice": "bf_emma", "language": "en-gb", "presentation": "feminine"}.items() <= next(
        voice for voice in listed if voice["voice"] == "bf_emma"
    ).items()


def test_a_sample_of_a_mixture_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Into the folder that was named."""
    monkeypatch.setenv("STORYREEL_VAULT", tmp_path.joinpath("vault").as_uri())

    assert voices_command("bf_emma(2)+af_heart", None, "Yes.", tmp_path, json=True) == 0

    file = Path(json.loads(capsys.readouterr().out)["file"])
    assert file == tmp_path / "bf_emma-2-af_heart.flac"
    assert soundfile.info(file).duration > 0.2


def test_an_unknown_voice_and_two_wishes_at_once_are_refused() -> None:
    """Before anything is made."""
    with pytest.raises(UsageError, match="af_heart"):
        voices_command("bf_nobody", None, "", Path(), json=False)
    with pytest.raises(UsageError, match="one of them is accepted"):
        voices_command("bf_emma", Path("films/x"), "", Path(), json=False)
