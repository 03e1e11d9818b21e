"""Sentences for the plan: which of a director's wishes an engine does not take, and what is made instead."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from storyreel.film.abilities import ImageAbility, VideoAbility
from storyreel.film.clip_lengths import chain
from storyreel.film.direction import ShotDirection
from storyreel.film.pace import PaceBrief
from storyreel.film.storyboard import Shot
from storyreel.graph.context import FilmContext
from storyreel.graph.segments import is_own
from storyreel.planning.pace import set_pace
from storyreel.project.settings import FilmSettings

_Ability = ImageAbility | VideoAbility
_IN_WORDS = ("prompt", "lens", "camera")
"""Wishes that reach an engine by its prompt."""
_FILM_WORDS = ("style", "genre", "mood")
"""Settings that reach an engine by its prompt."""
_MOST_NAMED = 6


def direction_notes(context: FilmContext, settings: FilmSettings) -> tuple[str, ...]:
    """One sentence for each thing that was asked for and is not taken, or is made otherwise."""
    return (*_of_the_film(context, settings), *_of_shots(context))


def _of_the_film(context: FilmContext, settings: FilmSettings) -> Iterator[str]:
    """What engines do not take of the film's style."""
    images = context.card.images
    for engine, ability in _engines(context):
        if lost := _unheard(context, settings, ability):
            yield f"film.toml: not taken by {engine}: {', '.join(lost)}."
    if context.prompt_language and not context.card.translates:
        writer = _name(context, "writer")
        yield f"film.toml: prompt_language is not taken by {writer}: prompts stay in English."
    count, shown = len(context.style_pictures), images.references
    if count and not shown:
        yield f"film.toml: style_pictures are not taken by {_images(context)}, which is shown no pictures."
    elif count > shown:
        yield f"film.toml: {_images(context)} is shown {shown} of {count} style_pictures, the first ones."
    at_end = _at_end(images)
    if at_end < min(count, shown) and context.last_frames:
        yield f"film.toml: {_images(context)} is shown {at_end} of {count} style_pictures for a last frame."


def _engines(context: FilmContext, shot: Shot | None = None) -> tuple[tuple[str, _Ability], ...]:
    """The engines that draw and film the film or a shot, by their names."""
    video = context.video(shot) if shot else context.card.video
    images = context.images(shot) if shot else context.card.images
    return (_images(context, shot), images), (_video(context, shot), video)


def _unheard(context: FilmContext, settings: FilmSettings, ability: _Ability) -> list[str]:
    """What an engine is not told of the film's style."""
    named = [name for name in _FILM_WORDS if getattr(settings, name)]
    unwanted = ["the style's negative words"] if context.visual.negative and not ability.negative else []
    return [*(named if not ability.words else ()), *unwanted]


def _of_shots(context: FilmContext) -> Iterator[str]:
    """What engines do not take of the wishes for single shots; shots with the same sentence in one."""
    lost = [
        (sentence, shot.id) for _, shot in context.storyboard.shots() for sentence in _of_shot(context, shot)
    ]
    for sentence, pairs in groupby(sorted(lost), key=lambda pair: pair[0]):
        yield f"{_listed([shot_id for _, shot_id in pairs])}: {sentence}"


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more


def _of_shot(context: FilmContext, shot: Shot) -> Iterator[str]:
    asked = shot.direction
    if is_own(context, shot):
        if named := _set(asked):
            yield f"the clip is your own; nothing is filmed by {', '.join(named)}."
        return
    for engine, ability in _engines(context, shot):
        if lost := list(_untaken(asked, ability)):
            yield f"not taken by {engine}: {', '.join(lost)}."
    yield from _note(context, shot)
    yield from _pictures(context, shot)


def _note(context: FilmContext, shot: Shot) -> Iterator[str]:
    """That the note for a take of it is not taken."""
    if any(call.subject == shot.id for call in context.notes):
        deaf = [engine for engine, ability in _engines(context, shot) if not ability.words]
        yield from (f"not taken by {engine}: the note for its take." for engine in deaf)


def _set(asked: ShotDirection) -> list[str]:
    """The wishes that change how a shot is filmed, as far as they are set."""
    names = (
        "engine",
        "model",
        "images",
        "images_model",
        "prompt",
        "negative",
        "seed",
        "lens",
        "camera",
        "references",
    )
    return [name for name in names if getattr(asked, name) not in ("", (), None)]


def _untaken(asked: ShotDirection, ability: _Ability) -> Iterator[str]:
    """The wishes that an engine does not take."""
    if not ability.words:
        yield from (name for name in _IN_WORDS if getattr(asked, name))
    if asked.negative and not ability.negative:
        yield "negative"
    if asked.seed is not None and not ability.seed:
        yield "seed"


def _pictures(context: FilmContext, shot: Shot) -> Iterator[str]:
    """How many of the shot's own pictures its engines are shown, if not all."""
    count = len(context.shot_pictures.get(shot.id, ()))
    for engine, ability in dict(_engines(context, shot)).items():
        if count and not ability.references:
            yield f"not taken by {engine}: references."
        elif count > ability.references:
            yield f"{engine} is shown {ability.references} of {count} references, the first ones."
    images = context.images(shot)
    at_end = _at_end(images)
    if at_end < min(count, images.references) and context.ends_on_keyframes(shot):
        yield f"{_images(context, shot)} is shown {at_end} of {count} references for the last frame."


def _at_end(images: ImageAbility) -> int:
    """How many pictures an engine is shown for a last frame."""
    at_end = images.last_frame_references
    return images.references if at_end is None else at_end


def length_notes(context: FilmContext, brief: PaceBrief) -> tuple[str, ...]:
    """A sentence for each shot that becomes longer than was asked for, or of whose clips less is shown.

    brief: what decides the length of every shot, with the clips that stay.
    """
    return tuple(_length_notes(context, brief))


def _length_notes(context: FilmContext, brief: PaceBrief) -> Iterator[str]:
    shots = (shot for _, shot in context.storyboard.shots())
    for shot, paced in zip(shots, set_pace(brief).shots, strict=True):
        wanted, fps = shot.direction.seconds, float(brief.rate.fps)
        if wanted is None:
            continue
        if paced.frames / fps - wanted > 1 / fps:
            yield (
                f"{shot.id}: seconds = {wanted:g} becomes about {paced.frames / fps:.1f}: its lines and"
                " transitions take as long."
            )
        if clips := _longer_clips(context, shot, paced.frames):
            yield f"{shot.id}: seconds = {wanted:g}: {_video(context, shot)} makes {clips}"


def _longer_clips(context: FilmContext, shot: Shot, frames: int) -> str:
    """That clips end after a shot of that length; '' if they do not, or if they stay as they were made."""
    lengths, video = context.anchored_lengths(shot), context.video(shot)
    if not lengths or is_own(context, shot) or any(context.clips.get(shot.id, ())):
        return ""
    clips = chain(frames, lengths, video.overlap_frames, video.costs_usd)
    if sum(clips) - video.overlap_frames * (len(clips) - 1) - frames <= 1:
        return ""
    bought = " and ".join(f"{float(context.recipe.rate.seconds(clip)):g} s" for clip in clips)
    return f"{bought}, which is made whole; the cut ends it earlier, before its last frame as it was drawn."


def _images(context: FilmContext, shot: Shot | None = None) -> str:
    return _name(context, (shot.direction.draws if shot else "") or "images")


def _video(context: FilmContext, shot: Shot | None = None) -> str:
    return _name(context, (shot.direction.asked if shot else "") or "video")


def _name(context: FilmContext, who: str) -> str:
    """An engine's own name, from its fingerprint: 'luma-agents-video'."""
    return context.card.fingerprints.get(who, who).partition("/")[0]
