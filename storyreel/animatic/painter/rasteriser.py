"""Turns SVG into packed pixels in processes of their own, because resvg holds Python's lock while it paints: a second clip could not go on beside it.

Run as a module it is such a process: it answers requests on its standard input until that closes, so it never outlives its parent.
It does not know what a drawing shows.
"""

from __future__ import annotations

import atexit
import io
import os
import queue
import struct
import subprocess
import sys
import threading
from typing import IO, BinaryIO

import numpy as np

_REQUEST = struct.Struct("<Q?d")
"""Length of the SVG, whether rows only are cropped, and pixels for each unit."""
_ANSWER = struct.Struct("<?QQQqq")
"""Whether it was painted; then rows, columns, length of a message, left and top."""
CHILDREN = max(1, min(2, os.cpu_count() or 1))
"""Two threads paint at once at most; each process holds about 90 MB."""

Packed = tuple[np.ndarray, np.ndarray, int, int]
"""Pixels (rows, columns) uint32, spans (rows, 2) int32, left and top: see `raster.Raster`."""


def paint_packed(svg: str, scale: float, keep_width: bool) -> Packed:
    """The drawing's pixels.

    Raises:
        ValueError: the renderer cannot draw it; says why.
    """
    child = _POOL.get()
    try:
        return child.paint(svg, scale, keep_width)
    finally:
        _POOL.put(child)


class _Child:
    """One process, started when first asked and started again when it has died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def paint(self, svg: str, scale: float, keep_width: bool) -> Packed:
        """Ask for one drawing; a child that died in the middle is replaced once."""
        try:
            return self._ask(svg.encode(), scale, keep_width)
        except (OSError, EOFError):
            self.end()
            return self._ask(svg.encode(), scale, keep_width)

    def end(self) -> None:
        """Let the process go."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _ask(self, text: bytes, scale: float, keep_width: bool) -> Packed:
        if self._process is None:
            command = [sys.executable, "-m", "storyreel.animatic.painter.rasteriser"]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 this same module, no shell
        asked, answered = self._process.stdin, self._process.stdout
        if asked is None or answered is None:
            raise EOFError("the rasteriser has no pipes")
        asked.write(_REQUEST.pack(len(text), keep_width, scale) + text)
        asked.flush()
        painted, rows, columns, message, left, top = _ANSWER.unpack(_read(answered, _ANSWER.size))
        if not painted:
            raise ValueError(_read(answered, message).decode())
        pixels = np.frombuffer(_read(answered, rows * columns * 4), np.uint32).reshape(rows, columns)
        spans = np.frombuffer(_read(answered, rows * 8), np.int32).reshape(rows, 2)
        return pixels, spans, left, top


_POOL: queue.LifoQueue[_Child] = queue.LifoQueue()
_CHILDREN = [_Child() for _ in range(CHILDREN)]
for _each in _CHILDREN:
    _POOL.put(_each)


@atexit.register
def _end_children() -> None:
    for child in _CHILDREN:
        child.end()


def _read(pipe: IO[bytes], size: int) -> bytearray:
    """Exactly `size` bytes.

    Raises:
        EOFError: the other side has gone.
    """
    content = bytearray(size)
    view, got = memoryview(content), 0
    while got < size:
        count = pipe.readinto(view[got:])  # type: ignore[attr-defined] - a pipe of subprocess is buffered and has it
        if not count:
            raise EOFError("the rasteriser ended")
        got += count
    return content


def serve(asked: BinaryIO, answered: BinaryIO) -> None:
    """Answer requests until there are no more."""
    import resvg_py
    from PIL import Image

    from storyreel.animatic.painter.raster import pack

    while header := asked.read(_REQUEST.size):
        length, keep_width, scale = _REQUEST.unpack(header)
        svg = asked.read(length).decode()
        try:
            with Image.open(io.BytesIO(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True))) as image:
                raster = pack(np.asarray(image.convert("RGBA")), scale, keep_width)
        except ValueError as fault:
            message = str(fault).encode()
            answered.write(_ANSWER.pack(False, 0, 0, len(message), 0, 0) + message)
        else:
            rows, columns = raster.pixels.shape
            answered.write(_ANSWER.pack(True, rows, columns, 0, raster.left, raster.top))
            answered.write(np.ascontiguousarray(raster.pixels).data)
            answered.write(np.ascontiguousarray(raster.spans).data)
        answered.flush()


if __name__ == "__main__":
    threading.current_thread().name = "rasteriser"
    try:
        serve(sys.stdin.buffer, sys.stdout.buffer)
    except (KeyboardInterrupt, BrokenPipeError):
        os._exit(0)  # the parent was interrupted; it says so itself
