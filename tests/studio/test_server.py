"""The keeper of the Prefect server."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import psutil
import pytest

from storyreel.film.errors import ServerError
from studio.server import ServerFacts, ensure_server, server_status, stop_server

# One worker of xdist runs them all: they share one server.
pytestmark = [pytest.mark.xdist_group("server"), pytest.mark.timeout(120)]


def test_second_film_uses_the_same_server(server: ServerFacts) -> None:
    """A server that runs is used, not doubled."""
    again = ensure_server()

    assert (again.pid, again.url, again.started) == (server.pid, server.url, False)
    assert server_status().pid == server.pid
    assert str(server.pid) in str(server_status())


def test_server_listens_on_loopback_only(server: ServerFacts) -> None:
    """Nobody on the network reaches the films."""
    listening = [link for link in psutil.Process(server.pid).net_connections("tcp") if link.status == psutil.CONN_LISTEN]

    assert {link.laddr.ip for link in listening} == {"127.0.0.1"}


def test_write_without_a_csrf_token_is_refused(server: ServerFacts) -> None:
    """A page from elsewhere cannot start runs."""
    answer = httpx.post(f"{server.url}/flows/", json={"name": "from-elsewhere"}, trust_env=False)

    assert answer.status_code == 403
    assert "csrf" in answer.text.lower()


def test_foreign_origin_is_not_allowed(server: ServerFacts) -> None:
    """Only the server's own pages may read its answers in a browser."""
    foreign = httpx.get(f"{server.url}/health", headers={"Origin": "http://elsewhere.example"}, trust_env=False)
    own = httpx.get(f"{server.url}/health", headers={"Origin": server.ui_url}, trust_env=False)

    assert "access-control-allow-origin" not in foreign.headers
    assert own.headers["access-control-allow-origin"] == server.ui_url


def test_settings_for_clients_hold_everything_a_film_needs(server: ServerFacts) -> None:
    """A process that sets them talks to this server, with its token, and stores JSON."""
    settings = server.environment()

    assert settings["PREFECT_API_URL"] == server.url
    assert settings["PREFECT_CLIENT_CSRF_SUPPORT_ENABLED"] == "true"
    assert settings["PREFECT_RESULTS_DEFAULT_SERIALIZER"] == "json"
    assert Path(settings["PREFECT_HOME"]).is_dir()


def test_killed_server_is_replaced_and_two_starters_make_one(server: ServerFacts, house: Path) -> None:
    """After kill -9 the next two starts, at the same time, agree on one new server."""
    os.kill(server.pid or 0, signal.SIGKILL)
    psutil.wait_procs([psutil.Process(server.pid)] if psutil.pid_exists(server.pid or 0) else [], timeout=5)
    ask = "from studio.server import ensure_server; f = ensure_server(); print(f.pid, f.started)"

    starters = [subprocess.Popen([sys.executable, "-c", ask], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    answers = [starter.communicate(timeout=100)[0].split() for starter in starters]

    assert len({pid for pid, _ in answers}) == 1
    assert sorted(started for _, started in answers) == ["False", "True"]
    assert int(answers[0][0]) != server.pid


def test_server_outlives_the_film_that_started_it(server: ServerFacts) -> None:
    """It leads its own session, so an interrupt in the film's terminal does not reach it."""
    assert os.getsid(server.pid or 0) == server.pid


def test_stop_ends_the_server_and_says_when_none_runs(server: ServerFacts, house: Path) -> None:
    """What was started can be ended, and ending nothing is no error."""
    said = stop_server()

    assert "Stopped" in said
    assert not psutil.pid_exists(server.pid or 0) or psutil.Process(server.pid).status() == psutil.STATUS_ZOMBIE
    assert not (house / "server" / "state.json").exists()
    assert "nothing to stop" in stop_server()
    assert "No Prefect server runs" in str(server_status())


@pytest.mark.parametrize(
    "state",
    [
        "{ damaged",
        json.dumps({"pid": 2**22 - 3, "born": "x", "port": 1}),
        json.dumps({"pid": os.getpid(), "born": "x", "port": 1}),
        json.dumps({"pid": "x"}),
    ],
    ids=["damaged", "dead", "pid given to another program", "of another form"],
)
def test_stale_state_is_not_taken_for_a_server(state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was left behind is noticed, and another program of that pid is left alone."""
    monkeypatch.setenv("STORYREEL_HOME", str(tmp_path))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    (tmp_path / "server").mkdir()
    (tmp_path / "server" / "state.json").write_text(state)

    assert not server_status().running
    assert "nothing to stop" in stop_server()


def test_named_server_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """PREFECT_API_URL wins, and what it names is said when nothing is there."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/api"
        monkeypatch.setenv("PREFECT_API_URL", url)

        with pytest.raises(ServerError, match=r"PREFECT_API_URL") as caught:
            ensure_server()

    assert url in caught.value.message


def test_server_that_cannot_start_shows_the_end_of_its_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cause stands in the error, so that nobody has to look for it."""
    monkeypatch.setenv("STORYREEL_HOME", str(tmp_path))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    (tmp_path / "server" / "prefect.db").mkdir(parents=True)

    with pytest.raises(ServerError, match=r"did not start") as caught:
        ensure_server()

    assert "unable to open database file" in caught.value.message
    assert not server_status().running
