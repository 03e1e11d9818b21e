"""Which language a screenplay is written in: by its letters, by words of its form, and by py3langid for what these leave open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from copy import copy
from functools import cache
from typing import TYPE_CHECKING

from storyreel.screenplays.vocabulary import vocabulary
from storyreel.screenplays.writing_systems import languages_written_in, writing_system

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"
SAMPLE_CHARACTERS = 20_000
"""Of a script are looked at: ten pages, a few milliseconds."""
_LATIN = ("en", "de", "fr", "es", "it", "pt", "nl", "pl")
# Written in Latin letters, without words of their own here, and spoken by espeak-ng. Close kin of the languages above, such as Galician and
# Luxembourgish, are left out: the short lines of scripts are often taken for them.
_LATIN_TOO = ("cs", "da", "et", "fi", "hr", "hu", "id", "lt", "lv", "ms", "no", "ro", "sk", "sl", "sq", "sv", "sw", "tr", "vi")
_RIVALS = {
    "CYRILLIC": ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tt"),
    "ARABIC": ("ar", "fa", "ur", "ug", "ps"),
    "DEVANAGARI": ("hi", "mr", "ne"),
    "BENGALI": ("bn", "as"),
}  # fmt: skip
"""Languages of one writing system that long texts are told apart by."""
_USUAL = {"CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja"}
_SIGNS = {
    "ru": ("ы", "іїєґўјљњђћџѓќѕәғқңөұүһ"),
    "uk": ("[іїєґ]", "ыэъўјљњђћџѓќѕәғқңөұүһ"),
    "ar": ("[ةيى]", "پچژگکیٹڈڑےںھہېۇۆ"),
    "hi": (r"\bहैं?(?!\w)", "ळ"),
}
"""What only a language has, as a pattern, and what its kin have in its place. Hindi's 'is' is neither Marathi's nor Nepali's."""
_FOREIGN_SHARE = 0.3
"""Of the letters are in another writing system, and the script is not in Latin letters: English headings may be half of a short one."""
_KANA_SHARE = 0.05
_SURE = 0.9
"""Share from which the library is believed. It grows with the length: 20 letters of Portuguese have 0.97, of English names 0.2."""
_FEW, _SOME, _LONG = 12, 30, 200
"""Letters from which it is believed: of languages with words of their own here, of the others, and of kin in one writing system."""
_COMMONEST = frozenset(
    (
        "the",
        "and",
        "of",
        "with",
        "his",
        "her",
        "you",
        "that",
        "what",
        "they",
        "this",
        "from",
        "not",
        "for",
        "are",
        "was",
        "is",
        "to",
        "it",
        "he",
        "she",
    )
)
_COMMON_SHARE = 0.1
_LEAST_COMMON = 8
_VOTE = 0.3
_MOST_VOTES = 3.0
_ENOUGH, _LITTLE, _HALF_VOTE, _LIKELY = 0.4, 0.15, 0.5, 0.5
_TRUSTED = 60
"""Letters at which what the library says has its full weight beside the words of the form."""
_WORD = re.compile(r"[^\W\d_]+")
_LABEL = re.compile(r"^\W{0,6}([^\W\d_][^:：\n]{0,40}?)\W{0,4}[:：]")
_EDGE = " \t*_#>|~!.@()[]{}<>\"'"


def detect_language(text: str) -> str:
    r"""ISO 639-1 code of the language that a script is written in; 'en' where the text is short or leaves a doubt.

    >>> detect_language("INT. KÜCHE - TAG\n\nGünther schneidet langsam das Brot.\n\nGÜNTHER\nWo ist das Messer?")
    'de'
    >>> detect_language("INT. ROOM - DAY\n\nAnna enters.\n\nANNA\nHello.")
    'en'
    """
    sample = text[:SAMPLE_CHARACTERS]
    systems: Counter[str] = Counter()
    for sign, times in Counter(sample).items():
        if system := writing_system(sign):
            systems[system] += times
    foreign = _foremost_foreign(systems)
    if foreign:
        return _by_letters(foreign, sample, systems)
    if _is_plainly_english(sample):
        return ENGLISH
    return _of_latin_letters(sample)


def _foremost_foreign(systems: Counter[str]) -> str:
    """The writing system beside the Latin that most letters are of, '' where they are few."""
    kana = systems["HIRAGANA"] + systems["KATAKANA"]
    eastern = systems["CJK"] + kana
    if eastern and kana >= _KANA_SHARE * eastern and eastern > systems["HANGUL"]:
        counts = Counter({"HIRAGANA": eastern})
    else:
        counts = Counter({system: count for system, count in systems.items() if system != "LATIN" and languages_written_in(system)})
    if not counts:
        return ""
    foremost, count = counts.most_common(1)[0]
    # One sign of these says as much as several letters.
    weight = 3 if foremost in ("CJK", "HIRAGANA", "HANGUL") else 1
    return foremost if weight * count > _FOREIGN_SHARE * (systems["LATIN"] + weight * count) else ""


def _by_letters(system: str, sample: str, systems: Counter[str]) -> str:
    usual = _USUAL.get(system) or (_russian_or_ukrainian(sample) if system == "CYRILLIC" else languages_written_in(system)[0])
    if system in _RIVALS and systems[system] >= _LONG and not _is_plainly(usual, sample):
        best, share = _ranked(sample, _RIVALS[system])[0]
        return best if share >= _SURE else usual
    return usual


def _is_plainly(code: str, sample: str) -> bool:
    """Whether signs that a language has alone are there, and none of its kin's, so that the library need not be asked.

    >>> _is_plainly("ru", "Мы ждём"), _is_plainly("ru", "Ние чакаме"), _is_plainly("hi", "वह घर में है")
    (True, False, True)
    """
    own, others = _SIGNS.get(code, (".^", ""))
    lowered = sample.lower()
    return re.search(own, lowered) is not None and not any(sign in lowered for sign in others)


def _russian_or_ukrainian(sample: str) -> str:
    """By the letters that only one of the two has.

    >>> _russian_or_ukrainian("Їжак"), _russian_or_ukrainian("Ёжик")
    ('uk', 'ru')
    """
    letters = Counter(sample.lower())
    return "uk" if sum(letters[letter] for letter in "іїєґ") > sum(letters[letter] for letter in "ыэъё") else "ru"


def _is_plainly_english(sample: str) -> bool:
    """Whether so many of the words are English ones that nobody needs to be asked, which takes half a second and 100 MB."""
    words = _WORD.findall(sample.lower())
    common = sum(word in _COMMONEST for word in words)
    return common >= _LEAST_COMMON and common >= _COMMON_SHARE * len(words)


def _of_latin_letters(sample: str) -> str:
    prose = " ".join(_prose_lines(sample))
    letters = sum(sign.isalpha() for sign in prose)
    said = dict(_ranked(prose, _LATIN + _LATIN_TOO)) if letters else {}
    likeliest = max(said, key=lambda code: said[code], default=ENGLISH)
    if said.get(likeliest, 0.0) >= _SURE and letters >= (_FEW if likeliest in _LATIN else _SOME):
        return likeliest
    votes = _votes(sample)
    weight = min(1.0, letters / _TRUSTED)
    scores = {code: weight * said.get(code, 0.0) + _VOTE * min(_MOST_VOTES, votes[code]) for code in _LATIN}
    best = max(_LATIN, key=lambda code: scores[code])  # English is first, and stays where others are no better
    # A heading in one language is enough with little else, if nothing speaks for English.
    unopposed = votes[best] >= _HALF_VOTE and votes[ENGLISH] == 0 and said.get(ENGLISH, 0.0) < _LIKELY
    enough = _LITTLE if unopposed else _ENOUGH
    return best if scores[best] >= enough else ENGLISH


def _prose_lines(sample: str) -> Iterator[str]:
    """Lines in small letters, without the label before a colon and without talk around the script: names and headings in capitals are in any language."""
    for line in sample.splitlines():
        bare = line.strip(_EDGE)
        label = _LABEL.match(line)
        if label and (label.group(1).strip().casefold() in _labels() or label.group(1).isupper()):
            bare = line[label.end() :].strip(_EDGE)
        if bare and not bare.isupper() and not bare.casefold().startswith(vocabulary(ENGLISH).prose.chat):
            yield bare


@cache
def _labels() -> dict[str, frozenset[str]]:
    """Names of fields and their languages, English ones among them."""
    return _sharers((code, name) for code in _LATIN for names in dict(vocabulary(code).fields).values() for name in names)


@cache
def _structural() -> dict[str, frozenset[str]]:
    """Words and phrases of headings, hours, extensions, transitions and endings, and the languages that have each."""
    found: list[tuple[str, str]] = []
    for code in _LATIN:
        words = vocabulary(code)
        groups = (words.heading.interior, words.heading.exterior, words.heading.scene, words.heading.act, words.times.dawn, words.times.day)
        groups += (words.times.dusk, words.times.night, words.times.same, words.cue.voice_over, words.cue.off_screen)
        groups += (tuple(word for word in words.marks.transitions if " " in word), words.marks.endings)  # CUT and ZOOM are said everywhere
        found += [(code, word) for group in groups for word in group]
    return _sharers(found)


def _sharers(named: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for code, name in named:
        found.setdefault(name.casefold(), set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items() if len(name) > 1}


def _votes(sample: str) -> dict[str, float]:
    """How much the words of a script's form speak for each language: one for a word that it has alone, a part for one that several have.

    English words count for a quarter: DAY and FADE OUT stand over scripts of every language. What several have and English, too, says nothing.
    """
    votes: dict[str, float] = dict.fromkeys(_LATIN, 0.0)
    for line in set(sample.splitlines()):
        for word, table in _form_words(line):
            codes = table.get(word.casefold(), frozenset())
            if codes == {ENGLISH}:
                votes[ENGLISH] += 0.25
            elif ENGLISH not in codes:
                for code in codes:
                    votes[code] += 1 / len(codes)
    return votes


def _form_words(line: str) -> Iterator[tuple[str, dict[str, frozenset[str]]]]:
    """Phrases of a line that may belong to a script's form: the label before a colon, and the parts of a line in capitals."""
    label = _LABEL.match(line)
    if label:
        yield label.group(1).strip(_EDGE), _labels()
    bare = line.strip(_EDGE)
    if not bare or len(bare) > 120:
        return
    for part in re.split(r"\s[-–—]+\s|[/.,;:()\[\]]", bare):
        phrase = part.strip(_EDGE)
        if phrase and (bare.isupper() or part.isupper() or line.startswith("#")):
            yield phrase, _structural()
            first, _, _ = phrase.partition(" ")
            last = phrase.rpartition(" ")[2]
            if first != phrase:
                yield first, _structural()
                yield last, _structural()


def _ranked(text: str, codes: tuple[str, ...]) -> list[tuple[str, float]]:
    """The languages with their shares among these, the likeliest first."""
    return _identifier(codes).rank(text)


@cache
def _identifier(codes: tuple[str, ...]) -> LanguageIdentifier:
    """The library's model of these languages; choosing them takes longer than a question."""
    identifier = copy(_model())
    identifier.set_languages(codes)
    return identifier


@cache
def _model() -> LanguageIdentifier:
    """The library's model, loaded at the first question in half a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
