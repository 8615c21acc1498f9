"""Word of mouth once more, as objects."""

from __future__ import annotations

import math
from typing import Any

from sim.mechanisms.reputation.grapevine import ACQUAINTANCE, TELLING
from sim.parameters import Parameters
from sim.state.columns import BUYER, REPUTATION, SELLER
from tests.mechanisms.seen import Deal, Firm, single
from tests.oracle.luck import Luck


class GossipTwin:
    """Who knows whom, and what they hear."""

    def __init__(self, parameters: Parameters, seed: int) -> None:
        self.p, self.luck = parameters, Luck(seed)
        self.wounds: dict[tuple[int, int], float] = {}

    def contacts(self, firm: Firm, firms: list[Firm]) -> list[Firm | None]:
        crowd = [one for one in firms if one.kind == firm.kind]
        found: list[Firm | None] = []
        for k in range(self.p.gossip.contacts):
            other = crowd[self.luck.of_nth(ACQUAINTANCE, 0, firm, k).among(len(crowd))]
            found.append(None if other is firm or other in found else other)
        return found

    def before(self, month: int, firms: list[Firm], deals: list[Deal]) -> None:
        self.began = [(deal.row, deal.firms) for deal in deals]
        for deal in deals:
            for side in (0, 1):
                wound = self.wounds.get((deal.row, side), 0.0)
                if wound > 0.0 and deal.age > 0:
                    deal.pull("trust", side, -(wound * deal.two["trust"][side]))
        self.wounds = {}

    def differences(self, mechanism: Any, deals: list[Deal]) -> list[str]:
        self.world = mechanism.setting.world
        return []

    def after(self, month: int, firms: list[Firm], deals: list[Deal]) -> None:
        """Tell what was detected, also by those whose relationship ended with it."""
        from sim.state.columns import MARK_BREACH, TRACE_TRADE

        traces, marks = self.world.relationships.traces, self.world.relationships.marks
        self.reputation = {firm.number: firm.standing["reputation"] for firm in firms}
        self.told = 0
        crowds = [sum(firm.kind == kind for firm in firms) for kind in (BUYER, SELLER)]
        living = {(deal.firms[0].number, deal.firms[1].number): deal.row for deal in deals}
        for me in (0, 1):
            for row, pair in self.began:
                if not marks[MARK_BREACH, me, row]:
                    continue
                victim, accused = firms[pair[me].number], firms[pair[1 - me].number]
                heard = 0
                for k, hearer in enumerate(self.contacts(victim, firms)):
                    if hearer is None:
                        continue
                    if self.luck.of_pair(TELLING, 2 * month + me, victim, accused, k).first >= self.p.gossip.rate:
                        continue
                    heard += 1
                    both = (hearer.number, accused.number) if me == 0 else (accused.number, hearer.number)
                    if both in living:
                        place = (living[both], me)
                        left = (1.0 - self.wounds.get(place, 0.0)) * (1.0 - self.p.gossip.wound)
                        self.wounds[place] = single(min(max(1.0 - left, 0.0), 1.0))
                lost = self.p.gossip.reputation * heard / crowds[me]
                self.reputation[accused.number] = min(max(self.reputation[accused.number] - lost, 0.0), 1.0)
                self.told += heard
        bar = self.p.gossip.opportunist_from
        sold = [(pair[1].conduct["opportunism"] >= bar, float(traces[TRACE_TRADE, 0, row])) for row, pair in self.began]
        whole = theirs = 0.0
        for bad, volume in sold:
            whole += volume
            theirs += volume if bad else 0.0
        self.share = theirs / whole if whole > 0.0 else math.nan

    def judge(self, mechanism: Any, deals: list[Deal]) -> list[str]:
        standing = mechanism.setting.world.organisations.standing[:, REPUTATION]
        found = [
            f"reputation of {number}: {standing[number]!r}, not {value!r}"
            for number, value in self.reputation.items()
            if standing[number] != value
        ]
        told = mechanism.metrics()
        expected = {"breaches_told": float(self.told), "opportunist_share": self.share}
        return found + [
            f"{name}: {told[name]!r}, not {value!r}"
            for name, value in expected.items()
            if told[name] != value and not (math.isnan(value) and math.isnan(told[name]))
        ]
