"""Calls for what is spoken or was recorded, and for the pace that follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from storyreel.film.briefs import PhonemeTime, Speech, SpeechBrief, WordTime
from storyreel.film.cast import CastMember, Voice
from storyreel.film.errors import SettingsError, shown
from storyreel.film.narration import FoundLine, Narration, OwnLineBrief, Transcript, TranscriptBrief
from storyreel.film.pace import EngineLengths, PaceBrief, ShotLength
from storyreel.film.pronunciations import occurring
from storyreel.film.skips import Skip
from storyreel.film.storyboard import Scene, Shot, SpokenLine
from storyreel.film.word_times import estimated_words, line_ms, shared_times
from storyreel.graph.calls import Call, Calls, Made
from storyreel.graph.context import FilmContext
from storyreel.graph.segments import frames_as_made, keeps_its_clips
from storyreel.graph.stages import CallId, CallIds, Stage
from storyreel.planning.line_finding import find_lines
from storyreel.planning.pace import set_pace
from storyreel.planning.shot_lengths import pace_brief

PACE, HEARD = CallId(Stage.PACE), CallId(Stage.HEARING)


def line_id(context: FilmContext, shot: Shot, index: int) -> CallId:
    """The call that speaks a shot's line, or cuts it from the person's own recording. index: from 0."""
    spoken = speech_id(shot, index)
    return replace(spoken, stage=Stage.OWN_LINE) if _is_recorded(context, spoken) else spoken


def _is_recorded(context: FilmContext, spoken: CallId) -> bool:
    """Whether the line is in the person's own recording."""
    return context.narration is not None and str(spoken) in context.narration.names


def speech_id(shot: Shot, index: int) -> CallId:
    """The call that speaks a shot's line. index: from 0."""
    return CallId(Stage.SPEECH, shot.id, index=index + 1)


def line_ids(context: FilmContext) -> CallIds:
    """The calls of all lines in film order; none if narration is skipped."""
    if Skip.NARRATION in context.skip:
        return ()
    return tuple(_all_line_ids(context))


def _all_line_ids(context: FilmContext) -> Iterator[CallId]:
    for _, shot in context.storyboard.shots():
        yield from shot_line_ids(context, shot)


def shot_line_ids(context: FilmContext, shot: Shot) -> CallIds:
    """The calls of a shot's lines."""
    return tuple(line_id(context, shot, index) for index in range(len(shot.lines)))


def speech_calls(context: FilmContext) -> Calls:
    """One call for each spoken line, and one that hears the person's own recording.

    None if narration is skipped.
    """
    if Skip.NARRATION in context.skip:
        return ()
    _require_voices(context)
    if context.narration is None:
        return tuple(_line_calls(context, {}))
    heard = _hearing_call(context, context.narration)
    return (heard, *_line_calls(context, _own_line_calls(context, context.narration)))


def _require_voices(context: FilmContext) -> None:
    """Refuse voices that the narrator does not have.

    Raises:
        SettingsError: a person is to speak with one; says which there are.
    """
    narrator = context.card.narrator
    for member in context.storyboard.cast:
        name = _named_voice(context, member)
        if name and not narrator.has_voice(name):
            accepted = ", ".join(narrator.voices or ()) or "none, because it has no voices that can be named"
            raise SettingsError(
                f"{member.name} is to speak with the voice {shown(name)}, which the narrator does not have."
                f" Accepted are {accepted}. Nothing was made and nothing was spent. Change `voices` in"
                " film.toml, or the person's voice in storyboard.toml."
            )


def _named_voice(context: FilmContext, member: CastMember) -> str:
    """The narrator's own voice that was chosen for a person; '' for none."""
    return member.voice.name or context.voices.get(member.id, "")


def _line_calls(context: FilmContext, own: Mapping[CallId, Call]) -> Iterator[Call]:
    """One call for each line in film order; own: the calls for lines of the person's recording."""
    for scene, shot in context.storyboard.shots():
        for index in range(len(shot.lines)):
            yield own.get(line_id(context, shot, index)) or _speech_call(context, scene, shot, index)


def pace_call(context: FilmContext) -> Call:
    """The call that finds the length of every shot."""
    planned = context.planned_by(*context.storyboard.scenes)
    return Call(PACE, (*line_ids(context), *planned), partial(spoken_pace, context), work=0.1)


def spoken_pace(context: FilmContext, made: Made) -> PaceBrief:
    """What decides the length of every shot: the lines as spoken, or as estimated if they are not made.

    A shot whose clips stay and hold it is as long as they are. One whose clips stay, though it takes another
    number of them now, is as long as its lines and action: nothing is filmed of it, so that it need not have
    a length that its engine makes.
    """
    brief = pace_brief(
        context.storyboard,
        context.pace_terms,
        lambda shot, index: _line_duration_ms(context, shot, index, made),
    )
    if not context.clips:
        return brief
    free = [shot.model_copy(update={"engine": EngineLengths()}) for shot in brief.shots]
    paced = set_pace(brief.model_copy(update={"shots": tuple(free)})).shots
    shots = [shot for _, shot in context.storyboard.shots()]
    lengths = (
        _with_kept_clips(context, shot, needed.frames, length)
        for shot, needed, length in zip(shots, paced, brief.shots, strict=True)
    )
    return brief.model_copy(update={"shots": tuple(lengths)})


def _with_kept_clips(context: FilmContext, shot: Shot, frames: int, length: ShotLength) -> ShotLength:
    """What decides the length of a shot, with the clips that stay of it. frames: that it needs."""
    if held := frames_as_made(context, shot, frames):
        return length.model_copy(update={"engine": EngineLengths(lengths=(held,))})
    if keeps_its_clips(context, shot, frames):
        return length.model_copy(update={"engine": EngineLengths()})
    return length


def _line_duration_ms(context: FilmContext, shot: Shot, index: int, made: Made) -> int:
    """Length of a line: as spoken, or estimated from its words if it is not spoken yet."""
    spoken: Speech | None = made.get(line_id(context, shot, index))
    return spoken.duration_ms if spoken else _estimated_ms(context, shot.lines[index])


def _estimated_ms(context: FilmContext, line: SpokenLine) -> int:
    return line_ms(speech_brief(context, line))


def line_words(context: FilmContext, shot: Shot, index: int, made: Made) -> tuple[WordTime, ...]:
    """Word times of a line from its start: as spoken, or estimated."""
    spoken: Speech | None = made.get(line_id(context, shot, index))
    if spoken is None:
        return estimated_words(speech_brief(context, shot.lines[index]))
    return spoken.words or shared_times(shot.lines[index].text.split(), spoken.duration_ms)


def line_phonemes(context: FilmContext, shot: Shot, index: int, made: Made) -> tuple[PhonemeTime, ...]:
    """The sounds of a line from its start; none if it is not spoken, or if nobody tells them."""
    spoken: Speech | None = made.get(line_id(context, shot, index))
    return spoken.phonemes if spoken else ()


def speech_brief(context: FilmContext, line: SpokenLine) -> SpeechBrief:
    """What the narrator is asked for a line, without its seed."""
    return SpeechBrief(
        text=line.text,
        voice=_voice(context, line),
        parenthetical=line.parenthetical,
        pronounce=occurring(context.pronounce, line.text),
    )


def _speech_call(context: FilmContext, scene: Scene, shot: Shot, index: int) -> Call:
    line, spoken = shot.lines[index], speech_id(shot, index)
    brief = speech_brief(context, line).model_copy(update={"seed": context.seed(spoken, line.text)})
    needs = (*context.planned_by(scene), *context.introduced_by(line.cast_id))
    work = context.card.narrator.work * line_ms(brief) / 1000
    return context.call(spoken, needs, lambda _made: brief, work=work)


def _voice(context: FilmContext, line: SpokenLine) -> Voice:
    """The speaker's voice, in the film's language.

    An English voice keeps its accent, and one that was given a language of its own keeps it.
    """
    member = context.storyboard.member(line.cast_id)
    voice = member.voice.model_copy(update={"name": _named_voice(context, member)})
    return voice if _keeps_language(voice, context.language) else _with_language(voice, context.language)


def _keeps_language(voice: Voice, language: str) -> bool:
    return language.split("-")[0] == "en" or voice.language != Voice().language


def _with_language(voice: Voice, language: str) -> Voice:
    return voice.model_copy(update={"language": language})


def _hearing_call(context: FilmContext, narration: Narration) -> Call:
    brief = _transcript_brief(context, narration)
    return Call(HEARD, (), lambda _made: brief, work=0.5)


def _transcript_brief(context: FilmContext, narration: Narration) -> TranscriptBrief:
    return TranscriptBrief(
        recording=narration.recording, language=context.language, seconds=narration.duration_ms / 1000
    )


def _own_line_calls(context: FilmContext, narration: Narration) -> dict[CallId, Call]:
    """Calls that cut the lines from a recording once its words are heard, or could not be."""
    lines = _OwnLines(narration)
    number = {name: number for number, name in enumerate(narration.names)}
    cut = [one for one in line_ids(context) if one.stage is Stage.OWN_LINE]
    return {one: Call(one, (HEARD,), partial(lines.brief, number[str(one)]), work=0.1) for one in cut}


class _OwnLines:
    """Briefs for the lines of a recording; all are found at once."""

    def __init__(self, narration: Narration) -> None:
        self._narration = narration
        self._found: tuple[Transcript | None, tuple[FoundLine, ...]] | None = None

    def brief(self, number: int, made: Made) -> OwnLineBrief:
        """What is cut for a line, by its number from 0."""
        narration = self._narration
        line = self._lines(made[HEARD])[number]
        return OwnLineBrief(recording=narration.recording, text=narration.texts[number], line=line)

    def _lines(self, transcript: Transcript | None) -> tuple[FoundLine, ...]:
        if self._found is None or self._found[0] is not transcript:
            self._found = (transcript, find_lines(self._narration, transcript))
        return self._found[1]
