"""Plans a film from text, as the flow does, and writes a storyboard down for review."""

from __future__ import annotations

from storyreel.film.pace import PaceTerms
from storyreel.film.storyboard import Storyboard
from storyreel.planning import analyse_scene, split_scenes, survey
from storyreel.planning.reconcile import reconcile
from storyreel.planning.shot_lengths import pace_brief, shot_seconds
from storyreel.screenplays import read_screenplay


def plan(text: str, previous: Storyboard | None = None, name: str = "film.fountain") -> Storyboard:
    """The storyboard of a screenplay's text."""
    screenplay = read_screenplay(text.encode(), name)
    surveyed = survey(screenplay, previous)
    drafts = [analyse_scene(brief) for brief in split_scenes(screenplay, surveyed)]
    return reconcile(previous, surveyed, drafts, screenplay.title)


def film_seconds(storyboard: Storyboard, terms: PaceTerms = PaceTerms()) -> float:  # noqa: B008 a frozen value
    """How long the shots are together before a line is spoken."""
    return round(sum(shot_seconds(storyboard, pace_brief(storyboard, terms))), 3)


def written(storyboard: Storyboard) -> str:
    """One line for each scene, shot, line and cue."""
    lines: list[str] = []
    for scene in storyboard.scenes:
        lines.append(
            f"{scene.id} {scene.heading} | {scene.environment_id} | {scene.time} {scene.weather} {scene.mood}"
        )
        for shot in scene.shots:
            figures = " ".join(f"{f.cast_id}({f.pose} {f.facing} {f.x})" for f in shot.figures)
            lines.append(
                f"  {shot.id} {shot.source.first}-{shot.source.last} {shot.size}, {shot.move},"
                f" {shot.transition} [{figures}] {shot.action}".replace("\n", " ")
            )
            lines.extend(
                f"    {line.cast_id} {line.delivery}{' with previous' if line.with_previous else ''}"
                f" ({line.parenthetical}): {line.text}"
                for line in shot.lines
            )
            lines.extend(f"    ~ {cue.sound} @{cue.at}" for cue in shot.cues)
    return "\n".join(lines) + "\n"
