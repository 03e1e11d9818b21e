"""Who is somebody, who is a thing that speaks, and who is a word on the page."""

from __future__ import annotations

import pytest

from storyreel.film.cast import NARRATOR_ID, Age, Presentation
from storyreel.film.drafts import SceneDraft, Survey
from storyreel.film.screenplay import Element, ElementKind, Screenplay
from storyreel.film.storyboard import Delivery, LineSpan, TitleCard
from storyreel.planning import analyse_scene, split_scenes, survey, who_is_seen
from storyreel.screenplays import read_screenplay


def script(
    *parts: tuple[str, ...], language: str = "en", looks: tuple[tuple[str, str], ...] = ()
) -> Screenplay:
    """A screenplay of (kind, text) or (kind, text, extension)."""
    elements = tuple(
        Element(
            kind=ElementKind(part[0]),
            text=part[1],
            source=LineSpan(first=n, last=n),
            extensions=tuple(part[2:]),
        )
        for n, part in enumerate(parts, 1)
    )
    return Screenplay(
        title=TitleCard(title="T"), elements=elements, format="fountain", language=language, looks=looks
    )


def speech(name: str, text: str = "Well now.", *extensions: str) -> tuple[tuple[str, ...], ...]:
    return (("character", name, *extensions), ("dialogue", text))


def drafts(screenplay: Screenplay) -> tuple[Survey, list[SceneDraft]]:
    surveyed = survey(screenplay)
    return surveyed, [analyse_scene(brief) for brief in split_scenes(screenplay, surveyed)]


def present(screenplay: Screenplay) -> dict[str, tuple[int, bool]]:
    return {one.name: (one.lines, one.on_screen) for one in who_is_seen(survey(screenplay), screenplay)}


HALL = ("heading", "INT. HALL - DAY")


@pytest.mark.parametrize(
    ("names", "person"),
    [
        (("O’BRIEN", "O'BRIEN", "O\u2018Brien"), "O'BRIEN"),
        (("JEAN‑LUC", "JEAN-LUC", "Jean–Luc"), "JEAN-LUC"),
        (("ANNA\u200b", "ANNA", "ANNA\u00a0"), "ANNA"),
        (("TOM", "TOM COOK", "COOK"), "TOM"),
        (("HARALD", "HARALD BAKER", "BAKER"), "HARALD"),
        (("HARALD JAMES PORTER", "HARALD PORTER", "PORTER"), "HARALD JAMES PORTER"),
        (("GUARD #1", "GUARD 1", "GUARD NO. 1", "GUARD ONE"), "GUARD #1"),
        (("COMPUTER VOICE", "COMPUTER", "THE COMPUTER"), "COMPUTER"),
        (("БОРИС", "БОРИС ИГНАТЬЕВИЧ"), "БОРИС"),
    ],
)
def test_names_of_one_person(names: tuple[str, ...], person: str) -> None:
    """However they are written, one person speaks all lines."""
    assert {
        name: lines
        for name, (lines, _) in present(
            script(HALL, *(part for name in names for part in speech(name)))
        ).items()
    } == {person: len(names)}


@pytest.mark.parametrize(
    "names",
    [
        ("TOM COOK", "THE COOK"),
        ("POLICE OFFICER", "OFFICER", "POLICE CHIEF"),
        ("HEAD WAITER", "WAITER"),
        ("GUARD #1", "GUARD #2"),
        ("TOM BAKER", "ANN BAKER", "BAKER"),
        ("MALE VOICE", "FEMALE VOICE"),
    ],
)
def test_two_stay_two(names: tuple[str, ...]) -> None:
    """A trade with its article, a kind of trade, a number or another first name is another person."""
    assert len(present(script(HALL, *(part for name in names for part in speech(name))))) == len(names)


def test_action_names_people_however_it_writes_them() -> None:
    """The curly apostrophe of the action is the straight one of the cue."""
    screenplay = script(
        HALL, ("action", "Jean‑Luc O’Brien\u00a0sits by the stove."), *speech("JEAN-LUC O'BRIEN")
    )
    surveyed, (scene,) = drafts(screenplay)

    assert [figure.cast_id for figure in scene.shots[0].figures] == [surveyed.cast[0].id]


def test_introductions_in_other_alphabets() -> None:
    """Capitals are capitals in Cyrillic and Greek, and a full name is the person of the first."""
    screenplay = script(
        HALL,
        ("action", "БОРИС ИГНАТЬЕВИЧ (70) стоит. ΕΛΕΝΗ (8) waits."),
        *speech("БОРИС"),
        *speech("АНТОНИНА"),
    )
    cast = {member.name: member for member in survey(screenplay).cast}

    assert set(cast) == {"БОРИС", "ΕΛΕΝΗ", "АНТОНИНА"}
    assert (cast["БОРИС"].look.age, cast["БОРИС"].look.presentation) == (Age.OLD, Presentation.MASCULINE)
    assert cast["ΕΛΕΝΗ"].look.age is Age.CHILD and cast["АНТОНИНА"].look.presentation is Presentation.FEMININE


@pytest.mark.parametrize(
    "name",
    [
        "RADIO",
        "THE RADIO",
        "KITCHEN RADIO",
        "INTERCOM",
        "GPS",
        "PRINTER",
        "ANSWERING MACHINE",
        "RADIO VOICE",
        "VOICE ON RADIO",
    ],
)
def test_devices_are_heard_and_never_drawn(name: str) -> None:
    """Its words are spoken, and no figure stands for it, although the action names it in capitals."""
    screenplay = script(
        HALL,
        ("action", "JULES (40) waits. The RADIO crackles, the INTERCOM buzzes, a PRINTER hums."),
        *speech(name),
        *speech("JULES"),
    )
    surveyed, (scene,) = drafts(screenplay)
    people = present(screenplay)

    assert [seen for who, (_, seen) in people.items() if who != "JULES"] == [False] and people["JULES"] == (
        1,
        True,
    )
    assert {figure.cast_id for shot in scene.shots for figure in shot.figures} == {"jules"}
    assert [line.delivery for shot in scene.shots for line in shot.lines] == [
        Delivery.OFF_SCREEN,
        Delivery.ON_SCREEN,
    ]
    assert len(surveyed.heard_only) == 1


def test_who_operates_or_presents_is_drawn() -> None:
    """A person whose trade has a device in its name, and one introduced with an age, are people."""
    people = present(
        script(
            HALL,
            ("action", "SPEAKER (50) climbs the podium."),
            *speech("SPEAKER"),
            *speech("TV ANCHOR"),
            *speech("RADIO OPERATOR"),
        )
    )

    assert all(seen for _, seen in people.values())


def test_who_only_speaks_beside_the_picture_is_not_seen() -> None:
    """Unless the action tells of them, or a list of characters does."""
    heard = (HALL, ("action", "Rain."), *speech("MOTHER", "Come.", "V.O."), *speech("TOM", "No.", "O.S."))

    assert present(script(*heard)) == {"MOTHER": (1, False), "TOM": (1, False)}
    assert present(script(*heard, ("action", "Tom enters.")))["TOM"] == (1, True)
    assert present(script(*heard, looks=(("MOTHER", "old, grey"),)))["MOTHER"] == (1, True)


def test_a_list_of_characters_gives_looks_and_casts_nobody() -> None:
    """Who is in the film looks as listed; who is only in the list is not in the film."""
    looks = (
        ("JETTE", "8, a girl with red pigtails"),
        ("OVE", "70, a tall man with a grey beard. Bald."),
        ("NOBODY", "a ghost"),
    )
    cast = {
        member.name: member
        for member in survey(script(HALL, *speech("JETTE"), *speech("OVE"), looks=looks)).cast
    }

    assert set(cast) == {"JETTE", "OVE"}
    assert (cast["JETTE"].look.age, cast["JETTE"].look.presentation) == (Age.CHILD, Presentation.FEMININE)
    assert (cast["OVE"].look.age, cast["OVE"].look.presentation, cast["OVE"].look.beard) == (
        Age.OLD,
        Presentation.MASCULINE,
        True,
    )


@pytest.mark.parametrize(
    "word",
    [
        "FADE OUT.",
        "CUT TO:",
        "THE END",
        "MONTAGE",
        "TITLE CARD",
        "SUPER:",
        "LATER",
        "CLOSE ON",
        "GENRE:",
        "Logline",
        "Characters",
        "Runtime",
        "SFX",
    ],
)
def test_marks_and_fields_are_nobody(word: str) -> None:
    """Even if a reader takes one for a cue; what stands below is seen and not lost."""
    screenplay = script(HALL, *speech("ANNA"), *speech(word, "Words below it."))
    surveyed, (scene,) = drafts(screenplay)

    assert [member.name for member in surveyed.cast] == ["ANNA"]
    assert "Words below it." in [shot.action for shot in scene.shots]


@pytest.mark.parametrize("name", ["DIRECTOR", "BLACK", "HOST"])
def test_offices_and_last_names_are_people(name: str) -> None:
    """Though a title page has a director and a script a cut to black."""
    assert name in present(script(HALL, *speech(name)))


def test_joint_cues() -> None:
    """The joint cue is of the two who speak alone elsewhere, and the alien ET is one."""
    people = present(
        script(
            HALL,
            *speech("ANNA"),
            *speech("BEN"),
            *speech("ANNA AND BEN"),
            *speech("ANNA & BEN"),
            *speech("ET"),
        )
    )

    assert {name: lines for name, (lines, _) in people.items()} == {"ANNA": 3, "BEN": 3, "ET": 1}


@pytest.mark.parametrize(
    ("code", "names", "joint"),
    [
        ("ru", ("АННА", "БОРИС"), "АННА И БОРИС"),
        ("es", ("ANA", "JUAN"), "ANA Y JUAN"),
        ("zh", ("小满", "阿明"), "小满和阿明"),
        ("fr", ("ANNE", "LUC"), "ANNE ET LUC"),
    ],
)
def test_joint_cues_in_other_languages(code: str, names: tuple[str, str], joint: str) -> None:
    """As their word for 'and' joins names."""
    people = present(script(HALL, *speech(names[0]), *speech(names[1]), *speech(joint), language=code))

    assert {name: lines for name, (lines, _) in people.items()} == dict.fromkeys(names, 2)


def test_the_narrator_of_another_language() -> None:
    """Whoever tells is the narrator, over the picture; in an English script the word may be a person's."""
    elements = (HALL, ("action", "Regen."), *speech("ERZÄHLER", "Es war einmal."), *speech("ANNA"))

    surveyed, (scene,) = drafts(script(*elements, language="de"))

    assert {member.id for member in surveyed.cast} == {NARRATOR_ID, "anna"}
    assert next(line.delivery for shot in scene.shots for line in shot.lines) is Delivery.VOICE_OVER
    assert "ERZÄHLER" in present(script(*elements))


def test_read_people_of_a_file() -> None:
    """Lines are counted as they are read."""
    text = (
        "INT. OFFICE - NIGHT\n\nJULES (40) stares at the INTERCOM.\n\nINTERCOM\nMr. Jules, to the"
        " roof.\n\nJULES\nYes.\n(beat)\nNo.\n"
    )

    assert present(read_screenplay(text.encode(), "a.fountain")) == {
        "JULES": (2, True),
        "INTERCOM": (1, False),
    }
