"""The fonts that can draw a text: those that come with storyreel first, then those found on the machine."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

BUNDLED = Path(__file__).parent / "fonts"
REGULAR, ITALIC = BUNDLED / "EBGaramond12-Regular.otf", BUNDLED / "EBGaramond12-Italic.otf"
FAMILY = "EB Garamond"
FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("/System/Library/Fonts"),
    Path("/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)
_HOME_FOLDERS = (".fonts", ".local/share/fonts", "Library/Fonts", "AppData/Local/Microsoft/Windows/Fonts")
_DRAWN_OTHERWISE = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}
"""Unicode categories that leave no mark of their own."""
_UNLIKE_A_TITLE = (
    "bold",
    "italic",
    "oblique",
    "mono",
    "condensed",
    "black",
    "light",
    "thin",
    "symbol",
    "emoji",
)


@dataclass(frozen=True)
class FontChoice:
    """The font files that draw a text together, and what none of them can."""

    files: tuple[Path, ...]
    missing: str
    """Each character once, in order of appearance."""


def fonts_for(text: str) -> FontChoice:
    """The fonts that draw a text; the machine's are used only if ours lack a character."""
    signs = visible(text)
    files = [REGULAR, ITALIC]
    wanted = set(signs) - _glyphs(REGULAR)
    while wanted:
        best = _best_for(wanted)
        if best is None:
            break
        files.append(best)
        wanted -= _glyphs(best)
    return FontChoice(tuple(files), "".join(sign for sign in signs if sign in wanted))


def _best_for(wanted: set[str]) -> Path | None:
    """The machine's font that has most of the characters, the first of several; None if none has any."""
    best = max(_installed(), key=lambda font: len(wanted & _glyphs(font)), default=None)
    return best if best is not None and wanted & _glyphs(best) else None


def visible(text: str) -> str:
    r"""The characters of a text that need a glyph, each once, in order of appearance.

    >>> visible("a b\u200fa")
    'ab'
    """
    return "".join(dict.fromkeys(filter(_has_glyph, text)))


def _has_glyph(sign: str) -> bool:
    is_variation_selector = 0xFE00 <= ord(sign) <= 0xFE0F
    return unicodedata.category(sign) not in _DRAWN_OTHERWISE and not is_variation_selector


@lru_cache(maxsize=512)
def _glyphs(path: Path) -> frozenset[str]:
    """Characters a font file has glyphs for; empty for a file that is not a font."""
    try:
        with TTFont(path, lazy=True, fontNumber=0) as font:
            return frozenset(map(chr, font.getBestCmap() or ()))
    except (TTLibError, OSError, ValueError, KeyError, AttributeError):
        return frozenset()  # damaged fonts are common and no reason to stop


@lru_cache(maxsize=8)
def advances(path: Path) -> dict[str, float]:
    """Width of each character in ems."""
    with TTFont(path, lazy=True, fontNumber=0) as font:
        # Tables have no static types.
        widths = font["hmtx"].metrics  # pyright: ignore[reportAttributeAccessIssue]
        units = font["head"].unitsPerEm  # pyright: ignore[reportAttributeAccessIssue] as above
        glyphs = font.getBestCmap() or {}
        return {chr(code): widths[name][0] / units for code, name in glyphs.items()}


@lru_cache(maxsize=1)
def _installed() -> tuple[Path, ...]:
    """Font files of the machine, those that look most like a book face first; always in the same order."""
    folders = (*FONT_FOLDERS, *(Path.home() / folder for folder in _HOME_FOLDERS))
    files = (file for folder in folders for file in _font_files(folder))
    return tuple(sorted(files, key=lambda file: (_unlikeness(file), file.name, str(file))))


def _font_files(folder: Path) -> Iterator[Path]:
    try:
        yield from (file for file in folder.rglob("*") if file.suffix.lower() in {".ttf", ".otf", ".ttc"})
    except OSError:  # a folder that may not be read holds no fonts for us
        return


def _unlikeness(file: Path) -> int:
    """The greater, the less the font looks like a book face, by its name."""
    name = file.name.lower()
    return 2 * sum(word in name for word in _UNLIKE_A_TITLE) + ("serif" not in name)
