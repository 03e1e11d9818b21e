"""A film of an idea: its screenplay is written first, by the writer of the film's crew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from blocks.crew import assemble
from blocks.keys import keys_of_film
from blocks.kinds import Writer
from storyreel.film.errors import BudgetError, KeyMissingError
from storyreel.film.money import Cost
from storyreel.project.film_language import USUAL
from storyreel.project.film_toml import load_settings
from storyreel.project.idea_scripts import idea_brief, idea_file, idea_folder, is_written, keep_screenplay
from storyreel.project.project import SETTINGS_FILE, film_folder
from storyreel.project.settings import FilmSettings

Agree = Callable[[Cost], None]
"""Refuses a price to which nobody agreed."""


def screenplay_of(
    idea: str,
    minutes: float | None,
    folder: str,
    typed: dict[str, Any],
    *,
    writer: Writer | None = None,
    agree: Agree | None = None,
) -> tuple[str, str]:
    """Path of the screenplay of an idea, and the film's folder. One that was written is used as it is.

    typed: settings over those in the folder's film.toml. writer: the crew's own if none is given.

    Raises:
        UsageError: a value is not accepted, or the writer writes nothing of that length or language.
        KeyMissingError: the writer lacks its key or its package.
        BudgetError: it may cost more than the film's budget.
    """
    home = idea_folder(idea, folder)
    settings = load_settings(home / SETTINGS_FILE, typed)
    brief = idea_brief(idea, minutes, settings.language)
    with keys_of_film(home):
        member = writer or _writer_of(settings)
        name = idea_file(brief, member.fingerprint())
        if not is_written(home, name):
            _require_ready(member, member.price(brief), settings.budget_usd, agree)
        return str(keep_screenplay(home, name, lambda: member.write(brief))), str(home)


def _writer_of(settings: FilmSettings) -> Writer:
    language = settings.language or USUAL
    return assemble(settings.crew, language, settings.members, settings.models).writer


def _require_ready(member: Writer, price: Cost, budget_usd: float | None, agree: Agree | None) -> None:
    if missing := member.missing():
        raise KeyMissingError(missing)
    if member.allowance() is None:
        return
    if agree is not None:
        agree(price)
    elif budget_usd is not None and price.high_usd > budget_usd:
        raise BudgetError(
            f"The screenplay may cost ${price.high_usd:.3f}, and the budget is ${budget_usd:g}. Nothing was"
            " spent. Raise `budget_usd`, or ask for fewer `minutes`.",
            needed_usd=price.high_usd,
            left_usd=budget_usd,
        )


def named_folder(parameters: dict[str, Any]) -> Path:
    """The folder of the film that a run's parameters name."""
    script, folder = parameters.get("script", ""), parameters.get("folder", "")
    if script or folder:
        return film_folder(script, folder)
    return idea_folder(parameters.get("idea", ""))
