"""Captions as files. It does not know when anything is said."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

import pysubs2

from storyreel.film.cutting import Caption

_TAG = re.compile(r"<([^<>]*)>")


def caption_file(captions: Sequence[Caption], form: str) -> bytes:
    """The captions as 'srt' or 'vtt', UTF-8. Markup in the text is shown, never obeyed.

    SubRip cannot escape a tag, so there it stands in other brackets.
    """
    subtitles = pysubs2.SSAFile()
    for caption in captions:
        text = f"{caption.speaker}: {caption.text}" if caption.speaker else caption.text
        text = "\n".join(
            filter(None, map(str.strip, text.splitlines()))
        )  # an empty line would end the caption
        text = html.escape(text, quote=False) if form == "vtt" else _TAG.sub("\u2039\\1\u203a", text)
        event = pysubs2.SSAEvent(start=caption.start_ms, end=caption.end_ms)
        event.plaintext = text.replace("{", "(").replace(
            "}", ")"
        )  # braces are commands in the library's own form
        subtitles.append(event)
    return subtitles.to_string(form, **({"keep_html_tags": True} if form == "vtt" else {})).encode()
