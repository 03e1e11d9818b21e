"""The call that mixes all sound: every sound of the film with its place on the time line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from storyreel.film.assets import AssetRef
from storyreel.film.briefs import Music, Sound, Speech
from storyreel.film.cutting import MixBrief, PlacedSound, Role
from storyreel.film.hearing import Room
from storyreel.film.pace import ShotPace
from storyreel.film.place_kinds import PLACE_KINDS
from storyreel.film.skips import Skip
from storyreel.film.storyboard import Delivery, Scene, Shot, SoundCue, SpokenLine
from storyreel.film.timeline import Cut
from storyreel.graph.calls import Call, Made
from storyreel.graph.context import FilmContext
from storyreel.graph.cutting import MIX, Layout
from storyreel.graph.sound import (
    MUSIC_OVERLAP_MS,
    bed_id,
    cue_id,
    music_id,
    music_spans,
    scene_bed,
    sound_calls,
    span_times_ms,
)
from storyreel.graph.speech import PACE, line_id, line_ids

BED_FADE_MS = 600
FIRST_MUSIC_FADE_MS = 300
EFFECT_FADE_MS = 250
SHORTEST_EFFECT_MS = 200


def mix_call(context: FilmContext, film: Layout) -> Call:
    """The call that mixes all sound."""
    others = sound_calls(context, film.cuts, film.total_frames)
    needs = (PACE, *line_ids(context), *(call.id for call in others))

    def write(made: Made) -> MixBrief:
        sounds = tuple(_Placing(context, film, made).sounds())
        return MixBrief(sounds=sounds, frames=film.total_frames, rate=context.recipe.rate)

    return Call(MIX, needs, write, work=film.total_frames * 0.002)


@dataclass(frozen=True)
class _Placing:
    """Places what was made on the film's time line."""

    context: FilmContext
    film: Layout
    made: Made

    def sounds(self) -> Iterator[PlacedSound]:
        """Speech, effects, ambience and music."""
        if Skip.NARRATION not in self.context.skip:
            yield from self._speech()
        if Skip.SOUND not in self.context.skip:
            yield from self._effects()
            yield from self._beds()
        yield from self._music()

    def _speech(self) -> Iterator[PlacedSound]:
        shots = self.context.storyboard.shots()
        for (scene, shot), cut, paced in zip(shots, self.film.cuts, self.film.pace, strict=True):
            for index, line in enumerate(shot.lines):
                speech: Speech | None = self.made[line_id(self.context, shot, index)]
                if speech is not None:
                    placed = _placed_line(speech, shot, line, self._line_start_ms(cut, paced, index))
                    yield placed.model_copy(update={"room": self._room(scene, line)})

    def _room(self, scene: Scene, line: SpokenLine) -> Room:
        """The room of a scene; none for a voice over it."""
        if line.delivery is Delivery.VOICE_OVER:
            return Room.NONE
        place = self.context.storyboard.environment(scene.environment_id).place
        return PLACE_KINDS[place.kind].room if place.interior else Room.OPEN

    def _line_start_ms(self, cut: Cut, paced: ShotPace, index: int) -> int:
        return int(self._exact_ms(cut.start)) + paced.line_starts_ms[index]

    def _effects(self) -> Iterator[PlacedSound]:
        for (_, shot), cut in zip(self.context.storyboard.shots(), self.film.cuts, strict=True):
            for index, cue in enumerate(shot.cues):
                sound: Sound | None = self.made[cue_id(shot, index)]
                if sound is not None and sound.audio is not None:
                    yield self._effect(sound, sound.audio, cue, cut)

    def _effect(self, sound: Sound, audio: AssetRef, cue: SoundCue, cut: Cut) -> PlacedSound:
        start = int(self._exact_ms(cut.start) + self._exact_ms(cut.frames) * round(cue.at * 1000) / 1000)
        end = min(start + sound.duration_ms, int(self._exact_ms(self.film.credits_start)))
        return PlacedSound(
            audio=audio,
            role=Role.EFFECT,
            start_ms=start,
            end_ms=max(end, start + SHORTEST_EFFECT_MS),
            fade_out_ms=EFFECT_FADE_MS,
        )

    def _beds(self) -> Iterator[PlacedSound]:
        for scene, cuts in self._scenes():
            start = int(self._exact_ms(cuts[0].start))
            end = int(self._exact_ms(cuts[-1].start + cuts[-1].frames))
            for index, _ in enumerate(scene_bed(self.context, scene)):
                sound: Sound | None = self.made[bed_id(scene, index)]
                if sound is not None and sound.audio is not None:
                    yield _placed_bed(sound.audio, start, end, gain_db=0.0 if index == 0 else -2.0)

    def _scenes(self) -> Iterator[tuple[Scene, tuple[Cut, ...]]]:
        """The scenes with the cuts of their shots."""
        shot = 0
        for scene in self.context.storyboard.scenes:
            yield scene, self.film.cuts[shot : shot + len(scene.shots)]
            shot += len(scene.shots)

    def _music(self) -> Iterator[PlacedSound]:
        spans = music_spans(self.context)
        times = span_times_ms(self.context, self.film.cuts, self.film.total_frames)
        for index, (span, (start, end)) in enumerate(zip(spans, times, strict=True)):
            written = music_id(index, span)
            music: Music | None = self.made[written]
            if music is not None:
                yield PlacedSound(
                    audio=music.audio,
                    role=Role.MUSIC,
                    start_ms=start,
                    end_ms=end,
                    looped=written in self.context.own or _is_too_short(music, end - start),
                    fade_in_ms=FIRST_MUSIC_FADE_MS if index == 0 else MUSIC_OVERLAP_MS,
                    fade_out_ms=MUSIC_OVERLAP_MS,
                )

    def _exact_ms(self, frames: int) -> Fraction:
        return self.context.recipe.rate.seconds(frames) * 1000


def _is_too_short(music: Music, span_ms: int) -> bool:
    """Whether music of an earlier version ends before its span fades out."""
    return music.duration_ms < span_ms - MUSIC_OVERLAP_MS


def _placed_line(speech: Speech, shot: Shot, line: SpokenLine, start_ms: int) -> PlacedSound:
    """A line, panned to its speaker's place in the frame, and quieter if it comes from off screen."""
    places = {figure.cast_id: figure.x for figure in shot.figures}
    pan = (places.get(line.cast_id, 0.5) - 0.5) * 0.5
    gain_db = -3.0 if line.delivery is Delivery.OFF_SCREEN else 0.0
    return PlacedSound(
        audio=speech.audio,
        role=Role.SPEECH,
        start_ms=start_ms,
        pan=round(pan, 3),
        gain_db=gain_db,
        medium=line.medium,
        off_screen=line.delivery is Delivery.OFF_SCREEN,
    )


def _placed_bed(audio: AssetRef, start_ms: int, end_ms: int, *, gain_db: float) -> PlacedSound:
    """A bed that fades into those of the neighbouring scenes."""
    return PlacedSound(
        audio=audio,
        role=Role.AMBIENCE,
        start_ms=max(0, start_ms - BED_FADE_MS // 2),
        end_ms=end_ms + BED_FADE_MS // 2,
        looped=True,
        gain_db=gain_db,
        fade_in_ms=BED_FADE_MS,
        fade_out_ms=BED_FADE_MS,
    )
