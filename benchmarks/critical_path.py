"""A film of 12 scenes and 60 shots by the cloud crew on the fake studio, against the time that its longest chain of jobs and the providers' limits allow.

Beside it: the same calls one after another, as a plain script makes them. Providers' latencies are realistic
and scaled down.

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

from tests.fakes.screenwriting import register
from tests.fakes.studio import Studio

SCALE = 0.5
"""What a second of a provider's work takes here: large enough that waiting, not this machine's two cores,
decides.
"""
BOOKED_AS = {"luma-agents": "luma"}
"""What the studio calls a provider, where its blocks call it otherwise."""
SCENES, SHOTS_A_SCENE = 12, 5
PLACES = ("KITCHEN", "HARBOUR", "FOREST", "OFFICE")


def screenplay() -> str:
    """Twelve scenes of five lines, each a shot."""
    scenes = []
    for scene in range(SCENES):
        inside = scene % 2 == 0
        place = PLACES[scene % len(PLACES)]
        lines = "\n\n".join(
            f"{'MARA' if n % 2 else 'TOM'}\nThis is line {n + 1} of scene {scene + 1}."
            for n in range(SHOTS_A_SCENE - 1)
        )
        scenes.append(
            f"{'INT' if inside else 'EXT'}. {place} - DAY\n\nMARA and TOM walk in, scene"
            f" {scene + 1}.\n\n{lines}"
        )
    return "Title: Sixty Shots\n\n" + "\n\n".join(scenes) + "\n"


def main() -> None:
    """Print the figures as JSON."""
    with tempfile.TemporaryDirectory() as folder, Studio(latency=SCALE) as studio:
        register(studio)
        root = Path(folder)
        script = root / "sixty.fountain"
        script.write_text(screenplay())
        (root / "film").mkdir()
        (root / "film" / "film.toml").write_text(
            'crew = "cloud"\nresolution = 360\nframe_rate = "12"\nkeyframes = "first"\nskip = ["lora",'
            ' "sound", "music"]\n'
        )
        environment = (
            dict(os.environ)
            | studio.environment()
            | {
                "STORYREEL_HOME": str(root / "home"),
                "STORYREEL_POLL_SECONDS": str(SCALE),
            }
        )
        type_in = [sys.executable, "-c", "from studio.cli import main; main()"]
        subprocess.run([*type_in, "server", "start"], env=environment, check=True, capture_output=True)
        try:
            started = time.monotonic()
            made = subprocess.run(
                [
                    *type_in,
                    "make",
                    str(script),
                    "--out",
                    str(root / "film"),
                    "--until",
                    "clips",
                    "--yes",
                    "--json",
                ],
                env=environment,
                check=True,
                capture_output=True,
                text=True,
            )
            wall = time.monotonic() - started
        finally:
            subprocess.run([*type_in, "server", "stop"], env=environment, check=True, capture_output=True)
        os.environ["STORYREEL_HOME"] = str(root / "home")
        floor = critical_seconds(studio, script, root / "film")
        print(json.dumps(figures(studio, wall, floor, json.loads(made.stdout)), indent=2))  # noqa: T201 a program's answer


def critical_seconds(studio: Studio, script: Path, folder: Path) -> float:
    """The shortest time in which the film's jobs can follow one another, each as long as this studio took for its kind, no more at once than the limits allow."""
    from storyreel.graph.dry_run import dry_run
    from storyreel.graph.schedule import Job, wall_seconds
    from storyreel.graph.stages import STAGES, Stage
    from storyreel.project.project import open_project
    from storyreel.project.settings import Scope
    from storyreel.vault import open_vault
    from storyreel.vault.home import default_vault_url
    from studio.preview import preview_film

    preview = preview_film(open_project(str(script), str(folder), open_vault(default_vault_url())), Scope())
    taken: dict[str, list[float]] = {}
    for job in studio.jobs():
        taken.setdefault(job.provider, []).append(job.ready_at - job.accepted_at)
    resources = {stage: preview.crew.resource(STAGES[stage].capability) for stage in Stage}
    before = [call.id for call in preview.before]
    calls = [
        dry_calls.call
        for dry_calls in dry_run(
            preview.context, lambda _call, _brief: None, preview.before, preview.worked_out
        )
    ]
    calls = [
        call
        for call in calls
        if call.stage in (Stage.ENVIRONMENT, Stage.SPEECH, Stage.PACE, Stage.STILL, Stage.CLIP)
    ]
    writer = resources[Stage.ANALYSIS][0]

    def seconds(provider: str) -> float:
        times = taken[BOOKED_AS.get(provider, provider)] if provider else [0.0]
        return sum(times) / len(times)

    jobs = [Job(call.id, call.needs, seconds(writer), writer) for call in preview.before]
    jobs += [
        Job(call.id, (*call.needs, *before), seconds(resources[call.stage][0]), resources[call.stage][0])
        for call in calls
    ]
    return wall_seconds(jobs, {name: jobs_at_once for name, jobs_at_once in resources.values() if name})


def figures(studio: Studio, wall: float, floor: float, outcome: dict) -> dict:
    """Wall time, the floor that the jobs' own times, order and the limits set, and the sum of all jobs."""
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
