"""Downloads: from allowed hosts only, whole or not at all, no larger than allowed."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from blocks.fetching import download, require_allowed
from storyreel.film.errors import BrokenDeliveryError, ProviderError, TransientProviderError
from tests.fakes.server import LoopbackServer, Reply, Request

HERE = ("127.0.0.1",)


@pytest.fixture
def server() -> Iterator[tuple[str, list[Request]]]:
    """A server that answers by path, and the paths that were requested."""
    import threading

    heard: list[Request] = []

    def answer(request: Request) -> Reply:
        heard.append(request)
        replies = {
            "/whole": Reply(200, b"x" * 1000),
            "/short": Reply(200, b"x" * 500, announced=1000),
            "/gone": Reply(403, b""),
            "/busy": Reply(503, b""),
            "/away": Reply(302, b"", {"Location": "https://evil.example/file"}),
            "/again": Reply(302, b"", {"Location": "/whole"}),
            "/round": Reply(302, b"", {"Location": "/round"}),
        }
        return replies[request.path]

    listening = LoopbackServer(0, answer)
    threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{listening.server_address[1]}", heard
    listening.shutdown()
    listening.server_close()


def test_a_file_comes_whole(server: tuple[str, list[Request]], tmp_path: Path) -> None:
    """Straight or by a redirect within the allowed hosts; nothing else is left in the folder."""
    for path in ("/whole", "/again"):
        assert (
            download(server[0] + path, tmp_path / "file", hosts=HERE, most_bytes=1000).read_bytes()
            == b"x" * 1000
        )

    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    ("path", "most", "kind", "words"),
    [
        ("/short", 2000, TransientProviderError, "broke off"),
        ("/gone", 2000, TransientProviderError, "expired"),
        ("/busy", 2000, TransientProviderError, "503"),
        ("/whole", 999, BrokenDeliveryError, "999"),
        ("/away", 2000, ProviderError, r"evil\.example"),
        ("/round", 2000, ProviderError, "redirects"),
    ],
)
def test_what_does_not_come_whole_leaves_nothing(
    server: tuple[str, list[Request]], tmp_path: Path, path: str, most: int, kind: type[Exception], words: str
) -> None:
    """Neither a part nor a file, and an error of its own for each."""
    with pytest.raises(kind, match=words) as raised:
        download(server[0] + path, tmp_path / "file", hosts=HERE, most_bytes=most)

    assert type(raised.value) is kind
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "link",
    [
        "http://media.example/x",
        "ftp://media.example/x",
        "file:///etc/passwd",
        "https://media.example.evil/x",
        "https://evilmedia.example/x",
        "https://media.example@evil.test/x",
        "https://10.0.0.1/x",
        "http://127.0.0.1:80/x",
        "nonsense",
    ],
)
def test_a_link_elsewhere_is_refused_before_it_is_followed(link: str) -> None:
    """Other hosts, other schemes, names that only look alike."""
    with pytest.raises(ProviderError, match="not fetched"):
        require_allowed(link, ("media.example", ".media.example"))


@pytest.mark.parametrize(
    "link",
    ["http://example.org/x", "https://127.0.0.1/x", "https://localhost/x", "https://[::1]/x", "nonsense"],
)
def test_a_link_of_a_persons_film_leads_to_the_public_web_only(
    link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where any host is accepted, neither plain http nor this machine is."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_named: [(0, 0, 0, "", ("127.0.0.1", 443))])

    with pytest.raises(ProviderError, match="not fetched"):
        require_allowed(link, None)


def test_a_public_host_of_any_name_is_accepted_if_no_hosts_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is for weights to whose link a person agreed."""
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *_args, **_named: [(0, 0, 0, "", ("93.184.216.34", 443))]
    )

    require_allowed("https://weights.example/x", None)


@pytest.mark.parametrize("address", ["10.1.2.3", "169.254.169.254", "192.168.0.1", "127.0.0.1", "::1"])
def test_an_allowed_name_may_not_lead_into_a_private_network(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """A host of the provider's that resolves to an inner address is not asked."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_named: [(0, 0, 0, "", (address, 443))])

    with pytest.raises(ProviderError, match="private network"):
        require_allowed("https://media.example/x", ("media.example",))
