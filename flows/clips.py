"""The clip stage as a separate flow, for a worker of the `gpu` pool."""

from __future__ import annotations

from prefect import flow

from blocks.crew import animatic_crew
from blocks.kinds import VideoGenerator
from storyreel.film.briefs import ClipBrief
from tasks.filming import shoot_clip
from tasks.order import Order


@flow(
    name="shoot-clips", flow_run_name="{order.name}", retries=2, retry_delay_seconds=5, persist_result=False
)
def shoot_clips(brief: ClipBrief, order: Order, video: VideoGenerator | None = None) -> None:
    """One segment of a shot, kept in the vault under its key.

    Args:
        brief: What is filmed.
        order: Under which key and attempt the clip is kept, and in which vault.
        video: The video engine; the embedded painter if none is given.
    """
    shoot_clip(brief, video or animatic_crew().video, order)  # pyright: ignore[reportCallIssue] Prefect's overloads lose the parameters
