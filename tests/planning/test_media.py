import pytest

from storyreel.film.hearing import Medium
from storyreel.film.storyboard import Delivery
from storyreel.planning.media import medium_of


@pytest.mark.parametrize(
    ("cue", "extensions", "parenthetical", "delivery", "medium"),
    [
        ("RADIO", [], "", Delivery.OFF_SCREEN, Medium.RADIO),
        ("TOM", ["ON PHONE"], "", Delivery.OFF_SCREEN, Medium.TELEPHONE),
        ("TOM", ["V.O."], "over the intercom", Delivery.VOICE_OVER, Medium.RADIO),
        ("STATION LOUDSPEAKER", [], "", Delivery.OFF_SCREEN, Medium.LOUDSPEAKER),
        ("TV ANCHOR", ["ON TV"], "", Delivery.OFF_SCREEN, Medium.SCREEN),
        ("DAS TELEFON", [], "", Delivery.OFF_SCREEN, Medium.TELEPHONE),
        ("MARA", ["V.O."], "", Delivery.VOICE_OVER, Medium.THOUGHT),
        ("THE CROWD", [], "", Delivery.ON_SCREEN, Medium.CROWD),
        ("MARA", [], "into the phone", Delivery.ON_SCREEN, Medium.AIR),
        ("ANN", ["O.S."], "", Delivery.OFF_SCREEN, Medium.AIR),
        ("ALLEN", [], "", Delivery.ON_SCREEN, Medium.AIR),
    ],
)
def test_a_cue_says_through_what_a_line_is_heard(cue, extensions, parenthetical, delivery, medium) -> None:
    """By its name, its brackets and its parenthetical; a person in the picture is heard in the air."""
    assert medium_of(cue, extensions, parenthetical, cue.lower(), delivery) is medium


def test_the_narrator_has_no_inner_voice() -> None:
    """A voice over the film is the narrator's own."""
    assert medium_of("NARRATOR", ["V.O."], "", "narrator", Delivery.VOICE_OVER) is Medium.AIR
