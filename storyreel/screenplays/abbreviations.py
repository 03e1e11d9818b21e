"""Words written short with a full stop in the languages of scripts, in small letters.

None of them ends a sentence before what it belongs to.
"""

from __future__ import annotations

BEFORE_NAMES = frozenset(
    """
    mr mrs ms mx dr dra drs st ste mt ft prof profa capt lt sgt cpl pvt col gen maj cmdr cdr adm brig insp
    supt det rev hon gov sen rep pres fr messrs mme mlle msgr jr sr sra sres srta hr frl vs
    avd avda av ave blvd bd edif pza pl gral cap lic ing arq hno hna dpto ud uds vda sto sta
    sig sigg sigra dott dottssa avv geom rag on mons ten serg exmo exma eng sgto cel dhr mevr mw mej ir ds
    jhr bgm
    ul al os śp św ks płk kpt por mjr inż mgr hab red
    ул пр просп пер пл наб бул бульв ш г гор с пос дер обл р-н им проф акад гр тов св о вул провул м смт
    буд ім кв д к корп стр
    """.split()
)
"""'Capt. Grey', 'Avda. Central', 'Ул. Ленина': with a capital themselves."""
SMALL_BEFORE_NAMES = frozenset(
    """
    vs av avda ave ul al os pl św ks płk kpt por mjr inż mgr prof profa drs dr dra dhr mevr mw ds ing sig
    sr sra dott col cap gral st ste bd
    ул пр просп пер пл наб бул бульв г гор с пос дер обл им проф акад гр тов св вул провул м смт ім
    """.split()
)
"""Those of them that are written small as well: 'на ул. Ленина', 'przy ul. Długiej'."""
BEFORE_FIGURES = frozenset(
    """
    no nos nr vol fig ch chs p pp pt sec art núm num nº n pág págs pag cap tel tfno apdo hab km kap bd
    hsnr str kl stk ca bzw abs ziff anm blz hst dl rozdz ok tzn godz poz m lok
    д дом кв к корп стр оф эт тел гл п рис табл ок буд під пов розд вул ст
    """.split()
)
"""'No. 7', 'núm. 5', 'д. 5'. With no figure after it, 'No.' is an answer."""
ANSWERS = frozenset(["no", "nos", "pt", "art"])
"""Those that end a sentence before a name: 'No. Anna is here.'"""
FOR_WORDS = frozenset("e.g i.e cf p.ej ej z.b z.B d.h u.a bzw np напр т.е т.к bijv p.ex".split())
"""In small letters before anything: 'z.B. Anna'."""
IN_TWO_PARTS = frozenset(
    (
        ("z", "B"),
        ("d", "h"),
        ("u", "a"),
        ("p", "ej"),
        ("p", "ex"),
        ("p", "es"),
        ("т", "е"),
        ("т", "к"),
        ("m", "in"),
    )
)
"""The same with a space in them: 'z. B. Anna'."""
AFTER_FIGURES = frozenset("г м с д стр кв o m km h kg".split())
"""After a figure they may end a sentence: 'в 1990 г.'"""
