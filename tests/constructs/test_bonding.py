"""Outcome, attractiveness, dependence, switching costs, commitment and investment."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sim.constructs.attractiveness import attractiveness
from sim.constructs.commitment import calculative_target, commitment_after, commitment_target, goal_factor
from sim.constructs.dependence import dependence
from sim.constructs.investment import investment_after
from sim.constructs.outcome import buyer_payoff, expected_outcome, level_after, outcome_after, seller_payoff
from sim.constructs.perceived_commitment import perceived_commitment
from sim.constructs.switching_costs import switching_cost

shares = st.floats(0.0, 1.0)
pairs = st.tuples(shares, shares)
weights = st.floats(0.01, 1.0)
values = st.floats(-1.0, 1.0)
outcomes = st.floats(-5.0, 5.0)
ROUNDING = 1e-12


@given(other=shares, ends=pairs)
def test_the_buyer_gains_by_performance_and_loses_by_price(rises, falls, other, ends) -> None:
    rises(lambda x: buyer_payoff(x, other), ends)
    falls(lambda x: buyer_payoff(other, x), ends)


@given(other=shares, ends=pairs)
def test_the_seller_gains_by_the_buyers_custom_and_by_price(rises, other, ends) -> None:
    rises(lambda x: seller_payoff(x, other), ends)
    rises(lambda x: seller_payoff(other, x), ends)


@given(performance=shares, custom=shares, price=shares, other_price=shares)
def test_price_only_divides_what_there_is(performance, custom, price, other_price) -> None:
    whole = buyer_payoff(performance, price) + seller_payoff(custom, price)
    assert abs(whole - buyer_payoff(performance, other_price) - seller_payoff(custom, other_price)) <= ROUNDING


@given(before=outcomes, payoff=outcomes, rate=shares)
def test_the_outcome_lies_between_what_it_was_and_the_payoff(lies_between, before, payoff, rate) -> None:
    lies_between(outcome_after(before, payoff, rate), before, payoff)
    assert outcome_after(before, payoff, 0.0) == before


@given(before=outcomes, outcome=outcomes, rate=shares)
def test_the_comparison_level_lies_between_what_it_was_and_the_outcome(lies_between, before, outcome, rate) -> None:
    lies_between(level_after(before, outcome, rate), before, outcome)
    assert level_after(before, outcome, 0.0) == before


@given(prior=shares, other=shares, weight=weights, loss=weights, ends=pairs)
def test_strangers_promise_more_by_reputation_and_less_by_payment_and_distance(
    rises, falls, prior, other, weight, loss, ends
) -> None:
    rises(lambda x: expected_outcome(prior, x, other, other, weight, loss), ends)
    falls(lambda x: expected_outcome(prior, other, x, other, weight, loss), ends)
    falls(lambda x: expected_outcome(prior, other, other, x, weight, loss), ends)


@given(level=values, slope=st.floats(0.1, 10.0), ends=st.tuples(values, values))
def test_attractiveness_is_one_half_at_the_comparison_level_and_rises_with_the_outcome(
    rises, level, slope, ends
) -> None:
    assert attractiveness(level, level, slope) == 0.5
    rises(lambda x: attractiveness(x, level, slope), ends)


@given(
    outcome=values,
    other=values,
    cost=shares,
    slope=st.floats(0.1, 8.0),
    offset=st.floats(-1.0, 1.0),
    ends=st.tuples(values, values),
    costs=pairs,
)
def test_dependence_rises_with_outcome_and_switching_cost_and_falls_with_the_alternative(
    rises, falls, outcome, other, cost, slope, offset, ends, costs
) -> None:
    rises(lambda x: dependence(x, other, cost, slope, offset), ends)
    rises(lambda x: dependence(outcome, other, x, slope, offset), costs)
    falls(lambda x: dependence(outcome, x, cost, slope, offset), ends)
    assert 0.0 < dependence(outcome, other, cost, slope, offset) < 1.0


@given(at=pairs, contract=st.integers(0, 120), per=st.tuples(*[weights] * 4), ends=pairs)
def test_switching_costs_rise_with_investment_memory_and_contract_above_their_base(
    rises, at, contract, per, ends
) -> None:
    months = float(contract)
    assert switching_cost(0.0, 0.0, 0.0, *per) == per[0]
    rises(lambda x: switching_cost(x, at[1], months, *per), ends)
    rises(lambda x: switching_cost(at[0], x, months, *per), ends)
    rises(lambda x: switching_cost(*at, 12.0 * x, *per), ends)


@given(mean=weights, floor=st.floats(0.0, 0.95), overlap=shares, ends=pairs)
def test_common_goals_raise_commitment_unless_they_are_switched_off(rises, mean, floor, overlap, ends) -> None:
    assert goal_factor(overlap, 1.0, mean) == 1.0
    assert abs(goal_factor(mean, floor, mean) - 1.0) <= ROUNDING
    rises(lambda x: goal_factor(x, floor, mean), ends)


@given(
    at=st.tuples(*[shares] * 6),
    goals=st.floats(0.1, 2.0),
    per=st.tuples(*[weights] * 6),
    which=st.integers(0, 4),
    ends=pairs,
)
def test_the_target_of_commitment_rises_with_each_source(rises, at, goals, per, which, ends) -> None:
    rises(lambda x: commitment_target(*at[:which], x, *at[which + 1 :], goals, *per), ends)


@given(at=st.tuples(*[shares] * 4), goals=st.floats(0.1, 2.0), per=st.tuples(*[weights] * 6), trust=shares, ends=pairs)
def test_conflict_lowers_the_target_of_commitment_unless_trust_is_full(falls, at, goals, per, trust, ends) -> None:
    falls(lambda x: commitment_target(trust, *at, x, goals, *per), ends, flat=trust > 0.99)
    quarrelling, peaceful = (commitment_target(1.0, *at, x, goals, *per) for x in ends)
    assert quarrelling == peaceful


@given(before=shares, target=st.floats(-1.0, 3.0), rate=shares)
def test_commitment_stays_a_share_and_moves_towards_its_target(lies_between, before, target, rate) -> None:
    after = commitment_after(before, target, rate)
    assert 0.0 <= after <= 1.0
    lies_between(after, before, min(max(target, 0.0), 1.0))
    assert (after - before) * (target - before) >= 0.0


@given(other=shares, scale=st.floats(0.1, 5.0), ends=pairs)
def test_calculation_needs_a_cost_or_an_advantage_and_rises_with_both(rises, other, scale, ends) -> None:
    assert calculative_target(-other, 0.0, scale) == 0.0
    rises(lambda x: calculative_target(x, other, scale), ends)
    rises(lambda x: calculative_target(other, x, scale), ends)
    assert 0.0 <= calculative_target(other, ends[0], scale) < 1.0


@given(commitment=shares, theirs=shares, mine=shares, pledge=shares)
def test_commitment_is_seen_as_it_is_when_nothing_stands_in_the_way(commitment, theirs, mine, pledge) -> None:
    assert perceived_commitment(commitment, theirs, mine, 0.0, 0.0, 1.0, pledge, 0.0) == commitment


@given(commitment=st.floats(0.3, 0.9), theirs=shares, visibility=weights, pledge=weights, ends=pairs)
def test_pledges_show_commitment_and_unmatched_ones_make_it_look_less(
    rises, falls, commitment, theirs, visibility, pledge, ends
) -> None:
    rises(lambda x: perceived_commitment(commitment, x, 0.0, 0.0, 0.0, visibility, pledge, 0.0), ends, flat=True)
    falls(lambda x: perceived_commitment(commitment, theirs, x, 0.0, 0.0, 1.0, 0.0, 0.2), ends, flat=True)
    unmatched = perceived_commitment(commitment, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.2)
    assert unmatched < perceived_commitment(commitment, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.2)


@given(at=st.tuples(*[shares] * 3), leniency=values, noise=st.floats(-9.0, 9.0), per=st.tuples(*[shares] * 3))
def test_a_perceived_commitment_is_a_share(at, leniency, noise, per) -> None:
    assert 0.0 <= perceived_commitment(*at, leniency, noise, *per) <= 1.0


@given(
    before=shares,
    commitment=shares,
    pledge=shares,
    willingness=st.floats(0.0, 2.0),
    subsidy=st.floats(0.0, 0.5),
    rate=shares,
    decay=shares,
    unmatched=shares,
)
def test_investment_stays_a_share(before, commitment, pledge, willingness, subsidy, rate, decay, unmatched) -> None:
    after = investment_after(before, commitment, pledge, willingness, subsidy, rate, decay, unmatched)
    assert 0.0 <= after <= 1.0


@given(before=shares, other=shares, pledge=shares, subsidy=shares, rate=shares, decay=shares, unmatched=shares)
def test_investment_only_wears_off_without_commitment_or_without_willingness(
    before, other, pledge, subsidy, rate, decay, unmatched
) -> None:
    worn = (1.0 - decay) * before
    assert investment_after(before, 0.0, pledge, other, subsidy, rate, decay, unmatched) == worn
    assert investment_after(before, other, pledge, 0.0, subsidy, rate, decay, unmatched) == worn


@given(before=st.floats(0.0, 0.9), rate=st.floats(0.05, 1.0), unmatched=st.floats(0.1, 0.9), other=weights, ends=pairs)
def test_the_committed_invest_more_the_more_so_where_the_other_is_seen_to_be_committed(
    rises, before, rate, unmatched, other, ends
) -> None:
    rises(lambda x: investment_after(before, x, other, 1.0, 0.0, rate, 0.02, unmatched), ends)
    rises(lambda x: investment_after(before, other, x, 1.0, 0.0, rate, 0.02, unmatched), ends)
