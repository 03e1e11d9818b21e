"""Every sound the foley stage can make, by name."""

from __future__ import annotations

from storyreel.animatic.foley.acoustics import Recipe
from storyreel.animatic.foley.doors import OBJECTS
from storyreel.animatic.foley.handling import HANDLING
from storyreel.animatic.foley.living import LIVING
from storyreel.animatic.foley.machines import MACHINES
from storyreel.animatic.foley.music import MUSIC
from storyreel.animatic.foley.rooms import ROOMS
from storyreel.animatic.foley.steps import STEPS
from storyreel.animatic.foley.weather import WEATHER

RECIPES: dict[str, Recipe] = {
    **WEATHER,
    **STEPS,
    **OBJECTS,
    **HANDLING,
    **LIVING,
    **MACHINES,
    **MUSIC,
    **ROOMS,
}
