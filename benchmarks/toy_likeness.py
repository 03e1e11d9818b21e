"""Shows that trained weights keep a place alike, on the toy base: how alike stills are with and without them.

    python -m benchmarks.toy_likeness [SEEDS]

Two places of fixed colours, six pictures of each to train on, eight stills of each with and without weights.
Alike is the intersection of colour histograms of 4 x 4 x 4 bins, 0 to 1, the mean over pairs. The ceiling
is that of the places' own pictures after the VAE took them apart and restored them. Prints a Markdown table.
Needs the extra gpu, the toy base that benchmarks.toy_base makes, and a minute or two of a core a seed.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from storyreel.diffusion.engine import Engine
from storyreel.diffusion.jobs import LoadedWeights, StillJob, TrainingJob, TrainingPicture, Usual
from storyreel.diffusion.models import find_model
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.vault.disk import DiskVault
from tests.diffusion.rooms import HEIGHT, WIDTH, room

TOY = Path(__file__).parents[1] / "tests" / "diffusion" / "toy"
PLACES = {
    "kitchen": np.array([(190, 70, 55), (45, 95, 165), (240, 220, 95)]),
    "cellar": np.array([(60, 120, 70), (150, 130, 90), (30, 30, 60)]),
}
STILLS, TAUGHT = 8, 6


def histogram(picture: np.ndarray) -> np.ndarray:
    """Shares of 64 colours. picture: (height, width, 3) uint8."""
    bins = (picture // 64).reshape(-1, 3) @ np.array([16, 4, 1])
    return np.bincount(bins, minlength=64) / len(bins)


def alike(pictures: Sequence[np.ndarray], others: Sequence[np.ndarray] | None = None) -> float:
    """Mean intersection of the histograms of all pairs, or of each picture with each of the others."""
    pairs = combinations(pictures, 2) if others is None else product(pictures, others)
    return float(np.mean([np.minimum(histogram(a), histogram(b)).sum() for a, b in pairs]))


def taught(name: str, seed: int) -> list[np.ndarray]:
    """Pictures of a place to train on."""
    chance = np.random.default_rng(100 * seed + len(name))
    return [room(PLACES[name], chance) for _ in range(TAUGHT)]


def stored(pictures: Sequence[np.ndarray], store: AssetStore) -> Iterator[AssetRef]:
    """Pictures as PNG."""
    for picture in pictures:
        content = io.BytesIO()
        Image.fromarray(picture).save(content, format="PNG")
        yield store.put(content.getvalue(), "image/png")


def weights(engine: Engine, name: str, seed: int, usual: Usual, store: DiskVault) -> AssetRef:
    """Weights of a place."""
    pictures = [TrainingPicture(picture=one, caption="a room") for one in stored(taught(name, seed), store)]
    job = TrainingJob(
        model=str(TOY),
        pictures=tuple(pictures),
        trigger_word=f"sks_{name}",
        seed=seed,
        steps=usual.training_steps,
        rank=16,
        learning_rate=usual.learning_rate,
        resolution_px=usual.training_px,
        batch=usual.training_batch,
    )
    return engine.train(job, store, store.root / "training", lambda _event: None).made


def drawn(
    engine: Engine, name: str, seed: int, usual: Usual, loras: Sequence[AssetRef], store: DiskVault
) -> list[np.ndarray]:
    """Stills of a place, with these weights."""
    jobs = [
        StillJob(
            model=str(TOY),
            prompt=f"sks_{name}, a room, shot {number}",
            seed=1000 * seed + number,
            width_px=WIDTH,
            height_px=HEIGHT,
            steps=usual.steps,
            guidance=usual.guidance,
            loras=tuple(LoadedWeights(weights=one) for one in loras),
        )
        for number in range(STILLS)
    ]
    return [np.asarray(Image.open(io.BytesIO(store.read(one.made)))) for one in engine.draw(jobs, store)]


@torch.no_grad()
def restored(pictures: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Pictures after the toy's VAE took them apart and put them together."""
    from diffusers import AutoencoderKL

    vae = AutoencoderKL.from_pretrained(TOY / "vae", dtype=torch.float32)
    pixels = torch.from_numpy(np.stack(pictures).astype(np.float32) / 127.5 - 1).permute(0, 3, 1, 2)
    made = vae.decode(vae.encode(pixels).latent_dist.mode()).sample.clamp(-1, 1)
    return list(((made.permute(0, 2, 3, 1).numpy() + 1) * 127.5).round().astype(np.uint8))


def measured(seed: int, folder: Path) -> dict[str, dict[str, float]]:
    """How alike the stills of each place are, by place. The last stills are put into the folder."""
    store, engine = DiskVault(folder / f"vault-{seed}"), Engine()
    usual = find_model(str(TOY), "stills").usual
    with_weights = {}
    for name in PLACES:
        made = weights(engine, name, seed, usual, store)
        with_weights[name] = drawn(engine, name, seed, usual, [made], store)
        Image.fromarray(np.hstack(with_weights[name])).resize((8 * WIDTH * 4, HEIGHT * 4)).save(
            folder / f"{name}-{seed}.png"
        )
    found = {}
    for name, other in zip(PLACES, reversed(PLACES), strict=True):
        found[name] = {
            "without": alike(drawn(engine, name, seed, usual, [], store)),
            "with": alike(with_weights[name]),
            "own pictures": alike(with_weights[name], taught(name, seed)),
            "other place": alike(with_weights[name], taught(other, seed)),
            "ceiling": alike(restored(taught(name, seed))),
        }
    return found


def main(seeds: int) -> None:
    """Print the median over the seeds."""
    torch.set_num_threads(1)
    folder = Path(tempfile.mkdtemp(prefix="toy-likeness-"))
    runs = [measured(seed, folder) for seed in range(1, seeds + 1)]
    columns = list(runs[0]["kitchen"])
    lines = [f"| place | {' | '.join(columns)} |", f"| --- |{' ---: |' * len(columns)}"]
    for name in PLACES:
        medians = [float(np.median([run[name][column] for run in runs])) for column in columns]
        lines.append(f"| {name} | {' | '.join(f'{value:.2f}' for value in medians)} |")
    sys.stdout.write("\n".join([*lines, f"Stills: {folder}/*.png", ""]))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
