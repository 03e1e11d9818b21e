"""Gives each person of a film looks and a voice that no other has, after what the script says of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from storyreel.film.cast import (
    WORDS_PER_MINUTE,
    Age,
    Build,
    CastMember,
    Garment,
    Hair,
    Hat,
    Look,
    Presentation,
    Voice,
)
from storyreel.film.keys import seed_of
from storyreel.planning.words.looks import (
    AGES,
    BUILDS,
    COLOURS,
    GARMENTS,
    HAIR_HUES,
    HAIR_WORDS,
    HAIRS,
    HATS,
    HEADGEAR,
    LEGWEAR,
    MADE_OF_METAL,
    METAL_SKINS,
    SKINS,
    WARDROBE,
)

_T = TypeVar("_T")
_SKINS = ("#c68e6a", "#8d5a3c", "#e8b795", "#a9714b", "#f0c9a8", "#6b4430", "#d9a47a", "#b57f57")
_HAIR_COLOURS = ("#3a2a20", "#1e1a1c", "#8a5a2e", "#5a3a24", "#b98a4a", "#2a2430", "#7a3a24", "#463a34")
_OLD_HAIR_COLOURS = ("#d8d4cc", "#a8a49e", "#eeeae2", "#8c8a88")
_HAIRS = {
    Presentation.FEMININE: (Hair.LONG, Hair.BUN, Hair.BOB, Hair.CURLY, Hair.PONYTAIL, Hair.SHORT),
    Presentation.MASCULINE: (Hair.SHORT, Hair.CROPPED, Hair.CURLY, Hair.BALD, Hair.SHORT, Hair.LONG),
    Presentation.NEUTRAL: (Hair.SHORT, Hair.BOB, Hair.CURLY, Hair.CROPPED, Hair.LONG, Hair.PONYTAIL),
}
_GARMENTS = {
    Presentation.FEMININE: (Garment.COAT, Garment.DRESS, Garment.SWEATER, Garment.JACKET, Garment.SHIRT),
    Presentation.MASCULINE: (Garment.SWEATER, Garment.COAT, Garment.JACKET, Garment.SHIRT, Garment.SUIT),
    Presentation.NEUTRAL: (Garment.JACKET, Garment.SWEATER, Garment.COAT, Garment.SHIRT, Garment.ROBE),
}
_HEIGHTS = {Age.CHILD: 0.68, Age.YOUNG: 0.97, Age.ADULT: 1.0, Age.OLD: 0.95}
# Old people speak slower.
_WORDS_PER_MINUTE = {Age.CHILD: 160, Age.YOUNG: 158, Age.ADULT: WORDS_PER_MINUTE, Age.OLD: 134}
_PITCHES = (0.5, 0.28, 0.72, 0.4, 0.6, 0.18, 0.82, 0.34, 0.66, 0.46, 0.54, 0.24)
# 'GUARD #2' is no child of two.
_NUMBER_OF_A_NAME = re.compile(r"#?\d+")
_AGE_NUMBER = re.compile(
    r"\b(?:(?:early|mid|late)[- ]?)?(\d{1,3})(?:'?s)?\b(?! (?:years? (?:later|ago)|feet|miles|o'clock))"
)


def look_for(name: str, description: str, presentation: Presentation, others: Sequence[CastMember]) -> Look:
    """Looks for a person: what the description says, and for the rest a choice that keeps the film's people apart.

    others: the people who have looks already; none of them has the same colours.
    """
    words = description.lower()
    turn = len(others)
    age = _age_in(f"{words} {_NUMBER_OF_A_NAME.sub('', name.lower())}")
    coat_colour, accent, trousers = _colours(words, others)
    hair_choices = _HAIRS[presentation]
    if age in (Age.CHILD, Age.YOUNG):
        hair_choices = tuple(choice for choice in hair_choices if choice is not Hair.BALD)
    hair = (
        _hair(words)
        or (Hair.BALD if re.search(MADE_OF_METAL, words) else None)
        or hair_choices[(turn + seed_of(name) % 2) % len(hair_choices)]
    )
    garment_choices = _GARMENTS[presentation]
    moustache = bool(re.search(r"\b(?:moustache|mustache|moustachioed)", words))
    hair_colours = _OLD_HAIR_COLOURS if age is Age.OLD else _HAIR_COLOURS
    return Look(
        age=age,
        presentation=presentation,
        build=_first(BUILDS, words)
        or (Build.AVERAGE, Build.SLIGHT, Build.BROAD)[
            seed_of("build", name) % 3 if age is not Age.CHILD else 1
        ],
        height=_height(words, age, presentation, name),
        skin=_skin(words, others, name),
        hair=hair,
        hair_colour=_hair_colour(words) or hair_colours[turn % len(hair_colours)],
        beard=bool(re.search(r"\b(?:beard|whisker|stubble|goatee|unshaven)", words))
        or (
            not moustache
            and age is Age.OLD
            and presentation is Presentation.MASCULINE
            and "shaven" not in words
            and seed_of("beard", name) % 2 == 0
        ),
        moustache=moustache,
        glasses=bool(re.search(r"\b(?:glasses|spectacles|bespectacled|pince-nez|monocle)\b", words)),
        garment=_first(GARMENTS, words) or garment_choices[turn % len(garment_choices)],
        garment_colour=coat_colour,
        accent_colour=accent,
        trousers_colour=trousers,
        hat=_hat(words),
        hat_colour=_colour_of(HEADGEAR, words),
        scarf=bool(re.search(r"\b(?:scarf|shawl|muffler)\b", words)),
    )


def voice_for(name: str, look: Look, others: Sequence[CastMember], language: str = "en-us") -> Voice:
    """A voice no other has: the timbre numbers people of one kind, and pitch and pace spread them."""
    timbre = 1 + max(
        (
            member.voice.timbre
            for member in others
            if (member.voice.presentation, member.voice.age) == (look.presentation, look.age)
        ),
        default=-1,
    )
    pace = _WORDS_PER_MINUTE[look.age] + (seed_of("pace", name) % 5 - 2) * 4
    return Voice(
        presentation=look.presentation,
        age=look.age,
        pitch=_PITCHES[timbre % len(_PITCHES)],
        words_per_minute=pace,
        timbre=timbre,
        language=language,
    )


def _age_in(words: str) -> Age:
    """The age that words in lower case say, by number or by word.

    >>> _age_in("70s, oilskin coat"), _age_in("a girl in a red coat"), _age_in("34")
    (<Age.OLD: 'old'>, <Age.CHILD: 'child'>, <Age.ADULT: 'adult'>)
    """
    number = _AGE_NUMBER.search(words)
    if number and 1 <= int(number.group(1)) <= 110:
        years = int(number.group(1))
        return Age.CHILD if years < 14 else Age.YOUNG if years < 26 else Age.ADULT if years < 60 else Age.OLD
    return _first(AGES, words) or Age.ADULT


def _first(table: dict[str, _T], words: str) -> _T | None:
    """The value of the table's phrase that the words name first."""
    found = [
        (match.start(), value)
        for phrase, value in table.items()
        if (match := re.search(rf"\b{phrase}\b", words))
    ]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _colours(words: str, others: Sequence[CastMember]) -> tuple[str, str, str]:
    """Garment, accent and trousers: a wardrobe nobody else has, with the colours that the script says."""
    taken = {member.look.garment_colour for member in others}
    free = [wardrobe for wardrobe in WARDROBE if wardrobe[0] not in taken] or list(WARDROBE)
    garment, accent, trousers = free[0]
    return (
        _colour_of(rf"(?:{'|'.join(GARMENTS)})", words) or garment,
        _colour_of(r"(?:scarf|shawl|muffler|tie|necktie|bow tie|belt|sash)", words) or accent,
        _colour_of(LEGWEAR, words) or ("#3a4a63" if re.search(r"\bjeans\b", words) else trousers),
    )


def _colour_of(thing: str, words: str) -> str:
    """The colour said before a thing, or after it with 'of' or 'in'; '' where none is.

    >>> _colour_of(HEADGEAR, "a boy in a green woolly hat and a red coat"), _colour_of(HEADGEAR, "a red coat")
    ('#3f7050', '')
    """
    other = (
        rf"(?!hair\b|beard\b|eyes\b|skin\b|complexion\b|{HEADGEAR}\b|{LEGWEAR}\b"
        rf"|{'|'.join(rf'{name}' + chr(92) + 'b' for name in GARMENTS)})"
    )
    before = re.search(rf"\b({'|'.join(COLOURS)})(?:,? {other}[a-z'-]+){{0,2}} {thing}\b", words)
    after = before or re.search(
        rf"\b{thing}(?:,| of| in)(?: [a-z-]+)? ({'|'.join(COLOURS)})\b(?! [a-z]+)", words
    )
    return COLOURS[after.group(1)] if after else ""


def _hat(words: str) -> Hat:
    """What covers the head: what is named, else what an office wears, unless the script speaks of the hair."""
    named = {phrase: hat for phrase, hat in HATS.items() if phrase != "captain"}
    of_office = Hat.NONE if _hair(words) or _hair_phrases(words) else _first(HATS, words)
    return _first(named, words) or of_office or Hat.NONE


def _hair_phrases(words: str) -> list[str]:
    """What is said beside the word hair, with it: 'long, dark hair', 'dark-haired', 'hair in a bun'."""
    return [
        match.group(0)
        for match in re.finditer(
            r"(?:[a-z-]+,? (?:and )?){0,3}hair\b(?: (?:is |was |worn |pulled |tied |pinned |back |up |in"
            r" |into |a |her |his )*[a-z-]+)?",
            words,
        )
    ] + re.findall(r"\b[a-z-]+-haired\b", words)


def _hair(words: str) -> Hair | None:
    for phrase in _hair_phrases(words):
        parts = set(re.findall(r"[a-z]+(?:-length|-cropped)?", phrase))
        found = next((style for word, style in HAIR_WORDS.items() if word in parts), None)
        if found:
            return found
    return _first(HAIRS, words)


def _hair_colour(words: str) -> str | None:
    """The colour beside the word hair, else of a cut or of somebody called by it, else of a beard."""
    hues = "|".join(HAIR_HUES)
    for phrase in _hair_phrases(words):
        said = re.findall(rf"(?<![a-z])(?:{hues})(?![a-z])", phrase.rsplit("hair", 1)[0])
        if said:
            return HAIR_HUES[said[-1]]
    cut = re.search(rf"\b({hues}) (?:[a-z]+ )?(?:{'|'.join(HAIRS)}|locks|tresses)\b", words)
    if cut:
        return HAIR_HUES[cut.group(1)]
    called = re.search(r"\b(blonde?|redhead|brunette|ginger|auburn)\b", words)
    if called:
        return HAIR_HUES["red" if called.group(1) == "redhead" else called.group(1)]
    beard = re.search(rf"\b({hues}) (?:[a-z]+ )?(?:beard|whiskers|moustache|mustache|stubble)\b", words)
    return HAIR_HUES[beard.group(1)] if beard else None


def _height(words: str, age: Age, presentation: Presentation, name: str) -> float:
    height = _HEIGHTS[age] + (seed_of("height", name) % 5 - 2) * 0.015
    if age is not Age.CHILD:
        height += {Presentation.FEMININE: -0.035, Presentation.MASCULINE: 0.02, Presentation.NEUTRAL: 0.0}[
            presentation
        ]
    if re.search(r"\b(?:tall|towering|giant|lanky|huge)\b", words):
        height += 0.09
    if re.search(r"\b(?:short|small|tiny|little|stooped|bent|petite)\b", words):
        height -= 0.06
    return round(min(1.2, max(0.5, height)), 3)


def _skin(words: str, others: Sequence[CastMember], name: str) -> str:
    said = re.search(
        rf"\b({'|'.join(SKINS)})(?:[- ]skinned|,? (?:[a-z]+ )?(?:skin|complexion))\b", words
    ) or re.search(r"\b(?:skin|complexion) (?:is |was |of )?(?:[a-z]+ )?(" + "|".join(SKINS) + r")\b", words)
    if said:
        return SKINS[said.group(1)]
    if re.search(MADE_OF_METAL, words):
        return METAL_SKINS[sum(member.look.skin in METAL_SKINS for member in others) % len(METAL_SKINS)]
    if re.search(r"\bblack (?:woman|man|girl|boy|child|teenager)\b|\bafrican\b", words):
        return SKINS["dark"]
    if re.search(r"\b(?:pale|freckled|freckles|red-haired|ginger|wan)\b", words):
        return SKINS["pale"]
    start = seed_of("skin", name) % len(_SKINS)
    taken = [member.look.skin for member in others[-4:]]
    return next((skin for skin in (*_SKINS[start:], *_SKINS[:start]) if skin not in taken), _SKINS[start])
