"""The vault is private to its owner for any umask, and closed again if an older version left it open."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from storyreel.project.shown_folders import link_to
from storyreel.vault import open_vault
from storyreel.vault.disk import DiskVault
from storyreel.vault.home import home, open_home
from storyreel.vault.private import close_to_others, private_folder, write_private
from studio import crash_report
from studio.home import server_home
from tasks.purchasing import slots


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    """That of most systems, or a looser one: no file may owe its mode to it."""
    before = os.umask(0o002)
    yield
    os.umask(before)


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STORYREEL_HOME", str(tmp_path / "data" / "storyreel"))
    return tmp_path / "data" / "storyreel"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def open_to_others(folder: Path) -> list[str]:
    """What `find FOLDER -perm /077` prints."""
    return [str(path) for path in (folder, *folder.rglob("*")) if path.lstat().st_mode & 0o077]


def test_a_vault_is_made_for_its_owner_alone(own_home: Path) -> None:
    """Folders, assets, records, documents and workspaces."""
    vault = open_vault((own_home / "vault").as_uri())
    made = vault.assets.workspace() / "clip.mp4"
    made.write_bytes(b"clip")

    ref = vault.assets.put(made, "video/mp4")
    vault.assets.put(b"still", "image/png")
    vault.ledger.intend("ab" * 32, 1, "SC010-SH010 clip", lease_seconds=1)
    vault.documents.write("films/x/state", {"title": "x"}, 0)

    assert open_to_others(own_home) == []
    assert mode(vault.assets.path(ref)) == 0o400
    assert mode(own_home) == mode(own_home / "vault") == 0o700


def test_what_lies_beside_the_vault_is_private(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The server's folder, the log of an error, the addresses of films, and the pages of leases."""
    monkeypatch.setenv("STORYREEL_FILMS_URL", "http://127.0.0.1:1/films")

    server_home()
    crash_report.explain(ZeroDivisionError("x"))
    link_to("film-1234", tmp_path / "film.mp4")
    book = slots._LeaseFile()
    book.add(__import__("uuid").uuid4(), object())  # type: ignore[arg-type]

    assert {path.name for path in own_home.iterdir()} == {"server", "last-error.log", "shown", "places"}
    assert open_to_others(own_home) == []


def test_an_open_home_is_closed_when_it_is_opened(own_home: Path) -> None:
    """An older version made it 0755; what lies in it is out of reach with it."""
    (own_home / "vault" / "assets").mkdir(parents=True)
    for folder in (own_home, own_home / "vault"):
        folder.chmod(0o775)

    DiskVault(own_home / "vault")

    assert mode(own_home) == mode(own_home / "vault") == 0o700


def test_a_vault_elsewhere_is_closed_unless_it_is_shared(own_home: Path, tmp_path: Path) -> None:
    """A folder that a group may write in is so on purpose."""
    own, shared = tmp_path / "own", tmp_path / "shared"
    for folder, rights in ((own, 0o755), (shared, 0o2770)):
        folder.mkdir()
        folder.chmod(rights)
        DiskVault(folder)

    assert mode(own) == 0o700
    assert mode(shared) == 0o2770


def test_what_is_not_storyreels_alone_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder like /tmp, the person's own home, and what belongs to somebody else."""
    everybodys, persons, others = (tmp_path / name for name in ("everybodys", "persons", "others"))
    for folder, rights in ((everybodys, 0o1777), (persons, 0o755), (others, 0o755)):
        folder.mkdir()
        folder.chmod(rights)
    monkeypatch.setenv("HOME", str(persons))

    close_to_others(everybodys)
    close_to_others(persons)
    uid = others.stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: uid + 1)
    close_to_others(others)

    assert [mode(folder) for folder in (everybodys, persons, others)] == [0o1777, 0o755, 0o755]


def test_every_missing_folder_above_is_private(tmp_path: Path) -> None:
    """pathlib's own `parents=True` gives those above the usual mode; one that is there is left."""
    (tmp_path / "there").mkdir(mode=0o755)
    (tmp_path / "there").chmod(0o755)

    write_private(tmp_path / "there" / "a" / "b" / "file", b"x")

    assert [mode(tmp_path / "there" / part) for part in ("", "a", "a/b", "a/b/file")] == [
        0o755,
        0o700,
        0o700,
        0o600,
    ]
    assert private_folder(tmp_path / "there") == tmp_path / "there"


def test_a_films_id_is_no_path(own_home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """film.toml may say any id; the imports are not written elsewhere."""
    monkeypatch.setenv("STORYREEL_FILMS_URL", "http://127.0.0.1:1/films")

    for film_id in ("../../stolen", "a/b", str(tmp_path / "stolen")):
        assert link_to(film_id, tmp_path / "film.mp4").startswith("file:")

    assert not list(tmp_path.rglob("stolen"))


def test_home_is_the_one_that_is_named(own_home: Path) -> None:
    """It is made when it is opened, and not before."""
    assert home() == own_home and not own_home.exists()
    assert open_home() == own_home and own_home.is_dir()
