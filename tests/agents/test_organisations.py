"""Organisations as Mesa agents: attributes are cells of tables."""

from __future__ import annotations

import math
import re

import mesa
import numpy as np
import pytest

from sim import Buyer, Complementor, Government, Organisation, RelationshipModel, Seller
from sim.agents.traits import Trait
from sim.state import columns as c

pytestmark = [pytest.mark.everywhere, pytest.mark.filterwarnings("error")]

READ_OUTS = (
    "n_partners",
    "n_ended",
    "trust_enjoyed",
    "trust_given",
    "commitment_enjoyed",
    "commitment_given",
    "satisfaction",
)


def test_the_four_kinds_are_mesa_agents_in_rows_of_the_table(model: RelationshipModel) -> None:
    kinds = [type(agent) for agent in model.agents]
    assert kinds == [Buyer] * 20 + [Seller] * 8 + [Complementor] * 4 + [Government] * 2
    assert all(issubclass(kind, mesa.Agent) for kind in kinds)
    assert [agent.unique_id for agent in model.agents] == list(range(1, 35))
    assert [seller.number for seller in model.sellers] == list(range(8))


def test_writing_an_attribute_writes_the_table_and_reading_reads_it(model: RelationshipModel) -> None:
    seller = model.sellers[3]
    seller.competence = 0.75
    conduct = model.simulation.world.organisations.conduct
    assert conduct[23, c.COMPETENCE] == 0.75
    conduct[23, c.COMPETENCE] = 0.5
    assert seller.competence == 0.5
    assert model.sellers[3].competence == 0.5


TRAITS = sorted(
    name
    for kind in (Organisation, Buyer)
    for name, one in vars(kind).items()
    if isinstance(one, Trait) and not one.why_not
)


@pytest.mark.parametrize("name", TRAITS)
def test_every_trait_takes_its_ends_and_nothing_beyond(model: RelationshipModel, name: str) -> None:
    buyer = model.buyers[1]
    trait = getattr(Buyer, name)
    untouched = model.buyers.get(name)
    for end in (trait.column.low, trait.column.high):
        setattr(buyer, name, end)
        assert getattr(buyer, name) == end
    for beyond in (trait.column.low - 0.01, trait.column.high * 1.01 + 0.01, math.nan, math.inf, "0.5", True, None):
        with pytest.raises(ValueError, match=rf"^{name} = .*must be a number between"):
            setattr(buyer, name, beyond)
    assert buyer.__getattribute__(name) == trait.column.high
    assert model.buyers.get(name)[2:] == untouched[2:]


def test_a_refusal_says_what_was_got_and_what_is_allowed(model: RelationshipModel) -> None:
    with pytest.raises(
        ValueError, match=re.escape("competence = 1.2: must be a number between 0 and 1, in performance")
    ):
        model.sellers[0].competence = 1.2


def test_values_goals_and_position_are_written_whole(model: RelationshipModel) -> None:
    seller = model.sellers[0]
    seller.values = (0.0, 0.25, 0.5, 0.75, 1.0)
    seller.position = np.array([0.5, 0.25])
    assert seller.values == (0.0, 0.25, 0.5, 0.75, 1.0)
    assert seller.pos == seller.position == (0.5, 0.25)
    assert len(seller.goals) == 5
    for wrong in ((0.1, 0.2), 0.5, (0, 0, 0, 0, 2)):
        with pytest.raises(ValueError, match="between 0 and 1"):
            seller.values = wrong
    assert seller.values == (0.0, 0.25, 0.5, 0.75, 1.0)


def test_a_typing_mistake_is_told_and_not_kept(model: RelationshipModel) -> None:
    with pytest.raises(AttributeError, match="no attribute 'competense'; did you mean competence"):
        model.sellers[0].competense = 0.9


def test_read_outs_are_means_over_living_relationships(model: RelationshipModel) -> None:
    busy = max(model.sellers, key=lambda seller: seller.n_partners)
    assert busy.n_partners == len(busy.relationships) == len(busy.partners) > 1
    trust = [relationship.other.trust for relationship in busy.relationships]
    assert busy.trust_enjoyed == pytest.approx(np.mean(trust), abs=1e-12)
    given = [relationship.trust for relationship in busy.relationships]
    assert busy.trust_given == pytest.approx(np.mean(given), abs=1e-12)
    assert busy.trust_given != busy.trust_enjoyed


@pytest.mark.parametrize("name", READ_OUTS)
def test_read_outs_are_the_same_for_one_and_for_all_and_cannot_be_written(model: RelationshipModel, name: str) -> None:
    one_by_one = [getattr(agent, name) for agent in model.agents]
    np.testing.assert_array_equal(model.agents.get(name), one_by_one)
    few = model.sellers.select(at_most=3)
    np.testing.assert_array_equal(few.get(name), one_by_one[20:23])
    with pytest.raises(AttributeError, match="read out of the relationships"):
        setattr(model.sellers[0], name, 1)


def test_ended_relationships_are_counted_for_both_sides(model: RelationshipModel) -> None:
    for _ in range(24):
        model.step()
    dyads = model.result().dyads
    ended = dyads["buyer"][~dyads["censored"] & (dyads["relation"] == 0)]
    assert ended.size > 0
    assert model.buyers.get("n_ended") == np.bincount(ended, minlength=20).tolist()
    assert sum(model.agents.get("n_ended")) == 2 * int((~dyads["censored"]).sum())


def test_a_government_holds_the_trust_in_its_institutions(model: RelationshipModel) -> None:
    first, second = model.governments
    second.institutional_trust = 0.125
    assert [buyer.institutional_trust for buyer in model.buyers][:4] == [first.institutional_trust, 0.125] * 2
    assert model.sellers.get("institutional_trust")[1] == 0.125
    with pytest.raises(AttributeError, match="government"):
        model.buyers[0].institutional_trust = 0.5
    with pytest.raises(ValueError, match="between 0 and 1"):
        second.institutional_trust = 1.5
    assert first.government == first


def test_an_organisation_can_move_under_another_government(model: RelationshipModel) -> None:
    buyer = model.buyers[0]
    assert buyer.government == model.governments[0]
    buyer.government = model.governments[1]
    assert buyer.government.number == 1
    buyer.government = 0
    for wrong in (2, -1, "first", True):
        with pytest.raises(ValueError, match="0 to 1"):
            buyer.government = wrong


def test_a_world_without_governments_has_none() -> None:
    model = RelationshipModel(population__governments=0)
    assert model.buyers[0].government is None
    assert len(model.governments) == 0
    with pytest.raises(ValueError, match="no governments"):
        model.buyers[0].government = 0


def test_views_of_one_row_are_interchangeable(model: RelationshipModel) -> None:
    assert model.sellers[2] == model.sellers[2]
    assert len({model.sellers[2], model.sellers[2], model.sellers[3]}) == 2
    twin = RelationshipModel("market", seed=4)
    assert model.sellers[2] != twin.sellers[2]


def test_organisations_neither_come_nor_go(model: RelationshipModel) -> None:
    with pytest.raises(NotImplementedError, match="neither come nor go"):
        model.sellers[0].remove()
    with pytest.raises(NotImplementedError, match="play_as"):
        Seller.create_agents(model, 3)
    with pytest.raises(NotImplementedError, match="play_as"):
        mesa.Agent(model)
    with pytest.raises(NotImplementedError, match="neither come nor go"):
        model.remove_all_agents()
    assert len(model.agents) == 34


def test_mesa_generators_are_the_models(model: RelationshipModel) -> None:
    assert model.sellers[0].random is model.random
    assert model.sellers[0].rng is model.rng
