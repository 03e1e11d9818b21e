"""Reads a file as a screenplay, in the format that its name and content show, as a script or as a story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from pathlib import PurePath

from storyreel.film.errors import ScreenplayError
from storyreel.film.screenplay import Element, ElementKind, Screenplay
from storyreel.screenplays.alarm import alarms
from storyreel.screenplays.bounds import refuse_far_too_much, refuse_long_paragraphs, refuse_too_much
from storyreel.screenplays.classifier import classify
from storyreel.screenplays.cue_names import is_voice_over
from storyreel.screenplays.detection import detect_language
from storyreel.screenplays.draft import Draft
from storyreel.screenplays.encoding import decode
from storyreel.screenplays.evidence import evidence_of
from storyreel.screenplays.final_draft import read_final_draft
from storyreel.screenplays.front_matter import FrontMatter, read_front_matter
from storyreel.screenplays.habits import Habits
from storyreel.screenplays.headings import Strength, read_setting
from storyreel.screenplays.hidden_text import visible_lines
from storyreel.screenplays.lexicon import Label, Lexicon, lexicon
from storyreel.screenplays.look import Evidence, Look
from storyreel.screenplays.marks import take_marks
from storyreel.screenplays.source import Line, prepared
from storyreel.screenplays.spelling import title_of_file
from storyreel.screenplays.story import tell_story
from storyreel.screenplays.tables import cells_of, columns_of
from storyreel.screenplays.vocabulary import LANGUAGES, language_name
from storyreel.screenplays.wrapping import leave_out_wrapping

_SCREENPLAY_NAMES = (".fountain", ".spmd")
_MARKDOWN_NAMES = (".md", ".markdown")
_NOT_FILMED = (ElementKind.SECTION, ElementKind.SYNOPSIS, ElementKind.PAGE_BREAK, ElementKind.TRANSITION)
_MOST_DETECTED = 4000
"""Lines by which the language is detected."""
_NO_HEADING_IN_SCRIPT = (
    "line 1: there is no scene heading (INT. or EXT.); the whole was read as one scene. Write"
    " 'INT. PLACE - DAY' where a scene begins."
)
_NO_HEADING_IN_PROSE = (
    "line 1: there is no scene heading (INT. or EXT.), so the text was read as prose; the narrator speaks it."
)


def read_screenplay(content: bytes, name: str) -> Screenplay:
    """The screenplay in a file's bytes.

    Every element knows the lines (1-based) it came from, and what is left out is listed with its reason.

    name: the file's name. '.fountain' and '.spmd' are Fountain, '.fdx' is Final Draft, '.md' is Markdown,
    anything else is looked at.

    Raises:
        ScreenplayError: the file is empty, is not text, is damaged XML, or holds more than one film does
            (2,000 scenes, 150,000 words, 30,000 characters in a paragraph).
    """
    ending = PurePath(name).suffix.lower()
    if ending == ".fdx" or (ending not in _SCREENPLAY_NAMES and b"<FinalDraft" in content[:4000]):
        screenplay = _with_settings(read_final_draft(content, name))
    else:
        screenplay = _read_decoded(content, name)
    if not any(element.text.strip() for element in screenplay.elements if element.kind not in _NOT_FILMED):
        raise ScreenplayError(
            f"{name!r} holds no action, speech or prose to film. Write at least one paragraph below the title"
            " page.",
            line=1,
        )
    refuse_too_much(screenplay, name)
    return screenplay


def _read_decoded(content: bytes, name: str) -> Screenplay:
    text = decode(content, name)
    _refuse_too_long(text, name)
    return _read_named(text, PurePath(name))


def _refuse_too_long(text: str, name: str) -> None:
    refuse_long_paragraphs(text, name)
    refuse_far_too_much(text, name)


def _read_named(text: str, path: PurePath) -> Screenplay:
    return read_text(text, path.suffix.lower(), title_of_file(path.stem))


def read_text(text: str, ending: str, fallback_title: str) -> Screenplay:
    """The screenplay in decoded text. ending: of the file's name, '.md' for example."""
    return _TextReader(prepared(text), ending).read(fallback_title)


class _TextReader:
    """Reads one text."""

    def __init__(self, text: str, ending: str) -> None:
        self._draft = Draft(text)
        self._fountain = ending in _SCREENPLAY_NAMES
        self._markdown = ending in _MARKDOWN_NAMES
        lines = self._visible_lines(text)
        self._language = detect_language("\n".join(line.text for line in lines[:_MOST_DETECTED]))
        self._lexicon = lexicon(self._language)
        self._draft.warnings += _unknown_language(self._language)
        self._lines = leave_out_wrapping(lines, self._lexicon, self._draft)
        self._evidence = [evidence_of(line, self._lexicon) for line in self._lines]

    def read(self, fallback_title: str) -> Screenplay:
        """The screenplay. fallback_title: its title if the text has none."""
        front = self._read_front_matter()
        habits = Habits(self._lines, self._evidence, [name for name, _ in front.looks])
        if _ScriptSigns(self._lines, self._evidence, habits, self._lexicon, self._fountain).is_script():
            written_in = self._read_script(habits)
        else:
            written_in = self._read_story(front)
        draft = self._draft
        notes = alarms(draft.elements, draft.ignored, self._lines, self._evidence)
        return Screenplay(
            title=front.card(fallback_title),
            elements=tuple(draft.elements),
            ignored=tuple(sorted(draft.ignored, key=lambda element: element.fragments[:1])),
            language=self._language,
            looks=tuple(front.looks),
            format=written_in,
            warnings=(*draft.warnings, *notes),
        )

    def _visible_lines(self, text: str) -> list[Line]:
        """The lines without what is hidden in them and without their marks."""
        lines, hidden, warnings = visible_lines(text)
        self._draft.warnings += warnings
        for one in hidden:
            self._draft.hide(one.start, one.end, one.first_line, one.last_line, one.reason)
        take_marks(lines, self._fountain)
        return lines

    def _read_front_matter(self) -> FrontMatter:
        """What stands before the film; its lines are taken out."""
        front = read_front_matter(self._lines, self._evidence, self._lexicon, self._draft, self._fountain)
        kept = [index for index in range(len(self._lines)) if index not in front.taken]
        self._lines = [self._lines[index] for index in kept]
        self._evidence = [self._evidence[index] for index in kept]
        for line in self._lines:
            if not line.text:
                self._draft.ignore([line], "marks without text")
        return front

    def _read_script(self, habits: Habits) -> str:
        """Classify the lines. Returns the format."""
        classify(self._lines, self._evidence, habits, self._lexicon, self._draft)
        if not any(element.kind is ElementKind.HEADING for element in self._draft.elements):
            self._draft.warnings.insert(0, _NO_HEADING_IN_SCRIPT)
        if self._fountain:
            return "fountain"
        return "markdown" if self._markdown else "plain text"

    def _read_story(self, front: FrontMatter) -> str:
        """Tell the lines as a story, whose title goes to the front matter. Returns the format."""
        prose = self._lexicon.vocabularies[0].prose
        facts = {"titled": bool(front.title), "sections": not self._fountain}
        title = tell_story(self._lines, self._evidence, prose, self._draft, **facts)
        front.title = front.title or title
        if self._fountain:
            self._draft.warnings.insert(0, _NO_HEADING_IN_PROSE)
        return "markdown" if self._markdown else "prose"


def _with_settings(screenplay: Screenplay) -> Screenplay:
    """A Final Draft screenplay with its language, and with what its headings say of place and time."""
    language = detect_language("\n".join(element.text for element in screenplay.elements[:2000]))
    words = lexicon(language)
    elements = tuple(_with_setting(element, words) for element in screenplay.elements)
    actions = [Line(e.source.first, (), e.text, e.text) for e in elements if e.kind is ElementKind.ACTION]
    notes = (
        *screenplay.warnings,
        *_unknown_language(language),
        *alarms(elements, screenplay.ignored, actions, [evidence_of(line, words) for line in actions]),
    )
    return screenplay.model_copy(update={"elements": elements, "language": language, "warnings": notes})


def _with_setting(element: Element, words: Lexicon) -> Element:
    if element.kind is not ElementKind.HEADING:
        return element
    return element.model_copy(update={"setting": read_setting(element.text, words)})


def _unknown_language(language: str) -> list[str]:
    """A note if there are no screenwriting words for a language, such as its times of day and transitions."""
    if language in LANGUAGES:
        return []
    return [
        f"line 1: the script seems to be written in {language_name(language)}, whose words for headings and"
        " times of day are not known; the English ones are. Write headings as 'INT. PLACE - NIGHT', and cues"
        " as 'NAME (V.O.)'."
    ]


class _ScriptSigns:
    """What shows that a text is written as a script, and not told as a story."""

    def __init__(
        self,
        lines: Sequence[Line],
        evidence: Sequence[Evidence],
        habits: Habits,
        words: Lexicon,
        fountain: bool,
    ) -> None:
        self._lines, self._evidence = lines, evidence
        self._habits, self._words, self._fountain = habits, words, fountain

    def is_script(self) -> bool:
        """Whether the text is a script."""
        return (
            self._has_scenes()
            or self._is_video_script()
            or self._has_weak_headings_and_speech()
            or self._has_voice_over()
            or self._has_names_again()
            or self._has_speakers()
        )

    def _has_scenes(self) -> bool:
        return self._has_heading() or self._has_forced_line() or self._has_numbered_scenes()

    @cached_property
    def _speeches(self) -> int:
        """How many lines are a name with speech behind it."""
        return sum(one.look is Look.NAMED_SPEECH and self._habits.is_inline(one) for one in self._evidence)

    @property
    def _cues(self) -> int:
        return self._habits.in_blocks

    @cached_property
    def _tight(self) -> int:
        """How many cues stand right below other text, of those that are repeated."""
        return _repeated(self._habits.tight_cues)

    @cached_property
    def _gapped(self) -> int:
        """How many cues have a blank line below, of those that are repeated."""
        return _repeated(self._habits.spaced_cues)

    def _has_heading(self) -> bool:
        return self._habits.has_headings() or self._has_loose_heading()

    def _has_loose_heading(self) -> bool:
        return any(
            one.strength is Strength.LOOSE and self._habits.is_blank(index - 1)
            for index, one in enumerate(self._evidence)
        )

    def _has_forced_line(self) -> bool:
        """Whether a heading or a cue has Fountain's mark."""
        marks = ".@" if self._fountain else "@"
        return any(
            one.look is Look.FORCED and line.force in marks
            for line, one in zip(self._lines, self._evidence, strict=True)
        )

    def _has_numbered_scenes(self) -> bool:
        numbered = self._habits.headings[Strength.NUMBERED]
        return numbered > 1 or (numbered > 0 and self._has_any_name())

    def _has_any_name(self) -> bool:
        return self._speeches + self._cues + self._tight + self._gapped > 0

    def _is_video_script(self) -> bool:
        """Whether labels or a table's head say what is seen and what is heard."""
        return self._count_video_labels() > 1 or self._has_video_table()

    def _count_video_labels(self) -> int:
        return sum(one.label in (Label.VISUAL, Label.AUDIO) for one in self._evidence)

    def _has_video_table(self) -> bool:
        head = self._head_of_table()
        return head is not None and Label.AUDIO in columns_of(cells_of(head.text), self._words)

    def _head_of_table(self) -> Line | None:
        rows = zip(self._lines, self._evidence, strict=True)
        return next((line for line, one in rows if one.look is Look.TABLE), None)

    def _has_weak_headings_and_speech(self) -> bool:
        return self._habits.has_weak_headings and self._speeches + self._cues > 0

    def _has_voice_over(self) -> bool:
        return any(self._is_cue_of_voice_over(one) for one in self._evidence)

    def _is_cue_of_voice_over(self, one: Evidence) -> bool:
        if one.look is not Look.CUE or not one.capitals:
            return False
        return is_voice_over(one.extensions, self._words.cue_words)

    def _has_names_again(self) -> bool:
        """Whether names in title case, in brackets or before a full stop are repeated."""
        if self._has_titled_names_again() or _repeated(self._habits.bracketed) > 2:
            return True
        return _repeated(self._habits.stopped_cues) > 3

    def _has_titled_names_again(self) -> bool:
        titled = self._times_of_titled_names()
        return len(titled) > 1 or sum(titled) > 3

    def _times_of_titled_names(self) -> list[int]:
        """How often each name in title case stands, of those that are repeated."""
        return [times for times in self._habits.title_cues.values() if times > 1]

    def _has_speakers(self) -> bool:
        fewest = 1 if self._fountain else 3
        return self._has_many_speeches() or self._cues >= fewest or self._has_cue_again()

    def _has_many_speeches(self) -> bool:
        return self._speeches > 1 or self._tight > 2 or self._gapped > 2

    def _has_cue_again(self) -> bool:
        return any(times > 1 for times in self._habits.cues.values())


def _repeated(counts: Counter[str]) -> int:
    """The sum of the counts above 1."""
    return sum(times for times in counts.values() if times > 1)
