"""The embedded writer: it plans a film from the screenplay by rules, without a model."""

from storyreel.planning.anchors import write_anchor
from storyreel.planning.people_seen import Presence, who_is_seen
from storyreel.planning.scenes import split_scenes
from storyreel.planning.shots import analyse_scene
from storyreel.planning.survey import survey

__all__ = ["Presence", "analyse_scene", "split_scenes", "survey", "who_is_seen", "write_anchor"]
