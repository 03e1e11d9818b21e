"""Captures what libraries print on stderr while a film is made, so that the terminal shows only our text."""

from __future__ import annotations

import io
import logging
import sys
import warnings
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from studio.home import variable

_MOST_PIECES = 4000


class _CapturedStderr(io.TextIOBase):
    """A stream that keeps the last text written to it."""

    def __init__(self) -> None:
        self._pieces: deque[str] = deque(maxlen=_MOST_PIECES)

    def write(self, text: str, /) -> int:
        """Keep it."""
        self._pieces.append(text)
        return len(text)

    @property
    def text(self) -> str:
        """What was kept."""
        return "".join(self._pieces)


@contextmanager
def captured_stderr() -> Iterator[TextIO]:
    """The terminal's own stderr, for text that a person should see; everything else is captured.

    What was captured is added as a note to an error that ends the run. Libraries print tracebacks of their
    own threads and lines such as "Error logging to API", which do not help a person at a terminal.
    STORYREEL_DEBUG=1 shows them.
    """
    terminal = sys.stderr
    if variable("STORYREEL_DEBUG") not in ("", "0"):
        yield terminal
        return
    captured = _CapturedStderr()
    sys.stderr = captured
    logging.raiseExceptions = False  # for what is logged after the run has ended
    try:
        yield terminal
    except Exception as error:
        if captured.text:
            error.add_note(f"Printed meanwhile:\n{captured.text}")
        raise
    finally:
        sys.stderr = terminal


def silence_prefect_warnings() -> None:
    """Hide Prefect's warning on import that it cannot write to its home; storyreel names its own home."""
    warnings.filterwarnings("ignore", category=UserWarning, module=r"prefect\b.*")
