"""Goes through calls, each after those it needs: for the plan, the estimate, the schedule and the run."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Container, Hashable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Generic, TypeVar

from storyreel.film.errors import TimelineError

Node = TypeVar("Node", bound=Hashable)


class Walk(Generic[Node]):
    """What is ready, in the order given, as one thing after another is done.

    >>> walk = Walk({"a": (), "b": ("a",), "c": ()})
    >>> list(walk.ready())
    ['a', 'c']
    >>> walk.take("a"); walk.done("a"); list(walk.ready())
    ['b', 'c']
    """

    def __init__(self, needs: Mapping[Node, Collection[Node]], known: Container[Node] = ()) -> None:
        """needs: what each thing needs, in the order in which things that are ready should come.

        known: what is there already.

        Raises:
            TimelineError: something needs what is neither among the things nor known, or things need one
                another in a circle.
        """
        self._sorter = _sorter(needs, known)
        self._nodes = tuple(needs)
        self._number = {node: number for number, node in enumerate(self._nodes)}
        self._ready: list[int] = []
        self._left = len(self._nodes)
        self._collect()

    def __len__(self) -> int:
        """How many things are not done."""
        return self._left

    def ready(self) -> Iterator[Node]:
        """Everything that is ready and was not taken.

        A caller that takes things in between must make a tuple of it first.
        """
        return (self._nodes[number] for number in self._ready)

    def take(self, node: Node) -> None:
        """Begin something that is ready, so that it is not ready any more."""
        del self._ready[bisect_left(self._ready, self._number[node])]

    def done(self, node: Node) -> None:
        """Note that something that was taken is done: what waited for it may be ready now."""
        self._sorter.done(node)
        self._left -= 1
        self._collect()

    def _collect(self) -> None:
        for node in self._sorter.get_ready():
            insort(self._ready, self._number[node])


def _sorter(needs: Mapping[Node, Collection[Node]], known: Container[Node]) -> TopologicalSorter[Node]:
    sorter: TopologicalSorter[Node] = TopologicalSorter()
    for node, wanted in needs.items():
        open_needs = [need for need in wanted if need not in known]
        missing = [need for need in open_needs if need not in needs]
        if missing:
            raise TimelineError(
                f"'{node}' waits for '{missing[0]}', which nothing makes. This is an error in storyreel;"
                " please report it."
            )
        sorter.add(node, *open_needs)
    try:
        sorter.prepare()
    except CycleError as error:
        circle = ", ".join(f"'{node}'" for node in error.args[1])
        raise TimelineError(
            f"These wait for one another: {circle}. This is an error in storyreel; please report it."
        ) from error
    return sorter


def in_order(needs: Mapping[Node, Collection[Node]], known: Container[Node] = ()) -> Iterator[Node]:
    """Everything, each after what it needs; of what is ready the first given comes first.

    >>> list(in_order({"c": ("b",), "a": (), "b": ("a",)}))
    ['a', 'b', 'c']

    Raises:
        TimelineError: as `Walk`.
    """
    walk = Walk(needs, known)
    while walk:
        node = next(walk.ready())
        walk.take(node)
        yield node
        walk.done(node)
