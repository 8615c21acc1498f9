"""The baseline: the theory of relationship dynamics as an object-per-agent Mesa model, one step = one month."""

from __future__ import annotations

from functools import partial
from typing import Any

import mesa

from benchmarks.baseline.desks import Role
from benchmarks.baseline.formulas import clip
from benchmarks.baseline.markets import Market
from benchmarks.baseline.metrics import METRICS, Happened, month_metrics
from benchmarks.baseline.organisations import Buyer, Complementor, Government, Organisation, Seller
from sim.parameters import Parameters

ENDED = ("market", "buyer", "seller", "start", "end", "highest_stage", "initiator", "at_review")


class BaselineModel(mesa.Model):
    """Buyers, sellers, complementors and governments, and their relationships.

    Parameters
    ----------
    parameters : Parameters, optional
        The theory's numbers; the defaults where left out.
    rng : int or anything that ``mesa.Model`` takes
        Where chance starts.
    **overrides
        Single parameters by their dotted keys: ``BaselineModel(rng=1, **{"population.buyers": 150})``.

    Raises
    ------
    pydantic.ValidationError
        An override names no parameter, or is out of its range.
    """

    def __init__(self, parameters: Parameters | None = None, rng: Any = None, **overrides: float) -> None:
        super().__init__(rng=rng)
        self.parameters = p = changed(parameters or Parameters(), overrides)
        self.buyer_role, self.seller_role = roles(p)
        self.datacollector = mesa.DataCollector(
            model_reporters={name: partial(reported, name) for name in METRICS}, tables={"ended": list(ENDED)}
        )
        self.governments = [Government(self) for _ in range(p.population.governments)]
        self.buyers = [Buyer(self, self.government_of(i)) for i in range(p.population.buyers)]
        self.sellers = [Seller(self, self.government_of(i)) for i in range(p.population.sellers)]
        self.complementors = [Complementor(self, self.government_of(i)) for i in range(p.population.complementors)]
        self.organisations = self.agents.select(agent_type=Organisation)
        self.market = Market(
            self, "market", [b.buying for b in self.buyers], [s.selling for s in self.sellers], p.population.capacity
        )
        self.complements = Market(
            self, "complement", [s.linking for s in self.sellers], [c.selling for c in self.complementors], 0
        )
        self.markets = (self.complements, self.market)  # complementors deliver before those who rely on them
        self.link_at_start()

    def government_of(self, index: int) -> Government | None:
        """Return the government that an organisation lives under, if there are any."""
        return self.governments[index % len(self.governments)] if self.governments else None

    def link_at_start(self) -> None:
        """Give buyers their first sellers, by chance, and sellers a complementor, in turn."""
        share = self.parameters.population.linked_at_start
        for buyer in self.buyers:
            n = round(share * buyer.buying.wanted)
            self.market.found(buyer.buying, self.random.sample(self.market.selling, n))
        if self.complementors:
            for i, seller in enumerate(self.sellers):
                self.complements.found(seller.linking, [self.complementors[i % len(self.complementors)].selling])
        for market in reversed(self.markets):
            market.trade()

    def step(self) -> None:
        """Play a month."""
        for government in self.governments:
            government.step()
        self.organisations.do("hear_of_alternatives")
        self.organisations.shuffle_do("search")
        for market in self.markets:
            market.agree()
        for market in self.markets:
            market.deliver()
        for market in self.markets:
            market.respond()
        self.happened = Happened(self.market.relationships)
        for market in self.markets:
            market.part()
        for market in self.markets:
            market.shift_shares()
            market.trade()
        for market in self.markets:
            market.open_agreed()
        self.organisations.do("take_stock")
        self.metrics = month_metrics(self)
        self.datacollector.collect(self)


def changed(parameters: Parameters, overrides: dict[str, float]) -> Parameters:
    """Return the parameters with some of them set to other values."""
    values = parameters.model_dump()
    for key, value in overrides.items():
        group, _, name = key.partition(".")
        values.setdefault(group, {})[name] = value
    return Parameters.model_validate(values)


def roles(p: Parameters) -> tuple[Role, Role]:
    """Return in what buying and selling differ."""
    price = clip(p.price.level, p.price.low, p.price.high)
    buying = Role(
        pay=price,
        promise=p.expectation.buyer_promise,
        monitoring=p.monitoring.buyer_intensity,
        contact=p.forming.buyer_contact,
        investment_willingness=p.investment.buyer_willingness,
        learning_effort=p.relationship_memory.buyer_effort,
        recovery_quality=p.recovery.buyer_quality,
    )
    selling = Role(
        pay=1.0 - price,
        promise=p.expectation.seller_promise,
        monitoring=p.monitoring.seller_intensity,
        contact=p.forming.seller_contact,
        investment_willingness=p.investment.seller_willingness,
        learning_effort=p.relationship_memory.seller_effort,
        recovery_quality=p.recovery.seller_quality,
    )
    return buying, selling


def reported(name: str, model: BaselineModel) -> float:
    """Return one metric of the month just played."""
    return model.metrics[name]
