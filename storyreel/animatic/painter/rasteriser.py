"""Turns SVG into packed pixels in processes of their own.

resvg holds Python's lock while it paints, so two clips could not be painted at once. A drawing that would
hang or fill the machine is ended with its process. Run as a module, this is such a process: it answers
requests on its standard input until that closes.

    python -P -m storyreel.animatic.painter.rasteriser PARENT MEMORY_BYTES
"""

from __future__ import annotations

import atexit
import io
import os
import queue
import signal
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import IO, BinaryIO

import numpy as np

from storyreel.animatic.painter.confinement import PATIENCE, confine, time_limit
from storyreel.animatic.painter.raster import Raster, pack

_REQUEST = struct.Struct("<Q?dd")
"""Length of the SVG, whether rows only are cropped, pixels for each unit, and allowed processor seconds."""
_ANSWER = struct.Struct("<?QQQqq")
"""Whether it was painted; then rows, columns, length of a message, left and top."""
CHILDREN = max(1, min(2, os.cpu_count() or 1))
"""Two threads paint at once at most; each process holds about 90 MB."""
MEMORY_BYTES = 1_200_000_000
"""Memory that one process may take beyond what it holds when it starts.

The largest of the painter's own layers takes 300 MB.
"""
SECONDS, SECONDS_PER_MEGAPIXEL = 20.0, 2.0
"""Processor time of a drawing: more than ten times what the slowest of the painter's own layers takes."""
_PLAIN = "give a plain SVG drawing without scripts, links or fonts"
GRACE_SECONDS = 10.0
"""How much later the parent ends the process than its own limit does; a first request waits for its start."""
_TIMED_OUT = {-number for name in ("SIGPROF", "SIGALRM") if (number := getattr(signal, name, 0))}
_OUT_OF_BOUNDS = {
    -number
    for name in ("SIGABRT", "SIGSEGV", "SIGBUS", "SIGILL", "SIGTRAP", "SIGFPE")
    if (number := getattr(signal, name, 0))
}
"""Exit codes of a process that the drawing itself ended: another one would end in the same way."""

Packed = tuple[np.ndarray, np.ndarray, int, int]
"""Pixels (rows, columns) uint32, spans (rows, 2) int32, left and top: see `raster.Raster`."""


def allowed_seconds(pixels: int) -> float:
    """How many processor seconds a drawing with this number of pixels may take."""
    return SECONDS + SECONDS_PER_MEGAPIXEL * pixels / 1e6


def paint_packed(svg: str, scale: float, keep_width: bool, seconds: float) -> Packed:
    """The drawing's pixels.

    Raises:
        ValueError: the renderer cannot draw it within its limits; says why.
    """
    child = _POOL.get()
    try:
        return child.paint(svg, scale, keep_width, seconds)
    finally:
        _POOL.put(child)


class Child:
    """One process, started when first asked and started again when it has died."""

    def __init__(self, memory_bytes: int = MEMORY_BYTES) -> None:
        self._memory_bytes = memory_bytes
        self._process: subprocess.Popen[bytes] | None = None
        self._said: IO[bytes] | None = None
        """What the process writes to its stderr."""
        self._overdue = False

    @property
    def pid(self) -> int | None:
        """Id of the process; None if none runs."""
        return self._process.pid if self._process else None

    def paint(self, svg: str, scale: float, keep_width: bool, seconds: float) -> Packed:
        """Ask for one drawing.

        A process that was ended by accident is replaced once; one that met its limits is not asked again.

        Raises:
            ValueError: the renderer cannot draw it within its limits.
        """
        try:
            return self._ask(svg.encode(), scale, keep_width, seconds)
        except (OSError, EOFError):
            self._refuse_if_out_of_bounds(seconds)
        try:
            return self._ask(svg.encode(), scale, keep_width, seconds)
        except (OSError, EOFError) as fault:
            code, last = self._refuse_if_out_of_bounds(seconds)
            raise ValueError(f"the process that paints ended twice with exit code {code}{last}") from fault

    def end(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout, self._said):
                _close(pipe)
            self._process = self._said = None

    def _ask(self, text: bytes, scale: float, keep_width: bool, seconds: float) -> Packed:
        process = self._process or self._start()
        asked, answered = process.stdin, process.stdout
        if asked is None or answered is None:
            raise EOFError("the rasteriser has no pipes")
        with self._watched(process, seconds):
            asked.write(_REQUEST.pack(len(text), keep_width, scale, seconds) + text)
            asked.flush()
            answer = _read_answer(answered)
        if isinstance(answer, str):
            raise ValueError(answer)
        return answer

    @contextmanager
    def _watched(self, process: subprocess.Popen[bytes], seconds: float) -> Iterator[None]:
        """Ends the process if the block takes too long, or is left with half an answer."""
        watch = threading.Timer(seconds * PATIENCE + GRACE_SECONDS, self._give_up, (process,))
        watch.daemon = True
        watch.start()
        try:
            yield
        except (OSError, EOFError):
            raise  # it has ended, and its exit code says why
        except BaseException:
            self.end()  # the rest of the answer would be read as the next one
            raise
        finally:
            watch.cancel()

    def _start(self) -> subprocess.Popen[bytes]:
        # It is read when the process has ended, and closed then.
        self._said = tempfile.TemporaryFile()  # noqa: SIM115
        module = "storyreel.animatic.painter.rasteriser"
        command = [sys.executable, "-P", "-m", module, str(os.getpid()), str(self._memory_bytes)]
        self._overdue = False
        starting = _STARTER.submit(
            subprocess.Popen[bytes], command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said
        )  # this same module, no shell
        self._process = starting.result()
        return self._process

    def _give_up(self, process: subprocess.Popen[bytes]) -> None:
        self._overdue = True
        process.kill()

    def _refuse_if_out_of_bounds(self, seconds: float) -> tuple[int | None, str]:
        """Exit code and last line of the process that has ended, if it was by accident.

        Raises:
            ValueError: the drawing took more than it may.
        """
        if self._process is None or self._said is None:
            return None, ""
        code = _exit_code(self._process)
        self._said.seek(0)
        lines = self._said.read(100_000).decode(errors="replace").split("\n")
        self.end()
        if self._overdue or code in _TIMED_OUT:
            raise ValueError(
                f"it takes longer than the {seconds:.0f} seconds that it may; use fewer or simpler filters,"
                " masks and paths"
            )
        if code in _OUT_OF_BOUNDS:
            raise ValueError(
                f"it needs more than the {self._memory_bytes / 1e6:,.0f} MB of memory it may, or more levels"
                " than can be drawn; use fewer layers, smaller patterns and pictures"
            )
        return code, next((f" ({line.strip()[:200]})" for line in reversed(lines) if line.strip()), "")


def _close(pipe: IO[bytes] | None) -> None:
    with suppress(OSError):  # what it never read is still in the pipe
        if pipe is not None:
            pipe.close()


def _exit_code(process: subprocess.Popen[bytes]) -> int | None:
    """None if the process closed its pipes and goes on."""
    try:
        return process.wait(1.0)
    except subprocess.TimeoutExpired:
        return None


_STARTER = ThreadPoolExecutor(1, thread_name_prefix="rasterisers")
"""Starts every process.

Linux ends a child together with the thread that started it, and a thread that paints may end early.
"""
_POOL: queue.LifoQueue[Child] = queue.LifoQueue()
_CHILDREN = [Child() for _ in range(CHILDREN)]
for _each in _CHILDREN:
    _POOL.put(_each)


@atexit.register
def _end_children() -> None:
    for child in _CHILDREN:
        child.end()


def _read(pipe: IO[bytes], size: int) -> bytearray:
    """Exactly `size` bytes.

    Raises:
        EOFError: the other process has ended.
    """
    content = bytearray(size)
    view, got = memoryview(content), 0
    while got < size:
        # A pipe of subprocess is a raw file.
        count = pipe.readinto(view[got:])  # type: ignore[attr-defined]
        if not count:
            raise EOFError("the rasteriser ended")
        got += count
    return content


def _read_answer(answered: IO[bytes]) -> Packed | str:
    """The pixels, or why there are none."""
    painted, rows, columns, message, left, top = _ANSWER.unpack(_read(answered, _ANSWER.size))
    said = _read(answered, message).decode()
    pixels = np.frombuffer(_read(answered, rows * columns * 4), np.uint32).reshape(rows, columns)
    spans = np.frombuffer(_read(answered, rows * 8), np.int32).reshape(rows, 2)
    return (pixels, spans, left, top) if painted else said


def _write_answer(answered: BinaryIO, raster: Raster | str) -> None:
    """Write what `_read_answer` reads."""
    if isinstance(raster, str):
        message = raster.encode()
        answered.write(_ANSWER.pack(False, 0, 0, len(message), 0, 0) + message)
    else:
        rows, columns = raster.pixels.shape
        answered.write(_ANSWER.pack(True, rows, columns, 0, raster.left, raster.top))
        answered.write(np.ascontiguousarray(raster.pixels).data)
        answered.write(np.ascontiguousarray(raster.spans).data)
    answered.flush()


def _serve(asked: BinaryIO, answered: BinaryIO, parent: int, memory_bytes: int) -> None:
    """Answer requests until there are no more."""
    import resvg_py  # noqa: F401 it is loaded before the process is confined
    from PIL import Image

    Image.preinit()
    confine(parent, memory_bytes)
    while header := asked.read(_REQUEST.size):
        length, keep_width, scale, seconds = _REQUEST.unpack(header)
        svg = asked.read(length).decode()
        with time_limit(seconds):
            raster = _painted(svg, scale, keep_width, memory_bytes)
        _write_answer(answered, raster)


def _painted(svg: str, scale: float, keep_width: bool, memory_bytes: int) -> Raster | str:
    """The pixels, or why there are none."""
    import resvg_py
    from PIL import Image

    try:
        png = io.BytesIO(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True))
        with Image.open(png, formats=("PNG",)) as image:
            return pack(np.asarray(image.convert("RGBA")), scale, keep_width)
    except (ValueError, Image.DecompressionBombError) as fault:
        return f"{fault}; {_PLAIN}"
    except BaseException as fault:  # a panic of Rust is not an Exception
        if type(fault).__name__ == "PanicException":
            return f"the renderer failed ({fault}); {_PLAIN}"
        if not isinstance(fault, MemoryError):
            raise
        return (
            f"it needs more than the {memory_bytes / 1e6:,.0f} MB of memory it may; use smaller pictures"
            " and a smaller viewBox"
        )


if __name__ == "__main__":
    threading.current_thread().name = "rasteriser"
    try:
        _serve(sys.stdin.buffer, sys.stdout.buffer, int(sys.argv[1]), int(sys.argv[2]))
    except BrokenPipeError:
        os._exit(0)  # the parent was interrupted; it says so itself
