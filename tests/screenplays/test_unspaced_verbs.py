"""Verbs of speech in scripts without spaces."""

from __future__ import annotations

import pytest

from storyreel.screenplays import read_screenplay


@pytest.mark.timeout(20)
@pytest.mark.parametrize("verb", ["说道", "说道道道", "笑着着了说道道", "问了了了"])
def test_an_ending_that_is_repeated_is_read_to_its_end(verb: str) -> None:
    """A typing error such as 道道道 never keeps the reader for good, and the speech is heard."""
    screenplay = read_screenplay(f"小明走进来。小明{verb}：“你好。”\n".encode(), "story.txt")

    assert "你好" in "".join(element.text for element in screenplay.elements)
