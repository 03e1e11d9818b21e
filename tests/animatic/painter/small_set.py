"""A place of a few layers, quick to paint, for tests of camera and people."""

from __future__ import annotations

from storyreel.animatic.painter.layers import Fall, Layer, Light, Motion, PaintedSet


def _page(inner: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="2304" height="1296" viewBox="0 0 2304'
        f' 1296">{inner}</svg>'
    )


def small_set(*, living: bool = True) -> PaintedSet:
    """An evening street; `living` lets clouds drift, a lamp flicker and rain fall."""
    sky = _page(
        '<defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0"'
        ' stop-color="#1a2248"/><stop offset=".6" stop-color="#c96a5a"/><stop offset="1"'
        ' stop-color="#f3c27a"/></linearGradient></defs><rect width="2304" height="1296" fill="url(#s)"/>'
    )
    clouds = _page(
        "".join(
            f'<ellipse cx="{x}" cy="{y}" rx="180" ry="26" fill="#e8a08a" fill-opacity=".5"/>'
            for x, y in ((400, 240), (1100, 330), (1800, 200))
        )
    )
    hills = _page(
        '<path d="M0,760 C400,600 700,700 1100,640 C1500,580 1900,700 2304,620 V1296 H0 Z" fill="#4a3a58"/>'
    )
    houses = _page(
        "".join(
            f'<rect x="{x}" y="{y}" width="300" height="{1100 - y}" fill="#2c2438"/><rect x="{x + 60}"'
            f' y="{y + 90}" width="50" height="70" fill="#f0b860"/><rect x="{x + 190}" y="{y + 90}"'
            ' width="50" height="70" fill="#584a60"/>'
            for x, y in ((40, 420), (380, 500), (1500, 460), (1880, 380))
        )
    )
    ground = _page(
        '<rect y="930" width="2304" height="366" fill="#3a3040"/><path d="M0,1000 H2304 M0,1110 H2304"'
        ' stroke="#2e2634" stroke-width="4"/>'
    )
    front = _page('<path d="M0,1296 V1120 C160,1150 200,1230 260,1296 Z" fill="#120e18"/>')
    return PaintedSet(
        layers=(
            Layer("sky", sky, 0.0),
            Layer("clouds", clouds, 0.1, Motion(drift_x=14, wrap=True) if living else Motion()),
            Layer("hills", hills, 0.25),
            Layer("houses", houses, 0.7),
            Layer("ground", ground, 1.0),
            Layer("front", front, 1.5),
        ),
        floor_y=1120,
        person_height=520,
        ambient="#c8a0a8",
        ambient_strength=0.45,
        rim="#ffc890",
        rim_side=1,
        lights=(Light(1550, 600, 300, "#ffb060", 0.5, 0.7, "flicker"),) if living else (),
        falls=(Fall("rain", 0.4),) if living else (),
        fog=0.15 if living else 0.0,
    )
