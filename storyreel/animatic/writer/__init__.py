"""The embedded writer: rules over the screenplay, no model. It knows words; it draws, speaks and plays nothing."""

from storyreel.animatic.writer.anchors import write_anchor
from storyreel.animatic.writer.scenes import split_scenes
from storyreel.animatic.writer.seen import Presence, who_is_seen
from storyreel.animatic.writer.shots import analyse_scene
from storyreel.animatic.writer.survey import survey

__all__ = ["Presence", "analyse_scene", "split_scenes", "survey", "who_is_seen", "write_anchor"]
