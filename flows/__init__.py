"""Wiring: which stages are called, in which order, and with what."""
