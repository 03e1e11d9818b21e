"""Where weights for the library come from: a film of the person's, or further training."""

from __future__ import annotations

import shutil
from pathlib import Path

from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.briefs import Lora, LoraBrief
from storyreel.film.errors import UsageError
from storyreel.film.keys import seed_of
from storyreel.graph.likeness import lora_id
from storyreel.project.lora_library import KeptWeights, free_path, keep, library_file
from storyreel.vault import open_vault
from storyreel.vault.home import default_vault_url

PICTURES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp"}


def weights_of_film(folder: Path, subject: str) -> tuple[Path, str]:
    """The weights that a film trained for a person or place, and the word that calls on them.

    Raises:
        UsageError: the film has none for the subject; says for whom it has.
    """
    from storyreel.project.project import open_project
    from studio.film_folders import named_film

    vault = open_vault(default_vault_url())
    project = open_project(*named_film(str(folder), ""), vault, {})
    ending = str(lora_id("x")).removeprefix("x")
    trained = {
        name.removesuffix(ending): key for name, key in project.state.keys.items() if name.endswith(ending)
    }
    key = trained.get(subject)
    done = vault.ledger.attempt(key).done if key else None
    if done is None:
        known = ", ".join(sorted(trained)) or "nobody"
        raise UsageError(
            f"The film in {str(folder)!r} has no trained weights of {subject!r}; it has them of: {known}."
            " Nothing was changed."
        )
    weights = Lora.model_validate(done["result"])
    return vault.assets.path(weights.weights), weights.trigger_word


def trained_further(name: str, pictures: Path, new_name: str, model: str, steps: int | None) -> KeptWeights:
    """New weights, trained from those in the library on the pictures of a folder.

    Raises:
        UsageError: the new name is taken, or the folder holds no pictures.
        CapabilityError: pictures, weights or model cannot be used.
    """
    from blocks.providers.diffusers_trainer import DiffusersTrainer
    from storyreel.diffusion.lora_files import facts_of
    from studio.printing import say

    before = library_file(name, "The name")
    free_path(new_name)  # before hours of training, not after them
    store = open_vault(default_vault_url()).assets
    word = facts_of(before).trigger_word
    trainer = DiffusersTrainer.hired("en", model)
    if lacks := trainer.missing():
        raise UsageError(lacks)
    if steps is not None:
        trainer = trainer.model_copy(update={"training_steps": steps})
    shown = _pictures(pictures, store)
    brief = LoraBrief(
        subject=new_name,
        prompt=word,
        trigger_word=word,
        references=tuple(picture for picture, _ in shown),
        seed=seed_of(new_name),
    )
    captions = tuple(caption for _, caption in shown)
    made = trainer.train_further(brief, _copied(before, store), captions, store, say)
    return keep(store.path(made.weights), new_name, word)


def _copied(path: Path, store: AssetStore) -> AssetRef:
    """A file of the library as an asset; the file stays."""
    folder = store.workspace()
    shutil.copyfile(path, folder / path.name)
    stored = store.put(folder / path.name, "application/safetensors")
    shutil.rmtree(folder, ignore_errors=True)
    return stored


def _pictures(folder: Path, store: AssetStore) -> list[tuple[AssetRef, str]]:
    """The pictures of a folder with the captions in text files of their names."""
    files = sorted(path for path in folder.glob("*") if path.suffix.lower() in PICTURES)
    if not files:
        raise UsageError(
            f"{str(folder)!r} holds no pictures. Nothing was made. Files ending in {', '.join(PICTURES)} are"
            " accepted."
        )
    return [(store.put(path.read_bytes(), PICTURES[path.suffix.lower()]), _caption(path)) for path in files]


def _caption(path: Path) -> str:
    beside = path.with_suffix(".txt")
    return beside.read_text(encoding="utf-8").strip() if beside.is_file() else ""
