"""The lazy set does what Mesa's own AgentSet does, without making agents."""

from __future__ import annotations

import copy
import random
from typing import Any

import numpy as np
import pytest
from mesa.agent import AgentSet

from sim import Buyer, Organisation, RelationshipModel, Seller

pytestmark = [pytest.mark.everywhere, pytest.mark.filterwarnings("error")]


class Pair:
    """The lazy set of a model and Mesa's own set of the same agents, with equal generators."""

    def __init__(self, model: RelationshipModel) -> None:
        model.random.seed(11)
        self.lazy = model.agents
        self.kept = list(model.agents)  # Mesa's holds them weakly
        self.own = AgentSet(self.kept, random=random.Random(11))


@pytest.fixture
def pair(model: RelationshipModel) -> Pair:
    return Pair(model)


def _good(agent: Any) -> bool:
    return agent.competence > 0.6


SAME = {
    "select by function": lambda s: s.select(_good),
    "select a number": lambda s: s.select(_good, at_most=3),
    "select a share": lambda s: s.select(at_most=0.25),
    "select none": lambda s: s.select(at_most=0),
    "select a class": lambda s: s.select(agent_type=Seller),
    "select all": lambda s: s.select(),
    "select in place": lambda s: s.select(_good, inplace=True).select(agent_type=Buyer, at_most=2),
    "shuffle": lambda s: s.shuffle(),
    "shuffle twice": lambda s: s.shuffle(inplace=True).shuffle(),
    "sort by name": lambda s: s.sort("reputation"),
    "sort ascending": lambda s: s.sort("competence", ascending=True),
    "sort by function": lambda s: s.sort(lambda agent: -agent.unique_id),
    "sort with ties": lambda s: s.sort("n_partners"),
    "chain": lambda s: s.shuffle().select(_good).sort("price").select(at_most=4),
}


@pytest.mark.parametrize("what", SAME)
def test_sets_made_of_sets_are_mesas(pair: Pair, what: str) -> None:
    assert list(SAME[what](pair.lazy)) == list(SAME[what](pair.own))


def test_values_are_mesas(pair: Pair) -> None:
    for names in ("competence", "unique_id", "values", ["price", "n_partners"], []):
        assert pair.lazy.get(names) == pair.own.get(names)
    assert pair.lazy.get("demand", handle_missing="default", default_value=-1.0) == pair.own.get(
        "demand", handle_missing="default", default_value=-1.0
    )
    assert pair.lazy.agg("competence", max) == pair.own.agg("competence", max)
    assert pair.lazy.agg("competence", [min, np.mean]) == pair.own.agg("competence", [min, np.mean])
    assert pair.lazy.map(lambda agent, by: agent.competence * by, 2) == pair.own.map(
        lambda agent, by: agent.competence * by, 2
    )
    with pytest.raises(AttributeError, match="demand"):
        pair.lazy.get("demand")
    with pytest.raises(ValueError, match="handle_missing"):
        pair.lazy.get("price", handle_missing="maybe")


def test_groups_are_mesas(pair: Pair) -> None:
    for by in ("n_partners", type):
        lazy, own = pair.lazy.groupby(by), pair.own.groupby(by)
        assert lazy.count() == own.count()
        assert lazy.agg("competence", sum) == own.agg("competence", sum)
        assert pair.lazy.groupby(by, result_type="list").groups == pair.own.groupby(by, result_type="list").groups


def test_calls_reach_every_agent_in_order(pair: Pair) -> None:
    seen: list[Any] = []
    assert pair.lazy.do(seen.append) is pair.lazy
    assert seen == pair.kept
    shuffled: list[list[Any]] = [[], []]
    pair.lazy.shuffle_do(shuffled[0].append)
    pair.own.shuffle_do(shuffled[1].append)
    assert shuffled[0] == shuffled[1] != pair.kept
    assert pair.lazy.map("act") == [None] * len(pair.kept)
    pair.lazy.do("act")


def test_it_is_a_collection(model: RelationshipModel) -> None:
    sellers = model.sellers
    assert len(sellers) == 8
    assert sellers.to_list() == list(sellers) == sellers[:]
    assert sellers[0] == model.agents[20]
    assert sellers[-1].number == 7
    assert list(reversed(sellers)) == sellers.to_list()[::-1]
    assert sellers[2] in sellers
    assert model.buyers[2] not in sellers
    assert "seller" not in sellers
    with pytest.raises(IndexError):
        _ = sellers[8]
    assert list(copy.copy(sellers)) == list(sellers.copy()) == list(sellers)


def test_sets_can_be_joined_and_cut(model: RelationshipModel) -> None:
    some, others = model.sellers.select(at_most=3), model.sellers.select(lambda seller: seller.number > 1)
    assert [one.number for one in some & others] == [2]
    assert sorted(one.number for one in some | others) == list(range(8))
    assert [one.number for one in some - others] == [0, 1]
    assert model.sellers == model.agents.select(agent_type=Seller)
    assert some <= model.sellers


def test_a_value_is_written_into_all(model: RelationshipModel) -> None:
    model.sellers.select(at_most=2).set("competence", 0.25)
    assert model.sellers.get("competence")[:2] == [0.25, 0.25]
    assert model.sellers.get("competence")[2] != 0.25
    with pytest.raises(ValueError, match="between 0 and 1"):
        model.sellers.set("competence", 2)
    with pytest.raises(AttributeError, match="no attribute"):
        model.sellers.set("colour", "red")


def test_nobody_is_added_or_removed(model: RelationshipModel) -> None:
    for change in (model.agents.add, model.agents.discard, model.agents.remove):
        with pytest.raises(NotImplementedError, match="select"):
            change(model.sellers[0])
    assert len(model.agents) == 34


def test_columns_make_no_agents(model: RelationshipModel, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    usual = Organisation.__init__

    def count(self: Organisation, model: Any, row: int) -> None:
        made.append(row)
        usual(self, model, row)

    monkeypatch.setattr(Organisation, "__init__", count)
    agents = model.agents
    agents.get("competence")
    agents.get(["trust_enjoyed", "n_partners", "values"])
    agents.set("leniency", 0.0)
    agents.agg("reputation", max)
    agents.sort("price")
    agents.shuffle().select(agent_type=Seller, at_most=3)
    agents.groupby("n_partners")
    model.agents_by_type[Seller].get("n_ended")
    model.step()
    assert made == []
    _ = agents[3]
    assert made == [3]
