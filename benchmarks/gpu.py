"""The local crew's speed on a card: full-size architectures with random weights, against plain diffusers.

    python -m benchmarks.gpu OUT [--small] [--minutes 6] [--wheel diffusers.whl]

Nothing is downloaded: FLUX.2 klein 4B and Wan 2.2 5B are built from their configurations and saved with
random weights, tokenizers in memory, so that pictures are noise and times are real. Results are written to
OUT/results.json after each part; a part that would begin after the time is left out and says so. --small
builds tiny models and draws 12 stills, to try the script on a CPU. --wheel installs another diffusers first.

Parts: stills by the engine, by place and in batches; stills one at a time with a pipeline that stays; a still
with a pipeline loaded for each shot; training steps a second; a clip.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PLACES, SHOTS = 6, 10
"""60 stills; if small, two shots of each place."""
STEPS = {"stills": 4, "clips": 8, "training": 20}


class Bench:
    """Parts in turn, and what they took."""

    def __init__(self, out: Path, minutes: float) -> None:
        self.out, self.until = out, time.monotonic() + 60 * minutes
        self.results: dict[str, Any] = {"date": time.strftime("%Y-%m-%d"), "parts": {}}
        out.mkdir(parents=True, exist_ok=True)

    def part(self, name: str, work: Callable[[], dict[str, float]]) -> None:
        """One part. A failure is a result, too."""
        if time.monotonic() > self.until:
            self.note(name, {"left out": "no time was left"})
            return
        started = time.monotonic()
        try:
            found: dict[str, Any] = dict(work())
        except Exception as error:  # noqa: BLE001 the other parts are still measured
            found = {"failed": f"{type(error).__name__}: {str(error)[:300]}"}
        self.note(name, found | {"wall_s": round(time.monotonic() - started, 2)})

    def note(self, name: str, found: dict[str, Any]) -> None:
        """Write a result down at once."""
        self.results["parts"][name] = found
        (self.out / "results.json").write_text(json.dumps(self.results, indent=1), encoding="utf-8")
        sys.stdout.write(f"{name}: {json.dumps(found)}\n")
        sys.stdout.flush()


def klein_4b() -> Any:
    """FLUX.2 klein 4B in 16 bits: a transformer of 3.88 and a text encoder of 4.02 billion parameters.

    Sizes are those of `Klein4BParams` in black-forest-labs/flux2 (src/flux2/model.py) and of the config.json
    of Qwen/Qwen3-4B (read 2026-12-01).
    """
    import torch
    from diffusers import AutoencoderKLFlux2, Flux2Transformer2DModel
    from transformers import Qwen3Config, Qwen3ForCausalLM

    from tests.diffusion.tiny import klein_of

    torch.set_default_dtype(torch.bfloat16)
    try:
        text = Qwen3Config(
            vocab_size=151936,
            hidden_size=2560,
            intermediate_size=9728,
            num_hidden_layers=36,
            num_attention_heads=32,
            num_key_value_heads=8,
            head_dim=128,
            tie_word_embeddings=True,
        )
        transformer = Flux2Transformer2DModel(
            num_layers=5,
            num_single_layers=20,
            num_attention_heads=24,
            joint_attention_dim=7680,
            guidance_embeds=False,
        )
        return klein_of(AutoencoderKLFlux2(), Qwen3ForCausalLM(text).eval(), transformer)
    finally:
        torch.set_default_dtype(torch.float32)


def wan_5b() -> Any:
    """Wan 2.2 TI2V 5B in 16 bits: a transformer of 5.00 and a VAE of 0.70 billion parameters.

    Sizes are those of diffusers' scripts/convert_wan_to_diffusers.py (read 2026-12-01). A small text encoder
    stands in for its own of 11 GB: the memory that is measured is less by that, and the time by its one call.
    """
    import torch
    from diffusers import AutoencoderKLWan, WanTransformer3DModel

    from tests.diffusion.tiny import HIDDEN, wan_5b_of

    torch.set_default_dtype(torch.bfloat16)
    try:
        vae = AutoencoderKLWan(
            base_dim=160,
            decoder_base_dim=256,
            z_dim=48,
            is_residual=True,
            in_channels=12,
            out_channels=12,
            patch_size=2,
            scale_factor_spatial=16,
            latents_mean=[0.0] * 48,
            latents_std=[1.0] * 48,
        )
        transformer = WanTransformer3DModel(
            in_channels=48,
            out_channels=48,
            num_attention_heads=24,
            num_layers=30,
            ffn_dim=14336,
            text_dim=HIDDEN,
        )
        return wan_5b_of(transformer, vae=vae)
    finally:
        torch.set_default_dtype(torch.float32)


def built(name: str, out: Path, *, small: bool) -> Path:
    """A model on disk."""
    import torch

    from tests.diffusion import tiny

    folder = out / name.replace(" ", "-")
    if folder.exists():
        return folder
    if small:
        return tiny.saved(name, folder)
    with torch.device("cuda" if torch.cuda.is_available() else "cpu"):
        made = {"FLUX.2 klein": klein_4b, "Wan 5B": wan_5b}[name]()
    made.save_pretrained(folder)
    return folder


class Stills:
    """The same 60 stills, drawn in three ways."""

    def __init__(self, model: Path, store: Any, *, small: bool) -> None:
        from storyreel.diffusion.jobs import StillJob
        from tests.diffusion.drawn import room

        self.model, self.store = model, store
        size = (64, 48) if small else (1024, 576)
        shown = [
            (room(store, place, (512, 512)), room(store, place + 50, (512, 512))) for place in range(PLACES)
        ]
        self.jobs = [
            StillJob(
                model=str(model),
                prompt=f"shot {shot} of place {place}",
                seed=shot,
                width_px=size[0],
                height_px=size[1],
                steps=STEPS["stills"],
                guidance=1.0,
                references=shown[place],
            )
            for shot in range(2 if small else SHOTS)
            for place in range(PLACES)
        ]

    def loaded_each_time(self) -> dict[str, float]:
        """Two of the stills, each with a pipeline of its own."""
        from storyreel.diffusion.drawing import draw
        from storyreel.diffusion.engine import Engine
        from storyreel.diffusion.loading import load, usual_placement
        from storyreel.diffusion.models import find_model

        started, card = time.monotonic(), Engine().card
        for job in self.jobs[:2]:
            found = find_model(str(self.model), "stills")
            draw(load(found, usual_placement(card, found)), [job], self.store)
        return {"s_a_still": (time.monotonic() - started) / 2}

    def resident(self) -> dict[str, float]:
        """All of them with a pipeline that stays, one at a time, in the order of the film."""
        from storyreel.diffusion.drawing import draw
        from storyreel.diffusion.engine import Engine
        from storyreel.diffusion.loading import load, usual_placement
        from storyreel.diffusion.models import find_model

        found = find_model(str(self.model), "stills")
        loaded = load(found, usual_placement(Engine().card, found))
        draw(loaded, self.jobs[:1], self.store)
        started = time.monotonic()
        for job in self.jobs:
            draw(loaded, [job], self.store)
        return {"s_a_still": (time.monotonic() - started) / len(self.jobs)}

    def engine(self) -> dict[str, float]:
        """All of them by the engine: pictures of one place together."""
        from storyreel.diffusion.engine import Engine

        engine = Engine()
        engine.draw(self.jobs[:1], self.store)
        started, peak = time.monotonic(), 0.0
        for place in range(PLACES):
            done = engine.draw(self.jobs[place::PLACES], self.store)
            peak = max(peak, *(one.peak_gb for one in done))
        return {"s_a_still": (time.monotonic() - started) / len(self.jobs), "peak_gb": peak}


def training(model: Path, store: Any, *, small: bool) -> dict[str, float]:
    """Steps a second, without encoding and loading."""
    from storyreel.diffusion.engine import Engine
    from storyreel.diffusion.jobs import TrainingJob, TrainingPicture
    from tests.diffusion.drawn import room

    side = 64 if small else 768
    pictures = tuple(
        TrainingPicture(picture=room(store, number, (side, side)), caption="a room") for number in range(6)
    )
    job = TrainingJob(
        model=str(model),
        pictures=pictures,
        trigger_word="sks_room",
        seed=1,
        steps=STEPS["training"],
        rank=16,
        learning_rate=2e-4,
        resolution_px=side,
    )
    told: list[tuple[float, int]] = []
    done = Engine().train(
        job, store, store.root / "training", lambda event: told.append((time.monotonic(), event["done"]))
    )
    (begun, first), (ended, last) = told[0], told[-1]
    return {"steps_a_s": (last - first) / (ended - begun), "peak_gb": done.peak_gb}


def clip(model: Path, store: Any, *, small: bool) -> dict[str, float]:
    """Two seconds of a clip; half a second if small."""
    from storyreel.diffusion.engine import Engine
    from storyreel.diffusion.jobs import ClipJob
    from storyreel.film.recipe import PictureRecipe
    from storyreel.film.timecode import FrameSize
    from tests.diffusion.drawn import room

    size = FrameSize(width_px=160, height_px=90) if small else FrameSize(width_px=1280, height_px=720)
    job = ClipJob(
        model=str(model),
        prompt="the camera moves",
        seed=1,
        recipe=PictureRecipe(size=size),
        frames=12 if small else 49,
        area_px=64 * 36 if small else 1280 * 704,
        steps=STEPS["clips"],
        guidance=1.0,
        first=room(store, 1, (1280, 720)),
    )
    done = Engine().film(job, store)
    return {"s": done.seconds, "load_s": done.load_seconds, "peak_gb": done.peak_gb}


def main() -> None:
    """Measure each part in turn."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--small", action="store_true")
    arguments.add_argument("--minutes", type=float, default=6)
    arguments.add_argument("--wheel", default="")
    typed = arguments.parse_args()
    if typed.wheel:
        install = [sys.executable, "-m", "pip", "install", "--no-deps", "--force-reinstall", typed.wheel]
        subprocess.run(install, check=True)
    bench = Bench(typed.out, typed.minutes)
    import diffusers
    import torch

    from storyreel.diffusion.card import this_card
    from storyreel.vault.disk import DiskVault

    torch.set_num_threads(1 if typed.small else torch.get_num_threads())
    bench.results |= {
        "card": str(this_card()),
        "torch": torch.__version__,
        "diffusers": diffusers.__version__,
        "small": typed.small,
    }
    store = DiskVault(typed.out / "vault")
    folders: dict[str, Path] = {}
    for name in ("FLUX.2 klein", "Wan 5B"):
        bench.part(f"build {name}", lambda name=name: _built(folders, name, typed.out, small=typed.small))
    if klein := folders.get("FLUX.2 klein"):
        stills = Stills(klein, store, small=typed.small)
        bench.part("stills, by place", stills.engine)
        bench.part("stills, one at a time", stills.resident)
        bench.part("stills, a pipeline each", stills.loaded_each_time)
        bench.part("training", lambda: training(klein, store, small=typed.small))
    if wan := folders.get("Wan 5B"):
        bench.part("clip", lambda: clip(wan, store, small=typed.small))
    shutil.rmtree(typed.out / "vault", ignore_errors=True)


def _built(folders: dict[str, Path], name: str, out: Path, *, small: bool) -> dict[str, float]:
    folders[name] = built(name, out, small=small)
    weights = sum(path.stat().st_size for path in folders[name].rglob("*.safetensors"))
    return {"gb": round(weights / 1e9, 3)}


if __name__ == "__main__":
    main()
