"""The HTTP API under /api/v1: what the pages do, for programs. The pages use it, too."""

from __future__ import annotations

import asyncio
import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request

from storyreel.film.errors import UsageError
from studio.board.api_models import (
    Approve,
    Done,
    Edit,
    Edited,
    Estimate,
    Film,
    Idea,
    Made,
    Make,
    Price,
    Redo,
    Resolve,
    ScriptKept,
    ScriptRead,
    ScriptText,
    Settings,
    Shot,
)
from studio.board.film_controller import FilmController, FilmView
from studio.board.film_pages import failure_of, rail
from studio.board.lanes import lanes_of
from studio.board.library import NoFilmError
from studio.board.library_pages import doing_now, share_done
from studio.board.next_run import NextRun
from studio.board.own_material import keep, received, take_away
from studio.board.scripts import MOST_BYTES, Understood, brief_of, price_of, random_elements
from studio.board.shot_takes import takes_of
from studio.board.storyboard_view import ShotView, digest_of

PREFIX = "/api/v1"
Slug = Annotated[str, Path(description="The film's name: that of its folder.", examples=["the-last-light"])]
ShotId = Annotated[str, Path(description="The shot's id.", examples=["SC020-SH010"])]
FileName = Annotated[str, Query(max_length=255, description="The file's name; its ending names the format.")]


def api_routes(controller: FilmController) -> APIRouter:
    """The routes of the API."""
    router = APIRouter(prefix=PREFIX)
    _add_scripts(router, controller)
    _add_films(router, controller)
    _add_shots(router, controller)
    _add_making(router, controller)
    _add_money(router, controller)
    return router


def _add_scripts(router: APIRouter, controller: FilmController) -> None:
    """Screenplays: dropped, pasted, written from an idea, edited."""
    scripts = controller.scripts

    @router.post("/scripts", tags=["scripts"])
    async def new(request: Request, name: FileName = "script.fountain") -> Made:
        """Keep the screenplay in the request's body as a new film. Nothing is made. 5 MB at most."""
        content = await body_of(request, MOST_BYTES)
        return Made(slug=await asyncio.to_thread(scripts.new_film, content, name))

    @router.post("/scripts/example", tags=["scripts"])
    def example() -> Made:
        """Keep storyreel's own example, The Last Light, as a new film."""
        return Made(slug=scripts.example())

    @router.post("/scripts/write", tags=["scripts"])
    def write(asked: Idea) -> Made:
        """Have a screenplay written from an idea, as a new film. The embedded writer, rules, is free."""
        return Made(slug=scripts.from_idea(asked.wishes(), asked.writer, asked.press, asked.budget_usd))

    @router.post("/scripts/price", tags=["scripts"])
    def price(asked: Idea) -> Price:
        """What it costs to have it written. Asks and buys nothing."""
        brief = brief_of(asked.wishes())
        found = price_of(scripts.writer(asked.writer, brief.language), brief)
        return Price(high_usd=found.high_usd if found else 0.0, free=found is None)

    @router.get("/scripts/elements", tags=["scripts"])
    def elements(
        character: str = "", place: str = "", conflict: str = "", object: str = "", tone: str = ""
    ) -> dict[str, str]:
        """What a story may be made of, drawn by chance; what is given stays."""
        fixed = {
            "character": character,
            "place": place,
            "conflict": conflict,
            "object": object,
            "tone": tone,
        }
        return random_elements(secrets.randbelow(10**6), fixed)

    @router.get("/films/{slug}/script", tags=["scripts"])
    def script(slug: Slug) -> ScriptRead:
        """A film's screenplay, and what is understood of it."""
        script, found = scripts.look(slug), scripts.understood(slug)
        return ScriptRead(text=script.text, digest=script.digest, editable=script.editable, **_read(found))

    @router.put("/films/{slug}/script", tags=["scripts"])
    def edit_script(slug: Slug, asked: ScriptText) -> ScriptKept:
        """Keep a film's screenplay. Nothing is made."""
        digest = scripts.write(slug, asked.text, asked.was)
        found = scripts.understood(slug)
        return ScriptKept(digest=digest, kinds=found.kinds(), why_not=found.why_not)


async def body_of(request: Request, most_bytes: int) -> bytes:
    """The body of a request.

    Raises:
        UsageError: it is larger; it is not read to its end.
    """
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > most_bytes:
            raise UsageError(
                f"It has more than the {most_bytes:,} bytes that are accepted. Nothing was kept."
            )
    return bytes(content)


def _read(found: Understood) -> dict[str, Any]:
    reading = found.reading
    return {
        "why_not": found.why_not,
        "understood": reading.model_dump(mode="json", exclude={"elements"}) if reading else {},
        "kinds": found.kinds(),
    }


def _add_films(router: APIRouter, controller: FilmController) -> None:
    """Films as they are, and their settings."""

    @router.get("/films", tags=["films"])
    def films() -> list[Film]:
        """Every film of the folder, the one that was changed last first."""
        return [_film(controller.view(slug)) for slug in controller.library.slugs()]

    @router.get("/films/{slug}", tags=["films"])
    def film(slug: Slug) -> Film:
        """A film as it is now, also while it is made."""
        return _film(controller.view(slug))

    @router.post("/films/{slug}/settings", tags=["films"])
    def settings(slug: Slug, asked: Settings) -> Done:
        """Change settings of the film, in film.toml. Nothing is made."""
        controller.set_settings(slug, asked.values)
        return Done()

    @router.get("/films/{slug}/lanes", tags=["films"])
    def lanes(slug: Slug) -> dict[str, Any]:
        """The finished film's sound in lanes, ten values a second from 0 to 1, with what is heard where."""
        return lanes_of(controller.view(slug))


def _add_shots(router: APIRouter, controller: FilmController) -> None:
    """Shots, their takes, and edits."""

    @router.get("/films/{slug}/shots", tags=["shots"])
    def shots(slug: Slug) -> list[Shot]:
        """The storyboard, with edits."""
        view = controller.view(slug)
        return [
            _shot(shot) for shot in controller.board(view, controller.next_runs.known(view.project)).shots
        ]

    @router.get("/films/{slug}/shots/{shot}/takes", tags=["shots"])
    def takes(slug: Slug, shot: ShotId) -> list[dict[str, Any]]:
        """The takes of a shot, the newest first."""
        view = controller.view(slug)
        if controller.board(view).shot(shot) is None:
            raise NoFilmError(f"{view.title} has no shot {shot!r}.")
        return [vars(take) for take in takes_of(view, shot).takes]

    @router.post("/films/{slug}/shots/{shot}/own", tags=["shots"])
    async def own(slug: Slug, shot: ShotId, request: Request, name: FileName) -> Done:
        """Use the picture or clip in the request's body in the shot's place. 40 MB and 2 GB at most."""
        file = await received(request.stream(), name)
        try:
            await asyncio.to_thread(keep, controller.library, slug, shot, file)
        finally:
            file.unlink(missing_ok=True)
        return Done()

    @router.delete("/films/{slug}/shots/{shot}/own", tags=["shots"])
    def not_own(slug: Slug, shot: ShotId) -> Done:
        """Have the shot made by the crew again."""
        take_away(controller.library, slug, shot)
        return Done()

    @router.patch("/films/{slug}/{name}", tags=["shots"])
    def edit(
        slug: Slug,
        name: Annotated[str, Path(description="Id of a shot, scene, person or place.")],
        asked: Edit,
    ) -> Edited:
        """Change one field, in storyboard.toml. Nothing is made."""
        kept = controller.edits.set(slug, name, asked.field, asked.value, asked.was)
        return Edited(value=kept.value, digest=kept.digest)


def _add_making(router: APIRouter, controller: FilmController) -> None:
    """Runs and approvals."""

    @router.post("/films/{slug}/make", tags=["making"])
    def make(slug: Slug, asked: Make) -> Done:
        """Make the film, as far as the next gate."""
        controller.make(slug, asked.press, budget_usd=asked.budget_usd, until=asked.until or "")
        return Done()

    @router.post("/films/{slug}/stop", tags=["making"])
    def stop(slug: Slug) -> Done:
        """Stop the run. What is made so far is kept."""
        controller.stop(slug)
        return Done()

    @router.post("/films/{slug}/approve", tags=["making"])
    def approve(slug: Slug, asked: Approve) -> Done:
        """Approve the step at which the film waits, and go on; or have marked shots made again first."""
        if asked.again:
            controller.ask_again(slug, asked.again, asked.press)
        else:
            controller.approve_and_go_on(slug, asked.press, asked.gate, budget_usd=asked.budget_usd)
        return Done()

    @router.post("/films/{slug}/shots/{shot}/redo", tags=["making"])
    def redo(slug: Slug, shot: ShotId, asked: Redo) -> Done:
        """Make another take of a shot, or go back to an earlier one, and the film with it."""
        controller.redo(slug, shot, asked.what, asked.press, note=asked.note, take=asked.take)
        return Done()


def _add_money(router: APIRouter, controller: FilmController) -> None:
    """Estimates, the bill, and unresolved purchases."""

    @router.get("/films/{slug}/estimate", tags=["money"])
    def estimate(slug: Slug) -> Estimate:
        """What the next run makes, what it costs and how long it takes. Buys nothing."""
        return _estimate(controller.next_run(controller.view(slug)))

    @router.get("/films/{slug}/bill", tags=["money"])
    def bill(slug: Slug) -> dict[str, Any]:
        """What the film has cost."""
        return controller.view(slug).bill().model_dump(mode="json", by_alias=True)

    @router.post("/films/{slug}/resolve", tags=["money"])
    def resolve(slug: Slug, asked: Resolve) -> Done:
        """Decide about a purchase whose outcome is unknown."""
        controller.resolve(slug, asked.call, asked.job)
        return Done()


def _film(view: FilmView) -> Film:
    base = view.project.state.base
    return Film(
        slug=view.slug,
        title=view.title,
        folder=str(view.project.folder),
        making=view.at_work,
        doing=doing_now(view.run) if view.at_work else "",
        share=share_done(view.run) if view.at_work else 0.0,
        seconds_left=view.run.seconds_left() if view.at_work else None,
        waiting=view.waiting,
        shots=len(base.shots()) if base else 0,
        seconds=view.seconds,
        film=f"/films/{view.slug}/file/{view.project.slug}.mp4" if view.finished else "",
        failure=failure_of(view),
        gaps=dict(view.run.gaps),
        stages={step.name: step.words for step in rail(view.run)},
    )


def _shot(shot: ShotView) -> Shot:
    return Shot(
        id=shot.id,
        scene=shot.scene_id,
        start=shot.start,
        seconds=shot.length,
        state=shot.state.word,
        why=shot.state.why,
        picture=shot.picture,
        clip=shot.clip,
        cost_usd=shot.cost_usd,
        takes=shot.takes,
        fields=dict(shot.fields),
        digests={name: digest_of(value) for name, value in shot.fields.items()},
    )


def _estimate(next_run: NextRun) -> Estimate:
    plan = next_run.plan
    counts = plan.counts if plan else ()
    return Estimate(
        possible=plan is not None,
        why_not=next_run.why_not,
        makes={count.stage.value: f"{count.most} of {count.of}" for count in counts},
        shots=list(dict.fromkeys(call.shot_id for call in next_run.to_make if call.shot_id)),
        low_usd=plan.estimate.cost.low_usd if plan else 0.0,
        high_usd=next_run.high_usd,
        left_usd=plan.estimate.left_usd if plan else None,
        seconds=plan.estimate.wall_seconds if plan else 0.0,
        warnings=list(plan.warnings) if plan else [],
    )
