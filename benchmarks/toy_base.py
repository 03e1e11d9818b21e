"""Trains the toy base: a model of the Z-Image family in 3 MB that draws rooms of any colours, and only those.

    python -m benchmarks.toy_base tests/diffusion/toy

It shows on a CPU that trained weights keep a place alike, which random weights cannot. It says nothing of how
good pictures of real models are. Needs the extra gpu, and about five minutes of one core.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 torch's own short name for it
from diffusers import AutoencoderKL, ZImagePipeline, ZImageTransformer2DModel

from tests.diffusion.rooms import HEIGHT, WIDTH, any_palette, room
from tests.diffusion.tiny import z_image_of, z_image_transformer

VAE_STEPS, STEPS, BATCH = 700, 2200, 16
WORDS = [
    "a",
    "the",
    "room",
    "wall",
    "floor",
    "window",
    "door",
    "lamp",
    "wide",
    "close",
    "shot",
    "of",
    "at",
    "night",
    "day",
    "light",
    "style",
    "oil",
    "painted",
    "quiet",
]
USUAL = {
    "area_px": WIDTH * HEIGHT,
    "steps": 12,
    "guidance": 1.0,
    "training_steps": 240,
    "training_px": 40,
    "training_batch": 4,
    "learning_rate": 3e-3,
}


def batch(chance: np.random.Generator, count: int) -> torch.Tensor:
    """(count, 3, HEIGHT, WIDTH) in [-1, 1]: rooms of any colours."""
    rooms = np.stack([room(any_palette(chance), chance) for _ in range(count)]).astype(np.float32)
    return torch.from_numpy(rooms / 127.5 - 1).permute(0, 3, 1, 2).contiguous()


def trained_vae(chance: np.random.Generator) -> AutoencoderKL:
    """A VAE that quarters rooms and restores them."""
    vae = AutoencoderKL(
        block_out_channels=(16, 32, 32),
        norm_num_groups=8,
        latent_channels=4,
        layers_per_block=1,
        sample_size=WIDTH,
        mid_block_add_attention=False,
        down_block_types=("DownEncoderBlock2D",) * 3,
        up_block_types=("UpDecoderBlock2D",) * 3,
        scaling_factor=1.0,
        shift_factor=0.0,
    )
    for x in falling(vae, VAE_STEPS, 1.5e-3):
        pixels = batch(chance, 8)
        coded = vae.encode(pixels).latent_dist.mean
        restored = vae.decode(coded + 0.02 * torch.randn_like(coded)).sample
        x.append(F.mse_loss(restored, pixels) + 1e-5 * (coded**2).mean())
    vae.eval().requires_grad_(False)
    coded = vae.encode(batch(chance, 256)).latent_dist.mean
    vae.register_to_config(scaling_factor=float(1 / coded.std()), shift_factor=float(coded.mean()))
    return vae


def falling(model: torch.nn.Module, steps: int, rate: float) -> Iterator[list[torch.Tensor]]:
    """Train a model: each turn of the loop appends its loss."""
    optimiser = torch.optim.AdamW(model.parameters(), rate, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, steps)
    seen, started = [], time.monotonic()
    for step in range(steps):
        told: list[torch.Tensor] = []
        yield told
        optimiser.zero_grad()
        told[0].backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        seen.append(told[0].item())
        if step % 100 == 99:
            took = time.monotonic() - started
            sys.stdout.write(f"{type(model).__name__} {step + 1}: {np.mean(seen[-100:]):.4f}, {took:.0f} s\n")
            sys.stdout.flush()


def transformer() -> ZImageTransformer2DModel:
    """1.08 million parameters."""
    return z_image_transformer(
        pad=0.0,
        dim=96,
        n_layers=3,
        n_heads=3,
        n_kv_heads=3,
        axes_dims=[16, 8, 8],
        axes_lens=[1024, 32, 32],
    )


def captions(pipe: ZImagePipeline, chance: np.random.Generator) -> list[torch.Tensor]:
    """Embeddings of any words, short and long: the base draws any room, whatever it is told."""
    lengths = [0, *chance.integers(1, 14, 40), *chance.integers(60, 110, 4)]
    texts = [" ".join(chance.choice(WORDS, length)) for length in lengths]
    return [pipe.encode_prompt(text, do_classifier_free_guidance=False)[0][0] for text in texts]


def main(folder: Path) -> None:
    """Train it and save it in half precision."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    chance = np.random.default_rng(0)
    vae, model = trained_vae(chance), transformer()
    pipe = z_image_of(vae, model, shift=1.0)
    with torch.no_grad():
        words = captions(pipe, chance)
        coded = vae.encode(batch(chance, 1500)).latent_dist.mode()
        latents = (coded - vae.config.shift_factor) * vae.config.scaling_factor
    for x in falling(model, STEPS, 3e-3):
        clean = latents[chance.integers(0, len(latents), BATCH)]
        share, noise = torch.sigmoid(torch.randn(BATCH)), torch.randn_like(clean)
        mixed = share.view(-1, 1, 1, 1)
        noisy = (1 - mixed) * clean + mixed * noise
        long = chance.random() < 0.06
        told = [
            words[one] for one in (chance.integers(41, 45, BATCH) if long else chance.integers(0, 41, BATCH))
        ]
        made = model(list(noisy.unsqueeze(2).unbind(0)), 1 - share, told, return_dict=False)[0]
        x.append(F.mse_loss(-torch.stack(made).squeeze(2), noise - clean))
    pipe.to(dtype=torch.float16).save_pretrained(folder)
    (folder / "storyreel.json").write_text(json.dumps(USUAL), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
