"""The clip stage as a separate flow, for a worker of the `gpu` pool."""

from __future__ import annotations

from typing import Annotated

from prefect import flow

from blocks.kinds import VideoGenerator
from blocks.roster import received
from blocks.sent_member import SentMember
from flows.form_schema import IN_FORM
from storyreel.film.briefs import ClipBrief
from storyreel.film.errors import SettingsError
from storyreel.graph.stages import Stage
from tasks.filming import shoot_clip
from tasks.order import Order
from tasks.own_key import require_own_key


@flow(
    name="shoot-clips", flow_run_name="{order.name}", retries=2, retry_delay_seconds=5, persist_result=False
)
def shoot_clips(
    brief: Annotated[ClipBrief, IN_FORM],
    order: Annotated[Order, IN_FORM],
    member: Annotated[SentMember, IN_FORM],
) -> None:
    """One segment of a shot, kept in the vault under its key.

    Args:
        brief: What is filmed.
        order: Under which key and attempt the clip is kept, and in which vault.
        member: The video engine, as the film has it.
    """
    camera = received(member)
    if not isinstance(camera, VideoGenerator):
        raise SettingsError(
            f"{member.kind!r} is sent as {member.capability!r}, and 'video' is accepted here."
        )
    require_own_key(order, Stage.CLIP, camera, brief)
    # Prefect's overloads lose the parameters.
    shoot_clip(brief, camera, order)  # pyright: ignore[reportCallIssue]
