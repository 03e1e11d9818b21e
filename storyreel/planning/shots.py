"""Plans the shots of one scene: coverage by the common grammar of film."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from storyreel.film.drafts import SceneBrief, SceneDraft, ShotDraft
from storyreel.film.screenplay import ElementKind
from storyreel.film.storyboard import CameraMove, Delivery, Figure, LineSpan, ShotSize
from storyreel.planning.beats import Beat, BeatKind, beats_of
from storyreel.planning.camera import action_move, action_size, asked_size
from storyreel.planning.moods import Mood, mood_of
from storyreel.planning.scene_shots import (
    CLOSEST,
    SceneShots,
    another_size,
    is_voice_over,
    line_of,
    words_heard,
)
from storyreel.planning.sentence_groups import LONGEST_SPOKEN, is_beyond_voices
from storyreel.planning.sounds import cues_in, cues_left_out
from storyreel.planning.speech_shots import RIDING_WORDS, SpeechShots

_DESCRIBING = (ElementKind.ACTION, ElementKind.NARRATION)
_SEEN = (BeatKind.ACTION, BeatKind.NARRATION)
_SPOKEN = (ElementKind.DIALOGUE, ElementKind.LYRIC)
_VOICED = (ElementKind.DIALOGUE, ElementKind.NARRATION)
_FAR = (ShotSize.EXTREME_WIDE, ShotSize.WIDE)
_MOST_IN_FRAME = 4


def analyse_scene(brief: SceneBrief) -> SceneDraft:
    """The shots of a scene, in order, and its mood. Equal briefs give equal drafts.

    Every speech of the brief is in exactly one shot, or, above forty words, in consecutive shots cut between
    its sentences. A sentence is cut only if no voice can say it at once, and a note says so.
    """
    beats = beats_of(brief)
    mood = _mood_of(brief)
    coverage = _Coverage(SceneShots(brief, mood, _heard_only(beats)))
    for beat, following in zip(beats, [*beats[1:], None], strict=True):
        coverage.take(beat, following)
    return SceneDraft(mood=mood, shots=coverage.finished(), notes=tuple(_notes(brief, beats)))


def _mood_of(brief: SceneBrief) -> Mood:
    described = _text_of(brief, _DESCRIBING)
    return mood_of(described, _text_of(brief, _SPOKEN), brief.time, brief.weather, brief.place.kind)


def _text_of(brief: SceneBrief, kinds: Sequence[ElementKind]) -> str:
    return " ".join(element.text for element in brief.elements if element.kind in kinds)


def _heard_only(beats: Iterable[Beat]) -> set[str]:
    """Cast ids of those who speak, and never in the picture."""
    speaking: set[str] = set()
    on_screen: set[str] = set()
    for beat in beats:
        speaking.update(beat.speakers)
        on_screen.update(beat.speakers if beat.delivery is Delivery.ON_SCREEN else ())
    return speaking - on_screen


def _notes(brief: SceneBrief, beats: Iterable[Beat]) -> list[str]:
    """What the person should know about sounds that are left out and sentences that are cut."""
    unheard = [_unheard(beat) for beat in beats if beat.kind in _SEEN]
    voiced = [element.text for element in brief.elements if element.kind in _VOICED]
    return [note for note in unheard if note] + [_too_long(text) for text in voiced if is_beyond_voices(text)]


def _too_long(text: str) -> str:
    return (
        f"A sentence has more than {LONGEST_SPOKEN:,} characters, which no voice says at once; it is cut at"
        f" its clauses: {text[:60]!r}. Part it to choose where."
    )


def _unheard(beat: Beat) -> str:
    """A note on the sounds that a shot has no place for, '' if there are none."""
    left_out = cues_left_out(beat.text)
    return _note_on_sounds(left_out, beat.text) if left_out else ""


def _note_on_sounds(left_out: tuple[str, ...], text: str) -> str:
    return (
        f"One shot holds four sounds; {', '.join(map(repr, left_out))} of {text[:60]!r} left out. Part"
        " the paragraph to hear all."
    )


def _is_told_action(shot: ShotDraft) -> bool:
    """Whether a shot shows action under a voice over."""
    return bool(shot.action) and is_voice_over(shot)


def _voice_sizes(has_people: bool) -> tuple[ShotSize, ShotSize]:
    return (ShotSize.MEDIUM, ShotSize.WIDE) if has_people else (ShotSize.WIDE, ShotSize.EXTREME_WIDE)


class _Coverage:
    """Builds shots beat by beat."""

    def __init__(self, scene: SceneShots) -> None:
        self._scene = scene
        self._blocking = scene.blocking
        self._speech = SpeechShots(scene)
        self._waiting_voices: list[Beat] = []
        """Voices over the picture that wait for the next action."""

    def take(self, beat: Beat, following: Beat | None) -> None:
        """Cover one beat."""
        if beat.kind is BeatKind.TRANSITION:
            self._scene.transition = beat.transition
        elif beat.kind in _SEEN:
            self._take_action(beat)
        elif beat.kind is BeatKind.TITLE:
            self._take_title(beat, following)
        elif beat.delivery is Delivery.VOICE_OVER:
            self._take_voice_over(beat, following)
        else:
            self._voices_alone()
            self._speech.take(beat, following)

    def finished(self) -> tuple[ShotDraft, ...]:
        """The shots; a scene in which nothing happens shows its place."""
        self._voices_alone()
        if self._scene.is_empty:
            self._scene.show_place()
        return tuple(self._scene.shots)

    # --- action and narration

    def _take_action(self, beat: Beat) -> None:
        involved, leaving = self._blocking.act(beat.text)
        size = asked_size(beat.text) or self._action_size(beat.text, involved)
        voices = [line_of(voice) for voice in self._waiting_voices]
        narrated = [line_of(beat)] if beat.kind is BeatKind.NARRATION else []
        self._scene.add(
            ShotDraft(
                source=self._source_with_voices(beat),
                size=size,
                move=self._action_move(beat.text, size),
                figures=self._action_figures(size, involved),
                action=beat.text,
                lines=(*voices, *narrated),
                cues=cues_in(beat.text),
            )
        )
        self._waiting_voices.clear()
        self._blocking.leave(leaving)
        self._speech.start_again()

    def _source_with_voices(self, beat: Beat) -> LineSpan:
        first = min(one.source.first for one in [*self._waiting_voices, beat])
        return LineSpan(first=first, last=beat.source.last)

    def _action_size(self, text: str, involved: Sequence[str]) -> ShotSize:
        last = self._scene.last
        if last is None:
            return self._opening_size(len(involved))
        poses = [self._blocking.positions[cast_id].pose for cast_id in involved]
        size = action_size(text, len(involved), poses, self._scene.interior)
        shows_same = last.size is size and {figure.cast_id for figure in last.figures} == set(involved)
        return another_size(size) if shows_same else size

    def _opening_size(self, people: int) -> ShotSize:
        if not people:
            return self._scene.place_size
        return ShotSize.WIDE if self._scene.brief.first_visit or people > 2 else ShotSize.FULL

    def _action_move(self, text: str, size: ShotSize) -> CameraMove:
        scene = self._scene
        if scene.is_empty and size in _FAR:
            return scene.place_move(text)
        return action_move(text, scene.mood, scene.last_move)

    def _action_figures(self, size: ShotSize, involved: Sequence[str]) -> tuple[Figure, ...]:
        if not involved:
            return self._staying_figures() if size is ShotSize.WIDE else ()
        others = self._blocking.positions if size in _FAR else ()
        shown = list(dict.fromkeys([*involved, *others]))
        most = 1 if size in (*CLOSEST, ShotSize.MEDIUM_CLOSE) else _MOST_IN_FRAME
        return self._blocking.group(shown[:most])

    def _staying_figures(self) -> tuple[Figure, ...]:
        """The people of a wide shot whose action names none.

        A whole room shows all who are in it, whatever the words are about. Outdoors the camera looks
        elsewhere, but people who lie there stay in the picture.
        """
        return self._first_figures(self._staying_people())

    def _staying_people(self) -> list[str]:
        return list(self._blocking.positions) if self._scene.interior else self._blocking.lying()

    def _first_figures(self, people: Sequence[str]) -> tuple[Figure, ...]:
        return self._blocking.group(people[:_MOST_IN_FRAME]) if people else ()

    # --- titles on the picture

    def _take_title(self, beat: Beat, following: Beat | None) -> None:
        """Show words over what was just seen, or over what is seen next, or over the place."""
        last = self._shot_before
        if last and not (last.lines or last.title) and self._scene.follows_by_cut:
            self._scene.put_title(beat)
            return
        self._voices_alone()
        self._scene.waiting_title = beat.text
        if following is None or following.kind not in _SEEN:
            self._title_alone(beat)

    def _title_alone(self, beat: Beat) -> None:
        place_size = self._scene.place_size
        size = ShotSize.FULL if self._scene.last_size is place_size else place_size
        people = [] if size is ShotSize.EXTREME_WIDE else list(self._blocking.positions)
        figures = self._first_figures(people)
        move = self._scene.place_move(beat.text)
        self._scene.add(ShotDraft(source=beat.source, size=size, move=move, figures=figures))

    # --- voices over

    @property
    def _shot_before(self) -> ShotDraft | None:
        """The shot straight before, None if voices wait between."""
        return None if self._waiting_voices else self._scene.last

    def _take_voice_over(self, beat: Beat, following: Beat | None) -> None:
        if self._carries(self._shot_before, beat):
            self._scene.extend(beat, with_previous=beat.dual)
            return
        can_wait = not self._waiting_voices and following is not None and following.kind is BeatKind.ACTION
        self._waiting_voices.append(beat)
        if not can_wait:
            self._voices_alone()

    def _carries(self, last: ShotDraft | None, beat: Beat) -> bool:
        """Whether the shot before shows action and has time for one more voice over."""
        return last is not None and _is_told_action(last) and self._has_time(last, beat)

    def _has_time(self, last: ShotDraft, beat: Beat) -> bool:
        return words_heard(last) + beat.words <= RIDING_WORDS and self._scene.follows_by_cut

    def _voices_alone(self) -> None:
        """Play the waiting voices over the place and the people there."""
        for voice in self._waiting_voices:
            self._voice_alone(voice)
        self._waiting_voices.clear()

    def _voice_alone(self, voice: Beat) -> None:
        people = list(self._blocking.positions)[:2]
        size = self._voice_size(bool(people))
        figures = self._first_figures(people)
        move = action_move(voice.text, self._scene.mood, self._scene.last_move)
        lines = (line_of(voice),)
        self._scene.add(ShotDraft(source=voice.source, size=size, move=move, figures=figures, lines=lines))

    def _voice_size(self, has_people: bool) -> ShotSize:
        """A size other than the last, from which a voice over is seen."""
        scene = self._scene
        if scene.is_empty:
            return scene.place_size
        return next(size for size in _voice_sizes(has_people) if size is not scene.last_size)
