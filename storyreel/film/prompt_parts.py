"""A prompt in parts by what they say, and how it is shortened for an engine that takes no longer one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Literal

from pydantic import Field

from storyreel.film.frozen import Frozen


class PromptRole(StrEnum):
    """What a part of a prompt says, the most important first. The last are left out first."""

    TASK = "task"
    """What is to be made: which frame, what the given pictures show, the words that call on weights."""
    SUBJECT = "subject"
    """Who and what is seen, and how large."""
    ACTION = "action"
    PLACE = "place"
    CONTINUITY = "as before"
    """What must be as in the shots before, and who speaks."""
    STYLE = "style"
    """Style, hour, weather, mood, and what must not be seen."""


_RANKS = {role: rank for rank, role in enumerate(PromptRole)}
_SENTENCE_ENDS = re.compile(r"(?<=[.!?;])\s+|(?<=[。！？；])")  # noqa: RUF001 their full stops are wide
_WORDS = re.compile(r"[A-Za-z]+|\d|[^\sA-Za-z\d]")
_LETTERS_OF_A_TOKEN = 5
"""A tokenizer of English makes one token of most words up to this length, and more of longer ones."""


class PromptPart(Frozen):
    """Some sentences of a prompt that say one kind of thing."""

    role: PromptRole
    text: str

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return {"role": self.role, "text": self.text}


class PromptLimit(Frozen):
    """The longest prompt that an engine takes."""

    most: int = Field(ge=1)
    unit: Literal["characters", "tokens"] = Field(
        default="characters",
        description="What is counted. Tokens are estimated, rather too many than too few.",
    )

    def __str__(self) -> str:
        return f"{self.most:,} {self.unit}"

    def length(self, text: str) -> int:
        """The length of a text in the limit's unit.

        >>> PromptLimit(most=512, unit="tokens").length("A lighthouse, at night.")
        7
        """
        return len(text) if self.unit == "characters" else sum(map(_tokens, _WORDS.findall(text)))

    def holds(self, text: str) -> bool:
        """Whether the engine takes the text whole."""
        return self.length(text) <= self.most


def _tokens(word: str) -> int:
    """About how many tokens a word, a digit or a sign is."""
    return -(-len(word) // _LETTERS_OF_A_TOKEN)


class FittedPrompt(Frozen):
    """A prompt as it is sent."""

    text: str
    left_out: tuple[str, ...] = Field(default=(), description="Its sentences that are not sent, in order.")


class _Sentence(Frozen):
    """A sentence of a prompt, with the role of its part."""

    role: PromptRole
    text: str
    place: int = Field(description="Its number in the prompt.")


def whole_prompt(parts: Iterable[PromptPart]) -> str:
    """All parts as one text."""
    return " ".join(part.text for part in parts if part.text)


def fitted(parts: Iterable[PromptPart], limit: PromptLimit | None) -> FittedPrompt:
    """The prompt, without sentences if it is longer than the limit. The order of the rest stays.

    Sentences of the least important role are left out first, and of these the last first. The sentences
    of the task and the first one after them always stay; their end is cut after a word if they are too long.

    >>> action = PromptPart(role=PromptRole.ACTION, text="Anna runs. She falls.")
    >>> style = PromptPart(role=PromptRole.STYLE, text="Oil painting.")
    >>> fitted((style, action), PromptLimit(most=22))
    FittedPrompt(text='Anna runs. She falls.', left_out=('Oil painting.',))
    """
    given = tuple(part for part in parts if part.text)
    text = whole_prompt(given)
    if limit is None or limit.holds(text):
        return FittedPrompt(text=text)
    return _shortened(_sentences(given), limit)


def _sentences(parts: Iterable[PromptPart]) -> list[_Sentence]:
    split = [(part.role, text) for part in parts for text in _SENTENCE_ENDS.split(part.text) if text]
    return [_Sentence(role=role, text=text, place=place) for place, (role, text) in enumerate(split)]


def _importance(sentence: _Sentence) -> tuple[int, int]:
    return _RANKS[sentence.role], sentence.place


def _shortened(sentences: list[_Sentence], limit: PromptLimit) -> FittedPrompt:
    ranked = sorted(sentences, key=_importance)
    least = next((count for count, one in enumerate(ranked, 1) if one.role is not PromptRole.TASK), 1)
    count = _most(least, len(ranked), lambda count: limit.holds(_text(ranked[:count])))
    text, cut = _cut(_text(ranked[:count]), limit)
    left_out = map(_text_of, _in_order(ranked[count:]))
    return FittedPrompt(text=text, left_out=(*([cut] if cut else ()), *left_out))


def _most(least: int, most: int, holds: Callable[[int], bool]) -> int:
    """The largest count that still holds, by halving; `least` if no larger one does."""
    larger = range(least + 1, most + 1)
    return least + bisect_left(larger, True, key=lambda count: not holds(count))


def _in_order(sentences: Iterable[_Sentence]) -> list[_Sentence]:
    return sorted(sentences, key=lambda sentence: sentence.place)


def _text_of(sentence: _Sentence) -> str:
    return sentence.text


def _text(sentences: Iterable[_Sentence]) -> str:
    return " ".join(map(_text_of, _in_order(sentences)))


def _cut(text: str, limit: PromptLimit) -> tuple[str, str]:
    """The words of a text that the limit holds, and the rest."""
    words = text.split(" ")
    count = _most(1, len(words), lambda count: limit.holds(" ".join(words[:count])))
    begun = " ".join(words[:count])
    if limit.holds(begun):
        return begun, " ".join(words[count:])
    return text[: limit.most], text[limit.most :]
