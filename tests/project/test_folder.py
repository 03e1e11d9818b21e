"""A film's folder from a stranger: no link in it is followed, and only plain files are opened."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

import pytest

from storyreel.film.errors import FolderError, VaultError
from storyreel.project.folder import FilmFolder

NAMES = ("film.toml", "pictures/SC010-SH010.jpg")


@pytest.fixture
def private(tmp_path: Path) -> Path:
    """A private file of the person."""
    file = tmp_path / "private.txt"
    file.write_text("mine")
    return file


@pytest.fixture
def folder(tmp_path: Path) -> FilmFolder:
    (tmp_path / "film").mkdir()
    return FilmFolder(tmp_path / "film")


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_is_read_and_has_the_usual_mode(folder: FilmFolder, name: str) -> None:
    """Whole, by bytes or from another file, readable by others, and with nothing left beside it."""
    source = folder.path.parent / "large"
    source.write_bytes(b"x" * 3_000_000)
    before = os.umask(0o022)
    try:
        folder.write(name, b"first")
        folder.write(name, source)
    finally:
        os.umask(before)

    file = folder.path / name
    assert folder.read(name, 3_000_000) == source.read_bytes()
    assert folder.size(name) == 3_000_000
    assert stat.S_IMODE(file.stat().st_mode) == 0o644
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize("name", NAMES)
def test_a_link_in_the_place_of_a_file_is_neither_read_nor_written(
    folder: FilmFolder, private: Path, name: str
) -> None:
    """Its target is left as it is; the sentence names the link and its target."""
    (folder.path / name).parent.mkdir(exist_ok=True)
    (folder.path / name).symlink_to(private)

    for use in (
        lambda: folder.read(name, 100),
        lambda: folder.size(name),
        lambda: folder.write(name, b"theirs"),
        lambda: folder.remove(name),
    ):
        with pytest.raises(FolderError) as refused:
            use()
        assert str(folder.path / name) in str(refused.value)
        assert str(private) in str(refused.value)
        assert "Delete it" in str(refused.value)
    assert private.read_text() == "mine"
    assert (folder.path / name).is_symlink()


def test_a_link_that_leads_nowhere_makes_no_file_there(folder: FilmFolder) -> None:
    """A dangling link is a link: what is written does not appear at its other end."""
    target = folder.path.parent / "made-by-them"
    (folder.path / "report.html").symlink_to(target)

    with pytest.raises(FolderError, match="is a link"):
        folder.write("report.html", b"page")

    assert not target.exists()


def test_a_linked_folder_is_not_gone_into(folder: FilmFolder, private: Path) -> None:
    """Nothing is read, listed or written in it, at any depth."""
    elsewhere = private.parent / "elsewhere"
    (elsewhere / "inner").mkdir(parents=True)
    (elsewhere / "a.jpg").write_text("mine")
    (folder.path / "pictures").symlink_to(elsewhere)

    for use in (
        lambda: folder.read("pictures/a.jpg", 100),
        lambda: folder.files("pictures"),
        lambda: folder.write("pictures/a.jpg", b"theirs"),
        lambda: folder.write("pictures/inner/.written/b", b"theirs"),
    ):
        with pytest.raises(FolderError, match="pictures' is a link to"):
            use()
    assert sorted(path.name for path in elsewhere.rglob("*")) == ["a.jpg", "inner"]
    assert (elsewhere / "a.jpg").read_text() == "mine"


@pytest.mark.timeout(20)
def test_a_pipe_a_socket_or_a_folder_is_refused_at_once(
    folder: FilmFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading does not wait for a pipe without a writer."""
    os.mkfifo(folder.path / "pipe")
    (folder.path / "folder").mkdir()
    with socket.socket(socket.AF_UNIX) as listening:
        monkeypatch.chdir(folder.path)  # a socket's path is short
        listening.bind("socket")

    for name, what in (("pipe", "is a pipe"), ("folder", "is a folder"), ("socket", "is a socket")):
        for use in (lambda name=name: folder.read(name, 100), lambda name=name: folder.write(name, b"page")):
            with pytest.raises(FolderError, match=what):
                use()
    with pytest.raises(FolderError, match="is a pipe where a folder is expected"):
        folder.write("pipe/a.jpg", b"page")


def test_a_file_that_becomes_a_link_between_the_look_and_the_use_is_not_followed(
    folder: FilmFolder, private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is quick wins nothing."""
    folder.write("report.html", b"page")
    looked = FilmFolder._require_plain

    def quick(self: FilmFolder, at: int, last: str, name: str) -> os.stat_result:
        facts = looked(self, at, last, name)
        (self.path / name).unlink()
        (self.path / name).symlink_to(private)
        return facts

    monkeypatch.setattr(FilmFolder, "_require_plain", quick)

    with pytest.raises(FolderError):
        folder.read("report.html", 100)
    (folder.path / "report.html").unlink()
    (folder.path / "report.html").write_bytes(b"page")
    folder.write("report.html", b"another page")
    assert private.read_text() == "mine"
    assert (folder.path / "report.html").read_bytes() == b"another page"


@pytest.mark.parametrize(
    "name", ["../x", "/etc/passwd", "a//b", "a/../../b", ".", "..", "", "a\0b", "a/./b", "x" * 300]
)
def test_a_name_that_leads_elsewhere_is_none(folder: FilmFolder, name: str) -> None:
    for use in (lambda: folder.read(name, 100), lambda: folder.write(name, b"")):
        with pytest.raises(FolderError, match="not a name of a file"):
            use()
    assert list(folder.path.iterdir()) == []


def test_what_is_too_large_is_not_read(folder: FilmFolder) -> None:
    """The size and the bound are named; a file with a hole of a terabyte costs nothing."""
    with (folder.path / "film.toml").open("wb") as file:
        file.truncate(1 << 40)

    with pytest.raises(FolderError, match=r"1,099,511,627,776 bytes; up to 1,000 "):
        folder.read("film.toml", 1_000)


def test_the_probe_has_a_name_that_nobody_foresees(folder: FilmFolder, private: Path) -> None:
    """A link of the name that was once used is left alone, and nothing is left behind."""
    (folder.path / ".writable").symlink_to(private)

    folder.require_writable()

    assert private.read_text() == "mine"
    assert [path.name for path in folder.path.iterdir()] == [".writable"]


def test_what_is_missing_is_nothing(folder: FilmFolder) -> None:
    """A file, a folder, and the film's folder itself."""
    nowhere = FilmFolder(folder.path / "nowhere")

    for place in (folder, nowhere):
        assert place.read("pictures/a.jpg", 1) is None
        assert place.size("film.toml") is None
        assert place.files("pictures") == ()
        place.remove("film.toml")
    assert not nowhere.path.exists()


def test_a_film_below_a_file_cannot_be_written(folder: FilmFolder) -> None:
    folder.write("script.fountain", b"INT.")

    with pytest.raises(VaultError):
        FilmFolder(folder.path / "script.fountain" / "film").require_writable()


def test_the_folder_itself_may_be_reached_through_a_link(folder: FilmFolder) -> None:
    """The person typed it."""
    (folder.path.parent / "link").symlink_to(folder.path)

    FilmFolder(folder.path.parent / "link").write("film.toml", b"mine")

    assert (folder.path / "film.toml").read_bytes() == b"mine"
