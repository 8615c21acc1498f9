"""The mechanism of chains: suppliers, sellers, buyers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from sim.mechanisms import exact
from sim.mechanisms.chain.tiers import manage_together, pass_on, receive
from sim.mechanisms.exact import correlation
from sim.mechanisms.mechanism import Mechanism, Setting
from sim.parameters import Parameters
from sim.state import columns as c
from sim.state.levers import both, partners

Floats = npt.NDArray[np.float64]


class Chains(Mechanism):
    """What tiers pass on, plan and know together."""

    package = "chain"
    pulls = both(c.LEVER_LEARNING, c.LEVER_PAYOFF) | partners(c.LEVER_QUALITY, c.LEVER_TEMPTATION)
    metrics_named = ("supplier_performance", "supplier_opportunism", "supplier_echo")

    def __init__(self, setting: Setting, parameters: Parameters) -> None:
        super().__init__(setting, parameters)
        self.lo = int(setting.starts[c.SELLER])
        n = parameters.population.sellers - parameters.chain.suppliers
        self.stocks = np.full(n, parameters.chain.usual)
        self.known, self.counts = np.zeros(n), np.zeros(n)

    @staticmethod
    def is_at_work(parameters: Parameters) -> bool:
        """Return whether there are tiers that anything is passed on between, or anything is planned together."""
        return parameters.chain.suppliers > 0 or parameters.chain.scope > 0

    def before(self, month: int) -> None:
        """Take in what was delivered, and let it show."""
        o, r = self.setting.world
        owners = int(self.setting.starts[c.SELLER])
        if self.parameters.chain.suppliers > 0:
            if month > 1:
                receive(o, r, self.p, self.stocks, self.lo)
            if self.p.chain.input > 0.0:
                pass_on(o, r, self.p, self.stocks, self.lo, owners)
        if self.p.chain.scope > 0.0:
            manage_together(o, r, self.p, self.known, self.counts, self.lo, owners)

    def metrics(self) -> Mapping[str, float]:
        """Return what suppliers did, and how far it is echoed by the customers of those whom they supply."""
        o, r = self.setting.world
        supply = slice(int(o.first[self.lo]), int(o.first[self.lo + self.stocks.size]))
        delivered = r.traces[c.TRACE_PERFORMANCE, 0, supply] >= 0.0
        if not self.parameters.chain.suppliers or not delivered.any():
            return {}
        rows = slice(0, int(o.first[self.lo]))
        seller = r.partner[rows] - self.lo
        there = (r.stages[c.STAGE, rows] >= 0) & (seller >= 0) & (seller < self.stocks.size)
        counts = np.bincount(seller[there], minlength=self.stocks.size)
        sums = np.bincount(
            seller[there], weights=r.directed[c.SATISFACTION, 0, rows][there], minlength=self.stocks.size
        )
        served = counts > 0
        return {
            "supplier_performance": exact.mean(r.traces[c.TRACE_PERFORMANCE, 0, supply][delivered]),
            "supplier_opportunism": exact.mean(r.marks[c.MARK_CHEATED, 1, supply][delivered]),
            "supplier_echo": correlation(self.stocks[served], sums[served] / counts[served]),
        }
