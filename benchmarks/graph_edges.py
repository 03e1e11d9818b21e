"""What it costs to give Prefect the graph of a film of 2,000 calls: with the declared edges, with none, and as Prefect finds them by itself.

The call sheet is a real one. Every call is in the ledger already, because a run that reuses everything is the
shortest and so the most easily slowed.

    python -m benchmarks.graph_edges
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

CALLS = 2_000
ROUNDS = 3
WAYS = ("declared", "none", "wait_for")
PLACES = ("KITCHEN", "HARBOUR", "FOREST", "OFFICE")


def main() -> None:
    """Print the figures as JSON."""
    if len(sys.argv) > 1:
        print(json.dumps(timed(sys.argv[1], Path(sys.argv[2]))))  # noqa: T201 a program's answer
        return
    from studio.server import ensure_server, stop_server

    with tempfile.TemporaryDirectory() as folder:
        os.environ["STORYREEL_HOME"] = folder
        environment = dict(os.environ) | ensure_server().environment()
        try:
            taken: dict[str, list[dict[str, Any]]] = {way: [] for way in WAYS}
            for _ in range(ROUNDS):
                for way in WAYS:
                    command = [sys.executable, "-m", "benchmarks.graph_edges", way, folder]
                    done = subprocess.run(
                        command, env=environment, check=True, capture_output=True, text=True
                    )
                    taken[way].append(json.loads(done.stdout.splitlines()[-1]))
        finally:
            stop_server()
    seconds = {way: min(run["seconds"] for run in runs) for way, runs in taken.items()}
    facts = {
        "calls": taken["declared"][0]["calls"],
        "edges": taken["declared"][0]["edges"],
        "seconds": seconds,
        "declared_over_none": round(seconds["declared"] / seconds["none"], 3),
        "declared_over_wait_for": round(seconds["declared"] / seconds["wait_for"], 3),
        "all_seconds": {way: [run["seconds"] for run in runs] for way, runs in taken.items()},
    }
    print(json.dumps(facts, indent=2))  # noqa: T201 a program's answer


def timed(way: str, home: Path) -> dict[str, Any]:
    """One run of the whole call sheet by a process of its own."""
    from prefect import flow

    from blocks.crew import animatic_crew
    from flows import _executor, _requests
    from storyreel.vault import open_vault

    calls = call_sheet()
    vault = open_vault((home / "benchmark").as_uri())
    for call in calls:
        key = call.key(call.write({}), {})
        if vault.ledger.attempt(key).done is None:
            vault.ledger.intend(key, 1, call.name)
            vault.ledger.finish(key, 1, {"score": 1.0, "usable": True, "faults": []}, seconds=0.0)
    futures: dict[Any, Any] = {}

    def waiting(request: Any, after: Any, *, on_gpu: bool) -> Any:
        task, parameters = _requests._work(request, on_gpu=on_gpu)
        future = task.submit(**parameters, wait_for=[futures[run] for run in after])
        futures[future.task_run_id] = future
        return future

    sent = {
        "declared": _requests.send,
        "none": lambda request, _after, *, on_gpu: _requests.send(request, (), on_gpu=on_gpu),
        "wait_for": waiting,
    }
    _executor.send = sent[way]

    @flow(name="graph-edges", persist_result=False)
    def run() -> float:
        executor = _executor.Executor(animatic_crew(), vault)
        started = time.monotonic()
        executor.make(calls)
        return time.monotonic() - started

    return {"seconds": round(run(), 2), "calls": len(calls), "edges": sum(len(call.needs) for call in calls)}


def call_sheet() -> list[Any]:
    """The first 2,000 calls of a long film, each answered by a judgement, which needs no file."""
    from blocks.crew import animatic_crew
    from storyreel.film.assets import AssetRef
    from storyreel.film.briefs import ReviewBrief
    from storyreel.film.recipe import PictureRecipe
    from storyreel.graph.calls import Call
    from storyreel.graph.context import FilmContext
    from storyreel.graph.dry_run import dry_run
    from storyreel.graph.stages import CallId, Stage
    from storyreel.graph.walk import in_order
    from storyreel.planning import analyse_scene, split_scenes, survey
    from storyreel.planning.reconcile import reconcile
    from storyreel.screenplays import read_screenplay

    screenplay = read_screenplay(text().encode(), "long.fountain")
    surveyed = survey(screenplay)
    storyboard = reconcile(
        None,
        surveyed,
        [analyse_scene(brief) for brief in split_scenes(screenplay, surveyed)],
        screenplay.title,
    )
    dry_calls = dry_run(
        FilmContext(storyboard, animatic_crew().card(), PictureRecipe()), lambda _call, _brief: None
    )
    needs = {one.call.id: one.call.needs for one in dry_calls if not one.call.not_needed}
    chosen = list(in_order(needs))[:CALLS]
    ids = {one: CallId(Stage.REVIEW, f"call-{number}") for number, one in enumerate(chosen)}

    def asked(number: int) -> ReviewBrief:
        video = AssetRef(sha256=f"{number:064x}", media_type="video/mp4", size_bytes=1)
        return ReviewBrief(video=video, frames=1, recipe=PictureRecipe(), prompt=f"call {number}")

    briefs = [asked(number) for number in range(len(chosen))]
    return [
        Call(
            ids[one], tuple(ids[need] for need in needs[one] if need in ids), lambda _made, brief=brief: brief
        )
        for one, brief in zip(chosen, briefs, strict=True)
    ]


def text() -> str:
    """A screenplay long enough for so many calls."""
    scenes = []
    for scene in range(120):
        lines = "\n\n".join(
            f"{'MARA' if n % 2 else 'TOM'}\nThis is line {n + 1} of scene {scene + 1}." for n in range(5)
        )
        scenes.append(
            f"{'INT' if scene % 2 else 'EXT'}. {PLACES[scene % 4]} - DAY\n\nMARA and TOM walk in, scene"
            f" {scene + 1}. A door slams.\n\n{lines}"
        )
    return "Title: Long\n\n" + "\n\n".join(scenes) + "\n"


if __name__ == "__main__":
    main()
