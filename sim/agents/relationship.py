"""One side's view of one relationship: a view on a row, from the owner's or the partner's side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.agents.cells import Between, Counted, Felt, Shown
from sim.life_cycle.stages import Stage
from sim.state import columns as c
from sim.state.world import Relationships

if TYPE_CHECKING:
    from sim.agents.organisations import Organisation
    from sim.agents.population import Population

KINDS = ("market", "complement", "diplomatic", "supply", "peer")
_READ_OUT = "it is read out of the relationship's history"


class RelationshipView:
    """A relationship as one of its two sides sees it; ``other`` is the same relationship from the other side.

    ``trust``, ``satisfaction`` … are this side's; distances, price and age belong to both.  Numbers can be written
    unless they are read-outs; a value out of range raises ValueError.  Once the relationship has ended, ``alive`` is
    False and everything else about it raises LookupError, for its row may hold another relationship by then.

    Attributes
    ----------
    side : {0, 1}
        0 the owner's side (the buyer's, the principal's), 1 the partner's.
    row : int
        Row of the table.
    """

    __slots__ = ("_ids", "_start", "population", "row", "side")

    expectation = Felt(c.DIRECTED[c.EXPECTATION], c.EXPECTATION)
    satisfaction = Felt(c.DIRECTED[c.SATISFACTION], c.SATISFACTION)
    trust = Felt(c.DIRECTED[c.TRUST], c.TRUST)
    deception = Felt(c.DIRECTED[c.DECEPTION], c.DECEPTION)
    commitment = Felt(c.DIRECTED[c.COMMITMENT], c.COMMITMENT)
    calculative_commitment = Felt(c.DIRECTED[c.CALCULATIVE], c.CALCULATIVE)
    investment = Felt(c.DIRECTED[c.INVESTMENT], c.INVESTMENT)
    memory = Felt(c.DIRECTED[c.MEMORY], c.MEMORY)
    shared_memory = Felt(c.DIRECTED[c.SHARED_MEMORY], c.SHARED_MEMORY)
    conflict = Felt(c.DIRECTED[c.CONFLICT], c.CONFLICT)
    outcome = Felt(c.DIRECTED[c.OUTCOME], c.OUTCOME)
    dependence = Felt(c.DIRECTED[c.DEPENDENCE], c.DEPENDENCE)
    peak_commitment = Shown(c.READ_OUT[c.PEAK], c.PEAK, _READ_OUT)
    mean_performance = Shown(c.READ_OUT[c.PERFORMANCE_MEAN], c.PERFORMANCE_MEAN, _READ_OUT)
    opportunism = Shown(c.READ_OUT[c.OPPORTUNISM], c.OPPORTUNISM, _READ_OUT)
    social_distance = Between(c.DYADIC[c.SOCIAL_DISTANCE], c.SOCIAL_DISTANCE)
    cultural_distance = Between(c.DYADIC[c.CULTURAL_DISTANCE], c.CULTURAL_DISTANCE)
    technological_distance = Between(c.DYADIC[c.TECHNOLOGICAL_DISTANCE], c.TECHNOLOGICAL_DISTANCE)
    time_distance = Between(c.DYADIC[c.TIME_DISTANCE], c.TIME_DISTANCE)
    geographic_distance = Between(c.DYADIC[c.GEOGRAPHIC_DISTANCE], c.GEOGRAPHIC_DISTANCE)
    value_overlap = Between(c.DYADIC[c.VALUE_OVERLAP], c.VALUE_OVERLAP)
    honeymoon = Between(c.DYADIC[c.HONEYMOON], c.HONEYMOON)
    price = Between(c.DYADIC[c.PRICE], c.PRICE)
    wallet_share = Between(
        c.DYADIC[c.WALLET_SHARE], c.WALLET_SHARE, "the shares of a buyer's relationships add up to 1; change its demand"
    )
    deliveries = Counted(c.COUNTS[c.DELIVERIES], c.DELIVERIES, _READ_OUT)
    age = Counted(c.COUNTS[c.AGE], c.AGE, _READ_OUT)
    months_in_stage = Counted(c.COUNTS[c.DWELL], c.DWELL, _READ_OUT)
    contract_left = Counted(c.COUNTS[c.CONTRACT_LEFT], c.CONTRACT_LEFT)

    def __init__(self, population: Population, row: int, side: int, ids: tuple[int, int], start: int) -> None:
        self.population, self.row, self.side = population, row, side
        self._ids, self._start = ids, start

    @property
    def alive(self) -> bool:
        """Whether the relationship has not ended."""
        r = self.population.relationships
        return bool(
            r.stages[c.STAGE, self.row] >= 0
            and r.partner[self.row] == self._ids[1]
            and r.counts[c.START, self.row] == self._start
        )

    @property
    def table(self) -> Relationships:
        """The tables that hold it; LookupError once it has ended."""
        if not self.alive:
            raise LookupError(
                f"this relationship of {self.population.name_of(self._ids[0])} and "
                f"{self.population.name_of(self._ids[1])} has ended: look at organisation.relationships again"
            )
        return self.population.relationships

    @property
    def organisation(self) -> Organisation:
        """The organisation whose view this is."""
        return self.population.view(self._ids[self.side])

    @property
    def partner(self) -> Organisation:
        """The organisation on the other side."""
        return self.population.view(self._ids[1 - self.side])

    @property
    def other(self) -> RelationshipView:
        """The same relationship as the other side sees it."""
        return RelationshipView(self.population, self.row, 1 - self.side, self._ids, self._start)

    @property
    def kind(self) -> str:
        """``market``, ``complement``, ``diplomatic``, ``supply`` (of a seller) or ``peer`` (between two buyers)."""
        mine, theirs = self.population.organisations.kind[list(self._ids)].tolist()
        if mine == c.GOVERNMENT:
            return KINDS[c.DIPLOMATIC]
        if theirs == c.COMPLEMENTOR:
            return KINDS[c.COMPLEMENT]
        if mine == c.SELLER:
            return KINDS[c.SUPPLY]
        return KINDS[c.PEER if theirs == c.BUYER else c.MARKET]

    @property
    def stage(self) -> Stage:
        """The stage of the life cycle; a read-out that nothing depends on."""
        return Stage(int(self.table.stages[c.STAGE, self.row]))

    @property
    def highest_stage(self) -> Stage:
        """The highest stage that it has reached."""
        return Stage(int(self.table.stages[c.HIGHEST_STAGE, self.row]))

    @property
    def start(self) -> int:
        """The month of the agreement; 0 where it was there at the start, negative for imported ones."""
        return self._start

    @property
    def volume(self) -> float:
        """Volume a month: the owner's demand times its share of wallet."""
        demand = float(self.population.organisations.conduct[self._ids[0], c.DEMAND])
        return demand * float(self.table.dyadic[c.WALLET_SHARE, self.row])

    def _key(self) -> tuple[int, int, int, int]:
        return (*self._ids, self._start, self.side)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, RelationshipView) and other.population is self.population and other._key() == self._key()
        )

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        me, you = self._ids[self.side], self._ids[1 - self.side]
        state = self.stage.name.lower().replace("_", " ") if self.alive else "ended"
        return f"<{self.population.name_of(me)}'s relationship with {self.population.name_of(you)}, {state}>"
