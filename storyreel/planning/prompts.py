"""The text that an image or video model is given for a shot: equal shots have equal texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from storyreel.film.briefs import Anchor
from storyreel.film.cast import Age, CastMember, Hair, Hat, Look, Presentation
from storyreel.film.colours import lightness, nearest
from storyreel.film.direction import ShotDirection
from storyreel.film.places import TimeOfDay, Weather
from storyreel.film.prompt_parts import PromptPart, PromptRole, whole_prompt
from storyreel.film.storyboard import CameraMove, Delivery, Facing, Figure, Mood, Pose, Scene, Shot, ShotSize
from storyreel.planning.fact_words import fact_words, posed_in_words

_SIZES = {
    ShotSize.EXTREME_WIDE: "Extreme wide shot, the place fills the frame and people are tiny",
    ShotSize.WIDE: "Wide shot, whole figures with the place around them",
    ShotSize.FULL: "Full shot, head to foot",
    ShotSize.MEDIUM: "Medium shot, from the waist up",
    ShotSize.MEDIUM_CLOSE: "Medium close-up, head and shoulders",
    ShotSize.CLOSE: "Close-up, the face or the thing fills the frame",
    ShotSize.EXTREME_CLOSE: "Extreme close-up, a single detail",
}
_MOVES = {
    CameraMove.STATIC: "locked-off camera",
    CameraMove.PAN_LEFT: "camera pans slowly left",
    CameraMove.PAN_RIGHT: "camera pans slowly right",
    CameraMove.TILT_UP: "camera tilts up",
    CameraMove.TILT_DOWN: "camera tilts down",
    CameraMove.ZOOM_IN: "slow zoom in",
    CameraMove.ZOOM_OUT: "slow zoom out",
    CameraMove.DOLLY_IN: "camera pushes in on a dolly",
    CameraMove.DOLLY_OUT: "camera pulls back on a dolly",
    CameraMove.DOLLY_LEFT: "camera tracks left",
    CameraMove.DOLLY_RIGHT: "camera tracks right",
    CameraMove.CRANE_UP: "camera rises on a crane",
    CameraMove.CRANE_DOWN: "camera descends on a crane",
    CameraMove.HANDHELD: "handheld camera, slightly unsteady",
}
_TIMES = {
    TimeOfDay.DAWN: "at dawn",
    TimeOfDay.DAY: "by day",
    TimeOfDay.DUSK: "at dusk",
    TimeOfDay.NIGHT: "at night",
}
_WEATHERS = {
    Weather.CLEAR: "",
    Weather.RAIN: "in rain",
    Weather.SNOW: "in falling snow",
    Weather.FOG: "in fog",
    Weather.STORM: "in a storm",
}
_FACINGS = {
    Facing.LEFT: "facing left",
    Facing.RIGHT: "facing right",
    Facing.CAMERA: "facing the camera",
    Facing.AWAY: "seen from behind",
}
_COLOURS = (
    ("black", "#18181c"),
    ("white", "#f0eeea"),
    ("grey", "#888a8e"),
    ("dark grey", "#44464c"),
    ("red", "#a83030"),
    ("burgundy", "#6a2233"),
    ("orange", "#d07a35"),
    ("rust", "#9a4f2e"),
    ("mustard yellow", "#c09838"),
    ("cream", "#e8dcc0"),
    ("tan", "#b59265"),
    ("brown", "#6f4c33"),
    ("dark brown", "#3a2a20"),
    ("olive green", "#66683a"),
    ("green", "#44704c"),
    ("teal", "#2f7478"),
    ("blue", "#3a5f94"),
    ("navy blue", "#28355a"),
    ("light blue", "#7aa5c8"),
    ("purple", "#624880"),
    ("pink", "#c97f90"),
    ("blond", "#d9b56a"),
    ("silver", "#c8c8c8"),
)
_PEOPLE = {Presentation.FEMININE: "woman", Presentation.MASCULINE: "man", Presentation.NEUTRAL: "person"}
_CHILDREN = {Presentation.FEMININE: "girl", Presentation.MASCULINE: "boy", Presentation.NEUTRAL: "child"}
_SKIN_WORDS = ((0.78, "pale"), (0.68, "fair"), (0.5, "warm brown"), (0.38, "brown"))
"""Words for skin that is lighter than a share of white, the lightest first."""
_FEELINGS = {Mood.MELANCHOLY: "melancholy", Mood.MYSTERY: "mysterious", Mood.ACTION: "urgent"}


def picture_prompt(
    anchor: Anchor,
    scene: Scene,
    shot: Shot,
    member: Callable[[str], CastMember],
    style: str = "",
    lens: str = "",
) -> str:
    """One prompt for a shot: `picture_parts` as one text."""
    return whole_prompt(picture_parts(anchor, scene, shot, member, style, lens))


def picture_parts(
    anchor: Anchor,
    scene: Scene,
    shot: Shot,
    member: Callable[[str], CastMember],
    style: str = "",
    lens: str = "",
) -> tuple[PromptPart, ...]:
    """The prompt for a shot, in parts.

    It says the size and the camera's work, who is seen and how, what happens, the facts that this leaves out,
    then the place in its own words. The director's own prompt takes the place of all but style, camera and
    lens.

    member: the cast member with an id, for example `Storyboard.member`. lens: the film's, for a shot for
    which none is asked.
    """
    if shot.direction.prompt:
        return _own_parts(shot.direction, style, lens)
    parts = (
        (PromptRole.STYLE, _style_words(style)),
        (PromptRole.SUBJECT, f"{'; '.join(_framing(shot, lens))}."),
        (PromptRole.SUBJECT, _people_words(shot, member)),
        (PromptRole.ACTION, " ".join(shot.action.split())),
        *((PromptRole.CONTINUITY, fact) for fact in fact_words(shot, member)),
        (PromptRole.CONTINUITY, _speaking(shot)),
        (PromptRole.STYLE, f"{_when(scene.time, scene.weather)}; the feeling is {_feeling(scene.mood)}."),
        (PromptRole.PLACE, anchor.prompt),
    )
    return tuple(PromptPart(role=role, text=text) for role, text in parts if text)


def _people_words(shot: Shot, member: Callable[[str], CastMember]) -> str:
    """Who is in the frame, and how."""
    people = "; ".join(
        _figure_words(figure, member(figure.cast_id).look, posed_in_words(figure, shot.facts))
        for figure in shot.figures
    )
    return f"In the frame: {people}." if people else "No people in the frame."


def _own_parts(asked: ShotDirection, style: str, lens: str) -> tuple[PromptPart, ...]:
    """The director's own prompt, with style, camera and lens."""
    camera = "; ".join(filter(None, (asked.camera, asked.lens or lens)))
    own = " ".join(asked.prompt.split())
    parts = ((PromptRole.STYLE, style), (PromptRole.ACTION, own), (PromptRole.SUBJECT, camera))
    return tuple(PromptPart(role=role, text=_style_words(words)) for role, words in parts if words)


def _framing(shot: Shot, lens: str) -> Iterator[str]:
    """The shot's size, the camera's work and the lens, in words."""
    yield _SIZES[shot.size]
    yield _camera_words(shot)
    if words := shot.direction.lens or lens:
        yield words.strip().rstrip(".")


def _camera_words(shot: Shot) -> str:
    """What the camera does, in the director's words if there are any."""
    return shot.direction.camera.strip().rstrip(".") or _MOVES[shot.move]


def _style_words(style: str) -> str:
    return f"{style.strip().rstrip('.')}." if style.strip() else ""


def _when(time: TimeOfDay, weather: Weather) -> str:
    """The hour and the weather: 'At night in rain'."""
    return " ".join(part for part in (_TIMES[time], _WEATHERS[weather]) if part).capitalize()


def note_parts(note: str) -> tuple[PromptPart, ...]:
    """The person's words for a take, which its prompt begins with; none if there are none."""
    words = _style_words(" ".join(note.split()))
    return (PromptPart(role=PromptRole.TASK, text=words),) if words else ()


def joined(*unwanted: str) -> str:
    """Lists of what must not be seen, as one."""
    return ", ".join(filter(None, unwanted))


def closing_part(shot: Shot) -> PromptPart:
    """The words before those of a shot's first frame that ask for its last.

    They ask for the same people, place and light at the end of the move.
    """
    words = f"The last frame of the same shot, the same people, clothes, place and light; {_end_words(shot)}."
    return PromptPart(role=PromptRole.TASK, text=words)


def _end_words(shot: Shot) -> str:
    if shot.move is CameraMove.STATIC and not shot.direction.camera:
        return "the same framing a few seconds later"
    return f"the framing after this move is complete: {_camera_words(shot)}"


def _words_before(style: str, size: ShotSize) -> str:
    """The words of a style, if the film has one, and of the size."""
    return f"{_style_words(style)} {_SIZES[size]}" if style.strip() else _SIZES[size]


def place_parts(
    anchor: Anchor, size: ShotSize, time: TimeOfDay, weather: Weather, style: str = ""
) -> tuple[PromptPart, ...]:
    """The words for a picture of only a place."""
    head = f"{_words_before(style, size)}. No people. {_when(time, weather)}."
    return (
        PromptPart(role=PromptRole.SUBJECT, text=head),
        PromptPart(role=PromptRole.PLACE, text=anchor.prompt),
    )


def portrait_prompt(look: Look, size: ShotSize, facing: Facing, style: str = "") -> str:
    """The words for a picture of one person, before a plain backdrop."""
    return (
        f"{_words_before(style, size)}. {look_words(look).capitalize()}, {_FACINGS[facing]}, before a plain"
        " grey backdrop in soft even light. Nobody else."
    )


def _figure_words(figure: Figure, look: Look, pose: Pose) -> str:
    """A person in the frame, in that pose, without a name, so that every model draws the same one."""
    return f"{look_words(look)}, {_pose_words(pose)}, {_place_in_frame(figure)}"


def _place_in_frame(figure: Figure) -> str:
    return f"{_FACINGS[figure.facing]}, {_side(figure.x)}"


def _pose_words(pose: Pose) -> str:
    return "lying down" if pose is Pose.LYING else pose.value


def _side(x: float) -> str:
    if x < 0.42:
        return "on the left"
    return "on the right" if x > 0.58 else "in the middle"


def look_words(look: Look) -> str:
    """A person's looks as one phrase.

    >>> from storyreel.film.cast import Garment
    >>> dressed = {"garment": Garment.COAT, "garment_colour": "#18181c"}
    >>> haired = {"hair": Hair.LONG, "hair_colour": "#e8e4dc"}
    >>> look_words(Look(age=Age.OLD, presentation=Presentation.FEMININE, **haired, **dressed))
    'an old woman with long white hair, warm brown skin, wearing a black coat'
    """
    person = _person_words(look)
    article = "an" if person[0] in "aeiou" else "a"
    garment = f"{_colour_word(look.garment_colour)} {look.garment.value}"
    extras = _extras(look)
    worn = f", with {' and '.join(extras)}" if extras else ""
    skin = _skin_word(look.skin)
    return f"{article} {person} with {_hair_words(look)}, {skin} skin, wearing a {garment}{worn}"


def _person_words(look: Look) -> str:
    """Build, age and sex: 'slight young woman'."""
    words = (
        look.build.value if look.build.value != "average" else "",
        look.age.value if look.age in (Age.OLD, Age.YOUNG) else "",
        (_CHILDREN if look.age is Age.CHILD else _PEOPLE)[look.presentation],
    )
    return " ".join(word for word in words if word)


def _hair_words(look: Look) -> str:
    return "a bald head" if look.hair is Hair.BALD else _coloured_hair(look.hair, look.hair_colour)


def _coloured_hair(hair: Hair, hex_colour: str) -> str:
    colour = _colour_word(hex_colour)
    return f"{colour} hair in a bun" if hair is Hair.BUN else f"{hair.value} {colour} hair"


def _extras(look: Look) -> list[str]:
    """What else is worn in the face or on the head."""
    worn = (
        ("a beard", look.beard),
        ("a moustache", look.moustache),
        ("glasses", look.glasses),
        ("a scarf", look.scarf),
        (_hat_words(look), look.hat is not Hat.NONE),
    )
    return [extra for extra, has in worn if has]


def _hat_words(look: Look) -> str:
    hat = _hat_name(look.hat)
    return f"a {_colour_word(look.hat_colour)} {hat}" if look.hat_colour else f"a {hat}"


def _hat_name(hat: Hat) -> str:
    return "brimmed hat" if hat is Hat.BRIM else hat.value


def _colour_word(colour: str) -> str:
    """The plain word nearest to a '#rrggbb' colour.

    >>> _colour_word("#a83232")
    'red'
    """
    return nearest(colour, _COLOURS)


def _skin_word(colour: str) -> str:
    light = lightness(colour)
    return next((word for least, word in _SKIN_WORDS if light > least), "deep brown")


def _speaking(shot: Shot) -> str:
    """Whose lips move, '' if a shot has no people or no speech."""
    seen = {figure.cast_id for figure in shot.figures}
    on_screen = [line for line in shot.lines if line.delivery is Delivery.ON_SCREEN and line.cast_id in seen]
    if not on_screen:
        return "Nobody's lips move." if shot.figures and shot.lines else ""
    if len({line.cast_id for line in on_screen}) > 1:
        return "They talk to one another."
    manner = f", {on_screen[0].parenthetical}" if on_screen[0].parenthetical else ""
    return f"Speaking{manner}."


def _feeling(mood: Mood) -> str:
    return _FEELINGS.get(mood, mood.value)
