"""What it costs to give Prefect the graph of a film of 2,000 calls.

Compared are the declared edges, none, and those that Prefect finds by itself. The calls are those of a real
film. All are in the ledger already, because a run that reuses everything is the shortest, so that the edges
cost the largest share of it.

    python -m benchmarks.graph_edges
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
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
                    taken[way].append(_run(way, folder, environment))
        finally:
            stop_server()
    print(json.dumps(_facts(taken), indent=2))  # noqa: T201 a program's answer


def _run(way: str, folder: str, environment: dict[str, str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.graph_edges", way, folder]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def _facts(taken: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    seconds = {way: min(run["seconds"] for run in runs) for way, runs in taken.items()}
    return {
        "calls": taken["declared"][0]["calls"],
        "edges": taken["declared"][0]["edges"],
        "seconds": seconds,
        "declared_over_none": round(seconds["declared"] / seconds["none"], 3),
        "declared_over_wait_for": round(seconds["declared"] / seconds["wait_for"], 3),
        "all_seconds": {way: [run["seconds"] for run in runs] for way, runs in taken.items()},
    }


def timed(way: str, home: Path) -> dict[str, Any]:
    """One run of all calls by a process of its own."""
    from prefect import flow

    from blocks.crew import animatic_crew
    from flows import _executor
    from storyreel.vault import open_vault

    calls = call_sheet()
    vault = open_vault((home / "benchmark").as_uri())
    for call in calls:
        key = call.key(call.write({}), {})
        if vault.ledger.attempt(key).done is None:
            vault.ledger.intend(key, 1, call.name)
            vault.ledger.finish(key, 1, {"score": 1.0, "usable": True, "faults": []}, seconds=0.0)
    _executor.send = _sender(way)

    @flow(name="graph-edges", persist_result=False)
    def run() -> float:
        executor = _executor.Executor(animatic_crew(), vault)
        started = time.monotonic()
        executor.make(calls)
        return time.monotonic() - started

    return {"seconds": round(run(), 2), "calls": len(calls), "edges": sum(len(call.needs) for call in calls)}


def _sender(way: str) -> Callable[..., Any]:
    """The function that begins a call, in one of the ways that are compared."""
    from flows import _requests

    futures: dict[Any, Any] = {}

    def without(request: Any, _after: Any, *, on_gpu: bool) -> Any:
        return _requests.send(request, (), on_gpu=on_gpu)

    def waiting(request: Any, after: Any, *, on_gpu: bool) -> Any:
        task, parameters = _requests._work(request, on_gpu=on_gpu)
        future = task.submit(**parameters, wait_for=[futures[run] for run in after])
        futures[future.task_run_id] = future
        return future

    return {"declared": _requests.send, "none": without, "wait_for": waiting}[way]


def call_sheet() -> list[Any]:
    """The first 2,000 calls of a long film, each answered by a review, which needs no file."""
    from storyreel.graph.calls import Call
    from storyreel.graph.stages import CallId, Stage
    from storyreel.graph.walk import in_order

    needs = _needs()
    chosen = list(in_order(needs))[:CALLS]
    ids = {one: CallId(Stage.REVIEW, f"call-{number}") for number, one in enumerate(chosen)}
    calls: list[Any] = []
    for number, one in enumerate(chosen):
        own_needs = tuple(ids[need] for need in needs[one] if need in ids)
        brief = _brief(number)
        calls.append(Call(ids[one], own_needs, lambda _made, brief=brief: brief))
    return calls


def _needs() -> dict[Any, Any]:
    """The ids of the calls that each call of a long film needs."""
    from blocks.crew import animatic_crew
    from storyreel.film.recipe import PictureRecipe
    from storyreel.graph.context import FilmContext
    from storyreel.graph.dry_run import dry_run
    from storyreel.planning import analyse_scene, split_scenes, survey
    from storyreel.planning.reconcile import reconcile
    from storyreel.screenplays import read_screenplay

    screenplay = read_screenplay(text().encode(), "long.fountain")
    surveyed = survey(screenplay)
    drafts = [analyse_scene(brief) for brief in split_scenes(screenplay, surveyed)]
    storyboard = reconcile(None, surveyed, drafts, screenplay.title)
    context = FilmContext(storyboard, animatic_crew().card(), PictureRecipe())
    dry_calls = dry_run(context, lambda _call, _brief: None)
    return {one.call.id: one.call.needs for one in dry_calls if not one.call.not_needed}


def _brief(number: int) -> Any:
    from storyreel.film.assets import AssetRef
    from storyreel.film.briefs import ReviewBrief
    from storyreel.film.recipe import PictureRecipe

    video = AssetRef(sha256=f"{number:064x}", media_type="video/mp4", size_bytes=1)
    return ReviewBrief(video=video, frames=1, recipe=PictureRecipe(), prompt=f"call {number}")


def text() -> str:
    """A screenplay that is long enough for so many calls."""
    return "Title: Long\n\n" + "\n\n".join(map(_scene, range(120))) + "\n"


def _scene(number: int) -> str:
    side, place = "INT" if number % 2 else "EXT", PLACES[number % 4]
    lines = "\n\n".join(
        f"{'MARA' if n % 2 else 'TOM'}\nThis is line {n + 1} of scene {number + 1}." for n in range(5)
    )
    action = f"MARA and TOM walk in, scene {number + 1}. A door slams."
    return f"{side}. {place} - DAY\n\n{action}\n\n{lines}"


if __name__ == "__main__":
    main()
