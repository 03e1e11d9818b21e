"""How long a film takes: dependencies, and how many jobs each resource runs at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyreel.graph.schedule import Job, longest_chain, wall_seconds

CHAIN = [Job("a", (), 1, "w"), Job("b", ("a",), 2, "w"), Job("c", ("b",), 3, "w"), Job("d", (), 4, "w")]


def test_jobs_that_need_nothing_run_side_by_side() -> None:
    """With enough slots, the film takes as long as its longest chain."""
    assert wall_seconds(CHAIN, {"w": 9}) == 6
    assert longest_chain(CHAIN) == ("a", "b", "c")


def test_a_resource_runs_no_more_jobs_than_its_slots() -> None:
    """With one slot, the jobs run one after another."""
    assert wall_seconds(CHAIN, {"w": 1}) == 10


def test_resources_do_not_wait_for_one_another() -> None:
    """A full provider holds up its own jobs only."""
    jobs = [Job("slow 1", (), 5, "slow"), Job("slow 2", (), 5, "slow"), Job("quick", (), 1, "quick")]

    assert wall_seconds(jobs, {"slow": 1, "quick": 1}) == 10


def test_what_is_needed_and_not_among_the_jobs_is_there() -> None:
    """Results that exist already delay nothing."""
    assert wall_seconds([Job("a", ("made before",), 2, "w")], {"w": 1}) == 2
    assert wall_seconds([], {}) == 0
    assert longest_chain([]) == ()


@given(st.lists(st.tuples(st.floats(0, 9), st.integers(0, 5)), max_size=12), st.integers(1, 4))
def test_more_slots_never_take_longer_than_one_after_another(
    pieces: list[tuple[float, int]], slots: int
) -> None:
    """For any dependencies, the time is between the longest chain and the sum of all jobs."""
    jobs = [
        Job(str(n), (str(n - back),) if 0 < back <= n else (), seconds, "w")
        for n, (seconds, back) in enumerate(pieces)
    ]
    by_name = {job.id: job.seconds for job in jobs}

    wall = wall_seconds(jobs, {"w": slots})

    assert wall <= sum(by_name.values()) + 1e-6
    assert wall >= sum(by_name[name] for name in longest_chain(jobs)) - 1e-6
    assert wall == pytest.approx(sum(by_name.values())) or slots > 1
