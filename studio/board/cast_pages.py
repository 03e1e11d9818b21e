"""The page of people and places: what is true of each in every shot, and what a change of it touches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, HTMLResponse

from storyreel.film.assets import AssetRef
from storyreel.film.briefs import Speech, Still
from storyreel.film.cast import NARRATOR_ID, Age, CastMember, Garment, Hair, Presentation
from storyreel.film.places import Environment
from storyreel.film.storyboard import Shot, Storyboard
from storyreel.graph.speech import speech_id
from storyreel.graph.stages import Stage, call_named
from storyreel.project.changes import fields_that_change
from studio.board.edits import fields_now
from studio.board.film_controller import FilmView
from studio.board.framing import Frame
from studio.board.library import NoFilmError
from studio.board.media import ASKED_AGAIN, thumb
from studio.board.names import readable
from studio.board.results import digest_in_address, picture_address
from studio.board.storyboard_view import digest_of, edited_storyboards
from studio.board.templating import page
from studio.set_commands import typed_value

_PERSON_FIELDS = (
    "description", "look.garment", "look.garment_colour", "look.hair", "look.hair_colour", "look.age",
    "look.presentation", "voice.words_per_minute",
)  # fmt: skip
_PLACE_FIELDS = ("description", "features", "palette")


@dataclass(frozen=True)
class _Subject:
    """A person or place as a card."""

    id: str
    name: str
    words: str
    picture: str
    """Address; '' if it is in no picture."""
    facts: tuple[tuple[str, str], ...]
    colours: tuple[str, ...]
    says: str
    """The first line it says; '' for none."""
    lines: int
    shots: frozenset[str]
    seen: bool


def cast_routes(frame: Frame) -> APIRouter:
    """The routes of people and places."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    controller = frame.controller

    @router.get("/films/{slug}/cast")
    def cast(slug: str) -> str:
        view = controller.view(slug)
        board, boards = controller.board(view), edited_storyboards(view.project)
        people, places = (), ()
        if boards is not None:
            people = tuple(_person(view, boards[1], member) for member in boards[1].cast)
            places = tuple(_place(view, boards[1], place) for place in boards[1].environments)
        return frame.film_page("cast.j2", view, "Cast & places", people=people, places=places, board=board)

    @router.get("/films/{slug}/cast/{name}")
    def change(slug: str, name: str) -> str:
        view = controller.view(slug)
        fields = fields_now(view.project, name)
        wanted = _fields_of(view, name) if "look.garment" in fields else _PLACE_FIELDS
        shown = [(field, fields[field], digest_of(fields[field])) for field in wanted if field in fields]
        choices = {
            "look.garment": tuple(Garment), "look.hair": tuple(Hair), "look.age": tuple(Age),
            "look.presentation": tuple(Presentation),
        }  # fmt: skip
        title = readable(str(fields.get("name", name)))
        return page("change.j2", film=view, name=name, title=title, fields=shown, choices=choices)

    @router.get("/films/{slug}/touches/{name}")
    def touches(slug: str, name: str, request: Request) -> str:
        view = controller.view(slug)
        known = fields_that_change(view.project, name)
        typed = {field: text for field, text in request.query_params.items() if field in known}
        now = fields_now(controller.library.open(slug), name)
        changes = {field: typed_value(field, text, known[field]) for field, text in typed.items()}
        changes = {field: value for field, value in changes.items() if value != now.get(field)}
        next_run = (
            controller.next_runs.of_change(controller.library.open(slug), name, changes) if changes else None
        )
        found = {call.shot_id for call in next_run.to_make if call.shot_id} if next_run else set[str]()
        board = controller.board(view)
        shots = [shot for shot in board.shots if shot.id in found or (shot.locked and changes)]
        return page("touches.j2", film=view, next_run=next_run, shots=shots, found=found)

    @router.get("/films/{slug}/voices/{name}")
    def voice(slug: str, name: str) -> Response:
        view = controller.view(slug)
        speech = _speech_of(view, name)
        if speech is None:
            raise NoFilmError(f"{name} has said nothing yet.")
        path = view.project.vault.assets.path(speech.audio)
        return FileResponse(path, headers=ASKED_AGAIN, media_type=speech.audio.media_type)

    @router.get("/films/{slug}/references/{name}.jpg")
    def reference(slug: str, name: str, v: str = "") -> Response:
        view = controller.view(slug)
        ref = _reference(view, name)
        if ref is None:
            raise NoFilmError(f"{name} has no picture of its own.")
        return thumb(view.project, ref, v)

    return router


def _fields_of(view: FilmView, name: str) -> tuple[str, ...]:
    """The fields of a person that show: only words and voice of one who is never seen."""
    boards = edited_storyboards(view.project)
    shots = boards[1].shots() if boards else ()
    seen = any(one.cast_id == name for _, shot in shots for one in shot.figures)
    return tuple(field for field in _PERSON_FIELDS if seen or not field.startswith("look."))


def _reference(view: FilmView, name: str) -> AssetRef | None:
    """The first picture that keeps a person or place alike; None if there is none."""
    for text in view.results.keys:
        call = call_named(text)
        if call is not None and call.stage is Stage.REFERENCE and call.subject == name:
            made = view.results.of(call)
            return made.image if isinstance(made, Still) else None
    return None


def _speech_of(view: FilmView, cast_id: str) -> Speech | None:
    """The first line that a person has said."""
    boards = edited_storyboards(view.project)
    for _, shot in boards[0].shots() if boards else ():
        for index, line in enumerate(shot.lines):
            made = view.results.of(speech_id(shot, index)) if line.cast_id == cast_id else None
            if isinstance(made, Speech):
                return made
    return None


def _person(view: FilmView, board: Storyboard, member: CastMember) -> _Subject:
    shots = [shot for _, shot in board.shots()]
    seen = [shot for shot in shots if any(one.cast_id == member.id for one in shot.figures)]
    said = [line.text for shot in shots for line in shot.lines if line.cast_id == member.id]
    there = frozenset(shot.id for shot in shots if member.id in shot.people)
    own, voice = member.look, member.voice
    facts = [
        ("voice", f"{voice.age.value}, {voice.presentation.value}, {voice.words_per_minute} words a minute")
    ]
    if seen:
        facts.insert(0, ("wears", f"a {own.garment.value}"))
    return _Subject(
        id=member.id,
        name=readable(member.name),
        words=member.description or ("Tells it." if member.id == NARRATOR_ID else ""),
        picture=_picture(view, member.id, seen),
        facts=tuple(facts),
        colours=(own.garment_colour, own.accent_colour, own.hair_colour) if seen else (),
        says=said[0] if said and _speech_of(view, member.id) else "",
        lines=len(said),
        shots=there,
        seen=bool(seen),
    )


def _place(view: FilmView, board: Storyboard, place: Environment) -> _Subject:
    shots = [shot for scene, shot in board.shots() if scene.environment_id == place.id]
    times = f"{', '.join(place.times)}; {', '.join(place.weathers)}"
    facts = [("kind", place.place.kind.value), ("when", times), ("seen", ", ".join(place.place.features))]
    return _Subject(
        id=place.id,
        name=readable(place.place.name),
        words=place.description,
        picture=_picture(view, place.id, shots),
        facts=tuple((name, value) for name, value in facts if value),
        colours=tuple(place.place.palette),
        says="",
        lines=0,
        shots=frozenset(shot.id for shot in shots),
        seen=True,
    )


def _picture(view: FilmView, name: str, shots: list[Shot]) -> str:
    """Address of a picture of a person or place: its reference, or of the closest shot that shows it."""
    ref = _reference(view, name)
    if ref is not None:
        return f"/films/{view.slug}/references/{name}.jpg?v={digest_in_address(ref)}"
    order: Mapping[str, int] = {
        "medium close": 0,
        "close": 1,
        "medium": 2,
        "extreme close": 3,
        "full": 4,
        "wide": 5,
    }
    near = sorted(shots, key=lambda shot: order.get(shot.size.value, 6))
    wide = shots if not any(shot.figures for shot in shots) else near
    for shot in wide:
        picture = view.results.picture(shot.id)
        if picture is not None:
            return picture_address(view.slug, shot.id, picture)
    return ""
