"""A preview of a film: planned and compared with the ledger, without a server and without purchases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from blocks.crew import Crew, assemble
from blocks.providers.animatic import RulesWriter
from storyreel.film.drafts import SceneBrief, SceneDraft, Survey
from storyreel.film.errors import CapabilityError, KeyMissingError, SettingsError
from storyreel.film.frozen import Frozen
from storyreel.film.introductions import Introduction, IntroductionBrief
from storyreel.film.pace import PaceBrief
from storyreel.film.screenplay import Screenplay
from storyreel.graph.calls import Call
from storyreel.graph.context import FilmContext
from storyreel.graph.film import analysis_calls, introduction_calls, introduction_ids
from storyreel.graph.speech import speech_calls, spoken_pace
from storyreel.graph.stages import CallId, Stage
from storyreel.planning import split_scenes
from storyreel.planning.newcomers import asked_about, introduced, introduction_briefs
from storyreel.planning.shot_lengths import shot_seconds
from storyreel.project.direction_notes import length_notes
from storyreel.project.estimate import EstimateInput
from storyreel.project.extension_notes import extension_notes
from storyreel.project.film_language import spoken_language
from storyreel.project.kept_clips import keeping_clips
from storyreel.project.kept_results import require_known
from storyreel.project.notes import (
    cropped_clips,
    crowded_shots,
    other_narrator,
    untimed_narrator,
    weights_for_pictures,
    weights_of_others,
)
from storyreel.project.project import Project
from storyreel.project.screenplays import read_script
from storyreel.project.settings import Scope

_RULES = RulesWriter(language="en")


@dataclass(frozen=True)
class Preview:
    """A film as far as it can be planned now: by rules for scenes that a paid writer has not analysed."""

    crew: Crew
    context: FilmContext
    before: tuple[Call, ...]
    """The calls that the storyboard is made from."""
    worked_out: Mapping[CallId, Frozen]
    """Answers by rules to some of them. They are certain, although the ledger does not hold them."""
    seconds: float
    """Length of the film's shots together, estimated for lines that are not spoken yet."""
    unwritten: int
    """Scenes that the paid writer is still to analyse."""
    estimate_input: EstimateInput
    """The film as a run would make it, compared with what is made, and who prices it."""


def preview_film(project: Project, scope: Scope) -> Preview:
    """The film as a run would make it now."""
    screenplay = read_script(project.script)
    project.look_at_edits()
    return preview_of_run(project, _crew(project, screenplay), screenplay, scope)


def preview_of_run(project: Project, crew: Crew, screenplay: Screenplay, scope: Scope) -> Preview:
    """The same of a film whose edits were looked at and whose crew was chosen."""
    project.look_back()
    surveyed, introductions = _surveyed(project, crew, screenplay)
    met = introduction_ids(asked_about(surveyed, introductions))
    analyses = analysis_calls(split_scenes(screenplay, surveyed), met.values())
    drafts = [_draft(project, crew, call) for call in analyses]
    whole = project.storyboards_of(screenplay, surveyed, [draft for draft, _ in drafts])[1]
    part = project.within(whole, scope, crew.card())
    require_known(scope, part, project.state.overrides)
    context = project.context(part, crew.card(), met)
    context = keeping_clips(project, context, crew.paid_capabilities(), scope)
    before = (*introduction_calls(introductions), *analyses)
    worked_out = {call.id: draft for call, (draft, written) in zip(analyses, drafts, strict=True) if written}
    estimate_input = EstimateInput(project, context, crew, before, worked_out, scope)
    pace = _pace(project, context)
    project.warnings += _notes(context, estimate_input, pace)
    _warn_of_refusal(project, crew)
    said = " ".join(project.warnings)
    project.warnings += [one for one in (*crew.endings(), *crew.cautions()) if one not in said]
    return Preview(
        crew,
        context,
        before,
        worked_out,
        round(sum(shot_seconds(context.storyboard, pace)), 3),
        sum(not written for _, written in drafts),
        estimate_input,
    )


def _notes(context: FilmContext, estimate_input: EstimateInput, pace: PaceBrief) -> list[str]:
    """What a person should know before the film is made."""
    said = (
        other_narrator(context),
        untimed_narrator(context),
        weights_for_pictures(context),
        weights_of_others(context),
        crowded_shots(context),
        cropped_clips(context),
        *length_notes(context, pace),
        *extension_notes(context, estimate_input.looked_up.calls),
    )
    return list(filter(None, said))


def _crew(project: Project, screenplay: Screenplay) -> Crew:
    settings = project.settings
    language = spoken_language(settings.language, screenplay.language).tag
    return assemble(settings.crew, language, settings.members, settings.models, project.engines())


def _pace(project: Project, context: FilmContext) -> PaceBrief:
    """What decides the length of all shots: lines as they were spoken, and estimates for the others."""
    calls = [call for call in speech_calls(context) if call.stage is Stage.SPEECH]
    found = {call.id: call.given or _made(project, call, context.card.fingerprints) for call in calls}
    return spoken_pace(context, {call: speech for call, speech in found.items() if speech is not None})


def _warn_of_refusal(project: Project, crew: Crew) -> None:
    """Warn if `make` will refuse the film because this crew cannot make it."""
    try:
        crew.require_ready(
            aspect=project.settings.aspect,
            vault_url=project.vault.url,
            weights=project.asks_for_weights(),
        )
    except (CapabilityError, KeyMissingError, SettingsError) as error:
        project.warnings.append(f"`storyreel make` would refuse this film as it is: {error}")


def _surveyed(
    project: Project, crew: Crew, screenplay: Screenplay
) -> tuple[Survey, tuple[IntroductionBrief, ...]]:
    """People and places, as introduced by the writer if the ledger has it, by rules if not."""
    survey = crew.writer.survey(screenplay, project.state.base)
    if not crew.writer.introduces():
        return survey, ()
    briefs = introduction_briefs(screenplay, survey, project.state.base)
    writer = {"writer": crew.writer.fingerprint()}
    found = (_made(project, call, writer) for call in introduction_calls(briefs))
    return introduced(survey, [answer for answer in found if isinstance(answer, Introduction)]), briefs


def _draft(project: Project, crew: Crew, call: Call) -> tuple[SceneDraft, bool]:
    """A scene's draft, and whether it is the writer's own. A language model is never asked here."""
    brief = call.write({})
    if not isinstance(brief, SceneBrief):
        raise TypeError(f"{call.name} asks for {type(brief).__name__}")
    if crew.writer.allowance() is None and not crew.writer.introduces():
        return crew.writer.analyse_scene(brief), True
    found = _made(project, call, {"writer": crew.writer.fingerprint()})
    if isinstance(found, SceneDraft):
        return found, True
    return _RULES.analyse_scene(brief), False


def _made(project: Project, call: Call, fingerprints: Mapping[str, str]) -> Frozen | None:
    done = project.vault.ledger.attempt(call.key(call.write({}), fingerprints)).done
    return call.row.result.model_validate(done["result"]) if done is not None else None
