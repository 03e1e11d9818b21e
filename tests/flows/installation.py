"""An installation of storyreel for tests: its home, its command line, and the work that was done."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import uuid
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

TINY = """Title: The Kettle
Author: A. Writer

FADE IN:

INT. KITCHEN - NIGHT

Rain taps on the window. MARA stands at the stove. Thunder rolls.

MARA
The kettle is late.

DISSOLVE TO:

EXT. HARBOUR - DAWN

A door slams. TOM walks along the quay.

TOM
So is the boat.

FADE OUT.
"""
SMALL = ("--resolution", "360", "--frame-rate", "12", "--narrator", "espeak")
"""Quick to make: the model of the usual narrator takes a second of each process to load."""
COMMAND = (sys.executable, "-c", "from studio.cli import main; main()")
SECRET = "planted-9f1c7d-never-written-down"
CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class CommandResult:
    """What a command left: exit code, stdout and stderr."""

    code: int
    out: str
    err: str

    @property
    def outcome(self) -> dict[str, Any]:
        """The outcome printed with --json."""
        assert self.code in (0, 3), self.err
        return json.loads(self.out)


@dataclass
class Install:
    """A home of storyreel, and a working directory for its commands."""

    home: Path
    work: Path
    variables: dict[str, str] = field(default_factory=dict)
    """What the person's environment holds beside the usual: keys and addresses of services, another vault."""
    _process: subprocess.Popen[str] | None = field(default=None, repr=False)

    @property
    def vault(self) -> Path:
        return self.home / "vault"

    def environment(self) -> dict[str, str]:
        environment = os.environ.items()  # noqa: TID251 a person's, without what tests set
        kept = {
            name: value
            for name, value in environment
            if not name.startswith(("PREFECT_", "STORYREEL_", "PYTEST_"))
        }
        path = os.pathsep.join([str(CHECKOUT / "tests" / "flows" / "offline"), str(CHECKOUT)])
        return (
            kept
            | {
                "STORYREEL_HOME": str(self.home),
                "PYTHONPATH": path,
                "ANTHROPIC_API_KEY": SECRET,
                "COLUMNS": "200",
                "STORYREEL_CHECKOUT": str(CHECKOUT),
            }
            | self.variables
        )

    def script(self, text: str = TINY, name: str = "kettle.fountain") -> Path:
        """A screenplay in the work folder."""
        path = self.work / name
        path.write_text(text)
        return path

    def type(self, *arguments: object) -> CommandResult:
        """Run the command line in the process kept for it."""
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, str(Path(__file__).with_name("command_process.py"))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=(self.work / "commands.log").open("a"),
                text=True,
                cwd=self.work,
                env=self.environment(),
            )
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(
            json.dumps({"cwd": str(self.work), "arguments": [str(part) for part in arguments]}) + "\n"
        )
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, (self.work / "commands.log").read_text()[-3000:]
        return CommandResult(**json.loads(answer))

    def make(self, script: Path, out: str, *more: object) -> CommandResult:
        """Make a small film."""
        return self.type("make", script, "--out", out, *SMALL, "--json", *more)

    def start(
        self, *arguments: object, command: tuple[str, ...] = COMMAND, **more: Any
    ) -> subprocess.Popen[str]:
        """Start the command line as a process of its own, the leader of its group."""
        return subprocess.Popen(
            [*command, *(str(part) for part in arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.work,
            env=self.environment(),
            start_new_session=True,
            **more,
        )

    def run(self, *arguments: object, command: tuple[str, ...] = COMMAND) -> CommandResult:
        """Run the command line as a person does: a process of its own."""
        process = self.start(*arguments, command=command)
        out, err = process.communicate(timeout=300)
        return CommandResult(process.returncode, out, err)

    @property
    def process_pid(self) -> int:
        """The process in which `type` runs the command line."""
        assert self._process
        return self._process.pid

    def close_process(self) -> None:
        if self._process is not None and self._process.stdin:
            self._process.stdin.close()
            self._process.wait(timeout=20)

    def leave(self) -> None:
        """End the process of the command line and stop the server."""
        self.close_process()
        self.run("server", "stop")

    def work_done(self) -> dict[tuple[str, int], str]:
        """Name of every attempt that was finished, by key and number."""
        done: dict[tuple[str, int], str] = {}
        for entry in (self.vault / "ledger").glob("*/*/*/done.json"):
            intent = json.loads((entry.parent / "intent.json").read_text())
            done[entry.parent.parent.name, int(entry.parent.name)] = intent["what"]
        return done

    def new_work(self, before: dict[tuple[str, int], str]) -> Counter[str]:
        """How often each call was made since."""
        return Counter(name for attempt, name in self.work_done().items() if attempt not in before)

    def result(self, key: str) -> dict[str, Any]:
        """The result that a key stands for at present."""
        folder = max((self.vault / "ledger" / key[:2] / key).iterdir(), key=lambda attempt: int(attempt.name))
        return json.loads((folder / "done.json").read_text())["result"]

    def state(self, out: str) -> dict[str, Any]:
        """What is remembered of a film."""
        found = [
            path
            for path in (self.vault / "documents" / "films").glob("*/state")
            if json.loads(_newest(path)).get("folder") == str(self.work / out)
        ]
        return json.loads(_newest(found[0]))

    def asset(self, sha256: str) -> Path:
        return self.vault / "assets" / sha256[:2] / sha256


def _newest(folder: Path) -> str:
    return max(folder.iterdir()).read_text()


def digest(path: Path) -> str:
    """Hex sha256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Records:
    """What the Prefect server knows, asked over its API."""

    def __init__(self, home: Path) -> None:
        port = json.loads((home / "server" / "state.json").read_text())["port"]
        user, _, password = (home / "server" / "auth").read_text().partition(":")
        self._client = httpx.Client(
            base_url=f"http://127.0.0.1:{port}/api", auth=(user, password), trust_env=False, timeout=20
        )
        me = str(uuid.uuid4())
        token = self._client.get("/csrf-token", params={"client": me}).json()["token"]
        self._client.headers.update({"Prefect-Csrf-Token": token, "Prefect-Csrf-Client": me})

    def find(self, what: str, **filters: Any) -> list[dict[str, Any]]:
        """Up to 200 records of a kind."""
        answer = self._client.post(f"/{what}/filter", json={"limit": 200, **filters})
        answer.raise_for_status()
        return answer.json()

    def get(self, path: str) -> dict[str, Any]:
        answer = self._client.get(path)
        answer.raise_for_status()
        return answer.json()
