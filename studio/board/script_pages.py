"""The pages of screenplays: a new film, and the script with what is understood of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from blocks.crew import PRESETS
from blocks.roster import MEMBERS
from storyreel.animatic.writer.tables import table
from storyreel.film.moods import Mood
from storyreel.project.approvals import GATES
from storyreel.project.settings import Aspect, Look
from storyreel.project.styles import named_styles
from studio.board.crew_view import Candidate, candidate
from studio.board.film_controller import FilmController, FilmView
from studio.board.framing import Frame
from studio.board.identity import new_press
from studio.board.scripts import EXAMPLE, ScriptLook, Understood
from studio.board.templating import page

_LINE = re.compile(r"(?<=[Ll]ine )(\d+)")
LANGUAGES = (
    "English",
    "German",
    "French",
    "Spanish",
    "Italian",
    "Portuguese",
    "Dutch",
    "Polish",
    "Russian",
    "Japanese",
)
_MOST_LEFT_OUT = 6
"""Pieces that are left out of the film and named beside the script."""
GENRES = ("drama", "comedy", "thriller", "fairy tale", "science fiction", "western", "mystery", "romance")


def script_routes(frame: Frame) -> APIRouter:
    """The routes of screenplays."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    controller = frame.controller

    @router.get("/new")
    def new() -> str:
        return frame.page(
            "new.j2",
            writers=list(_writers()),
            moods=tuple(Mood),
            languages=LANGUAGES,
            tones=[row["name"] for row in table("tones")["tone"]],
            genres=GENRES,
            example=EXAMPLE.is_file(),
        )

    @router.get("/films/{slug}/script")
    def script(slug: str) -> str:
        view = controller.view(slug)
        text, found = controller.scripts.look(slug), controller.scripts.understood(slug)
        return frame.film_page("script.j2", view, "Script", script=text, **_grasp_facts(view, text, found))

    @router.get("/films/{slug}/grasp")
    def grasp(slug: str) -> str:
        view = controller.view(slug)
        text, found = controller.scripts.look(slug), controller.scripts.understood(slug)
        return page("grasp.j2", film=view, **_grasp_facts(view, text, found))

    @router.get("/films/{slug}/before")
    def before(slug: str) -> str:
        return page("before.j2", **_before(controller, slug))

    return router


def _before(controller: FilmController, slug: str) -> dict[str, Any]:
    view = controller.view(slug)
    return {
        "film": view,
        "next_run": None if view.at_work else controller.next_run(view),
        "press": new_press(),
    }


def _grasp_facts(view: FilmView, text: ScriptLook, found: Understood) -> dict[str, Any]:
    """What is understood, as the page shows it beside the script."""
    settings = view.project.settings
    left_out = found.reading.ignored if found.reading else ()
    return {
        "ignored": [one for one in left_out if "title page" not in one.reason][:_MOST_LEFT_OUT],
        "found": found,
        "notes": [_note(words) for words in (found.reading.notes if found.reading else ())],
        "people": found.reading.people if found.reading else (),
        "places": found.reading.places if found.reading else (),
        "settings": settings,
        "crews": tuple(PRESETS),
        "looks": get_args(Look),
        "shapes": get_args(Aspect),
        "gates": GATES,
        "styles": tuple(named_styles(view.project.files)),
        "editable": text.editable,
        "kinds": found.kinds(),
    }


def _note(words: str) -> tuple[str, int]:
    """A warning, and the line that it names; 0 for none."""
    line = _LINE.search(words)
    return words, int(line.group(1)) if line else 0


def _writers() -> Iterator[Candidate]:
    """Who may write a screenplay, the embedded one first."""
    for name in MEMBERS["writer"]:
        yield candidate("writer", name)
