"""What one line of a script looks like, without its neighbours.

The classifier decides what the line is, by what stands around it.
"""

from __future__ import annotations

import re

from storyreel.screenplays.headings import Heading, Strength, read_heading
from storyreel.screenplays.lexicon import Label, Lexicon
from storyreel.screenplays.look import PERSONS_TOO, Evidence, Look
from storyreel.screenplays.marks import is_rule, is_table_rule
from storyreel.screenplays.names_on_lines import (
    cue_alone,
    is_caseless,
    speech_behind_name,
    speech_behind_stop,
)
from storyreel.screenplays.source import Line

_LONGEST_SHORT = 200
"""Characters of a line from which it is not a heading, label or cue."""
_LONGEST_ACT = 40
_ACT_NUMBER = re.compile(
    r"[\s.:–—-]+(?:[IVX]{1,5}|\d{1,2}|one|two|three|four|five|six|seven)[.:]?$", re.IGNORECASE
)
_BRACKETED = re.compile(r"[(\[（［【](.*)[)\]）］】][.。]?", re.DOTALL)
_TIMECODE = re.compile(
    r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?\s*(?:[-–—]|to|bis)\s*\d{1,2}:\d{2}(?::\d{2})?s?[\])]?\s*[:|–—-]?\s*"
)
_LASTING = re.compile(
    r"\s*[(\[]\s*\d{1,3}(?::\d{2})?\s*[-–—]\s*\d{1,3}(?::\d{2})?\s*(?:s|sec|seconds)?\s*[)\]]"
)
_PAGE = re.compile(
    r"(?:page\s+|p\.\s*|seite\s+|página\s+|стр\.?\s*|-\s*)?\d{1,4}\.?(?:\s*-|\s+(?:of|/)\s+\d+)?",
    re.IGNORECASE,
)
_REVISED = re.compile(r"(?:[A-Za-z]+\s+)?Rev(?:ised|ision|\.)?\s+[\d/.-]{4,12}\s+\d{1,4}\.?", re.IGNORECASE)
_OMITTED = re.compile(
    r"\d{1,4}[A-Z]?(?:\s*(?:THRU|TO|[-–&])\s*\d{1,4}[A-Z]?)?"
    r"\s+(?:SCENES?\s+)?OMIT(?:TED)?"
    r"(?:\s+\d{1,4}[A-Z]?(?:\s*(?:THRU|TO|[-–&])\s*\d{1,4}[A-Z]?)?)?\.?"
)
_LONGEST_FURNITURE = 60
_PAGE_NUMBER_INDENT = 30
_LAST_NUMBER = re.compile(r"\s+\(?\d{1,4}\)?\.?$")
_COLON = re.compile(r"\s*[:：]?\s*")
_STRAY_MARKS = frozenset({"*/", "]]", "-->", "/*", "[["})
_TRANSITION_END = re.compile(r"(?:^|\s)TO:$")
_MIXED_TRANSITION = re.compile(r"(?:fade|cut|dissolve|smash|match|jump|iris|wipe)\b", re.IGNORECASE)


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
    if _is_row(text):
        return Evidence(Look.TABLE)
    if len(text) > _LONGEST_SHORT and not lexicon.side.match(text):
        return _of_long_line(line, text, lexicon)
    return _of_structure(line, text, lexicon) or _of_speech(line, text, lexicon)


def _is_row(text: str) -> bool:
    return text.count("|") > 1 and (text.startswith("|") or is_table_rule(text))


def _of_structure(line: Line, text: str, lexicon: Lexicon) -> Evidence | None:
    """Page furniture, time codes, headings, sections and acts."""
    if found := _furniture(line, lexicon) or _timecode(text):
        return found
    if heading := _heading(text, lexicon):
        return Evidence(Look.HEADING, heading=heading)
    if line.level:
        return Evidence(Look.SECTION, label=lexicon.label(text))
    return Evidence(Look.SECTION) if _is_act(text, lexicon) else None


def _timecode(text: str) -> Evidence | None:
    found = _TIMECODE.match(text) if text[0] in "[(0123456789" else None
    if not found or text[found.end() : found.end() + 1].isalpha():
        return None
    return Evidence(Look.TIMECODE, at=found.end())


def _is_act(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is the heading of an act: 'ACT ONE', 'Erster Akt'."""
    begins = text[:1].isupper() or is_caseless(text)
    if begins and len(text) <= _LONGEST_ACT and lexicon.label(text, (Label.ACT,)):
        return True
    number = _ACT_NUMBER.search(text)
    return number is not None and bool(lexicon.label(_ACT_NUMBER.sub("", text), (Label.ACT,)))


def _of_speech(line: Line, text: str, lexicon: Lexicon) -> Evidence:
    """Labels, transitions, names and what is spoken behind them; else a plain line."""
    return _marked(text, lexicon) or _named(line, text, lexicon) or _stopped_or_plain(text)


def _named(line: Line, text: str, lexicon: Lexicon) -> Evidence | None:
    return speech_behind_name(line, text, lexicon) or cue_alone(line, text, lexicon)


def _stopped_or_plain(text: str) -> Evidence:
    return speech_behind_stop(text) or Evidence(Look.PLAIN)


def _of_long_line(line: Line, text: str, lexicon: Lexicon) -> Evidence:
    """A line too long for a heading or cue may still be a speech behind a name."""
    behind = speech_behind_name(line, text, lexicon) if _has_colon(text[:62]) else None
    if behind and behind.look is Look.NAMED_SPEECH:
        return behind
    return speech_behind_stop(text) or Evidence(Look.PLAIN)


def _has_colon(text: str) -> bool:
    return ":" in text or "：" in text


def _furniture(line: Line, lexicon: Lexicon) -> Evidence | None:
    """What a page prints at its edges: its number, '(MORE)', 'CONTINUED', the number of an omitted scene."""
    text = line.text
    if line.page_head or text in _STRAY_MARKS:
        return Evidence(Look.FURNITURE, label=Label.MORE)
    if len(text) > _LONGEST_FURNITURE:
        return None
    if "OMIT" in text and _OMITTED.fullmatch(text):
        return Evidence(Look.FURNITURE, label=Label.MORE, name="omitted")
    if _REVISED.fullmatch(text):
        return Evidence(Look.FURNITURE, label=Label.MORE)
    if _is_page_number(line):
        return Evidence(Look.FURNITURE, label=None)
    return Evidence(Look.FURNITURE, label=Label.MORE) if _is_more(text, lexicon) else None


def _is_page_number(line: Line) -> bool:
    if not _is_number_of_page(line.text):
        return False
    return line.indent >= _PAGE_NUMBER_INDENT or not line.text.isdigit()


def _is_number_of_page(text: str) -> bool:
    return text[:1] in "-0123456789pPsSсС" and _PAGE.fullmatch(text) is not None


def _is_more(text: str, lexicon: Lexicon) -> bool:
    """Whether a line says that a speech or a scene goes on: '(MORE)', 'CONTINUED: (2)'."""
    bare = _LAST_NUMBER.sub("", text).strip("(): ")
    return _says_more(bare, lexicon) and (text != bare or bare.isupper())


def _says_more(bare: str, lexicon: Lexicon) -> bool:
    return lexicon.label(bare, (Label.MORE,)) is not None


def _heading(text: str, lexicon: Lexicon) -> Heading | None:
    if _is_field_of_scene(text, lexicon):
        return None
    heading = read_heading(text, lexicon)
    return None if heading and lexicon.label(text) else heading


def _is_field_of_scene(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is one as 'Location: the garden by night'."""
    word = _word_before_colon(text)
    return bool(word) and _names_field_of_scene(word, lexicon)


def _word_before_colon(text: str) -> str:
    found = _PREFIX.match(text) if _has_colon(text[:24]) else None
    return found.group(1) if found else ""


def _names_field_of_scene(word: str, lexicon: Lexicon) -> bool:
    return lexicon.label(word, (Label.LOCATION, Label.TIME)) is not None


def _marked(text: str, lexicon: Lexicon) -> Evidence | None:
    """A line that is a label, is in brackets, or is a transition."""
    label = lexicon.label(text)
    if label is Label.TRANSITION or (label is None and _is_unlisted_transition(text, lexicon)):
        return Evidence(Look.TRANSITION) if _is_written_as_transition(text) else None
    inner = _inside_brackets(text)
    if inner is not None:
        return _in_brackets(inner, lexicon)
    if text[0] in "([（［【":
        return Evidence(Look.BRACKET, at=1)
    if label in PERSONS_TOO and text.isupper():
        return None
    if label and _is_written_as_label(text, label):
        return Evidence(Look.LABEL, label=label, at=len(text))
    return _prefixed(text, lexicon)


def _is_unlisted_transition(text: str, lexicon: Lexicon) -> bool:
    if not text.isupper() or len(text) >= 60:
        return False
    return _ends_as_transition(text) or _is_longer_transition(text, lexicon)


def _ends_as_transition(text: str) -> bool:
    return _TRANSITION_END.search(text) is not None


def _is_written_as_transition(text: str) -> bool:
    return text.isupper() or _is_mixed_transition(text) or is_caseless(text)


def _is_written_as_label(text: str, label: Label) -> bool:
    return label in (Label.ENDING, Label.CHARACTERS) or _is_set_apart(text)


def _is_set_apart(text: str) -> bool:
    return text.isupper() or text.endswith((":", "：")) or is_caseless(text)


def _inside_brackets(text: str) -> str | None:
    """What stands in the brackets around a whole line; None if there are none, or others inside."""
    found = _BRACKETED.fullmatch(text)
    return _without_other_brackets(found.group(1)) if found else None


def _without_other_brackets(bracketed: str) -> str | None:
    has_others = set("()[]") & set(bracketed.strip("()[]"))
    return None if has_others else bracketed.strip()


def _in_brackets(inner: str, lexicon: Lexicon) -> Evidence:
    """Words in brackets, which may be a heading or a name."""
    heading = _heading(inner, lexicon) if inner else None
    if heading and heading.strength is Strength.CERTAIN:
        return Evidence(Look.HEADING, heading=heading)
    name = _name_in_brackets(inner, lexicon)
    return Evidence(Look.BRACKET, name=name, at=1, label=lexicon.label(inner))


def _name_in_brackets(inner: str, lexicon: Lexicon) -> str:
    cue = _cue_in_brackets(inner, lexicon)
    return cue.name if cue and not cue.style else ""


def _cue_in_brackets(inner: str, lexicon: Lexicon) -> Evidence | None:
    if not _is_short_in_capitals(inner):
        return None
    return cue_alone(Line(0, (), inner, inner), inner, lexicon)


def _is_short_in_capitals(text: str) -> bool:
    return text.isupper() and len(text) < 40


def _is_longer_transition(text: str, lexicon: Lexicon) -> bool:
    """'SMASH CUT TO BLACK.', 'DISSOLVE TO WHITE:': a transition's words and what it goes to."""
    if not text.endswith((".", ":")):
        return False
    words = text.rstrip(".:").split()
    beginnings = (" ".join(words[:count]) for count in range(2, min(5, len(words))))
    return any(lexicon.label(beginning, (Label.TRANSITION,)) for beginning in beginnings)


def _is_mixed_transition(text: str) -> bool:
    """Whether it is a transition in small letters: 'Fade in:' and 'Cut to black.', but not 'Black' alone."""
    return len(text.split()) > 1 and text.endswith((":", ".")) and bool(_MIXED_TRANSITION.match(text))


_PREFIX = re.compile(r"([^\s:：–—\"“]+(?: [^\s:：–—\"“]+){0,3}?)\s*(?:[:：]|\s[-–—]|\s?(?=[\"“]))\s*(?=\S)")


def _prefixed(text: str, lexicon: Lexicon) -> Evidence | None:
    """A label with what it labels behind it: 'SUPER: 1943', 'CLOSE ON: the door', 'Genre: comedy'."""
    if part := _part_with_length(text, lexicon):
        return part
    found = _PREFIX.match(text)
    if not found or found.end() >= len(text):
        return None
    words, at = found.group(1), found.end()
    label = lexicon.label(words)
    if label is None or not (_has_colon(found.group()) or words.isupper()):
        return None
    if label is Label.TRANSITION and not text[:at].isupper():
        return None
    return Evidence(Look.LABELLED, name=words, at=at, label=label)


def _part_with_length(text: str, lexicon: Lexicon) -> Evidence | None:
    """A part of a video script with its seconds: 'Hook (0-3s): ...'."""
    lasting = _LASTING.search(text[:60])
    name = text[: lasting.start()] if lasting else ""
    if not lasting or not lexicon.label(name, (Label.ACT, Label.ABOUT)):
        return None
    colon = _COLON.match(text, lasting.end())
    return Evidence(Look.LABELLED, name=name, at=colon.end() if colon else lasting.end(), label=Label.ACT)
