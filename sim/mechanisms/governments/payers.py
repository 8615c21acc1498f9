"""Payers: governments that pay a share of specific investment, and governments that buy (section 3.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sim import streams
from sim._jit import entry
from sim.constructs.statecraft import subsidised_part
from sim.mechanisms import exact
from sim.mechanisms.governments.luck import TENDERS
from sim.mechanisms.governments.markets import abroad, market_rows, owners_of
from sim.mechanisms.mechanism import Mechanism, Setting
from sim.parameters import Parameters
from sim.state import columns as c
from sim.state.levers import both, line_of, owners

BOUND = 50.0
"""Log-odds beyond which nobody leaves, or everybody does."""


@entry
def account(r: Any, before: Any, decay: float, subsidy: float, paid: Any, told: Any) -> None:
    """Add up what was invested this month in rows that held somebody before it, and what of it the subsidy paid."""
    told[:] = 0.0
    for row in range(paid.size):
        if np.isnan(before[0, row]):
            continue
        # A row that ended and was filled again holds somebody else by now.
        if r.counts[c.AGE, row] == 0 or r.traces[c.TRACE_PERFORMANCE, 0, row] < 0.0:
            continue
        for me in range(2):
            now, held = r.directed[c.INVESTMENT, me, row], np.float64(before[me, row])
            told[0] += max(now - (1.0 - decay) * held, 0.0)
            if paid[row]:
                told[1] += subsidised_part(held, now, decay, subsidy)


class Subsidiser(Mechanism):
    """Pays a share of specific investment, and keeps account of what that bought."""

    package = "governments"
    pulls = both(c.LEVER_INVESTING)
    metrics_named = ("investment_made", "subsidy_spent")

    def __init__(self, setting: Setting, parameters: Parameters) -> None:
        super().__init__(setting, parameters)
        self._paid = np.zeros(setting.market_rows, np.bool_)
        """Which rows of the buyers are paid for this month."""
        self._before = np.zeros((2, setting.market_rows), np.float32)
        """What was invested in them before it; nan where nobody was there."""
        self._told = np.zeros(2)

    @staticmethod
    def is_at_work(parameters: Parameters) -> bool:
        """Return whether anything is paid, or account is kept."""
        return parameters.subsidiser.share > 0.0 or parameters.subsidiser.account > 0

    def before(self, month: int) -> None:  # noqa: ARG002
        """Pay a share of what is invested, everywhere or across borders."""
        o, r = self.setting.world
        rows = market_rows(o, r)
        paid = abroad(o, r, rows) if self.parameters.subsidiser.abroad > 0 else rows
        for side in range(2):
            line_of(r, c.LEVER_INVESTING, side)[paid] *= np.float32(1.0 + self.p.subsidiser.share)
        self._paid[:] = False
        self._paid[paid] = True
        self._before[:] = np.nan
        self._before[:, rows] = r.directed[c.INVESTMENT][:, rows]

    def after(self, month: int) -> None:  # noqa: ARG002
        """Keep account."""
        r = self.setting.world.relationships
        decay, share = self.parameters.investment.decay, float(self.p.subsidiser.share)
        account(r, self._before, decay, share, self._paid, self._told)

    def metrics(self) -> Mapping[str, float]:
        """Return what was invested and what of it was paid for."""
        return {"investment_made": float(self._told[0]), "subsidy_spent": float(self._told[1])}


@entry
def draw_public(o: Any, share: float, cycle: int, seed: Any, public: Any, turn: Any) -> None:
    """Draw which buyers are public bodies and the month of the cycle in which each calls for tenders."""
    key = streams.key(seed, TENDERS, 0)
    for who in range(public.size):
        bits = streams.word(key, np.uint64(o.uid[who]))
        public[who] = streams.uniform(bits) < share
        turn[who] = int(streams.second_uniform(bits) * cycle)


class PublicBuyer(Mechanism):
    """Public bodies among the buyers: bound to contract until the next tender, to equity and to hard bargaining."""

    package = "governments"
    pulls = owners(c.LEVER_HARDNESS, c.LEVER_LEAVING, c.LEVER_DISCOUNT)
    metrics_named = ("public_volume", "n_tenders")

    def __init__(self, setting: Setting, parameters: Parameters) -> None:
        super().__init__(setting, parameters)
        o = setting.world.organisations
        buyers = int(setting.starts[c.SELLER])
        self.public = np.zeros(buyers, np.bool_)
        self.turn = np.zeros(buyers, np.int16)
        rule = parameters.procurement
        draw_public(o, rule.public, rule.cycle, setting.seed, self.public, self.turn)
        self._tenders = 0

    @property
    def owned(self) -> npt.NDArray[np.bool_]:
        """(M,) which rows of the buyers are of public bodies."""
        return np.repeat(self.public, np.diff(self.setting.world.organisations.first[: self.public.size + 1]))

    @staticmethod
    def is_at_work(parameters: Parameters) -> bool:
        """Return whether any buyer is a public body."""
        return parameters.procurement.public > 0.0

    def before(self, month: int) -> None:
        """Bind public buyers to contract, price and manner; call for tenders where it is time."""
        o, r = self.setting.world
        rule = self.parameters.procurement
        rows = market_rows(o, r)
        rows = rows[self.owned[rows]]
        due = self.turn[owners_of(o, rows)] == month % rule.cycle
        line_of(r, c.LEVER_HARDNESS, 0)[rows] += np.float32(rule.hardness)
        line_of(r, c.LEVER_DISCOUNT, 0)[rows] += (0.5 - r.dyadic[c.PRICE, rows]).astype(np.float32)
        line_of(r, c.LEVER_LEAVING, 0)[rows[~due]] -= np.float32(BOUND)
        if rule.rotation > 0:
            line_of(r, c.LEVER_LEAVING, 0)[rows[due]] += np.float32(BOUND)
        self._tenders = int(due.sum())

    def metrics(self) -> Mapping[str, float]:
        """Return what public bodies bought and how many contracts were up for tender."""
        r = self.setting.world.relationships
        owned = self.owned
        trade = r.traces[c.TRACE_TRADE, 0, : owned.size].astype(np.float64)
        return {"public_volume": exact.total(trade[owned]), "n_tenders": float(self._tenders)}
