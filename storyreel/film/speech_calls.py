"""Calls for what is spoken, and for the pace that follows from it. It does not know who speaks it."""

from __future__ import annotations

from storyreel.film.briefs import Speech, SpeechBrief, WordTime
from storyreel.film.callsheet import Call, Made, Stage
from storyreel.film.cast import NARRATOR_ID
from storyreel.film.pace import LineLength, PaceBrief, ShotLength
from storyreel.film.sheet import Sheet, Skip
from storyreel.film.storyboard import Delivery, Shot, SpokenLine

PACE = "pace"


def speech_name(shot: Shot, index: int) -> str:
    """Name of the call that speaks a shot's line."""
    return f"{shot.id} line {index + 1}"


def speech_calls(sheet: Sheet) -> tuple[Call, ...]:
    """One call a spoken line; none where narration is skipped."""
    if Skip.NARRATION in sheet.skip:
        return ()
    return tuple(_speech_call(sheet, shot, index) for _, shot in sheet.storyboard.shots() for index in range(len(shot.lines)))


def pace_call(sheet: Sheet) -> Call:
    """The call that finds the length of every shot."""
    return Call(
        name=PACE,
        stage=Stage.PACE,
        needs=tuple(call.name for call in speech_calls(sheet)),
        write=lambda made: PaceBrief(
            shots=tuple(
                ShotLength(action_words=len(shot.action.split()), lines=_line_lengths(sheet, shot, made), begins=begins, ends=ends)
                for (_, shot), begins, ends in zip(sheet.storyboard.shots(), sheet.begins(), sheet.ends(), strict=True)
            ),
            rate=sheet.recipe.rate,
            lengths=sheet.anchored_lengths(),
            overlap=sheet.card.video.overlap_frames if sheet.anchored_lengths() else 0,
        ),
        work=0.1,
    )


def line_duration_ms(sheet: Sheet, shot: Shot, index: int, made: Made) -> int:
    """Length of a line: as spoken, or estimated from its words where nobody speaks."""
    spoken: Speech | None = made.get(speech_name(shot, index))
    return spoken.duration_ms if spoken else _silent_words(sheet, shot.lines[index])[-1].end_ms


def line_words(sheet: Sheet, shot: Shot, index: int, made: Made) -> tuple[WordTime, ...]:
    """Word times of a line from its start: as spoken, or estimated."""
    spoken: Speech | None = made.get(speech_name(shot, index))
    return spoken.words if spoken and spoken.words else _silent_words(sheet, shot.lines[index])


def _silent_words(sheet: Sheet, line: SpokenLine) -> tuple[WordTime, ...]:
    """Word times at the voice's own speed."""
    word_ms = 60_000 // sheet.storyboard.member(line.cast_id).voice.words_per_minute
    words = line.text.split()
    return tuple(WordTime(word=word, start_ms=n * word_ms, end_ms=(n + 1) * word_ms) for n, word in enumerate(words))


def _speech_call(sheet: Sheet, shot: Shot, index: int) -> Call:
    name, line = speech_name(shot, index), shot.lines[index]
    voice = sheet.storyboard.member(line.cast_id).voice
    return Call(
        name=name,
        stage=Stage.SPEECH,
        needs=(),
        write=lambda _made: SpeechBrief(text=line.text, voice=voice, parenthetical=line.parenthetical),
        take=sheet.take(name),
        work=0.3,
        shot_id=shot.id,
        given=sheet.own.get(name),
    )


def _line_lengths(sheet: Sheet, shot: Shot, made: Made) -> tuple[LineLength, ...]:
    speakers = {member.id: number for number, member in enumerate(sheet.storyboard.cast)}
    return tuple(
        LineLength(
            duration_ms=line_duration_ms(sheet, shot, index, made),
            speaker=speakers[line.cast_id],
            narration=line.cast_id == NARRATOR_ID or line.delivery is Delivery.VOICE_OVER,
            with_previous=line.with_previous,
        )
        for index, line in enumerate(shot.lines)
    )
