from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.constructs.within import (
    added_effort,
    culture_after,
    delivered_competence,
    extra_effort,
    gained,
    identification,
    internal_service_after,
    orientation_after,
    rate_of_half_life,
    wallet_after_selling,
    yield_of_effort,
)

shares = st.floats(0.0, 1.0)
pairs = st.tuples(shares, shares)
below_one = st.floats(0.0, 0.9)


@given(start=shares, strength=shares, target=shares, rate=shares)
def test_leaders_move_orientation_towards_their_target(lies_between, start, strength, target, rate) -> None:
    lies_between(orientation_after(start, strength, target, 0.3, rate, 0.0), start, target)


@given(start=shares, origin=below_one, backslide=st.floats(0.01, 0.5))
def test_without_a_leader_what_was_gained_slides_back(start, origin, backslide) -> None:
    after = start
    for _ in range(2000):
        after = orientation_after(after, 0.0, 0.9, origin, 0.05, backslide)
    assert after == pytest.approx(origin, abs=1e-6)
    assert orientation_after(origin, 0.0, 0.9, origin, 0.05, backslide) == origin


@given(origin=below_one, ends=pairs)
def test_nothing_is_gained_at_the_origin_and_all_at_full_orientation(rises, origin, ends) -> None:
    rises(lambda x: gained(x, origin), ends)
    assert gained(origin, origin) == 0.0
    assert gained(1.0, origin) == pytest.approx(1.0)


@given(trait=shares, goal=shares, rate=shares)
def test_culture_goes_part_of_the_way(lies_between, trait, goal, rate) -> None:
    lies_between(culture_after(trait, goal, rate), trait, goal)


@given(half_life=st.integers(1, 60))
def test_half_of_the_way_is_gone_after_the_half_life(half_life) -> None:
    trait, rate = 0.0, rate_of_half_life(float(half_life))
    for _ in range(half_life):
        trait = culture_after(trait, 1.0, rate)
    assert trait == pytest.approx(0.5)
    assert rate_of_half_life(float(half_life)) > rate_of_half_life(half_life + 1.0) > 0.0


@given(service=shares, goal=st.floats(-1.0, 2.0), rate=shares, luck=st.floats(-0.5, 0.5))
def test_internal_service_goes_part_of_the_way_and_stays_a_share(lies_between, service, goal, rate, luck) -> None:
    lies_between(internal_service_after(service, goal, rate, 0.0), service, min(1.0, max(0.0, goal)))
    assert 0.0 <= internal_service_after(service, goal, rate, luck) <= 1.0


@given(competence=st.floats(0.2, 0.95), ends=pairs, weight=st.floats(0.1, 2.0))
def test_who_is_served_inside_delivers_better(rises, competence, ends, weight) -> None:
    rises(lambda x: delivered_competence(competence, x, weight), ends)
    assert delivered_competence(competence, 0.5, weight) == 0.0
    assert competence + delivered_competence(competence, 1.0, 1.0) == pytest.approx(1.2 * competence)


@given(alignment=st.floats(0.1, 1.0), ends=pairs, most=st.floats(0.1, 1.0))
def test_a_sense_of_mission_needs_both_alignment_and_orientation(rises, alignment, ends, most) -> None:
    rises(lambda x: extra_effort(alignment, x, most), ends)
    rises(lambda x: extra_effort(x, alignment, most), ends)
    assert extra_effort(0.0, alignment, most) == 0.0


@given(overlap=st.floats(0.1, 1.0), months=st.tuples(st.floats(0.0, 200.0), st.floats(0.0, 200.0)))
def test_identification_grows_with_common_experience(rises, overlap, months) -> None:
    rises(lambda x: identification(overlap, x), months, flat=True)
    assert 0.0 <= identification(overlap, months[0]) < overlap


@given(ends=pairs)
def test_each_activity_yields_less_and_less(rises, ends) -> None:
    rises(yield_of_effort, ends)
    low, high = sorted(ends)
    middle = yield_of_effort(0.5 * (low + high))
    assert middle >= 0.5 * (yield_of_effort(low) + yield_of_effort(high)) - 1e-12
    assert yield_of_effort(1.0 / 6.0) == pytest.approx(0.0)
    assert yield_of_effort(0.0) == -1.0


@given(wallet=shares, effect=st.floats(-1.0, 1.5), won=st.floats(0.0, 0.5), ends=pairs)
def test_selling_wins_what_is_bought_elsewhere(rises, wallet, effect, won, ends) -> None:
    assert 0.0 <= wallet_after_selling(wallet, effect, won) <= 1.0
    assert wallet_after_selling(wallet, 0.0, won) == wallet
    assert wallet_after_selling(1.0, abs(effect), won) == 1.0
    rises(lambda x: wallet_after_selling(0.3, x, 0.2), ends)


@given(effort=st.floats(0.1, 1.0), ends=pairs)
def test_who_delivers_with_nothing_makes_no_effort(rises, effort, ends) -> None:
    rises(lambda x: added_effort(effort, yield_of_effort(x)), ends)
    assert effort + added_effort(effort, yield_of_effort(0.0)) == 0.0
