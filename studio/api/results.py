"""What the functions for Python return: values that know their files and that a notebook can show."""

from __future__ import annotations

import base64
import io
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from storyreel.film.assets import PICTURE_FORMATS
from storyreel.film.errors import SettingsError

if TYPE_CHECKING:
    from PIL.Image import Image

    from flows.preview import Preview
    from storyreel.film.briefs import WordTime
    from storyreel.film.money import Cost
    from storyreel.film.storyboard import Scene, Shot, Storyboard
    from storyreel.project.plan import PlannedCall
    from storyreel.project.project import Project

_LARGEST_SHOWN_BYTES = 20_000_000
"""A sound or a clip up to this size is shown inside a notebook; of a larger one, the path is."""


def _data_url(content: bytes, media_type: str) -> str:
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


def _player(tag: str, path: Path, media_type: str) -> str:
    """An HTML player with the file in it, or the path of a file that is too large."""
    if path.stat().st_size > _LARGEST_SHOWN_BYTES:
        return f"<code>{escape(str(path))}</code>"
    return f'<{tag} controls src="{_data_url(path.read_bytes(), media_type)}"></{tag}>'


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    def line(cells: tuple[str, ...], tag: str) -> str:
        return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"

    return f"<table>{line(head, 'th')}{''.join(line(row, 'td') for row in rows)}</table>"


def _copied(source: Path, to: str | os.PathLike[str]) -> Path:
    """A copy of the file. A file that exists is not overwritten."""
    target = Path(to).expanduser()
    _require_new(target)
    shutil.copyfile(source, target)
    return target


def _require_new(target: Path) -> None:
    if target.exists():
        raise SettingsError(f"{str(target)!r} exists already and was not changed. Name another file.")


@dataclass(frozen=True)
class Audio:
    """A spoken line, a sound or a score. A notebook shows a player."""

    path: Path
    """The file, without an ending in its name. The vault keeps it: read it, and use `save` for a copy."""
    media_type: str
    """For example 'audio/flac'."""
    seconds: float
    words: tuple[WordTime, ...] = ()
    """Of a spoken line: each word with its start and end in milliseconds."""

    def save(self, to: str | os.PathLike[str]) -> Path:
        """Copy the sound into a new file, and return its path.

        Raises:
            SettingsError: the file exists already.
        """
        return _copied(self.path, to)

    def __repr__(self) -> str:
        said = f" of {' '.join(word.word for word in self.words)!r}" if self.words else ""
        return f"<Audio{said}, {self.seconds:.2f} s, {self.media_type}>"

    def _repr_html_(self) -> str:
        return _player("audio", self.path, self.media_type)


@dataclass(frozen=True)
class Drawing:
    """The pictures of a shot. A notebook shows the first."""

    path: Path
    """The first frame. The vault keeps it: read it, and use `save` for a copy."""
    last_path: Path
    """The last frame; the first again if the engine draws no last frames."""
    prompt: str
    """The words that describe the picture to an image model."""

    @property
    def image(self) -> Image:
        """The first frame as a Pillow image."""
        return _image(self.path)

    @property
    def last_image(self) -> Image:
        """The last frame as a Pillow image."""
        return _image(self.last_path)

    def save(self, to: str | os.PathLike[str]) -> Path:
        """Write the first frame into a new file in the format of its ending, and return its path.

        Raises:
            SettingsError: the file exists already, or Pillow writes no files with this ending.
        """
        target = Path(to).expanduser()
        _require_new(target)
        try:
            self.image.save(target)
        except ValueError as error:
            raise SettingsError(f"{str(target)!r} has no ending that Pillow knows; .png is one.") from error
        return target

    def __repr__(self) -> str:
        return f"<Drawing {'x'.join(map(str, self.image.size))}, {self.prompt[:60]!r}>"

    def _repr_png_(self) -> bytes:
        written = io.BytesIO()
        self.image.save(written, "PNG")
        return written.getvalue()


def _image(path: Path) -> Image:
    from PIL import Image

    with Image.open(path, formats=PICTURE_FORMATS) as image:
        image.load()
        return image


@dataclass(frozen=True)
class Video:
    """A filmed shot, without sound. A notebook shows a player."""

    path: Path
    """Its first segment. The vault keeps it: read it, and use `save` for a copy."""
    paths: tuple[Path, ...]
    """All segments in order. A shot that is longer than the engine's longest clip has several, which overlap;
    the film's cut removes the overlap.
    """
    media_type: str
    seconds: float
    """Length of the shot in the film."""

    def save(self, to: str | os.PathLike[str]) -> Path:
        """Copy the first segment into a new file, and return its path.

        Raises:
            SettingsError: the file exists already.
        """
        return _copied(self.path, to)

    def __repr__(self) -> str:
        return f"<Video of {self.seconds:.2f} s in {len(self.paths)} segments, {self.media_type}>"

    def _repr_html_(self) -> str:
        return "".join(_player("video", path, self.media_type) for path in self.paths)


@dataclass(frozen=True)
class PlannedShot:
    """One shot of an analysed screenplay; `storyreel.draw` and `storyreel.shoot` take it."""

    scene: Scene
    shot: Shot
    """Its size, move, people, lines and facts."""
    analysis: Analysis = field(repr=False, compare=False)

    @property
    def id(self) -> str:
        """For example 'SC020-SH010'."""
        return self.shot.id

    @property
    def action(self) -> str:
        """What happens, in the script's words."""
        return self.shot.action

    @property
    def lines(self) -> tuple[str, ...]:
        """What is spoken in it."""
        return tuple(line.text for line in self.shot.lines)


@dataclass(frozen=True)
class Analysis:
    """A screenplay as scenes and shots. A notebook shows a table of them."""

    storyboard: Storyboard
    """The title, the cast, the places and the scenes."""
    warnings: tuple[str, ...]
    project: Project = field(repr=False, compare=False)
    preview: Preview = field(repr=False, compare=False)

    @property
    def folder(self) -> Path:
        """The folder of the film whose settings and edits were used. It need not exist."""
        return self.project.folder

    @property
    def title(self) -> str:
        """The film's title."""
        return self.storyboard.title.title

    @property
    def shots(self) -> tuple[PlannedShot, ...]:
        """All shots in film order."""
        return tuple(PlannedShot(scene, shot, self) for scene, shot in self.storyboard.shots())

    def shot(self, shot_id: str) -> PlannedShot:
        """The shot with that id, for example 'SC020-SH010'.

        Raises:
            SettingsError: there is none; lists those that there are.
        """
        found = next((one for one in self.shots if one.id == shot_id), None)
        if found is None:
            known = ", ".join(one.id for one in self.shots)
            raise SettingsError(f"There is no shot {shot_id!r}; accepted are {known}.")
        return found

    def __repr__(self) -> str:
        return f"<Analysis of {self.title!r}: {', '.join(one.id for one in self.shots[:8])}>"

    def _repr_html_(self) -> str:
        rows = (
            (one.id, one.scene.heading, str(one.shot.size), one.action, " / ".join(one.lines))
            for one in self.shots
        )
        return f"<h3>{escape(self.title)}</h3>" + _table(("shot", "scene", "size", "action", "lines"), rows)


@dataclass(frozen=True)
class Film:
    """A film that was made. A notebook shows a player and what is missing."""

    title: str
    folder: Path
    path: Path | None
    """The film as .mp4; None if the run ended before it: see `waiting` and `pieces`."""
    seconds: float
    shots: int
    made: int
    """Calls that this run made."""
    reused: int
    """Calls whose results were there already."""
    waiting: str
    """The step whose approval the film waits for; '' if it waits for nothing."""
    pieces: tuple[str, ...]
    """What is in the folder if there is no film, each as '14 clips in clips/'."""
    gaps: tuple[str, ...]
    """What is missing in the film, each as 'name: why'."""
    stale: tuple[str, ...]
    """Paid results of an earlier version that are in the film, each as 'name: why'."""
    warnings: tuple[str, ...]

    @property
    def report(self) -> Path:
        """The page with every shot: its picture, prompt and lines."""
        return self.folder / "report.html"

    def _repr_html_(self) -> str:
        facts = [f"<h3>{escape(self.title)}</h3>", self._shown(), f"<p>{escape(self._in_words())}</p>"]
        return "".join((*facts, *(f"<p>missing: {escape(gap)}</p>" for gap in self.gaps)))

    def _shown(self) -> str:
        return _player("video", self.path, "video/mp4") if self.path else ""

    def _in_words(self) -> str:
        if self.waiting:
            return f"Waits for your approval of: {self.waiting}. Look at {self.report}."
        if self.path is None:
            return f"No film was asked for. In {self.folder}: {', '.join(self.pieces) or 'the storyboard'}."
        return (
            f"{self.seconds:.0f} s, {self.shots} shots, {self.made} calls made, {self.reused} used again:"
            f" {self.path}"
        )


@dataclass(frozen=True)
class FilmPlan:
    """What `storyreel.make` would do. A notebook shows a table of what would be made."""

    calls: tuple[PlannedCall, ...]
    """Every call of the film: its name, its stage, what a run would do with it (`action`), and why."""
    shots: int
    seconds: float
    """Length of the shots together; estimated for lines that are not spoken yet."""
    warnings: tuple[str, ...]

    @property
    def to_make(self) -> tuple[PlannedCall, ...]:
        """The calls that a run would make, or about which that is not known yet."""
        return tuple(call for call in self.calls if call.action in ("make", "unknown"))

    def __repr__(self) -> str:
        return f"<FilmPlan: {len(self.to_make)} of {len(self.calls)} calls to make, {self.shots} shots>"

    def _repr_html_(self) -> str:
        return _table(("call", "", "why"), ((call.name, call.action, call.why) for call in self.to_make))


@dataclass(frozen=True)
class FilmEstimate:
    """What a film costs and how long it takes. A notebook shows a table by stage."""

    cost: Cost
    """In US dollars: `low_usd`, `high_usd`, and what has no known price."""
    wall_seconds: float
    """From start to end, with as many jobs at once as the providers allow."""
    film_seconds: float
    """Length of the film with title and credits."""
    stages: tuple[tuple[str, int, Cost], ...]
    """Each stage with the calls that are to be bought and what they cost."""
    shots: tuple[tuple[str, int, Cost], ...]
    """The same by shot."""

    def __repr__(self) -> str:
        return f"<FilmEstimate {_dollars(self.cost)}, about {self.wall_seconds:.0f} s of work>"

    def _repr_html_(self) -> str:
        rows = ((name, str(calls), _dollars(cost)) for name, calls, cost in self.stages)
        return f"<p>Total {_dollars(self.cost)}</p>" + _table(("stage", "calls", "cost"), rows)


def _dollars(cost: Cost) -> str:
    from studio.estimates import dollars

    return dollars(cost)


@dataclass(frozen=True)
class Screenplay:
    """A screenplay that was written from an idea."""

    text: str
    """Fountain. `storyreel.make` and `storyreel.analyse` take it."""
    cost_usd: float | None
    """What was charged; None if the provider did not say."""

    def save(self, to: str | os.PathLike[str]) -> Path:
        """Write it into a new file, and return its path.

        Raises:
            SettingsError: the file exists already.
        """
        target = Path(to).expanduser()
        _require_new(target)
        target.write_text(self.text, encoding="utf-8")
        return target

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self.text)}</pre>"
