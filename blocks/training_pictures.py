"""The pictures that weights are trained on, as one file with their captions."""

from __future__ import annotations

import io
import zipfile

from storyreel.film.assets import AssetStore
from storyreel.film.briefs import LoraBrief


def caption(brief: LoraBrief) -> str:
    """What the pictures show, with the word that calls on the weights."""
    return brief.prompt if brief.trigger_word in brief.prompt else f"{brief.trigger_word}, {brief.prompt}"


def pictures_with_captions(brief: LoraBrief, store: AssetStore) -> bytes:
    """A zip of the pictures, each with its caption in a text file of the same name.

    The same bytes for the same brief.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for number, reference in enumerate(brief.references, start=1):
            ending = "jpg" if reference.media_type == "image/jpeg" else "png"
            archive.writestr(zipfile.ZipInfo(f"{number:02}.{ending}"), store.read(reference))
            archive.writestr(zipfile.ZipInfo(f"{number:02}.txt"), caption(brief))
    return content.getvalue()
