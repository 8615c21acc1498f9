"""Values professed and practised, and agreements, once more as objects."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.constructs.distance import value_overlap
from sim.mechanisms import exact
from sim.parameters import Parameters
from sim.state.columns import DYADIC
from tests.mechanisms.seen import Deal, Firm, single

OVERLAP = [column.name for column in DYADIC].index("value_overlap")


class ValuesTwin:
    """What partners see of each other's values, and whether they keep to what was agreed."""

    def __init__(self, parameters: Parameters, own: list[Firm]) -> None:
        """``own`` are the organisations with the values that they practise."""
        self.p = parameters
        self.gap: list[float] = []
        self.away: list[list[float]] = []
        for firm in own:
            apart = [value - 0.5 for value in firm.values]
            length = 0.0
            for x in apart:
                length += x * x
            room = math.sqrt(length)
            wanted = parameters.values.gap + parameters.values.opportunist_gap * firm.conduct["opportunism"]
            self.gap.append(min(wanted, room))
            self.away.append([single(x / max(room, 1e-12)) for x in apart])
        self.professed = [
            [float(np.float32(value - gap * way)) for value, way in zip(firm.values, ways, strict=True)]
            for firm, gap, ways in zip(own, self.gap, self.away, strict=True)
        ]
        self.shown: dict[int, float] = {}
        self.floor: dict[tuple[int, int], float] = {}
        self.kept: dict[tuple[int, int], bool] = {}

    def departure(self, one: Firm, other: Firm) -> float:
        """Return the overlap of practised values less that of professed ones."""
        said = done = 0.0
        for k in range(5):
            words = one.values[k] - other.values[k]
            deeds = self.practised(one, k) - self.practised(other, k)
            said += words * words
            done += deeds * deeds
        return value_overlap(done, 5) - value_overlap(said, 5)

    def practised(self, firm: Firm, k: int) -> float:
        return min(max(firm.values[k] + self.gap[firm.number] * self.away[firm.number][k], 0.0), 1.0)

    def before(self, month: int, firms: list[Firm], deals: list[Deal]) -> None:
        self.wrong = [
            f"{firm.number} professes {firm.values}, not {professed}"
            for firm, professed in zip(firms, self.professed, strict=True)
            if month == 1 and firm.values != professed
        ]
        shown, self.overlap = self.shown, {}
        self.shown = {}
        for deal in deals:
            experience = float(deal.counts["deliveries"])
            weight = experience / (experience + self.p.values.seen_after)
            now = single(weight * self.departure(*deal.firms))
            before = deal.one["value_overlap"]
            old = shown.get(deal.row, 0.0) if deal.age > 0 else 0.0
            after = min(max(before + (now - old), 0.0), 1.0)
            self.shown[deal.row], self.overlap[deal.row] = now, after
            for side in (0, 1):
                deal.pull("trust", side, self.p.trust.start_values * (after - before))
        self.gap = [gap * (1.0 - self.p.values.mentoring) for gap in self.gap]
        if self.p.agreement.rate > 0.0:
            self._hold(deals)

    def _hold(self, deals: list[Deal]) -> None:
        q = self.p.agreement
        for deal in deals:
            for side in (0, 1):
                place = (deal.row, side)
                if deal.age == 0 or place not in self.floor:
                    self.floor[place] = single(max(deal.two["expectation"][side] - q.slack, 0.0))
                    self.kept.pop(place, None)
                if place in self.kept:
                    ceiling = 1.0 - self.p.trust.ceiling_loss * deal.two["deception"][side]
                    target = float(self.kept[place]) * ceiling
                    deal.pull("trust", side, q.rate * (target - deal.two["trust"][side]))

    def differences(self, mechanism: Any, deals: list[Deal]) -> list[str]:
        held = mechanism.setting.world.relationships.dyadic[OVERLAP]
        return self.wrong + [
            f"overlap of row {deal.row}: {held[deal.row]!r}, not {self.overlap[deal.row]!r}"
            for deal in deals
            if held[deal.row] != self.overlap[deal.row]
        ]

    def after(self, month: int, firms: list[Firm], deals: list[Deal]) -> None:
        if self.p.agreement.rate <= 0.0:
            return
        self.kept = {
            (deal.row, side): deal.traces["performance"][side] >= self.floor[deal.row, side]
            and deal.traces["breach"][side] < 0.5
            for deal in deals
            if deal.age > 0
            for side in (0, 1)
        }

    def judge(self, mechanism: Any, deals: list[Deal]) -> list[str]:
        told = mechanism.metrics()
        share = sum(self.kept.values()) / len(self.kept) if self.kept else math.nan
        mean = exact.mean(np.array(self.gap))
        found = [] if told["value_gap"] == mean else [f"gap {told['value_gap']!r}, not {mean!r}"]
        same = told["agreement_kept"] == share or (math.isnan(share) and math.isnan(told["agreement_kept"]))
        return found if same else [*found, f"kept {told['agreement_kept']!r}, not {share!r}"]
