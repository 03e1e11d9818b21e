"""storyreel in Python: one function for the film, one for each stage. `import storyreel` offers all of it."""

from blocks.away import keep_working_directory_out
from studio.captured_stderr import silence_prefect_warnings
from studio.home import adopt_bucket

silence_prefect_warnings()
keep_working_directory_out()  # as the command line does, before Prefect is imported below
adopt_bucket()

# ruff: noqa: E402 the imports below import Prefect
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

__all__ = [
    "Analysis",
    "Audio",
    "Drawing",
    "Film",
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
