"""Reads what a transition line asks for."""

from __future__ import annotations

from storyreel.film.storyboard import TransitionKind

_DISSOLVES = ("DISSOLVE", "CROSSFADE", "CROSS FADE", "MORPH", "RIPPLE", "WIPE")
_FADES = ("FADE", "BLACKOUT", "TO BLACK")


def transition_in(text: str) -> TransitionKind:
    """How the next shot begins after such a line; an unknown line is a cut.

    >>> transition_in("SLOW DISSOLVE TO:").value, transition_in("FADE IN:").value
    ('dissolve', 'fade from black')
    >>> transition_in("SMASH CUT TO:").value
    'cut'
    """
    upper = text.upper()
    if any(word in upper for word in _DISSOLVES):
        return TransitionKind.DISSOLVE
    if not any(word in upper for word in _FADES):
        return TransitionKind.CUT
    words = upper.replace(":", " ").replace(".", " ").split()
    opens = "IN" in words or "FROM" in upper or "FADE UP" in upper
    return TransitionKind.FADE_FROM_BLACK if opens else TransitionKind.FADE_THROUGH_BLACK
