"""Makes a film: what happens, in order. Everything else stands in the rooms below."""

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
from blocks.kinds import Composer, Critic, ImageGenerator, Listener, LoraTrainer, Narrator, SoundDesigner, VideoGenerator, Writer
from flows._artifacts import show_film, show_storyboard, showing_progress
from flows._retakes import choose_takes
from flows._sealed import sealed_flow
from flows._window import JOBS, WIDTH, Account, Window
from flows.outcome import MadeFilm, finish
from flows.run_before import follow
from storyreel.film.drafts import Survey
from storyreel.film.errors import FilmError
from storyreel.film.screenplay import Screenplay
from storyreel.film.storyboard import Storyboard
from storyreel.graph.cutting import layout
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
from storyreel.graph.sheet import Sheet
from storyreel.graph.speech import PACE, speech_calls
from storyreel.graph.stages import CallId, stages_of
from storyreel.planning import split_scenes
from storyreel.planning.newcomers import asked_about, introduced, introduction_briefs
from storyreel.project.approvals import waits_at
from storyreel.project.delivery import deliver_pictures, require_room
from storyreel.project.project import Project, direct, film_folder
from storyreel.project.screenplays import read_script
from storyreel.project.settings import FilmSettings, Gate, Scope, Until
from storyreel.project.spoken import spoken_language
from storyreel.vault import open_vault
from storyreel.vault.home import default_vault_url

_RUNNER = cast(TaskRunner[Any], ThreadPoolTaskRunner(max_workers=WIDTH + JOBS))


def _run_name() -> str:
    parameters = flow_run.parameters
    return film_folder(parameters["script"], parameters.get("folder", "")).name


@sealed_flow(name="make-film", flow_run_name=_run_name, task_runner=_RUNNER, persist_result=False)
def make_film(
    script: str,
    folder: str = "",
    settings: FilmSettings | None = None,
    scope: Scope = Scope(),  # noqa: B008 a frozen value; Prefect's form needs it as the default
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
) -> MadeFilm | State:
    """Turn a screenplay into a film.

    Args:
        script: Path of the screenplay (.fountain, .fdx, .md, .txt), or its text.
        folder: Where the film is put; films/<name of the screenplay> if none is given.
        settings: Look, shape, resolution, frame rate, language and what is skipped; over those in the folder's film.toml.
        scope: How much of the film is made.
        writer: Who plans the shots; the crew's own if none is given.
        images: Who draws keyframes.
        video: Who films clips.
        narrator: Who speaks.
        sounds: Who makes effects and ambience.
        composer: Who writes the score.
        trainer: Who trains weights of places and people.
        critic: Who judges takes.
        listener: Who hears the words of your own narration; their times are estimated if none is given.
        clips_on: Where clips are made: in this process, or by workers of the gpu pool.
        vault: Address of the vault, for example file:///data/vault; this machine's own if none is given.
    """
    kept = open_vault(vault or default_vault_url())
    with direct(script, folder, kept, settings and settings.model_dump(exclude_unset=True)) as project, keys_of_film(project.folder):
        named = {
            "writer": writer,
            "images": images,
            "video": video,
            "narrator": narrator,
            "sounds": sounds,
            "composer": composer,
            "trainer": trainer,
            "critic": critic,
            "listener": listener,
        }
        screenplay = read_script(script)
        language = spoken_language(project.settings.language, screenplay.language).tag
        crew = assemble(project.settings.crew, language, project.settings.members, project.settings.models, **named)
        crew.require_ready(aspect=project.settings.aspect, vault_url=project.vault.url)
        follow(project)
        window = Window(crew, project.vault, clips_on, _account_of(project))
        project.remember(scope=scope.model_dump(mode="json", exclude_defaults=True))
        with showing_progress(project), _remembering(project, window):
            survey, met = _survey(window, crew, screenplay, project.state.base)
            scenes = split_scenes(screenplay, survey)
            window.make(analysis_calls(scenes, tuple(met.values())))
            drafts = [window.made[analysis_id(index)] for index in range(len(scenes))]
            sheet = project.sheet(project.plan(screenplay, survey, drafts, scope, crew.card()), crew.card(), met)
            if scope.only == "narration":
                window.make(speech_calls(sheet))
                return finish(project, sheet, window)
            show_storyboard(project, sheet, window.made)
            sheet, stop = _shoot(project, sheet, window, scope)
            deliver_pictures(project, sheet, window.made)
            show_storyboard(project, sheet, window.made)
            made = finish(project, sheet, window, waiting=stop)
            if made.film:
                show_film(project, made.film)
    return Completed(name="WithGaps", message="; ".join(made.gaps), data=made) if made.gaps else made


def _shoot(project: Project, sheet: Sheet, window: Window, scope: Scope) -> tuple[Sheet, Gate | Literal[""]]:
    """Everything after the storyboard, as far as it is asked for: the film with its best takes, and the gate at which a person's word is waited for."""
    if waits_at(project, "storyboard", sheet.storyboard.model_dump(mode="json")):
        return sheet, "storyboard"
    if scope.until is Until.STORYBOARD:
        return sheet, ""
    if scope.until is Until.KEYFRAMES or "keyframes" in project.settings.approve:
        window.make(keyframe_only_calls(sheet))
        if waits_at(project, "keyframes", window.keys_of(*stages_of("keyframes"))):
            return sheet, "keyframes"
        if scope.until is Until.KEYFRAMES:
            return sheet, ""
    window.make(script_calls(sheet), ahead=keyframe_only_calls(sheet))
    film = layout(sheet, window.made[PACE])
    require_room(project, sheet, film.total_frames)
    sheet = choose_takes(project, window, sheet, film.pace)
    if scope.until is Until.CLIPS or "clips" in project.settings.approve:
        window.make(shooting_calls(sheet, film.pace))
        if waits_at(project, "clips", window.keys_of(*stages_of("keyframes", "clips"))):
            return sheet, "clips"
        if scope.until is Until.CLIPS:
            return sheet, ""
    window.make(film_calls(sheet, film))
    return sheet, ""


@contextmanager
def _remembering(project: Project, window: Window) -> Iterator[None]:
    """What a run that ends in an error has made belongs to the film all the same."""
    try:
        yield
    except FilmError:
        project.remember(keys=project.state.keys | {str(call): request.order.key for call, request in window.records.items()})
        raise


def _account_of(project: Project) -> Account:
    """Who pays for a film, and up to what."""
    settings = project.settings
    return Account(project.id, settings.purse or project.id, settings.budget_usd, settings.ask_next)


def _survey(window: Window, crew: Crew, screenplay: Screenplay, known: Storyboard | None) -> tuple[Survey, dict[str, CallId]]:
    """Who, where and which scenes; new people and places introduced by a writer who can, and by which call, by their ids."""
    survey = crew.writer.survey(screenplay, known)
    if not crew.writer.introduces():
        return survey, {}
    briefs = introduction_briefs(screenplay, survey, known)
    window.make(introduction_calls(briefs))
    met = introduction_ids(asked_about(survey, briefs))
    return introduced(survey, [window.made[introduction_id(index)] for index in range(len(briefs))]), met
