"""Who may ask the studio: this user's browser and programs, from the studio's own pages only."""

from __future__ import annotations

import pytest

from studio.board.access import COOKIE, SIGN_IN
from tests.studio.board.conftest import ADDRESS, Studio

FILMS = "/api/v1/films"


def test_a_signed_in_browser_sees_the_library(studio: Studio) -> None:
    """With the cookie, and nothing else, a page is shown."""
    page = studio.browser.get("/", headers={"X-Storyreel": ""})

    assert page.status_code == 200
    assert "No film yet" in page.text


def test_another_user_of_the_machine_is_refused(studio: Studio) -> None:
    """Whoever reaches the port without cookie or token gets a sentence, on every path but the styles'."""
    client = studio.client()

    for path in ("/", FILMS, "/films/film/file/film.mp4", "/events", f"/api/v1{SIGN_IN}-link"):
        assert client.get(path).status_code == 401, path
    assert client.get("/static/style.css").status_code == 200


@pytest.mark.parametrize("cookie", ["", "x", "é", "a" * 5000])
def test_a_wrong_cookie_is_refused(studio: Studio, cookie: str) -> None:
    """A guess does not help, whatever bytes it has."""
    header = f"{COOKIE}={cookie}".encode()

    assert studio.client().get("/", headers=[(b"cookie", header)]).status_code == 401


def test_a_name_that_was_made_to_lead_here_is_refused(studio: Studio) -> None:
    """A page that was loaded under another name of this address is not answered (DNS rebinding)."""
    for host in ("evil.example:4210", "localhost:4210", "studio.localhost", "studio.localhost:4211", ""):
        assert studio.browser.get("/", headers={"Host": host}).status_code == 403, host


def test_a_page_from_elsewhere_is_refused(studio: Studio) -> None:
    """Even with the user's cookie: by its Origin, or by what the browser says about the request."""
    foreign = (
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:4210"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
    )
    for headers in foreign:
        assert studio.browser.get(FILMS, headers=headers).status_code == 403, headers
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert studio.browser.get("/", headers=link).status_code == 200
    assert studio.browser.post("/api/v1/scripts/example", headers=link).status_code == 403


def test_a_form_without_the_pages_word_changes_nothing(studio: Studio) -> None:
    """The cookie alone, which a browser sends by itself, is not enough to change something."""
    client = studio.client(Cookie=f"{COOKIE}={studio.identity.token}")

    assert client.post("/api/v1/scripts/example").status_code == 403
    assert list(studio.library.root.iterdir()) == []


def test_a_program_signs_in_with_the_token(studio: Studio) -> None:
    """Under the plain address too, because programs do not look up names under .localhost."""
    client = studio.client(Authorization=f"Bearer {studio.identity.token}")

    assert client.get(FILMS).json() == []
    assert client.get(FILMS, headers={"Host": "127.0.0.1:4210"}).status_code == 200
    assert client.get(FILMS, headers={"Authorization": "Bearer x"}).status_code == 401


def test_a_link_signs_in_once(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link that was opened, or that somebody else opens, signs nobody in."""
    monkeypatch.setattr("studio.board.app.is_this_user", lambda *_: True)
    link = f"{SIGN_IN}?ticket={studio.access.tickets.issue()}"

    first = studio.client().get(link)
    assert first.status_code == 200
    cookie = first.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert studio.client().get(link).status_code == 403

    monkeypatch.setattr("studio.board.app.is_this_user", lambda *_: False)
    assert studio.client().get(f"{SIGN_IN}?ticket={studio.access.tickets.issue()}").status_code == 403


def test_pages_load_and_run_nothing_but_their_own(studio: Studio) -> None:
    """No inline script, nothing from elsewhere, no frame around them; refusals say the same."""
    for answer in (studio.browser.get("/"), studio.client().get("/")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "script-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-eval" not in policy
        assert "script-src 'unsafe-inline'" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_the_name_is_one_that_nobody_guesses(studio: Studio) -> None:
    """A cookie goes to every port of its host; other users' servers do not know this one's."""
    assert ADDRESS.host.endswith(".localhost")
    assert studio.identity.name.startswith("storyreel-")
    assert len(studio.identity.name.split(".")[0]) >= 26
    assert len(studio.identity.token) >= 43
