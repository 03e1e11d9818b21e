"""Words of an anchor for hours, weathers and colours, and words that do not say what a place is."""

from __future__ import annotations

from storyreel.film.places import TimeOfDay as T
from storyreel.film.places import Weather as W

TIMES: dict[T, tuple[str, str]] = {
    T.DAWN: ("dawn", "rose and pale gold low in the east, long soft shadows"),
    T.DAY: ("day", "clear natural daylight, true colours"),
    T.DUSK: ("dusk", "the last orange band under deepening blue, first lamps lit"),
    T.NIGHT: ("night", "deep blue darkness, a few warm sources of light"),
}
WEATHERS: dict[W, tuple[str, str]] = {
    W.CLEAR: ("clear air", "clear air beyond the windows"),
    W.RAIN: ("steady slanting rain, wet shining surfaces", "rain running down the windows"),
    W.SNOW: ("falling snow, everything rounded and white", "snow against the windows"),
    W.FOG: ("fog that takes away the distance", "fog pressed against the windows"),
    W.STORM: (
        "a storm: driven rain, torn clouds, lightning",
        "a storm beating at the windows, lightning beyond the glass",
    ),
}
COLOUR_NAMES: tuple[tuple[str, str], ...] = tuple(
    (name, f"#{code}")
    for name, code in (
        row.rsplit(" ", 1)
        for row in (
            "black 101014,charcoal 2c2e34,slate grey 5a6470,ash grey 8c9298,pale grey c4c8cc,off-white"
            " ece8de,cream f2e4c0,sand d8be90,ochre b8893c,mustard c8a040,gold e0b048,amber e8983c,burnt"
            " orange c8682c,rust 9a4a2c,brick red a0443c,crimson 942838,wine 5c2030,rose c8808c,plum"
            " 5c3c5c,violet 6c5090,midnight blue 161c38,navy 26345c,steel blue 4c6880,sea blue 34708c,sky"
            " blue 84acc8,ice blue c8dce8,teal 30787c,sea green 4c8c7c,pale green b4ccb0,moss green"
            " 5c7040,forest green 2c4c34,olive 6c6838,dark brown 3c2a20,umber 5c4434,chestnut 7c4c34,tan"
            " b08c68,coral e07058,turquoise 48b0b4"
        ).split(",")
    )
)
# Words of sentences that tell of an hour, a weather or a state of one scene, and not of what the place is.
PASSING = (
    r"\b(?:is|are|was|were|has been|stands?|lies?|hangs?) (?:now |still |all |almost |quite"
    r" )?(?:dark|lit|empty|deserted|open|closed|shut|broken|out|gone|silent|still|quiet|cold|wet|off"
    r"|on|full|crowded|dead|asleep|"
    r"alive|bare|abandoned|locked|ready|there|back|over)\b"
    r"|\b(?:now|suddenly|again|finally|at"
    r" last|then|meanwhile|slowly|begins?|starts?|stops?|ends?|passes|passed|comes?|came|goes|going"
    r"|falls?|rises?|rose|fades?|flickers?|wakes?|dies|burns|sweeps?|moves?|opens?|closes?|turns?"
    r"|arrives?|leaves?|breaks?|thins?|lifts?)\b"
    r"|\b(?:dark|cold|lit|empty|silent|still|quiet|wet|bright|cold and dark)(?=[.,;!?])"
    r"|\b(?:dawn|dusk|night|morning|evening|noon|midnight|sunrise|sunset|sunlight|sunny|sun"
    r"|moonlight|moon|stars|daylight|twilight|bright|dim|sky)\b|\bsilence\b|\bquiet\b"
)
# Seen at some hours or in some weather only; the shots that see them say so.
PASSING_FEATURES = frozenset({"sun", "moon", "stars", "gulls", "snow", "puddles"})
