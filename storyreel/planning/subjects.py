"""Of whom a sentence of action tells what: each name that acts, with the words that follow it."""

from __future__ import annotations

import re
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


def told_of(sentence: str, names: Sequence[Span]) -> list[tuple[str, str]]:
    """Each person of whom the sentence tells something, with the words up to the next name.

    A list of names shares what stands after its last.

    Who is only named as an owner or is missed, sought or remembered is left out; a person's body, face or
    clothes are that person.

    >>> told_of("Tom, Ann's son, sits.", [(0, 3, "tom"), (5, 8, "ann")])
    [('tom', ", Ann's son, sits.")]
    >>> told_of("Tom (6) and Ann sleep.", [(0, 3, "tom"), (12, 15, "ann")])
    [('tom', ' sleep.'), ('ann', ' sleep.')]
    """
    acting = [
        span
        for span in sorted(names)
        if not _owns(sentence[span[1] :]) and not _ONLY_SPOKEN_OF.search(sentence[: span[0]])
    ]
    parts: list[tuple[str, str]] = []
    stop = len(sentence)
    for start, end, who in reversed(acting):
        words = sentence[end:stop]
        parts.insert(0, (who, parts[0][1] if parts and _JOINED.fullmatch(words) else words))
        stop = start
    before = sentence[:stop]
    if parts and (":" in before or _STANDS_BEFORE.search(before)):
        # 'Two men sleep in their bunks: Tom and Bob.' and 'On the bed lies Tom.' say first what they tell.
        return [(who, f"{words.rstrip('. ')} {before.rstrip(': ')}") for who, words in parts]
    return parts


def _owns(after: str) -> bool:
    """Whether what follows a name makes it the owner of something that is not of the body.

    'Ann's asleep' owns nothing.
    """
    owned = _POSSESSIVE.match(after)
    thing = owned.group(1).lower() if owned else ""
    return bool(thing) and _OF_THE_BODY.match(thing) is None and _IS.match(thing) is None


def names_in(cast: Sequence[CastMember]) -> dict[str, str]:
    """By what the script may call people, in small letters, their ids: whole names, and words of them that nobody else bears."""
    full = {member.id: plain(member.name) for member in cast}
    words = [word for name in full.values() for word in set(name.split())]
    parts = {
        word: who
        for who, name in full.items()
        for word in name.split()
        if len(word) > 3 and words.count(word) == 1
    }
    return parts | {name: who for who, name in full.items()}


def parts_of(sentence: str, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each person of whom a sentence tells something, by id, with the words up to the next name.

    `names` are those of `names_in`.
    """
    if not names:
        return []
    found = re.finditer(
        rf"\b(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})\b", sentence
    )
    return told_of(sentence, [(at.start(), at.end(), names[at.group(0)]) for at in found])


def meant_of(sentence: str, of_whom: str, shot: Shot, poses: Sequence[Pose]) -> set[str]:
    """Of whom a sentence without a name tells: all, the others, who was named last, or who is seen in the first of these poses that anybody has.

    of_whom: id of who was named last; '' if nobody was. Who is alone in the frame is meant in any pose.
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
