"""The library: films as posters, each with a part that changes by itself."""

from __future__ import annotations

import os
import re
from pathlib import Path

from studio.board.film_controller import FilmController
from studio.board.library_pages import cards
from tests.studio.board.conftest import Studio


def test_a_poster_is_found_again_after_another_film_came_before_it(studio: Studio) -> None:
    """The stream names the element that the page has, as a name that a selector takes."""
    for at, name in enumerate(("my film.2", "other")):
        _touch(studio.film(name), at)
    page = studio.browser.get("/").text
    shown = re.findall(r'id="(told-[^"]+)"', page)
    _touch(studio.library.root / "my film.2", 9)

    now = [card.element for card in cards(FilmController(studio.library))]

    assert now == list(reversed(shown))
    assert all(re.fullmatch(r"[a-z0-9-]+", name) for name in now)


def _touch(folder: Path, at: int) -> None:
    """Say when a folder was changed."""
    os.utime(folder, (at, at))
