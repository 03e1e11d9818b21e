"""How long whole films take against their own length, what changes cost, and how much memory the process tree holds.

Run: python -m benchmarks.film [SCRIPT]. Prints JSON lines and a Markdown table. Each step is one `storyreel`
process, as a person would start it, in a home of its own; the memory is that of the film's processes and of
the server together, read four times a second.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
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
            steps = [
                _step(
                    "first film of a fresh home: server and kernels included",
                    SHORT_FILM,
                    home / "short",
                    environment,
                ),
                _step("first run, server running, kernels compiled", script, home / "film", environment),
                _step("the same command again", script, home / "film", environment),
                _step(
                    "one action line changed", _with_a_changed_line(script, home), home / "film", environment
                ),
            ]
        finally:
            subprocess.run(
                [_storyreel(), "server", "stop"], env=environment, check=False, capture_output=True
            )
    _print_table(steps)


def _step(what: str, script: Path, folder: Path, environment: dict[str, str]) -> Step:
    started = time.monotonic()
    child = subprocess.Popen(
        [_storyreel(), "make", str(script), "--out", str(folder), "--json"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    ended = threading.Event()
    peaks: list[int] = [0]
    watch = threading.Thread(
        target=_watch, args=(child.pid, Path(environment["STORYREEL_HOME"]), ended, peaks)
    )
    watch.start()
    out, _ = child.communicate()
    wall = time.monotonic() - started
    ended.set()
    watch.join()
    if child.returncode:
        raise SystemExit(f"{what}: storyreel ended with {child.returncode}")
    made = json.loads(out)
    step = Step(
        what, made["duration_ms"] / 1000, round(wall, 1), made["made"], made["reused"], peaks[0] // 2**20
    )
    sys.stdout.write(json.dumps(step.__dict__ | {"ratio": round(step.ratio, 3)}) + "\n")
    sys.stdout.flush()
    return step


def _watch(pid: int, home: Path, ended: threading.Event, peaks: list[int]) -> None:
    """Keep the highest sum of resident memory of the film's process tree and the server's."""
    while not ended.wait(0.25):
        try:
            server = json.loads((home / "server" / "state.json").read_text())["pid"]
        except (OSError, ValueError):
            server = None
        total = 0
        for root in {pid, server} - {None}:
            try:
                process = psutil.Process(root)
                total += sum(one.memory_info().rss for one in (process, *process.children(recursive=True)))
            except psutil.NoSuchProcess:
                continue
        peaks[0] = max(peaks[0], total)


def _with_a_changed_line(script: Path, folder: Path) -> Path:
    """A copy of the screenplay in which the second action line of some length says one word more."""
    lines = script.read_text(encoding="utf-8").splitlines()
    plain = [
        n
        for n, line in enumerate(lines)
        if len(line) > 40 and line.endswith(".") and not line.startswith((">", ".", "INT", "EXT", "~"))
    ]
    chosen = plain[len(plain) // 2]
    lines[chosen] = f"{lines[chosen][:-1]}, slowly."
    copy = folder / script.name
    copy.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return copy


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
