"""Places of scripts in other languages: each is the kind that its own words say."""

from __future__ import annotations

import pytest

from storyreel.film.places import PlaceKind as K
from storyreel.planning import survey
from storyreel.planning.places import is_interior, kind_of
from storyreel.project.screenplays import read_script


@pytest.mark.parametrize(
    ("language", "place", "interior", "kind"),
    [
        ("de", "KÜCHE", True, K.KITCHEN),
        ("de", "KUECHE", True, K.KITCHEN),
        ("de", "GÜNTHERS KÜCHE", True, K.KITCHEN),
        ("de", "HOTELKÜCHE", True, K.KITCHEN),
        ("de", "WOHNUNG - SCHLAFZIMMER", True, K.BEDROOM),
        ("de", "KRANKENHAUS - ZIMMER", True, K.HOSPITAL),
        ("de", "VHS BERLIN-MITTE", True, K.OFFICE),
        ("de", "AUTO", True, K.VEHICLE),
        ("de", "HOF", False, K.VILLAGE),
        ("de", "HAUS", False, K.VILLAGE),
        ("de", "KRANKENHAUS", False, K.CITY_STREET),
        ("de", "STRASSE", False, K.CITY_STREET),
        ("de", "NACHBAR", True, K.INTERIOR),
        ("de", "IN DEN TIEFEN", True, K.INTERIOR),
        ("fr", "CUISINE DU RESTAURANT", True, K.KITCHEN),
        ("fr", "CHAMBRE D'HÔPITAL", True, K.HOSPITAL),
        ("fr", "CHAMBRE D'HOPITAL", True, K.HOSPITAL),
        ("fr", "CAVE", True, K.CELLAR),
        ("fr", "COUR", False, K.VILLAGE),
        ("fr", "FORÊT", False, K.FOREST),
        ("es", "COCINA DEL HOSPITAL", True, K.KITCHEN),
        ("es", "CUARTO DE LA MADRE", True, K.BEDROOM),
        ("es", "HABITACION", True, K.BEDROOM),
        ("es", "CALLE", False, K.CITY_STREET),
        ("es", "PLAYA", False, K.COAST),
        ("it", "CUCINA", True, K.KITCHEN),
        ("it", "CAMERA DA LETTO", True, K.BEDROOM),
        ("it", "SPIAGGIA", False, K.COAST),
        ("pt", "SALA", True, K.LIVING_ROOM),
        ("pt", "RUA", False, K.CITY_STREET),
        ("nl", "WOONKAMER", True, K.LIVING_ROOM),
        ("nl", "SCHOOLGANG", True, K.CORRIDOR),
        ("pl", "KUCHNIA", True, K.KITCHEN),
        ("pl", "LAS", False, K.FOREST),
        ("pl", "LODZ", True, K.SHIP),
        ("ru", "КВАРТИРА", True, K.LIVING_ROOM),
        ("ru", "КВАРТИРА ВЕРЫ", True, K.LIVING_ROOM),
        ("ru", "КВАРТИРА ВЕРЫ - КУХНЯ", True, K.KITCHEN),
        ("ru", "КВАРТИРА ВЕРЫ КУХНЯ", True, K.KITCHEN),
        ("ru", "ДВОР", False, K.VILLAGE),
        ("ru", "САМОЛЕТ", True, K.VEHICLE),
        ("uk", "КАВ'ЯРНЯ", True, K.BAR),
        ("uk", "ВУЛИЦЯ", False, K.CITY_STREET),
        ("zh", "咖啡馆", True, K.BAR),
        ("zh", "小满家", True, K.LIVING_ROOM),
        ("zh", "小满家厨房", True, K.KITCHEN),
        ("zh", "街道", False, K.CITY_STREET),
        ("zh", "医院走廊", True, K.CORRIDOR),
        ("ja", "喫茶店・店内", True, K.BAR),
        ("ja", "山田家・居間", True, K.LIVING_ROOM),
        ("ja", "木下建設・オフィス", True, K.OFFICE),
        ("ja", "台所", True, K.KITCHEN),
        ("ja", "道", False, K.CITY_STREET),
        ("ko", "민수의 부엌", True, K.KITCHEN),
        ("ko", "경찰서", True, K.OFFICE),
        ("ko", "바닷가", False, K.COAST),
        ("ar", "شقة نادية", True, K.LIVING_ROOM),
        ("ar", "مطبخ المستشفى", True, K.KITCHEN),
        ("ar", "الكورنيش", False, K.COAST),
        ("hi", "रसोई", True, K.KITCHEN),
        ("hi", "आँगन", False, K.VILLAGE),
        ("hi", "मीरा का कमरा", True, K.BEDROOM),
    ],
)
def test_a_place_is_the_kind_its_own_language_says(
    language: str, place: str, interior: bool, kind: K
) -> None:
    """By the words of the language, with accents and without, before the English ones."""
    assert kind_of(place, interior, "", language) is kind


@pytest.mark.parametrize(
    ("language", "place", "inside"),
    [
        ("de", "KÜCHE", True),
        ("de", "WALD", False),
        ("ru", "КВАРТИРА", True),
        ("zh", "咖啡馆", True),
        ("zh", "街道", False),
        ("ja", "台所", True),
        ("fr", "KITCHEN", True),
    ],
)
def test_a_place_is_inside_or_outside_by_its_own_language(language: str, place: str, inside: bool) -> None:
    """A heading that does not say is understood, and English names are in every language."""
    assert is_interior(place, None, language) is inside
    assert is_interior(place, not inside, language) is not inside


@pytest.mark.parametrize(
    ("place", "kind"), [("KITCHEN", K.KITCHEN), ("LIVING ROOM", K.LIVING_ROOM), ("SHIP - BRIDGE", K.SHIP)]
)
def test_english_names_stand_in_scripts_of_any_language(place: str, kind: K) -> None:
    """Headings in English over action in German mean what they say."""
    assert kind_of(place, True, "", "de") is kind


def test_a_language_without_a_file_has_the_english_words() -> None:
    """Nothing is known of its places but what is named in English."""
    assert kind_of("KITCHEN", True, "", "sv") is K.KITCHEN
    assert kind_of("KÖK", True, "", "sv") is K.INTERIOR


def test_a_german_kitchen_is_painted_as_a_kitchen() -> None:
    """The survey takes the script's own words for its places."""
    script = "INT. KÜCHE - DAY\n\nGünther schneidet Brot.\n\nEXT. WALD - NIGHT\n\nRegen.\n"
    screenplay = read_script(script).model_copy(update={"language": "de"})

    kinds = [environment.place.kind for environment in survey(screenplay).environments]

    assert kinds == [K.KITCHEN, K.FOREST]


@pytest.mark.parametrize(
    ("language", "place"),
    [
        ("en", "GREENHOUSE"),
        ("de", "GEWÄCHSHAUS"),
        ("de", "WINTERGARTEN"),
        ("fr", "SERRE DU JARDIN"),
        ("es", "INVERNADERO"),
        ("it", "SERRA"),
        ("pt", "ESTUFA"),
        ("nl", "KAS"),
        ("pl", "SZKLARNIA"),
        ("ru", "ТЕПЛИЦА"),
        ("ru", "ЗИМНИЙ САД"),
        ("uk", "ОРАНЖЕРЕЯ"),
        ("zh", "温室"),
        ("ja", "温室"),
        ("ko", "온실"),
        ("ar", "الدفيئة"),
        ("hi", "ग्रीनहाउस"),
    ],
)
def test_a_greenhouse_is_one_in_every_language(language: str, place: str) -> None:
    """It is indoors, and stands in open country."""
    assert kind_of(place, True, "", language) is K.GREENHOUSE
    assert kind_of(place, False, "", language) is K.OPEN_COUNTRY
    assert is_interior(place, None, language)


@pytest.mark.parametrize(
    ("language", "place"),
    [
        ("en", "BRIDGE OF THE FREIGHTER"),
        ("en", "BRIDGE OF THE TANKER"),
        ("de", "BRÜCKE DES FRACHTERS"),
        ("fr", "PONT DU CARGO"),
        ("es", "PUENTE DE MANDO"),
        ("it", "PONTE DI COMANDO"),
        ("pt", "PONTE DO NAVIO"),
        ("nl", "BRUG VAN HET SCHIP"),
        ("ru", "КАПИТАНСКИЙ МОСТИК"),
        ("ja", "艦橋"),
        ("zh", "舰桥"),
        ("ar", "جسر السفينة"),
    ],
)
def test_a_ships_bridge_crosses_no_river(language: str, place: str) -> None:
    """Indoors and out it is the ship's."""
    assert kind_of(place, True, "", language) is K.SHIP
    assert kind_of(place, False, "", language) is K.SHIP


@pytest.mark.parametrize(
    ("language", "place"),
    [("de", "BRÜCKE"), ("fr", "PONT"), ("es", "PUENTE"), ("ru", "МОСТ"), ("zh", "桥"), ("en", "BRIDGE")],
)
def test_a_bridge_of_nothing_crosses_a_river(language: str, place: str) -> None:
    """Outdoors a bridge is one over land or water."""
    assert kind_of(place, False, "", language) is K.OPEN_COUNTRY
