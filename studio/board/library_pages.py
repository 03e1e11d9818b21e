"""The library: every film of the folder as a poster, and what each is at."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from storyreel.film.errors import FilmError
from storyreel.graph.stages import Stage
from studio.board.film_controller import FilmController, FilmView
from studio.board.film_pages import failure_of
from studio.board.framing import Frame
from studio.board.gates import GATE_WORDS
from studio.board.live import RAIL, LiveRun
from studio.board.results import digest_in_address, picture_address
from studio.board.templating import clock, day, in_words

_PLATES = ("#20304a", "#4a3422", "#1f2c4a", "#4d2a1b", "#2f4a2c", "#27486a", "#3a2f4a", "#3a3a3a")
"""Grounds of posters, by the film's name."""


@dataclass(frozen=True)
class Card:
    """One film in the library."""

    slug: str
    title: str
    href: str
    poster: str
    plate: str
    state: str
    word: str
    detail: str
    share: float
    """Of the run under way; 0 if none is."""

    @property
    def element(self) -> str:
        """Id of the part that changes by itself. The film's name may hold spaces, and its place changes."""
        return f"told-{self.slug.encode().hex()}"


def cards(controller: FilmController) -> Iterator[Card]:
    """The films, the one that was changed last first. One whose files cannot be read says why."""
    for slug in controller.library.slugs():
        try:
            yield _card(controller.view(slug))
        except FilmError as error:
            yield Card(slug, slug, "/", "", _plate(slug), "gaps", "Cannot be read", error.message, 0.0)


def _card(view: FilmView) -> Card:
    state, word, detail = _state(view)
    has_poster = view.project.files.size("poster.jpg") is not None
    version = digest_in_address(view.finished.video) if view.finished else "0"
    first = view.project.state.base.scenes[0].shots[0].id if view.project.state.base else ""
    drawn = view.results.picture(first) if first else None
    if has_poster:
        poster = f"/films/{view.slug}/file/poster.jpg?v={version}"
    else:
        poster = picture_address(view.slug, first, drawn) if drawn else ""
    href = f"/films/{view.slug}" if view.project.state.base or view.at_work else f"/films/{view.slug}/script"
    if view.waiting:
        href = f"/films/{view.slug}/approve"
    share = share_done(view.run) if view.at_work else 0.0
    return Card(view.slug, view.title, href, poster, _plate(view.slug), state, word, detail, share)


def share_done(run: LiveRun) -> float:
    """How much of the work of a run is done, from 0 to 1."""
    left = run.left
    whole = max(left.expected, left.planned - left.reused, 0.01)
    return round(min(1.0, left.done / whole), 3)


def _state(view: FilmView) -> tuple[str, str, str]:
    """Word of the style sheet, words, and detail."""
    shots = len(view.project.state.base.shots()) if view.project.state.base else 0
    if view.at_work:
        left = view.run.seconds_left()
        return "making", doing_now(view.run), f"about {in_words(left)} left" if left else "just begun"
    if view.waiting:
        return "waiting", f"{GATE_WORDS[view.waiting].short} for your word", f"{shots} shots"
    if failure_of(view):
        return "stopped", "Stopped", failure_of(view)[:90]
    if view.finished is not None:
        made = f"{clock(view.seconds)}, {day(_made_at(view))}"
        gaps = len(view.run.gaps)
        return ("gaps", f"Done, {gaps} missing", made) if gaps else ("done", "Done", made)
    if shots:
        return "stopped", "Storyboard made", f"{shots} shots"
    return "script", "Script read, nothing made", ""


def doing_now(run: LiveRun) -> str:
    """What a run does at present, in words: 'Clips, 6 of 12'."""
    busy = [name for name in RAIL if name in run.stages and run.stages[name].at_work]
    if not busy:
        return "Planning" if not run.planned else "Making"
    counted = run.stages[busy[-1]].words
    return f"{busy[-1]}, {counted}" if counted else busy[-1]


def _made_at(view: FilmView) -> float:
    done = view.results.attempt(view.results.keys.get(Stage.FILM.value, "")).done or {}
    return float(str(done.get("at", 0)))


def _plate(slug: str) -> str:
    return _PLATES[sum(slug.encode()) % len(_PLATES)]


def library_routes(frame: Frame) -> APIRouter:
    """The routes of the library."""
    controller = frame.controller
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @router.get("/")
    def library() -> str:
        free = shutil.disk_usage(controller.library.root if controller.library.root.is_dir() else "/").free
        return frame.page("index.j2", library=list(cards(controller)), free=f"{free / 1e9:.0f} GB free")

    return router
