"""The doctor."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from studio import doctor
from studio.doctor import Finding, examine


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYREEL_HOME", str(tmp_path))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)


def by_name() -> dict[str, Finding]:
    return {finding.name: finding for finding in examine()}


def test_machine_that_runs_these_tests_can_make_a_film() -> None:
    """All that the embedded crew needs is found, and whatever is not found comes with what to do."""
    findings = examine()

    assert [finding for finding in findings if not finding.ok and not finding.optional] == []
    assert all(finding.remedy for finding in findings if not finding.ok)
    assert len({finding.name for finding in findings}) == len(findings)


def test_key_is_named_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a key is set is said; what it is, nowhere."""
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-very-secret")
    monkeypatch.delenv("LUMAAI_API_KEY", raising=False)

    found = by_name()

    assert found["writer anthropic"].ok
    assert found["writer anthropic"].detail == "ready"
    assert "LUMAAI_API_KEY is not set" in found["video luma-ray2"].detail
    assert "sk-very-secret" not in repr(found)


def test_broken_library_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    """One library that cannot be loaded does not keep the doctor from looking at the rest."""
    monkeypatch.setitem(sys.modules, "resvg_py", None)

    found = by_name()

    assert not found["drawing"].ok
    assert "resvg_py" in found["drawing"].detail
    assert found["speech"].ok


def test_home_that_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is named, and the variable that moves it."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("STORYREEL_HOME", str(tmp_path / "file"))

    found = by_name()

    assert not found["home"].ok
    assert str(tmp_path / "file") in found["home"].detail
    assert "STORYREEL_HOME" in found["home"].remedy


def test_wrong_version_of_a_package_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A version beyond the pin is what breaks the server unseen."""
    monkeypatch.setattr(doctor.importlib.metadata, "requires", lambda name: ["fastapi<0.1", "nothing-of-that-name"])

    found = by_name()

    assert not found["packages"].ok
    assert "fastapi is" in found["packages"].detail
    assert "nothing-of-that-name is missing" in found["packages"].detail


def test_named_server_that_is_away_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """PREFECT_API_URL that leads nowhere would stop every film."""
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")

    assert not by_name()["server"].ok
