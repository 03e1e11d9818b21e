"""Every web socket of the installed Prefect server asks who is there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

SOCKETS = (
    "/events/in",
    "/events/out",
    "/logs/out",
    "/task_runs/subscriptions/scheduled",
    "/work_pools/any/workers/connect",
)


@pytest.fixture(scope="module")
def guarded() -> Iterator[TestClient]:
    """Prefect's API with an auth string."""
    from prefect.server.api.server import create_api_app
    from prefect.settings import PREFECT_SERVER_API_AUTH_STRING, temporary_settings

    with temporary_settings({PREFECT_SERVER_API_AUTH_STRING: "someone:secret"}):
        app: FastAPI = create_api_app(ignore_cache=True)
        yield TestClient(app)


def test_every_socket_in_the_installed_source_passes_the_check() -> None:
    """A release of Prefect with another socket, or with one that lets everybody in, is not locked unseen."""
    import prefect.server

    sockets = [
        function
        for path in Path(prefect.server.__path__[0]).rglob("*.py")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.AsyncFunctionDef)
        and any(".websocket(" in ast.unparse(mark) for mark in function.decorator_list)
    ]

    assert len(sockets) == len(SOCKETS)
    assert [
        socket.name
        for socket in sockets
        if "subscriptions.accept_prefect_socket(websocket" not in ast.unparse(socket)
    ] == []


@pytest.mark.parametrize("path", SOCKETS)
@pytest.mark.parametrize("subprotocols", [[], ["prefect"]], ids=["as old clients", "as new clients"])
@pytest.mark.parametrize("token", ["", "someone:guessed"])
def test_a_socket_is_closed_to_whoever_has_no_token(
    guarded: TestClient, path: str, subprotocols: list[str], token: str
) -> None:
    """CVE-2026-7723: events could be sent without it."""
    with pytest.raises(WebSocketDisconnect):
        answer_of(guarded, path, subprotocols, token)


def answer_of(guarded: TestClient, path: str, subprotocols: list[str], token: str) -> object:
    """What a socket says to who presents a token."""
    with guarded.websocket_connect(path, subprotocols=subprotocols) as socket:
        socket.send_json({"type": "auth", "token": token})
        return socket.receive_json()


def test_a_socket_is_open_to_whoever_has_the_token(guarded: TestClient) -> None:
    """So the refusals above are not of something else."""
    assert answer_of(guarded, "/events/in", ["prefect"], "someone:secret") == {"type": "auth_success"}


@pytest.mark.parametrize("path", ["/variables/name/system-health", "/flows/name/ready", "/admin/settings"])
def test_a_path_that_ends_like_a_health_check_needs_the_token(guarded: TestClient, path: str) -> None:
    """CVE-2026-7722 and CVE-2026-3514: such paths went without it."""
    assert guarded.get(path).status_code == 401
