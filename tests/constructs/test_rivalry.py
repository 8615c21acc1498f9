from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.constructs.rivalry import (
    fighting_pays,
    fighting_probability,
    future_under_norm,
    months_that_count,
    overlap_under_norm,
    passed_on,
    stock_after,
)

shares = st.floats(0.0, 1.0)
pairs = st.tuples(shares, shares)
futures = st.tuples(st.floats(0.0, 0.99), st.floats(0.0, 0.99))


@given(stock=shares, delivered=shares, fresh=shares)
def test_a_stock_lies_between_old_and_new(lies_between, stock, delivered, fresh) -> None:
    lies_between(stock_after(stock, delivered, fresh), stock, delivered)


@given(usual=shares, part=st.floats(0.1, 1.0), ends=pairs)
def test_what_suppliers_deliver_is_passed_on(rises, usual, part, ends) -> None:
    rises(lambda x: passed_on(x, usual, part), ends)
    assert passed_on(usual, usual, part) == 0.0


@given(months=st.floats(1.0, 60.0), ends=futures)
def test_a_longer_future_counts_for_more_but_never_for_more_than_it_lasts(rises, months, ends) -> None:
    rises(lambda x: months_that_count(x, months), ends)
    assert 0.0 <= months_that_count(ends[0], months) <= months
    assert months_that_count(0.0, months) == 0.0


@given(seen=st.floats(0.0, 0.9), counted=st.tuples(st.floats(0.0, 20.0), st.floats(0.0, 20.0)), win=shares)
def test_the_shadow_of_the_future_makes_fighting_pay_less(falls, seen, counted, win) -> None:
    falls(lambda x: fighting_pays(0.2, 0.05, win, seen, x), counted, flat=True)


@given(counted=st.floats(0.0, 20.0), win=st.floats(0.3, 1.0))
def test_where_all_fight_the_future_does_not_matter_and_peace_is_dearer(counted, win) -> None:
    assert fighting_pays(0.2, 0.05, win, 1.0, counted) == fighting_pays(0.2, 0.05, win, 1.0, 0.0)
    assert fighting_pays(0.2, 0.05, win, 1.0, counted) > 0.0


@given(slope=st.floats(1.0, 100.0), ends=st.tuples(st.floats(-0.05, 0.05), st.floats(-0.05, 0.05)))
def test_what_pays_is_done_more_often(rises, slope, ends) -> None:
    rises(lambda x: fighting_probability(x, slope), ends)
    assert fighting_probability(0.0, slope) == pytest.approx(0.5)


@given(future=st.floats(0.0, 0.95), lengthening=st.floats(0.1, 1.0), ends=pairs)
def test_a_norm_lengthens_the_future(rises, future, lengthening, ends) -> None:
    rises(lambda x: future_under_norm(future, x, lengthening), ends, flat=True)
    assert future_under_norm(future, 0.0, lengthening) == future
    assert future_under_norm(future, 1.0, lengthening) <= 1.0


@given(overlap=st.floats(0.0, 0.9), per_level=st.floats(0.1, 1.0), ends=pairs)
def test_a_norm_gives_strangers_something_in_common(rises, overlap, per_level, ends) -> None:
    rises(lambda x: overlap_under_norm(overlap, x, per_level), ends, flat=True)
    assert overlap_under_norm(overlap, 0.0, per_level) == overlap
    assert overlap_under_norm(overlap, 1.0, per_level) <= 1.0
