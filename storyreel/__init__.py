"""storyreel: a screenplay goes in, a finished film comes out.

    import storyreel

    storyreel.make("my-script.fountain")
    storyreel.speak("The kettle is late.", voice="old woman")

This package is the library; Prefect is not imported in it. The functions for Python are in `studio.api`,
which is imported when one of them is first used.
"""

from typing import TYPE_CHECKING

from storyreel.film.errors import FilmError

if TYPE_CHECKING:
    from studio.api.films import estimate, make, plan
    from studio.api.results import (
        Analysis,
        Audio,
        Drawing,
        Film,
        FilmEstimate,
        FilmPlan,
        PlannedShot,
        Screenplay,
        Video,
    )
    from studio.api.shots import analyse, draw, shoot
    from studio.api.sounds import compose, design_sound, speak
    from studio.api.words import write

__version__ = "0.1.0"
__all__ = [
    "Analysis",
    "Audio",
    "Drawing",
    "Film",
    "FilmError",
    "FilmEstimate",
    "FilmPlan",
    "PlannedShot",
    "Screenplay",
    "Video",
    "analyse",
    "compose",
    "design_sound",
    "draw",
    "estimate",
    "make",
    "plan",
    "shoot",
    "speak",
    "write",
]


def __getattr__(name: str) -> object:
    """A function or result of `studio.api`, which is imported now."""
    if name not in __all__:
        raise AttributeError(f"module 'storyreel' has no attribute {name!r}; it offers {', '.join(__all__)}")
    from studio.api import offered

    return offered(name)


def __dir__() -> list[str]:
    """What the package offers, for completion."""
    return sorted((*globals(), *__all__))
