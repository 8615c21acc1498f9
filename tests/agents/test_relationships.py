"""Relationships as each of their sides sees them."""

from __future__ import annotations

import pytest

from sim import RelationshipModel, RelationshipView
from sim.agents.cells import Between, Counted, Felt
from sim.life_cycle.stages import Stage
from sim.state import columns as c

pytestmark = [pytest.mark.everywhere, pytest.mark.filterwarnings("error")]


@pytest.fixture
def view(model: RelationshipModel) -> RelationshipView:
    return next(one for buyer in model.buyers for one in buyer.relationships)


def test_each_side_reads_and_writes_its_own_feelings(view: RelationshipView, model: RelationshipModel) -> None:
    assert view.other.other == view
    view.trust, view.other.trust = 0.25, 0.75
    directed = model.simulation.world.relationships.directed
    assert directed[c.TRUST, :, view.row].tolist() == [0.25, 0.75]
    assert (view.trust, view.other.trust) == (0.25, 0.75)


def test_both_sides_share_what_lies_between_them(view: RelationshipView) -> None:
    view.price = 0.4375
    assert view.other.price == 0.4375
    assert view.volume == view.other.volume == view.organisation.demand * view.wallet_share
    assert (view.age, view.start, view.stage) == (view.other.age, view.other.start, view.other.stage)
    assert isinstance(view.stage, Stage)
    assert view.highest_stage >= view.stage


def test_the_two_sides_know_each_other(view: RelationshipView) -> None:
    assert view.organisation == view.other.partner
    assert view.partner == view.other.organisation
    assert view.other in view.partner.relationships
    assert view not in view.partner.relationships
    assert view.kind == "market"


def test_complementors_have_relationships_of_their_own_kind(model: RelationshipModel) -> None:
    kinds = {one.kind for complementor in model.complementors for one in complementor.relationships}
    assert kinds == {"complement"}
    assert {one.kind for seller in model.sellers for one in seller.relationships} == {"market", "complement"}


def test_relationships_are_those_of_the_tables(model: RelationshipModel) -> None:
    o, r = model.simulation.world
    living = {
        (int(o.first.searchsorted(row, "right")) - 1, int(r.partner[row])) for row in (r.stages[0] >= 0).nonzero()[0]
    }
    seen = [(one.organisation.row, one.partner.row) for agent in model.agents for one in agent.relationships]
    assert len(seen) == 2 * len(living)
    assert set(seen) == living | {(b, a) for a, b in living}


CELLS = sorted(
    name
    for name, one in vars(RelationshipView).items()
    if isinstance(one, Felt | Between | Counted) and not one.why_not
)


@pytest.mark.parametrize("name", CELLS)
def test_every_number_takes_its_ends_and_nothing_beyond(view: RelationshipView, name: str) -> None:
    column = getattr(RelationshipView, name).column
    for end in (column.low, column.high):
        setattr(view, name, end)
        assert getattr(view, name) == end
    for beyond in (column.low - 1, column.high + 1, float("nan"), "1"):
        with pytest.raises(ValueError, match=rf"^{name} = .*between"):
            setattr(view, name, beyond)
    assert getattr(view, name) == column.high


def test_read_outs_cannot_be_written(view: RelationshipView) -> None:
    for name in ("age", "deliveries", "mean_performance", "wallet_share", "stage", "volume"):
        with pytest.raises(AttributeError):
            setattr(view, name, 1)
    with pytest.raises(ValueError, match="whole number"):
        view.contract_left = 2.5


def test_a_view_of_an_ended_relationship_says_so(model: RelationshipModel) -> None:
    views = [one for buyer in model.buyers for one in buyer.relationships]
    for _ in range(48):
        model.step()
    ended = [one for one in views if not one.alive]
    assert ended
    with pytest.raises(LookupError, match=r"of buyer \d+ and seller \d+ has ended"):
        _ = ended[0].trust
    with pytest.raises(LookupError, match="has ended"):
        ended[0].trust = 0.5
    lasting = [one for one in views if one.alive]
    assert lasting
    assert all(one in one.organisation.relationships for one in lasting)
