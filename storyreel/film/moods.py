"""The feelings that a scene may have."""

from enum import StrEnum


class Mood(StrEnum):
    """The feeling of a scene; it chooses the score and tints the light."""

    CALM = "calm"
    HOPEFUL = "hopeful"
    JOYFUL = "joyful"
    ROMANTIC = "romantic"
    MELANCHOLY = "melancholy"
    MYSTERY = "mystery"
    TENSE = "tense"
    EERIE = "eerie"
    ACTION = "action"
    TRIUMPHANT = "triumphant"
