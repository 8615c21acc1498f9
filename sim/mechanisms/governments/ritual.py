"""Ritual: relationships in which routine has taken the place of sharing break easily (T41)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sim._jit import entry
from sim.constructs.relationship_memory import sharing
from sim.constructs.ritual import has_left, kept_up, ritual
from sim.life_cycle.stages import FINAL
from sim.life_cycle.transitions import routine
from sim.mechanisms.mechanism import Mechanism, Setting
from sim.mechanisms.pulling import push
from sim.parameters import Parameters, pack
from sim.state import columns as c
from sim.state.levers import both


@entry
def watch_people(r: Any, known: Any, before: Any, decay: float) -> None:
    """Note the deliveries after which a person left, by what a side knows less than forgetting leaves."""
    for row in range(r.partner.size):
        alive, fresh = r.stages[c.STAGE, row] >= 0, r.counts[c.AGE, row] == 0
        for me in range(2):
            knows = r.directed[c.MEMORY, me, row] if alive else 0.0
            if alive and not fresh and has_left(np.float64(known[me, row]), knows, decay):
                before[row] = r.counts[c.DELIVERIES, row]
            known[me, row] = knows
        if fresh or not alive:
            before[row] = 0


@entry
def feel_ritual(r: Any, core: Any, p: Any, before: Any, told: Any) -> None:
    """Push those in the final stage the more, the more of a ritual they are; ``told`` gets the sum and the number."""
    told[:] = 0.0
    for row in range(r.partner.size):
        if r.stages[c.STAGE, row] < 0:
            continue
        variance = max(
            np.float64(r.read_out[c.PERFORMANCE_VARIANCE, 0, row]),
            np.float64(r.read_out[c.PERFORMANCE_VARIANCE, 1, row]),
        )
        settled = routine(
            kept_up(float(r.counts[c.DELIVERIES, row]), float(before[row]), p.renewed), variance,
            core.life_cycle.routine_experience, core.life_cycle.routine_scale,
        )  # fmt: skip
        shared = 0.0
        for me in range(2):
            shared += 0.5 * sharing(
                r.directed[c.TRUST, me, row], r.directed[c.COMMITMENT, me, row], core.relationship_memory.openness,
                core.relationship_memory.sharing_floor,
            )  # fmt: skip
        index = ritual(settled, shared)
        told[0] += index
        told[1] += 1.0
        if r.stages[c.STAGE, row] == FINAL:
            for me in range(2):
                push(r, c.LEVER_LEAVING, me, row, np.float32(p.fragility * index))


class Ritual(Mechanism):
    """What was a relationship goes through the motions, until somebody comes who does not know them."""

    package = "governments"
    pulls = both(c.LEVER_LEAVING)
    metrics_named = ("mean_ritual",)

    def __init__(self, setting: Setting, parameters: Parameters) -> None:
        super().__init__(setting, parameters)
        self._known = np.zeros((2, 0))
        self._before = np.zeros(setting.world.relationships.partner.size, np.int16)

    @staticmethod
    def is_at_work(parameters: Parameters) -> bool:
        """Return whether ritual makes fragile."""
        return parameters.ritual.fragility > 0.0

    def set_parameters(self, parameters: Parameters) -> None:
        """Let other parameters hold from now on."""
        super().set_parameters(parameters)
        self.core: Any = pack(parameters)
        self._told = np.zeros(2)

    def before(self, month: int) -> None:  # noqa: ARG002
        """Push those who go through the motions."""
        r = self.setting.world.relationships
        if self.p.ritual.renewed > 0.0:
            if not self._known.size:
                self._known = np.zeros_like(r.directed[c.MEMORY])
            watch_people(r, self._known, self._before, 0.0)  # nothing is forgotten between two months
        feel_ritual(r, self.core, self.p.ritual, self._before, self._told)

    def after(self, month: int) -> None:  # noqa: ARG002
        """See who left within the month."""
        if self.p.ritual.renewed > 0.0:
            decay = self.parameters.relationship_memory.decay
            watch_people(self.setting.world.relationships, self._known, self._before, decay)

    def metrics(self) -> Mapping[str, float]:
        """Return the mean ritual of the relationships that lived at the beginning of the month."""
        total, n = self._told
        return {"mean_ritual": float(total / n) if n else float("nan")}
