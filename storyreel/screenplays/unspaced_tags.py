"""Words that say whose a quoted speech is, in Chinese and Japanese: '小满说：', '」と美咲は言った'."""

from __future__ import annotations

import re

from storyreel.screenplays.people_words import GESTURE_SIGNS
from storyreel.screenplays.tag_clauses import UNSPACED_LETTER, Tag, TagWords

_UNSPACED_CLAUSE = re.compile(rf"[{UNSPACED_LETTER}]{{1,40}}")
_UNSPACED_SUBJECT = re.compile(rf"(?:那时|这时|然后|于是|忽然|突然|终于)?([{UNSPACED_LETTER}]{{1,40}})")
_TOPIC = re.compile(
    r"([\u3005\u30a0-\u30ff\u3400-\u9fffー]{1,8}(?:さん|くん|ちゃん|君|様)?"
    r"|[\u3041-\u3096]{2,5}(?:さん|くん|ちゃん))[はがも]"
)
_UNSPACED_MANNER = re.compile(
    r"(?:微笑着|笑着|哭着|叹着气|轻声|小声|大声|低声|高声|冷冷地?|慢慢地?|连忙|急忙|立刻|忽然|突然|终于"
    r"|又|也|便|就|才|还|只是|回头|抬头|点点头|摇摇头"
    r"|对[^说道问答]{1,6}|向[^说道问答]{1,6})+$"
)
_QUOTING_IN_JAPANESE = re.compile(
    r"(?:と|って)(?:[^はがも、。「」]{0,6}?)"
    r"(?:言|い|尋|訊|聞|答|叫|囁|呟|つぶや|ささや|怒鳴|笑|続|頷|告|返|話|呼|声)"
    r"[^はがも、。「」]{0,6}"
)
_SAID_IN_JAPANESE = re.compile(rf"(?:と|って)?([{UNSPACED_LETTER}]{{1,10}}?)[はがも]")
_MANNER_FIRST = re.compile(
    r"^(?:[^，。]{1,4}地|微笑着|笑着|哭着|叹着气|轻声|小声|大声|低声|高声|又|便|就|才|还|接着|继续)"
)
_KANA = re.compile(r"[\u3041-\u30ff]")
_HIRAGANA = re.compile(r"[\u3040-\u309f]")
_VERB_ENDINGS = "道着了"
_LONGEST_CLAUSE = 40
_LONGEST_NAME = 5
_LONGEST_NAME_ALONE = 6


def unspaced_tag_after(text: str, start: int, stop: int, words: TagWords) -> Tag | None:
    """The tag that follows a quote: '」と美咲は言った', '”小满说'."""
    begins = _skip(text, start, stop, " \u3000，、,")
    clause = _UNSPACED_CLAUSE.match(text, begins, min(stop, begins + _LONGEST_CLAUSE))
    if not clause:
        return None
    quoting = _QUOTING_IN_JAPANESE.match(clause.group())
    if quoting:
        return Tag(start, clause.start() + quoting.end(), "")
    found = _who_speaks(clause.group(), words)
    return _tag(start, clause.start() + found[1], found[0], words) if found else None


def unspaced_tag_before(text: str, first: int, stop: int, words: TagWords) -> Tag | None:
    """The tag before a quote: '小满笑着说：', '美咲は言った。', or a name alone right before the speech."""
    bare = text[first:stop].rstrip(" \u3000：:，,、。")
    begins = max((bare.rfind(mark) for mark in "。！？，、,"), default=-1) + 1
    clause = bare[begins:].strip()
    if not _UNSPACED_CLAUSE.fullmatch(clause):
        return None
    found = _who_speaks(clause, words)
    name = found[0] if found and found[1] == len(clause) else ""
    if (begins and _is_verb(clause, words)) or (name and not _UNSPACED_MANNER.sub("", name)):
        return _tag_of_subject(text, first, first + begins, stop, words)
    if name:
        return _tag(first + begins, stop, name, words)
    is_alone = first == 0 and begins == 0 and len(bare) == stop - first
    return Tag(first, stop, clause) if is_alone and 1 < len(clause) <= _LONGEST_NAME_ALONE else None


def unspaced_subject(text: str, start: int, stop: int, words: TagWords) -> Tag | None:
    """Whom a sentence is about: 李梅 of '李梅笑了笑', 太郎 of '太郎が立ち上がった'."""
    start = _skip(text, start, stop, " \u3000，、,“”「」")
    topic = _TOPIC.match(text, start, min(stop, start + 16))
    if topic:
        return _topic(text, topic, stop, words)
    clause = _UNSPACED_SUBJECT.match(text, start, min(stop, start + _LONGEST_CLAUSE))
    if not clause or _KANA.search(clause.group()):
        return None
    start, said = clause.start(1), clause.group(1)
    pronoun = _pronoun_before(said, words)
    if pronoun:
        return Tag(start, start + len(pronoun), pronoun, True, words.pronoun_sex(pronoun))
    name = _name_before_gesture(said)
    return Tag(start, start + len(name), name, acts=True, is_name=True) if 1 < len(name) <= 4 else None


def _skip(text: str, start: int, stop: int, signs: str) -> int:
    while start < stop and text[start] in signs:
        start += 1
    return start


def _tag(start: int, end: int, who: str, words: TagWords) -> Tag:
    return Tag(start, end, who, who in words.pronouns, words.pronoun_sex(who))


def _tag_of_subject(text: str, first: int, begins: int, stop: int, words: TagWords) -> Tag | None:
    """The tag of a verb alone, said by whom the words before it are about."""
    subject = unspaced_subject(text, first, begins, words)
    return Tag(begins, stop, subject.who, subject.pronoun, subject.sex) if subject else None


def _topic(text: str, topic: re.Match[str], stop: int, words: TagWords) -> Tag:
    who = topic.group(1)
    verb = text[topic.end() : min(stop, topic.end() + 12)]
    acts = not verb.strip() or any(sign in GESTURE_SIGNS for sign in verb)
    is_pronoun = who in words.pronouns
    sex = words.pronoun_sex(who)
    return Tag(topic.start(), topic.end(), who, is_pronoun, sex, acts, is_name=not is_pronoun)


def _pronoun_before(text: str, words: TagWords) -> str:
    """The longest pronoun with which a text begins, '' if there is none."""
    longest_first = sorted(words.pronouns, key=len, reverse=True)
    return next((word for word in longest_first if text.startswith(word)), "")


def _name_before_gesture(said: str) -> str:
    return _without_manner(said[: _index_of_gesture(said)])


def _index_of_gesture(said: str) -> int:
    """The index of the first sign of a gesture behind a name; 0 if there is none."""
    return next((index for index, sign in enumerate(said[:7]) if index and sign in GESTURE_SIGNS), 0)


def _without_manner(said: str) -> str:
    return _UNSPACED_MANNER.sub("", said)


def _who_speaks(clause: str, words: TagWords) -> tuple[str, int] | None:
    """The name in a clause, and the index after the verb.

    None if there is no verb, or what stands before it is not a name.
    """
    verbs = [(at, at + len(verb)) for verb in words.unspaced if (at := clause.find(verb)) > 0]
    if not verbs:
        return None
    at, end = min(verbs, key=lambda verb: (verb[0], -verb[1]))
    end = _end_of_verb(clause, at, end, verbs)
    japanese = _SAID_IN_JAPANESE.match(clause)
    if japanese and _HIRAGANA.search(clause[at:end]):
        return japanese.group(1), end
    name = _name_before_verb(clause[:at], words)
    return (name, end) if 0 < len(name) <= _LONGEST_NAME else None


def _end_of_verb(clause: str, at: int, end: int, verbs: list[tuple[int, int]]) -> int:
    """The end of a verb with the verbs and endings that follow it: '笑着说道'."""
    while end < len(clause):
        further = max((stop for start, stop in verbs if at <= start <= end), default=end)
        if further <= end and clause[end] not in _VERB_ENDINGS:
            break
        end = further if further > end else end + 1
    return end


def _name_before_verb(before: str, words: TagWords) -> str:
    name = _pronoun_before(before, words) or _without_manner(before) or before
    return re.sub(r".{1,4}地$", "", name) or name


def _is_verb(clause: str, words: TagWords) -> bool:
    """Whether a clause is a verb of speech alone, with how it is said at most: '说', '轻声问道'."""
    bare = _MANNER_FIRST.sub("", clause)
    return any(form in words.unspaced for form in (clause, bare, bare.rstrip(_VERB_ENDINGS)))
