"""Writes the progress of a run into the film's journal, so that the studio's pages follow it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from prefect.runtime import flow_run

from flows.progress import Progress, listening
from storyreel.project.journal import Journal, Step
from storyreel.project.project import Project


@contextmanager
def in_journal(project: Project) -> Iterator[Journal]:
    """Write down every step until the end of the block, and how it ended if that is an error."""
    with Journal(project.id, flow_run.id or "") as journal:

        def hear(step: Progress) -> None:
            journal.write(Step.model_validate(vars(step)))

        with listening(hear):
            yield journal


def note_end(journal: Journal, waiting: str, gaps: int) -> None:
    """Write down that the run came to its end. waiting: the gate at which the film waits; '' for none."""
    journal.write(Step(event="ended", name=_name_of_end(waiting, gaps), message=waiting))


def _name_of_end(waiting: str, gaps: int) -> str:
    if waiting:
        return "waiting"
    return "gaps" if gaps else "done"
