"""What a language's words say of a line: counted scenes and acts, and labels that are no people."""

from __future__ import annotations

import pytest

from storyreel.screenplays import read_screenplay
from storyreel.screenplays.lexicon import Label, lexicon


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("en", "SCENE ONE"),
        ("en", "FIRST SCENE"),
        ("en", "Scene 1A"),
        ("de", "Erste Szene"),
        ("de", "1. BILD"),
        ("de", "SEQUENZ 1"),
        ("de", "ZWEITER AUFTRITT"),
        ("it", "SCENA PRIMA"),
        ("fr", "SCÈNE PREMIÈRE"),
        ("fr", "SÉQ. 1"),
        ("fr", "1ère SCÈNE"),
        ("es", "PRIMERA ESCENA"),
        ("pt", "CENA PRIMEIRA"),
        ("nl", "TWEEDE SCÈNE"),
        ("pl", "SCENA PIERWSZA"),
        ("ru", "СЦЕНА ПЕРВАЯ"),
        ("ru", "ЯВЛЕНИЕ I"),
        ("ru", "2-я СЦЕНА"),
        ("uk", "ЯВА ІІ"),
        ("zh", "第一幕"),
        ("zh", "场景一："),
        ("ar", "المشهد الثاني:"),
        ("ar", "مشهد (3)"),
        ("ar", "المشهد ٤ -"),
        ("hi", "दृश्य १"),
        ("hi", "पहला दृश्य"),
    ],
)
def test_a_scene_is_counted_in_words_and_signs(code: str, line: str) -> None:
    """The whole line is the scene's number."""
    found = lexicon(code).scene.match(line)

    assert found is not None
    assert found.end() == len(line)


@pytest.mark.parametrize("line", ["2. SCENE OF THE CRIME", "SCENE ONESIE", "FIRST SCENES", "SCENERY 2"])
def test_words_around_scene_count_nothing(line: str) -> None:
    """'2. SCENE OF THE CRIME' is the second of something else."""
    assert lexicon("en").scene.match(line) is None


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("en", "ACT ONE"),
        ("en", "ACT II"),
        ("en", "2nd Act"),
        ("de", "ERSTER AKT"),
        ("de", "1. Akt"),
        ("it", "ATTO PRIMO"),
        ("fr", "ACTE PREMIER"),
        ("es", "PRIMER ACTO"),
        ("pl", "AKT PIERWSZY"),
        ("ru", "ДЕЙСТВИЕ ПЕРВОЕ"),
        ("ja", "第一幕"),
        ("ko", "제1막"),
        ("ar", "الفصل الأول"),
        ("hi", "प्रथम अंक"),
    ],
)
def test_an_act_is_counted_in_words_and_signs(code: str, line: str) -> None:
    """Acts are found with their numbers."""
    assert lexicon(code).label(line, (Label.ACT,)) is Label.ACT


def test_a_word_that_begins_as_an_act_is_none() -> None:
    """'ACTIVE' and 'ACT OF GOD' are no acts."""
    assert lexicon("en").label("ACTIVE", (Label.ACT,)) is None
    assert lexicon("en").label("ACT OF GOD", (Label.ACT,)) is None


@pytest.mark.parametrize(
    ("code", "line", "label"),
    [
        ("en", "QUICK CUTS", Label.CAMERA),
        ("en", "LOW ANGLE", Label.CAMERA),
        ("en", "NEXT SCENE", Label.CAMERA),
        ("en", "SCENE END", Label.ENDING),
        ("en", "MUSIC CUE", Label.SOUND),
        ("en", "SOUND OF", Label.SOUND),
        ("en", "TEXT OVERLAY", Label.ON_SCREEN),
        ("en", "LOWER THIRD", Label.ON_SCREEN),
        ("en", "B-ROLL", Label.VISUAL),
        ("en", "DIALOGUE", Label.AUDIO),
        ("en", "CTA", Label.ABOUT),
        ("en", "OUTRO", Label.ABOUT),
        ("en", "DIRECTOR'S NOTE", Label.ABOUT),
        ("en", "Third draft", Label.DATE),
        ("it", "DISSOLVENZA IN NERO", Label.TRANSITION),
        ("nl", "OVERGANG NAAR", Label.TRANSITION),
        ("ko", "페이드 아웃", Label.TRANSITION),
        ("zh", "人物表", Label.CHARACTERS),
        ("de", "UNTERSICHT", Label.CAMERA),
    ],
)
def test_a_label_is_nobody(code: str, line: str, label: Label) -> None:
    """Each says what stands below or behind it."""
    assert lexicon(code).label(line) is label


def test_a_name_that_is_a_word_abroad_is_no_label() -> None:
    """TOM is the tone of a Portuguese script, and somebody."""
    assert lexicon("pt").label("TOM") is None


@pytest.mark.parametrize(
    ("scene", "talk"),
    [
        (
            "INT. MILL - DAY|The old miller looks at the wheel.|What time is it?",
            "Is there anything else you would like me to change?",
        ),
        ("INT. MILL - DAY|The old miller looks at the wheel.|What time is it?", "Sent from my iPhone"),
        (
            "INNEN. MÜHLE - TAG|Der alte Müller schaut auf das Rad.|Wie spät ist es?",
            "Möchtest du, dass ich das Drehbuch verlängere?",
        ),
        (
            "INT. MOULIN - JOUR|Le vieux meunier regarde la roue.|Quelle heure est-il ?",
            "Voulez-vous que je modifie le scénario ?",
        ),
        (
            "INT. MOLINO - DÍA|El viejo molinero mira la rueda.|¿Qué hora es?",
            "¿Quieres que ajuste el tono del guion?",
        ),
        (
            "INT. MULINO - GIORNO|Il vecchio mugnaio guarda la ruota.|Che ore sono?",
            "Vuoi che modifichi la sceneggiatura?",
        ),
        (
            "INT. MOINHO - DIA|O velho moleiro olha para a roda.|Que horas são?",
            "Quer que eu ajuste o roteiro?",
        ),
        (
            "INT. MOLEN - DAG|De oude molenaar kijkt naar het rad.|Hoe laat is het?",
            "Wil je dat ik het script aanpas?",
        ),
        (
            "WN. MŁYN - DZIEŃ|Stary młynarz patrzy na koło.|Która godzina?",
            "Czy chcesz, żebym zmienił scenariusz?",
        ),
        (
            "ИНТ. МЕЛЬНИЦА - ДЕНЬ|Старый мельник смотрит на колесо.|Который час?",
            "Хотите, чтобы я изменил сценарий?",
        ),
        (
            "ІНТ. МЛИН - ДЕНЬ|Старий мірошник дивиться на колесо.|Котра година?",
            "Хочете, щоб я змінив сценарій?",
        ),
    ],
)
def test_talk_after_a_script_is_left_out(scene: str, talk: str) -> None:
    """Nobody speaks it and nobody narrates it."""
    heading, action, speech = scene.split("|")
    text = f"{heading}\n\n{action}\n\nJETTE\n{speech}\n\n{action}\n\nOVE\n{speech}\n\n{action}\n\n{talk}\n"
    screenplay = read_screenplay(text.encode(), "mill.txt")

    assert [(element.text.strip(), element.reason) for element in screenplay.ignored] == [
        (talk, "talk around the script")
    ]
