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
    desk = frame.desk

    @router.get("/films/{slug}/approve")
    def approve(slug: str) -> str:
        look = desk.look(slug)
        board = desk.board(look)
        next_run = None if look.at_work else desk.next_run(look)
        notes = {shot.id: takes_of(look, shot.id).chosen for shot in board.shots if look.waiting == "clips"}
        words = GATE_WORDS.get(look.waiting)
        facts = {"board": board, "next_run": next_run, "words": words, "takes": notes, "press": new_press()}
        return frame.film_page("approve.j2", look, "Film", **facts)

    return router
