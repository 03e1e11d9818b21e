"""What SVG can do to a shape and the painter cannot: refused, because it would be left out in silence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from storyreel.animatic.painter.artwork.nodes import Node


class _Rule(NamedTuple):
    accepted: frozenset[str]
    instead: str


def _only(*accepted: str, instead: str) -> _Rule:
    return _Rule(frozenset(accepted), instead)


_CUT = "Cut the shapes themselves (in Inkscape: Path > Intersection)."
_MARKER = "Draw the arrow or the dot as a shape of its own."
_ROUND = "In Inkscape: Fill and Stroke > Stroke style."
_ANYWHERE: Mapping[str, _Rule] = {
    "clip-path": _only("none", instead=_CUT),
    "mask": _only("none", instead=_CUT),
    "filter": _only("none", instead="Take it out (in Inkscape: Filters > Remove Filters)."),
    "mix-blend-mode": _only("normal", instead="Choose a colour of the palette that looks like it."),
    "transform-origin": _only("0", "0 0", "0px 0px", instead="Write the point into rotate(angle x y)."),
}
_OF_STROKES: Mapping[str, _Rule] = {
    "stroke-linecap": _only("round", instead=_ROUND),
    "stroke-linejoin": _only("round", instead=_ROUND),
    "stroke-dasharray": _only("none", instead="Draw the dashes as one path of many strokes."),
    "paint-order": _only("normal", instead="Draw the stroke as a shape of its own, under the fill."),
    "vector-effect": _only("none", instead='Write data-fixed="stroke".'),
    "marker": _only("none", instead=_MARKER),
    "marker-start": _only("none", instead=_MARKER),
    "marker-mid": _only("none", instead=_MARKER),
    "marker-end": _only("none", instead=_MARKER),
}


def require_plain(node: Node) -> None:
    """Refuses a shape or group whose look the painter cannot make.

    Raises:
        DrawingError: names the attribute, what it is, and what is accepted.
    """
    _require(node, _ANYWHERE)
    if node.word != "g" and node.style.get("stroke", "none") != "none":
        _require(node, _OF_STROKES)
    if "transform" in node.style and node.style["transform"] != node.element.get("transform"):
        raise node.refusal(
            f"transform of {node.label} is set in its style; the attribute transform is accepted. In"
            " Inkscape: Edit > Preferences > Behavior > Transforms, and move it once."
        )


def _require(node: Node, rules: Mapping[str, _Rule]) -> None:
    for name, rule in rules.items():
        value = node.style.get(name, "").strip()
        if value and value not in rule.accepted:
            accepted = ", ".join(repr(one) for one in sorted(rule.accepted))
            raise node.refusal(f"{name} of {node.label} is {value!r}; accepted is {accepted}. {rule.instead}")
