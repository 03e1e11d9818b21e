"""A model is known from its files, and what cannot be used is refused with what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from storyreel.diffusion.models import find_model
from storyreel.film.errors import CapabilityError
from tests.fakes.model_host import safetensors


def a_model(folder: Path, pipeline: str = "Flux2KleinPipeline", **index: object) -> Path:
    """A folder in the hub's layout with one part that has weights."""
    (folder / "transformer").mkdir(parents=True)
    told = {"_class_name": pipeline, "transformer": ["diffusers", "AnyModel"], **index}
    (folder / "model_index.json").write_text(json.dumps(told))
    (folder / "transformer" / "weights.safetensors").write_bytes(safetensors(b"weights"))
    return folder


def test_a_folder_is_recognised_by_its_index(tmp_path: Path) -> None:
    """A distilled klein takes 4 steps without guidance; its base takes 50 with it."""
    distilled = find_model(str(a_model(tmp_path / "a", is_distilled=True)), "stills")
    base = find_model(str(a_model(tmp_path / "b")), "stills")

    assert (distilled.family.name, distilled.usual.steps, distilled.usual.guidance) == ("FLUX.2 klein", 4, 1)
    assert (base.usual.steps, base.usual.guidance) == (50, 4)


def test_a_model_may_say_how_it_is_used(tmp_path: Path) -> None:
    """In storyreel.json; what it does not know is refused."""
    folder = a_model(tmp_path / "a")
    (folder / "storyreel.json").write_text('{"steps": 6, "area_px": 4096}')
    assert find_model(str(folder), "stills").usual.steps == 6

    (folder / "storyreel.json").write_text('{"speed": 6}')
    with pytest.raises(CapabilityError, match=r"(?s)storyreel\.json that cannot.*Accepted are area_px"):
        find_model(str(folder), "stills")


def test_the_digest_follows_content_and_not_the_path(tmp_path: Path) -> None:
    """Moving a model keeps what was drawn with it; another model of the same name does not."""
    one, same, other = (a_model(tmp_path / name) for name in ("a", "b", "c"))
    (other / "transformer" / "weights.safetensors").write_bytes(safetensors(b"changed"))

    digests = [find_model(str(folder), "stills").digest for folder in (one, same, other)]

    assert digests[0] == digests[1] != digests[2]


def test_the_small_wan_is_told_from_the_large(tmp_path: Path) -> None:
    """The small one ignores a last frame. Its folder on the hub names the class that films from words."""
    large = find_model(str(a_model(tmp_path / "a", "WanImageToVideoPipeline")), "clips")
    small = [
        find_model(str(a_model(tmp_path / name, name, expand_timesteps=True)), "clips")
        for name in ("WanPipeline", "WanImageToVideoPipeline")
    ]

    assert large.family.name == "Wan"
    assert [model.family.name for model in small] == ["Wan 5B", "Wan 5B"]


def test_a_wan_that_films_from_words_only_is_refused(tmp_path: Path) -> None:
    """It has the class of the small one, and takes no first frame."""
    with pytest.raises(CapabilityError, match=r"is a WanPipeline.*WanPipeline with expand_timesteps"):
        find_model(str(a_model(tmp_path / "a", "WanPipeline", expand_timesteps=False)), "clips")


def lacks_a_part(folder: Path) -> None:
    (folder / "transformer" / "weights.safetensors").unlink()
    (folder / "transformer").rmdir()


def lacks_a_shard(folder: Path) -> None:
    listing = {"weight_map": {"one": "weights.safetensors", "two": "second.safetensors"}}
    (folder / "transformer" / "x.safetensors.index.json").write_text(json.dumps(listing))


def breaks_off(folder: Path) -> None:
    path = folder / "transformer" / "weights.safetensors"
    path.write_bytes(path.read_bytes()[:-3])


def is_pickled(folder: Path) -> None:
    (folder / "transformer" / "weights.safetensors").rename(folder / "transformer" / "weights.bin")


def lacks_its_index(folder: Path) -> None:
    (folder / "model_index.json").unlink()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lacks_a_part, r"is not whole: transformer missing.*hf download"),
        (lacks_a_shard, r"is not whole: transformer/second\.safetensors missing"),
        (breaks_off, r"the end of transformer/weights\.safetensors missing"),
        (is_pickled, r"as pickles only, which can run programs"),
        (lacks_its_index, r"no model_index\.json that can be read"),
    ],
)
def test_half_a_model_and_a_pickled_one_are_refused(spoil, said: str, tmp_path: Path) -> None:
    """Before anything is loaded, with what is missing."""
    folder = a_model(tmp_path / "a")
    spoil(folder)

    with pytest.raises(CapabilityError, match=said):
        find_model(str(folder), "stills")


def test_a_class_that_is_not_known_is_refused(tmp_path: Path) -> None:
    """And so is a video model that is to draw."""
    with pytest.raises(CapabilityError, match=r"is a SanaPipeline, with which no stills.*Accepted: Stable"):
        find_model(str(a_model(tmp_path / "a", "SanaPipeline")), "stills")
    with pytest.raises(CapabilityError, match=r"LTXPipeline, with which no stills"):
        find_model(str(a_model(tmp_path / "b", "LTXPipeline")), "stills")


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A folder that does not exist is no id of the hub."""
    with pytest.raises(CapabilityError, match="is not there"):
        find_model(str(tmp_path / "nowhere"), "stills")


def test_the_licence_on_the_card_is_read(tmp_path: Path) -> None:
    """With its limits, if they are known; without a card, by the name."""
    folder = a_model(tmp_path / "FLUX.2-klein-9B")
    assert "no commercial use" in str(find_model(str(folder), "stills").licence)

    (folder / "README.md").write_text("---\nlicense: apache-2.0\n---\n")
    assert str(find_model(str(folder), "stills").licence) == "apache-2.0"

    (folder / "README.md").write_text("---\nlicense: cc-by-4.0\n---\n")
    assert str(find_model(str(folder), "stills").licence) == "cc-by-4.0 (its maker must be named)"

    (folder / "README.md").write_text("---\nlicense: other\nlicense_name: qwen-research\n---\n")
    assert str(find_model(str(folder), "stills").licence) == "qwen-research (no commercial use)"

    (folder / "README.md").write_text("no front matter")
    assert "FLUX" in str(find_model(str(folder), "stills").licence)
