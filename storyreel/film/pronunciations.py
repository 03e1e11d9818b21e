"""How names are said: the entries of `[pronounce]`, where their words occur, and lines with them replaced.

written  |Siemens called. |     the words of captions
spoken   |SEE-mens called.|     what a narrator is sent; `places` leads back to the written word
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pydantic import Field

from storyreel.film.frozen import Frozen
from storyreel.film.respelling import respelling_of

MOST_ENTRIES = 1_000
LONGEST = 100
"""Characters of a word, and of each form of its pronunciation."""
_SOUNDS = frozenset(
    "pbtdʈɖcɟkɡqɢʔmɱnɳɲŋɴʙrʀⱱɾɽɸβfvθðszʃʒʂʐçʝxɣχʁħʕhɦɬɮʋɹɻjɰlɭʎʟwʍɥɧɕʑɺɫɓɗʄɠʛʘǀǃǂǁ"  # consonants
    "iyɨʉɯuɪʏʊeøɘɵɤoəɛœɜɞʌɔæɐaɶɑɒɚɝ"  # vowels
)
_MARKS = frozenset(
    "ˈˌːˑ.‿ ʰʷʲˠˤⁿˡ˞˥˦˧˨˩"  # stress, length, syllables, tones
    "\u0303\u0329\u030d\u032f\u0361\u035c\u0325\u030a\u032c\u032a"  # marks on letters
    "\u031a\u0306\u0308\u031f\u0320\u0334"
)
IPA = _SOUNDS | _MARKS
"""The signs of the International Phonetic Alphabet (chart of 2020) that are accepted between slashes."""
_TYPED = str.maketrans({"g": "ɡ", "'": "ˈ", "’": "ˈ", ":": "ː"})  # noqa: RUF001 the signs typed for them
_ACCEPTED = (
    "accepted are the letters of the International Phonetic Alphabet between slashes"
    " (a b d e f h i j k l m n o p r s t u v w x y z æ ç ð ø ŋ œ ɑ ɒ ɔ ə ɚ ɛ ɜ ɡ ɪ ɫ ɹ ɾ ʁ ʃ ʊ ʌ ʒ β θ χ and"
    ' its others, with ˈ ˌ ː . and nasal ◌̃), such as "/ˈziːmənz/";'
    ' a respelling, such as "SEE-mens"; or both: "/ˈziːmənz/ SEE-mens"'
)
_FORMS = re.compile(r"\s*(?:/(?P<ipa>[^/]*)/)?(?P<respelling>[^/]*)")
_LETTERS = ("L", "M")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Letters of scripts in which the next word follows without a space, or an ending is joined to a name."""
_APOSTROPHES = "'’"  # noqa: RUF001 both are written in names


class Pronunciation(Frozen):
    """How one word or name is said: in phonetic signs, respelled, or both."""

    word: str = Field(min_length=1, max_length=LONGEST, description="As the script writes it, in any case.")
    ipa: str = Field(default="", max_length=LONGEST, description="In the IPA, without slashes: 'ˈziːmənz'.")
    respelling: str = Field(
        default="", max_length=LONGEST, description="As a reader would sound it out: 'SEE-mens'."
    )

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return self.fields_named("word", "ipa", "respelling")

    def respelled(self, language: str) -> str:
        """The respelling; if there is none, in an English film, one made of the IPA; '' otherwise.

        language: BCP 47 tag of what is spoken.

        >>> Pronunciation(word="Siemens", ipa="ˈziːmənz").respelled("en-gb")
        'zee-muhnz'
        """
        if self.respelling:
            return self.respelling
        return respelling_of(self.ipa) if language.split("-")[0] == "en" else ""


def read_pronunciation(word: str, said: str) -> Pronunciation:
    """An entry of `[pronounce]`.

    >>> read_pronunciation("Siemens", "/'zi:mənz/ SEE-mens")
    Pronunciation(word='Siemens', ipa='ˈziːmənz', respelling='SEE-mens')

    Raises:
        ValueError: the word has no letters, or is neither in IPA nor a respelling; says what is accepted.
    """
    word = " ".join(word.split())
    _require_word(word)
    if len(said) > 2 * LONGEST:
        raise ValueError(f"{word!r} is said in {len(said)} characters; up to {LONGEST} are accepted")
    found = _FORMS.fullmatch(said)
    if found is None:
        raise ValueError(f"{word!r} is {said!r}, which has an unmatched slash; {_ACCEPTED}")
    ipa = _ipa(word, found["ipa"])
    respelling = " ".join(found["respelling"].split())
    _require_respelling(word, respelling)
    if not ipa and not respelling:
        raise ValueError(f"{word!r} is {said!r}, which says nothing; {_ACCEPTED}")
    return Pronunciation(word=word, ipa=ipa, respelling=respelling)


def read_pronunciations(named: Mapping[str, str]) -> tuple[Pronunciation, ...]:
    """The entries of `[pronounce]`, by word, in the order of their words.

    Raises:
        ValueError: there are too many, one is not accepted, or a word is given twice in other letters.
    """
    if len(named) > MOST_ENTRIES:
        raise ValueError(f"it has {len(named):,} entries; up to {MOST_ENTRIES:,} are accepted")
    entries = sorted((read_pronunciation(*one) for one in named.items()), key=lambda entry: entry.word)
    words: dict[str, str] = {}
    for entry in entries:
        other = words.setdefault(_folded(entry.word), entry.word)
        if other != entry.word:
            raise ValueError(
                f"{other!r} and {entry.word!r} are one word in other letters; one of them is accepted"
            )
    return tuple(entries)


def _require_word(word: str) -> None:
    if not word or len(word) > LONGEST or not any(map(str.isalnum, word)):
        raise ValueError(
            f"{word[:LONGEST]!r} is not a word; a word or name of up to {LONGEST} characters is accepted"
        )
    if any(not character.isprintable() for character in word):
        raise ValueError(
            f"{word!r} has signs that are not printed; a word as the script writes it is accepted"
        )


def _ipa(word: str, typed: str | None) -> str:
    """The phonetic signs in one form."""
    if not (typed or "").strip():
        return ""
    signs = _one_form(str(typed).strip())
    strange = sorted({sign for sign in signs if sign not in IPA})
    if strange:
        raise ValueError(f"{word!r} is /{typed}/, in which {' '.join(strange)!r} is no IPA; {_ACCEPTED}")
    if len(signs) > LONGEST or _SOUNDS.isdisjoint(signs):
        raise ValueError(f"{word!r} is /{typed}/; {_ACCEPTED}, of up to {LONGEST} signs")
    return signs


def _one_form(typed: str) -> str:
    """The signs with marks apart from their letters, and IPA's own signs for those that are typed instead."""
    parts = (
        letter if letter == "ç" else unicodedata.normalize("NFD", letter)
        for letter in unicodedata.normalize("NFC", typed)
    )
    return "".join(parts).translate(_TYPED)


def _require_respelling(word: str, respelling: str) -> None:
    strange = sorted({sign for sign in respelling if not _may_be_respelt(sign)})
    if strange:
        raise ValueError(
            f"{word!r} is {respelling!r}, in which {' '.join(strange)!r} is not accepted: a respelling has"
            f" letters, spaces, hyphens and apostrophes, and IPA stands between slashes; {_ACCEPTED}"
        )
    if len(respelling) > LONGEST:
        raise ValueError(f"{word!r} has a respelling of more than {LONGEST} characters")
    if respelling and not any(map(str.isalpha, respelling)):
        raise ValueError(f"{word!r} is {respelling!r}, without a letter; {_ACCEPTED}")


def _may_be_respelt(sign: str) -> bool:
    if sign in f" -.{_APOSTROPHES}":
        return True
    return unicodedata.category(sign)[0] in _LETTERS and (sign not in IPA or sign.isascii() or sign in "çøæœ")


@dataclass(frozen=True)
class Occurrence:
    """A word of `[pronounce]` in a text: its first character, and the one after its last."""

    first: int
    last: int
    entry: Pronunciation


def occurrences(text: str, entries: Iterable[Pronunciation]) -> tuple[Occurrence, ...]:
    """Where the words occur, whole and in any case, in order; of two at one place the longer.

    >>> [one.first for one in occurrences("Ann? ANNA!", [Pronunciation(word="Anna", respelling="AH-nah")])]
    [5]
    """
    by_word = {_folded(entry.word): entry for entry in entries}
    if not by_word:
        return ()
    return tuple(_found(text, by_word))


def _found(text: str, by_word: Mapping[str, Pronunciation]) -> Iterator[Occurrence]:
    for match in _pattern(tuple(by_word)).finditer(text):
        entry = by_word.get(_folded(match.group()))
        if entry is not None:
            yield Occurrence(match.start(), match.end(), entry)


def occurring(entries: Iterable[Pronunciation], text: str) -> tuple[Pronunciation, ...]:
    """The entries whose words occur in a text, in their own order."""
    entries = tuple(entries)
    found = {occurrence.entry.word for occurrence in occurrences(text, entries)}
    return tuple(entry for entry in entries if entry.word in found)


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(_pattern_of, longest_first)), re.IGNORECASE)


def _pattern_of(word: str) -> str:
    inner = r"\s+".join(
        "".join(f"[{_APOSTROPHES}]" if sign in _APOSTROPHES else re.escape(sign) for sign in part)
        for part in word.split()
    )
    before = "" if _UNSPACED.match(word[0]) else r"(?<!\w)"
    after = "" if _UNSPACED.match(word[-1]) else r"(?!\w)"
    return f"{before}{inner}{after}"


def _folded(word: str) -> str:
    """The word in the form in which equal words are equal."""
    return " ".join(word.lower().replace("’", "'").split())  # noqa: RUF001 typographic apostrophes


@dataclass(frozen=True)
class SpokenText:
    """A line as it is sent to a narrator."""

    text: str
    places: tuple[int, ...]
    """For each of its characters, the place in the written line to which it belongs."""

    def written(self, position: int) -> int:
        """The place in the written line of a character of the spoken one."""
        return self.places[position]


def as_written(text: str) -> SpokenText:
    """A line that is spoken as it is written."""
    return SpokenText(text, tuple(range(len(text))))


def rewritten(text: str, replaced: Iterable[tuple[int, int, str]]) -> SpokenText:
    """The text with parts of it replaced.

    replaced: first character, the one after the last, and what is said there, in order and apart.

    >>> rewritten("So Siemens rang.", [(3, 10, "SEE-mens")])
    SpokenText(text='So SEE-mens rang.', places=(0, 1, 2, 3, 3, 3, 3, 3, 3, 3, 3, 10, 11, 12, 13, 14, 15))
    """
    parts: list[str] = []
    places: list[int] = []
    at = 0
    for first, last, said in replaced:
        parts += [text[at:first], said]
        places += [*range(at, first), *_word_places(text, first, last, said)]
        at = last
    return SpokenText("".join((*parts, text[at:])), (*places, *range(at, len(text))))


def _word_places(text: str, first: int, last: int, said: str) -> list[int]:
    """The written word of each character of what is said: word by word if there are as many of them."""
    written = [first + match.start() for match in re.finditer(r"\S+", text[first:last])]
    spoken = [match.start() for match in re.finditer(r"\S+", said)]
    if len(written) != len(spoken):
        return [first] * len(said)
    return [written[max(0, sum(start <= place for start in spoken) - 1)] for place in range(len(said))]


def respelled(
    text: str,
    entries: Iterable[Pronunciation],
    form: Callable[[Pronunciation], str],
) -> SpokenText:
    """The text with each word in another form. form: '' for a word that stays as it is written."""
    found = ((one.first, one.last, form(one.entry)) for one in occurrences(text, entries))
    return rewritten(text, [one for one in found if one[2]])
