"""What Prefect's pages show of a film beside its runs: storyboard, progress and the finished film."""

from __future__ import annotations

import base64
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import copy_context
from pathlib import Path
from typing import Any
from uuid import UUID

from prefect.artifacts import (
    create_link_artifact,
    create_markdown_artifact,
    create_progress_artifact,
    update_progress_artifact,
)

from flows._markdown import link, literal
from flows.progress import Progress, listening
from storyreel.film.assets import AssetRef
from storyreel.film.cutting import FinishedFilm
from storyreel.film.storyboard import Shot, SpokenLine, Storyboard
from storyreel.graph.calls import Made
from storyreel.graph.context import FilmContext
from storyreel.graph.keyframes import keyframes_of
from storyreel.project.delivery import jpeg
from storyreel.project.project import Project
from storyreel.project.report_data import REPORT_FILE
from storyreel.project.shown_folders import link_to

PICTURE_WIDTH_PX = 200
MOST_PICTURES = 120
"""The most pictures of a table; a page with more is too large."""
UPDATE_SECONDS = 3.0
LINK_SECONDS = 7 * 86_400
"""The longest that S3 and Google Cloud Storage sign a link for."""


def show_storyboard(project: Project, context: FilmContext, made: Made) -> None:
    """The storyboard as a table, with a picture of each shot that has one."""
    rows = ["| shot | picture | size and move | what happens |", "| --- | --- | --- | --- |"]
    for number, (_, shot) in enumerate(context.storyboard.shots()):
        picture = _picture(project, made, shot) if number < MOST_PICTURES else ""
        camera = literal(f"{shot.size.value}, {shot.move.value}")
        happens = " ".join(_what_happens(context.storyboard, shot))
        rows.append(f"| {literal(shot.id)} | {picture} | {camera} | {happens} |")
    create_markdown_artifact(
        "\n".join(rows),
        key=_key(project, "storyboard"),
        description=literal(f"Storyboard of {context.storyboard.title.title}"),
    )


def show_film(project: Project, film: Path, finished: FinishedFilm) -> None:
    """A link to the finished film, or where it is if nothing shows it.

    The description, which is what Prefect's pages show first, links to its report too. On a worker, whose
    server does not show its files, the film of a vault in a bucket has a link that ends, and the film of a
    vault on a disk has none: a browser elsewhere cannot open the worker's files.
    """
    key = _key(project, "film")
    watch = link_to(project.id, film)
    if not watch.startswith("file:"):
        report = link_to(project.id, project.folder / REPORT_FILE)
        where = (
            f"{link('Watch the film', watch)}, or see {link('every shot in its report', report)}."
            f" It is at {literal(str(film))}"
        )
        create_link_artifact(watch, literal(film.name), key=key, description=where)
        return
    where = f"The film is at {literal(str(film))} on {literal(socket.gethostname())}"
    shared = project.vault.assets.link(finished.video, LINK_SECONDS)
    if shared is None:
        create_markdown_artifact(where, key=key, description=where)
    else:
        until = f"for {LINK_SECONDS // 86_400} days, or as long as the worker's credentials"
        where = f"{link('Watch the film', shared)} ({until}). {where}"
        create_link_artifact(shared, literal(film.name), key=key, description=where)


def _bar(project: Project) -> Any:  # Prefect's type says that it may be a coroutine, too
    description = literal(f"Making {project.slug}")
    return create_progress_artifact(0.0, key=_key(project, "progress"), description=description)


@contextmanager
def showing_progress(project: Project) -> Iterator[None]:
    """A progress bar that follows the calls until the end."""
    meter = _Meter(_bar(project))
    with listening(meter.hear), meter.updating():
        yield


class _Meter:
    """Adds up work and updates the bar from a thread of its own.

    The server may take seconds to answer, and no call waits for that.
    """

    def __init__(self, artifact: UUID) -> None:
        self._artifact = artifact
        self._planned = self._done = 0.0

    def hear(self, progress: Progress) -> None:
        """Count what happened."""
        if progress.event == "planned":
            self._planned += progress.work
        elif progress.event in ("made", "reused", "gap"):
            self._done += progress.work

    def _updates(self, ended: threading.Event) -> threading.Thread:
        return threading.Thread(
            target=copy_context().run, args=(self._update, ended), name="progress", daemon=True
        )

    @contextmanager
    def updating(self) -> Iterator[None]:
        """Update the bar at intervals, and at the end."""
        ended = threading.Event()
        updates = self._updates(ended)
        updates.start()
        try:
            yield
        finally:
            ended.set()
            updates.join()

    def _update(self, ended: threading.Event) -> None:
        while True:
            last = ended.wait(UPDATE_SECONDS)
            with suppress(Exception):  # if the server is gone, the run ends with its own error
                update_progress_artifact(self._artifact, self._percent())
            if last:
                return

    def _percent(self) -> float:
        return round(100 * self._done / self._planned, 1) if self._planned else 0.0


def _picture(project: Project, made: Made, shot: Shot) -> str:
    """The shot's first keyframe as Markdown; '' if it has none."""
    keyframes = keyframes_of(made, shot)
    return _inline(_small(project, keyframes.first)) if keyframes else ""


def _small(project: Project, picture: AssetRef) -> bytes:
    return jpeg(project.vault.assets.read(picture), PICTURE_WIDTH_PX)


def _what_happens(storyboard: Storyboard, shot: Shot) -> Iterator[str]:
    """Action, title and spoken lines of a shot, as Markdown."""
    yield literal(shot.action)
    if shot.title:
        yield f"*{literal(shot.title)}*"
    for line in shot.lines:
        yield _spoken(storyboard, line)


def _spoken(storyboard: Storyboard, line: SpokenLine) -> str:
    speaker = storyboard.member(line.cast_id).name
    return f"**{literal(speaker)}**: {literal(line.text)}"


def _key(project: Project, what: str) -> str:
    """The key of a film's artifact. Keys are lower-case letters, digits and dashes."""
    name = re.sub("[^a-z0-9]", "-", project.id.lower()).strip("-")
    return f"{name}-{what}"


def _inline(picture: bytes) -> str:
    return f"![](data:image/jpeg;base64,{base64.b64encode(picture).decode()})"
