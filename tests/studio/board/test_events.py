"""What a page is told while it is open."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studio.board.events import _seen
from studio.board.film_controller import FilmController, FilmView
from studio.board.next_run import NextRuns
from tests.studio.board.conftest import Studio


def test_an_edit_while_the_film_is_read_is_noticed_at_the_next_look(
    studio: Studio, edit: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the page keeps the value of before until something else changes."""
    studio.film()
    controller = FilmController(studio.library)
    read = controller.view

    def edited_after(slug: str) -> FilmView:
        view = read(slug)
        edit("action", "Fog on the roof.")
        return view

    monkeypatch.setattr(controller, "view", edited_after)
    first, view = _seen(controller, "film")
    monkeypatch.setattr(controller, "view", read)
    second, _ = _seen(controller, "film", view.project)

    assert second != first
    assert _seen(controller, "film", view.project)[0] == second


def test_a_plan_is_of_the_film_as_it_is_and_not_as_it_was_read(studio: Studio) -> None:
    """What a person agrees to pay is what the next run makes."""
    studio.film()
    as_read = studio.open()
    whole = NextRuns().of(as_read)
    FilmController(studio.library).set_settings("film", {"skip": "music"})

    planned = NextRuns().of(as_read)

    assert planned.plan == NextRuns().of(studio.open()).plan != whole.plan
