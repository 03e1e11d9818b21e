"""Turns the bytes of a file into text, and names what the file is when it is not text."""

from __future__ import annotations

import re
import shlex

from storyreel.film.errors import ScreenplayError
from storyreel.screenplays.foreign import broken_utf8, foreign_encoding, utf16_without_mark

ACCEPTED = (
    "A screenplay is read from Fountain (.fountain, .spmd, .txt), Final Draft (.fdx), Markdown (.md) or plain"
    " prose, as text in UTF-8, UTF-16 or Latin-1."
)

# First bytes of files that people give by mistake, and what to do about each.
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF", "Export it as Fountain or Final Draft, or save its text."),
    (
        b"PK\x03\x04",
        "a ZIP archive (Word, OpenDocument, Pages and Fade In files are such archives)",
        "Save it as plain text, Fountain or Final Draft.",
    ),
    (b"\xd0\xcf\x11\xe0", "an old Word document", "Save it as plain text or Fountain."),
    (b"{\\rtf", "a rich text (RTF) document", "Save it as plain text or Fountain."),
    (b"\xff\xd8\xff", "a JPEG picture", "Give the screenplay's text instead."),
    (b"\x89PNG", "a PNG picture", "Give the screenplay's text instead."),
    (b"GIF8", "a GIF picture", "Give the screenplay's text instead."),
    (b"\x7fELF", "a program", "Give the screenplay's text instead."),
    (b"MZ\x90", "a program", "Give the screenplay's text instead."),
    (b"RIFF", "a sound or video file (RIFF)", "Give the screenplay's text instead."),
    (b"OggS", "a sound file (Ogg)", "Give the screenplay's text instead."),
    (b"fLaC", "a sound file (FLAC)", "Give the screenplay's text instead."),
    (b"ID3", "a sound file (MP3)", "Give the screenplay's text instead."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first."),
    (b"SQLite format 3", "a database", "Give the screenplay's text instead."),
)
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
# Text holds next to no control characters; a hundredth of them is a binary file that happens to decode.
_MOST_CONTROLS = 0.01
_FEW_LETTERS = 30
"""Letters outside ASCII below which alphabets of one byte a letter are told apart by guessing."""


def refuse_other_files(content: bytes, name: str) -> None:
    """Check that the bytes are not those of a known kind of file which is not text.

    Raises:
        ScreenplayError: they are, or there is nothing but white space.
    """
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise ScreenplayError(f"{name!r} is empty. {ACCEPTED} Write at least one paragraph into it.", line=1)
    for signature, kind, remedy in _SIGNATURES:
        if content.startswith(signature):
            raise ScreenplayError(f"{name!r} looks like {kind}. {ACCEPTED} {remedy}")
    if content[4:8] == b"ftyp":
        raise ScreenplayError(
            f"{name!r} looks like an MP4 or QuickTime video. {ACCEPTED} Give the screenplay's text instead."
        )


def decode(content: bytes, name: str) -> str:
    r"""The text of a file, with line ends as '\n' and without stray control characters.

    Tried in order: a byte order mark, UTF-16 known by its spaces and line ends, UTF-8, then Windows-1252
    (which holds Latin-1's letters).

    Raises:
        ScreenplayError: the file is empty, binary, damaged, or in another encoding, which is named.
    """
    refuse_other_files(content, name)
    text = _decoded(content, name)
    controls = sum(1 for _ in _CONTROLS.finditer(text))
    if "\x00" in text or controls > max(2, _MOST_CONTROLS * len(text)):
        what = "NUL bytes" if "\x00" in text else f"{controls} control characters"
        raise ScreenplayError(f"{name!r} holds {what}, so it is not text. {ACCEPTED} Save it as UTF-8 text.")
    text = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        raise ScreenplayError(f"{name!r} is empty. {ACCEPTED} Write at least one paragraph into it.", line=1)
    return text


def _decoded(content: bytes, name: str) -> str:
    encoding = next(
        (e for mark, e in _BYTE_ORDER_MARKS if content.startswith(mark)), None
    ) or utf16_without_mark(content)
    if encoding:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            raise ScreenplayError(
                f"{name!r} begins like {encoding} text and breaks at byte {error.start} ({error.reason})."
                f" {ACCEPTED} Save it again as UTF-8."
            ) from error
    if b"\x1b$" in content[:4000]:
        _refuse_unread(content, name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        _refuse_unread(content, name)
        # Five bytes have no letter in Windows-1252; latin-1 reads them as controls, which are counted and
        # dropped.
        return (
            content.decode("cp1252", errors="replace")
            if _mostly_letters(content)
            else content.decode("latin-1")
        )


def _refuse_unread(content: bytes, name: str) -> None:
    """Check that bytes which are not whole UTF-8 are not in another encoding, read as gibberish."""
    broken = broken_utf8(content)
    if broken is not None:
        line = content.count(b"\n", 0, broken) + 1
        raise ScreenplayError(
            f"{name!r} is UTF-8 text with broken bytes, the first at byte {broken} in line {line}"
            f" (0x{content[broken]:02x}). Fix that line, or save the file again as UTF-8 from where it was"
            " written.",
            line=line,
        )
    encoding = foreign_encoding(content) if _mostly_letters(content.replace(b"\x1b", b"")) else ""
    if (
        encoding not in ("", "WINDOWS-1250", "SHIFT-JIS", "ISO-2022-JP", "IBM037")
        and sum(byte > 0x7F for byte in content) < _FEW_LETTERS
    ):
        raise ScreenplayError(
            f"{name!r} is text in none of these encodings, and too short to say for certain in which; perhaps"
            f" it is {encoding}. {ACCEPTED} Save it as UTF-8 in your editor."
        )
    if encoding:
        convert = (
            ""
            if " " in encoding
            else f": `iconv -f {encoding} -t UTF-8 {shlex.quote(name)} > utf8-{shlex.quote(name)}`"
        )
        raise ScreenplayError(
            f"{name!r} looks like text in {encoding}. {ACCEPTED} Save it as UTF-8 in your editor, or convert"
            f" it{convert}."
        )


def _mostly_letters(content: bytes) -> bool:
    return _count_controls(content) <= _MOST_CONTROLS * len(content)


def _count_controls(content: bytes) -> int:
    return sum(content.count(bytes([code])) for code in (*range(9), 11, 12, *range(14, 32)))
