"""How long whole films take against their own length, what changes cost, and how much memory they take.

Run: python -m benchmarks.film [SCRIPT]. Prints JSON lines and a Markdown table. Each step is one `storyreel`
process, as a person starts it, in a home of its own. The memory is that of the film's processes and of the
server together, read four times a second.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
LONG_FILM = EXAMPLES / "the-night-ferry.fountain"
SHORT_FILM = EXAMPLES / "the-last-light.fountain"


@dataclass(frozen=True)
class Step:
    """One run and what it took."""

    what: str
    film_seconds: float
    wall_seconds: float
    made: int
    reused: int
    peak_mib: int

    @property
    def ratio(self) -> float:
        """Wall time against the film's length."""
        return self.wall_seconds / self.film_seconds if self.film_seconds else 0.0


def main() -> None:
    """Measure and print."""
    script = Path(sys.argv[1]) if len(sys.argv) > 1 else LONG_FILM
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        environment = os.environ | {
            "STORYREEL_HOME": str(home / "home"),
            "NUMBA_CACHE_DIR": str(home / "kernels"),
        }
        environment.pop("PREFECT_API_URL", None)
        try:
            steps = list(_steps(script, home, environment))
        finally:
            stop = [_storyreel(), "server", "stop"]
            subprocess.run(stop, env=environment, check=False, capture_output=True)
    _print_table(steps)


def _steps(script: Path, home: Path, environment: dict[str, str]) -> Iterator[Step]:
    first = "first film of a fresh home: server and kernels included"
    yield _step(first, SHORT_FILM, home / "short", environment)
    yield _step("first run, server running, kernels compiled", script, home / "film", environment)
    yield _step("the same command again", script, home / "film", environment)
    changed = _with_a_changed_line(script, home)
    yield _step("one action line changed", changed, home / "film", environment)


def _step(what: str, script: Path, folder: Path, environment: dict[str, str]) -> Step:
    started = time.monotonic()
    child = _start(script, folder, environment)
    watch = _MemoryWatch(child.pid, Path(environment["STORYREEL_HOME"]))
    out, _ = child.communicate()
    wall = time.monotonic() - started
    peak = watch.finish()
    if child.returncode:
        raise SystemExit(f"{what}: storyreel ended with {child.returncode}")
    made = json.loads(out)
    seconds = made["duration_ms"] / 1000
    step = Step(what, seconds, round(wall, 1), made["made"], made["reused"], peak // 2**20)
    _print_step(step)
    return step


def _start(script: Path, folder: Path, environment: dict[str, str]) -> subprocess.Popen[str]:
    command = [_storyreel(), "make", str(script), "--out", str(folder), "--json"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def _print_step(step: Step) -> None:
    sys.stdout.write(json.dumps(step.__dict__ | {"ratio": round(step.ratio, 3)}) + "\n")
    sys.stdout.flush()


class _MemoryWatch:
    """Watches the resident memory of the film's process tree and of the server's."""

    def __init__(self, pid: int, home: Path) -> None:
        self._pid, self._state = pid, home / "server" / "state.json"
        self._peak, self._ended = 0, threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def finish(self) -> int:
        """The highest sum, in bytes."""
        self._ended.set()
        self._thread.join()
        return self._peak

    def _watch(self) -> None:
        while not self._ended.wait(0.25):
            self._peak = max(self._peak, self._total())

    def _total(self) -> int:
        return sum(map(_tree_bytes, {self._pid, *self._server()}))

    def _server(self) -> list[int]:
        try:
            return [json.loads(self._state.read_text())["pid"]]
        except (OSError, ValueError):
            return []


def _family(process: psutil.Process) -> tuple[psutil.Process, ...]:
    return (process, *process.children(recursive=True))


def _tree_bytes(pid: int) -> int:
    """Resident memory of a process and its children; 0 if it has ended."""
    try:
        return sum(one.memory_info().rss for one in _family(psutil.Process(pid)))
    except psutil.NoSuchProcess:
        return 0


def _with_a_changed_line(script: Path, folder: Path) -> Path:
    """A copy of the screenplay with one more word in a long action line in the middle."""
    lines = script.read_text(encoding="utf-8").splitlines()
    long_lines = [n for n, line in enumerate(lines) if _is_long_action(line)]
    chosen = long_lines[len(long_lines) // 2]
    lines[chosen] = f"{lines[chosen][:-1]}, slowly."
    copy = folder / script.name
    copy.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return copy


def _is_long_action(line: str) -> bool:
    if len(line) <= 40 or not line.endswith("."):
        return False
    return not line.startswith((">", ".", "INT", "EXT", "~"))


def _storyreel() -> str:
    return str(Path(sys.executable).with_name("storyreel"))


def _print_table(steps: list[Step]) -> None:
    rows = [
        "| step | film s | wall s | wall / film | made | reused | peak MiB |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    rows += [
        f"| {step.what} | {step.film_seconds:.1f} | {step.wall_seconds:.1f} | {step.ratio:.2f} | {step.made}"
        f" | {step.reused} | {step.peak_mib} |"
        for step in steps
    ]
    sys.stdout.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
