from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from sim.parameters import Parameters
from sim.portfolio import History, PortfolioRules, StartingStates, starting_states
from sim.portfolio.measures import depth, honeymoon_left, silence, stock_after, tempo, volume_rank, warmth
from sim.portfolio.portable import exp, power

FELT = [f"{what}_{side}" for what in ("trust", "satisfaction", "commitment") for side in ("buyer", "seller")]
HELD = [f"{what}_{side}" for what in ("memory", "investment", "calculative") for side in ("buyer", "seller")]


def base(n: int = 400, seed: int = 3) -> History:
    """Make a base of customers of all sorts."""
    rng = np.random.default_rng(seed)
    age = rng.uniform(0, 60, n)
    orders = rng.geometric(0.15, n).astype(np.int32)
    months = np.minimum(orders, np.floor(age).astype(np.int32) + 1).astype(np.int32)
    recency = np.where(orders == 1, age, age * rng.uniform(0, 1, n))
    volume = rng.lognormal(0, 0.8, n)
    return History(age, recency, orders, months, volume / np.median(volume))


def grid(**columns: object) -> History:
    """Make a history whose first 300 entries are a fixed base, and whose last entries are the cases in question."""
    rest = base(300)
    n = max(np.size(value) for value in columns.values())
    plain = {"age": 24.0, "recency": 2.0, "orders": 8, "order_months": 8, "volume": 1.0}
    joined = {
        name: np.concatenate([getattr(rest, name), np.broadcast_to(columns.get(name, value), n)]).astype(
            getattr(rest, name).dtype
        )
        for name, value in plain.items()
    }
    return History(**joined)  # type: ignore[arg-type]


def last(states: StartingStates, name: str, n: int) -> np.ndarray:
    return np.asarray(getattr(states, name))[-n:]


def test_every_state_lies_in_its_range() -> None:
    states = starting_states(base(5000))
    for one in fields(states):
        array = getattr(states, one.name)
        assert np.isfinite(array).all(), one.name
        low, high = (1, 61) if one.name == "deliveries" else (0, 1)
        assert array.min() >= low and array.max() <= high, one.name


@pytest.mark.parametrize(
    "extreme",
    [
        {"age": 0.0, "recency": 0.0, "orders": 1, "order_months": 1, "volume": 0.0},
        {"age": 1200.0, "recency": 1200.0, "orders": 1, "order_months": 1, "volume": 1e9},
        {"age": 1200.0, "recency": 0.0, "orders": 2_000_000, "order_months": 1201, "volume": 1e-9},
        {"age": 30.0, "recency": 30.0, "orders": 10_000, "order_months": 1, "volume": 1.0},
    ],
)
def test_extremes_stay_in_range(extreme: dict[str, float]) -> None:
    states = starting_states(grid(**extreme))
    for name in FELT + HELD:
        assert 0.0 <= last(states, name, 1)[0] <= 1.0, name


@pytest.mark.parametrize("name", FELT)
def test_feelings_cool_with_recency(name: str) -> None:
    recency = np.linspace(0, 24, 49)
    values = last(starting_states(grid(recency=recency)), name, 49)
    assert (np.diff(values) < 0).all()


@pytest.mark.parametrize("name", HELD)
@pytest.mark.parametrize("months", [1, 3, 8, 20])
def test_what_is_known_and_invested_fades_with_recency(name: str, months: int) -> None:
    recency = np.linspace(0, 24, 49)
    values = last(starting_states(grid(recency=recency, orders=months, order_months=months)), name, 49)
    assert (np.diff(values) <= 1e-15).all()
    assert (np.diff(values[::2]) < 0).all()  # every whole month counts


@pytest.mark.parametrize("name", FELT + HELD)
def test_customers_on_their_rhythm_start_higher_the_more_often_they_order(name: str) -> None:
    orders = np.arange(1, 25)
    values = last(starting_states(grid(recency=0.0, orders=orders, order_months=orders)), name, 24)
    assert (np.diff(values) > 0).all()


@pytest.mark.parametrize("name", FELT)
def test_at_equal_silence_frequent_customers_feel_more(name: str) -> None:
    orders = np.arange(1, 25)
    history = grid(recency=0.0, orders=orders, order_months=orders)
    interval = 1.0 / silence(replace(history, recency=np.ones(len(history.age))))
    # Silent for two of their own intervals each; the span is held at what it was without silence.
    recency = np.where(np.arange(len(interval)) >= 300, 2.0 * interval, 0.0)
    later = replace(history, recency=recency, age=history.age + recency)
    values = last(starting_states(later), name, 24)
    assert (np.diff(values) > 0).all()


def test_silence_says_more_about_frequent_customers() -> None:
    states = starting_states(
        grid(recency=np.array([6.0, 6.0]), orders=np.array([3, 16]), order_months=np.array([3, 12]))
    )
    rare, frequent = last(states, "commitment_buyer", 2)
    assert frequent < rare


def test_a_customer_silent_for_many_of_its_intervals_has_cooled_to_a_stranger() -> None:
    states = starting_states(grid(recency=20.0, orders=20, order_months=5))
    p = Parameters()
    new_trust = p.trust.start + p.trust.start_reputation * p.organisations.reputation_start
    assert last(states, "commitment_buyer", 1)[0] < 0.01
    assert abs(last(states, "trust_buyer", 1)[0] - new_trust) < 0.01
    assert abs(last(states, "satisfaction_buyer", 1)[0] - p.satisfaction.start) < 0.01


@pytest.mark.parametrize(
    "name",
    [
        "trust_seller",
        "satisfaction_seller",
        "commitment_seller",
        "investment_buyer",
        "investment_seller",
        "memory_buyer",
    ],
)
def test_large_customers_start_higher(name: str) -> None:
    volume = np.geomspace(0.01, 100, 20)
    assert (np.diff(last(starting_states(grid(volume=volume)), name, 20)) > 0).all()


@pytest.mark.parametrize("name", ["trust_buyer", "satisfaction_buyer", "commitment_buyer"])
def test_what_the_buyer_feels_does_not_depend_on_its_size(name: str) -> None:
    assert np.ptp(last(starting_states(grid(volume=np.geomspace(0.01, 100, 20))), name, 20)) == 0


def test_volume_does_not_count_where_it_is_switched_off() -> None:
    rules = PortfolioRules(seller_volume=0.0, volume_investment=0.0)
    states = starting_states(grid(volume=np.geomspace(0.01, 100, 20)), rules=rules)
    for name in FELT + HELD:
        assert np.ptp(last(states, name, 20)) == 0, name


def test_silence_says_nothing_about_feelings_where_it_is_switched_off() -> None:
    states = starting_states(grid(recency=np.linspace(0, 24, 9)), rules=PortfolioRules(dropout_odds=0.0))
    for name in FELT:
        assert np.ptp(last(states, name, 9)) == 0, name


def test_the_honeymoon_is_used_up_with_age() -> None:
    states = starting_states(grid(age=np.array([0.0, 6.0, 12.0]), recency=0.0))
    np.testing.assert_allclose(last(states, "honeymoon", 3), [1.0, 0.5, 0.25], rtol=1e-12)
    np.testing.assert_allclose(honeymoon_left(np.array([3.0]), 2.0, 3.0), [1.0], rtol=1e-12)


def test_knowledge_is_what_month_by_month_learning_leaves() -> None:
    history = History(np.array([11.0]), np.array([3.0]), np.array([9], np.int32), np.array([9], np.int32), np.ones(1))
    stock = 0.0
    for month in range(12):
        stock = 0.98 * stock + (0.03 * (1.0 - stock) if month < 9 else 0.0)
    np.testing.assert_allclose(stock_after(history, np.array([0.03]), 0.02), [stock], rtol=1e-12)


def test_survey_scores_take_the_place_of_rules() -> None:
    history = base(50)
    said = np.full(50, np.nan)
    said[:3] = [0.0, 0.5, 1.0]
    plain = starting_states(history)
    states = starting_states(replace(history, survey={"trust_buyer": said}))
    assert states.trust_buyer[:3].tolist() == [0.0, 0.5, 1.0]
    assert (states.trust_buyer[3:] == plain.trust_buyer[3:]).all()
    for name in set(FELT) - {"trust_buyer"}:
        assert (getattr(states, name) == getattr(plain, name)).all(), name
    assert states.memory_seller[0] < states.memory_seller[2] or history.order_months[0] != history.order_months[2]


def test_trust_that_is_said_opens_the_buyer_to_the_seller() -> None:
    one = History(
        *(
            np.repeat(a, 2)
            for a in (np.array([12.0]), np.zeros(1), np.array([9], np.int32), np.array([9], np.int32), np.ones(1))
        )
    )
    states = starting_states(replace(one, survey={"trust_buyer": np.array([0.2, 0.9])}))
    assert states.memory_seller[0] < states.memory_seller[1]
    assert states.memory_buyer[0] == states.memory_buyer[1]


def test_who_has_which_history_matters() -> None:
    history = base(400)
    order = np.random.default_rng(1).permutation(400)
    behaviour = ("age", "recency", "orders", "order_months")
    shuffled = replace(history, **{name: getattr(history, name)[order] for name in behaviour})
    one, other = starting_states(history), starting_states(shuffled)
    for name in FELT + HELD:
        a, b = getattr(one, name), getattr(other, name)
        assert abs(a - b).max() > 0.05, name
        # The volume of the customers who are committed differs: what volume carries on is not the same sum.
        assert abs(np.dot(a, history.volume) - np.dot(b, history.volume)) > 1e-6, name


def test_other_customers_set_the_measure_and_nothing_else() -> None:
    history = base(200)
    reverse = History(
        *(getattr(history, name)[::-1] for name in ("age", "recency", "orders", "order_months", "volume"))
    )
    one, other = starting_states(history), starting_states(reverse)
    for name in (*FELT, *HELD, "honeymoon", "deliveries"):
        assert (getattr(one, name) == getattr(other, name)[::-1]).all(), name


def test_parameters_of_the_run_are_used() -> None:
    history = base(50)
    p = Parameters()
    other = p.model_copy(
        update={
            "honeymoon": p.honeymoon.model_copy(update={"start": 0.0}),
            "relationship_memory": p.relationship_memory.model_copy(update={"rate": 0.0}),
            "investment": p.investment.model_copy(update={"rate": 0.0}),
        }
    )
    states = starting_states(history, other)
    for name in ("honeymoon", "memory_buyer", "memory_seller", "investment_buyer", "investment_seller"):
        assert (getattr(states, name) == 0).all(), name
    assert (states.trust_buyer == starting_states(history).trust_buyer).all()


def test_the_measures_have_their_fixed_points() -> None:
    same = History(np.full(3, 11.0), np.zeros(3), np.full(3, 12, np.int32), np.full(3, 12, np.int32), np.ones(3))
    np.testing.assert_allclose(tempo(same), 0.5)
    assert (silence(same) == 0).all()
    assert (warmth(same, 0.05) == 1).all()
    assert (volume_rank(same.volume) == 0.5).all()
    np.testing.assert_allclose(depth(same, PortfolioRules(), "buyer"), np.sqrt(12 / 18 * 0.5))


def test_own_exponentials_agree_with_the_library() -> None:
    x = np.concatenate([np.linspace(-700, 700, 20001), np.linspace(-2, 2, 20001)])
    np.testing.assert_allclose(exp(x), np.exp(x), rtol=1e-15 * 4)
    assert exp(np.zeros(1))[0] == 1.0
    base_, whole = np.linspace(0, 1, 101), np.arange(101)
    np.testing.assert_allclose(power(base_, whole), base_**whole, rtol=1e-13)
