"""A server that is busy for a moment answers all the same."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest


class Shop:
    """An application that is busy so many times, then repeats what it was sent."""

    def __init__(self, busy: int, *, raises: bool = False) -> None:
        self.busy, self.raises = busy, raises
        self.bodies: list[bytes] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            return
        body, more = b"", True
        while more:
            part = await receive()
            body, more = body + part["body"], part.get("more_body", False)
        self.bodies.append(body)
        status = 503 if len(self.bodies) <= self.busy else 200
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": body})
        if self.raises and status == 503:
            raise RuntimeError("database is locked")


def answered(shop: Shop, kind: str = "http") -> list[dict[str, Any]]:
    """What a client is sent back for a request in two parts."""
    from studio.prefect_app import TryAgain  # loads Prefect's server, which one worker of xdist needs

    parts = [
        {"type": "http.request", "body": b"two ", "more_body": True},
        {"type": "http.request", "body": b"parts", "more_body": False},
    ]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return parts.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(TryAgain(shop)({"type": kind}, receive, send))
    return sent


@pytest.mark.parametrize("raises", [False, True])
def test_a_busy_server_is_asked_the_same_again_until_it_answers(raises: bool) -> None:
    """The client hears one answer, to the whole of what it sent."""
    shop = Shop(3, raises=raises)

    sent = answered(shop)

    assert shop.bodies == [b"two parts"] * 4
    assert [message.get("status") for message in sent] == [200, None]
    assert sent[1]["body"] == b"two parts"


def test_a_server_that_stays_busy_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """When patience ends, the last answer goes out, and the error with it."""
    monkeypatch.setattr("studio.prefect_app.PATIENCE_SECONDS", 0.2)

    assert answered(Shop(10_000))[0]["status"] == 503
    with pytest.raises(RuntimeError, match="locked"):
        answered(Shop(10_000, raises=True))


def test_web_sockets_are_left_alone() -> None:
    """They are no requests that could be repeated."""
    assert answered(Shop(0), "websocket") == [{"type": "websocket.accept"}]
