"""Captions as files."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

import pysubs2

from storyreel.film.cutting import Caption

_TAG = re.compile(r"<([^<>]*)>")


def caption_file(captions: Sequence[Caption], form: str) -> bytes:
    """The captions as 'srt' or 'vtt', UTF-8. Markup in the text is shown as text.

    SubRip cannot escape a tag, so there a tag has other brackets.
    """
    subtitles = pysubs2.SSAFile()
    for caption in captions:
        event = pysubs2.SSAEvent(start=caption.start_ms, end=caption.end_ms)
        event.plaintext = _plain(_spoken(caption), form)
        subtitles.append(event)
    options = {"keep_html_tags": True} if form == "vtt" else {}
    return subtitles.to_string(form, **options).encode()


def _spoken(caption: Caption) -> str:
    """The text after its speaker's name, without empty lines: one would end the caption."""
    return "\n".join(filter(None, map(str.strip, _with_speaker(caption).splitlines())))


def _with_speaker(caption: Caption) -> str:
    return f"{caption.speaker}: {caption.text}" if caption.speaker else caption.text


def _plain(text: str, form: str) -> str:
    """The text without markup; braces are commands in the library's own form."""
    return _escaped(text, form).replace("{", "(").replace("}", ")")


def _escaped(text: str, form: str) -> str:
    return html.escape(text, quote=False) if form == "vtt" else _TAG.sub("\u2039\\1\u203a", text)
