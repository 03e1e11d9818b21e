"""A film of 60 shots by the cloud crew on the fake studio, against the shortest possible time.

That time is what its longest chain of jobs and the providers' limits allow. It also prints how long the same
calls take one after another, as a plain script makes them. Latencies are realistic and scaled down.

    python -m benchmarks.critical_path
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fakes.screenwriting import register
from tests.fakes.studio import Studio

if TYPE_CHECKING:
    from storyreel.graph.calls import Call
    from storyreel.graph.schedule import Job
    from storyreel.graph.stages import CallId

SCALE = 0.5
"""Seconds for one second of a provider's work. It is large enough that the time is spent waiting, and not on
this machine's two cores.
"""
BOOKED_AS = {"luma-agents": "luma"}
"""The studio's name of a provider, if its blocks have another."""
SETTINGS = """\
crew = "cloud"
resolution = 360
frame_rate = "12"
keyframes = "first"
skip = ["lora", "sound", "music"]
"""
SCENES, SHOTS_A_SCENE = 12, 5
PLACES = ("KITCHEN", "HARBOUR", "FOREST", "OFFICE")


def screenplay() -> str:
    """Twelve scenes of five lines, each a shot."""
    return "Title: Sixty Shots\n\n" + "\n\n".join(map(_scene, range(SCENES))) + "\n"


def _scene(number: int) -> str:
    side, place = "EXT" if number % 2 else "INT", PLACES[number % len(PLACES)]
    lines = "\n\n".join(
        f"{'MARA' if n % 2 else 'TOM'}\nThis is line {n + 1} of scene {number + 1}."
        for n in range(SHOTS_A_SCENE - 1)
    )
    return f"{side}. {place} - DAY\n\nMARA and TOM walk in, scene {number + 1}.\n\n{lines}"


def main() -> None:
    """Print the figures as JSON."""
    with tempfile.TemporaryDirectory() as folder, Studio(latency=SCALE) as studio:
        register(studio)
        root = Path(folder)
        script = _film_folder(root)
        environment = _environment(root, studio)
        _type(environment, "server", "start")
        try:
            started = time.monotonic()
            make = ("make", str(script), "--out", str(root / "film"))
            made = _type(environment, *make, "--until", "clips", "--yes", "--json")
            wall = time.monotonic() - started
        finally:
            _type(environment, "server", "stop")
        os.environ["STORYREEL_HOME"] = str(root / "home")
        shortest = critical_seconds(studio, script, root / "film")
        found = figures(studio, wall, shortest, json.loads(made))
        print(json.dumps(found, indent=2))  # noqa: T201 a program's answer


def _film_folder(root: Path) -> Path:
    """Write the settings and the screenplay of the film; returns the screenplay's path."""
    (root / "film").mkdir()
    (root / "film" / "film.toml").write_text(SETTINGS)
    script = root / "sixty.fountain"
    script.write_text(screenplay())
    return script


def _environment(root: Path, studio: Studio) -> dict[str, str]:
    home = {"STORYREEL_HOME": str(root / "home"), "STORYREEL_POLL_SECONDS": str(SCALE)}
    return dict(os.environ) | studio.environment() | home


def _type(environment: dict[str, str], *words: str) -> str:
    """What a command of storyreel prints."""
    command = [sys.executable, "-c", "from studio.cli import main; main()", *words]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return done.stdout


def critical_seconds(studio: Studio, script: Path, folder: Path) -> float:
    """The shortest time in which the limits allow all jobs, each as long as the studio took on average."""
    from flows.preview import preview_film
    from storyreel.graph.dry_run import dry_run
    from storyreel.graph.schedule import Job, wall_seconds
    from storyreel.graph.stages import STAGES, Stage
    from storyreel.project.project import open_project
    from storyreel.project.settings import Scope
    from storyreel.vault import open_vault
    from storyreel.vault.home import default_vault_url

    preview = preview_film(open_project(str(script), str(folder), open_vault(default_vault_url())), Scope())
    usual = _usual_seconds(studio)
    resources = {stage: preview.crew.resource(STAGES[stage].capability) for stage in Stage}
    before = tuple(call.id for call in preview.before)
    counted = (Stage.ENVIRONMENT, Stage.SPEECH, Stage.PACE, Stage.STILL, Stage.CLIP)

    def job(call: Call, needs: tuple[CallId, ...], provider: str) -> Job:
        seconds = usual[BOOKED_AS.get(provider, provider)] if provider else 0.0
        return Job(call.id, needs, seconds, provider)

    writer = resources[Stage.ANALYSIS][0]
    jobs = [job(call, call.needs, writer) for call in preview.before]
    dry_calls = dry_run(preview.context, lambda _call, _brief: None, preview.before, preview.worked_out)
    calls = [one.call for one in dry_calls if one.call.stage in counted]
    jobs += [job(call, (*call.needs, *before), resources[call.stage][0]) for call in calls]
    return wall_seconds(jobs, {name: at_once for name, at_once in resources.values() if name})


def _usual_seconds(studio: Studio) -> dict[str, float]:
    """How long a job took on average, by provider."""
    taken: dict[str, list[float]] = {}
    for job in studio.jobs():
        taken.setdefault(job.provider, []).append(job.ready_at - job.accepted_at)
    return {provider: sum(times) / len(times) for provider, times in taken.items()}


def figures(studio: Studio, wall: float, floor: float, outcome: dict) -> dict:
    """Wall time, the shortest possible time (`floor`), and the sum of all jobs."""
    jobs = [job for job in studio.jobs() if job.ready_at > job.accepted_at]
    spans = [(job.provider, job.accepted_at, job.ready_at) for job in jobs]
    one_after_another = sum(ready - accepted for _, accepted, ready in spans)
    return {
        "shots": outcome["shots"],
        "jobs": len(jobs),
        "scale": SCALE,
        "wall_seconds": round(wall, 1),
        "critical_path_seconds": round(floor, 1),
        "wall_over_critical_path": round(wall / floor, 2),
        "one_after_another_seconds": round(one_after_another, 1),
        "times_faster": round(one_after_another / wall, 1),
        "first_to_last_job_seconds": round(max(r for *_, r in spans) - min(a for _, a, _ in spans), 1),
        "high_water": studio.bill().high_water,
        "gaps": len(outcome["gaps"]),
    }


if __name__ == "__main__":
    main()
