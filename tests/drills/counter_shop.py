"""A provider in a folder, for drills: it takes jobs, bills them, and keeps its books through any crash.

Its page can be read by a person.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Literal

from pydantic import Field

from blocks.kinds import RemoteMember, SoundDesigner, VideoGenerator
from storyreel.film.abilities import VideoAbility
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Clip, ClipBrief, Sound, SoundBrief
from storyreel.film.errors import UnknownOutcomeError
from storyreel.film.frozen import Frozen
from storyreel.film.jobs import JobReport, JobState, Ticket
from storyreel.film.keys import canonical_json
from storyreel.film.money import Allowance, Cost
from storyreel.vault.durable import create_once

USD = 0.25


class Shop:
    """The provider's own books: one file a job, written before its customer hears of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def accept(self, asked: str) -> str:
        """Take a job and bill it."""
        number = 1
        while not create_once(
            self.folder / f"job-{number:04d}.json", json.dumps({"asked": asked, "at": time.time()}).encode()
        ):
            number += 1
        return f"job-{number:04d}"

    def jobs(self) -> dict[str, str]:
        """What was asked, by job."""
        return {
            path.stem: json.loads(path.read_text())["asked"]
            for path in sorted(self.folder.glob("job-*.json"))
        }


class ShopVideo(RemoteMember, VideoGenerator):
    """Films by jobs."""

    _block_type_name = "Drill Video"

    folder: str = Field(description="The shop's books.")
    lists: Literal["yes", "no"] = "yes"
    first_poll_seconds: float = 0.001

    def fingerprint(self) -> str:
        return f"shop-video/{self.lists}"

    def ability(self) -> VideoAbility:
        return VideoAbility()

    def allowance(self) -> Allowance:
        return Allowance(provider="shop", jobs=4)

    def price(self, brief: Frozen) -> Cost:
        return Cost(low_usd=USD, high_usd=USD)

    def shoot(self, brief: ClipBrief, store: AssetStore) -> Clip:
        return Clip.model_validate(self.run(brief, store))

    def submit(self, brief: Frozen, store: AssetStore) -> Ticket:
        return Ticket(provider="shop", job_id=Shop(Path(self.folder)).accept(self._asked(brief)))

    def look_up(self, brief: Frozen, store: AssetStore, since: float, taken: frozenset[str]) -> Ticket | None:
        if self.lists == "no":
            raise UnknownOutcomeError("the shop shows no list")
        found = [
            job
            for job, asked in Shop(Path(self.folder)).jobs().items()
            if asked == self._asked(brief) and job not in taken
        ]
        return Ticket(provider="shop", job_id=found[0]) if found else None

    def ask(self, ticket: Ticket) -> JobReport:
        return JobReport(state=JobState.DONE, links=(ticket.job_id,), cost_usd=USD)

    def fetch(self, brief: Frozen, ticket: Ticket, report: JobReport, store: AssetStore) -> Clip:
        return Clip(video=store.put(f"film of {ticket.job_id}".encode(), "video/mp4"), frames=24)

    def _asked(self, brief: Frozen) -> str:
        return f"{self.lists} {canonical_json(brief.model_dump(mode='json')).decode()}"


class ShopSounds(SoundDesigner):
    """Makes sounds at once; keeps no copy."""

    _block_type_name = "Drill Sounds"

    folder: str = Field(description="The shop's books.")

    def fingerprint(self) -> str:
        return "shop-sounds"

    def allowance(self) -> Allowance:
        return Allowance(provider="shop", jobs=4)

    def price(self, brief: Frozen) -> Cost:
        return Cost(low_usd=USD, high_usd=USD)

    def design(self, brief: SoundBrief, store: AssetStore) -> Sound:
        Shop(Path(self.folder)).accept(f"sound {canonical_json(brief.model_dump(mode='json')).decode()}")
        os.sched_yield()
        return Sound(audio=store.put(brief.sound.encode(), "audio/flac"), duration_ms=1000)
