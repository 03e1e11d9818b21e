"""Calls for what is spoken or was recorded, and for the pace that follows from it."""

from __future__ import annotations

from storyreel.film.briefs import Speech, SpeechBrief, WordTime
from storyreel.film.cast import Voice
from storyreel.film.narration import FoundLine, Narration, OwnLineBrief, Transcript, TranscriptBrief
from storyreel.film.pace import PaceBrief
from storyreel.film.skips import Skip
from storyreel.film.storyboard import Shot, SpokenLine
from storyreel.film.word_times import estimated_words, line_ms, shared_times
from storyreel.graph.callsheet import Call, Made, Stage
from storyreel.graph.sheet import Sheet
from storyreel.planning.line_finding import find_lines
from storyreel.planning.shot_lengths import pace_brief

PACE, HEARD = "pace", "narration words"


def speech_name(shot: Shot, index: int) -> str:
    """Name of the call that speaks a shot's line."""
    return f"{shot.id} line {index + 1}"


def speech_calls(sheet: Sheet) -> tuple[Call, ...]:
    """One call a spoken line, and one that hears the person's own recording; none where narration is skipped."""
    if Skip.NARRATION in sheet.skip:
        return ()
    own = _own_line_calls(sheet.narration) if sheet.narration else {}
    spoken = [(shot, index) for _, shot in sheet.storyboard.shots() for index in range(len(shot.lines))]
    heard = (_hearing_call(sheet, sheet.narration),) if sheet.narration else ()
    return (*heard, *(own.get(speech_name(shot, index)) or _speech_call(sheet, shot, index) for shot, index in spoken))


def pace_call(sheet: Sheet) -> Call:
    """The call that finds the length of every shot."""
    return Call(
        name=PACE,
        stage=Stage.PACE,
        needs=tuple(call.name for call in speech_calls(sheet)),
        write=lambda made: spoken_pace(sheet, made),
        work=0.1,
    )


def spoken_pace(sheet: Sheet, made: Made) -> PaceBrief:
    """What decides the length of every shot: lines as spoken, and estimated if they are not among what is made."""
    return pace_brief(sheet.storyboard, sheet.pace_terms, lambda shot, index: line_duration_ms(sheet, shot, index, made))


def line_duration_ms(sheet: Sheet, shot: Shot, index: int, made: Made) -> int:
    """Length of a line: as spoken, or estimated from its words if nobody has spoken it."""
    spoken: Speech | None = made.get(speech_name(shot, index))
    return spoken.duration_ms if spoken else line_ms(_speech_brief(sheet, shot.lines[index]))


def line_words(sheet: Sheet, shot: Shot, index: int, made: Made) -> tuple[WordTime, ...]:
    """Word times of a line from its start: as spoken, or estimated."""
    spoken: Speech | None = made.get(speech_name(shot, index))
    if spoken is None:
        return estimated_words(_speech_brief(sheet, shot.lines[index]))
    return spoken.words or shared_times(shot.lines[index].text.split(), spoken.duration_ms)


def _speech_brief(sheet: Sheet, line: SpokenLine) -> SpeechBrief:
    return SpeechBrief(text=line.text, voice=_voice(sheet, line), parenthetical=line.parenthetical)


def _speech_call(sheet: Sheet, shot: Shot, index: int) -> Call:
    name, brief = speech_name(shot, index), _speech_brief(sheet, shot.lines[index])
    return Call(
        name=name,
        stage=Stage.SPEECH,
        needs=(),
        write=lambda _made: brief,
        take=sheet.take(name),
        work=0.3,
        shot_id=shot.id,
        given=sheet.own.get(name),
    )


def _voice(sheet: Sheet, line: SpokenLine) -> Voice:
    """Whoever speaks, in the film's language; an English voice keeps its accent, and one that was given a language of its own keeps that."""
    voice = sheet.storyboard.member(line.cast_id).voice
    if sheet.language.split("-")[0] == "en" or voice.language != Voice().language:
        return voice
    return voice.model_copy(update={"language": sheet.language})


def _hearing_call(sheet: Sheet, narration: Narration) -> Call:
    brief = TranscriptBrief(recording=narration.recording, language=sheet.language, seconds=narration.duration_ms / 1000)
    return Call(HEARD, Stage.HEARING, (), lambda _made: brief, work=0.5)


def _own_line_calls(narration: Narration) -> dict[str, Call]:
    """By name, calls that cut the lines out of a recording once its words are heard, or could not be."""
    found: list[tuple[Transcript | None, tuple[FoundLine, ...]]] = []

    def write(made: Made, number: int) -> OwnLineBrief:
        transcript: Transcript | None = made[HEARD]
        if not found or found[0][0] is not transcript:  # all lines are found at once
            found[:] = [(transcript, find_lines(narration, transcript))]
        return OwnLineBrief(recording=narration.recording, text=narration.texts[number], line=found[0][1][number])

    return {
        name: Call(name, Stage.OWN_LINE, (HEARD,), lambda made, number=number: write(made, number), work=0.1, shot_id=name.split(" ", 1)[0])
        for number, name in enumerate(narration.names)
    }
