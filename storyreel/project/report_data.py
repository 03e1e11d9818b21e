"""The report's data, gathered from a film's context, its results and the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from types import MappingProxyType

from storyreel.film.briefs import Anchor
from storyreel.film.cast import CastMember
from storyreel.film.cutting import FinishedFilm
from storyreel.film.storyboard import Delivery, Scene, Shot, SpokenLine
from storyreel.graph.calls import Made
from storyreel.graph.context import FilmContext
from storyreel.graph.cutting import FILM, layout
from storyreel.graph.keyframes import keyframes_id, keyframes_of, shot_prompt
from storyreel.graph.places import anchor_id
from storyreel.graph.speech import PACE, spoken_pace
from storyreel.graph.stages import CallId
from storyreel.planning.shot_lengths import shot_seconds
from storyreel.project.project import Project
from storyreel.project.report import (
    Pairs,
    Report,
    ReportLine,
    ReportPerson,
    ReportPlace,
    ReportScene,
    ReportShot,
)
from storyreel.vault.ledger import Attempt

REPORT_FILE = "report.html"


def report_data(
    project: Project,
    context: FilmContext,
    made: Made,
    reused: frozenset[CallId],
    gaps: Mapping[CallId, str],
    stale: Mapping[CallId, str] = MappingProxyType({}),
) -> Report:
    """The film's report.

    reused: the calls that were answered from the ledger.
    gaps: why it is missing, by call. stale: why a result of an earlier version stays, by call.
    """
    reporter = _Reporter(project, context, made, reused, stale)
    storyboard = context.storyboard
    places = dict.fromkeys(scene.environment_id for scene in storyboard.scenes)
    return Report(
        title=storyboard.title.title,
        made_at=datetime.now().astimezone().strftime("%d %B %Y, %H:%M"),
        duration_seconds=reporter.duration_seconds(),
        title_seconds=reporter.title_seconds(),
        film_path=f"{project.slug}.mp4" if reporter.film else "",
        captions_vtt=reporter.captions(),
        language=context.language,
        settings=_settings(project),
        totals=reporter.totals(),
        warnings=tuple(project.warnings),
        gaps=tuple(f"{call}: {why}" for call, why in gaps.items()),
        stale=tuple(f"{call}: {why}" for call, why in stale.items()),
        scenes=tuple(reporter.scene(scene) for scene in storyboard.scenes),
        places=tuple(_place(context, name, made) for name in places),
        cast=tuple(_person(member) for member in storyboard.cast),
    )


def write_report(project: Project, page: str) -> None:
    """Put the page in the film's folder."""
    project.files.write(REPORT_FILE, page.encode())


def _settings(project: Project) -> Pairs:
    settings = project.settings.model_dump(mode="json")
    return tuple((name.replace("_", " "), _shown(value)) for name, value in settings.items())


@dataclass(frozen=True)
class _Reporter:
    """What the results and the ledger say of a film and its shots."""

    project: Project
    context: FilmContext
    made: Made
    reused: frozenset[CallId]
    """Calls that were answered from the ledger."""
    stale: Mapping[CallId, str]

    @property
    def film(self) -> FinishedFilm | None:
        """The finished film, if the run came to it."""
        return self.made.get(FILM)

    @cached_property
    def _lengths(self) -> dict[str, float]:
        """Seconds of each shot, with estimates for lines that are not spoken."""
        return dict(zip(self._shot_ids(), self._shot_seconds(), strict=True))

    def _shot_seconds(self) -> Sequence[float]:
        return shot_seconds(self.context.storyboard, spoken_pace(self.context, self.made))

    def _shot_ids(self) -> list[str]:
        return [shot.id for _, shot in self.context.storyboard.shots()]

    @cached_property
    def _attempts(self) -> dict[CallId, Attempt]:
        """What the ledger says of each call that was made."""
        known = self.project.state.keys
        keys = {call: key for call in self.made if (key := known.get(str(call))) is not None}
        found = self.project.vault.ledger.attempts(keys.values())
        return {call: found[key] for call, key in keys.items()}

    def duration_seconds(self) -> float:
        """The film's length, or that of its shots if there is no film."""
        return self.film.duration_ms / 1000 if self.film else sum(self._lengths.values())

    def title_seconds(self) -> float:
        """How long the title is shown before the first shot; 0 if the lengths are not known."""
        if PACE not in self.made:
            return 0.0
        return self._seconds(layout(self.context, self.made[PACE]).cuts[0].start)

    def _seconds(self, frames: int) -> float:
        return float(self.context.recipe.rate.seconds(frames))

    def captions(self) -> str:
        """The captions as WebVTT, '' if there is no film."""
        return self.project.vault.assets.read(self.film.vtt).decode() if self.film else ""

    def totals(self) -> Pairs:
        """How much was made, what was used again, and what it took."""
        attempts = self._attempts
        seconds = sum(_seconds(attempt) for attempt in attempts.values())
        cost = sum(_cost_usd(attempt) for attempt in attempts.values() if attempt.done)
        again = len(self.reused & attempts.keys())
        return (
            ("made in this run", str(len(attempts) - again)),
            ("used again", str(again)),
            ("work", f"{seconds:.0f} s"),
            ("cost", f"${cost:.2f}" if cost else "nothing"),
        )

    def scene(self, scene: Scene) -> ReportScene:
        """A scene with its shots."""
        shots = tuple(self._shot(scene, shot) for shot in scene.shots)
        return ReportScene(heading=scene.heading, mood=scene.mood.value, shots=shots)

    def _shot(self, scene: Scene, shot: Shot) -> ReportShot:
        keyframes = keyframes_of(self.made, shot)
        own = {call: attempt for call, attempt in self._attempts.items() if call.subject == shot.id}
        return ReportShot(
            id=shot.id,
            size=shot.size.value,
            move=shot.move.value,
            action=_action(shot),
            prompt=self._prompt(scene, shot),
            lines=tuple(self._line(line) for line in shot.lines),
            picture=self.project.vault.assets.read(keyframes.first) if keyframes else None,
            length_seconds=self._lengths[shot.id],
            provenance=self._provenance(shot, own),
            seconds_to_make=sum(_seconds(attempt) for attempt in own.values()) if own else None,
            stale=tuple(_part(call, why) for call, why in self.stale.items() if call.subject == shot.id),
            reused=bool(own) and all(call in self.reused for call in own),
        )

    def _prompt(self, scene: Scene, shot: Shot) -> str:
        """The words of the shot's picture, '' if its place has none yet."""
        anchor: Anchor | None = self.made.get(anchor_id(scene.environment_id))
        if anchor is None:
            return ""
        return shot_prompt(self.context, scene, shot, anchor)

    def _line(self, line: SpokenLine) -> ReportLine:
        return ReportLine(
            speaker=self.context.storyboard.member(line.cast_id).name,
            text=line.text,
            manner=_manner(line),
        )

    def _provenance(self, shot: Shot, own: Mapping[CallId, Attempt]) -> Pairs:
        """Where a shot comes from, and the beginnings of its results' keys."""
        prints = self.context.card.fingerprints
        facts = [
            ("screenplay", f"lines {shot.source.first} to {shot.source.last}"),
            ("pictures", prints.get("images", "")),
            ("camera", prints.get(shot.direction.asked or "video", "")),
            ("voice", prints.get("narrator", "") if shot.lines else ""),
            ("seed", str(self.context.shot_seed(keyframes_id(shot), shot))),
            ("take", str(max((self.context.take(call) for call in own), default=1))),
            *((_without_subject(call), self._key(call)) for call in own),
        ]
        return tuple((name, value) for name, value in facts if name and value)

    def _key(self, call: CallId) -> str:
        return self.project.state.keys[str(call)][:12]


def _without_subject(call: CallId) -> str:
    """A call's name without what it is for."""
    return str(replace(call, subject=""))


def _part(call: CallId, why: str) -> str:
    """Which part of a shot is stale, and why."""
    return f"{_without_subject(call)} ({why})"


def _action(shot: Shot) -> str:
    title = f"On the picture: {shot.title}" if shot.title else ""
    return " ".join(filter(None, (shot.action, title)))


def _place(context: FilmContext, environment_id: str, made: Made) -> ReportPlace:
    environment = context.storyboard.environment(environment_id)
    place = environment.place
    anchor: Anchor | None = made.get(anchor_id(environment_id))
    facts = [("kind", place.kind.value), ("seen", ", ".join(place.features))]
    if anchor:
        facts += [("trigger word", anchor.trigger_word), ("never", anchor.negative_prompt)]
    return ReportPlace(
        name=place.name,
        prompt=anchor.prompt if anchor else environment.description,
        palette=tuple((f"colour {number}", colour) for number, colour in enumerate(place.palette, 1)),
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


def _manner(line: SpokenLine) -> str:
    delivery = "" if line.delivery is Delivery.ON_SCREEN else line.delivery.value
    return ", ".join(filter(None, (line.parenthetical, delivery)))


def _seconds(attempt: Attempt) -> float:
    return float(str(attempt.done.get("seconds", 0))) if attempt.done else 0.0


def _cost_usd(attempt: Attempt) -> float:
    return float(str(attempt.done.get("cost_usd", 0))) if attempt.done else 0.0


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "nothing"
    return str(value)
