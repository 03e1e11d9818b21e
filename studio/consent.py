"""Asks a person before money is spent or a file leaves the machine; --budget and --yes answer before."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from storyreel.film.errors import SettingsError
from storyreel.film.money import Cost
from storyreel.project.consent import allow_budget, allow_files, consent_of
from storyreel.project.film_language import USUAL
from storyreel.project.outside_files import OutsideFile, outside
from storyreel.project.project import SETTINGS_FILE, Project
from storyreel.project.screenplays import is_text
from storyreel.project.settings import Scope
from studio.own_weights import fetch_linked_weights
from studio.printing import Screen, ask, tell

if TYPE_CHECKING:
    from blocks.crew import Crew
    from storyreel.project.estimate import Estimate, EstimateInput

_SHOWN = 20
"""How many files an error names; all of them are listed above it."""


def require_consent(
    project: Project,
    scope: Scope,
    *,
    yes: bool,
    budget: bool = False,
    typed: bool = True,
    quiet: bool = False,
) -> bool:
    """Show what leaves the machine and what the film will cost, and ask the person to agree.

    Returns whether the person said that it is bought as far as the budget reaches, without another word.

    yes: --yes was typed. budget: --budget was typed. A budget that is only in film.toml does not count as
    agreement, because anybody may have written that file. typed: the screenplay was named on the command
    line, and not by film.toml. quiet: --quiet was typed; what needs no answer is not printed.

    Raises:
        SettingsError: the person did not agree.
        BudgetError: the film costs more than the budget has left, and they did not say that it is bought as
            far as it reaches.
    """
    from blocks.crew import assemble
    from flows.preview import preview_film
    from studio.estimates import print_estimate
    from studio.preview import estimate_preview

    settings = project.settings
    project.look_at_edits()
    # Who is paid and who sends files is the same in every language.
    language = settings.language or USUAL
    crew = assemble(settings.crew, language, settings.members, settings.models, project.engines())
    if budget:
        allow_budget(project)
    fetch_linked_weights(project, crew, yes=yes)
    senders = (*crew.senders(), *_far_vault(project))
    if senders:
        _require_files(project, _outside(project, crew.reads(), typed=typed), senders, yes=yes)
    if not crew.paid():
        return yes
    crew.require_ready(
        aspect=settings.aspect, vault_url=project.vault.url, weights=project.asks_for_weights()
    )
    preview = preview_film(project, scope)
    planned = estimate_preview(preview)
    agreed = yes or not planned.stages
    covered = consent_of(project).covers_budget(project) and not planned.is_short
    if planned.stages or planned.stale:
        print_estimate(Screen(stderr=True, quiet=quiet and (agreed or covered)), planned, every_shot=False)
    if agreed or covered:
        return yes
    if planned.is_short:
        _require_word_for_less(project, preview.estimate_input, planned)
        return True
    if project.settings.budget_usd is not None:
        tell(f"Up to {_budget(project)} in all is bought.")
    if not _agreed("Buy it? [y/N] "):
        raise _not_agreed(project, planned.cost)
    if settings.budget_usd is not None:
        allow_budget(project)
    return yes


def _require_word_for_less(project: Project, estimate_input: EstimateInput, planned: Estimate) -> None:
    """Ask whether a film is bought as far as its budget reaches.

    Raises:
        BudgetError: nobody said so.
    """
    from storyreel.project.affordable import cheaper_ways, require_affordable, shortage

    if sys.stdin.isatty():
        tell(shortage(planned, cheaper_ways(planned, estimate_input)))
    if not _agreed("Buy it as far as the budget reaches, without stopping at the storyboard? [y/N] "):
        require_affordable(planned, estimate_input)
    allow_budget(project)


def _not_agreed(project: Project, cost: Cost) -> SettingsError:
    from studio.estimates import dollars

    budget = project.settings.budget_usd
    if budget is None:
        why, wanted = "nobody said yes", max(1, round(cost.high_usd * 1.2))
    else:
        why = f"the budget of {_budget(project)} in film.toml was not confirmed on this machine"
        wanted = budget
    return SettingsError(
        f"The film may cost {dollars(cost)} and {why}. Nothing was spent. Type `storyreel make` with"
        f" --budget {wanted:g}, which is remembered for this film, or the same with --yes."
    )


def require_files_may_be_stored(project: Project) -> None:
    """Require that files outside the film's folder may be stored in its vault, if the vault is elsewhere.

    Raises:
        SettingsError: the person did not allow it.
    """
    if far := _far_vault(project):
        project.look_at_edits()
        _require_files(project, project.outside_files(), far, yes=False)


def require_files_may_be_sent(project: Project, crew: Crew, *, yes: bool) -> None:
    """Require that files outside the film's folder may be sent to the crew, if any of it is elsewhere.

    yes: the person allowed it already.

    Raises:
        SettingsError: the person did not allow it.
    """
    if senders := (*crew.senders(), *_far_vault(project)):
        _require_files(project, _outside(project, crew.reads(), typed=True), senders, yes=yes)


def _far_vault(project: Project) -> tuple[str, ...]:
    return () if project.vault.url.startswith("file:") else (f"the vault {project.vault.url}",)


def _outside(project: Project, reads: tuple[Path, ...], *, typed: bool) -> tuple[OutsideFile, ...]:
    """What the film names outside its folder: material, folders of members, and its screenplay.

    The screenplay counts if film.toml names it or if it is a link.
    """
    script = _script(project, typed=typed)
    members = outside([(f"models in {SETTINGS_FILE}", path) for path in reads], project.folder)
    return (*project.outside_files(), *members, *script)


def _script(project: Project, *, typed: bool) -> tuple[OutsideFile, ...]:
    if is_text(project.script):
        return ()
    named = Path(project.script).expanduser()
    if typed and not _is_led_out(named, project.folder):
        # `redo` reads the name in film.toml and need not ask about this file.
        allow_files(project, (str(named.resolve()),))
        return ()
    return outside([("the screenplay", named)], project.folder)


def _is_led_out(named: Path, folder: Path) -> bool:
    """Whether a path that was typed is a link, or leads out of the film's folder by a link on the way."""
    return named.is_symlink() or (
        _without_dots(named).is_relative_to(folder) and not named.resolve().is_relative_to(folder)
    )


def _without_dots(named: Path) -> Path:
    """The absolute path; its links are not resolved."""
    return Path(os.path.abspath(named))  # noqa: PTH100 it does not resolve links


def _require_files(
    project: Project, found: tuple[OutsideFile, ...], senders: tuple[str, ...], *, yes: bool
) -> None:
    """Ask the person about each file that was not allowed before, and remember it if they agree."""
    known = set(consent_of(project).files)
    asked = [one for one in found if one.path not in known]
    if not asked:
        return
    who = ", ".join(senders)
    lines = [f"{one.where} is {one.path!r}" for one in asked]
    if yes or sys.stdin.isatty() or len(asked) > _SHOWN:
        listed = "".join(f"\n  {line}" for line in lines)
        tell(f"These lie outside the film's folder, and may be sent to {who}:{listed}")
    if yes or _agreed("Send them? [y/N] "):
        allow_files(project, (one.path for one in asked))
        return
    raise SettingsError(
        f"{_first(lines)}: outside the film's folder {str(project.folder)!r}, and nobody allowed it to be"
        f" sent to {who}. Nothing was sent and nothing was spent. Take it out of film.toml or copy it into"
        " the folder; if you allow it, type `storyreel make` with --yes."
    )


def _first(lines: list[str]) -> str:
    """The first lines joined, and how many more there are."""
    shown = "; ".join(lines[:_SHOWN])
    return f"{shown} and {len(lines) - _SHOWN} more, listed above" if len(lines) > _SHOWN else shown


def _budget(project: Project) -> str:
    settings = project.settings
    shared = f" of the shared budget {settings.budget_name!r}" if settings.budget_name else ""
    return f"${settings.budget_usd:.2f}{shared}"


def _agreed(question: str) -> bool:
    return sys.stdin.isatty() and ask(question) in ("y", "yes")
