"""The film's folder: what a person gets. A checkout of the vault, every file put in place whole. It makes nothing."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image

from storyreel.film.assets import PICTURE_FORMATS, AssetRef
from storyreel.film.briefs import Clip, Keyframes, Speech, Still
from storyreel.film.cutting import FinishedFilm
from storyreel.film.errors import VaultError
from storyreel.film.keyframe_calls import keyframes_of
from storyreel.film.place_calls import set_name
from storyreel.film.sheet import Sheet
from storyreel.film.storyboard import ShotSize
from storyreel.project.layers import write_layers
from storyreel.project.project import Project
from storyreel.vault.durable import replace_file

PICTURES, CLIPS, NARRATION = "pictures", "clips", "narration"
_ENDINGS = {"video/mp4": ".mp4", "audio/flac": ".flac", "audio/x-flac": ".flac", "audio/wav": ".wav", "audio/x-wav": ".wav", "audio/mpeg": ".mp3"}
PICTURE_WIDTH_PX = 640
BYTES_A_PIXEL = 0.02
"""Room one pixel of one frame takes: about 0.008 bytes in a painted clip in rain at the usual recipe, and as much again in the cut and in the film."""


def require_room(project: Project, sheet: Sheet, frames: int) -> None:
    """Refuse early when the disk cannot hold the film.

    Raises:
        VaultError: says how much is needed and how much is free.
    """
    size = sheet.recipe.size
    needed = int(frames * size.width_px * size.height_px * BYTES_A_PIXEL) + 50_000_000
    for folder in (project.vault.assets.root, project.folder):
        free = shutil.disk_usage(folder).free
        if free < needed:
            raise VaultError(
                f"The disk of {str(folder)!r} has {free:,} bytes free and the film needs about {needed:,}. "
                "Nothing was made. Free some room (`storyreel vault gc`), or choose a smaller --resolution."
            )


def deliver_pictures(project: Project, sheet: Sheet, made: Mapping[str, Any]) -> None:
    """A picture of each shot, and the layers of each place, in the film's folder."""
    store = project.vault.assets
    sets: dict[str, Keyframes] = {}
    for scene, shot in sheet.storyboard.shots():
        keyframes = keyframes_of(made, shot)
        if keyframes is None:
            continue
        if keyframes.layers:
            sets.setdefault(set_name(scene), keyframes)
        _write_if_new(project.folder / PICTURES / f"{shot.id}.jpg", lambda found=keyframes: jpeg(store.read(found.first)), keyframes.first.sha256)
    project.remember(written_layers=write_layers(project.folder, project.state, sets, store))


def deliver_film(project: Project, sheet: Sheet, made: Mapping[str, Any], film: FinishedFilm) -> Path:
    """The film, its captions and its poster; returns the film's path."""
    store, name = project.vault.assets, project.slug
    replace_file(project.folder / f"{name}.srt", store.read(film.srt))
    replace_file(project.folder / f"{name}.vtt", store.read(film.vtt))
    replace_file(project.folder / "poster.jpg", jpeg(store.read(_poster(sheet, made).first), width_px=sheet.recipe.size.width_px))
    path = project.folder / f"{name}.mp4"
    _write_if_new(path, lambda: store.path(film.video), film.video.sha256)
    return path


def deliver_pieces(project: Project, made: Mapping[str, Any]) -> tuple[str, ...]:
    """Clips and spoken lines in the film's folder, for a run that was asked to stop before the film; what there is, each as '14 clips in clips/'."""
    for name, piece in made.items():
        if isinstance(piece, Clip):
            _put_piece(project, f"{CLIPS}/{_file_name(name).replace('-clip', '')}", piece.video)
        elif isinstance(piece, Speech):
            _put_piece(project, f"{NARRATION}/{_file_name(name)}", piece.audio)
    counts = {
        f"spoken lines in {NARRATION}/": sum(isinstance(piece, Speech) for piece in made.values()),
        f"pictures in {PICTURES}/": sum(isinstance(piece, Keyframes | Still) for piece in made.values()) and _files(project.folder / PICTURES),
        f"clips in {CLIPS}/": sum(isinstance(piece, Clip) for piece in made.values()),
    }
    return tuple(f"{count} {what if count != 1 else what.replace('s in ', ' in ', 1)}" for what, count in counts.items() if count)


def jpeg(png: bytes, width_px: int = PICTURE_WIDTH_PX) -> bytes:
    """A PNG as JPEG, no wider than `width_px`."""
    with Image.open(io.BytesIO(png), formats=PICTURE_FORMATS) as picture:
        small = picture.convert("RGB")
        small.thumbnail((width_px, width_px * 2))
        out = io.BytesIO()
        small.save(out, "JPEG", quality=86)
        return out.getvalue()


def _poster(sheet: Sheet, made: Mapping[str, Any]) -> Keyframes:
    """The first picture with somebody in it that is not too close, or the first of all."""
    wide = {ShotSize.WIDE, ShotSize.FULL, ShotSize.MEDIUM}
    drawn = [(shot, keyframes) for _, shot in sheet.storyboard.shots() if (keyframes := keyframes_of(made, shot)) is not None]
    return next((keyframes for shot, keyframes in drawn if shot.figures and shot.size in wide), drawn[0][1])


def _put_piece(project: Project, name: str, ref: AssetRef) -> None:
    ending = _ENDINGS.get(ref.media_type, f".{ref.media_type.rsplit('/', 1)[-1]}")
    _write_if_new(project.folder / f"{name}{ending}", lambda: project.vault.assets.path(ref), ref.sha256)


def _file_name(call: str) -> str:
    """A call's name as a file's.

    >>> _file_name("SC010-SH010 line 1"), _file_name("SC010-SH020 clip 1 of 2")
    ('SC010-SH010-line-1', 'SC010-SH020-clip-1-of-2')
    """
    return "-".join(call.split())


def _files(folder: Path) -> int:
    return sum(path.suffix == ".jpg" for path in folder.iterdir()) if folder.is_dir() else 0


def _write_if_new(path: Path, content: Any, sha256: str) -> None:
    """Write a file unless the same content was written there before; a mark beside it says which."""
    mark = path.parent / ".written" / f"{path.name}.sha256"
    if path.exists() and mark.exists() and mark.read_text() == f"{sha256} {path.stat().st_size}":
        return
    replace_file(path, content())
    replace_file(mark, f"{sha256} {path.stat().st_size}".encode())
