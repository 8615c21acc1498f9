from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sim.mechanisms.reputation.rules import reputation_after_talk, wound_after

shares = st.floats(0.0, 1.0)


@given(wound=shares, by=shares)
def test_every_telling_wounds(wound, by) -> None:
    after = wound_after(wound, by)
    assert wound - 1e-12 <= after <= 1.0
    assert abs(wound_after(wound, 0.0) - wound) <= 1e-12


@given(reputation=shares, crowd=st.floats(1.0, 1000.0), loss=shares, ends=st.tuples(shares, shares))
def test_talk_costs_reputation(falls, reputation, crowd, loss, ends) -> None:
    falls(lambda x: reputation_after_talk(reputation, x * crowd, crowd, loss), ends, flat=True)
    assert reputation_after_talk(reputation, 0.0, crowd, loss) == reputation
