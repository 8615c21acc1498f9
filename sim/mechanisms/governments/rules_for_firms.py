"""Rules for firms: regulators, and trust in institutions in motion (section 3.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sim import streams
from sim._jit import entry
from sim.mechanisms import exact, happenings
from sim.mechanisms.governments.luck import SCANDALS
from sim.mechanisms.governments.markets import market_rows
from sim.mechanisms.mechanism import Mechanism
from sim.parameters import Parameters
from sim.state import columns as c
from sim.state.levers import both, line_of


class Regulator(Mechanism):
    """Caps the price, limits contracts and looks closely at every relationship from time to time."""

    package = "governments"
    pulls = both(c.LEVER_WATCHING)

    @staticmethod
    def is_at_work(parameters: Parameters) -> bool:
        """Return whether any standing rule holds."""
        rule = parameters.regulator
        return rule.price_cap < 1.0 or rule.contract_limit > 0 or rule.review_every > 0

    def before(self, month: int) -> None:  # noqa: ARG002
        """Cut prices and contracts that are against the rules; watch where a review is due."""
        o, r = self.setting.world
        rule = self.parameters.regulator
        rows = market_rows(o, r)
        if rule.price_cap < 1.0:
            o.standing[:, c.LIST_PRICE] = np.minimum(o.standing[:, c.LIST_PRICE], rule.price_cap)
            r.dyadic[c.PRICE, rows] = np.minimum(r.dyadic[c.PRICE, rows], rule.price_cap)
        if rule.contract_limit > 0:
            r.counts[c.CONTRACT_LEFT, rows] = np.minimum(r.counts[c.CONTRACT_LEFT, rows], rule.contract_limit)
        if rule.review_every > 0:
            due = rows[(r.counts[c.AGE, rows] + 1) % rule.review_every == 0]
            for side in range(2):
                line_of(r, c.LEVER_WATCHING, side)[due] += np.float32(rule.review_watching)
            self.tell(happenings.MANDATORY_REVIEW, due, happenings.NOBODY)


@entry
def scandals(o: Any, rate: float, loss: float, recovery: float, seed: Any, month: int) -> int:
    """Let trust in institutions fall where a scandal breaks, and come back slowly elsewhere; return the scandals."""
    key = streams.key(seed, SCANDALS, month)
    broken = 0
    for g in range(o.institutions.size):
        if streams.uniform(streams.word(key, np.uint64(g))) < rate:
            o.institutions[g] = max(o.institutions[g] - loss, 0.0)
            broken += 1
        else:
            o.institutions[g] = min(o.institutions[g] + recovery, 1.0)
    return broken


class Institutions(Mechanism):
    """Trust in institutions with a life of its own."""

    package = "governments"
    metrics_named = ("institutional_trust", "n_scandals")
    _broken = 0

    @staticmethod
    def is_at_work(parameters: Parameters) -> bool:
        """Return whether anything moves it."""
        return parameters.institutions.scandal_rate > 0.0 or parameters.institutions.recovery > 0.0

    def before(self, month: int) -> None:
        """Let scandals break and quiet months heal."""
        p = self.p.institutions
        o = self.setting.world.organisations
        self._broken = scandals(o, p.scandal_rate, p.scandal_loss, p.recovery, self.setting.seed, month)

    def metrics(self) -> Mapping[str, float]:
        """Return the mean over countries and the scandals of the month."""
        institutions = self.setting.world.organisations.institutions
        return {"institutional_trust": exact.mean(institutions), "n_scandals": float(self._broken)}
