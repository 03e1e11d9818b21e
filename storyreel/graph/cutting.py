"""Calls of the cutting room: titles, the chunks that need encoding, and the finished film."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from storyreel.film.assets import AssetRef
from storyreel.film.briefs import Clip
from storyreel.film.cast import NARRATOR_ID
from storyreel.film.cutting import (
    Caption,
    Chapter,
    CreditLine,
    CreditsBrief,
    MixedSound,
    StitchBrief,
    TitleBrief,
    TitleClip,
)
from storyreel.film.pace import Pace, ShotPace
from storyreel.film.storyboard import Delivery, Shot, SpokenLine, Storyboard
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
from storyreel.graph.calls import Call, Calls, Made
from storyreel.graph.captions import VoicedLine, captions_of_line, in_order
from storyreel.graph.clips import chained
from storyreel.graph.context import FilmContext
from storyreel.graph.keyframes import keyframe_needs, keyframes_of
from storyreel.graph.segments import shot_clips
from storyreel.graph.speech import line_ids, line_words
from storyreel.graph.stages import CallId, CallIds, Stage
from storyreel.planning.shot_lengths import begins_of, ends_of

TITLE, CREDITS, MIX, FILM = CallId(Stage.TITLE), CallId(Stage.CREDITS), CallId(Stage.MIX), CallId(Stage.FILM)
TITLE_SECONDS = 4
CREDITS_BASE_SECONDS = 3
CREDIT_LINE_SECONDS = 0.8
_Clips = Mapping[str, CallId]
"""The calls that make clips, by the names that the time line has for them."""
_Videos = Mapping[str, AssetRef]
"""Clips that were made, by the same names."""


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
        return self.credits_start + self.credits_frames

    @property
    def credits_start(self) -> int:
        """The frame at which the credits begin."""
        return self.cuts[-1].start + self.cuts[-1].frames


def layout(context: FilmContext, pace: Pace) -> Layout:
    """Title, shots and credits on one time line."""
    title_frames = context.recipe.rate.frames_at_least(TITLE_SECONDS)
    credits_seconds = CREDITS_BASE_SECONDS + CREDIT_LINE_SECONDS * len(credit_lines(context))
    cuts = lay_out(pace, begins_of(context.storyboard), start=title_frames)
    return Layout(pace.shots, cuts, title_frames, context.recipe.rate.frames_at_least(credits_seconds))


def cutting_calls(context: FilmContext, film: Layout) -> Calls:
    """Titles, the chunks that must be encoded, and the film."""
    return (*_title_calls(context, film), *chunk_calls(context, film), _film_call(context, film))


def _title_calls(context: FilmContext, film: Layout) -> Calls:
    """The opening title over the first picture, and the end credits."""
    scenes = context.planned_by(*context.storyboard.scenes)
    credits = CreditsBrief(lines=credit_lines(context), frames=film.credits_frames, recipe=context.recipe)
    return (_title_call(context, film), Call(CREDITS, scenes, lambda _made: credits, work=4.0))


def _title_call(context: FilmContext, film: Layout) -> Call:
    first = context.storyboard.shots()[0][1]

    def write(made: Made) -> TitleBrief:
        backdrop = _first_picture(made, first)
        return TitleBrief(
            card=context.storyboard.title, frames=film.title_frames, recipe=context.recipe, backdrop=backdrop
        )

    return Call(TITLE, keyframe_needs(context, first), write, work=4.0)


def _first_picture(made: Made, shot: Shot) -> AssetRef | None:
    keyframes = keyframes_of(made, shot)
    return keyframes.first if keyframes else None


def credit_lines(context: FilmContext) -> tuple[CreditLine, ...]:
    """Who made the film and who is in it, the narrator last."""
    card = context.storyboard.title
    lines = [CreditLine(names=(card.title,))]
    if card.authors:
        lines.append(CreditLine(role=card.credit or "Written by", names=card.authors))
    if card.source:
        lines.append(CreditLine(names=(card.source,)))
    people = _speakers(context.storyboard)
    if people:
        lines.append(CreditLine(role="With", names=people))
    if card.copyright:
        lines.append(CreditLine(names=(card.copyright,)))
    lines.append(CreditLine(role="Made with", names=("storyreel",)))
    return tuple(lines)


def _speakers(storyboard: Storyboard) -> tuple[str, ...]:
    """Names of all who speak, in the cast's order, the narrator last."""
    speaking = {line.cast_id for _, shot in storyboard.shots() for line in shot.lines}
    heard = [member for member in storyboard.cast if member.id in speaking]
    return tuple(member.name for member in sorted(heard, key=lambda member: member.id == NARRATOR_ID))


def film_pieces(context: FilmContext, film: Layout) -> tuple[PlannedPiece, ...]:
    """Every piece of the cut, title and credits included."""
    shots = plan_pieces(tuple(_shot_pictures(context, film)))
    return (_whole(TITLE, film.title_frames), *shots, _whole(CREDITS, film.credits_frames))


def _shot_pictures(context: FilmContext, film: Layout) -> Iterator[ShotPicture]:
    """The shots as the cut takes them."""
    storyboard = context.storyboard
    shots = (shot for _, shot in storyboard.shots())
    joins = zip(begins_of(storyboard), ends_of(storyboard), strict=True)
    for shot, paced, (begins, ends) in zip(shots, film.pace, joins, strict=True):
        clips = shot_clips(context, shot, paced)
        yield ShotPicture(
            id=shot.id,
            segments=clips.parts,
            clips=tuple(map(str, clips.ids)),
            head=paced.head_frames,
            tail=paced.tail_frames,
            begins=begins,
            ends=ends,
            chained=chained(context, shot),
            title=_title_over(context, shot, paced),
        )


def _title_over(context: FilmContext, shot: Shot, paced: ShotPace) -> Superimposed | None:
    """The shot's title for as long as it takes to read.

    It is low in the picture if something happens or is said in the shot.
    """
    body = paced.frames - paced.head_frames - paced.tail_frames
    if not shot.title.strip() or body < 1:
        return None
    frames = min(body, context.recipe.rate.frames_at_least(Fraction(reading_ms(shot.title), 1000)))
    return Superimposed(words=shot.title, shown=0, frames=frames, centred=not (shot.action or shot.lines))


def chunk_calls(context: FilmContext, film: Layout) -> Calls:
    """One call for each piece that must be encoded.

    These are all transitions, and bodies of clips that cannot be copied as they are.
    """
    return tuple(_chunk_calls(context, film))


def _chunk_calls(context: FilmContext, film: Layout) -> Iterator[Call]:
    clips = _clips(context, film)
    for piece in film_pieces(context, film):
        if _is_encoded(context, piece):
            yield _chunk_call(context, piece, clips)


def _film_call(context: FilmContext, film: Layout) -> Call:
    """The call that puts the film together."""
    planned = film_pieces(context, film)
    clips = _clips(context, film)
    sources = dict.fromkeys(_source(context, piece, clips) for piece in planned)

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

    return Call(FILM, (*sources, MIX, *line_ids(context)), write, work=film.total_frames * 0.002)


def _source(context: FilmContext, piece: PlannedPiece, clips: _Clips) -> CallId:
    """The call that makes what is copied for a piece."""
    return _chunk_id(piece) if _is_encoded(context, piece) else clips[piece.spans[0].clip]


def _captions(context: FilmContext, film: Layout, made: Made) -> tuple[Caption, ...]:
    """What is said, when; a speaker who is not seen is named."""
    found: list[VoicedLine] = []
    for (_, shot), cut, paced in zip(context.storyboard.shots(), film.cuts, film.pace, strict=True):
        shot_ms = int(context.recipe.rate.seconds(cut.start) * 1000)
        for index, line in enumerate(shot.lines):
            words, start_ms = line_words(context, shot, index, made), shot_ms + paced.line_starts_ms[index]
            captions = captions_of_line(line.text, words, start_ms, _speaker(context, line))
            found.append(VoicedLine(line.cast_id, captions))
    return in_order(found, int(context.recipe.rate.seconds(film.total_frames) * 1000))


def _speaker(context: FilmContext, line: SpokenLine) -> str:
    """The name that a line's captions show: that of a speaker who is not seen, but for the narrator."""
    if _is_seen(line) or line.cast_id == NARRATOR_ID:
        return ""
    return context.storyboard.member(line.cast_id).name


def _is_seen(line: SpokenLine) -> bool:
    """Whether its speaker is in the picture."""
    return line.delivery is Delivery.ON_SCREEN


def _chapters(context: FilmContext, film: Layout) -> tuple[Chapter, ...]:
    """One chapter for each scene; the first begins with the film."""
    found: list[Chapter] = []
    shot = 0
    for scene in context.storyboard.scenes:
        cut = film.cuts[shot]
        found.append(Chapter(start_frame=cut.start + cut.overlap if shot else 0, title=scene.heading))
        shot += len(scene.shots)
    return tuple(found)


def _whole(clip: CallId, frames: int) -> PlannedPiece:
    """A clip as a piece of its own."""
    span = PlannedSpan(clip=str(clip), start=0, end=frames)
    return PlannedPiece(name=span.clip, kind=PieceKind.BODY, spans=(span,))


def _clips(context: FilmContext, film: Layout) -> dict[str, CallId]:
    """The calls that make the clips of the cut, by the names that the time line has for them."""
    made = [TITLE, CREDITS]
    for (_, shot), paced in zip(context.storyboard.shots(), film.pace, strict=True):
        made += shot_clips(context, shot, paced).ids
    return {str(clip): clip for clip in made}


def _chunk_id(piece: PlannedPiece) -> CallId:
    return CallId(Stage.CHUNK, piece.shot_id, piece.kind.value, piece.number, piece.count)


def _is_encoded(context: FilmContext, piece: PlannedPiece) -> bool:
    """Whether a piece cannot be copied as it was made."""
    if not piece.shot_id:
        return False
    if piece.shot_id in context.kept or not _has_key_pictures(context, piece):
        return True
    return piece.is_changed or _is_own(context, piece)


def _has_key_pictures(context: FilmContext, piece: PlannedPiece) -> bool:
    """Whether the engine of its shot encodes by the film's recipe."""
    return context.video(context.shots_by_id[piece.shot_id]).key_pictures


def _is_own(context: FilmContext, piece: PlannedPiece) -> bool:
    """Whether the person brought the clip."""
    return piece.spans[0].clip in {str(clip) for clip in context.own}


def _chunk_call(context: FilmContext, planned: PlannedPiece, clips: _Clips) -> Call:
    return Call(
        id=_chunk_id(planned),
        needs=_needed(planned, clips),
        write=lambda made: ChunkBrief(piece=_resolved(planned, clips, made), recipe=context.recipe),
        work=planned.frames * 0.1,
    )


def _needed(planned: PlannedPiece, clips: _Clips) -> CallIds:
    return tuple(clips[name] for name in dict.fromkeys(_clips_in(planned)))


def _clips_in(planned: PlannedPiece) -> Iterator[str]:
    """Names of the clips that a piece shows or is matched to."""
    for span in planned.spans:
        yield span.clip
        if span.match:
            yield span.match.clip


def _resolved(planned: PlannedPiece, clips: _Clips, made: Made) -> Piece:
    """A piece with the clips that were made."""
    return _of_videos(planned, {clip: _video(made[clips[clip]]) for clip in _clips_in(planned)})


def _of_videos(planned: PlannedPiece, videos: _Videos) -> Piece:
    spans = tuple(_span(span, videos) for span in planned.spans)
    return Piece(kind=planned.kind, spans=spans, title=planned.title)


def _span(planned: PlannedSpan, videos: _Videos) -> Span:
    match = _match(planned.match, videos) if planned.match else None
    return Span(video=videos[planned.clip], start=planned.start, end=planned.end, match=match)


def _match(planned: PlannedMatch, videos: _Videos) -> ColourMatch:
    return ColourMatch(
        video=videos[planned.clip],
        frame=planned.frame,
        own_frame=planned.own_frame,
        fade_frames=planned.fade_frames,
    )


def _finished(context: FilmContext, planned: PlannedPiece, clips: _Clips, made: Made) -> Piece:
    """A body that can be copied: the planned one, or the chunk made of it."""
    if not _is_encoded(context, planned):
        return _resolved(planned, clips, made)
    chunk: Clip = made[_chunk_id(planned)]
    return Piece(kind=PieceKind.BODY, spans=(Span(video=chunk.video, start=0, end=chunk.frames),))


def _video(result: Clip | TitleClip) -> AssetRef:
    return result.video
