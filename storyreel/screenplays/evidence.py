"""What one line of a script looks like, taken alone. Nothing is decided here: the classifier weighs it with what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from storyreel.screenplays.cue_names import split_cue
from storyreel.screenplays.headings import Heading, read_heading
from storyreel.screenplays.lexicon import Label, Lexicon, folded
from storyreel.screenplays.marks import is_rule, is_table_rule
from storyreel.screenplays.source import Line

_LONGEST_SHORT = 200
"""Characters of a line from which it is no heading, label or cue."""
_LONGEST_CUE = 60
_LONGEST_STOPPED = 30
"""Characters of a name with a full stop behind it, as plays print it above the speech."""
_LONGEST_LINE = 160
"""Characters of a cue with all its brackets."""
_MOST_CUE_WORDS = 7
_MIXED = re.compile(
    r"\b(?:Mc|Mac|O['’]|D['’]|De|Di|La|Le|Van|von|van|de|der|den|du|la|le)(?=[A-Z]|\b)|(?<=\d)(?:st|nd|rd|th)\b|(?<=[A-Z])['’]s\b|\bof\b|\band\b"
)
_NAMED = re.compile(r"([^:：\n]{1,60}?)\s*[:：](?:\s+|(?=[^\s/\d])|$)(.*)", re.DOTALL)
_BRACKETS = re.compile(r"[(\[（［【][^()\[\]（）［］【】]*[)\]）］】]?")
_STOPPED = re.compile(
    r"((?:[^\W\d_][\w'’\-]*\.? ){0,3}?[^\W\d_][\w'’\-]{1,20})(?:\s*(\([^()]{1,80}\)))?\.(?:\s*[—–-]+\s*|\s+)(\(?[^\s].*)", re.DOTALL
)
_CORNERED = re.compile(r"([^\s「『（(：:。、]{1,12}(?:[（(][^）)]{1,20}[）)])?)\s*([「『].*)", re.DOTALL)
_ACT_NUMBER = re.compile(r"[\s.:–—-]+(?:[IVX]{1,5}|\d{1,2}|one|two|three|four|five|six|seven)[.:]?$", re.IGNORECASE)
_BRACKETED = re.compile(r"[(\[（［【](.*)[)\]）］】][.。]?", re.DOTALL)
_TIMECODE = re.compile(r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?\s*(?:[-–—]|to|bis)\s*\d{1,2}:\d{2}(?::\d{2})?s?[\])]?\s*[:|–—-]?\s*")
_PAGE = re.compile(r"(?:page\s+|p\.\s*|seite\s+|página\s+|стр\.?\s*|-\s*)?\d{1,4}\.?(?:\s*-|\s+(?:of|/)\s+\d+)?", re.IGNORECASE)
_TRANSITION_END = re.compile(r"(?:^|\s)TO:$")
_MIXED_TRANSITION = re.compile(r"(?:fade|cut|dissolve|smash|match|jump|iris|wipe)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“”„«»‘’'「」『』]")
_TITLED = frozenset({"mr", "mrs", "ms", "dr", "st", "prof", "capt", "sgt", "lt", "col", "jr", "sr", "no", "vs", "int", "ext"})
_CASELESS_NAME = 12
_WIDE = "\u2e80"


PERSONS_TOO = (Label.AUTHOR, Label.CONTACT, Label.CREDIT)
"""Labels of a title page that are people in a film: an AUTHOR, a DIRECTOR, an AGENT who speaks."""


class Look(StrEnum):
    """What a line looks like."""

    BLANK = "blank"
    FORCED = "forced"
    RULE = "rule"
    TABLE = "table"
    TIMECODE = "timecode"
    FURNITURE = "furniture"
    HEADING = "heading"
    SECTION = "section"
    LABEL = "label"
    LABELLED = "labelled"
    TRANSITION = "transition"
    BRACKET = "bracket"
    NAMED_SPEECH = "named speech"
    CUE = "cue"
    PLAIN = "plain"


@dataclass(slots=True)
class Evidence:
    """One line's look, with what that look needs."""

    look: Look
    name: str = ""
    """Of a cue or named speech: the name as written, without extensions."""
    extensions: tuple[str, ...] = ()
    at: int = 0
    """Of named speech and labels: where in the line's text what follows begins."""
    label: Label | None = None
    heading: Heading | None = None
    style: str = ""
    """Of named speech: ':' after the name, '.' as plays print it, '「'; of a cue: ':' or '.' if it ends in one, 'bold', 'bare' without cases."""
    capitals: bool = False
    """The name is in capitals, or of a writing system that has none."""
    bold: bool = False
    """The name is in bold and what follows is not."""


def evidence_of(line: Line, lexicon: Lexicon) -> Evidence:
    """What a line looks like."""
    text = line.text
    if not text:
        return Evidence(Look.BLANK)
    if line.force and line.force != "=":
        return Evidence(Look.FORCED)
    if is_rule(text):
        return Evidence(Look.RULE)
    if line.force:
        return Evidence(Look.FORCED)
    if text.count("|") > 1 and (text.startswith("|") or is_table_rule(text)):
        return Evidence(Look.TABLE)
    if len(text) > _LONGEST_SHORT and not lexicon.side.match(text):
        return _long(text)
    return _of_structure(line, text, lexicon) or _of_speech(line, text, lexicon)


def _of_structure(line: Line, text: str, lexicon: Lexicon) -> Evidence | None:
    """Page furniture, time codes, headings, sections and acts."""
    if furniture := _furniture(line, lexicon):
        return furniture
    if text[0] in "[(0123456789" and (coded := _TIMECODE.match(text)) and not text[coded.end() : coded.end() + 1].isalpha():
        return Evidence(Look.TIMECODE, at=coded.end())
    if heading := _heading(text, lexicon):
        return Evidence(Look.HEADING, heading=heading)
    if line.level:
        return Evidence(Look.SECTION, label=lexicon.label(text))
    if lexicon.label(text, (Label.ACT,)) and (text.isupper() or text == text.title()):
        return Evidence(Look.SECTION)
    if _ACT_NUMBER.search(text) and lexicon.label(_ACT_NUMBER.sub("", text), (Label.ACT,)):
        return Evidence(Look.SECTION)
    return None


def _of_speech(line: Line, text: str, lexicon: Lexicon) -> Evidence:
    """Labels, transitions, names and what is spoken behind them; else a plain line."""
    return _marked(text, lexicon) or _named(line, text, lexicon) or _cue(line, text, lexicon) or _stopped(text) or Evidence(Look.PLAIN)


def is_capitals(name: str) -> bool:
    """Whether a name is in capitals but for small parts such as 'Mc' and 'von'; False where the writing system has no cases.

    >>> is_capitals("McADAM"), is_capitals("LUDWIG van BEETHOVEN"), is_capitals("Anna"), is_capitals("健太")
    (True, True, False, False)
    """
    return name.isupper() or (any(map(str.isupper, name)) and _MIXED.sub("", name).isupper())


def is_caseless(name: str) -> bool:
    """Whether no letter of it has a case."""
    return name.upper() == name.lower() and any(map(str.isalpha, name))


def is_title_case(name: str) -> bool:
    """Whether each word begins with a capital: 'Old Tobias', 'Élise'."""
    words = name.split()
    return (
        bool(words)
        and all(word[:1].isupper() or word in ("of", "the", "de", "von", "van", "der", "la", "&", "and", "und", "et", "y") for word in words)
        and words[0][:1].isupper()
    )


def _long(text: str) -> Evidence:
    """A line too long for a heading or cue may still be a speech behind a name."""
    if ":" in text[:62] or "：" in text[:62]:
        found = _NAMED.match(text)
        name, extensions = _name_and_brackets(found.group(1)) if found else ("", ())
        if found and _is_name(name):
            return Evidence(Look.NAMED_SPEECH, name, extensions, found.start(2), style=":", capitals=is_capitals(name) or is_caseless(name))
    return _stopped(text) or Evidence(Look.PLAIN)


def _furniture(line: Line, lexicon: Lexicon) -> Evidence | None:
    """What a page prints at its edges: its number, '(MORE)', 'CONTINUED'."""
    text = line.text
    if len(text) > 40:
        return None
    if text[:1] in "-0123456789pPsSсС" and _PAGE.fullmatch(text) and (line.indent >= 30 or not text.isdigit()):
        return Evidence(Look.FURNITURE, label=None)
    bare = re.sub(r"\s+\(?\d{1,4}\)?\.?$", "", text).strip("(): ")
    if lexicon.label(bare, (Label.MORE,)) and (text != bare or bare.isupper()):
        return Evidence(Look.FURNITURE, label=Label.MORE)
    return None


def _heading(text: str, lexicon: Lexicon) -> Heading | None:
    heading = read_heading(text, lexicon)
    return None if heading and lexicon.label(text) else heading


def _marked(text: str, lexicon: Lexicon) -> Evidence | None:
    """A line that is a label, is in brackets, or is a transition."""
    label = lexicon.label(text)
    if label is Label.TRANSITION or (
        label is None and text.isupper() and len(text) < 60 and (_TRANSITION_END.search(text) or _is_longer_transition(text, lexicon))
    ):
        return Evidence(Look.TRANSITION) if text.isupper() or _is_mixed_transition(text) or is_caseless(text) else None
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed and not set("()[]") & set(bracketed.group(1).strip("()[]")):
        return Evidence(Look.BRACKET, at=1, label=lexicon.label(bracketed.group(1)))
    if text[0] in "([（［【":
        return Evidence(Look.BRACKET, at=1)
    if label in PERSONS_TOO and text.isupper():
        return None
    if label and (text.isupper() or text.endswith((":", "：")) or label in (Label.ENDING, Label.CHARACTERS) or is_caseless(text)):
        return Evidence(Look.LABEL, label=label, at=len(text))
    return _prefixed(text, lexicon)


def _is_longer_transition(text: str, lexicon: Lexicon) -> bool:
    """'SMASH CUT TO BLACK.', 'DISSOLVE TO WHITE:': a transition's words and what it goes to."""
    words = text.rstrip(".:").split()
    return text.endswith((".", ":")) and any(lexicon.label(" ".join(words[:count]), (Label.TRANSITION,)) for count in range(2, min(5, len(words))))


def _is_mixed_transition(text: str) -> bool:
    """Whether it is a transition in small letters: 'Fade in:' and 'Cut to black.' are, a lone 'Black' is not."""
    return len(text.split()) > 1 and text.endswith((":", ".")) and bool(_MIXED_TRANSITION.match(text))


_PREFIX = re.compile(r"([^\s:：\-–—\"“]+(?: [^\s:：\-–—\"“]+){0,3}?)\s*(?:[:：]|\s[-–—]|\s?(?=[\"“]))\s*(?=\S)")


def _prefixed(text: str, lexicon: Lexicon) -> Evidence | None:
    """A label with what it labels behind it: 'SUPER: 1943', 'CLOSE ON: the door', 'Visual: ...', 'Genre: comedy'."""
    found = _PREFIX.match(text)
    if not found or found.end() >= len(text):
        return None
    label = lexicon.label(found.group(1))
    if label is None or (":" not in found.group(0) and "：" not in found.group(0) and not found.group(1).isupper()):
        return None
    if label is Label.TRANSITION and not text[: found.end()].isupper():
        return None
    return Evidence(Look.LABELLED, name=found.group(1), at=found.end(), label=label)


def _named(line: Line, text: str, lexicon: Lexicon) -> Evidence | None:
    """'NAME: speech', 'NAME (softly): speech', 'NAME:' alone, and '健太「…」'."""
    if ":" in text or "：" in text:
        found = _NAMED.fullmatch(text)
        if found:
            name, extensions = _split(found.group(1), lexicon)
            if _is_name(name) and not _BRACKETS.match(found.group(1)):
                capitals = is_capitals(name) or is_caseless(name)
                if found.group(2):
                    bold = bool(line.bold_start) and not line.bold and folded(line.bold_start).startswith(folded(name))
                    return Evidence(Look.NAMED_SPEECH, name, extensions, found.start(2), style=":", capitals=capitals, bold=bold)
                return Evidence(Look.CUE, name, extensions, style=":", capitals=capitals)
    if "「" in text or "『" in text:
        cornered = _CORNERED.fullmatch(text)
        if cornered and text.rstrip("。")[-1:] in "」』）":
            name, extensions = _split(cornered.group(1), lexicon)
            return Evidence(Look.NAMED_SPEECH, name, extensions, cornered.start(2), style="「", capitals=True)
    return None


def _is_name(name: str) -> bool:
    """Whether words before a colon can be somebody's name."""
    if not name or len(name) > 40 or not any(map(str.isalpha, name)) or _QUOTED.search(name.replace("'", "").replace("’", "")):
        return False
    if is_caseless(name):
        return len(name) <= _CASELESS_NAME if any(sign > _WIDE for sign in name) else len(name.split()) <= 4
    if name[-1] in ".!?,;" and not (name[-1] == "." and len(name.split()[-1]) <= 4):
        return False
    return len(name.split()) <= _MOST_CUE_WORDS and (is_capitals(name) or (is_title_case(name) and len(name.split()) <= 4))


def _cue(line: Line, text: str, lexicon: Lexicon) -> Evidence | None:
    """A line that is a name and nothing else: in capitals, in bold, or short where the writing system has no cases."""
    bare = text.rstrip("^").strip()
    head = _BRACKETS.split(bare, maxsplit=1)[0].strip()
    stopped = bare.endswith(".") and len(bare) <= _LONGEST_STOPPED and is_title_case(bare)
    if len(bare) > _LONGEST_LINE or not (is_capitals(head) or is_caseless(head) or line.bold or line.bold_start or stopped):
        return None
    name, extensions = _split(bare, lexicon)
    if not name or len(name) > _LONGEST_CUE or len(name.split()) > _MOST_CUE_WORDS or _behind_brackets(bare):
        return None
    if line.raw.endswith("  ") and not line.bold and line.indent < 10 and is_capitals(name):
        return None  # Fountain 1.1: two spaces at the end make it action
    if bare.endswith(".") and name.count(".") == 1 and len(name) > 3 and folded(name) not in _TITLED and (is_capitals(name) or is_title_case(name)):
        return Evidence(Look.CUE, name[:-1], extensions, style=".", capitals=is_capitals(name))
    if is_capitals(name):
        if not _may_end_a_cue(name) or _begins_with_label(bare, lexicon) or _QUOTED.search(re.sub(r"(?<=\w)['’]|['’](?=\w)|[\"“]\w+[\"”]", "", name)):
            return None
        return Evidence(Look.CUE, name, extensions, capitals=True)
    if is_caseless(name):
        short = len(name) <= _CASELESS_NAME // 2 if any(sign > _WIDE for sign in name) else len(name.split()) <= 3 and len(name) <= 30
        return Evidence(Look.CUE, name, extensions, capitals=True, style="bare") if short and name[-1] not in "。！？.!?،؟।…—" else None
    if line.bold or folded(line.bold_start) == folded(name):
        return (
            Evidence(Look.CUE, name, extensions, style="bold") if is_title_case(name) and len(name.split()) <= 4 and name[-1] not in ".!?," else None
        )
    return None


@lru_cache(maxsize=4096)
def _split(cue: str, lexicon: Lexicon) -> tuple[str, tuple[str, ...]]:
    return split_cue(cue, tuple(words.cue for words in lexicon.vocabularies))


def _behind_brackets(cue: str) -> bool:
    """Whether words stand behind the brackets: 'NORA (20s) hurries down the pier with a' is a wrapped line of action."""
    rest = _BRACKETS.sub(" ", cue)
    first = re.search(r"[(\[（［]", cue)
    return bool(first) and any(map(str.islower, rest[first.start() :])) if first else False


def _may_end_a_cue(name: str) -> bool:
    if name[-1] in "!?:,;…—" or name.endswith(("--", "...")):
        return False
    last = name.split()[-1]
    return name[-1] != "." or last.count(".") > 1 or (len(last) <= 4 and len(name.split()) > 1)


def _begins_with_label(name: str, lexicon: Lexicon) -> bool:
    """Whether it is about the picture: 'INSERT - A LETTER', 'ANGLE ON DOOR', 'SMASH CUT'; a 'CAMERA MAN' is somebody."""
    words = name.split()
    for count in range(min(4, len(words)), 0, -1):
        label = lexicon.label(" ".join(words[:count]), (Label.CAMERA, Label.TRANSITION, Label.ON_SCREEN, Label.ENDING, Label.SOUND, Label.ACT))
        rest = words[count:]
        if label and (not rest or rest[0][0] in '-–—:"“#([' or count > 1 or (label is Label.ACT and len(rest) == 1)):
            return True
    return False


def _stopped(text: str) -> Evidence | None:
    """'NAME. speech' of printed plays; a candidate only, for sentences of one capitalised word look alike."""
    found = _STOPPED.fullmatch(text) if text[0].isupper() and "." in text[:60] else None
    if not found or folded(found.group(1)) in _TITLED or len(found.group(1)) > 40:
        return None
    name = found.group(1)
    if not (is_capitals(name) or is_title_case(name)):
        return None
    extensions = (found.group(2)[1:-1],) if found.group(2) else ()
    return Evidence(Look.NAMED_SPEECH, name, extensions, found.start(3), style=".", capitals=is_capitals(name))


def _name_and_brackets(text: str) -> tuple[str, tuple[str, ...]]:
    extensions = tuple(found.strip("()[]（）［］【】 ") for found in _BRACKETS.findall(text))
    return _BRACKETS.sub("", text).strip(), tuple(extension for extension in extensions if extension)
