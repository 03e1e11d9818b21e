"""A clip's brief, the keys of its clips by camera, and its order."""

from __future__ import annotations

from blocks.kinds import CrewMember
from storyreel.film.assets import AssetRef
from storyreel.film.briefs import ClipBrief, Keyframes
from storyreel.film.keys import content_key
from storyreel.graph.stages import STAGES, Stage
from tasks.order import Order
from tests.blocks.drawn import PICTURE, RECIPE

_PICTURE = AssetRef(sha256="0" * 64, media_type="image/png", size_bytes=1)
BRIEF = ClipBrief(
    picture=PICTURE,
    keyframes=Keyframes(first=_PICTURE, last=_PICTURE),
    recipe=RECIPE,
    shot_frames=9,
    frames=9,
    seed=7,
)


def key_of(camera: CrewMember) -> str:
    return content_key(Stage.CLIP, STAGES[Stage.CLIP].version, camera.fingerprint(), BRIEF)


def order_of(camera: CrewMember, vault_url: str) -> Order:
    return Order(name="SC010-SH010 clip", key=key_of(camera), attempt=1, vault_url=vault_url)
