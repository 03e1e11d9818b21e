"""Words that the script puts on the picture are in the shots, and nobody speaks them."""

from __future__ import annotations

from storyreel.film.storyboard import ShotSize
from tests.planning.test_people import HALL, drafts, script, speech


def test_a_title_stands_over_what_was_just_seen() -> None:
    """After action it joins the action's shot."""
    _, (scene,) = drafts(script(HALL, ("action", "Rain."), ("title", "Ten years later"), *speech("ANNA")))

    assert (scene.shots[0].action, scene.shots[0].title) == ("Rain.", "Ten years later")
    assert [line.text for shot in scene.shots for line in shot.lines] == ["Well now."]


def test_a_title_that_opens_a_scene_stands_over_its_first_action() -> None:
    """Nothing is shown for it alone."""
    _, (scene,) = drafts(script(HALL, ("title", "Spring"), ("action", "Rain.")))

    assert [(shot.action, shot.title) for shot in scene.shots] == [("Rain.", "Spring")]


def test_a_title_alone_holds_the_place() -> None:
    """Its shot shows the place with nothing happening in it; a second title has its own."""
    _, (scene,) = drafts(script(HALL, ("title", "Spring"), ("title", "Or so it seemed")))

    assert [shot.title for shot in scene.shots] == ["Spring", "Or so it seemed"]
    assert scene.shots[0].size is ShotSize.WIDE and not any(shot.action or shot.lines for shot in scene.shots)


def test_a_title_after_speech_is_not_shown_before_it() -> None:
    """Words that end a conversation do not stand over its beginning."""
    _, (scene,) = drafts(
        script(HALL, ("action", "ANNA (30) waits."), *speech("ANNA"), ("centered", "THE END"))
    )

    assert [bool(shot.lines) for shot in scene.shots][-2:] == [True, False]
    assert scene.shots[-1].title == "THE END"


def test_titles_before_the_first_heading_are_in_its_scene() -> None:
    """Fade in, a title, then the first scene: one scene, opened by the fade."""
    surveyed, (scene,) = drafts(
        script(("transition", "FADE IN:"), ("title", "London, 1940"), HALL, ("action", "Rain."))
    )

    assert surveyed.scenes[0].heading == "INT. HALL - DAY" and surveyed.scenes[0].opening == "fade from black"
    assert [shot.title for shot in scene.shots] == ["London, 1940"]
