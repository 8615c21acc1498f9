from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sim.mechanisms.policies.rules import (
    END,
    GROW,
    NONE,
    attainment,
    beaten_down_price,
    competence_after,
    felt_shock,
    policy_of,
    practical_intimacy,
    price_led_push,
    price_to_limit,
    relating_after,
    shock_after,
    verdict,
)

shares = st.floats(0.0, 1.0)
values = st.floats(-2.0, 2.0)
ROUNDING = 1e-12


@given(u=st.floats(1e-9, 1.0 - 1e-9), weights=st.lists(shares, min_size=6, max_size=6))
def test_shares_say_who_has_which_policy(u, weights) -> None:
    whole = max(sum(weights), 1e-9)
    cut = [weight / max(whole, 1.0) for weight in weights]
    code = policy_of(u, *cut)
    below = sum(cut[: max(code - 1, 0)])
    assert 0 <= code <= 6
    if code > 0:
        assert below - ROUNDING <= u <= below + cut[code - 1] + ROUNDING
    else:
        assert u >= sum(cut) - ROUNDING
    assert policy_of(u, *[0.0] * 6) == NONE
    for k in range(6):
        assert policy_of(u, *[1.0 if k == j else 0.0 for j in range(6)]) == k + 1


@given(relating=st.sampled_from([0.0, 1.0]), trust=shares, cuts=st.tuples(shares, shares))
def test_the_adaptive_relate_from_one_threshold_until_another(relating, trust, cuts) -> None:
    off, on = sorted(cuts)
    after = relating_after(relating, trust, on, off)
    assert after == (1.0 if trust >= on else 0.0 if trust < off else relating)


@given(alternative=values, outcome=values, slope=st.floats(0.1, 50.0))
def test_who_only_trades_is_pushed_by_what_is_better_alone(alternative, outcome, slope) -> None:
    push = price_led_push(alternative, outcome, slope)
    assert push >= 0.0
    assert (push == 0.0) == (alternative <= outcome or slope * (alternative - outcome) == 0.0)


@given(received=shares, alternative=values, cost=shares, margin=st.floats(0.0, 0.2), ends=st.tuples(values, values))
def test_a_price_to_the_limit_leaves_the_customer_just_the_alternative(
    falls, received, alternative, cost, margin, ends
) -> None:
    price = price_to_limit(received, alternative, cost, margin, -10.0, 10.0)
    assert abs((received - price) - (alternative - cost + margin)) <= ROUNDING * 10
    falls(lambda x: price_to_limit(received, x, cost, margin, 0.3, 0.7), ends, flat=True)
    assert 0.3 <= price_to_limit(received, alternative, cost, margin, 0.3, 0.7) <= 0.7


@given(received=shares, alternative=values, cost=shares, margin=st.floats(0.0, 0.2), ends=st.tuples(values, values))
def test_a_beaten_down_supplier_gets_just_the_alternative(rises, received, alternative, cost, margin, ends) -> None:
    price = beaten_down_price(received, alternative, cost, margin, -10.0, 10.0)
    assert abs((price - (1.0 - received)) - (alternative - cost + margin)) <= ROUNDING * 10
    rises(lambda x: beaten_down_price(received, x, cost, margin, 0.3, 0.7), ends, flat=True)


@given(value=values, velocity=st.floats(-0.1, 0.1), goal=st.floats(0.05, 1.0), ends=st.tuples(values, values))
def test_value_and_growing_commitment_count_in_a_review(rises, value, velocity, goal, ends) -> None:
    rises(lambda x: attainment(x, velocity, goal, 10.0), ends)
    rises(lambda x: attainment(value, x, goal, 10.0), ends)
    assert abs(attainment(goal, 0.0, goal, 10.0) - 1.0) <= ROUNDING


@given(ends=st.tuples(values, values), cuts=st.tuples(values, values))
def test_more_attained_never_ends_what_less_would_have_kept(ends, cuts) -> None:
    low, high = sorted(cuts)
    less, more = sorted(ends)
    assert verdict(less, low, high) <= verdict(more, low, high)
    assert verdict(low - 1.0, low, high) == END
    assert verdict(high, low, high) == GROW


@given(shock=values, persistence=st.floats(0.0, 0.999))
def test_a_shock_without_news_passes(shock, persistence) -> None:
    assert abs(shock_after(shock, 0.0, persistence)) <= abs(shock)
    assert shock_after(0.0, 0.3, persistence) == 0.3


@given(own=values, theirs=values, mine=st.floats(0.0, 0.5), yours=st.floats(0.0, 0.5))
def test_sharing_risk_moves_shocks_and_makes_none(own, theirs, mine, yours) -> None:
    both = felt_shock(own, theirs, mine, yours) + felt_shock(theirs, own, yours, mine)
    assert abs(both - own - theirs) <= 1e-9
    assert felt_shock(own, theirs, 0.0, 0.0) == own


@given(at=st.tuples(shares, st.floats(0.0, 0.5), shares), which=st.integers(0, 2), ends=st.tuples(shares, shares))
def test_intimacy_wants_information_risk_and_values(rises, at, which, ends) -> None:
    def curve(x: float) -> float:
        scaled = 0.5 * x if which == 1 else x
        return practical_intimacy(*at[:which], scaled, *at[which + 1 :])

    rises(curve, ends, flat=True)
    assert curve(0.0) == 0.0
    assert abs(practical_intimacy(1.0, 0.5, 1.0) - 1.0) <= 1e-8


@given(competence=shares, feedback=shares, rate=st.floats(0.0, 0.05), high=shares)
def test_feedback_never_harms_and_makes_nobody_more_than_human(competence, feedback, rate, high) -> None:
    after = competence_after(competence, feedback, rate, high)
    assert competence <= after <= max(competence, high)
