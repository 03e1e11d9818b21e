"""The embedded narrator: lines spoken by espeak-ng, cleaned and levelled, with the time of every word."""

from storyreel.animatic.voice.speaker import speak_line

__all__ = ["speak_line"]
