"""Single shots from Python: a screenplay analysed, and one of its shots drawn or filmed."""

from __future__ import annotations

from typing import Any

from blocks.crew import Crew
from blocks.keys import keys_of_film
from flows.preview import preview_film
from storyreel.film.assets import AssetRef
from storyreel.film.errors import ScreenplayError, UsageError
from storyreel.graph.calls import Calls
from storyreel.graph.clips import clip_calls
from storyreel.graph.context import FilmContext
from storyreel.graph.film import keyframe_only_calls
from storyreel.graph.keyframes import keyframe_needs, keyframes_of, picture_of
from storyreel.graph.speech import PACE, shot_line_ids, speech_calls, spoken_pace
from storyreel.graph.stages import Stage
from storyreel.planning.pace import set_pace
from storyreel.project.project import Project
from storyreel.project.settings import Scope, scope_of
from storyreel.vault import open_vault
from storyreel.vault.home import default_vault_url
from studio.api.agreement import Agreement
from studio.api.calls import Caller, Results, needed_for
from studio.api.opening import Script, folder_of, opened, sorted_settings
from studio.api.results import Analysis, Drawing, PlannedShot, Video
from studio.consent import require_files_may_be_sent


def analyse(
    script: Script,
    *,
    folder: Script = "",
    crew: str | None = None,
    budget: float | None = None,
    yes: bool = False,
    **settings: Any,
) -> Analysis:
    """A screenplay as scenes and shots, as the film would be made. Nothing is written into its folder.

    The embedded writer plans by rules, which is free and needs no server. Another writer is asked for each
    scene; its answers are kept, so that `make` uses them.

    Args:
        script: Path of the screenplay (.fountain, .fdx, .md, .txt), or its text of more than one line.
        folder: The film's folder, whose film.toml and edits are used; films/NAME if none is given.
        crew: 'animatic' or 'cloud'; the folder's own, or 'animatic', if none is given.
        budget: What this call may spend, in US dollars. To give one is to agree to it.
        yes: Buy without another question.
        settings: Any setting of film.toml and any limit of the film's length, by its name.

    Raises:
        FilmError: one of its subclasses says in a sentence what is wrong and whether money was spent.
    """
    return _analysed(script, folder, {**settings, "crew": crew}, Agreement(budget, yes))


def _analysed(script: Script, folder: Script, named: dict[str, Any], agreement: Agreement) -> Analysis:
    home = folder_of(script, folder)
    kept, limits = sorted_settings(home, named)
    project, scope = opened(script, home, kept), scope_of(limits)
    with keys_of_film(project.folder):
        _have_it_written(project, scope, agreement)
        preview = preview_film(project, scope)
    return Analysis(preview.context.storyboard, tuple(project.warnings), project, preview)


def _have_it_written(project: Project, scope: Scope, agreement: Agreement) -> None:
    """Have the crew's writer introduce the people and places, then plan the scenes, unless rules do so."""
    for stage in (Stage.INTRODUCTION, Stage.ANALYSIS):
        preview = preview_film(project, scope)
        unwritten = [call for call in preview.before if call.stage is stage]
        if not preview.crew.writer.introduces() or not unwritten:
            continue
        require_files_may_be_sent(project, preview.crew, yes=agreement.yes)
        _caller(preview.crew, agreement).make(needed_for([call.id for call in unwritten], unwritten, {}))


def draw(
    shot: PlannedShot | Script,
    *,
    crew: str | None = None,
    budget: float | None = None,
    yes: bool = False,
    **settings: Any,
) -> Drawing:
    """The pictures of one shot, and what they need: the place in words, reference pictures, weights.

    Args:
        shot: A shot of `analyse`; or a screenplay (its path, or its text of more than one line, of which a
            heading and a line of action are enough), whose first shot is drawn.
        crew: As for `analyse`; only if a screenplay is given.
        budget: What this call may spend, in US dollars. To give one is to agree to it.
        yes: Buy without another question.
        settings: As for `analyse`; only if a screenplay is given.

    Raises:
        FilmError: one of its subclasses says in a sentence what is wrong and whether money was spent.
    """
    agreement = Agreement(budget, yes)
    chosen = _chosen(shot, {**settings, "crew": crew}, agreement)
    context = chosen.analysis.preview.context
    with keys_of_film(chosen.analysis.folder):
        calls = needed_for(keyframe_needs(context, chosen.shot), keyframe_only_calls(context), {})
        made = _ready_caller(chosen, agreement).make(calls)
        return _drawing(chosen, made)


def _drawing(chosen: PlannedShot, made: Results) -> Drawing:
    ends = keyframes_of(made, chosen.shot)
    if ends is None:
        raise ScreenplayError(
            f"{chosen.id} has no first frame. This is an error in storyreel; please report it."
        )
    assets = open_vault(default_vault_url()).assets
    picture = picture_of(chosen.analysis.preview.context, chosen.scene, chosen.shot, made)
    return Drawing(assets.path(ends.first), assets.path(ends.last), picture.prompt)


def shoot(
    shot: PlannedShot | Script,
    *,
    crew: str | None = None,
    budget: float | None = None,
    yes: bool = False,
    **settings: Any,
) -> Video:
    """One shot filmed, and what that needs: its lines spoken, which decide its length, and its pictures.

    Args:
        shot: A shot of `analyse`; or a screenplay, as for `draw`.
        crew: As for `analyse`; only if a screenplay is given.
        budget: What this call may spend, in US dollars. To give one is to agree to it.
        yes: Buy without another question.
        settings: As for `analyse`; only if a screenplay is given.

    Raises:
        FilmError: one of its subclasses says in a sentence what is wrong and whether money was spent.
    """
    agreement = Agreement(budget, yes)
    chosen = _chosen(shot, {**settings, "crew": crew}, agreement)
    with keys_of_film(chosen.analysis.folder):
        return _filmed(chosen, _ready_caller(chosen, agreement))


def _filmed(chosen: PlannedShot, caller: Caller) -> Video:
    """The shot's clips, after everything was agreed to that is still to be bought."""
    context = chosen.analysis.preview.context
    lines = _line_calls(chosen, context)
    spoken = caller.look_up_calls(lines)
    clips = _clip_calls(chosen, context, spoken.results)
    filmed = caller.look_up_calls(clips, spoken.results | {PACE: None})
    caller.require_agreement([spoken, filmed], (*lines, *clips))
    made = caller.make(lines, agreed=True)
    clips = _clip_calls(chosen, context, made)
    results = caller.make(clips, {**made, PACE: None}, agreed=True)
    return _video(chosen, [results[call.id].video for call in clips if call.stage is Stage.CLIP], made)


def _line_calls(chosen: PlannedShot, context: FilmContext) -> Calls:
    calls = speech_calls(context)
    return needed_for(shot_line_ids(context, chosen.shot) if calls else (), calls, {})


def _clip_calls(chosen: PlannedShot, context: FilmContext, spoken: Results) -> Calls:
    """The calls that film the shot, and those for what it is filmed from. spoken: its lines."""
    pace = set_pace(spoken_pace(context, spoken)).shots
    clips = clip_calls(context, pace)
    wanted = [call.id for call in clips if call.id.subject == chosen.id]
    return needed_for(wanted, (*keyframe_only_calls(context), *clips), {**spoken, PACE: None})


def _video(chosen: PlannedShot, clips: list[AssetRef], spoken: Results) -> Video:
    context = chosen.analysis.preview.context
    assets = open_vault(default_vault_url()).assets
    paths = tuple(assets.path(clip) for clip in clips)
    paced = dict(zip(_shot_ids(context), set_pace(spoken_pace(context, spoken)).shots, strict=True))
    seconds = float(paced[chosen.id].frames / context.recipe.rate.fps)
    return Video(paths[0], paths, clips[0].media_type, seconds)


def _shot_ids(context: FilmContext) -> list[str]:
    return [shot.id for _, shot in context.storyboard.shots()]


def _chosen(shot: PlannedShot | Script, named: dict[str, Any], agreement: Agreement) -> PlannedShot:
    """The shot that is meant; of a screenplay, its first."""
    given = {name: value for name, value in named.items() if value is not None}
    if not isinstance(shot, PlannedShot):
        return _analysed(shot, given.pop("folder", ""), given, agreement).shots[0]
    if given:
        raise UsageError(
            f"{', '.join(given)} came with the shot {shot.id!r}, which was analysed with settings of its own."
            " Nothing was made and nothing was spent. Give them to storyreel.analyse, or give a screenplay."
        )
    return shot


def _ready_caller(chosen: PlannedShot, agreement: Agreement) -> Caller:
    """A caller of the film's crew, after the person allowed what may be sent away."""
    analysis = chosen.analysis
    require_files_may_be_sent(analysis.project, analysis.preview.crew, yes=agreement.yes)
    return _caller(analysis.preview.crew, agreement)


def _caller(crew: Crew, agreement: Agreement) -> Caller:
    return Caller(crew.member, open_vault(default_vault_url()), agreement)
