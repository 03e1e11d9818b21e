"""Finds the speaker's name on a line: a cue alone on it, or a name before what is spoken."""

from __future__ import annotations

import re
from functools import lru_cache

from storyreel.screenplays.cue_names import is_off_screen, is_voice_over, split_cue
from storyreel.screenplays.lexicon import Label, Lexicon, folded
from storyreel.screenplays.look import Evidence, Look
from storyreel.screenplays.source import Line

_LONGEST_CUE = 60
_LONGEST_STOPPED = 30
"""Characters of a name with a full stop behind it, as plays print it above the speech."""
_LONGEST_LINE = 160
"""Characters of a cue with all its brackets."""
_MOST_CUE_WORDS = 7
_MOST_TITLE_WORDS = 3
_MIXED = re.compile(
    r"\b(?:Mc|Mac|O['’]|D['’]|De|Di|La|Le|Van|von|van|de|der|den|du|la|le)(?=[A-Z]|\b)|(?<=\d)(?:st"
    r"|nd|rd|th)\b|(?<=[A-Z])['’]s\b|\bof\b|\band\b"
)
_COURTESY = re.compile(
    r"^(?:Mrs?|Ms|Dr|Prof|Frau|Herr|Fräulein|Mme|Mlle|Mr|M|Sra?|Srta|Don|Doña|Dña|Signora?|Sig|Dott"
    r"|Pani?|Mevr|Dhr|Meneer|Mevrouw|Miss|Sir|Lady)\.?\s+(?=\S)"
)
_NAMED = re.compile(r"([^:：\n]{1,60}?)\s*[:：](?:\s+|(?=[^\s/\d])|$)(.*)", re.DOTALL)
_DASHED = re.compile(r"([^\W\d_][\w.'’ -]{0,30}?(?:\s*\([^()]{1,40}\))?)\s+[–—-]\s+([^\s\d].*)", re.DOTALL)
_QUOTED_SPEECH = re.compile(
    r"([^\W\d_][\w.'’ -]{0,30}?(?:\s*\([^()]{1,40}\))?)\s+([\"“„«].*[\"”“»])", re.DOTALL
)
_MANNERED = re.compile(r"([^,]{1,40}),\s+([^\W\d_A-Z][^:：,]{1,40})")
_BRACKETS = re.compile(r"[(\[（［【{][^()\[\]（）［］【】{}]*[)\]）］】}]?")
_STOPPED = re.compile(
    r"((?:[^\W\d_][\w'’\-]*\.?"
    r" ){0,3}?[^\W\d_][\w'’\-]{1,20})(?:\s*(\([^()]{1,80}\)))?\.(?:\s*[—–-]+\s*|\s+)(\(?[^\s].*)",
    re.DOTALL,
)
_CORNERED = re.compile(r"([^\s「『（(：:。、]{1,12}(?:[（(][^）)]{1,20}[）)])?)\s*([「『].*)", re.DOTALL)
_QUOTED = re.compile(r"[\"“”„«»‘’'「」『』]")
_OPENING_QUOTES = '"“„«「『‘'
_TITLED = frozenset(
    {"mr", "mrs", "ms", "dr", "st", "prof", "capt", "sgt", "lt", "col", "jr", "sr", "no", "vs", "int", "ext"}
)
_CASELESS_NAME = 12
_LONGEST_NAME = 40
_MOST_BOLD_WORDS = 4
_SPACED_DASHES = (" - ", " – ", " — ")
_APOSTROPHES = re.compile(r"(?<=\w)['’]|['’](?=\w)|[\"“]\w+[\"”]")
_NOT_PERSONS = (
    Label.CAMERA,
    Label.TRANSITION,
    Label.ON_SCREEN,
    Label.ENDING,
    Label.SOUND,
    Label.ACT,
)
_WIDE = "\u2e80"
_PUNCTUATED = re.compile(r"[,，、。;；!?！？]")
_SMALL_IN_NAMES = tuple("of the de von van der la le du del da di & and und et y".split())


def is_capitals(name: str) -> bool:
    """Whether a name is in capitals but for small parts such as 'Mc' and 'von', and titles.

    False if the writing system has no cases.

    >>> is_capitals("McADAM"), is_capitals("LUDWIG van BEETHOVEN"), is_capitals("Frau MÜLLER")
    (True, True, True)
    >>> is_capitals("Anna"), is_capitals("健太")
    (False, False)
    """
    if name.isupper():
        return True
    bare = _without_small_parts(name)
    return any(map(str.isupper, bare)) and bare.isupper()


def _without_small_parts(name: str) -> str:
    return _MIXED.sub("", _COURTESY.sub("", name))


def is_caseless(name: str) -> bool:
    """Whether no letter of it has a case."""
    return name.upper() == name.lower() and any(map(str.isalpha, name))


def is_title_case(name: str) -> bool:
    """Whether each word begins with a capital: 'Old Tobias', 'Élise'."""
    begins = name.lstrip()[:1].isupper()
    return begins and all(map(_may_stand_in_title, name.split()))


def _may_stand_in_title(word: str) -> bool:
    return word[:1].isupper() or word in _SMALL_IN_NAMES


def has_courtesy(name: str) -> bool:
    """Whether a name begins with a title: 'Mrs. Brown'."""
    return _COURTESY.match(name) is not None


def speech_behind_name(line: Line, text: str, lexicon: Lexicon) -> Evidence | None:
    """Speech behind a name, in each form that people use, except with a full stop.

    'NAME: speech', 'NAME (softly): speech', 'NAME, softly: speech', 'NAME - speech', 'NAME "speech"', 'NAME:'
    alone, '健太「…」'.
    """
    return _before_colon(line, text, lexicon) or _before_mark(line, text, lexicon)


def speech_behind_stop(text: str) -> Evidence | None:
    """'NAME. speech' of printed plays; a candidate, as sentences of one capitalised word look the same."""
    found = _STOPPED.fullmatch(text) if text[0].isupper() and "." in text[:60] else None
    if not found:
        return None
    name, bracket = found.group(1), found.group(2)
    if folded(name) in _TITLED or len(name) > _LONGEST_NAME or not _has_capitals(name):
        return None
    extensions = (bracket[1:-1],) if bracket else ()
    at, capitals = found.start(3), is_capitals(name)
    return Evidence(Look.NAMED_SPEECH, name, extensions, at, style=".", capitals=capitals)


def _has_capitals(name: str) -> bool:
    return is_capitals(name) or is_title_case(name)


def cue_alone(line: Line, text: str, lexicon: Lexicon) -> Evidence | None:
    """A line that is a name and nothing else.

    It is in capitals, in bold, with a title, or short in a writing system without cases.
    """
    bare = _without_marks(text)
    head = _BRACKETS.split(bare, maxsplit=1)[0].strip()
    if len(bare) > _LONGEST_LINE or not head or not _may_be_name(head, line):
        return None
    name, extensions = _split(bare, lexicon)
    if not name or len(name) > _LONGEST_CUE or len(name.split()) > _MOST_CUE_WORDS:
        return None
    if _behind_brackets(bare):
        return _cue_with_manner(bare, lexicon)
    if bare.endswith(".") and _is_stopped(name):
        return Evidence(Look.CUE, name[:-1], extensions, style=".", capitals=is_capitals(name))
    if is_capitals(name):
        return _cue_in_capitals(line, bare, name, extensions, lexicon)
    if is_caseless(name):
        return _cue_without_case(name, extensions)
    return _cue_in_title_case(line, name, extensions, lexicon)


def _without_marks(text: str) -> str:
    """A line without the mark of dual speech behind it and the angle brackets around it."""
    bare = text.rstrip("^").strip()
    return bare[1:-1].strip() if _is_in_angle_brackets(bare) else bare


def _is_in_angle_brackets(text: str) -> bool:
    return text.startswith("<") and text.endswith(">")


def _is_stopped(name: str) -> bool:
    """Whether a name ends in a full stop that belongs to no abbreviation."""
    return name.count(".") == 1 and len(name) > 3 and folded(name) not in _TITLED and _has_capitals(name)


def _is_wide(name: str) -> bool:
    """Whether there is a sign of Chinese, Japanese or Korean in a name."""
    return any(sign > _WIDE for sign in name)


def _cue_without_case(name: str, extensions: tuple[str, ...]) -> Evidence | None:
    if _is_sentence_without_case(name):
        return None
    return Evidence(Look.CUE, name, extensions, capitals=True, style="bare")


def _is_sentence_without_case(name: str) -> bool:
    return not _is_short_cue_without_case(name) or name[-1] in "。！？.!?،؟।…—"


def _is_short_cue_without_case(name: str) -> bool:
    if _is_wide(name):
        return len(name) <= _CASELESS_NAME // 2
    return _has_few_words(name)


def _has_few_words(name: str) -> bool:
    return len(name.split()) <= 3 and len(name) <= 30


def _may_be_name(head: str, line: Line) -> bool:
    if is_capitals(head) or is_caseless(head):
        return True
    return line.bold or bool(line.bold_start) or _may_be_stopped_name(head)


def _may_be_stopped_name(head: str) -> bool:
    return len(head) <= _LONGEST_STOPPED and is_title_case(head.rstrip("."))


def _cue_in_capitals(
    line: Line, bare: str, name: str, extensions: tuple[str, ...], lexicon: Lexicon
) -> Evidence | None:
    unquoted = _APOSTROPHES.sub("", name)
    if not _may_end_a_cue(name) or _begins_with_label(bare, lexicon) or _QUOTED.search(unquoted):
        return None
    # Fountain 1.1: two spaces at the end make it action.
    style = "spaced" if line.two_spaces and not line.bold and line.indent < 10 else ""
    return Evidence(Look.CUE, name, extensions, capitals=True, style=style)


def _cue_in_title_case(
    line: Line, name: str, extensions: tuple[str, ...], lexicon: Lexicon
) -> Evidence | None:
    """'**Rosa**' in bold, or 'Rosa' as a candidate that must be repeated."""
    if not is_title_case(name) or name[-1] in ".!?,;:…—" or lexicon.labels(name):
        return None
    bold = line.bold or folded(line.bold_start) == folded(name)
    most = _MOST_BOLD_WORDS if bold else _MOST_TITLE_WORDS
    if len(name.split()) > most:
        return None
    return Evidence(Look.CUE, name, extensions, style="bold" if bold else "title")


def _cue_with_manner(bare: str, lexicon: Lexicon) -> Evidence | None:
    """'TOM (O.S.), not turning': words behind brackets say how, if the person is not seen."""
    head, _, rest = bare.partition(")")
    if not rest.startswith(",") or len(rest) > 40:
        return None
    name, extensions = _split(f"{head})", lexicon)
    if not is_capitals(name) or not _is_unseen(extensions, lexicon):
        return None
    return Evidence(Look.CUE, name, (*extensions, rest.strip(" ,")), capitals=True)


def _is_unseen(extensions: tuple[str, ...], lexicon: Lexicon) -> bool:
    words = lexicon.cue_words
    return is_voice_over(extensions, words) or is_off_screen(extensions, words)


def _before_colon(line: Line, text: str, lexicon: Lexicon) -> Evidence | None:
    found = _NAMED.fullmatch(text) if ":" in text or "：" in text else None
    if not found or _BRACKETS.match(found.group(1)):
        return None
    name, extensions = _name_before_colon(found.group(1), lexicon)
    if not _is_name(name) or _tells_of_speech(name, found.group(2), lexicon):
        return None
    capitals = is_capitals(name) or is_caseless(name)
    if not found.group(2):
        return Evidence(Look.CUE, name, extensions, style=":", capitals=capitals)
    bold = not line.bold and _begins_in_bold(line, name)
    at = found.start(2)
    return Evidence(Look.NAMED_SPEECH, name, extensions, at, style=":", capitals=capitals, bold=bold)


def _name_before_colon(written: str, lexicon: Lexicon) -> tuple[str, tuple[str, ...]]:
    """The name and its extensions; what is not a name may have its manner behind a comma, or a verb."""
    name, extensions = _split(written, lexicon)
    if _is_name(name):
        return name, extensions
    mannered = _MANNERED.fullmatch(written)
    if mannered and is_capitals(mannered.group(1)):
        return mannered.group(1), (mannered.group(2),)
    return _without_verb(written, lexicon), ()


def _begins_in_bold(line: Line, name: str) -> bool:
    return bool(line.bold_start) and folded(line.bold_start).startswith(folded(name))


def _before_mark(line: Line, text: str, lexicon: Lexicon) -> Evidence | None:
    return (
        _before_corner(text, lexicon)
        or _before_quote(line, text, lexicon)
        or _before_dash(line, text, lexicon)
    )


def _before_corner(text: str, lexicon: Lexicon) -> Evidence | None:
    """'健太「…」'."""
    if "「" not in text and "『" not in text:
        return None
    found = _CORNERED.fullmatch(text)
    if not found or text.rstrip("。")[-1:] not in "」』）":
        return None
    name, extensions = _split(found.group(1), lexicon)
    return Evidence(Look.NAMED_SPEECH, name, extensions, found.start(2), style="「", capitals=True)


def _before_quote(line: Line, text: str, lexicon: Lexicon) -> Evidence | None:
    found = _quoted_speech(text)
    return _named_before(found, '"', line, lexicon) if found else None


def _quoted_speech(text: str) -> re.Match[str] | None:
    return _QUOTED_SPEECH.fullmatch(text) if text[-1] in '"”“»' else None


def _before_dash(line: Line, text: str, lexicon: Lexicon) -> Evidence | None:
    found = _DASHED.fullmatch(text) if any(dash in text for dash in _SPACED_DASHES) else None
    if not found or _split(text.rstrip("^ "), lexicon)[1]:
        return None  # 'ANNA - V.O.' is a cue
    return _named_before(found, "-", line, lexicon)


def _named_before(found: re.Match[str], style: str, line: Line, lexicon: Lexicon) -> Evidence | None:
    name, extensions = _split(found.group(1), lexicon)
    bold = _begins_in_bold(line, name)
    if not _is_name(name) or not (bold or is_capitals(name)):
        return None
    if len(name.split()) > _MOST_TITLE_WORDS or _begins_with_label(name, lexicon):
        return None
    at = found.start(2)
    return Evidence(Look.NAMED_SPEECH, name, extensions, at, style=style, capitals=True, bold=bold)


def _without_verb(written: str, lexicon: Lexicon) -> str:
    """'ANNA says' as a name: the capitals before a verb of speech, '' if it is none."""
    head, _, verb = written.strip().rpartition(" ")
    said = any(verb in one.prose.said for one in lexicon.vocabularies)
    return head if said and is_capitals(head) else ""


def _tells_of_speech(name: str, behind: str, lexicon: Lexicon) -> bool:
    """Whether a text without cases tells that a person speaks, and quotes it: 小明说：“你好。”."""
    return is_caseless(name) and _opens_quote(behind) and _ends_with_verb(name, lexicon)


def _opens_quote(text: str) -> bool:
    return bool(text) and text[0] in _OPENING_QUOTES


def _ends_with_verb(name: str, lexicon: Lexicon) -> bool:
    return any(name.endswith(verb) for one in lexicon.vocabularies for verb in one.prose.said)


def _is_name(name: str) -> bool:
    """Whether words before a colon can be a person's name."""
    if not name or len(name) > _LONGEST_NAME or not any(map(str.isalpha, name)):
        return False
    if _QUOTED.search(name.replace("'", "").replace("’", "")):
        return False
    if is_caseless(name):
        return _is_short_without_case(name) and not _PUNCTUATED.search(name)
    words = name.split()
    if name[-1] in ".!?,;" and not (name[-1] == "." and len(words[-1]) <= 4):
        return False
    if len(words) > _MOST_CUE_WORDS:
        return False
    return is_capitals(name) or (len(words) <= 4 and is_title_case(name))


def _is_short_without_case(name: str) -> bool:
    return len(name) <= _CASELESS_NAME if _is_wide(name) else len(name.split()) <= 4


@lru_cache(maxsize=4096)
def _split(cue: str, lexicon: Lexicon) -> tuple[str, tuple[str, ...]]:
    return split_cue(cue, tuple(lexicon.cue_words))


def _behind_brackets(cue: str) -> bool:
    """Whether words in small letters stand behind the brackets.

    'NORA (20s) hurries down the pier with a' is a wrapped line of action.
    """
    first = re.search(r"[(\[（［]", cue)
    return first is not None and any(map(str.islower, _BRACKETS.sub(" ", cue)[first.start() :]))


def _may_end_a_cue(name: str) -> bool:
    if name[-1] in "!?:,;…—" or name.endswith(("--", "...")):
        return False
    if name[-1] != ".":
        return True
    words = name.split()
    return words[-1].count(".") > 1 or (len(words[-1]) <= 4 and len(words) > 1)


def _begins_with_label(name: str, lexicon: Lexicon) -> bool:
    """Whether it is about the picture: 'INSERT - A LETTER', 'ANGLE ON DOOR', 'SMASH CUT'.

    A 'CAMERA MAN' is a person.
    """
    words = name.split()
    for count in range(min(4, len(words)), 0, -1):
        label = lexicon.label(" ".join(words[:count]), _NOT_PERSONS)
        if label and (count > 1 or _may_follow_label(words[count:], label)):
            return True
    return False


def _may_follow_label(rest: list[str], label: Label) -> bool:
    """Whether words can stand behind a label of one word."""
    if not rest or _is_number_of_act(rest, label):
        return True
    return rest[0][0] in '-–—:"“#(['


def _is_number_of_act(rest: list[str], label: Label) -> bool:
    return label is Label.ACT and len(rest) == 1
