"""One more organisation changes nobody else's luck, and nobody's state to whom it is not connected."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from sim.state.columns import SELLER

pytestmark = pytest.mark.everywhere

UNCONNECTED = {"search.hears_of": 0, "search.rate": 0.0, "review.every": 0, "population.partners": 1}
"""Nobody hears of anybody, so organisations touch each other only through relationships."""

MORE = {"buyer": {"population.buyers": 49}, "seller": {"population.sellers": 13}}
NEWCOMER = {"buyer": 48, "seller": (SELLER << 29) + 12}
MONTHS = 36


def component(of: int, pairs: Iterable[tuple[int, int]]) -> set[int]:
    """Return everybody who is connected to one organisation."""
    reached, links = {of}, list(pairs)
    while True:
        wider = reached | {who for pair in links if reached & set(pair) for who in pair}
        if wider == reached:
            return reached
        reached = wider


@pytest.mark.parametrize("kind", MORE)
def test_one_more_leaves_every_draw_of_the_others_alone(begin, play_month, kind: str) -> None:
    without, with_one = begin(), begin(MORE[kind])
    compared = 0
    for _ in range(MONTHS):
        luck, luck_with_one = play_month(without), play_month(with_one)
        common = luck.keys() & luck_with_one.keys()
        assert all(luck[pair] == luck_with_one[pair] for pair in common)
        compared += len(common)
    assert compared > 20 * MONTHS


@pytest.mark.parametrize("kind", MORE)
@pytest.mark.parametrize("seed", [0, 7, 99])
def test_one_more_leaves_every_state_outside_its_component_bit_identical(begin, state_of, kind: str, seed: int) -> None:
    without, with_one = begin(UNCONNECTED, seed=seed), begin({**UNCONNECTED, **MORE[kind]}, seed=seed)
    relationships, _ = state_of(without)
    more_relationships, _ = state_of(with_one)
    # Whom somebody left for the newcomer is touched by it too: links of both worlds count.
    touched = component(NEWCOMER[kind], relationships.keys() | more_relationships.keys())
    assert len(touched) > 1
    for _ in range(MONTHS):
        without.advance()
        with_one.advance()
        relationships, organisations = state_of(without)
        more_relationships, more_organisations = state_of(with_one)
        outside = {pair for pair in relationships.keys() | more_relationships.keys() if not touched & set(pair)}
        assert {pair: relationships.get(pair) for pair in outside} == {
            pair: more_relationships.get(pair) for pair in outside
        }
        others = organisations.keys() - touched
        assert all(organisations[who] == more_organisations[who] for who in others)
    assert len(others) > 12
    assert len(outside) >= 10


@pytest.mark.parametrize("kind", MORE)
def test_the_newcomer_itself_matters(begin, state_of, kind: str) -> None:
    """Inside the component states do differ, so that the comparison above could fail."""
    without, with_one = begin(UNCONNECTED, seed=0), begin({**UNCONNECTED, **MORE[kind]}, seed=0)
    without.advance(12)
    with_one.advance(12)
    (_, before), (_, after) = state_of(without), state_of(with_one)
    assert any(before[who] != after[who] for who in before)


def test_one_more_buyer_moves_no_first_partner_of_the_others(begin, state_of) -> None:
    (before, _), (after, _) = state_of(begin()), state_of(begin(MORE["buyer"]))
    assert before.items() <= after.items()


def test_one_more_seller_takes_its_fair_share_of_first_partners_and_no_more(begin, state_of) -> None:
    values = {"population.partners": 1, "population.buyers": 400}
    (before, _), (after, _) = state_of(begin(values)), state_of(begin({**values, "population.sellers": 13}))
    moved = after.keys() - before.keys()
    assert {seller for _, seller in moved} == {NEWCOMER["seller"]}
    assert 14 <= len(moved) <= 56  # a thirteenth of 400, give or take
