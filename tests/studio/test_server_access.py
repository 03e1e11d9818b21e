"""Which clients the kept server answers: tests of the middleware only; no server is started."""

from __future__ import annotations

import asyncio
import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.peers import is_this_user, owners_of
from studio.server_access import OWN_SERVICES, ServerAccess, Tickets, is_password

ORIGIN, PASSWORD = "http://127.0.0.1:4321", "storyreel:word"
BASIC = f"Basic {base64.b64encode(PASSWORD.encode()).decode()}"
HOST = ("host", "127.0.0.1:4321")


class House:
    """An application that notes who came in, and answers with headers of its own."""

    def __init__(self, **headers: str) -> None:
        self.visits: list[str] = []
        self._headers = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.visits.append(scope["path"])
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            return
        await send({"type": "http.response.start", "status": 200, "headers": self._headers})
        await send({"type": "http.response.body", "body": b"come in"})


def answer(house: House, path: str, *headers: tuple[str, str], kind: str = "http") -> list[Any]:
    """What a visitor is sent."""
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": f"{kind}.connect" if kind == "websocket" else "http.request", "body": b""}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": kind,
        "path": path,
        "headers": [(name.encode(), value.encode()) for name, value in headers],
    }
    asyncio.run(ServerAccess(house, ORIGIN, PASSWORD)(scope, receive, send))
    return sent


@pytest.mark.parametrize(
    "host",
    [
        (),
        (("host", "evil.example"),),
        (("host", "127.0.0.1"),),
        (("host", "127.0.0.1:80"),),
        (("host", "localhost:4321"),),
        (("host", "127.0.0.1:4321.evil.example"),),
        (HOST, ("host", "evil.example")),
        (("host", "127.0.0.1:4321 "),),
    ],
    ids=["none", "rebound name", "no port", "another port", "localhost", "longer", "two", "blank behind it"],
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_a_name_that_was_made_to_lead_here_is_refused(host: tuple[tuple[str, str], ...], kind: str) -> None:
    """DNS rebinding: the page has another name, so its requests carry that name."""
    house = House()

    sent = answer(house, "/api/block_documents/filter", *host, ("authorization", BASIC), kind=kind)

    assert house.visits == []
    assert sent[0].get("status", sent[0].get("code")) in (403, 1008)


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "http://127.0.0.1:9999",
        "http://localhost:4321",
        "https://127.0.0.1:4321",
        "",
    ],
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_a_page_from_elsewhere_is_refused(origin: str, kind: str) -> None:
    """A browser says of every web socket, and of every request that writes, which page it comes from."""
    house = House()

    sent = answer(house, "/api/events/in", HOST, ("origin", origin), ("authorization", BASIC), kind=kind)

    assert house.visits == []
    assert sent[0].get("status", sent[0].get("code")) in (403, 1008)


def test_services_of_the_server_itself_are_let_in_with_the_password() -> None:
    """What an automation does is a request inside the process, under a name of Prefect's own."""
    house, service = House(), ("host", OWN_SERVICES.decode())

    came_in = answer(house, "/api/flow_runs/x/set_state", service, ("authorization", BASIC))
    without = answer(house, "/api/flow_runs/x/set_state", service)
    page = answer(house, "/dashboard", service, ("authorization", BASIC))

    assert came_in[0]["status"] == 200
    assert without[0]["status"] == 401
    assert page[0]["status"] == 403
    assert house.visits == ["/api/flow_runs/x/set_state"]


def test_our_own_programs_and_pages_are_let_in() -> None:
    """A program sends no Origin; a page of the server sends its own."""
    house = House()

    answer(house, "/api/flows/filter", HOST, ("authorization", BASIC))
    answer(house, "/api/flows/filter", HOST, ("authorization", BASIC), ("origin", ORIGIN))
    answer(house, "/runs", HOST)
    answer(house, "/api/health", HOST)
    answer(house, "/api/events/out", HOST, ("origin", ORIGIN), kind="websocket")

    assert len(house.visits) == 5


@pytest.mark.parametrize(
    "path",
    [
        "/api",
        "/api/",
        "/api/block_documents/filter",
        "/api/health/../flows/filter",
        "/api/variables/name/health",
        "/api/csrf-token",
    ],
)
@pytest.mark.parametrize(
    "given_word", [None, "", "Basic", "Basic !!", BASIC.replace("Basic", "Bearer"), BASIC[:-2], f"{BASIC}A"]
)
def test_the_api_is_closed_without_the_password(path: str, given_word: str | None) -> None:
    """Other users of the machine reach the port, but do not know the password."""
    house = House()
    headers = [] if given_word is None else [("authorization", given_word)]

    sent = answer(house, path, HOST, *headers)

    assert house.visits == []
    assert sent[0]["status"] == 401


def test_other_pages_can_neither_frame_nor_embed_what_is_answered() -> None:
    """The rules for Prefect's pages are whole.

    An answer that has rules of its own keeps them, with framing forbidden.
    """
    plain = dict(answer(House(), "/runs", HOST)[0]["headers"])
    report = dict(
        answer(House(content_security_policy="script-src 'none'"), "/films/a/b/report.html", HOST)[0][
            "headers"
        ]
    )
    refused = dict(answer(House(), "/api/flows", HOST)[0]["headers"])

    assert b"frame-ancestors 'none'" in plain[b"content-security-policy"]
    assert b"script-src 'self' 'unsafe-eval';" in plain[b"content-security-policy"]
    assert report[b"content-security-policy"] == b"script-src 'none'; frame-ancestors 'none'"
    for headers in (plain, report, refused):
        assert headers[b"cross-origin-resource-policy"] == b"same-origin"
        assert headers[b"x-frame-options"] == b"DENY"
        assert b"frame-ancestors 'none'" in headers[b"content-security-policy"]


@given(st.lists(st.binary(max_size=60), max_size=3))
def test_only_the_password_is_the_password(authorizations: list[bytes]) -> None:
    """Whatever is sent in its place is refused without an error."""
    assert not is_password(authorizations, PASSWORD)
    assert is_password([BASIC.encode()], PASSWORD)
    assert not is_password([BASIC.encode(), *authorizations], PASSWORD) or authorizations == []


def test_a_ticket_is_good_once_and_for_a_while() -> None:
    """Later, the link is used or expired."""
    now = [0.0]
    tickets = Tickets(60, lambda: now[0])
    used, late = tickets.issue(), tickets.issue()

    assert (tickets.redeem(used), tickets.redeem(used), tickets.redeem(""), tickets.redeem("x")) == (
        True,
        False,
        False,
        False,
    )
    now[0] = 61.0
    assert not tickets.redeem(late)


def test_the_user_at_the_other_end_is_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """Another user's browser is distinguished from ours by the system's own table.

    A closed connection, which shows root, counts for nobody.
    """
    table = tmp_path / "tcp"
    client, server, third = ("127.0.0.1", 0xC001), ("127.0.0.1", 0x10E1), ("127.0.0.3", 0xC001)
    table.write_text(
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
        "   0: 0100007F:10E1 0100007F:C001 01 00000000:00000000 00:00000000 00000000  1000        0 1\n"
        "   1: 0100007F:C001 0100007F:10E1 01 00000000:00000000 00:00000000 00000000  1001        0 2\n"
        "   2: 0200007F:C001 0100007F:10E1 06 00000000:00000000 00:00000000 00000000     0        0 0\n"
        "   3: 0300007F:C001 0100007F:10E1 06 00000000:00000000 00:00000000 00000000     0        0 0\n"
        "   4: 0300007F:C001 0100007F:10E1 01 00000000:00000000 00:00000000 00000000  1001        0 3\n"
    )
    monkeypatch.setattr("studio.peers._TABLE", table)
    monkeypatch.setattr("studio.peers.os.geteuid", lambda: 1000)

    assert owners_of(client, server) == [1001]
    assert not is_this_user(client, server)
    assert is_this_user(server, client)
    assert not is_this_user(("127.0.0.2", 0xC001), server), "a closed connection's row"
    assert not is_this_user(third, server), "the open row counts, and it is another user's"
    assert not is_this_user(("127.0.0.1", 1), server)
    monkeypatch.setattr("studio.peers._TABLE", tmp_path / "absent")
    assert is_this_user(client, server), "if the system does not say, only the ticket decides"
