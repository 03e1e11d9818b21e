"""Speech in stories of many languages: its speakers, the narration beside it, and that nobody is lost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyreel.film.screenplay import ElementKind
from storyreel.film.storyboard import LineSpan
from storyreel.screenplays.quoted_speech import Piece, read_prose_paragraph
from storyreel.screenplays.speakers import Company
from storyreel.screenplays.vocabulary import ProseWords, vocabulary

LINE = LineSpan(first=1, last=1)


def words(said: str, she: str, he: str, dash: bool = True) -> ProseWords:
    """Words of a language, as far as a test needs them."""
    return ProseWords(
        quotes=("“”",), dash=dash, said=tuple(said.split()), she=tuple(she.split()), he=tuple(he.split())
    )


EN = vocabulary("en").prose
DE = words("sagte fragte rief", "sie", "er", dash=False)
FR = words("dit demanda répondit écria", "elle", "il")
ES = words("dijo preguntó respondió", "ella", "él")
RU = words("спросила спросил ответил ответила сказал сказала", "она", "он")
UK = words("запитала відповів", "вона", "він")
PL = words("zapytała odpowiedział powiedział", "ona", "on")
IT = words("disse chiese rispose", "lei", "lui")
PT = words("disse perguntou respondeu", "ela", "ele")
NL = words("zei vroeg", "zij ze", "hij", dash=False)
ZH = words("说道 说 问道 问", "她", "他", dash=False)
JA = words("言った 尋ねた", "彼女", "彼", dash=False)
KO = words("말했다 물었다", "그녀", "그", dash=False)
AR = words("قال قالت سأل سألت", "هي", "هو", dash=False)
HI = words("कहा पूछा", "वह", "वह", dash=False)


def read(language: ProseWords, *paragraphs: str) -> list[tuple[str, str]]:
    """Speaker and speech, or '' and narration, in order."""
    company, found = Company(), list[tuple[str, str]]()
    speaker = ""
    for paragraph in paragraphs:
        for piece in read_prose_paragraph(paragraph, LINE, company, language):
            if piece.kind is ElementKind.CHARACTER:
                speaker = piece.text
            else:
                found.append((speaker if piece.kind is ElementKind.DIALOGUE else "", piece.text))
    return found


@pytest.mark.parametrize(
    ("language", "paragraphs", "expected"),
    [
        (EN, ["'Come in,' said Anna, 'and shut the door.'"], [("ANNA", "Come in, and shut the door.")]),
        (EN, ["Tom shut it. 'It's cold,' he said."], [("", "Tom shut it."), ("TOM", "It's cold.")]),
        (
            EN,
            ["‘I don’t know,’ said Anna, ‘what the dogs’ owner wants.’"],
            [("ANNA", "I don’t know, what the dogs’ owner wants.")],
        ),
        (EN, ["He caught 'em. 'Come in,' said Anna."], [("", "He caught 'em."), ("ANNA", "Come in.")]),
        (EN, ["Then Anna said, “Go home.”"], [("ANNA", "Go home.")]),
        (
            EN,
            ['Anna turned to him and said, "I\'m tired."'],
            [("", "Anna turned to him"), ("ANNA", "I'm tired.")],
        ),
        (EN, ['"Good night," said the old man in a low voice.'], [("OLD MAN", "Good night.")]),
        (EN, ['"Stay," Anna told him. "Please."'], [("ANNA", "Stay. Please.")]),
        (
            EN,
            ["“Who is it?” asked Anna quietly, and the lamp went out."],
            [("ANNA", "Who is it?"), ("", "The lamp went out.")],
        ),
        (
            EN,
            ["The boy nodded. 'My sister too,' he said."],
            [("", "The boy nodded."), ("BOY", "My sister too.")],
        ),
        (EN, ['"You\'re late," says the robot, without turning around.'], [("ROBOT", "You're late.")]),
        (
            DE,
            ["„Wer ist da?“, fragte Greta.", "»Ich bin es«, sagte Hans leise."],
            [("GRETA", "Wer ist da?"), ("HANS", "Ich bin es")],
        ),
        (DE, ["»Komm«, rief der alte Mann und ging."], [("ALTE MANN", "Komm"), ("", "Der alte Mann ging.")]),
        (DE, ["Dann sagte Greta: „Nein.“"], [("GRETA", "Nein.")]),
        (
            FR,
            ["«\u00a0Qui est là\u202f?\u00a0» demanda Élise.", "— C'est moi, répondit Paul. Je viens."],
            [("ÉLISE", "Qui est là\u202f?"), ("PAUL", "C'est moi. Je viens.")],
        ),
        (
            FR,
            ["— Qui est là ? demanda Élise.", "— Entre, dit-elle en souriant."],
            [("ÉLISE", "Qui est là ?"), ("ÉLISE", "Entre.")],
        ),
        (FR, ["— Ah ! s'écria le vieil homme."], [("VIEIL HOMME", "Ah !")]),
        (
            ES,
            ["—Hola —dijo Ana—. Ven.", "—¿Quién es? —preguntó el viejo."],
            [("ANA", "Hola. Ven."), ("VIEJO", "¿Quién es?")],
        ),
        (
            ES,
            ["—Hola —dijo Ana.", "—Soy yo —dijo ella, y se sentó—. Luis."],
            [("ANA", "Hola"), ("ANA", "Soy yo"), ("", "Ella se sentó"), ("ANA", "Luis.")],
        ),
        (
            RU,
            ["— Кто там? — спросила Вера.", "— Это я, — ответил Борис. — Открой."],
            [("ВЕРА", "Кто там?"), ("БОРИС", "Это я. Открой.")],
        ),
        (RU, ["Вера сказала: «Нет».", "«Иди», — сказала она."], [("ВЕРА", "Нет"), ("ВЕРА", "Иди")]),
        (
            UK,
            ["— Хто там? — запитала Віра.", "— Я — учитель, — відповів Борис."],
            [("ВІРА", "Хто там?"), ("БОРИС", "Я — учитель.")],
        ),
        (
            PL,
            ["– To ja – odpowiedział Jan. – Otwórz.", "„Nie”, powiedział."],
            [("JAN", "To ja. Otwórz."), ("JAN", "Nie")],
        ),
        (
            IT,
            ["— Ciao, — disse Anna. — Vieni.", "«Chi è?» chiese Marco."],
            [("ANNA", "Ciao. Vieni."), ("MARCO", "Chi è?")],
        ),
        (
            PT,
            ["— Olá — disse Ana. — Vem.", "“Não”, respondeu o velho."],
            [("ANA", "Olá. Vem."), ("VELHO", "Não")],
        ),
        (
            NL,
            ["‘Wie is daar?’ vroeg Anna.", "“Ik,” zei Jan zacht."],
            [("ANNA", "Wie is daar?"), ("JAN", "Ik.")],
        ),
        (
            ZH,
            ["小满说：“你好。”", "“是谁？”阿明问道。", "小满轻声说道：「走吧。」"],
            [("小满", "你好。"), ("阿明", "是谁？"), ("小满", "走吧。")],
        ),
        (
            JA,
            ["「こんにちは」と美咲は言った。", "彼女は小さな声で言った。「行こう」"],
            [("美咲", "こんにちは"), ("美咲", "行こう")],
        ),
        (KO, ["“누구세요?” 민수가 물었다."], [("민수", "누구세요?")]),
        (AR, ["قال أحمد: «تعال.»", "«من هناك؟» سألت ليلى."], [("أحمد", "تعال."), ("ليلى", "من هناك؟")]),
        (HI, ["राम ने कहा, “आओ।”"], [("राम", "आओ।")]),
    ],
)
def test_speech_is_found_in_the_marks_and_tags_of_every_language(
    language: ProseWords, paragraphs: list[str], expected: list[tuple[str, str]]
) -> None:
    """Quotation marks and dashes, names before and after, verbs before and after."""
    assert read(language, *paragraphs) == expected


def test_untagged_quotes_of_two_people_alternate() -> None:
    """Who answers needs no name."""
    found = read(EN, "“Who is it?” asked Anna.", "“Me,” said Tom.", "“Who?”", "“Tom.”")

    assert [speaker for speaker, _ in found] == ["ANNA", "TOM", "ANNA", "TOM"]


def test_a_quote_beside_what_somebody_does_is_theirs() -> None:
    """'Tom stood up' before or after his words says whose they are; rain says nothing."""
    assert read(EN, 'Tom stood up. "Then I am leaving."') == [
        ("", "Tom stood up."),
        ("TOM", "Then I am leaving."),
    ]
    assert read(EN, '"I am leaving." Tom stood up.') == [("TOM", "I am leaving."), ("", "Tom stood up.")]
    assert read(EN, 'The rain fell. "Who is there?"') == [("", 'The rain fell. "Who is there?"')]


def test_a_speech_goes_on_in_the_next_paragraph() -> None:
    """A paragraph that begins with a mark and has no closing one is not the end of the speech."""
    assert read(EN, "“One,” said Anna. “This is long.", "“And goes on.”") == [
        ("ANNA", "One. This is long."),
        ("ANNA", "And goes on."),
    ]


def test_a_quoted_word_is_no_speech() -> None:
    """Inside a sentence, with no stop of its own and no tag."""
    assert read(EN, 'Anna said, "Go." The so-called "garden" was dry.') == [
        ("ANNA", "Go."),
        ("", 'The so-called "garden" was dry.'),
    ]


def covered(text: str, pieces: list[Piece]) -> bool:
    """Whether the pieces' places are the whole text, each character once."""
    at = 0
    for start, end in sorted(place for piece in pieces for place in piece.places):
        if start != at:
            return False
        at = end
    return at == len(text)


WORDS = [
    "Anna",
    "said",
    "he",
    "dijo",
    "ответила",
    "说",
    "the",
    "old man",
    "and",
    "”",
    "“",
    '"',
    "'",
    "’",
    "‘",
    "«",
    "»",
    "„",
    "「",
    "」",
    "—",
    "-",
    ",",
    ".",
    "?",
    " ",
    "\u00a0",
    "…",
    "x",
]


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(
        st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join),
        st.lists(st.sampled_from(WORDS), max_size=40).map("".join),
        st.text(max_size=80),
    )
)
def test_every_character_is_in_exactly_one_piece(text: str) -> None:
    """Whatever is written, in any language."""
    for language in (EN, DE, ES, RU, ZH):
        company = Company()
        for paragraph in (text, text):
            pieces = read_prose_paragraph(paragraph, LINE, company, language)

            assert covered(paragraph, pieces)
            assert all(piece.text.strip() for piece in pieces if paragraph.strip())


@pytest.mark.parametrize(
    "unit",
    [
        "«",
        "„“",
        "「「」",
        "'a, ",
        "‘ ",
        "— said ",
        "Anna said, ",
        '"Go," said Anna. ',
        "— Да, — сказала Вера. ",
        "Anna ",
        "小满说",
    ],
)
def test_a_long_paragraph_is_read_in_linear_time(unit: str) -> None:
    """Thirty thousand characters, the most that a paragraph has, take a moment."""
    text = unit * (30_000 // len(unit))
    for language in (EN, ES, ZH):
        started = time.process_time()
        read_prose_paragraph(text, LINE, Company(), language)

        assert time.process_time() - started < 3
