"""Words of fifteen languages that show a person in a story: gestures, and nouns for women and men."""

from __future__ import annotations

_GESTURES = """
nodded nods smiled smiles laughed laughs shrugged shrugs sighed sighs frowned frowns grinned grins winked
winks blinked blinks blushed blushes wept weeps sobbed sobs chuckled chuckles giggled giggles
snorted snorts swallowed swallows hesitated hesitates paused pauses bowed bows knelt kneels gasped gasps
yawned yawns beamed beams glared glares stared stares scowled scowls waved waves pointed points
turned turns looked looks glanced glances leaned leans sat sits stood stands rose stepped steps walked
walks knew knows thought thinks wondered wonders coughed coughs cried whistled hummed
nickte nickt lächelte lächelt lachte lacht seufzte seufzt grinste grinst zwinkerte weinte weint schluckte
zögerte winkte setzte stand drehte blickte sah schaute runzelte zuckte schüttelte hob senkte trat
hocha hoche sourit rit soupira soupire haussa hausse fronça rougit pleura hésita secoua leva baissa
regarda regarde tourna assit rougissait souriait
asintió asiente sonrió sonríe rió ríe suspiró suspira frunció encogió lloró dudó negó levantó bajó miró
mira volvió giró sentó
annuì annuisce sorrise sorride rise ride sospirò sospira scosse pianse esitò alzò abbassò guardò guarda
voltò
assentiu assente sorriu sorri riu ri suspirou suspira franziu encolheu chorou hesitou levantou baixou
olhou olha virou sentou
knikte knikt glimlachte glimlacht lachte lacht zuchtte zucht haalde grijnsde huilde slikte aarzelde keek
kijkt draaide stond
skinął skinęła uśmiechnął uśmiechnęła zaśmiał zaśmiała westchnął westchnęła wzruszył wzruszyła zmarszczył
zmarszczyła spojrzał spojrzała usiadł usiadła wstał wstała odwrócił odwróciła
кивнул кивнула кивает улыбнулся улыбнулась улыбается засмеялся засмеялась рассмеялся рассмеялась вздохнул
вздохнула пожал пожала нахмурился нахмурилась усмехнулся усмехнулась заплакал заплакала
посмотрел посмотрела покачал покачала повернулся повернулась поднял подняла опустил опустила встал встала
сел села замолчал замолчала
кивнув кивнула посміхнувся посміхнулась усміхнувся усміхнулась засміявся засміялась зітхнув зітхнула
знизав знизала подивився подивилась глянув глянула похитав похитала підвівся підвелась сів сіла
"""
GESTURES = frozenset(_GESTURES.split())
"""Verbs after a name or a noun that show a person who is about to speak or just did."""

GESTURE_SIGNS = frozenset(
    "笑点點低抬摇搖看走站坐转轉皱皺叹嘆举舉放拿跑停想哭伸推打回进進出望瞪拍挥揮瞥盯擦咬握闭閉睁睜躺跪蹲叫喊听聽接立入頷振見微泣黙首目顔手口肩息"
)
"""The same in Chinese and Japanese, by the first sign of the verb or of the part of the body."""

FEMININE_NOUNS = frozenset(
    """
    frau mädchen mutter tochter schwester oma großmutter tante witwe königin prinzessin kellnerin ärztin
    lehrerin
    femme fille fillette mère sœur soeur grand-mère tante veuve reine princesse vieille dame
    mujer niña chica madre hija hermana abuela tía viuda reina princesa señora muchacha anciana vieja
    donna ragazza bambina madre figlia sorella nonna zia vedova regina principessa signora vecchia
    mulher menina rapariga moça mãe filha irmã avó tia viúva rainha princesa senhora velha
    vrouw meisje moeder dochter zus oma weduwe koningin prinses mevrouw
    kobieta dziewczyna dziewczynka matka mama córka siostra babcia ciocia wdowa królowa staruszka
    nauczycielka
    женщина девушка девочка мать мама дочь дочка сестра бабушка тётя тетя вдова королева принцесса жена
    старуха старушка учительница медсестра
    жінка дівчина дівчинка мати дочка бабуся тітка вдова королева принцеса дружина вчителька
    """.split()
)
MASCULINE_NOUNS = frozenset(
    """
    mann junge vater sohn bruder opa großvater onkel witwer könig prinz kellner bub wirt arzt lehrer
    homme garçon père fils frère grand-père oncle veuf roi vieux vieillard monsieur
    hombre niño chico padre hijo hermano abuelo tío viudo rey príncipe señor muchacho anciano viejo
    uomo ragazzo bambino figlio fratello nonno zio vedovo principe signore vecchio
    homem menino rapaz moço pai filho irmão avô tio viúvo rei senhor velho
    jongen vader zoon broer weduwnaar koning prins meneer
    mężczyzna chłopak chłopiec ojciec tata brat dziadek wujek wdowiec król mąż starzec nauczyciel
    мужчина парень мальчик юноша отец папа сын брат дедушка дед дядя вдовец король принц муж старик
    человек солдат врач доктор учитель капитан
    чоловік хлопець хлопчик батько тато син дідусь дід дядько вдівець лікар вчитель
    """.split()
)
THINGS = frozenset(
    """
    rain snow wind night morning evening day dawn dusk silence darkness light smoke thunder lightning
    water fire nothing winter summer spring autumn time people music sunlight moonlight fog mist dust
    tears something anything everything anger fear joy hope sweat warmth panic relief dinner lunch
    breakfast grief pain laughter sleep death life love moments seconds london paris berlin waves minutes
    hours days weeks years steam blood sand ice hail stars
    """.split()
)
"""Words that begin a sentence with a capital and are not names."""
AGES_ABROAD = {
    "child": frozenset(
        """
        kind mädchen junge bub enfant fillette garçon garçonnet niño niña bambino bambina menino menina
        criança kind meisje jongen dziecko chłopiec dziewczynka
        ребёнок ребенок мальчик девочка дитина хлопчик дівчинка 孩子 小孩 男孩 女孩 小男孩 小女孩 子供
        少年 少女 男の子 女の子 아이 소년 소녀 طفل طفلة ولد बच्चा बच्ची लड़का लड़की
        """.split()
    ),
    "old": frozenset(
        """
        alte alter oma opa großmutter großvater vieux vieille vieillard grand-père grand-mère mamie papi
        viejo vieja anciano anciana abuelo abuela vecchio vecchia nonno nonna velho velha avô avó
        oude oma opa grootmoeder grootvader stary stara staruszek staruszka starzec dziadek babcia старый
        старая старик старуха старушка дедушка дед бабушка старий стара дідусь дід бабуся
        老人 老头 老太太 爷爷 奶奶 外婆 外公 老人 老婆 おじいさん おばあさん 祖父 祖母 할아버지 할머니
        노인 عجوز جد جدة दादा दादी बूढ़ा
        """.split()
    ),
    "robot": frozenset("roboter robot robô робот 机器人 機器人 ロボット 로봇 روبوت रोबोट".split()),
}
"""By the English word, nouns and adjectives that say how old a person is, or that it is a robot."""
