"""Names the encoding of bytes that are neither UTF nor Western European.

It reads nothing: a wrong guess would be spoken and drawn as gibberish.
"""

from __future__ import annotations

import re

_EVERYDAY = re.compile(rb"[\x85\x91-\x97\xa0\xab\xbb]+")
"""Windows-1252's dots, quotes and dashes: they stand together in Western text, too."""
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_ODD_IN_WORD = re.compile(r"(?<=[^\W\d_])[¡-©¬®-µ¶-¹¼-¿×÷‚ƒ„†‡ˆ‰‹˜›¤]+(?=[^\W\d_])")
_KANA = re.compile(rb"(?:\x82[\x9f-\xf1]|\x83[\x40-\x96]){2,}")
"""Kana side by side as Shift-JIS writes them; in Western text they would be a low quote or a florin sign
before each letter.
"""
_FEWEST_HIGH_BYTES = 10
_SAMPLE_BYTES = 20_000
_NAMES = {
    "koi8_r": "KOI8-R",
    "koi8_u": "KOI8-U",
    "cp1251": "WINDOWS-1251",
    "kz1048": "WINDOWS-1251",
    "ptcp154": "WINDOWS-1251",
    "cp866": "CP866",
    "cp1125": "CP866",
    "iso8859_5": "ISO-8859-5",
    "mac_cyrillic": "MACCYRILLIC",
    "cp932": "SHIFT-JIS",
    "shift_jis": "SHIFT-JIS",
    "shift_jis_2004": "SHIFT-JIS",
    "shift_jisx0213": "SHIFT-JIS",
    "euc_jp": "EUC-JP",
    "euc_jis_2004": "EUC-JP",
    "euc_jisx0213": "EUC-JP",
    "gb18030": "GB18030",
    "gbk": "GB18030",
    "gb2312": "GB18030",
    "big5": "BIG5",
    "big5hkscs": "BIG5",
    "cp950": "BIG5",
    "cp949": "EUC-KR",
    "euc_kr": "EUC-KR",
    "johab": "EUC-KR",
    "cp1253": "WINDOWS-1253",
    "iso8859_7": "ISO-8859-7",
    "mac_greek": "MACGREEK",
    "cp737": "CP737",
    "cp1250": "WINDOWS-1250",
    "iso8859_2": "ISO-8859-2",
    "cp1255": "WINDOWS-1255",
    "iso8859_8": "ISO-8859-8",
    "cp1256": "WINDOWS-1256",
    "iso8859_6": "ISO-8859-6",
    "cp874": "WINDOWS-874",
    "tis_620": "TIS-620",
    "cp1254": "WINDOWS-1254",
    "cp1258": "WINDOWS-1258",
    "hz": "HZ",
}

_BY_LETTERS = ("koi8_r", "cp1251", "cp1253", "cp1255", "cp1256")


def foreign_encoding(content: bytes) -> str:
    """The name, as `iconv` writes it, of an encoding that bytes which are no UTF-8 look like.

    '' if they look Western European.

    >>> foreign_encoding("Уже поздно. Пора идти домой, дождь не кончается.".encode("koi8-r"))
    'KOI8-R'
    >>> foreign_encoding("Ça va? Très bien.".encode("latin-1"))
    ''
    """
    sample = content[:_SAMPLE_BYTES]
    if re.search(rb"\x1b\$[@B(]", sample):
        return "ISO-2022-JP"
    if _is_ebcdic(sample):
        return "IBM037"
    if sum(len(run) // 2 for run in _KANA.findall(sample)) > 3:
        return "SHIFT-JIS"
    high = sum(byte >= 0x80 for byte in sample)
    if high < _FEWEST_HIGH_BYTES:
        return ""
    together = sum(len(run) for run in _HIGH_RUN.findall(_EVERYDAY.sub(b" ", sample)) if len(run) >= 3)
    odd = sum(len(found) for found in _ODD_IN_WORD.findall(sample.decode("cp1252", errors="replace")))
    if (together > 0.5 * high and high > 0.3 * len(sample.split())) or odd > 0.35 * high:
        return _guessed(sample)
    return "WINDOWS-1250" if odd > 0.15 * high else ""


def broken_utf8(content: bytes) -> int | None:
    r"""Where UTF-8 text is damaged, as an index; None if the bytes are rather not UTF-8.

    >>> broken_utf8("für die Käfer".encode()[:-3] + b"\xff")
    12
    """
    whole = broken = 0
    first: int | None = None
    position = 0
    while position < len(content) and broken < 10_000:
        try:
            text = content[position:].decode("utf-8")
        except UnicodeDecodeError as error:
            text = content[position : position + error.start].decode("utf-8")
            first = position + error.start if first is None else first
            broken += 1
            position += max(error.end, error.start + 1)
        else:
            position = len(content)
        whole += sum(sign > "\x7f" for sign in text)
    return first if whole > broken else None


def utf16_without_mark(content: bytes) -> str | None:
    """'utf-16-le' or 'utf-16-be' if the bytes are text in that order, None if they are in neither."""
    head = content[: 2 * _SAMPLE_BYTES]
    if len(content) % 2 or b"\x00" not in head:
        return None
    found = {order: _plain_signs(head, order) for order in ("utf-16-le", "utf-16-be")}
    best = max(found, key=lambda order: found[order])
    return best if found[best] >= 2 and found[best] > 2 * min(found.values()) else None


def _plain_signs(content: bytes, order: str) -> int:
    """Line ends and spaces of the text in this byte order; 0 if it has characters that no text has."""
    try:
        text = content.decode(order)
    except UnicodeDecodeError:
        return 0
    strange = sum(
        sign < "\t" or "\x0e" <= sign < " " or "\ue000" <= sign <= "\uf8ff" or sign >= "\ufff0"
        for sign in text
    )
    letters = sum("a" <= sign.lower() <= "z" for sign in text)
    blanks = sum(sign in " \n\r\t" for sign in text)
    return blanks + letters if blanks and strange <= 0.01 * len(text) else 0


def _is_ebcdic(content: bytes) -> bool:
    """Spaces are 0x40 there, letters lie above 0x80, and few bytes mean anything as ASCII."""
    spaces, ascii_spaces = content.count(0x40), content.count(0x20) + content.count(0x0A)
    letters = sum(0x81 <= byte <= 0xE9 for byte in content)
    return (
        spaces + content.count(0x25) + content.count(0x15) > 0.08 * len(content)
        and ascii_spaces < 0.01 * len(content)
        and letters > 0.4 * len(content)
    )


def _guessed(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    # Half-width katakana is almost never used; Cyrillic bytes read as Shift-JIS give nothing else.
    guesses = [
        guess
        for guess in from_bytes(sample)
        if sum("\uff61" <= sign <= "\uff9f" for sign in str(guess)) < 0.1 * len(sample)
    ]
    encoding = (
        guesses[0].encoding
        if guesses
        else next((name for name in _BY_LETTERS if _reads_as_words(sample, name)), "")
    )
    return _NAMES.get(encoding, encoding.upper().replace("_", "-") or "an unknown encoding")


def _reads_as_words(sample: bytes, encoding: str) -> bool:
    """Whether a sample read in an encoding is whole, and words are in small letters but for their first."""
    text = sample.decode(encoding, errors="replace")
    small, capital = sum(map(str.islower, text)), sum(map(str.isupper, text))
    return small > 2 * capital and "\ufffd" not in text
