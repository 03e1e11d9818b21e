"""What a person is told about the times of words, in the plan and after the run."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from storyreel.film.abilities import NarratorAbility
from storyreel.film.assets import AssetRef
from storyreel.film.briefs import Speech
from storyreel.film.pronunciations import read_pronunciations
from storyreel.film.skips import Skip
from storyreel.graph.context import FilmContext
from storyreel.graph.speech import speech_calls
from storyreel.project.notes import cropped_clips, notes, unsupported_pronunciations, untimed_narrator
from storyreel.project.settings import FilmSettings
from tests.graph.test_calls import SCRIPT, context_of

SOUND = AssetRef(sha256="0" * 64, media_type="audio/flac", size_bytes=1)


def timed_by(context: FilmContext, *, exact: bool) -> FilmContext:
    """The film with a narrator who tells the times of words, or does not."""
    return replace(
        context, card=context.card.model_copy(update={"narrator": NarratorAbility(exact_words=exact)})
    )


def test_a_narrator_without_word_times_is_said_in_the_plan() -> None:
    """Only if it is asked to speak: not without narration, nor for lines that the person brought."""
    untimed = timed_by(context_of(SCRIPT), exact=False)
    speech = Speech(audio=SOUND, duration_ms=900, words=(), exact_words=False)
    brought = replace(untimed, own={call.id: speech for call in speech_calls(untimed)})

    assert "captions and lips follow estimates" in untimed_narrator(untimed)
    assert untimed_narrator(timed_by(untimed, exact=True)) == untimed_narrator(brought) == ""
    assert untimed_narrator(replace(untimed, skip=frozenset({Skip.NARRATION}))) == ""


@pytest.mark.parametrize("exact", [True, False])
def test_lines_whose_words_were_not_timed_are_named(exact: bool) -> None:
    """Three of them at most; a line of one word needs no times within it."""
    context = context_of("INT. ROOM - DAY\n\nANNA\nOne word more.\n\nBEN\nYes.\n\n" * 5)
    made = {
        call.id: Speech(audio=SOUND, duration_ms=900, words=(), exact_words=exact)
        for call in speech_calls(context)
    }

    said = [note for note in notes(context, made) if "When each word is said" in note]

    assert len(said) == (0 if exact else 1)
    assert exact or (said[0].count(" line ") == 3 and said[0].endswith(" and 2 more."))


@pytest.mark.parametrize(
    ("forms", "language", "word", "expected"),
    [
        (("ipa", "respelling"), "en-us", "late", ()),
        (("ipa", "respelling"), "en-us", "Nobody Else", ("no line of the film has 'Nobody Else'",)),
        (("respelling",), "en-us", "late", ()),
        (("respelling",), "de", "late", ("no IPA in 'de'", "respelling after it")),
        ((), "en-us", "late", ("not told how words are said",)),
    ],
)
def test_what_no_narrator_is_told_is_said_in_the_plan(
    forms: tuple[Literal["ipa", "respelling"], ...], language: str, word: str, expected: tuple[str, ...]
) -> None:
    """Nothing is dropped in silence: a word that never occurs, or one that the narrator cannot be told."""
    context = context_of(SCRIPT)
    card = context.card.model_copy(update={"narrator": NarratorAbility(pronounces=forms)})
    told = read_pronunciations({word: "/leɪt/"})
    film = replace(context, card=card, language=language, pronounce=told)

    found = unsupported_pronunciations(film, film.storyboard)

    assert len(found) == bool(expected)
    assert all(part in found[0] for part in expected)


@pytest.mark.parametrize(
    ("aspects", "said"),
    [(("3:4", "9:16"), "6% of its clips'"), (("4:5",), ""), (("16:9",), ""), ((), "")],
)
def test_the_plan_says_how_much_of_clips_is_cut_off(aspects: tuple[str, ...], said: str) -> None:
    """Nothing of clips of the film's shape; an engine too far from it is refused, which is said elsewhere."""
    context = context_of(SCRIPT)
    video = context.card.video.model_copy(update={"aspects": aspects})
    film = replace(
        context,
        card=context.card.model_copy(update={"video": video}),
        recipe=FilmSettings(aspect="4:5").recipe(),
    )

    note = cropped_clips(film)

    assert said in note
    assert bool(note) == bool(said)
