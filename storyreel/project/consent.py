"""What a person allowed on this machine for one film in one folder: a budget, and files outside the folder.

It is kept in STORYREEL_HOME. The film's folder and the vault may come from another person or be given to one,
so it is in neither.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from pydantic import Field, ValidationError

from storyreel.film.frozen import Frozen
from storyreel.project.project import Project
from storyreel.vault.durable import explained
from storyreel.vault.home import home, open_home
from storyreel.vault.private import write_private


class Consent(Frozen):
    """What was allowed."""

    film: str
    folder: str
    budget_usd: float | None = Field(default=None, ge=0)
    budget_name: str = Field(
        default="",
        alias="purse",
        description="Name of the budget that was allowed; the permission holds for no other.",
    )
    files: tuple[str, ...] = Field(default=(), description="Files outside the folder, links followed.")

    def covers_budget(self, project: Project) -> bool:
        """Whether the budget that the film's settings name was allowed."""
        wanted = project.settings.budget_usd
        return (
            wanted is not None
            and self.budget_usd is not None
            and wanted <= self.budget_usd
            and self.budget_name == project.settings.budget_name
        )


def consent_of(project: Project) -> Consent:
    """What was allowed for a film; nothing if nothing was allowed yet, or what was kept cannot be read."""
    nothing = Consent(film=project.id, folder=str(project.folder))
    try:
        kept = Consent.model_validate_json(_file(project).read_bytes())
    except (OSError, ValidationError):
        return nothing
    return kept if (kept.film, kept.folder) == (nothing.film, nothing.folder) else nothing


def allow_budget(project: Project) -> None:
    """Remember that the budget of the film's settings is allowed.

    Raises:
        VaultError: it cannot be written down.
    """
    settings = project.settings
    budget = {"budget_usd": settings.budget_usd, "budget_name": settings.budget_name}
    _keep(project, consent_of(project).model_copy(update=budget))


def allow_files(project: Project, files: Iterable[str]) -> None:
    """Remember that these files outside the film's folder are allowed, beside those allowed before.

    Raises:
        VaultError: it cannot be written down.
    """
    known = consent_of(project)
    both = tuple(sorted({*known.files, *files}))
    if both != known.files:
        _keep(project, known.model_copy(update={"files": both}))


def _keep(project: Project, consent: Consent) -> None:
    content = consent.model_dump_json(indent=1, by_alias=True).encode()
    try:
        open_home()
        write_private(_file(project), content)
    except OSError as error:
        raise explained(error, _file(project).parent, len(content)) from error


def _file(project: Project) -> Path:
    folder_digest = hashlib.sha256(str(project.folder).encode()).hexdigest()
    return home() / "consent" / f"{project.id}-{folder_digest[:16]}.json"
