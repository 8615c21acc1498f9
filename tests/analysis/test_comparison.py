"""Paired differences, and the one rule that judges claims."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from sim.analysis.comparison import mean_interval, paired_difference
from sim.analysis.verdict import judge
from sim.scenario.claims import Claim

SHARED = np.random.default_rng(1).normal(0, 1, 30)
OWN = np.random.default_rng(2).normal(0, 0.2, 30)


def claim(expect: dict[str, object], compare: str | None = "locked - free") -> Claim:
    return Claim.model_validate({"statistic": "mean_trust", "compare": compare, "expect": expect})


def test_interval_is_that_of_a_paired_t_test() -> None:
    found = paired_difference(SHARED + 0.3 + OWN, SHARED)
    theirs = stats.ttest_rel(SHARED + 0.3 + OWN, SHARED).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((theirs.low, theirs.high), abs=1e-12)
    assert found.n == 30


def test_shared_luck_saves_runs() -> None:
    found = paired_difference(SHARED + OWN, SHARED)
    assert found.correlation > 0.9
    # with n runs each and separate luck, the variance of the difference would be the sum of both
    width = (SHARED + OWN).var(ddof=1) + SHARED.var(ddof=1)
    assert found.n_independent == pytest.approx(30 * width / OWN.var(ddof=1))
    separate = paired_difference(SHARED, np.random.default_rng(9).normal(0, 1, 30))
    assert 15 < separate.n_independent < 60


def test_runs_without_the_statistic_leave_with_their_pair() -> None:
    found = paired_difference([1.0, math.nan, 3.0, 4.0], [0.0, 0.0, math.nan, 1.0])
    assert (found.n, found.mean) == (2, 2.0)


def test_few_runs() -> None:
    assert math.isnan(mean_interval([]).mean)
    one = paired_difference([1.0], [0.5])
    assert (one.n, one.mean) == (1, 0.5)
    assert math.isnan(one.low) and math.isnan(one.n_independent)
    with pytest.raises(ValueError, match="3 runs against 2"):
        paired_difference([1, 2, 3], [1, 2])


def test_same_effect_in_every_pair_needs_no_width() -> None:
    found = paired_difference(SHARED + 1, SHARED)
    assert (found.low, found.high) == pytest.approx((1, 1), abs=1e-9)
    assert found.n_independent > 1e6


@pytest.mark.parametrize(
    ("expect", "effect", "holds"),
    [
        ({"sign": "+"}, 0.3, True),
        ({"sign": "-"}, 0.3, False),
        ({"sign": "+"}, 0.02, False),  # above 0, but the interval is not
        ({"sign": "+", "at_least": 0.25}, 0.3, True),
        ({"sign": "+", "at_least": 0.5}, 0.3, False),  # surely above 0, not enough
        ({"at_most": -0.25}, -0.3, True),
        ({"between": [0.2, 0.4]}, 0.3, True),
        ({"between": [-0.2, 0.2]}, 0.02, True),  # no more than so much apart: the interval lies inside
        ({"between": [-0.05, 0.05]}, 0.02, False),  # the mean does, the interval does not
        ({"at_most": 0.2}, 0.3, False),
    ],
)
def test_rule_for_two_arms(expect: dict[str, object], effect: float, holds: bool) -> None:
    noise = OWN - OWN.mean()  # half the interval is 0.2 × 2.05 / √30 = 0.07
    verdict = judge(claim(expect), {"free": SHARED.tolist(), "locked": (SHARED + effect + noise).tolist()})
    assert verdict.found == pytest.approx(effect)
    assert verdict.low < effect < verdict.high
    assert verdict.holds is holds


@pytest.mark.parametrize(
    ("expect", "reached", "holds"),
    [
        ({"at_least": 0.9}, 27, True),
        ({"at_least": 0.9}, 26, False),
        ({"at_most": 0.3}, 9, True),
        ({"at_most": 0.3}, 10, False),
    ],
)
def test_share_of_one_arm_is_judged_by_its_mean(expect: dict[str, object], reached: int, holds: bool) -> None:
    values = [1.0] * reached + [0.0] * (30 - reached)
    verdict = judge(claim(expect, "relational"), {"relational": values, "transactional": [0.0] * 30})
    assert verdict.found == pytest.approx(reached / 30)
    assert verdict.holds is holds
    complement = {"at_most": 1 - 0.9} if "at_least" in expect else {"at_least": 1 - 0.3}
    assert judge(claim(complement, "relational"), {"relational": [1 - v for v in values]}).holds is holds


def test_sign_of_one_arm_has_a_null() -> None:
    assert judge(claim({"sign": "+"}, None), {"first": (OWN - OWN.mean() + 0.2).tolist(), "second": [9.0]}).holds
    assert not judge(claim({"sign": "+"}, None), {"first": (OWN - OWN.mean() + 0.01).tolist()}).holds


def test_verdict_tells_what_it_rests_on() -> None:
    arms = {"free": [0.0, 0.0, math.nan, 0.0], "locked": [0.1, 0.2, 0.3, 0.15]}
    verdict = judge(claim({"sign": "+", "at_least": 0.05}), arms)
    assert (verdict.expected, verdict.n, verdict.missing) == ("> 0 and ≥ 0.05", 3, 1)
    assert judge(claim({"at_most": -0.5}), arms).expected == "≤ −0.5"
    assert judge(claim({"between": [-0.1, 0.1]}), arms).expected == "−0.1 to 0.1"
    with pytest.raises(KeyError):
        judge(claim({"sign": "+"}, "locked - elsewhere"), arms)


def test_one_pair_bears_out_nothing() -> None:
    assert not judge(claim({"sign": "+"}), {"free": [0.0], "locked": [9.0]}).holds
    assert not judge(claim({"at_least": 0.5}, "locked"), {"locked": []}).holds
