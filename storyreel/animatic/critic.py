"""Judges a take by measurements.

It finds black, frozen or flickering frames, seams that do not fit, colours that are not the place's, and a
take that is too short.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import numpy as np
from scipy.ndimage import uniform_filter

from storyreel.animatic.clip_measurements import (
    ClipMeasurements,
    SmallFrame,
    colour_distance,
    colours,
    small_frame_of_picture,
    small_frame_of_video,
    watch,
)
from storyreel.editing.matching import likeness
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import FaultKind, Review, ReviewBrief, TakeFault
from storyreel.film.recipe import PictureRecipe

NEARLY_BLACK = 34
"""Luma of the bright parts of a frame that looks black in a lit room; 16 is black."""
STILL_CODES = 1.25
"""Largest change of a block of 4 by 4 small pixels in half a second that is still noise.

A held picture under grain of 3 code values at 720p, or with an encoder's new key picture, stays at 1; the
stillest painted clips move by 3.
"""
SHORTEST_FREEZE_SECONDS = 1.0
FLICKER_CODES = 0.5
"""Swing of mean luma from frame to frame that counts as flicker.

Painted clips of all weathers and camera moves stay under 0.1.
"""
WORST_FLICKER_CODES = 3.0
CALMEST_PART = 0.8
"""Part of a second that must swing: a flash of lightning does not last so long."""
SAME_PICTURE, OTHER_PICTURE = 0.75, 0.35
KEYFRAME_SMOOTH_PX = 9
"""A shot may frame its keyframe a little differently, because nothing was seen before; a segment may not."""
SEEN_JUMP, WORST_JUMP = 4.0, 20.0
"""Mean difference of colour in Lab units.

A jump of 2 is seen side by side; jumps under 4 are matched when cutting.
"""
PLACE_CODES, WORST_PLACE_CODES = 16.0, 40.0
PLACE_PICTURES = 4
"""Pictures of the place that are looked at, evenly over the film; each costs a decode."""


def review_take(brief: ReviewBrief, store: AssetStore, worst_severity: float) -> Review:
    """What is wrong with a take.

    It is not usable if a fault is as severe as `worst_severity`, in (0, 1], or worse.

    Raises:
        TimelineError: the take has no pictures.
        RenderError: it is damaged or breaks off.
    """
    faults = tuple(sorted(_faults(brief, store), key=lambda fault: -fault.severity))
    score = float(np.prod([1 - fault.severity for fault in faults]))
    usable = all(fault.severity < worst_severity for fault in faults)
    return Review(score=round(score, 4), usable=usable, faults=faults)


def _faults(brief: ReviewBrief, store: AssetStore) -> Iterator[TakeFault]:
    measured = watch(brief.video, brief.frames, brief.recipe, store)
    before = _before(brief, store)
    place = [small_frame_of_picture(image, brief.recipe, store) for image in _evenly(brief.place)]
    yield from _short(brief, measured)
    yield from _black(measured, brief.recipe, before)
    yield from _frozen(measured, brief.recipe)
    yield from _flicker(measured, brief.recipe)
    yield from _seam(measured, before, chained=brief.previous is not None)
    yield from _place_colour(measured, place, before if brief.previous is None else None)


def _before(brief: ReviewBrief, store: AssetStore) -> SmallFrame | None:
    """What the take should begin with: the end of the segment before, or the shot's first keyframe."""
    if brief.previous is not None:
        return small_frame_of_video(brief.previous, max(0, brief.previous_end - 1), brief.recipe, store)
    return small_frame_of_picture(brief.first, brief.recipe, store) if brief.first is not None else None


def _evenly(pictures: tuple) -> tuple:
    if len(pictures) <= PLACE_PICTURES:
        return pictures
    return tuple(pictures[index] for index in _even_indices(len(pictures)))


def _even_indices(count: int) -> list[int]:
    return [round(part * (count - 1)) for part in np.linspace(0, 1, PLACE_PICTURES)]


def _short(brief: ReviewBrief, measured: ClipMeasurements) -> Iterator[TakeFault]:
    missing = brief.frames - measured.frames
    if missing > 0:
        held = float(brief.recipe.rate.seconds(missing))
        words = (
            f"The take has {measured.frames} of the {brief.frames} frames that the film uses; its last"
            f" picture would stand still for {held:.2f} s."
        )
        yield _fault(FaultKind.SHORT, 0.1 + 4 * missing / brief.frames, words)


def _black(
    measured: ClipMeasurements, recipe: PictureRecipe, before: SmallFrame | None
) -> Iterator[TakeFault]:
    if before is not None and before.light < NEARLY_BLACK:
        return
    stretches = _stretches(measured.light < NEARLY_BLACK, 1)
    if stretches:
        black = sum(end - start for start, end in stretches)
        words = f"The picture is black {_times(stretches, recipe)}."
        yield _fault(FaultKind.BLACK, 0.5 + 2 * black / len(measured.light), words)


def _frozen(measured: ClipMeasurements, recipe: PictureRecipe) -> Iterator[TakeFault]:
    """A frame that equals the one half a second before has stood still since then. Black is another fault."""
    half = max(1, recipe.rate.nearest_frame(0.5))
    still = (measured.change < STILL_CODES) & (measured.light >= NEARLY_BLACK)
    stood = still.copy()
    for number in np.flatnonzero(still):
        stood[max(0, number - half) : number] = True
    stretches = _stretches(stood, recipe.rate.frames_at_least(SHORTEST_FREEZE_SECONDS))
    if stretches:
        frozen = sum(end - start for start, end in stretches)
        words = f"The picture stands still {_times(stretches, recipe)}; nothing in it moves."
        yield _fault(FaultKind.FROZEN, 0.25 + frozen / len(still), words)


def _flicker(measured: ClipMeasurements, recipe: PictureRecipe) -> Iterator[TakeFault]:
    swing = _swing(measured.regions)
    second = min(len(swing), recipe.rate.nearest_frame(1))
    if second < 4:
        return
    windows = np.sort(np.lib.stride_tricks.sliding_window_view(swing, second), axis=1)
    sustained = windows[:, : int(second * CALMEST_PART)].mean(axis=1)
    worst = float(sustained.max())
    if worst >= FLICKER_CODES:
        start = int(sustained.argmax())
        when = _times([(start, start + second)], recipe)
        words = f"The light flickers by {worst:.1f} code values from frame to frame, worst {when}."
        severity = 0.35 + 0.65 * _between(worst, FLICKER_CODES, WORST_FLICKER_CODES)
        yield _fault(FaultKind.FLICKER, severity, words)


def _swing(regions: np.ndarray) -> np.ndarray:
    """How far the light of most of the picture goes there and back at each frame: (frames - 2,) code values.

    A frame is compared with the mean of its neighbours. The difference of the neighbours is subtracted: by as
    much the light may be in a fade, as one that an engine made of doubled frames.
    """
    if len(regions) < 3:
        return np.zeros(0)
    away = np.abs(regions[1:-1] - (regions[:-2] + regions[2:]) / 2)
    on_the_way = np.abs(regions[2:] - regions[:-2]) / 2
    return np.median(np.maximum(0, away - on_the_way), axis=1)


def _seam(measured: ClipMeasurements, before: SmallFrame | None, *, chained: bool) -> Iterator[TakeFault]:
    """The take's beginning against what it should begin with.

    Of a take that overlaps the segment before, the frame that fits best.
    """
    if before is None:
        return
    nearest = min(
        measured.opening if chained else measured.opening[:1], key=lambda one: _mismatch(one, before)
    )
    alike = likeness(nearest.luma, before.luma, 1 if chained else KEYFRAME_SMOOTH_PX)
    jump = _colour_jump(nearest, before)
    source = "the end of the segment before" if chained else "the shot's first keyframe"
    if alike < SAME_PICTURE:
        words = f"At 0.00 s the picture jumps: it is not {source} (they agree to {max(0, alike):.0%})."
        yield _fault(FaultKind.SEAM, _between(-alike, -SAME_PICTURE, -OTHER_PICTURE), words)
    elif jump > SEEN_JUMP:
        yield _fault(
            FaultKind.SEAM,
            _between(jump, SEEN_JUMP, WORST_JUMP),
            f"At 0.00 s the colours differ from {source} by {jump:.0f} Lab units.",
        )


def _mismatch(one: SmallFrame, other: SmallFrame) -> float:
    return _colour_jump(one, other) - 20 * likeness(one.luma, other.luma)


def _colour_jump(one: SmallFrame, other: SmallFrame) -> float:
    return float(np.linalg.norm(_smooth(one) - _smooth(other), axis=2).mean())


def _smooth(small_frame: SmallFrame) -> np.ndarray:
    return uniform_filter(small_frame.lab, 9, axes=(0, 1))


def _place_colour(
    measured: ClipMeasurements, place: list[SmallFrame], keyframe: SmallFrame | None
) -> Iterator[TakeFault]:
    """The take against the picture of its place that is nearest.

    A difference that the keyframe already has does not count against the take.
    """
    if not place:
        return
    known = [colours([small_frame]) for small_frame in place]
    away = min(colour_distance(colours(measured.samples), one) for one in known)
    drawn = min(colour_distance(colours([keyframe]), one) for one in known) if keyframe is not None else 0.0
    excess = away - max(0.0, drawn - PLACE_CODES / 2)
    if excess > PLACE_CODES:
        words = (
            f"The colours are not those of the place in its other shots: {away:.0f} Lab units away from the"
            " nearest."
        )
        yield _fault(
            FaultKind.PLACE_COLOUR, 0.2 + 0.8 * _between(excess, PLACE_CODES, WORST_PLACE_CODES), words
        )


def _fault(kind: FaultKind, severity: float, words: str) -> TakeFault:
    return TakeFault(kind=kind, severity=round(min(1.0, max(0.0, severity)), 3), words=words)


def _between(value: float, low: float, high: float) -> float:
    """The place of a value between two others, 0 to 1."""
    return min(1.0, max(0.0, (value - low) / (high - low)))


def _stretches(flags: np.ndarray, shortest: int) -> list[tuple[int, int]]:
    """Runs of True of at least `shortest` frames, as (start, end), end exclusive."""
    stretches: list[tuple[int, int]] = []
    for flag, run in groupby(enumerate(flags), key=lambda pair: bool(pair[1])):
        indices = [index for index, _ in run]
        if flag and len(indices) >= shortest:
            stretches.append((indices[0], indices[-1] + 1))
    return stretches


def _times(stretches: list[tuple[int, int]], recipe: PictureRecipe) -> str:
    spoken = [
        f"from {float(recipe.rate.seconds(start)):.2f} s to {float(recipe.rate.seconds(end)):.2f} s"
        for start, end in stretches
    ]
    more = f" and {len(spoken) - 3} times more" if len(spoken) > 3 else ""
    return ", ".join(spoken[:3]) + more
