"""Gathers what the report page says from a film's context, its results and the ledger.

It does not know how the page looks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from storyreel.film.briefs import Anchor
from storyreel.film.cast import CastMember
from storyreel.film.cutting import FinishedFilm
from storyreel.film.storyboard import Delivery, Scene, Shot
from storyreel.graph.calls import Made
from storyreel.graph.context import FilmContext
from storyreel.graph.cutting import FILM, layout
from storyreel.graph.keyframes import keyframes_id, keyframes_of
from storyreel.graph.places import anchor_id
from storyreel.graph.speech import PACE, spoken_pace
from storyreel.graph.stages import CallId
from storyreel.planning.prompts import picture_prompt
from storyreel.planning.shot_lengths import shot_seconds
from storyreel.project.project import Project
from storyreel.project.report import Report, ReportLine, ReportPerson, ReportPlace, ReportScene, ReportShot
from storyreel.vault.ledger import Attempt

REPORT_FILE = "report.html"


def report_data(
    project: Project, context: FilmContext, made: Made, reused: frozenset[CallId], gaps: Mapping[CallId, str]
) -> Report:
    """The film's report.

    reused: the calls that were answered from the ledger.
    gaps: why it is missing, by call.
    """
    film: FinishedFilm | None = made.get(FILM)
    lengths = _lengths(context, made)
    keys = {call: key for call in made if (key := project.state.keys.get(str(call))) is not None}
    found = project.vault.ledger.attempts(keys.values())
    attempts = {call: found[key] for call, key in keys.items()}
    return Report(
        title=context.storyboard.title.title,
        made_at=datetime.now().astimezone().strftime("%d %B %Y, %H:%M"),
        duration_seconds=film.duration_ms / 1000 if film else sum(lengths.values()),
        title_seconds=(
            float(context.recipe.rate.seconds(layout(context, made[PACE]).cuts[0].start))
            if PACE in made
            else 0.0
        ),
        film_path=f"{project.slug}.mp4" if film else "",
        captions_vtt=project.vault.assets.read(film.vtt).decode() if film else "",
        language=context.language,
        settings=tuple(
            (name.replace("_", " "), _shown(value))
            for name, value in project.settings.model_dump(mode="json").items()
        ),
        totals=_totals(attempts, reused),
        warnings=tuple(project.warnings),
        gaps=tuple(f"{call}: {why}" for call, why in gaps.items()),
        scenes=tuple(
            _scene(project, context, scene, made, attempts, lengths, reused)
            for scene in context.storyboard.scenes
        ),
        places=tuple(
            _place(context, name, made)
            for name in dict.fromkeys(scene.environment_id for scene in context.storyboard.scenes)
        ),
        cast=tuple(_person(member) for member in context.storyboard.cast),
    )


def write_report(project: Project, page: str) -> None:
    """Put the page in the film's folder."""
    project.files.write(REPORT_FILE, page.encode())


def _lengths(context: FilmContext, made: Made) -> dict[str, float]:
    """Seconds of each shot, with estimates for lines that are not spoken."""
    seconds = shot_seconds(context.storyboard, spoken_pace(context, made))
    return {shot.id: length for (_, shot), length in zip(context.storyboard.shots(), seconds, strict=True)}


def _totals(attempts: Mapping[CallId, Attempt], reused: frozenset[CallId]) -> tuple[tuple[str, str], ...]:
    seconds = sum(_seconds(attempt) for attempt in attempts.values())
    cost = sum(float(str(attempt.done.get("cost_usd", 0))) for attempt in attempts.values() if attempt.done)
    return (
        ("made in this run", str(len(attempts) - len(reused & attempts.keys()))),
        ("used again", str(len(reused & attempts.keys()))),
        ("work", f"{seconds:.0f} s"),
        ("cost", f"${cost:.2f}" if cost else "nothing"),
    )


def _scene(
    project: Project,
    context: FilmContext,
    scene: Scene,
    made: Made,
    attempts: Mapping[CallId, Attempt],
    lengths: Mapping[str, float],
    reused: frozenset[CallId],
) -> ReportScene:
    return ReportScene(
        heading=scene.heading,
        mood=scene.mood.value,
        shots=tuple(
            _shot(project, context, scene, shot, made, attempts, lengths[shot.id], reused)
            for shot in scene.shots
        ),
    )


def _shot(
    project: Project,
    context: FilmContext,
    scene: Scene,
    shot: Shot,
    made: Made,
    attempts: Mapping[CallId, Attempt],
    length: float,
    reused: frozenset[CallId],
) -> ReportShot:
    keyframes = keyframes_of(made, shot)
    anchor: Anchor | None = made.get(anchor_id(scene.environment_id))
    own = {call: attempt for call, attempt in attempts.items() if call.subject == shot.id}
    return ReportShot(
        id=shot.id,
        size=shot.size.value,
        move=shot.move.value,
        action=" ".join(filter(None, (shot.action, f"On the picture: {shot.title}" if shot.title else ""))),
        prompt=(
            picture_prompt(anchor, scene, shot, context.storyboard.member, context.style) if anchor else ""
        ),
        lines=tuple(
            ReportLine(
                speaker=context.storyboard.member(line.cast_id).name,
                text=line.text,
                manner=_manner(line.parenthetical, line.delivery),
            )
            for line in shot.lines
        ),
        picture=project.vault.assets.read(keyframes.first) if keyframes else None,
        length_seconds=length,
        provenance=_provenance(project, context, shot, own),
        seconds_to_make=sum(_seconds(attempt) for attempt in own.values()) if own else None,
        reused=bool(own) and all(call in reused for call in own),
    )


def _provenance(
    project: Project, context: FilmContext, shot: Shot, own: Mapping[CallId, Attempt]
) -> tuple[tuple[str, str], ...]:
    prints = context.card.fingerprints
    facts = [
        ("screenplay", f"lines {shot.source.first} to {shot.source.last}"),
        ("pictures", prints.get("images", "")),
        ("camera", prints.get("video", "")),
        ("voice", prints.get("narrator", "")) if shot.lines else ("", ""),
        ("seed", str(context.seed(keyframes_id(shot), shot.id))),
        ("take", str(max((context.take(call) for call in own), default=1))),
        *((str(replace(call, subject="")), project.state.keys[str(call)][:12]) for call in own),
    ]
    return tuple((name, value) for name, value in facts if name and value)


def _place(context: FilmContext, environment_id: str, made: Made) -> ReportPlace:
    environment = context.storyboard.environment(environment_id)
    anchor: Anchor | None = made.get(anchor_id(environment_id))
    facts = [("kind", environment.place.kind.value), ("seen", ", ".join(environment.place.features))]
    if anchor:
        facts += [("trigger word", anchor.trigger_word), ("never", anchor.negative_prompt)]
    return ReportPlace(
        name=environment.place.name,
        prompt=anchor.prompt if anchor else environment.description,
        palette=tuple(
            (f"colour {number}", colour) for number, colour in enumerate(environment.place.palette, 1)
        ),
        facts=tuple((name, value) for name, value in facts if value),
    )


def _person(member: CastMember) -> ReportPerson:
    look, voice = member.look, member.voice
    colours = (
        ("skin", look.skin),
        ("hair", look.hair_colour),
        (look.garment.value, look.garment_colour),
        ("accent", look.accent_colour),
    )
    return ReportPerson(
        name=member.name,
        description=member.description,
        palette=colours,
        voice=f"{voice.age.value}, {voice.presentation.value}, {voice.words_per_minute} words a minute",
    )


def _manner(parenthetical: str, delivery: Delivery) -> str:
    return ", ".join(
        part for part in (parenthetical, "" if delivery is Delivery.ON_SCREEN else delivery.value) if part
    )


def _seconds(attempt: Attempt) -> float:
    return float(str(attempt.done.get("seconds", 0))) if attempt.done else 0.0


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) or "nothing" if isinstance(value, list) else str(value)
