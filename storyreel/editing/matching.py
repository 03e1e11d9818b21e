"""Matches the colours of a clip's beginning to the end of the clip before it; the correction fades out.

Two frames that show the same picture are compared at a small size: the mean and the spread of their colours
give one linear map of Y, Cb and Cr, the closed form of optimal transport between two normal distributions
(Pitié and Kokaram, "The linear Monge-Kantorovitch linear colour mapping for example-based colour transfer",
2007). The two pictures need not be aligned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import av
import numpy as np
from scipy.ndimage import uniform_filter

from storyreel.editing.footage import frames_of, span_of_frame
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.recipe import PictureRecipe
from storyreel.film.timeline import ColourMatch, Span

SEEN_WIDTH_PX = 192
"""Width at which colours are measured; noise and codec blocks are gone at it."""
ALIKE = 0.6
"""Correlation of fine luma below which two frames show different pictures and nothing is matched."""
FLAT = 1.5
"""Least spread of fine luma, in code values, that is a structure to compare."""
SURE_CODES = 3.0
"""Spread added to both pictures, so that a nearly grey picture's noise is not stretched."""
LEAST_GAIN, MOST_GAIN = 0.8, 1.25
MOST_SHIFT = np.array([20.0, 12.0, 12.0])
"""Most that the middle of Y, Cb and Cr is moved, in code values: a drift is corrected, a change of light in
the story is not undone.
"""
UNSEEN_CODES = 1.0
"""A difference of one code value is what encoding leaves anyway."""
BAR_LUMA = 16


@dataclass(frozen=True)
class Correction:
    """A linear map of (Y, Cb, Cr) in code values: `matrix @ colour + offset` is the wanted colour."""

    matrix: np.ndarray
    """(3, 3) float64."""
    offset: np.ndarray
    """(3,) float64."""
    largest: float
    """Largest change it makes in the picture it was measured on, in code values."""
    rows: int
    """Rows of letterbox above, and as many below, that stay as they are."""
    columns: int
    """Columns of letterbox on either side."""


def matched(
    pictures: Iterator[av.VideoFrame], span: Span, recipe: PictureRecipe, store: AssetStore
) -> Iterator[av.VideoFrame]:
    """The pictures of a span, corrected as its match asks.

    They stay as they are if it has no match, or the frames agree already.

    Raises:
        TimelineError: the clip that is to be matched has no pictures.
        RenderError: it cannot be decoded.
    """
    match = span.match
    correction = None if match is None else _measured(span.video, match, recipe, store)
    if match is None or correction is None:
        yield from pictures
        return
    for number, picture in enumerate(pictures, span.start):
        yield corrected(picture, correction, _strength(number, match))


def _strength(number: int, match: ColourMatch) -> float:
    """How much of the correction frame `number` of the clip gets: all up to the seam, then evenly less.

    >>> from storyreel.film.assets import AssetRef
    >>> video = AssetRef(sha256="0" * 64, media_type="video/mp4", size_bytes=1)
    >>> match = ColourMatch(video=video, frame=99, own_frame=7, fade_frames=100)
    >>> [_strength(number, match) for number in (0, 7, 8, 57, 107, 200)]
    [1.0, 1.0, 0.99, 0.5, 0.0, 0.0]
    """
    return min(1.0, max(0.0, 1 - (number - match.own_frame) / match.fade_frames))


def correction_between(wanted: av.VideoFrame, own: av.VideoFrame) -> Correction | None:
    """What makes `own` look like `wanted`, both 4:2:0 of one size.

    None if they agree already or show different pictures.
    """
    rows, columns = _bars(wanted, own)
    target, source = _small(wanted, rows, columns), _small(own, rows, columns)
    if _agree(target, source) or likeness(target[0], source[0]) < ALIKE:
        return None
    pair = _Colours(source.reshape(3, -1).T, target.reshape(3, -1).T)
    usable = pair.usable()
    if usable.sum() < usable.size // 20:
        return None
    still = usable & pair.still(usable)
    matrix, offset = _transport(pair.own[still], pair.wanted[still])
    mapped = pair.own @ matrix.T + offset
    change = np.abs(mapped - pair.own)[usable]
    if np.percentile(change, 95) < UNSEEN_CODES or not pair.is_nearer(mapped, usable):
        return None
    return Correction(matrix, offset, float(change.max()), rows, columns)


def _agree(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two small pictures differ by less than encoding does, in every plane."""
    return bool(np.abs(one - other).mean(axis=(1, 2)).max() < UNSEEN_CODES)


@dataclass(frozen=True)
class _Colours:
    """The colours of two pictures, pixel by pixel, (pixels, 3) float64."""

    own: np.ndarray
    wanted: np.ndarray

    def usable(self) -> np.ndarray:
        """Whether a pixel is neither near black nor near white in either picture: (pixels,) bool."""
        wanted, own = self.wanted[:, 0], self.own[:, 0]
        return (np.minimum(wanted, own) > 18) & (np.maximum(wanted, own) < 233)

    def still(self, usable: np.ndarray) -> np.ndarray:
        """Whether a pixel shows what did not move: a first map brings it near the wanted colour."""
        matrix, offset = _transport(self.own[usable], self.wanted[usable])
        left = np.abs(self.own @ matrix.T + offset - self.wanted).max(axis=1)
        return left <= max(6.0, 2 * float(np.median(left[usable])))

    def is_nearer(self, mapped: np.ndarray, usable: np.ndarray) -> bool:
        """Whether the mapped colours are nearer to the wanted ones than its own."""
        return self._distance(mapped, usable) < self._distance(self.own, usable)

    def _distance(self, colours: np.ndarray, usable: np.ndarray) -> float:
        """How far the colours are from the wanted ones on average."""
        return float(np.abs(colours - self.wanted)[usable].mean())


def corrected(picture: av.VideoFrame, correction: Correction, share: float) -> av.VideoFrame:
    """The picture with a share in [0, 1] of the correction.

    It is the same picture if that changes no code value.
    """
    if correction.largest * share < 0.5:
        return picture
    planes = picture.to_ndarray().copy()
    luma, blue, red = _planes_without_bars(planes, picture.width, picture.height, correction)
    matrix = (np.eye(3) + (correction.matrix - np.eye(3)) * share).astype(np.float32)
    _map(luma, blue, red, matrix, (correction.offset * share).astype(np.float32))
    return av.VideoFrame.from_ndarray(planes, format="yuv420p")


def _planes_without_bars(
    planes: np.ndarray, width: int, height: int, correction: Correction
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Views of Y, Cb and Cr in a 4:2:0 picture, without its letterbox."""
    flat, quarter = planes.reshape(-1), width * height // 4
    rows, columns = correction.rows, correction.columns
    luma = flat[: 4 * quarter].reshape(height, width)[_inner(height, rows), _inner(width, columns)]
    half = (_inner(height // 2, rows // 2), _inner(width // 2, columns // 2))
    blue, red = (
        flat[start : start + quarter].reshape(height // 2, width // 2)[half]
        for start in (4 * quarter, 5 * quarter)
    )
    return luma, blue, red


def likeness(one: np.ndarray, other: np.ndarray, smooth_px: int = 1) -> float:
    """The correlation, at most 1, of the detail of two small lumas of one shape, whatever their light.

    smooth_px: detail up to this size is left out, so that the pictures may be shifted by as much.
    """
    size = max(3, one.shape[1] // 12) * (1 if smooth_px == 1 else 4)
    soft = [uniform_filter(luma.astype(np.float32), smooth_px) for luma in (one, other)]
    fine = [luma - uniform_filter(luma, size) for luma in soft]
    spread = [float(detail.std()) for detail in fine]
    if max(spread) < FLAT:
        return 1.0
    return float((fine[0] * fine[1]).mean()) / max(spread[0] * spread[1], 1e-9)


def _map(luma: np.ndarray, blue: np.ndarray, red: np.ndarray, matrix: np.ndarray, offset: np.ndarray) -> None:
    """Map the planes in place: luma (height, width) uint8, blue and red half as high and wide."""
    height, width = blue.shape
    cb, cr = blue.astype(np.float32), red.astype(np.float32)
    four = np.ascontiguousarray(luma).reshape(height, 2, width, 2)
    mean = four.sum(axis=(1, 3), dtype=np.uint16).astype(np.float32) / 4
    of_chroma = matrix[0, 1] * cb + matrix[0, 2] * cr + offset[0]
    light = four * matrix[0, 0] + of_chroma[:, None, :, None]
    luma[:] = _codes(light.reshape(2 * height, 2 * width))
    blue[:] = _codes(matrix[1, 0] * mean + matrix[1, 1] * cb + matrix[1, 2] * cr + offset[1])
    red[:] = _codes(matrix[2, 0] * mean + matrix[2, 1] * cb + matrix[2, 2] * cr + offset[2])


def _codes(values: np.ndarray) -> np.ndarray:
    return np.clip(values + 0.5, 0, 255).astype(np.uint8)


def _inner(length: int, edge: int) -> slice:
    return slice(edge, length - edge)


def _measured(
    video: AssetRef, match: ColourMatch, recipe: PictureRecipe, store: AssetStore
) -> Correction | None:
    wanted = _frame(match.video, match.frame, recipe, store)
    own = _frame(video, match.own_frame, recipe, store)
    return correction_between(wanted, own)


def _frame(video: AssetRef, number: int, recipe: PictureRecipe, store: AssetStore) -> av.VideoFrame:
    return next(frames_of(store.path(video), span_of_frame(video, number), recipe))


def _small(picture: av.VideoFrame, rows: int, columns: int) -> np.ndarray:
    """(3, height, width) float64 of Y, Cb and Cr without letterbox."""
    width, height = picture.width, picture.height
    seen = min(SEEN_WIDTH_PX, width)
    small = picture.reformat(seen, max(2, round(height * seen / width)), "yuv444p", interpolation="AREA")
    planes = np.stack([_plane(small, index) for index in range(3)]).astype(np.float64)
    above, beside = -(-rows * planes.shape[1] // height), -(-columns * planes.shape[2] // width)
    return planes[:, _inner(planes.shape[1], above), _inner(planes.shape[2], beside)]


def _plane(picture: av.VideoFrame, index: int) -> np.ndarray:
    plane = picture.planes[index]
    # A plane is a buffer, which the stubs of av 18.1 do not say.
    values = np.frombuffer(plane, np.uint8)  # pyright: ignore[reportCallIssue, reportArgumentType]
    return values.reshape(-1, plane.line_size)[: plane.height, : plane.width]


def _transport(source: np.ndarray, goal: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The clamped linear map from the colours of one picture to another's, both (pixels, 3)."""
    middle, wanted = source.mean(axis=0), goal.mean(axis=0)
    matrix = _clamped(_spread_map(_spread(source), _spread(goal)))
    moved = np.clip(wanted - middle, -MOST_SHIFT, MOST_SHIFT)
    return matrix, middle + moved - matrix @ middle


def _spread(colours: np.ndarray) -> np.ndarray:
    """Covariance of the colours (3, 3), widened so that noise is not stretched."""
    return np.cov(colours.T) + SURE_CODES**2 * np.eye(3)


def _spread_map(spread: np.ndarray, aimed: np.ndarray) -> np.ndarray:
    """The optimal transport between normal distributions of these covariances: (3, 3)."""
    root = _power(spread, 0.5)
    back = _power(spread, -0.5)
    return back @ _power(root @ aimed @ root, 0.5) @ back


def _clamped(matrix: np.ndarray) -> np.ndarray:
    return _on_axes((matrix + matrix.T) / 2, lambda gains: np.clip(gains, LEAST_GAIN, MOST_GAIN))


def _power(symmetric: np.ndarray, exponent: float) -> np.ndarray:
    return _on_axes(symmetric, lambda values: np.maximum(values, 1e-9) ** exponent)


def _on_axes(symmetric: np.ndarray, change: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """The matrix with its eigenvalues changed."""
    values, axes = np.linalg.eigh(symmetric)
    return axes @ np.diag(change(values)) @ axes.T


def _bars(*pictures: av.VideoFrame) -> tuple[int, int]:
    """Rows above and columns beside the picture that are letterbox in all pictures; both numbers even.

    Letterbox is plain black, and as wide on the other side.
    """
    over_black = [_from_black(picture) for picture in pictures]
    rows, columns = (min(_bar(luma.max(axis=axis) <= 1) for luma in over_black) for axis in (1, 0))
    return rows, columns


def _from_black(picture: av.VideoFrame) -> np.ndarray:
    """How far the luma of each pixel is from black, in code values."""
    return np.abs(_plane(picture, 0).astype(np.int16) - BAR_LUMA)


def _bar(black: np.ndarray) -> int:
    """Length of the run of True at both ends, whichever is shorter; 0 if all is True."""
    if black.all():
        return 0
    first, last = int(np.argmin(black)), int(np.argmin(black[::-1]))
    return min(first, last) // 2 * 2 if abs(first - last) <= 2 else 0
