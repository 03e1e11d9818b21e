"""What a person is asked before money is spent or a file leaves the machine: at the terminal, or by --budget and --yes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from storyreel.film.errors import SettingsError
from storyreel.project.consent import allow_budget, allow_files, consent_of
from storyreel.project.outside import OutsideFile, outside, outside_material
from storyreel.project.project import SETTINGS_FILE, Project
from storyreel.project.screenplays import is_text
from storyreel.project.settings import Scope
from storyreel.project.spoken import USUAL
from studio.printing import Screen, ask, tell

_SHOWN = 20
"""Files that an error names; all of them are listed above it."""


def require_consent(
    project: Project, scope: Scope, *, yes: bool, budget: bool = False, typed: bool = True
) -> None:
    """Before anything leaves the machine or is bought the person sees what, and what it will cost, and says yes.

    yes: with --yes. budget: the settings' budget stands on the command line; one that stands in film.toml
    alone is anybody's word.
    typed: the screenplay was named on the command line, and not by film.toml.

    Raises:
        SettingsError: nobody said yes.
    """
    from blocks.crew import assemble
    from studio.estimates import dollars, estimate_film, print_estimate

    settings = project.settings
    crew = assemble(
        settings.crew, settings.language or USUAL, settings.members, settings.models
    )  # who is paid and who sends: in any language
    if budget:
        allow_budget(project)
    senders = (*crew.senders(), *_far_vault(project))
    if senders:
        _require_files(project, _outside(project, crew.reads(), typed=typed), senders, yes=yes)
    if not crew.paid():
        return
    crew.require_ready(aspect=settings.aspect, vault_url=project.vault.url)
    planned = estimate_film(project, scope)
    if not planned.stages:
        return
    console = Screen(stderr=True)
    print_estimate(console, planned, every_shot=False)
    if yes or consent_of(project).covers_budget(project):
        return
    if _agreed(_question(project)):
        if settings.budget_usd is not None:
            allow_budget(project)
        return
    if settings.budget_usd is None:
        said, wanted = "nobody said yes", max(1, round(planned.cost.high_usd * 1.2))
    else:
        said, wanted = (
            f"the budget of {_budget(project)} in film.toml was not confirmed on this machine",
            settings.budget_usd,
        )
    raise SettingsError(
        f"The film may cost {dollars(planned.cost)} and {said}. Nothing was spent. Type `storyreel make` with"
        f" --budget {wanted:g}, which is remembered for this film, or the same with --yes."
    )


def require_files_may_be_stored(project: Project) -> None:
    """Before a film is looked at whose vault is elsewhere: what it names outside its folder would be stored there.

    Raises:
        SettingsError: nobody allowed it.
    """
    if far := _far_vault(project):
        _require_files(project, outside_material(project.settings.material, project.folder), far, yes=False)


def _far_vault(project: Project) -> tuple[str, ...]:
    return () if project.vault.url.startswith("file:") else (f"the vault {project.vault.url}",)


def _outside(project: Project, reads: tuple[Path, ...], *, typed: bool) -> tuple[OutsideFile, ...]:
    """What the film names outside its folder: material, folders of members, and a screenplay that film.toml names or that is a link."""
    script = _script(project, typed=typed)
    members = outside([(f"models in {SETTINGS_FILE}", path) for path in reads], project.folder)
    return (*outside_material(project.settings.material, project.folder), *members, *script)


def _script(project: Project, *, typed: bool) -> tuple[OutsideFile, ...]:
    if is_text(project.script):
        return ()
    named = Path(project.script).expanduser()
    if typed and not _led_out(named, project.folder):
        allow_files(
            project, (str(named.resolve()),)
        )  # so that `redo`, which reads its name in film.toml, need not ask
        return ()
    return outside([("the screenplay", named)], project.folder)


def _led_out(named: Path, folder: Path) -> bool:
    """Whether a path that was typed is a link, or leads out of the film's folder by one on the way."""
    lexical = Path(os.path.abspath(named))  # noqa: PTH100 links are what is looked for
    return named.is_symlink() or (
        lexical.is_relative_to(folder) and not named.resolve().is_relative_to(folder)
    )


def _require_files(
    project: Project, found: tuple[OutsideFile, ...], senders: tuple[str, ...], *, yes: bool
) -> None:
    known = set(consent_of(project).files)
    asked = [one for one in found if one.path not in known]
    if not asked:
        return
    who = ", ".join(senders)
    lines = [f"{one.where} is {one.path!r}" for one in asked]
    if yes or sys.stdin.isatty() or len(asked) > _SHOWN:
        tell(
            "\n".join(
                (
                    f"These lie outside the film's folder, and may be sent to {who}:",
                    *(f"  {line}" for line in lines),
                )
            )
        )
    if yes or _agreed("Send them? [y/N] "):
        allow_files(project, (one.path for one in asked))
        return
    more = f" and {len(asked) - _SHOWN} more, listed above" if len(asked) > _SHOWN else ""
    raise SettingsError(
        f"{'; '.join(lines[:_SHOWN])}{more}: outside the film's folder {str(project.folder)!r}, and nobody"
        f" allowed that it is sent to {who}. Nothing was sent and nothing was spent. Take it out of film.toml"
        " or copy it into the folder; if it is meant, type `storyreel make` with --yes."
    )


def _question(project: Project) -> str:
    return (
        "Buy it? [y/N] "
        if project.settings.budget_usd is None
        else f"Buy it, up to {_budget(project)} in all? [y/N] "
    )


def _budget(project: Project) -> str:
    settings = project.settings
    shared = f" of the shared budget {settings.budget_name!r}" if settings.budget_name else ""
    return f"${settings.budget_usd:.2f}{shared}"


def _agreed(question: str) -> bool:
    return sys.stdin.isatty() and ask(question) in ("y", "yes")
