"""The doctor."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from blocks import dates, roster
from blocks.providers.elevenlabs_audio import ElevenLabsSpeech
from blocks.providers.openai_writer import LocalWriter
from blocks.writing import openai_model
from studio import doctor
from studio.doctor import Finding, examine, saved_members
from tests.blocks.contract import closed_address
from tests.fakes.studio import Studio

SAVED_VOICE = "block:elevenlabs-speech/mine"


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
    """It says whether a key is set, but never shows the key."""
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-very-secret")
    monkeypatch.delenv("LUMAAI_API_KEY", raising=False)

    found = by_name()

    assert found["writer anthropic"].ok
    assert found["writer anthropic"].detail == "ready"
    assert "LUMAAI_API_KEY is not set" in found["video luma-ray2"].detail
    assert "sk-very-secret" not in repr(found)


def test_a_wrong_voice_of_a_films_saved_block_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The block is asked as it was saved; without the film nobody names it. Nothing is paid."""
    film = tmp_path / "tea"
    film.mkdir()
    (film / "film.toml").write_text(f'members = {{narrator = "{SAVED_VOICE}"}}\n')
    with Studio() as studio:
        saved = ElevenLabsSpeech.model_validate(
            {
                "model": "eleven_v4",
                "api_key": studio.key("elevenlabs"),
                "base_url": studio.url("elevenlabs"),
                "voices": {"neutral adult": "voiceOfNobody"},
            }
        )
        monkeypatch.setattr(roster, "_saved", lambda _capability, _slug: saved)

        found = {finding.name: finding for finding in examine(film)}

        assert "voiceOfNobody" in found[f"narrator {SAVED_VOICE}"].detail
        assert studio.jobs() == []
    assert saved_members(film) == (("narrator", SAVED_VOICE),)
    assert f"narrator {SAVED_VOICE}" not in by_name()


def test_model_that_ends_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ready until it ends, and is not afterwards; what can be named in its place is the remedy."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    found: list[Finding] = []
    for today in (date(2026, 10, 1), date(2026, 12, 7), date(2027, 1, 6)):
        monkeypatch.setattr(dates, "today", lambda today=today: today)
        found.append(doctor._built("narrator openai", "narrator", "openai"))

    before, near, over = found
    assert [one.ok for one in found] == [True, True, False]
    assert before.detail == "ready"
    assert "in 30 days" in near.detail
    assert "no longer accepts it" in over.detail and "elevenlabs" in over.remedy


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


def test_what_a_member_lacks_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """First what is missing, then what to do about it; no sentence comes twice."""
    monkeypatch.chdir(tmp_path)

    found = by_name()["video footage"]

    assert found.detail == f"The footage folder {str(tmp_path / 'footage')!r} does not exist."
    assert found.remedy.startswith("Put mp4") and "models = " in found.remedy
    assert not [finding for finding in examine() if finding.detail in finding.remedy]


def test_a_server_of_ones_own_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ready if it answers and has the model.

    Else its address is said, and the variable that sets it.
    """
    with Studio(latency=0.0005) as studio, monkeypatch.context() as patch:
        patch.setattr(openai_model, "_KEYLESS", studio.key("openai"))
        patch.setenv("STORYREEL_LOCAL_URL", studio.url("openai"))
        other = by_name()["writer local"]
        patch.setattr(LocalWriter, "usual", {"model": "gpt-6-sol"})
        ready = by_name()["writer local"]
    monkeypatch.setenv("STORYREEL_LOCAL_URL", address := f"{closed_address()}/v1")
    away = by_name()["writer local"]

    assert ready.ok
    assert not other.ok and "no model 'llama3.1'" in other.detail and "gpt-6-sol" in other.remedy
    assert not away.ok and address in away.detail and "STORYREEL_LOCAL_URL" in away.remedy


def test_wrong_version_of_a_package_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A version beyond the pin could break the server without notice."""
    monkeypatch.setattr(
        doctor.importlib.metadata, "requires", lambda name: ["fastapi<0.1", "nothing-of-that-name"]
    )

    found = by_name()

    assert not found["packages"].ok
    assert "fastapi is" in found["packages"].detail
    assert "nothing-of-that-name is missing" in found["packages"].detail


def test_named_server_that_is_away_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """PREFECT_API_URL that leads nowhere would stop every film."""
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")

    assert not by_name()["server"].ok


def film_with(tmp_path: Path, *lines: str, mode: int = 0o600) -> Path:
    folder = tmp_path / "film"
    folder.mkdir()
    (folder / ".env").write_text("".join(f"{line}\n" for line in lines))
    (folder / ".env").chmod(mode)
    return folder


def test_where_a_key_and_an_address_come_from_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The variable, and the file if a file sets it; never the value."""
    for name in ("ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL", "LUMA_AGENTS_API_KEY", "LUMA_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    film = film_with(tmp_path, "ANTHROPIC_API_KEY=sk-very-secret", "ANTHROPIC_BASE_URL=https://proxy.example")
    monkeypatch.setenv("LUMA_AGENTS_API_KEY", "luma-very-secret")

    found = {finding.name: finding for finding in examine(film)}

    assert (found["writer anthropic"].key, found["writer anthropic"].address) == (
        f"ANTHROPIC_API_KEY in {film / '.env'}",
        f"ANTHROPIC_BASE_URL in {film / '.env'}",
    )
    assert (found["video luma"].key, found["video luma"].address) == (
        "LUMA_AGENTS_API_KEY in the environment",
        "",
    )
    assert found[f"key file {film / '.env'}"].ok
    assert "very-secret" not in repr(found)
    assert not by_name()["writer anthropic"].ok


def test_a_pair_that_does_not_go_together_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The member is not ready, and both places are named."""
    monkeypatch.delenv("ANTHROPIC_BASE_URL", raising=False)
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-very-secret")
    film = film_with(tmp_path, "ANTHROPIC_BASE_URL=https://evil.example")

    found = {finding.name: finding for finding in examine(film)}["writer anthropic"]

    assert not found.ok
    assert str(film / ".env") in found.detail and "ANTHROPIC_API_KEY in the environment" in found.detail
    assert "very-secret" not in repr(found)


@pytest.mark.parametrize(("mode", "said"), [(0o644, "may read it"), (0o666, "may be written by others")])
def test_a_key_file_that_others_may_open_is_said(mode: int, said: str, tmp_path: Path) -> None:
    """With the command that closes it; one that others may only read is used all the same."""
    film = film_with(tmp_path, "ANTHROPIC_API_KEY=sk-very-secret", mode=mode)

    found = {finding.name: finding for finding in examine(film)}[f"key file {film / '.env'}"]

    assert not found.ok
    assert said in found.detail and f"chmod 600 {film / '.env'}" in found.remedy
    assert "very-secret" not in repr(found)


def test_a_vault_that_is_shared_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its mode is not changed."""
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o770)
    monkeypatch.setenv("STORYREEL_VAULT", shared.as_uri())

    found = by_name()["vault"]

    assert not found.ok and found.optional
    assert str(shared) in found.detail


def test_a_pillow_with_known_holes_is_said_and_a_current_one_beyond_moviepys_bound_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A plain installation gets an old one; films are made with it all the same."""
    real_version = doctor.importlib.metadata.version
    monkeypatch.setattr(
        doctor.importlib.metadata,
        "version",
        lambda name: "11.3.0" if name == "pillow" else real_version(name),
    )
    old = doctor._advisories()
    monkeypatch.setattr(
        doctor.importlib.metadata,
        "version",
        lambda name: "13.0.0" if name == "pillow" else real_version(name),
    )
    current = doctor._advisories()

    assert not old.ok and old.optional
    assert (
        "pillow 11.3.0 has published vulnerabilities, fixed in 12.3" in old.detail
        and "--no-deps" in old.remedy
    )
    assert current.ok
    assert doctor._problem_with("pillow>=11.3,<14") == ""
