"""Professed and practised values, and agreements, as a mechanism around the core."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.mechanisms import exact
from sim.mechanisms.mechanism import Mechanism, Setting
from sim.mechanisms.values.experience import (
    find_directions,
    hold_to_agreement,
    judge_deliveries,
    look_at_deeds,
    profess,
    set_gaps,
)
from sim.parameters import Parameters, pack
from sim.state import columns as c
from sim.state.columns import N_VALUES
from sim.state.levers import both


class ValuesAndAgreements(Mechanism):
    """The gap between saying and doing (T36), and trust as the belief that the other keeps the agreement (T24).

    Attributes
    ----------
    gaps : (P,) float64 array
        Distance between what each organisation professes and what it practises.
    shown : (M,) float32 array
        What deeds have added to the overlap of values that both sides of the buyers' rows see.
    floors : (2, M) float32 array
        Least performance that each side was promised.
    """

    package = "values"
    pulls = both(c.LEVER_TRUST)
    metrics_named = ("value_gap", "agreement_kept")

    def __init__(self, setting: Setting, parameters: Parameters) -> None:
        super().__init__(setting, parameters)
        o, r = setting.world
        self.directions = np.zeros((o.uid.size, N_VALUES), np.float32)
        self.gaps = np.zeros(o.uid.size)
        self.shown = np.zeros(setting.market_rows, np.float32)
        self.floors = np.full((2, setting.market_rows), -1.0, np.float32)
        self.kept = np.full((2, setting.market_rows), -1, np.int8)
        self._tally = np.zeros(2)
        self._room = np.zeros(o.uid.size)
        find_directions(o, self.directions, self._room)
        set_gaps(o, self.p, self._room, self.gaps)
        profess(o, r, self.p, self._core, self.directions, self.gaps, self.shown)

    @staticmethod
    def is_at_work(parameters: Parameters) -> bool:
        """Return whether there is a gap, or trust follows the agreement."""
        values = parameters.values
        return values.gap > 0.0 or values.opportunist_gap > 0.0 or parameters.agreement.rate > 0.0

    def set_parameters(self, parameters: Parameters) -> None:
        """Let other parameters hold; with another gap, practice changes from then on, not what is professed."""
        values = self.parameters.values if hasattr(self, "parameters") else parameters.values
        super().set_parameters(parameters)
        self._core = pack(parameters)
        moved = values.gap != parameters.values.gap or values.opportunist_gap != parameters.values.opportunist_gap
        if hasattr(self, "gaps") and moved:
            set_gaps(self.setting.world.organisations, self.p, self._room, self.gaps)

    def before(self, month: int) -> None:  # noqa: ARG002 - of any month
        """Let deeds show, and the agreement count."""
        o, r = self.setting.world
        look_at_deeds(o, r, self.p, self._core, self.directions, self.gaps, self.shown)
        if self.parameters.agreement.rate > 0.0:
            hold_to_agreement(o, r, self.p, self._core, self.floors, self.kept)

    def after(self, month: int) -> None:  # noqa: ARG002
        """See who stayed within the agreement."""
        if self.parameters.agreement.rate > 0.0:
            o, r = self.setting.world
            judge_deliveries(o, r, self.floors, self.kept, self._tally)

    def metrics(self) -> Mapping[str, float]:
        """Return the mean gap, and the share of deliveries within the agreement."""
        kept, all_of_them = self._tally.tolist()
        return {
            "value_gap": exact.mean(self.gaps),
            "agreement_kept": exact.ratio(kept, all_of_them),
        }
