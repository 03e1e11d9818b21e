"""One dark room, from a storyboard by rules, by a language model, and with the person's own words."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from blocks.crew import assemble
from storyreel.animatic.painter.keyframes import draw_keyframes
from storyreel.film.briefs import KeyframeBrief, Keyframes
from storyreel.film.drafts import SceneDraft
from storyreel.film.recipe import PictureRecipe
from storyreel.film.storyboard import Storyboard
from storyreel.film.timecode import FrameSize
from storyreel.graph.context import FilmContext
from storyreel.graph.dry_run import dry_run
from storyreel.graph.keyframes import keyframes_id
from storyreel.planning import analyse_scene, survey
from storyreel.planning.reconcile import reconcile
from storyreel.screenplays import read_screenplay
from storyreel.vault import Vault
from storyreel.vault.disk import DiskVault
from tests.blocks.writing.writers import answering, changed, scene, writer
from tests.fakes.studio import Studio

SCRIPT = """INT. ATTIC - NIGHT

ANNA (30) stands at the window.

The lamp goes out. Darkness.

Anna holds up a candle.
"""
OWN_WORDS = "A bright summer's day, every lamp burning."
SMALL = PictureRecipe(size=FrameSize(width_px=320, height_px=180), preset="ultrafast")


def in_other_words(draft: SceneDraft) -> Any:
    """A model's answer with the same views, which does not say what burns."""
    shots = [
        {
            "first": number,
            "last": number,
            "size": shot.size,
            "move": shot.move,
            "figures": [figure.model_dump(mode="json") for figure in shot.figures],
            "action": f"A woman under the roof, {number} of {len(draft.shots)}.",
            "cues": [],
            "transition": "cut",
        }
        for number, shot in enumerate(draft.shots, start=1)
    ]
    return changed(lambda made: made.update(mood=draft.mood, shots=shots))


def storyboard(draft: SceneDraft) -> Storyboard:
    screenplay = read_screenplay(SCRIPT.encode(), "film.fountain")
    return reconcile(None, survey(screenplay), [draft], screenplay.title)


def asked(board: Storyboard, own_words: bool = False) -> list[KeyframeBrief]:
    """What the painter is asked, shot by shot."""
    prompts = {keyframes_id(shot): OWN_WORDS for _, shot in board.shots()} if own_words else {}
    dry_calls = dry_run(
        FilmContext(board, assemble("animatic", "en-us", {}).card(), SMALL, prompts=prompts),
        lambda _call, _brief: None,
    )
    return [one.brief for one in dry_calls if isinstance(one.brief, KeyframeBrief)]


def test_the_same_dark_room_whoever_wrote_the_words(studio: Studio, tmp_path: Path) -> None:
    """The three are one picture: dark in the second shot, and lit by a candle alone in the third."""
    vault = Vault(DiskVault(tmp_path / "vault"))
    draft = analyse_scene(scene(SCRIPT))
    answering(studio, in_other_words(draft))
    by_model = writer(studio, "anthropic").analyse_scene(scene(SCRIPT))
    films = [asked(storyboard(draft)), asked(storyboard(by_model)), asked(storyboard(draft), own_words=True)]
    drawn = [[draw_keyframes(brief, vault.assets) for brief in film] for film in films]
    first, dark, candle = (brightness(vault, keyframes) for keyframes in drawn[0])

    assert (
        [shot.script for shot in by_model.shots]
        == [shot.action for shot in draft.shots]
        != [shot.action for shot in by_model.shots]
    )
    assert {brief.picture.prompt for brief in films[2]} == {OWN_WORDS}
    assert drawn[0] == drawn[1] == drawn[2]
    assert dark < candle < first
    assert dark < 0.5 * first


def test_the_image_model_gets_what_the_other_words_leave_out(studio: Studio) -> None:
    """And nothing twice: by rules the action says it."""
    draft = analyse_scene(scene(SCRIPT))
    answering(studio, in_other_words(draft))
    by_model = [
        brief.picture for brief in asked(storyboard(writer(studio, "anthropic").analyse_scene(scene(SCRIPT))))
    ]
    by_rules = [brief.picture for brief in asked(storyboard(draft))]

    assert [picture.continuity for picture in by_model] == [
        ("The lamp is burning.",),
        ("It is completely dark.",),
        ("It is completely dark.", "The candle is burning."),
    ]
    assert [picture.continuity for picture in by_rules] == [
        ("The lamp is burning.",),
        (),
        ("It is completely dark.",),
    ]
    assert all(sentence in picture.prompt for picture in by_model for sentence in picture.continuity)


def brightness(vault: Vault, keyframes: Keyframes) -> float:
    """Of the first frame, 0 to 255."""
    return float(
        np.asarray(Image.open(io.BytesIO(vault.assets.read(keyframes.first)), formats=("PNG",))).mean()
    )
