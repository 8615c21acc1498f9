"""What the rules of amends and loyalty promise."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sim.constructs.amends import amends_quality, effort_of_regard
from sim.constructs.loyalty import loyal_log_odds

share = st.floats(0.0, 1.0)


@given(share, share, share, share, share, share, share)
def test_amends_never_exceed_what_is_offered(a, b, c, d, e, f, g) -> None:
    assert 0.0 <= amends_quality(a, b, c, d, e, f, g) <= a


@given(share, share, share)
def test_meant_amends_to_somebody_who_was_never_lied_to_are_all_that_is_offered(offered, kind, disbelief) -> None:
    assert amends_quality(offered, 1.0, kind, 1.0, kind, 0.0, disbelief) == offered


@given(share, share, share, share)
def test_amends_rise_with_empathy_and_congruence_and_fall_with_deception(offered, low, high, weight) -> None:
    low, high = sorted((low, high))
    assert amends_quality(offered, low, weight, 1.0, 0.5, 0.0, 1.0) <= amends_quality(
        offered, high, weight, 1.0, 0.5, 0.0, 1.0
    )
    assert amends_quality(offered, 1.0, 0.5, low, weight, 0.0, 1.0) <= amends_quality(
        offered, 1.0, 0.5, high, weight, 0.0, 1.0
    )
    assert amends_quality(offered, 1.0, 0.5, 1.0, 0.5, low, weight) >= amends_quality(
        offered, 1.0, 0.5, 1.0, 0.5, high, weight
    )


def test_nobody_is_believed_who_is_wholly_disbelieved() -> None:
    assert amends_quality(0.85, 1.0, 0.5, 1.0, 0.5, 1.0, 1.0) == 0.0


@given(share, share)
def test_regard_adds_effort_only_for_those_who_failed(regard, weight) -> None:
    assert effort_of_regard(regard, weight, 0.0) == 0.0
    assert effort_of_regard(regard, weight, 1.0) == regard * weight


@given(st.floats(-1.0, 10.0), share, share, st.floats(0.0, 50.0), share)
def test_loyalty_keeps_the_committed_and_pure_calculation_takes_feeling_out(weight, low, high, per, reference) -> None:
    low, high = sorted((low, high))
    assert loyal_log_odds(0.0, low, per, reference) == 0.0
    kept = loyal_log_odds(weight, high, per, reference) - loyal_log_odds(weight, low, per, reference)
    assert kept * weight <= 1e-9
    assert loyal_log_odds(-1.0, high, per, reference) == per * (high - reference)
