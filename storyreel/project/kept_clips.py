"""How many clips of each shot stay, so that a shot of another length is not filmed again without consent."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from storyreel.film.briefs import Clip
from storyreel.film.storyboard import Scene, Shot, Storyboard
from storyreel.graph.context import FilmContext
from storyreel.graph.segments import clip_id
from storyreel.graph.stages import STAGES, Stage, call_named
from storyreel.project.kept_results import ALL, kept_shots
from storyreel.project.paid_results import PaidResults
from storyreel.project.project import Project
from storyreel.project.settings import Scope
from storyreel.project.weights import Families, other_weights


def keeping_clips(project: Project, context: FilmContext, paid: Collection[str], scope: Scope) -> FilmContext:
    """The film with what stays of its shots: those that are locked, and clips that were paid for.

    PaidResults weights of another family of models are noted, as they do not load.

    paid: who costs money, by capability or as a shot names its engine.
    """
    kept = kept_shots(project, context.storyboard, scope)
    found = _Found(project, paid, kept)
    asked = _asked_shots(project, context.storyboard, scope)
    clips = {
        shot.id: frames
        for _, shot in context.storyboard.shots()
        if (shot.id in kept or shot.id not in asked) and (frames := found.frames(shot))
    }
    words = _asked_words(project, scope)
    if ALL in words or not _has_weights(context):
        return replace(context, kept=kept, clips=clips, other_weights={})
    families = Families(project.vault.ledger, context.card)
    others = other_weights(context, PaidResults(project), families, words)
    return replace(context, kept=kept, clips=clips, other_weights=others)


def _has_weights(context: FilmContext) -> bool:
    """Whether the film's engine loads weights, so that it matters for which family they were trained."""
    return context.card.images.uses_lora and bool(context.card.images.weights)


def _asked_words(project: Project, scope: Scope) -> tuple[str, ...]:
    """What the person asked to have made again, in small letters."""
    return tuple(word.casefold() for word in (*scope.redo, *project.state.takes.redoing))


def _asked_shots(project: Project, storyboard: Storyboard, scope: Scope) -> frozenset[str]:
    """Ids of the shots whose clips the person asked for, also as what shows a person or place."""
    words = _asked_words(project, scope)
    asked = set(map(_asked_subject, words))
    return frozenset(
        shot.id
        for scene, shot in storyboard.shots()
        if ALL in words or not asked.isdisjoint(_shown_in(scene, shot))
    )


def _asked_subject(word: str) -> str:
    """The shot, person or place that a word asks to have pictured again; '' if it asks for something else.

    >>> _asked_subject("mara"), _asked_subject("sc010-sh010 clip"), _asked_subject("sc010-sh010 line 1")
    ('mara', 'sc010-sh010', '')
    """
    call = call_named(word)
    if call is None:
        return word
    row = STAGES[call.stage]
    return call.subject if row.alike or row.milestone in ("keyframes", "clips") else ""


def _shown_in(scene: Scene, shot: Shot) -> set[str]:
    """Ids of a shot and of what is seen in it, in small letters."""
    shown = (shot.id, scene.environment_id, *(figure.cast_id for figure in shot.figures))
    return {one.casefold() for one in shown}


class _Found:
    """The clips of a film that are there."""

    def __init__(self, project: Project, paid: Collection[str], kept: Collection[str]) -> None:
        """kept: ids of shots of which also free clips stay."""
        self._bought, self._paid, self._kept = PaidResults(project), paid, kept
        state = project.state
        self._sources = tuple(map(_clips_by_shot, (state.keys, state.bought, self._bought.charged)))
        """Calls for clips: of what the film was made, what it bought, and what the budgets' logs name."""

    def frames(self, shot: Shot) -> tuple[int, ...]:
        """Frames of each clip of a shot that stays, 0 for a missing one; none if no clip of it is there.

        If the shot was made with several numbers of clips, those that were last in the film count.
        """
        if shot.id not in self._kept and (shot.direction.asked or "video") not in self._paid:
            return ()
        for count in dict.fromkeys(count for source in self._sources for count in source.get(shot.id, ())):
            frames = tuple(self._frames(shot, index, count) for index in range(count))
            if any(frames):
                return frames
        return ()

    def _frames(self, shot: Shot, index: int, count: int) -> int:
        """Frames of a clip; 0 if it is not there, or is free and does not stay."""
        name = str(clip_id(shot, index, count))
        for key in self._bought.keys(name):
            done = self._bought.attempt(key).done
            if done and (shot.id in self._kept or self._bought.is_paid(name, key, done)):
                return Clip.model_validate(done["result"]).frames
        return 0


def _clips_by_shot(names: Collection[str]) -> Mapping[str, tuple[int, ...]]:
    """How many clips each shot has by what calls are named, the last named first, by shot id."""
    found: dict[str, tuple[int, ...]] = {}
    for call in map(call_named, names):
        if call is not None and call.stage is Stage.CLIP:
            count = call.count or 1
            others = (other for other in found.get(call.subject, ()) if other != count)
            found[call.subject] = (count, *others)
    return found


def without_other_counts(known: Mapping[str, str], made: Mapping[str, str]) -> dict[str, str]:
    """Keys by call name, without clips of shots of which another number of clips is made now.

    made: keys by call name of what is made now.
    """
    counts = _clips_by_shot(made)
    calls = ((name, key, call_named(name)) for name, key in known.items())
    return {
        name: key
        for name, key, call in calls
        if call is None
        or call.stage is not Stage.CLIP
        or call.subject not in counts
        or (call.count or 1) in counts[call.subject]
    }
