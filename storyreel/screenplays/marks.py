"""Takes the marks of Markdown, Fountain and HTML from lines, and keeps what they say."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from storyreel.screenplays.source import Line

_MARKED = re.compile(r"[*_`<&\[\\~|]|^[-+–△▲▽#>!@.=◦•‣]|^\d{1,3}[.)]\s")
_ACTION_MARKS = "△▲▽"
"""Before what is seen in Chinese scripts."""
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|center|code|dd|del|details|div|dl|dt|em|figure|font|h[1-6]|hr"
    r"|i|img|ins|kbd|li|mark|nobr|ol|p|pre|q|s|samp|section|small|span"
    r"|strike|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|wbr)(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_SECTION = re.compile(r"(#{1,6})(?!#)\s*(\S.*?)\s*#*")
_ITEM = re.compile(r"([-*+•◦‣])\s+(?=\S)")
_NUMBERED_SPEECH = re.compile(
    r"(\d{1,3}[.)])\s+(?=\*\*[^*\n]{1,40}(?:\*\*\s*:|:\s*\*\*)|[A-Z][A-Z .'’-]{1,30}(?:\([^()]{1,40}\))?:\s)"
)
_RULE = re.compile(r"(?:[-*_–—=⁂•·#~]\s{0,2}){3,}|⁂")
_TABLE_RULE = re.compile(r"\|?[\s:|]*-{3,}[\s:|-]*")
_SYMBOLS = re.compile(
    r"^[\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff\s]+"
    r"|[\u2600-\u27bf\ufe0f\u200d\U0001f000-\U0001faff\s]+$"
)
_LONGEST_INLINE = 4000
"""Characters of a line that the Markdown parser is given; no line of a script that is meant to be read is
longer.
"""


@cache
def _inline(fountain: bool) -> MarkdownIt:
    """A parser of the marks inside a line.

    Fountain knows emphasis and escapes; Markdown links, code and strikethrough as well.
    """
    rules = (
        ["emphasis", "escape"]
        if fountain
        else ["emphasis", "escape", "link", "image", "backticks", "strikethrough"]
    )
    return MarkdownIt("zero").enable(rules)


def take_marks(lines: Sequence[Line], fountain: bool) -> None:
    """Give each line its plain text, and what its marks say.

    fountain: the file says that it is Fountain, so '>' forces a transition and a list's '-' belongs to the
    text.
    """
    for line in lines:
        stripped = line.raw.strip()
        line.two_spaces = fountain and line.raw.endswith("  ")
        if not stripped or not _MARKED.search(stripped):
            line.text = stripped
        else:
            _take(line, stripped, fountain)


def without_marks(text: str) -> str:
    r"""Text without emphasis, tags and entities; escaped marks stay as characters.

    >>> without_marks("He *really* **means** _it_, 2 * 3."), without_marks(r"\*not italic\*")
    ('He really means it, 2 * 3.', '*not italic*')
    """
    return _emphasised(_without_tags(text), fountain=True).plain


def is_rule(text: str) -> bool:
    """Whether a line is nothing but a row of dashes or stars.

    >>> is_rule("* * *"), is_rule("---"), is_rule("- Yes")
    (True, True, False)
    """
    return len(text) < 200 and bool(_RULE.fullmatch(text))


def is_table_rule(text: str) -> bool:
    """Whether it is the row between a table's head and its body."""
    return "|" in text and len(text) < 500 and bool(_TABLE_RULE.fullmatch(text))


def _without_symbols(text: str) -> str:
    """Text without the emoji around it."""
    return _SYMBOLS.sub("", text) or text


def _take(line: Line, text: str, fountain: bool) -> None:
    text = _without_tags(text)
    if not fountain:
        text = _take_item(line, _without_quote_marks(text))
    if is_rule(text):
        line.text = text
        return
    text = _take_section(line, text) or _take_force(line, text)
    emphasis = _emphasised(text.strip().lstrip(_ACTION_MARKS), fountain)
    text, line.bold, line.italic, line.bold_start, line.emphasised = emphasis
    if line.level and not fountain:
        text = _without_symbols(text)
    line.text = " ".join(text.split()) if "  " in text and line.level else text.strip()


def _without_quote_marks(text: str) -> str:
    """Text without Markdown's marks of a quotation."""
    while _is_quotation(text):
        text = text[1:].lstrip()
    return text


def _is_quotation(text: str) -> bool:
    return text.startswith(">") and not _is_centred(text) and not _is_forced_transition(text)


def _take_item(line: Line, text: str) -> str:
    """The text without the mark of a list, which the line keeps."""
    item = _item_of(text)
    if not item:
        return text
    line.item = item.group(1)
    return text[item.end() :]


def _item_of(text: str) -> re.Match[str] | None:
    return None if is_rule(text) else _ITEM.match(text) or _NUMBERED_SPEECH.match(text)


def _take_section(line: Line, text: str) -> str:
    """The text of a section, whose level the line keeps; '' if it is none."""
    section = _SECTION.fullmatch(text[:400])
    if not section:
        return ""
    line.level = len(section.group(1))
    return section.group(2)


def _take_force(line: Line, text: str) -> str:
    """The text without Fountain's mark, which the line keeps."""
    force = _force_of(text)
    if not force:
        return text
    line.force = force
    return _without_force(text, force)


def _without_force(text: str, force: str) -> str:
    if force == "<":
        return text[1:-1]
    return text.lstrip("!=~") if force in "!=~" else text[1:]


def _force_of(text: str) -> str:
    """Fountain's mark at the beginning of a line, '' if there is none; '<' stands for '> centred <'."""
    first, second = text[:1], text[1:2]
    if first == ">":
        return _force_of_angle(text)
    if first == "." and second.isalnum():
        return first
    if first == "@" and second and not second.isspace():
        return first
    has_text = bool(text.strip("!~= ")) and not text.startswith("~~")
    return first if has_text and first in ("!", "~", "=") else ""


def _force_of_angle(text: str) -> str:
    if _is_centred(text):
        return "<"
    return ">" if text[1:].strip() else ""


def _is_centred(text: str) -> bool:
    return text.startswith(">") and text.endswith("<") and len(text) > 2


def _is_forced_transition(text: str) -> bool:
    bare = text[1:].strip()
    return bare.isupper() and bare.endswith((":", "."))


def _without_tags(text: str) -> str:
    if "<" in text:
        text = _TAG.sub("", text)
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    return text.strip()


def _character(entity: re.Match[str]) -> str:
    return html.unescape(entity.group(0)).replace("\xa0", " ")


class _Emphasis(NamedTuple):
    """A line without its emphasis, and where that stood."""

    plain: str
    bold: bool = False
    """All of it is bold."""
    italic: bool = False
    """All of it is italic."""
    bold_start: str = ""
    parts: tuple[str, ...] = ()
    """What is in italics."""


def _emphasised(text: str, fountain: bool) -> _Emphasis:
    if len(text) > _LONGEST_INLINE or not any(sign in text for sign in ("*_\\" if fountain else "*_`[\\~")):
        return _Emphasis(text)
    tokens = _inline(fountain).parseInline(text)[0].children or []
    children = [token for token in tokens if token.content or token.nesting]
    opening = [token.type for token in children[:2]]
    whole = bool(children) and _spanned(children, 0) == len(children)
    bold = "strong_open" in opening
    start = _content(children, opening.index("strong_open")) if bold else ""
    italics = [index for index, token in enumerate(children) if token.type == "em_open"]
    parts = tuple(_content(children, index) for index in italics)
    plain = "".join(token.content for token in children)
    return _Emphasis(plain, whole and bold, whole and not bold and "em_open" in opening, start, parts)


def _content(tokens: Sequence[Token], first: int) -> str:
    """The text between the token at `first` and the one that closes it."""
    return "".join(token.content for token in tokens[first : _spanned(tokens, first)])


def _spanned(tokens: Sequence[Token], first: int) -> int:
    """Index after the token that closes the one at `first`; `first` if it opens nothing."""
    depth = 0
    for index in range(first, len(tokens)):
        depth += tokens[index].nesting
        if depth <= 0:
            return index + 1 if index > first else first
    return first
