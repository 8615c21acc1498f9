from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sim.mechanisms.values.rules import belief_step, deeds_seen, gap_after

shares = st.floats(0.0, 1.0)


@given(half=st.floats(0.1, 120.0), ends=st.tuples(st.floats(0.0, 200.0), st.floats(0.0, 200.0)))
def test_deeds_are_seen_with_experience(rises, half, ends) -> None:
    rises(lambda n: deeds_seen(n, half), ends, flat=True)
    assert deeds_seen(0.0, half) == 0.0
    assert abs(deeds_seen(half, half) - 0.5) <= 1e-12


@given(gap=st.floats(0.0, 2.0), mentoring=shares)
def test_mentoring_closes_gaps(gap, mentoring) -> None:
    assert 0.0 <= gap_after(gap, mentoring) <= gap
    assert gap_after(gap, 0.0) == gap


@given(trust=shares, rate=shares, ceiling=shares)
def test_trust_follows_whether_the_agreement_is_kept(trust, rate, ceiling) -> None:
    inside, outside = (belief_step(trust, kept, rate, ceiling) for kept in (1.0, 0.0))
    assert outside <= 0.0
    assert outside <= inside
    assert -1e-12 <= trust + inside <= 1.0
    assert belief_step(trust, 1.0, 0.0, ceiling) == 0.0
