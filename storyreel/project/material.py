"""What the person brings, as results of the calls that would have made it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.briefs import Clip, Keyframes, Lora, Music, Speech, Still
from storyreel.film.cast import NARRATOR_ID
from storyreel.film.errors import SettingsError
from storyreel.film.frozen import Frozen
from storyreel.film.narration import Narration
from storyreel.film.skips import Skip
from storyreel.film.storyboard import Mood, Shot, Storyboard
from storyreel.graph.context import FilmContext
from storyreel.graph.keyframes import first_id, keyframe_needs, keyframes_id, last_id
from storyreel.graph.likeness import (
    TRAINING_PICTURES,
    lora_id,
    may_have_weights,
    reference_calls,
    reference_id,
    trigger_of,
)
from storyreel.graph.segments import clip_id
from storyreel.graph.sound import FILM_MUSIC, music_id, music_spans
from storyreel.graph.speech import speech_id
from storyreel.graph.stages import CallId
from storyreel.project.imports import ImportCache
from storyreel.project.lora_library import IN_LIBRARY, library_file
from storyreel.project.outside_files import PROMPT, material_path
from storyreel.project.own_clips import own_clip
from storyreel.project.own_files import PICTURES, files_in
from storyreel.project.own_loras import is_link, own_lora, require_fetched
from storyreel.project.own_narration import own_lines, own_recording
from storyreel.project.own_pictures import own_frame, own_reference
from storyreel.project.own_sounds import own_music
from storyreel.project.settings import FIRST, Material
from storyreel.project.subject_names import people_of, places_of, subject_named

_MOST_LISTED = 12
_NARRATION = "material.narration"
_FIX = "Nothing was made. Fix film.toml."


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


@dataclass(frozen=True)
class OwnMaterial:
    """What the person brought, by call, and what is to be said of it."""

    own: Mapping[CallId, Frozen]
    prompts: Mapping[CallId, str]
    warnings: tuple[str, ...]
    narration: Narration | None = None
    """The recording, if the crew hears its words."""


def import_material(
    material: Material, folder: Path, context: FilmContext, whole: Storyboard, imports: ImportCache
) -> OwnMaterial:
    """Results and prompts that take the place of what would be made.

    context: the film that is asked for. whole: the whole film, of which it may be a part.

    The warnings name a shot, person, place or mood that the film does not have if it may have been removed.
    It is an error if the film never had it.

    Raises:
        SettingsError: a file is missing or of the wrong kind, or the film does not have a name; says
            what is accepted.
    """
    importer = _Importer(material, folder, context, whole, imports)
    importer.take_clips()
    importer.take_frames()
    people, places = people_of(context.storyboard), places_of(context.storyboard)
    importer.take_likenesses("people", people, people_of(whole))
    importer.take_likenesses("places", places, places_of(whole))
    importer.take_loras(people | places, people_of(whole) | places_of(whole))
    importer.take_music()
    importer.take_narration()
    return importer.brought()


@dataclass(frozen=True)
class _MaterialEntry:
    """An entry of a table in `film.toml`."""

    where: str
    """Its key: 'material.clips."SC010-SH010"'."""
    value: str
    """A path, or words after 'prompt:'."""

    def words(self) -> str:
        """The person's own words if the value is a prompt, '' if it is a path.

        Raises:
            SettingsError: it is a prompt without words.
        """
        if not self.value.lower().startswith(PROMPT):
            return ""
        words = self.value[len(PROMPT) :].strip()
        if not words:
            raise self._wordless()
        return words

    def _wordless(self) -> SettingsError:
        return SettingsError(
            f"{self.where} is {self.value!r}, a prompt without words; 'prompt: a harbour at dawn' is"
            f" accepted. {_FIX}"
        )


@dataclass(frozen=True)
class _NarratorLines:
    """The narrator's lines in the part of the film that is asked for."""

    calls: tuple[CallId, ...]
    texts: list[str]


class _Importer:
    """Goes through the material, kind by kind."""

    def __init__(
        self, material: Material, folder: Path, context: FilmContext, whole: Storyboard, imports: ImportCache
    ) -> None:
        self._material = material
        self._folder = folder
        self._context = context
        self._whole = whole
        self._imports = imports
        self._own: dict[CallId, Frozen] = {}
        self._prompts: dict[CallId, str] = {}
        self._warnings: list[str] = []
        self._narration: Narration | None = None

    def brought(self) -> OwnMaterial:
        """Everything that was taken."""
        return OwnMaterial(self._own, self._prompts, tuple(self._warnings), self._narration)

    @property
    def _store(self) -> AssetStore:
        return self._imports.store

    def take_clips(self) -> None:
        """Clips, and their ends as the keyframes of shots for which no frame is brought."""
        for shot, named in self._shots("clips", self._material.clips):
            own = self._clip(named)
            self._own[clip_id(shot, 0, 1)] = own.clip
            if shot.id not in self._material.frames:
                self._keyframes(shot, own.ends)

    def _clip(self, named: _MaterialEntry) -> _OwnClip:
        recipe, path = self._context.recipe, self._path(named)
        read = partial(_read_clip, path, named.where, self._context, self._store)
        return self._imports.take(f"clip {recipe.model_dump_json()}", path, _OwnClip, read)

    def take_frames(self) -> None:
        """Starting frames, or words for them."""
        for shot, named in self._shots("frames", self._material.frames):
            if words := named.words():
                self._frame_words(shot, named, words)
            else:
                image = self._frame(named)
                self._keyframes(shot, Keyframes(first=image, last=image), first_only=True)

    def _frame_words(self, shot: Shot, named: _MaterialEntry, words: str) -> None:
        self._prompts[keyframe_needs(self._context, shot)[0]] = words
        if self._context.images(shot).layers:
            self._warnings.append(_unused_words(named))

    def _frame(self, named: _MaterialEntry) -> AssetRef:
        size, path = self._context.recipe.size, self._path(named)
        read = partial(_read_frame, path, named.where, self._context, self._store)
        return self._imports.take(f"frame {size.model_dump_json()}", path, _OwnPicture, read).image

    def take_likenesses(self, table: str, present: Mapping[str, str], known: Mapping[str, str]) -> None:
        """Pictures of people or places, or words for them.

        present: ids by name in the part that is asked for. known: ids by name in the whole film.
        """
        values: dict[str, str] = getattr(self._material, table)
        for name, value in values.items():
            named = _MaterialEntry(f'material.{table}."{name}"', value)
            subject = subject_named(name, present)
            if subject is None:
                _require_known(name, named, known)
            elif reference_id(subject, 1) in self._references:
                self._likeness(subject, named)
            else:
                self._warnings.append(
                    f"{named.where} is not used: this crew draws {table} from the storyboard and looks at no"
                    " pictures of them."
                )

    @cached_property
    def _references(self) -> frozenset[CallId]:
        """The calls that would draw references."""
        return frozenset(call.id for call in reference_calls(self._context))

    def _likeness(self, subject: str, named: _MaterialEntry) -> None:
        calls = self._reference_calls(subject)
        if words := named.words():
            self._prompts |= dict.fromkeys(calls, words)
            return
        files = files_in(self._path(named), named.where, PICTURES, "picture")
        pictures = [self._reference(file, named.where) for file in files[: len(calls)]]
        for number, call in enumerate(calls):
            self._own[call] = Still(image=pictures[number % len(pictures)])

    def _reference_calls(self, subject: str) -> list[CallId]:
        return [call for call in _training_pictures(subject) if call in self._references]

    def _reference(self, file: Path, where: str) -> AssetRef:
        read = partial(_read_reference, file, where, self._store)
        return self._imports.take("reference", file, _OwnPicture, read).image

    def take_loras(self, present: Mapping[str, str], known: Mapping[str, str]) -> None:
        """Weights of people and places.

        present: ids by name in the part that is asked for. known: ids by name in the whole film.
        """
        accepted = may_have_weights(self._context)
        for name, value in self._material.loras.items():
            named = _MaterialEntry(f'material.loras."{name}"', value)
            subject = subject_named(name, present)
            if subject is None:
                _require_known(name, named, known)
            elif subject in accepted:
                self._own[lora_id(subject)] = self._lora(subject, named)
            else:
                self._warnings.append(f"{named.where} is not used: this crew draws without trained weights.")

    def _weights_path(self, named: _MaterialEntry) -> Path:
        """Where weights lie: in the library, as fetched from a link, or where the film says."""
        if named.value.startswith(IN_LIBRARY):
            return library_file(named.value, named.where)
        return require_fetched(named.value, named.where) if is_link(named.value) else self._path(named)

    def _lora(self, subject: str, named: _MaterialEntry) -> Lora:
        path = self._weights_path(named)
        trigger = trigger_of(subject)
        read = partial(own_lora, path, named.where, trigger, self._store)
        return self._imports.take(f"weights {trigger}", path, Lora, read)

    def take_music(self) -> None:
        """Music over the whole film, or by mood."""
        music = self._material.music
        if not music or Skip.MUSIC in self._context.skip:
            return
        if isinstance(music, str):
            self._film_music(music)
        else:
            self._music_by_mood(music)

    def _film_music(self, value: str) -> None:
        first = replace(music_spans(self._context)[0], first_shot=0)
        music = self._music(_MaterialEntry("material.music", value))
        self._own[FILM_MUSIC] = self._own[music_id(0, first)] = music

    def _music_by_mood(self, music: Mapping[str, str]) -> None:
        _require_moods(music)
        spans = music_spans(self._context)
        self._warn_of_unused_moods(music, {span.mood for span in spans})
        for index, span in enumerate(spans):
            if span.mood.value in music:
                named = _MaterialEntry(f"material.music.{span.mood}", music[span.mood.value])
                self._own[music_id(index, span)] = self._music(named)

    def _warn_of_unused_moods(self, music: Mapping[str, str], moods: set[Mood]) -> None:
        self._warnings += _unused(music, moods)

    def _music(self, named: _MaterialEntry) -> Music:
        path = self._path(named)
        read = partial(own_music, path, named.where, self._store)
        return self._imports.take("music", path, Music, read)

    def take_narration(self) -> None:
        """The narrator's lines: divided now, or a recording whose words the crew hears."""
        if not self._material.narration or Skip.NARRATION in self._context.skip:
            return
        lines = self._narrator_lines()
        if not lines.calls:
            self._warnings.append(
                f"{_NARRATION} is not used: nobody named NARRATOR speaks in this film, or in the part that is"
                " asked for."
            )
            return
        path = self._path(_MaterialEntry(_NARRATION, self._material.narration))
        if "listener" in self._context.card.fingerprints:
            self._take_recording(path, lines)
        else:
            self._take_lines(path, lines)

    def _narrator_lines(self) -> _NarratorLines:
        spoken = [
            (speech_id(shot, index), line.text)
            for _, shot in self._context.storyboard.shots()
            for index, line in enumerate(shot.lines)
            if line.cast_id == NARRATOR_ID
        ]
        return _NarratorLines(tuple(call for call, _ in spoken), [text for _, text in spoken])

    def _take_recording(self, path: Path, lines: _NarratorLines) -> None:
        read = partial(_read_recording, path, lines.texts, self._store)
        heard = self._imports.take(f"recording {lines.texts!r}", path, _OwnRecording, read)
        self._warn(heard.warning)
        self._narration = heard.narration.model_copy(update={"names": tuple(map(str, lines.calls))})

    def _take_lines(self, path: Path, lines: _NarratorLines) -> None:
        read = partial(_read_lines, path, lines.texts, self._store)
        taken = self._imports.take(f"lines {lines.texts!r}", path, _OwnLines, read)
        self._warn(taken.warning)
        self._own |= dict(zip(lines.calls, taken.lines, strict=True))

    def _warn(self, warning: str) -> None:
        if warning:
            self._warnings.append(warning)

    def _keyframes(self, shot: Shot, ends: Keyframes, *, first_only: bool = False) -> None:
        """A shot's ends under the names of the calls that would draw them.

        A last frame that is not given is drawn to go with the first.
        """
        if self._context.images(shot).both_ends:
            self._own[keyframes_id(shot)] = ends
            return
        self._own[first_id(shot)] = Still(image=ends.first)
        if not first_only and last_id(shot) in keyframe_needs(self._context, shot):
            self._own[last_id(shot)] = Still(image=ends.last)

    def _shots(self, table: str, values: Mapping[str, str]) -> list[tuple[Shot, _MaterialEntry]]:
        """Entries for shots of the film that is asked for; the warnings name shots that no film has."""
        present = {shot.id: shot for _, shot in self._context.storyboard.shots()}
        present[FIRST] = next(iter(present.values()))
        known = {shot.id for _, shot in self._whole.shots()}
        found: list[tuple[Shot, _MaterialEntry]] = []
        for shot_id, value in values.items():
            named = _MaterialEntry(f'material.{table}."{shot_id}"', value)
            if shot_id in present:
                found.append((present[shot_id], named))
            elif shot_id not in known:
                self._warnings.append(
                    f"{named.where} is not used: the film has no such shot; it has {_listed(sorted(known))}."
                )
        return found

    def _path(self, named: _MaterialEntry) -> Path:
        return material_path(self._folder, named.value, named.where)


def _unused(music: Mapping[str, str], moods: set[Mood]) -> list[str]:
    return [_unused_mood(mood, moods) for mood in music if Mood(mood) not in moods]


def _read_clip(path: Path, where: str, context: FilmContext, store: AssetStore) -> _OwnClip:
    clip, ends = own_clip(path, where, context.recipe, store)
    return _OwnClip(clip=clip, ends=ends)


def _read_frame(path: Path, where: str, context: FilmContext, store: AssetStore) -> _OwnPicture:
    return _OwnPicture(image=own_frame(path, where, context.recipe, store))


def _read_reference(path: Path, where: str, store: AssetStore) -> _OwnPicture:
    return _OwnPicture(image=own_reference(path, where, store))


def _read_lines(path: Path, texts: list[str], store: AssetStore) -> _OwnLines:
    lines, warning = own_lines(path, _NARRATION, texts, store)
    return _OwnLines(lines=lines, warning=warning)


def _read_recording(path: Path, texts: list[str], store: AssetStore) -> _OwnRecording:
    narration, warning = own_recording(path, _NARRATION, texts, store)
    return _OwnRecording(narration=narration, warning=warning)


def _training_pictures(subject: str) -> list[CallId]:
    return [reference_id(subject, number) for number in range(1, TRAINING_PICTURES + 1)]


def _unused_words(named: _MaterialEntry) -> str:
    return (
        f"{named.where} has words, and this crew's pictures are painted from the storyboard; name a picture"
        " instead."
    )


def _unused_mood(mood: str, moods: set[Mood]) -> str:
    return f"material.music.{mood} is not used: no scene is {mood}; {', '.join(sorted(moods))} are there."


def _require_known(name: str, named: _MaterialEntry, known: Mapping[str, str]) -> None:
    """Refuse a name that no person or place of the whole film has."""
    if subject_named(name, known) is None:
        raise _unknown(named, known)


def _unknown(named: _MaterialEntry, known: Iterable[str]) -> SettingsError:
    return SettingsError(
        f"{named.where} names no person or place of this film; {', '.join(known) or 'none'} are accepted."
        f" {_FIX}"
    )


def _require_moods(music: Mapping[str, str]) -> None:
    for mood in music:
        if mood not in tuple(Mood):
            raise _no_mood(mood)


def _no_mood(name: str) -> SettingsError:
    return SettingsError(f"material.music has {name!r}; the moods {', '.join(Mood)} are accepted. {_FIX}")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_MOST_LISTED]) + _more(len(names) - _MOST_LISTED)


def _more(number: int) -> str:
    return f" and {number} more" if number > 0 else ""
