"""Making from the page: one press, one run, within what was agreed to."""

from __future__ import annotations

import pytest

from storyreel.project.consent import consent_of
from storyreel.project.lock import directing
from studio.board import runs
from studio.board.identity import new_press
from tests.studio.board.conftest import Studio


def make(studio: Studio, press: str, **more: object):
    return studio.browser.post("/api/v1/films/film/make", json={"press": press, **more})


def test_one_form_that_is_sent_twice_starts_one_run(studio: Studio) -> None:
    """The second press is answered that it counts once; a new form starts another."""
    studio.film()
    press = new_press()

    first, second = make(studio, press), make(studio, press)

    assert first.status_code == 200, first.text
    assert second.status_code == 208
    assert len(studio.started) == 1
    assert studio.started[0][:2] == ("make", str(studio.library.root / "film"))


def test_a_film_that_is_being_made_is_not_made_twice(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever directs it, the page says since when, and nothing is started."""
    monkeypatch.setattr(runs, "EDIT_SECONDS", 0.0)
    studio.film()
    project = studio.open()

    with directing(project.vault.documents, project.id):
        answer = make(studio, new_press())

    assert answer.status_code == 423
    assert "is being made since" in answer.json()["error"]
    assert studio.started == []


@pytest.mark.parametrize("press", ["", "short", "../../../../../../x", "a" * 100, "a b c d e f g h i j k l"])
def test_a_key_of_a_form_is_never_a_path(studio: Studio, press: str) -> None:
    """What is no such key is refused before anything is written."""
    studio.film()

    assert make(studio, press).status_code == 422
    assert studio.started == []


def test_what_costs_money_needs_a_budget_that_was_typed(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without one nothing is started; with one it is kept in film.toml and agreed to on this machine.

    A form that was refused may be sent again with another budget.
    """
    for name in ("FAL_KEY", "LUMA_API_KEY", "ELEVENLABS_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.setenv(name, "k-never-shown")
    studio.film()
    crew = {"values": {"members.video": "fal"}}
    assert studio.browser.post("/api/v1/films/film/settings", json=crew).status_code == 200

    press = new_press()
    refused = make(studio, press)
    assert refused.status_code == 400, refused.text
    assert "no budget was agreed to" in refused.json()["error"]
    short = make(studio, press, budget_usd=0.01)
    assert short.status_code == 402
    assert "Nothing was spent" in short.json()["error"]
    assert studio.started == []

    assert make(studio, press, budget_usd=50).status_code == 200
    assert studio.open().settings.budget_usd == 50
    assert consent_of(studio.open()).covers_budget(studio.open())
    assert len(studio.started) == 1


def test_no_page_shows_a_key(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings say only whether a member is ready."""
    secret = "planted-3d1f-never-shown"
    for name in ("FAL_KEY", "LUMA_API_KEY", "ELEVENLABS_API_KEY", "ANTHROPIC_API_KEY", "OPENAI_API_KEY"):
        monkeypatch.setenv(name, secret)
    folder = studio.film()
    (folder / ".env").write_text(f"GEMINI_API_KEY={secret}\n")
    (folder / ".env").chmod(0o600)

    for path in (
        "/",
        "/new",
        "/films/film",
        "/films/film/settings",
        "/films/film/crew",
        "/films/film/money",
        "/api/v1/films/film",
    ):
        assert secret not in studio.browser.get(path).text, path
    packed = studio.browser.get("/films/film/export/film.zip")
    assert packed.status_code == 200
    assert secret.encode() not in packed.content
    assert b".env" not in packed.content


@pytest.mark.parametrize("more", [{"note": "closer"}, {"take": 2}])
def test_a_redo_of_what_is_not_made_is_refused(studio: Studio, more: dict[str, object]) -> None:
    """A shot of which nothing is made has no other take either; the page says so and starts nothing."""
    studio.film()
    asked = {"press": new_press(), "what": "clip", **more}

    for shot in ("SC010-SH010", "SC999-SH010", "--help"):
        answer = studio.browser.post(f"/api/v1/films/film/shots/{shot}/redo", json=asked)
        assert answer.status_code == 422, shot

    assert studio.started == []
