"""One film between runs: opened by its director, planned with a person's edits, and remembered."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import tomlkit

from storyreel.film.abilities import CrewCard
from storyreel.film.cast import CastMember
from storyreel.film.direction import ShotDirection
from storyreel.film.drafts import SceneDraft, Survey
from storyreel.film.errors import FilmError, SettingsError, StoryboardError
from storyreel.film.likeness import Likeness
from storyreel.film.names import plain_name
from storyreel.film.places import Environment
from storyreel.film.pronunciations import read_pronunciations
from storyreel.film.screenplay import Screenplay
from storyreel.film.storyboard import Scene, Storyboard
from storyreel.graph.context import FilmContext
from storyreel.graph.film import analysis_id
from storyreel.graph.stages import CallId, call_named
from storyreel.planning.limits import limit
from storyreel.planning.reconcile import reconcile
from storyreel.project.cast_changes import former_cast, renaming_notes
from storyreel.project.direction_notes import direction_notes
from storyreel.project.film_language import USUAL, spoken_language
from storyreel.project.film_toml import fact, load_settings, update_settings, write_settings
from storyreel.project.folder import FilmFolder
from storyreel.project.imports import ImportCache, read_imports, write_imports
from storyreel.project.layers import own_layers
from storyreel.project.lock import directing
from storyreel.project.material import import_material
from storyreel.project.notes import undrawn_places, unsupported_pronunciations, untaken_music
from storyreel.project.outside_files import OutsideFile, outside_material
from storyreel.project.overrides import (
    SKIP,
    Overrides,
    apply_overrides,
    directions_in,
    likenesses_in,
    with_facts_again,
)
from storyreel.project.screenplays import find_screenplay, is_text
from storyreel.project.settings import FilmSettings, Material, Scope
from storyreel.project.shown_pictures import named_pictures, shot_pictures, style_pictures
from storyreel.project.state import read_state, write_state
from storyreel.project.storyboard_text import storyboard_to_text
from storyreel.project.styles import film_style
from storyreel.project.subject_names import likenesses, voice_names
from storyreel.project.take_records import FilmTakes
from storyreel.project.text_edits import edits_from_text, facts_in_text
from storyreel.screenplays.writing_systems import language_note
from storyreel.vault import Vault

STORYBOARD_FILE = "storyboard.toml"
STORYBOARD_BYTES = 8_000_000
"""Of `storyboard.toml`: a shot has about 400, so 3,000 shots have 1,200,000."""
SETTINGS_FILE = "film.toml"
OWN_FILES = (SETTINGS_FILE, STORYBOARD_FILE, "report.html", "poster.jpg")
FILM_ENDINGS = (".mp4", ".srt", ".vtt")
OWN_FOLDERS = ("pictures", "layers", "clips", "narration", ".written")
"""What a run writes into the film's folder."""
MOST_NAMED = 50
"""Files that one note names."""


class Project:
    """A film, opened to be directed or to be read."""

    def __init__(self, folder: Path, film_id: str, vault: Vault, settings: FilmSettings, script: str) -> None:
        self.folder = folder
        self.id = film_id
        self.vault = vault
        self.settings = settings
        self.script = script
        self.files = FilmFolder(folder)
        self.state = read_state(vault, film_id)
        self.language = settings.language or USUAL
        """Tag of what the film speaks. The script's own language is known once the script was read."""
        self.warnings: list[str] = []
        self._analyses: dict[str, CallId] = {}
        self.tried: str | None = None
        """A text of the storyboard that is looked at in the place of the file's; it is never written."""
        self._preview_storyboard: Storyboard | None = None
        """The whole film with the person's edits, once it was planned in this run."""

    @property
    def slug(self) -> str:
        """The film's name in file names."""
        return self.folder.name

    def look_back(self) -> None:
        """Have the ledger look up in one go everything that the film was last made of."""
        self.vault.ledger.look_ahead(self.state.keys.values(), self.vault.assets.check)

    def remember(self, **changes: Any) -> None:
        """Change the film's memory, durably."""
        self.state = self.state.model_copy(update=changes)
        write_state(self.vault, self.id, self.state)

    def import_edits(self) -> None:
        """Keep what the person changed in the storyboard file and in layers since they were written.

        Raises:
            StoryboardError: the file cannot be understood; says the line.
        """
        text = self._storyboard_text()
        if text is not None and not text.strip():
            self.files.remove(STORYBOARD_FILE)  # an accident: it is written again, with the edits
        elif text is not None and self.state.base is not None:
            self._import_text(text, self.state.base)
        layers = own_layers(self.files, self.state, self.vault.assets)
        if layers != self.state.layers:
            self.remember(layers=layers)

    def _import_text(self, text: str, base: Storyboard) -> None:
        """Keep the edits of a storyboard's text, unless it is the text that was written."""
        if _digest(text) == self.state.written_storyboard:
            return
        overrides = self.edits(text)
        shown = _editable(base, overrides)
        if facts_in_text(shown) != facts_in_text(text):  # facts follow the person's other edits
            self.files.write(STORYBOARD_FILE, shown.encode())
            text = shown
        self.remember(overrides=overrides, written_storyboard=_digest(text))

    def look_at_edits(self) -> None:
        """See the person's edits as a run would, for this object only; nothing is written."""
        overrides = self._written_edits()
        layers = own_layers(self.files, self.state, store=None)
        self.state = self.state.model_copy(update={"overrides": overrides, "layers": layers})

    def _written_edits(self) -> Overrides:
        """The edits in the storyboard's file, or those remembered if there is no text in it."""
        text = self._storyboard_text() or ""
        return self.edits(text) if text.strip() else self.state.overrides

    def edits(self, text: str) -> Overrides:
        """The edits in the storyboard's text, after older ones of what the base does not have at present."""
        base = self.state.base
        if base is None:
            return self.state.overrides
        present = _ids_in(base)
        set_aside = (edit for edit in self.state.overrides.edits if edit.id not in present)
        return Overrides(edits=(*set_aside, *edits_from_text(text, base, self.state.overrides).edits))

    def _storyboard_text(self) -> str | None:
        if self.tried is not None:
            return self.tried
        content = self.files.read(STORYBOARD_FILE, STORYBOARD_BYTES)
        try:
            return None if content is None else content.decode().replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            raise _no_text(self.folder / STORYBOARD_FILE, error) from error

    def plan(
        self,
        screenplay: Screenplay,
        survey: Survey,
        drafts: Sequence[SceneDraft],
        scope: Scope,
        card: CrewCard,
    ) -> Storyboard:
        """The storyboard with ids that last and the person's edits, within the scope.

        The file is written if the base changed.
        """
        base, edited = self.storyboards_of(screenplay, survey, drafts)
        if base != self.state.base or self.files.size(STORYBOARD_FILE) is None:
            self.write_storyboard(base)
        return self.within(edited, scope, card)

    def editable_text(self, base: Storyboard) -> str:
        """The storyboard's file as it is, or as it would be written if there is no text in it."""
        text = self._storyboard_text() or ""
        return text if text.strip() else _editable(base, self.state.overrides)

    def write_storyboard(self, base: Storyboard) -> None:
        """Keep a storyboard as the film's base, and write its file with the person's edits."""
        text = _editable(base, self.state.overrides)
        self.files.write(STORYBOARD_FILE, text.encode())
        self.remember(
            base=base,
            former_cast=former_cast(self.state.former_cast, self.state.base, base),
            written_storyboard=_digest(text),
            title=base.title.title,
            folder=str(self.folder),
        )

    def storyboards_of(
        self, screenplay: Screenplay, survey: Survey, drafts: Sequence[SceneDraft]
    ) -> tuple[Storyboard, Storyboard]:
        """The storyboard as generated, and with the person's edits; nothing is written."""
        base = reconcile(self.state.base, survey, drafts, _titled(screenplay, self.slug).title)
        edited, drift = apply_overrides(base, self.state.overrides)
        self._preview_storyboard = edited
        self._analyses = {scene.id: analysis_id(index) for index, scene in enumerate(base.scenes)}
        note = self._choose_language(screenplay, edited)
        left_out = _notes_of(survey, drafts)
        renamed = renaming_notes(self.state.base, base, self.folder)
        self.warnings = [*screenplay.warnings, *([note] if note else []), *left_out, *renamed, *drift]
        return base, edited

    def _choose_language(self, screenplay: Screenplay, edited: Storyboard) -> str:
        """Set the film's language; returns what the person should know about it, '' if nothing."""
        spoken = spoken_language(self.settings.language, screenplay.language)
        self.language = spoken.tag
        lines = (line.text for _, shot in edited.shots() for line in shot.lines)
        return spoken.note or language_note(lines, self.language)

    def within(self, storyboard: Storyboard, scope: Scope, card: CrewCard) -> Storyboard:
        """The part of the film that is asked for; lengths are those that the crew's engine will make."""
        terms = self._bare_context(storyboard, card).pace_terms
        part = limit(
            storyboard, scope.max_scenes, scope.max_environments, scope.max_minutes, scope.seconds, terms
        )
        if part.scenes == storyboard.scenes:
            return storyboard
        return with_facts_again(part, self.state.overrides)

    def context(
        self,
        storyboard: Storyboard,
        card: CrewCard,
        introductions: Mapping[str, CallId] = MappingProxyType({}),
    ) -> FilmContext:
        """The film's context, with what the person brought.

        introductions: the call that introduced a person or place, by id.

        Raises:
            SettingsError: something the person brought cannot be used; says what and why.
        """
        bare = replace(self._bare_context(storyboard, card), introductions=introductions)
        if card.images.layers:
            self._warn(undrawn_places(storyboard))
        self._warn(untaken_music(self.settings.music_style, card))
        self._warn(
            unsupported_pronunciations(bare, self.state.base or self._preview_storyboard or storyboard)
        )
        imports = read_imports(self.vault, self.id)
        context = self._with_material(self._with_pictures(bare, imports), imports)
        write_imports(self.vault, self.id, imports)
        self._warn((*_outside_note(self), *direction_notes(context, self.settings)))
        return context

    def _with_pictures(self, bare: FilmContext, imports: ImportCache) -> FilmContext:
        """The context with the pictures that image engines are to be shown."""
        directions = [(shot.id, shot.direction) for _, shot in bare.storyboard.shots()]
        return replace(
            bare,
            style_pictures=style_pictures(self.settings, self.folder, imports),
            shot_pictures=shot_pictures(directions, self.folder, imports),
        )

    def _with_material(self, bare: FilmContext, imports: ImportCache) -> FilmContext:
        """The context with what the person brought."""
        if self.settings.brought() == Material():
            return bare
        whole = self.state.base or self._preview_storyboard or bare.storyboard
        brought = import_material(self.settings.brought(), self.folder, bare, whole, imports)
        self._warn(brought.warnings)
        return replace(bare, own=brought.own, prompts=brought.prompts, narration=brought.narration)

    def directions(self) -> dict[str, ShotDirection]:
        """What is asked of single shots, by shot id, from the edits that are kept or looked at."""
        return directions_in(self.state.overrides)

    def engines(self) -> dict[str, ShotDirection]:
        """What is asked of shots that name an engine or a model, by shot id: a shot for each of them."""
        found: dict[str, tuple[str, ShotDirection]] = {}
        for shot_id, wish in self.directions().items():
            for named in filter(None, (wish.asked, wish.draws)):
                found.setdefault(named, (shot_id, wish))
        return dict(found.values())

    def outside_files(self) -> tuple[OutsideFile, ...]:
        """What the film names outside its folder: what is brought, and pictures that engines are shown."""
        pictures = named_pictures(self.settings, self.directions().items())
        return outside_material(self.settings.brought(), self.folder, pictures)

    def _warn(self, warnings: Iterable[str]) -> None:
        """Add the warnings that are not there yet."""
        self.warnings += [warning for warning in warnings if warning not in self.warnings]

    def _bare_context(self, storyboard: Storyboard, card: CrewCard) -> FilmContext:
        """The film's context without what the person brought."""
        return FilmContext(
            storyboard=storyboard,
            card=card,
            recipe=self.settings.recipe(),
            style=self.settings.look,
            visual=film_style(self.settings, self.files),
            notes=_notes_by_call(self.state.takes),
            language=self.language,
            pronounce=read_pronunciations(self.settings.pronounce),
            music_style=self.settings.music_style,
            prompt_language=_translated_into(self.settings.prompt_language),
            skip=frozenset(self.settings.skip),
            likeness=self.settings.likeness,
            likenesses=self._likenesses(storyboard),
            voices=voice_names(
                self.settings.voices, *filter(None, (self.state.base, self._preview_storyboard)), storyboard
            ),
            takes=_takes_by_call(self.state.takes.chosen),
            layers=self.state.layers,
            last_frames=self.settings.keyframes == "first and last",
            extend=self.settings.extend,
            analyses=self._analyses,
        )

    def _likenesses(self, storyboard: Storyboard) -> dict[str, Likeness]:
        """What keeps single people and places alike: the settings' words, and the storyboard's over them."""
        films = (*filter(None, (self.state.base, self._preview_storyboard)), storyboard)
        return likenesses(self.settings.likeness_of, *films) | likenesses_in(self.state.overrides)

    def asks_for_weights(self) -> bool:
        """Whether weights are requested, of all people and places or of some."""
        chosen = {**self.settings.likeness_of, **likenesses_in(self.state.overrides)}
        return self.settings.model_copy(update={"likeness_of": chosen}).asks_for_weights()


@contextmanager
def direct(script: str, folder: str, vault: Vault, flags: dict[str, Any] | None = None) -> Iterator[Project]:
    """The film in a folder (`films/<name>` if none is given), locked for this run, its `film.toml` in place.

    Raises:
        ProjectBusyError: another run directs it.
        SettingsError: its `film.toml` names the id of another film.
        VaultError: the folder cannot be written, or holds a link or special file in the place of what is read
            or written.
    """
    home = film_folder(script, folder)
    _require_usable(home)
    film_id = open_project(script, str(home), vault, flags).id
    with directing(vault.documents, film_id):
        project = open_project(script, str(home), vault, flags)
        if project.state.folder != str(home):
            project.remember(folder=str(home))
        _keep_settings(project, flags or {})
        project.import_edits()
        project.look_back()
        yield project


def _no_text(file: Path, error: UnicodeDecodeError) -> StoryboardError:
    return StoryboardError(
        f"{str(file)!r} is not UTF-8: {error}. Save it as UTF-8, or delete it to have it written again."
    )


def _require_usable(home: Path) -> None:
    """Refuse a folder that cannot be written or holds links among the files of a run."""
    files = FilmFolder(home)
    files.require_writable()
    files.require_plain((*OWN_FILES, *_film_files(home)), OWN_FOLDERS)


def _film_files(home: Path) -> list[str]:
    """Names of the files of the finished film."""
    return [f"{home.name}{ending}" for ending in FILM_ENDINGS]


def _keep_settings(project: Project, flags: dict[str, Any]) -> None:
    """Write `film.toml`, or the flags that were given into the one that is there."""
    path, script = project.folder / SETTINGS_FILE, _address(project.script)
    if project.files.size(SETTINGS_FILE) is None:
        write_settings(path, project.settings, id=project.id, script=script)
        return
    given = {name: value for name, value in flags.items() if value is not None}
    known = {"script": script} if not script or Path(script).is_file() else {}
    update_settings(path, given, id=project.id, **known)


def open_project(script: str, folder: str, vault: Vault, flags: dict[str, Any] | None = None) -> Project:
    """The film to look at, without directing it; nothing is written.

    Raises:
        SettingsError: its `film.toml` is not usable, or names the id of another film.
    """
    home = film_folder(script, folder)
    film_id = fact(home / SETTINGS_FILE, "id") or identity(home)
    settings = load_settings(home / SETTINGS_FILE, flags)
    project = Project(home, film_id, vault, settings, script)
    _require_own_id(project)
    return project


def holds_film(folder: Path) -> bool:
    """Whether a folder has a film.toml.

    Raises:
        FolderError: there is a link or a special file in its place.
    """
    return FilmFolder(folder).size(SETTINGS_FILE) is not None


def film_folder(script: str, folder: str = "") -> Path:
    """A film's folder: the one named, or `films/<name of the screenplay>`."""
    if folder:
        return Path(folder).expanduser().resolve()
    return _usual_folder(find_screenplay(script)[1])


def _usual_folder(screenplay: str) -> Path:
    return (Path("films") / slug_of(Path(screenplay).stem)).resolve()


def slug_of(name: str) -> str:
    """A name made safe for every file system; path characters and leading dots are gone.

    >>> slug_of("../The Last/Light?")
    'the-last-light'
    """
    letters = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[^\w]+", "-", letters).strip("-_")[:80] or "film"


def identity(folder: Path) -> str:
    """The film's id in the vault: its name in plain letters, and a digest of its folder.

    Two films of one name in different folders have different ids.
    """
    return f"{plain_name(folder.name)}-{_digest(str(folder))[:8]}"


def _require_own_id(project: Project) -> None:
    """Refuse an id that belongs to the film in another folder of this machine.

    A folder from a stranger could otherwise use what was made and allowed for that film. A folder that was
    moved, or comes from another machine, is accepted: the other folder is not there.
    """
    home, other = project.folder, Path(project.state.folder or project.folder)
    if not _is_of_another_folder(project.id, home, other):
        return
    raise SettingsError(
        f"The film in {str(home)!r} has the id {project.id!r}, which is that of the film in {str(other)!r}."
        f" Nothing was made. Delete the line `id` in {str(home / SETTINGS_FILE)!r} to make it a film of its"
        " own; if it is the same film, delete the other folder."
    )


def _is_of_another_folder(film_id: str, home: Path, other: Path) -> bool:
    """Whether the id belongs to the film in the other folder, and that is not this one under another name."""
    is_another = other != home and other.is_absolute()
    return is_another and _names_id(other, film_id) and not _is_one_folder(home, other)


def _names_id(folder: Path, film_id: str) -> bool:
    """Whether a folder's film.toml names the id; true if the file cannot be understood at present."""
    try:
        return folder.is_dir() and _film_id(folder) == film_id
    except (FilmError, OSError):
        return True


def _film_id(folder: Path) -> str:
    """The id in a folder's film.toml, or the folder's own."""
    return fact(folder / SETTINGS_FILE, "id") or identity(folder)


def _is_one_folder(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _outside_note(project: Project) -> list[str]:
    """A sentence that names every file that is read and lies outside the film's folder."""
    found = project.outside_files()
    if not found:
        return []
    named = ", ".join(f"{one.path!r} ({one.where})" for one in found[:MOST_NAMED])
    more = f" and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    return [f"Read from outside the film's folder, as film.toml and storyboard.toml say: {named}{more}."]


def _ids_in(base: Storyboard) -> set[str]:
    """Ids of everything in the storyboard that can be edited."""
    shots = {shot.id for _, shot in base.shots()}
    return shots.union(*map(_ids, (base.scenes, base.cast, base.environments)))


def _ids(entries: Iterable[Scene | CastMember | Environment]) -> set[str]:
    return {entry.id for entry in entries}


def _notes_of(survey: Survey, drafts: Sequence[SceneDraft]) -> list[str]:
    """What the writer left out, by scene."""
    return [
        f"{scene.heading}: {note}"
        for scene, draft in zip(survey.scenes, drafts, strict=True)
        for note in draft.notes
    ]


def _takes_by_call(chosen: Mapping[str, int]) -> dict[CallId, int]:
    """The chosen takes, without names that no call has any more."""
    named = ((call_named(name), take) for name, take in chosen.items())
    return {call: take for call, take in named if call is not None}


def _translated_into(language: str | None) -> str:
    """The language that prompts are translated into; '' for English, in which they are written."""
    return "" if language is None or language.split("-")[0] == "en" else language


def _notes_by_call(takes: FilmTakes) -> dict[CallId, str]:
    """The person's words for the chosen takes."""
    named = ((call_named(name), note) for name, note in takes.chosen_notes.items())
    return {call: note for call, note in named if call is not None}


def _address(script: str) -> str:
    return "" if is_text(script) else str(Path(script).expanduser().resolve())


def _titled(screenplay: Screenplay, slug: str) -> Screenplay:
    """The screenplay with a title: its own, or its file's name."""
    if screenplay.title.title.strip():
        return screenplay
    return _with_title(screenplay, slug.replace("-", " ").title())


def _with_title(screenplay: Screenplay, title: str) -> Screenplay:
    page = screenplay.title.model_copy(update={"title": title})
    return screenplay.model_copy(update={"title": page})


def _editable(base: Storyboard, overrides: Overrides) -> str:
    """The storyboard's file: the base with the edits. Shots that are left out are in it, too."""
    shown = Overrides(edits=tuple(edit for edit in overrides.edits if edit.field != SKIP))
    document = tomlkit.parse(storyboard_to_text(apply_overrides(base, shown)[0], shown))
    shots = document.get("shots", {})
    for edit in overrides.edits:
        if edit.field == SKIP and edit.value is True and edit.id in shots:
            shots[edit.id][SKIP] = True
    return tomlkit.dumps(document)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
