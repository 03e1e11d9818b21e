"""Reads what a transition line asks for."""

from __future__ import annotations

from storyreel.film.storyboard import TransitionKind


def transition_in(text: str) -> TransitionKind:
    """How the next shot begins after such a line; what is not known is a cut.

    >>> transition_in("SLOW DISSOLVE TO:").value, transition_in("FADE IN:").value, transition_in("SMASH CUT TO:").value
    ('dissolve', 'fade from black', 'cut')
    """
    upper = text.upper()
    if any(word in upper for word in ("DISSOLVE", "CROSSFADE", "CROSS FADE", "MORPH", "RIPPLE", "WIPE")):
        return TransitionKind.DISSOLVE
    if "FADE" in upper or "BLACKOUT" in upper or "TO BLACK" in upper:
        return (
            TransitionKind.FADE_FROM_BLACK
            if (
                "IN" in upper.replace(":", " ").replace(".", " ").split()
                or "FROM" in upper
                or "FADE UP" in upper
            )
            else TransitionKind.FADE_THROUGH_BLACK
        )
    return TransitionKind.CUT
