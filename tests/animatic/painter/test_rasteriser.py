"""The processes that paint: the limits of a drawing, and how they end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from storyreel.animatic.painter import raster_cache, rasteriser
from storyreel.animatic.painter.drawings import DrawingError, read_drawing
from storyreel.animatic.painter.rasteriser import Child

CHECKOUT = Path(__file__).resolve().parents[3]
RED = '<rect width="64" height="36" fill="#ff0000"/>'
SLOW = (
    '<filter id="f"><feTurbulence baseFrequency="0.01" numOctaves="1000000000"/></filter><rect width="64"'
    ' height="36" filter="url(#f)"/>'
)
HUGE = (
    '<pattern id="p" width="1e6" height="1e6" patternUnits="userSpaceOnUse">'
    + RED
    + '</pattern><rect width="64" height="36" fill="url(#p)"/>'
)
DEEP = "<g>" * 900 + RED + "</g>" * 900


def document(inner: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="64" height="36" viewBox="0 0 64 36">{inner}</svg>'


@pytest.fixture
def child() -> Iterator[Child]:
    made = Child()
    yield made
    made.end()


def red_share(packed: rasteriser.Packed) -> float:
    return float((packed[0] == 0xFF0000FF).mean())


@pytest.mark.parametrize(
    ("inner", "seconds", "words"),
    [
        pytest.param(SLOW, 1, "takes longer than the 1 seconds that it may", id="a billion octaves"),
        pytest.param(HUGE, 20, "MB of memory", id="a pattern of a terabyte"),
        pytest.param(DEEP, 20, "levels", id="a stack overflow in the renderer"),
    ],
)
def test_a_drawing_that_takes_too_much_is_refused_and_the_next_is_drawn(
    child: Child, inner: str, seconds: float, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process ends by its limits, the drawing is not tried again, and another process is started."""
    asked: list[float] = []
    ask = child._ask
    monkeypatch.setattr(child, "_ask", lambda *question: (asked.append(question[-1]), ask(*question))[1])

    with pytest.raises(ValueError, match=words):
        child.paint(document(inner), 1.0, False, seconds)

    assert asked == [seconds]
    assert red_share(child.paint(document(RED), 1.0, False, 20)) == 1.0


def test_a_drawing_stays_within_the_memory_it_may_take() -> None:
    """With a lower limit, a drawing that is otherwise accepted is refused with a message."""
    child = Child(memory_bytes=60_000_000)
    large = document(RED).replace('width="64" height="36" viewBox', 'width="6400" height="3600" viewBox')
    try:
        with pytest.raises(ValueError, match="60 MB of memory"):
            child.paint(large, 100.0, False, 20)

        assert red_share(child.paint(document(RED), 1.0, False, 20)) == 1.0
    finally:
        child.end()


def test_the_limit_counts_one_drawing_and_not_the_time_between_two(child: Child) -> None:
    """A process that waits for work is not ended by the limit of the last drawing."""
    child.paint(document(RED), 1.0, False, 20)
    first = child.pid
    child.paint(document(RED), 1.0, False, 0.25)

    threading.Event().wait(1.2)
    child.paint(document(RED), 1.0, False, 0.25)

    assert child.pid == first


def test_a_process_ended_by_accident_is_replaced(child: Child) -> None:
    """The drawing is painted, no matter what ended the process."""
    child.paint(document(RED), 1.0, False, 20)
    first = child.pid or 0
    os.kill(first, signal.SIGKILL)

    assert red_share(child.paint(document(RED), 1.0, False, 20)) == 1.0
    assert child.pid != first


def test_a_parent_that_waits_too_long_ends_the_process_itself(
    child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that does not answer, such as a stopped one, is replaced, too."""
    monkeypatch.setattr(rasteriser, "GRACE_SECONDS", 0.2)
    child.paint(document(RED), 1.0, False, 20)
    os.kill(child.pid or 0, signal.SIGSTOP)

    with pytest.raises(ValueError, match="takes longer"):
        child.paint(document(RED), 1.0, False, 0.3)


def test_an_interrupted_wait_leaves_no_half_answer(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unread output of one drawing is not used as pixels of the next."""
    monkeypatch.setattr(rasteriser, "_read", lambda *_: signal.default_int_handler(signal.SIGINT, None))
    with pytest.raises(KeyboardInterrupt):
        child.paint(document('<rect width="9" height="9"/>'), 1.0, False, 20)

    monkeypatch.undo()
    assert red_share(child.paint(document(RED), 1.0, False, 20)) == 1.0


def test_a_drawing_that_met_a_limit_is_not_tried_for_every_shot(monkeypatch: pytest.MonkeyPatch) -> None:
    """A layer stands in many shots; its limit is waited for once."""
    monkeypatch.setattr(raster_cache, "allowed_seconds", lambda _pixels: 0.5)
    slow = read_drawing("sky", document(SLOW.replace("1000000000", "10")))
    with pytest.raises(DrawingError, match=r"'sky'.*takes longer"):
        raster_cache.rasterise("sky", slow, 100.0)
    monkeypatch.setattr(raster_cache, "paint_packed", lambda *_: pytest.fail("it was tried again"))

    with pytest.raises(DrawingError, match=r"'sky'.*takes longer"):
        raster_cache.rasterise("sky", slow, 90.0)


def test_a_view_box_of_another_shape_cannot_ask_for_more_pixels_than_are_drawn() -> None:
    """A sliver as wide as the frame would be thousands of frames high."""
    sliver = read_drawing("sky", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 900000"/>')

    with pytest.raises(DrawingError, match=r"'sky' would be 2304 x 2073600000 pixels.*viewBox"):
        raster_cache.rasterise("sky", sliver, 2304.0)


def test_the_process_ends_with_a_parent_that_is_killed_while_it_paints() -> None:
    """There is no reader for the answer, and no process goes on."""
    program = (
        "import threading\nfrom storyreel.animatic.painter.rasteriser import Child\nchild ="
        f" Child()\nchild.paint({document(RED)!r}, 1.0, False, 20)\nthreading.Thread(target=child.paint,"
        f" args=({document(SLOW)!r}, 1.0, False, 60),"
        " daemon=True).start()\nthreading.Event().wait(0.3)\nprint(child.pid,"
        " flush=True)\nthreading.Event().wait(60)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=CHECKOUT
    )
    assert parent.stdout
    painting = psutil.Process(int(parent.stdout.readline()))

    parent.kill()
    parent.wait()

    psutil.wait_procs([painting], timeout=2)
    assert not painting.is_running() or painting.status() == psutil.STATUS_ZOMBIE


def test_the_process_loads_nothing_from_the_folder_it_is_started_in(tmp_path: Path) -> None:
    """A folder that came with a screenplay may hold a file named like a library."""
    (tmp_path / "numpy.py").write_text(f"open({str(tmp_path / 'loaded')!r}, 'w')")
    (tmp_path / "resvg_py.py").write_text(f"open({str(tmp_path / 'loaded')!r}, 'w')")
    program = (
        "import sys, storyreel.animatic.painter.rasteriser as r\n"
        f"import os; os.chdir({str(tmp_path)!r})\n"
        f"r.Child().paint({document(RED)!r}, 1.0, False, 20)\n"
    )

    subprocess.run(
        [sys.executable, "-P", "-c", program],
        check=True,
        env={"PYTHONPATH": str(CHECKOUT), "PATH": "/usr/bin:/bin"},
    )

    assert not (tmp_path / "loaded").exists()
