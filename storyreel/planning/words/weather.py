"""Which words say what falls from the sky or hangs in it, and that it stopped."""

from __future__ import annotations

from storyreel.film.places import Weather as W

WEATHERS: dict[W, str] = {
    W.STORM: (
        r"\bstorms?\b|\bstormy\b|\bthunder\w*|\blightning\b|\bgales?\b|\bhurricane\b|\btempest\b"
        r"|\btyphoon\b|\bsquall\w*|\bblizzard"
        r" of rain\b"
    ),
    W.RAIN: (
        r"\brain(?:s|ing|y|drops?|fall|swept|-swept|storm)?\b|\bdrizzl\w+|\bdownpour\b|\bpouring\b"
        r"|\bshowers?\b(?!"
        r" curtain)|\bsleet\b|\bumbrellas?\b"
    ),
    W.SNOW: r"\bsnow(?:s|ing|y|fall|flakes?|storm|drifts?|bound)?\b|\bblizzard\b|\bflurries\b",
    W.FOG: r"\bfog(?:gy|s)?\b(?! ?horn)|\bmist(?:y|s)?\b|\bhaze\b|\bhazy\b|\bsmog\b",
}
CLEARING = (
    r"\b(?:storm|rain|fog|mist|snow)(?: (?:has|have|had|finally|at last|suddenly))*"
    r" (?:passed|stopped|stops|is over|is gone|ended|ends|gone|cleared|clears|lifts|lifted|dies)\b|\bclear"
    r" (?:sky|skies|night|morning|day)\b|\bcloudless\b|\bblue sky\b|\bsun (?:breaks|comes"
    r" out|shines)\b|\bsunny\b|\bsunlight\b"
)
