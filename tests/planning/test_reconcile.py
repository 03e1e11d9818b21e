"""Ids that stay while the screenplay changes around them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from storyreel.film.storyboard import Storyboard
from tests.planning.planned import plan

SCENES = [
    "INT. KITCHEN - DAY\n\nMARA (40) pours tea. The kettle whistles.\n\nMARA\nTom is late again today.\n\n",
    "EXT. PIER - DUSK\n\nBoats rock on grey water. TOM (19) runs.\n\nTOM\nWait for me, wait!\n\n",
    "INT. BAR - NIGHT\n\nSmoke and a piano. ZOE (30) sings alone.\n\nZOE\nGood night, dear city.\n\n",
    "EXT. FOREST - DAWN\n\nOwls. A lantern moves between black trunks.\n\n",
    "INT. TRAIN - DAY\n\nFields pass. PAUL (50) sleeps with an open book.\n\nPAUL\nAre we there?\n\n",
]
scripts = st.lists(st.sampled_from(SCENES), min_size=1, max_size=6)


def ids(storyboard: Storyboard) -> dict[str, str]:
    return {scene.heading: scene.id for scene in storyboard.scenes}


def test_ids_go_in_tens() -> None:
    """Scenes and shots of a new film count in tens."""
    storyboard = plan("".join(SCENES[:3]))

    assert [s.id for s in storyboard.scenes] == ["SC010", "SC020", "SC030"]
    assert [h.id for h in storyboard.scenes[0].shots][:2] == ["SC010-SH010", "SC010-SH020"]


def test_inserted_scene_gets_a_number_between() -> None:
    """The scenes around it keep their ids."""
    before = plan(SCENES[0] + SCENES[1])

    after = plan(SCENES[0] + SCENES[2] + SCENES[1], before)

    assert [s.id for s in after.scenes] == ["SC010", "SC015", "SC020"]


def test_removed_and_replaced_scenes_do_not_pass_on_their_id() -> None:
    """Other content in the same position is another scene."""
    before = plan(SCENES[0] + SCENES[1] + SCENES[2])

    after = plan(SCENES[0] + SCENES[3] + SCENES[2], before)

    assert ids(after)["EXT. FOREST - DAWN"] not in {s.id for s in before.scenes}
    assert ids(after)["INT. BAR - NIGHT"] == "SC030"


def test_edited_scene_keeps_its_id_and_its_other_shots() -> None:
    """A changed line changes one shot; a new action gets a number between."""
    text = (
        "INT. HALL - DAY\n\nANNA (30) sits.\n\nANNA\nNobody ever comes here in the winter months.\n\nThe"
        " clock strikes nine, slowly.\n"
    )
    before = plan(text)

    after = plan(
        text.replace("ever comes here", "comes here now").replace(
            "The clock", "A tall stranger with a violin case opens the door.\n\nThe clock"
        ),
        before,
    )

    kept = {shot.id for shot in before.scenes[0].shots} & {shot.id for shot in after.scenes[0].shots}
    assert len(kept) == len(before.scenes[0].shots)
    assert len({shot.id for shot in after.scenes[0].shots}) == len(after.scenes[0].shots)


def test_no_room_between_takes_the_next_ten_after_the_last() -> None:
    """Eleven scenes do not fit between ten and twenty."""
    before = plan(SCENES[0] + SCENES[1])
    many = "".join(
        f"INT. ROOM {n} - DAY\n\nThing{n} other{n} more{n} else{n} stands here{n}.\n\n" for n in range(11)
    )

    after = plan(SCENES[0] + many + SCENES[1], before)

    assert len({s.id for s in after.scenes}) == 13
    assert (after.scenes[0].id, after.scenes[-1].id) == ("SC010", "SC020")


@settings(max_examples=30, deadline=None)
@given(scripts)
def test_reconciling_a_storyboard_with_its_own_drafts_changes_nothing(scenes: list[str]) -> None:
    """Also if scenes repeat."""
    storyboard = plan("".join(scenes))

    assert plan("".join(scenes), storyboard) == storyboard


@settings(max_examples=30, deadline=None)
@given(scripts, scripts)
def test_ids_are_distinct_and_new_content_takes_no_known_id(old: list[str], new: list[str]) -> None:
    """Over any change of scenes, ids stay distinct, and an id that stays has the same heading."""
    before = plan("".join(old))

    after = plan("".join(new), before)

    assert len({s.id for s in after.scenes}) == len(after.scenes)
    headings = {s.id: s.heading for s in before.scenes}
    assert all(headings.get(s.id, s.heading) == s.heading for s in after.scenes)
    assert plan("".join(new), before) == after
