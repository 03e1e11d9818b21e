"""The pages of one film, and the parts of them that are loaded by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pysubs2
from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from storyreel.film.errors import FilmError
from storyreel.film.storyboard import CameraMove, ShotSize, TransitionKind
from storyreel.project.journal import STOPPED
from studio.board.crew_view import engines_of
from studio.board.film_controller import FilmController, FilmView
from studio.board.framing import Frame
from studio.board.gates import GATE_WORDS
from studio.board.identity import new_press
from studio.board.library import NoFilmError
from studio.board.live import RAIL, LiveRun, StageCount
from studio.board.next_run import NextRun
from studio.board.own_material import own_of
from studio.board.shot_takes import takes_of
from studio.board.storyboard_view import BoardView
from studio.board.templating import page

_CHOICES = {"sizes": tuple(ShotSize), "moves": tuple(CameraMove), "transitions": tuple(TransitionKind)}


@dataclass(frozen=True)
class RailStep:
    """One stage on the rail."""

    name: str
    words: str
    share: float
    busy: bool


def rail(run: LiveRun) -> tuple[RailStep, ...]:
    """How far each stage of a run is."""
    steps: list[RailStep] = []
    for name in RAIL:
        count = run.stages.get(name, StageCount())
        whole = count.done + count.at_work
        is_done = run.ended is not None and run.ended.name == "done"
        share = 1.0 if is_done else count.done / max(1, whole)
        steps.append(RailStep(name, count.words, round(share, 3), count.at_work > 0))
    return tuple(steps)


def _captions(view: FilmView) -> list[dict[str, Any]]:
    """The finished film's captions, times in seconds."""
    film = view.finished
    if film is None:
        return []
    text = view.project.vault.assets.read(film.vtt).decode()
    subtitles = pysubs2.SSAFile.from_string(text, format_="vtt")
    return [{"a": one.start / 1000, "b": one.end / 1000, "text": one.plaintext} for one in subtitles]


def _film_data(view: FilmView, board: BoardView) -> dict[str, Any]:
    """What the player and the timeline need."""
    rate = view.project.settings.recipe().rate
    return {
        "slug": view.slug,
        "seconds": board.times.seconds,
        "rate": rate.numerator / rate.denominator,
        "playable": view.finished is not None and board.times.cut,
        "captions": _captions(view),
        "shots": [
            {
                "id": shot.id,
                "a": shot.start,
                "b": shot.end,
                "what": f"{shot.size}, {shot.move}",
                "clip": shot.clip,
            }
            for shot in board.shots
            if not shot.skipped
        ],
        "scenes": [{"a": scene.start, "b": scene.end} for scene in board.scenes],
        "choices": _CHOICES,
    }


def _film_page_facts(controller: FilmController, view: FilmView) -> dict[str, Any]:
    """Everything that the film's page shows."""
    next_run = controller.next_runs.known(view.project)
    board = controller.board(view, next_run)
    return {
        "board": board,
        "rail": rail(view.run),
        "data": _film_data(view, board),
        "failure": controller.runs.failure(view.project.id) or failure_of(view),
        "gaps": len(view.run.incomplete) if not view.at_work else 0,
        "gate": GATE_WORDS.get(view.waiting),
    }


def failure_of(view: FilmView) -> str:
    """Why the newest run ended without its end; '' if it did not."""
    ended = view.run.ended
    if view.at_work or not view.run.began:
        return ""
    if ended is None:
        return "The last run ended in the middle. Everything made so far is kept; make the film to go on."
    if ended.name != "failed":
        return ""
    return "" if ended.message == STOPPED else ended.message


def film_routes(frame: Frame) -> APIRouter:
    """The routes of one film's page."""
    controller = frame.controller
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @router.get("/films/{slug}")
    def film(slug: str) -> str:
        view = controller.view(slug)
        return frame.film_page("film.j2", view, "Film", **_film_page_facts(controller, view))

    @router.get("/films/{slug}/shots/{shot_id}")
    def inspector(slug: str, shot_id: str) -> str:
        view = controller.view(slug)
        board = controller.board(view, controller.next_runs.known(view.project))
        shot = board.shot(shot_id)
        if shot is None:
            raise NoFilmError(f"{view.title} has no shot {shot_id!r}.")
        facts = {
            "engines": engines_of(view.project),
            "takes": takes_of(view, shot_id),
            "own": own_of(view.project, shot_id),
            "choices": _CHOICES,
        }
        return page("inspector.j2", film=view, shot=shot, **facts)

    @router.get("/films/{slug}/pending")
    def pending(slug: str) -> str:
        view = controller.view(slug)
        next_run = None if view.at_work else controller.next_run(view)
        return page("pending.j2", film=view, next_run=next_run, changed=_changed(next_run), press=new_press())

    @router.get("/films/{slug}/confirm")
    def confirm(slug: str) -> str:
        view = controller.view(slug)
        return page("confirm.j2", film=view, next_run=controller.next_run(view), press=new_press())

    @router.get("/films/{slug}/shots/{shot_id}/price")
    def price(slug: str, shot_id: str, what: str = "clip") -> str:
        view = controller.view(slug)
        try:
            next_run = controller.next_runs.of_redo(controller.library.open(slug), shot_id, what)
        except FilmError as error:
            return page("price.j2", next_run=NextRun(None, str(error)), press=new_press())
        return page("price.j2", next_run=next_run, press=new_press(), film=view)

    return router


def _changed(next_run: NextRun | None) -> tuple[str, ...]:
    """The shots of which a run makes something."""
    calls = next_run.to_make if next_run else ()
    return tuple(dict.fromkeys(call.shot_id for call in calls if call.shot_id))
