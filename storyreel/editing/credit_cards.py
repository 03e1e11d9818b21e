"""Lays the end credits out on cards: what stands together, how large, on how many cards.

It does not know how cards are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from storyreel.editing.typesetting import TextLine, capitals, cleaned, run_on, wrapped
from storyreel.film.cutting import CreditLine
from storyreel.film.timecode import FrameSize

COMFORTABLE_SECONDS, SHORTEST_SECONDS = 2.6, 1.5
"""Time of a card: as long as one likes to look at it, and the least in which two lines are read."""
CARD_HEIGHT, CARD_WIDTH = 0.66, 0.78
SCALES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.42)
NAMES_ONE_BELOW_ANOTHER = 5
"""More names than these run on in lines, a dot between them."""
Block = tuple[TextLine, ...]


def credit_cards(lines: Sequence[CreditLine], size: FrameSize, seconds: float) -> tuple[Block, ...]:
    """The cards in order, all credits on them; set smaller where time or room is short.

    The first line, when it has no role, is the film's title and set as one.
    """
    room = CARD_HEIGHT * size.height_px
    comfortable, most = max(1, int(seconds / COMFORTABLE_SECONDS)), max(1, int(seconds / SHORTEST_SECONDS))
    blocks: list[Block] = []
    for scale in SCALES:
        blocks = [
            part
            for number, line in enumerate(lines)
            for part in _split(_block(line, size, scale, number == 0), room)
        ]
        fewest = len(_filled(blocks, room))
        if fewest <= most:
            return _balanced(blocks, max(fewest, min(comfortable, len(blocks))))
    return _filled(blocks, room)


def _block(line: CreditLine, size: FrameSize, scale: float, first: bool) -> Block:
    """One credit as set: the role small and slanted, the names under it."""
    em = min(size.width_px, size.height_px) * scale
    width = CARD_WIDTH * size.width_px
    names = [name for name in map(cleaned, line.names) if name]
    role = cleaned(line.role)
    if not role and first:
        title = TextLine(capitals(" ".join(names)), 0.054 * em, tracking=0.16, space_above=0.05 * em)
        return wrapped(title, width, 3) if names else ()
    if not role:
        return tuple(
            one
            for name in names
            for one in wrapped(
                TextLine(name, 0.030 * em, italic=True, space_above=0.05 * em, strength=0.8), width
            )
        )
    set_names = names if len(names) <= NAMES_ONE_BELOW_ANOTHER else [run_on(names)]
    face = TextLine("", 0.040 * em, space_above=0.006 * em)
    heading = wrapped(TextLine(role, 0.029 * em, italic=True, space_above=0.05 * em, strength=0.72), width)
    return (*heading, *(one for name in set_names for one in wrapped(replace(face, text=name), width)))


def _split(block: Block, room: float) -> list[Block]:
    """The block in parts that fit the room."""
    parts: list[Block] = []
    for line in block:
        if parts and _height((*parts[-1], line)) <= room:
            parts[-1] = (*parts[-1], line)
        else:
            parts.append((line,))
    return parts


def _height(card: Block) -> float:
    return sum(line.height for line in card)


def _filled(blocks: Sequence[Block], room: float) -> tuple[Block, ...]:
    """The blocks in order on the fewest cards no taller than the room.

    A block taller than that has a card of its own.
    """
    cards: list[Block] = []
    for block in filter(None, blocks):
        if cards and _height((*cards[-1], *block)) <= room:
            cards[-1] = (*cards[-1], *block)
        else:
            cards.append(block)
    return tuple(cards)


def _balanced(blocks: Sequence[Block], count: int) -> tuple[Block, ...]:
    """The blocks in order on at most `count` cards, the tallest card about as low as can be."""
    low, high = 0.0, sum(map(_height, blocks))
    for _ in range(24):
        middle = (low + high) / 2
        low, high = (low, middle) if len(_filled(blocks, middle)) <= count else (middle, high)
    return _filled(blocks, high)
