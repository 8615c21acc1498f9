"""Organisations played by classes of one's own."""

from __future__ import annotations

import numpy as np
import pytest

from sim import Buyer, Decision, Government, Parameters, RelationshipModel, RelationshipView, Scenario, Seller

pytestmark = [pytest.mark.everywhere, pytest.mark.filterwarnings("error")]

CLOSED = {"search.rate": 0.0, "search.hears_of": 0, "review.every": 0, "exit.exogenous": 0.0}
"""Nobody hears of anybody outside its own relationships."""


class Opportunist(Seller):
    """Tries nothing and takes every advantage."""

    def decide(self, relationship: RelationshipView) -> Decision | None:
        return Decision(effort=0.0, cheat=True)


class Indifferent(Seller):
    def decide(self, relationship: RelationshipView) -> Decision | None:
        return None


class Diary(Seller):
    """Notes what it sees, and leaves everything to the theory."""

    def __init__(self, model: RelationshipModel, row: int) -> None:
        super().__init__(model, row)
        self.months: list[int] = []
        self.seen = 0

    def act(self) -> None:
        self.months.append(self.model.month)

    def decide(self, relationship: RelationshipView) -> Decision | None:
        assert relationship.organisation is self
        self.seen += 1
        return Decision()


def two_islands() -> Scenario:
    """Return buyers 0-2 dealing with sellers 0 and 1, and buyers 3-5 with sellers 2 and 3."""
    population = {"buyers": 6, "sellers": 4, "partners": 2, "governments": 1}
    links = [{"buyer": buyer, "seller": 2 * (buyer // 3) + k} for buyer in range(6) for k in range(2)]
    return Scenario.model_validate(
        {
            "schema": 1,
            "name": "islands",
            "question": "Does what happens on one island reach the other?",
            "parameters": Parameters.model_validate({"population": population}),
            "link": links,
        }
    )


def played(months: int, **agents: type) -> RelationshipModel:
    """Return the islands after so many months; ``s0=Player`` lets a class play seller 0."""
    model = RelationshipModel(two_islands(), seed=8, **CLOSED)
    for number, player in agents.items():
        model.play_as(player, sellers=[int(number[1:])])
    for _ in range(months):
        model.step()
    return model


def test_a_player_changes_its_own_island_and_no_other() -> None:
    usual, other = played(24), played(24, s0=Opportunist)
    mine, theirs = usual.simulation.world.relationships, other.simulation.world.relationships
    for name in ("directed", "dyadic", "read_out", "counts", "stages"):
        before, after = getattr(mine, name), getattr(theirs, name)
        np.testing.assert_array_equal(before[..., 6:], after[..., 6:])
        assert not np.array_equal(before[..., :6], after[..., :6]), name
    assert other.sellers[0].trust_enjoyed < usual.sellers[0].trust_enjoyed - 0.2


def test_one_who_decides_nothing_changes_nothing() -> None:
    usual = played(24).simulation.world
    for player in (Indifferent, Diary):
        other = played(24, s0=player, s3=player).simulation.world
        for mine, theirs in zip(usual.relationships, other.relationships, strict=True):
            np.testing.assert_array_equal(mine, theirs)


def test_players_last_and_keep_what_they_note() -> None:
    model = played(0, s2=Diary)
    diary = model.sellers[2]
    for _ in range(5):
        model.step()
    assert model.sellers[2] is diary
    assert model.agents.select(agent_type=Diary)[0] is diary
    assert diary.months == [0, 1, 2, 3, 4]
    assert diary.seen == 15
    diary.mood = "calm"
    assert model.sellers[2].mood == "calm"


@pytest.mark.parametrize("cheat", [True, False])
def test_cheating_can_be_decided(cheat: bool) -> None:
    class Decided(Seller):
        def decide(self, relationship: RelationshipView) -> Decision | None:
            return Decision(cheat=cheat)

    model = played(2, s1=Decided)
    shown = [one.opportunism > 0.0 for one in model.sellers[1].relationships]
    assert shown == [cheat] * 3


def test_effort_can_be_decided() -> None:
    class Lazy(Seller):
        def decide(self, relationship: RelationshipView) -> Decision | None:
            return Decision(effort=0.0, leave=False)

    class Eager(Seller):
        def decide(self, relationship: RelationshipView) -> Decision | None:
            return Decision(effort=1.0, leave=False)

    # One month, so that both deliver out of the same state with the same luck.
    weight = Parameters().delivering.effort_weight
    lazy, eager = played(1, s0=Lazy), played(1, s0=Eager)
    received = [[one.mean_performance for one in model.buyers[0].relationships] for model in (lazy, eager)]
    assert received[0][1] == received[1][1]
    assert 0.0 < received[1][0] - received[0][0] <= weight


def test_leaving_can_be_decided_and_is_recorded_as_the_players() -> None:
    class Quitter(Seller):
        def decide(self, relationship: RelationshipView) -> Decision | None:
            return Decision(leave=self.model.month == 2 and relationship.partner.number == 1)

    model = played(3, s0=Quitter)
    dyads = model.result().dyads
    left = ~dyads["censored"] & (dyads["seller"] == 0) & (dyads["buyer"] == 1)
    assert dyads["end"][left].tolist() == [3]
    assert dyads["initiator"][left].tolist() == [1]


def test_one_who_stays_is_not_made_to_leave() -> None:
    class Loyal(Seller):
        def decide(self, relationship: RelationshipView) -> Decision | None:
            return Decision(leave=False)

    def sellers_who_left(loyal: range) -> int:
        model = RelationshipModel("market", seed=2)
        model.play_as(Loyal, sellers=loyal)
        for _ in range(24):
            model.step()
        initiator = model.result().dyads["initiator"]
        return int(np.isin(initiator, (1, 2)).sum())

    assert sellers_who_left(range(0)) > 5
    assert sellers_who_left(range(20)) == 0


def test_both_sides_can_be_played() -> None:
    class Careful(Buyer):
        def decide(self, relationship: RelationshipView) -> Decision | None:
            return Decision(cheat=False, leave=relationship.other.opportunism > 0.5)

    class Stubborn(Opportunist):
        def decide(self, relationship: RelationshipView) -> Decision | None:
            return Decision(effort=0.0, cheat=True, leave=False)

    model = played(0, s0=Stubborn)
    model.play_as(Careful, buyers=[0, 1, 2])
    for _ in range(24):
        model.step()
    dyads = model.result().dyads
    assert set(dyads["initiator"][dyads["seller"] == 0].tolist()) == {0}
    assert model.sellers[0].n_partners == 0


def test_acting_reaches_the_month_that_follows() -> None:
    class Reformer(Government):
        def act(self) -> None:
            if self.model.month == 4:
                self.institutional_trust = 0.9

    model = RelationshipModel(
        "market", seed=1, government__institutional_trust=0.2, agents={("government", 0): Reformer}
    )
    trust = []
    for _ in range(6):
        trust.append(model.buyers[0].institutional_trust)
        model.step()
    assert trust == [0.2, 0.2, 0.2, 0.2, 0.2, 0.9]


def test_players_have_a_class_of_their_own(model: RelationshipModel) -> None:
    model.play_as(Opportunist, sellers=[1, 3])
    by_type = model.agents_by_type
    assert [one.number for one in by_type[Opportunist]] == [1, 3]
    assert [one.number for one in by_type[Seller]] == [0, 2, 4, 5, 6, 7]
    assert len(model.sellers) == len(model.agents.select(agent_type=Seller)) == 8
    assert Opportunist in model.agent_types
    assert model.sellers.get("competence") == [one.competence for one in model.sellers]
    assert repr(model.sellers[3]) == "<Opportunist 3>"


class Odd(Seller):
    @property
    def competence(self) -> float:  # type: ignore[override]
        return -1.0


def test_a_column_that_a_player_shadows_is_read_from_it(model: RelationshipModel) -> None:
    model.play_as(Odd, sellers=[2])
    assert model.sellers.get("competence")[2] == -1.0
    assert model.sellers.get("competence")[3] > 0.0


def test_misfits_are_refused(model: RelationshipModel) -> None:
    with pytest.raises(TypeError, match="Opportunist cannot play a buyer: it must be a subclass of Buyer"):
        model.play_as(Opportunist, buyers=[0])
    with pytest.raises(TypeError, match="must be a subclass of Seller"):
        model.play_as(Seller, sellers=[0])
    with pytest.raises(ValueError, match="there is no seller 8: they are numbered 0 to 7"):
        model.play_as(Opportunist, sellers=[8])
    with pytest.raises(ValueError, match="there is no kind 'shop'"):
        RelationshipModel("market", agents={("shop", 0): Opportunist})


class Wrong(Seller):
    def decide(self, relationship: RelationshipView) -> Decision | None:
        return True  # type: ignore[return-value]


def test_a_decision_is_a_decision(model: RelationshipModel) -> None:
    model.play_as(Wrong, sellers=[0])
    with pytest.raises(TypeError, match=r"Wrong\.decide returned True: must be a Decision or None"):
        model.step()
    for wrong in ({"effort": 1.5}, {"effort": True}, {"effort": "much"}, {"cheat": 0.5}, {"leave": "yes"}):
        with pytest.raises(ValueError, match=f"^{next(iter(wrong))} = "):
            Decision(**wrong)
