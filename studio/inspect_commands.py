"""The commands that only look: plan, doctor, server and vault."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storyreel.film.errors import SettingsError
from storyreel.planning.reading import understand
from storyreel.project.project import open_project
from storyreel.project.screenplays import read_script
from storyreel.project.settings import scope_of
from storyreel.project.typed_settings import require_names_and_pictures
from storyreel.vault import open_vault
from storyreel.vault.home import default_vault_url
from studio.consent import require_files_may_be_stored
from studio.exits import DONE, ERROR
from studio.film_folders import named_film
from studio.forecast import prediction
from studio.home import server_home
from studio.printing import Screen, print_table, say, say_json

if TYPE_CHECKING:
    from studio.preview import RunPlan


def plan_command(
    script: str, out: str, settings: dict[str, Any], scope: dict[str, Any], *, every: bool, json: bool
) -> int:
    """Print what a run would do."""
    from studio.preview import plan_run

    project = open_project(*named_film(script, out), open_vault(default_vault_url()), settings)
    require_names_and_pictures(project, settings)
    require_files_may_be_stored(project)
    planned = plan_run(project, scope_of(scope))
    calls = [call.model_dump(mode="json", by_alias=True) for call in planned.calls]
    counts = Counter(call["standing"] for call in calls)
    if json:
        say_json({"calls": calls, "counts": counts} | _forecast(planned))
        return DONE
    console = Screen()
    console.print(understand(read_script(project.script)).summary)
    _print_notes(console, planned)
    _print_calls(console, [call for call in calls if every or _is_work(call)])
    console.print(_summary(planned, counts))
    for line in prediction(planned.counts, planned.estimate):
        console.print(line)
    return DONE


def _print_notes(console: Screen, planned: RunPlan) -> None:
    for warning in planned.warnings:
        console.print(f"note: {warning}")
    for edited in planned.edits:
        console.print(f"edited: {edited}")


def _is_work(call: dict[str, Any]) -> bool:
    """Whether a run would do anything for the call."""
    return call["standing"] not in ("reuse", "not needed")


def _print_calls(console: Screen, calls: Sequence[dict[str, Any]]) -> None:
    if calls:
        print_table(
            console, ("what", "a run would", "why"), map(itemgetter("name", "standing", "why"), calls)
        )


def _forecast(planned: RunPlan) -> dict[str, Any]:
    """What a run would make in figures, by name as it is printed with --json."""
    return {
        "shots": planned.shots,
        "seconds": planned.seconds,
        "warnings": planned.warnings,
        "edits": planned.edits,
        "makes": [count.model_dump(mode="json") for count in planned.counts],
        "wall_seconds": planned.estimate.wall_seconds,
        "cost": planned.estimate.cost.model_dump(mode="json"),
        "stale_cost": planned.estimate.stale_cost.model_dump(mode="json"),
    }


def _summary(planned: RunPlan, counts: Counter[str]) -> str:
    """Shots, length and calls of a run in a line. counts: calls by what a run would do with them."""
    summary = ", ".join(f"{count} {action}" for action, count in sorted(counts.items()))
    return f"{planned.shots} shots, about {planned.seconds:.0f} s without title and credits: {summary}."


def doctor_command(film: Path | None, *, json: bool) -> int:
    """Print what is installed, what is missing, and where keys and addresses come from."""
    from studio.doctor import examine, saved_members
    from studio.doctor_table import rows
    from studio.server import join_server

    if film is not None and not film.is_dir():
        raise SettingsError(
            f"There is no folder {str(film)!r}. Give a film's folder, films/NAME for example, or nothing."
        )
    folder = film.expanduser().resolve() if film is not None else None
    if folder is not None and saved_members(folder):
        join_server()
    findings = examine(folder)
    if json:
        say_json([dataclasses.asdict(finding) for finding in findings])
    else:
        print_table(Screen(), ("", "what", "found"), rows(findings))
    return DONE if all(finding.ok or finding.optional for finding in findings) else ERROR


def server_command(what: str) -> int:
    """Start, stop or look at the server."""
    from studio import server

    if what == "start":
        facts = server.ensure_server()
        started = "started" if facts.started else "was running"
        say(f"Prefect server at {facts.ui_url} ({started}). `storyreel server stop` ends it.")
        say(f"PREFECT_API_URL={facts.url}")
        if facts.home:
            _print_sign_in()
    elif what == "stop":
        say(server.stop_server())
    elif what == "link":
        say(server.sign_in_link())
    else:
        status = server.server_status()
        say(str(status))
        if status.url:
            say(f"PREFECT_API_URL={status.url}")
        if status.pid:
            _print_sign_in()
        if status.exposed:
            say(f"warning: {status.exposed}")
    return DONE


def _print_sign_in() -> None:
    """Print how a browser and a program sign in to our own server."""
    say(
        "It asks for a password. `storyreel server link` prints a link that signs a browser in; programs"
        f" take it from {str(server_home() / 'auth')!r} into PREFECT_API_AUTH_STRING."
    )


def vault_command(*, delete: bool, gc: bool, json: bool) -> int:
    """Measure or clear the vault."""
    from storyreel.vault.gc import collect, measure

    vault = open_vault(default_vault_url())
    size = measure(vault)
    gained = collect(vault) if gc and delete else 0
    if json:
        say_json(dataclasses.asdict(size) | {"removed_bytes": gained, "folder": str(vault.assets.root)})
        return DONE
    place = vault.assets.root if vault.url.startswith("file:") else vault.url
    all_bytes, free, unused = map(_megabytes, (size.bytes, size.free_bytes, size.unused_bytes))
    say(f"{place}: {size.assets} assets, {all_bytes}; {free} free on the disk")
    done = ""
    if gc:
        done = f"; removed {_megabytes(gained)}" if delete else "; nothing was removed: add --delete to do it"
    say(f"no film uses {size.unused_assets} of them that are more than an hour old, {unused}{done}")
    return DONE


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
