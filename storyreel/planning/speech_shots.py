"""Plans the shots of speech: singles, shots of two, and looks at the listener."""

from __future__ import annotations

import re
from collections.abc import Sequence

from storyreel.film.drafts import ShotDraft
from storyreel.film.storyboard import CameraMove, Delivery, Figure, ShotSize
from storyreel.film.word_counts import word_count
from storyreel.planning.beats import Beat, BeatKind
from storyreel.planning.camera import speech_move
from storyreel.planning.moods import is_strong
from storyreel.planning.scene_shots import SceneShots, another_size, lines_of, shows, words_heard

# Speech that may ride on a shot made for action or on a two-shot before a new shot is wanted.
RIDING_WORDS = 26
_SHORT_WORDS = 6
_SMALL_ACTION_WORDS = 14
_SINGLES_BEFORE_TWO_SHOT = 5
_PAUSE = re.compile(r"\b(?:beat|pause|silence|hesitat\w+|after a moment)\b", re.IGNORECASE)
_NEAR = (ShotSize.FULL, ShotSize.MEDIUM, ShotSize.MEDIUM_CLOSE, ShotSize.CLOSE)


class SpeechShots:
    """Adds the shots of speech to those of a scene."""

    def __init__(self, scene: SceneShots) -> None:
        self._scene = scene
        self._blocking = scene.blocking
        self._speeches = 0
        self._singles = 0
        """Shots of one person since the last shot of two."""
        self._reactions = 0

    def start_again(self) -> None:
        """Forget the run of singles, because an action was seen."""
        self._singles = 0

    def take(self, beat: Beat, following: Beat | None) -> None:
        """Cover one speech."""
        newcomer = beat.speakers[0] not in self._blocking.positions
        if beat.delivery is Delivery.ON_SCREEN:
            self._place_speakers(beat)
        self._speeches += 1
        last = self._scene.last
        if beat.dual and last and last.lines:
            self._scene.extend(beat, with_previous=True)
            self._scene.show_together(beat.speakers)
        elif self._rides(beat, newcomer):
            self._scene.extend(beat)
        else:
            if last is None and self._scene.brief.first_visit:
                self._scene.show_place()
            self._add_shot(beat)
        self._maybe_react(beat, following)

    def _place_speakers(self, beat: Beat) -> None:
        """Let the speakers stop, and do what stands in brackets."""
        for cast_id in beat.speakers:
            self._blocking.stop(cast_id)
        if beat.parenthetical:
            self._act_direction(beat)

    def _act_direction(self, beat: Beat) -> None:
        self._blocking.act(f"{self._scene.name_of(beat.speakers[0])} {beat.parenthetical}")

    # --- speech that stays on the shot before

    def _rides(self, beat: Beat, newcomer: bool) -> bool:
        """Whether the speech stays on the shot before.

        It does if the same speaker goes on, or gives a short answer inside a two-shot.
        """
        last = self._scene.last
        if last is None or not self._scene.follows_by_cut:
            return False
        if not last.lines:
            return _rides_on_action(beat, last)
        if not _can_carry(last, beat):
            return False
        if last.lines[-1].cast_id == beat.speakers[0]:
            return words_heard(last) + beat.words <= RIDING_WORDS
        return not newcomer and _is_short_answer(beat, last)

    # --- shots of their own

    def _add_shot(self, beat: Beat) -> None:
        strong = is_strong(beat.text)
        size, figures = self._frame(beat, strong)
        last = self._scene.last
        if last and shows(last, figures, size):
            size = another_size(size)
        is_close_up = strong and len(figures) == 1
        move = speech_move(beat.text, is_close_up, self._speeches, self._scene.mood, self._scene.last_move)
        lines = tuple(lines_of(beat))
        self._scene.add(ShotDraft(source=beat.source, size=size, move=move, figures=figures, lines=lines))

    def _frame(self, beat: Beat, strong: bool) -> tuple[ShotSize, tuple[Figure, ...]]:
        """The size and the figures of a shot for a speech."""
        speaker = beat.speakers[0]
        others = [cast_id for cast_id in self._blocking.positions if cast_id not in beat.speakers]
        if beat.delivery is Delivery.OFF_SCREEN:
            return self._listening(others)
        if len(beat.speakers) > 1 or self._wants_two_shot(others, strong):
            return self._together(beat.speakers, others)
        size = self._single_size(beat, strong)
        self._singles += 1
        return size, (self._blocking.single(speaker),)

    def _together(
        self, speakers: Sequence[str], others: Sequence[str]
    ) -> tuple[ShotSize, tuple[Figure, ...]]:
        """Two people, or all if the conversation begins and there are more."""
        people = [*speakers, *others]
        two = self._blocking.group(people[: max(2, len(speakers))])
        begins = not self._singles
        self._singles = 0
        if begins and len(self._blocking.positions) > 2:
            return ShotSize.FULL, self._blocking.group(people)
        return ShotSize.MEDIUM, two

    def _wants_two_shot(self, others: Sequence[str], strong: bool) -> bool:
        """A conversation opens on both, and comes back to both after a run of singles."""
        if not others:
            return False
        return self._has_only_singles() or (self._singles >= _SINGLES_BEFORE_TWO_SHOT and not strong)

    def _has_only_singles(self) -> bool:
        """Whether no shot of the scene shows two people yet."""
        return all(len(shot.figures) < 2 for shot in self._scene.shots)

    def _single_size(self, beat: Beat, strong: bool) -> ShotSize:
        if strong and beat.words <= 18:
            return ShotSize.CLOSE
        return ShotSize.MEDIUM if self._is_second_alone else ShotSize.MEDIUM_CLOSE

    @property
    def _is_second_alone(self) -> bool:
        """Whether it is every second speech of a person who is alone."""
        return len(self._blocking.positions) == 1 and self._speeches % 2 == 1

    def _listening(self, others: Sequence[str]) -> tuple[ShotSize, tuple[Figure, ...]]:
        """The speaker is not seen: the camera is on the listeners, else on the place."""
        if not others:
            size = ShotSize.EXTREME_WIDE if self._scene.last_size is ShotSize.WIDE else ShotSize.WIDE
            return size, ()
        if len(others) == 1:
            return ShotSize.MEDIUM_CLOSE, (self._blocking.single(others[0]),)
        return ShotSize.MEDIUM, self._blocking.group(others[:2])

    # --- looks at the listener

    def _maybe_react(self, beat: Beat, following: Beat | None) -> None:
        """Show the only listener if the speech has weight and is not answered, or if the speaker falters."""
        listeners = self._listeners(beat)
        if len(listeners) != 1 or following is None or beat.delivery is not Delivery.ON_SCREEN:
            return
        if following.dual or _is_answer(following, listeners[0]):
            return
        falters = following.kind is BeatKind.SPEECH and bool(_PAUSE.search(following.parenthetical))
        has_weight = self._has_weight(beat, listeners[0])
        if (falters or has_weight) and self._reactions <= self._speeches // 6:
            self._reactions += 1
            self._react(beat, listeners[0])

    def _listeners(self, beat: Beat) -> list[str]:
        """The others who are awake."""
        return [cast_id for cast_id in self._blocking.awake() if cast_id not in beat.speakers]

    def _has_weight(self, beat: Beat, listener: str) -> bool:
        """Whether a speech is strong and long, and its shot does not show the listener first."""
        if not is_strong(beat.text) or beat.words < 10:
            return False
        return not self._shows_first(listener)

    def _shows_first(self, listener: str) -> bool:
        """Whether the last shot shows the listener as a single would, before all others."""
        return self._scene.shots[-1].figures[:1] == (self._blocking.single(listener),)

    def _react(self, beat: Beat, listener: str) -> None:
        size = ShotSize.MEDIUM_CLOSE if self._scene.last_size is ShotSize.CLOSE else ShotSize.CLOSE
        move = CameraMove.STATIC if self._scene.last_move is CameraMove.ZOOM_IN else CameraMove.ZOOM_IN
        self._scene.add(
            ShotDraft(
                source=beat.source,
                size=size,
                move=move,
                figures=(self._blocking.single(listener),),
                action=f"{self._scene.name_of(listener).title()} listens.",
            )
        )


def _is_answer(following: Beat, listener: str) -> bool:
    return following.kind is BeatKind.SPEECH and following.speakers[0] == listener


def _can_carry(shot: ShotDraft, beat: Beat) -> bool:
    """Whether a shot has no voice over the picture, and shows the speaker if they are to be seen."""
    return not _has_voice_over(shot) and _is_shown_or_unseen(beat, shot)


def _has_voice_over(shot: ShotDraft) -> bool:
    return any(line.delivery is Delivery.VOICE_OVER for line in shot.lines)


def _is_shown_or_unseen(beat: Beat, shot: ShotDraft) -> bool:
    return beat.delivery is not Delivery.ON_SCREEN or beat.speakers[0] in _in_frame(shot)


def _in_frame(shot: ShotDraft) -> set[str]:
    return {figure.cast_id for figure in shot.figures}


def _is_short_answer(beat: Beat, shot: ShotDraft) -> bool:
    """Whether a speech is short enough to stay on a shot that shows two or more."""
    return _is_short_exchange(words_heard(shot), beat.words) and len(_in_frame(shot)) > 1


def _is_short_exchange(words: int, answer: int) -> bool:
    return min(answer, words) <= _SHORT_WORDS and words + answer <= RIDING_WORDS - 6


def _rides_on_action(beat: Beat, shot: ShotDraft) -> bool:
    """Whether a person who was just seen in a small action says something short without a cut."""
    if shot.size not in _NEAR or shot.action.endswith("listens."):
        return False
    if beat.delivery is not Delivery.ON_SCREEN:
        return False
    # The figure is the only speaker.
    is_alone = tuple(figure.cast_id for figure in shot.figures) == beat.speakers and len(beat.speakers) == 1
    return is_alone and max(word_count(shot.action), beat.words) <= _SMALL_ACTION_WORDS
