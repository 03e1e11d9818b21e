"""What a person should know about a finished film though nothing went wrong: sounds not covered, letters no font has, lines not heard, words not timed."""

from __future__ import annotations

from storyreel.film.briefs import Clip, Sound, Speech
from storyreel.film.cutting import TitleClip
from storyreel.film.narration import Transcript
from storyreel.film.place_kinds import PLACE_KINDS
from storyreel.film.places import Place
from storyreel.film.storyboard import Storyboard
from storyreel.film.word_counts import word_count
from storyreel.graph.calls import Made
from storyreel.graph.context import FilmContext
from storyreel.graph.cutting import CREDITS, TITLE
from storyreel.graph.sound import cue_id
from storyreel.graph.speech import HEARD, line_id, speech_calls
from storyreel.graph.stages import Stage
from storyreel.planning.line_finding import find_lines

_MOST_NAMED = 3


def undrawn_places(storyboard: Storyboard) -> tuple[str, ...]:
    """A sentence for each place of the film that the painter has no drawing of: 'there is no drawing of a greenhouse'."""
    return tuple(
        f"There is no drawing of {environment.place.name.lower()!r}; it is drawn as"
        f" {PLACE_KINDS[environment.place.kind].drawn_as}{_with_things(environment.place)}."
        for environment in storyboard.environments
        if PLACE_KINDS[environment.place.kind].drawn_as and environment.place.name not in ("", "SOMEWHERE")
    )


def _with_things(place: Place) -> str:
    things = [feature for feature in place.features if feature.lower() not in place.name.lower()]
    return f" with what the words name there: {', '.join(things)}" if things else ""


def untimed_narrator(context: FilmContext) -> str:
    """A sentence if the crew's narrator tells no times of words and is asked to speak; '' otherwise."""
    asked = any(call.stage is Stage.SPEECH and call.given is None for call in speech_calls(context))
    if not asked or context.card.narrator.exact_words:
        return ""
    return (
        "This narrator does not tell when each word of a line is said: captions and lips follow estimates."
        " Others of `members` do."
    )


def notes(context: FilmContext, made: Made) -> tuple[str, ...]:
    """One sentence each."""
    return (*_sounds(context, made), *_unheard(context, made), *_untimed(context, made), *_letters(made))


def _sounds(context: FilmContext, made: Made) -> list[str]:
    said: list[str] = []
    for _, shot in context.storyboard.shots():
        for index, cue in enumerate(shot.cues):
            sound: Sound | None = made.get(cue_id(shot, index))
            if sound is None:
                continue
            if sound.audio is None:
                said.append(
                    f"{shot.id}: the sound {cue.sound!r} is not covered by this crew and is left out."
                )
            elif not sound.exact:
                said.append(
                    f"{shot.id}: {sound.rendered_as!r} stands in for the sound {cue.sound!r}, which this crew"
                    " does not know."
                )
    return said


def _unheard(context: FilmContext, made: Made) -> list[str]:
    """Lines of the person's own recording whose words were listened for and not heard."""
    transcript: Transcript | None = made.get(HEARD)
    if context.narration is None or transcript is None:
        return []
    said: list[str] = []
    for name, text, line in zip(
        context.narration.names,
        context.narration.texts,
        find_lines(context.narration, transcript),
        strict=True,
    ):
        if line.span[0] == line.span[1]:
            said.append(
                f"{name}: {text[:60]!r} is not in your recording, and is silent in the film. Record it, or"
                " take the line out of the screenplay."
            )
        elif not line.words:
            said.append(
                f"{name}: the words {text[:60]!r} were not heard in your recording; where they lie, and when"
                " each is said, is estimated."
            )
    return said


def _untimed(context: FilmContext, made: Made) -> list[str]:
    """Spoken lines in which nobody measured when each word is said.

    Those of a recording that was listened to are named one by one.
    """
    if context.narration is not None:
        return []
    names = [
        str(call)
        for _, shot in context.storyboard.shots()
        for index, line in enumerate(shot.lines)
        if isinstance(speech := made.get(call := line_id(context, shot, index)), Speech)
        and not speech.exact_words
        and word_count(line.text) > 1
    ]
    if not names:
        return []
    named = ", ".join(names[:_MOST_NAMED]) + (
        f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    )
    return [f"When each word is said is estimated, for captions and lips, in {named}."]


def _letters(made: Made) -> list[str]:
    said: list[str] = []
    for name, has in ((TITLE, "has"), (CREDITS, "have")):
        clip: TitleClip | None = made.get(name)
        if clip is not None and clip.missing_glyphs:
            said.append(
                f"The {name} {has} letters that no font on this machine can draw: {clip.missing_glyphs}."
                " Install a font that has them and make the film again."
            )
    for name, result in made.items():
        if isinstance(result, Clip) and result.missing_glyphs:
            said.append(
                f"{name}: the words over the picture have letters that no font on this machine can draw:"
                f" {result.missing_glyphs}. Install a font that has them and make the film again."
            )
    return said
