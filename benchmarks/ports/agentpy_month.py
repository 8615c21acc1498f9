"""The core month scheduled and recorded by agentpy: the object code of the baseline through a thin adapter.

What organisations and relationships do is the baseline's; who acts when, who shuffles and who records is agentpy.
"""

from __future__ import annotations

import agentpy

from benchmarks.baseline import BaselineModel
from benchmarks.baseline.metrics import Happened, month_metrics
from sim.parameters import Parameters


class AgentpyMarket(agentpy.Model):  # type: ignore[misc]
    """An agentpy model of the same organisations."""

    def setup(self, theory: Parameters) -> None:
        self.world = world = BaselineModel(theory, rng=self.random.getrandbits(32))
        self.organisations = agentpy.AgentList(self, list(world.organisations))
        self.relations = agentpy.AgentList(self, list(world.markets))

    def step(self) -> None:
        """Play a month."""
        world, relations = self.world, self.relations
        world.steps = self.t
        for government in world.governments:
            government.step()
        self.organisations.hear_of_alternatives()
        self.organisations.shuffle().search()
        relations.agree()
        relations.deliver()
        relations.respond()
        world.happened = Happened(world.market.relationships)
        relations.part()
        relations.shift_shares()
        relations.trade()
        relations.open_agreed()
        self.organisations.take_stock()
        world.metrics = month_metrics(world)

    def update(self) -> None:
        """Record the month; nothing has been played when agentpy first calls this."""
        if self.t:
            for name, value in self.world.metrics.items():
                self.record(name, value)


def agentpy_market(parameters: Parameters, seed: int) -> AgentpyMarket:
    """Return a market whose ``sim_step`` plays a month."""
    model = AgentpyMarket(theory=parameters)
    model.sim_setup(seed=seed)
    return model
