"""Wiring: which stages are called, in which order, on what."""
