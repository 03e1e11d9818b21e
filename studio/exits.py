"""The exit codes of the command line."""

from storyreel.film.errors import FilmError, ProjectBusyError, UsageError

DONE = 0
ERROR = 1
USAGE = 2
WITH_GAPS = 3
BUSY = 4
WAITING = 5
INTERRUPTED = 130
TERMINATED = 143


def code_of(error: FilmError) -> int:
    """The exit code for an error."""
    if isinstance(error, ProjectBusyError):
        return BUSY
    return USAGE if isinstance(error, UsageError) else ERROR
