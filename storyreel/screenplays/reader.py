"""Reads a file as a screenplay: chooses the format by name and content, and has the text classified or told as a story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from storyreel.film.errors import ScreenplayError
from storyreel.film.screenplay import ElementKind, Screenplay
from storyreel.screenplays.alarm import alarms
from storyreel.screenplays.bounds import refuse_far_too_much, refuse_long_paragraphs, refuse_too_much
from storyreel.screenplays.classifier import classify
from storyreel.screenplays.cue_names import is_voice_over
from storyreel.screenplays.detection import detect_language
from storyreel.screenplays.draft import Draft
from storyreel.screenplays.encoding import decode
from storyreel.screenplays.evidence import evidence_of
from storyreel.screenplays.final_draft import read_final_draft
from storyreel.screenplays.front_matter import read_front_matter
from storyreel.screenplays.habits import Habits
from storyreel.screenplays.headings import Strength, read_setting
from storyreel.screenplays.hidden import visible_lines
from storyreel.screenplays.lexicon import Label, Lexicon, lexicon
from storyreel.screenplays.look import Evidence, Look
from storyreel.screenplays.marks import take_marks
from storyreel.screenplays.source import Line, prepared
from storyreel.screenplays.story import tell_story
from storyreel.screenplays.tables import cells_of, columns_of
from storyreel.screenplays.vocabulary import LANGUAGES, language_name
from storyreel.screenplays.wrapping import leave_out_wrapping

_SCREENPLAY_NAMES = (".fountain", ".spmd")
_MARKDOWN_NAMES = (".md", ".markdown")
_NOT_FILMED = (ElementKind.SECTION, ElementKind.SYNOPSIS, ElementKind.PAGE_BREAK, ElementKind.TRANSITION)


def read_screenplay(content: bytes, name: str) -> Screenplay:
    """The screenplay in a file's bytes.

    Every element knows the lines (1-based) it came from, and what is left out is listed with its reason.

    name: the file's name. '.fountain' and '.spmd' are Fountain, '.fdx' is Final Draft, '.md' is Markdown,
    anything else is looked at.

    Raises:
        ScreenplayError: the file is empty, is no text, is damaged XML, or holds more than one film does
            (2,000 scenes,
            150,000 words, 30,000 characters in a paragraph).
    """
    ending = PurePath(name).suffix.lower()
    if ending == ".fdx" or (ending not in _SCREENPLAY_NAMES and b"<FinalDraft" in content[:4000]):
        screenplay = _with_settings(read_final_draft(content, name))
    else:
        text = decode(content, name)
        refuse_long_paragraphs(text, name)
        refuse_far_too_much(text, name)
        screenplay = read_text(text, ending, _title_from(PurePath(name).stem))
    if not any(element.text.strip() for element in screenplay.elements if element.kind not in _NOT_FILMED):
        raise ScreenplayError(
            f"{name!r} holds no action, speech or prose to film. Write at least one paragraph below the title"
            " page.",
            line=1,
        )
    refuse_too_much(screenplay, name)
    return screenplay


def read_text(text: str, ending: str, fallback_title: str) -> Screenplay:
    """The screenplay in decoded text. ending: of the file's name, '.md' for example."""
    whole = prepared(text)
    fountain = ending in _SCREENPLAY_NAMES
    lines, hidden, warnings = visible_lines(whole)
    draft = Draft(whole)
    draft.warnings += warnings
    for one in hidden:
        draft.hide(one.start, one.end, one.first_line, one.last_line, one.reason)
    take_marks(lines, fountain)
    language = detect_language("\n".join(line.text for line in lines[:4000]))
    words = lexicon(language)
    draft.warnings += _unknown_language(language)
    lines = leave_out_wrapping(lines, words, draft)
    evidence = [evidence_of(line, words) for line in lines]
    front = read_front_matter(lines, evidence, words, draft, fountain)
    kept = [index for index in range(len(lines)) if index not in front.taken]
    lines, evidence = [lines[index] for index in kept], [evidence[index] for index in kept]
    for line in lines:
        if not line.text:
            draft.ignore([line], "marks without text")
    habits = Habits(lines, evidence, [name for name, _ in front.looks])
    called = "fountain" if fountain else "markdown" if ending in _MARKDOWN_NAMES else ""
    if _is_script(lines, evidence, habits, words, fountain):
        classify(lines, evidence, habits, words, draft)
        written_in = called or "plain text"
        if not any(element.kind is ElementKind.HEADING for element in draft.elements):
            draft.warnings.insert(
                0,
                "line 1: there is no scene heading (INT. or EXT.); the whole was read as one scene. Write"
                " 'INT. PLACE - DAY' where a scene begins.",
            )
    else:
        title = tell_story(
            lines,
            evidence,
            words.vocabularies[0].prose,
            draft,
            titled=bool(front.title),
            sections=not fountain,
        )
        front.title = front.title or title
        written_in = called if called == "markdown" else "prose"
        if fountain:
            draft.warnings.insert(
                0,
                "line 1: there is no scene heading (INT. or EXT.), so the text was read as prose; the"
                " narrator speaks it.",
            )
    return Screenplay(
        title=front.card(fallback_title),
        elements=tuple(draft.elements),
        ignored=tuple(sorted(draft.ignored, key=lambda element: element.fragments[:1])),
        language=language,
        looks=tuple(front.looks),
        format=written_in,
        warnings=(*draft.warnings, *alarms(draft.elements, draft.ignored, lines, evidence)),
    )


def _with_settings(screenplay: Screenplay) -> Screenplay:
    """A Final Draft screenplay with its language, and with what its headings say of place and time."""
    language = detect_language("\n".join(element.text for element in screenplay.elements[:2000]))
    words = lexicon(language)
    elements = tuple(
        (
            element.model_copy(update={"setting": read_setting(element.text, words)})
            if element.kind is ElementKind.HEADING
            else element
        )
        for element in screenplay.elements
    )
    told = [Line(e.source.first, (), e.text, e.text) for e in elements if e.kind is ElementKind.ACTION]
    notes = (
        *screenplay.warnings,
        *_unknown_language(language),
        *alarms(elements, screenplay.ignored, told, [evidence_of(line, words) for line in told]),
    )
    return screenplay.model_copy(update={"elements": elements, "language": language, "warnings": notes})


def _unknown_language(language: str) -> list[str]:
    """A note where there are no screenwriting words for a language: its times of day and transitions are not known."""
    if language in LANGUAGES:
        return []
    return [
        f"line 1: the script seems to be written in {language_name(language)}, whose words for headings and"
        " times of day are not known; the English ones are. Write headings as 'INT. PLACE - NIGHT', and cues"
        " as 'NAME (V.O.)'."
    ]


def _is_script(
    lines: Sequence[Line], evidence: Sequence[Evidence], habits: Habits, words: Lexicon, fountain: bool
) -> bool:
    """Whether the text is written as a script, and not told as a story."""
    strengths = habits.headings
    if strengths[Strength.CERTAIN] or any(
        one.heading and one.heading.strength is Strength.LOOSE and habits.is_blank(index - 1)
        for index, one in enumerate(evidence)
    ):
        return True
    if any(
        one.look is Look.FORCED and line.force in ".@" and (fountain or line.force == "@")
        for line, one in zip(lines, evidence, strict=True)
    ):
        return True
    speeches = sum(one.look is Look.NAMED_SPEECH and habits.is_inline(one) for one in evidence)
    cues = sum(habits.cues.values())
    tight = sum(times for times in habits.tight_cues.values() if times > 1)
    gapped = sum(times for times in habits.spaced_cues.values() if times > 1)
    if strengths[Strength.NUMBERED] > 1 or (
        strengths[Strength.NUMBERED] and speeches + cues + tight + gapped > 0
    ):
        return True
    if sum(one.label in (Label.VISUAL, Label.AUDIO) for one in evidence) > 1 or _is_video_table(
        lines, evidence, words
    ):
        return True
    if strengths[Strength.PARTED] + strengths[Strength.TIMED] > 1 and speeches + cues > 0:
        return True
    words_of_cues = [one.cue for one in words.vocabularies]
    if any(
        one.look is Look.CUE and one.capitals and is_voice_over(one.extensions, words_of_cues)
        for one in evidence
    ):
        return True
    titled = [times for times in habits.title_cues.values() if times > 1]
    if (
        len(titled) > 1
        or sum(titled) > 3
        or sum(times for times in habits.bracketed.values() if times > 1) > 2
    ):
        return True
    stopped = sum(times for times in habits.stopped_cues.values() if times > 1)
    if stopped > 3:
        return True
    repeated = sum(times > 1 for times in habits.cues.values())
    return speeches > 1 or cues >= (1 if fountain else 3) or repeated > 0 or tight > 2 or gapped > 2


def _is_video_table(lines: Sequence[Line], evidence: Sequence[Evidence], words: Lexicon) -> bool:
    """Whether a table's head says what is seen and what is heard."""
    first = next((line for line, one in zip(lines, evidence, strict=True) if one.look is Look.TABLE), None)
    return first is not None and Label.AUDIO in columns_of(cells_of(first.text), words)


def _title_from(stem: str) -> str:
    words = re.sub(r"[-_\s]+", " ", stem).strip()
    return (words.title() if words.islower() else words) or "Untitled"
