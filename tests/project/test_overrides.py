"""A person's edits: written, read back, kept over changes, and refused with the line if they do not fit."""

from __future__ import annotations

import pytest

from storyreel.film.errors import SettingsError, StoryboardError
from storyreel.film.storyboard import Mood, ShotSize, Storyboard
from storyreel.planning.continuity import with_facts
from storyreel.planning.limits import limit
from storyreel.planning.prompts import picture_prompt
from storyreel.project.overrides import Overrides, apply_overrides
from storyreel.project.storyboard_text import storyboard_to_text
from storyreel.project.text_edits import edits_from_text
from tests.planning.planned import film_seconds, plan
from tests.planning.test_reconcile import SCENES

BASE = plan("".join(SCENES))


def edited(base: Storyboard, *changes: tuple[str, str]) -> Overrides:
    text = storyboard_to_text(base)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return edits_from_text(text, base)


def test_unchanged_text_is_no_edit() -> None:
    """What is written out reads back as nothing to do."""
    assert edited(BASE) == Overrides()
    assert apply_overrides(BASE, Overrides()) == (BASE, ())


def test_edits_win_over_the_base_and_survive_changes_elsewhere() -> None:
    """A size, a mood and a garment stay set when the screenplay changes in another scene."""
    overrides = edited(
        BASE, ('size = "wide"', 'size = "close"'), (f'mood = "{BASE.scenes[0].mood}"', 'mood = "eerie"')
    )
    changed = plan("".join(SCENES).replace("wait!", "please wait!"), BASE)

    film, drift = apply_overrides(changed, overrides)

    assert film.scenes[0].shots[0].size is ShotSize.CLOSE and film.scenes[0].mood is Mood.EERIE
    assert drift == ()


def test_a_scene_put_in_before_is_no_drift() -> None:
    """Lines that only stand further down in the screenplay say the same."""
    shot = next(shot for _, shot in BASE.shots() if shot.lines)
    spoken = shot.lines[0].text
    overrides = edited(BASE, (spoken, "Something else."))
    changed = plan("INT. ATTIC - DAY\n\nDust and an old trunk.\n\n" + "".join(SCENES), BASE)

    film, drift = apply_overrides(changed, overrides)

    assert drift == ()
    assert (
        next(line.text for _, again in film.shots() if again.id == shot.id for line in again.lines)
        == "Something else."
    )


def test_drift_is_said_when_the_base_moved_or_went() -> None:
    """An edit stands over a changed base and is set aside when its shot is gone; both are said."""
    shot = BASE.scenes[0].shots[0]
    overrides = edited(
        BASE, (shot.action, "She burns the toast."), ('size = "extreme wide"', 'size = "full"')
    )
    changed = plan((SCENES[0].replace("pours tea", "pours hot milk") + SCENES[2]), BASE)

    film, drift = apply_overrides(changed, overrides)

    assert film.scenes[0].shots[0].action == "She burns the toast."
    assert any("Your edit stands" in sentence for sentence in drift) and any(
        "nothing to stand on" in sentence for sentence in drift
    )


def test_skipped_shots_are_dropped() -> None:
    """`skip = true` takes a shot out; skipping all is refused."""
    heading = f"[shots.{BASE.scenes[0].shots[0].id}]\n"

    film, _ = apply_overrides(BASE, edited(BASE, (heading, heading + "skip = true\n")))

    assert len(film.shots()) == len(BASE.shots()) - 1
    lonely = plan(SCENES[3])
    with pytest.raises(StoryboardError, match="Every shot is skipped"):
        edited(lonely, ("SH010]\n", "SH010]\nskip = true\n"))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('size = "wide"', 'size = "huge"', r"line \d+: .*size is 'huge'; accepted is .*'medium close'"),
        ('size = "wide"', 'sise = "wide"', "'sise' is not a field; accepted are skip, size"),
        ('cast_id = "mara"', 'cast_id = "zorro"', "'zorro' is not in the cast"),
        ("[shots.SC010-SH010]", "[shots.SC999-SH010]", "does not have"),
        ("[scenes.SC010]", "[scenes.SC010", "not valid TOML in line"),
        ('mood = "', "mood = 7 # ", "mood is 7"),
    ],
)
def test_bad_edits_name_field_value_and_what_is_accepted(old: str, new: str, words: str) -> None:
    """The message holds what was given and what is taken."""
    with pytest.raises(StoryboardError, match=words):
        edited(BASE, (old, new))


def test_limits_keep_the_first_scenes_and_places() -> None:
    """Counts and minutes cut from the end, and drop people and places no longer used."""
    assert [s.id for s in limit(BASE, max_scenes=2).scenes] == ["SC010", "SC020"]
    assert len(limit(BASE, max_environments=1).environments) == 1
    assert len(limit(BASE, max_minutes=0.01).scenes) == 1
    assert {m.id for m in limit(BASE, max_scenes=1).cast} == {"mara"}
    with pytest.raises(SettingsError, match="max_scenes is 0"):
        limit(BASE, max_scenes=0)


def test_target_length_is_approached_without_cutting_talk() -> None:
    """Silent shots go first; the estimate comes near; every scene kept keeps its lines."""
    whole = film_seconds(BASE)

    short = limit(BASE, target_seconds=whole * 0.6)

    assert abs(film_seconds(short) - whole * 0.6) < 8
    for scene in short.scenes:
        original = next(s for s in BASE.scenes if s.id == scene.id)
        assert [h.lines for h in scene.shots if h.lines] == [h.lines for h in original.shots if h.lines]


def test_prompt_describes_people_without_names() -> None:
    """A picture prompt holds size, camera, looks, action and the place's own words."""
    from storyreel.film.briefs import AnchorBrief
    from storyreel.planning import write_anchor

    environment = BASE.environments[0]
    anchor = write_anchor(
        AnchorBrief(
            place=environment.place,
            description=environment.description,
            times=environment.times,
            weathers=environment.weathers,
            style="",
        )
    )
    scene = BASE.scenes[0]

    prompt = picture_prompt(anchor, scene, scene.shots[0], BASE.member, "Oil painting")

    assert prompt.startswith("Oil painting. Wide shot") and anchor.prompt in prompt and "woman with" in prompt


def test_a_colour_may_be_named_and_is_checked_when_it_is_read() -> None:
    """'blue' is '#0000ff'; what is no colour is refused with its line and what is accepted."""
    colour = BASE.cast[0].look.garment_colour
    film, _ = apply_overrides(
        BASE, edited(BASE, (f'garment_colour = "{colour}"', 'garment_colour = "Dark Blue"'))
    )

    assert film.cast[0].look.garment_colour == "#00008b"
    with pytest.raises(
        StoryboardError, match=r"line \d+: .*garment_colour is 'bleu'; accepted is a colour such as '#a83232'"
    ):
        edited(BASE, (f'garment_colour = "{colour}"', 'garment_colour = "bleu"'))
    with pytest.raises(StoryboardError, match=r"line \d+: .*palette.* is 'ret'; accepted is a colour"):
        edited(BASE, (f'palette = ["{BASE.environments[0].place.palette[0]}"', 'palette = ["ret"'))


def test_a_key_said_twice_is_named() -> None:
    """TOML forbids it inside a line's braces, too."""
    with pytest.raises(StoryboardError, match=r"twice in line \d+.*age"):
        edited(BASE, ("look = {", 'look = {age = "old", '))


def test_drift_is_said_in_words() -> None:
    """A note names people, lines and sounds; nothing reads like the program's own data."""
    overrides = Overrides(
        edits=tuple(
            edit.model_copy(
                update={"base": [{"cast_id": "anna", "pose": "sitting", "facing": "left", "x": 0.2}]}
            )
            for edit in edited(BASE, ('size = "extreme wide"', 'size = "full"')).edits
        )
    )

    (note,) = apply_overrides(BASE, overrides)[1]

    assert "anna sitting left, facing left" in note and "{" not in note and "[" not in note


WRITTEN = plan(
    "INT. ATTIC - NIGHT\n\nANNA (30) waits. A cold stove and an unlit lamp on the table. Anna reads.\n"
)
"""A writer's storyboard: action and place are in its own words; the script's words are kept beside them."""


def in_a_writers_words(script: str) -> Storyboard:
    (scene,) = WRITTEN.scenes
    shots = tuple(
        shot.model_copy(update={"action": "A woman waits.", "script": script}) for shot in scene.shots
    )
    (place,) = WRITTEN.environments
    place = place.model_copy(update={"description": "A room under the roof.", "script": "A cold stove."})
    return with_facts(
        WRITTEN.model_copy(
            update={"scenes": (scene.model_copy(update={"shots": shots}),), "environments": (place,)}
        )
    )


def test_a_persons_own_action_is_read_in_place_of_the_scripts_words() -> None:
    """The writer's words leave out the dark, so it is read in the script's.

    The person's words put it aside.
    """
    base = in_a_writers_words("The lamp goes out. Darkness.")
    assert base.scenes[0].shots[0].facts.dark

    shot = (
        apply_overrides(base, edited(base, ("A woman waits.", "A woman lights the lamp.")))[0]
        .scenes[0]
        .shots[0]
    )

    assert (shot.script, shot.facts.dark, shot.facts.lamps.share) == ("", False, 1.0)


def test_a_persons_own_description_of_a_place_is_read_in_place_of_the_scripts() -> None:
    """A fire in it burns in every shot that says nothing of one."""
    base = in_a_writers_words("Anna waits.")
    assert base.scenes[0].shots[0].facts.fires.share == 0.0

    film, _ = apply_overrides(base, edited(base, ("A room under the roof.", "A room with a burning stove.")))

    assert film.scenes[0].shots[0].facts.fires.share == 1.0
