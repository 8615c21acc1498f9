"""Trade missions: they introduce firms of two countries, bring them nearer and pay part of their first year (3.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sim import streams
from sim._jit import entry
from sim.constructs.statecraft import mission_effect
from sim.mechanisms.governments.luck import MISSIONS
from sim.mechanisms.governments.markets import abroad, market_rows
from sim.mechanisms.mechanism import Mechanism, Setting
from sim.parameters import Parameters
from sim.state import columns as c
from sim.state.levers import both, line_of

FIRST_YEAR = 12
TRIES = 64


@entry
def introduce(o: Any, invited: float, sample: int, usual: Any, seed: Any, month: int) -> int:
    """Let each invited buyer meet one seller abroad; return how many do.

    The seller is, of so many that the mission looks at, the one whose values are nearest.  Who travels hears of nobody
    else that month: ``supply`` holds that one seller, and ``usual`` what it holds in other months.
    """
    key = streams.key(seed, MISSIONS, month)
    travelling = 0
    for who in range(o.uid.size):
        if o.kind[who] != c.BUYER:
            continue
        start, size = usual[who]
        if size == 0 or streams.uniform(streams.word(key, np.uint64(o.uid[who]))) >= invited:
            continue
        best, nearest, seen = -1, 1e9, 0
        for k in range(TRIES):
            other = start + streams.index(streams.word(key, streams.nth(o.uid[who], k)), size)
            if o.government[other] == o.government[who] or other == who:
                continue
            squared = 0.0
            for j in range(c.N_VALUES):
                difference = np.float64(o.place[who, j]) - np.float64(o.place[other, j])
                squared += difference * difference
            if squared < nearest:
                best, nearest = other, squared
            seen += 1
            if seen >= sample:
                break
        if best >= 0:
            o.supply[who, 0] = best
            o.supply[who, 1] = 1
            travelling += 1
    return travelling


class Facilitator(Mechanism):
    """Introduces firms of two countries, brings those who deal with each other nearer, and pays in their first year."""

    package = "governments"
    pulls = both(c.LEVER_PAYOFF)
    metrics_named = ("mission_cost", "n_travelling")

    def __init__(self, setting: Setting, parameters: Parameters) -> None:
        super().__init__(setting, parameters)
        self._usual = setting.world.organisations.supply.astype(np.int32)
        self._travelling = 0

    @staticmethod
    def is_at_work(parameters: Parameters) -> bool:
        """Return whether anything is spent."""
        return parameters.facilitator.budget > 0.0

    def before(self, month: int) -> None:
        """Introduce, bring nearer, and pay."""
        o, r = self.setting.world
        p = self.p.facilitator
        rows = abroad(o, r, market_rows(o, r))
        left = 1.0 - mission_effect(p.budget, p.nearness)
        for distance in (c.SOCIAL_DISTANCE, c.CULTURAL_DISTANCE):
            r.dyadic[distance, rows] *= left
        young = rows[r.counts[c.AGE, rows] < FIRST_YEAR]
        for side in range(2):
            line_of(r, c.LEVER_PAYOFF, side)[young] += np.float32(mission_effect(p.budget, p.pilot))
        sample = self.parameters.search.sample
        invited = mission_effect(p.budget, p.invited)
        self._travelling = introduce(o, invited, sample, self._usual, self.setting.seed, month)

    def after(self, month: int) -> None:  # noqa: ARG002
        """Come home."""
        self.setting.world.organisations.supply[:] = self._usual

    def metrics(self) -> Mapping[str, float]:
        """Return what was spent, and how many buyers met somebody abroad."""
        return {"mission_cost": float(self.p.facilitator.budget), "n_travelling": float(self._travelling)}
