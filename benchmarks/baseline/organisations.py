"""The four kinds of agents."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import mesa

from benchmarks.baseline.desks import Desk
from benchmarks.baseline.formulas import clip

if TYPE_CHECKING:
    from benchmarks.baseline.model import BaselineModel
    from benchmarks.baseline.relationship import Relationship

N_VALUES = 5


class Government(mesa.Agent):
    """A government body, under which organisations live."""

    def __init__(self, model: BaselineModel) -> None:
        super().__init__(model)
        government = model.parameters.government
        self.institutional_trust = government.institutional_trust
        self.audit_rate = government.audit_rate
        self.fine = government.fine
        self.subsidy = government.subsidy

    def step(self) -> None:
        """Let trust in institutions grow by a quiet month."""
        growth = self.model.parameters.government.institutional_growth
        self.institutional_trust += growth * (1.0 - self.institutional_trust)


class Organisation(mesa.Agent):
    """What buyers, sellers and complementors have in common."""

    def __init__(self, model: BaselineModel, government: Government | None, competence: float, spread: float) -> None:
        super().__init__(model)
        p = model.parameters
        luck = self.random
        self.government = government
        self.competence = clip(
            luck.gauss(competence, spread), p.organisations.competence_low, p.organisations.competence_high
        )
        self.opportunism = luck.betavariate(1.0, p.opportunism.shape)
        self.bargaining = luck.uniform(p.conflict.bargaining_low, p.conflict.bargaining_high)
        self.leniency = luck.gauss(0.0, p.perception.leniency_sd)
        self.values = [luck.random() for _ in range(N_VALUES)]
        self.goals = [luck.random() for _ in range(N_VALUES)]
        self.position = (luck.random(), luck.random())
        self.reputation = p.organisations.reputation_start
        self.comparison_level = p.outcome.level_start
        self.slow_comparison_level = p.outcome.level_start
        self.performances: list[float] = []  # what it delivered this month, one entry per partner
        self.desks: list[Desk] = []

    @property
    def institutional_trust(self) -> float:
        """Trust in the institutions of its country, in [0, 1]."""
        return self.government.institutional_trust if self.government else 0.0

    def hear_of_alternatives(self) -> None:
        """Hear of some organisations that it does not deal with."""
        for desk in self.desks:
            desk.hear_of_alternatives()

    def search(self) -> None:
        """Look for a partner where one is missing."""
        for desk in self.desks:
            desk.search()

    def take_stock(self) -> None:
        """Move reputation to what others received, comparison levels to what was received (E6)."""
        p = self.model.parameters
        if self.performances:
            mean = sum(self.performances) / len(self.performances)
            self.reputation += p.organisations.reputation_rate * (mean - self.reputation)
            self.performances = []
        outcomes = [r.side_of(desk).outcome for desk in self.desks for r in desk.relationships.values()]
        if outcomes:
            mean = sum(outcomes) / len(outcomes)
            self.comparison_level += p.outcome.level_rate * (mean - self.comparison_level)
            self.slow_comparison_level += p.outcome.slow_level_rate * (mean - self.slow_comparison_level)


class Buyer(Organisation):
    """Buys from sellers."""

    def __init__(self, model: BaselineModel, government: Government | None) -> None:
        p = model.parameters
        super().__init__(model, government, p.organisations.buyer_competence, p.organisations.buyer_competence_sd)
        self.demand = self.random.lognormvariate(0.0, p.organisations.demand_log_sd)
        wanted = p.population.partners
        if p.population.degree_tail > 0.0:
            wanted = int(wanted * self.random.paretovariate(p.population.degree_tail))
        self.buying = Desk(self, model.buyer_role, min(wanted, p.population.sellers))
        self.desks.append(self.buying)


class Seller(Organisation):
    """Sells to buyers; may have part of the delivery done by a complementor."""

    def __init__(self, model: BaselineModel, government: Government | None) -> None:
        p = model.parameters
        super().__init__(model, government, p.organisations.seller_competence, p.organisations.seller_competence_sd)
        self.selling = Desk(self, model.seller_role, 0)
        self.linking = Desk(self, model.buyer_role, min(1, p.population.complementors))
        self.desks += [self.selling, self.linking]

    @property
    def link(self) -> Relationship | None:
        """Its relationship to a complementor, if it has one that delivers."""
        return next(iter(self.linking.relationships.values()), None)

    @property
    def demand(self) -> float:
        """What it needs of a complementor: as much as it sold last month."""
        return self.selling.volume


class Complementor(Organisation):
    """Delivers part of what sellers promise."""

    def __init__(self, model: BaselineModel, government: Government | None) -> None:
        o = model.parameters.organisations
        super().__init__(model, government, o.complementor_competence, o.complementor_competence_sd)
        self.selling = Desk(self, model.seller_role, 0)
        self.desks.append(self.selling)


def value_overlap(one: Organisation, other: Organisation) -> float:
    """Return the similarity of values, in [0, 1]."""
    return 1.0 - math.dist(one.values, other.values) / math.sqrt(N_VALUES)


def goal_overlap(one: Organisation, other: Organisation) -> float:
    """Return the cosine of the goals, in [0, 1]."""
    product = sum(a * b for a, b in zip(one.goals, other.goals, strict=True))
    return product / (math.hypot(*one.goals) * math.hypot(*other.goals))
