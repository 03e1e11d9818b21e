"""The HTTP API under /api/v1: what the pages do, for programs. The pages use it, too."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from storyreel.project.settings import Gate, Until
from studio.board.desk import Desk, FilmLook
from studio.board.film_pages import failure_of, rail
from studio.board.library import NoFilmError
from studio.board.library_pages import doing_now, share_done
from studio.board.outlook import Outlook
from studio.board.shot_takes import takes_of
from studio.board.storyboard_view import ShotView, digest_of

PREFIX = "/api/v1"
Slug = Annotated[str, Path(description="The film's name: that of its folder.", examples=["the-last-light"])]
ShotId = Annotated[str, Path(description="The shot's id.", examples=["SC020-SH010"])]
def api_routes(desk: Desk) -> APIRouter:
    """The routes of the API."""
    router = APIRouter(prefix=PREFIX)
    _add_films(router, desk)
    _add_shots(router, desk)
    _add_making(router, desk)
    _add_money(router, desk)
    return router


def _add_films(router: APIRouter, desk: Desk) -> None:

    @router.get("/films", tags=["films"])
    def films() -> list[Film]:
        """Every film of the folder, the one that was changed last first."""
        return [_film(desk.look(slug)) for slug in desk.library.slugs()]

    @router.get("/films/{slug}", tags=["films"])
    def film(slug: Slug) -> Film:
        """A film as it is now, also while it is made."""
        return _film(desk.look(slug))

    @router.get("/films/{slug}/shots", tags=["shots"])
    def shots(slug: Slug) -> list[Shot]:
        """The storyboard, with edits."""
        look = desk.look(slug)
        return [_shot(shot) for shot in desk.board(look, desk.outlooks.known(look.project)).shots]

    @router.get("/films/{slug}/shots/{shot}/takes", tags=["shots"])
    def takes(slug: Slug, shot: ShotId) -> list[dict[str, Any]]:
        """The takes of a shot, the newest first."""
        look = desk.look(slug)
        if desk.board(look).shot(shot) is None:
            raise NoFilmError(f"{look.title} has no shot {shot!r}.")
        return [vars(take) for take in takes_of(look, shot).takes]

    @router.patch("/films/{slug}/{name}", tags=["shots"])
    def edit(
        slug: Slug,
        name: Annotated[str, Path(description="Id of a shot, scene, person or place.")],
        asked: Edit,
    ) -> Edited:
        """Change one field, in storyboard.toml. Nothing is made."""
        kept = desk.edits.set(slug, name, asked.field, asked.value, asked.was)
        return Edited(value=kept.value, digest=kept.digest)

    @router.get("/films/{slug}/estimate", tags=["money"])
    def estimate(slug: Slug) -> Estimate:
        """What the next run makes, what it costs and how long it takes. Buys nothing."""
        return _estimate(desk.outlook(desk.look(slug)))

    @router.get("/films/{slug}/bill", tags=["money"])
    def bill(slug: Slug) -> dict[str, Any]:
        """What the film has cost."""
        return desk.look(slug).bill().model_dump(mode="json", by_alias=True)

    @router.post("/films/{slug}/make", tags=["making"])
    def make(slug: Slug, asked: Make) -> Done:
        """Make the film, as far as the next gate."""
        desk.make(slug, asked.press, budget_usd=asked.budget_usd, until=asked.until or "")
        return Done()

    @router.post("/films/{slug}/stop", tags=["making"])
    def stop(slug: Slug) -> Done:
        """Stop the run. What is made so far is kept."""
        desk.stop(slug)
        return Done()

    @router.post("/films/{slug}/approve", tags=["making"])
    def approve(slug: Slug, asked: Approve) -> Done:
        """Approve the step at which the film waits; `make` goes on from there."""
        desk.approve(slug, asked.gate)
        return Done()

    @router.post("/films/{slug}/shots/{shot}/redo", tags=["making"])
    def redo(slug: Slug, shot: ShotId, asked: Redo) -> Done:
        """Make another take of a shot, or go back to an earlier one, and the film with it."""
        desk.redo(slug, shot, asked.what, asked.press, note=asked.note, take=asked.take)
        return Done()

    @router.post("/films/{slug}/resolve", tags=["money"])
    def resolve(slug: Slug, asked: Resolve) -> Done:
        """Decide about a purchase whose outcome is unknown."""
        desk.resolve(slug, asked.call, asked.job)
        return Done()

    @router.post("/films/{slug}/settings", tags=["films"])
    def settings(slug: Slug, asked: Settings) -> Done:
        """Change settings of the film, in film.toml. Nothing is made."""
        desk.set_settings(slug, asked.values)
        return Done()

    @router.get("/films/{slug}/lanes", tags=["films"])
    def lanes(slug: Slug, _v: Annotated[str, Query(alias="v", max_length=64)] = "") -> dict[str, Any]:
        """The finished film's sound in lanes, ten values a second from 0 to 1, with what is heard where."""
        from studio.board.lanes import lanes_of

        return lanes_of(desk.look(slug))

    return router


def _film(look: FilmLook) -> Film:
    base = look.project.state.base
    return Film(
        slug=look.slug,
        title=look.title,
        folder=str(look.project.folder),
        making=look.at_work,
        doing=doing_now(look.run) if look.at_work else "",
        share=share_done(look.run) if look.at_work else 0.0,
        seconds_left=look.run.seconds_left() if look.at_work else None,
        waiting=look.waiting,
        shots=len(base.shots()) if base else 0,
        seconds=look.seconds,
        film=f"/films/{look.slug}/file/{look.project.slug}.mp4" if look.finished else "",
        failure=failure_of(look),
        gaps=dict(look.run.gaps),
        stages={step.name: step.words for step in rail(look.run)},
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


def _estimate(outlook: Outlook) -> Estimate:
    plan = outlook.plan
    counts = plan.counts if plan else ()
    return Estimate(
        possible=plan is not None,
        why_not=outlook.why_not,
        makes={count.stage.value: f"{count.most} of {count.of}" for count in counts},
        shots=list(dict.fromkeys(call.shot_id for call in outlook.to_make if call.shot_id)),
        low_usd=plan.estimate.cost.low_usd if plan else 0.0,
        high_usd=outlook.high_usd,
        left_usd=plan.estimate.left_usd if plan else None,
        seconds=plan.estimate.wall_seconds if plan else 0.0,
        warnings=list(plan.warnings) if plan else [],
    )
