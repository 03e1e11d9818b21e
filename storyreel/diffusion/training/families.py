"""How each family is trained: what a picture and a caption become, and what its denoiser predicts from them.

Latents are (1, channels, height, width); conditions are tensors or lists by name.
"""

# pyright: reportMissingImports=false
# torch is in the extra `gpu`.

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, Literal

import torch
import torch.nn.functional as F  # noqa: N812 torch's own short name for it

from storyreel.diffusion.drawing import encoder_layers
from storyreel.diffusion.loading import Loaded
from storyreel.diffusion.weights import denoiser
from storyreel.film.errors import CapabilityError

Condition = dict[str, Any]
ATTENTION = ("to_q", "to_k", "to_v", "to_out.0")
MOST_TOKENS = 256
"""Of a caption."""


class TrainedFamily(ABC):
    """One family. `noise` says whether its denoiser predicts the noise, or the flow from picture to noise."""

    predicts: ClassVar[Literal["noise", "flow"]] = "flow"
    targets: ClassVar[tuple[str, ...]] = ATTENTION
    """Layers that get weights of their own."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded, self.pipe = loaded, loaded.pipe
        self.denoiser = denoiser(loaded.pipe)

    def encode_picture(self, pixels: torch.Tensor) -> torch.Tensor:
        """Latents of a picture, (1, 3, height, width) in [-1, 1]."""
        vae = self.pipe.vae
        latents = vae.encode(pixels.to(vae.device, vae.dtype)).latent_dist.mode()
        return (latents - (vae.config.shift_factor or 0.0)) * vae.config.scaling_factor

    @abstractmethod
    def encode_caption(self, text: str) -> Condition:
        """What the denoiser is given for a caption."""

    @abstractmethod
    def predict(self, noisy: torch.Tensor, time: torch.Tensor, condition: Condition) -> torch.Tensor:
        """The denoiser's prediction. time: (batch,) in [0, 1000], 1000 for noise alone."""

    def joined(self, conditions: Sequence[Condition]) -> Condition:
        """The conditions of a batch."""
        return {name: torch.cat([one[name] for one in conditions]) for name in conditions[0]}


class _StableDiffusion(TrainedFamily):
    predicts = "noise"

    def encode_caption(self, text: str) -> Condition:
        return {"words": self.pipe.encode_prompt(text, self.pipe.device, 1, False)[0]}

    def predict(self, noisy: torch.Tensor, time: torch.Tensor, condition: Condition) -> torch.Tensor:
        return self.denoiser(noisy, time, condition["words"], return_dict=False)[0]


class _Xl(TrainedFamily):
    predicts = "noise"

    def encode_caption(self, text: str) -> Condition:
        words, _, pooled, _ = self.pipe.encode_prompt(
            text, device=self.pipe.device, do_classifier_free_guidance=False
        )
        return {"words": words, "pooled": pooled}

    def predict(self, noisy: torch.Tensor, time: torch.Tensor, condition: Condition) -> torch.Tensor:
        scale = self.pipe.vae_scale_factor
        height, width = (side * scale for side in noisy.shape[-2:])
        size = torch.tensor([[height, width, 0, 0, height, width]], dtype=noisy.dtype, device=noisy.device)
        added = {"text_embeds": condition["pooled"], "time_ids": size.repeat(len(noisy), 1)}
        return self.denoiser(noisy, time, condition["words"], added_cond_kwargs=added, return_dict=False)[0]


class _Flux(TrainedFamily):
    def encode_caption(self, text: str) -> Condition:
        words, pooled, _ = self.pipe.encode_prompt(text, None, max_sequence_length=MOST_TOKENS)
        return {"words": words, "pooled": pooled}

    def predict(self, noisy: torch.Tensor, time: torch.Tensor, condition: Condition) -> torch.Tensor:
        kind, scale = type(self.pipe), self.pipe.vae_scale_factor
        count, channels, height, width = noisy.shape
        places = kind._prepare_latent_image_ids(count, height // 2, width // 2, noisy.device, noisy.dtype)
        guided = self.denoiser.config.guidance_embeds
        packed = self.denoiser(
            hidden_states=kind._pack_latents(noisy, count, channels, height, width),
            timestep=time / 1000,
            guidance=torch.ones(count, device=noisy.device) if guided else None,
            pooled_projections=condition["pooled"],
            encoder_hidden_states=condition["words"],
            txt_ids=torch.zeros(condition["words"].shape[1], 3, device=noisy.device, dtype=noisy.dtype),
            img_ids=places,
            return_dict=False,
        )[0]
        return kind._unpack_latents(packed, height * scale, width * scale, scale)


class _ZImage(TrainedFamily):
    """Its time runs the other way, its prediction is negated, and captions keep their own lengths."""

    def encode_caption(self, text: str) -> Condition:
        return {"words": self.pipe.encode_prompt(text, do_classifier_free_guidance=False)[0]}

    def joined(self, conditions: Sequence[Condition]) -> Condition:
        return {"words": [one for condition in conditions for one in condition["words"]]}

    def predict(self, noisy: torch.Tensor, time: torch.Tensor, condition: Condition) -> torch.Tensor:
        pictures = list(noisy.unsqueeze(2).unbind(0))
        made = self.denoiser(pictures, (1000 - time) / 1000, condition["words"], return_dict=False)[0]
        return -torch.stack(made).squeeze(2)


class _Klein(TrainedFamily):
    """Its latents are packed two by two and normalised by the VAE's running statistics, not scaled."""

    targets = (*ATTENTION, "to_qkv_mlp_proj", "add_q_proj", "add_k_proj", "add_v_proj", "to_add_out")

    def encode_picture(self, pixels: torch.Tensor) -> torch.Tensor:
        vae = self.pipe.vae
        latents = vae.encode(pixels.to(vae.device, vae.dtype)).latent_dist.mode()
        packed = type(self.pipe)._patchify_latents(latents)
        mean = vae.bn.running_mean.view(1, -1, 1, 1)
        return (packed - mean) / torch.sqrt(vae.bn.running_var.view(1, -1, 1, 1) + vae.config.batch_norm_eps)

    def encode_caption(self, text: str) -> Condition:
        words, places = self.pipe.encode_prompt(
            text, max_sequence_length=MOST_TOKENS, **encoder_layers(self.loaded)
        )
        return {"words": words, "places": places}

    def predict(self, noisy: torch.Tensor, time: torch.Tensor, condition: Condition) -> torch.Tensor:
        kind = type(self.pipe)
        places = kind._prepare_latent_ids(noisy).to(noisy.device)
        packed = self.denoiser(
            hidden_states=kind._pack_latents(noisy),
            timestep=time / 1000,
            guidance=None,
            encoder_hidden_states=condition["words"],
            txt_ids=condition["places"],
            img_ids=places,
            return_dict=False,
        )[0]
        return kind._unpack_latents_with_ids(packed, places)


class _Qwen(TrainedFamily):
    """Its VAE is a video's: latents have a time axis, and a mean and deviation for each channel."""

    def encode_picture(self, pixels: torch.Tensor) -> torch.Tensor:
        vae = self.pipe.vae
        latents = vae.encode(pixels.unsqueeze(2).to(vae.device, vae.dtype)).latent_dist.mode()
        mean = torch.tensor(vae.config.latents_mean, device=latents.device).view(1, -1, 1, 1, 1)
        deviation = torch.tensor(vae.config.latents_std, device=latents.device).view(1, -1, 1, 1, 1)
        return ((latents - mean) / deviation).squeeze(2)

    def encode_caption(self, text: str) -> Condition:
        words, mask = self.pipe.encode_prompt(text, max_sequence_length=MOST_TOKENS)
        if mask is None:
            mask = torch.ones(words.shape[:2], dtype=torch.long, device=words.device)
        return {"words": words, "mask": mask}

    def joined(self, conditions: Sequence[Condition]) -> Condition:
        longest = max(one["words"].shape[1] for one in conditions)
        words = [F.pad(one["words"], (0, 0, 0, longest - one["words"].shape[1])) for one in conditions]
        masks = [F.pad(one["mask"], (0, longest - one["mask"].shape[1])) for one in conditions]
        return {"words": torch.cat(words), "mask": torch.cat(masks)}

    def predict(self, noisy: torch.Tensor, time: torch.Tensor, condition: Condition) -> torch.Tensor:
        kind, scale = type(self.pipe), self.pipe.vae_scale_factor
        count, channels, height, width = noisy.shape
        packed = self.denoiser(
            hidden_states=kind._pack_latents(noisy.unsqueeze(1), count, channels, height, width),
            encoder_hidden_states=condition["words"],
            encoder_hidden_states_mask=condition["mask"],
            timestep=time / 1000,
            img_shapes=[(1, height // 2, width // 2)] * count,
            return_dict=False,
        )[0]
        return kind._unpack_latents(packed, height * scale, width * scale, scale).squeeze(2)


_TRAINED: dict[str, type[TrainedFamily]] = {
    "SD 1.5": _StableDiffusion,
    "SDXL": _Xl,
    "FLUX.1": _Flux,
    "FLUX.2 klein": _Klein,
    "Qwen-Image": _Qwen,
    "Z-Image": _ZImage,
}


def trained_family(loaded: Loaded) -> TrainedFamily:
    """How the family of a loaded model is trained.

    Raises:
        CapabilityError: it is not trained here.
    """
    family = loaded.model.family.name
    if family not in _TRAINED:
        raise CapabilityError(
            f"Weights for {family} are not trained here; accepted are {', '.join(_TRAINED)}. Nothing was"
            ' made. Set `likeness` in film.toml to "references", or name another model.'
        )
    return _TRAINED[family](loaded)
