"""The commands about money and a person's word: estimate, bill, approve and resolve. They buy nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from storyreel.film.errors import SettingsError
from storyreel.film.money import Cost
from storyreel.planning.reading import understand
from storyreel.project.approvals import approve
from storyreel.project.bill import Bill, bill_of
from storyreel.project.doubts import resolve
from storyreel.project.estimate import Estimate, EstimateLine, estimate
from storyreel.project.project import SETTINGS_FILE, Project, direct, holds_film, open_project
from storyreel.project.screenplays import read_script
from storyreel.project.settings import Gate, Scope, fact, scope_of
from storyreel.vault import open_vault
from storyreel.vault.home import default_vault_url
from studio.consent import require_files_may_be_stored
from studio.exits import DONE
from studio.printing import Screen, print_table, say, say_json


def estimate_command(script: str, out: str, settings: dict[str, Any], scope: dict[str, Any], *, json: bool) -> int:
    """Print what the film will cost and how long it takes."""
    project = open_project(script, out, open_vault(default_vault_url()), settings)
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


def estimate_film(project: Project, scope: Scope) -> Estimate:
    """The film rehearsed and priced."""
    from blocks.keys import keys_of_film
    from studio.foresight import look_ahead
    from tasks._gate import workers

    with keys_of_film(project.folder):
        outlook = look_ahead(project, scope)
        return estimate(project, outlook.sheet, outlook.crew, workers(), outlook.seconds, outlook.scenes, outlook.introductions, scope)


def print_estimate(console: Screen, made: Estimate, *, every_shot: bool) -> None:
    """Stages, shots and totals."""
    if not made.stages:
        console.print(f"Nothing is to be bought. About {_minutes(made.wall_seconds)} of work for {_what_is_made(made)}.")
        return
    _print_lines(console, "stage", made.stages)
    if every_shot and made.shots:
        console.print()
        _print_lines(console, "shot", made.shots)
    spent = f", beside {_usd(made.spent_usd)} spent already" if made.spent_usd else ""
    minute = "" if made.until or made.unpriced else f": {dollars(made.per_minute)} for a minute of it"
    total = f"{dollars(made.cost)} and what has no known price" if made.unpriced else dollars(made.cost)
    console.print(
        f"\nIn all {total}{spent}, for {_what_is_made(made)}{minute}. About {_minutes(made.wall_seconds)} from start to end.",
    )
    if made.retakes_usd:
        console.print(f"Takes that the critic rejects are filmed again: up to ${made.retakes_usd:.2f} more.")
    console.print(f"The longest chain: {', then '.join(made.chain[:8])}{', ...' if len(made.chain) > 8 else ''}.")
    if made.unwritten:
        console.print(f"The writer has not analysed {made.unwritten} scenes yet and may plan more shots than these, or fewer.")
    if made.assumed:
        console.print(f"{made.assumed} of the calls rest on lengths or words that are not there yet; their prices are estimates.")
    if made.unpriced:
        console.print(f"The total leaves out what has no known price: {', '.join(made.unpriced)}. Add it to blocks/prices.toml.")
    if guessed := [name for name in made.cost.unknown if name not in made.unpriced]:
        console.print(f"Of these the price is not known, and a guessed ceiling stands in the high figure: {', '.join(guessed)}.")


def _what_is_made(made: Estimate) -> str:
    return f"the {made.until} only" if made.until else f"{made.film_seconds:.0f} s of film with title and credits"


def bill_command(film: Path, *, json: bool) -> int:
    """Print what a film has cost."""
    project = _film(film)
    bill = bill_of(project, _minutes_of(project))
    if json:
        say_json(bill.model_dump(mode="json"))
        return DONE
    _print_bill(Screen(), bill)
    return DONE


def approve_command(film: Path, gate: Gate | None) -> int:
    """Give the person's word for what waits."""
    script = _script(film)
    with direct(script, str(film), open_vault(default_vault_url())) as project:
        approved = approve(project, gate)
    say(f"Approved: the {approved}. Go on with: storyreel make {script} --out {film}")
    return DONE


def resolve_command(film: Path, call: str, job: str, *, again: bool) -> int:
    """Decide about a call of which nobody knew whether it was bought."""
    if bool(job) == again:
        raise SettingsError("Either --job ID or --again is accepted: the provider's job, or buying it again. Nothing was changed.")
    script = _script(film)
    with direct(script, str(film), open_vault(default_vault_url())) as project:
        resolve(project, call, job)
    say(f"{call}: {'the job ' + job + ' will be collected' if job else 'it will be bought again'}. Go on with: storyreel make {script} --out {film}")
    return DONE


def dollars(cost: Cost) -> str:
    """A cost in words.

    >>> dollars(Cost(low_usd=1.2, high_usd=3))
    '$1.20 to $3.00'
    """
    low, high = _usd(cost.low_usd), _usd(cost.high_usd)
    return low if low == high or (cost.low_usd >= 0.01 and abs(cost.high_usd - cost.low_usd) < 0.005) else f"{low} to {high}"


def _usd(amount: float) -> str:
    """Dollars and cents; of less than a cent, what there is.

    >>> _usd(1.2), _usd(0.0015), _usd(0)
    ('$1.20', '$0.0015', '$0.00')
    """
    return f"${amount:.4f}" if 0 < amount < 0.01 else f"${amount:.2f}"


def _print_bill(console: Screen, bill: Bill) -> None:
    if not bill.lines:
        console.print("Nothing was bought for this film.")
        return
    rows = ((line.what, f"{'' if line.exact else '~'}{line.usd:.4f}", line.standing) for line in bill.lines)
    print_table(console, ("what", "usd", "standing"), rows, right=("usd",))
    minute = f", {_usd(bill.per_minute_usd)} for a minute of film with title and credits" if bill.per_minute_usd is not None else ""
    console.print(
        f"\nSpent {_usd(bill.spent_usd)}{minute}; of it wasted ${bill.wasted_usd:.2f}. Set aside for what is under way ${bill.reserved_usd:.2f}.",
    )
    if bill.budget_usd is not None:
        console.print(f"Budget {bill.purse!r}: ${bill.budget_usd:.2f}, of which ${bill.purse_left_usd or 0:.2f} is left.")
    if any(not line.exact for line in bill.lines):
        console.print("~ by the price table: the provider did not say what it charged.")


def _print_lines(console: Screen, head: str, lines: tuple[EstimateLine, ...]) -> None:
    rows = ((line.name, str(line.calls), "not known" if line.cost.unknown and not line.cost.high_usd else dollars(line.cost)) for line in lines)
    print_table(console, (head, "calls", "cost"), rows, right=("calls", "cost"))


def _film(film: Path) -> Project:
    return open_project(_script(film), str(film), open_vault(default_vault_url()))


def _script(film: Path) -> str:
    if not holds_film(film):
        raise SettingsError(f"{str(film)!r} holds no film.toml, so it is no film's folder. `storyreel make SCRIPT --out {film}` makes one.")
    return fact(film / SETTINGS_FILE, "script")


def _minutes_of(project: Project) -> float:
    from storyreel.graph.cutting import FILM

    key = project.state.keys.get(FILM)
    done = project.vault.ledger.attempt(key).done if key else None
    result = done.get("result") if done else None
    return float(result["duration_ms"]) / 60_000 if isinstance(result, dict) else 0.0


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 90 else f"{seconds:.0f} s"
