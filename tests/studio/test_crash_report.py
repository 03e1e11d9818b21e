"""A full disk, a folder that cannot be written, a failed server: one sentence and no traceback."""

from __future__ import annotations

import errno
import sys
import threading
from pathlib import Path
from typing import NamedTuple

import pytest

from storyreel.film.errors import VaultError
from studio import disk_space
from studio.captured_stderr import captured_stderr
from studio.crash_report import explain
from studio.disk_space import require_disk_space


class Usage(NamedTuple):
    """What `shutil.disk_usage` answers."""

    total: int
    used: int
    free: int


class PrefectHTTPStatusError(Exception):
    """As Prefect's client raises for an answer 500."""


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYREEL_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("STORYREEL_DEBUG", raising=False)


def with_free(free: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_space.shutil, "disk_usage", lambda _folder: Usage(10**9, 10**9 - free, free))


def test_nothing_is_started_on_a_disk_as_good_as_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which disk, how much is free and needed, and what to do."""
    with_free(1_000_000, monkeypatch)

    with pytest.raises(
        VaultError,
        match=(
            r"1,000,000 bytes free; at least 50,000,000 are needed. Nothing was started.*vault"
            r" gc.*STORYREEL_HOME"
        ),
    ):
        require_disk_space()


def test_a_server_that_fails_on_a_full_disk_is_explained_by_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prefect's answer 500 is nothing that the person can fix."""
    with_free(0, monkeypatch)

    said = explain(PrefectHTTPStatusError("Server error '500 Internal Server Error'"))

    assert said.startswith("The disk of") and "is full" in said and "500" not in said


def test_our_own_error_behind_another_is_the_one_shown() -> None:
    """While reporting the first error the server failed, too."""
    try:
        try:
            raise VaultError("The vault is lost.")
        except VaultError:
            raise PrefectHTTPStatusError("500")  # noqa: B904 - as happens in an except block of Prefect's
    except PrefectHTTPStatusError as error:
        assert explain(error) == "The vault is lost."


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "cannot be written"),
        (errno.EROFS, "cannot be written"),
        (errno.ENOSPC, "The disk is full"),
    ],
)
def test_a_folder_that_cannot_be_written_is_named(
    number: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also if the write is in a place without its own handling."""
    with_free(10**9, monkeypatch)

    said = explain(OSError(number, "no", str(tmp_path)))

    assert words in said and str(tmp_path) in said and "did not foresee" not in said


def test_a_server_that_fails_for_another_reason_is_named_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to type."""
    with_free(10**9, monkeypatch)

    assert "storyreel server stop" in explain(PrefectHTTPStatusError("500"))


def test_threads_of_libraries_do_not_write_on_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Their tracebacks go with the error that ends the run; who speaks to the person still can."""

    def run_and_fail() -> None:
        with captured_stderr() as terminal:
            terminal.write("said\n")
            sys.stderr.write("--- Error logging to API ---\n")
            speaking = threading.Thread(target=sys.stderr.write, args=("Traceback\n",))
            speaking.start()
            speaking.join()
            raise RuntimeError("ended")

    with pytest.raises(RuntimeError) as caught:
        run_and_fail()

    assert capsys.readouterr().err == "said\n"
    assert "Error logging to API" in caught.value.__notes__[0] and "Traceback" in caught.value.__notes__[0]
