"""The keeper of the Prefect server."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from storyreel.film.errors import ServerError
from studio.doctor import examine
from studio.prefect_address import exposure
from studio.server import ServerFacts, ensure_server, server_status, sign_in_link, stop_server
from tests.databases import copy_database
from tests.studio.test_prefect_sockets import SOCKETS

# One worker of xdist runs them all: they share one server.
pytestmark = [pytest.mark.xdist_group("server"), pytest.mark.timeout(120)]


def auth(house: Path) -> tuple[str, str]:
    """User and password of the server, as an HTTP client takes them."""
    user, _, word = (house / "server" / "auth").read_text().partition(":")
    return user, word


def heard(
    url: str,
    word: str | None,
    then: dict[str, Any] | None,
    *,
    origin: str | None = None,
    subprotocols: tuple[str, ...] | None = ("prefect",),
) -> bool:
    """Whether a web socket lets us in as far as a question: it accepts the password, or it stays open."""
    try:
        with connect(url, origin=origin, subprotocols=subprotocols, proxy=None, open_timeout=10) as socket:  # type: ignore[arg-type] plain strings do
            if subprotocols:
                socket.send(json.dumps({"type": "auth", "token": word}))
                if json.loads(socket.recv(timeout=10)).get("type") != "auth_success":
                    return False
            if then is not None:
                socket.send(json.dumps(then))
            with contextlib.suppress(TimeoutError):
                socket.recv(timeout=1)
            return True
    except (WebSocketException, OSError):
        return False


def test_second_film_uses_the_same_server(server: ServerFacts) -> None:
    """A server that runs is used, not doubled."""
    again = ensure_server()

    assert (again.pid, again.url, again.started) == (server.pid, server.url, False)
    assert server_status().pid == server.pid
    assert str(server.pid) in str(server_status())


def test_server_listens_on_loopback_only(server: ServerFacts) -> None:
    """Nobody on the network reaches the films."""
    listening = [
        link
        for link in psutil.Process(server.pid).net_connections("tcp")
        if link.status == psutil.CONN_LISTEN
    ]

    assert {link.laddr.ip for link in listening} == {"127.0.0.1"}


def test_write_without_a_csrf_token_is_refused(server: ServerFacts, house: Path) -> None:
    """A page from elsewhere cannot start runs, even with the password that the browser keeps."""
    answer = httpx.post(
        f"{server.url}/flows/", json={"name": "from-elsewhere"}, auth=auth(house), trust_env=False
    )

    assert answer.status_code == 403
    assert "csrf" in answer.text.lower()


def test_foreign_origin_is_not_allowed(server: ServerFacts) -> None:
    """Only the server's own pages may read its answers in a browser."""
    foreign = httpx.get(
        f"{server.url}/health", headers={"Origin": "http://elsewhere.example"}, trust_env=False
    )
    own = httpx.get(f"{server.url}/health", headers={"Origin": server.ui_url}, trust_env=False)

    assert foreign.status_code == 403
    assert "access-control-allow-origin" not in foreign.headers
    assert own.headers["access-control-allow-origin"] == server.ui_url


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/block_documents/filter", {"include_secrets": True}),
        ("POST", "/flow_runs/filter", {}),
        (
            "POST",
            "/flow_runs/00000000-0000-0000-0000-000000000001/set_state",
            {"state": {"type": "COMPLETED"}, "force": True},
        ),
        ("GET", "/admin/settings", None),
        ("GET", "/csrf-token?client=x", None),
    ],
)
def test_another_user_of_the_machine_is_refused(
    server: ServerFacts, method: str, path: str, body: dict[str, Any] | None
) -> None:
    """Saved keys, runs and their states: the port is open on loopback, and answers only with the password."""
    bare = httpx.request(method, f"{server.url}{path}", json=body, trust_env=False)
    guessed = httpx.request(
        method, f"{server.url}{path}", json=body, auth=("storyreel", "guess"), trust_env=False
    )

    assert [bare.status_code, guessed.status_code] == [401, 401]


def test_a_rebound_name_is_refused_even_with_the_password(server: ServerFacts, house: Path) -> None:
    """A web page whose name leads to 127.0.0.1 sends that name."""
    for host in ("evil.example", f"evil.example:{server.ui_url.rpartition(':')[2]}"):
        answer = httpx.get(
            f"{server.url}/admin/version", headers={"Host": host}, auth=auth(house), trust_env=False
        )

        assert answer.status_code == 403


def test_every_web_socket_asks_for_the_password(server: ServerFacts, house: Path) -> None:
    """Events were readable and writable by any page.

    Each socket that Prefect has is tried without, with a wrong word, and from elsewhere.
    """
    address = server.url.replace("http", "ws")
    asked = {
        "/events/in": None,
        "/events/out": {"type": "filter", "filter": {}},
        "/logs/out": {"type": "filter", "filter": {}},
        "/task_runs/subscriptions/scheduled": {"type": "subscribe", "keys": ["x"], "client_id": "x"},
        "/work_pools/any/workers/connect": {"type": "hello"},
    }
    assert set(asked) == set(SOCKETS)

    for path, then in asked.items():
        assert not heard(f"{address}{path}", None, then, subprotocols=None), f"{path} without a word"
        assert not heard(f"{address}{path}", "storyreel:guess", then), f"{path} with a wrong word"
        assert not heard(
            f"{address}{path}", (house / "server" / "auth").read_text(), then, origin="http://evil.example"
        ), f"{path} from another page"
    assert heard(
        f"{address}/events/out",
        (house / "server" / "auth").read_text(),
        asked["/events/out"],
        origin=server.ui_url,
    )


def test_a_browser_signs_in_once_with_a_link(server: ServerFacts, house: Path) -> None:
    """The link gives Prefect's pages the password.

    Whoever opens it after that is refused, and nobody gets one without the password.
    """
    link = sign_in_link()

    page, again = httpx.get(link, trust_env=False), httpx.get(link, trust_env=False)
    stranger = httpx.get(f"{server.ui_url}/sign-in/link", trust_env=False)

    _, word = (house / "server" / "auth").read_text(), auth(house)
    assert base64.b64encode(":".join(word).encode()).decode() in page.text
    assert page.headers["cache-control"] == "no-store"
    assert (page.status_code, again.status_code, stranger.status_code) == (200, 403, 401)
    assert ":".join(word) not in again.text


def test_what_the_server_keeps_is_read_by_its_user_alone(server: ServerFacts, house: Path) -> None:
    """The password, the database with saved keys, the log: 0600 in a folder of 0700."""
    open_to_others = [
        path for path in [house / "server", *(house / "server").rglob("*")] if path.stat().st_mode & 0o077
    ]

    assert (house / "server" / "auth").read_text().startswith("storyreel:")
    assert open_to_others == []


def test_the_password_is_in_no_list_of_processes_and_no_repr(server: ServerFacts, house: Path) -> None:
    """Every user of the machine sees what a program was started with."""
    word = (house / "server" / "auth").read_text()

    assert word not in " ".join(psutil.Process(server.pid).cmdline())
    assert word not in repr(server) + str(server_status())


@pytest.mark.long
def test_who_took_the_port_first_is_not_taken_for_our_server(
    server: ServerFacts, house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another user's process that answers on the port while our server starts is sent no password."""
    asked: list[str] = []

    class Squatter(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.headers.get("Authorization", ""))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"true")

        def log_message(self, *_: object) -> None:
            """Nothing."""

    (tmp_path / "server").mkdir()
    copy_database(house / "server", tmp_path / "server")
    monkeypatch.setenv("STORYREEL_HOME", str(tmp_path))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    with ThreadingHTTPServer(("127.0.0.1", 0), Squatter) as shop:
        threading.Thread(target=shop.serve_forever, daemon=True).start()
        monkeypatch.setattr("studio.server._free_port", lambda: shop.server_port)
        monkeypatch.setattr("studio.server._PORT_TRIES", 1)

        with pytest.raises(ServerError, match="did not start"):
            ensure_server()
        shop.shutdown()

    assert set(asked) <= {""}


def test_a_server_that_asks_for_no_password_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One that PREFECT_API_URL names is not ours to close, so it is said."""

    class Open(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'"3.8.8"')

        def log_message(self, *_: object) -> None:
            """Nothing."""

    monkeypatch.setenv("STORYREEL_HOME", str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), Open) as shop:
        threading.Thread(target=shop.serve_forever, daemon=True).start()
        monkeypatch.setenv("PREFECT_API_URL", f"http://127.0.0.1:{shop.server_port}/api")

        assert "asks for no password" in server_status().exposed
        assert "asks for no password" in next(found for found in examine() if found.name == "server").detail
        shop.shutdown()


def test_a_server_that_asks_is_not_warned_of(server: ServerFacts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own, seen as somebody else's would be.

    And a password that goes by http to another machine is warned of.
    """
    assert exposure(server.url) == ""
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", "user:word")
    assert exposure(server.url) == ""
    assert "over http," in exposure("http://prefect.invalid:4200/api")


def test_settings_for_clients_hold_everything_a_film_needs(server: ServerFacts, house: Path) -> None:
    """A process that sets them talks to this server, with its token, and stores JSON."""
    settings = server.environment()

    assert settings["PREFECT_API_URL"] == server.url
    assert settings["PREFECT_API_AUTH_STRING"] == (house / "server" / "auth").read_text()
    assert settings["PREFECT_CLIENT_CSRF_SUPPORT_ENABLED"] == "true"
    assert settings["PREFECT_RESULTS_DEFAULT_SERIALIZER"] == "json"
    assert Path(settings["PREFECT_HOME"]).is_dir()


@pytest.mark.long
def test_killed_server_is_replaced_and_two_starters_make_one(server: ServerFacts, house: Path) -> None:
    """After kill -9 the next two starts, at the same time, agree on one new server."""
    os.kill(server.pid or 0, signal.SIGKILL)
    psutil.wait_procs([psutil.Process(server.pid)] if psutil.pid_exists(server.pid or 0) else [], timeout=5)
    ask = "from studio.server import ensure_server; f = ensure_server(); print(f.pid, f.started)"

    starters = [
        subprocess.Popen([sys.executable, "-c", ask], stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
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
    assert (
        not psutil.pid_exists(server.pid or 0) or psutil.Process(server.pid).status() == psutil.STATUS_ZOMBIE
    )
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
def test_stale_state_is_not_taken_for_a_server(
    state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
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


@pytest.mark.long
def test_server_that_cannot_start_shows_the_end_of_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cause stands in the error, so that nobody has to look for it."""
    monkeypatch.setenv("STORYREEL_HOME", str(tmp_path))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    (tmp_path / "server" / "prefect.db").mkdir(parents=True)

    with pytest.raises(ServerError, match=r"did not start") as caught:
        ensure_server()

    assert "unable to open database file" in caught.value.message
    assert not server_status().running
