"""The page of a film's settings: its crew, its look, where it stops, and its money."""

from __future__ import annotations

from typing import Any, get_args

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from blocks.crew import PRESETS
from storyreel.film.likeness import Likeness
from storyreel.film.skips import Skip
from storyreel.project.approvals import GATES
from storyreel.project.settings import Aspect, Look, Rate, Resolution
from storyreel.project.styles import named_styles
from studio.board.crew_view import roles
from studio.board.framing import Frame
from studio.board.next_run import NextRun, planned_with
from studio.board.templating import page


def settings_routes(frame: Frame) -> APIRouter:
    """The routes of the settings."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    controller = frame.controller

    @router.get("/films/{slug}/settings")
    def settings(slug: str) -> str:
        view = controller.view(slug)
        facts: dict[str, Any] = {
            "settings": view.project.settings,
            "crews": tuple(PRESETS),
            "looks": get_args(Look),
            "shapes": get_args(Aspect),
            "resolutions": get_args(Resolution),
            "rates": get_args(Rate),
            "gates": GATES,
            "skips": tuple(Skip),
            "likenesses": tuple(Likeness),
            "styles": tuple(named_styles(view.project.files)),
        }
        return frame.film_page("settings.j2", view, "Settings", **facts)

    @router.get("/films/{slug}/crew")
    def crew(slug: str) -> str:
        """Who is in the crew and who is ready. It may take seconds: every service's package is looked at."""
        project = controller.library.open(slug)
        return page("crew.j2", settings=project.settings, roles=roles(project))

    @router.get("/films/{slug}/settings/touches")
    def touches(slug: str, request: Request) -> str:
        """What a changed setting touches, before it is kept."""
        view = controller.view(slug)
        texts = dict(request.query_params)
        given, wanted = controller.settings_with(slug, texts)
        project = controller.library.open(slug)
        project.settings = wanted
        next_run = (
            planned_with(project) if view.project.state.base and not view.at_work else NextRun(None, "")
        )
        return page("setting_touches.j2", film=view, given=given, texts=texts, next_run=next_run)

    return router
