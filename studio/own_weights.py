"""Fetches weights that a film names by a link, after the person agreed: the film may be a stranger's."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from storyreel.film.errors import FilmError, SettingsError, shown
from storyreel.film.skips import Skip
from storyreel.project.own_loras import (
    WEIGHTS_BYTES,
    fetched_path,
    is_link,
    require_https,
    require_weights,
    without_query,
)
from studio.printing import ask, tell

if TYPE_CHECKING:
    from blocks.crew import Crew
    from storyreel.project.project import Project

_Linked = tuple[str, str]
"""What names it, and the link."""


def fetch_linked_weights(project: Project, crew: Crew, *, yes: bool) -> None:
    """Fetch the weights that the film names by links and that are not on this machine yet, if it uses them.

    yes: --yes was typed.

    Raises:
        SettingsError: the person did not agree, or a link leads to no weights; says what to do.
    """
    if Skip.LORA in project.settings.skip or not crew.images.ability().uses_lora:
        return
    found = list(_not_fetched(project))
    if not found:
        return
    listed = "".join(f"\n  {where} is {without_query(link)!r}" for where, link in found)
    if yes or sys.stdin.isatty():
        tell(f"film.toml names weights on the web, each up to {WEIGHTS_BYTES / 1e9:g} GB:{listed}")
    if not (yes or (sys.stdin.isatty() and ask("Fetch them? [y/N] ") in ("y", "yes"))):
        raise _not_agreed(found)
    for where, link in found:
        _fetch(where, link)


def _not_fetched(project: Project) -> Iterator[_Linked]:
    for name, value in project.settings.material.loras.items():
        where = f'material.loras."{name}"'
        if is_link(value):
            require_https(value, where)
            if not fetched_path(value).is_file():
                yield where, value


def _not_agreed(found: list[_Linked]) -> SettingsError:
    where, link = found[0]
    return SettingsError(
        f"{where} is the link {shown(without_query(link))}, and nobody agreed that it is fetched. Nothing was"
        " fetched and nothing was spent. Type `storyreel make` with --yes, or download the weights into the"
        " film's folder and name the file."
    )


def _fetch(where: str, link: str) -> None:
    """Fetch weights into STORYREEL_HOME. What is not a file of weights is not kept."""
    from blocks.fetching import download

    target = fetched_path(link)
    target.parent.mkdir(mode=0o700, exist_ok=True)
    new = target.with_name(f"new-{target.name}")
    try:
        download(link, new, hosts=None, most_bytes=WEIGHTS_BYTES)
        require_weights(new, where)
        new.replace(target)
    except FilmError as error:
        raise SettingsError(
            f"{where} is the link {shown(without_query(link))}, which was not taken: {error} Nothing was"
            " spent. Fix film.toml, or download the weights into the film's folder and name the file."
        ) from error
    finally:
        new.unlink(missing_ok=True)
