"""Prints what a film will cost and how long it will take."""

from __future__ import annotations

from collections.abc import Iterator

from storyreel.film.money import Cost
from storyreel.project.estimate import Estimate, EstimateLine
from storyreel.project.likeness_costs import likeness_choices
from storyreel.project.project import Project
from storyreel.project.settings import Scope
from studio.printing import Screen, print_table


def estimate_film(project: Project, scope: Scope) -> Estimate:
    """Cost and time of the film, from a preview of it."""
    from blocks.keys import keys_of_film
    from flows.preview import preview_film
    from studio.preview import estimate_preview

    with keys_of_film(project.folder):
        return estimate_preview(preview_film(project, scope))


def print_estimate(console: Screen, made: Estimate, *, every_shot: bool) -> None:
    """Print stages, shots if wanted, totals, and what the estimate is based on."""
    if not made.stages:
        console.print(
            f"Nothing is to be bought. About {minutes(made.wall_seconds)} of work for {_what_is_made(made)}."
        )
        for ending in made.endings:
            console.print(ending)
        if made.stale:
            console.print(stale_note(made))
        return
    _print_lines(console, "stage", made.stages)
    if every_shot and made.shots:
        console.print()
        _print_lines(console, "shot", made.shots)
    console.print(f"\n{_total(made)}")
    for note in _notes(made):
        console.print(note)


def _total(made: Estimate) -> str:
    spent = f", beside {usd(made.spent_usd)} spent already" if made.spent_usd else ""
    minute = "" if made.until or made.unpriced else f": {dollars(made.per_minute)} for a minute of it"
    total = f"{dollars(made.cost)} and what has no known price" if made.unpriced else dollars(made.cost)
    return (
        f"Total {total}{spent}, for {_what_is_made(made)}{minute}. About {minutes(made.wall_seconds)} from"
        " start to end."
    )


def _notes(made: Estimate) -> Iterator[str]:
    """What the total is based on, in sentences."""
    yield from made.endings
    if made.stale:
        yield stale_note(made)
    if made.retakes_usd:
        yield f"Takes that the critic rejects are filmed again: up to ${made.retakes_usd:.2f} more."
    yield f"Critical path: {', then '.join(made.chain[:8])}{', ...' if len(made.chain) > 8 else ''}."
    if choices := likeness_choices(made.likeness, made.cost):
        yield choices
    if made.unwritten:
        yield (
            f"The writer has not analysed {made.unwritten} scenes yet and may plan more shots than these, or"
            " fewer."
        )
    if made.assumed:
        yield (
            f"{made.assumed} of the calls depend on lengths or words that do not exist yet; their prices are"
            " estimates."
        )
    if made.unpriced:
        yield (
            f"The total does not include what has no known price: {', '.join(made.unpriced)}. Add it to"
            " blocks/prices.toml."
        )
    guessed = [name for name in made.cost.unknown if name not in made.unpriced]
    if guessed:
        yield (
            "Of these the price is not known, and the high figure includes a guessed ceiling for it:"
            f" {', '.join(guessed)}."
        )


def stale_note(made: Estimate) -> str:
    """That paid results of an earlier version stay in the film, and what they cost again."""
    return (
        f"{made.stale} paid results are of an earlier version and stay in the film; `--redo stale` makes them"
        f" again for {dollars(made.stale_cost)}, `--redo` with a shot's id those of one shot."
    )


def _what_is_made(made: Estimate) -> str:
    if made.until:
        return f"the {made.until} only"
    return f"{made.film_seconds:.0f} s of film with title and credits"


def dollars(cost: Cost) -> str:
    """A cost in words.

    >>> dollars(Cost(low_usd=1.2, high_usd=3))
    '$1.20 to $3.00'
    """
    low, high = usd(cost.low_usd), usd(cost.high_usd)
    same_cent = cost.low_usd >= 0.01 and abs(cost.high_usd - cost.low_usd) < 0.005
    return low if low == high or same_cent else f"{low} to {high}"


def usd(amount: float) -> str:
    """Dollars and cents, with two more digits for less than a cent.

    >>> usd(1.2), usd(0.0015), usd(0)
    ('$1.20', '$0.0015', '$0.00')
    """
    return f"${amount:.4f}" if 0 < amount < 0.01 else f"${amount:.2f}"


def _print_lines(console: Screen, head: str, lines: tuple[EstimateLine, ...]) -> None:
    print_table(console, (head, "calls", "cost"), map(_line_row, lines), right=("calls", "cost"))


def _line_row(line: EstimateLine) -> tuple[str, str, str]:
    return line.name, str(line.calls), _price(line.cost)


def _price(cost: Cost) -> str:
    return "not known" if cost.unknown and not cost.high_usd else dollars(cost)


def minutes(seconds: float) -> str:
    """A time in minutes, or in seconds if it is short."""
    return f"{seconds / 60:.0f} min" if seconds >= 90 else f"{seconds:.0f} s"
