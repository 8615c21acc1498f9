from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sim.constructs.relationship_memory import memory_after
from sim.constructs.ritual import has_left, kept_up, ritual
from sim.constructs.statecraft import (
    attention_after,
    contact_factor,
    departure_damage,
    distance_left,
    engagement_chance,
    exchange_performance,
    exchange_scale,
    giving_up_chance,
    grant_share,
    learning_factor,
    leaving_office_chance,
    mission_effect,
    shared_goals_overlap,
    subsidised_part,
)

shares = st.floats(0.0, 1.0)
pairs = st.tuples(shares, shares)
posts = st.integers(0, 12)
ties = st.integers(1, 40)
ROUNDING = 1e-12
LOOSE = 1e-6  # the logarithm for luck is good to 1e-9


@given(n=posts, gain=st.floats(0.1, 5.0))
def test_each_further_post_does_less_than_the_one_before(n, gain) -> None:
    assert distance_left(0.0) == 1.0
    assert distance_left(1.0) == 0.5
    nearer = [distance_left(float(k)) - distance_left(float(k + 1)) for k in (n, n + 1)]
    assert nearer[0] > nearer[1] > 0.0
    met = [contact_factor(float(k + 1), gain) - contact_factor(float(k), gain) for k in (n, n + 1)]
    assert met[0] > met[1] > 0.0
    assert contact_factor(0.0, gain) == 1.0
    assert contact_factor(float(n), gain) <= 1.0 + gain


@given(personal=shares, n=ties, gain=st.floats(0.1, 5.0))
def test_a_wide_interface_learns_faster_and_loses_less(personal, n, gain) -> None:
    assert departure_damage(personal, 1.0) == personal
    assert departure_damage(personal, float(n + 1)) <= departure_damage(personal, float(n)) <= personal
    assert departure_damage(0.0, float(n)) == 0.0
    assert learning_factor(1.0, gain) == 1.0
    assert learning_factor(float(n), gain) < learning_factor(float(n + 1), gain) <= 1.0 + gain


@given(overlap=shares, ends=pairs)
def test_a_list_of_shared_goals_brings_goals_nearer(rises, overlap, ends) -> None:
    rises(lambda closed: shared_goals_overlap(overlap, closed), ends, flat=True)
    assert shared_goals_overlap(overlap, 0.0) == overlap
    assert shared_goals_overlap(overlap, 1.0) <= 1.0


@given(attention=st.floats(0.01, 10.0), half_life=st.integers(1, 60))
def test_half_of_the_attention_is_left_after_its_half_life(attention, half_life) -> None:
    left = attention
    for _ in range(half_life):
        assert attention_after(left, float(half_life)) < left
        left = attention_after(left, float(half_life))
    assert abs(left - 0.5 * attention) < LOOSE
    assert attention_after(0.0, float(half_life)) == 0.0


@given(median=st.integers(1, 240))
def test_half_of_the_leaders_outlast_the_median_spell(falls, median) -> None:
    falls(leaving_office_chance, (float(median), float(median) + 1.0), flat=True)
    assert abs((1.0 - leaving_office_chance(float(median))) ** median - 0.5) < LOOSE


@given(budget=st.floats(0.0, 100.0), n=st.integers(0, 100), ends=st.tuples(st.floats(0.0, 50.0), st.floats(0.0, 50.0)))
def test_a_budget_is_split_among_those_who_share_it(rises, budget, n, ends) -> None:
    assert 0.0 <= grant_share(budget, float(n)) <= 1.0
    assert grant_share(0.0, float(n)) == 0.0
    assert grant_share(budget, float(n)) * n <= budget + ROUNDING
    assert grant_share(budget, float(n + 1)) <= grant_share(budget, float(n))
    rises(lambda paid: grant_share(paid, float(n)), ends, flat=True)


@given(
    at=st.tuples(shares, shares, shares, shares, st.floats(0.5, 3.0)),
    per=st.tuples(st.floats(-6.0, 0.0), *[st.floats(0.5, 5.0)] * 4),
    which=st.integers(0, 4),
    ends=pairs,
)
def test_deliverers_come_for_money_trust_and_attention_and_distance_keeps_them_away(
    rises, falls, at, per, which, ends
) -> None:
    def curve(x: float) -> float:
        return engagement_chance(*at[:which], x, *at[which + 1 :], *per)

    (falls if which == 3 else rises)(curve, ends, flat=True)
    assert -LOOSE <= curve(at[which]) <= 1.0


@given(intercept=st.floats(-8.0, 4.0))
def test_one_contact_is_one_attempt(intercept) -> None:
    from sim._jit import logistic

    once = engagement_chance(0.0, 0.0, 0.0, 0.0, 1.0, intercept, 1.0, 1.0, 1.0, 1.0)
    assert abs(once - logistic(intercept)) < LOOSE


@given(leaving=st.floats(-6.0, 2.0), per_grant=st.floats(0.1, 5.0), ends=pairs)
def test_who_is_paid_gives_up_less(falls, leaving, per_grant, ends) -> None:
    falls(lambda grant: giving_up_chance(grant, leaving, per_grant), ends, flat=True)
    assert 0.0 < giving_up_chance(0.0, leaving, per_grant) < 1.0


@given(private=shares, ends=pairs)
def test_a_full_grant_buys_all_and_none_leaves_what_is_private(rises, private, ends) -> None:
    rises(lambda grant: exchange_scale(grant, private), ends, flat=True)
    assert exchange_scale(0.0, private) == private
    assert abs(exchange_scale(1.0, private) - 1.0) < ROUNDING


@given(n=st.integers(1, 100), half=st.floats(0.01, 1.0), ends=st.tuples(st.floats(0.0, 50.0), st.floats(0.0, 50.0)))
def test_publics_see_more_in_more_exchange(rises, n, half, ends) -> None:
    rises(lambda volume: exchange_performance(volume, float(n), half), ends, flat=True)
    assert exchange_performance(0.0, float(n), half) == 0.0
    assert abs(exchange_performance(half * n, float(n), half) - 0.5) < ROUNDING


@given(budget=st.floats(0.1, 50.0), per=st.floats(0.001, 0.05))
def test_doubling_a_budget_does_less_than_double(budget, per) -> None:
    assert mission_effect(0.0, per) == 0.0
    assert mission_effect(budget, per) < mission_effect(2.0 * budget, per) < 2.0 * mission_effect(budget, per)


@given(before=shares, after=shares, decay=shares, ends=st.tuples(st.floats(0.0, 0.5), st.floats(0.0, 0.5)))
def test_a_subsidy_pays_no_more_than_was_added(rises, before, after, decay, ends) -> None:
    rises(lambda subsidy: subsidised_part(before, after, decay, subsidy), ends, flat=True)
    added = max(after - (1.0 - decay) * before, 0.0)
    assert 0.0 <= subsidised_part(before, after, decay, ends[0]) <= added
    assert subsidised_part(before, after, decay, 0.0) == 0.0


@given(at=pairs, ends=pairs)
def test_ritual_is_routine_without_sharing(rises, falls, at, ends) -> None:
    rises(lambda routine: ritual(routine, at[1]), ends, flat=True)
    falls(lambda shared: ritual(at[0], shared), ends, flat=True)
    assert ritual(0.0, at[1]) == 0.0
    assert ritual(at[0], 1.0) == 0.0


@given(known=shares, gain=shares, decay=shares, lost=st.floats(1e-6, 1.0))
def test_somebody_has_left_where_less_is_known_than_forgetting_leaves(known, gain, decay, lost) -> None:
    assert not has_left(known, memory_after(known, gain, decay), decay)
    assert has_left(known, (1.0 - decay) * known - lost, decay)


@given(deliveries=st.integers(0, 600), part=shares, ends=pairs)
def test_a_routine_ends_with_the_person_as_far_as_is_said(falls, deliveries, part, ends) -> None:
    before = part * deliveries
    falls(lambda renewed: kept_up(deliveries, before, renewed), ends, flat=True)
    assert kept_up(deliveries, before, 0.0) == deliveries
    assert kept_up(deliveries, before, 1.0) >= 0.0
