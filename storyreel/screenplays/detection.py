"""Finds the language that a screenplay is written in.

First by its letters, then by the words of its form (headings, transitions), and by py3langid if these do not
decide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from copy import copy
from functools import cache
from typing import TYPE_CHECKING

from storyreel.screenplays.vocabulary import vocabulary
from storyreel.screenplays.writing_systems import LATIN, languages_written_in, script_of

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"
SAMPLE_CHARACTERS = 20_000
"""How much of a screenplay is looked at: ten pages, which take a few milliseconds."""
_LATIN = ("en", "de", "fr", "es", "it", "pt", "nl", "pl")
# Written in Latin letters, without words of their own here, and spoken by espeak-ng. Close relatives of the
# languages above, such as Galician and Luxembourgish, are left out: short lines are often taken for them.
_LATIN_TOO = tuple("cs da et fi hr hu id lt lv ms no ro sk sl sq sv sw tr vi".split())
_RIVALS = {
    "Cyrl": ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tt"),
    "Arab": ("ar", "fa", "ur", "ug", "ps"),
    "Deva": ("hi", "mr", "ne"),
    "Beng": ("bn", "as"),
}  # fmt: skip
"""Languages of one script between which py3langid decides if the text is long."""
_USUAL = {"Hani": "zh", "Hira": "ja", "Kana": "ja"}
_SIGNS = {
    "ru": ("ы", "іїєґўјљњђћџѓќѕәғқңөұүһ"),
    "uk": ("[іїєґ]", "ыэъўјљњђћџѓќѕәғқңөұүһ"),
    "ar": ("[ةيى]", "پچژگکیٹڈڑےںھہېۇۆ"),
    "hi": (r"\bहैं?(?!\w)", "ळ"),
}
"""What only this language has, as a pattern, and letters that only its relatives have.

Hindi's word for 'is' is neither Marathi's nor Nepali's.
"""
_FOREIGN_SHARE = 0.3
"""Share of letters from which another script decides. English headings may be half of a short screenplay."""
_KANA_SHARE = 0.05
_SURE = 0.9
"""Probability from which py3langid is believed. It grows with the length: 20 letters of Portuguese give 0.97,
English names 0.2.
"""
_FEW, _SOME, _LONG = 12, 30, 200
"""Letters from which py3langid is believed: for languages with words of their own here, for the others, and
for languages of one script.
"""
_COMMONEST = frozenset(
    "the and of with his her you that what they this from not for are was is to it he she".split()
)
_COMMON_SHARE = 0.1
_LEAST_COMMON = 8
_VOTE = 0.3
_MOST_VOTES = 3.0
_ENOUGH, _LITTLE, _HALF_VOTE, _LIKELY = 0.4, 0.15, 0.5, 0.5
_TRUSTED = 60
"""Letters from which py3langid has its full weight beside the words of the form."""
_WORD = re.compile(r"[^\W\d_]+")
_LABEL = re.compile(r"^\W{0,6}([^\W\d_][^:：\n]{0,40}?)\W{0,4}[:：]")
_EDGE = " \t*_#>|~!.@()[]{}<>\"'"


def detect_language(text: str) -> str:
    r"""ISO 639-1 code of the language that a screenplay is written in; 'en' if that is not certain.

    >>> detect_language("INT. KÜCHE - TAG\n\nGünther schneidet das Brot.\n\nGÜNTHER\nWo ist das Messer?")
    'de'
    >>> detect_language("INT. ROOM - DAY\n\nAnna enters.\n\nANNA\nHello.")
    'en'
    """
    sample = text[:SAMPLE_CHARACTERS]
    letters = _letters_by_script(sample)
    foreign = _foremost_foreign(letters)
    if foreign:
        return _by_letters(foreign, sample, letters)
    if _is_plainly_english(sample):
        return ENGLISH
    return _of_latin_letters(sample)


def _letters_by_script(sample: str) -> Counter[str]:
    letters: Counter[str] = Counter()
    for sign, times in Counter(sample).items():
        if script := script_of(sign):
            letters[script] += times
    return letters


def _foremost_foreign(letters: Counter[str]) -> str:
    """The script other than Latin that most letters are of; '' if they are few."""
    foremost, count = _most_foreign(letters)
    if not foremost:
        return ""
    # One sign of these says as much as several letters.
    weight = 3 if foremost in ("Hani", "Hira", "Hang") else 1
    return foremost if weight * count > _FOREIGN_SHARE * (letters[LATIN] + weight * count) else ""


def _most_foreign(letters: Counter[str]) -> tuple[str, int]:
    """The script other than Latin with the most letters, and how many. Japanese counts as one script."""
    kana = letters["Hira"] + letters["Kana"]
    eastern = letters["Hani"] + kana
    if eastern and kana >= _KANA_SHARE * eastern and eastern > letters["Hang"]:
        return "Hira", eastern
    foreign = Counter({script: count for script, count in letters.items() if _is_foreign(script)})
    return foreign.most_common(1)[0] if foreign else ("", 0)


def _is_foreign(script: str) -> bool:
    return script != LATIN and bool(languages_written_in(script))


def _by_letters(script: str, sample: str, letters: Counter[str]) -> str:
    usual = _usual_language(script, sample)
    if script in _RIVALS and letters[script] >= _LONG and not _is_plainly(usual, sample):
        best, probability = _ranked(sample, _RIVALS[script])[0]
        return best if probability >= _SURE else usual
    return usual


def _usual_language(script: str, sample: str) -> str:
    if script in _USUAL:
        return _USUAL[script]
    return _russian_or_ukrainian(sample) if script == "Cyrl" else languages_written_in(script)[0]


def _is_plainly(code: str, sample: str) -> bool:
    """Whether the text has signs of only this language, and none of its relatives.

    >>> _is_plainly("ru", "Мы ждём"), _is_plainly("ru", "Ние чакаме"), _is_plainly("hi", "वह घर में है")
    (True, False, True)
    """
    own, others = _SIGNS.get(code, (".^", ""))
    lowered = sample.lower()
    return re.search(own, lowered) is not None and not any(sign in lowered for sign in others)


def _russian_or_ukrainian(sample: str) -> str:
    """The language of the two whose own letters are more frequent.

    >>> _russian_or_ukrainian("Їжак"), _russian_or_ukrainian("Ёжик")
    ('uk', 'ru')
    """
    letters = Counter(sample.lower())
    return "uk" if _times_of("іїєґ", letters) > _times_of("ыэъё", letters) else "ru"


def _times_of(own: str, letters: Counter[str]) -> int:
    return sum(letters[letter] for letter in own)


def _is_plainly_english(sample: str) -> bool:
    """Whether English words are so frequent that py3langid need not be loaded (0.5 s and 100 MB)."""
    words = _WORD.findall(sample.lower())
    common = sum(word in _COMMONEST for word in words)
    return common >= _LEAST_COMMON and common >= _COMMON_SHARE * len(words)


def _of_latin_letters(sample: str) -> str:
    prose = " ".join(_prose_lines(sample))
    letters = sum(sign.isalpha() for sign in prose)
    probabilities = dict(_ranked(prose, _LATIN + _LATIN_TOO)) if letters else {}
    likeliest = max(probabilities, key=lambda code: probabilities[code], default=ENGLISH)
    enough_letters = letters >= (_FEW if likeliest in _LATIN else _SOME)
    if probabilities.get(likeliest, 0.0) >= _SURE and enough_letters:
        return likeliest
    return _by_form(sample, probabilities, weight=min(1.0, letters / _TRUSTED))


def _by_form(sample: str, probabilities: dict[str, float], weight: float) -> str:
    """The language that the words of the form and py3langid speak for together; English if it is close."""
    votes = _votes(sample)

    def score(code: str) -> float:
        return weight * probabilities.get(code, 0.0) + _VOTE * min(_MOST_VOTES, votes[code])

    best = max(_LATIN, key=score)  # English is first in the list, and stays if no other is better
    # A heading in one language is enough if nothing speaks for English.
    no_english = votes[ENGLISH] == 0 and probabilities.get(ENGLISH, 0.0) < _LIKELY
    enough = _LITTLE if votes[best] >= _HALF_VOTE and no_english else _ENOUGH
    return best if score(best) >= enough else ENGLISH


def _prose_lines(sample: str) -> Iterator[str]:
    """Lines of running text, without the label before a colon and without a chat's talk around the script.

    Lines in capitals are left out: names and headings in capitals are found in texts of every language.
    """
    for line in sample.splitlines():
        bare = _without_label(line)
        if _is_prose(bare):
            yield bare


def _is_prose(line: str) -> bool:
    return bool(line) and not line.isupper() and not _begins_as_chat(line)


def _begins_as_chat(line: str) -> bool:
    return line.casefold().startswith(vocabulary(ENGLISH).prose.chat)


def _without_label(line: str) -> str:
    label = _LABEL.match(line)
    if label and _is_label(label.group(1)):
        line = line[label.end() :]
    return line.strip(_EDGE)


def _is_label(words: str) -> bool:
    return words.strip().casefold() in _labels() or words.isupper()


@cache
def _labels() -> dict[str, frozenset[str]]:
    """Names of fields, and the languages that have each."""
    return _sharers((code, name) for code in _LATIN for name in _field_names(code))


def _field_names(code: str) -> Iterator[str]:
    for names in dict(vocabulary(code).fields).values():
        yield from names


@cache
def _structural() -> dict[str, frozenset[str]]:
    """Words of headings, hours, extensions, transitions and endings, and the languages that have each."""
    return _sharers((code, word) for code in _LATIN for word in _form_vocabulary(code))


def _form_vocabulary(code: str) -> Iterator[str]:
    words = vocabulary(code)
    yield from (*words.heading.interior, *words.heading.exterior, *words.heading.scene, *words.heading.act)
    yield from (*words.times.dawn, *words.times.day, *words.times.dusk, *words.times.night, *words.times.same)
    yield from (*words.cue.voice_over, *words.cue.off_screen)
    yield from (word for word in words.marks.transitions if " " in word)  # CUT and ZOOM are in every language
    yield from words.marks.endings


def _sharers(named: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for code, name in named:
        found.setdefault(name.casefold(), set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items() if len(name) > 1}


def _votes(sample: str) -> dict[str, float]:
    """How much the words of a script's form speak for each language.

    A word counts one for a language that has it alone, and a part for each of several. An English word counts
    a quarter, because DAY and FADE OUT stand in scripts of every language. A word that English shares with
    others counts nothing.
    """
    votes: dict[str, float] = dict.fromkeys(_LATIN, 0.0)
    for line in set(sample.splitlines()):
        for word, table in _form_words(line):
            _count(votes, table.get(word.casefold(), frozenset()))
    return votes


def _count(votes: dict[str, float], codes: frozenset[str]) -> None:
    if codes == {ENGLISH}:
        votes[ENGLISH] += 0.25
    elif ENGLISH not in codes:
        for code in codes:
            votes[code] += 1 / len(codes)


def _form_words(line: str) -> Iterator[tuple[str, dict[str, frozenset[str]]]]:
    """Phrases of a line that may belong to a script's form, with the table in which to look each up.

    These are the label before a colon, and the parts of a line that are in capitals.
    """
    label = _LABEL.match(line)
    if label:
        yield label.group(1).strip(_EDGE), _labels()
    bare = line.strip(_EDGE)
    if not bare or len(bare) > 120:
        return
    for part in re.split(r"\s[-–—]+\s|[/.,;:()\[\]]", bare):
        phrase = part.strip(_EDGE)
        if phrase and (bare.isupper() or part.isupper() or line.startswith("#")):
            yield from ((words, _structural()) for words in _phrase_and_ends(phrase))


def _phrase_and_ends(phrase: str) -> Iterator[str]:
    """The phrase, and its first and last word if it has several."""
    yield phrase
    first, _, rest = phrase.partition(" ")
    if rest or first != phrase:
        yield first
        yield phrase.rpartition(" ")[2]


def _ranked(text: str, codes: tuple[str, ...]) -> list[tuple[str, float]]:
    """The languages with their probabilities, the likeliest first."""
    return _identifier(codes).rank(text)


@cache
def _identifier(codes: tuple[str, ...]) -> LanguageIdentifier:
    """The model limited to these languages. Limiting takes longer than a question."""
    identifier = copy(_model())
    identifier.set_languages(codes)
    return identifier


@cache
def _model() -> LanguageIdentifier:
    """The model of py3langid, loaded at the first question in half a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
