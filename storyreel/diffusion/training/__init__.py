"""Trains LoRAs that keep a place or person alike."""
