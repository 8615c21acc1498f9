"""Lifetimes, Kaplan–Meier, hazard, competing causes and the log-rank test, against hands and SciPy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from sim.analysis.endings import cumulative_incidence, hazard_by_age, logrank
from sim.analysis.survival import Lifetimes, kaplan_meier, lifetimes
from sim.recording.codes import CAUSE_WORDS


def lives(ages: list[int], causes: list[int], entry: list[int] | None = None) -> Lifetimes:
    late = [-1] * len(ages) if entry is None else entry
    return Lifetimes(np.array(ages), np.array(causes), np.array(late))


def drawn(n: int, seed: int, rate: float = 0.03) -> Lifetimes:
    rng = np.random.default_rng(seed)
    end, watched = rng.geometric(rate, n), rng.integers(1, 80, n)
    return Lifetimes(np.minimum(end, watched), np.where(end <= watched, rng.integers(1, 5, n), 0), np.full(n, -1))


def test_a_small_case_by_hand() -> None:
    # ages 2, 3+, 4, 4, 6+ (+ still alive): S(2) = 4/5, S(4) = 4/5 × 1/3
    curve = kaplan_meier(lives([2, 3, 4, 4, 6], [1, 0, 2, 1, 0]))
    assert curve.at_risk.tolist() == [5, 5, 5, 4, 3, 1, 1]
    assert curve.ended.tolist() == [0, 0, 1, 0, 2, 0, 0]
    assert curve.probability == pytest.approx([1, 1, 0.8, 0.8, 0.8 / 3, 0.8 / 3, 0.8 / 3])
    greenwood = 1 / (5 * 4) + 2 / (3 * 1)
    spread = 1.959964 * math.sqrt(greenwood) / math.log(0.8 / 3)
    assert (curve.low[4], curve.high[4]) == pytest.approx(
        ((0.8 / 3) ** math.exp(-spread), (0.8 / 3) ** math.exp(spread))
    )
    assert (curve.at(4), curve.median()) == (pytest.approx(0.8 / 3), 4)


@pytest.mark.parametrize("seed", range(5))
def test_estimate_and_interval_agree_with_scipy(seed: int) -> None:
    sample = drawn(200, seed)
    curve = kaplan_meier(sample)
    censored = stats.CensoredData(sample.age[sample.cause > 0], right=sample.age[sample.cause == 0])
    theirs = stats.ecdf(censored).sf
    band = theirs.confidence_interval(method="log-log")
    at = theirs.quantiles.astype(int)
    assert curve.probability[at] == pytest.approx(theirs.probabilities, abs=1e-12)
    inside = (theirs.probabilities > 0) & (theirs.probabilities < 1)
    assert curve.low[at][inside] == pytest.approx(band.low.probabilities[inside], abs=1e-12)
    assert curve.high[at][inside] == pytest.approx(band.high.probabilities[inside], abs=1e-12)


def test_one_that_is_watched_late_counts_from_then_on() -> None:
    # one that was 10 months old when the watching began is not at risk before; by hand S(3) = 1/2, S(12) = 1/2 × 1/2
    curve = kaplan_meier(lives([3, 20, 12, 25], [1, 0, 1, 0], [-1, -1, 10, 15]))
    assert curve.at_risk[[0, 3, 4, 10, 11, 12, 13, 15, 16, 20, 21, 25]].tolist() == [2, 2, 1, 1, 2, 2, 1, 1, 2, 2, 1, 1]
    assert curve.at(3) == pytest.approx(0.5)
    assert curve.at(12) == pytest.approx(0.25)


def test_late_entry_finds_the_rate_that_counting_from_birth_would_miss() -> None:
    rng = np.random.default_rng(7)
    born, life = -rng.integers(1, 200, 20_000), rng.geometric(0.05, 20_000)
    there = born + life > 0  # only those still alive in month 0 are known
    dyads = {"start": born[there], "end": (born + life)[there], "censored": np.zeros(there.sum(), bool),
             "cause": np.ones(there.sum(), int), "relation": np.zeros(there.sum(), int)}  # fmt: skip
    curve = kaplan_meier(lifetimes(dyads))
    month = np.arange(5, 60)
    assert curve.at_risk[5] > 100
    found = (curve.probability[month] / curve.probability[4]) ** (1 / (month - 4))
    assert found[20:] == pytest.approx(np.full(len(month) - 20, 0.95), abs=0.006)


def test_nobody_and_one() -> None:
    nobody = kaplan_meier(lives([], []))
    assert (nobody.n, len(nobody.month)) == (0, 0)
    assert math.isnan(nobody.at(3)) and math.isnan(nobody.median())
    one = kaplan_meier(lives([7], [1]))
    assert (one.at(6), one.at(7), one.at(90), one.median()) == (1.0, 0.0, 0.0, 7)
    alive = kaplan_meier(lives([7], [0]))
    assert alive.at(7) == 1.0
    assert math.isnan(alive.at(8)) and math.isnan(alive.median())


def test_lifetimes_are_read_from_codes_and_from_words_and_leave_complementors_out() -> None:
    dyads = {
        "start": np.array([0, 5, -24, 1]), "end": np.array([12, 20, 20, 3]), "censored": np.array([0, 1, 0, 0], bool),
        "cause": np.array([1, 0, 4, 2]), "relation": np.array([0, 0, 2, 1]),
    }  # fmt: skip
    worded = {**dyads, "cause": np.array([CAUSE_WORDS[c] for c in dyads["cause"]]),
              "relation": np.array(["market", "market", "government", "complement"])}  # fmt: skip
    for table in (dyads, worded):
        read = lifetimes(table)
        assert read.age.tolist() == [12, 15, 44]
        assert read.cause.tolist() == [1, 0, 4]
        assert read.entry.tolist() == [-1, -1, 24]
        assert read.n_ended == 2


def test_causes_and_survival_sum_to_one_at_every_age() -> None:
    for seed in range(5):
        sample = drawn(150, seed)
        incidence, curve = cumulative_incidence(sample), kaplan_meier(sample)
        assert sum(incidence.by_cause.values()) == pytest.approx(1 - curve.probability, abs=1e-12)
        assert all(np.all(np.diff(share) >= 0) for share in incidence.by_cause.values())


def test_competing_causes_by_hand() -> None:
    # 4 lives: cause 1 at 1, cause 2 at 2, alive at 2, cause 1 at 3
    incidence = cumulative_incidence(lives([1, 2, 2, 3], [1, 2, 0, 1]))
    assert incidence.by_cause["better alternative"] == pytest.approx([0, 1 / 4, 1 / 4, 1 / 4 + 1 / 2])
    assert incidence.by_cause["weak commitment"] == pytest.approx([0, 0, 1 / 4, 1 / 4])


def test_hazard_counts_endings_per_month_at_risk() -> None:
    hazard = hazard_by_age(lives([2, 3, 8, 30], [1, 1, 0, 1]), edges=(0, 6, 12))
    assert hazard.from_age.tolist() == [0, 6, 12]
    assert hazard.to_age.tolist() == [6, 12, 30]
    assert hazard.ended.tolist() == [2, 0, 1]
    assert hazard.months_at_risk.tolist() == [2 + 3 + 6 + 6, 2 + 6, 18]
    assert hazard.rate == pytest.approx([2 / 17, 0, 1 / 18])
    wilson = stats.binomtest(2, 17).proportion_ci(method="wilson")
    assert (hazard.low[0], hazard.high[0]) == pytest.approx((wilson.low, wilson.high), abs=1e-9)


def test_hazard_of_geometric_lives_is_their_rate() -> None:
    hazard = hazard_by_age(drawn(20_000, 3, rate=0.04))
    z = (hazard.rate - 0.04) / np.sqrt(0.04 * 0.96 / hazard.months_at_risk)
    assert np.all(np.abs(z) < 4.5)


@pytest.mark.parametrize("seed", range(4))
def test_logrank_agrees_with_scipy(seed: int) -> None:
    first, second = drawn(80, seed), drawn(120, seed + 50, rate=0.045)
    theirs = stats.logrank(*(
        stats.CensoredData(group.age[group.cause > 0], right=group.age[group.cause == 0]) for group in (first, second)
    ))  # fmt: skip
    ours = logrank(first, second)
    assert ours.z == pytest.approx(float(theirs.statistic), abs=1e-9)
    assert ours.p_value == pytest.approx(float(theirs.pvalue), abs=1e-9)


def test_logrank_says_nothing_of_groups_without_endings() -> None:
    nothing = logrank(lives([5, 6], [0, 0]), lives([], []))
    assert math.isnan(nothing.z) and math.isnan(nothing.p_value)
