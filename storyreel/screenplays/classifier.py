"""Decides what each line of a script is, by its look, by the lines around it and by the script's habits.

There is one classifier for all text formats. Formats differ in their marks, which `marks` removes first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from storyreel.film.places import Setting
from storyreel.film.screenplay import Element, ElementKind
from storyreel.screenplays.cue_decision import CueDecision
from storyreel.screenplays.cue_names import split_cue
from storyreel.screenplays.draft import Draft
from storyreel.screenplays.evidence import evidence_of
from storyreel.screenplays.habits import Habits
from storyreel.screenplays.headings import Heading, Strength, read_setting
from storyreel.screenplays.lexicon import Label, Lexicon, folded
from storyreel.screenplays.look import PERSONS_TOO, Evidence, Look
from storyreel.screenplays.marks import is_table_rule, without_marks
from storyreel.screenplays.script_position import ScriptPosition
from storyreel.screenplays.source import Line, Span, parted
from storyreel.screenplays.speech_writer import CLOSINGS, SpeechWriter, unquoted
from storyreel.screenplays.spelling import plain_form
from storyreel.screenplays.tables import cells_of, columns_of

_SEEN_OR_HEARD = (Label.VISUAL, Label.SOUND)
_PLACED = (Label.LOCATION, Label.TIME, Label.CHARACTERS)
_SPOKEN_OPENINGS = "([（［"
_TOLD_BEHIND = re.compile(r"(?<=[a-z])\.\s+(?=[A-Z][^.]{12,})")
"""The end of a heading's first sentence, if others follow."""
_NEVER_FIRST_SPOKEN = (Look.BRACKET, Look.CUE, Look.NAMED_SPEECH, Look.TRANSITION)
"""Looks of lines that may be something other than speech, even directly below a name."""
_READ_BEHIND_ACT = (Look.LABELLED, Look.NAMED_SPEECH, Look.BRACKET, Look.TRANSITION)


def classify(
    lines: Sequence[Line], evidence: Sequence[Evidence], habits: Habits, lexicon: Lexicon, draft: Draft
) -> None:
    """Add to the draft what the lines are. Every line ends in an element or is ignored with its reason."""
    _Classifier(ScriptPosition(lines, evidence, habits, lexicon), draft).run()


class _Classifier:
    """One walk over the lines of a script."""

    def __init__(self, position: ScriptPosition, draft: Draft) -> None:
        self._position, self._draft = position, draft
        self._habits, self._lexicon = position.habits, position.lexicon
        self._speech = SpeechWriter(position, draft)
        self._action: list[Line] = []
        self._under_heading = False
        self._columns: tuple[Label | None, ...] = ()
        self._by_look: dict[Look, Callable[[Line, Evidence], bool]] = {
            Look.FORCED: self._take_forced,
            Look.FURNITURE: self._take_furniture,
            Look.RULE: self._take_rule,
            Look.TABLE: self._take_row,
            Look.TIMECODE: self._take_timecode,
        }
        self._behind_label: dict[Label, Callable[[Line, int], None]] = {
            Label.ON_SCREEN: self._add_title,
            Label.TITLE: self._add_title,
            Label.CAMERA: self._add_remark,
            Label.SOUND: self._add_remark,
            Label.VISUAL: self._add_action_behind,
            Label.AUDIO: self._add_narrator,
            Label.TRANSITION: self._add_transition,
            Label.ACT: self._add_part,
        }

    def run(self) -> None:
        """Walk to the end."""
        position = self._position
        while position.index < len(position.lines):
            line, one = position.lines[position.index], position.evidence[position.index]
            if one.look is Look.BLANK:
                self._take_blank(line)
            elif not self._take(line, one):
                self._take_plain(line)
            position.index += 1
        self._end_text()

    def _take_blank(self, line: Line) -> None:
        """A blank line ends speech and paragraphs, unless the script says otherwise."""
        if not self._speech.goes_on_over(line):
            self._end_text()

    def _take_plain(self, line: Line) -> None:
        """A line of no other kind is speech if a person is speaking, and action if not."""
        if self._speech.has_words and (line.item or self._acts_in_a_tight_text(line)):
            self._end_text()
        self._say_or_tell(line)

    def _say_or_tell(self, line: Line) -> None:
        if self._speech.is_open:
            self._speech.say(line)
        else:
            self._tell(line)

    def _acts_in_a_tight_text(self, line: Line) -> bool:
        """Whether a line of a text without blank lines says what a person does: 'Joe drinks it in one go'."""
        if not self._habits.single_spaced or line.text[-1:] not in ".!":
            return False
        first, _, rest = line.text.partition(" ")
        if not (first[:1].isupper() and rest[:1].islower()):
            return False
        return self._habits.is_known(first) or self._habits.tight_cues[plain_form(first)] > 0

    # --- decisions

    def _take(self, line: Line, one: Evidence) -> bool:
        """Read the line as something other than continued speech or action; False if it is one of these."""
        by_look = self._by_look.get(one.look)
        if by_look is not None:
            return by_look(line, one)
        if one.heading and self._is_heading(line, one.heading):
            self._take_heading(line, one.heading)
            return True
        if one.look is Look.SECTION or line.level:
            self._take_section(line)
            return True
        if self._is_first_spoken(one):
            return False
        return self._take_labelled(line, one) or self._take_spoken(line, one)

    def _is_first_spoken(self, one: Evidence) -> bool:
        """Whether the line is directly under a name, so that it is the first line of that person's speech."""
        awaited = self._speech.awaits_words and not self._speech.awaits_words_after_gap
        return awaited and one.look not in _NEVER_FIRST_SPOKEN

    def _take_rule(self, line: Line, _one: Evidence) -> bool:
        self._add_alone(ElementKind.PAGE_BREAK, "", line)
        return True

    def _take_timecode(self, line: Line, one: Evidence) -> bool:
        self._end_text()
        rest = line.text[one.at :].strip(" *")
        if rest:
            self._draft.add(ElementKind.SECTION, rest, [line], level=1)
        else:
            self._draft.add(ElementKind.PAGE_BREAK, "", [line], level=0)
        return True

    def _take_furniture(self, line: Line, one: Evidence) -> bool:
        if one.name == "omitted":
            self._end_text()
            self._draft.ignore([line], "an omitted scene")
            return True
        if one.label is None and self._speech.awaits_words:
            return False  # a person says a number
        self._draft.ignore([line], "a page's number or '(MORE)'")
        return True

    # --- tables

    def _take_row(self, line: Line, _one: Evidence) -> bool:
        """A table row. In a video script it has picture and speech; other tables are left out of the film."""
        self._end_text()
        if self._is_head_of_table():
            self._columns = columns_of(cells_of(line.text), self._lexicon)
            self._draft.ignore([line], "the head of a table" if any(self._columns) else "a row of a table")
        elif not any(self._columns) or is_table_rule(line.text):
            self._draft.ignore([line], "a row of a table")
        else:
            self._take_cells(line)
        return True

    def _is_head_of_table(self) -> bool:
        above = self._position.index - 1
        return above < 0 or self._position.evidence[above].look is not Look.TABLE

    def _take_cells(self, line: Line) -> None:
        cells = cells_of(line.text)
        spans = parted([line], self._draft.text, [start for start, _ in cells[1:]])
        for (_, text), label, own in zip(cells, self._columns, spans, strict=False):
            self._take_cell(line, text, label, own)
        for own in spans[len(self._columns) :]:
            self._ignore_cell(line, own)

    def _take_cell(self, line: Line, text: str, label: Label | None, spans: tuple[Span, ...]) -> None:
        if label is Label.VISUAL and any(map(str.isalpha, text)):
            self._draft.add(ElementKind.ACTION, text, [line], spans)
        elif label is Label.AUDIO and any(map(str.isalnum, text)):
            self._take_spoken_cell(Line(line.number, spans, text, text))
        else:
            self._ignore_cell(line, spans)

    def _ignore_cell(self, line: Line, spans: tuple[Span, ...]) -> None:
        if spans:
            self._draft.ignore([line], "a cell of a table", spans)

    def _take_spoken_cell(self, cell: Line) -> None:
        """What is spoken in a cell, by the speaker that it names or by the narrator."""
        one = evidence_of(cell, self._lexicon)
        if one.look is Look.BRACKET:
            self._draft.add(ElementKind.ACTION, cell.text.strip("()[] "), [cell])
            return
        if one.look is Look.NAMED_SPEECH and one.style == ":":
            self._take_named_speech(cell, one)
        else:
            self._speech.begin_narrator(cell, ())
            self._speech.say(cell)
        self._end_text()

    # --- lines with Fountain's marks

    def _take_forced(self, line: Line, _one: Evidence) -> bool:
        if self._is_spoken_though_forced(line):
            self._speech.say(line, without_marks(line.raw.strip()))
            return True
        if line.force == "@" and not self._position.has_text_below:
            return False
        if line.force == "~" and self._speech.is_open:
            self._speech.sing(line)
            return True
        self._end_text()
        self._add_forced(line)
        return True

    def _is_spoken_though_forced(self, line: Line) -> bool:
        """Whether a mark is in the middle of a speech, where it has no special meaning."""
        if not self._speech.is_open or line.force not in "!.=<":
            return False
        return not self._position.is_blank_above

    def _add_forced(self, line: Line) -> None:
        match line.force:
            case "!":
                self._tell(line)
            case "@":
                self._begin_cue(line, *self._split(line.text))
            case ".":
                text, number = _numbered(line.text)
                setting = read_setting(text, self._lexicon)
                self._take_heading(line, Heading(text, number, setting, Strength.CERTAIN))
            case "<":
                self._draft.add(ElementKind.CENTERED, line.text, [line])
            case ">":
                self._draft.add(ElementKind.TRANSITION, line.text, [line])
            case "~":
                self._draft.add(ElementKind.LYRIC, line.text, [line])
            case _:
                kind = ElementKind.SYNOPSIS if line.text else ElementKind.PAGE_BREAK
                self._draft.add(kind, line.text, [line])

    # --- headings and sections

    def _is_heading(self, line: Line, heading: Heading) -> bool:
        strength, parted_before = heading.strength, self._position.is_parted_before
        if strength is Strength.CERTAIN:
            return True
        if strength is Strength.LOOSE:
            return parted_before or bool(line.level)
        stands_apart = parted_before or bool(line.level) or line.bold
        if not stands_apart or self._speech.awaits_words:
            return False
        return strength is Strength.NUMBERED or self._is_usual_heading(line, strength)

    def _is_usual_heading(self, line: Line, strength: Strength) -> bool:
        known = self._habits.is_known(plain_form(line.text))
        return self._habits.takes_weak_headings(strength) and not known

    def _take_heading(self, line: Line, heading: Heading) -> None:
        """Add a heading.

        'Scene 2' right above another heading is a section. Text after a heading on its line is action.
        """
        self._end_text()
        if heading.strength is Strength.NUMBERED and self._stands_above_heading():
            self._add_section(line)
            return
        action = self._action_behind(heading)
        if action:
            self._add_heading_and_action(line, heading, action)
            return
        facts = {"scene_number": heading.number, "setting": heading.setting}
        self._draft.add(ElementKind.HEADING, heading.text, [line], **facts)
        self._under_heading = True

    def _stands_above_heading(self) -> bool:
        one = self._position.next_evidence
        return one is not None and one.strength is Strength.CERTAIN

    def _action_behind(self, heading: Heading) -> str:
        """The later sentences of a numbered heading; '' if they only state a time."""
        action = _later_sentences(heading) if heading.strength is Strength.NUMBERED else ""
        return "" if self._lexicon.speaks_of_time(action) else action

    def _add_heading_and_action(self, line: Line, heading: Heading, action: str) -> None:
        """Add a heading, and the action after it: 'SCENE. A garden. Roses climb the wall.'."""
        before, after = self._draft.parted(line, line.text.rindex(action))
        place = heading.text[: heading.text.rindex(action)].strip(" .")
        known = {"interior": heading.setting.interior, "time": heading.setting.time}
        setting = read_setting(place, self._lexicon).model_copy(update=known)
        facts = {"scene_number": heading.number, "setting": setting}
        self._draft.add(ElementKind.HEADING, place, [line], before, **facts)
        self._draft.add(ElementKind.ACTION, action, [line], after)

    def _take_section(self, line: Line) -> None:
        self._end_text()
        label = self._lexicon.label(line.text)
        if label in (Label.CHARACTERS, Label.SYNOPSIS, Label.ABOUT):
            self._draft.ignore([line], "a heading of notes")
        elif label is Label.ENDING:
            self._add_ending(line, line.text)
        else:
            self._add_section(line)

    def _add_section(self, line: Line) -> None:
        self._draft.add(ElementKind.SECTION, line.text, [line], level=line.level or 1)

    # --- labels

    def _take_labelled(self, line: Line, one: Evidence) -> bool:
        """Transitions, titles on the picture, remarks on camera and sound, fields below a heading."""
        if one.look is Look.TRANSITION:
            self._add_alone(ElementKind.TRANSITION, line.text, line)
            return True
        if one.look is Look.BRACKET:
            return self._take_bracket(line, one)
        if one.look is Look.LABEL and one.label is not None:
            return self._take_label_alone(line, one.label)
        if one.look is Look.LABELLED and one.label is not None:
            self._take_label_before(line, one, one.label)
            return True
        return self._take_names_below_heading(line)

    def _take_label_alone(self, line: Line, label: Label) -> bool:
        if label is Label.ENDING:
            self._take_ending(line)
        elif label is Label.ON_SCREEN and self._position.has_text_below:
            self._add_title_below(line)
        elif self._is_label_of_next(label):
            self._end_text()
            self._draft.ignore([line], "a label")
        elif label is Label.AUDIO and self._position.has_text_below:
            self._end_text()
            self._begin_cue(line, "NARRATOR", ("V.O.",))
        elif label in (Label.CAMERA, Label.ON_SCREEN, Label.MORE):
            self._add_alone(ElementKind.TRANSITION, line.text, line)
        elif label in _PLACED and self._under_heading:
            self._draft.ignore([line], "a field of the scene")
        else:
            return False
        return True

    def _take_ending(self, line: Line) -> None:
        is_cue = self._stands_as_cue()
        self._end_text()
        if is_cue:
            self._begin_cue(line, line.text, ())  # a person is called FIN
        else:
            self._add_ending(line, line.text)

    def _stands_as_cue(self) -> bool:
        """Whether a line stands where cues stand, with speech right below."""
        below = self._position.evidence_below
        return self._position.is_parted_before and below is not None and below.look is Look.PLAIN

    def _add_title_below(self, line: Line) -> None:
        self._end_text()
        self._position.index += 1
        title = self._position.lines[self._position.index]
        self._draft.add(ElementKind.TITLE, unquoted(title.text), [line, title])

    def _is_label_of_next(self, label: Label) -> bool:
        """Whether a label only repeats what the next line shows by itself."""
        if label is Label.AUDIO:
            return self._position.is_above_named_speech
        return label in _SEEN_OR_HEARD and self._position.has_text_below

    def _take_label_before(self, line: Line, one: Evidence, label: Label) -> None:
        """A label, and the text after it that it labels."""
        if label in _PLACED and (self._under_heading or self._habits.headings[Strength.NUMBERED]):
            self._take_field_of_scene(line, line.text[one.at :], label)
        elif label in self._behind_label:
            self._end_text()
            self._behind_label[label](line, one.at)
        elif self._is_person(one, label):
            self._take_named_speech(line, one)
        elif label is Label.MORE:
            self._draft.ignore([line], "a page's number or '(MORE)'")
        elif label in (Label.LOCATION, Label.TIME):
            self._take_place_or_time(line, one.at, label)
        else:
            self._end_text()
            self._draft.ignore([line], "a remark about the script")

    def _is_person(self, one: Evidence, label: Label) -> bool:
        """Whether a word that is otherwise a label is a person's name here: a 'DIRECTOR' who speaks twice."""
        if self._habits.is_known(one.name) or label is Label.ENDING:
            return True
        return _is_maker_in_capitals(one, label)

    def _add_title(self, line: Line, at: int) -> None:
        self._draft.add(ElementKind.TITLE, unquoted(line.text[at:]), [line])

    def _add_remark(self, line: Line, _at: int) -> None:
        self._tell(line)

    def _add_narrator(self, line: Line, at: int) -> None:
        before, after = self._draft.parted(line, at)
        self._under_heading = False
        self._speech.begin_narrator(line, before)
        self._speech.say(line, line.text[at:], after)

    def _add_transition(self, line: Line, at: int) -> None:
        before, after = self._draft.parted(line, at)
        self._draft.add(ElementKind.TRANSITION, line.text[:at].strip(), [line], before)
        self._draft.add(ElementKind.ACTION, line.text[at:], [line], after)

    def _add_part(self, line: Line, at: int) -> None:
        """Add a part of the film by its label, and read the text after it as a separate line."""
        before, after = self._draft.parted(line, at)
        self._draft.add(ElementKind.SECTION, line.text[:at].strip(" :"), [line], before, level=2)
        rest = Line(line.number, after, line.text[at:], line.text[at:])
        one = evidence_of(rest, self._lexicon)
        if one.look not in _READ_BEHIND_ACT or not self._take(rest, one):
            self._tell(rest)

    def _take_place_or_time(self, line: Line, at: int, label: Label) -> None:
        if label is Label.LOCATION and not self._habits.headings:
            text = line.text[at:]  # the only place that is named
            setting = read_setting(text, self._lexicon)
            self._take_heading(line, Heading(text, "", setting, Strength.CERTAIN))
        else:
            self._end_text()
            self._add_action_behind(line, at)

    def _add_action_behind(self, line: Line, at: int) -> None:
        before, after = self._draft.parted(line, at)
        self._draft.ignore([line], "a label", before)
        self._draft.add(ElementKind.ACTION, line.text[at:], [line], after)

    # --- fields of a scene

    def _take_field_of_scene(self, line: Line, text: str, label: Label) -> None:
        """Location, time and people of a scene, which some scripts have below its number."""
        heading = self._draft.elements[-1] if self._draft.elements else None
        if heading is None or heading.kind is not ElementKind.HEADING or label is Label.CHARACTERS:
            self._end_text()
            self._draft.ignore([line], "a field of the scene")
        elif label is Label.LOCATION:
            self._add_location(line, text, heading)
        else:
            self._add_time(line, text, heading)

    def _add_location(self, line: Line, text: str, heading: Element) -> None:
        """Add a place to the heading above; sentences behind the place are action."""
        place, _, action = text.partition(". ")
        setting = self._with_place(heading.setting or Setting(place=""), place)
        shown = " - ".join(part for part in (place.rstrip("."), _bare_heading(heading)) if part)
        before, after = line.fragments, ()
        if action:
            before, after = self._draft.parted(line, line.text.index(action, len(line.text) - len(text)))
        self._draft.extend_last(shown, [line], before, setting=setting)
        if action:
            self._draft.add(ElementKind.ACTION, action, [line], after)

    def _with_place(self, setting: Setting, place: str) -> Setting:
        said = read_setting(place, self._lexicon)
        interior = setting.interior if said.interior is None else said.interior
        known = {"place": said.place or place, "interior": interior, "time": setting.time or said.time}
        return setting.model_copy(update=known)

    def _add_time(self, line: Line, text: str, heading: Element) -> None:
        setting = heading.setting or Setting(place="")
        bare = _bare_heading(heading)
        time = self._lexicon.time_in(text) or setting.time
        setting = setting.model_copy(update={"time": time, "remarks": (*setting.remarks, text)})
        shown = f"{bare} - {text}" if bare else text
        self._draft.extend_last(shown, [line], line.fragments, setting=setting)

    def _take_names_below_heading(self, line: Line) -> bool:
        """A list of the people in a scene, right below its heading; none of them speaks yet."""
        if not self._is_list_below_heading(line):
            return False
        self._draft.ignore([line], "who is in the scene")
        return True

    def _is_list_below_heading(self, line: Line) -> bool:
        return self._is_alone_below_heading() and self._lists_known_names(line.text)

    def _is_alone_below_heading(self) -> bool:
        if not self._under_heading or self._position.has_text_below:
            return False
        return self._position.is_below_heading

    def _lists_known_names(self, text: str) -> bool:
        return all(self._habits.is_known(name.strip()) for name in re.split("[,、，]", text))

    # --- brackets

    def _take_bracket(self, line: Line, one: Evidence) -> bool:
        """Words in brackets: a direction inside speech, otherwise action."""
        if self._is_cue_in_brackets(one):
            self._end_text()
            self._begin_cue(line, one.name, one.extensions)
            return True
        if self._speech.is_open and self._speech.is_inside_brackets:
            return False
        if self._speech.is_open and line.text[0] in _SPOKEN_OPENINGS:
            self._speech.direct(line)
            return True
        self._end_text()
        return self._add_bracket(line, one.label)

    def _is_cue_in_brackets(self, one: Evidence) -> bool:
        may_be = one.name and self._position.has_text_below and self._position.is_parted_before
        return bool(may_be) and self._is_known_in_brackets(one)

    def _is_known_in_brackets(self, one: Evidence) -> bool:
        return self._habits.bracketed[plain_form(one.name)] > 1 or self._habits.is_known(one.name)

    def _add_bracket(self, line: Line, label: Label | None) -> bool:
        inner = line.text.strip("()[]（）［］【】 ")
        if label is Label.ENDING:
            self._add_ending(line, inner)
        elif label in (Label.MORE, Label.CAMERA):
            self._draft.add(ElementKind.TRANSITION, inner, [line])
        elif line.text[-1:] in CLOSINGS or line.text[-2:-1] in CLOSINGS:
            self._draft.add(ElementKind.ACTION, self._without_visual(inner), [line])
        else:
            return False
        return True

    def _without_visual(self, text: str) -> str:
        """The picture column's text, without the word 'VISUAL' before it."""
        label, _, rest = text.partition(":")
        if rest.strip() and self._lexicon.label(label, (Label.VISUAL,)):
            return rest.strip()
        return text

    # --- speech

    def _take_spoken(self, line: Line, one: Evidence) -> bool:
        """Cues, and speech after a name."""
        if one.look is Look.NAMED_SPEECH and self._is_named_speech(one):
            self._take_named_speech(line, one)
            return True
        if one.look is Look.CUE and self._is_cue(line, one):
            self._end_text()
            self._begin_cue(line, one.name, one.extensions, gap=not self._position.has_text_below)
            return True
        return False

    def _is_named_speech(self, one: Evidence) -> bool:
        """Whether the words before speech are a name. Directly under a cue, only a known name counts."""
        return self._habits.is_inline(one) and self._may_stand_here(one.name)

    def _may_stand_here(self, name: str) -> bool:
        return not self._speech.awaits_words or self._habits.is_known(name)

    def _is_cue(self, line: Line, one: Evidence) -> bool:
        """Whether a name on a line by itself is a cue. The first line under a name is speech."""
        return not self._is_first_line_under_name(one) and CueDecision(self._position, line, one).is_cue()

    def _is_first_line_under_name(self, one: Evidence) -> bool:
        return self._speech.awaits_words and not self._is_known_after_gap(one.name)

    def _is_known_after_gap(self, name: str) -> bool:
        return self._speech.awaits_words_after_gap and self._habits.is_known(name)

    def _split(self, text: str) -> tuple[str, tuple[str, ...]]:
        return split_cue(text.rstrip("^").strip(), tuple(self._lexicon.cue_words))

    def _begin_cue(self, line: Line, name: str, extensions: tuple[str, ...], gap: bool = False) -> None:
        self._speech.begin(line, name, extensions, line.fragments, gap)
        self._under_heading = False

    def _take_named_speech(self, line: Line, one: Evidence) -> None:
        self._end_text()
        text = line.text[one.at :]
        at = one.at + _has_direction_in_corners(text)
        before, after = self._draft.parted(line, at)
        self._speech.begin(line, one.name, one.extensions, before)
        self._under_heading = False
        if line.text[at] in _SPOKEN_OPENINGS and any(sign in text for sign in CLOSINGS):
            self._speech.direct(line, at)
        else:
            self._speech.say(line, text, after)

    # --- action and the rest

    def _tell(self, line: Line) -> None:
        if line.item:
            self._end_action()
        self._action.append(line)
        self._under_heading = False
        if line.item:
            self._end_action()

    def _end_action(self) -> None:
        if self._action:
            self._draft.add(ElementKind.ACTION, _text_of(self._action), self._action)
            self._action = []

    def _add_alone(self, kind: ElementKind, text: str, line: Line) -> None:
        self._end_text()
        self._draft.add(kind, text, [line])

    def _add_ending(self, line: Line, text: str) -> None:
        """'THE END' is shown; 'END OF SCENE' and 'CREDITS' are remarks: the film has credits of its own."""
        if folded(text) in self._lexicon.shown_endings:
            self._draft.add(ElementKind.CENTERED, text.rstrip(".:"), [line])
        else:
            self._draft.ignore([line], "a remark about the script")

    def _end_text(self) -> None:
        """End speech and action."""
        self._speech.end()
        self._end_action()


def _numbered(text: str) -> tuple[str, str]:
    """A forced heading's text and its number: 'HALL #12A#'."""
    if not text.rstrip().endswith("#"):
        return text.strip(), ""
    bare, _, number = text.rstrip().removesuffix("#").rpartition("#")
    if bare.strip() and number.strip():
        return bare.strip(), number.strip()
    return text.strip(), ""


def _bare_heading(heading: Element) -> str:
    """A heading's text if it names a place or a time; '' if it only has a number."""
    setting = heading.setting
    return heading.text if setting and (setting.place or setting.time) else ""


def _later_sentences(heading: Heading) -> str:
    found = _TOLD_BEHIND.search(heading.text)
    return heading.text[found.end() :] if found else ""


def _is_maker_in_capitals(one: Evidence, label: Label) -> bool:
    return label in PERSONS_TOO and one.name.isupper()


def _text_of(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)


def _has_direction_in_corners(text: str) -> bool:
    """Whether a speech in corner brackets begins with a direction: '「（笑）…」'."""
    return text[0] in "「『" and text[1:2] in tuple(_SPOKEN_OPENINGS) and text[-1] in "」』"
