"""What a director asks of single shots and of the style: in prompts, seeds, engines, lengths and notes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from blocks.crew import Crew, assemble
from blocks.providers.fal import FalStills
from storyreel.film.assets import AssetRef
from storyreel.film.briefs import ClipBrief, PromptBrief, Still, StillBrief, TranslatedPrompt
from storyreel.film.direction import DIRECTION_FIELDS, ShotDirection
from storyreel.film.errors import SettingsError, StoryboardError
from storyreel.film.frozen import Frozen
from storyreel.film.storyboard import Storyboard, TransitionKind
from storyreel.film.style import FilmStyle
from storyreel.graph.calls import Call
from storyreel.graph.context import FilmContext
from storyreel.graph.cutting import film_pieces, layout
from storyreel.graph.dry_run import dry_run
from storyreel.graph.speech import spoken_pace
from storyreel.graph.stages import CallId, Stage
from storyreel.planning.pace import set_pace
from storyreel.project.changes import ShotChanges, change_before_planning
from storyreel.project.direction_notes import direction_notes, length_notes
from storyreel.project.folder import FilmFolder
from storyreel.project.overrides import Overrides, apply_overrides, directions_in
from storyreel.project.project import Project
from storyreel.project.settings import FilmSettings
from storyreel.project.storyboard_text import storyboard_to_text
from storyreel.project.styles import film_style, named_styles
from storyreel.project.take_records import FilmTakes, TriedTake
from storyreel.project.text_edits import edits_from_text
from storyreel.vault import Vault
from storyreel.vault.disk import DiskVault
from tests.planning.planned import plan
from tests.planning.test_reconcile import SCENES

BASE = plan("".join(SCENES))
FIRST, SECOND = (shot.id for _, shot in BASE.shots()[:2])
DRAWN = {"images": ("gemini",)}
"""Pictures by an engine that is shown pictures."""
WISHES = """lock = true
extend = false
seconds = 6
engine = "fal"
model = "fal-ai/ltx-2.3/image-to-video/fast"
prompt = "A red kite over the roofs"
negative = "umbrellas"
seed = 7
lens = "85mm"
camera = "slow arc"
references = ["kite.png"]
images = "gemini"
images_model = "gemini-3-pro-image"
note = "less rain"
"""


def overrides_of(wishes: str, shot: str = FIRST) -> Overrides:
    """The edits of a storyboard's text in which a shot has these lines."""
    text = storyboard_to_text(BASE).replace(f"[shots.{shot}]\n", f"[shots.{shot}]\n{wishes}\n", 1)
    return edits_from_text(text, BASE)


def directed(**wishes: object) -> Storyboard:
    """The film with wishes for its first shot."""
    shot = BASE.scenes[0].shots[0].model_copy(update={"direction": ShotDirection.model_validate(wishes)})
    scene = BASE.scenes[0].model_copy(update={"shots": (shot, *BASE.scenes[0].shots[1:])})
    return BASE.model_copy(update={"scenes": (scene, *BASE.scenes[1:])})


def context_of(board: Storyboard, **more: object) -> FilmContext:
    """The film with the cloud crew, its pictures drawn by Gemini."""
    context = FilmContext(board, crew_of(board).card(), FilmSettings().recipe())
    return replace(context, **more)  # pyright: ignore[reportArgumentType] named by each test


def crew_of(board: Storyboard) -> Crew:
    wishes = ((shot.id, shot.direction) for _, shot in board.shots())
    engines = {shot: wish for shot, wish in wishes if wish.asked or wish.draws}
    return assemble("cloud", "en-us", DRAWN, engines=engines)


def asked(context: FilmContext) -> dict[str, tuple[Call, Frozen]]:
    """Every call and its brief, by the call's name."""
    return {one.call.name: (one.call, one.brief) for one in dry_run(context, lambda _call, _brief: None)}


def still_of(context: FilmContext, shot: str = FIRST) -> StillBrief:
    brief = asked(context)[f"{shot} first frame"][1]
    assert isinstance(brief, StillBrief)
    return brief


def clip_of(context: FilmContext, shot: str = FIRST) -> ClipBrief:
    brief = next(brief for name, (_, brief) in asked(context).items() if name.startswith(f"{shot} clip"))
    assert isinstance(brief, ClipBrief)
    return brief


def test_wishes_stand_in_the_shots_table_and_are_read_back() -> None:
    """Every field; one that is taken away is asked for no more."""
    overrides = overrides_of(WISHES)

    film, drift = apply_overrides(BASE, overrides)
    text = storyboard_to_text(film, overrides)

    asked_for = film.scenes[0].shots[0].direction
    assert {edit.field for edit in overrides.edits} == set(DIRECTION_FIELDS)
    assert (asked_for.seconds, asked_for.seed, asked_for.references) == (6.0, 7, ("kite.png",))
    assert asked_for.asked == "video/fal/fal-ai/ltx-2.3/image-to-video/fast"
    assert drift == ()
    assert directions_in(edits_from_text(text, BASE, overrides)) == {FIRST: asked_for}
    assert edits_from_text(storyboard_to_text(BASE), BASE, overrides) == Overrides()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("seconds = 0.1", "seconds is 0.1; it must be 0.5 or more"),
        ("seed = -1", "seed is -1"),
        ('lock = "perhaps"', "lock is 'perhaps'"),
        ("references = [7]", "references"),
        ('sead = "x"', "'sead' is not a field; accepted are skip, .*lock, seconds, engine"),
    ],
)
def test_a_wrong_wish_is_refused_with_its_line(line: str, said: str) -> None:
    with pytest.raises(StoryboardError, match=said) as caught:
        overrides_of(line)

    assert caught.value.facts["line"]


def test_words_reach_pictures_and_clips_and_the_seed_is_the_persons() -> None:
    """The own prompt takes the place of the planned one; another take has another seed."""
    board = directed(prompt="A red kite.", negative="umbrellas", seed=7, lens="85mm", camera="slow arc")
    context = context_of(board)

    still, clip = still_of(context), clip_of(context)

    assert still.picture.prompt == clip.picture.prompt == "A red kite. slow arc; 85mm."
    assert still.picture.negative_prompt == "umbrellas"
    assert (still.seed, clip.seed) == (7, 7)
    again = next(call for name, (call, _) in asked(context).items() if name == f"{FIRST} first frame")
    assert still_of(replace(context, takes={again.id: 2})).seed not in (7, still_of(context_of(BASE)).seed)
    assert still_of(context, SECOND) == still_of(context_of(BASE), SECOND)


def test_camera_and_lens_words_stand_in_the_planned_prompt() -> None:
    """The camera's words take the place of those for its move."""
    plain, lensed = still_of(context_of(BASE)), still_of(context_of(directed(lens="85mm", camera="slow arc")))

    assert "; slow arc; 85mm." in lensed.picture.prompt
    assert "camera tilts down." in plain.picture.prompt
    assert "camera tilts down" not in lensed.picture.prompt


def test_the_style_is_heard_by_every_picture_and_place() -> None:
    """Its negative words go into the negative prompts, its lens into shots that ask for none."""
    visual = FilmStyle(
        words="Ink wash", palette="black", lens="wide", negative="colour", genre="myth", mood="calm"
    )
    briefs = asked(context_of(BASE, visual=visual))

    begun = "Ink wash. Palette: black. Genre: myth. Mood of the film: calm. "
    stills = [brief for _, brief in briefs.values() if isinstance(brief, StillBrief)]
    firsts = [still for still in stills if still.end == "first"]
    assert firsts
    assert all(still.picture.prompt.startswith(begun) for still in firsts)
    assert all("colour" in still.picture.negative_prompt.split(", ") for still in stills)
    assert "; wide." in still_of(context_of(BASE, visual=visual)).picture.prompt
    assert "; 85mm." in still_of(context_of(directed(lens="85mm"), visual=visual)).picture.prompt


def test_pictures_of_the_style_and_of_a_shot_are_shown_as_far_as_they_go() -> None:
    """The shot's own come first and those of the style last; no more are shown than the engine takes."""
    style = tuple(
        AssetRef(sha256=f"{number:064x}", media_type="image/png", size_bytes=1) for number in range(1, 9)
    )
    own = AssetRef(sha256="f" * 64, media_type="image/png", size_bytes=1)
    context = context_of(BASE, style_pictures=style, shot_pictures={FIRST: (own,)})

    shown = still_of(context).references
    place = next(brief for name, (_, brief) in asked(context).items() if name.endswith("reference 1"))

    assert shown[0].of == "shot"
    assert shown[1].of == "place"
    assert {one.of for one in shown[-2:]} == {"style"}
    assert len(shown) == context.card.images.references == 5
    assert isinstance(place, StillBrief)
    assert [one.picture for one in place.references] == list(style[:5])
    assert still_of(context, SECOND).references[0].of == "place"


def test_a_shots_own_pictures_reach_a_video_engine_that_takes_them() -> None:
    """Before those of people and place, and in its key; the plan says which engine takes none or not all."""
    pictures = tuple(
        AssetRef(sha256=f"{number:064x}", media_type="image/png", size_bytes=1) for number in range(1, 8)
    )
    board = directed(engine="gemini")
    plain, context = context_of(board), context_of(board, shot_pictures={FIRST: pictures[:2]})
    many = context_of(board, shot_pictures={FIRST: pictures})

    shown = clip_of(context).references
    assert [one.picture for one in shown[:2]] == list(pictures[:2])
    assert [one.of for one in shown[:2]] == ["shot", "shot"] and shown[2].of not in ("shot", "place")
    assert clip_of(context).key_form()["references"] == shown[:2]
    assert "references" not in clip_of(plain).key_form()
    assert clip_of(context, SECOND).key_form() == clip_of(plain, SECOND).key_form()

    sent = crew_of(board).engines["video/gemini/"].prompt_sent(clip_of(context))
    assert sent is not None and "@Image3 is the director's reference for this shot" in sent.text
    assert direction_notes(context, FilmSettings()) == ()
    assert f"{FIRST}: gemini-video is shown 4 of 7 references, the first ones." in direction_notes(
        many, FilmSettings()
    )
    assert len(clip_of(many).references) == 4
    luma = context_of(BASE, shot_pictures={FIRST: pictures[:1]})
    assert f"{FIRST}: not taken by luma-agents-video: references." in direction_notes(luma, FilmSettings())


def test_a_shot_is_filmed_by_the_engine_that_it_names() -> None:
    """Its key, price, lengths and review are that engine's; the other shots keep theirs."""
    board = directed(engine="painter")
    plain, context, crew = context_of(BASE), context_of(board), crew_of(board)
    calls, before = asked(context), asked(plain)
    name = f"{FIRST} clip"

    call, brief = calls[name]
    assert call.asks == "video/painter/"
    assert crew.engine(call.asks, 0) is crew.engines[call.asks]
    assert crew.engine(call.asks, 1) is None
    assert crew.price(call.asks, brief).high_usd == 0 < crew.price("video", before[name][1]).high_usd
    assert call.key(brief, context.card.fingerprints) != call.key(
        brief, plain.card.fingerprints | {"video/painter/": "x"}
    )
    assert f"{FIRST} clip review" not in calls
    assert f"{FIRST} last frame" in calls
    others = {one for one in before if one.startswith(SECOND)}
    assert others
    for one in others:
        assert calls[one][0].key(calls[one][1], context.card.fingerprints) == before[one][0].key(
            before[one][1], plain.card.fingerprints
        )


def test_a_shot_is_drawn_by_the_engine_that_it_names() -> None:
    """Its key, price and pictures are that engine's; the other shots, and all likenesses, keep theirs."""
    board = directed(images="luma", images_model="uni-1-max")
    plain, context, crew = context_of(BASE), context_of(board), crew_of(board)
    calls, before = asked(context), asked(plain)
    name = f"{FIRST} first frame"

    call, brief = calls[name]
    assert call.asks == "images/luma/uni-1-max"
    assert crew.engine(call.asks, 0) is crew.drawing[call.asks]
    assert crew.price(call.asks, brief).high_usd != crew.price("images", before[name][1]).high_usd
    assert "luma-agents-stills/1/uni-1-max" in context.card.fingerprints[call.asks]
    changed = {
        one
        for one, (call, brief) in before.items()
        if calls[one][0].asks != call.asks
        or (not one.startswith(FIRST) and calls[one][1].key_form() != brief.key_form())
    }
    assert changed == {f"{FIRST} first frame", f"{FIRST} last frame"}
    assert calls.keys() == before.keys()
    seeded = context_of(directed(images="luma", seed=7))
    assert f"{FIRST}: not taken by luma-agents-stills: seed." in direction_notes(seeded, FilmSettings())


def test_a_shot_of_a_real_film_may_be_drawn_by_the_painter_and_of_a_painted_film_by_a_service() -> None:
    """Both ends at once, or one after the other, as its own engine draws; no reference is drawn for it."""
    painted = asked(context_of(directed(images="painter")))
    board = directed(images="gemini")
    crew = assemble("animatic", "en-us", engines={FIRST: board.scenes[0].shots[0].direction})
    drawn = asked(FilmContext(board, crew.card(), FilmSettings().recipe()))

    assert painted[f"{FIRST} keyframes"][0].asks == "images/painter/"
    assert f"{FIRST} first frame" not in painted and f"{SECOND} first frame" in painted
    assert drawn[f"{FIRST} first frame"][0].asks == "images/gemini/"
    assert f"{SECOND} keyframes" in drawn and f"{FIRST} keyframes" not in drawn
    assert not [name for name in drawn if "reference" in name]
    with pytest.raises(SettingsError, match=f"The shot {FIRST} has images = 'nobody'.*images=NAME"):
        crew_of(directed(images="nobody"))


def test_a_model_alone_is_of_the_crews_own_engine() -> None:
    engines = crew_of(directed(model="ray-3.2")).engines

    assert [(name, type(engine).__name__, vars(engine)["model"]) for name, engine in engines.items()] == [
        ("video//ray-3.2", "LumaAgentsVideo", "ray-3.2")
    ]


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        ({"engine": "lumma"}, "engine = 'lumma'.*accepted are painter, luma"),
        ({"engine": "painter", "model": "ray-3.2"}, "PainterClips takes no model"),
        ({"model": "../x"}, "model = '../x'.*letters, digits"),
    ],
)
def test_an_engine_that_there_is_not_is_named_with_its_shot(wishes: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=said) as caught:
        crew_of(directed(**wishes))

    assert FIRST in caught.value.message
    assert "Nothing was spent" in caught.value.message


def test_a_wanted_length_is_kept_unless_lines_take_longer() -> None:
    """An exact engine makes it to the frame; of a fixed length the beginning is shown, as the plan says."""
    exact = context_of(directed(engine="painter", seconds=9.5))
    fixed = context_of(directed(seconds=3))
    spoken = context_of(directed(seconds=0.5))

    assert clip_of(exact).shot_frames == 228
    assert clip_of(fixed).frames == 5 * 24
    assert set_pace(spoken_pace(fixed, {})).shots[0].frames == 3 * 24
    assert any(
        note.startswith(f"{FIRST}: seconds = 3: luma-agents-video makes 5 s, which is made whole")
        for note in length_notes(fixed, spoken_pace(fixed, {}))
    )
    assert any(
        "its lines and transitions take" in one for one in length_notes(spoken, spoken_pace(spoken, {}))
    )
    assert length_notes(exact, spoken_pace(exact, {})) == ()


@pytest.mark.parametrize("last_frames", [True, False], ids=["to a last frame", "with an open end"])
@pytest.mark.parametrize("seconds", [5.1, 6, 9.9, 10.05, 11])
def test_a_shot_that_ends_soon_after_a_clip_has_room_for_its_transition(
    last_frames: bool, seconds: float
) -> None:
    """The last clip is shown for the fade at least, and the shot is as long as was asked for."""
    scene = BASE.scenes[-1]
    asked_for = ShotDirection.model_validate({"seconds": seconds})
    last = scene.shots[-1].model_copy(update={"direction": asked_for})
    scenes = (*BASE.scenes[:-1], scene.model_copy(update={"shots": (*scene.shots[:-1], last)}))
    context = context_of(BASE.model_copy(update={"scenes": scenes}), last_frames=last_frames)
    pace = set_pace(spoken_pace(context, {}))

    pieces = [piece for piece in film_pieces(context, layout(context, pace)) if piece.shot_id == last.id]

    assert pieces[-1].name == f"{last.id} fade out"
    assert sum(piece.frames for piece in pieces) == pace.shots[-1].frames == round(seconds * 24)
    assert {brief.frames for _, brief in asked(context).values() if isinstance(brief, ClipBrief)} <= {
        120,
        240,
    }


def test_what_an_engine_does_not_take_is_said() -> None:
    """By field and engine, for the shot and for the film."""
    board = directed(negative="umbrellas", seed=7, prompt="x")
    settings = FilmSettings(style="film noir")
    visual = film_style(settings, FilmFolder(Path("nowhere")))

    said = direction_notes(context_of(board, visual=visual), settings)

    assert said == (
        "film.toml: not taken by luma-agents-video: the style's negative words.",
        f"{FIRST}: not taken by luma-agents-video: negative, seed.",
    )
    embedded = FilmContext(
        board, assemble("animatic", "en-us").card(), FilmSettings().recipe(), visual=visual
    )
    painted = direction_notes(embedded, settings)
    assert sum("style, the style's negative words" in note for note in painted) == 2
    assert sum(note.startswith(f"{FIRST}: not taken by painter") for note in painted) == 2
    assert direction_notes(context_of(BASE), FilmSettings()) == ()


def test_an_own_clip_is_not_filmed() -> None:
    picture = AssetRef(sha256="f" * 64, media_type="image/png", size_bytes=1)
    own = {CallId(Stage.CLIP, FIRST): Still(image=picture)}

    said = direction_notes(context_of(directed(engine="painter", lock=True), own=own), FilmSettings())

    assert said == (f"{FIRST}: the clip is your own; nothing is filmed by engine.",)


def test_thirty_styles_have_names_and_a_film_may_add_its_own(tmp_path: Path) -> None:
    """A name is looked up in any case; other words are taken as they are; a wrong file is refused."""
    folder = FilmFolder(tmp_path)
    assert len(named_styles()) == 30
    assert all(style.palette and style.lens and style.negative for style in named_styles().values())
    assert film_style(FilmSettings(style="FILM NOIR"), folder).negative.startswith("colour")
    assert film_style(FilmSettings(style="soft felt", mood="wry"), folder) == FilmStyle(
        words="soft felt", mood="wry"
    )

    (tmp_path / "styles.toml").write_text('["My wool"]\nwords = "knitted wool"\n')
    assert film_style(FilmSettings(style="my wool"), folder).words == "knitted wool"

    (tmp_path / "styles.toml").write_text('["My wool"]\ncolour = "red"\n')
    with pytest.raises(
        SettingsError, match=r"styles\.toml has a style 'My wool'.*words, palette, lens, negative"
    ):
        film_style(FilmSettings(style="my wool"), folder)


@pytest.mark.parametrize(
    ("aspect", "size"),
    [("2.39:1", (2582, 1080)), ("4:3", (1440, 1080)), ("4:5", (1080, 1350))],
)
def test_more_shapes_have_even_sides(aspect: str, size: tuple[int, int]) -> None:
    made = FilmSettings.model_validate({"aspect": aspect}).recipe().size

    assert (made.width_px, made.height_px) == size


def test_pictures_outside_the_folder_are_named_with_what_names_them(tmp_path: Path) -> None:
    """They are asked about as the rest of what a person brings."""
    vault = Vault(DiskVault(tmp_path / "vault"))
    project = Project(
        tmp_path / "film", "film", vault, FilmSettings(style_pictures=("../a.png",)), "x.fountain"
    )
    project.state = project.state.model_copy(update={"overrides": overrides_of('references = "../b.png"')})

    assert [(one.where, Path(one.path).name) for one in project.outside_files()] == [
        ("style_pictures", "a.png"),
        (f'references of "{FIRST}"', "b.png"),
    ]


def test_the_note_of_a_take_is_said_first_and_stays_with_the_take() -> None:
    """Going back to the first take goes back to its words; a judgement of the clip leaves the note."""
    stills, clip = [CallId(Stage.STILL, FIRST, part) for part in ("first", "last")], CallId(Stage.CLIP, FIRST)
    takes = {str(call): 2 for call in (*stills, clip)}
    asked_for = FilmTakes().asked_for(takes, {}, again=True, note="Less rain,\n closer.")
    judged = asked_for.judged((TriedTake(asked="x", takes={str(clip): 2}, scores={str(clip): 0.5}),), {})
    back = judged.asked_for(dict.fromkeys(takes, 1), {}, again=False)

    noted = context_of(BASE, notes=dict.fromkeys((*stills, clip), asked_for.chosen_notes[str(clip)]))
    plain = context_of(BASE)

    assert judged.chosen_notes == dict.fromkeys(takes, "Less rain,\n closer.")
    assert back.chosen_notes == {}
    assert FilmTakes.model_validate_json(back.model_dump_json()).calls[str(clip)].notes[2].startswith("Less")
    assert still_of(noted).picture.prompt == f"Less rain, closer. {still_of(plain).picture.prompt}"
    assert clip_of(noted).picture.prompt == f"Less rain, closer. {clip_of(plain).picture.prompt}"
    assert "notes" not in FilmTakes().asked_for(takes, {}, again=True).model_dump_json()


def test_changes_before_the_first_plan_are_kept_for_the_shots_to_come(tmp_path: Path) -> None:
    """What is not set is no change; afterwards they stand in the storyboard's file."""
    project = Project(tmp_path, "film", Vault(DiskVault(tmp_path / "vault")), FilmSettings(), "x.fountain")
    asked_for = {FIRST: ShotChanges(seconds=6, transition=TransitionKind.DISSOLVE)}

    change_before_planning(project, {shot: one.changes() for shot, one in asked_for.items()})
    film, _ = apply_overrides(BASE, project.state.overrides)
    text = project.editable_text(BASE)

    shot = film.scenes[0].shots[0]
    assert (shot.direction, shot.transition) == (ShotDirection(seconds=6), TransitionKind.DISSOLVE)
    assert directions_in(edits_from_text(text, BASE)) == {FIRST: ShotDirection(seconds=6)}


def test_more_engines_than_a_film_needs_are_refused_before_one_is_built() -> None:
    wishes = {f"SC{number:03d}-SH010": ShotDirection(model=f"ray-{number}") for number in range(10, 10_000)}

    with pytest.raises(SettingsError, match=r"name 9,990 engines and models; up to 16"):
        assemble("cloud", "en-us", engines=wishes)


def test_prompts_are_translated_by_a_writer_that_can() -> None:
    """Each once, before what is drawn with it; a note stays in the person's words."""
    context = context_of(BASE, prompt_language="de", notes={CallId(Stage.STILL, FIRST, "first"): "näher"})
    plain = asked(context_of(BASE))

    def known(_call: Call, brief: Frozen) -> Frozen | None:
        return TranslatedPrompt(text=f"DE {brief.prompt}") if isinstance(brief, PromptBrief) else None

    calls = {one.call.name: (one.call, one.brief) for one in dry_run(context, known)}
    first, clip = calls[f"{FIRST} first frame"], calls[f"{FIRST} clip"]
    still = first[1]

    english = still_of(context_of(BASE)).picture.prompt
    assert calls[f"{FIRST} first prompt"][1] == PromptBrief(prompt=english, language="de")
    assert isinstance(still, StillBrief)
    assert still.picture.prompt == f"näher. DE {english}"
    assert isinstance(clip[1], ClipBrief)
    assert clip[1].picture.prompt == f"DE {english}"
    last = calls[f"{FIRST} last frame"][1]
    assert isinstance(last, StillBrief)
    assert last.picture.prompt.startswith("DE The last frame of the same shot")
    places = [brief for name, (_, brief) in calls.items() if name.endswith("reference 1")]
    assert places
    assert all(isinstance(brief, StillBrief) and brief.picture.prompt.startswith("DE ") for brief in places)
    assert {str(need) for need in clip[0].needs} >= {f"{FIRST} first prompt"}
    assert calls["pace"][1] == plain["pace"][1]
    assert direction_notes(context, FilmSettings()) == ()


def test_a_writer_that_cannot_translate_is_named() -> None:
    card = assemble("animatic", "en-us", DRAWN).card()
    context = FilmContext(BASE, card, FilmSettings().recipe(), prompt_language="de")

    assert direction_notes(context, FilmSettings()) == (
        "film.toml: prompt_language is not taken by rules-writer: prompts stay in English.",
    )
    assert not any("prompt" in name for name in asked(context))


def test_the_notes_count_what_is_shown_for_last_frames(tmp_path: Path) -> None:
    """Beside a first frame fal shows one picture fewer; the number is that of the pictures it is sent."""
    board = directed(references=("a.png",) * 9)
    engine = FalStills(**FalStills.usual)
    crew = replace(crew_of(board), images=engine)
    pictures = tuple(AssetRef(sha256=f"{n:064}", media_type="image/png", size_bytes=1) for n in range(9))
    context = context_of(board, card=crew.card(), shot_pictures={FIRST: pictures})
    briefs = {one.call.name: one.brief for one in dry_run(context, lambda _call, _brief: None)}

    notes = " ".join(direction_notes(context, FilmSettings()))
    first, last = briefs[f"{FIRST} first frame"], briefs[f"{FIRST} last frame"]
    sent = [engine.prompt_sent(brief).text.count("the director's reference") for brief in (first, last)]

    assert sent == [engine.ability().references, engine.ability().last_frame_references]
    assert f"is shown {sent[0]} of 9 references, the first ones." in notes
    assert f"is shown {sent[1]} of 9 references for the last frame." in notes


def test_the_note_on_a_last_frame_is_about_the_engine_that_draws_the_shot() -> None:
    """A shot that names its own is not told what the crew's would be shown."""
    pictures = tuple(AssetRef(sha256=f"{n:064}", media_type="image/png", size_bytes=1) for n in range(9))
    own = context_of(directed(images="fal"), shot_pictures={FIRST: pictures})
    usual = context_of(directed(engine="luma"), shot_pictures={FIRST: pictures})

    said = [note for note in direction_notes(own, FilmSettings()) if "for the last frame" in note]

    shown = own.card.drawing["images/fal/"].last_frame_references
    assert said == [f"{FIRST}: {_name(own)} is shown {shown} of 9 references for the last frame."]
    assert not any("for the last frame" in note for note in direction_notes(usual, FilmSettings()))


def _name(context: FilmContext) -> str:
    return context.card.fingerprints["images/fal/"].partition("/")[0]


def test_an_engine_that_draws_over_one_picture_is_shown_no_others() -> None:
    """An image-to-image application takes the first frame alone."""
    engine = FalStills(**FalStills.usual | {"opening_model": "fal-ai/flux-lora/image-to-image"})

    assert engine.ability().last_frame_references == 0
