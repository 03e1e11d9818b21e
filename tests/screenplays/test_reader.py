"""How files are taken: encodings, formats, what is refused and with which words."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyreel.film.errors import ScreenplayError
from storyreel.film.screenplay import ElementKind, Screenplay
from storyreel.screenplays import read_screenplay

SCRIPT = "INT. CAFÉ - DAY\n\nMARA\nÇa va?\n"
FDX = """<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<FinalDraft DocumentType="Script" Version="5">
<Content>
<Paragraph Type="Scene Heading" Number="7"><Text>INT. ROOM - </Text><Text Style="Bold">DAY</Text></Paragraph>
<Paragraph Type="Action"><ScriptNote><Paragraph><Text>not this</Text></Paragraph></ScriptNote>\
<Text>Rain.</Text></Paragraph>
<Paragraph><DualDialogue>
<Paragraph Type="Character"><Text>MARA (V.O.)</Text></Paragraph>
<Paragraph Type="Parenthetical"><Text>(softly)</Text></Paragraph>
<Paragraph Type="Dialogue"><Text>Hello.</Text></Paragraph>
<Paragraph Type="Character"><Text>TOM</Text></Paragraph>
<Paragraph Type="Dialogue"><Text>Ho.</Text></Paragraph>
</DualDialogue></Paragraph>
</Content>
<TitlePage><Content><Paragraph><Text>The Well</Text></Paragraph>\
<Paragraph><Text>written by</Text></Paragraph><Paragraph><Text>Ann</Text></Paragraph></Content></TitlePage>
</FinalDraft>"""
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b'
    ' "&a;&a;&a;">]><FinalDraft><Content>&b;</Content></FinalDraft>'
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252"]
)
def test_common_encodings_read_alike(encoding: str) -> None:
    """The same text comes out of every encoding people save in."""
    assert [e.text for e in read_screenplay(SCRIPT.encode(encoding), "a.fountain").elements] == [
        "INT. CAFÉ - DAY",
        "MARA",
        "Ça va?",
    ]


RUSSIAN = "INT. КУХНЯ - НОЧЬ\n\nАННА\nУже поздно. Пора идти домой, а дождь всё не кончается.\n"
JAPANESE = "INT. 台所 - 夜\n\nアンナ\nもう遅い。家に帰らなければならない。雨がまだ降っている。\n"
POLISH = "INT. KUCHNIA - NOC\n\nANNA\nJest już późno. Pójdę do domu, żółty księżyc świeci nad łąką.\n"
GREEK = "INT. ΚΟΥΖΙΝΑ - ΝΥΧΤΑ\n\nΑΝΝΑ\nΕίναι αργά. Πρέπει να πάμε σπίτι.\n"
ENGLISH = "INT. KITCHEN - NIGHT\n\nANNA\nIt is late. We must go home, and it still rains.\n"


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (RUSSIAN, "koi8-r", "KOI8-R"),
        (RUSSIAN, "cp1251", "WINDOWS-1251"),
        (RUSSIAN, "cp866", "CP866"),
        (JAPANESE, "shift-jis", "SHIFT-JIS"),
        (JAPANESE, "euc-jp", "EUC-JP"),
        (JAPANESE, "iso2022-jp", "ISO-2022-JP"),
        (POLISH, "cp1250", "WINDOWS-1250"),
        (GREEK, "cp1253", "WINDOWS-1253"),
        (ENGLISH, "cp037", "IBM037"),
        (ENGLISH, "cp500", "IBM037"),
    ],
)
def test_another_encoding_is_named_and_not_read_as_gibberish(text: str, encoding: str, named: str) -> None:
    """Bytes in another encoding than UTF and Western European are refused, with how to convert them."""
    with pytest.raises(ScreenplayError, match=rf"looks like text in {named}.*iconv -f {named} -t UTF-8"):
        read_screenplay(text.encode(encoding), "a.fountain")


@pytest.mark.parametrize(
    "text",
    [
        "INT. KÜCHE - NACHT\n\nANNA\nEs ist spät. Über den Dächern hängt der Mond – “schön”, sagt sie.\n",
        "EXT. PLAGE - JOUR\n\nZOÉ\nDéjà l’été… À bientôt, mon cœur !\n",
        "INT. CASA - DÍA\n\nANA\n¿Dónde estás? ¡Mañana será otro día!\n",
        "Æ Ø Å. Både på ø og å.",
    ],
)
def test_western_text_in_windows_1252_is_read(text: str) -> None:
    """Accents, dashes and quotes of Western languages are no sign of another encoding."""
    read = " ".join(e.text for e in read_screenplay(text.encode("cp1252"), "a.fountain").elements)

    assert all(word in read for word in text.split("\n")[-2:][0].split())


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [RUSSIAN, JAPANESE, ENGLISH])
def test_utf16_without_a_mark_is_read(order: str, text: str) -> None:
    """Text of any script is known as UTF-16 by its spaces and line ends."""
    assert (
        read_screenplay(text.encode(order), "a.fountain").elements
        == read_screenplay(text.encode(), "a.fountain").elements
    )


def test_broken_utf8_names_the_byte_and_the_line() -> None:
    """A torn file is not taken for Latin-1."""
    content = (
        "INT. CAFÉ - DAY\n\nZoë wartet.\n".encode().replace("ë".encode(), b"\xc3") + "Für später.\n".encode()
    )

    with pytest.raises(ScreenplayError, match=r"UTF-8 text with broken bytes.*byte 20 in line 3 \(0xc3\)"):
        read_screenplay(content, "a.fountain")


def test_line_ends_of_every_system_count_alike() -> None:
    """Lines are counted the same with CR, LF and CRLF."""
    sources = {
        read_screenplay(SCRIPT.replace("\n", end).encode(), "a.fountain").elements[-1].source.first
        for end in ("\n", "\r\n", "\r")
    }

    assert sources == {4}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"\xff\xd8\xff\xe0....", "JPEG"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"abc\x00def\x00\x00\x01", "NUL"),
        (b"\x01\x02\x03\x04\x05abc", "control"),
        (b"\xff\xfeA", "utf-16"),
        (b"Title: Only a title\n", "no action"),
    ],
)
def test_what_is_no_screenplay_is_named(content: bytes, words: str) -> None:
    """The message says what the file looks like."""
    with pytest.raises(ScreenplayError, match=words):
        read_screenplay(content, "a.fountain")


def test_too_many_scenes_name_the_limit() -> None:
    """Above 2,000 scenes the limit, the count and the line are said."""
    with pytest.raises(ScreenplayError, match=r"2001.*at most 2000") as caught:
        read_screenplay(b"INT. A - DAY\n\nHi.\n\n" * 2001, "a.fountain")

    assert pickle.loads(pickle.dumps(caught.value)).facts == {"line": 8001}


@pytest.mark.timeout(30)
@pytest.mark.parametrize("unit", ["a", "word ", "光", "a\n"])
def test_a_paragraph_beyond_reading_is_refused_at_once(unit: str) -> None:
    """Five megabytes without a blank line are refused with the limit, before anything is made of them."""
    content = (unit * 5_242_880)[:5_242_880].encode()

    with pytest.raises(ScreenplayError, match=r"at most 30,000"):
        read_screenplay(content, "a.fountain")


def test_more_words_than_a_film_holds_are_refused() -> None:
    """The words of the whole are bounded, too."""
    with pytest.raises(ScreenplayError, match=r"200,000 words, some 22 hours.*at most 150,000"):
        read_screenplay(b"INT. A - DAY\n\n" + (b"word " * 2000 + b"\n\n") * 100, "a.fountain")


def test_final_draft_reads_like_fountain() -> None:
    """Styles joined, notes left out, dual dialogue marked, scene number and lines kept."""
    screenplay = read_screenplay(FDX.encode(), "a.fdx")

    assert [(e.kind.value, e.text, e.source.first) for e in screenplay.elements] == [
        ("heading", "INT. ROOM - DAY", 4),
        ("action", "Rain.", 5),
        ("character", "MARA", 7),
        ("parenthetical", "softly", 8),
        ("dialogue", "Hello.", 9),
        ("character", "TOM", 10),
        ("dialogue", "Ho.", 11),
    ]
    assert (
        screenplay.elements[0].scene_number == "7"
        and screenplay.elements[5].dual
        and screenplay.elements[2].extensions == ("V.O.",)
    )
    assert (screenplay.title.title, screenplay.title.authors) == ("The Well", ("Ann",))


@pytest.mark.parametrize(
    ("content", "words"),
    [(BOMB, "entities"), ("<FinalDraft><Content>", "not whole XML"), ("<a/>", "without a FinalDraft")],
)
def test_bad_final_draft_is_refused(content: str, words: str) -> None:
    """Bombs, torn files and other XML are refused with a reason."""
    with pytest.raises(ScreenplayError, match=words):
        read_screenplay(content.encode(), "a.fdx")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            "INT. КУХНЯ - ДЕНЬ\n\nИван сидит.\n\nИВАН\nПривет.\n".encode("koi8-r"),
            "too short to say for certain",
        ),
        ("タイトル: 映画\n\nINT. 部屋 - 昼\n\n太郎が座る。\n".encode("cp932"), "text in SHIFT-JIS"),
        (
            bytes(np.random.default_rng(1).integers(1, 256, 20_000).astype(np.uint8)),
            "control characters, so it is not text",
        ),
    ],
)
def test_what_cannot_be_known_is_not_named_as_if_it_were(content: bytes, words: str) -> None:
    """Advice to convert from a guessed encoding would make gibberish; noise is no text at all."""
    with pytest.raises(ScreenplayError, match=words):
        read_screenplay(content, "a.fountain")


def test_markdown_story_becomes_narration_and_dialogue() -> None:
    """The first heading is the title; plainly attributed quotes are spoken by their speaker."""
    screenplay = read_screenplay(
        b'# The Well\n\nMara came down at *dawn*.\n\n"We must go," said Mara. "Now." She ran.\n\n* *'
        b' *\n\n"Who is there?"\n',
        "a.md",
    )

    assert screenplay.title.title == "The Well"
    assert [(e.kind.value, e.text) for e in screenplay.elements] == [
        ("narration", "Mara came down at dawn."),
        ("character", "MARA"),
        ("dialogue", "We must go. Now."),
        ("narration", "She ran."),
        ("page break", ""),
        ("narration", '"Who is there?"'),
    ]


def test_fountain_inside_markdown_keeps_its_lines() -> None:
    """A fenced screenplay in Markdown is read as Fountain, with the file's line numbers."""
    screenplay = read_screenplay(b"# Notes\n\n```fountain\nINT. A - DAY\n\nHi.\n```\n", "a.md")

    assert [(e.kind.value, e.source.first) for e in screenplay.elements] == [("heading", 4), ("action", 6)]


def test_fountain_without_heading_is_prose_with_a_warning() -> None:
    """A .fountain file that holds a story is read as narration, and a warning says so."""
    screenplay = read_screenplay(b"Once there was a well. It was deep.\n", "a.fountain")

    assert screenplay.elements[0].kind is ElementKind.NARRATION
    assert "no scene heading" in screenplay.warnings[0]


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "unit", ["a", "A ", "[[", "/*", "*a ", "_a ", '"', "(", '"a" said Tom. ', "> ", "光"]
)
def test_one_long_line_reads_in_linear_time(unit: str) -> None:
    """A megabyte of anything reads in seconds, in both readers."""
    content = (unit * (1_000_000 // len(unit))).encode()

    for name in ("a.fountain", "a.md"):
        try:
            read_screenplay(b"INT. A - DAY\n\nHi.\n\n" + content, name)
            read_screenplay(content, name)
        except ScreenplayError:
            pass


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=400), name=st.sampled_from(["a.fountain", "a.md", "a.txt", "a.fdx", "a"]))
def test_any_text_reads_or_is_refused(text: str, name: str) -> None:
    """Nothing but a screenplay or a ScreenplayError comes of any text."""
    _reads_or_refuses(text.encode("utf-8", "surrogatepass"), name)


@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=300), name=st.sampled_from(["a.fountain", "a.md", "a.txt", "a.fdx"]))
def test_any_bytes_read_or_are_refused(content: bytes, name: str) -> None:
    """Nothing but a screenplay or a ScreenplayError comes of any bytes."""
    _reads_or_refuses(content, name)


@settings(max_examples=150, deadline=None)
@given(
    lines=st.lists(
        st.sampled_from(
            [
                "INT. A - DAY",
                "MARA",
                "MARA (V.O.) ^",
                "(softly)",
                "Hi there.",
                "",
                "  ",
                "[[",
                "]]",
                "/*",
                "*/",
                "> x <",
                "> x",
                "# s",
                "= s",
                "~la",
                "!x",
                "@x",
                ".y",
                "CUT TO:",
                "**b*",
            ]
        ),
        max_size=30,
    )
)
def test_any_arrangement_of_marks_reads_or_is_refused(lines: list[str]) -> None:
    """Marks in any order give elements whose lines lie in the file."""
    _reads_or_refuses("\n".join(lines).encode(), "a.fountain")


def _reads_or_refuses(content: bytes, name: str) -> None:
    try:
        screenplay = read_screenplay(content, name)
    except ScreenplayError as error:
        assert error.message
    else:
        assert isinstance(screenplay, Screenplay)
        assert all(1 <= e.source.first <= e.source.last for e in screenplay.elements)
