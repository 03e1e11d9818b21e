"""docs/HTTP-API.md says what the API takes and answers."""

from __future__ import annotations

from studio.board.reference import description, reference
from tests.sources import ROOT


def test_the_page_of_the_api_is_that_of_the_api() -> None:
    """`make api-docs` was run after the last change."""
    assert (ROOT / "docs" / "HTTP-API.md").read_text(encoding="utf-8") == reference(description())


def test_every_request_says_what_it_does() -> None:
    """A request without a description would stand in the page without a word."""
    requests = [facts for methods in description()["paths"].values() for facts in methods.values()]

    assert len(requests) > 15
    assert [facts["operationId"] for facts in requests if not facts.get("description")] == []
