"""Counts what looks like a screenplay and was not read as one, and says so with the lines and what to do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from storyreel.film.screenplay import Element, ElementKind
from storyreel.screenplays.headings import Strength
from storyreel.screenplays.look import Evidence, Look
from storyreel.screenplays.names_on_lines import is_caseless
from storyreel.screenplays.source import Line
from storyreel.screenplays.spelling import plain_form

_NARRATED = (ElementKind.ACTION, ElementKind.NARRATION)
_MOST_NAMED = 4
_LONGEST_NAME_WORDS = 3
_ASIDE = re.compile(
    r"\{[^{}]{2,80}\}|[(（][^()（）]{2,80}[)）]|[\[【][^\[\]【】]{2,80}[\]】]|(?<![\w*])\*[^*\n]{2,60}\*(?![\w*])"
)
_ACTS = re.compile(
    r"(?:laugh|sigh|smile|nod|shrug|pause|whisper|gasp|cough|chuckle|giggle|groan|grin|wink|sob"
    r"|cries|cry|snort|yawn|sniff|frown|blush|wave|point|gulp|mutter|grunt|scoff|moan|snicker|smirk)"
    r"(?:s|es|ing)?(?: [a-z' ]{1,40})?|beat|crying|smiling"
)
"""What somebody does while speaking, as chats set it in italics."""
_CHANGE = re.compile(
    r"\b(?:scene|setting|location)\s+(?:changes|shifts|moves|cuts|switches|opens)\b|\b(?:next|new"
    r"|another)\s+scene\b|^(?:exterior|interior)\b",
    re.IGNORECASE,
)
"""Words by which a scene begins in running text."""
_LONGEST_CHANGE = 120
_QUOTE = re.compile(r"[“\"«„](?:[^“”\"«»„]{8,400})[”\"»“]|^[—–-]\s?\w[^\n]{7,400}")
_LONGEST_CALL, _MOST_CALL_WORDS = 30, 4
_LEFT_OUT = (
    "a row of a table",
    "talk around the script",
    "outside the fence that holds the script",
    "a block of code",
    "an omitted scene",
)


def alarms(
    elements: Sequence[Element],
    ignored: Sequence[Element],
    lines: Sequence[Line] = (),
    evidence: Sequence[Evidence] = (),
) -> list[str]:
    """Notes for the person, a sentence or two each; none for a script that is read as it is written.

    lines, evidence: of a text format; without them only the elements are looked at.
    """
    narrated = _narrated_lines(elements)
    notes = [
        _note(
            _names_with_colons(lines, evidence, narrated),
            "{what} stands before a colon as speakers do, and was read as action or narration.",
            "If somebody speaks there, write the name in capitals on a line of its own and the speech"
            " below it.",
        ),
        _note(
            _lone_names(elements, lines, evidence, narrated),
            "{what} speaks elsewhere and stands here alone on a line, and the line was read as action.",
            "If it is a cue, put a blank line before it and the speech right below it.",
        ),
        _note(
            _repeated_capitals(lines, evidence, narrated),
            "{what} stands alone in capitals more than once and was read as action.",
            "If it is somebody's name, put the speech right below it; if it is a heading, begin it with INT."
            " or EXT.",
        ),
        _note(
            _scene_words(elements, lines, evidence, narrated),
            "{what} looks like the beginning of a scene and was read as action or narration.",
            "Put it on a line of its own between blank lines, as 'INT. PLACE - DAY'.",
        ),
        _note(
            _asides(elements, lines),
            "{what} stands in brackets inside speech and is spoken.",
            "If it is a direction, put it on a line of its own in round brackets below the name.",
        ),
        _note(
            _nobodys_speech(elements),
            "{what} is quoted and nobody is named who says it.",
            "The narrator speaks it, or it stays unspoken in action; write who says it.",
        ),
        _note(
            _silent(elements),
            "{what} has a cue and no speech below it.",
            "Put the speech on the next line, or take the cue out.",
        ),
        _note(
            _left_out(ignored),
            "{what}: it is neither filmed nor spoken.",
            "`storyreel read` lists what is left out.",
        ),
    ]
    return [note for note in notes if note]


Found = Iterable[tuple[int, str]]
"""Line numbers, and what stands there."""


def _note(found: Found, what: str, advice: str) -> str:
    """One sentence for all findings of a kind; '' if there are none."""
    listed = list(dict.fromkeys(found))
    if not listed:
        return ""
    numbers = list(dict.fromkeys(number for number, _ in listed))
    shown = ", ".join(map(str, numbers[:_MOST_NAMED]))
    more = f" and {len(numbers) - _MOST_NAMED} more" if len(numbers) > _MOST_NAMED else ""
    return f"line{'s' if len(numbers) > 1 else ''} {shown}{more}: {what.format(what=listed[0][1])} {advice}"


def _quoted(text: str) -> str:
    return repr(_shortened(" ".join(text.split())))


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:37].rstrip()}..."


def _narrated_lines(elements: Sequence[Element]) -> set[int]:
    """Numbers of lines that are action or narration, and nothing else."""
    narrated = {
        number for e in elements if e.kind in _NARRATED for number in range(e.source.first, e.source.last + 1)
    }
    others = {
        number
        for e in elements
        if e.kind not in _NARRATED
        for number in range(e.source.first, e.source.last + 1)
    }
    return narrated - others


def _names_with_colons(
    lines: Sequence[Line], evidence: Sequence[Evidence], narrated: set[int]
) -> Iterator[tuple[int, str]]:
    for line, one in zip(lines, evidence, strict=True):
        if (
            one.look is Look.NAMED_SPEECH
            and one.style == ":"
            and line.number in narrated
            and len(one.name.split()) <= _LONGEST_NAME_WORDS
        ):
            yield line.number, _quoted(f"{one.name}:")


def _lone_names(
    elements: Sequence[Element], lines: Sequence[Line], evidence: Sequence[Evidence], narrated: set[int]
) -> Iterator[tuple[int, str]]:
    speakers = {plain_form(e.text) for e in elements if e.kind is ElementKind.CHARACTER}
    for line, one in zip(lines, evidence, strict=True):
        if (
            one.look is Look.CUE
            and one.style != "."
            and line.number in narrated
            and plain_form(one.name) in speakers
        ):
            yield line.number, _quoted(one.name)


def _repeated_capitals(
    lines: Sequence[Line], evidence: Sequence[Evidence], narrated: set[int]
) -> Iterator[tuple[int, str]]:
    """Lines that look like a cue and nothing else; 'CLOSE SHOT' and 'BANG!' do not."""
    lone = [
        line
        for line, one in zip(lines, evidence, strict=True)
        if one.look is Look.CUE
        and one.style != "."
        and line.number in narrated
        and one.capitals
        and len(line.text) <= _LONGEST_CALL
        and len(line.text.split()) <= _MOST_CALL_WORDS
    ]
    times = Counter(line.text for line in lone)
    for line in lone:
        if times[line.text] > 1:
            yield line.number, _quoted(line.text)


def _scene_words(
    elements: Sequence[Element], lines: Sequence[Line], evidence: Sequence[Evidence], narrated: set[int]
) -> Iterator[tuple[int, str]]:
    for element in elements:
        if (
            element.kind in _NARRATED
            and len(element.text) <= _LONGEST_CHANGE
            and (found := _CHANGE.search(element.text))
        ):
            yield element.source.first, _quoted(element.text[found.start() :])
    weak = any(e.kind is ElementKind.HEADING for e in elements)
    for line, one in zip(lines, evidence, strict=True):
        strong = one.heading and one.heading.strength >= (Strength.LOOSE if weak else Strength.PARTED)
        if (
            strong
            and line.number in narrated
            and not (one.heading and one.heading.strength is Strength.LOOSE and len(line.text.split()) > 6)
        ):
            yield line.number, _quoted(line.text)


def _asides(elements: Sequence[Element], lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """Brackets inside speech, and words in italics that tell what somebody does: '*laughs*'."""
    spoken = {
        number
        for e in elements
        if e.kind is ElementKind.DIALOGUE
        for number in range(e.source.first, e.source.last + 1)
    }
    for element in elements:
        found = _ASIDE.search(element.text) if element.kind is ElementKind.DIALOGUE else None
        if found:
            yield element.source.first, _quoted(found.group(0).lstrip(".!?… "))
    for line in lines:
        acts = next((part for part in line.emphasised if line.number in spoken and _ACTS.fullmatch(part)), "")
        if acts:
            yield line.number, _quoted(f"*{acts}*")


def _nobodys_speech(elements: Sequence[Element]) -> Iterator[tuple[int, str]]:
    """Quotes in narration; in a script's action, only where quotes begin paragraphs, as stories have them."""
    for element in elements:
        if element.kind not in _NARRATED:
            continue
        found = _QUOTE.search(element.text)
        if (
            found
            and (element.kind is ElementKind.NARRATION or found.start() == 0)
            and not is_caseless(found.group(0))
        ):
            yield element.source.first, _quoted(found.group(0))


def _silent(elements: Sequence[Element]) -> Iterator[tuple[int, str]]:
    for index, element in enumerate(elements):
        after = elements[index + 1] if index + 1 < len(elements) else None
        spoken = after is not None and after.kind in (
            ElementKind.DIALOGUE,
            ElementKind.PARENTHETICAL,
            ElementKind.LYRIC,
        )
        if element.kind is ElementKind.CHARACTER and not spoken:
            yield element.source.first, _quoted(element.text)


def _left_out(ignored: Sequence[Element]) -> Iterator[tuple[int, str]]:
    for element in ignored:
        if element.reason in _LEFT_OUT and any(map(str.isalnum, element.text)):
            yield element.source.first, f"{_quoted(element.text)} is left out as {element.reason}"
