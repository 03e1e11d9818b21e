"""Gives each person of a film looks and a voice that no other has, by what the script says of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
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
_TALLER = {Presentation.FEMININE: -0.035, Presentation.MASCULINE: 0.02, Presentation.NEUTRAL: 0.0}
_NAMED_HATS = {phrase: hat for phrase, hat in HATS.items() if phrase != "captain"}
_USUAL_BUILDS = (Build.AVERAGE, Build.SLIGHT, Build.BROAD)
_HAIR_PART = re.compile(r"[a-z]+(?:-length|-cropped)?")
_HAIRED = re.compile(r"\b[a-z-]+-haired\b")
_AGES_BELOW = ((14, Age.CHILD), (26, Age.YOUNG), (60, Age.ADULT))
_JEANS = "#3a4a63"
_HUE = "|".join(HAIR_HUES)
_SKIN = "|".join(SKINS)
_GARMENT_WORDS = "|".join(rf"{name}\b" for name in GARMENTS)
_NO_OTHER_THING = rf"(?!hair\b|beard\b|eyes\b|skin\b|complexion\b|{HEADGEAR}\b|{LEGWEAR}\b|{_GARMENT_WORDS})"
_SKIN_BEFORE = re.compile(rf"\b({_SKIN})(?:[- ]skinned|,? (?:[a-z]+ )?(?:skin|complexion))\b")
_SKIN_AFTER = re.compile(rf"\b(?:skin|complexion) (?:is |was |of )?(?:[a-z]+ )?({_SKIN})\b")
_DARK_SKIN = re.compile(r"\bblack (?:woman|man|girl|boy|child|teenager)\b|\bafrican\b")
_PALE_SKIN = re.compile(r"\b(?:pale|freckled|freckles|red-haired|ginger|wan)\b")
_HAIR_PHRASE = re.compile(
    r"(?:[a-z-]+,? (?:and )?){0,3}hair\b"
    r"(?: (?:is |was |worn |pulled |tied |pinned |back |up |in |into |a |her |his )*[a-z-]+)?"
)
_BEARD = re.compile(r"\b(?:beard|whisker|stubble|goatee|unshaven)")
_MOUSTACHE = re.compile(r"\b(?:moustache|mustache|moustachioed)")
_GLASSES = re.compile(r"\b(?:glasses|spectacles|bespectacled|pince-nez|monocle)\b")
_SCARF = re.compile(r"\b(?:scarf|shawl|muffler)\b")
_TALL = re.compile(r"\b(?:tall|towering|giant|lanky|huge)\b")
_SMALL = re.compile(r"\b(?:short|small|tiny|little|stooped|bent|petite)\b")
# 'GUARD #2' is not a child of two.
_NUMBER_OF_A_NAME = re.compile(r"#?\d+")
_AGE_NUMBER = re.compile(
    r"\b(?:(?:early|mid|late)[- ]?)?(\d{1,3})(?:'?s)?\b(?! (?:years? (?:later|ago)|feet|miles|o'clock))"
)


def look_for(name: str, description: str, presentation: Presentation, others: Sequence[CastMember]) -> Look:
    """Looks for a person: what the description says, and for the rest a choice that keeps people apart.

    others: the people who have looks already; none of them has the same colours.
    """
    return _Dresser(name, description.lower(), presentation, others).look()


@dataclass(frozen=True)
class _Dresser:
    """Chooses the looks of one person."""

    name: str
    words: str
    """What the script says of them, in lower case."""
    presentation: Presentation
    others: Sequence[CastMember]

    def look(self) -> Look:
        garment_colour, accent, trousers = _colours(self.words, self.others)
        return Look(
            age=self._age,
            presentation=self.presentation,
            build=self._build(),
            height=_height(self.words, self._age, self.presentation, self.name),
            skin=_skin(self.words, self.others, self.name),
            hair=self._hair(),
            hair_colour=self._hair_colour(),
            beard=self._has_beard(),
            moustache=self._has_moustache,
            glasses=_GLASSES.search(self.words) is not None,
            garment=_first(GARMENTS, self.words) or self._turn(_GARMENTS[self.presentation]),
            garment_colour=garment_colour,
            accent_colour=accent,
            trousers_colour=trousers,
            hat=_hat(self.words),
            hat_colour=_colour_of(HEADGEAR, self.words),
            scarf=_SCARF.search(self.words) is not None,
        )

    @cached_property
    def _age(self) -> Age:
        return _age_in(f"{self.words} {_NUMBER_OF_A_NAME.sub('', self.name.lower())}")

    def _turn(self, choices: Sequence[_T], shift: int = 0) -> _T:
        """The choice whose turn it is; the people of a film take turns."""
        return choices[(len(self.others) + shift) % len(choices)]

    def _build(self) -> Build:
        return _first(BUILDS, self.words) or self._unsaid_build()

    def _unsaid_build(self) -> Build:
        if self._age is Age.CHILD:
            return Build.SLIGHT
        return _USUAL_BUILDS[seed_of("build", self.name) % 3]

    def _hair(self) -> Hair:
        said = _hair(self.words)
        if said:
            return said
        if re.search(MADE_OF_METAL, self.words):
            return Hair.BALD
        choices = _HAIRS[self.presentation]
        if self._age in (Age.CHILD, Age.YOUNG):
            choices = tuple(choice for choice in choices if choice is not Hair.BALD)
        return self._turn(choices, seed_of(self.name) % 2)

    def _hair_colour(self) -> str:
        colours = _OLD_HAIR_COLOURS if self._age is Age.OLD else _HAIR_COLOURS
        return _hair_colour(self.words) or self._turn(colours)

    def _has_beard(self) -> bool:
        return _BEARD.search(self.words) is not None or (
            self._may_have_beard and seed_of("beard", self.name) % 2 == 0
        )

    @property
    def _may_have_beard(self) -> bool:
        return self._is_old_man and not self._has_moustache and "shaven" not in self.words

    @property
    def _is_old_man(self) -> bool:
        return self._age is Age.OLD and self.presentation is Presentation.MASCULINE

    @property
    def _has_moustache(self) -> bool:
        return _MOUSTACHE.search(self.words) is not None


def voice_for(name: str, look: Look, others: Sequence[CastMember], language: str = "en-us") -> Voice:
    """A voice that no other has: the timbre numbers people of one kind, and pitch and pace spread them."""
    kind = (look.presentation, look.age)
    taken = [one.voice.timbre for one in others if (one.voice.presentation, one.voice.age) == kind]
    timbre = 1 + max(taken, default=-1)
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
    years = int(number.group(1)) if number else 0
    if 1 <= years <= 110:
        return next((age for below, age in _AGES_BELOW if years < below), Age.OLD)
    return _first(AGES, words) or Age.ADULT


def _first(table: dict[str, _T], words: str) -> _T | None:
    """The value of the table's phrase that the words name first."""
    matches = ((re.search(rf"\b{phrase}\b", words), value) for phrase, value in table.items())
    found = [(match.start(), value) for match, value in matches if match]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _colours(words: str, others: Sequence[CastMember]) -> tuple[str, str, str]:
    """Garment, accent and trousers: an unused wardrobe, with the colours that the script says."""
    taken = {member.look.garment_colour for member in others}
    free = [wardrobe for wardrobe in WARDROBE if wardrobe[0] not in taken] or list(WARDROBE)
    garment, accent, trousers = free[0]
    if re.search(r"\bjeans\b", words):
        trousers = _JEANS
    return (
        _colour_of(rf"(?:{'|'.join(GARMENTS)})", words) or garment,
        _colour_of(r"(?:scarf|shawl|muffler|tie|necktie|bow tie|belt|sash)", words) or accent,
        _colour_of(LEGWEAR, words) or trousers,
    )


def _colour_of(thing: str, words: str) -> str:
    """The colour said before a thing, or after it with 'of' or 'in'; '' if there is none.

    >>> _colour_of(HEADGEAR, "a boy in a green woolly hat and a red coat"), _colour_of(HEADGEAR, "a red coat")
    ('#3f7050', '')
    """
    colour = "|".join(COLOURS)
    before = rf"\b({colour})(?:,? {_NO_OTHER_THING}[a-z'-]+){{0,2}} {thing}\b"
    after = rf"\b{thing}(?:,| of| in)(?: [a-z-]+)? ({colour})\b(?! [a-z]+)"
    found = re.search(before, words) or re.search(after, words)
    return COLOURS[found.group(1)] if found else ""


def _hat(words: str) -> Hat:
    """The hat that is named, or the one of an office, unless the script mentions the hair."""
    return _first(_NAMED_HATS, words) or _hat_of_office(words) or Hat.NONE


def _hat_of_office(words: str) -> Hat | None:
    return None if _hair(words) or _hair_phrases(words) else _first(HATS, words)


def _hair_phrases(words: str) -> list[str]:
    """What is said beside the word hair, with it: 'long, dark hair', 'dark-haired', 'hair in a bun'."""
    beside = [match.group(0) for match in _HAIR_PHRASE.finditer(words)]
    return beside + _HAIRED.findall(words)


def _hair(words: str) -> Hair | None:
    for phrase in _hair_phrases(words):
        found = _hair_in_phrase(phrase)
        if found:
            return found
    return _first(HAIRS, words)


def _hair_in_phrase(phrase: str) -> Hair | None:
    parts = _HAIR_PART.findall(phrase)
    return next((style for word, style in HAIR_WORDS.items() if word in parts), None)


def _hair_colour(words: str) -> str | None:
    """The colour beside the word hair, or of a haircut or a person named by it, or of a beard."""
    for phrase in _hair_phrases(words):
        said = re.findall(rf"(?<![a-z])(?:{_HUE})(?![a-z])", phrase.rsplit("hair", 1)[0])
        if said:
            return HAIR_HUES[said[-1]]
    cut = re.search(rf"\b({_HUE}) (?:[a-z]+ )?(?:{'|'.join(HAIRS)}|locks|tresses)\b", words)
    if cut:
        return HAIR_HUES[cut.group(1)]
    return _hue_of_person(words) or _hue_of_beard(words)


def _hue_of_person(words: str) -> str | None:
    called = re.search(r"\b(blonde?|redhead|brunette|ginger|auburn)\b", words)
    if not called:
        return None
    return HAIR_HUES[called.group(1).replace("redhead", "red")]


def _hue_of_beard(words: str) -> str | None:
    beard = re.search(rf"\b({_HUE}) (?:[a-z]+ )?(?:beard|whiskers|moustache|mustache|stubble)\b", words)
    return HAIR_HUES[beard.group(1)] if beard else None


def _height(words: str, age: Age, presentation: Presentation, name: str) -> float:
    height = _HEIGHTS[age] + (seed_of("height", name) % 5 - 2) * 0.015
    if age is not Age.CHILD:
        height += _TALLER[presentation]
    if _TALL.search(words):
        height += 0.09
    if _SMALL.search(words):
        height -= 0.06
    return round(min(1.2, max(0.5, height)), 3)


def _skin(words: str, others: Sequence[CastMember], name: str) -> str:
    said = _SKIN_BEFORE.search(words) or _SKIN_AFTER.search(words)
    if said:
        return SKINS[said.group(1)]
    if re.search(MADE_OF_METAL, words):
        return METAL_SKINS[sum(member.look.skin in METAL_SKINS for member in others) % len(METAL_SKINS)]
    if _DARK_SKIN.search(words):
        return SKINS["dark"]
    return SKINS["pale"] if _PALE_SKIN.search(words) else _any_skin(others, name)


def _any_skin(others: Sequence[CastMember], name: str) -> str:
    """A skin by chance that none of the last four people has."""
    start = seed_of("skin", name) % len(_SKINS)
    taken = [member.look.skin for member in others[-4:]]
    return next((skin for skin in (*_SKINS[start:], *_SKINS[:start]) if skin not in taken), _SKINS[start])
