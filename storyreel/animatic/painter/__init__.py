"""Paints places and people as SVG layers and films them with a moving camera."""
