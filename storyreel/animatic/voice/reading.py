"""What a parenthetical does to a voice."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Reading:
    """How a line is said."""

    speed: float = 1.0
    """Factor."""
    pitch: float = 0.0
    """Added, in hundredths of the engine's scale."""
    liveliness: float = 1.0
    """Factor of the range of pitch."""
    breath: float = 0.0
    """0 to 1."""
    gain_db: float = 0.0


_MANNERS: tuple[tuple[str, Reading], ...] = (
    (
        r"whisper|under (?:his|her|their) breath|breath(?:y|less|ing)|hush|sotto",
        Reading(speed=0.92, pitch=-4, liveliness=0.6, breath=0.75, gain_db=-5.0),
    ),
    (
        r"soft|quiet|gentl|tender|mutter|murmur|mumbl|low|to (?:him|her|them)sel",
        Reading(speed=0.95, pitch=-4, liveliness=0.75, breath=0.25, gain_db=-3.0),
    ),
    (
        r"shout|yell|scream|bellow|roar|loud|call(?:s|ing)\b|cries|crying out|over the",
        Reading(speed=1.02, pitch=12, liveliness=1.5, gain_db=3.0),
    ),
    (r"angr|furious|snap|bark|fierce|hard\b|cold", Reading(speed=1.06, pitch=3, liveliness=1.3, gain_db=1.5)),
    (
        r"excit|eager|thrill|delight|laugh|smil|grin|joy|happ|bright|cheer",
        Reading(speed=1.06, pitch=7, liveliness=1.4, gain_db=0.5),
    ),
    (
        r"sad|weep|sob|cry|tear|broken|griev|tired|weary|exhaust|defeat|resign",
        Reading(speed=0.88, pitch=-5, liveliness=0.65, breath=0.15, gain_db=-1.5),
    ),
    (
        r"scared|afraid|frighten|terrif|nervous|panic|trembl|shak",
        Reading(speed=1.08, pitch=7, liveliness=1.2, breath=0.2, gain_db=-0.5),
    ),
    (r"slow|careful|thoughtful|hesita|beat|paus|wonder|drunk|dazed", Reading(speed=0.85)),
    (r"quick|fast|hurr|rush|urgent|rapid|impatient", Reading(speed=1.16, liveliness=1.1)),
    (r"flat|dead ?pan|dry|matter|monoton|emotionless|robot", Reading(liveliness=0.35)),
    (r"sing", Reading(speed=0.85, pitch=5, liveliness=1.8)),
)
_NEGATED = re.compile(r"\b(?:not|no longer|never|without)\s+\w+", re.IGNORECASE)
_LOUDEST_DB, _SOFTEST_DB = 4.0, -6.0


def reading_of(parenthetical: str) -> Reading:
    """All the manners that a parenthetical names, combined; plain if it names none.

    >>> reading_of("(slowly)").speed
    0.85
    >>> reading_of("turning to the window") == Reading()
    True
    """
    words = _NEGATED.sub(" ", parenthetical.lower())
    reading = Reading()
    for pattern, manner in _MANNERS:
        if re.search(rf"\b(?:{pattern})", words):
            reading = _combined(reading, manner)
    speed = round(max(0.7, min(1.3, reading.speed)), 4)
    return replace(reading, speed=speed, gain_db=max(_SOFTEST_DB, min(_LOUDEST_DB, reading.gain_db)))


def _combined(one: Reading, other: Reading) -> Reading:
    return Reading(
        one.speed * other.speed,
        one.pitch + other.pitch,
        one.liveliness * other.liveliness,
        max(one.breath, other.breath),
        one.gain_db + other.gain_db,
    )
