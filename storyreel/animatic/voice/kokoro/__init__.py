"""The embedded neural narrator: Kokoro-82M on this machine's processor, with the exact time of every word."""

from storyreel.animatic.voice.kokoro.speaker import speak_by_model

__all__ = ["speak_by_model"]
