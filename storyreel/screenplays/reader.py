"""Chooses how a file is read, by its name and then by what it holds. It does not know the formats themselves."""

from __future__ import annotations

import re
from pathlib import PurePath

from storyreel.film.errors import ScreenplayError
from storyreel.film.screenplay import ElementKind, Screenplay
from storyreel.screenplays.bounds import refuse_long_paragraphs, refuse_too_much
from storyreel.screenplays.encoding import decode
from storyreel.screenplays.final_draft import read_final_draft
from storyreel.screenplays.fountain import HEADING, read_fountain
from storyreel.screenplays.markdown import is_screenplay, read_markdown
from storyreel.screenplays.prose import read_prose

_FENCE = re.compile(r"^```+\s*(?:fountain|screenplay)\s*$\n(.*?)^```+\s*$", re.MULTILINE | re.DOTALL)
_SCREENPLAY_NAMES = (".fountain", ".spmd")
_MARKDOWN_NAMES = (".md", ".markdown")


def read_screenplay(content: bytes, name: str) -> Screenplay:
    """The screenplay in a file's bytes; every element knows the lines (1-based) it came from.

    name: the file's name; its ending chooses the format. '.fountain' and '.spmd' are Fountain, '.fdx' is Final Draft,
    '.md' is Markdown prose unless it holds scene headings, anything else is looked at.

    Raises:
        ScreenplayError: the file is empty, is no text, is damaged XML, or holds more than one film does (2,000 scenes,
            150,000 words, 30,000 characters in a paragraph).
    """
    ending = PurePath(name).suffix.lower()
    if ending == ".fdx" or (ending not in _SCREENPLAY_NAMES and b"<FinalDraft" in content[:4000]):
        screenplay = read_final_draft(content, name)
    else:
        text = decode(content, name)
        refuse_long_paragraphs(text, name)
        screenplay = _read_text(text, ending, PurePath(name).stem)
    if not any(element.text.strip() for element in screenplay.elements if element.kind not in (ElementKind.SECTION, ElementKind.SYNOPSIS)):
        raise ScreenplayError(f"{name!r} holds no action, speech or prose to film. Write at least one paragraph below the title page.", line=1)
    refuse_too_much(screenplay, name)
    return screenplay


def _read_text(text: str, ending: str, stem: str) -> Screenplay:
    fallback_title = _title_from(stem)
    fenced = _FENCE.search(text) if ending in _MARKDOWN_NAMES else None
    if fenced:
        # The lines before the fence stay as blank lines, so that the numbers remain those of the file.
        return read_fountain("\n" * text.count("\n", 0, fenced.start(1)) + fenced.group(1), fallback_title)
    if ending in _MARKDOWN_NAMES and is_screenplay(text):
        return read_markdown(text, fallback_title)
    if holds_scene_heading(text) or (ending in _SCREENPLAY_NAMES and _holds_forced_heading(text)):
        return read_fountain(text, fallback_title)
    if ending in _SCREENPLAY_NAMES and _holds_cue(text):
        return read_fountain(text, fallback_title, warnings=("line 1: there is no scene heading (INT. or EXT.); the whole was read as one scene.",))
    prose = read_prose(text, fallback_title, markdown=ending in _MARKDOWN_NAMES)
    if ending in _SCREENPLAY_NAMES:
        warning = "line 1: there is no scene heading (INT. or EXT.), so the text was read as prose; the narrator speaks it."
        return prose.model_copy(update={"warnings": (warning, *prose.warnings)})
    return prose


def holds_scene_heading(text: str) -> bool:
    """Whether a line stands alone at its beginning as 'INT.' or 'EXT.' headings do."""
    blank_before = True
    for line in text.split("\n"):
        if blank_before and HEADING.match(line.strip()[:200]):
            return True
        blank_before = not line.strip()
    return False


def _holds_forced_heading(text: str) -> bool:
    return any(len(line) > 1 and line[0] == "." and line[1].isalnum() for line in text.split("\n"))


def _holds_cue(text: str) -> bool:
    lines = text.split("\n")
    return any(
        not before.strip() and cue.strip()[:1].isalpha() and cue.split("(")[0].isupper() and len(cue) < 40 and after.strip()
        for before, cue, after in zip(["", *lines], lines, lines[1:], strict=False)
    ) or any(line.startswith("@") for line in lines)


def _title_from(stem: str) -> str:
    words = re.sub(r"[-_\s]+", " ", stem).strip()
    return (words.title() if words.islower() else words) or "Untitled"
