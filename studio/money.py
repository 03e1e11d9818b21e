"""The commands about money: estimate, bill and resolve. They buy nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from storyreel.film.errors import UsageError
from storyreel.planning.reading import understand
from storyreel.project.bill import Bill, bill_of
from storyreel.project.project import Project, direct, open_project
from storyreel.project.screenplays import read_script
from storyreel.project.settings import scope_of
from storyreel.project.typed_settings import require_names_and_pictures
from storyreel.project.unresolved import resolve
from storyreel.vault import open_vault
from storyreel.vault.home import default_vault_url
from studio.consent import require_files_may_be_stored
from studio.estimates import estimate_film, print_estimate, usd
from studio.exits import DONE
from studio.film_folders import named_film, script_of
from studio.printing import Screen, print_table, say, say_json


def estimate_command(
    script: str, out: str, settings: dict[str, Any], scope: dict[str, Any], *, json: bool
) -> int:
    """Print what the film will cost and how long it takes."""
    project = open_project(*named_film(script, out), open_vault(default_vault_url()), settings)
    require_names_and_pictures(project, settings)
    require_files_may_be_stored(project)
    made = estimate_film(project, scope_of(scope))
    if json:
        say_json(made.model_dump(mode="json"))
    else:
        console = Screen()
        console.print(understand(read_script(project.script)).summary)
        for warning in project.warnings:
            console.print(f"note: {warning}")
        print_estimate(console, made, every_shot=True)
    return DONE


def bill_command(film: Path, *, json: bool) -> int:
    """Print what a film has cost."""
    project = _film(film)
    bill = bill_of(project, _minutes_of(project))
    if json:
        say_json(bill.model_dump(mode="json", by_alias=True))
        return DONE
    _print_bill(Screen(), bill)
    return DONE


def resolve_command(film: Path, call: str, job: str, *, again: bool) -> int:
    """Decide about a call that may have been bought, and say what to type next; returns the exit code."""
    if bool(job) == again:
        raise UsageError(
            "Either --job ID or --again is accepted: the provider's job, or buying it again. Nothing was"
            " changed."
        )
    script = script_of(film)
    with direct(script, str(film), open_vault(default_vault_url())) as project:
        resolve(project, call, job)
    decision = f"the job {job} will be collected" if job else "it will be bought again"
    say(f"{call}: {decision}. Go on with: storyreel make {script} --out {film}")
    return DONE


def _print_bill(console: Screen, bill: Bill) -> None:
    if not bill.lines:
        console.print("Nothing was bought for this film.")
        return
    rows = ((line.what, f"{'' if line.exact else '~'}{line.usd:.4f}", line.status) for line in bill.lines)
    print_table(console, ("what", "usd", "status"), rows, right=("usd",))
    console.print(
        f"\nSpent {usd(bill.spent_usd)}{_per_minute(bill)}; of it wasted ${bill.wasted_usd:.2f}. Set aside"
        f" for what is under way ${bill.reserved_usd:.2f}."
    )
    if bill.budget_usd is not None:
        console.print(
            f"Budget {bill.budget!r}: ${bill.budget_usd:.2f}, of which ${bill.budget_left_usd or 0:.2f} is"
            " left."
        )
    if any(not line.exact for line in bill.lines):
        console.print("~ by the price table: the provider did not say what it charged.")


def _per_minute(bill: Bill) -> str:
    if bill.per_minute_usd is None:
        return ""
    return f", {usd(bill.per_minute_usd)} for a minute of film with title and credits"


def _film(film: Path) -> Project:
    return open_project(script_of(film), str(film), open_vault(default_vault_url()))


def _minutes_of(project: Project) -> float:
    from storyreel.graph.cutting import FILM

    key = project.state.keys.get(str(FILM))
    done = project.vault.ledger.attempt(key).done if key else None
    result = done.get("result") if done else None
    return float(result["duration_ms"]) / 60_000 if isinstance(result, dict) else 0.0
