"""Calls for what is spoken or was recorded, and for the pace that follows from it."""

from __future__ import annotations

from dataclasses import replace

from storyreel.film.briefs import Speech, SpeechBrief, WordTime
from storyreel.film.cast import Voice
from storyreel.film.narration import FoundLine, Narration, OwnLineBrief, Transcript, TranscriptBrief
from storyreel.film.pace import PaceBrief
from storyreel.film.skips import Skip
from storyreel.film.storyboard import Scene, Shot, SpokenLine
from storyreel.film.word_times import estimated_words, line_ms, shared_times
from storyreel.graph.calls import Call, Made
from storyreel.graph.sheet import Sheet
from storyreel.graph.stages import CallId, Stage
from storyreel.planning.line_finding import find_lines
from storyreel.planning.shot_lengths import pace_brief

PACE, HEARD = CallId(Stage.PACE), CallId(Stage.HEARING)


def line_id(sheet: Sheet, shot: Shot, index: int) -> CallId:
    """The call that speaks a shot's line, or cuts it out of the person's own recording. index: from 0."""
    spoken = speech_id(shot, index)
    return replace(spoken, stage=Stage.OWN_LINE) if sheet.narration and str(spoken) in sheet.narration.names else spoken


def speech_id(shot: Shot, index: int) -> CallId:
    """The call that speaks a shot's line. index: from 0."""
    return CallId(Stage.SPEECH, shot.id, index=index + 1)


def line_ids(sheet: Sheet) -> tuple[CallId, ...]:
    """The calls of all lines in film order; none if narration is skipped."""
    if Skip.NARRATION in sheet.skip:
        return ()
    return tuple(line_id(sheet, shot, index) for _, shot in sheet.storyboard.shots() for index in range(len(shot.lines)))


def speech_calls(sheet: Sheet) -> tuple[Call, ...]:
    """One call a spoken line, and one that hears the person's own recording; none where narration is skipped."""
    if Skip.NARRATION in sheet.skip:
        return ()
    own = _own_line_calls(sheet, sheet.narration) if sheet.narration else {}
    spoken = [(scene, shot, index) for scene, shot in sheet.storyboard.shots() for index in range(len(shot.lines))]
    heard = (_hearing_call(sheet, sheet.narration),) if sheet.narration else ()
    return (*heard, *(own.get(line_id(sheet, shot, index)) or _speech_call(sheet, scene, shot, index) for scene, shot, index in spoken))


def pace_call(sheet: Sheet) -> Call:
    """The call that finds the length of every shot."""
    return Call(
        id=PACE,
        needs=(*line_ids(sheet), *sheet.planned_by(*sheet.storyboard.scenes)),
        write=lambda made: spoken_pace(sheet, made),
        work=0.1,
    )


def spoken_pace(sheet: Sheet, made: Made) -> PaceBrief:
    """What decides the length of every shot: lines as spoken, and estimated if they are not among what is made."""
    return pace_brief(sheet.storyboard, sheet.pace_terms, lambda shot, index: _line_duration_ms(sheet, shot, index, made))


def _line_duration_ms(sheet: Sheet, shot: Shot, index: int, made: Made) -> int:
    """Length of a line: as spoken, or estimated from its words if nobody has spoken it."""
    spoken: Speech | None = made.get(line_id(sheet, shot, index))
    return spoken.duration_ms if spoken else line_ms(_speech_brief(sheet, shot.lines[index]))


def line_words(sheet: Sheet, shot: Shot, index: int, made: Made) -> tuple[WordTime, ...]:
    """Word times of a line from its start: as spoken, or estimated."""
    spoken: Speech | None = made.get(line_id(sheet, shot, index))
    if spoken is None:
        return estimated_words(_speech_brief(sheet, shot.lines[index]))
    return spoken.words or shared_times(shot.lines[index].text.split(), spoken.duration_ms)


def _speech_brief(sheet: Sheet, line: SpokenLine) -> SpeechBrief:
    return SpeechBrief(text=line.text, voice=_voice(sheet, line), parenthetical=line.parenthetical)


def _speech_call(sheet: Sheet, scene: Scene, shot: Shot, index: int) -> Call:
    spoken, line = speech_id(shot, index), shot.lines[index]
    brief = _speech_brief(sheet, line)
    return Call(
        id=spoken,
        needs=(*sheet.planned_by(scene), *sheet.introduced_by(line.cast_id)),
        write=lambda _made: brief,
        take=sheet.take(spoken),
        work=0.3,
        given=sheet.own.get(spoken),
    )


def _voice(sheet: Sheet, line: SpokenLine) -> Voice:
    """Whoever speaks, in the film's language; an English voice keeps its accent, and one that was given a language of its own keeps that."""
    voice = sheet.storyboard.member(line.cast_id).voice
    if sheet.language.split("-")[0] == "en" or voice.language != Voice().language:
        return voice
    return voice.model_copy(update={"language": sheet.language})


def _hearing_call(sheet: Sheet, narration: Narration) -> Call:
    brief = TranscriptBrief(recording=narration.recording, language=sheet.language, seconds=narration.duration_ms / 1000)
    return Call(HEARD, (), lambda _made: brief, work=0.5)


def _own_line_calls(sheet: Sheet, narration: Narration) -> dict[CallId, Call]:
    """Calls that cut the lines out of a recording once its words are heard, or could not be."""
    found: list[tuple[Transcript | None, tuple[FoundLine, ...]]] = []

    def write(made: Made, number: int) -> OwnLineBrief:
        transcript: Transcript | None = made[HEARD]
        if not found or found[0][0] is not transcript:  # all lines are found at once
            found[:] = [(transcript, find_lines(narration, transcript))]
        return OwnLineBrief(recording=narration.recording, text=narration.texts[number], line=found[0][1][number])

    number = {name: number for number, name in enumerate(narration.names)}
    cut = [one for one in line_ids(sheet) if one.stage is Stage.OWN_LINE]
    return {one: Call(one, (HEARD,), lambda made, found=number[str(one)]: write(made, found), work=0.1) for one in cut}
