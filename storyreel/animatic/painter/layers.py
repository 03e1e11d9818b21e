"""What a painted place is made of: SVG layers at depths, lights, and the ground people stand on."""

from __future__ import annotations

from dataclasses import dataclass, field

from storyreel.film.facts import Seat

CANVAS_WIDTH = 2304
CANVAS_HEIGHT = 1296
"""Units of every layer's viewBox: 1.2 times 1920x1080, so that the camera has room to move."""


@dataclass(frozen=True)
class Motion:
    """How a layer moves by itself, in canvas units and seconds."""

    drift_x: float = 0.0
    """Steady movement, units a second; a drifting layer should wrap."""
    drift_y: float = 0.0
    bob_x: float = 0.0
    """Amplitude of a slow swing, units."""
    bob_y: float = 0.0
    bob_hz: float = 0.2
    ripple: float = 0.0
    """Amplitude of a horizontal shimmer that changes with height, units: reflections, heat, water."""
    wrap: bool = False
    """The layer repeats end to end horizontally; its left and right edges must match."""


@dataclass(frozen=True)
class Layer:
    """One layer of the multiplane camera.

    It is a complete SVG document with viewBox '0 0 2304 1296' and a transparent background.
    """

    name: str
    """Slug, unique in its place: 'sky', 'far-hills', 'counter'. A person replaces a layer by this name."""
    svg: str
    depth: float
    """0 is infinitely far and does not move with the camera, 1 is the plane of people, above 1 is nearer."""
    motion: Motion = field(default_factory=Motion)


@dataclass(frozen=True)
class Light:
    """A glow that may change with time; the compositor adds it to the layers."""

    x: float
    y: float
    radius: float
    """Canvas units, on the plane given by `depth`."""
    colour: str
    strength: float
    """0 to 1."""
    depth: float = 1.0
    behaviour: str = "steady"
    """'steady', 'flicker' (fire, a bad tube), 'blink' (a beacon), 'pulse' (a machine) or 'sweep' (a beam)."""


@dataclass(frozen=True)
class Fall:
    """What falls through the air in front of the camera."""

    kind: str
    """'rain', 'snow', 'dust', 'bubbles', 'embers' or 'stars'."""
    amount: float
    """0 to 1."""
    slant: float = 0.2
    """Horizontal movement for each unit of fall."""


@dataclass(frozen=True)
class PaintedSeat:
    """A seat that stands in a layer of the place."""

    x: float
    """Its middle, canvas units."""
    top_y: float
    """Height of its top on the plane of people, canvas units."""
    long: bool = False
    """A sofa, a bed or a bench across the place: people sit on it wherever they are in the frame."""


@dataclass(frozen=True)
class Berth:
    """What a person lies on, drawn apart from the place so that it stays with them in every view.

    Both drawings are whole SVG documents of the canvas; `x` on the set's floor is where the person's middle
    lies.
    """

    x: float
    under: str
    """What is behind the person: bedstead, mattress, pillows; or a sofa."""
    over: str
    """What covers them: a blanket; '' for nothing."""
    top_y: float
    """Height of the mattress, canvas units."""
    propped: bool
    """The head rests on pillows; without them the person lies flat."""


@dataclass(frozen=True)
class PaintedSet:
    """A place at one hour in one weather, empty of people. Layers run back to front."""

    layers: tuple[Layer, ...]
    floor_y: float
    """Where the feet of a standing adult are on the plane of people, canvas units."""
    person_height: float
    """Height of a standing adult there, canvas units: 430 to 560 in rooms and streets, less in landscapes."""
    ambient: str
    """'#rrggbb': the colour people are lit by; multiplied over them."""
    ambient_strength: float
    """0 leaves people's own colours, 1 replaces them."""
    rim: str
    """'#rrggbb': the colour of the light that edges people."""
    rim_side: int
    """-1 if that light comes from the left, 1 from the right."""
    seats: tuple[PaintedSeat, ...] = ()
    """The seats that the painter drew for people to sit on."""
    lights: tuple[Light, ...] = ()
    falls: tuple[Fall, ...] = ()
    fog: float = 0.0
    """0 none, 1 thick; the compositor adds drifting veils in `fog_colour`."""
    fog_colour: str = "#c8ccd4"
    lightning: bool = False
    vignette: float = 0.4
    berth: Berth | None = None
    """What a person who lies is laid on; None lays them on the ground. It is in no layer."""
    stool: Seat = Seat.STOOL
    """What is drawn under a person who sits elsewhere."""
    water_y: float | None = None
    """Y of the top of a water surface that mirrors people and lights (wet streets, lakes), if any."""
