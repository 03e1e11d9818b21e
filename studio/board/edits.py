"""Edits of one field from the page: kept in storyboard.toml, unless somebody else changed the field."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from pydantic import JsonValue

from storyreel.film.errors import ProjectBusyError, SettingsError, UsageError, shown
from storyreel.project.changes import change, changed_text, fields_that_change
from storyreel.project.overrides import fields_of
from storyreel.project.project import STORYBOARD_FILE, Project, direct
from studio.board.library import Library
from studio.board.live import LiveRuns
from studio.board.storyboard_view import digest_of, edited_storyboards
from studio.set_commands import require_usable, typed_value

_LINE = "lines."
"""A field such as lines.0 is the text of the shot's first line."""


class ConflictError(SettingsError):
    """Somebody else changed the field since the page read it."""


@dataclass(frozen=True)
class Kept:
    """A field after an edit."""

    value: JsonValue
    """Its value now, with lines as their texts."""
    digest: str


@dataclass
class Edits:
    """Writes edits of one film after another, while a run may go on."""

    library: Library
    live: LiveRuns
    _turns: dict[str, threading.Lock] = field(default_factory=dict[str, threading.Lock])

    def set(self, slug: str, name: str, field_name: str, text: str, was: str = "") -> Kept:
        """Set a field of a shot, scene, person or place to what was typed; '' takes the person's value away.

        was: digest of the value from which the edit was made; '' for no check.

        Raises:
            ConflictError: the field has another value now; nothing is changed.
            UsageError, StoryboardError: the name or the value is not accepted.
            ProjectBusyError: the storyboard is being written just now.
        """
        with self._turn(slug), self._opened(slug) as (project, is_free):
            before = fields_now(project, name)
            whole, value = _wanted(project, name, field_name, text, before)
            _require_unchanged(before.get(whole), value, was)
            require_usable(project, name, {whole: value})
            if is_free:
                change(project, {name: {whole: value}})
            else:
                changed = changed_text(project, {name: {whole: value}})
                project.edits(changed)
                project.files.write(STORYBOARD_FILE, changed.encode())
        now = fields_now(self.library.open(slug), name).get(whole)
        return Kept(now, digest_of(now))

    @contextmanager
    def _turn(self, slug: str) -> Iterator[None]:
        with self._turns.setdefault(slug, threading.Lock()):
            yield

    @contextmanager
    def _opened(self, slug: str) -> Iterator[tuple[Project, bool]]:
        """The film, and whether it is directed here; while a run directs it, only its file is edited."""
        seen = self.library.open(slug)
        with ExitStack() as stack:
            try:
                directed = stack.enter_context(direct(seen.script, str(seen.folder), seen.vault))
            except ProjectBusyError as busy:
                if not self.live.of(seen.id).planned:
                    raise ProjectBusyError(
                        f"The storyboard of {slug} is being written just now. Nothing was changed. Try again"
                        " in a moment."
                    ) from busy
                yield self.library.open(slug), False
                return
            yield directed, True


def fields_now(project: Project, name: str) -> dict[str, JsonValue]:
    """The fields of a shot, scene, person or place with the values they have now, edits included.

    Raises:
        UsageError: the film has no storyboard yet, or nothing of that id.
    """
    known = fields_that_change(project, name)
    boards = edited_storyboards(project)
    present = fields_of(boards[1]) if boards is not None else {}
    found = {one: value for (_, owner, one), value in present.items() if owner == name}
    skipped = {edit.field: edit.value for edit in project.state.overrides.edits if edit.id == name}
    return {**known, **found, **({"skip": skipped["skip"]} if "skip" in skipped else {})}


def _wanted(
    project: Project, name: str, field_name: str, text: str, before: Mapping[str, JsonValue]
) -> tuple[str, JsonValue]:
    """The field that is written and its value."""
    if field_name.startswith(_LINE):
        return "lines", _with_line(before.get("lines"), field_name.removeprefix(_LINE), text)
    known = fields_that_change(project, name)
    if field_name not in known:
        raise UsageError(
            f"{name} has no {shown(field_name)}; accepted are {', '.join(known)}. Nothing was changed."
        )
    return field_name, typed_value(field_name, text, known[field_name])


def _with_line(lines: JsonValue, index: str, text: str) -> JsonValue:
    """The shot's lines with another text for one of them."""
    if not isinstance(lines, list) or not index.isdecimal() or int(index) >= len(lines) or not text.strip():
        raise UsageError(
            f"line {shown(index)} cannot be {shown(text)}: a text for a line that the shot has is accepted."
            " Nothing was changed."
        )
    changed = [dict(line) if isinstance(line, dict) else line for line in lines]
    changed[int(index)] = {**lines[int(index)], "text": text.strip()}  # pyright: ignore[reportGeneralTypeIssues] a line is a table
    return changed


def _require_unchanged(now: JsonValue, wanted: JsonValue, was: str) -> None:
    if was and digest_of(now) not in (was, digest_of(wanted)):
        raise ConflictError(
            "This was changed elsewhere after the page had read it. Nothing was overwritten.",
            theirs=now,
            digest=digest_of(now),
        )
