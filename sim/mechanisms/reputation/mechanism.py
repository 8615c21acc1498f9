"""Word of mouth as a mechanism around the core."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.mechanisms.exact import ratio
from sim.mechanisms.mechanism import Mechanism, Setting
from sim.mechanisms.reputation.grapevine import TALLY, take_to_heart, talk, watch_opportunists
from sim.parameters import Parameters, pack
from sim.state import columns as c
from sim.state.levers import both


class WordOfMouth(Mechanism):
    """Victims tell; who hears trusts less, and the reputation of the accused falls (E12, T24).

    Attributes
    ----------
    wounds : (2, M) float32 array
        Share of trust that each side of the buyers' rows is about to lose for what it heard.
    partners : (M,) int32 array
        Whom each of these rows held at the beginning of the month, -1 for nobody.
    steps : (M,) int8 array
        Partnership, or the first step away from it (types of Donaldson and O'Toole); -1 where it never was one.
    """

    package = "reputation"
    pulls = both(c.LEVER_TRUST)
    metrics_named = (
        "opportunist_share",
        "opportunist_lead_months",
        "trust_in_opportunists",
        "belief_falls_first",
        "breaches_told",
        "trust_gap",
    )

    def __init__(self, setting: Setting, parameters: Parameters) -> None:
        super().__init__(setting, parameters)
        rows = setting.market_rows
        self.wounds = np.zeros((2, rows), np.float32)
        self.partners = np.full(rows, -1, np.int32)
        self.steps = np.full(rows, -1, np.int8)
        self.tally = np.zeros(len(TALLY))

    @staticmethod
    def is_at_work(parameters: Parameters) -> bool:
        """Return whether people talk, or opportunists are counted."""
        return parameters.gossip.rate > 0.0 or parameters.gossip.opportunist_from < 1.0

    def set_parameters(self, parameters: Parameters) -> None:
        """Let other parameters hold; with another number of contacts the same ones come first."""
        super().set_parameters(parameters)
        self._core = pack(parameters)

    def before(self, month: int) -> None:  # noqa: ARG002 - of any month
        """Let those who heard trust less."""
        o, r = self.setting.world
        take_to_heart(o, r, self.wounds, self.partners, self.setting.starts)

    def after(self, month: int) -> None:
        """Let victims talk, and see how opportunists fare."""
        o, r = self.setting.world
        starts = self.setting.starts
        if self.parameters.gossip.rate > 0.0:
            talk(o, r, self.p, self.wounds, self.partners, starts, self.setting.seed, month, self.tally)
        watch_opportunists(o, r, self.p, self._core, self.partners, self.steps, starts, self.tally)

    def metrics(self) -> Mapping[str, float]:
        """Return what is known of the opportunists, and how many heard of a breach."""
        t = dict(zip(TALLY, self.tally.tolist(), strict=True))
        return {
            "opportunist_share": t["share"],
            "opportunist_lead_months": t["lead_months"],
            "trust_in_opportunists": t["trust"],
            "belief_falls_first": ratio(t["adversarial_first"], t["broken"]),
            "breaches_told": t["told"],
            "trust_gap": t["trust_gap"],
        }
