"""TOML that was written to do harm is refused at once, and what people write is read."""

from __future__ import annotations

import pytest

from storyreel.project.toml_text import TomlError, parse_toml

ATTACKS = {
    "brackets": "a = " + "[" * 100_000,
    "closed brackets": "a = " + "[" * 5_000 + "]" * 5_000,
    "tables in a line": "a = " + "{a = " * 5_000,
    "a key of many parts": ".".join("a" * 100_000) + " = 1",
    "a heading of many parts": f"[{'.'.join('a' * 100_000)}]",
    "quoted parts": ".".join(['"a"'] * 50_000) + " = 1",
    "a long number": "a = " + "1" * 100_000,
    "a long number in hex": "a = 0x" + "f" * 100_000,
    "strings that nobody closed": 'a = "' + '\\"' * 100_000,
    "a long string that is not closed": 'a = """' + '\\"""' * 100_000,
    "headings again and again": f"[{'.'.join('a' * 500)}]\n" * 300,
}


@pytest.mark.timeout(10)
@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_what_is_made_to_take_all_time_or_memory_is_refused_at_once(text: str) -> None:
    """In words, before the test's time is over, and never by an error of the parser's own."""
    with pytest.raises(TomlError) as refused:
        parse_toml(text)

    assert len(str(refused.value)) < 300


def test_marks_inside_strings_and_comments_count_for_nothing() -> None:
    """A prompt may hold as many dots and brackets as it likes."""
    dots, brackets = "... " * 50, "[" * 50

    read = parse_toml(
        f'a = "{dots}" # {brackets}\nb = """\n{brackets}\n{dots}"""\nc = \'{brackets}\'\n[d.e]\nf = [[1, 2],'
        " [{g = 1.5}]]\n"
    )

    assert read == {
        "a": dots,
        "b": f"{brackets}\n{dots}",
        "c": brackets,
        "d": {"e": {"f": [[1, 2], [{"g": 1.5}]]}},
    }


@pytest.mark.parametrize(
    ("text", "line"), [("a = 1\nb = ", 2), ("a = 1\na = 2\n", 2), ("a = 1\n\nb = " + "[" * 40, 3)]
)
def test_the_line_is_named(text: str, line: int) -> None:
    """The error has the line and the column."""
    with pytest.raises(TomlError) as refused:
        parse_toml(text)

    assert refused.value.line == line
    assert f"line {line}" in refused.value.fault
