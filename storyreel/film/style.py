"""How a whole film is to look, in words for image and video models."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from storyreel.film.frozen import Frozen


class NamedStyle(Frozen):
    """A visual style of the library."""

    words: str = Field(min_length=1, max_length=2_000, description="The style in words.")
    palette: str = Field(default="", max_length=500, description="Its colours in words.")
    lens: str = Field(default="", max_length=500, description="Its lenses in words.")
    negative: str = Field(default="", max_length=1_000, description="What it never shows.")


class FilmStyle(Frozen):
    """What image and video models are told of the whole film. Nothing is said by default."""

    words: str = ""
    palette: str = ""
    lens: str = ""
    negative: str = ""
    genre: str = ""
    mood: str = ""

    def said(self, look: str) -> str:
        """The words with which each prompt begins: `look` alone if nothing is said.

        >>> FilmStyle(genre="thriller", mood="uneasy").said("painted")
        'painted. Genre: thriller. Mood of the film: uneasy'
        """
        return ". ".join(filter(None, (self.words.strip().rstrip(".") or look, *self._details())))

    def _details(self) -> Iterator[str]:
        named = (("Palette", self.palette), ("Genre", self.genre), ("Mood of the film", self.mood))
        return (f"{name}: {words.strip().rstrip('.')}" for name, words in named if words.strip())


NO_STYLE = FilmStyle()
