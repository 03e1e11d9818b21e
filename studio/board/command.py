"""The command `storyreel studio`: starts the studio, or prints a link to the one that runs."""

from __future__ import annotations

import json
import socket
import webbrowser
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address
from pathlib import Path

import httpx
import uvicorn

from storyreel.film.errors import UsageError
from storyreel.vault import open_vault
from storyreel.vault.home import default_vault_url
from storyreel.vault.private import write_private
from storyreel.vault.processes import lives, this_process
from studio.board.access import SIGN_IN, Access, Address
from studio.board.api import PREFIX
from studio.board.app import create_app
from studio.board.identity import Identity, own_identity, studio_folder
from studio.board.library import Library
from studio.exits import DONE
from studio.printing import say, seen_by_a_person

PORT = 4210
_ANSWER_SECONDS = 5.0


@dataclass(frozen=True)
class _Running:
    """The studio that runs on this machine."""

    origin: str
    plain: str
    films: str


def studio_command(films: Path, *, host: str, port: int, show: bool) -> int:
    """Serve the pages until it is interrupted; returns the exit code.

    films: the folder of films; it is made if it is missing. host: the address to listen on; '' for this
    machine only. port: 0 for the default, or another if that is taken. show: whether a browser is opened.

    Raises:
        UsageError: the host is not an address, or the port is taken.
    """
    identity = own_identity()
    running = _running()
    if running is not None:
        return _say_where(running, identity, show=show)
    root = films.expanduser().resolve()
    root.mkdir(parents=True, exist_ok=True)
    listener, address = _listen(host, port, identity)
    with listener:
        access = create_app(Library(root, open_vault(default_vault_url())), address, identity)
        link = f"{address.origin}{SIGN_IN}?ticket={access.tickets.issue()}"
        write_private(_state_file(), json.dumps(_state(address, root)).encode())
        say(
            f"Films of {root}\n{link}\nThe link signs a browser in, once. Ctrl-C ends the studio; runs go on."
        )
        if show and seen_by_a_person():
            webbrowser.open(link)
        try:
            server = uvicorn.Server(_config(access))
            server.run(sockets=[listener])
        finally:
            _state_file().unlink(missing_ok=True)
    return DONE


def _config(app: Access) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # pyright: ignore[reportArgumentType] an ASGI application of ours
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=1,
        ws="none",
    )


def _listen(host: str, port: int, identity: Identity) -> tuple[socket.socket, Address]:
    """A socket that listens, and its address."""
    plain = host or "127.0.0.1"
    if not _is_of_one_machine(plain):
        raise UsageError(
            f"--host is {host!r}; an IPv4 address of this machine is accepted, such as 192.168.1.20."
        )
    name = plain if host else identity.name
    for wanted in (port,) if port else (PORT, 0):
        with suppress(OSError):
            listener = socket.create_server((plain, wanted))
            return listener, Address(name, listener.getsockname()[1], plain)
    raise UsageError(f"Nothing can listen on {plain} port {port or PORT}. Give another --port or --host.")


def _is_of_one_machine(host: str) -> bool:
    """Whether it is an IPv4 address. 0.0.0.0 is none of a machine's, so no browser could name it as the host.

    >>> _is_of_one_machine("192.168.1.20"), _is_of_one_machine("0.0.0.0"), _is_of_one_machine("::1")
    (True, False, False)
    """
    try:
        return not IPv4Address(host).is_unspecified
    except AddressValueError:
        return False


def _state(address: Address, root: Path) -> dict[str, object]:
    plain = f"http://{address.plain}:{address.port}"
    return this_process() | {"origin": address.origin, "plain": plain, "films": str(root)}


def _running() -> _Running | None:
    """The studio that runs already; None if there is none."""
    try:
        state = json.loads(_state_file().read_text(encoding="utf-8"))
        return _Running(state["origin"], state["plain"], state["films"]) if lives(state) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _say_where(running: _Running, identity: Identity, *, show: bool) -> int:
    """Print a link that signs a browser in to the studio that runs."""
    headers = {"Authorization": f"Bearer {identity.token}"}
    try:
        answer = httpx.get(f"{running.plain}{PREFIX}/sign-in-link", headers=headers, timeout=_ANSWER_SECONDS)
        link = str(answer.raise_for_status().json()["link"])
    except httpx.HTTPError as error:
        raise UsageError(
            f"A studio runs at {running.origin} and does not answer ({error}). End it, then start it again."
        ) from error
    say(f"The studio runs already, with the films of {running.films}\n{link}")
    if show and seen_by_a_person():
        webbrowser.open(link)
    return DONE


def _state_file() -> Path:
    return studio_folder() / "running.json"
