"""What the rules of third parties promise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.constructs.delivery import blame
from sim.constructs.triads import (
    balance_push,
    bridge_probability,
    complementors_known,
    principal_blame,
    surplus_of_both,
    third_trust_after,
    tie_sign,
)

share = st.floats(0.0, 1.0)
sign = st.floats(-1.0, 1.0)


@given(share, share, share, share, share, share)
def test_blame_lies_between_one_half_and_the_controlled_share(memory, watching, own, base, per, more) -> None:
    blamed = principal_blame(memory, watching, own, base, per, more)
    assert min(own, 0.5) - 1e-12 <= blamed <= max(own, 0.5) + 1e-12


@given(share, share, share, share, share)
def test_without_watching_blame_is_that_of_the_core(memory, watching, own, base, per) -> None:
    assert principal_blame(memory, watching, own, base, per, 0.0) == blame(memory, own, base, per)


@given(share, share)
def test_who_watches_blames_a_principal_less_that_controls_less(less, more) -> None:
    less, more = sorted((less, more))
    assert principal_blame(0.2, more, 0.3, 0.4, 0.5, 0.5) <= principal_blame(0.2, less, 0.3, 0.4, 0.5, 0.5)


@given(share, share, share, share, share)
def test_trust_in_the_third_stays_in_bounds_and_moves_the_right_way(trust, good, bad, gain, loss) -> None:
    assert 0.0 <= third_trust_after(trust, good, bad, gain, loss) <= 1.0
    assert third_trust_after(trust, good, 0.0, gain, loss) >= trust
    assert third_trust_after(trust, 0.0, bad, gain, loss) <= trust


@given(share, share)
def test_a_tie_is_as_good_as_its_weaker_part(trust, commitment) -> None:
    assert tie_sign(trust, commitment) == 2.0 * min(trust, commitment) - 1.0


@given(sign, sign, sign, st.floats(0.0, 10.0), share)
def test_balance_pushes_towards_the_product_of_the_others(own, one, other, strength, step) -> None:
    push = balance_push(own, one, other, strength, step)
    assert push * (one * other) >= 0.0
    assert abs(push) <= strength * step
    assert balance_push(own, one, other, 0.0, step) == 0.0


@pytest.mark.parametrize(("one", "other", "way"), [(0.5, 0.5, 1), (-0.5, -0.5, 1), (0.5, -0.5, -1), (0.0, 0.5, 0)])
def test_the_friend_of_my_friend(one: float, other: float, way: int) -> None:
    assert balance_push(0.2, one, other, 0.5, 0.02) == pytest.approx(way * 0.008)


@given(share, share, share)
def test_the_trusted_cross_and_the_bound_stay(low, high, other) -> None:
    low, high = sorted((low, high))
    assert bridge_probability(low, other, -4.0, 4.0, 3.0) <= bridge_probability(high, other, -4.0, 4.0, 3.0)
    assert bridge_probability(other, low, -4.0, 4.0, 3.0) >= bridge_probability(other, high, -4.0, 4.0, 3.0)
    assert bridge_probability(other, low, -4.0, 4.0, -3.0) <= bridge_probability(other, high, -4.0, 4.0, -3.0)


@given(share, share, share, share)
def test_two_add_only_what_both_perform(principal, complementor, fit, surplus) -> None:
    assert 0.0 <= surplus_of_both(principal, complementor, fit, surplus) <= surplus
    assert surplus_of_both(0.0, complementor, fit, surplus) == 0.0
    assert surplus_of_both(principal, 0.0, fit, surplus) == 0.0


@given(st.integers(1, 1000), share, share)
def test_linking_widens_the_circle(there, known, linking) -> None:
    found = complementors_known(float(there), known, linking)
    assert found == int(found)
    assert 1 <= found <= there
    assert found >= complementors_known(float(there), known, 0.0)
    assert complementors_known(float(there), known, 1.0) == there
