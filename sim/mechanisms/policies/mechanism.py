"""Policies as a mechanism around the core."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from sim.mechanisms import happenings
from sim.mechanisms.exact import ratio
from sim.mechanisms.mechanism import Mechanism, Setting
from sim.mechanisms.policies import shocks
from sim.mechanisms.policies.deals import deal, draw_policies, new_files
from sim.mechanisms.policies.rules import ADJUST, END, GROW
from sim.parameters import Parameters, pack
from sim.state import columns as c
from sim.state.levers import both, owners

TOLD = {END: happenings.REVIEW_END, ADJUST: happenings.REVIEW_ADJUST, GROW: happenings.REVIEW_GROW}
"""What a review decides, and how it is told."""


class Policies(Mechanism):
    """Who deals how with whom: T08, T18, T35, T37, T38, T40.

    Attributes
    ----------
    codes : (P,) int8 array
        Policy of each organisation (``sim.mechanisms.policies.rules``).
    files : Files
        What the policies keep about every relationship.
    shocks : (P,) float64 array
        Shock that each organisation is under, value per unit of volume.
    """

    package = "policies"
    pulls = owners(c.LEVER_ORDERS, c.LEVER_DISCOUNT) | both(
        c.LEVER_EFFORT,
        c.LEVER_HARDNESS,
        c.LEVER_OPENNESS,
        c.LEVER_CONTACT,
        c.LEVER_INVESTING,
        c.LEVER_LEARNING,
        c.LEVER_PROMISE,
        c.LEVER_PAYOFF,
        c.LEVER_BOND,
        c.LEVER_LEAVING,
        c.LEVER_RISK,
    )
    metrics_named = (
        "pilot_lead",
        "pilot_month_lead",
        "months_behind",
        "pilot_hazard_ratio",
        "later_duration_gain",
        "n_in_pilot",
        "mean_intimacy",
        "intimacy_gap",
        "shock_survival",
    )

    def __init__(self, setting: Setting, parameters: Parameters) -> None:
        super().__init__(setting, parameters)
        o = setting.world.organisations
        self.codes = np.zeros(o.uid.size, np.int8)
        self.files = new_files(setting.market_rows)
        self.shocks = np.zeros(o.uid.size)
        self._struck = np.zeros(o.uid.size, np.int8)
        self.tally = np.zeros(len(shocks.TALLY))
        draw_policies(o, self.p, setting.seed, self.codes)

    @staticmethod
    def is_at_work(parameters: Parameters) -> bool:
        """Return whether anybody has a policy, or shocks or feedback are on."""
        shares = (*dict(parameters.seller_policies).values(), *dict(parameters.buyer_policies).values())
        return any(shares) or parameters.shocks.sd > 0.0 or parameters.intimacy.feedback > 0.0

    def set_parameters(self, parameters: Parameters) -> None:
        """Let other parameters hold; shares of policies that change let organisations change theirs."""
        super().set_parameters(parameters)
        self._core = pack(parameters)
        if hasattr(self, "codes"):
            self.codes[:] = 0
            draw_policies(self.setting.world.organisations, self.p, self.setting.seed, self.codes)

    def before(self, month: int) -> None:
        """Pull the levers of every policy, then put shocks where they are carried."""
        o, r = self.setting.world
        deal(o, r, self.p, self._core, self.codes, self.files)
        shocks.strike(o, r, self.p, self._core, self.files, self.shocks, self._struck, self.setting.seed, month)
        for side in (happenings.OWNER, happenings.PARTNER) if self.tells else ():
            for decided, event in TOLD.items():
                self.tell(event, np.flatnonzero(self.files.decided[side] == decided), side)

    def after(self, month: int) -> None:  # noqa: ARG002 - of any month
        """Take stock, and let feedback improve competence."""
        o, r = self.setting.world
        shocks.take_stock(o, r, self.p, self.codes, self.files, self.tally)
        shocks.grow_intimate(o, r, self.p, self._core, self.codes, self.files, self.tally)

    def metrics(self) -> Mapping[str, float]:
        """Return what was counted; nan where there was nothing to count."""
        t = dict(zip(shocks.TALLY, self.tally.tolist(), strict=True))
        sold = t["revenue_pilot"] * t["revenue_others"] > 0.0
        later, other = ratio(t["later_ends"], t["later_months"]), ratio(t["other_ends"], t["other_months"])
        return {
            "pilot_lead": ratio(t["revenue_pilot"] - t["revenue_others"], t["revenue_pilot"] + t["revenue_others"])
            if sold
            else math.nan,
            "pilot_month_lead": ratio(t["month_pilot"] - t["month_others"], t["month_pilot"] + t["month_others"])
            if sold
            else math.nan,
            "months_behind": t["months_behind"] if sold else math.nan,
            "pilot_hazard_ratio": ratio(ratio(t["pilot_ends"], t["pilot_months"]), later),
            "later_duration_gain": ratio(1.0, later) - ratio(1.0, other),
            "n_in_pilot": t["in_pilot"],
            "mean_intimacy": ratio(t["intimacy_pilot"] + t["intimacy_others"], t["n_pilot"] + t["n_others"]),
            "intimacy_gap": ratio(t["intimacy_pilot"], t["n_pilot"]) - ratio(t["intimacy_others"], t["n_others"]),
            "shock_survival": ratio(t["lived"], t["lived"] + t["lost"]),
        }
