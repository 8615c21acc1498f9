"""The mechanism of rivals: peace and war among firms that supply the same customers, and the norm of a society."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from sim.mechanisms import exact
from sim.mechanisms.chain.plane import Floats, place_on_plane, quadrants
from sim.mechanisms.chain.rivals import choose, fight, hold_to_norm, look_at_rivals
from sim.mechanisms.mechanism import Mechanism, Setting
from sim.parameters import Parameters
from sim.state import columns as c
from sim.state.levers import both, owners, partners


class Spells:
    """Months of peace and of war so far: how often each was followed by itself, and the prices paid in them."""

    def __init__(self) -> None:
        self.before: bool | None = None
        self.months = {True: 0, False: 0}
        self.stayed = {True: 0, False: 0}
        self.prices = {True: 0.0, False: 0.0}
        self.played = {True: 0, False: 0}

    def add(self, peace: bool, price: float) -> None:
        """Add a month."""
        if self.before is not None:
            self.months[self.before] += 1
            self.stayed[self.before] += int(self.before == peace)
        self.before = peace
        self.played[peace] += 1
        self.prices[peace] += price

    def persistence(self, peace: bool) -> float:
        """Return the share of months of peace (or of war) that were followed by another one."""
        return self.stayed[peace] / self.months[peace] if self.months[peace] else math.nan

    def premium(self) -> float:
        """Return the mean price in peace less that in war."""
        if not (self.played[True] and self.played[False]):
            return math.nan
        return self.prices[True] / self.played[True] - self.prices[False] / self.played[False]


class Rivalry(Mechanism):
    """Peace and war among rivals, the norm of a society, and where relationships stand on the plane."""

    package = "chain"
    pulls = (
        owners(c.LEVER_ORDERS, c.LEVER_DISCOUNT)
        | partners(c.LEVER_HARDNESS, c.LEVER_OPENNESS, c.LEVER_INVESTING)
        | both(c.LEVER_TEMPTATION)
    )
    metrics_named = (
        "quadrant_both",
        "quadrant_cooperative",
        "quadrant_competitive",
        "quadrant_neither",
        "plane_correlation",
        "price_paid",
        "fighting_share",
        "peace_over_war",
        "war_persistence",
        "peace_premium",
    )

    def __init__(self, setting: Setting, parameters: Parameters) -> None:
        super().__init__(setting, parameters)
        n = int(setting.starts[-1])
        self.owners = int(setting.starts[c.SELLER])
        self.fights, self.seen, self.rivals = np.zeros(n, np.int8), np.zeros(n, np.int32), np.zeros(n, np.int32)
        self.spells = Spells()

    @staticmethod
    def is_at_work(parameters: Parameters) -> bool:
        """Return whether rivals may fight or a norm holds."""
        return parameters.rivalry.win > 0.0 or parameters.relational_norm.level > 0.0

    def before(self, month: int) -> None:
        """Let firms choose, and let it show."""
        o, r = self.setting.world
        if self.p.rivalry.win > 0.0:
            look_at_rivals(o, r, self.fights, self.seen, self.rivals, self.owners)
            p = self.p
            choose(o, self.fights, self.seen, self.rivals, p.rivalry, p.relational_norm, self.setting.seed, month)
            fight(o, r, self.fights, self.p.rivalry, self.owners)
        if self.p.relational_norm.level > 0.0:
            hold_to_norm(r, self.p.relational_norm)

    def after(self, month: int) -> None:  # noqa: ARG002
        """Note whether it was a month of peace, and what customers paid."""
        self.price = self._price_paid()
        concerned = self.rivals > 0
        self.fighting = float(self.fights[concerned].mean()) if concerned.any() else 0.0
        self.spells.add(self.fighting < 0.5, self.price)

    def _price_paid(self) -> float:
        o, r = self.setting.world
        rows = slice(0, int(o.first[self.owners]))
        volume = r.traces[c.TRACE_TRADE, 0, rows].astype(np.float64)
        price = r.traces[c.TRACE_TRADE, 1, rows].astype(np.float64)
        return exact.ratio(exact.total(volume * price), exact.total(volume))

    def plane(self) -> Floats:
        """Return cooperation and competition (2, n) of all that delivered this month."""
        o, r = self.setting.world
        memory, risk = self.parameters.relationship_memory, self.parameters.risk_sharing.share
        axes = np.empty((2, int(o.first[self.owners])))
        n = place_on_plane(o, r, memory.openness, memory.sharing_floor, risk, axes, self.owners)
        return axes[:, :n]

    def metrics(self) -> Mapping[str, float]:
        """Return where relationships stand on the plane, and how peace and war went so far."""
        told = quadrants(*self.plane())
        peace, war = self.spells.persistence(True), self.spells.persistence(False)
        return {
            **told,
            "price_paid": self.price,
            "fighting_share": self.fighting,
            "peace_over_war": peace - war,
            "war_persistence": war,
            "peace_premium": self.spells.premium(),
        }
