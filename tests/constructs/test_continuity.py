from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sim.constructs.continuity import contact_probability, honeymoon_after, leaving_log_odds, partner_standing

shares = st.floats(0.0, 1.0)
pairs = st.tuples(shares, shares)
weights = st.floats(0.1, 10.0)
ROUNDING = 1e-12


@given(
    at=st.tuples(*[shares] * 6),
    intercept=st.floats(-10.0, 0.0),
    per=st.tuples(weights, weights, shares, weights, weights),
    which=st.integers(0, 5),
    ends=pairs,
)
def test_leaving_grows_likelier_with_the_alternative_and_less_so_with_everything_that_binds(
    rises, falls, at, intercept, per, which, ends
) -> None:
    def curve(x: float) -> float:
        return leaving_log_odds(*at[:which], x, *at[which + 1 :], intercept, *per)

    (rises if which == 0 else falls)(curve, ends)


@given(stock=st.floats(0.01, 5.0), half_life=st.floats(0.1, 1200.0))
def test_the_honeymoon_is_used_up(stock, half_life) -> None:
    assert 0.0 <= honeymoon_after(stock, half_life) < stock
    assert honeymoon_after(0.0, half_life) == 0.0


@given(stock=st.floats(0.01, 5.0), half_life=st.integers(1, 60))
def test_half_of_the_honeymoon_is_left_after_its_half_life(stock, half_life) -> None:
    left = stock
    for _ in range(half_life):
        left = honeymoon_after(left, float(half_life))
    assert abs(left - 0.5 * stock) <= 1e-11 * stock


@given(at=st.tuples(*[shares] * 3), per=weights, which=st.integers(0, 2), ends=pairs)
def test_business_goes_where_it_pays_where_it_is_bound_and_where_the_heart_is(rises, at, per, which, ends) -> None:
    rises(lambda x: partner_standing(*at[:which], x, *at[which + 1 :], per), ends)


@given(
    at=st.tuples(*[shares] * 3),
    intercept=st.floats(-3.0, 3.0),
    per=st.tuples(*[st.floats(0.1, 5.0)] * 3),
    which=st.integers(0, 2),
    ends=pairs,
)
def test_effort_and_reputation_open_doors_and_distance_keeps_them_shut(
    rises, falls, at, intercept, per, which, ends
) -> None:
    def curve(x: float) -> float:
        return contact_probability(*at[:which], x, *at[which + 1 :], intercept, *per)

    (falls if which == 2 else rises)(curve, ends)
    assert 0.0 < curve(ends[0]) < 1.0
