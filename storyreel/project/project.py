"""One film between runs: opened by its director, planned with a person's edits, and remembered. It makes nothing."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import tomlkit

from storyreel.film.abilities import CrewCard
from storyreel.film.drafts import SceneDraft, Survey
from storyreel.film.errors import SettingsError, StoryboardError
from storyreel.film.languages import language_note
from storyreel.film.limits import limit
from storyreel.film.overrides import SKIP, Overrides, apply_overrides
from storyreel.film.reconcile import reconcile
from storyreel.film.screenplay import Screenplay
from storyreel.film.sheet import Sheet
from storyreel.film.storyboard import Storyboard
from storyreel.film.storyboard_text import edits_from_text, storyboard_to_text
from storyreel.project.layers import own_layers
from storyreel.project.lock import directing
from storyreel.project.material import read_shelf, take_in, write_shelf
from storyreel.project.screenplays import find_screenplay, is_text
from storyreel.project.settings import FilmSettings, Material, Scope, fact, load_settings, update_settings, write_settings
from storyreel.project.state import read_state, write_state
from storyreel.vault import Vault
from storyreel.vault.durable import explained, replace_file

STORYBOARD_FILE = "storyboard.toml"
SETTINGS_FILE = "film.toml"


class Project:
    """A film whose director this process is, or a reader of it."""

    def __init__(self, folder: Path, film_id: str, vault: Vault, settings: FilmSettings, script: str) -> None:
        self.folder, self.id, self.vault, self.settings, self.script = folder, film_id, vault, settings, script
        self.state = read_state(vault, film_id)
        self.warnings: list[str] = []

    @property
    def slug(self) -> str:
        """The film's name in file names."""
        return self.folder.name

    def look_back(self) -> None:
        """Ask the ledger at once about everything that the film was last made of."""
        self.vault.ledger.look_ahead(self.state.keys.values(), self.vault.assets.check)

    def remember(self, **changes: Any) -> None:
        """Change the film's memory, durably."""
        self.state = self.state.model_copy(update=changes)
        write_state(self.vault, self.id, self.state)

    def take_in_edits(self) -> None:
        """Keep what the person changed in the storyboard file and in layers since they were written.

        Raises:
            StoryboardError: the file cannot be understood; says where.
        """
        path = self.folder / STORYBOARD_FILE
        if path.exists() and not _text(path).strip():
            path.unlink()  # an accident: it is written anew, with the edits
        if self.state.base is not None and path.exists():
            text = _text(path)
            if _digest(text) != self.state.written_storyboard:
                self.remember(overrides=self.edits(text), written_storyboard=_digest(text))
        layers = own_layers(self.folder, self.state, self.vault.assets)
        if layers != self.state.layers:
            self.remember(layers=layers)

    def look_at_edits(self) -> None:
        """See the person's edits as a run would, for this object only; nothing is written."""
        path = self.folder / STORYBOARD_FILE
        text = _text(path) if path.exists() else ""
        overrides = self.edits(text) if text.strip() else self.state.overrides
        self.state = self.state.model_copy(update={"overrides": overrides, "layers": own_layers(self.folder, self.state, store=None)})

    def edits(self, text: str) -> Overrides:
        """What the storyboard file says against the generated base, and older edits of what the base does not have at present."""
        base = self.state.base
        if base is None:
            return self.state.overrides
        present = {shot.id for _, shot in base.shots()} | {scene.id for scene in base.scenes}
        present |= {member.id for member in base.cast} | {environment.id for environment in base.environments}
        aside = (edit for edit in self.state.overrides.edits if edit.id not in present)
        return Overrides(edits=(*aside, *edits_from_text(text, base).edits))

    def plan(self, screenplay: Screenplay, survey: Survey, drafts: Sequence[SceneDraft], scope: Scope) -> Storyboard:
        """The storyboard with ids that last, the person's edits, and within the scope; the file is written where the base changed."""
        base, edited = self.foresee(screenplay, survey, drafts)
        if base != self.state.base or not (self.folder / STORYBOARD_FILE).exists():
            text = _editable(base, self.state.overrides)
            replace_file(self.folder / STORYBOARD_FILE, text.encode())
            self.remember(base=base, written_storyboard=_digest(text), title=base.title.title, folder=str(self.folder))
        return within(edited, scope)

    def foresee(self, screenplay: Screenplay, survey: Survey, drafts: Sequence[SceneDraft]) -> tuple[Storyboard, Storyboard]:
        """The storyboard as generated, and with the person's edits; nothing is written."""
        base = reconcile(self.state.base, survey, drafts, _titled(screenplay, self.slug).title)
        edited, drift = apply_overrides(base, self.state.overrides)
        spoken = language_note((line.text for _, shot in edited.shots() for line in shot.lines), self.settings.language)
        left_out = [f"{scene.heading}: {note}" for scene, draft in zip(survey.scenes, drafts, strict=True) for note in draft.notes]
        self.warnings = [*screenplay.warnings, *([spoken] if spoken else []), *left_out, *drift]
        return base, edited

    def sheet(self, storyboard: Storyboard, card: CrewCard) -> Sheet:
        """The film ready to be called, what the person brought in its place.

        Raises:
            SettingsError: something the person brought cannot be used; says what and why.
        """
        bare = Sheet(
            storyboard=storyboard,
            card=card,
            recipe=self.settings.recipe(),
            style=self.settings.look,
            language=self.settings.language,
            skip=frozenset(self.settings.skip),
            takes=self.state.takes,
            layers=self.state.layers,
            last_frames=self.settings.keyframes == "first and last",
        )
        if self.settings.material == Material():
            return bare
        shelf = read_shelf(self.vault, self.id)
        brought = take_in(self.settings.material, self.folder, bare, self.state.base or storyboard, shelf)
        write_shelf(self.vault, self.id, shelf)
        self.warnings += [warning for warning in brought.warnings if warning not in self.warnings]
        return replace(bare, own=brought.own, prompts=brought.prompts, narration=brought.narration)


def within(storyboard: Storyboard, scope: Scope) -> Storyboard:
    """The part of the film that is asked for."""
    return limit(storyboard, scope.max_scenes, scope.max_environments, scope.max_minutes, scope.seconds)


@contextmanager
def direct(script: str, folder: str, vault: Vault, flags: dict[str, Any] | None = None) -> Iterator[Project]:
    """The film in a folder (`films/<name>` where none is given), locked for this run, with its `film.toml` in place.

    Raises:
        ProjectBusyError: another run directs it.
        VaultError: the folder cannot be written.
    """
    home = film_folder(script, folder)
    _make_folder(home)
    film_id = fact(home / SETTINGS_FILE, "id") or identity(home)
    with directing(vault.documents, film_id):
        project = open_project(script, str(home), vault, flags)
        if not (home / SETTINGS_FILE).exists():
            write_settings(home / SETTINGS_FILE, project.settings, id=film_id, script=_address(script))
        else:
            given = {name: value for name, value in (flags or {}).items() if value is not None}
            update_settings(home / SETTINGS_FILE, given, id=film_id, script=_address(script))
        project.take_in_edits()
        project.look_back()
        yield project


def open_project(script: str, folder: str, vault: Vault, flags: dict[str, Any] | None = None) -> Project:
    """The film to look at, without directing it; nothing is written."""
    home = film_folder(script, folder)
    settings_file = home / SETTINGS_FILE
    return Project(home, fact(settings_file, "id") or identity(home), vault, load_settings(settings_file, flags), script)


def film_folder(script: str, folder: str = "") -> Path:
    """Where a film lives: the folder named, or `films/<name of the screenplay>`."""
    if folder:
        return Path(folder).expanduser().resolve()
    return (Path("films") / slug_of(Path(find_screenplay(script)[1]).stem)).resolve()


def slug_of(name: str) -> str:
    """A name made safe for every file system; path characters and leading dots are gone.

    >>> slug_of("../The Last/Light?")
    'the-last-light'
    """
    letters = unicodedata.normalize("NFKC", name).casefold()
    slug = re.sub(r"[^\w]+", "-", letters).strip("-_")[:80]
    return slug or "film"


def identity(folder: Path) -> str:
    """The film's id in the vault: its name, and its folder so that two films of one name do not meet."""
    return f"{slug_of(folder.name)}-{hashlib.sha256(str(folder).encode()).hexdigest()[:8]}"


def _make_folder(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
        probe = home / ".writable"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise explained(error, home, 0) from error


def _address(script: str) -> str:
    return "" if is_text(script) else str(Path(script).expanduser().resolve())


def _titled(screenplay: Screenplay, slug: str) -> Screenplay:
    """The screenplay with a title: its own, or its file's name."""
    if screenplay.title.title.strip():
        return screenplay
    title = screenplay.title.model_copy(update={"title": slug.replace("-", " ").title()})
    return screenplay.model_copy(update={"title": title})


def _editable(base: Storyboard, overrides: Overrides) -> str:
    """The storyboard's file: base and edits, shots that are left out among them."""
    shown = Overrides(edits=tuple(edit for edit in overrides.edits if edit.field != SKIP))
    document = tomlkit.parse(storyboard_to_text(apply_overrides(base, shown)[0]))
    shots = document.get("shots", {})
    for edit in overrides.edits:
        if edit.field == SKIP and edit.value is True and edit.id in shots:
            shots[edit.id][SKIP] = True
    return tomlkit.dumps(document)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise StoryboardError(f"{str(path)!r} is not UTF-8: {error}. Save it as UTF-8, or delete it to have it written anew.") from error
    except OSError as error:
        raise SettingsError(f"{str(path)!r} cannot be read: {error.strerror}. Mend its permissions, or delete it.") from error


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
