"""Lays the end credits out on cards: which lines are on one card, how large, and on how many cards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from storyreel.editing.typesetting import TextLine, capitals, cleaned, run_on, wrapped
from storyreel.film.cutting import CreditLine
from storyreel.film.timecode import FrameSize

COMFORTABLE_SECONDS, SHORTEST_SECONDS = 2.6, 1.5
"""Time of a card: a comfortable one, and the least in which two lines can be read."""
CARD_HEIGHT, CARD_WIDTH = 0.66, 0.78
SCALES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.42)
NAMES_ONE_BELOW_ANOTHER = 5
"""More names than these are set one after another, a dot between them."""
Block = tuple[TextLine, ...]


def credit_cards(lines: Sequence[CreditLine], size: FrameSize, seconds: float) -> tuple[Block, ...]:
    """The cards in order with all credits, set smaller if there is little time or room.

    The first line is the film's title if it has no role, and set as one.
    """
    room = CARD_HEIGHT * size.height_px
    comfortable = max(1, int(seconds / COMFORTABLE_SECONDS))
    most = max(1, int(seconds / SHORTEST_SECONDS))
    blocks: list[Block] = []
    for scale in SCALES:
        blocks = list(_blocks(lines, _Setting(size, scale), room))
        fewest = len(_filled(blocks, room))
        if fewest <= most:
            return _balanced(blocks, max(fewest, min(comfortable, len(blocks))))
    return _filled(blocks, room)


@dataclass(frozen=True)
class _Setting:
    """Sets credits in a frame; scale: size of the letters, 1 if there is room."""

    size: FrameSize
    scale: float

    @property
    def _em(self) -> float:
        return min(self.size.width_px, self.size.height_px) * self.scale

    @property
    def _width(self) -> float:
        return CARD_WIDTH * self.size.width_px

    def block(self, line: CreditLine, *, is_first: bool) -> Block:
        """One credit as set."""
        names = [name for name in map(cleaned, line.names) if name]
        role = cleaned(line.role)
        if role:
            return self._credit(role, names)
        return self._title(names) if is_first else self._remarks(names)

    def _title(self, names: Sequence[str]) -> Block:
        if not names:
            return ()
        return wrapped(_title_line(capitals(" ".join(names)), self._em), self._width, 3)

    def _remarks(self, names: Sequence[str]) -> Block:
        return self._each(names, _remark_face(self._em))

    def _credit(self, role: str, names: Sequence[str]) -> Block:
        """The role small and slanted, the names under it."""
        em = self._em
        heading = TextLine(role, 0.029 * em, italic=True, space_above=0.05 * em, strength=0.72)
        set_names = names if len(names) <= NAMES_ONE_BELOW_ANOTHER else [run_on(names)]
        face = TextLine("", 0.040 * em, space_above=0.006 * em)
        return (*wrapped(heading, self._width), *self._each(set_names, face))

    def _each(self, texts: Sequence[str], face: TextLine) -> Block:
        """Each text wrapped by itself."""
        return tuple(line for text in texts for line in self._wrapped(face, text))

    def _wrapped(self, face: TextLine, text: str) -> Block:
        return wrapped(replace(face, text=text), self._width)


def _remark_face(em: float) -> TextLine:
    return TextLine("", 0.030 * em, italic=True, space_above=0.05 * em, strength=0.8)


def _title_line(text: str, em: float) -> TextLine:
    return TextLine(text, 0.054 * em, tracking=0.16, space_above=0.05 * em)


def _blocks(lines: Sequence[CreditLine], setting: _Setting, room: float) -> Iterator[Block]:
    """The credits as set, in parts that fit the room."""
    for number, line in enumerate(lines):
        yield from _split(setting.block(line, is_first=number == 0), room)


def _split(block: Block, room: float) -> list[Block]:
    """The block in parts that fit the room."""
    parts: list[Block] = []
    for line in block:
        _add(parts, (line,), room)
    return parts


def _add(cards: list[Block], block: Block, room: float) -> None:
    """Add a block to the last card if it fits there, otherwise to a new one."""
    if cards and _height((*cards[-1], *block)) <= room:
        cards[-1] = (*cards[-1], *block)
    else:
        cards.append(block)


def _height(card: Block) -> float:
    return sum(line.height for line in card)


def _filled(blocks: Sequence[Block], room: float) -> tuple[Block, ...]:
    """The blocks in order, on as few cards of the allowed height as possible.

    A block taller than that has a card of its own.
    """
    cards: list[Block] = []
    for block in filter(None, blocks):
        _add(cards, block, room)
    return tuple(cards)


def _balanced(blocks: Sequence[Block], count: int) -> tuple[Block, ...]:
    """The blocks in order on at most `count` cards, the tallest card about as low as possible."""
    low, high = 0.0, sum(map(_height, blocks))
    for _ in range(24):
        middle = (low + high) / 2
        if len(_filled(blocks, middle)) <= count:
            high = middle
        else:
            low = middle
    return _filled(blocks, high)
