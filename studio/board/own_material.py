"""A person's own picture or clip in the place of a shot's: kept in the film's folder, named in film.toml."""

from __future__ import annotations

import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager
from pathlib import Path

from storyreel.film.errors import UsageError
from storyreel.project.film_toml import set_material
from storyreel.project.own_clips import own_clip
from storyreel.project.own_files import CLIPS, PICTURES
from storyreel.project.own_pictures import own_frame
from storyreel.project.project import SETTINGS_FILE, Project, direct
from studio.board.identity import studio_folder
from studio.board.library import Library

FOLDER = "own"
"""In the film's folder."""
PICTURE_BYTES = 40_000_000
CLIP_BYTES = 2_000_000_000
_WHERE = "the file that was dropped on the page"


async def received(chunks: AsyncIterator[bytes], name: str) -> Path:
    """What is sent, in a file of the studio's folder; the caller deletes it.

    name: of the file that was dropped; only its ending is used.

    Raises:
        UsageError: it is neither a picture nor a clip, or is larger than is accepted.
    """
    ending = Path(name).suffix.lower()
    if ending not in (*PICTURES, *CLIPS):
        raise UsageError(
            f"The file ends in {ending[:20]!r}; {', '.join((*PICTURES, *CLIPS))} are accepted. Nothing was"
            " kept."
        )
    most = PICTURE_BYTES if ending in PICTURES else CLIP_BYTES
    handle, path = tempfile.mkstemp(dir=studio_folder(), prefix="dropped-", suffix=ending)
    kept = 0
    try:
        with os.fdopen(handle, "wb") as out:
            async for chunk in chunks:
                kept += len(chunk)
                if kept > most:
                    raise UsageError(
                        f"It has more than the {most:,} bytes that are accepted. Nothing was kept."
                    )
                out.write(chunk)
    except BaseException:
        os.unlink(path)  # noqa: PTH108 a name in memory is removed, which blocks no longer than a write
        raise
    return Path(path)


def keep(library: Library, slug: str, shot_id: str, file: Path) -> None:
    """Have a picture be a shot's first frame, or a clip the shot; it is decoded to its end first.

    Raises:
        UsageError: the film has no such shot.
        SettingsError: it cannot be decoded; says why.
        ProjectBusyError: the film is being made.
    """
    with _directed(library, slug, shot_id) as project:
        kind = "frames" if file.suffix in PICTURES else "clips"
        recipe = project.settings.recipe()
        if kind == "frames":
            own_frame(file, _WHERE, recipe, project.vault.assets)
        else:
            own_clip(file, _WHERE, recipe, project.vault.assets)
        name = f"{FOLDER}/{shot_id}{file.suffix}"
        project.files.write(name, file)
        _name(project, shot_id, {"frames": None, "clips": None} | {kind: name})


def take_away(library: Library, slug: str, shot_id: str) -> None:
    """Have a shot made by the crew again. The file stays in the film's folder.

    Raises:
        UsageError: the film has no such shot.
        ProjectBusyError: the film is being made.
    """
    with _directed(library, slug, shot_id) as project:
        _name(project, shot_id, {"frames": None, "clips": None})


def own_of(project: Project, shot_id: str) -> str:
    """The file that stands in the place of a shot's picture or clip, as film.toml names it; '' for none."""
    material = project.settings.material
    return material.clips.get(shot_id) or material.frames.get(shot_id, "")


def _directed(library: Library, slug: str, shot_id: str) -> AbstractContextManager[Project]:
    project = library.open(slug)
    shots = [shot.id for _, shot in project.state.base.shots()] if project.state.base else []
    if shot_id not in shots:
        raise UsageError(f"{slug} has no shot {shot_id[:40]!r}. Nothing was kept.")
    return direct(project.script, str(project.folder), project.vault)


def _name(project: Project, shot_id: str, files: dict[str, str | None]) -> None:
    for kind, file in files.items():
        set_material(project.folder / SETTINGS_FILE, kind, shot_id, file)
