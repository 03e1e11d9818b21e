"""Whose the quotes of a story are."""

from __future__ import annotations

import pytest

from storyreel.film.screenplay import ElementKind
from storyreel.film.storyboard import LineSpan
from storyreel.screenplays import read_screenplay
from storyreel.screenplays.chapters import is_chapter
from storyreel.screenplays.quoted_speech import read_prose_paragraph
from storyreel.screenplays.speakers import Company
from storyreel.screenplays.vocabulary import vocabulary


def said(text: str) -> list[tuple[str, str]]:
    """Speaker and speech of each line of dialogue."""
    lines: list[tuple[str, str]] = []
    cue = ""
    for element in read_screenplay(text.encode(), "story.txt").elements:
        if element.kind is ElementKind.CHARACTER:
            cue = element.text
        elif element.kind is ElementKind.DIALOGUE:
            lines.append((cue, element.text))
    return lines


def narration_of(text: str) -> list[str]:
    """What the narrator says."""
    return [
        e.text
        for e in read_screenplay(text.encode(), "story.txt").elements
        if e.kind is ElementKind.NARRATION
    ]


LATE = (
    'The old man walked to the sea. "I am late," said Peter, and the waves did not answer. Anna waited on the'
    ' rocks. "You are always late," she said.'
)


def test_she_is_the_woman_who_is_there() -> None:
    """The second line of a paragraph is not the first speaker's."""
    assert said(LATE) == [("PETER", "I am late."), ("ANNA", "You are always late.")]
    assert narration_of(LATE) == [
        "The old man walked to the sea.",
        "The waves did not answer. Anna waited on the rocks.",
    ]


@pytest.mark.parametrize(
    ("story", "speakers"),
    [
        (
            'Mara met Anna. "Go," said Mara.\n\n"Why?" she asked.\n\n"Because," she said.',
            ["MARA", "ANNA", "MARA"],
        ),
        ('Tom met Anna. "Go," said Tom.\n\n"Why?" she asked.\n\n"Because," he said.', ["TOM", "ANNA", "TOM"]),
        ('Anna sat. "Go," she said. "Now," she added.', ["ANNA"]),
        ('Anna sat. "Go," she said.\n\nTom rose. "Now," she added.', ["ANNA", "ANNA"]),
        ('Peter looked at Tom. "Come," he said.', ["PETER"]),
        ('The old man sat down. "Come," he said.', ["OLD MAN"]),
        ('"Come," said Mrs. Bell. "Sit," said Dr. Fox.', ["MRS. BELL", "DR. FOX"]),
        ('"Come," said the old man and sat down.', ["OLD MAN"]),
        (
            'Zorg laughed. "Come," said Zorg.\n\nAnna came. "Why?" she said. "Because," he said.',
            ["ZORG", "ANNA", "ZORG"],
        ),
        ('Peter said, "Come." The dog barked. "Quiet!" he shouted.', ["PETER", "PETER"]),
        (
            'Anna slept.\n\n* * *\n\nMara and Tom came. "Here," said Tom.\n\n"Where?" she asked.',
            ["TOM", "MARA"],
        ),
        ('"Who is there?"', []),
        ('Osman smiled. "So that everyone gets a little."', ["OSMAN"]),
        ('Osman put down his cup. "It is late," he said.', ["OSMAN"]),
        ('Elif nodded. "I see."', ["ELIF"]),
        ('The keeper laughed. "Never."', ["KEEPER"]),
        ('The first mate, a broad man with a broken nose, shrugged. "As you like."', ["FIRST MATE"]),
        ('Captain Ilse Brandt stood at the rail.\n\n"Nothing," she said.', ["CAPTAIN ILSE BRANDT"]),
        ('The rain fell. "No."\n\nNobody smiled. "No."\n\nSnow fell. "No."', []),
        ('The rain fell. "Who is there?" she asked.', []),
    ],
)
def test_speech_goes_to_whom_the_tag_means(story: str, speakers: list[str]) -> None:
    """By name, by sex, and to another than the last speaker where there are two."""
    assert [speaker for speaker, _ in said(story)] == speakers


def test_the_whole_story_shows_who_is_she() -> None:
    """'her arm' says of Elif what her name does not, and what somebody's eyes do they do themselves."""
    story = (
        '"Come in," Osman called. Elif came in with the bread under her arm.\n\n"Is it warm?" he wanted to'
        ' know.\n\n"Very." She sat down.\n\nOsman\'s eyes shone. "Good."\n\nElif watched him. "Why?"\n\nHis'
        ' hand shook. "Because," he answered, and smiled.'
    )

    assert [speaker for speaker, _ in said(story)] == ["OSMAN", "OSMAN", "ELIF", "OSMAN", "ELIF", "OSMAN"]
    assert narration_of(story)[-1] == "He smiled."


def test_a_story_in_cyrillic_is_told_of_people() -> None:
    """Names stand in other cases before they stand alone, and verbs say who is she."""
    story = (
        "Девочка Элиф жила на маяке с дедушкой Османом.\n\nОсман поставил чашку.\n\n— Море сердится, — сказал"
        " он.\n\nЭлиф кивнула. — Я слышу, — сказала она.\n\nМальчик улыбнулся. «Спасибо»."
    )

    assert [speaker for speaker, _ in said(story)] == ["ОСМАН", "ЭЛИФ", "МАЛЬЧИК"]


def test_a_tag_that_tells_more_is_told_and_the_bare_one_is_not() -> None:
    """Nothing that happens is lost with 'said'."""
    story = (
        '"Come," said the old man and sat down. "No," said Anna softly. "Never," said Tom, closing the door.'
    )

    assert narration_of(story) == ["The old man sat down.", "Tom, closing the door."]


def test_speech_that_is_nobodys_is_told() -> None:
    """A quote without a speaker stays with the narrator, word for word."""
    assert narration_of('The rain fell. "Who is there?" she asked.') == [
        'The rain fell. "Who is there?" she asked.'
    ]


@pytest.mark.parametrize(
    ("code", "paragraphs", "speakers"),
    [
        (
            "ru",
            ["— Это я, — сказал мальчик.", "— Кто ты? — спросила девочка.", "— Кто здесь? — спросила она."],
            ["МАЛЬЧИК", "ДЕВОЧКА", "ДЕВОЧКА"],
        ),
        (
            "ru",
            ["— Не знаю, — ответил старый робот и замолчал.", "Анна улыбнулась. — Да, — сказала она."],
            ["СТАРЫЙ РОБОТ", "АННА"],
        ),
        ("ru", ["Рассвело. — Пора, — сказал он тихо."], []),
        (
            "uk",
            ["Стара жінка сиділа біля вікна.", "— Хто тут? — запитала вона.", "— Це я, — сказав хлопчик."],
            ["ЖІНКА", "ХЛОПЧИК"],
        ),
        (
            "es",
            ["Pedro respondió: —Tengo frío.", "Entonces Pedro dijo desde la puerta: —Estoy aquí."],
            ["PEDRO", "PEDRO"],
        ),
        ("de", ["‚Komm rein‘, flüsterte Anna.", "Der Junge nickte. „Ja.“"], ["ANNA", "JUNGE"]),
        ("fr", ["Le vieux hocha la tête. « Oui. »"], ["VIEUX"]),
        (
            "zh",
            ["小明走进教室。", "小明说：“你好。”", "老师说：“你迟到了。”", "小明笑着说：“对不起。”"],
            ["小明", "老师", "小明"],
        ),
        (
            "zh",
            ["李梅笑了笑，说：“好。”", "老王点点头，说道：“行。”", "小明低下头，说：“我不去。”"],
            ["李梅", "老王", "小明"],
        ),
        (
            "ja",
            ["彼女は何も言わない。", "太郎は「行こう。」と言った。", "美咲は笑って、「うん。」と答えた。"],
            ["太郎", "美咲"],
        ),
    ],
)
def test_speech_of_other_languages_is_whose_they_say(
    code: str, paragraphs: list[str], speakers: list[str]
) -> None:
    """By noun and pronoun, behind a dash inside a paragraph, and by what a person does before speech."""
    company, words = Company(), vocabulary(code).prose
    pieces = [
        piece
        for text in paragraphs
        for piece in read_prose_paragraph(text, LineSpan(first=1, last=1), company, words)
    ]

    assert [piece.text for piece in pieces if piece.kind is ElementKind.CHARACTER] == speakers


@pytest.mark.parametrize(
    "heading",
    [
        "Chapter Two",
        "Kapitel 3: Der Sturm",
        "Chapitre premier",
        "Capítulo II",
        "Capitolo 2",
        "Глава вторая",
        "Розділ 2",
        "Rozdział 2",
        "Hoofdstuk 2",
    ],
)
def test_chapters_part_a_story_and_are_not_read_aloud(heading: str) -> None:
    """Their headings are sections."""
    story = (
        f"The sea was calm that night and nobody was awake.\n\n{heading}\n\nThe wind rose, and the keeper ran"
        " down to the beach."
    )
    elements = read_screenplay(story.encode(), "story.txt").elements

    assert [e.kind for e in elements] == [ElementKind.NARRATION, ElementKind.SECTION, ElementKind.NARRATION]


@pytest.mark.parametrize(
    "line", ["第一章", "第二章 灯台", "제1장 바다", "الفصل الأول", "अध्याय 1", "Erstes Kapitel", "Prologue"]
)
def test_chapters_of_other_scripts(line: str) -> None:
    """Numbers stand in the word, behind it or before it."""
    assert is_chapter(line) and not is_chapter(f"{line} was never written, they said, by anybody who knew.")


@pytest.mark.timeout(60)
def test_a_long_story_is_read_in_linear_time() -> None:
    """Eighty thousand characters of talk take a second; a quadratic search would take minutes."""
    story = "\n\n".join(
        f'Peter met Anna and the old man {n}. "Go," said Tom{n % 90}. "No," she said, and the dog barked.'
        for n in range(1_000)
    )

    screenplay = read_screenplay(story.encode(), "story.txt")

    assert sum(element.kind is ElementKind.DIALOGUE for element in screenplay.elements) == 2_000


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "piece",
    [
        "Он стоял. — Да. ",
        "她看着他，说：“好”",
        "彼は「行こう。」と言った。",
        "Osman's eyes, his hand, ",
        "Elif was nine, and ",
    ],
)
def test_one_long_paragraph_is_read_in_linear_time(piece: str) -> None:
    """Thirty thousand characters without a break take a moment; a quadratic search takes a minute."""
    text = piece * (30_000 // len(piece))

    for code in ("en", "ru", "zh"):
        read_prose_paragraph(text, LineSpan(first=1, last=1), Company(), vocabulary(code).prose)
