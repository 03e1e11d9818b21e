"""The folder of films that the studio shows, and the films in it."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from storyreel.film.errors import FilmError, SettingsError, UsageError
from storyreel.project.film_toml import fact
from storyreel.project.project import SETTINGS_FILE, Project, holds_film, open_project, slug_of
from storyreel.vault import Vault

_SLUG = re.compile(r"[\w][\w .-]{0,119}")
_MOST_FILMS = 2_000


@dataclass(frozen=True)
class Library:
    """Films are the folders of one folder that hold a film.toml."""

    root: Path
    vault: Vault

    def slugs(self) -> tuple[str, ...]:
        """Names of the films' folders, the one that was changed last first."""
        if not self.root.is_dir():
            return ()
        with os.scandir(self.root) as found:
            named = [(entry.stat().st_mtime, entry.name) for entry in found if self._is_film(entry)]
        return tuple(name for _, name in sorted(named, reverse=True)[:_MOST_FILMS])

    def _is_film(self, entry: os.DirEntry[str]) -> bool:
        """Whether it is a plain folder with a film.toml. Links are not followed."""
        if not entry.is_dir(follow_symlinks=False) or not _SLUG.fullmatch(entry.name):
            return False
        try:
            return holds_film(Path(entry.path))
        except FilmError:
            return False

    def folder(self, slug: str) -> Path:
        """The folder of a film.

        Raises:
            NoFilmError: there is no such film.
        """
        path = self.root / slug
        if not _SLUG.fullmatch(slug) or path.is_symlink() or not path.is_dir() or not holds_film(path):
            raise NoFilmError(f"There is no film {slug!r} in {str(self.root)!r}.")
        return path

    def open(self, slug: str) -> Project:
        """A film, to be looked at.

        Raises:
            NoFilmError: there is no such film.
            SettingsError: its film.toml is not usable.
        """
        folder = self.folder(slug)
        return open_project(self.script(slug) or slug, str(folder), self.vault)

    def script(self, slug: str) -> str:
        """Path of the film's screenplay; '' if its film.toml names none.

        A relative path is taken from the film's folder.
        """
        folder = self.folder(slug)
        named = fact(folder / SETTINGS_FILE, "script")
        return str(folder / named) if named else ""

    def new_folder(self, title: str) -> Path:
        """The folder for a new film, made here, so that no other film is given it."""
        wanted = slug_of(title)[:60].strip("-_") or "film"
        for name in (wanted, *(f"{wanted}-{number}" for number in range(2, _MOST_FILMS))):
            with suppress(FileExistsError):
                (self.root / name).mkdir(parents=True)
                return self.root / name
        raise UsageError(f"There are {_MOST_FILMS} films called {wanted!r}. Nothing was made.")


class NoFilmError(SettingsError):
    """There is no film of that name."""
