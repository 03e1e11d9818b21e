"""What Final Draft files hold, nested and styled as programs write them; no text of them is lost."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyreel.film.screenplay import ElementKind, Screenplay
from storyreel.screenplays.final_draft import read_final_draft
from storyreel.screenplays.final_draft_elements import FinalDraftReading, elements_of
from storyreel.screenplays.final_draft_paragraphs import Paragraph, Run


def _read(content: str, title_page: str = "") -> Screenplay:
    page = f"<TitlePage><Content>{title_page}</Content></TitlePage>" if title_page else ""
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?><FinalDraft'
        f' DocumentType="Script"><Content>{content}</Content>{page}</FinalDraft>'
    )
    return read_final_draft(xml.encode(), "the-mill.fdx")


def _p(kind: str, text: str, inside: str = "", attributes: str = "") -> str:
    return f'<Paragraph Type="{kind}" {attributes}>{inside}<Text>{escape(text)}</Text></Paragraph>'


def _kinds(screenplay: Screenplay) -> list[tuple[str, str]]:
    return [(element.kind.value, element.text) for element in screenplay.elements]


def _ignored(screenplay: Screenplay) -> list[tuple[str, str]]:
    return [(element.reason, element.text) for element in screenplay.ignored]


def test_heading_keeps_its_type_and_number_around_a_summary() -> None:
    """A paragraph inside the heading's properties does not take the heading's place."""
    summary = (
        "<SceneProperties Length='2/8'><Summary><Paragraph><Text>They"
        " meet.</Text></Paragraph></Summary></SceneProperties>"
    )
    screenplay = _read(
        _p("Scene Heading", "INT. MILL - DAY", summary, 'Number="7A"') + _p("Action", "Flour.")
    )

    assert _kinds(screenplay) == [("heading", "INT. MILL - DAY"), ("action", "Flour.")]
    assert screenplay.elements[0].scene_number == "7A"
    assert _ignored(screenplay) == [("a scene's summary", "They meet.")]


@pytest.mark.parametrize("card_first", [True, False])
def test_omitted_scene_is_left_out_whole(card_first: bool) -> None:
    """Its heading, action and speech are listed as ignored; what stands after its card is filmed."""
    inside = (
        "<OmittedScene>"
        + _p("Scene Heading", "EXT. YARD - DUSK")
        + _p("Character", "OVE")
        + _p("Dialogue", "Never said.", "<ScriptNote><Paragraph><Text>cut?</Text></Paragraph></ScriptNote>")
        + "</OmittedScene>"
    )
    card = "<Text>OMITTED</Text>"
    omitted = (
        '<Paragraph Type="Scene Heading"'
        f' Number="2">{card + inside if card_first else inside + card}</Paragraph>'
    )
    screenplay = _read(
        _p("Scene Heading", "INT. MILL - DAY")
        + _p("Action", "Flour.")
        + omitted
        + _p("Action", "Still flour.")
    )

    assert _kinds(screenplay) == [
        ("heading", "INT. MILL - DAY"),
        ("action", "Flour."),
        ("action", "Still flour."),
    ]
    assert {reason for reason, _ in _ignored(screenplay)} == {"an omitted scene"}
    assert [text for _, text in _ignored(screenplay)] == [
        "OMITTED",
        "EXT. YARD - DUSK",
        "OVE",
        "Never said.",
        "cut?",
    ]


def test_note_inside_speech_is_not_spoken() -> None:
    """A note in the middle of a speech, however deep, is nobody's words."""
    note = "<ScriptNote><Paragraph><Text>too </Text><Text>long</Text></Paragraph></ScriptNote>"
    speech = f'<Paragraph Type="Dialogue"><Text>One </Text>{note}<Text>two.</Text></Paragraph>'
    screenplay = _read(_p("Scene Heading", "INT. MILL - DAY") + _p("Character", "OVE") + speech)

    assert _kinds(screenplay)[-1] == ("dialogue", "One two.")
    assert _ignored(screenplay) == [("a script note", "too long")]


def test_simultaneous_speeches_inside_a_paragraph_of_any_type() -> None:
    """The second of two who speak at once is marked, and the next speech is not."""
    both = _p("Character", "LENA") + _p("Dialogue", "You!") + _p("Character", "OTTO") + _p("Dialogue", "No!")
    for kind in ("General", "Action", "Dialogue", ""):
        screenplay = _read(
            f'<Paragraph Type="{kind}"><DualDialogue>{both}</DualDialogue></Paragraph>'
            + _p("Character", "LENA")
            + _p("Dialogue", "Yes.")
        )

        assert [(e.text, e.dual) for e in screenplay.elements if e.kind is ElementKind.CHARACTER] == [
            ("LENA", False),
            ("OTTO", True),
            ("LENA", False),
        ]


def test_struck_words_are_left_out_of_the_sentence() -> None:
    """Struck out text is ignored; what stands around it keeps one space."""
    action = (
        '<Paragraph Type="Action"><Text>Ray </Text><Text RevisionID="1" Style="Bold+Strikeout">was here'
        " </Text><Text> waits.</Text></Paragraph>"
    )
    screenplay = _read(_p("Scene Heading", "INT. LAB - DAY") + action)

    assert _kinds(screenplay)[1] == ("action", "Ray waits.")
    assert _ignored(screenplay) == [("struck out", "was here")]


def test_page_marks_and_cast_lists_are_left_out_and_looks_kept() -> None:
    """(MORE), page numbers and lists of the cast are no film.

    What the list says of people is kept for their looks.
    """
    screenplay = _read(
        _p("Scene Heading", "INT. LAB - DAY")
        + _p("Cast List", "Jette, a floury miller\nOve (40): tall, bald")
        + _p("Character", "RAY")
        + _p("Dialogue", "Hello.")
        + _p("More", "(MORE)")
        + _p("General", "12.")
        + _p("Character", "RAY (CONT’D)")
        + _p("Dialogue", "Bye.")
        + _p("General", "(CONTINUED)")
    )

    assert [text for kind, text in _kinds(screenplay)] == ["INT. LAB - DAY", "RAY", "Hello.", "RAY", "Bye."]
    assert screenplay.looks == (("JETTE", "a floury miller"), ("OVE", "40: tall, bald"))
    assert len(screenplay.ignored) == 4


@pytest.mark.parametrize(
    "types",
    [
        ("Szenenüberschrift", "Handlung", "Figur", "Klammer", "Dialog"),
        ("En-tête de scène", "Description", "Personnage", "Parenthèse", "Dialogue"),
        ("Encabezado de escena", "Acción", "Personaje", "Acotación", "Diálogo"),
        ("Intestazione scena", "Azione", "Personaggio", "Parentetica", "Dialogo"),
        ("Cabeçalho de cena", "Ação", "Personagem", "Parênteses", "Diálogo"),
        ("Scènekop", "Actie", "Personage", "Tussen haakjes", "Dialoog"),
        ("Nagłówek sceny", "Akcja", "Postać", "Nawias", "Dialog"),
        ("Время и место", "Действие", "Персонаж", "Ремарка", "Реплика"),
        ("Slug", "Banana", "Apple", "Cherry", "Damson"),
    ],
)
def test_types_of_other_languages_and_unknown_ones(types: tuple[str, ...]) -> None:
    """Localised types are known by name.

    Types nobody knows by how their paragraphs look and what stands before them.
    """
    texts = ["INT. MILL - DAY", "Flour.", "JETTE", "(softly)", "Close the door."]
    screenplay = _read("".join(map(_p, types, texts)) * 2)

    assert [kind for kind, _ in _kinds(screenplay)] == [
        "heading",
        "action",
        "character",
        "parenthetical",
        "dialogue",
    ] * 2


def test_general_paragraphs_are_what_they_say() -> None:
    """Transitions, titles on the picture and endings are so in a paragraph of any type, and are no names."""
    screenplay = _read(
        '<Paragraph Type="Action"><Text Style="AllCaps">Fade in:</Text></Paragraph>'
        + '<Paragraph Type="Scene Heading"><Text Style="AllCaps">int. mill - day</Text></Paragraph>'
        + _p("Action", "SUPER: “Three years earlier”")
        + _p("Character", "CUT TO:")
        + _p("Character", "MONTAGE")
        + _p("Dialogue", "Wheels turn.")
        + _p("General", "THE END")
    )

    assert _kinds(screenplay) == [
        ("transition", "FADE IN:"),
        ("heading", "INT. MILL - DAY"),
        ("title", "Three years earlier"),
        ("transition", "CUT TO:"),
        ("action", "MONTAGE"),
        ("action", "Wheels turn."),
        ("centered", "THE END"),
    ]
    assert "nobody is named" in screenplay.warnings[0]


@pytest.mark.parametrize(
    "paragraphs",
    [
        [("Action", "SUPER: Spring")],
        [("Action", 'SUPER "Spring"')],
        [("Action", "TITLE CARD - Spring")],
        [("Action", "Super (over black): Spring")],
        [("Action", "SUPERIMPOSE:"), ("Action", "“Spring”")],
        [("Character", "TITLE CARD:"), ("Dialogue", "Spring")],
        [("Title Card", "Spring")],
    ],
)
def test_words_on_the_picture(paragraphs: list[tuple[str, str]]) -> None:
    """The label goes, the words stay, and nobody is called TITLE CARD."""
    screenplay = _read(
        _p("Scene Heading", "INT. MILL - DAY")
        + "".join(_p(kind, text) for kind, text in paragraphs)
        + _p("Action", "Supermen run.")
    )

    assert _kinds(screenplay)[1:] == [("title", "Spring"), ("action", "Supermen run.")]


def test_script_without_types_is_read_by_its_looks() -> None:
    """A converter that writes Action for everything still has scenes."""
    screenplay = _read(
        _p("Action", "INT. MILL - DAY")
        + _p("Action", "Flour.")
        + _p("Action", "CUT TO:")
        + "<Paragraph><Text>EXT. MILL - NIGHT</Text></Paragraph>"
    )

    assert [kind for kind, _ in _kinds(screenplay)] == ["heading", "action", "transition", "heading"]
    assert not screenplay.warnings


_PAGE = '<Paragraph Alignment="{}"><Text>{}</Text></Paragraph>'


@pytest.mark.parametrize(
    ("lines", "title", "authors", "contact"),
    [
        (
            ["", "THE", "OLD MILL", "", "Written by", "", "Ada Lind &amp; Per Ek", ">12 Mill Lane"],
            "THE OLD MILL",
            ("Ada Lind", "Per Ek"),
            "12 Mill Lane",
        ),
        (["The Mill", "by", "Ada Lind", "and", "Per Ek"], "The Mill", ("Ada Lind", "Per Ek"), ""),
        (
            ["The Mill", "Written by Ada Lind, Per Ek and Sam Hill, Jr."],
            "The Mill",
            ("Ada Lind", "Per Ek", "Sam Hill, Jr."),
            "",
        ),
        (
            ["BY THE SEA", "", "", "Ada Lind", ">ada@example.org"],
            "BY THE SEA",
            ("Ada Lind",),
            "ada@example.org",
        ),
        (["THE MILL"], "THE MILL", (), ""),
        ([], "The Mill", (), ""),
        (
            ["The Mill", "Written by", "Ada Lind", "Based on a novel by Per Ek", "First draft"],
            "The Mill",
            ("Ada Lind",),
            "",
        ),
        (
            ["The Mill", "Written by", "Ada Lind", "", "Big Agency", "+1 555 0100"],
            "The Mill",
            ("Ada Lind",),
            "Big Agency, +1 555 0100",
        ),
    ],
)
def test_title_page(lines: list[str], title: str, authors: tuple[str, ...], contact: str) -> None:
    """Lines above the credit are the title, those below it the authors, and an address is nobody."""
    page = "".join(
        _PAGE.format("Right" if line.startswith(">") else "Center", line.removeprefix(">")) for line in lines
    )
    card = _read(_p("Action", "Flour."), page).title

    assert (card.title, card.authors, card.contact) == (title, authors, contact)


_TEXTS = st.lists(
    st.tuples(
        st.text(
            st.characters(min_codepoint=33, max_codepoint=0x2FFF, exclude_categories=["C", "Z"]),
            min_size=1,
            max_size=6,
        )
        | st.sampled_from(
            [
                "JETTE",
                "INT. MILL",
                "CUT TO:",
                "SUPER: now",
                "(MORE)",
                "OMITTED",
                "MONTAGE",
                "(softly)",
                "ANNA - V.O.",
                "THE END",
                "7.",
            ]
        ),
        st.sampled_from(["", "Bold", "Strikeout", "AllCaps+Strikeout"]),
    ),
    max_size=3,
)
_CONTAINERS = st.sampled_from(
    ["ScriptNote", "OmittedScene", "DualDialogue", "SceneProperties", "Summary", "Strange"]
)
_TYPES = st.sampled_from(
    [
        "Scene Heading",
        "Action",
        "Character",
        "Dialogue",
        "Parenthetical",
        "General",
        "",
        "Cast List",
        "More",
        "Quux",
        "New Act",
        "Lyrics",
    ]
)


def _paragraph(parts: list[str], kind: str) -> str:
    return f'<Paragraph Type="{kind}">{"".join(parts)}</Paragraph>'


def _runs(texts: list[tuple[str, str]]) -> list[str]:
    return [f'<Text Style="{style}">{escape(text)}</Text>' for text, style in texts]


_FLAT = st.builds(_paragraph, st.builds(_runs, _TEXTS), _TYPES)


def _nested(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    wrapped = st.builds(
        lambda name, inner: f"<{name}>{''.join(inner)}</{name}>", _CONTAINERS, st.lists(children, max_size=3)
    )
    parts = st.builds(
        lambda before, inside, after: [*before, *inside, *after],
        st.builds(_runs, _TEXTS),
        st.lists(wrapped, max_size=2),
        st.builds(_runs, _TEXTS),
    )
    return st.builds(_paragraph, parts, _TYPES)


@settings(max_examples=200, deadline=None)
@given(paragraphs=st.lists(st.recursive(_FLAT, _nested, max_leaves=6), max_size=6))
def test_no_text_is_lost(paragraphs: list[str]) -> None:
    """Each letter and digit of each run is in exactly one element, filmed or ignored."""
    xml = "".join(paragraphs)
    screenplay = _read(xml)

    read = [(*e.extensions, e.text) for e in (*screenplay.elements, *screenplay.ignored)]
    assert sorted(_letters("".join(map("".join, read)))) == sorted(_letters(_all_text(xml)))


def _all_text(xml: str) -> str:
    from xml.etree import ElementTree

    root = ElementTree.fromstring(f"<r>{xml}</r>")
    return "".join(text.text or "" for text in root.iter("Text"))


def _letters(text: str) -> list[str]:
    return [sign for sign in text.casefold() if sign.isalnum()]


def test_deep_nesting_is_read() -> None:
    """Depth is bounded by the file alone."""
    depth = 300
    screenplay = _read(
        '<Paragraph Type="Action"><X>' * depth + "<Text>Deep.</Text>" + "</X></Paragraph>" * depth
    )

    assert _kinds(screenplay) == [("action", "Deep.")]


def test_many_unknown_paragraphs_take_time_in_proportion() -> None:
    """Thirty thousand paragraphs of unknown type are judged at once."""
    body = [Paragraph("Odd", runs=[Run("Words.")] * (number % 2)) for number in range(30_000)]
    empty = [Paragraph("Odd") for _ in range(30_000)]

    reading: FinalDraftReading = elements_of([*body, *empty])

    assert len(reading.elements) == 15_000 and len(reading.warnings) == 1


@pytest.mark.parametrize(
    ("lines", "title", "authors"),
    [
        (
            ["MY SHOW", '"Pilot"', "", "Written by", "", "Jo March, and Amy March"],
            'MY SHOW "Pilot"',
            ("Jo March", "Amy March"),
        ),
        (['"The Mill"', "", "Written by", "Jo March"], "The Mill", ("Jo March",)),
        (["“A” AND “B”", "", "by", "Jo March,", "and Amy March"], "“A” AND “B”", ("Jo March", "Amy March")),
    ],
)
def test_title_keeps_the_quotation_marks_of_its_part(
    lines: list[str], title: str, authors: tuple[str, ...]
) -> None:
    """Marks around the whole are left away; a comma and 'and' stand between two names."""
    page = "".join(_p("Action", line, attributes='Alignment="Center"') for line in lines)
    card = _read(_p("Scene Heading", "INT. MILL - DAY") + _p("Action", "Flour."), page).title

    assert (card.title, card.authors) == (title, authors)


@pytest.mark.parametrize("kind", ["Cold Opening", "Cold Open", "Teaser", "End Tag", "Prolog"])
def test_parts_of_an_episode_are_nobody(kind: str) -> None:
    """What stands before the first act is no person."""
    screenplay = _read(
        _p(kind, "COLD OPENING") + _p("Scene Heading", "INT. MILL - DAY") + _p("Action", "Flour.")
    )

    assert _kinds(screenplay)[0] == ("section", "COLD OPENING")
