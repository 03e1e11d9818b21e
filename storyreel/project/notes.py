"""What a person should know about a finished film though nothing went wrong: sounds not covered, letters no font has. It mends nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from storyreel.film.briefs import Sound
from storyreel.film.cutting import TitleClip
from storyreel.film.cutting_calls import CREDITS, TITLE
from storyreel.film.score_calls import cue_name
from storyreel.film.sheet import Sheet


def notes(sheet: Sheet, made: Mapping[str, Any]) -> tuple[str, ...]:
    """One sentence each."""
    return (*_sounds(sheet, made), *_letters(made))


def _sounds(sheet: Sheet, made: Mapping[str, Any]) -> list[str]:
    said: list[str] = []
    for _, shot in sheet.storyboard.shots():
        for index, cue in enumerate(shot.cues):
            sound: Sound | None = made.get(cue_name(shot, index))
            if sound is None:
                continue
            if sound.audio is None:
                said.append(f"{shot.id}: the sound {cue.sound!r} is not covered by this crew and is left out.")
            elif not sound.exact:
                said.append(f"{shot.id}: {sound.rendered_as!r} stands in for the sound {cue.sound!r}, which this crew does not know.")
    return said


def _letters(made: Mapping[str, Any]) -> list[str]:
    said: list[str] = []
    for name in (TITLE, CREDITS):
        clip: TitleClip | None = made.get(name)
        if clip is not None and clip.missing_glyphs:
            said.append(
                f"The {name} {'have' if name == CREDITS else 'has'} letters that no font on this machine can draw: {clip.missing_glyphs}. Install a font that has them and make the film again."
            )
    return said
