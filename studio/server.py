"""Keeps one Prefect server on loopback for all films of this user. It does not import Prefect itself."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from filelock import FileLock, Timeout

from storyreel.film.errors import FilmError, ServerError, VaultError
from storyreel.vault.durable import stage
from storyreel.vault.processes import birth, lives
from studio.disk_space import full_disk, require_disk_space
from studio.home import environment_without_secrets, server_home, variable
from studio.prefect_address import answers, exposure, request_sign_in, ui_of

START_SECONDS = 90.0
BUSY_SECONDS = 20.0
"""How long a server that is alive may leave requests for its health unanswered. Then it counts as hung."""
STOP_SECONDS = 15.0
_LOG_LINES = 15
_PORT_TRIES = 3
_PAUSE = threading.Event()  # never set; a wait on it is a pause
_UVICORN = (
    *("--factory", "studio.prefect_app:create_app"),
    *("--host", "127.0.0.1"),
    *("--timeout-keep-alive", "5"),
    *("--log-level", "error"),
    *("--lifespan", "on"),
)


@dataclass(frozen=True)
class ServerFacts:
    """A server that answers. `pid` is None and `home` is empty if PREFECT_API_URL names it."""

    url: str
    ui_url: str
    pid: int | None
    started: bool
    home: str = ""
    password: str = field(default="", repr=False)
    """The password of our own server, as PREFECT_API_AUTH_STRING takes it. The password of another server is
    in the person's environment.
    """

    def environment(self) -> dict[str, str]:
        """Variables that a process which runs films, or a worker, sets before it imports prefect."""
        return self._server_settings() | _CLIENT_SETTINGS

    def _server_settings(self) -> dict[str, str]:
        if self.home:
            return _own_server_settings(self) | {"STORYREEL_FILMS_URL": f"{self.ui_url}/films"}
        return {"PREFECT_API_URL": self.url, "STORYREEL_FILMS_URL": ""}


_CLIENT_SETTINGS = {
    "PREFECT_RESULTS_DEFAULT_SERIALIZER": "json",  # pickle would store the secrets of blocks as plain text
    # The display prints what a person needs; logs are on the server's pages.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    # At INFO each run logs its final state, which Prefect stores anyway. That costs one more write.
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "DO_NOT_TRACK": "1",
}


@dataclass(frozen=True)
class ServerStatus:
    """What is known about the server, without starting one. `rss_mb` is its resident memory.

    exposed: what is unsafe about a server that PREFECT_API_URL names; '' for nothing.
    """

    running: bool
    url: str = ""
    ui_url: str = ""
    pid: int | None = None
    rss_mb: int = 0
    answers: bool = False
    exposed: str = ""

    def __str__(self) -> str:
        """One line for a person."""
        if not self.running:
            return "No Prefect server runs. `storyreel make` and `storyreel server start` start one."
        if not self.answers:
            return f"A Prefect server is named at {self.url}, but does not answer."
        return f"Prefect server at {self.ui_url} ({self._source()})"

    def _source(self) -> str:
        return f"process {self.pid}, {self.rss_mb} MB" if self.pid else "named by PREFECT_API_URL"


def ensure_server() -> ServerFacts:
    """The server that PREFECT_API_URL names, or the one that runs here, or a new one, which keeps running.

    Raises:
        ServerError: the named server does not answer, or a new one did not start (with the last lines of its
            log).
    """
    named = _server_named_elsewhere()
    if named:
        return _named_server(named)
    folder = server_home()
    try:
        with FileLock(folder / "start.lock", timeout=START_SECONDS + BUSY_SECONDS, mode=0o600):
            return _running_server(folder) or _start_server(folder)
    except Timeout as error:
        raise ServerError(
            f"Another program has been starting the server in {str(folder)!r} for too long. Try `storyreel"
            " server stop`, then again."
        ) from error


def join_server() -> ServerFacts:
    """As `ensure_server`, and let Prefect in this process use the server.

    Call it before Prefect is imported.
    """
    facts = ensure_server()
    # Prefect reads its settings from there when it is first imported.
    os.environ.update(facts.environment())  # noqa: TID251
    return facts


def server_status() -> ServerStatus:
    """The server that runs now. None is started."""
    named = _server_named_elsewhere()
    if named:
        return ServerStatus(True, named, ui_of(named), answers=answers(named), exposed=exposure(named))
    state = _read_state(server_home())
    process = state and _process_of(state)
    if not state or not process:
        return ServerStatus(False)
    return ServerStatus(
        True,
        state.url,
        ui_of(state.url),
        state.pid,
        round(process.memory_info().rss / 2**20),
        answers(state.url),
    )


def stop_server() -> str:
    """End our own server and wait until it is gone; returns what was done, in a sentence."""
    folder = server_home()
    state = _read_state(folder)
    process = state and _process_of(state)
    if not state or not process:
        _state_file(folder).unlink(missing_ok=True)
        return "No Prefect server of storyreel's runs; nothing to stop."
    _end(process)
    for left in (_state_file(folder), _password_file(folder)):
        left.unlink(missing_ok=True)
    return f"Stopped the Prefect server at {ui_of(state.url)}."


def sign_in_link() -> str:
    """An address that signs a browser in to our server's pages once.

    If PREFECT_API_URL names a server, its plain address.

    Raises:
        ServerError: no server of storyreel's runs, or it does not answer.
    """
    named = _server_named_elsewhere()
    if named:
        return ui_of(named)
    folder = server_home()
    state, password = _read_state(folder), _read_password(folder)
    process = state and _process_of(state)
    if not state or not process or not _listens(process, state.port) or not password:
        raise ServerError(
            "No Prefect server of storyreel's runs. `storyreel server start` starts one and prints the link."
        )
    return request_sign_in(ui_of(state.url), password)


@dataclass(frozen=True)
class _State:
    """What the state file holds. Another program may get the same pid later, but not with the same birth."""

    pid: int
    born: str
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api"


def _server_named_elsewhere() -> str:
    """PREFECT_API_URL; '' if it is not set, or if this process has set it to our own server already."""
    named = variable("PREFECT_API_URL")
    state = _read_state(server_home()) if named else None
    return "" if state and state.url == named else named


def _named_server(url: str) -> ServerFacts:
    if not answers(url.rstrip("/")):
        raise ServerError(
            f"PREFECT_API_URL names {url!r}, where no Prefect server answers. Start that server, or unset"
            " PREFECT_API_URL to use our own."
        )
    return ServerFacts(url, ui_of(url), pid=None, started=False)


def _running_server(folder: Path) -> ServerFacts | None:
    state = _read_state(folder)
    process = state and _process_of(state)
    if not state or not process:
        return None
    password = _read_password(folder)
    if password and _wait_for_answer(state.url, process, BUSY_SECONDS):
        return ServerFacts(
            state.url, ui_of(state.url), state.pid, started=False, home=str(folder), password=password
        )
    _end(process)  # it hangs, or it was started by a version that asked for no password
    return None


def _start_server(folder: Path) -> ServerFacts:
    require_disk_space()
    _require_loopback()
    for _ in range(_PORT_TRIES):
        state, process = _launch(folder, _free_port())
        if _wait_for_answer(state.url, process, START_SECONDS):
            _keep(folder / "migrated", version("prefect"))
            return _started(folder, state)
        taken = "address already in use" in _last_lines(folder)
        _end(process)
        _state_file(folder).unlink(missing_ok=True)
        (folder / "migrated").unlink(missing_ok=True)
        if not taken:
            break
    raise _not_started(folder)


def _started(folder: Path, state: _State) -> ServerFacts:
    return ServerFacts(
        state.url,
        ui_of(state.url),
        state.pid,
        started=True,
        home=str(folder),
        password=_read_password(folder),
    )


def _not_started(folder: Path) -> FilmError:
    if full_disk():
        return VaultError(
            f"The Prefect server could not start. {full_disk()} Then run the same command again; nothing was"
            " made or lost."
        )
    return _did_not_start(folder)


def _did_not_start(folder: Path) -> ServerError:
    return ServerError(
        f"The Prefect server did not start (it ended, or took more than {START_SECONDS:.0f} s). Its log is"
        f" {str(_log_file(folder))!r} and ends:\n{_last_lines(folder)}\nFix what it names and try again, or"
        " set PREFECT_API_URL to a server of your own.",
        last_lines=_last_lines(folder),
    )


def _require_loopback() -> None:
    """Check that this machine can connect to itself.

    Raises:
        ServerError: it cannot.
    """
    try:
        with (
            socket.create_server(("127.0.0.1", 0)) as listener,
            socket.create_connection(listener.getsockname(), timeout=3),
        ):
            pass
    except OSError as error:
        raise _no_loopback(error) from error


def _no_loopback(error: OSError) -> ServerError:
    return ServerError(
        f"This machine cannot reach itself on 127.0.0.1 ({error.strerror or error}), where the Prefect"
        " server is to run. Bring its loopback network up (`ip link set lo up`), or set PREFECT_API_URL"
        " to a server elsewhere."
    )


def _launch(folder: Path, port: int) -> tuple[_State, psutil.Process]:
    """Start the server with a new password.

    It gets a session of its own, so that Ctrl-C in the film's terminal does not reach it.
    """
    password = f"storyreel:{secrets.token_urlsafe(32)}"
    _keep(_password_file(folder), password)
    _keep(_log_file(folder), "")
    with _log_file(folder).open("wb") as log:
        child = subprocess.Popen(
            [sys.executable, "-m", "uvicorn", *_UVICORN, "--port", str(port)],
            cwd=folder,  # no film's prefect.toml or .env is read
            env=environment_without_secrets() | _server_settings(folder, port, password),
            umask=0o077,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    process = psutil.Process(child.pid)
    state = _State(child.pid, birth(child.pid), port)
    _keep(_state_file(folder), json.dumps(asdict(state)))
    # The thread waits, so that a server which ends early does not stay as a zombie.
    threading.Thread(target=child.wait, daemon=True).start()
    return state, process


def _is_migrated(folder: Path) -> bool:
    """Whether the database has the tables of the installed Prefect."""
    return _is_of_this_prefect(folder / "migrated") and (folder / "prefect.db").exists()


def _is_of_this_prefect(marker: Path) -> bool:
    return marker.exists() and marker.read_text(encoding="utf-8") == version("prefect")


def _server_settings(folder: Path, port: int, password: str) -> dict[str, str]:
    origin = f"http://127.0.0.1:{port}"
    return {
        "PREFECT_HOME": str(folder),
        "PREFECT_PROFILE": "local",
        "PREFECT_API_URL": f"{origin}/api",
        "PREFECT_UI_API_URL": f"{origin}/api",
        "PREFECT_SERVER_API_HOST": "127.0.0.1",
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_SERVER_API_AUTH_STRING": password,
        "PREFECT_API_AUTH_STRING": password,  # some of the server's own services are its clients
        "PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED": "true",
        "PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS": origin,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        # With leases in memory, slots would stay taken after a restart.
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{(folder / 'prefect.db').as_posix()}",
        "PREFECT_SERVER_DATABASE_MIGRATE_ON_START": "false" if _is_migrated(folder) else "true",
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
        "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
        "DO_NOT_TRACK": "1",
    }


def _own_server_settings(facts: ServerFacts) -> dict[str, str]:
    return {
        "PREFECT_API_URL": facts.url,
        "PREFECT_HOME": facts.home,
        "PREFECT_PROFILE": "local",  # the person's own profile is not in this home
        "PREFECT_API_KEY": "",
        "PREFECT_API_AUTH_STRING": facts.password,
        "PREFECT_CLIENT_CSRF_SUPPORT_ENABLED": "true",
        # If the server died, there is an error, and Prefect does not start another one in this process.
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "NO_PROXY": _no_proxy(),
    }


def _no_proxy() -> str:
    """The hosts that are reached without a proxy: those that the environment names, and this machine."""
    return ",".join(filter(None, (variable("NO_PROXY") or variable("no_proxy"), "127.0.0.1")))


def _wait_for_answer(url: str, process: psutil.Process, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not _alive(process):
            return False
        if answers(url) and _listens(process, urlsplit(url).port):
            return True
        _PAUSE.wait(0.1)
    return False


def _listens(process: psutil.Process, port: int | None) -> bool:
    """Whether this process listens on the port. If another user's did, it would be sent the password."""
    try:
        held = process.net_connections("tcp")
    except psutil.Error:
        return False
    return any(link.status == psutil.CONN_LISTEN and link.laddr.port == port for link in held)


def _lives(state: _State) -> bool:
    return lives({"pid": state.pid, "born": state.born})


def _process_of(state: _State) -> psutil.Process | None:
    """The server's process; None if it is gone or its pid belongs to another program now."""
    try:
        return psutil.Process(state.pid) if _lives(state) else None
    except psutil.NoSuchProcess:
        return None


def _alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _end(process: psutil.Process) -> None:
    """Ask the process to end, and kill it if it does not."""
    with suppress(psutil.NoSuchProcess):
        process.send_signal(signal.SIGTERM)
    if not _gone_within(process, STOP_SECONDS):
        _kill(process)


def _kill(process: psutil.Process) -> None:
    with suppress(psutil.NoSuchProcess):
        process.kill()
    _gone_within(process, STOP_SECONDS)


def _gone_within(process: psutil.Process, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while _alive(process):
        if time.monotonic() > deadline:
            return False
        _PAUSE.wait(0.05)
    return True


def _read_state(folder: Path) -> _State | None:
    try:
        return _State(**json.loads(_state_file(folder).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None  # missing or unusable: no server is known


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _last_lines(folder: Path) -> str:
    try:
        lines = _log_file(folder).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as error:
        return f"(its log cannot be read: {error})"
    return os.linesep.join(lines[-_LOG_LINES:]) or "(empty)"


def _keep(path: Path, text: str) -> None:
    """Write a file that only this user may read."""
    stage(text.encode(), path.parent).replace(path)


def _read_password(folder: Path) -> str:
    """The running server's password; '' if it has none."""
    try:
        return _password_file(folder).read_text(encoding="utf-8")
    except OSError:
        return ""


def _password_file(folder: Path) -> Path:
    return folder / "auth"


def _state_file(folder: Path) -> Path:
    return folder / "state.json"


def _log_file(folder: Path) -> Path:
    return folder / "server.log"
