"""How many words of a film a stranger would miss: Whisper listens to the mix, music and effects included.

Run: make hear, or python -m benchmarks.hearing FOLDER [SCRIPT ...]. Films are made in FOLDER at 360 lines,
whose sound is that of any size; what is kept of them is used again. What is heard is compared with the film's
own captions; numbers, spelling and contractions are written in one way first (`whisper-normalizer`).
Prints a Markdown table with two figures. The word error rate compares word by word. In the other a compound
counts as heard if only its gap is written otherwise, 'cloak-room' as 'cloakroom': this says what a stranger
mishears, and its goal is at most 0.10 on each film.
"""

# What listens is an extra: make hear.
# pyright: reportMissingImports=false

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import pysubs2

from storyreel.animatic.whisper import hear_words

GOAL = 0.10
_HERE = Path(__file__).resolve().parent
_EXAMPLES = _HERE.parent / "examples"
SCRIPTS = (
    _EXAMPLES / "the-last-light.fountain",
    _EXAMPLES / "the-night-ferry.fountain",
    _EXAMPLES / "the-importance-of-being-earnest.fountain",
    _HERE / "stories" / "the-well.txt",
    _HERE / "stories" / "night-train.txt",
)
_SPEAKER = re.compile(r"^[^\W\da-z][^\na-z:]*: ")
"""The name in front of a caption: 'MARA: '."""


@dataclass(frozen=True)
class Comparison:
    """A film's words, compared with those that Whisper hears."""

    film: str
    words: int
    error_rate: float
    """Word by word."""
    misheard: float
    """The share of words without those of which only the gap is written otherwise."""
    changes: tuple[str, ...]
    """What was heard otherwise: 'skerry > scary'; one side is empty if a word was missed or made up."""


def main() -> None:
    """Make, listen and print; ends with 1 if a film misses the goal."""
    folder = Path(sys.argv[1])
    scripts = [Path(name) for name in sys.argv[2:]] or SCRIPTS
    found = [_compare(_film(script, folder)) for script in scripts]
    _print_table(found)
    sys.exit(any(one.misheard > GOAL for one in found))


def _film(script: Path, folder: Path) -> Path:
    """The film of a screenplay, made now."""
    out = folder / script.stem
    storyreel = Path(sys.executable).with_name("storyreel")
    made = [storyreel, "make", script, "--out", out, "--resolution", "360", "--yes"]
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
    return next(out.glob("*.mp4"))


def _compare(film: Path) -> Comparison:
    import jiwer

    written, said = (_normalised(text) for text in (_captions(film.with_suffix(".srt")), _listen(film)))
    compared = jiwer.process_words(written, said)
    changes, words = tuple(_changes(compared)), len(written.split())
    misheard = sum(change.words for change in changes) / words
    return Comparison(film.stem, words, compared.wer, misheard, tuple(change.text for change in changes))


def _listen(film: Path) -> str:
    return " ".join(word.word for word in hear_words(film, "en"))


def _captions(path: Path) -> str:
    """The film's spoken words, without the names of speakers who are not seen."""
    events = pysubs2.load(str(path))
    return " ".join(_SPEAKER.sub("", event.plaintext).replace("\n", " ") for event in events)


def _normalised(text: str) -> str:
    from whisper_normalizer.english import EnglishTextNormalizer

    return EnglishTextNormalizer()(text)


@dataclass(frozen=True)
class _Change:
    """Words that were heard otherwise: how many are missed, changed or made up."""

    text: str
    words: int


def _changes(compared: Any) -> Iterator[_Change]:
    for written, said, chunks in zip(
        compared.references, compared.hypotheses, compared.alignments, strict=True
    ):
        for is_equal, run in groupby(chunks, lambda chunk: chunk.type == "equal"):
            if not is_equal:
                yield from _changed(written, said, list(run))


def _changed(written: list[str], said: list[str], run: list[Any]) -> Iterator[_Change]:
    """What one stretch of other words is; nothing if its letters are the same."""
    was = written[run[0].ref_start_idx : run[-1].ref_end_idx]
    heard = said[run[0].hyp_start_idx : run[-1].hyp_end_idx]
    if "".join(was) != "".join(heard):
        yield _Change(f"{' '.join(was)} > {' '.join(heard)}", max(len(was), len(heard)))


def _print_table(found: list[Comparison]) -> None:
    lines = ["| film | words | word error rate | compounds joined |", "| --- | ---: | ---: | ---: |"]
    lines += [f"| {one.film} | {one.words} | {one.error_rate:.3f} | {one.misheard:.3f} |" for one in found]
    lines += [f"\n{one.film}: {'; '.join(one.changes)}" for one in found]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
