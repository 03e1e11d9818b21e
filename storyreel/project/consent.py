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
        settings = project.settings
        return self._covers(settings.budget_usd) and self.budget_name == settings.budget_name

    def _covers(self, usd: float | None) -> bool:
        return usd is not None and self.budget_usd is not None and usd <= self.budget_usd


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
    _keep(project, consent_of(project).model_copy(update=_budget_of(project)))


def _budget_of(project: Project) -> dict[str, object]:
    settings = project.settings
    return {"budget_usd": settings.budget_usd, "budget_name": settings.budget_name}


def allow_files(project: Project, files: Iterable[str]) -> None:
    """Remember that these files outside the film's folder are allowed, beside those allowed before.

    Raises:
        VaultError: it cannot be written down.
    """
    known = consent_of(project)
    both = _with_files(known, files)
    if both != known:
        _keep(project, both)


def _with_files(known: Consent, files: Iterable[str]) -> Consent:
    both = tuple(sorted({*known.files, *files}))
    return known.model_copy(update={"files": both})


def _keep(project: Project, consent: Consent) -> None:
    _write(_file(project), consent.model_dump_json(indent=1, by_alias=True).encode())


def _write(file: Path, content: bytes) -> None:
    try:
        open_home()
        write_private(file, content)
    except OSError as error:
        raise explained(error, file.parent, len(content)) from error


def _file(project: Project) -> Path:
    return home() / "consent" / f"{project.id}-{_folder_digest(project)}.json"


def _folder_digest(project: Project) -> str:
    return hashlib.sha256(str(project.folder).encode()).hexdigest()[:16]
