"""Who and where: cast, looks, voices, places, hours and weather found in a screenplay."""

from __future__ import annotations

import re

import pytest

from storyreel.animatic.foley.vocabulary import hear
from storyreel.film.briefs import AnchorBrief
from storyreel.film.cast import NARRATOR_ID, Age, Garment, Hair, Hat, Presentation
from storyreel.film.places import PlaceKind, TimeOfDay, Weather
from storyreel.planning import analyse_scene, split_scenes, survey, write_anchor
from storyreel.planning.places import kind_of
from storyreel.planning.reconcile import reconcile
from storyreel.planning.sounds import cues_in, cues_left_out
from storyreel.planning.words.places import INSIDE, OUTSIDE
from storyreel.planning.words.sounds import SOUNDING_VERBS, SOUNDS
from storyreel.screenplays import read_screenplay
from tests.planning.planned import plan

THREE = """EXT. LIGHTHOUSE - DUSK

Rain. MARA (70s, white hair, red coat) climbs. THE CAPTAIN (50, burly, grey beard, navy uniform) \
follows. A GIRL (8) waves.

MARA (V.O.)
I kept it.

MARA'S VOICE
Still.

CAPTAIN (CONT'D)
Aye.

GIRL
Hello!

INT. LIGHTHOUSE - CONTINUOUS

Mara lights the lamp.

EXT. LIGHTHOUSE - NIGHT

It stands.

INT. KEEPER'S HOUSE - KITCHEN - THE NEXT MORNING

A stove.
"""


def test_names_of_one_person_are_merged_and_described() -> None:
    """Voices, articles and extensions make no second person."""
    cast = {member.id: member for member in plan(THREE).cast}

    assert set(cast) == {"mara", "captain", "girl"}
    assert (cast["mara"].look.age, cast["mara"].look.garment, cast["mara"].look.garment_colour) == (
        Age.OLD,
        Garment.COAT,
        "#a83232",
    )
    assert cast["captain"].look.beard and cast["captain"].look.garment is Garment.UNIFORM
    assert (cast["girl"].look.age, cast["girl"].look.presentation) == (Age.CHILD, Presentation.FEMININE)
    assert cast["girl"].look.height < 0.8


def test_everybody_looks_and_sounds_different() -> None:
    """No two of twenty undescribed people share garment colour or voice."""
    cast = plan(
        "INT. HALL - DAY\n\nThey wait.\n\n" + "".join(f"TOM{chr(65 + n)}\nHere.\n\n" for n in range(18))
    ).cast

    assert len({member.look.garment_colour for member in cast}) == len(cast)
    assert len({(m.voice.presentation, m.voice.age, m.voice.timbre) for m in cast}) == len(cast)


def test_one_place_by_day_and_night_and_two_for_inside_and_outside() -> None:
    """Places are told apart by name and side, not by hour; hours and weather are gathered."""
    storyboard = plan(THREE)

    assert [e.id for e in storyboard.environments] == [
        "lighthouse",
        "lighthouse-interior",
        "keepers-house-kitchen",
    ]
    assert storyboard.environments[0].times == (TimeOfDay.DUSK, TimeOfDay.NIGHT)
    assert [s.time for s in storyboard.scenes] == [
        TimeOfDay.DUSK,
        TimeOfDay.DUSK,
        TimeOfDay.NIGHT,
        TimeOfDay.DAY,
    ]
    assert [s.weather for s in storyboard.scenes] == [Weather.RAIN, Weather.RAIN, Weather.RAIN, Weather.CLEAR]


def test_places_of_a_film_have_their_own_colours() -> None:
    """Nine places of one kind get nine palettes."""
    storyboard = plan("".join(f"INT. KITCHEN {n} - DAY\n\nA stove.\n\n" for n in range(9)))

    assert len({e.place.palette for e in storyboard.environments}) == 9


@pytest.mark.parametrize(
    ("place", "interior", "kind"),
    [
        ("PIER", False, PlaceKind.COAST),
        ("ALLEY", False, PlaceKind.CITY_STREET),
        ("DINER", True, PlaceKind.BAR),
        ("DINER", False, PlaceKind.CITY_STREET),
        ("ATTIC", True, PlaceKind.BEDROOM),
        ("WARD 6", True, PlaceKind.HOSPITAL),
        ("SHIP - BRIDGE", True, PlaceKind.SHIP),
        ("STARSHIP - BRIDGE", True, PlaceKind.SPACECRAFT),
        ("BRIDGE", False, PlaceKind.OPEN_COUNTRY),
        ("LIGHTHOUSE - LAMP ROOM", True, PlaceKind.LIGHTHOUSE_ROOM),
        ("KEEPER'S HOUSE - KITCHEN", True, PlaceKind.KITCHEN),
        ("FERRY TERMINAL", True, PlaceKind.CORRIDOR),
        ("HOSPITAL - CORRIDOR", True, PlaceKind.CORRIDOR),
        ("HOTEL ROOM", True, PlaceKind.BEDROOM),
        ("MARS", False, PlaceKind.PLANET),
        ("NIGHT TRAIN - COMPARTMENT", True, PlaceKind.VEHICLE),
        ("OPERA HOUSE - STAGE", True, PlaceKind.THEATRE),
        ("CRYPT", True, PlaceKind.CELLAR),
        ("ZORBLAX", True, PlaceKind.INTERIOR),
        ("ZORBLAX", False, PlaceKind.EXTERIOR),
        ("HARBOUR", False, PlaceKind.COAST),
        ("BATTLEMENTS", False, PlaceKind.ROOFTOP),
        ("SEA FLOOR", False, PlaceKind.UNDERWATER),
    ],
)
def test_kinds_of_places(place: str, interior: bool, kind: PlaceKind) -> None:
    """Words and phrases of headings lead to the kind that can be painted."""
    assert kind_of(place, interior, "") is kind


@pytest.mark.parametrize(
    ("heading", "name", "kind"),
    [
        ("INT./EXT. CAR - NIGHT", "CAR", PlaceKind.VEHICLE),
        ("I/E TRAIN - DAY", "TRAIN", PlaceKind.VEHICLE),
        ("INT./EXT. BOB'S CAR - MOVING - DAY", "BOB'S CAR", PlaceKind.VEHICLE),
        ("EXT./INT. BUS (MOVING) - DAY", "BUS", PlaceKind.VEHICLE),
        ("INT./EXT. GARDEN - DAY", "GARDEN", PlaceKind.OPEN_COUNTRY),
        ("INT./EXT. KITCHEN - DAY", "KITCHEN", PlaceKind.KITCHEN),
    ],
)
def test_a_heading_that_says_both_sides_is_one_place(heading: str, name: str, kind: PlaceKind) -> None:
    """A car seen from in and out is a vehicle's interior, and the same car as under INT."""
    (place,) = plan(f"{heading}\n\nRain.\n").environments

    assert (place.place.name, place.place.kind) == (name, kind)


def test_a_car_from_within_and_from_both_sides_is_one_place() -> None:
    """'INT. CAR' and 'INT./EXT. CAR' share their pictures."""
    assert len(plan("INT. CAR - DAY\n\nRain.\n\nINT./EXT. CAR - MOVING - NIGHT\n\nRain.\n").environments) == 1


def test_vocabularies_are_wide() -> None:
    """Every kind has words; there are at least 300 for places and 150 for sounds."""
    assert {*INSIDE.values(), *OUTSIDE.values(), PlaceKind.INTERIOR, PlaceKind.EXTERIOR} == set(PlaceKind)
    assert len({*INSIDE, *OUTSIDE}) >= 300
    assert len({*SOUNDS.split(","), *SOUNDING_VERBS.split(",")}) >= 150


@pytest.mark.parametrize(
    ("action", "sounds"),
    [
        ("Thunder. The old door creaks.", ["thunder", "the old door creaks"]),
        ("The phone rings.", ["the phone rings"]),
        ("Footsteps on gravel, slow.", ["footsteps on gravel"]),
        ("She waves at him and winds up the clock. A gold ring. A kettle.", []),
        ("Waves crash. A dog barks, far off.", ["waves crash", "a dog barks"]),
    ],
)
def test_sounds_keep_the_scripts_words(action: str, sounds: list[str]) -> None:
    """What is heard is found with its words; what only looks like a sound is not."""
    assert [cue.sound for cue in cues_in(action)] == sounds


@pytest.mark.parametrize(
    ("action", "rendered"),
    [
        ("The door opens.", "door opens"),
        ("She opens the door.", "door opens"),
        ("The door closes behind him.", "door closes"),
        ("Glass breaks.", "glass breaks"),
        ("The window breaks.", "glass breaks"),
        ("She walks across the gravel.", "footsteps"),
        ("He runs down the wooden stairs.", "running steps"),
        ("A horse gallops past.", "hooves"),
        ("A car drives past.", "car passes"),
        ("The car starts.", "engine"),
        ("The engine starts.", "engine"),
        ("A train passes.", "train"),
        ("Birds sing.", "birds"),
        ("It is raining.", "rain"),
        ("Church bells.", "church bell"),
        ("He shoots.", "gunshot"),
        ("They clap.", "applause"),
        ("He types.", "typing"),
        ("She strikes a match.", "match"),
        ("She plays the piano.", "piano"),
        ("He plays the cello.", "strings"),
        ("A cello begins, low and slow.", "strings"),
        ("He dives into the sea.", "splash"),
        ("She takes a photograph.", "camera"),
        ("He turns the key.", "key in lock"),
        ("She climbs the stairs.", "footsteps"),
    ],
)
def test_plain_sentences_are_heard_as_what_the_foley_makes(action: str, rendered: str) -> None:
    """What happens is heard though no word names a sound, and the stage knows it exactly."""
    (cue,) = cues_in(action)

    assert (hear(cue.sound).names, hear(cue.sound).exact) == ((rendered,), True)


@pytest.mark.parametrize(
    "action",
    [
        "She shoots him a look.",
        "He opens his eyes.",
        "The open door.",
        "She claps him on the shoulder.",
        "All types of people.",
        "Her heart races.",
        "The meeting starts.",
        "It is as if a train passes through her.",
        "The day breaks.",
        "She breaks the silence.",
        "He fires his assistant.",
        "Time passes.",
        "He never opens the door.",
        "She plays with her ring.",
        "He closes the book.",
    ],
)
def test_figures_of_speech_are_silent(action: str) -> None:
    """No sound is made up for what only reads like one."""
    assert cues_in(action) == ()


def test_of_many_sounds_the_most_telling_are_kept_and_the_rest_is_said() -> None:
    """Loud and sudden sounds before weather; the screenplay's reader is told what one shot cannot hold."""
    action = "Rain. Wind. A bird sings. The door slams. A gun goes off. Glass breaks."

    assert {"a gunshot", "the door slams", "glass breaks"} <= {cue.sound for cue in cues_in(action)}
    assert len(cues_in(action)) == 4 and cues_left_out(action)


@pytest.mark.parametrize(
    ("described", "expected"),
    [
        (
            "34, short dark hair, a mustard raincoat",
            {"hair": Hair.SHORT, "hair_colour": "#2a2022", "garment_colour": "#b58f35"},
        ),
        ("a girl with long blond hair", {"hair": Hair.LONG, "hair_colour": "#d9b56a"}),
        ("20s, long, curly red hair", {"hair": Hair.CURLY, "hair_colour": "#a8452a"}),
        ("8, red pigtails", {"hair": Hair.PONYTAIL, "hair_colour": "#a8452a"}),
        (
            "9, in a green woolly hat and a red coat",
            {"hat": Hat.BEANIE, "hat_colour": "#3f7050", "garment_colour": "#a83232"},
        ),
        ("40, red hat", {"hat": Hat.BRIM, "hat_colour": "#a83232"}),
        ("60s, grey moustache", {"moustache": True, "beard": False, "hair_colour": "#a8a49e"}),
        ("30, black skin", {"skin": "#5a3826"}),
        ("30, dark skin, blue jeans", {"skin": "#6b4430", "trousers_colour": "#3a5f94"}),
        ("70s, her grey hair in a bun", {"hair": Hair.BUN, "hair_colour": "#a8a49e"}),
    ],
)
def test_looks_are_as_the_script_says(described: str, expected: dict[str, object]) -> None:
    """Length, cut and colour of hair in any order, hats, skin and clothes with their colours."""
    look = plan(f"INT. HALL - DAY\n\nMARA ({described}) waits.\n\nMARA\nHere.\n").cast[0].look

    assert {name: getattr(look, name) for name in expected} == expected


def test_an_anchor_holds_what_lasts_and_contradicts_itself_nowhere() -> None:
    """Neither the weather nor the state of one scene is in the words of a place."""
    board = plan(
        "EXT. LIGHTHOUSE - NIGHT\n\nA storm. A white tower with a red door. Its lamp is dark. The moon breaks"
        " through.\n\nEXT. LIGHTHOUSE - DAY\n\nClear sky. The sun is out. A low wall runs round the tower.\n"
    )
    (place,) = board.environments

    anchor = write_anchor(
        AnchorBrief(
            place=place.place,
            description=place.description,
            times=place.times,
            weathers=place.weathers,
            style="",
        )
    )

    assert place.description == "A white tower with a red door. A low wall runs round the tower."
    assert not re.search(
        r"lamp is dark|driven rain|torn clouds|clear air|daylight|darkness|moon|sun\b",
        anchor.prompt,
        re.IGNORECASE,
    )
    assert "each picture says its own" in anchor.time and "storm, clear" in anchor.weather


def test_known_people_and_places_are_never_rewritten() -> None:
    """A newcomer before them changes nobody's looks and no place's colours."""
    before = plan("INT. HALL - DAY\n\nTOM\nHere.\n\nINT. KITCHEN - DAY\n\nANNA\nHere.\n")

    after = plan(
        "INT. BAR - DAY\n\nZOE\nFirst.\n\nINT. HALL - DAY\n\nTOM\nHere.\n\nINT. KITCHEN -"
        " DAY\n\nANNA\nHere.\n",
        before,
    )

    assert set(before.cast) <= set(after.cast)
    assert {e.place for e in before.environments} <= {e.place for e in after.environments}


def test_story_is_parted_into_places_and_told_by_the_narrator() -> None:
    """Prose gets headings from its words of place and time."""
    storyboard = plan(
        "She walked down to the harbour at dusk. The boats were gone.\n\n* * *\n\nIn the kitchen the next"
        " morning, the kettle sang.\n",
        name="story.txt",
    )

    assert [s.heading for s in storyboard.scenes] == ["EXT. HARBOUR - DUSK", "INT. KITCHEN - DAY"]
    assert all(line.cast_id == NARRATOR_ID for _, shot in storyboard.shots() for line in shot.lines)


def test_other_scripts_make_ids_and_keep_names() -> None:
    """A Japanese screenplay has slugs for ids and its own names."""
    storyboard = plan(".灯台 - NIGHT\n\n波。\n\n@光\n消えない。\n")

    assert storyboard.cast[0].name == "光" and storyboard.cast[0].id.startswith("person-")
    assert storyboard.environments[0].id.startswith("place-")
    assert storyboard.cast[0].look.hair in Hair


def test_a_changed_line_leaves_what_is_said_of_a_known_place() -> None:
    """Every picture of a place has the same words, also after a line of action changed."""
    before = "EXT. HARBOUR - DAY\n\nGulls over the pier. Ropes creak.\n\nANNA waits.\n"
    after = (
        before.replace("Ropes creak.", "Ropes creak, slowly.")
        + "\nEXT. HARBOUR - NIGHT\n\nFog on the water.\n"
    )
    first = read_screenplay(before.encode(), "a.fountain")
    drafts = [analyse_scene(brief) for brief in split_scenes(first, survey(first))]
    board = reconcile(None, survey(first), drafts, first.title)

    (place,) = survey(read_screenplay(after.encode(), "a.fountain"), board).environments

    assert place.description == board.environments[0].description
    assert place.place == board.environments[0].place
    assert place.times == (TimeOfDay.DAY, TimeOfDay.NIGHT)


def test_words_that_say_nothing_of_looks_change_nobody() -> None:
    """A slower climb leaves every look and voice of the film.

    Another coat changes the coat and nothing else.
    """
    script = (
        "EXT. CLIFF - DAY\n\nMARA climbs the path. TOM, curly hair, waits.\n\nMARA\nHere.\n\nTOM\nAt last.\n"
    )
    first = plan(script)
    looks = {member.id: (member.look, member.voice) for member in first.cast}

    slower = survey(read_screenplay(script.replace("climbs", "slowly climbs").encode(), "a.fountain"), first)
    coated = survey(
        read_screenplay(
            script.replace("MARA climbs", "MARA, in a yellow coat, climbs").encode(), "a.fountain"
        ),
        first,
    )

    assert {member.id: (member.look, member.voice) for member in slower.cast} == looks
    changed = {member.id: (member.look, member.voice) for member in coated.cast}
    assert changed["tom"] == looks["tom"]
    assert changed["mara"][1] == looks["mara"][1]
    assert changed["mara"][0].garment is Garment.COAT
    assert changed["mara"][0].hair == looks["mara"][0].hair
