"""What the server on this machine may show of films, and its links."""

from __future__ import annotations

from pathlib import Path

import pytest

from storyreel.project.shown_folders import link_to, shown_file


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


def content(film_id: str, name: str, key: str) -> bytes:
    """What is shown."""
    file = shown_file(film_id, name, key)
    assert file is not None
    with file:
        return file.read()


def key_in(link: str) -> str:
    """The key that a film's link holds."""
    return link.split("/")[-2]


def test_a_film_is_found_behind_its_link(film: Path) -> None:
    link = link_to("ete-1", film)
    key = key_in(link)

    assert link == f"http://127.0.0.1:1/films/ete-1/{key}/%C3%A9t%C3%A9.mp4"
    assert content("ete-1", "été.mp4", key) == b"film"


def test_without_its_key_a_film_is_not_shown(film: Path) -> None:
    """Other users of the machine reach the server, too, and may guess a film's name."""
    key = key_in(link_to("ete-1", film))

    assert [shown_file("ete-1", "été.mp4", guess) for guess in ("", "x", key[:-1], f"{key}x", "ключ")] == [
        None
    ] * 5


def test_a_films_links_stay_the_same(film: Path) -> None:
    """A page that was opened before goes on after the next run, and other films have other keys."""
    first = link_to("ete-1", film)

    assert link_to("ete-1", film) == first
    assert key_in(link_to("ete-2", film)) != key_in(first)


def test_an_entry_without_a_key_is_written_again(film: Path, tmp_path: Path) -> None:
    """Nothing is shown of a film whose entry has another form."""
    (tmp_path / "home" / "shown").mkdir(parents=True)
    (tmp_path / "home" / "shown" / "ete-1").write_text(str(film.parent))

    assert shown_file("ete-1", "été.mp4", "") is None
    assert content("ete-1", "été.mp4", key_in(link_to("ete-1", film))) == b"film"


def test_with_a_server_elsewhere_the_link_names_the_file(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYREEL_FILMS_URL", "")

    assert link_to("ete-1", film) == film.as_uri()
    assert shown_file("ete-1", "été.mp4", "") is None


@pytest.mark.parametrize("film_id", ["unknown", "..", ".", "../shown/ete-1", "../../films/été/film.toml", ""])
def test_what_is_no_film_is_not_shown(film: Path, film_id: str) -> None:
    key = key_in(link_to("ete-1", film))

    assert shown_file(film_id, "été.mp4", key) is None


@pytest.mark.parametrize("name", ["film.toml", "..", "../été/été.mp4", "absent.mp4", "way-out.mp4", "\0.mp4"])
def test_nothing_else_of_the_disk_is_shown(film: Path, name: str, tmp_path: Path) -> None:
    key = key_in(link_to("ete-1", film))
    (tmp_path / "private.mp4").write_bytes(b"private")
    (film.parent / "way-out.mp4").symlink_to(tmp_path / "private.mp4")

    assert shown_file("ete-1", name, key) is None
