"""The training loop. Each step's chance follows from seed and step, so that a resumed run is the same run."""

# pyright: reportMissingImports=false
# torch, diffusers and peft are in the extra `gpu`.

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from peft import LoraConfig, get_peft_model_state_dict, set_peft_model_state_dict

from storyreel.diffusion.jobs import TrainingJob
from storyreel.diffusion.training.families import Condition, TrainedFamily

ADAPTER = "default"
DROPPED = 0.05
"""Share of captions that are left out, so that guidance still works."""
LONGEST_GRADIENT = 1.0
MOST_SNR = 5.0
"""Weight of a step for models that predict noise: min-SNR (Hang et al. 2023, section 3.4, gamma = 5)."""
USUAL_SHIFT = 3.0
"""Shift of the times trained on, towards noise, for models that choose theirs by the picture's size."""
HELD_OUT_TIMES = 4


@dataclass(frozen=True, eq=False)
class Example:
    """A picture as the denoiser is trained on it."""

    latents: torch.Tensor
    condition: Condition


@dataclass
class _Progress:
    """How far a run is; all of it is in a checkpoint."""

    step: int = 0
    best_step: int = 0
    best_loss: float = float("inf")
    best: dict[str, torch.Tensor] = field(default_factory=dict)


class Trainer:
    """Trains one LoRA in a loaded model."""

    def __init__(
        self,
        family: TrainedFamily,
        job: TrainingJob,
        examples: Sequence[Example],
        held_out: Sequence[Example],
        without_words: Condition,
    ) -> None:
        """examples: to train on. held_out: to judge by. without_words: the condition of an empty caption."""
        self._family, self._job = family, job
        self._examples, self._held_out, self._without = examples, held_out, without_words
        self._buckets = _by_shape(examples)
        self.progress = _Progress()
        self._parameters = [one for one in family.denoiser.parameters() if one.requires_grad]
        for parameter in self._parameters:
            parameter.data = parameter.data.float()
        fused = family.pipe.device.type == "cuda"
        self._optimiser = torch.optim.AdamW(
            self._parameters, lr=job.learning_rate, weight_decay=1e-4, fused=fused
        )
        self._schedule = _noise_schedule(family)

    def step(self) -> float:
        """Train one step; the loss."""
        chance = _chance(self._job.seed, self.progress.step)
        loss = self._loss(self._batch(chance), chance)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._parameters, LONGEST_GRADIENT)
        self._optimiser.step()
        self._optimiser.zero_grad(set_to_none=True)
        self.progress.step += 1
        return float(loss.detach())

    @torch.no_grad()
    def judge(self) -> float:
        """The loss on the pictures held out, at fixed times with fixed noise; the best weights are kept."""
        self._family.denoiser.eval()
        chance, losses = _chance(self._job.seed, -1), []
        for example in self._held_out:
            for part in range(HELD_OUT_TIMES):
                time = torch.tensor([(part + 0.5) / HELD_OUT_TIMES * 1000])
                losses.append(float(self._loss_at([example], time, chance, weighted=False)))
        self._family.denoiser.train()
        loss = sum(losses) / len(losses)
        if loss < self.progress.best_loss:
            best = {name: tensor.detach().clone() for name, tensor in self._weights().items()}
            self.progress.best_loss, self.progress.best_step, self.progress.best = (
                loss,
                self.progress.step,
                best,
            )
        return loss

    def state(self) -> dict[str, Any]:
        """All that a run needs to go on, beside the job."""
        return {
            "weights": self._weights(),
            "optimiser": self._optimiser.state_dict(),
            "step": self.progress.step,
            "best_step": self.progress.best_step,
            "best_loss": self.progress.best_loss,
            "best": self.progress.best,
        }

    def resume(self, state: dict[str, Any]) -> None:
        """Go on from a checkpoint."""
        set_peft_model_state_dict(self._family.denoiser, state["weights"], adapter_name=ADAPTER)
        self._optimiser.load_state_dict(state["optimiser"])
        named = ("step", "best_step", "best_loss", "best")
        self.progress = _Progress(**{name: state[name] for name in named})

    def take_best(self) -> None:
        """Put the best weights into the model."""
        if self.progress.best:
            set_peft_model_state_dict(self._family.denoiser, self.progress.best, adapter_name=ADAPTER)

    def _weights(self) -> dict[str, torch.Tensor]:
        return get_peft_model_state_dict(self._family.denoiser, adapter_name=ADAPTER)

    def _batch(self, chance: torch.Generator) -> list[Example]:
        """Pictures of one shape; the shape is chosen as often as it has pictures."""
        first = int(torch.randint(0, len(self._examples), (1,), generator=chance))
        bucket = next(bucket for bucket in self._buckets if first in bucket)
        chosen = torch.randint(0, len(bucket), (self._job.batch - 1,), generator=chance).tolist()
        dropped = torch.rand(self._job.batch, generator=chance) < DROPPED
        numbers = [first, *(bucket[one] for one in chosen)]
        return [
            Example(
                self._examples[number].latents, self._without if drop else self._examples[number].condition
            )
            for number, drop in zip(numbers, dropped.tolist(), strict=True)
        ]

    def _loss(self, batch: Sequence[Example], chance: torch.Generator) -> torch.Tensor:
        return self._loss_at(batch, self._times(len(batch), chance), chance, weighted=True)

    def _times(self, count: int, chance: torch.Generator) -> torch.Tensor:
        """Times in [0, 1000]: whole and even for noise, logit-normal and shifted for flow."""
        if self._schedule is not None:
            return torch.randint(0, self._schedule.config.num_train_timesteps, (count,), generator=chance)
        usual = torch.sigmoid(torch.randn(count, generator=chance))
        shift = _shift(self._family.pipe.scheduler.config)
        return shift * usual / (1 + (shift - 1) * usual) * 1000

    def _loss_at(
        self, batch: Sequence[Example], time: torch.Tensor, chance: torch.Generator, *, weighted: bool
    ) -> torch.Tensor:
        family, device = self._family, self._family.pipe.device
        latents = torch.cat([one.latents for one in batch]).to(device)
        noise = torch.randn(latents.shape, generator=chance).to(device)
        condition = family.joined([one.condition for one in batch])
        dtype = next(family.denoiser.parameters()).dtype
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            if self._schedule is not None:
                time = time.long().to(device)
                noisy = self._schedule.add_noise(latents, noise, time)
                target = self._noise_target(latents, noise, time)
            else:
                time = time.to(device)
                share = (time / 1000).view(-1, 1, 1, 1)
                noisy, target = (1 - share) * latents + share * noise, noise - latents
            predicted = family.predict(noisy.to(dtype), time, condition)
        losses = ((predicted.float() - target.float()) ** 2).mean(dim=(1, 2, 3))
        return (losses * self._weight(time) if weighted else losses).mean()

    def _noise_target(self, latents: torch.Tensor, noise: torch.Tensor, time: torch.Tensor) -> torch.Tensor:
        if self._schedule.config.prediction_type == "v_prediction":
            return self._schedule.get_velocity(latents, noise, time)
        return noise

    def _weight(self, time: torch.Tensor) -> torch.Tensor | float:
        """How much each picture of a batch counts."""
        if self._schedule is None:
            return 1.0
        from diffusers.training_utils import compute_snr

        snr = compute_snr(self._schedule, time)
        least = snr.clamp(max=MOST_SNR)
        return least / (snr + 1 if self._schedule.config.prediction_type == "v_prediction" else snr)


def add_weights(family: TrainedFamily, job: TrainingJob) -> None:
    """Give the denoiser weights to train, in full precision beside the frozen model."""
    for part in family.pipe.components.values():
        if isinstance(part, torch.nn.Module):
            part.requires_grad_(False)
            part.eval()
    torch.manual_seed(job.seed)
    config = LoraConfig(
        r=job.rank,
        lora_alpha=job.rank,
        init_lora_weights="gaussian",
        target_modules=list(family.targets),
    )
    family.denoiser.add_adapter(config, adapter_name=ADAPTER)
    if family.pipe.device.type == "cuda":
        family.denoiser.enable_gradient_checkpointing()
    family.denoiser.train()


def _chance(seed: int, step: int) -> torch.Generator:
    """The random numbers of one step; nothing of them is carried from step to step."""
    return torch.Generator("cpu").manual_seed((seed * 1_000_003 + step) & 0x7FFFFFFF)


def _shift(config: Any) -> float:
    return USUAL_SHIFT if config.get("use_dynamic_shifting") else float(config.get("shift") or 1.0)


def _noise_schedule(family: TrainedFamily) -> Any:
    """How noise is added for models that predict it; None for those that predict the flow."""
    if family.predicts == "flow":
        return None
    from diffusers import DDPMScheduler

    return DDPMScheduler.from_config(family.pipe.scheduler.config)


def _by_shape(examples: Sequence[Example]) -> list[list[int]]:
    """Numbers of the examples of each shape."""
    buckets: dict[tuple[int, ...], list[int]] = {}
    for number, example in enumerate(examples):
        buckets.setdefault(tuple(example.latents.shape), []).append(number)
    return list(buckets.values())
