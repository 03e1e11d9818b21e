"""Unreadable answers with status 200: unresolved if they may be charged, a plain error if they are free."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pydantic import SecretStr

from blocks.providers.openai_writer import LocalWriter
from blocks.writing.writer import ModelWriter
from storyreel.film.errors import ProviderError, TransientProviderError, UnknownOutcomeError
from storyreel.film.keys import content_key
from storyreel.graph.stages import STAGES, Stage
from storyreel.vault import open_vault
from storyreel.vault.budget import open_budget
from tasks.order import Order
from tasks.purchasing.worker import carry_out
from tests.blocks.writing.writers import KINDS, KITCHEN, each_provider

SECRET = "sk-secret-of-mine"
NO_MEMORY = b'{"error": "model requires more system memory"}'
UNREADABLE = pytest.mark.parametrize(
    "body",
    [
        b"<html>A page</html>",
        b'{"choices": [], "content": [], "candidates": []}',
        b'{"id": "x", "content": [{"type": "te',
        b'{"hello": 1}',
        b"[1]",
        b"",
        NO_MEMORY,
        b'{"choices": ["x"], "content": ["x"], "candidates": ["x"]}',
    ],
)


@dataclass
class Page:
    """The page at the address, and how often it was requested."""

    status: int = 200
    body: bytes = b""
    asked: int = 0
    url: str = field(default="", repr=False)


@pytest.fixture
def page() -> Iterator[Page]:
    shown = Page()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            shown.asked += 1
            self.rfile.read(int(self.headers.get("content-length") or 0))
            self.send_response(shown.status)
            self.send_header(
                "Content-Type", "text/html" if shown.body.startswith(b"<") else "application/json"
            )
            self.send_header("Content-Length", str(len(shown.body)))
            self.end_headers()
            self.wfile.write(shown.body)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    shown.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield shown
    server.shutdown()
    server.server_close()


def paid(provider: str, page: Page) -> ModelWriter:
    kind, model, _ = KINDS[provider]
    return kind(
        model=model,
        api_key=SecretStr(SECRET),
        base_url=page.url + ("/v1" if provider == "openai" else ""),
        timeout_seconds=10,
    )


def local(page: Page) -> LocalWriter:
    return LocalWriter(model="small", base_url=f"{page.url}/v1", timeout_seconds=10)


@each_provider
@UNREADABLE
def test_an_unreadable_answer_has_an_unknown_outcome(page: Page, provider: str, body: bytes) -> None:
    """It may be charged, so the question is not repeated."""
    page.body = body

    with pytest.raises(
        UnknownOutcomeError,
        match=f"{provider} answered with something that its own library cannot read.*may be charged",
    ) as said:
        paid(provider, page).describe(KITCHEN)

    assert page.asked == 1
    assert SECRET not in f"{said.value!r}{said.value.facts}"


@each_provider
def test_it_stays_unresolved_and_reserved_until_a_person_decides(
    page: Page, provider: str, tmp_path: Path
) -> None:
    """The next run does not ask again; the price stays set aside."""
    page.body = b'{"hello": 1}'
    vault = open_vault((tmp_path / "vault").as_uri())
    writer = paid(provider, page)
    key = content_key(Stage.ENVIRONMENT, STAGES[Stage.ENVIRONMENT].version, writer.fingerprint(), KITCHEN)
    order = Order(
        name="kitchen environment", key=key, attempt=1, vault_url=vault.url, film="tea", budget="tea"
    )

    for _ in range(2):
        with pytest.raises(
            UnknownOutcomeError,
            match=(
                r"kitchen environment may have been bought already.*resolve FILM \"kitchen environment\""
                r" --again"
            ),
        ):
            carry_out(order, writer, KITCHEN, Stage.ENVIRONMENT)

    assert page.asked == 1
    assert [entry["what"] for _, _, entry in vault.ledger.unresolved()] == ["kitchen environment"]
    assert [charge.spent_usd for charge in open_budget(vault.assets.records, "tea").charges()] == [None]


@UNREADABLE
def test_of_ones_own_server_it_is_a_plain_sentence(page: Page, body: bytes) -> None:
    """Nothing was charged: the error shows the answer, and says what to check."""
    page.body = body

    with pytest.raises(
        ProviderError, match=r"that cannot be read.*Nothing was spent.*STORYREEL_LOCAL_URL"
    ) as said:
        local(page).describe(KITCHEN)

    assert not isinstance(said.value, UnknownOutcomeError)
    assert body is not NO_MEMORY or "requires more system memory" in str(said.value)


@pytest.mark.parametrize(
    "body",
    [
        NO_MEMORY,
        b'{"error": {"message": "model requires more system memory"}}',
        b"model requires more system memory",
    ],
)
def test_a_local_server_s_failure_is_reported_in_its_own_words(page: Page, body: bytes) -> None:
    """As an object, as a plain sentence, in either place."""
    page.status, page.body = 500, body

    with pytest.raises(TransientProviderError, match="500: model requires more system memory"):
        local(page).describe(KITCHEN)
