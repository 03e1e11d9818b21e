"""Describes a place in words."""

from __future__ import annotations

from storyreel.film.briefs import Anchor, AnchorBrief


def write_anchor(brief: AnchorBrief) -> Anchor:
    """Anchor."""
    raise NotImplementedError
