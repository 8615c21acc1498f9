"""Diplomacy: the governments as principals of relationships with each other (T02-T07, T09; section 3.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sim._jit import entry, int64
from sim.mechanisms import exact, happenings
from sim.mechanisms.governments.abroad import firms_apart, lend_trust, reach_firms
from sim.mechanisms.governments.accords import (
    CELEBRATED,
    FIRST_AGAINST,
    RENEWED,
    SECOND_AGAINST,
    UPGRADED,
    VISITED,
    change_leaders,
    find_rows,
    keep_up,
    new_accords,
)
from sim.mechanisms.governments.exchange import carry_over, deliver_exchange, engage, judge_exchange
from sim.mechanisms.governments.markets import abroad
from sim.mechanisms.mechanism import Mechanism, Setting
from sim.parameters import Parameters, pack
from sim.state import columns as c
from sim.state.levers import both

FOUNDED = int64(0)
TOLD = (
    (VISITED, happenings.VISIT, happenings.BOTH),
    (CELEBRATED, happenings.CELEBRATION, happenings.BOTH),
    (RENEWED, happenings.REVIEW_KEEP, happenings.BOTH),
    (UPGRADED, happenings.REVIEW_GROW, happenings.BOTH),
    (FIRST_AGAINST, happenings.REVIEW_END, happenings.OWNER),
    (SECOND_AGAINST, happenings.REVIEW_END, happenings.PARTNER),
)
"""What happened to a pair, and how it is told."""


@entry
def found_exchange(o: Any, r: Any, core: Any, p: Any, a: Any, capital: int, lo: int, hi: int, seed: Any) -> None:
    """Let deliverers have the exchange that they would have without any memorandum; publics expect just that."""
    keep_up(o, r, core, p, a, capital, seed, FOUNDED)
    for n in range(a.row.size):
        for me in range(2):
            engage(o, r, p, a, n, me, capital, lo, hi, seed, FOUNDED)
        for me in range(2):
            deliver_exchange(o, r, core, p, a, n, me, capital, lo, hi, seed, FOUNDED)
        for me in range(2):
            a.expectation[n, me] = a.received[n, me]
            a.satisfaction[n, me] = core.satisfaction.start


@entry
def play_diplomacy(
    o: Any, r: Any, core: Any, p: Any, a: Any, ground: Any, pair_of: Any, capital: int, lo: int, hi: int, seed: Any,
    month: int,
) -> None:  # fmt: skip
    """Play a month of all pairs of countries, before firms and governments play theirs."""
    find_rows(o, r, a, capital)
    change_leaders(o, r, core, p, a, capital, seed, month)
    keep_up(o, r, core, p, a, capital, seed, month)
    for n in range(a.row.size):
        for me in range(2):
            engage(o, r, p, a, n, me, capital, lo, hi, seed, month)
        for me in range(2):
            deliver_exchange(o, r, core, p, a, n, me, capital, lo, hi, seed, month)
        judge_exchange(core, a, n)
        carry_over(o, r, p, a, n, capital)
    lend_trust(r, p, a)
    reach_firms(o, r, core, p, a, ground, pair_of)


class Diplomacy(Mechanism):
    """Memoranda between governments, ambassadors, programmes, visits, leaders, and the publics who judge them."""

    package = "governments"
    pulls = both(
        c.LEVER_QUALITY,
        c.LEVER_TEMPTATION,
        c.LEVER_CONTACT,
        c.LEVER_LEARNING,
        c.LEVER_PROMISE,
        c.LEVER_TRUST,
        c.LEVER_LEAVING,
    )
    metrics_named = (
        "n_agreements",
        "n_treaties",
        "n_leader_changes",
        "exchange_volume",
        "deliverers_engaged",
        "public_satisfaction",
        "public_expectation",
        "diplomatic_trust",
        "diplomatic_memory",
        "diplomatic_distance",
        "diplomatic_cost",
        "diplomatic_net",
        "cross_border_volume",
        "cross_border_distance",
    )

    def __init__(self, setting: Setting, parameters: Parameters) -> None:
        super().__init__(setting, parameters)
        o, r = setting.world
        starts = [int(start) for start in setting.starts]
        self.deliverers = (starts[c.COMPLEMENTOR], starts[c.GOVERNMENT])
        self.capital = starts[c.GOVERNMENT]
        governments = starts[-1] - self.capital
        self.accords = new_accords(governments, self.deliverers[1] - self.deliverers[0])
        self.pair_of = np.zeros((governments, governments), np.int64)
        self.pair_of[self.accords.first, self.accords.second] = np.arange(self.accords.first.size)
        self.pair_of += self.pair_of.T
        self.ground = r.dyadic[c.GEOGRAPHIC_DISTANCE, : setting.market_rows].copy()
        lo, hi = self.deliverers
        found_exchange(o, r, self.core, self.p, self.accords, self.capital, lo, hi, setting.seed)

    @staticmethod
    def is_at_work(parameters: Parameters) -> bool:
        """Return whether governments deal with one another."""
        return parameters.diplomacy.at_work > 0

    def set_parameters(self, parameters: Parameters) -> None:
        """Let other parameters hold from now on."""
        super().set_parameters(parameters)
        self.core: Any = pack(parameters)

    def before(self, month: int) -> None:
        """Seek counterparts, keep up memoranda, let deliverers deliver, and reach firms."""
        o, r = self.setting.world
        room = np.diff(o.first[self.capital :])
        o.target[self.capital :] = np.minimum(room, self.parameters.diplomacy.counterparts)
        lo, hi = self.deliverers
        play_diplomacy(
            o, r, self.core, self.p, self.accords, self.ground, self.pair_of, self.capital, lo, hi, self.setting.seed,
            month,
        )  # fmt: skip
        if self.tells:
            self._tell()

    def _tell(self) -> None:
        """Tell what happened to memoranda in force, and whose leader left."""
        a = self.accords
        for place, event, side in TOLD:
            self.tell(event, a.row[a.happened[place] > 0], side)
        for who, side in ((a.first, happenings.OWNER), (a.second, happenings.PARTNER)):
            self.tell(happenings.DEPARTURE, a.row[(a.row >= 0) & (a.changed[who] > 0)], side)

    def metrics(self) -> Mapping[str, float]:
        """Return what became of exchange, publics and agreements this month."""
        o, r = self.setting.world
        a = self.accords
        rows = a.row[a.row >= 0]
        lived = np.flatnonzero(r.traces[c.TRACE_PERFORMANCE, 0, : self.ground.size] >= 0.0)
        volume, cost = exact.total(a.volume), exact.total(a.cost)
        return {
            "n_agreements": float(rows.size),
            "n_treaties": float(a.treaty.sum()),
            "n_leader_changes": float(a.changed.sum()),
            "exchange_volume": volume,
            "deliverers_engaged": float(a.engaged.sum()),
            "public_satisfaction": exact.mean(a.satisfaction),
            "public_expectation": exact.mean(a.expectation),
            "diplomatic_trust": exact.mean(r.directed[c.TRUST][:, rows]),
            "diplomatic_memory": exact.mean(r.directed[c.MEMORY][:, rows]),
            "diplomatic_distance": exact.mean(a.apart),
            "diplomatic_cost": cost,
            "diplomatic_net": self.parameters.programme.worth * volume - cost,
            "cross_border_volume": exact.total(r.traces[c.TRACE_TRADE, 0, abroad(o, r, lived)]),
            "cross_border_distance": firms_apart(o, r, self.core),
        }
