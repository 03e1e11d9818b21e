"""The studio's application: pages, API, media and events behind its access control."""

from __future__ import annotations

from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles

from storyreel.film.errors import BudgetError, FilmError, ProjectBusyError, UsageError
from storyreel.film.wrong_values import why_wrong
from studio.board.access import COOKIE, SIGN_IN, Access, Address
from studio.board.api import PREFIX, api_routes
from studio.board.cast_pages import cast_routes
from studio.board.deliver_pages import deliver_routes
from studio.board.edits import ConflictError
from studio.board.events import event_routes
from studio.board.film_controller import FilmController
from studio.board.film_pages import film_routes
from studio.board.framing import Frame
from studio.board.gate_pages import gate_routes
from studio.board.identity import Identity, PressedTwiceError
from studio.board.library import Library, NoFilmError
from studio.board.library_pages import library_routes
from studio.board.media import media_routes
from studio.board.money_pages import money_routes
from studio.board.script_pages import script_routes
from studio.board.settings_pages import settings_routes
from studio.board.templating import page
from studio.peers import is_this_user

STATIC = Path(__file__).parent / "static"
FONTS = Path(__file__).parents[2] / "storyreel" / "editing" / "fonts"
_COOKIE_SECONDS = 30 * 86_400
_STATUS: tuple[tuple[type[FilmError], HTTPStatus], ...] = (
    (NoFilmError, HTTPStatus.NOT_FOUND),
    (ConflictError, HTTPStatus.CONFLICT),
    (PressedTwiceError, HTTPStatus.ALREADY_REPORTED),
    (ProjectBusyError, HTTPStatus.LOCKED),
    (BudgetError, HTTPStatus.PAYMENT_REQUIRED),
    (UsageError, HTTPStatus.UNPROCESSABLE_ENTITY),
)


def create_app(library: Library, address: Address, identity: Identity) -> Access:
    """The application behind its access control, which issues tickets for signing in."""
    controller = FilmController(library)
    app = FastAPI(
        title="storyreel studio",
        version=version("storyreel"),
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{PREFIX}/openapi.json",
        description="Films, shots, takes, approvals, estimates and runs of one folder of films.",
    )
    frame = Frame(controller, identity.form_token)
    for router in (
        library_routes(frame),
        script_routes(frame),
        film_routes(frame),
        gate_routes(frame),
        cast_routes(frame),
        money_routes(frame),
        settings_routes(frame),
        deliver_routes(frame),
        media_routes(controller),
        event_routes(controller),
        api_routes(controller),
    ):
        app.include_router(router)
    app.mount("/static/fonts", StaticFiles(directory=FONTS))
    app.mount("/static", StaticFiles(directory=STATIC))
    app.add_exception_handler(FilmError, _explained)  # pyright: ignore[reportArgumentType] FastAPI types it wider
    app.add_exception_handler(RequestValidationError, _not_accepted)  # pyright: ignore[reportArgumentType] as above
    access = Access(app, address, identity)
    _add_sign_in(app, access)
    return access


def _add_sign_in(app: FastAPI, access: Access) -> None:
    """The links that sign a browser in, and the icon."""

    @app.get(SIGN_IN, include_in_schema=False)
    def enter(request: Request, ticket: str = "") -> Response:
        if not _is_from_here(request, access.address) or not access.tickets.redeem(ticket):
            text = "This link was used already, or it has expired. `storyreel studio` prints another.\n"
            return Response(text, HTTPStatus.FORBIDDEN, {"Cache-Control": "no-store"}, "text/plain")
        # A page of this origin goes on: after a redirect a browser would hold back a cookie that is Strict.
        answer = HTMLResponse(page("entrance.j2"), headers={"Cache-Control": "no-store"})
        answer.set_cookie(
            COOKIE, access.identity.token, max_age=_COOKIE_SECONDS, httponly=True, samesite="strict", path="/"
        )
        return answer

    @app.get(f"{PREFIX}/sign-in-link", tags=["studio"])
    def link(request: Request) -> dict[str, str]:
        """A link that signs one browser in, for whoever has the token."""
        return {"link": f"{access.address.origin}{SIGN_IN}?ticket={access.tickets.issue()}"}

    @app.get("/favicon.ico", include_in_schema=False)
    def icon() -> Response:
        return FileResponse(STATIC / "icon.svg", media_type="image/svg+xml")

    @app.get("/films", include_in_schema=False)
    def films() -> Response:
        return RedirectResponse("/")


def _is_from_here(request: Request, address: Address) -> bool:
    """Whether the browser is this user's. Another user may see the link in the list of processes."""
    client, server = request.scope.get("client"), request.scope.get("server")
    if client is None or server is None:
        return False
    return not address.is_loopback or is_this_user(tuple(client), tuple(server))


def _explained(request: Request, error: FilmError) -> Response:
    """An error in words: as JSON for the API, as a page else."""
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), HTTPStatus.BAD_REQUEST)
    if request.url.path.startswith(PREFIX):
        facts = {name: error.facts[name] for name in ("theirs", "digest") if name in error.facts}
        return JSONResponse({"error": error.message, **facts}, int(status))
    return HTMLResponse(page("error.j2", message=error.message, status=int(status)), int(status))


def _not_accepted(_request: Request, error: RequestValidationError) -> Response:
    """A request that does not have the form of the API, in a sentence."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"] if part != "body")
    said = f"{where or 'The request'}: {why_wrong(first)}. Nothing was changed."
    return JSONResponse({"error": said}, int(HTTPStatus.UNPROCESSABLE_ENTITY))
