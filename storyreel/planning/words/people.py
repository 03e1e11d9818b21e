"""Words of other languages that say whether a person is a woman or a man.

The English ones are in `storyreel.screenplays.first_names`.
"""

from __future__ import annotations

FEMININE_ABROAD = frozenset(
    """
    frau mädchen mutter tochter schwester oma großmutter tante witwe königin prinzessin ehefrau kellnerin
    ärztin lehrerin polizistin
    femme fille mère soeur sœur grand-mère tante veuve reine princesse épouse serveuse maîtresse dame mamie
    mujer niña chica madre hija hermana abuela tía viuda reina princesa esposa señora señorita camarera
    muchacha
    donna ragazza bambina madre figlia sorella nonna zia vedova regina principessa moglie signora cameriera
    mulher menina rapariga moça mãe filha irmã avó tia viúva rainha princesa esposa senhora
    vrouw meisje moeder dochter zus oma weduwe koningin prinses echtgenote mevrouw
    kobieta dziewczyna dziewczynka matka córka siostra babcia ciocia wdowa królowa żona
    женщина девушка девочка мать мама дочь сестра бабушка тётя тетя вдова королева принцесса жена старуха
    госпожа официантка
    жінка дівчина дівчинка мати мама дочка сестра бабуся тітка вдова королева дружина
    女 女人 女性 女孩 少女 母亲 妈妈 奶奶 姐姐 妹妹 妻子 女の子 母 娘 姉 妹 祖母 おばあさん お母さん 여자
    여성 소녀 어머니 엄마 할머니 누나 언니 아내
    امرأة فتاة بنت أم أخت جدة زوجة महिला औरत लड़की माँ बहन दादी पत्नी
    """.split()
)
MASCULINE_ABROAD = frozenset(
    """
    mann junge vater sohn bruder opa großvater onkel witwer könig prinz ehemann kellner herr bub
    homme garçon père fils frère grand-père oncle veuf roi époux serveur monsieur papi mari
    hombre niño chico padre hijo hermano abuelo tío viudo príncipe esposo marido señor camarero muchacho
    uomo ragazzo bambino padre figlio fratello nonno zio vedovo principe marito signore cameriere
    homem menino rapaz moço pai filho irmão avô tio viúvo rei senhor
    jongen vader zoon broer weduwnaar koning prins echtgenoot meneer heer
    mężczyzna chłopak chłopiec ojciec brat dziadek wujek wdowiec król mąż
    мужчина парень мальчик юноша отец папа сын брат дедушка дед дядя вдовец король принц муж старик
    господин официант
    чоловік хлопець хлопчик батько тато син брат дідусь дядько вдівець король
    男 男人 男性 男孩 少年 父亲 爸爸 爷爷 哥哥 弟弟 丈夫 男の子 父 息子 兄 弟 祖父 おじいさん お父さん
    남자 남성 소년 아버지 아빠 할아버지 형 오빠 남편
    رجل ولد أب ابن أخ جد زوج आदमी पुरुष लड़का पिता भाई दादा पति
    """.split()
)
# Patronymics: 'ИГНАТЬЕВИЧ' is a man's, 'ИГНАТЬЕВНА' a woman's.
FEMININE_ENDINGS = ("овна", "евна", "ёвна", "ична", "івна", "ївна")
MASCULINE_ENDINGS = ("ович", "евич", "ёвич", "ьич", "йович")
# Russian and Ukrainian first names of women end in these letters; those of men that do, too, are few.
FEMININE_LETTERS = ("а", "я")
MASCULINE_IN_A = frozenset(
    "никита илья лука фома кузьма саша женя миша паша лёша леша коля ваня петя вася дима гриша костя юра"
    " боря толя витя сеня гоша микола ілля сашко".split()
)
