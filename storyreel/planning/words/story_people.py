"""Words that tell a story's people from its things: what people do, and what is never a person."""

from __future__ import annotations

# Nouns of the table of roles that in a story mostly mean a thing, or no person in particular.
NEVER_PEOPLE = frozenset(
    """
    computer radio phone telephone voice system tv television intercom loudspeaker machine ship general
    private major principal fan chief mate model host guide coach dean judge justice counsel pilot pope
    producer figure person someone somebody leader count master squire saint prince's vet medic chief lead
    duke consul father's mark lord comrade citizen champion agent expert editor parents twins heir kin
    partner companion friend lover guest stranger's crew people audience other both observer operator
    conductor author bearded minister officer secretary page speaker creature system collector tracker
    trader rider runner scout sentry teller beast's mistress drunk relative owner bearer reader seller
""".split()
) - {
    "judge",
    "pilot",
    "officer",
    "conductor",
    "stranger",
    "friend",
    "guest",
    "rider",
    "scout",
    "owner",
    "author",
}
ANIMALS = frozenset(
    "dog cat horse wolf bear dragon fox owl mouse rabbit lion tiger elephant goat cow donkey frog goose raven"
    " monkey parrot puppy kitten pony hare hedgehog squirrel bird whale snake".split()
)
# In a row of adjectives before a noun they show that there is no such row: 'the door and the girl'.
NO_ADJECTIVES = frozenset(
    """
    and or of in on at to from with by for as was were is are had has that which who when while but into
    over under behind beside near like than the a an his her their its my our this not very then saw met
    found took gave made said asked told came went did does named called
""".split()
)
# Words before a person who does something, or to whom something visible is done.
SAID_OF_ACTORS = frozenset(
    """
    worked works stood stands sat sits lived lives lay lies was came comes waited waits slept sleeps
    appeared appears walked walks saw sees met meets found finds watched watches followed follows helped
    helps hugged hugs woke wakes kissed loved ran runs rolled stepped steps knelt kneels is carried carries
    pushed with beside
""".split()
)
# Before the subject of a clause.
BEFORE_ACTORS = frozenset(
    "and but while when where as then because until so that night morning day evening once there if whenever"
    " before after although suddenly later now today tonight finally nobody only even".split()
)
# Verbs that do not end in '-ed', after the person who does them.
ACTED = frozenset(
    """
    was were had did lay sat stood found gave took went came ran held kept knew saw said fell felt made told
    thought got let put set shut cut hit led left lost met rose rode rang sang sank slept spoke spent swam
    swept taught threw understood woke wore wrote began bent bought brought built caught chose crept cried
    drank drew drove ate fed fled flew forgot froze grew heard hid hung knelt laid lit read shook shone
    smelt sold sent sought stole stuck swung tore won wound is has does looks walks stands sits runs takes
    gives turns opens closes comes goes smiles nods says watches waits holds puts picks sees hears finds
    knows wants lives works waters rolls climbs carries would could can never always still often sometimes
    slowly quickly quietly only also just
""".split()
)
# Capitalised inside a sentence, and yet no person's name.
NO_FIRST_NAMES = frozenset(
    """
    i i'm i'll i'd i've i’m i’ll i’d i’ve the a an he she they it we you this that these those then there
    here what who why how when where monday tuesday wednesday thursday friday saturday sunday january
    february march april may june july august september october november december christmas easter god lord
    english french german spanish italian russian chinese japanese american british european african indian
    greek latin earth mars moon sun mr mrs ms dr north south east west yes no oh ah and but or so if in on
    at once every one two three all both nobody everybody someone everyone nothing something after before
    while as for from with without under over behind between her his their its my our your not now later
    suddenly finally perhaps maybe only even
""".split()
)
TWO_WORDS = frozenset(
    [
        "first mate",
        "second mate",
        "chief mate",
        "chief engineer",
        "police officer",
        "head nurse",
        "ship's cook",
        "cabin boy",
        "school teacher",
        "old-timer",
        "little one",
    ]
)
"""Nouns of two words for a person: a mate alone is a friend."""
GENERIC_PEOPLE = frozenset(
    "man woman girl boy child lady gentleman lad fellow robot machine widow orphan creature thing".split()
)
"""Nouns that describe a person whom another noun names: 'the first mate, a broad man'."""
# Words of looks behind 'with' and before 'named'.
OF_LOOKS = frozenset(
    """
    beard beards moustache mustache hair curls braids pigtails eyes eye nose ears freckles glasses
    spectacles hat cap coat jacket cloak scarf boots dress apron shirt sweater uniform suit gown robe face
    smile voice hands arms legs leg teeth tooth limp stick cane skin years age old nine ten eleven twelve
    seven eight six five four three sixty seventy eighty ninety thirty forty fifty twenty
""".split()
)
# Things that are called by a name.
CALLED_THINGS = frozenset(
    """
    town village city island ship boat country river street book song game planet kingdom land inn place
    mountain valley lake forest sea cat's boat's vessel yacht schooner trawler ferry hill farm pub
    restaurant hotel bar café cafe shop company band newspaper magazine film movie play dish drug star moon
    world region province state desert bay harbour harbor port hospital school church house castle stadt
    dorf insel schiff boot land fluss ville village île bateau pays navire ciudad pueblo isla barco país río
    città paese isola nave barca cidade vila ilha navio barco stad dorp eiland schip miasto miasteczko wieś
    wsi wyspa statek город города городе городок городке деревня деревне остров острове корабль лодка місто
    місті село селі острів корабель страна стране
""".split()
)
YEARS = {
    word: years
    for years, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen twenty".split(),
        start=1,
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
