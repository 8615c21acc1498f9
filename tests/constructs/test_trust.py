from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sim.constructs.trust import (
    deception_after,
    first_trust,
    loss_ratio,
    trust_after,
    trust_after_breach,
    trust_ceiling,
)

shares = st.floats(0.0, 1.0)
pairs = st.tuples(shares, shares)
ratios = st.floats(1.0, 10.0)
losses = st.floats(0.0, 10.0)
ROUNDING = 1e-12


@given(start=st.floats(0.0, 0.4), per=st.tuples(*[st.floats(0.01, 0.2)] * 3), at=st.tuples(*[shares] * 3), ends=pairs)
def test_first_trust_rises_with_reputation_with_values_and_with_institutions(rises, start, per, at, ends) -> None:
    reputation, values, institutions = at
    rises(lambda x: first_trust(x, values, institutions, start, *per), ends)
    rises(lambda x: first_trust(reputation, x, institutions, start, *per), ends)
    rises(lambda x: first_trust(reputation, values, x, start, *per), ends)


@given(at=st.tuples(*[shares] * 3), start=shares, per=st.tuples(*[shares] * 3))
def test_first_trust_stays_a_share_whatever_it_is_made_of(at, start, per) -> None:
    assert 0.0 <= first_trust(*at, start, *per) <= 1.0


@given(loss=st.floats(0.01, 1.0), ends=pairs)
def test_the_ceiling_of_trust_is_1_without_deception_and_falls_with_it(falls, loss, ends) -> None:
    assert trust_ceiling(0.0, loss) == 1.0
    falls(lambda x: trust_ceiling(x, loss), ends)
    assert 0.0 <= trust_ceiling(ends[0], loss) <= 1.0


@given(ratio=ratios, values=shares, shield=shares)
def test_the_ratio_of_loss_to_gain_lies_between_1_and_its_parameter(lies_between, ratio, values, shield) -> None:
    lies_between(loss_ratio(ratio, values, shield), 1.0, ratio)


@given(trust=shares, surprise=st.floats(-1.0, 1.0), gain=shares, loss=losses, ceiling=shares)
def test_trust_stays_a_share(trust, surprise, gain, loss, ceiling) -> None:
    assert 0.0 <= trust_after(trust, surprise, gain, loss, ceiling) <= 1.0


@given(trust=shares, surprise=shares, gain=shares, loss=losses, ceiling=shares)
def test_trust_never_falls_after_a_good_episode(trust, surprise, gain, loss, ceiling) -> None:
    assert trust_after(trust, surprise, gain, loss, ceiling) >= trust


@given(trust=shares, surprise=st.floats(-1.0, 0.0), gain=shares, loss=losses, ceiling=shares)
def test_trust_never_rises_after_a_bad_episode(trust, surprise, gain, loss, ceiling) -> None:
    assert trust_after(trust, surprise, gain, loss, ceiling) <= trust


@given(trust=shares, surprise=st.floats(-1.0, 1.0), gain=shares, loss=losses, ceiling=shares)
def test_a_gain_of_trust_never_exceeds_the_ceiling(trust, surprise, gain, loss, ceiling) -> None:
    after = trust_after(trust, surprise, gain, loss, ceiling)
    assert after <= max(trust, ceiling) + ROUNDING


@given(trust=st.floats(0.1, 0.9), size=st.floats(0.1, 1.0), gain=st.floats(0.01, 0.3))
def test_trust_moves_both_ways(trust, size, gain) -> None:
    assert trust_after(trust, size, gain, gain, 1.0) > trust
    assert trust_after(trust, -size, gain, gain, 1.0) < trust


@given(trust=shares, breach_loss=shares, remedy=shares, institutions=shares)
def test_a_detected_breach_never_raises_trust(trust, breach_loss, remedy, institutions) -> None:
    after = trust_after_breach(trust, breach_loss, remedy, institutions)
    assert 0.0 <= after <= trust
    assert trust_after_breach(trust, 0.0, remedy, institutions) == trust


@given(trust=st.floats(0.1, 1.0), breach_loss=st.floats(0.1, 1.0), remedy=st.floats(0.1, 1.0), ends=pairs)
def test_trusted_institutions_soften_a_breach(rises, trust, breach_loss, remedy, ends) -> None:
    rises(lambda x: trust_after_breach(trust, breach_loss, remedy, x), ends)


@given(deception=shares, memory=shares)
def test_deception_is_never_forgotten_and_stays_a_share(deception, memory) -> None:
    after = deception_after(deception, memory)
    assert deception <= after <= 1.0
    assert deception_after(0.0, memory) == memory
