"""What the command line's exit codes mean."""

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
    """The exit code an error ends with."""
    return BUSY if isinstance(error, ProjectBusyError) else USAGE if isinstance(error, UsageError) else ERROR
