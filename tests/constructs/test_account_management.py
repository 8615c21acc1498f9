from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sim.constructs.account_management import (
    attention_of,
    booked_again,
    budget_effect,
    captured,
    contradiction_chance,
    cover_after,
    coverage_after,
    early_order_chance,
    fit,
    lifetime_gain,
    order_chance,
    order_size,
    reached_who_decides,
    skilled,
    tended,
    trait,
    turnover_gain,
    worth,
)

shares = st.floats(0.0, 1.0)
inner = st.floats(0.1, 0.9)
pairs = st.tuples(shares, shares)
months = st.floats(0.0, 12.0)
ROUNDING = 1e-9


@given(at=st.tuples(inner, inner, inner), which=st.integers(0, 2), ends=pairs)
def test_every_reason_makes_an_order_likelier(rises, at, which, ends) -> None:
    assert 0.0 <= order_chance(*at) <= 1.0
    assert order_chance(*at[:which], 1.0, *at[which + 1 :]) == 1.0
    rises(lambda x: order_chance(*at[:which], x, *at[which + 1 :]), ends)


@given(asked=inner, part=inner, cycle=st.floats(1.0, 12.0), pull=inner, ends=pairs)
def test_early_orders_take_prompting_and_a_stock_that_is_used_up(rises, falls, asked, part, cycle, pull, ends) -> None:
    cover = part * cycle
    assert early_order_chance(0.0, cover, cycle, pull) == 0.0
    assert early_order_chance(asked, cycle, cycle, pull) == 0.0
    rises(lambda x: early_order_chance(x, cover, cycle, pull), ends)
    falls(lambda x: early_order_chance(asked, x * cycle, cycle, pull), ends)


@given(asked=inner, stranger=st.floats(0.0, 0.9), ends=pairs)
def test_who_knows_the_customer_reaches_those_who_decide(rises, asked, stranger, ends) -> None:
    assert abs(reached_who_decides(asked, 1.0, stranger) - asked) < ROUNDING
    assert reached_who_decides(asked, ends[0], 1.0) == asked
    rises(lambda x: reached_who_decides(asked, x, stranger), ends)


@given(cover=months, cycle=st.floats(1.0, 12.0))
def test_an_order_fills_the_stock_and_use_empties_it(cover, cycle) -> None:
    size = order_size(cover, cycle)
    assert size >= 0.0
    assert size == 0.0 if cover >= cycle else abs(cover + size - cycle) < ROUNDING
    assert cover_after(cover, size) >= 0.0
    assert abs(cover_after(cover, size) - max(0.0, cover + size - 1.0)) < ROUNDING


@given(chances=st.lists(st.booleans(), min_size=1, max_size=60), cycle=st.floats(1.0, 6.0))
def test_whatever_the_rhythm_no_more_is_bought_than_is_needed_and_stocked(chances, cycle) -> None:
    """Prompting moves orders; it does not make customers need more."""
    cover, bought = 0.0, 0.0
    for orders in chances:
        size = order_size(cover, cycle) if orders else 0.0
        bought += size
        cover = cover_after(cover, size)
    assert bought <= len(chances) + cycle


@given(base=inner, skill=inner, effect=inner, ends=pairs)
def test_skill_helps_and_half_of_it_changes_nothing(rises, base, skill, effect, ends) -> None:
    assert skilled(base, 0.5, effect) == base
    assert skilled(base, skill, 0.0) == base
    rises(lambda x: skilled(base, x, effect), ends)


@given(chance=shares, left=st.integers(1, 2), ends=st.tuples(inner, inner))
def test_more_months_make_an_order_likelier(rises, chance, left, ends) -> None:
    assert booked_again(chance, 0.0) == 0.0
    assert booked_again(chance, float(left)) <= booked_again(chance, float(left + 1)) + ROUNDING
    rises(lambda x: booked_again(x, float(left)), ends)


@given(
    base=inner, size=st.floats(2.0, 6.0), displaced=st.floats(0.1, 1.5), price=st.floats(0.3, 0.7),
    off=st.floats(0.0, 0.1), ends=pairs,
)  # fmt: skip
def test_turnover_counts_what_is_booked_in_the_quarter(rises, falls, base, size, displaced, price, off, ends) -> None:
    assert turnover_gain(base, base, size, displaced, price, 0.0) == 0.0
    rises(lambda x: turnover_gain(x, base, size, 0.1 * displaced, price, off), ends)
    falls(lambda x: turnover_gain(0.5, base, size, displaced, price, x), ends)
    falls(lambda x: turnover_gain(base + 0.1, base, size, x, price, off), ends)


@given(at=st.tuples(*[shares] * 5), horizon=st.floats(1.0, 60.0), price=inner, which=st.integers(0, 4), ends=pairs)
def test_lifetime_value_grows_by_care_and_shrinks_by_what_is_broken(
    rises, falls, at, horizon, price, which, ends
) -> None:
    def curve(x: float) -> float:
        return lifetime_gain(*at[:which], x, *at[which + 1 :], horizon, price)

    (rises if which < 2 else falls)(curve, ends)


@given(turnover=shares, lifetime=shares, weight=shares, volume=months)
def test_pay_decides_what_counts(turnover, lifetime, weight, volume) -> None:
    assert worth(turnover, lifetime, 1.0, volume) == volume * turnover
    assert worth(turnover, lifetime, 0.0, volume) == volume * lifetime
    low, high = sorted((turnover, lifetime))
    assert volume * low - ROUNDING <= worth(turnover, lifetime, weight, volume) <= volume * high + ROUNDING


@given(hours=months, more=st.floats(0.01, 6.0), size=st.floats(-3.0, 3.0), needed=st.floats(0.1, 10.0), ends=pairs)
def test_attention_pays_less_and_less(falls, hours, more, size, needed, ends) -> None:
    at = [attention_of(hours + k * more, size, needed, 0.5) for k in range(3)]
    assert attention_of(0.0, size, needed, 0.5) == 0.0
    assert 0.0 <= at[0] <= at[1] <= at[2] <= 1.0
    assert at[2] - at[1] <= at[1] - at[0] + ROUNDING
    falls(lambda x: attention_of(hours + 0.1, 6.0 * x - 3.0, needed, 0.5), ends, flat=True)


@given(care=inner, ends=pairs)
def test_what_nobody_tends_fades(rises, care, ends) -> None:
    assert tended(0.3, 0.3, care) == 1.0
    assert tended(ends[0], 0.3, 0.0) == 1.0
    assert tended(ends[0], 1.0, 3.0) >= 0.0
    rises(lambda x: tended(x, 0.3, care), ends)


@given(pass_on=inner, ends=pairs)
def test_a_database_brings_more_to_the_organisation(rises, pass_on, ends) -> None:
    assert captured(pass_on, 0.0) == 1.0
    assert abs(pass_on * captured(pass_on, 1.0) - 1.0) < ROUNDING
    rises(lambda x: captured(pass_on, x), ends)


@given(per=st.tuples(inner, inner), owned=st.sampled_from([0.0, 1.0]), ends=pairs)
def test_access_and_an_owner_prevent_contradictions(falls, per, owned, ends) -> None:
    assert contradiction_chance(1.0, per[0], 1.0, per[1]) == 0.0
    assert contradiction_chance(ends[0], per[0], 1.0, per[1]) <= contradiction_chance(ends[0], per[0], 0.0, per[1])
    assert 0.0 <= contradiction_chance(ends[0], per[0], owned, per[1]) <= 1.0
    falls(lambda x: contradiction_chance(x, per[0], owned, per[1]), ends)


@given(missing=inner, ends=pairs)
def test_one_who_has_a_quality_covers_it(falls, missing, ends) -> None:
    assert coverage_after(missing, 1.0) == 0.0
    assert coverage_after(missing, 0.0) == missing
    falls(lambda x: coverage_after(missing, x), ends)


@given(budget=shares, more=st.floats(0.01, 0.5), scale=st.floats(0.01, 1.0))
def test_budgets_pay_less_and_less(budget, more, scale) -> None:
    at = [budget_effect(budget + k * more, scale) for k in range(3)]
    assert budget_effect(0.0, scale) == 0.0
    assert 0.0 <= at[0] <= at[1] <= at[2] <= 1.0
    assert at[2] - at[1] <= at[1] - at[0] + ROUNDING


@given(distance=inner, ends=pairs)
def test_customising_fits(rises, distance, ends) -> None:
    assert fit(distance, 1.0) == 1.0
    assert 0.0 <= fit(distance, ends[0]) <= 1.0
    rises(lambda x: fit(distance, x), ends)


@given(mean=shares, spread=st.floats(0.0, 0.5), luck=st.floats(-4.0, 4.0), ends=pairs)
def test_traits_stay_in_their_range(rises, mean, spread, luck, ends) -> None:
    assert 0.02 <= trait(mean, spread, luck) <= 0.98
    rises(lambda x: trait(0.5, 0.05, 8.0 * x - 4.0), ends)
