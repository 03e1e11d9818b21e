"""Sets lines of text as a picture: measured, wrapped, shaped for every script."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

import numpy as np
import resvg_py
from PIL import Image

from storyreel.editing.fonts import FAMILY, ITALIC, REGULAR, advances, fonts_for, visible
from storyreel.film.timecode import FrameSize

WARM_WHITE = "#f4efe4"
"""Slightly darker than white and warm: pure white text on black glares in a dark room."""
UNKNOWN_ADVANCE_EM, JOINED_ADVANCE_EM, WIDE_ADVANCE_EM = 0.62, 0.48, 1.0
SEPARATOR = " · "
"""Between names that run on; left out at the end of a line."""
_RIGHT_TO_LEFT_EMBEDDING, _POP = "\u202b", "\u202c"
_WIDE_SCRIPTS_FROM = "\u2e80"
_NO_LINE_START = "、。，．！？：；）」』】〉》ー…"  # noqa: RUF001 the East Asian forms are meant


@dataclass(frozen=True)
class TextLine:
    """One line as it will be set; lengths in pixels, tracking in ems."""

    text: str
    size: float
    italic: bool = False
    tracking: float = 0.0
    space_above: float = 0.0
    strength: float = 1.0
    """Opacity, 0 to 1."""
    right_to_left: bool = False
    """Direction of the whole text the line was broken from; a line of only digits does not show it."""

    @property
    def height(self) -> float:
        """Height of the line with the space above it."""
        return self.size * 1.22 + self.space_above

    @property
    def width(self) -> float:
        """Width about as drawn, before kerning."""
        return sum(map(self._advance, self.text)) * self.size

    def _advance(self, sign: str) -> float:
        """Width of a character in ems, with its tracking."""
        return _advance(sign, self.italic) + (0 if _joined(sign) else self.tracking)


def cleaned(text: str) -> str:
    r"""The text on one line, without characters that no font draws and XML forbids.

    >>> cleaned("A\tB\x00 C\n")
    'A B C'
    """
    return " ".join("".join(map(_kept, text)).split())


def _kept(sign: str) -> str:
    """The character, a space for a break of the line, or '' for what cannot be drawn."""
    if _is_no_character(sign):
        return ""
    if unicodedata.category(sign) not in {"Cc", "Cs", "Zl", "Zp"}:
        return sign
    return " " if sign.isspace() else ""


def _is_no_character(sign: str) -> bool:
    """Whether it is one of Unicode's noncharacters at the end of a plane."""
    return ord(sign) & 0xFFFE == 0xFFFE


def run_on(names: Iterable[str]) -> str:
    """Names on one line; a name is not divided if the line is broken."""
    return SEPARATOR.join(name.replace(" ", "\u00a0") for name in names)


def capitals(text: str) -> str:
    """The text in capitals; as written if the language's own dotted or dotless i would be lost.

    >>> capitals("The Last Light"), capitals("Şelale")
    ('THE LAST LIGHT', 'Şelale')
    """
    return text if set(text) & set("ıİğĞşŞ") else text.upper()


def wrapped(line: TextLine, width: float, most_lines: int = 99) -> tuple[TextLine, ...]:
    """The line in as few lines as fit the width, of about equal length.

    Set smaller until there are at most `most_lines`.
    """
    line = replace(line, right_to_left=_reads_right_to_left(line.text))
    parts = _breakable(line.text)
    broken = _fill(line, parts, width)
    while line.size >= 4 and (len(broken) > most_lines or not _fit(broken, width)):
        line = replace(line, size=line.size * 0.94)
        broken = _fill(line, parts, width)
    first, *others = _balanced(broken, line, parts, width)
    return (
        replace(first, space_above=line.space_above),
        *(replace(one, space_above=0.0) for one in others),
    )


def _fit(lines: Iterable[TextLine], width: float) -> bool:
    return all(line.width <= width for line in lines)


def _balanced(broken: list[TextLine], line: TextLine, parts: list[str], width: float) -> list[TextLine]:
    """As many lines in the least width, which makes them about equally long."""
    narrow = width
    while narrow > width / 2:
        narrow *= 0.96
        tried = _fill(line, parts, narrow)
        if len(tried) > len(broken) or not _fit(tried, width):
            break
        broken = tried
    return broken


def set_text(lines: Iterable[TextLine], size: FrameSize, centre: float = 0.5) -> np.ndarray:
    """The lines, centred: (height, width, 4) uint8, straight alpha.

    centre: where the middle of the block is, as a share of the height.
    """
    lines = tuple(lines)
    files = [str(path) for path in fonts_for("".join(line.text for line in lines)).files]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size.width_px}"'
        f' height="{size.height_px}">{"".join(_svg_texts(lines, size, centre))}</svg>'
    )
    png = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=files)
    with Image.open(io.BytesIO(bytes(png)), formats=("PNG",)) as picture:
        return np.asarray(picture.convert("RGBA"))


def missing_glyphs(texts: Iterable[str]) -> str:
    """Characters of the texts that no font on the machine can draw."""
    return fonts_for("".join(visible(text) for text in texts)).missing


def _svg_texts(lines: Sequence[TextLine], size: FrameSize, centre: float) -> Iterator[str]:
    baseline = size.height_px * centre - sum(line.height for line in lines) / 2
    for line in lines:
        baseline += line.height
        yield _svg_text(line, size.width_px / 2, baseline - line.size * 0.34)


def _svg_text(line: TextLine, x: float, y: float) -> str:
    text = f"{_RIGHT_TO_LEFT_EMBEDDING}{line.text}{_POP}" if line.right_to_left else line.text
    style = ' font-style="italic"' if line.italic else ""
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" text-anchor="middle" xml:space="preserve" font-family="{FAMILY}"'
        f' font-size="{line.size:.2f}" letter-spacing="{line.tracking * line.size:.2f}" fill="{WARM_WHITE}"'
        f' fill-opacity="{line.strength:.3f}"{style}>{escape(text)}</text>'
    )


def _reads_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs right to left (Unicode Bidirectional Algorithm, P2)."""
    return _first_direction(text) != "L"


def _first_direction(text: str) -> str:
    directions = map(unicodedata.bidirectional, text)
    return next((one for one in directions if one in {"L", "R", "AL"}), "L")


def _advance(sign: str, italic: bool) -> float:
    known = advances(ITALIC if italic else REGULAR).get(sign)
    return _estimated_advance(sign) if known is None else known


def _estimated_advance(sign: str) -> float:
    """Width in ems of a character that our fonts do not have."""
    if _has_no_width(sign):
        return 0.0
    if _joined(sign):
        return JOINED_ADVANCE_EM
    return WIDE_ADVANCE_EM if sign >= _WIDE_SCRIPTS_FROM else UNKNOWN_ADVANCE_EM


def _has_no_width(sign: str) -> bool:
    return bool(unicodedata.combining(sign)) or unicodedata.category(sign) == "Cf"


def _joined(sign: str) -> bool:
    """Whether a letter is joined to its neighbours; tracking would separate them."""
    return unicodedata.bidirectional(sign) == "AL"


def _breakable(text: str) -> list[str]:
    """Parts between which a line may break, each with the space after it."""
    parts: list[str] = []
    for word in text.split(" "):
        if word and max(word) < _WIDE_SCRIPTS_FROM:
            parts.append(word + " ")
            continue
        for sign in word:
            if parts and _stays_with_the_one_before(sign):
                parts[-1] += sign
            else:
                parts.append(sign)
        if parts:
            parts[-1] += " "
    return parts or [""]


def _stays_with_the_one_before(sign: str) -> bool:
    return sign in _NO_LINE_START or bool(unicodedata.combining(sign))


def _fill(line: TextLine, parts: list[str], width: float) -> list[TextLine]:
    filled: list[str] = []
    for part in parts:
        if filled and replace(line, text=(filled[-1] + part).rstrip()).width <= width:
            filled[-1] += part
        else:
            filled.append(part)
    return [replace(line, text=one.strip(SEPARATOR)) for one in filled]
