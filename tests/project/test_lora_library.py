"""Trained weights are kept by name, for any film, and written for other tools."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from storyreel.diffusion.lora_files import facts_of, in_kohya_names, read_header, with_trigger
from storyreel.film.errors import CapabilityError, SettingsError, UsageError
from storyreel.project.lora_library import keep, library, library_file
from storyreel.project.outside_files import outside_material
from storyreel.project.settings import Material


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STORYREEL_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def a_file(path: Path, *names: str, told: dict[str, str] | None = None) -> Path:
    """A file of weights with one small tensor for each name: rank 2."""
    header: dict[str, object] = {"__metadata__": told} if told else {}
    for number, name in enumerate(names):
        header[name] = {"dtype": "F32", "shape": [2, 1], "data_offsets": [8 * number, 8 * number + 8]}
    text = json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + bytes(8 * len(names)))
    return path


UNET = (
    "unet.down_blocks.0.attentions.1.to_q.lora.down.weight",
    "unet.down_blocks.0.attentions.1.to_q.lora.up.weight",
)


def test_weights_are_kept_under_a_name_with_their_word(tmp_path: Path) -> None:
    """The file in the library says its own word; tensors are as they were."""
    source = a_file(tmp_path / "a.safetensors", "transformer.a.lora_A.weight")

    kept = keep(source, "kitchen", "sks_kitchen")

    assert [(one.name, one.facts.trigger_word) for one in library()] == [("kitchen", "sks_kitchen")]
    assert read_header(kept.path).keys() == read_header(source).keys()
    assert library_file("lora:kitchen", "x") == kept.path


def test_weights_that_say_no_word_need_one(tmp_path: Path) -> None:
    """And a name that is taken is not replaced."""
    source = a_file(tmp_path / "a.safetensors", "transformer.a.lora_A.weight")

    with pytest.raises(UsageError, match="--trigger WORD"):
        keep(source, "kitchen", "")
    keep(source, "kitchen", "sks")
    with pytest.raises(UsageError, match="called 'kitchen' already"):
        keep(source, "kitchen", "sks")


def test_a_film_that_names_none_of_them_is_told_which_there_are(tmp_path: Path) -> None:
    keep(a_file(tmp_path / "a.safetensors", "transformer.a.lora_A.weight"), "kitchen", "sks")

    with pytest.raises(SettingsError, match=r"no weights of that name; there are: kitchen"):
        library_file("lora:harbour", 'material.loras."HARBOUR"')
    with pytest.raises(SettingsError, match="a name of small letters"):
        library_file("lora:../../etc/passwd", 'material.loras."HARBOUR"')


def test_the_library_is_outside_a_films_folder(tmp_path: Path) -> None:
    """A stranger's film.toml that names weights of yours is asked about before they leave the machine."""
    kept = keep(a_file(tmp_path / "a.safetensors", "transformer.a.lora_A.weight"), "kitchen", "sks")

    outside = outside_material(Material(loras={"KITCHEN": "lora:kitchen"}), tmp_path / "film")

    assert [one.path for one in outside] == [str(kept.path.resolve())]


def test_weights_of_a_unet_are_written_under_kohyas_names(tmp_path: Path) -> None:
    """With the alpha that those tools want, which is the rank."""
    source = a_file(tmp_path / "a.safetensors", *UNET)
    (tmp_path / "k.safetensors").write_bytes(in_kohya_names(source))

    layer = "lora_unet_down_blocks_0_attentions_1_to_q"
    assert read_header(tmp_path / "k.safetensors").keys() == {
        f"{layer}.lora_down.weight",
        f"{layer}.lora_up.weight",
        f"{layer}.alpha",
    }
    assert facts_of(tmp_path / "k.safetensors").names == "kohya"
    assert (tmp_path / "k.safetensors").read_bytes()[-4:] == b"\x00\x00\x00\x40"  # 2.0


def test_weights_of_a_transformer_have_no_such_names(tmp_path: Path) -> None:
    source = a_file(tmp_path / "a.safetensors", "transformer.a.lora_A.weight")

    with pytest.raises(CapabilityError, match=r"not of SD 1\.5 or SDXL"):
        in_kohya_names(source)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x80\x04\x95 pickle", "is a pickle"),
        (b"PK\x03\x04 zip of torch", "is a pickle"),
        (b"no weights at all, but long enough", "no header of safetensors"),
        (b"", "no header of safetensors"),
    ],
)
def test_what_is_no_file_of_weights_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "a.safetensors"
    path.write_bytes(content)

    with pytest.raises(CapabilityError, match=said):
        keep(path, "kitchen", "sks")


def test_weights_that_break_off_are_refused(tmp_path: Path) -> None:
    path = a_file(tmp_path / "a.safetensors", *UNET)
    path.write_bytes(path.read_bytes()[:-1])

    with pytest.raises(CapabilityError, match="breaks off after"):
        keep(path, "kitchen", "sks")


def test_a_word_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    source = a_file(tmp_path / "a.safetensors", *UNET, told={"modelspec.trigger_phrase": "old", "other": "x"})
    (tmp_path / "b.safetensors").write_bytes(with_trigger(source, "new"))

    assert (facts_of(source).trigger_word, facts_of(tmp_path / "b.safetensors").trigger_word) == (
        "old",
        "new",
    )
