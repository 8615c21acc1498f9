"""Third parties around the core (3.1, T04, T05)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from sim.mechanisms.exact import ratio
from sim.mechanisms.mechanism import Mechanism, Setting
from sim.mechanisms.triads import ties
from sim.mechanisms.triads.after import look_back
from sim.mechanisms.triads.before import prepare
from sim.parameters import Parameters, pack
from sim.state import columns as c
from sim.state.columns import COMPLEMENTOR, GOVERNMENT
from sim.state.levers import both, owners, partners


class ThirdParties(Mechanism):
    """Whom customers trust and blame behind their principal, and what the three make of it."""

    package: ClassVar[str] = "triads"
    pulls = (
        owners(c.LEVER_WATCHING, c.LEVER_PAYOFF, c.LEVER_LEAVING, c.LEVER_RESENTMENT)
        | partners(c.LEVER_QUALITY, c.LEVER_EFFORT, c.LEVER_TRUST)
        | both(c.LEVER_LEARNING, c.LEVER_CONTACT, c.LEVER_BOND)
    )
    metrics_named: ClassVar[tuple[str, ...]] = (
        "third_trust",
        "principal_effort",
        "principal_blame",
        "coordination_loss",
        "complementor_commitment",
        "direct_share",
        "direct_gap",
        "weakest_tie_excess",
        "balanced_share",
    )

    def __init__(self, setting: Setting, parameters: Parameters) -> None:
        super().__init__(setting, parameters)
        self.ties = ties.new_ties(setting.market_rows)
        self.first = int(setting.starts[COMPLEMENTOR])
        self.there = int(setting.starts[GOVERNMENT]) - self.first

    @staticmethod
    def is_at_work(parameters: Parameters) -> bool:
        """Return whether anything about third parties differs from what the core does anyway."""
        triads, bridging, deliverers = parameters.triads, parameters.bridging, parameters.deliverers
        if parameters.population.complementors == 0:
            return False
        watched = triads.watched_blame + triads.balance + triads.surplus + triads.gap + bridging.direct
        kept = bridging.joining + deliverers.linking + deliverers.replace_after + deliverers.monitoring
        return watched + kept + triads.told > 0.0 or deliverers.known_share < 1.0

    def set_parameters(self, parameters: Parameters) -> None:
        """Let other parameters hold from now on."""
        super().set_parameters(parameters)
        self.core = pack(parameters)

    def before(self, month: int) -> None:
        """Pull levers for the ties of every triad; play the month of customers who are served directly."""
        setting = self.setting
        prepare(*setting.world, self.ties, self.p, self.core, setting.seed, month, self.first, self.there)
        self.ties = self.ties._replace(direct=ties.with_room(self.ties.direct, int(self.ties.crossing.sum())))

    def after(self, month: int) -> None:
        """Let customers judge the third, note broken ties, and let complementors choose."""
        look_back(*self.setting.world, self.ties, self.p, self.core, self.setting.seed, month)

    def metrics(self) -> Mapping[str, float]:
        """Return what the month was like; nan where there is nothing to take a mean of."""
        told, tallies = self.ties.told, self.ties.tallies
        direct, triads = told[ties.TOLD_DIRECT], told[ties.TOLD_TRIADS]
        trusted = ratio(tallies[ties.CROSSED_TRUSTED], tallies[ties.THOUGHT_TRUSTED])
        others = ratio(tallies[ties.CROSSED_OTHER], tallies[ties.THOUGHT_OTHER])
        first = ratio(tallies[ties.BROKEN_FIRST], tallies[ties.BROKEN])
        weak = ratio(tallies[ties.WEAK_FIRST], tallies[ties.BROKEN])
        by_chance = first * weak + (1.0 - first) * (1.0 - weak)
        return {
            "third_trust": ratio(told[ties.TOLD_THIRD_TRUST], triads),
            "principal_effort": ratio(told[ties.TOLD_EFFORT], told[ties.TOLD_PRINCIPALS]),
            "principal_blame": ratio(told[ties.TOLD_BLAME], triads),
            "coordination_loss": ratio(told[ties.TOLD_LOSS], told[ties.TOLD_DELIVERED]),
            "complementor_commitment": ratio(told[ties.TOLD_COMMITMENT], told[ties.TOLD_DELIVERED]),
            "direct_share": ratio(direct, direct + triads),
            "direct_gap": trusted - others,
            "balanced_share": ratio(told[ties.TOLD_BALANCED], told[ties.TOLD_CLOSED]),
            "weakest_tie_excess": ratio(tallies[ties.BROKEN_WEAKER], tallies[ties.BROKEN]) - by_chance,
        }
