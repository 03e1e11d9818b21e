"""Calls of the cutting room: titles, the chunks that need encoding, the mix and the finished film.

It does not know how films are cut.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from storyreel.film.assets import AssetRef
from storyreel.film.briefs import Clip, Music, Sound
from storyreel.film.cast import NARRATOR_ID
from storyreel.film.cutting import (
    Caption,
    Chapter,
    CreditLine,
    CreditsBrief,
    MixBrief,
    MixedSound,
    PlacedSound,
    Role,
    StitchBrief,
    TitleBrief,
    TitleClip,
)
from storyreel.film.pace import Pace, ShotPace
from storyreel.film.skips import Skip
from storyreel.film.storyboard import Delivery, Shot
from storyreel.film.superimposed import Superimposed, reading_ms
from storyreel.film.timeline import (
    ChunkBrief,
    ColourMatch,
    Cut,
    Piece,
    PieceKind,
    PlannedMatch,
    PlannedPiece,
    PlannedSpan,
    ShotPicture,
    Span,
    lay_out,
    plan_pieces,
)
from storyreel.graph.calls import Call, Made
from storyreel.graph.captions import VoicedLine, captions_of_line, in_order
from storyreel.graph.clips import chained, clip_id, segments
from storyreel.graph.context import FilmContext
from storyreel.graph.keyframes import keyframe_needs, keyframes_of
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
from storyreel.graph.speech import PACE, line_id, line_ids, line_words
from storyreel.graph.stages import CallId, Stage
from storyreel.planning.shot_lengths import begins_of, ends_of

TITLE, CREDITS, MIX, FILM = CallId(Stage.TITLE), CallId(Stage.CREDITS), CallId(Stage.MIX), CallId(Stage.FILM)
TITLE_SECONDS = 4
CREDITS_BASE_SECONDS = 3
CREDIT_LINE_SECONDS = 0.8
BED_FADE_MS = 600


@dataclass(frozen=True)
class Layout:
    """The film's time line."""

    pace: tuple[ShotPace, ...]
    cuts: tuple[Cut, ...]
    title_frames: int
    credits_frames: int

    @property
    def total_frames(self) -> int:
        """Length of the whole film."""
        return self.cuts[-1].start + self.cuts[-1].frames + self.credits_frames


def layout(context: FilmContext, pace: Pace) -> Layout:
    """Title, shots and credits on one time line."""
    title_frames = context.recipe.rate.frames_at_least(TITLE_SECONDS)
    credits_seconds = CREDITS_BASE_SECONDS + CREDIT_LINE_SECONDS * len(credit_lines(context))
    cuts = lay_out(pace, begins_of(context.storyboard), start=title_frames)
    return Layout(pace.shots, cuts, title_frames, context.recipe.rate.frames_at_least(credits_seconds))


def cutting_calls(context: FilmContext, film: Layout) -> tuple[Call, ...]:
    """Titles, the pieces that must be encoded, and the film."""
    return (*_title_calls(context, film), *chunk_calls(context, film), _film_call(context, film))


def _title_calls(context: FilmContext, film: Layout) -> tuple[Call, ...]:
    """The opening title over the first picture, and the end credits."""
    first = context.storyboard.shots()[0][1]

    def title(made: Made) -> TitleBrief:
        keyframes = keyframes_of(made, first)
        backdrop = keyframes.first if keyframes else None
        return TitleBrief(
            card=context.storyboard.title, frames=film.title_frames, recipe=context.recipe, backdrop=backdrop
        )

    credits = CreditsBrief(lines=credit_lines(context), frames=film.credits_frames, recipe=context.recipe)
    return (
        Call(TITLE, keyframe_needs(context, first), title, work=4.0),
        Call(CREDITS, context.planned_by(*context.storyboard.scenes), lambda _made: credits, work=4.0),
    )


def credit_lines(context: FilmContext) -> tuple[CreditLine, ...]:
    """Who made the film and who is in it, the narrator last."""
    card = context.storyboard.title
    lines = [CreditLine(names=(card.title,))]
    if card.authors:
        lines.append(CreditLine(role=card.credit or "Written by", names=card.authors))
    if card.source:
        lines.append(CreditLine(names=(card.source,)))
    speaking = {line.cast_id for _, shot in context.storyboard.shots() for line in shot.lines}
    heard = sorted(
        (member for member in context.storyboard.cast if member.id in speaking),
        key=lambda member: member.id == NARRATOR_ID,
    )
    people = tuple(member.name for member in heard)
    if people:
        lines.append(CreditLine(role="With", names=people))
    if card.copyright:
        lines.append(CreditLine(names=(card.copyright,)))
    lines.append(CreditLine(role="Made with", names=("storyreel",)))
    return tuple(lines)


def film_pieces(context: FilmContext, film: Layout) -> tuple[PlannedPiece, ...]:
    """Every piece of the cut, title and credits included."""
    shots = tuple(
        ShotPicture(
            id=shot.id,
            segments=(parts := segments(context, shot, paced)),
            clips=tuple(str(clip_id(shot, number, len(parts))) for number in range(len(parts))),
            head=paced.head_frames,
            tail=paced.tail_frames,
            begins=begins,
            ends=ends,
            chained=chained(context),
            title=_title_over(context, shot, paced),
        )
        for (_, shot), paced, begins, ends in zip(
            context.storyboard.shots(),
            film.pace,
            begins_of(context.storyboard),
            ends_of(context.storyboard),
            strict=True,
        )
    )
    return (_whole(TITLE, film.title_frames), *plan_pieces(shots), _whole(CREDITS, film.credits_frames))


def _title_over(context: FilmContext, shot: Shot, paced: ShotPace) -> Superimposed | None:
    """The shot's title for as long as it takes to read, low in the picture where something happens or is said in it."""
    body = paced.frames - paced.head_frames - paced.tail_frames
    if not shot.title.strip() or body < 1:
        return None
    frames = min(body, context.recipe.rate.frames_at_least(Fraction(reading_ms(shot.title), 1000)))
    return Superimposed(words=shot.title, shown=0, frames=frames, centred=not (shot.action or shot.lines))


def chunk_calls(context: FilmContext, film: Layout) -> tuple[Call, ...]:
    """One call for each piece that must be encoded: every transition, and bodies of clips that cannot be copied as they are."""
    clips = _clips(context, film)
    return tuple(
        _chunk_call(context, piece, clips) for piece in film_pieces(context, film) if _encoded(context, piece)
    )


def mix_call(context: FilmContext, film: Layout) -> Call:
    """The call that mixes all sound."""
    others = sound_calls(context, film.cuts, film.total_frames)

    def write(made: Made) -> MixBrief:
        sounds = (
            *_speech(context, film, made),
            *_effects(context, film, made),
            *_beds(context, film, made),
            *_music(context, film, made),
        )
        return MixBrief(sounds=sounds, frames=film.total_frames, rate=context.recipe.rate)

    return Call(
        MIX, (PACE, *line_ids(context), *(call.id for call in others)), write, work=film.total_frames * 0.01
    )


def _film_call(context: FilmContext, film: Layout) -> Call:
    """The call that puts the film together."""
    planned = film_pieces(context, film)
    clips = _clips(context, film)
    sources = tuple(
        dict.fromkeys(
            _chunk_id(piece) if _encoded(context, piece) else clips[piece.spans[0].clip] for piece in planned
        )
    )

    def write(made: Made) -> StitchBrief:
        mixed: MixedSound = made[MIX]
        return StitchBrief(
            pieces=tuple(_finished(context, piece, clips, made) for piece in planned),
            audio=mixed.audio,
            samples=mixed.samples,
            captions=_captions(context, film, made),
            chapters=_chapters(context, film),
            title=context.storyboard.title.title,
            language=context.language,
            recipe=context.recipe,
        )

    return Call(FILM, (*sources, MIX, *line_ids(context)), write, work=film.total_frames * 0.005)


def _captions(context: FilmContext, film: Layout, made: Made) -> tuple[Caption, ...]:
    """What is said, when; a speaker who is not seen is named."""
    found: list[VoicedLine] = []
    for (_, shot), cut, paced in zip(context.storyboard.shots(), film.cuts, film.pace, strict=True):
        shot_ms = int(context.recipe.rate.seconds(cut.start) * 1000)
        for index, line in enumerate(shot.lines):
            unseen = line.delivery is not Delivery.ON_SCREEN and line.cast_id != NARRATOR_ID
            speaker = context.storyboard.member(line.cast_id).name if unseen else ""
            words, start_ms = line_words(context, shot, index, made), shot_ms + paced.line_starts_ms[index]
            found.append(VoicedLine(line.cast_id, captions_of_line(line.text, words, start_ms, speaker)))
    return in_order(found, int(context.recipe.rate.seconds(film.total_frames) * 1000))


def _chapters(context: FilmContext, film: Layout) -> tuple[Chapter, ...]:
    """One chapter a scene; the first begins with the film."""
    found: list[Chapter] = []
    shot = 0
    for scene in context.storyboard.scenes:
        found.append(
            Chapter(
                start_frame=film.cuts[shot].start + film.cuts[shot].overlap if shot else 0,
                title=scene.heading,
            )
        )
        shot += len(scene.shots)
    return tuple(found)


def _whole(clip: CallId, frames: int) -> PlannedPiece:
    return PlannedPiece(
        name=str(clip), kind=PieceKind.BODY, spans=(PlannedSpan(clip=str(clip), start=0, end=frames),)
    )


def _clips(context: FilmContext, film: Layout) -> dict[str, CallId]:
    """The calls that make what the cut is put together from, by the name that the time line has for each."""
    made = [TITLE, CREDITS]
    for (_, shot), paced in zip(context.storyboard.shots(), film.pace, strict=True):
        count = len(segments(context, shot, paced))
        made += [clip_id(shot, number, count) for number in range(count)]
    return {str(clip): clip for clip in made}


def _chunk_id(piece: PlannedPiece) -> CallId:
    return CallId(Stage.CHUNK, piece.shot_id, piece.kind.value, piece.number, piece.count)


def _encoded(context: FilmContext, piece: PlannedPiece) -> bool:
    if not piece.shot_id:
        return False
    own = {str(clip) for clip in context.own}
    return (
        piece.kind is not PieceKind.BODY
        or piece.title is not None
        or piece.spans[0].clip in own
        or not context.card.video.key_pictures
    )


def _chunk_call(context: FilmContext, planned: PlannedPiece, clips: Mapping[str, CallId]) -> Call:
    names = dict.fromkeys(
        clip for span in planned.spans for clip in (span.clip, *((span.match.clip,) if span.match else ()))
    )
    return Call(
        id=_chunk_id(planned),
        needs=tuple(clips[name] for name in names),
        write=lambda made: ChunkBrief(piece=_resolved(planned, clips, made), recipe=context.recipe),
        work=planned.frames * 0.1,
    )


def _resolved(planned: PlannedPiece, clips: Mapping[str, CallId], made: Made) -> Piece:
    return Piece(
        kind=planned.kind,
        spans=tuple(
            Span(
                video=_video(made[clips[span.clip]]),
                start=span.start,
                end=span.end,
                match=_match(span.match, clips, made),
            )
            for span in planned.spans
        ),
        title=planned.title,
    )


def _match(planned: PlannedMatch | None, clips: Mapping[str, CallId], made: Made) -> ColourMatch | None:
    if planned is None:
        return None
    return ColourMatch(
        video=_video(made[clips[planned.clip]]),
        frame=planned.frame,
        own_frame=planned.own_frame,
        fade_frames=planned.fade_frames,
    )


def _finished(context: FilmContext, planned: PlannedPiece, clips: Mapping[str, CallId], made: Made) -> Piece:
    """A body that can be copied: the planned one, or the chunk made of it."""
    if not _encoded(context, planned):
        return _resolved(planned, clips, made)
    chunk: Clip = made[_chunk_id(planned)]
    return Piece(kind=PieceKind.BODY, spans=(Span(video=chunk.video, start=0, end=chunk.frames),))


def _video(result: Clip | TitleClip) -> AssetRef:
    return result.video


def _speech(context: FilmContext, film: Layout, made: Made) -> list[PlacedSound]:
    if Skip.NARRATION in context.skip:
        return []
    placed: list[PlacedSound] = []
    for (_, shot), cut, paced in zip(context.storyboard.shots(), film.cuts, film.pace, strict=True):
        shot_ms = int(context.recipe.rate.seconds(cut.start) * 1000)
        where = {figure.cast_id: figure.x for figure in shot.figures}
        for index, line in enumerate(shot.lines):
            pan = (where.get(line.cast_id, 0.5) - 0.5) * 0.5
            start = shot_ms + paced.line_starts_ms[index]
            gain = -3.0 if line.delivery is Delivery.OFF_SCREEN else 0.0
            speech = made[line_id(context, shot, index)]
            if speech is None:
                continue
            placed.append(
                PlacedSound(
                    audio=speech.audio, role=Role.SPEECH, start_ms=start, pan=round(pan, 3), gain_db=gain
                )
            )
    return placed


def _effects(context: FilmContext, film: Layout, made: Made) -> list[PlacedSound]:
    if Skip.SOUND in context.skip:
        return []
    placed: list[PlacedSound] = []
    for (_, shot), cut in zip(context.storyboard.shots(), film.cuts, strict=True):
        for index, cue in enumerate(shot.cues):
            sound: Sound | None = made[cue_id(shot, index)]
            if sound is None or sound.audio is None:
                continue
            start = int(
                context.recipe.rate.seconds(cut.start) * 1000
                + context.recipe.rate.seconds(cut.frames) * 1000 * round(cue.at * 1000) / 1000
            )
            end = min(
                start + sound.duration_ms,
                int(context.recipe.rate.seconds(film.total_frames - film.credits_frames) * 1000),
            )
            placed.append(
                PlacedSound(
                    audio=sound.audio,
                    role=Role.EFFECT,
                    start_ms=start,
                    end_ms=max(end, start + 200),
                    fade_out_ms=250,
                )
            )
    return placed


def _beds(context: FilmContext, film: Layout, made: Made) -> list[PlacedSound]:
    if Skip.SOUND in context.skip:
        return []
    placed: list[PlacedSound] = []
    shot = 0
    for scene in context.storyboard.scenes:
        first, last = film.cuts[shot], film.cuts[shot + len(scene.shots) - 1]
        shot += len(scene.shots)
        start = int(context.recipe.rate.seconds(first.start) * 1000)
        end = int(context.recipe.rate.seconds(last.start + last.frames) * 1000)
        for index, _ in enumerate(scene_bed(context, scene)):
            sound: Sound | None = made[bed_id(scene, index)]
            if sound is not None and sound.audio is not None:
                gain = 0.0 if index == 0 else -2.0
                placed.append(
                    PlacedSound(
                        audio=sound.audio,
                        role=Role.AMBIENCE,
                        start_ms=max(0, start - BED_FADE_MS // 2),
                        end_ms=end + BED_FADE_MS // 2,
                        looped=True,
                        gain_db=gain,
                        fade_in_ms=BED_FADE_MS,
                        fade_out_ms=BED_FADE_MS,
                    )
                )
    return placed


def _music(context: FilmContext, film: Layout, made: Made) -> list[PlacedSound]:
    spans = music_spans(context)
    times = span_times_ms(context, film.cuts, film.total_frames)
    placed: list[PlacedSound] = []
    for index, (span, (start, end)) in enumerate(zip(spans, times, strict=True)):
        written = music_id(index, span)
        music: Music | None = made[written]
        if music is None:
            continue
        fade_in = 300 if index == 0 else MUSIC_OVERLAP_MS
        placed.append(
            PlacedSound(
                audio=music.audio,
                role=Role.MUSIC,
                start_ms=start,
                end_ms=end,
                looped=written in context.own,  # the person's own is as long as it is
                fade_in_ms=fade_in,
                fade_out_ms=MUSIC_OVERLAP_MS,
            )
        )
    return placed
