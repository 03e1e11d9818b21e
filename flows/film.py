"""Makes a film: what happens, in order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal, cast

from prefect import State
from prefect.runtime import flow_run
from prefect.states import Completed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from blocks.crew import Crew, assemble
from blocks.keys import keys_of_film
from blocks.kinds import (
    Composer,
    Critic,
    ImageGenerator,
    Listener,
    LoraTrainer,
    Narrator,
    SoundDesigner,
    VideoGenerator,
    Writer,
)
from flows._artifacts import show_film, show_storyboard, showing_progress
from flows._call_sheet import logging_steps
from flows._crew_away import require_sendable
from flows._executor import JOBS, WIDTH, Executor
from flows._journal import in_journal, note_end
from flows._orders import Account
from flows._retakes import choose_takes
from flows._sealed import sealed_flow
from flows._spending import check_before_writing, gates_before
from flows.ideas import named_folder, screenplay_of
from flows.outcome import MadeFilm, finish, results_of
from flows.previous_run import follow
from flows.progress import Progress, tell
from flows.typed_settings import require_usable
from storyreel.film.drafts import Survey
from storyreel.film.errors import FilmError
from storyreel.film.screenplay import Screenplay
from storyreel.film.storyboard import Storyboard
from storyreel.graph.context import FilmContext
from storyreel.graph.cutting import FILM, layout
from storyreel.graph.film import (
    analysis_calls,
    analysis_id,
    film_calls,
    introduction_calls,
    introduction_id,
    introduction_ids,
    keyframe_only_calls,
    script_calls,
    shooting_calls,
)
from storyreel.graph.speech import PACE, speech_calls
from storyreel.graph.stages import CallId, stages_of
from storyreel.planning import split_scenes
from storyreel.planning.newcomers import asked_about, introduced, introduction_briefs
from storyreel.project.approvals import storyboard_form, waits_at
from storyreel.project.changes import ShotChanges, change_before_planning
from storyreel.project.delivery import deliver_pictures, require_disk_space
from storyreel.project.film_language import spoken_language
from storyreel.project.idea_scripts import require_one
from storyreel.project.kept_clips import keeping_clips
from storyreel.project.kept_results import Keeping, require_known
from storyreel.project.project import Project, direct
from storyreel.project.remembering import remember_run
from storyreel.project.screenplays import read_script
from storyreel.project.settings import FilmSettings, Gate, Scope, Until, lasting
from storyreel.project.work_left import work_left
from storyreel.vault import open_vault
from storyreel.vault.home import default_vault_url

RUNNER = cast(TaskRunner[Any], ThreadPoolTaskRunner(max_workers=WIDTH + JOBS))
"""Runs the calls of a film."""


def run_name() -> str:
    """The name of a film's run: its folder's."""
    return named_folder(flow_run.parameters).name


@sealed_flow(name="make-film", flow_run_name=run_name, task_runner=RUNNER, persist_result=False)
def make_film(
    script: str = "",
    folder: str = "",
    idea: str = "",
    minutes: float | None = None,
    music: str = "",
    settings: FilmSettings | None = None,
    scope: Scope = Scope(),  # noqa: B008 a frozen value; Prefect's form needs it as the default
    shots: dict[str, ShotChanges] | None = None,
    writer: Writer | None = None,
    images: ImageGenerator | None = None,
    video: VideoGenerator | None = None,
    narrator: Narrator | None = None,
    sounds: SoundDesigner | None = None,
    composer: Composer | None = None,
    trainer: LoraTrainer | None = None,
    critic: Critic | None = None,
    listener: Listener | None = None,
    clips_on: Literal["here", "gpu"] = "here",
    vault: str = "",
    yes: bool = False,
) -> MadeFilm | State:
    """Turn a screenplay, or an idea, into a film.

    Args:
        script: Path of the screenplay (.fountain, .fdx, .md, .txt), or its text.
        folder: Where the film is put; films/<name of the screenplay> if none is given.
        idea: What the film is about, in place of a screenplay; the crew's writer writes one of it, once.
        minutes: Wanted length of the film of an idea, up to 10 with the embedded writer; 2 if none is given.
        music: Style of the music in words, such as 'slow piano'; over the one in the settings.
        settings: Look, shape, resolution, frame rate, language and what is skipped; over those in the
            folder's film.toml.
        scope: How much of the film is made.
        shots: What you change about single shots, by shot id, such as SC010-SH010; it is kept in the
            folder's storyboard.toml.
        writer: Plans the shots; the crew's own if none is given, as for every other member.
        images: Draws keyframes.
        video: Films clips.
        narrator: Speaks the lines.
        sounds: Makes effects and ambience.
        composer: Writes the score.
        trainer: Trains weights of places and people.
        critic: Judges takes.
        listener: Hears the words of your own narration; their times are estimated if there is none.
        clips_on: Where clips are made: in this process, or by workers of the gpu pool.
        vault: Address of the vault, for example file:///data/vault; this machine's own if none is given.
        yes: Buy without waiting for the storyboard to be approved, and as far as the budget reaches.
    """
    kept = open_vault(vault or default_vault_url())
    typed = {**(settings.model_dump(exclude_unset=True) if settings else {}), **_music(music)}
    require_one(script, idea, minutes)
    if idea:
        script, folder = screenplay_of(idea, minutes, folder, typed, writer=writer)
    require_usable(script, folder, kept, typed)
    with direct(script, folder, kept, typed) as project, keys_of_film(project.folder):
        change_before_planning(project, {shot: asked.changes() for shot, asked in (shots or {}).items()})
        screenplay = read_script(script)
        crew = assemble(
            project.settings.crew,
            spoken_language(project.settings.language, screenplay.language).tag,
            project.settings.members,
            project.settings.models,
            project.engines(),
            writer=writer,
            images=images,
            video=video,
            narrator=narrator,
            sounds=sounds,
            composer=composer,
            trainer=trainer,
            critic=critic,
            listener=listener,
        )
        crew.require_ready(
            aspect=project.settings.aspect,
            vault_url=project.vault.url,
            weights=project.asks_for_weights(),
        )
        if clips_on == "gpu":
            require_sendable(crew)
        check_before_writing(project, crew, screenplay, scope, yes=yes)
        follow(project)
        executor = Executor(
            crew, project.vault, clips_on, _account_of(project), _keeping(project, crew, scope)
        )
        project.remember(scope=lasting(scope))
        with (
            in_journal(project) as journal,
            showing_progress(project),
            logging_steps(),
            _remembering(project, executor),
        ):
            context = _planned(project, executor, crew, screenplay, scope)
            tell(
                Progress("expected", work=work_left(project, context, _keeping(project, crew, scope), scope))
            )
            gates = gates_before(project, context, crew, scope, yes=yes)
            if scope.only == "narration":
                executor.make(speech_calls(context))
                made = finish(project, context, executor)
                note_end(journal, "", len(made.gaps))
                return made
            show_storyboard(project, context, executor.made)
            context, stop = _shoot(project, context, executor, scope, gates)
            deliver_pictures(project, context, executor.made)
            show_storyboard(project, context, executor.made)
            made = finish(project, context, executor, waiting=stop)
            if made.film:
                show_film(project, made.film, executor.made[FILM])
            note_end(journal, stop, len(made.gaps))
    return Completed(name="WithGaps", message="; ".join(made.gaps), data=made) if made.gaps else made


def _music(style: str) -> dict[str, str]:
    """The style of the music as a setting, if one was given."""
    return {"music_style": style} if style else {}


def _planned(
    project: Project, executor: Executor, crew: Crew, screenplay: Screenplay, scope: Scope
) -> FilmContext:
    """The film with its storyboard, after the writer has analysed the scenes."""
    survey, met = _survey(executor, crew, screenplay, project.state.base)
    scenes = split_scenes(screenplay, survey)
    executor.make(analysis_calls(scenes, tuple(met.values())))
    drafts = [executor.made[analysis_id(index)] for index in range(len(scenes))]
    storyboard = project.plan(screenplay, survey, drafts, scope, crew.card())
    require_known(scope, storyboard, project.state.overrides)
    context = project.context(storyboard, crew.card(), met)
    return keeping_clips(project, context, crew.paid_capabilities(), scope)


def _survey(
    executor: Executor, crew: Crew, screenplay: Screenplay, known: Storyboard | None
) -> tuple[Survey, dict[str, CallId]]:
    """People, places and scenes, and the call that introduced each new person or place, by its id.

    Nothing is introduced if the writer works by rules.
    """
    survey = crew.writer.survey(screenplay, known)
    if not crew.writer.introduces():
        return survey, {}
    briefs = introduction_briefs(screenplay, survey, known)
    executor.make(introduction_calls(briefs))
    met = introduction_ids(asked_about(survey, briefs))
    return introduced(survey, [executor.made[introduction_id(index)] for index in range(len(briefs))]), met


def _shoot(
    project: Project, context: FilmContext, executor: Executor, scope: Scope, gates: tuple[Gate, ...]
) -> tuple[FilmContext, Gate | Literal[""]]:
    """The film with its best takes, as much of it as is wanted, and the gate at which it waits.

    gates: those at which it stops until the person approves.
    """
    if waits_at(project, gates, "storyboard", storyboard_form(context.storyboard)):
        return context, "storyboard"
    if scope.until is Until.STORYBOARD:
        return context, ""
    if _stops_after(gates, scope, "keyframes"):
        executor.make(keyframe_only_calls(context))
        if waits_at(project, gates, "keyframes", executor.keys_of(*stages_of("keyframes"))):
            return context, "keyframes"
        if scope.until is Until.KEYFRAMES:
            return context, ""
    executor.make(script_calls(context), ahead=keyframe_only_calls(context))
    film = layout(context, executor.made[PACE])
    require_disk_space(project, context, film.total_frames)
    context = choose_takes(project, executor, context, film.pace, missing_only=scope.missing_only)
    if _stops_after(gates, scope, "clips"):
        executor.make(shooting_calls(context, film.pace))
        if waits_at(project, gates, "clips", executor.keys_of(*stages_of("keyframes", "clips"))):
            return context, "clips"
        if scope.until is Until.CLIPS:
            return context, ""
    executor.make(film_calls(context, film))
    return context, ""


def _stops_after(gates: tuple[Gate, ...], scope: Scope, gate: Literal["keyframes", "clips"]) -> bool:
    """Whether the run ends there, or may have to wait there for the person's approval."""
    return scope.until.value == gate or gate in gates


@contextmanager
def _remembering(project: Project, executor: Executor) -> Iterator[None]:
    """Remember what was made if the run ends in an error."""
    try:
        yield
    except FilmError:
        remember_run(project, results_of(executor))
        raise


def _account_of(project: Project) -> Account:
    """Who pays for a film, and up to what."""
    settings = project.settings
    return Account(project.id, settings.budget_name or project.id, settings.budget_usd, settings.ask_next)


def _keeping(project: Project, crew: Crew, scope: Scope) -> Keeping:
    """What of an earlier version stays, seen from the start of the film."""
    return Keeping(project, crew.paid_capabilities(), scope)
