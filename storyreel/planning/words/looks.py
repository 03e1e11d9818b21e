"""Which words of a description say what about looks, and the colours the writer dresses people in."""

from __future__ import annotations

from typing import TypeVar

from storyreel.film.cast import Age, Build, Garment, Hair, Hat

_T = TypeVar("_T")


def _table(rows: dict[_T, str]) -> dict[str, _T]:
    return {phrase.strip(): value for value, phrases in rows.items() for phrase in phrases.split(",")}


AGES = _table(
    {
        Age.OLD: (
            "old, elderly, aged, ancient, wizened, grey-haired, gray-haired, white-haired, grandmother,"
            " grandfather, grandma, grandpa, granny, retired, weathered, sixties, seventies, eighties,"
            " octogenarian, pensioner, stooped, elder"
        ),
        Age.CHILD: (
            "girl, boy, child, kid, toddler, baby, little, schoolboy, schoolgirl, pre-teen, lad, lass, urchin"
        ),
        Age.YOUNG: (
            "young, teen, teenage, teenager, teens, youth, twenties, student, apprentice, adolescent,"
            " college, trainee, cadet, youthful"
        ),
        Age.ADULT: "thirties, forties, fifties, middle-aged, adult, grown",
    }
)
# Cuts that have a name of their own, beside any word for hair.
HAIRS = _table(
    {
        Hair.BALD: "bald, balding, shaved head, shaven head, hairless",
        Hair.CROPPED: "cropped, crew cut, buzz cut, close-cut, shaven",
        Hair.CURLY: "curly, curls, ringlets, frizzy, afro, dreadlocks, tousled",
        Hair.BUN: "bun, chignon, hair up, topknot",
        Hair.BOB: "bob, bobbed",
        Hair.PONYTAIL: "ponytail, pony tail, braid, braids, plait, plaits, pigtails, pigtail",
    }
)
BUILDS = _table(
    {
        Build.BROAD: (
            "broad, burly, stout, heavy, heavyset, big, huge, muscular, plump, fat, portly, stocky,"
            " barrel-chested"
        ),
        Build.SLIGHT: (
            "slight, thin, slim, slender, skinny, lean, wiry, gaunt, frail, bony, petite, delicate, lanky,"
            " tiny"
        ),
        Build.AVERAGE: "medium build, average",
    }
)
GARMENTS = _table(
    {
        Garment.COAT: (
            "coat, overcoat, raincoat, oilskin, oilskins, trench coat, greatcoat, parka, cloak, cape, duffel,"
            " anorak, peacoat, furs, slicker"
        ),
        Garment.JACKET: (
            "jacket, blazer, leather jacket, bomber, denim, cardigan, waistcoat, vest, windbreaker,"
            " spacesuit, wetsuit"
        ),
        Garment.SWEATER: "sweater, jumper, pullover, hoodie, sweatshirt, knit, jersey, turtleneck, gansey",
        Garment.DRESS: "dress, gown, frock, skirt, sundress, sari, nightgown, pinafore",
        Garment.SHIRT: (
            "shirt, t-shirt, blouse, overalls, dungarees, apron, pyjamas, pajamas, tunic, tank top,"
            " shirtsleeves"
        ),
        Garment.SUIT: (
            "suit, tuxedo, tie, bow tie, dinner jacket, tailcoat, three-piece, business suit, morning coat,"
            " pinstripe"
        ),
        Garment.UNIFORM: (
            "uniform, scrubs, lab coat, livery, habit, armour, armor, officer, soldier, sailor, captain,"
            " nurse, policeman, police officer, guard, steward, conductor, butler, fatigues"
        ),
        Garment.ROBE: (
            "robe, robes, bathrobe, dressing gown, cassock, kimono, toga, gown and hood, vestments, kaftan"
        ),
    }
)
HATS = _table(
    {
        Hat.CAP: "cap, flat cap, baseball cap, peaked cap, captain, beret, sailor's cap, kepi",
        Hat.BRIM: (
            "hat, fedora, cowboy hat, straw hat, bowler, top hat, bonnet, sun hat, stetson, sou'wester,"
            " trilby"
        ),
        Hat.BEANIE: "beanie, woolly hat, wool hat, knit cap, knitted hat, watch cap, bobble hat",
        Hat.HOOD: "hood, hooded, hoodie, cowl, veil",
        Hat.CROWN: "crown, tiara, diadem, coronet",
    }
)
COLOURS = {
    "red": "#a83232",
    "scarlet": "#b32a2a",
    "crimson": "#8f2233",
    "burgundy": "#6a2233",
    "orange": "#d07a35",
    "yellow": "#d9b13c",
    "mustard": "#b58f35",
    "gold": "#c9a040",
    "green": "#3f7050",
    "olive": "#66683a",
    "emerald": "#2f7f5f",
    "teal": "#2f7478",
    "blue": "#3a5f94",
    "navy": "#28385a",
    "sky-blue": "#7aa5c8",
    "turquoise": "#3fa0a0",
    "purple": "#6a4580",
    "violet": "#6f4f90",
    "lilac": "#a58fb8",
    "pink": "#c97f90",
    "white": "#e6e2d8",
    "cream": "#e8dcc0",
    "black": "#26262c",
    "grey": "#7a7d82",
    "gray": "#7a7d82",
    "silver": "#a8acb0",
    "brown": "#6f4c33",
    "tan": "#b08f66",
    "beige": "#c8b48f",
    "khaki": "#8f8560",
    "camel": "#b58f5c",
    "rust": "#9a4f2e",
    "dark": "#34343e",
}
# Garment, accent, trousers: told apart at a glance in one film, also in grey, and quiet enough to stand in
# any place.
WARDROBE: tuple[tuple[str, str, str], ...] = (
    ("#8f2f33", "#e0b060", "#2a2c38"),
    ("#2f5f6f", "#e09a5a", "#3a332e"),
    ("#b08a3f", "#4f6f7a", "#2e3440"),
    ("#4f6a45", "#e0cfa0", "#3a2f2a"),
    ("#5a4a78", "#d9b070", "#26282f"),
    ("#a8583a", "#cfd4c4", "#33405a"),
    ("#38456a", "#d97f5a", "#2f2a28"),
    ("#6f7a80", "#c04a3f", "#24262c"),
    ("#8a5f74", "#e8d8b0", "#3a3a48"),
    ("#35605a", "#e6b84f", "#40352c"),
    ("#c9b48a", "#7a3a3a", "#3f4a52"),
    ("#2c2e38", "#c9a050", "#1e2026"),
    ("#7f4a2a", "#8fb0b0", "#2c3438"),
    ("#5f7fa0", "#e8c88a", "#35302e"),
    ("#9a3f5f", "#d8d0c0", "#2a2a34"),
    ("#66683a", "#d98a4a", "#2f2e28"),
    ("#3f7f8a", "#f0d8a0", "#2c2a36"),
    ("#b5725f", "#5f7f78", "#38383f"),
    ("#e0d8c8", "#8f4a3a", "#4a5058"),
    ("#4a3a34", "#d0a868", "#22242a"),
)
HAIR_HUES = {
    "black": "#1c1a1e",
    "raven": "#1c1a1e",
    "jet": "#1c1a1e",
    "dark": "#2a2022",
    "brown": "#5a3a24",
    "brunette": "#5a3a24",
    "chestnut": "#6b3f26",
    "auburn": "#7a3a24",
    "red": "#a8452a",
    "ginger": "#b9592e",
    "copper": "#b0562c",
    "strawberry": "#c98a5a",
    "sandy": "#b98a4a",
    "fair": "#d9b56a",
    "blonde": "#d9b56a",
    "blond": "#d9b56a",
    "golden": "#d9b04a",
    "platinum": "#e6dcc0",
    "light": "#c9a468",
    "grey": "#a8a49e",
    "gray": "#a8a49e",
    "greying": "#8c8a88",
    "graying": "#8c8a88",
    "silver": "#c9c8c8",
    "white": "#e8e4dc",
    "snow-white": "#e8e4dc",
    "pink": "#c97f90",
    "blue": "#3a5f94",
    "green": "#3f7050",
    "purple": "#6a4580",
}
# What a word beside 'hair' says of its cut; the earlier row wins if several are said.
HAIR_WORDS = _table(
    {
        Hair.BALD: "no, shaved",
        Hair.CROPPED: "cropped, close-cropped, buzzed, shorn, clipped",
        Hair.BUN: "bun, pinned, topknot, chignon",
        Hair.PONYTAIL: "ponytail, braided, plaited, tied",
        Hair.CURLY: "curly, frizzy, wild, unruly, tousled, kinky, matted",
        Hair.BOB: "bobbed, chin-length, bob",
        Hair.LONG: "long, waist-length, shoulder-length, flowing, loose, wavy, trailing",
        Hair.SHORT: "short, neat, tidy, combed, slicked, spiky, thinning",
    }
)
SKINS = {
    "black": "#5a3826",
    "ebony": "#4a2e20",
    "dark": "#6b4430",
    "dark-brown": "#6b4430",
    "deep": "#6b4430",
    "brown": "#8d5a3c",
    "olive": "#b57f57",
    "tanned": "#b57f57",
    "bronzed": "#a9714b",
    "bronze": "#a9714b",
    "golden": "#c68e6a",
    "weathered": "#b57f57",
    "light": "#e8b795",
    "fair": "#f0c9a8",
    "pale": "#f0c9a8",
    "white": "#f0c9a8",
    "freckled": "#f0c9a8",
    "porcelain": "#f4d6ba",
}
MADE_OF_METAL = r"\b(?:robots?|android|automaton|machine)\b"
METAL_SKINS = ("#a9b2b6", "#b7a98c", "#8fa0a8", "#b08a6a")
"""Steel, brass, blued steel, copper."""
HEADGEAR = (
    r"(?:hats?|caps?|berets?|beanies?|bonnets?|hoods?|fedoras?|bowlers?|trilby|stetson|veil|tiara|crown"
    r"|headscarf|sou'wester)"
)
LEGWEAR = r"(?:trousers|jeans|pants|leggings|shorts|slacks|breeches|tights|stockings|boots)"
