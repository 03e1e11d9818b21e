"""What the server on this machine may show of films, and where it is linked to."""

from __future__ import annotations

from pathlib import Path

import pytest

from storyreel.project.showing import link_to, shown_file


@pytest.fixture
def film(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A finished film of a home whose server is at port 1."""
    monkeypatch.setenv("STORYREEL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("STORYREEL_FILMS_URL", "http://127.0.0.1:1/films")
    folder = tmp_path / "films" / "été"
    folder.mkdir(parents=True)
    (folder / "film.toml").write_text("secret plans")
    (folder / "été.mp4").write_bytes(b"film")
    return folder / "été.mp4"


def test_a_film_is_found_behind_its_link(film: Path) -> None:
    assert link_to("ete-1", film) == "http://127.0.0.1:1/films/ete-1/%C3%A9t%C3%A9.mp4"
    file = shown_file("ete-1", "été.mp4")
    assert file is not None
    with file:
        assert file.read() == b"film"


def test_with_a_server_elsewhere_the_link_names_the_file(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYREEL_FILMS_URL", "")

    assert link_to("ete-1", film) == film.as_uri()
    assert shown_file("ete-1", "été.mp4") is None


@pytest.mark.parametrize("film_id", ["unknown", "..", ".", "../shown/ete-1", "../../films/été/film.toml", ""])
def test_what_is_no_film_is_not_shown(film: Path, film_id: str) -> None:
    link_to("ete-1", film)

    assert shown_file(film_id, "été.mp4") is None


@pytest.mark.parametrize("name", ["film.toml", "..", "../été/été.mp4", "absent.mp4", "way-out.mp4", "\0.mp4"])
def test_nothing_else_of_the_disk_is_shown(film: Path, name: str, tmp_path: Path) -> None:
    link_to("ete-1", film)
    (tmp_path / "private.mp4").write_bytes(b"private")
    (film.parent / "way-out.mp4").symlink_to(tmp_path / "private.mp4")

    assert shown_file("ete-1", name) is None
