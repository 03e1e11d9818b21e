"""The library: every film of the folder as a poster, and what each is at."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from storyreel.film.errors import FilmError
from storyreel.graph.stages import Stage
from studio.board.desk import Desk, FilmLook
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


def cards(desk: Desk) -> Iterator[Card]:
    """The films, the one that was changed last first. One whose files cannot be read says why."""
    for slug in desk.library.slugs():
        try:
            yield _card(desk.look(slug))
        except FilmError as error:
            yield Card(slug, slug, "/", "", _plate(slug), "gaps", "Cannot be read", error.message, 0.0)


def _card(look: FilmLook) -> Card:
    state, word, detail = _state(look)
    has_poster = look.project.files.size("poster.jpg") is not None
    version = digest_in_address(look.finished.video) if look.finished else "0"
    first = look.project.state.base.scenes[0].shots[0].id if look.project.state.base else ""
    drawn = look.results.picture(first) if first else None
    if has_poster:
        poster = f"/films/{look.slug}/file/poster.jpg?v={version}"
    else:
        poster = picture_address(look.slug, first, drawn) if drawn else ""
    href = f"/films/{look.slug}" if look.project.state.base or look.at_work else f"/films/{look.slug}/script"
    if look.waiting:
        href = f"/films/{look.slug}/approve"
    share = share_done(look.run) if look.at_work else 0.0
    return Card(look.slug, look.title, href, poster, _plate(look.slug), state, word, detail, share)


def share_done(run: LiveRun) -> float:
    """How much of the work of a run is done, from 0 to 1."""
    left = run.left
    whole = max(left.expected, left.planned - left.reused, 0.01)
    return round(min(1.0, left.done / whole), 3)


def _state(look: FilmLook) -> tuple[str, str, str]:
    """Word of the style sheet, words, and detail."""
    shots = len(look.project.state.base.shots()) if look.project.state.base else 0
    if look.at_work:
        left = look.run.seconds_left()
        return "making", doing_now(look.run), f"about {in_words(left)} left" if left else "just begun"
    if look.waiting:
        return "waiting", f"{GATE_WORDS[look.waiting].short} for your word", f"{shots} shots"
    if failure_of(look):
        return "stopped", "Stopped", failure_of(look)[:90]
    if look.finished is not None:
        made = f"{clock(look.seconds)}, {day(_made_at(look))}"
        gaps = len(look.run.gaps)
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


def _made_at(look: FilmLook) -> float:
    done = look.results.attempt(look.results.keys.get(Stage.FILM.value, "")).done or {}
    return float(str(done.get("at", 0)))


def _plate(slug: str) -> str:
    return _PLATES[sum(slug.encode()) % len(_PLATES)]


def library_routes(frame: Frame) -> APIRouter:
    """The routes of the library."""
    desk = frame.desk
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @router.get("/")
    def library() -> str:
        free = shutil.disk_usage(desk.library.root if desk.library.root.is_dir() else "/").free
        return frame.page("index.j2", library=list(cards(desk)), free=f"{free / 1e9:.0f} GB free")

    return router
