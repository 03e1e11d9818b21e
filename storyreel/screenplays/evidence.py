"""What one line of a script looks like, taken alone.

Nothing is decided here: the classifier weighs it with what stands around it.
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
"""Characters of a line from which it is no heading, label or cue."""
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
    r"\d{1,4}[A-Z]?(?:\s*(?:THRU|TO|[-–&])\s*\d{1,"
    r"4}[A-Z]?)?\s+(?:SCENES?\s+)?OMIT(?:TED)?(?:\s+\d{1,4}[A-Z]?(?:\s*(?:THRU|TO"
    r"|[-–&])\s*\d{1,4}[A-Z]?)?)?\.?"
)
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
    if text.count("|") > 1 and (text.startswith("|") or is_table_rule(text)):
        return Evidence(Look.TABLE)
    if len(text) > _LONGEST_SHORT and not lexicon.side.match(text):
        return _long(line, text, lexicon)
    return _of_structure(line, text, lexicon) or _of_speech(line, text, lexicon)


def _of_structure(line: Line, text: str, lexicon: Lexicon) -> Evidence | None:
    """Page furniture, time codes, headings, sections and acts."""
    if furniture := _furniture(line, lexicon):
        return furniture
    if (
        text[0] in "[(0123456789"
        and (coded := _TIMECODE.match(text))
        and not text[coded.end() : coded.end() + 1].isalpha()
    ):
        return Evidence(Look.TIMECODE, at=coded.end())
    if heading := _heading(text, lexicon):
        return Evidence(Look.HEADING, heading=heading)
    if line.level:
        return Evidence(Look.SECTION, label=lexicon.label(text))
    if (
        len(text) <= _LONGEST_ACT
        and lexicon.label(text, (Label.ACT,))
        and (text[:1].isupper() or is_caseless(text))
    ):
        return Evidence(Look.SECTION)
    if _ACT_NUMBER.search(text) and lexicon.label(_ACT_NUMBER.sub("", text), (Label.ACT,)):
        return Evidence(Look.SECTION)
    return None


def _of_speech(line: Line, text: str, lexicon: Lexicon) -> Evidence:
    """Labels, transitions, names and what is spoken behind them; else a plain line."""
    found = (
        _marked(text, lexicon) or speech_behind_name(line, text, lexicon) or cue_alone(line, text, lexicon)
    )
    return found or speech_behind_stop(text) or Evidence(Look.PLAIN)


def _long(line: Line, text: str, lexicon: Lexicon) -> Evidence:
    """A line too long for a heading or cue may still be a speech behind a name."""
    behind = speech_behind_name(line, text, lexicon) if ":" in text[:62] or "：" in text[:62] else None
    return (
        (behind if behind and behind.look is Look.NAMED_SPEECH else None)
        or speech_behind_stop(text)
        or Evidence(Look.PLAIN)
    )


def _furniture(line: Line, lexicon: Lexicon) -> Evidence | None:
    """What a page prints at its edges: its number, '(MORE)', 'CONTINUED'.

    And the number of a scene that was taken out.
    """
    text = line.text
    if line.page_head or text in _STRAY_MARKS:
        return Evidence(Look.FURNITURE, label=Label.MORE)
    if len(text) > 60:
        return None
    if "OMIT" in text and _OMITTED.fullmatch(text):
        return Evidence(Look.FURNITURE, label=Label.MORE, name="omitted")
    if _REVISED.fullmatch(text):
        return Evidence(Look.FURNITURE, label=Label.MORE)
    if (
        text[:1] in "-0123456789pPsSсС"
        and _PAGE.fullmatch(text)
        and (line.indent >= 30 or not text.isdigit())
    ):
        return Evidence(Look.FURNITURE, label=None)
    bare = re.sub(r"\s+\(?\d{1,4}\)?\.?$", "", text).strip("(): ")
    if lexicon.label(bare, (Label.MORE,)) and (text != bare or bare.isupper()):
        return Evidence(Look.FURNITURE, label=Label.MORE)
    return None


def _heading(text: str, lexicon: Lexicon) -> Heading | None:
    if (
        (":" in text[:24] or "：" in text[:24])
        and (field := _PREFIX.match(text))
        and lexicon.label(field.group(1), (Label.LOCATION, Label.TIME))
    ):
        return None  # 'Location: the garden by night'
    heading = read_heading(text, lexicon)
    return None if heading and lexicon.label(text) else heading


def _marked(text: str, lexicon: Lexicon) -> Evidence | None:
    """A line that is a label, is in brackets, or is a transition."""
    label = lexicon.label(text)
    if label is Label.TRANSITION or (
        label is None
        and text.isupper()
        and len(text) < 60
        and (_TRANSITION_END.search(text) or _is_longer_transition(text, lexicon))
    ):
        return (
            Evidence(Look.TRANSITION)
            if text.isupper() or _is_mixed_transition(text) or is_caseless(text)
            else None
        )
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed and not set("()[]") & set(bracketed.group(1).strip("()[]")):
        return _in_brackets(bracketed.group(1).strip(), lexicon)
    if text[0] in "([（［【":
        return Evidence(Look.BRACKET, at=1)
    if label in PERSONS_TOO and text.isupper():
        return None
    if label and (
        text.isupper()
        or text.endswith((":", "："))
        or label in (Label.ENDING, Label.CHARACTERS)
        or is_caseless(text)
    ):
        return Evidence(Look.LABEL, label=label, at=len(text))
    return _prefixed(text, lexicon)


def _in_brackets(inner: str, lexicon: Lexicon) -> Evidence:
    """Words in brackets, which may be a heading or a name that somebody put there."""
    heading = _heading(inner, lexicon) if inner else None
    if heading and heading.strength is Strength.CERTAIN:
        return Evidence(Look.HEADING, heading=heading)
    name = (
        cue_alone(Line(0, (), inner, inner), inner, lexicon) if inner.isupper() and len(inner) < 40 else None
    )
    return Evidence(
        Look.BRACKET, name=name.name if name and not name.style else "", at=1, label=lexicon.label(inner)
    )


def _is_longer_transition(text: str, lexicon: Lexicon) -> bool:
    """'SMASH CUT TO BLACK.', 'DISSOLVE TO WHITE:': a transition's words and what it goes to."""
    words = text.rstrip(".:").split()
    return text.endswith((".", ":")) and any(
        lexicon.label(" ".join(words[:count]), (Label.TRANSITION,)) for count in range(2, min(5, len(words)))
    )


def _is_mixed_transition(text: str) -> bool:
    """Whether it is a transition in small letters: 'Fade in:' and 'Cut to black.' are, a lone 'Black' is not."""
    return len(text.split()) > 1 and text.endswith((":", ".")) and bool(_MIXED_TRANSITION.match(text))


_PREFIX = re.compile(r"([^\s:：–—\"“]+(?: [^\s:：–—\"“]+){0,3}?)\s*(?:[:：]|\s[-–—]|\s?(?=[\"“]))\s*(?=\S)")


def _prefixed(text: str, lexicon: Lexicon) -> Evidence | None:
    """A label with what it labels behind it: 'SUPER: 1943', 'CLOSE ON: the door', 'Visual: ...', 'Genre: comedy'."""
    lasting = _LASTING.search(text[:60])
    if lasting and lexicon.label(text[: lasting.start()], (Label.ACT, Label.ABOUT)):  # 'Hook (0-3s): ...'
        rest = re.match(r"\s*[:：]?\s*", text[lasting.end() :])
        return Evidence(
            Look.LABELLED,
            name=text[: lasting.start()],
            at=lasting.end() + (rest.end() if rest else 0),
            label=Label.ACT,
        )
    found = _PREFIX.match(text)
    if not found or found.end() >= len(text):
        return None
    label = lexicon.label(found.group(1))
    if label is None or (
        ":" not in found.group(0) and "：" not in found.group(0) and not found.group(1).isupper()
    ):
        return None
    if label is Label.TRANSITION and not text[: found.end()].isupper():
        return None
    return Evidence(Look.LABELLED, name=found.group(1), at=found.end(), label=label)
