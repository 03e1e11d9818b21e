"""What happens to a film, sent to its page as it happens: server-sent events made from what is on disk.

Messages are parts of the page that htmx puts in place; a named event carries values for the page's script.
A new connection is sent the whole state first, so that nothing is missed while the studio was away.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from storyreel.film.errors import FilmError
from storyreel.project.project import Project
from studio.board.film_controller import FilmController, FilmView
from studio.board.film_pages import failure_of, rail
from studio.board.next_run import seen_of
from studio.board.storyboard_view import ShotView, digest_of
from studio.board.templating import page, part

LOOK_SECONDS = 0.7
"""How often the disk is looked at."""
QUIET_SECONDS = 15.0
"""After that, a line is sent that says nothing, so that a lost connection is noticed."""
_SENT_AT_ONCE = 24
"""Parts in one message."""


@dataclass
class _Page:
    """What one page was sent, by the id of the part, so that only changes are sent."""

    sent: dict[str, str] = field(default_factory=dict[str, str])

    def news(self, parts: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
        """The parts that are not as they were sent."""
        changed: list[tuple[str, str]] = []
        for name, html in parts:
            digest = hashlib.sha256(html.encode()).hexdigest()
            if self.sent.get(name) != digest:
                self.sent[name] = digest
                changed.append((name, html))
        return changed


def event_routes(controller: FilmController) -> APIRouter:
    """The streams of events."""
    router = APIRouter(include_in_schema=False)

    @router.get("/films/{slug}/events")
    async def film_events(slug: str, request: Request, layout: str = "") -> StreamingResponse:
        await asyncio.to_thread(controller.library.folder, slug)
        return _stream(_film_messages(controller, slug, request, layout))

    @router.get("/events")
    async def library_events(request: Request) -> StreamingResponse:
        return _stream(_library_messages(controller, request))

    return router


def _stream(messages: AsyncIterator[str]) -> StreamingResponse:
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(messages, media_type="text/event-stream", headers=headers)


async def _film_messages(
    controller: FilmController, slug: str, request: Request, layout: str
) -> AsyncIterator[str]:
    """The messages about one film until its page is left.

    layout: how the page is laid out. A run may begin or end before the page has asked for its messages.
    """
    sent, seen, silent = _Page(), None, 0.0
    trouble, project = "", None
    while not await request.is_disconnected():
        try:
            now, view = await asyncio.to_thread(_seen, controller, slug, project)
            project = view.project
            if now != seen:
                for message in await asyncio.to_thread(_film_news, controller, view, sent):
                    yield message
                if layout not in ("", view.layout):
                    yield _event("changed", {"making": view.at_work, "why": failure_of(view)})
                layout, seen, silent, trouble = view.layout, now, 0.0, ""
        except FilmError as error:
            if error.message != trouble:
                trouble, silent = error.message, 0.0
                yield _event("trouble", {"why": trouble})
        await asyncio.sleep(LOOK_SECONDS)
        silent += LOOK_SECONDS
        if silent > QUIET_SECONDS:
            silent = 0.0
            yield ": still here\n\n"


def _seen(controller: FilmController, slug: str, project: Project | None = None) -> tuple[object, FilmView]:
    """What the page depends on, to notice that something changed; and the film.

    The first is read before the film is, so that an edit in between is noticed at the next look. project: the
    film as it was read before; it is read once more if none is given.
    """
    before = seen_of(project or controller.library.open(slug))
    view = controller.view(slug)
    next_run = controller.next_runs.known(view.project)
    return (before, view.run.version, view.at_work, view.waiting, next_run is None), view


def _film_news(controller: FilmController, view: FilmView, sent: _Page) -> list[str]:
    """What changed: parts of the page, and values of fields."""
    board = controller.board(view, controller.next_runs.known(view.project))
    changed = sent.news(_parts(view, board.shots))
    pieces = [changed[start : start + _SENT_AT_ONCE] for start in range(0, len(changed), _SENT_AT_ONCE)]
    news = [_message("".join(_partial(*one) for one in piece)) for piece in pieces]
    values = {shot.id: _values(shot) for shot in board.shots}
    names = [name for name, _ in sent.news((name, json.dumps(value)) for name, value in values.items())]
    if names:
        news.append(_event("fields", {name: values[name] for name in names}))
    return news


def _parts(view: FilmView, shots: tuple[ShotView, ...]) -> Iterator[tuple[str, str]]:
    """The parts of the page that may change by themselves, by the id of the element they fill."""
    for shot in shots:
        yield f"pic-{shot.id}", part("macros.j2", "shot_picture", view.slug, shot)
        yield f"end-{shot.id}", part("macros.j2", "shot_state", shot)
    yield "rail", page("rail.j2", rail=rail(view.run))
    yield "feed", page("feed.j2", feed=list(view.run.feed)[::-1])
    yield "live-word", page("live_word.j2", film=view)
    if view.at_work and view.run.latest:
        yield "latest", page("latest.j2", film=view, shots=shots)


def _values(shot: ShotView) -> dict[str, Any]:
    """A shot's fields with their digests, as inputs hold them."""
    fields = {name: {"value": value, "digest": digest_of(value)} for name, value in shot.fields.items()}
    lines = [line.text for line in shot.lines]
    return {"fields": fields, "lines": lines, "length": round(shot.length, 1)}


def _partial(name: str, html: str) -> str:
    return f'<hx-partial hx-target="#{name}" hx-swap="innerHTML">{html}</hx-partial>'


def _message(html: str) -> str:
    lines = "".join(f"data: {line}\n" for line in html.splitlines())
    return f"{lines}\n"


def _event(name: str, value: object) -> str:
    return f"event: {name}\ndata: {json.dumps(value)}\n\n"


async def _library_messages(controller: FilmController, request: Request) -> AsyncIterator[str]:
    """The messages about all films until the page is left."""
    from studio.board.library_pages import cards

    sent = _Page()
    known: tuple[str, ...] | None = None
    while not await request.is_disconnected():
        found = await asyncio.to_thread(lambda: list(cards(controller)))
        slugs = tuple(card.slug for card in found)
        if known is not None and set(slugs) != set(known):
            yield _event("changed", {})
        known = slugs
        card_parts = ((card.element, part("macros.j2", "card_state", card)) for card in found)
        if news := sent.news(iter(card_parts)):
            yield _message("".join(_partial(name, html) for name, html in news))
        else:
            yield ": still here\n\n"
        await asyncio.sleep(LOOK_SECONDS * 3)
