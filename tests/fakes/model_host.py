"""A model host without torch: its real server, queue and cache, with an engine that paints what is asked for.

It refuses what the real engine refuses.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from storyreel.diffusion.families import FAMILIES, Makes
from storyreel.diffusion.host.asset_cache import AssetCache
from storyreel.diffusion.host.server import HostServer
from storyreel.diffusion.host.worker import Worker
from storyreel.diffusion.jobs import ClipJob, Done, ModelFacts, StillJob, TrainingJob, Usual
from storyreel.diffusion.pictures import open_picture, require_reference
from storyreel.editing.encoder import PictureEncoder, frame_of_rgb
from storyreel.film.assets import AssetStore
from storyreel.film.errors import CapabilityError

TOKEN = "fake-host-token"
KNOWN = {
    "black-forest-labs/FLUX.2-klein-4B": "FLUX.2 klein",
    "black-forest-labs/FLUX.2-klein-base-4B": "FLUX.2 klein",
    "Wan-AI/Wan2.2-TI2V-5B-Diffusers": "Wan 5B",
    "tests/z-image": "Z-Image",
    "tests/ltx": "LTX",
}
"""Models that the host has, by name, with their family."""


def facts(named: str, makes: Makes) -> ModelFacts:
    """A model that the host has."""
    family = FAMILIES.get(KNOWN.get(named, ""))
    if family is None or family.makes != makes:
        return ModelFacts(missing=f"The model {named!r} is not on this machine. Type: hf download {named}")
    return ModelFacts(
        family=family.name,
        digest=f"{named}@0123456789ab",
        licence="apache-2.0",
        usual=Usual(area_px=320 * 192, steps=4, guidance=1.0, training_steps=8, training_px=64),
    )


@dataclass
class PaintingEngine:
    """Paints a colour that follows from words and seed, beside those of the pictures it is shown."""

    card: str = "fake card"
    placement: str = "whole on the card"
    resident: tuple[str, ...] = ()
    asked: list[object] = field(default_factory=list)
    """Jobs in the order in which they were done; pictures of a batch together, as a list."""
    before: Callable[[object], None] = lambda _job: None
    """Called with each job before it is done."""

    def most_batch(self, job: StillJob) -> int:
        return 4

    def draw(self, jobs: Sequence[StillJob], store: AssetStore) -> list[Done]:
        self.before(jobs[0])
        self.asked.append(list(jobs))
        return [Done(made=store.put(self._painted(job, store), "image/png"), seconds=0.1) for job in jobs]

    def _painted(self, job: StillJob, store: AssetStore) -> bytes:
        family = FAMILIES[KNOWN[job.model]]
        if len(job.references) > family.references:
            raise CapabilityError(f"{family.name} is shown {len(job.references)} pictures.")
        if job.width_px % family.grid_px or job.height_px % family.grid_px:
            raise CapabilityError(f"{family.name} was asked for {job.width_px}x{job.height_px}.")
        shown = [open_picture(ref, store, "a reference") for ref in job.references]
        for image in shown:
            require_reference(image, "a reference")
        colour = hashlib.sha256(f"{job.prompt}{job.seed}{job.loras}".encode()).digest()[:3]
        picture = Image.new("RGB", (job.width_px, job.height_px), tuple(colour))
        if job.opening is not None:
            opening = open_picture(job.opening, store, "the first frame")
            picture.paste(opening.resize((job.width_px // 2, job.height_px)))
        content = io.BytesIO()
        picture.save(content, format="PNG")
        return content.getvalue()

    def film(self, job: ClipJob, store: AssetStore) -> Done:
        self.before(job)
        self.asked.append(job)
        family = FAMILIES[KNOWN[job.model]]
        if job.last is not None and not family.last_frame:
            raise CapabilityError(f"{family.name} is asked to end on a given picture, which it ignores.")
        if job.tail is not None and not family.tail_frames:
            raise CapabilityError(f"{family.name} is asked to go on from a video.")
        size = (job.recipe.size.width_px, job.recipe.size.height_px)
        first = np.asarray(open_picture(job.first, store, "the first frame").resize(size))
        folder = store.workspace()
        with PictureEncoder(folder / "clip.mp4", job.recipe) as encoder:
            for number in range(job.frames):
                encoder.add(frame_of_rgb(np.roll(first, number, axis=1)))
        clip = store.put(folder / "clip.mp4", "video/mp4")
        shutil.rmtree(folder, ignore_errors=True)
        return Done(made=clip, frames=job.frames, seconds=0.1)

    def train(
        self, job: TrainingJob, store: AssetStore, checkpoints: Path, tell: Callable[[dict[str, Any]], None]
    ) -> Done:
        self.before(job)
        self.asked.append(job)
        for one in job.pictures:
            require_reference(open_picture(one.picture, store, "training"), "training")
        tell({"event": "progress", "done": job.steps, "of": job.steps, "words": "loss 0.1"})
        learnt = hashlib.sha256(job.model_dump_json().encode()).digest()
        return Done(made=store.put(safetensors(learnt), "application/safetensors"))


def safetensors(content: bytes) -> bytes:
    """A file of weights with one tensor of bytes."""
    tensor = {"dtype": "U8", "shape": [len(content)], "data_offsets": [0, len(content)]}
    header = json.dumps({"transformer.block.to_q.lora_A.weight": tensor}).encode()
    return len(header).to_bytes(8, "little") + header + content


@contextmanager
def model_host(engine: PaintingEngine | None = None, idle_seconds: float = 0.0) -> Iterator[HostServer]:
    """A host on a port of its own."""
    folder = Path(tempfile.mkdtemp(prefix="fake-model-host-"))
    painter = engine or PaintingEngine()
    assets = AssetCache(folder)
    worker = Worker(lambda: painter, assets, folder / "training")  # type: ignore[arg-type, return-value] paints
    with HostServer(0, TOKEN, worker, assets, idle_seconds, facts) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
            shutil.rmtree(folder, ignore_errors=True)
