"""Words in capitals that name several people, or none."""

from __future__ import annotations

# A cue of these is many people or none in particular.
GROUPS = frozenset(
    "all everyone everybody both crowd others men women children voices chorus guests passengers soldiers"
    " villagers students kids boys girls people audience mob sailors crew together".split()
)
# Upper-case words of action that introduce no person.
NOT_NAMES = frozenset(
    "close on up angle insert the a an and or of to in int ext est fade cut dissolve pov wide shot sound sfx"
    " vfx super title titles later day night dawn dusk morning evening continuous moments flashback montage"
    " end back begin omitted smash match over black beat silence bang boom crash slam thunder rain it he she"
    " they we i ok tv uk usa fbi cia dna id no yes note series stop start music song off vo os contd camera"
    " pan tilt zoom dolly tracking reveal intercut freeze frame legend card subtitle credits".split()
)
