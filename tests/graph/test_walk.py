"""The one walk: each thing after what it needs, the first given first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyreel.film.errors import TimelineError
from storyreel.graph.walk import Walk, in_order


@st.composite
def graphs(draw: st.DrawFn) -> dict[int, list[int]]:
    """Things in any order, each needing some of those with a lower number."""
    numbers = draw(st.permutations(range(draw(st.integers(0, 12)))))
    return {
        number: draw(st.lists(st.integers(0, number - 1), max_size=3)) if number else [] for number in numbers
    }


@given(graphs())
def test_everything_comes_once_and_after_what_it_needs(needs: dict[int, list[int]]) -> None:
    """For any order of the input."""
    came = list(in_order(needs))

    assert sorted(came) == sorted(needs)
    assert all(came.index(need) < came.index(one) for one, wanted in needs.items() for need in wanted)


@given(graphs())
def test_of_what_is_ready_the_first_given_comes_first(needs: dict[int, list[int]]) -> None:
    """So that the order of a call sheet is the order of work."""
    order = list(needs)
    walk = Walk(needs)
    done: set[int] = set()
    while walk:
        ready = list(walk.ready())
        assert ready == [one for one in order if one not in done and set(needs[one]) <= done]
        walk.take(ready[0])
        walk.done(ready[0])
        done.add(ready[0])


def test_what_is_known_is_not_waited_for() -> None:
    """Results of an earlier walk, and what the person brought."""
    assert list(in_order({"clip": ("pace", "keyframes"), "keyframes": ()}, {"pace"})) == ["keyframes", "clip"]


def test_what_was_taken_is_not_ready_again() -> None:
    """Otherwise it would be made twice."""
    walk = Walk({"a": (), "b": ()})
    walk.take("a")

    assert list(walk.ready()) == ["b"]
    assert len(walk) == 2


@pytest.mark.parametrize(
    ("needs", "said"),
    [({"a": ("b",)}, "'a' waits for 'b'"), ({"a": ("b",), "b": ("a",)}, "wait for one another")],
)
def test_a_graph_that_cannot_be_walked_is_refused_before_anything_is_made(
    needs: dict[str, tuple[str, ...]], said: str
) -> None:
    """The error names them."""
    with pytest.raises(TimelineError, match=said):
        Walk(needs)
