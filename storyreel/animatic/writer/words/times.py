"""Which words of a heading or of prose say what time it is, and what falls from the sky."""

from __future__ import annotations

from storyreel.film.places import TimeOfDay as T
from storyreel.film.places import Weather as W

TIMES: dict[str, T] = {
    word: time
    for time, words in {
        T.DAWN: "dawn, sunrise, daybreak, first light, early morning, break of day, sunup, cockcrow",
        T.DAY: "day, morning, late morning, mid-morning, noon, midday, afternoon, late afternoon, early afternoon, daytime, lunchtime, daylight, high noon, breakfast",
        T.DUSK: "dusk, sunset, twilight, evening, early evening, magic hour, golden hour, sundown, nightfall, gloaming, blue hour, late evening",
        T.NIGHT: "night, midnight, late night, late at night, dead of night, small hours, 3 am, before dawn, pre-dawn, moonlight, nighttime",
    }.items()
    for word in words.split(", ")
}
# They say that time or a car goes on, not what time it is: the scene keeps the hour of the one before.
SAME_TIME = {
    "later", "continuous", "moments later", "same", "same time", "simultaneous", "meanwhile", "minutes later", "seconds later", "a moment later", "an hour later", "hours later",
    "present", "present day", "flashback", "back to scene", "intercut", "uninterrupted", "resuming", "that moment", "soon after", "shortly after", "a few minutes later", "cont'd", "continued",
    "dream", "montage", "establishing", "stock", "end of flashback", "vision", "memory", "some time later",
    "moving", "driving", "travelling", "traveling", "in motion", "parked", "stationary", "stopped",
}  # fmt: skip
# Words that may stand beside a time: 'THE NEXT MORNING', 'DAY 2', 'LATE NIGHT', 'WINTER NIGHT', 'YEARS LATER'.
AROUND_TIME = {
    "the", "a", "an", "next", "that", "following", "same", "early", "late", "very", "one", "two", "three", "few", "some", "many", "ten", "twenty", "years", "year", "months", "month", "weeks",
    "week", "days", "hours", "minutes", "seconds", "moments", "later", "before", "after", "earlier", "ago", "summer", "winter", "spring", "autumn", "fall", "monday", "tuesday", "wednesday", "thursday",
    "friday", "saturday", "sunday", "christmas", "new", "last", "first", "another", "again", "at", "of", "on", "rainy", "stormy", "foggy", "snowy", "in",
}  # fmt: skip

WEATHERS: dict[W, str] = {
    W.STORM: r"\bstorms?\b|\bstormy\b|\bthunder\w*|\blightning\b|\bgales?\b|\bhurricane\b|\btempest\b|\btyphoon\b|\bsquall\w*|\bblizzard of rain\b",
    W.RAIN: r"\brain(?:s|ing|y|drops?|fall|swept|-swept|storm)?\b|\bdrizzl\w+|\bdownpour\b|\bpouring\b|\bshowers?\b(?! curtain)|\bsleet\b|\bumbrellas?\b",
    W.SNOW: r"\bsnow(?:s|ing|y|fall|flakes?|storm|drifts?|bound)?\b|\bblizzard\b|\bflurries\b",
    W.FOG: r"\bfog(?:gy|s)?\b(?! ?horn)|\bmist(?:y|s)?\b|\bhaze\b|\bhazy\b|\bsmog\b",
}
CLEARING = r"\b(?:storm|rain|fog|mist|snow)(?: (?:has|have|had|finally|at last|suddenly))* (?:passed|stopped|stops|is over|is gone|ended|ends|gone|cleared|clears|lifts|lifted|dies)\b|\bclear (?:sky|skies|night|morning|day)\b|\bcloudless\b|\bblue sky\b|\bsun (?:breaks|comes out|shines)\b|\bsunny\b|\bsunlight\b"
