"""What the scenario of two states expects of differences between differences, which a single claim cannot say."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy.special import stdtrit

from sim.analysis.statistics import statistic
from sim.engine import RunResult

NAME = "mou_to_exchange"
REPETITIONS = 30
MORE = 120
"""For what is left of a visit: single months of exchange are noisy, and 30 repetitions cannot tell 0.25 from 0.5."""


@pytest.fixture(scope="module")
def exchange(played: Callable[..., tuple[RunResult, ...]]) -> Callable[..., np.ndarray]:
    """Return a statistic of exchange in every repetition of an arm."""

    def of(arm: str, called: str = "exchange_volume", repetitions: int = REPETITIONS) -> np.ndarray:
        runs = played(NAME, arm, repetitions)
        return np.array([statistic(called, run.steps, run.events, run.dyads, run.months) for run in runs])

    return of


def interval(differences: np.ndarray) -> tuple[float, float]:
    """Return the 95 % interval of the mean."""
    half = stdtrit(differences.size - 1, 0.975) * differences.std(ddof=1) / np.sqrt(differences.size)
    return float(differences.mean() - half), float(differences.mean() + half)


@pytest.mark.slow
def test_further_posts_add_less_than_the_first(exchange) -> None:
    first = exchange("post_1") - exchange("exchange")
    second = exchange("post_2") - exchange("post_1")
    third_and_fourth = (exchange("post_4") - exchange("post_2")) / 2.0
    assert interval(first - second)[0] > 0.0, interval(first - second)
    assert interval(second - third_and_fourth)[0] > 0.0, interval(second - third_and_fourth)


@pytest.mark.xfail(
    reason="about half is left: 0.09 [-0.06, 0.24] of 0.22 [0.13, 0.31] in 120 repetitions. Attention is gone after a "
    "year, but whoever took up exchange because of it stays as long as the grant does",
    strict=True,
    raises=AssertionError,
)
@pytest.mark.slow
def test_a_year_after_a_single_visit_less_than_half_of_its_effect_is_left(exchange) -> None:
    at_first, a_year_on = (
        exchange("visit", f"exchange_volume_at_{month}", MORE)
        - exchange("exchange", f"exchange_volume_at_{month}", MORE)
        for month in (38, 50)
    )
    assert interval(at_first)[0] > 0.0
    assert interval(a_year_on - 0.5 * at_first)[1] < 0.0, interval(a_year_on - 0.5 * at_first)


@pytest.mark.slow
def test_visits_that_are_repeated_keep_more_than_half_of_it(exchange) -> None:
    at_first, later = (
        exchange(arm, called) - exchange("exchange", called)
        for arm, called in (("visit", "exchange_volume_at_38"), ("visits", "exchange_volume_after_96"))
    )
    assert interval(later - 0.5 * at_first)[0] > 0.0, interval(later - 0.5 * at_first)


@pytest.mark.slow
def test_a_post_moves_more_where_deliverers_are_paid(exchange) -> None:
    paid = exchange("post_1") - exchange("exchange")
    unpaid = exchange("ambassador") - exchange("mou")
    assert interval(paid - unpaid)[0] > 0.0, interval(paid - unpaid)
