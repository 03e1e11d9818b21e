"""The language of short scripts as people write them, with headings of their own industry and of others'."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from storyreel.screenplays.detection import detect_language

EXAMPLES = Path(__file__).parents[2] / "examples"

SCRIPTS: dict[str, tuple[str, ...]] = {
    "en": (
        "INT. ROOM - DAY\n\nAnna enters.\n\nANNA\nHello.",
        "Title: The Kiln\n\nEXT. KILN - DAY\n\nHeat.",
        (
            "SCENE 1\n\nLocation: Harbour\nTime: Night\n\nMIRA: Does this one still burn?\n\nTOBIAS: Only for"
            " those who ask twice."
        ),
        "'Come in,' said Anna, 'and shut the door.'\n\nTom shut it. 'It's cold,' he said.",
        (
            "INT. CAFÉ - NIGHT\n\nGIOVANNI and FRANÇOISE drink.\n\nGIOVANNI\nCiao, bella.\n\nFRANÇOISE\nYou"
            " are late, and the soup is cold."
        ),
        "EXT. BERLIN - DAY\n\nGÜNTHER\nStop!\n\nHe runs over the bridge.",
    ),
    "de": (
        "INNEN. KÜCHE - TAG\n\nGÜNTHER (45) schneidet Brot.\n\nGÜNTHER\nWo ist das Messer?",
        "Titel: Der Ofen\nAutor: A. B.\n\nINT. OFEN - TAG\n\nHitze.",
        "VHS BERLIN-MITTE INNEN/TAG\n\nVierzehn Leute im Halbkreis.\n\nJÖRG: Das bringt Ihnen nichts.",
        "INT. KITCHEN - NIGHT\n\nHanna wartet am Fenster und zählt die Autos.\n\nHANNA\nEr kommt nicht mehr.",
        "„Wer ist da?“, fragte Greta.\n\n„Ich bin es“, sagte Hans.",
        (
            "SZENE 1\n\nOrt: Hafen\nZeit: Nacht\n\nMIRA: Brennt die noch?\n\nTOBIAS (aus dem Off): Nur, wenn"
            " man zweimal fragt."
        ),
    ),
    "fr": (
        "INT. CUISINE - JOUR\n\nÉdouard coupe du pain.\n\nÉDOUARD\nOù est le couteau ?",
        "Titre: Le Four\nAuteur: A. B.\n\nEXT. FOUR - NUIT\n\nLa chaleur.",
        "SÉQUENCE 3 - EXT. PORT - AUBE\n\nLe bateau s'éloigne.\n\nÉLISE (HORS CHAMP)\nReviens !",
        "« Qui est là ? » demanda Élise.\n\n— C'est moi, répondit Paul.",
        (
            "INT. KITCHEN - NIGHT\n\nHélène attend devant la fenêtre et compte les voitures.\n\nHÉLÈNE\nIl ne"
            " viendra plus."
        ),
        "1. INT. BUREAU. JOUR\n\nMARC : Tu as les clés ?\nJULIE (off) : Non, c'est toi.",
    ),
    "es": (
        "1. INT. COCINA - DÍA\n\nLUCÍA revuelve un mate.\n\nLUCÍA\nHace calor.",
        "Título: El Horno\nAutora: A. B.\n\nEXT. CALLE - NOCHE\n\nUn auto pasa.",
        "ESCENA 3\n\nINTERIOR. CUARTO DE LA MADRE - TARDE\n\nLUCIA\nNadie vino hoy.",
        "—¿Quién es? —preguntó Elena.\n\n—Soy yo —respondió Pablo.",
        "INT. KITCHEN - NIGHT\n\nElena espera junto a la ventana y cuenta los coches.\n\nELENA\nYa no viene.",
        "EXT. PLAYA - AMANECER\n\nMARTIN (EN OFF): Nunca me gustó el mar.\n\nCORTE A:",
    ),
    "it": (
        "INT. CUCINA - GIORNO\n\nMarco taglia il pane.\n\nMARCO\nDov'è il coltello?",
        "Titolo: Il forno\nAutore: A. B.\n\nEST. CORTILE - NOTTE\n\nPiove.",
        "SCENA 1. INTERNO BAR. SERA\n\nGIULIA: Un caffè, per favore.\n\nMARCO (F.C.): Anche per me.",
        "«Chi è?» chiese Elena.\n\n«Sono io» rispose Paolo.",
        (
            "INT. KITCHEN - NIGHT\n\nElena aspetta alla finestra e conta le macchine.\n\nELENA\nOrmai non"
            " viene più."
        ),
        "EST. SPIAGGIA - ALBA\n\nIl mare è calmo.\n\nDISSOLVENZA IN CHIUSURA.",
    ),
    "pt": (
        "INT. COZINHA - DIA\n\nPaulo corta o pão.\n\nPAULO\nOnde está a faca?",
        "Título: O Forno\nRoteiro de: A. B.\n\nEXT. RUA - NOITE\n\nUma cadeira vazia. Chove.",
        "CENA 2 - INT. SALA DE JANE - NOITE\n\nJane ouve um barulho e desliga a televisão.",
        "— Quem é? — perguntou Helena.\n\n— Sou eu — respondeu João.",
        "INT. KITCHEN - NIGHT\n\nHelena espera na janela e conta os carros.\n\nHELENA\nEle não vem mais.",
        (
            "INT. SALA / CONSULTÓRIO DO DOUTOR - DAY #1#\n\nUma cadeira vazia.\n\nEXT. RUA - NIGHT"
            " #2A#\n\nChove."
        ),
    ),
    "nl": (
        "BINNEN. KEUKEN - DAG\n\nJan snijdt brood.\n\nJAN\nWaar is het mes?",
        "Titel: De oven\nGeschreven door: A. B.\n\nEXT. ERF - NACHT\n\nHet regent al de hele dag.",
        "SCÈNE 1 - EXT - BUSHOKJE - MIDDAG\n\nJORDI: De bus is te laat.\n\nSANNE (off): Alweer.",
        "‘Wie is daar?’ vroeg Greetje.\n\n‘Ik ben het,’ zei Hans.",
        (
            "INT. KITCHEN - NIGHT\n\nHanneke wacht bij het raam en telt de auto's.\n\nHANNEKE\nHij komt niet"
            " meer."
        ),
        "INT. WOONKAMER - AVOND\n\nZe kijkt hem aan en zegt niets.\n\nVOICE-OVER\nZo begon het.",
    ),
    "pl": (
        "WN. KUCHNIA - DZIEŃ\n\nMarek kroi chleb.\n\nMAREK\nGdzie jest nóż?",
        "Tytuł: Piec\nScenariusz: A. B.\n\nPL. PODWÓRKO - NOC\n\nPada deszcz.",
        "SCENA 4. WNĘTRZE. KAWIARNIA. WIECZÓR\n\nANNA: Spóźniłeś się.\n\nMAREK (OFF): Znowu.",
        "— Kto tam? — zapytała Wiera.\n\n— To ja — odparł Borys.",
        "INT. KITCHEN - NIGHT\n\nHanna czeka przy oknie i liczy samochody.\n\nHANNA\nJuż nie przyjdzie.",
        "PLENER. LAS - SWIT\n\nMgla nad rzeka. Ktos biegnie miedzy drzewami.",
    ),
    "ru": (
        "ИНТ. КВАРТИРА ВЕРЫ – КУХНЯ – ДЕНЬ\n\nЧайник свистит.\n\nВЕРА\nКто там?",
        "1-2. НАТ. ДВОР. НОЧЬ.\nБОРИС\n\nСнег.\n\nБОРИС\nЭто я.",
        "— Кто там? — спросила Вера.\n\n— Это я, — ответил Борис.",
        "INT. KITCHEN - NIGHT\n\nВера ждёт у окна и считает машины.\n\nВЕРА (V.O.)\nОн не придёт.",
        "Название: Соль\nАвтор: А. Б.\n\nЭКСТ. ПЛЯЖ - РАССВЕТ\n\nВолны.",
        "ТИТР: Москва, 1987\n\nИНТ. ВАГОН МЕТРО. ВЕЧЕР\n\nАНТОН: Следующая наша.",
    ),
    "uk": (
        "ІНТ. КУХНЯ - ДЕНЬ\n\nМарко ріже хліб.\n\nМАРКО\nДе ніж?",
        "Назва: Піч\nАвтор: А. Б.\n\nНАТ. ПОДВІР'Я - НІЧ\n\nІде дощ.",
        (
            "СЦЕНА 1\n\nМісце: порт\nЧас: ніч\n\nМИРА: Вона ще світить?\n\nТАРАС (за кадром): Лише тим, хто"
            " питає двічі."
        ),
        "— Хто там? — спитала Віра.\n\n— Це я, — відповів Борис.",
        "INT. KITCHEN - NIGHT\n\nГанна чекає біля вікна і лічить машини.\n\nГАННА\nВін уже не прийде.",
        "ЕКСТ. ЛІС - СВІТАНОК\n\nТуман над річкою.",
    ),
    "zh": (
        "1-1 日 内 咖啡馆\n人物：小满、阿明\n△小满坐在窗边，看着雨。\n小满：你来晚了。",
        "第一场 咖啡馆 日 内\n小满坐在窗边。\n阿明：路上堵车。",
        "Title: 雨\n\nINT. 咖啡馆 - 日\n\n小满坐在窗边。\n\n@小满\n你来晚了。",
        "片名：灯塔\n编剧：A. B.\n\n内景 客厅 夜\n\n她在等他。",
        "“谁在那儿？”小梅问。\n\n“是我。”大山说。",
        "第1場 廚房 夜 內\n\n美玲打開冰箱，什麼都沒有。",
    ),
    "ja": (
        "○　喫茶店・店内（昼）\n\n　健太（２０）、窓際に座っている。\n\n健太「遅かったね」",
        "Title: パン\n\nINT. 台所 - 昼\n\n健太がパンを切る。\n\n@健太\nナイフはどこ？",
        "〇木下建設・オフィス（夜）\n\n　誰もいない。電話が鳴る。",
        "「誰だ」と健太が言った。\n\n「私よ」と美咲が答えた。",
        "タイトル：灯台\n脚本：A. B.\n\n○　港（朝）\n\n美咲N「海はまだ眠っていた」",
        "INT. KITCHEN - NIGHT\n\n美咲は窓のそばで待っている。",
    ),
    "ko": (
        "S#1. 경찰서 (낮/안)\n\n민수가 문을 연다.\n\n민수: 늦었네.",
        "제목: 등대\n각본: A. B.\n\nS#2 항구 - 밤\n\n비가 내린다.",
        "INT. 부엌 - 낮\n\n@지은\n칼 어디 있어?",
        "“누구세요?” 지은이 물었다.\n\n“나야.” 민수가 대답했다.",
        "INT. KITCHEN - NIGHT\n\n지은은 창가에서 기다린다.",
        "실외. 거리 - 저녁\n\n사람들이 지나간다.\n\n내레이션: 그해 겨울은 길었다.",
    ),
    "ar": (
        "مشهد 1 - داخلي - نهار - شقة نادية\n\nنادية تفتح الشرفة.\n\nنادية: لم يأت أحد.",
        "Title: البحر\n\nINT. شقة نادية - نهار\n\n@نادية\nلم يأت أحد.",
        "مشهد 26\nليل - داخلي\nحجرة المأمور\n\nالمأمور: من هناك؟",
        "«من هناك؟» سألت نادية.\n\n«أنا» أجاب حسن.",
        "INT. KITCHEN - NIGHT\n\nنادية تنتظر عند النافذة وتعد السيارات.",
        "عنوان الفيلم: المنارة\nتأليف: أ. ب.\n\nخارجي - الكورنيش - غروب\n\nالبحر هادئ.",
    ),
    "hi": (
        "Title: रोटी\n\nINT. रसोई - दिन\n\nमीरा रोटी बनाती है।\n\n@मीरा\nचाकू कहाँ है?",
        "दृश्य 1\n\nस्थान: रसोई\nसमय: रात\n\nमीरा: कौन है?",
        "आंतरिक. दफ्तर - शाम\n\nराजू फ़ाइल खोलता है।",
        "“कौन है?” मीरा ने पूछा।\n\n“मैं हूँ,” राजू ने कहा।",
        "INT. KITCHEN - NIGHT\n\nमीरा खिड़की के पास इंतज़ार करती है।",
        "बाह्य. सड़क - सुबह\n\nबस आती है।\n\nकट टू:",
    ),
}


@pytest.mark.parametrize(
    ("code", "script"), [(code, script) for code, scripts in SCRIPTS.items() for script in scripts]
)
def test_a_short_script_is_known_by_its_language(code: str, script: str) -> None:
    """A few lines are enough, whatever language the headings are in."""
    assert detect_language(script) == code


@pytest.mark.parametrize(
    ("code", "script"),
    [
        ("de", "INT. HALL - TAG\n\nOTTO\nMira!"),
        ("fr", "INT. BAR - NUIT\n\nANNA\nSalut.\n\nTOM\nÇa va ?"),
        ("it", "INT. BAR - NOTTE\n\nANNA\nCiao.\n\nTOM\nCome va?"),
        ("pt", "INT. BAR - NOITE\n\nANNA\nOi.\n\nTOM\nTudo bem?"),
        ("nl", "INT. BAR - NACHT\n\nANNA\nHoi.\n\nTOM\nAlles goed?"),
        ("pl", "WN. BAR - NOC\n\nANNA\nHej."),
        ("fr", "# La pluie\n\n## Scène 1 : La gare\n\n**MARIE :** Tu pars ?\n\n**LUC :** Oui."),
        (
            "de",
            (
                "Here is your screenplay:\n\nINNEN. KÜCHE - TAG\n\nGünther schneidet Brot.\n\nLet me know if"
                " you want changes!"
            ),
        ),
        ("en", "TAG\n\nINT. BAR - DAY\n\nAnna laughs.\n\nCUT."),
        ("en", "EXT. ROMA, VIA SERA\n\nMARC\nYes, my friend."),
        ("en", "INT. CAFE DE NUIT - NIGHT\n\nMARC\nYes."),
        ("en", "INT. LIBRARY - DAY\n\nPIERRE (V.O.)\nMon Dieu!\n\nThe books fall on him."),
    ],
)
def test_words_of_the_form_decide_where_little_is_said(code: str, script: str) -> None:
    """A heading in a language, and none in English, outweighs a few short words.

    Talk around the script weighs nothing.
    """
    assert detect_language(script) == code


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.fountain")), ids=lambda path: path.stem)
def test_the_examples_are_english(path: Path) -> None:
    """What is English stays English."""
    assert detect_language(path.read_text(encoding="utf-8")) == "en"


@pytest.mark.parametrize(
    "script",
    [
        "",
        "\n\n",
        "INT. ROOM - DAY",
        "...",
        "ANNA\nHm.",
        "1987",
        "🎬",
        "INT. HALL - NIGHT\n\nOtto. Mira. Tove. Ines.\n\nOTTO\nMira!",
    ],
)
def test_what_says_nothing_is_taken_for_english(script: str) -> None:
    """A text that is too short to tell stays what it was."""
    assert detect_language(script) == "en"


def test_every_three_lines_of_an_english_script_are_english() -> None:
    """Names and exclamations of a script in pieces are no other language."""
    lines = [
        line
        for path in sorted(EXAMPLES.glob("*.fountain"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]

    pieces = ["\n".join(lines[start : start + 3]) for start in range(len(lines))]
    assert {piece: found for piece in pieces if (found := detect_language(piece)) != "en"} == {}


@pytest.mark.parametrize(
    ("code", "script"),
    [
        ("sv", "EXT. KVARN - NATT\n\nEtt kugghjul snurrar i mörkret.\n\nJETTE\nStäng dörren."),
        ("el", "ΕΣΩΤ. ΚΟΥΖΙΝΑ - ΜΕΡΑ\n\nΗ Μαρία κόβει ψωμί."),
        ("he", "פנים. מטבח - יום\n\nדנה חותכת לחם."),
        (
            "tr",
            "İÇ. MUTFAK - GÜNDÜZ\n\nAyşe pencerede bekliyor ve arabaları sayıyor.\n\nAYŞE\nArtık gelmeyecek.",
        ),
    ],
)
def test_other_languages_are_told_where_the_library_is_sure(code: str, script: str) -> None:
    """A language without a data file has its code, so that its voice can be found."""
    assert detect_language(script) == code


def test_five_megabytes_take_no_longer_than_a_page() -> None:
    """Only the beginning is looked at."""
    script = "INNEN. KÜCHE - TAG\n\nGünther schneidet Brot und wartet.\n\n" * 80_000
    detect_language(script[:1000])

    began = time.process_time()
    assert detect_language(script) == "de"
    assert time.process_time() - began < 1
