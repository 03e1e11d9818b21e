"""What a person sees while a film is made."""

from __future__ import annotations

import io

from flows.progress import Progress
from studio.display import Display


def test_what_many_calls_wait_for_is_printed_once() -> None:
    """And again if they wait a second time."""
    out = io.StringIO()
    display = Display(quiet=False, ui_url="http://127.0.0.1:1", terminal=out)

    for name in ("SC010-SH010 clip", "SC010-SH020 clip"):
        display.hear(Progress("waits", name, message="No worker is online."))
    first = out.getvalue()
    display.hear(Progress("waits", "SC010-SH010 clip"))
    display.hear(Progress("waits", "SC010-SH010 clip", message="No worker is online."))

    assert first.count("No worker is online.") == 1
    assert out.getvalue().count("No worker is online.") == 2
