"""Words before a name or for one: titles, offices, trades, and what tells two of one name apart."""

from __future__ import annotations

from storyreel.planning.words.names import GROUPS
from storyreel.screenplays.first_names import FEMININE_WORDS, MASCULINE_WORDS

SHORT_TITLES = {
    "dr": "doctor",
    "capt": "captain",
    "lt": "lieutenant",
    "sgt": "sergeant",
    "cpl": "corporal",
    "pvt": "private",
    "col": "colonel",
    "gen": "general",
    "maj": "major",
    "cmdr": "commander",
    "adm": "admiral",
    "insp": "inspector",
    "det": "detective",
    "prof": "professor",
    "rev": "reverend",
    "gov": "governor",
    "sen": "senator",
    "pres": "president",
    "mister": "mr",
    "missus": "mrs",
    "doc": "doctor",
    "supt": "superintendent",
    "fr": "father",
}
FEMININE_TITLES = frozenset(
    "mrs ms miss madam madame mme mlle mademoiselle lady dame queen princess duchess countess baroness"
    " empress sister mother aunt auntie grandmother grandma granny nun señora señorita frau".split()
)
MASCULINE_TITLES = frozenset(
    "mr sir lord king prince duke count baron emperor brother father uncle grandfather grandpa monsieur señor"
    " herr friar monk".split()
)
# Said with a name, not in its place.
COURTESY = frozenset(
    "mr mrs ms miss mx madam madame mme mlle mademoiselle monsieur sir lady lord dame saint st señor señora"
    " señorita frau herr father mother sister brother".split()
)
# Before a last name, and not before a trade: 'OFFICER BAKER' bakes no bread.
RANKS = (
    frozenset(
        """
    officer detective sergeant captain lieutenant corporal private colonel general major commander admiral
    commodore ensign brigadier inspector superintendent constable sheriff deputy agent trooper warden ranger
    doctor professor reverend nurse senator governor mayor minister judge justice cadet coach comrade aunt
    auntie uncle
""".split()
    )
    | COURTESY
)
# A country has one of each: 'KING' is the same person as 'KING HAROLD'.
SOVEREIGNS = frozenset("king queen emperor empress pope sultan tsar".split())
# Trades and offices that are common last names, too.
TRADES_AS_LAST_NAMES = frozenset(
    """
    baker cook miller butler bishop knight king prince pope dean judge marshal porter potter hunter shepherd
    archer carpenter painter singer barber butcher driver farmer gardener steward baron earl abbot priest
    monk duke constable foreman deacon merchant tailor fisherman rider page mason fiddler scout prior
    chancellor warden child friend clerk
""".split()
)
_OFFICES = frozenset(
    """
    doctor professor captain lieutenant sergeant corporal private colonel general major commander admiral
    commodore ensign marshal brigadier inspector detective superintendent constable sheriff deputy officer
    agent chief warden ranger trooper judge justice prosecutor attorney counsel barrister solicitor foreman
    coroner bailiff senator governor president mayor minister chancellor ambassador consul councillor
    congressman congresswoman secretary director principal headmaster headmistress dean rector coach
    reverend pastor bishop archbishop cardinal pope rabbi imam abbot abbess vicar deacon brother sister
    uncle aunt auntie cousin grandma grandpa granny nurse matron farmer blacksmith baker butcher miller
    professor pilot skipper bosun mate baron baroness earl viscount marquis king queen prince princess duke
    duchess count countess emperor empress sultan sheikh tsar comrade citizen widow squire master mistress
    cadet recruit rookie gunner navigator engineer astronaut cosmonaut psychiatrist therapist surgeon
    paramedic medic dentist vet midwife chef cook bartender barkeep butler
""".split()
)
TITLES = frozenset({*_OFFICES, *COURTESY, *FEMININE_TITLES, *MASCULINE_TITLES})
_TRADES = frozenset(
    """
    accountant acrobat actress actor analyst announcer anchor archer architect artist assassin assistant
    author barber barmaid barman beggar boatman bodyguard bookseller boss boxer broker builder burglar
    businessman businesswoman carpenter cashier caretaker champion chauffeur child cleaner clerk client
    clown coachman colleague collector companion conductor convict courier cowboy cowgirl critic customer
    cyclist dancer dealer defendant designer diver dispatcher drummer drunk editor electrician executioner
    expert fan ferryman fiddler fighter fireman fisherman florist friend gambler gangster gardener ghost
    giant guard guest guide gunman gunslinger hacker hangman healer henchman hermit hiker host hostage
    hostess hunter hustler innkeeper inmate intern interpreter interviewer janitor jester jeweller
    journalist juggler juror keeper kid kidnapper killer knight labourer laborer landlady landlord lawyer
    leader librarian lifeguard lookout lover machinist magician maid manager mechanic merchant messenger
    miner model monster mourner musician neighbour neighbor newcomer observer operator orderly orphan outlaw
    owner painter partner passenger patient peasant pedestrian philosopher photographer pianist pickpocket
    pirate plumber poet policeman policewoman politician porter postman potter priest prisoner producer
    programmer receptionist refugee reporter rider robber runner sailor salesman saleswoman scholar
    scientist scout sculptor secretary seller sentry servant shepherd shopkeeper singer slave smuggler
    sniper soldier soloist spy spokesman steward stewardess stowaway stranger student survivor suspect
    tailor teacher technician teenager teller thief thug tourist tracker trader traveller traveler treasurer
    trucker tutor twin undertaker usher veteran victim villager villain violinist visitor volunteer waiter
    waitress warrior watchman witch witness wizard worker writer youth computer radio phone telephone voice
    robot machine system android ship television tv intercom loudspeaker dog cat horse wolf bear dragon
    octopus parrot creature beast alien demon angel best-man bride groom heir twins parent baby toddler
    infant adult elder figure person someone somebody boyfriend girlfriend sweetheart
""".split()
)
ROLES = frozenset({*TITLES, *_TRADES, *FEMININE_WORDS, *MASCULINE_WORDS, *GROUPS})
# Before a name these say which of two it is.
DISTINCT = frozenset(
    """
    young younger old older elder little big small tall short fat thin first second third fourth fifth sixth
    last other another next former late future past present teen teenage adult middle-aged dead real fake
    false evil good bad new one two three four five six male female blind drunk drunken masked hooded bald
    bearded blonde blond dark red black white grey gray blue green
""".split()
)
# These make a nickname if there is no other of the name: 'OLD HOBBS' speaks as 'HOBBS'.
NICKNAMES = frozenset("old big little fat".split())
# Before a trade these say its kind: 'POLICE OFFICER' is not a person called Police.
KINDS_OF_TRADE = frozenset(
    """
    police hotel night head chief train taxi bus truck cab street market news radio tv prison army navy
    border airport hospital ship lab school bar club store shop security palace village town city court war
    field space deep traffic fire private public state royal desk front back door gate room lobby kitchen
    office sous wine flower milk mail paper ticket train station harbor harbour swat fbi cia uk us bank film
    stage theatre theater opera circus dance music choir church temple funeral wedding party crowd random
    passing nearby same lead main junior senior assistant deputy
""".split()
)
LINKING = frozenset("in of at with on from by behind under for as and or".split())
# English words that are also names; capitalised, they name a person.
ORDINARY_WORDS = frozenset(
    """
    grey gray black white brown green blue gold silver bell fox wolf stone wood woods hill hills rivers
    river banks bank field fields rose rose lake day knight lamb swan crane finch bird hawk marsh moss reed
    reeds rush snow frost winter summer may rain sharp young long short small strong sweet swift savage
    moody noble power price rich early best church temple house hall park parks street rhodes forest ford
    bridge bridges wall walls ward well wells west north south east english french holland london glass nail
    key keys locke lock box ball bush berry pepper rice salt coffin cross crow drake dove duck love hope
    faith grace joy charity dawn star sunday friday storm sky ocean robin wren heather olive holly ivy
    violet iris lily daisy poppy january february march april june july august october monday tuesday
    saturday red pearl ruby amber jade crystal mark bill jack rob art frank gene dean will grant chase
    chance hunter hope pat sue bob drew dick max ray rusty sandy bud pop skip sunny
""".split()
)
