"""The sound of a finished film in three lanes, for the timeline: how loud it is, and what is heard."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import soundfile

from storyreel.film.cutting import MixBrief, PlacedSound, Role
from storyreel.film.errors import FilmError
from storyreel.film.pace import Pace
from storyreel.graph.calls import Call
from storyreel.graph.context import FilmContext
from storyreel.graph.cutting import MIX, Layout, layout
from storyreel.graph.film import film_calls
from storyreel.graph.sound import music_spans, span_times_ms
from storyreel.graph.stages import CallId
from storyreel.project.settings import Scope
from storyreel.vault.private import write_private
from studio.board.identity import studio_folder
from studio.board.results import Results

if TYPE_CHECKING:
    from studio.board.film_controller import FilmView

PER_SECOND = 10
_LANES = {Role.SPEECH: "voices", Role.EFFECT: "effects", Role.AMBIENCE: "effects", Role.MUSIC: "music"}
_NOTHING: dict[str, Any] = {name: {"peaks": [], "tags": []} for name in ("voices", "effects", "music")}


@dataclass(frozen=True)
class _Made(Mapping[CallId, Any]):
    """The results of calls, read when they are asked for."""

    results: Results

    def __getitem__(self, call: CallId) -> Any:
        found = self.results.of(call)
        if found is None:
            raise KeyError(call)
        return found

    def __iter__(self) -> Iterator[CallId]:
        return iter(())

    def __len__(self) -> int:
        return 0


def lanes_of(view: FilmView) -> dict[str, Any]:
    """Peaks from 0 to 1 and tags with their times in seconds, by 'voices', 'effects' and 'music'.

    Empty lanes if there is no film, or if it was edited so that its sounds cannot be placed.
    """
    key = view.results.mix_key
    if not key:
        return _NOTHING
    kept = studio_folder() / "lanes" / f"{key[:40]}.json"
    if not kept.exists():
        try:
            lanes = _drawn(view)
        except (FilmError, KeyError, OSError):
            return _NOTHING
        write_private(kept, json.dumps(lanes).encode())
    return json.loads(kept.read_text(encoding="utf-8"))


def _drawn(view: FilmView) -> dict[str, Any]:
    """The lanes, from the sounds as the mix places them."""
    from studio.preview import preview_film

    context = preview_film(view.project, Scope.model_validate(_limits(view))).context
    pace = view.results.pace
    if not isinstance(pace, Pace):
        return _NOTHING
    film = layout(context, pace)
    mix = next(call for call in film_calls(context, film) if call.id == MIX)
    return _lanes(view, context, film, _brief(mix, view.results))


def _limits(view: FilmView) -> dict[str, Any]:
    return {name: value for name, value in view.project.state.scope.items() if name not in ("until", "only")}


def _brief(mix: Call, results: Results) -> MixBrief:
    brief = mix.write(_Made(results))
    if not isinstance(brief, MixBrief):
        raise TypeError(f"{mix.name} asks for {type(brief).__name__}")
    return brief


def _lanes(view: FilmView, context: FilmContext, film: Layout, brief: MixBrief) -> dict[str, Any]:
    length = int(brief.seconds * PER_SECOND) + 1
    peaks = {name: np.zeros(length, np.float32) for name in _NOTHING}
    store = view.project.vault.assets
    for sound in brief.sounds:
        _add(peaks[_LANES[sound.role]], sound, _peaks(store.path(sound.audio)))
    tags = {"voices": [], "effects": list(_effect_tags(context, film)), "music": list(_music(context, film))}
    return {name: {"peaks": _rounded(lane), "tags": tags[name]} for name, lane in peaks.items()}


def _peaks(file: Path) -> np.ndarray:
    """The loudest sample of each tenth of a second, (tenths,) float32 from 0."""
    samples, rate = soundfile.read(file, dtype="float32", always_2d=True)
    step = max(1, rate // PER_SECOND)
    loud = np.abs(samples).max(axis=1)
    padded = np.pad(loud, (0, -len(loud) % step))
    return padded.reshape(-1, step).max(axis=1)


def _add(lane: np.ndarray, sound: PlacedSound, peaks: np.ndarray) -> None:
    """Put a sound's peaks into a lane where it is heard; the louder one counts."""
    start = sound.start_ms * PER_SECOND // 1000
    end = len(lane) if sound.end_ms is None else min(len(lane), sound.end_ms * PER_SECOND // 1000 + 1)
    room = end - start
    if room <= 0 or not len(peaks):
        return
    shown = np.resize(peaks, room) if sound.looped else peaks[:room]
    part = lane[start : start + len(shown)]
    np.maximum(part, shown[: len(part)] * 10 ** (sound.gain_db / 20), out=part)


def _rounded(lane: np.ndarray) -> list[float]:
    loudest = float(lane.max()) or 1.0
    return [round(float(value) / loudest, 3) for value in lane]


def _effect_tags(context: FilmContext, film: Layout) -> Iterable[dict[str, object]]:
    """What is heard, and when it begins."""
    rate = context.recipe.rate
    tags: list[dict[str, object]] = []
    for (_, shot), cut in zip(context.storyboard.shots(), film.cuts, strict=True):
        for cue in shot.cues:
            start = float(rate.seconds(cut.start)) + cue.at * float(rate.seconds(cut.frames))
            tags.append({"a": round(start, 2), "name": cue.sound})
    return tags


def _music(context: FilmContext, film: Layout) -> Iterable[dict[str, object]]:
    """The mood of each piece of music, and when it begins."""
    times = span_times_ms(context, film.cuts, film.total_frames)
    spans = music_spans(context)
    return [
        {"a": start / 1000, "name": span.mood.value} for span, (start, _) in zip(spans, times, strict=True)
    ]
