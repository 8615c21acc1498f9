"""The mechanism: sellers that are led, have a mission, a culture, a programme, and people who serve one another."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from sim.mechanisms import exact
from sim.mechanisms.exact import correlation
from sim.mechanisms.mechanism import Mechanism, Setting
from sim.mechanisms.organisation.conduct import show_inside, split_effort
from sim.mechanisms.organisation.firms import found_inside, live_inside, new_inside
from sim.parameters import Parameters
from sim.state import columns as c
from sim.state.levers import owners, partners

ECHO = 6
"""Months after which internal service is looked for in the satisfaction of customers."""
LEAST_PRICE = 0.3
"""Price share at which a seller's margin is nothing (E19)."""

Floats = npt.NDArray[np.float64]


def first_tier(setting: Setting, parameters: Parameters) -> tuple[int, int]:
    """Return the first seller that sells to buyers and the number of them."""
    return int(setting.starts[c.SELLER]), parameters.population.sellers - parameters.chain.suppliers


class Within(Mechanism):
    """Leadership, mission, culture, relationship management, internal service and the split of effort."""

    package = "organisation"
    pulls = owners(c.LEVER_PROMISE, c.LEVER_WARMTH) | partners(
        c.LEVER_EFFORT,
        c.LEVER_QUALITY,
        c.LEVER_WATCHING,
        c.LEVER_CONTACT,
        c.LEVER_INVESTING,
        c.LEVER_LEARNING,
        c.LEVER_PAYOFF,
    )
    metrics_named = (
        "relationship_orientation",
        "culture",
        "internal_service",
        "internal_service_echo",
        "seller_margin",
    )

    def __init__(self, setting: Setting, parameters: Parameters) -> None:
        super().__init__(setting, parameters)
        self.lo, self.n = first_tier(setting, parameters)
        self.inside = new_inside(self.n)
        found_inside(setting.world.organisations, self.inside, self.p, setting.seed, self.lo)
        self.means, self.counts = np.zeros(self.n), np.zeros(self.n)
        self.remembered: deque[Floats] = deque(maxlen=ECHO + 1)

    @staticmethod
    def is_at_work(parameters: Parameters) -> bool:
        """Return whether anything moves sellers from within."""
        return bool(
            parameters.leadership.strength > 0.0
            or parameters.mission.effort > 0.0
            or parameters.mission.gap > 0.0
            or parameters.culture.weight > 0.0
            or parameters.relationship_management.level > 0
            or parameters.internal_service.weight > 0.0
            or parameters.effort_budget.weight > 0.0
        )

    def before(self, month: int) -> None:
        """Let firms change inside, and let it show."""
        o, r = self.setting.world
        owners = int(self.setting.starts[c.SELLER])
        live_inside(o, self.inside, self.p, self.setting.seed, month, self.lo)
        promise = self.parameters.expectation.seller_promise
        show_inside(o, r, self.inside, self.p, self.means, self.counts, self.lo, owners, month, promise)
        if self.p.effort_budget.weight > 0.0:
            usual = self.parameters.delivering
            p = self.p.effort_budget
            split_effort(o, r, p, usual.effort_base, usual.effort_commitment, self.lo, self._splitting(), owners)
        self.remembered.append(self.inside.service.copy())

    def _splitting(self) -> int:
        """Return how many firms, the first ones by number, split their effort in their own way."""
        return min(self.parameters.effort_budget.firms or self.n, self.n)

    def metrics(self) -> Mapping[str, float]:
        """Return what the month was like inside, and its echo in the market."""
        o, r = self.setting.world
        rows = slice(0, int(o.first[self.setting.starts[c.SELLER]]))
        firm = r.partner[rows] - self.lo
        there = (r.stages[c.STAGE, rows] >= 0) & (firm >= 0) & (firm < self.n)
        counts = np.bincount(firm[there], minlength=self.n)
        sums = np.bincount(firm[there], weights=r.directed[c.SATISFACTION, 0, rows][there], minlength=self.n)
        served = counts > 0
        echo = float("nan")
        if len(self.remembered) > ECHO:
            echo = correlation(self.remembered[0][served], sums[served] / counts[served])
        volume, price = r.traces[c.TRACE_TRADE, 0, rows], r.traces[c.TRACE_TRADE, 1, rows]
        delivered = (r.traces[c.TRACE_PERFORMANCE, 0, rows] >= 0.0) & (firm >= 0) & (firm < self._splitting())
        margin = volume[delivered].astype(np.float64) * (price[delivered].astype(np.float64) - LEAST_PRICE)
        return {
            "relationship_orientation": exact.mean(self.inside.orientation),
            "culture": exact.mean(self.inside.culture),
            "internal_service": exact.mean(self.inside.service),
            "internal_service_echo": echo,
            "seller_margin": exact.total(margin),
        }
