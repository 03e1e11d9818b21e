"""Takes in what the person brings, as results of the calls that would have made it.

It does not know how files are read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.briefs import Clip, Keyframes, Music, Speech, Still
from storyreel.film.cast import NARRATOR_ID
from storyreel.film.errors import AssetLostError, SettingsError
from storyreel.film.frozen import Frozen
from storyreel.film.narration import Narration
from storyreel.film.skips import Skip
from storyreel.film.storyboard import Mood, Shot, Storyboard
from storyreel.graph.clips import clip_id
from storyreel.graph.context import FilmContext
from storyreel.graph.keyframes import first_id, keyframe_needs, keyframes_id, last_id
from storyreel.graph.likeness import TRAINING_PICTURES, reference_calls, reference_id
from storyreel.graph.sound import FILM_MUSIC, music_id, music_spans
from storyreel.graph.speech import speech_id
from storyreel.graph.stages import CallId
from storyreel.project.outside import PROMPT, material_path
from storyreel.project.own_files import PICTURES, files_in, own_clip, own_frame, own_music, own_reference
from storyreel.project.own_narration import own_lines, own_recording
from storyreel.project.settings import Material
from storyreel.vault import Vault

MOST_KEPT = 1_000
"""Files remembered as read."""
Own = TypeVar("Own", bound=Frozen)


class _OwnClip(Frozen):
    """A clip with its two ends."""

    clip: Clip
    ends: Keyframes


class _OwnLines(Frozen):
    """Spoken lines, and what is to be said of them."""

    lines: tuple[Speech, ...]
    warning: str = ""


class _OwnRecording(Frozen):
    """A recording whose words are to be heard, and what is to be said of it."""

    narration: Narration
    warning: str = ""


class _OwnPicture(Frozen):
    """A picture as stored."""

    image: AssetRef


@dataclass
class ImportCache:
    """What was taken in before: files that have not changed are not read again."""

    store: AssetStore
    kept: dict[str, object] = field(default_factory=dict[str, object])
    """Plain JSON by a text that names file, size, time of change and purpose."""
    grown: bool = False

    def take(self, purpose: str, path: Path, kind: type[Own], read: Callable[[], Own]) -> Own:
        """What was made of a file before, or what `read` makes of it now."""
        name = f"{purpose} {_stamp(path)}"
        if name in self.kept:
            known = kind.model_validate(self.kept[name])
            if self._is_kept(known):
                return known
        made = read()
        self.kept[name] = made.model_dump(mode="json")
        self.grown = True
        return made

    def _is_kept(self, made: Frozen) -> bool:
        try:
            for ref in _assets(made):
                self.store.path(ref)
        except AssetLostError:
            return False
        return True


def read_imports(vault: Vault, film_id: str) -> ImportCache:
    """What was taken in for a film before."""
    value = vault.documents.read(_imports_name(film_id)).value
    return ImportCache(vault.assets, dict(value) if isinstance(value, dict) else {})


def write_imports(vault: Vault, film_id: str, imports: ImportCache) -> None:
    """Remember what was taken in; when somebody else remembers at the same time, files are read once more."""
    if imports.grown:
        vault.documents.write(
            _imports_name(film_id),
            dict(list(imports.kept.items())[-MOST_KEPT:]),
            vault.documents.read(_imports_name(film_id)).version,
        )


def _imports_name(film_id: str) -> str:
    return f"material/{film_id}"


@dataclass(frozen=True)
class Brought:
    """What the person brought, by call, and what is to be said of it."""

    own: Mapping[CallId, Frozen]
    prompts: Mapping[CallId, str]
    warnings: tuple[str, ...]
    narration: Narration | None = None
    """The recording, where the crew hears its words."""


def import_material(
    material: Material, folder: Path, context: FilmContext, whole: Storyboard, imports: ImportCache
) -> Brought:
    """Results and prompts that take the place of what would be made.

    context: the film that is asked for. whole: the whole film, of which it may be a part. A shot, person,
    place or mood that the film does not have is named in the warnings where it may have gone, and is an error
    where it never was.

    Raises:
        SettingsError: a file is missing or is not what it should be, or a name is no name of this film; says
            what is accepted.
    """
    importer = _Importer(material, folder, context, whole, imports)
    importer.take_clips()
    importer.take_frames()
    importer.take_likenesses(
        "people",
        {member.name: member.id for member in context.storyboard.cast},
        {member.name: member.id for member in whole.cast},
    )
    importer.take_likenesses(
        "places",
        {environment.place.name: environment.id for environment in context.storyboard.environments},
        {environment.place.name: environment.id for environment in whole.environments},
    )
    importer.take_music()
    importer.take_narration()
    return Brought(importer.own, importer.prompts, tuple(importer.warnings), importer.narration)


class _Importer:
    """Goes through the material, kind by kind."""

    def __init__(
        self, material: Material, folder: Path, context: FilmContext, whole: Storyboard, imports: ImportCache
    ) -> None:
        self.material, self.folder, self.context, self.whole, self.imports = (
            material,
            folder,
            context,
            whole,
            imports,
        )
        self.own: dict[CallId, Frozen] = {}
        self.prompts: dict[CallId, str] = {}
        self.warnings: list[str] = []
        self.narration: Narration | None = None

    def take_clips(self) -> None:
        recipe = self.context.recipe
        for shot, where, value in self._shots("clips", self.material.clips):
            path = self._path(value, where)
            own = self.imports.take(
                f"clip {recipe.model_dump_json()}", path, _OwnClip, partial(self._clip, path, where)
            )
            self.own[clip_id(shot, 0, 1)] = own.clip
            if shot.id not in self.material.frames:
                self._keyframes(shot, own.ends)

    def take_frames(self) -> None:
        recipe = self.context.recipe
        for shot, where, value in self._shots("frames", self.material.frames):
            if words := _words(value, where):
                self.prompts[keyframe_needs(self.context, shot)[0]] = words
                if self.context.card.images.layers:
                    self.warnings.append(
                        f"{where} has words, and this crew's pictures are painted from the storyboard; name a"
                        " picture instead."
                    )
                continue
            path = self._path(value, where)
            read = partial(_framed, path, where, self.context, self.imports.store)
            image = self.imports.take(f"frame {recipe.size.model_dump_json()}", path, _OwnPicture, read).image
            self._keyframes(shot, Keyframes(first=image, last=image), first_only=True)

    def take_likenesses(self, table: str, present: Mapping[str, str], known: Mapping[str, str]) -> None:
        values: dict[str, str] = getattr(self.material, table)
        drawn = {call.id for call in reference_calls(self.context)}
        for name, value in values.items():
            where = f'material.{table}."{name}"'
            subject = _subject(name, present)
            if subject is None:
                if _subject(name, known) is None:
                    raise SettingsError(
                        f"{where} is nobody's and nothing's name in this film; {', '.join(known) or 'none'}"
                        " are accepted. Nothing was made. Mend film.toml."
                    )
                continue
            if reference_id(subject, 1) not in drawn:
                self.warnings.append(
                    f"{where} is not used: this crew draws {table} from the storyboard and looks at no"
                    " pictures of them."
                )
                continue
            self._likeness(subject, where, value, drawn)

    def take_music(self) -> None:
        music = self.material.music
        if not music or Skip.MUSIC in self.context.skip:
            return
        spans = music_spans(self.context)
        if isinstance(music, str):
            first = replace(spans[0], first_shot=0)
            self.own[FILM_MUSIC] = self.own[music_id(0, first)] = self._music(music, "material.music")
            return
        unknown = [mood for mood in music if mood not in tuple(Mood)]
        if unknown:
            raise SettingsError(
                f"material.music has {unknown[0]!r}; the moods {', '.join(Mood)} are accepted. Nothing was"
                " made. Mend film.toml."
            )
        moods = {span.mood for span in spans}
        self.warnings += [
            f"material.music.{mood} is not used: no scene is {mood}; {', '.join(sorted(moods))} are there."
            for mood in music
            if Mood(mood) not in moods
        ]
        for index, span in enumerate(spans):
            if span.mood.value in music:
                self.own[music_id(index, span)] = self._music(
                    music[span.mood.value], f"material.music.{span.mood}"
                )

    def take_narration(self) -> None:
        if not self.material.narration or Skip.NARRATION in self.context.skip:
            return
        spoken = [
            (shot, index, line)
            for _, shot in self.context.storyboard.shots()
            for index, line in enumerate(shot.lines)
        ]
        told = [entry for entry in spoken if entry[2].cast_id == NARRATOR_ID]
        if not told:
            self.warnings.append(
                "material.narration is not used: nobody named NARRATOR speaks in this film, or in the part"
                " that is asked for."
            )
            return
        path, texts = (
            self._path(self.material.narration, "material.narration"),
            [line.text for _, _, line in told],
        )
        calls = tuple(speech_id(shot, index) for shot, index, _ in told)
        if "listener" in self.context.card.fingerprints:
            heard = self.imports.take(
                f"recording {texts!r}",
                path,
                _OwnRecording,
                partial(_recording, path, texts, self.imports.store),
            )
            self.warnings += [heard.warning] if heard.warning else []
            self.narration = heard.narration.model_copy(update={"names": tuple(map(str, calls))})
            return
        taken = self.imports.take(
            f"lines {texts!r}", path, _OwnLines, partial(_lines, path, texts, self.imports.store)
        )
        self.warnings += [taken.warning] if taken.warning else []
        self.own |= dict(zip(calls, taken.lines, strict=True))

    def _keyframes(self, shot: Shot, ends: Keyframes, *, first_only: bool = False) -> None:
        """A shot's ends under the names of the calls that would draw them.

        A last frame that is not given is drawn to go with the first.
        """
        if self.context.card.images.both_ends:
            self.own[keyframes_id(shot)] = ends
            return
        self.own[first_id(shot)] = Still(image=ends.first)
        if not first_only and last_id(shot) in keyframe_needs(self.context, shot):
            self.own[last_id(shot)] = Still(image=ends.last)

    def _likeness(self, subject: str, where: str, value: str, drawn: set[CallId]) -> None:
        calls = [
            one
            for number in range(1, TRAINING_PICTURES + 1)
            if (one := reference_id(subject, number)) in drawn
        ]
        if words := _words(value, where):
            self.prompts |= dict.fromkeys(calls, words)
            return
        files = files_in(self._path(value, where), where, PICTURES, "picture")
        pictures = [
            self.imports.take(
                "reference", file, _OwnPicture, partial(_referenced, file, where, self.imports.store)
            )
            for file in files[: len(calls)]
        ]
        for number, one in enumerate(calls):
            self.own[one] = Still(image=pictures[number % len(pictures)].image)

    def _shots(self, table: str, values: Mapping[str, str]) -> list[tuple[Shot, str, str]]:
        """Shots of the film that is asked for, with where they are named and the value."""
        present = {shot.id: shot for _, shot in self.context.storyboard.shots()}
        known = {shot.id for _, shot in self.whole.shots()}
        found: list[tuple[Shot, str, str]] = []
        for shot_id, value in values.items():
            where = f'material.{table}."{shot_id}"'
            if shot_id in present:
                found.append((present[shot_id], where, value))
            elif shot_id not in known:
                self.warnings.append(
                    f"{where} is not used: the film has no such shot; it has {_listed(sorted(known))}."
                )
        return found

    def _clip(self, path: Path, where: str) -> _OwnClip:
        clip, ends = own_clip(path, where, self.context.recipe, self.imports.store)
        return _OwnClip(clip=clip, ends=ends)

    def _music(self, value: str, where: str) -> Music:
        path = self._path(value, where)
        return self.imports.take("music", path, Music, partial(own_music, path, where, self.imports.store))

    def _path(self, value: str, where: str) -> Path:
        return material_path(self.folder, value, where)


def _framed(path: Path, where: str, context: FilmContext, store: AssetStore) -> _OwnPicture:
    return _OwnPicture(image=own_frame(path, where, context.recipe, store))


def _referenced(path: Path, where: str, store: AssetStore) -> _OwnPicture:
    return _OwnPicture(image=own_reference(path, where, store))


def _lines(path: Path, texts: list[str], store: AssetStore) -> _OwnLines:
    lines, warning = own_lines(path, "material.narration", texts, store)
    return _OwnLines(lines=lines, warning=warning)


def _recording(path: Path, texts: list[str], store: AssetStore) -> _OwnRecording:
    narration, warning = own_recording(path, "material.narration", texts, store)
    return _OwnRecording(narration=narration, warning=warning)


def _words(value: str, where: str) -> str:
    """The person's own words where the value is a prompt, '' where it is a path."""
    if not value.lower().startswith(PROMPT):
        return ""
    words = value[len(PROMPT) :].strip()
    if not words:
        raise SettingsError(
            f"{where} is {value!r}, a prompt without words; 'prompt: a harbour at dawn' is accepted. Nothing"
            " was made. Mend film.toml."
        )
    return words


def _subject(name: str, known: Mapping[str, str]) -> str | None:
    """The id of a person or place by name or id, whatever the letters' case."""
    folded = {given.casefold(): subject for given, subject in known.items()} | {
        subject: subject for subject in known.values()
    }
    return folded.get(name.strip().casefold())


def _listed(names: list[str], most: int = 12) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def _stamp(path: Path) -> str:
    """A file, or every file of a folder, as it is now; '' after the path where there is none."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return f"{path} " + ";".join(
        f"{file.name}:{(facts := file.stat()).st_size}:{facts.st_mtime_ns}" for file in files if file.exists()
    )


def _assets(made: object) -> list[AssetRef]:
    if isinstance(made, AssetRef):
        return [made]
    if isinstance(made, Frozen):
        return [ref for name in type(made).model_fields for ref in _assets(getattr(made, name))]
    return [ref for entry in made for ref in _assets(entry)] if isinstance(made, tuple) else []
