"""Copies what a person gets from the vault into the film's folder; every file is put in place whole."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from PIL import Image

from storyreel.film.assets import PICTURE_FORMATS, AssetRef
from storyreel.film.briefs import Clip, Keyframes, Speech, Still
from storyreel.film.cutting import FinishedFilm
from storyreel.film.errors import VaultError
from storyreel.film.storyboard import Scene, Shot, ShotSize
from storyreel.graph.calls import Made
from storyreel.graph.context import FilmContext
from storyreel.graph.keyframes import keyframes_of
from storyreel.graph.places import set_name
from storyreel.project.folder import FilmFolder
from storyreel.project.layers import write_layers
from storyreel.project.project import Project

PICTURES, CLIPS, NARRATION = "pictures", "clips", "narration"
_ENDINGS = {
    "video/mp4": ".mp4",
    "audio/flac": ".flac",
    "audio/x-flac": ".flac",
    "audio/wav": ".wav",
    "audio/x-wav": ".wav",
    "audio/mpeg": ".mp3",
}
PICTURE_WIDTH_PX = 640
_POSTER_SIZES = (ShotSize.WIDE, ShotSize.FULL, ShotSize.MEDIUM)
_Drawn = tuple[Scene, Shot, Keyframes]
"""A shot that has pictures."""
MARK_BYTES = 1_000
BYTES_A_PIXEL = 0.02
"""Disk space of one pixel of one frame: about 0.008 bytes in a painted clip in rain at the usual recipe, and
as much again in the cut and in the film.
"""


def require_disk_space(project: Project, context: FilmContext, frames: int) -> None:
    """Refuse before anything is made if the disk cannot hold the film.

    Raises:
        VaultError: says how much is needed and how much is free.
    """
    size = context.recipe.size
    needed = int(frames * size.width_px * size.height_px * BYTES_A_PIXEL) + 50_000_000
    for folder in (project.vault.assets.root, project.folder):
        free = shutil.disk_usage(folder).free
        if free < needed:
            raise VaultError(
                f"The disk of {str(folder)!r} has {free:,} bytes free and the film needs about {needed:,}. "
                "Nothing was made. Free some room (`storyreel vault gc`), or choose a smaller --resolution."
            )


def deliver_pictures(project: Project, context: FilmContext, made: Made) -> None:
    """A picture of each shot, and the layers of each place, in the film's folder."""
    store = project.vault.assets
    sets: dict[str, Keyframes] = {}
    for scene, shot, keyframes in _drawn(context, made):
        if keyframes.layers:
            sets.setdefault(set_name(scene), keyframes)
        _put_picture(project, shot, keyframes.first)
    project.remember(written_layers=write_layers(project.files, project.state, sets, store))


def _drawn(context: FilmContext, made: Made) -> Iterator[_Drawn]:
    """The shots that have pictures."""
    for scene, shot in context.storyboard.shots():
        keyframes = keyframes_of(made, shot)
        if keyframes is not None:
            yield scene, shot, keyframes


def _put_picture(project: Project, shot: Shot, first: AssetRef) -> None:
    small = partial(_small, project, first)
    _write_if_new(project.files, _picture_file(shot), small, first.sha256)


def _picture_file(shot: Shot) -> str:
    return f"{PICTURES}/{shot.id}.jpg"


def _small(project: Project, picture: AssetRef) -> bytes:
    return jpeg(project.vault.assets.read(picture))


def deliver_film(project: Project, context: FilmContext, made: Made, film: FinishedFilm) -> Path:
    """The film, its captions and its poster; returns the film's path."""
    store, name = project.vault.assets, project.slug
    project.files.write(f"{name}.srt", store.read(film.srt))
    project.files.write(f"{name}.vtt", store.read(film.vtt))
    poster = store.read(_poster(context, made).first)
    project.files.write("poster.jpg", jpeg(poster, width_px=context.recipe.size.width_px))
    _write_if_new(project.files, f"{name}.mp4", lambda: store.path(film.video), film.video.sha256)
    return project.folder / f"{name}.mp4"


def deliver_pieces(project: Project, made: Made) -> tuple[str, ...]:
    """Put clips and spoken lines in the film's folder, for a run that was asked to stop before the film.

    Returns what is in the folder now, each as '14 clips in clips/'.
    """
    for call, piece in made.items():
        if isinstance(piece, Clip):
            _put_piece(project, f"{CLIPS}/{file_name(call.subject, call.number)}", piece.video)
        elif isinstance(piece, Speech):
            _put_piece(project, f"{NARRATION}/{file_name(str(call))}", piece.audio)
    counts = {
        f"spoken lines in {NARRATION}/": _count(made, Speech),
        f"pictures in {PICTURES}/": _count(made, Keyframes, Still) and _count_pictures(project.files),
        f"clips in {CLIPS}/": _count(made, Clip),
    }
    return tuple(_counted(count, what) for what, count in counts.items() if count)


def _count(made: Made, *kinds: type) -> int:
    return sum(isinstance(piece, kinds) for piece in made.values())


def _counted(count: int, what: str) -> str:
    """'1 clip in clips/' for one of 'clips in clips/'."""
    return f"{count} {what}" if count != 1 else f"{count} {what.replace('s in ', ' in ', 1)}"


def jpeg(png: bytes, width_px: int = PICTURE_WIDTH_PX) -> bytes:
    """A PNG as JPEG, no wider than `width_px`."""
    with Image.open(io.BytesIO(png), formats=PICTURE_FORMATS) as picture:
        small = picture.convert("RGB")
        small.thumbnail((width_px, width_px * 2))
        out = io.BytesIO()
        small.save(out, "JPEG", quality=86)
        return out.getvalue()


def _poster(context: FilmContext, made: Made) -> Keyframes:
    """The first picture with a person in it that is not too close, or the first of all."""
    drawn = list(_drawn(context, made))
    return next(_good_posters(drawn), drawn[0][2])


def _good_posters(drawn: Iterable[_Drawn]) -> Iterator[Keyframes]:
    """The pictures with a person who is not too close."""
    for _, shot, keyframes in drawn:
        if _suits_a_poster(shot):
            yield keyframes


def _suits_a_poster(shot: Shot) -> bool:
    return len(shot.figures) > 0 and shot.size in _POSTER_SIZES


def _put_piece(project: Project, name: str, ref: AssetRef) -> None:
    file = name + ending_of(ref.media_type)
    _write_if_new(project.files, file, lambda: project.vault.assets.path(ref), ref.sha256)


def ending_of(media_type: str) -> str:
    """A file's ending: '.flac'."""
    return _ENDINGS.get(media_type, f".{media_type.rsplit('/', 1)[-1]}")


def file_name(*words: str) -> str:
    """Words as a file's name.

    >>> file_name("SC010-SH010 line 1"), file_name("SC010-SH020", "1 of 2"), file_name("SC010-SH030", "")
    ('SC010-SH010-line-1', 'SC010-SH020-1-of-2', 'SC010-SH030')
    """
    return "-".join(" ".join(words).split())


def _count_pictures(folder: FilmFolder) -> int:
    return sum(name.endswith(".jpg") for name in folder.files(PICTURES))


def _write_if_new(folder: FilmFolder, name: str, content: Callable[[], bytes | Path], sha256: str) -> None:
    """Write a file unless the same content was written there before, as a mark beside it says."""
    mark = _mark_name(name)
    size = folder.size(name)
    if size is not None and folder.read(mark, MARK_BYTES) == _mark(sha256, size):
        return
    folder.write(name, content())
    folder.write(mark, _mark(sha256, folder.size(name)))


def _mark_name(name: str) -> str:
    inner, slash, file = name.rpartition("/")
    return f"{inner}{slash}.written/{file}.sha256"


def _mark(sha256: str, size: int | None) -> bytes:
    return f"{sha256} {size}".encode()
