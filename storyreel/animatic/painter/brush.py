"""Writes SVG: shapes, gradients and smooth curves. It does not know what is drawn."""

from __future__ import annotations

from collections.abc import Sequence

Point = tuple[float, float]


class Brush:
    """Collects shapes and the gradients they use, then gives one complete SVG document."""

    def __init__(self) -> None:
        self._definitions: list[str] = []
        self._shapes: list[str] = []
        self._known: dict[str, str] = {}

    def define(self, markup: str) -> str:
        """The reference 'url(#...)' of a definition; '%' stands for its id in the markup.

        Equal markup is defined once.
        """
        if markup not in self._known:
            name = f"d{len(self._known)}"
            self._known[markup] = name
            self._definitions.append(markup.replace("%", name, 1))
        return f"url(#{self._known[markup]})"

    def linear(
        self,
        stops: Sequence[tuple[float, str, float]],
        start: Point = (0, 0),
        end: Point = (1, 0),
        own_units: bool = False,
    ) -> str:
        """A linear gradient; stops are (offset, colour, opacity).

        `own_units` takes points in the drawing's units.
        """
        units = ' gradientUnits="userSpaceOnUse"' if own_units else ""
        places = f'x1="{start[0]:.2f}" y1="{start[1]:.2f}" x2="{end[0]:.2f}" y2="{end[1]:.2f}"'
        return self.define(
            f'<linearGradient id="!" {places}{units}>{_stops(stops)}</linearGradient>'.replace("!", "%")
        )

    def radial(
        self,
        stops: Sequence[tuple[float, str, float]],
        centre: Point = (0.5, 0.5),
        radius: float = 0.5,
        own_units: bool = False,
    ) -> str:
        """A radial gradient, as `linear`."""
        units = ' gradientUnits="userSpaceOnUse"' if own_units else ""
        places = f'cx="{centre[0]:.2f}" cy="{centre[1]:.2f}" r="{radius:.2f}"'
        return self.define(
            f'<radialGradient id="!" {places}{units}>{_stops(stops)}</radialGradient>'.replace("!", "%")
        )

    def clip(self, path: str) -> str:
        """A clip to a path."""
        return self.define(f'<clipPath id="!"><path d="{path}"/></clipPath>'.replace("!", "%"))

    def path(
        self,
        d: str,
        fill: str = "none",
        stroke: str = "none",
        width: float = 0.0,
        opacity: float = 1.0,
        extra: str = "",
    ) -> None:
        """One path; strokes have round ends and joints."""
        line = (
            f' stroke="{stroke}" stroke-width="{width:.2f}" stroke-linecap="round" stroke-linejoin="round"'
            if stroke != "none"
            else ""
        )
        # A plain 'opacity' makes the renderer lay a whole layer aside for each shape, a hundred times slower.
        faint = f' fill-opacity="{opacity:.3f}" stroke-opacity="{opacity:.3f}"' if opacity < 1 else ""
        self._shapes.append(f'<path d="{d}" fill="{fill}"{line}{faint} {extra}/>')

    def ellipse(
        self, x: float, y: float, rx: float, ry: float, fill: str, opacity: float = 1.0, extra: str = ""
    ) -> None:
        """One filled ellipse."""
        faint = f' fill-opacity="{opacity:.3f}"' if opacity < 1 else ""
        self._shapes.append(
            f'<ellipse cx="{x:.2f}" cy="{y:.2f}" rx="{rx:.2f}" ry="{ry:.2f}" fill="{fill}"{faint} {extra}/>'
        )

    def open(self, attributes: str) -> None:
        """Begin a group."""
        self._shapes.append(f"<g {attributes}>")

    def close(self) -> None:
        """End a group."""
        self._shapes.append("</g>")

    def document(self, view_box: tuple[float, float, float, float]) -> str:
        """Everything so far as an SVG document that shows `view_box` (x, y, width, height)."""
        x, y, width, height = view_box
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}"'
            f' viewBox="{x:.0f} {y:.0f} {width:.0f}'
            f' {height:.0f}"><defs>{"".join(self._definitions)}</defs>{"".join(self._shapes)}</svg>'
        )


def _stops(stops: Sequence[tuple[float, str, float]]) -> str:
    return "".join(
        f'<stop offset="{offset:.3f}" stop-color="{colour}"'
        + (f' stop-opacity="{opacity:.3f}"' if opacity < 1 else "")
        + "/>"
        for offset, colour, opacity in stops
    )


def smooth(points: Sequence[Point], closed: bool = True, tension: float = 1.0) -> str:
    """A path through points, curved as Catmull and Rom's spline; `tension` 0 gives straight lines."""
    count = len(points)
    at = (lambda i: points[i % count]) if closed else (lambda i: points[min(max(i, 0), count - 1)])
    parts = [f"M{points[0][0]:.1f},{points[0][1]:.1f}"]
    for i in range(count if closed else count - 1):
        before, a, b, after = at(i - 1), at(i), at(i + 1), at(i + 2)
        c1 = (a[0] + (b[0] - before[0]) * tension / 6, a[1] + (b[1] - before[1]) * tension / 6)
        c2 = (b[0] - (after[0] - a[0]) * tension / 6, b[1] - (after[1] - a[1]) * tension / 6)
        parts.append(f"C{c1[0]:.1f},{c1[1]:.1f} {c2[0]:.1f},{c2[1]:.1f} {b[0]:.1f},{b[1]:.1f}")
    return " ".join(parts) + (" Z" if closed else "")


def limb(joints: Sequence[Point], widths: Sequence[float]) -> str:
    """The outline of an arm or leg through joints, as wide at each as given, with rounded ends."""
    left: list[Point] = []
    right: list[Point] = []
    for i, (x, y) in enumerate(joints):
        before, after = joints[max(i - 1, 0)], joints[min(i + 1, len(joints) - 1)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        length = (dx * dx + dy * dy) ** 0.5 or 1.0
        nx, ny = -dy / length * widths[i] / 2, dx / length * widths[i] / 2
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return smooth([*left, *reversed(right)], tension=0.9)
