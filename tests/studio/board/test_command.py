"""`storyreel studio`: where it listens, and what it says if it cannot."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.studio.terminal import Terminal


@pytest.mark.parametrize("host", ["my-laptop", "0.0.0.0", "::1"])
def test_a_host_that_is_no_address_of_one_machine_is_refused(terminal: Terminal, host: str) -> None:
    """Nothing is served, and the sentence says what is accepted."""
    said = terminal.type("studio", "films", "--host", host, "--no-open")

    assert said.code == 2
    assert "an IPv4 address of this machine is accepted" in said.err


def test_a_port_that_is_taken_is_refused(terminal: Terminal) -> None:
    """If it was named; without a name another is taken."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = terminal.type("studio", "films", "--port", str(taken.getsockname()[1]), "--no-open")

    assert said.code == 2
    assert "Give another --port" in said.err


def test_the_studios_secrets_are_private(terminal: Terminal) -> None:
    """Its token and name are made once and only their owner can read them."""
    terminal.type("studio", "films", "--host", "nowhere", "--no-open")
    folder = Path(terminal.folder / "home" / "studio")

    kept = [(path.name, path.read_text()) for path in sorted(folder.iterdir())]
    assert [name for name, _ in kept] == ["name", "token"]
    assert all(path.stat().st_mode & 0o077 == 0 for path in (folder, *folder.iterdir()))
    terminal.type("studio", "films", "--host", "nowhere", "--no-open")
    assert [(path.name, path.read_text()) for path in sorted(folder.iterdir())] == kept
