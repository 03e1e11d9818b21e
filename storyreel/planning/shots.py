"""Plans the shots of one scene: coverage by the common grammar of film.

It knows nothing of the scenes around it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from storyreel.film.drafts import SceneBrief, SceneDraft, ShotDraft
from storyreel.film.screenplay import ElementKind
from storyreel.film.storyboard import (
    CameraMove,
    Delivery,
    Figure,
    LineSpan,
    Mood,
    ShotSize,
    SpokenLine,
    TransitionKind,
)
from storyreel.film.word_counts import word_count
from storyreel.planning.beats import LONGEST_SPOKEN, Beat, BeatKind, beats_of, is_beyond_voices
from storyreel.planning.blocking import Blocking
from storyreel.planning.camera import (
    action_move,
    action_size,
    asked_size,
    establishing_move,
    next_size,
    speech_move,
)
from storyreel.planning.moods import is_strong, mood_of
from storyreel.planning.sounds import cues_in, cues_left_out

_TOLD = (ElementKind.ACTION, ElementKind.NARRATION)
_SEEN = (BeatKind.ACTION, BeatKind.NARRATION)
_SPOKEN = (ElementKind.DIALOGUE, ElementKind.LYRIC)
_VOICED = (ElementKind.DIALOGUE, ElementKind.NARRATION)
# Speech that may ride on a shot made for action or on a two-shot before a new shot is wanted.
_RIDING_WORDS = 26
_SHORT_WORDS = 6
_SINGLES_BEFORE_TWO_SHOT = 5
_PAUSE = re.compile(r"\b(?:beat|pause|silence|hesitat\w+|after a moment)\b", re.IGNORECASE)


def analyse_scene(brief: SceneBrief) -> SceneDraft:
    """The shots of a scene, in order, and its mood. Equal briefs give equal drafts.

    Every speech of the brief is in exactly one shot, or, above forty words, in consecutive shots cut between
    its sentences; a sentence is cut only where no voice could say it at once, which a note tells.
    """
    told = " ".join(e.text for e in brief.elements if e.kind in _TOLD)
    spoken = " ".join(e.text for e in brief.elements if e.kind in _SPOKEN)
    mood = mood_of(told, spoken, brief.time, brief.weather, brief.place.kind)
    beats = beats_of(brief)
    speaking = {cast_id for beat in beats for cast_id in beat.speakers}
    on_screen = {
        cast_id for beat in beats for cast_id in beat.speakers if beat.delivery is Delivery.ON_SCREEN
    }
    coverage = _Coverage(brief, mood, speaking - on_screen)
    for index, beat in enumerate(beats):
        coverage.take(beat, beats[index + 1] if index + 1 < len(beats) else None)
    notes = [note for beat in beats if beat.kind in _SEEN and (note := _unheard(beat))]
    notes += [_too_long(e.text) for e in brief.elements if e.kind in _VOICED and is_beyond_voices(e.text)]
    return SceneDraft(mood=mood, shots=coverage.finished(), notes=tuple(notes))


def _too_long(text: str) -> str:
    return (
        f"A sentence has more than {LONGEST_SPOKEN:,} characters, which no voice says at once; it is cut at"
        f" its clauses: {text[:60]!r}. Part it to choose where."
    )


def _unheard(beat: Beat) -> str:
    left_out = cues_left_out(beat.text)
    return (
        f"One shot holds four sounds; {', '.join(map(repr, left_out))} of {beat.text[:60]!r} left out. Part"
        " the paragraph to hear all."
        if left_out
        else ""
    )


class _Coverage:
    """Builds shots beat by beat and remembers what the last one showed."""

    def __init__(self, brief: SceneBrief, mood: Mood, heard_only: Collection[str]) -> None:
        self._brief = brief
        self._mood = mood
        is_story = any(element.kind is ElementKind.NARRATION for element in brief.elements)
        self._blocking = Blocking(brief.roles, brief.place, heard_only, is_story)
        self._shots: list[ShotDraft] = []
        self._transition = brief.opening
        self._waiting_voices: list[Beat] = []
        self._waiting_title = ""
        self._speeches = 0
        self._singles = 0
        self._reactions = 0

    def take(self, beat: Beat, following: Beat | None) -> None:
        """Cover one beat."""
        if beat.kind is BeatKind.TRANSITION:
            self._transition = beat.transition
        elif beat.kind is BeatKind.ACTION:
            self._take_action(beat)
        elif beat.kind is BeatKind.NARRATION:
            self._take_narration(beat)
        elif beat.kind is BeatKind.TITLE:
            self._take_title(beat, following)
        elif beat.delivery is Delivery.VOICE_OVER:
            self._take_voice_over(beat, following)
        else:
            self._take_speech(beat, following)

    def finished(self) -> tuple[ShotDraft, ...]:
        """The shots; a scene in which nothing happens shows its place."""
        if self._waiting_voices:
            self._voices_alone()
        if not self._shots:
            self._add(
                ShotDraft(
                    source=LineSpan(first=1, last=1),
                    size=self._place_size(),
                    move=establishing_move(self._brief.heading, self._brief.place.interior, None),
                )
            )
        return tuple(self._shots)

    # --- action and narration

    def _take_action(self, beat: Beat) -> None:
        involved, leaving = self._blocking.act(beat.text)
        opens = not self._shots
        size = asked_size(beat.text) or (
            self._opening_size(involved) if opens else self._action_size(beat.text, involved)
        )
        figures = self._action_figures(size, involved)
        move = (
            establishing_move(beat.text, self._brief.place.interior, None)
            if opens and size in (ShotSize.WIDE, ShotSize.EXTREME_WIDE)
            else action_move(beat.text, self._mood, self._last_move)
        )
        lines = tuple(_line(voice) for voice in self._waiting_voices)
        source = LineSpan(
            first=min([beat.source.first, *(voice.source.first for voice in self._waiting_voices)]),
            last=beat.source.last,
        )
        self._waiting_voices.clear()
        self._add(
            ShotDraft(
                source=source,
                size=size,
                move=move,
                figures=figures,
                action=beat.text,
                lines=lines,
                cues=cues_in(beat.text),
            )
        )
        self._blocking.leave(leaving)
        self._singles = 0

    def _take_narration(self, beat: Beat) -> None:
        self._take_action(beat)
        self._shots[-1] = self._shots[-1].model_copy(update={"lines": (*self._shots[-1].lines, _line(beat))})

    def _opening_size(self, involved: Sequence[str]) -> ShotSize:
        if self._brief.first_visit:
            return self._place_size() if not involved else ShotSize.WIDE
        return ShotSize.WIDE if not involved or len(involved) > 2 else ShotSize.FULL

    def _place_size(self) -> ShotSize:
        return (
            ShotSize.WIDE
            if self._brief.place.interior or not self._brief.first_visit
            else ShotSize.EXTREME_WIDE
        )

    def _action_size(self, text: str, involved: Sequence[str]) -> ShotSize:
        poses = [self._blocking.positions[cast_id].pose for cast_id in involved]
        size = action_size(text, len(involved), poses, self._brief.place.interior)
        last = self._shots[-1]
        if last.size is size and {f.cast_id for f in last.figures} == set(involved):
            # Two views of the same from the same distance jump; a step nearer or wider does not.
            size = next_size(size, closer=size not in (ShotSize.CLOSE, ShotSize.EXTREME_CLOSE))
        return size

    def _action_figures(self, size: ShotSize, involved: Sequence[str]) -> tuple[Figure, ...]:
        wide = size in (ShotSize.EXTREME_WIDE, ShotSize.WIDE)
        if not involved:
            # A whole room shows whoever is in it, whatever the words are about; in the open the camera looks
            # elsewhere, but who lies there does not vanish.
            staying = self._blocking.positions if self._brief.place.interior else self._blocking.lying()
            return self._blocking.group(list(staying)[:4]) if staying and size is ShotSize.WIDE else ()
        shown = list(dict.fromkeys([*involved, *(self._blocking.positions if wide else ())]))
        if size in (ShotSize.CLOSE, ShotSize.EXTREME_CLOSE, ShotSize.MEDIUM_CLOSE):
            shown = shown[:1]
        return self._blocking.group(shown[:4])

    # --- titles on the picture

    def _take_title(self, beat: Beat, following: Beat | None) -> None:
        """Show words over what was just seen, else over what is seen next, else over the place alone."""
        last = self._shots[-1] if self._shots and not self._waiting_voices else None
        if last and not (last.lines or last.title) and self._transition is TransitionKind.CUT:
            source = LineSpan(first=last.source.first, last=max(last.source.last, beat.source.last))
            self._shots[-1] = last.model_copy(update={"title": beat.text, "source": source})
            return
        if self._waiting_voices:
            self._voices_alone()
        self._waiting_title = beat.text
        if following is None or following.kind not in _SEEN:
            size = (
                self._place_size()
                if not self._shots or self._shots[-1].size is not self._place_size()
                else ShotSize.FULL
            )
            figures = (
                self._blocking.group(list(self._blocking.positions)[:4])
                if self._blocking.positions and size is not ShotSize.EXTREME_WIDE
                else ()
            )
            self._add(
                ShotDraft(
                    source=beat.source,
                    size=size,
                    move=establishing_move(beat.text, self._brief.place.interior, None),
                    figures=figures,
                )
            )

    # --- voices over

    def _take_voice_over(self, beat: Beat, following: Beat | None) -> None:
        last = self._shots[-1] if self._shots and not self._waiting_voices else None
        heard = sum(word_count(line.text) for line in last.lines) if last else 0
        over_action = (
            last is not None
            and bool(last.action)
            and all(line.delivery is Delivery.VOICE_OVER for line in last.lines)
        )
        if (
            last is not None
            and over_action
            and heard + word_count(beat.text) <= _RIDING_WORDS
            and self._transition is TransitionKind.CUT
        ):
            self._extend(beat, with_previous=beat.dual)
        elif following is not None and following.kind is BeatKind.ACTION and not self._waiting_voices:
            self._waiting_voices.append(beat)
        else:
            self._waiting_voices.append(beat)
            self._voices_alone()

    def _voices_alone(self) -> None:
        """Voices that no action carries play over the place and whoever is there."""
        for voice in self._waiting_voices:
            present = list(self._blocking.positions)
            last = self._shots[-1].size if self._shots else None
            sizes = (
                (ShotSize.MEDIUM, ShotSize.WIDE, ShotSize.FULL)
                if present
                else (ShotSize.WIDE, ShotSize.EXTREME_WIDE)
            )
            size = next(size for size in sizes if size is not last)
            figures = self._blocking.group(present[:2]) if present else ()
            move = action_move(voice.text, self._mood, self._last_move)
            self._add(
                ShotDraft(
                    source=voice.source,
                    size=size if self._shots else self._place_size(),
                    move=move,
                    figures=figures,
                    lines=(_line(voice),),
                )
            )
        self._waiting_voices.clear()

    # --- dialogue

    def _take_speech(self, beat: Beat, following: Beat | None) -> None:
        if self._waiting_voices:
            self._voices_alone()
        speaker = beat.speakers[0]
        newcomer = speaker not in self._blocking.positions
        if beat.delivery is Delivery.ON_SCREEN:
            for cast_id in beat.speakers:
                self._blocking.stop(cast_id)
            if beat.parenthetical:
                self._blocking.act(f"{self._name_of(speaker)} {beat.parenthetical}")
        self._speeches += 1
        if beat.dual and self._shots and self._shots[-1].lines:
            self._extend_dual(beat)
        elif self._rides(beat, newcomer):
            self._extend(beat)
        else:
            if not self._shots and self._brief.first_visit:
                self._show_place()
            self._new_speech_shot(beat)
        self._maybe_react(beat, following)

    def _rides(self, beat: Beat, newcomer: bool) -> bool:
        """Whether the speech stays on the shot before: the same speaker going on, or a short answer inside a two-shot."""
        if not self._shots or self._transition is not TransitionKind.CUT:
            return False
        last = self._shots[-1]
        if not last.lines:
            return self._rides_on_action(beat, last)
        if any(line.delivery is Delivery.VOICE_OVER for line in last.lines):
            return False
        heard = sum(word_count(line.text) for line in last.lines)
        words = word_count(beat.text)
        in_frame = {figure.cast_id for figure in last.figures}
        if beat.delivery is Delivery.ON_SCREEN and beat.speakers[0] not in in_frame:
            return False
        if last.lines[-1].cast_id == beat.speakers[0]:
            return heard + words <= _RIDING_WORDS
        return (
            len(in_frame) > 1
            and not newcomer
            and min(words, heard) <= _SHORT_WORDS
            and heard + words <= _RIDING_WORDS - 6
        )

    def _rides_on_action(self, beat: Beat, last: ShotDraft) -> bool:
        """Whether somebody who was just seen doing something small says something short without a cut."""
        near = last.size in (ShotSize.FULL, ShotSize.MEDIUM, ShotSize.MEDIUM_CLOSE, ShotSize.CLOSE)
        alone = [figure.cast_id for figure in last.figures] == [beat.speakers[0]]
        short = word_count(last.action) <= 14 and word_count(beat.text) <= 14
        return (
            near
            and alone
            and short
            and len(beat.speakers) == 1
            and beat.delivery is Delivery.ON_SCREEN
            and not last.action.endswith("listens.")
        )

    def _new_speech_shot(self, beat: Beat) -> None:
        speaker = beat.speakers[0]
        strong = is_strong(beat.text)
        others = [cast_id for cast_id in self._blocking.positions if cast_id not in beat.speakers]
        if beat.delivery is Delivery.OFF_SCREEN:
            size, figures = self._listening(others)
        elif len(beat.speakers) > 1 or self._wants_two_shot(others, strong):
            size, figures = (
                ShotSize.MEDIUM,
                self._blocking.group([*beat.speakers, *others][: max(2, len(beat.speakers))]),
            )
            if len(self._blocking.positions) > 2 and not self._singles:
                size, figures = ShotSize.FULL, self._blocking.group([*beat.speakers, *others])
            self._singles = 0
        else:
            size, figures = self._single_size(beat, strong), (self._blocking.single(speaker),)
            self._singles += 1
        last = self._shots[-1] if self._shots else None
        if last and last.size is size and last.figures == figures:
            size = next_size(size, closer=size not in (ShotSize.CLOSE, ShotSize.EXTREME_CLOSE))
        move = speech_move(
            beat.text, strong and len(figures) == 1, self._speeches, self._mood, self._last_move
        )
        lines = tuple(
            _line(beat, cast_id, with_previous=index > 0) for index, cast_id in enumerate(beat.speakers)
        )
        self._add(ShotDraft(source=beat.source, size=size, move=move, figures=figures, lines=lines))

    def _wants_two_shot(self, others: Sequence[str], strong: bool) -> bool:
        """A conversation opens on both, and comes back to both after a run of singles."""
        if not others:
            return False
        shown_together = any(len(shot.figures) > 1 for shot in self._shots)
        return not shown_together or (self._singles >= _SINGLES_BEFORE_TWO_SHOT and not strong)

    def _single_size(self, beat: Beat, strong: bool) -> ShotSize:
        if strong and word_count(beat.text) <= 18:
            return ShotSize.CLOSE
        if len(self._blocking.positions) == 1:
            return ShotSize.MEDIUM if self._speeches % 2 else ShotSize.MEDIUM_CLOSE
        return ShotSize.MEDIUM_CLOSE

    def _listening(self, others: Sequence[str]) -> tuple[ShotSize, tuple[Figure, ...]]:
        """Somebody unseen speaks: the camera is on who hears it, else on the place."""
        if not others:
            return (
                ShotSize.WIDE
                if not self._shots or self._shots[-1].size is not ShotSize.WIDE
                else ShotSize.EXTREME_WIDE
            ), ()
        if len(others) == 1:
            return ShotSize.MEDIUM_CLOSE, (self._blocking.single(others[0]),)
        return ShotSize.MEDIUM, self._blocking.group(others[:2])

    def _show_place(self) -> None:
        """A scene that opens on speech at a new place shows the place first."""
        move = establishing_move(self._brief.heading, self._brief.place.interior, None)
        self._add(ShotDraft(source=LineSpan(first=1, last=1), size=self._place_size(), move=move, figures=()))

    def _maybe_react(self, beat: Beat, following: Beat | None) -> None:
        """A look at who listens, where something weighty was said and no answer comes, or the speaker falters."""
        listeners = [
            cast_id
            for cast_id, position in self._blocking.positions.items()
            if cast_id not in beat.speakers and not position.asleep
        ]
        answered = (
            following is not None and following.kind is BeatKind.SPEECH and following.speakers[0] in listeners
        )
        if (
            len(listeners) != 1
            or following is None
            or answered
            or following.dual
            or beat.delivery is not Delivery.ON_SCREEN
        ):
            return
        hesitates = following.kind is BeatKind.SPEECH and bool(_PAUSE.search(following.parenthetical))
        weighty = (
            is_strong(beat.text)
            and word_count(beat.text) >= 10
            and self._shots[-1].figures[:1] != (self._blocking.single(listeners[0]),)
        )
        if (hesitates or weighty) and self._reactions <= self._speeches // 6:
            self._reactions += 1
            size = ShotSize.CLOSE if self._shots[-1].size is not ShotSize.CLOSE else ShotSize.MEDIUM_CLOSE
            move = CameraMove.ZOOM_IN if self._last_move is not CameraMove.ZOOM_IN else CameraMove.STATIC
            action = f"{self._name_of(listeners[0]).title()} listens."
            self._add(
                ShotDraft(
                    source=beat.source,
                    size=size,
                    move=move,
                    figures=(self._blocking.single(listeners[0]),),
                    action=action,
                )
            )

    # --- the row of shots

    @property
    def _last_move(self) -> CameraMove | None:
        return self._shots[-1].move if self._shots else None

    def _add(self, shot: ShotDraft) -> None:
        self._shots.append(
            shot.model_copy(update={"transition": self._transition, "title": self._waiting_title})
        )
        self._transition, self._waiting_title = TransitionKind.CUT, ""

    def _extend(self, beat: Beat, with_previous: bool = False) -> None:
        """Let the last shot carry the speech too."""
        last = self._shots[-1]
        lines = (
            *last.lines,
            *(
                _line(beat, cast_id, with_previous=with_previous or index > 0)
                for index, cast_id in enumerate(beat.speakers)
            ),
        )
        source = LineSpan(first=last.source.first, last=max(last.source.last, beat.source.last))
        self._shots[-1] = last.model_copy(update={"lines": lines, "source": source})

    def _extend_dual(self, beat: Beat) -> None:
        """Two who speak at once are seen together."""
        self._extend(beat, with_previous=True)
        last = self._shots[-1]
        seen = [
            cast_id
            for cast_id in (*(figure.cast_id for figure in last.figures), *beat.speakers)
            if cast_id in self._blocking.positions
        ]
        if len(set(seen)) > len(last.figures):
            size = (
                ShotSize.MEDIUM
                if last.size in (ShotSize.MEDIUM_CLOSE, ShotSize.CLOSE, ShotSize.EXTREME_CLOSE)
                else last.size
            )
            self._shots[-1] = last.model_copy(update={"figures": self._blocking.group(seen), "size": size})

    def _name_of(self, cast_id: str) -> str:
        names = next((role.names for role in self._brief.roles if role.cast_id == cast_id), ())
        return names[0] if names else cast_id


def _line(beat: Beat, cast_id: str = "", with_previous: bool = False) -> SpokenLine:
    return SpokenLine(
        cast_id=cast_id or beat.speakers[0],
        text=beat.text,
        parenthetical=beat.parenthetical,
        delivery=beat.delivery,
        with_previous=with_previous,
        source_line=beat.line,
    )
