"""Reads clips of any kind as pictures of the film's size and rate, by frame number."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise, repeat
from pathlib import Path

import av
from av.container import InputContainer
from av.error import BlockingIOError, EOFError, FFmpegError
from av.filter import Graph
from av.video.stream import VideoStream

from storyreel.film.assets import AssetRef
from storyreel.film.errors import RenderError, TimelineError
from storyreel.film.recipe import PictureRecipe
from storyreel.film.shapes import MOST_CROPPED, cropped_share
from storyreel.film.timecode import FrameSize
from storyreel.film.timeline import Span

READ_OPTIONS = {"protocol_whitelist": "file"}
"""A playlist disguised as a clip must not fetch anything."""
BT709, UNSPECIFIED, FULL_RANGE = 1, 2, 2
_TURNS = {90: ("cclock",), 180: ("cclock", "cclock"), 270: ("clock",)}
Numbered = Iterator[tuple[int, av.VideoFrame]]


def span_of_frame(video: AssetRef, number: int) -> Span:
    """The span of one frame of a clip."""
    return Span(video=video, start=number, end=number + 1)


def frames_of(path: Path, span: Span, recipe: PictureRecipe) -> Iterator[av.VideoFrame]:
    """Frames [span.start, span.end) of a file at the recipe's rate and size, letterboxed.

    The last is repeated if the clip is too short.

    Raises:
        TimelineError: the file has no picture at all.
        RenderError: the file is damaged or breaks off.
    """
    wanted, last = span.start, None
    for number, picture in _decodable(_numbered(path, span, recipe), path):
        held = last or picture
        while wanted < min(number, span.end):  # a clip of varying rate leaves gaps
            yield held
            wanted += 1
        last = picture
        if number == wanted < span.end:
            yield picture
            wanted += 1
        if wanted == span.end:
            return
    if last is None:
        raise TimelineError(
            f"{path.name!r} has no pictures; frames {span.start} to {span.end} were to be cut from it."
        )
    yield from repeat(last, span.end - wanted)


def _decodable(pictures: Numbered, path: Path) -> Numbered:
    """The pictures.

    Raises:
        RenderError: one cannot be decoded.
    """
    try:
        yield from pictures
    except FFmpegError as error:
        raise RenderError(
            f"{path.name!r} cannot be decoded: {error}. A whole video file is accepted; make the clip again."
        ) from error


def _numbered(path: Path, span: Span, recipe: PictureRecipe) -> Numbered:
    """Every picture from the span's start, or a little before, with its number at the recipe's rate."""
    with av.open(str(path), options=READ_OPTIONS) as container:
        if not container.streams.video:
            return
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        first = next(container.decode(stream), None)
        if first is None:
            return
        turn = round(first.rotation) % 360
        if turn == 0 and _as_the_film(stream, recipe):
            yield from _by_time(container, stream, span.start, recipe)
        else:
            container.seek(0)
            yield from enumerate(_converted(container, stream, turn, recipe))


def _as_the_film(stream: VideoStream, recipe: PictureRecipe) -> bool:
    """Whether the pictures can be used as decoded."""
    context, size = stream.codec_context, recipe.size
    shape = (stream.width, stream.height, Fraction(stream.average_rate or 0), context.pix_fmt)
    square = (stream.sample_aspect_ratio or 1) == 1
    film_colour = _matrix(stream) == "bt709" and context.color_range != FULL_RANGE
    return shape == (size.width_px, size.height_px, recipe.rate.fps, "yuv420p") and square and film_colour


def _matrix(stream: VideoStream) -> str:
    """Colour matrix as ffmpeg names it.

    An unlabelled picture is read as players read it: BT.601 up to standard definition, BT.709 above.
    """
    space = stream.codec_context.colorspace
    if space == UNSPECIFIED:
        return _assumed_matrix(stream)
    return "bt709" if space == BT709 else "auto"


def _assumed_matrix(stream: VideoStream) -> str:
    return "bt709" if stream.width > 1024 or stream.height > 576 else "bt601"


def _by_time(container: InputContainer, stream: VideoStream, start: int, recipe: PictureRecipe) -> Numbered:
    """Pictures from the group that holds frame `start`."""
    base, origin, number = Fraction(stream.time_base or 0), stream.start_time or 0, -1
    container.seek(origin + int(recipe.rate.seconds(start) / base), stream=stream)
    for picture in container.decode(stream):
        number = round(((picture.pts or 0) - origin) * base * recipe.rate.fps)
        yield number, picture
    _check_whole(stream, number + 1)


def _converted(
    container: InputContainer, stream: VideoStream, turn: int, recipe: PictureRecipe
) -> Iterator[av.VideoFrame]:
    """Every picture turned upright, made square-pixelled and brought to rate, size and colour."""
    graph, decoded = _graph(stream, turn, recipe), 0
    for frame in container.decode(stream):
        decoded += 1
        graph.push(frame)
        yield from _pulled(graph)
    _check_whole(stream, decoded)
    graph.push(None)
    yield from _pulled(graph)


def _check_whole(stream: VideoStream, frames: int) -> None:
    if frames < stream.frames:
        raise RenderError(
            f"The clip breaks off after {frames} of the {stream.frames} frames it announces; a whole file is"
            " accepted; make the clip again."
        )


def _graph(stream: VideoStream, turn: int, recipe: PictureRecipe) -> Graph:
    """Ffmpeg's filters that bring a stream to the recipe."""
    graph = Graph()
    filters = (
        ("setpts", "PTS-STARTPTS"),
        ("fps", str(recipe.rate.fps)),
        *_square_pixels(stream),
        *(("transpose", direction) for direction in _TURNS.get(turn, ())),
        *_fitted(stream, recipe.size, is_turned=turn % 180 == 90),
        ("buffersink", None),
    )
    chain = [graph.add_buffer(template=stream), *(graph.add(name, options) for name, options in filters)]
    for before, after in pairwise(chain):
        before.link_to(after)
    graph.configure()
    return graph


_Filters = Iterator[tuple[str, str | None]]
"""Names of ffmpeg's filters, and their options."""


def _square_pixels(stream: VideoStream) -> _Filters:
    pixel = Fraction(stream.sample_aspect_ratio or 1)
    if pixel != 1:
        yield "scale", f"{round(stream.width * pixel / 2) * 2}:{stream.height}"
        yield "setsar", "1"


def _shape(stream: VideoStream) -> Fraction:
    """Width over height as it is seen."""
    return Fraction(stream.width, stream.height) * Fraction(stream.sample_aspect_ratio or 1)


def _fitted(stream: VideoStream, size: FrameSize, *, is_turned: bool) -> _Filters:
    """The picture in the film's size and colours: cropped if its shape is nearly the film's, or with bars."""
    whole = f"{size.width_px}:{size.height_px}"
    shape = _shape(stream)
    is_cropped = cropped_share(1 / shape if is_turned else shape, size.aspect) <= MOST_CROPPED
    colour = f"in_color_matrix={_matrix(stream)}:out_color_matrix=bt709:out_range=tv"
    fit = f"force_original_aspect_ratio={'increase' if is_cropped else 'decrease'}:force_divisible_by=2"
    yield "scale", f"{whole}:{fit}:flags=bicubic:{colour}"
    if is_cropped:
        yield "crop", whole
    else:
        yield "pad", f"{whole}:(ow-iw)/2:(oh-ih)/2"
    yield "setsar", "1"
    yield "format", "yuv420p"


def _pulled(graph: Graph) -> Iterator[av.VideoFrame]:
    while True:
        try:
            yield graph.pull()  # pyright: ignore[reportReturnType] a graph of video filters gives video
        except (BlockingIOError, EOFError):
            return
