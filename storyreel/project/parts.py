"""Writes what a film was made of as files for other tools."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import av

from storyreel.editing.ffmpeg import run_ffmpeg
from storyreel.film.assets import AssetRef
from storyreel.film.briefs import Clip, Music, Sound, Speech
from storyreel.film.cast import NARRATOR_ID
from storyreel.film.errors import VaultError
from storyreel.film.frozen import Frozen
from storyreel.film.storyboard import SpokenLine, Storyboard
from storyreel.graph.speech import speech_id
from storyreel.graph.stages import STAGES, CallId, Stage, call_named
from storyreel.project.delivery import ending_of, file_name
from storyreel.project.folder import FilmFolder
from storyreel.project.overrides import apply_overrides
from storyreel.project.project import Project, slug_of

STORYBOARD = "storyboard.json"
LINES = "lines.json"
SCRIPT_OF_NARRATION = "narration/narration.txt"


@dataclass(frozen=True)
class Part:
    """One file that was written."""

    file: str
    kind: str
    """'narration', 'line', 'effect', 'ambience', 'music', 'clip', 'scene', 'lines' or 'storyboard'."""
    of: str
    """The call that made it, or the scene."""


def write_parts(project: Project, out: Path) -> tuple[Part, ...]:
    """Write the film's parts into a folder; returns the files in order.

    Raises:
        VaultError: nothing of the film is made.
    """
    base = project.state.base
    if base is None:
        raise VaultError(
            f"Nothing of the film in {str(project.folder)!r} is made, so it has no parts. Make it first:"
            f" storyreel make {project.folder}. Nothing was written."
        )
    storyboard = apply_overrides(base, project.state.overrides)[0]
    return _Parts(project, FilmFolder(out), storyboard).written()


class _Parts:
    """Writes the parts of one film."""

    def __init__(self, project: Project, folder: FilmFolder, storyboard: Storyboard) -> None:
        self._project, self._folder, self._storyboard = project, folder, storyboard
        self._made = dict(_made(project))

    def written(self) -> tuple[Part, ...]:
        """Every file, with the ones that list them last."""
        parts = (*self._speech(), *self._pieces(), *self._scenes())
        self._folder.write(STORYBOARD, _json(self._storyboard.model_dump(mode="json")))
        return (*parts, Part(STORYBOARD, "storyboard", self._storyboard.title.title))

    def _speech(self) -> Iterator[Part]:
        """The spoken lines as sound, and as text with the times of their words."""
        texts, listed = list[str](), list[dict[str, object]]()
        for call, line in self._lines():
            narrated = line.cast_id == NARRATOR_ID
            texts += [line.text] if narrated else []
            speech = self._made.get(call)
            part = None
            if isinstance(speech, Speech):
                folder, kind = ("narration", "narration") if narrated else ("lines", "line")
                part = self._put(folder, kind, call, speech.audio)
                yield part
            listed.append(self._said(call, line, part, speech))
        self._folder.write(SCRIPT_OF_NARRATION, "".join(f"{text}\n" for text in texts).encode())
        self._folder.write(LINES, _json(listed))
        yield Part(SCRIPT_OF_NARRATION, "narration", "text")
        yield Part(LINES, "lines", "text and times")

    def _said(
        self, call: CallId, line: SpokenLine, part: Part | None, speech: Frozen | None
    ) -> dict[str, object]:
        """A line as it stands in the list; times in milliseconds from the start of its sound."""
        names = {member.id: member.name for member in self._storyboard.cast}
        timed = speech.model_dump(mode="json", include={"duration_ms", "words"}) if speech else {}
        who = names.get(line.cast_id, line.cast_id)
        return {
            "shot": call.subject,
            "who": who,
            "text": line.text,
            "file": part.file if part else None,
        } | timed

    def _lines(self) -> Iterator[tuple[CallId, SpokenLine]]:
        for _, shot in self._storyboard.shots():
            for index, line in enumerate(shot.lines):
                yield speech_id(shot, index), line

    def _pieces(self) -> Iterator[Part]:
        """Effects, ambience, music and clips."""
        for call, piece in self._made.items():
            if isinstance(piece, Sound) and piece.audio is not None:
                folder, kind = ("ambience", "ambience") if "/" in call.subject else ("effects", "effect")
                yield self._put(folder, kind, call, piece.audio)
            elif isinstance(piece, Music):
                yield self._put("music", "music", call, piece.audio)
            elif isinstance(piece, Clip) and call.stage is Stage.CLIP:
                yield self._put("clips", "clip", call, piece.video)

    def _put(self, folder: str, kind: str, call: CallId, ref: AssetRef) -> Part:
        name = f"{folder}/{file_name(str(call).replace('/', '-'))}{ending_of(ref.media_type)}"
        self._folder.write(name, self._project.vault.assets.path(ref))
        return Part(name, kind, str(call))

    def _scenes(self) -> Iterator[Part]:
        """A film of each scene, copied from the finished film; nothing if there is none."""
        name = f"{self._project.slug}.mp4"
        if self._project.files.size(name) is None:
            return
        with TemporaryDirectory() as cuts:
            for number, (title, start, end) in enumerate(_chapters(self._project.folder / name), 1):
                cut = Path(cuts) / f"{number:03d}.mp4"
                _cut(self._project.folder / name, start, end, cut)
                file = f"scenes/{number:03d}-{slug_of(title)}.mp4"
                self._folder.write(file, cut)
                yield Part(file, "scene", title)


def _made(project: Project) -> Iterator[tuple[CallId, Frozen]]:
    """What the film was last made of, by call."""
    for name, key in project.state.keys.items():
        call = call_named(name)
        done = project.vault.ledger.attempt(key).done if call and call.stage is not Stage.FILM else None
        if call is not None and done is not None:
            yield call, STAGES[call.stage].result.model_validate(done["result"])


def _chapters(film: Path) -> list[tuple[str, float, float]]:
    """Title, start and end in seconds of each chapter of a film."""
    with av.open(film) as container:
        found = container.chapters()
    return [
        (
            str(one["metadata"].get("title", "scene")),
            _seconds(one["start"], one["time_base"]),
            _seconds(one["end"], one["time_base"]),
        )
        for one in found
    ]


def _rate(film: Path) -> Fraction:
    """Pictures a second."""
    with av.open(film) as container:
        return Fraction(container.streams.video[0].average_rate or 0)


def _seconds(count: int, time_base: Fraction | None) -> float:
    """A time of a chapter; without a clock of its own it counts microseconds, as ffmpeg does."""
    return float(count * (time_base or Fraction(1, 1_000_000)))


def _cut(film: Path, start: float, end: float, target: Path) -> None:
    """Copy a part of a film without encoding it again. A scene begins on a key picture.

    Chapters count whole milliseconds, so the times are moved to the nearest picture.
    """
    rate = _rate(film)
    first, last = round(start * rate), round(end * rate)
    times = [
        "-ss",
        f"{float(first / rate):.6f}",
        "-i",
        str(film),
        "-t",
        f"{float((last - first) / rate):.6f}",
    ]
    pictures = ["-map", "0:v:0", "-map", "0:a:0", "-c", "copy", "-frames:v", str(last - first)]
    run_ffmpeg([*times, *pictures, str(target)])


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode()
