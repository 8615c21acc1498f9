"""Delivery, and the distances that stand in its way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sim.constructs.delivery import blame, effort, linked_performance, performance
from sim.constructs.distance import distance_after, value_overlap, whole_distance
from sim.parameters import Parameters

shares = st.floats(0.0, 1.0)
pairs = st.tuples(shares, shares)
weights = st.floats(0.01, 1.0)
ROUNDING = 1e-12


@given(base=st.floats(0.0, 0.5), per=st.floats(0.01, 0.5), ends=pairs)
def test_effort_rises_with_commitment(rises, base, per, ends) -> None:
    rises(lambda x: effort(x, base, per, 0.0), ends)


@given(commitment=shares, base=shares, per=shares, shift=st.floats(-2.0, 2.0))
def test_effort_stays_a_share_whatever_is_decided(commitment, base, per, shift) -> None:
    assert 0.0 <= effort(commitment, base, per, shift) <= 1.0


@given(
    at=st.tuples(*[shares] * 6),
    noise=st.floats(-1.0, 1.0),
    per=st.tuples(weights, shares, weights, weights, weights, weights),
    which=st.integers(0, 5),
    ends=pairs,
)
def test_performance_rises_with_competence_effort_memory_investment_and_falls_with_distance_opportunism(
    rises, falls, at, noise, per, which, ends
) -> None:
    def curve(x: float) -> float:
        return performance(*at[:which], x, *at[which + 1 :], noise, *per)

    (rises if which < 4 else falls)(curve, ends)


@given(own=shares, third=shares, coordination=shares)
def test_a_principal_who_controls_and_knows_everything_delivers_its_own_performance(own, third, coordination) -> None:
    assert linked_performance(own, third, 1.0, coordination, 1.0) == own


@given(own=shares, third=shares, controlled=shares, coordination=shares, ends=pairs)
def test_knowing_the_complementor_never_harms_delivery(rises, own, third, controlled, coordination, ends) -> None:
    rises(lambda x: linked_performance(own, third, controlled, coordination, x), ends, flat=True)
    assert 0.0 <= linked_performance(own, third, controlled, coordination, ends[0]) <= 1.0


@given(memory=shares, controlled=shares, base=shares, per_memory=shares)
def test_blame_lies_between_one_half_and_the_controlled_share(
    lies_between, memory, controlled, base, per_memory
) -> None:
    lies_between(blame(memory, controlled, base, per_memory), 0.5, controlled)


@given(at=st.tuples(*[shares] * 5), per=st.tuples(*[weights] * 5), which=st.integers(0, 4), ends=pairs)
def test_the_whole_distance_rises_with_each_distance(rises, at, per, which, ends) -> None:
    rises(lambda x: whole_distance(*at[:which], x, *at[which + 1 :], *per), ends)


@given(at=st.tuples(*[shares] * 5))
def test_the_whole_distance_is_a_share_at_the_declared_weights(at) -> None:
    p = Parameters().distance
    per = (p.social_weight, p.cultural_weight, p.technological_weight, p.time_weight, p.geographic_weight)
    assert 0.0 <= whole_distance(*at, *per) <= 1.0 + ROUNDING


@given(distance=shares, rate=shares, contact=st.floats(0.0, 2.0))
def test_contact_never_adds_distance_and_none_leaves_it(distance, rate, contact) -> None:
    assert 0.0 <= distance_after(distance, rate, contact) <= distance
    assert distance_after(distance, rate, 0.0) == distance


@given(distance=st.floats(0.1, 1.0), rate=st.floats(0.01, 1.0), contact=st.floats(0.1, 2.0))
def test_contact_brings_nearer(distance, rate, contact) -> None:
    assert distance_after(distance, rate, contact) < distance


@given(n_values=st.integers(1, 9), apart=shares, ends=pairs)
def test_equal_values_overlap_wholly_and_others_less(falls, n_values, apart, ends) -> None:
    assert value_overlap(0.0, n_values) == 1.0
    assert value_overlap(float(n_values), n_values) == 0.0
    assert 0.0 <= value_overlap(n_values * apart, n_values) <= 1.0
    falls(lambda x: value_overlap(n_values * x, n_values), ends)
