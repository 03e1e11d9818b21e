"""The embedded painter's places: every kind of place as SVG layers, at every hour and in every weather."""

from storyreel.animatic.painter.places.painting import paint_set

__all__ = ["paint_set"]
