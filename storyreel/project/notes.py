"""What a person should know about a finished film, as sentences.

They name sounds that are not covered, letters that no font has, lines that were not heard and words that were
not timed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from storyreel.film.abilities import CrewCard
from storyreel.film.briefs import Clip, Sound, Speech
from storyreel.film.cutting import TitleClip
from storyreel.film.narration import FoundLine, Transcript
from storyreel.film.place_kinds import PLACE_KINDS
from storyreel.film.places import Place
from storyreel.film.pronunciations import Pronunciation, occurrences
from storyreel.film.shapes import MOST_CROPPED, SAME_SHAPE, cropped_share
from storyreel.film.storyboard import SoundCue, Storyboard
from storyreel.film.word_counts import word_count
from storyreel.graph.calls import Made
from storyreel.graph.context import FilmContext
from storyreel.graph.cutting import CREDITS, TITLE
from storyreel.graph.likeness import held_by_words_alone
from storyreel.graph.likeness_choice import is_shown_nothing, is_trained
from storyreel.graph.sound import cue_id
from storyreel.graph.speech import HEARD, line_id, speech_calls, spoken_pace
from storyreel.graph.stages import Stage
from storyreel.planning.line_finding import find_lines
from storyreel.project.direction_notes import length_notes

_MOST_NAMED = 3


def undrawn_places(storyboard: Storyboard) -> tuple[str, ...]:
    """A sentence for each place of the film that the painter has no drawing of, such as a greenhouse."""
    places = (environment.place for environment in storyboard.environments)
    return tuple(map(_undrawn, filter(_is_undrawn, places)))


def _undrawn(place: Place) -> str:
    return (
        f"There is no drawing of {place.name.lower()!r}; it is drawn as"
        f" {PLACE_KINDS[place.kind].drawn_as}{_with_features(place)}."
    )


def _is_undrawn(place: Place) -> bool:
    return bool(PLACE_KINDS[place.kind].drawn_as) and place.name not in ("", "SOMEWHERE")


def _with_features(place: Place) -> str:
    things = ", ".join(_unnamed_features(place))
    return f" with what the words name there: {things}" if things else ""


def _unnamed_features(place: Place) -> list[str]:
    """The features that the place's name does not name."""
    return [feature for feature in place.features if feature.lower() not in place.name.lower()]


def untimed_narrator(context: FilmContext) -> str:
    """A sentence if the crew's narrator speaks and gives no times of words; '' otherwise."""
    if not _asks_narrator(context) or context.card.narrator.exact_words:
        return ""
    return (
        "This narrator does not tell when each word of a line is said: captions and lips follow estimates."
        " Others of `members` do."
    )


def other_narrator(context: FilmContext) -> str:
    """A sentence if another engine speaks in the narrator's place; '' otherwise."""
    instead = context.card.narrator.instead
    if not instead or not _asks_narrator(context):
        return ""
    return f"{instead} speaks the lines: the usual narrator does not speak {context.language!r}."


def crowded_shots(context: FilmContext) -> str:
    """A sentence if shots show more people than their engine can be held to; '' otherwise."""
    crowded = held_by_words_alone(context)
    if not crowded:
        return ""
    shot_id, left = crowded[0]
    more = f" (and {len(crowded) - 1} more shots)" if len(crowded) > 1 else ""
    return (
        f"{shot_id}{more} shows more people than its engine takes weights or pictures of;"
        f" {', '.join(left)} is drawn from words alone there."
    )


def cropped_clips(context: FilmContext) -> str:
    """A sentence if the engine's clips have nearly the film's shape and are cropped to it; '' otherwise."""
    film = context.recipe.size.aspect
    shapes = (Fraction(*map(int, shape.split(":"))) for shape in context.card.video.aspects)
    cut = min((cropped_share(shape, film) for shape in shapes), default=0)
    if not SAME_SHAPE < cut <= MOST_CROPPED:
        return ""
    shown = ", ".join(context.card.video.aspects)
    return (
        f"No shape of the video engine is the film's: it films in {shown}, and {cut:.0%} of its clips' width"
        " or height is cut off."
    )


def weights_for_pictures(context: FilmContext) -> str:
    """A sentence if weights are trained because the image engine takes no pictures; '' otherwise."""
    if not is_shown_nothing(context):
        return ""
    return (
        "This image engine takes no reference pictures: weights are trained to keep people and places alike."
        " `--skip lora` leaves them out, and another engine in `members` or `models` takes pictures."
    )


def weights_of_others(context: FilmContext) -> str:
    """A sentence if bought weights are not loaded because they are of another family; '' if all are."""
    others = _replaced(context)
    if not others:
        return ""
    families = " and ".join(sorted(set(others.values())))
    return (
        f"The weights of {', '.join(others)} were trained for {families} and do not load in"
        f" {context.card.images.weights}: new pictures are drawn beside reference pictures. `--redo` with one"
        " of these names trains new ones, which costs money."
    )


def _replaced(context: FilmContext) -> dict[str, str]:
    """The families of the weights in whose place pictures are shown, by id of the person or place.

    Weights that the film would not be drawn with anyway are left out.
    """
    loading = replace(context, other_weights={})
    return {
        one: family
        for one, family in context.other_weights.items()
        if is_trained(loading, one) and not is_trained(context, one)
    }


def _asks_narrator(context: FilmContext) -> bool:
    return any(call.stage is Stage.SPEECH and call.given is None for call in speech_calls(context))


def notes(context: FilmContext, made: Made) -> tuple[str, ...]:
    """One sentence for each thing to know."""
    return (
        *_sounds(context, made),
        *_unheard(context, made),
        *_untimed(context, made),
        *_letters(made),
        *length_notes(context, spoken_pace(context, made)),
    )


def _sounds(context: FilmContext, made: Made) -> Iterator[str]:
    """Sounds that the crew left out or replaced."""
    for _, shot in context.storyboard.shots():
        for index, cue in enumerate(shot.cues):
            sound: Sound | None = made.get(cue_id(shot, index))
            note = "" if sound is None else _sound_note(cue, sound)
            if note:
                yield f"{shot.id}: {note}"


def _sound_note(cue: SoundCue, sound: Sound) -> str:
    if sound.audio is None:
        return f"the sound {cue.sound!r} is not covered by this crew and is left out."
    return "" if sound.exact else _stand_in(cue, sound)


def _stand_in(cue: SoundCue, sound: Sound) -> str:
    return f"{sound.rendered_as!r} replaces the sound {cue.sound!r}, which this crew does not know."


def _unheard(context: FilmContext, made: Made) -> Iterator[str]:
    """Lines of the person's own recording whose words were listened for and not heard."""
    transcript: Transcript | None = made.get(HEARD)
    narration = context.narration
    if narration is None or transcript is None:
        return
    lines = find_lines(narration, transcript)
    for name, text, line in zip(narration.names, narration.texts, lines, strict=True):
        note = _line_note(text[:60], line)
        if note:
            yield f"{name}: {note}"


def _line_note(text: str, line: FoundLine) -> str:
    if not line.length_ms:
        return (
            f"{text!r} is not in your recording, and is silent in the film. Record it, or take the line out"
            " of the screenplay."
        )
    if not line.words:
        return (
            f"the words {text!r} were not heard in your recording; where they lie, and when each is said, is"
            " estimated."
        )
    return ""


def _untimed(context: FilmContext, made: Made) -> list[str]:
    """A sentence that names spoken lines in which it was not measured when each word is said.

    Lines of a recording that was listened to are named one by one elsewhere.
    """
    if context.narration is not None:
        return []
    names = list(_untimed_lines(context, made))
    if not names:
        return []
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    named = ", ".join(names[:_MOST_NAMED]) + more
    return [f"When each word is said is estimated, for captions and lips, in {named}."]


def _untimed_lines(context: FilmContext, made: Made) -> Iterator[str]:
    for _, shot in context.storyboard.shots():
        for index, line in enumerate(shot.lines):
            call = line_id(context, shot, index)
            speech = made.get(call)
            if isinstance(speech, Speech) and not speech.exact_words and word_count(line.text) > 1:
                yield str(call)


def _letters(made: Made) -> Iterator[str]:
    """Titles and clips with letters that no font has."""
    for name, has in ((TITLE, "has"), (CREDITS, "have")):
        clip: TitleClip | None = made.get(name)
        if clip is not None and clip.missing_glyphs:
            yield f"The {name} {has} {_no_font(clip.missing_glyphs)}"
    for name, result in made.items():
        if isinstance(result, Clip) and result.missing_glyphs:
            yield f"{name}: the words over the picture have {_no_font(result.missing_glyphs)}"


def _no_font(letters: str) -> str:
    return (
        f"letters that no font on this machine can draw: {letters}. Install a font that has them and make the"
        " film again."
    )


_FILLERS = ("a", "an", "the", "and", "with", "of", "in", "for", "very", "some", "music", "solo", "style")
"""Words of a style that ask for nothing by themselves."""


def untaken_music(style: str, card: CrewCard) -> tuple[str, ...]:
    """A sentence if the composer does not take some of the words for the music.

    >>> from storyreel.film.abilities import MusicAbility
    >>> card = CrewCard(fingerprints={}, composer=MusicAbility(words=("piano", "slow")))
    >>> untaken_music("slow banjo", card)
    ("music_style: this crew's composer does not take 'banjo'; it takes piano, slow.",)
    """
    known = card.composer.words
    if known is None:
        return ()
    words = (word for word in re.findall(r"\w+", style.casefold()) if word not in _FILLERS)
    unknown = ", ".join(repr(word) for word in words if word not in known)
    if not unknown:
        return ()
    return (f"music_style: this crew's composer does not take {unknown}; it takes {', '.join(known)}.",)


def unsupported_pronunciations(context: FilmContext, whole: Storyboard) -> tuple[str, ...]:
    """Sentences about the entries of `[pronounce]` that no line has, and that the narrator is not told.

    whole: the whole film, of which the context may have a part.
    """
    if not context.pronounce:
        return ()
    lines = [line.text for _, shot in whole.shots() for line in shot.lines]
    used = [entry for entry in context.pronounce if any(occurrences(text, (entry,)) for text in lines)]
    unused = [entry.word for entry in context.pronounce if entry not in used]
    untold = [entry.word for entry in used if not _is_told(entry, context)]
    return (
        *([f"pronounce: no line of the film has {_named_words(unused)}."] if unused else []),
        *([_untold(untold, context)] if untold and _asks_narrator(context) else []),
    )


def _is_told(entry: Pronunciation, context: FilmContext) -> bool:
    """Whether the crew's narrator is told how the word is said."""
    forms = context.card.narrator.pronounces
    in_letters = "respelling" in forms and bool(entry.respelled(context.language))
    return in_letters or ("ipa" in forms and bool(entry.ipa))


def _untold(words: list[str], context: FilmContext) -> str:
    forms = context.card.narrator.pronounces
    if not forms:
        why = "this narrator is not told how words are said. Others of `members` are"
    elif "ipa" in forms:
        why = "this narrator is told nothing but IPA. Write it between slashes"
    else:
        why = f"this narrator is told no IPA in {context.language!r}. Write a respelling after it"
    return f"pronounce: {_named_words(words)} is spoken as it is written: {why}."


def _named_words(words: list[str]) -> str:
    more = f" and {len(words) - _MOST_NAMED} more" if len(words) > _MOST_NAMED else ""
    return ", ".join(map(repr, words[:_MOST_NAMED])) + more
