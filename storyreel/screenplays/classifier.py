"""Decides what each line of a script is, by its own look, by what stands around it and by what the script does elsewhere.

One classifier for all text formats: they differ in the marks that are taken away before (`marks`), not here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from storyreel.film.places import Setting
from storyreel.film.screenplay import ElementKind
from storyreel.screenplays.cue_names import is_manner, is_off_screen, is_voice_over, split_cue
from storyreel.screenplays.draft import Draft
from storyreel.screenplays.evidence import evidence_of
from storyreel.screenplays.habits import Habits
from storyreel.screenplays.headings import Heading, Strength, read_setting
from storyreel.screenplays.lexicon import Label, Lexicon, folded
from storyreel.screenplays.look import PERSONS_TOO, Evidence, Look
from storyreel.screenplays.marks import is_table_rule, without_marks
from storyreel.screenplays.names_on_lines import has_courtesy, is_caseless
from storyreel.screenplays.source import Line, Span, parted
from storyreel.screenplays.spelling import plain_form
from storyreel.screenplays.tables import cells_of, columns_of

_PLACED = (Label.LOCATION, Label.TIME, Label.CHARACTERS)
_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "「": "」", "『": "』", "‘": "’"}
_SPOKEN_OPENINGS = "([（［"
_CLOSINGS = ")]）］"
_ASIDE = re.compile(
    r"[\[［][^\[\]［］]{2,300}[\]］]|(?:(?<=[.!?…。！？])|(?<=[.!?…。！？]"
    r" ))[(（][^()（）]{2,300}[)）](?=\s|$)"
)
"""A direction inside speech: in square brackets anywhere, in round ones between sentences. 'Go (he means it)
now' is one sentence, and spoken.
"""
_TOLD_BEHIND = re.compile(r"(?<=[a-z])\.\s+(?=[A-Z][^.]{12,})")
"""Where a heading's first sentence ends and others follow."""
_SPEECH_INDENT = 4
"""Columns from which a line counts as set in, as speech is."""


@dataclass
class _Speech:
    """Whose speech is going on, and how much of it there is yet."""

    name: str
    gap: bool = False
    """A blank line stands between name and speech."""
    said: int = 0
    lines: list[tuple[Line, str, tuple[Span, ...]]] = field(default_factory=list)


def classify(
    lines: Sequence[Line], evidence: Sequence[Evidence], habits: Habits, lexicon: Lexicon, draft: Draft
) -> None:
    """Add to the draft what the lines are. Every line ends in an element or is ignored with its reason."""
    _Walk(lines, evidence, habits, lexicon, draft).run()


class _Walk:
    """One walk over the lines; it holds where the walk stands."""

    def __init__(
        self,
        lines: Sequence[Line],
        evidence: Sequence[Evidence],
        habits: Habits,
        lexicon: Lexicon,
        draft: Draft,
    ) -> None:
        self._lines, self._evidence, self._habits, self._lexicon, self._draft = (
            lines,
            evidence,
            habits,
            lexicon,
            draft,
        )
        self._index = 0
        self._speech: _Speech | None = None
        self._action: list[Line] = []
        self._under_heading = False
        self._columns: tuple[Label | None, ...] = ()

    def run(self) -> None:
        """Walk to the end."""
        while self._index < len(self._lines):
            line, one = self._lines[self._index], self._evidence[self._index]
            if one.look is Look.BLANK:
                self._blank(line)
            elif not self._decide(line, one):
                if (
                    self._speech is not None
                    and self._speech.said
                    and (line.item or self._acts_in_a_tight_text(line))
                ):
                    self._flush()
                if self._speech is not None:
                    self._say(line)
                else:
                    self._tell(line)
            self._index += 1
        self._flush()

    def _acts_in_a_tight_text(self, line: Line) -> bool:
        """Whether in a text without blank lines a line tells of somebody instead of being spoken: ''Joe drinks it in one go'."""
        if not self._habits.single_spaced or line.text[-1:] not in ".!":
            return False
        first, _, rest = line.text.partition(" ")
        return (
            first[:1].isupper()
            and rest[:1].islower()
            and (self._habits.is_known(first) or self._habits.tight_cues[plain_form(first)] > 0)
        )

    # --- decisions

    def _decide(self, line: Line, one: Evidence) -> bool:
        """Take the line for something else than speech going on or action; False if it is neither."""
        if one.look is Look.FORCED:
            if self._speech is not None and line.force in "!.=<" and not self._is_blank(self._index - 1):
                self._say(line, without_marks(line.raw.strip()))
                return True
            return self._forced(line)
        if one.look is Look.FURNITURE:
            return self._furniture(line)
        if one.look is Look.RULE:
            self._flush()
            self._draft.add(ElementKind.PAGE_BREAK, "", [line])
            return True
        if one.look is Look.TABLE:
            self._flush()
            self._row(line)
            return True
        if one.look is Look.TIMECODE:
            self._flush()
            rest = line.text[one.at :].strip(" *")
            self._draft.add(
                ElementKind.SECTION if rest else ElementKind.PAGE_BREAK, rest, [line], level=1 if rest else 0
            )
            return True
        if one.heading and self._is_heading(line, one.heading):
            self._heading(line, one.heading)
            return True
        if one.look is Look.SECTION or line.level:
            self._section(line)
            return True
        if (
            self._speech is not None
            and not self._speech.said
            and not self._speech.gap
            and one.look not in (Look.BRACKET, Look.CUE, Look.NAMED_SPEECH, Look.TRANSITION)
        ):
            return False  # right under a name nothing but its speech stands
        return self._labelled(line, one) or self._spoken(line, one)

    def _row(self, line: Line) -> None:
        """A row of a table: of a video script what is seen and what is spoken, else nothing of the film."""
        cells = cells_of(line.text)
        if self._index == 0 or self._evidence[self._index - 1].look is not Look.TABLE:
            self._columns = columns_of(cells, self._lexicon)
            self._draft.ignore([line], "the head of a table" if any(self._columns) else "a row of a table")
            return
        if not any(self._columns) or is_table_rule(line.text):
            self._draft.ignore([line], "a row of a table")
            return
        starts = [start for start, _ in cells]
        for (_, text), label, spans in zip(
            cells, self._columns, parted([line], self._draft.text, starts[1:]), strict=False
        ):
            if label is Label.VISUAL and any(map(str.isalpha, text)):
                self._draft.add(ElementKind.ACTION, text, [line], spans)
            elif label is Label.AUDIO and any(map(str.isalnum, text)):
                self._said_in_cell(line, text, spans)
            elif spans:
                self._draft.ignore([line], "a cell of a table", spans)
        beyond = parted([line], self._draft.text, starts[1:])[len(self._columns) :]
        for spans in beyond:
            if spans:
                self._draft.ignore([line], "a cell of a table", spans)

    def _said_in_cell(self, line: Line, text: str, spans: tuple[Span, ...]) -> None:
        """What is spoken in a cell, by whom it names or by the narrator."""
        cell = Line(line.number, spans, text, text)
        one = evidence_of(cell, self._lexicon)
        if one.look is Look.BRACKET:
            self._draft.add(ElementKind.ACTION, text.strip("()[] "), [cell])
            return
        if one.look is Look.NAMED_SPEECH and one.style == ":":
            self._named_speech(cell, one)
        else:
            self._draft.add(ElementKind.CHARACTER, "NARRATOR", [cell], (), extensions=("V.O.",))
            self._speech = _Speech("NARRATOR")
            self._say(cell)
        self._flush()

    def _forced(self, line: Line) -> bool:
        force, text = line.force, line.text
        if force == "@" and not self._has_text_after():
            return False
        if force == "~" and self._speech is not None:
            self._end_paragraph()
            self._draft.add(ElementKind.LYRIC, text, [line])
            self._speech.said += 1
            return True
        if force == "!":
            self._flush()
            self._tell(line)
            return True
        self._flush()
        if force == "@":
            self._cue(line, *self._split(text))
        elif force == ".":
            self._heading(
                line,
                Heading(*_numbered(text), read_setting(_numbered(text)[0], self._lexicon), Strength.CERTAIN),
            )
        elif force == "<":
            self._draft.add(ElementKind.CENTERED, text, [line])
        elif force == ">":
            self._draft.add(ElementKind.TRANSITION, text, [line])
        elif force == "~":
            self._draft.add(ElementKind.LYRIC, text, [line])
        elif not text:
            self._draft.add(ElementKind.PAGE_BREAK, "", [line])
        else:
            self._draft.add(ElementKind.SYNOPSIS, text, [line])
        return True

    def _furniture(self, line: Line) -> bool:
        if self._evidence[self._index].name == "omitted":
            self._flush()
            self._draft.ignore([line], "an omitted scene")
            return True
        if self._evidence[self._index].label is None and self._speech is not None and not self._speech.said:
            return False  # somebody says a number
        self._draft.ignore([line], "a page's number or '(MORE)'")
        return True

    def _is_heading(self, line: Line, heading: Heading) -> bool:
        parted = self._is_parted_before()
        if heading.strength is Strength.CERTAIN:
            return True
        in_speech = self._speech is not None and not self._speech.said
        if heading.strength is Strength.NUMBERED:
            return (parted or bool(line.level) or line.bold) and not in_speech
        if heading.strength is Strength.LOOSE:
            return parted or bool(line.level)
        name = plain_form(line.text)
        weak = self._habits.takes_weak_headings(heading.strength) and not self._habits.is_known(name)
        return weak and (parted or bool(line.level) or line.bold) and not in_speech

    def _heading(self, line: Line, heading: Heading) -> None:
        """A heading.

        'Scene 2' right above another heading is a section, and a heading without a place waits for what is
        said below.
        """
        self._flush()
        following = self._next_filled(self._index + 1)
        nested = following < len(self._lines) and self._evidence[following].heading
        if heading.strength is Strength.NUMBERED and nested and nested.strength is Strength.CERTAIN:
            self._draft.add(ElementKind.SECTION, line.text, [line], level=line.level or 1)
            return
        told = _TOLD_BEHIND.search(heading.text) if heading.strength is Strength.NUMBERED else None
        if told and not self._lexicon.speaks_of_time(heading.text[told.end() :]):
            self._heading_and_told(line, heading, heading.text[told.end() :])
            return
        self._draft.add(
            ElementKind.HEADING, heading.text, [line], scene_number=heading.number, setting=heading.setting
        )
        self._under_heading = True

    def _heading_and_told(self, line: Line, heading: Heading, told: str) -> None:
        """A heading with what is seen behind it, as plays have it: 'SCENE.

        A garden. Roses climb the wall.'.
        """
        before, after = self._draft.parted(line, line.text.rindex(told))
        place = heading.text[: heading.text.rindex(told)].strip(" .")
        setting = read_setting(place, self._lexicon).model_copy(
            update={"interior": heading.setting.interior, "time": heading.setting.time}
        )
        self._draft.add(
            ElementKind.HEADING, place, [line], before, scene_number=heading.number, setting=setting
        )
        self._draft.add(ElementKind.ACTION, told, [line], after)

    def _section(self, line: Line) -> None:
        self._flush()
        label = self._lexicon.label(line.text)
        if label in (Label.CHARACTERS, Label.SYNOPSIS, Label.ABOUT):
            self._draft.ignore([line], "a heading of notes")
            return
        if label is Label.ENDING:
            self._ending(line, line.text)
            return
        self._draft.add(ElementKind.SECTION, line.text, [line], level=line.level or 1)

    def _labelled(self, line: Line, one: Evidence) -> bool:
        """Transitions, titles on the picture, remarks on camera and sound, fields below a heading."""
        if one.look is Look.TRANSITION:
            self._flush()
            self._draft.add(ElementKind.TRANSITION, line.text, [line])
            return True
        if one.look is Look.BRACKET:
            return self._bracket(line, one)
        if one.look is Look.LABEL and one.label is not None:
            return self._label_alone(line, one.label)
        if one.look is Look.LABELLED and one.label is not None:
            return self._label_before(line, one, one.label)
        return self._who_is_here(line)

    def _label_alone(self, line: Line, label: Label) -> bool:
        if label is Label.ENDING and self._names_somebody():
            self._flush()
            self._cue(line, line.text, ())  # somebody is called FIN
        elif label is Label.ENDING:
            self._flush()
            self._ending(line, line.text)
        elif label is Label.ON_SCREEN and self._has_text_after():
            self._flush()
            self._index += 1
            following = self._lines[self._index]
            self._draft.add(ElementKind.TITLE, _unquoted(following.text), [line, following])
        elif (label in (Label.VISUAL, Label.SOUND) and self._has_text_after()) or (
            label is Label.AUDIO
            and self._has_text_after()
            and self._evidence[self._index + 1].look is Look.NAMED_SPEECH
        ):
            self._flush()
            self._draft.ignore([line], "a label")
        elif label is Label.AUDIO and self._has_text_after():
            self._flush()
            self._cue(line, "NARRATOR", ("V.O.",))
        elif label in (Label.CAMERA, Label.ON_SCREEN, Label.MORE):
            self._flush()
            self._draft.add(ElementKind.TRANSITION, line.text, [line])
        elif label in _PLACED and self._under_heading:
            self._draft.ignore([line], "a field of the scene")
        else:
            return False
        return True

    def _names_somebody(self) -> bool:
        """Whether a line stands where cues stand, with speech right below."""
        below = self._evidence[self._index + 1] if self._index + 1 < len(self._evidence) else None
        return self._is_parted_before() and below is not None and below.look is Look.PLAIN

    def _label_before(self, line: Line, one: Evidence, label: Label) -> bool:
        """A label with what it labels behind it."""
        text = line.text[one.at :]
        if label in _PLACED and (self._under_heading or self._habits.headings[Strength.NUMBERED]):
            return self._field_of_scene(line, text, label)
        if label in (Label.ON_SCREEN, Label.TITLE):
            self._flush()
            self._draft.add(ElementKind.TITLE, _unquoted(text), [line])
        elif label in (Label.CAMERA, Label.SOUND, Label.VISUAL):
            self._flush()
            if label is Label.VISUAL:
                self._told_behind(line, one.at)
            else:
                self._tell(line)
        elif label is Label.AUDIO:
            self._flush()
            before, after = self._draft.parted(line, one.at)
            self._begin_speech(line, "NARRATOR", ("V.O.",), before)
            self._say(line, text, after)
        elif label is Label.TRANSITION:
            self._flush()
            before, after = self._draft.parted(line, one.at)
            self._draft.add(ElementKind.TRANSITION, line.text[: one.at].strip(), [line], before)
            self._draft.add(ElementKind.ACTION, text, [line], after)
        elif label is Label.ACT:
            self._flush()
            before, after = self._draft.parted(line, one.at)
            self._draft.add(ElementKind.SECTION, line.text[: one.at].strip(" :"), [line], before, level=2)
            self._read_again(line, one.at, after)
        elif self._is_person(one) or (label in PERSONS_TOO and one.name.isupper()) or label is Label.ENDING:
            self._named_speech(line, one)
        elif label is Label.MORE:
            self._draft.ignore([line], "a page's number or '(MORE)'")
        elif label is Label.LOCATION and not self._habits.headings:
            self._heading(
                line, Heading(text, "", read_setting(text, self._lexicon), Strength.CERTAIN)
            )  # the only place that is named
        elif label in (Label.LOCATION, Label.TIME):
            self._flush()
            self._told_behind(line, one.at)
        else:
            self._flush()
            self._draft.ignore([line], "a remark about the script")
        return True

    def _read_again(self, line: Line, at: int, spans: tuple[Span, ...]) -> None:
        """What stands behind a label as a line of its own."""
        rest = Line(line.number, spans, line.text[at:], line.text[at:])
        one = evidence_of(rest, self._lexicon)
        if one.look not in (
            Look.LABELLED,
            Look.NAMED_SPEECH,
            Look.BRACKET,
            Look.TRANSITION,
        ) or not self._decide(rest, one):
            self._tell(rest)

    def _told_behind(self, line: Line, at: int) -> None:
        before, after = self._draft.parted(line, at)
        self._draft.ignore([line], "a label", before)
        self._draft.add(ElementKind.ACTION, line.text[at:], [line], after)

    def _is_person(self, one: Evidence) -> bool:
        """Whether somebody is called by a word that is a label elsewhere: a 'DIRECTOR' who speaks more than once."""
        return self._habits.is_known(one.name)

    def _field_of_scene(self, line: Line, text: str, label: Label) -> bool:
        """Location, time and people of a scene, as some write below its number."""
        last = next((e for e in reversed(self._draft.elements) if e.kind is ElementKind.HEADING), None)
        if last is None or label is Label.CHARACTERS or last is not self._draft.elements[-1]:
            self._flush()
            self._draft.ignore([line], "a field of the scene")
            return True
        setting = last.setting or Setting(place="")
        bare = last.text if setting.place or setting.time else ""
        if label is Label.LOCATION:
            place, _, told = text.partition(". ")
            said = read_setting(place, self._lexicon)
            setting = setting.model_copy(
                update={
                    "place": said.place or place,
                    "interior": said.interior if said.interior is not None else setting.interior,
                    "time": setting.time or said.time,
                }
            )
            heading = " - ".join(part for part in (place.rstrip("."), bare) if part)
            if told:
                at = line.text.index(told, len(line.text) - len(text))
                before, after = self._draft.parted(line, at)
                self._draft.extend_last(heading, [line], before, setting=setting)
                self._draft.add(ElementKind.ACTION, told, [line], after)
                return True
        else:
            setting = setting.model_copy(
                update={
                    "time": self._lexicon.time_in(text) or setting.time,
                    "remarks": (*setting.remarks, text),
                }
            )
            heading = f"{bare} - {text}" if bare else text
        self._draft.extend_last(heading, [line], line.fragments, setting=setting)
        return True

    def _who_is_here(self, line: Line) -> bool:
        """A list of names right below a heading: nobody speaks yet."""
        if (
            not self._under_heading
            or self._index == 0
            or self._evidence[self._index - 1].look is not Look.HEADING
            or self._has_text_after()
        ):
            return False
        names = [name.strip() for name in line.text.replace("、", ",").replace("，", ",").split(",")]
        if not all(self._habits.is_known(name) for name in names):
            return False
        self._draft.ignore([line], "who is in the scene")
        return True

    def _bracket(self, line: Line, one: Evidence) -> bool:
        """Words in brackets: a direction in speech, else what happens."""
        if (
            one.name
            and self._has_text_after()
            and self._is_parted_before()
            and self._is_somebody_in_brackets(one.name)
        ):
            self._flush()
            self._cue(line, one.name, one.extensions)
            return True
        if self._speech is not None and (line.text[0] in _SPOKEN_OPENINGS) and not self._unfinished():
            self._direction(line)
            return True
        if self._speech is not None and self._unfinished():
            return False
        self._flush()
        inner = line.text.strip("()[]（）［］【】 ")
        if one.label is Label.ENDING:
            self._ending(line, inner)
        elif one.label in (Label.MORE, Label.CAMERA):
            self._draft.add(ElementKind.TRANSITION, inner, [line])
        elif line.text[-1:] in _CLOSINGS or line.text[-2:-1] in _CLOSINGS:
            self._draft.add(ElementKind.ACTION, self._without_label(inner), [line])
        else:
            return False
        return True

    def _is_somebody_in_brackets(self, name: str) -> bool:
        return self._habits.bracketed[plain_form(name)] > 1 or self._habits.is_known(name)

    def _without_label(self, text: str) -> str:
        """What is seen, without the word 'VISUAL' before it."""
        label, colon, rest = text.partition(":")
        return (
            rest.strip() if colon and rest.strip() and self._lexicon.label(label, (Label.VISUAL,)) else text
        )

    def _spoken(self, line: Line, one: Evidence) -> bool:
        """Cues and speech behind a name."""
        if (
            one.look is Look.NAMED_SPEECH
            and self._habits.is_inline(one)
            and not self._goes_on_in_capitals(one)
        ):
            self._named_speech(line, one)
            return True
        if one.look is Look.CUE and self._is_cue(line, one):
            self._flush()
            self._cue(line, one.name, one.extensions, gap=not self._has_text_after())
            return True
        return False

    def _goes_on_in_capitals(self, one: Evidence) -> bool:
        """Whether a colon stands inside somebody's speech: a name nobody has elsewhere, right under a cue."""
        return self._speech is not None and not self._speech.said and not self._habits.is_known(one.name)

    def _is_cue(self, line: Line, one: Evidence) -> bool:
        habits, name = self._habits, one.name
        if (
            self._speech is not None
            and not self._speech.said
            and not (self._speech.gap and habits.is_known(name))
        ):
            return False  # the first line under a name is spoken, in capitals or not
        parted, followed = self._is_parted_before(), self._has_text_after()
        times = (
            habits.cues[plain_form(name)]
            + habits.tight_cues[plain_form(name)]
            + habits.spaced_cues[plain_form(name)]
        )
        known = habits.is_known(name)
        if one.style == "spaced" or self._is_wrapped_introduction(one):
            return False
        if one.style == "title":
            return (
                followed
                and parted
                and (habits.title_cues[plain_form(name)] > 1 or known or has_courtesy(name))
            )
        if one.style == "bold":
            return (parted or habits.single_spaced) and (followed or times > 1) and (times > 1 or known)
        if one.style == "bare":
            return followed and (parted or known) and (known or times > 1 or habits.is_mentioned(name))
        if one.style == ".":
            return followed and parted and habits.stopped_cues[plain_form(name)] > 1
        if one.style == ":":
            return followed and (one.capitals or known or times > 1)
        if followed and parted and not habits.double_spaced:
            return True
        if followed and not parted:
            spoken_of = habits.is_mentioned(name.title()) or habits.single_spaced
            return (known or times > 1 or spoken_of) and self._speaks_below()
        if habits.double_spaced or line.bold or (parted and not followed):
            return self._speaks_after_gap(name, line, times)
        return False

    def _is_wrapped_introduction(self, one: Evidence) -> bool:
        """Whether the next line goes on in small letters after an age or a look: 'OLD MAN (80s, in a cap)' and 'waves from a boat'."""
        following = self._lines[self._index + 1].text if self._index + 1 < len(self._lines) else ""
        if not one.extensions or not following[:1].islower():
            return False
        words = [own.cue for own in self._lexicon.vocabularies]
        return all(extension[:1].isdigit() or is_manner(extension, words) for extension in one.extensions)

    def _speaks_below(self) -> bool:
        """Whether what stands on the next line can be speech."""
        following = self._evidence[self._index + 1] if self._index + 1 < len(self._evidence) else None
        if following is None or (following.look is Look.CUE and following.style != "."):
            return False
        return following.look not in (Look.HEADING, Look.TRANSITION, Look.SECTION, Look.LABEL)

    def _speaks_after_gap(self, name: str, line: Line, times: int) -> bool:
        """Whether a name with a blank line below is a cue: it comes back, or is bold, and no other cue or heading stands next."""
        following = self._next_filled(self._index + 1)
        if following >= len(self._lines):
            return False
        next_look = self._evidence[following].look
        if next_look in (Look.HEADING, Look.SECTION, Look.TRANSITION, Look.RULE, Look.LABEL) or (
            next_look is Look.CUE and not self._lines[following].text.endswith(("!", "?", "."))
        ):
            return False
        gapped, in_blocks = self._habits.spaced_cues[plain_form(name)], self._habits.cues[plain_form(name)]
        usual = self._habits.gapped_in_all > self._habits.in_blocks
        return (
            line.bold
            or (times > 1 and gapped >= in_blocks and usual)
            or (self._habits.double_spaced and len(name.split()) <= 3)
        )

    # --- speech

    def _split(self, text: str) -> tuple[str, tuple[str, ...]]:
        return split_cue(text.rstrip("^").strip(), tuple(words.cue for words in self._lexicon.vocabularies))

    def _cue(self, line: Line, name: str, extensions: tuple[str, ...], gap: bool = False) -> None:
        self._begin_speech(line, name, extensions, line.fragments, gap)

    def _begin_speech(
        self,
        line: Line,
        name: str,
        extensions: tuple[str, ...],
        fragments: tuple[Span, ...],
        gap: bool = False,
    ) -> None:
        shown = name if is_caseless(name) or line.force == "@" else name.upper()
        facts = {"extensions": extensions, "dual": line.text.endswith("^")}
        self._draft.add(ElementKind.CHARACTER, shown, [line], fragments, **facts)
        self._speech = _Speech(name, gap=gap)
        self._under_heading = False

    def _named_speech(self, line: Line, one: Evidence) -> None:
        self._flush()
        text = line.text[one.at :]
        quoted = text[0] in "「『" and text[1:2] in tuple(_SPOKEN_OPENINGS) and text[-1] in "」』"
        before, after = self._draft.parted(line, one.at + quoted)
        self._begin_speech(line, one.name, one.extensions, before)
        if (quoted or text[0] in _SPOKEN_OPENINGS) and any(sign in text for sign in _CLOSINGS):
            self._direction(line, one.at + quoted)
        else:
            self._say(line, text, after)

    def _direction(self, line: Line, at: int = 0) -> None:
        """A direction in brackets, which may run over several lines.

        What stands behind the bracket is spoken.

        at: where in the line's text it begins.
        """
        self._end_paragraph()
        lines, texts = [line], [line.text[at:]]
        while not any(sign in texts[-1] for sign in _CLOSINGS) and self._has_text_after():
            self._index += 1
            lines.append(self._lines[self._index])
            texts.append(lines[-1].text)
        last = texts[-1]
        closing = min((last.index(sign) for sign in _CLOSINGS if sign in last), default=len(last) - 1)
        offset = len(lines[-1].text) - len(last)
        inside = " ".join([*texts[:-1], last[: closing + 1]]).strip("()[]（）［］ ")
        rest = last[closing + 1 :].strip()
        start = lines[-1].text.index(rest, offset + closing + 1) if rest else len(lines[-1].text)
        first_spans = self._draft.parted(line, at)[1] if at else line.fragments
        spans: tuple[Span, ...] = tuple(
            span for one in lines[:-1] for span in (first_spans if one is line else one.fragments)
        )
        before, after = self._draft.parted(lines[-1], start) if rest else (lines[-1].fragments, ())
        if len(lines) == 1 and at:
            before = _within(before, first_spans)
        if self._says_where(inside):
            last = self._draft.elements[-1]
            self._draft.extend_last(
                last.text, lines, (*spans, *before), extensions=(*last.extensions, inside)
            )
        else:
            self._draft.add(ElementKind.PARENTHETICAL, inside, lines, (*spans, *before))
        if rest:
            opened = at > 0 and line.text[at - 1] in "「『"
            self._say(lines[-1], rest.rstrip("」』") if opened else rest, after)

    def _says_where(self, inside: str) -> bool:
        """Whether brackets right below a name belong to it: '(O.S.)' on a line of its own."""
        if not self._draft.elements or self._draft.elements[-1].kind is not ElementKind.CHARACTER:
            return False
        words = [one.cue for one in self._lexicon.vocabularies]
        return is_voice_over((inside,), words) or is_off_screen((inside,), words)

    def _say(self, line: Line, text: str | None = None, fragments: tuple[Span, ...] | None = None) -> None:
        """Take a line, or a part of it, as spoken; directions in brackets between sentences are taken out."""
        if self._speech is None:
            return
        whole = line.text if text is None else text
        spans = line.fragments if fragments is None else fragments
        offset = line.text.find(whole)
        asides = (
            list(_ASIDE.finditer(whole)) if offset >= 0 and any(sign in whole for sign in "([（［") else []
        )
        if not asides or not whole[asides[0].end() :].strip() + whole[: asides[0].start()].strip():
            self._speech.lines.append((line, whole, spans))
            self._speech.said += 1
            return
        cuts = sorted(
            {place for aside in asides for place in (aside.start(), aside.end()) if 0 < place < len(whole)}
        )
        parts = parted([line], self._draft.text, [offset + cut for cut in cuts])
        starts = {aside.start() for aside in asides}
        for start, end, own in zip([0, *cuts], [*cuts, len(whole)], parts, strict=True):
            piece = whole[start:end].strip()
            if start in starts:
                self._end_paragraph()
                self._draft.add(
                    ElementKind.PARENTHETICAL, piece.strip("()[]（）［］ "), [line], _within(own, spans)
                )
            elif piece or own:
                self._speech.lines.append((line, piece, _within(own, spans)))
                self._speech.said += 1

    def _unfinished(self) -> bool:
        """Whether the speech stands in the middle of a sentence's own brackets."""
        said = self._speech.lines if self._speech else []
        return bool(said) and said[-1][1].count("(") > said[-1][1].count(")")

    def _end_paragraph(self) -> None:
        """Close the paragraph of speech that is going on; the speaker goes on speaking."""
        if self._speech is not None and self._speech.lines:
            lines = [line for line, _, _ in self._speech.lines]
            text = "\n".join(text for _, text, _ in self._speech.lines)
            self._draft.add(
                ElementKind.DIALOGUE,
                _unquoted(text),
                lines,
                [span for _, _, spans in self._speech.lines for span in spans],
            )
            self._speech.lines = []

    def _blank(self, line: Line) -> None:
        """A blank line ends speech and paragraphs, unless the script says otherwise."""
        if self._speech is None:
            self._flush()
            return
        if line.keeps_speech and not self._is_blank(self._index + 1):
            return  # two spaces keep a speech going over an empty line
        if self._speech.gap and not self._speech.said:
            return
        if self._habits.double_spaced and self._speech.lines and self._goes_on(self._speech.lines[-1][0]):
            return
        self._flush()

    def _goes_on(self, last: Line) -> bool:
        """Whether in double-spaced text the next line is still of the speech: its last line so far ends in the middle of a sentence."""
        following = self._next_filled(self._index)
        if following >= len(self._lines) or self._evidence[following].look not in (Look.PLAIN, Look.BRACKET):
            return False
        after = self._lines[following]
        return (after.indent >= last.indent > _SPEECH_INDENT) or last.text[-1:] not in '.!?…"”»)'

    # --- action and the rest

    def _tell(self, line: Line) -> None:
        if line.item and self._action:
            self._end_action()
        self._action.append(line)
        self._under_heading = False
        if line.item:
            self._end_action()

    def _end_action(self) -> None:
        if self._action:
            self._draft.add(ElementKind.ACTION, "\n".join(line.text for line in self._action), self._action)
            self._action = []

    def _ending(self, line: Line, text: str) -> None:
        """'THE END' is shown; 'END OF SCENE' and 'CREDITS' are remarks: the film has credits of its own."""
        if folded(text) in self._lexicon.shown_endings:
            self._draft.add(ElementKind.CENTERED, text.rstrip(".:"), [line])
        else:
            self._draft.ignore([line], "a remark about the script")

    def _flush(self) -> None:
        """End speech and action."""
        self._end_paragraph()
        self._speech = None
        self._end_action()

    def _is_parted_before(self) -> bool:
        if self._is_blank(self._index - 1) or self._habits.double_spaced:
            return True
        before = self._evidence[self._index - 1]
        return before.look in (
            Look.SECTION,
            Look.TRANSITION,
            Look.FURNITURE,
            Look.RULE,
            Look.HEADING,
            Look.TABLE,
        ) or self._lines[self._index - 1].force in tuple("=><.")

    def _is_blank(self, index: int) -> bool:
        return not 0 <= index < len(self._lines) or self._evidence[index].look is Look.BLANK

    def _has_text_after(self) -> bool:
        return not self._is_blank(self._index + 1)

    def _next_filled(self, index: int) -> int:
        while index < len(self._lines) and self._evidence[index].look is Look.BLANK:
            index += 1
        return index


def _numbered(text: str) -> tuple[str, str]:
    """A forced heading's text and its number: 'HALL #12A#'."""
    bare, mark, rest = text.rstrip().removesuffix("#").rpartition("#")
    return (
        (bare.strip(), rest.strip())
        if text.rstrip().endswith("#") and mark and bare.strip() and rest.strip()
        else (text.strip(), "")
    )


def _unquoted(text: str) -> str:
    """A speech without the quotation marks around all of it.

    >>> _unquoted('"Your name?"'), _unquoted('"Yes," he said, "no."')
    ('Your name?', '"Yes," he said, "no."')
    """
    closing = _QUOTES.get(text[:1])
    inner = text[1:-1]
    return (
        inner.strip()
        if closing
        and len(text) > 2
        and text.endswith(closing)
        and closing not in inner
        and text[0] not in inner
        else text
    )


def _within(spans: Sequence[Span], bounds: Sequence[Span]) -> tuple[Span, ...]:
    """The parts of spans that lie in the bounds."""
    return tuple((max(a, c), min(b, d)) for a, b in spans for c, d in bounds if max(a, c) < min(b, d))
