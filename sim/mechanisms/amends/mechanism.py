"""Amends, honesty and loyalty around the core (T10, T32, T39)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from sim.mechanisms import happenings
from sim.mechanisms.amends import month as played
from sim.mechanisms.exact import ratio
from sim.mechanisms.mechanism import Mechanism, Setting
from sim.parameters import Parameters, pack
from sim.state import columns as c
from sim.state.levers import both, partners


class AmendsAndLoyalty(Mechanism):
    """How failures are made good, what a lie leaves behind, and whom feeling keeps."""

    package: ClassVar[str] = "amends"
    pulls = partners(c.LEVER_RECOVERY, c.LEVER_EFFORT) | both(c.LEVER_RESOLVING, c.LEVER_LEAVING)
    metrics_named: ClassVar[tuple[str, ...]] = (
        "episode_satisfaction",
        "episode_satisfaction_voiced",
        "recovered_share",
        "trust_over_ceiling",
        "trust_headroom",
        "resilience",
    )

    def __init__(self, setting: Setting, parameters: Parameters) -> None:
        super().__init__(setting, parameters)
        rows = setting.market_rows
        self.was = played.nothing_noted(rows)
        self.doomed = np.zeros(rows, np.int16)
        """Month in which pure calculation would have ended the relationship of a row; 0 for never."""
        self.ended_by_calculation = np.zeros(played.WINDOW, np.int64)
        self.told = np.zeros(played.N_TOLD)
        self.mended = np.zeros(rows, np.int8)
        """1 where this month a failure was made good that nobody had spoken about."""

    @staticmethod
    def is_at_work(parameters: Parameters) -> bool:
        """Return whether amends or loyalty differ from what the core does anyway."""
        amends, loyalty = parameters.amends, parameters.loyalty
        plain = amends.empathy == 1.0 and amends.congruence == 1.0 and amends.disbelief == 0.0
        return not plain or amends.told == 1 or amends.outreach > 0.0 or amends.regard > 0.0 or loyalty.weight != 0.0

    def set_parameters(self, parameters: Parameters) -> None:
        """Let other parameters hold from now on."""
        super().set_parameters(parameters)
        self.core = pack(parameters)

    def before(self, month: int) -> None:  # noqa: ARG002
        """Pull the levers of recovery, regard and loyalty; note what the month will change."""
        played.prepare(*self.setting.world, self.p, self.core, self.was)

    def after(self, month: int) -> None:
        """Make good what nobody spoke about, and look at who stayed."""
        self.ended_by_calculation[month % played.WINDOW] = 0
        played.look_back(
            *self.setting.world, self.p, self.core, self.setting.seed, month, self.was, self.doomed,
            self.ended_by_calculation, self.told, self.mended,
        )  # fmt: skip
        if self.tells:
            alive = self.setting.world.relationships.stages[c.STAGE, : self.mended.size] >= 0
            self.tell(happenings.RECOVERY, np.flatnonzero((self.mended > 0) & alive), happenings.OWNER)

    def metrics(self) -> Mapping[str, float]:
        """Return what the month was like; nan where there is nothing to take a mean of."""
        told = self.told

        def mean(total: int, number: int) -> float:
            return ratio(told[total], told[number])

        doomed = int(self.ended_by_calculation.sum())
        return {
            "episode_satisfaction": mean(played.TOLD_SATISFACTION, played.TOLD_EPISODES),
            "episode_satisfaction_voiced": mean(played.TOLD_SATISFACTION_VOICED, played.TOLD_VOICED),
            "recovered_share": mean(played.TOLD_RECOVERED, played.TOLD_FAILED),
            "trust_over_ceiling": mean(played.TOLD_OVER, played.TOLD_SIDES),
            "trust_headroom": mean(played.TOLD_HEADROOM, played.TOLD_LIVING),
            "resilience": ratio(float(told[played.TOLD_ALIVE]), doomed),
        }
