"""The page at which a film waits for the person's word: storyboard, pictures or clips."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from studio.board.framing import Frame
from studio.board.gates import GATE_WORDS
from studio.board.identity import new_press
from studio.board.shot_takes import takes_of


def gate_routes(frame: Frame) -> APIRouter:
    """The route of the gates."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    controller = frame.controller

    @router.get("/films/{slug}/approve")
    def approve(slug: str) -> str:
        view = controller.view(slug)
        board = controller.board(view)
        next_run = None if view.at_work else controller.next_run(view)
        notes = {shot.id: takes_of(view, shot.id).chosen for shot in board.shots if view.waiting == "clips"}
        words = GATE_WORDS.get(view.waiting)
        facts = {"board": board, "next_run": next_run, "words": words, "takes": notes, "press": new_press()}
        return frame.film_page("approve.j2", view, "Film", **facts)

    return router
