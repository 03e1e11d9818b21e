"""The people of whom a sentence of action says something, each with the words that follow the name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from storyreel.film.cast import CastMember
from storyreel.film.storyboard import Pose, Shot
from storyreel.planning.light_statements import plain

_JOINED = re.compile(
    r"\s*(?:\([^()]*\)|, \d\d?s?)?\s*(?:,|and|&|with|, and|, with)\s*(?:(?:her|his|their|the) \w+\s+)?",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['\u2019]s?\s+([\w-]+)", re.IGNORECASE)
_OF_THE_BODY = re.compile(
    r"(?:head|face|eyes?|eyelids|hands?|fingers?|fists?|arms?|legs?|feet|foot|knees?|mouth|lips"
    r"|cheeks?|jaw|hair|brow|shoulders?|back|body|chest|heart|breath|smile|gaze|tears?"
    r"|expression|silhouette|figure|knuckles|palms?|thumb|skin|neck|lap|footsteps|coat|dress|hat"
    r"|sleeve|shirt|jacket|gown|boots|left|right|bare|pale|trembling|shaking)$"
)
_IS = re.compile(
    r"(?:asleep|awake|alone|gone|dead|alive|here|there|not|in|on|at|still|already|now|a|an|the|been"
    r"|\w+ing|\w+ed)$"
)
_ONLY_SPOKEN_OF = re.compile(
    r"\b(?:no sign of|without|instead of|thinks? of|thinks? about|dreams? of|remembers|misses|looks?"
    r" for|looking for|search(?:es|ing) for|wait(?:s|ing) for|calls? for"
    r"|(?:photo|photograph|picture|portrait|painting|memory|voice|letter|note|message|news|name|grave|ghost)"
    r" (?:of|from|to|about))\s+$",
    re.IGNORECASE,
)
_STANDS_BEFORE = re.compile(
    r"\b(?:sits?|lies?|stands?|kneels?|sleeps?|crouch(?:es)?|walks?|runs?|comes|enters?)\s+(?:(?:old"
    r"|young|little|poor|the)\s+)*$",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"^\W*(?:all )?(?:the (?:other|rest)|everyone else)\b")
_ALL = re.compile(r"^\W*(?:everyone|everybody|all (?:of them|are)|they all)\b")
Span = tuple[int, int, str]
"""Where a name begins and ends in a sentence, and whose it is."""


def words_about(sentence: str, names: Sequence[Span]) -> list[tuple[str, str]]:
    """Each person of whom the sentence says something, with the words up to the next name.

    A list of names shares what stands after its last. A person who is only named as an owner, or is missed,
    sought or remembered, is left out. A person's body, face or clothes are that person.

    >>> words_about("Tom, Ann's son, sits.", [(0, 3, "tom"), (5, 8, "ann")])
    [('tom', ", Ann's son, sits.")]
    >>> words_about("Tom (6) and Ann sleep.", [(0, 3, "tom"), (12, 15, "ann")])
    [('tom', ' sleep.'), ('ann', ' sleep.')]
    """
    acting = [span for span in sorted(names) if _acts(sentence, span)]
    parts: list[tuple[str, str]] = []
    stop = len(sentence)
    for start, end, who in reversed(acting):
        words = sentence[end:stop]
        parts.insert(0, (who, parts[0][1] if parts and _JOINED.fullmatch(words) else words))
        stop = start
    return _with_words_before(parts, sentence[:stop])


def _acts(sentence: str, span: Span) -> bool:
    return not (_owns(sentence[span[1] :]) or _ONLY_SPOKEN_OF.search(sentence[: span[0]]))


def _with_words_before(parts: list[tuple[str, str]], before: str) -> list[tuple[str, str]]:
    """The parts with the words before the first name, if these say what the people do.

    They do in 'Two men sleep in their bunks: Tom and Bob.' and in 'On the bed lies Tom.'.
    """
    if ":" in before or _STANDS_BEFORE.search(before):
        return [(who, f"{words.rstrip('. ')} {before.rstrip(': ')}") for who, words in parts]
    return parts


def _owns(after: str) -> bool:
    """Whether what follows a name makes it the owner of something that is not of the body.

    'Ann's asleep' owns nothing.
    """
    thing = _owned_thing(after)
    return bool(thing) and _OF_THE_BODY.match(thing) is None and _IS.match(thing) is None


def _owned_thing(after: str) -> str:
    owned = _POSSESSIVE.match(after)
    return owned.group(1).lower() if owned else ""


def names_in(cast: Sequence[CastMember]) -> dict[str, str]:
    """Ids of people by what the script may call them, in lower case.

    These are their names, and the words of them that nobody else bears.
    """
    full = {member.id: plain(member.name) for member in cast}
    bearers = Counter(word for name in full.values() for word in set(name.split()))
    words = {word: who for who, name in full.items() for word in name.split() if len(word) > 3}
    own = {word: who for word, who in words.items() if bearers[word] == 1}
    return own | {name: who for who, name in full.items()}


def parts_of(sentence: str, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each person of whom a sentence says something, by id, with the words up to the next name.

    names: those of `names_in`.
    """
    if not names:
        return []
    by_length = sorted(names, key=len, reverse=True)
    found = re.finditer(rf"\b(?:{'|'.join(map(re.escape, by_length))})\b", sentence)
    return words_about(sentence, [(at.start(), at.end(), names[at.group(0)]) for at in found])


def meant_of(sentence: str, of_whom: str, shot: Shot, poses: Sequence[Pose]) -> set[str]:
    """The people whom a sentence without a name means.

    They are all, or the others, or the person named last, or those in the first of the poses that is seen. A
    person alone in the frame is meant in any pose.

    of_whom: id of the person named last, '' if there is none.
    """
    seen = {figure.cast_id for figure in shot.figures}
    if _ALL.search(sentence):
        return seen
    if _OTHERS.search(sentence):
        return seen - {of_whom}
    if of_whom:
        return {of_whom}
    posed = ({figure.cast_id for figure in shot.figures if figure.pose is pose} for pose in poses)
    return next((found for found in posed if found), seen if len(seen) == 1 else set())
