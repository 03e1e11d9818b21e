"""The journal of a run: read while it grows, begun again by each run, and never in the film's way."""

from __future__ import annotations

from pathlib import Path

import pytest

from storyreel.project.journal import (
    STOPPED,
    Journal,
    JournalReader,
    Step,
    awaited,
    journal_file,
    note_stop,
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYREEL_HOME", str(tmp_path))


def events(reader: JournalReader) -> list[tuple[str, str]]:
    return [(step.event, step.name) for step in reader.new_steps()]


def test_steps_are_read_as_they_are_written() -> None:
    """A reader gets each step once, and those of a new run from its beginning."""
    reader = JournalReader("film-1")
    assert events(reader) == []

    with Journal("film-1", "first") as journal:
        journal.write(Step(event="begun", name="SC010-SH010 clip"))
        assert events(reader) == [("run", "first"), ("begun", "SC010-SH010 clip")]
        assert events(reader) == []
        journal.write(Step(event="made", name="SC010-SH010 clip", key="k"))
        assert events(reader) == [("made", "SC010-SH010 clip")]

    with Journal("film-1", "second"):
        assert events(reader) == [("run", "second")]


def test_an_error_is_the_end_of_the_journal() -> None:
    """A reader sees why the run failed, and that one was stopped by a person."""
    with pytest.raises(ValueError, match="no disk"), Journal("film-1"):
        raise ValueError("no disk")
    ended = JournalReader("film-1").new_steps()[-1]
    assert (ended.event, ended.name, ended.message) == ("ended", "failed", "no disk")

    with pytest.raises(KeyboardInterrupt), Journal("film-1"):
        raise KeyboardInterrupt
    assert JournalReader("film-1").new_steps()[-1].message == "stopped"


def test_half_a_line_is_read_when_it_is_whole() -> None:
    """What a killed run left in the middle of a line is no step."""
    with Journal("film-1"):
        pass
    reader = JournalReader("film-1")
    reader.new_steps()
    with journal_file("film-1").open("ab") as file:
        file.write(b'{"event":"begun","na')
        file.flush()
        assert events(reader) == []
        file.write(b'me":"x"}\nnonsense\n{"event":"made","name":"x"}\n')
        file.flush()
        assert events(reader) == [("begun", "x"), ("made", "x")]


def test_a_journal_is_private_and_its_name_is_no_path() -> None:
    """Others of the machine cannot read it; an id from a stranger's film.toml leads nowhere else."""
    with Journal("film-1"):
        pass

    assert journal_file("film-1").stat().st_mode & 0o077 == 0
    with pytest.raises(ValueError, match="not a film's id"):
        journal_file("../../x")


def test_a_folder_that_cannot_be_written_does_not_stop_the_film(tmp_path: Path) -> None:
    """Without a journal the run goes on."""
    (tmp_path / "journals").write_text("a file in its place")

    with Journal("film-1") as journal:
        journal.write(Step(event="begun", name="x"))

    assert JournalReader("film-1").new_steps() == ()


def test_a_stop_is_noted_after_a_process_that_could_not() -> None:
    """Also after half a line; a film without a journal has none afterwards."""
    with Journal("film-1"):
        pass
    with journal_file("film-1").open("ab") as file:
        file.write(b'{"event":"beg')

    note_stop("film-1")
    note_stop("film-2")

    assert JournalReader("film-1").new_steps()[-1].message == STOPPED
    assert not journal_file("film-2").exists()


def test_what_calls_wait_for_is_said_until_none_waits() -> None:
    """While one of several still waits, it is said; not after it goes on, is made, or the run has ended."""
    with Journal("film-1") as journal:
        assert awaited("film-1") == ""
        for name in ("SC010-SH010 clip", "SC010-SH020 clip"):
            journal.write(Step(event="waits", name=name, message="A worker is not there."))
        journal.write(Step(event="waits", name="SC010-SH010 clip"))
        assert awaited("film-1") == "A worker is not there."
        journal.write(Step(event="made", name="SC010-SH020 clip"))
        assert awaited("film-1") == ""
        journal.write(Step(event="waits", name="SC010-SH030 clip", message="A worker is not there."))
        journal.write(Step(event="ended", name="failed"))

    assert awaited("film-1") == ""
