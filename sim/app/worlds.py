"""The two worlds: played month by month, with what a page shows of every month kept in little room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.app.settings import Setting, begins_anew
from sim.engine import Simulation, begin_month
from sim.recording.books import Table
from sim.recording.metrics import STAGE_COUNTS
from sim.state import columns as c

UNKNOWN = 65535
"""Stands for a relationship that has no place on the plane yet: it has not delivered, or is no partnership."""
FULL = 65534.0
"""1.0, as a share is kept."""
SERIES = (
    *STAGE_COUNTS,
    "n_relationships",
    "n_ended",
    "mean_trust",
    "mean_commitment",
    "mean_satisfaction",
    "mean_cooperation",
    "mean_competition",
    "captive_share",
    "opportunism_rate",
    "failure_rate",
    "perception_gap",
)
"""What the page shows over time, in this order."""
STATES = ("trust_buyer", "trust_seller", "commitment_buyer", "commitment_seller", "cooperation", "competition")
"""What is kept of every relationship in every month."""


@dataclass(frozen=True)
class Month:
    """How every relationship row stood at the end of a month."""

    stage: npt.NDArray[np.int8]
    """(R,) stage, −1 where the row is vacant."""
    partner: npt.NDArray[np.int32]
    """(R,) the other side."""
    start: npt.NDArray[np.int16]
    """(R,) month of the agreement."""
    states: npt.NDArray[np.uint16]
    """(6, R) see ``STATES``; shares of ``FULL``, or ``UNKNOWN``."""


def as_kept(values: npt.NDArray[Any]) -> npt.NDArray[np.uint16]:
    """Return shares in [0, 1] as small integers."""
    kept: npt.NDArray[np.uint16] = np.rint(np.clip(values, 0.0, 1.0) * FULL).astype(np.uint16)
    return kept


class World:
    """One world, founded and ready to be played.

    Parameters
    ----------
    setting : Setting
        What it is; ``setting`` may be replaced between months, as long as its past stays the same.
    """

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        scenario = setting.scenario
        self._base = setting.parameters()
        self.simulation = Simulation(
            self._base,
            setting.seed,
            organisations=scenario.organisations,
            links=scenario.links,
            paths=2**31,  # every relationship is followed; what is written is taken out month by month
        )
        organisations = self.simulation.world.organisations
        self.kinds = organisations.kind
        self.owners = np.repeat(np.arange(organisations.uid.size), np.diff(organisations.first)).astype(np.int32)
        """(R,) whose row it is."""
        self.history: list[Month] = []
        self.series = np.full((setting.months + 1, len(SERIES)), np.nan, np.float32)
        self._note()

    @property
    def month(self) -> int:
        """Months played."""
        return self.simulation.month

    @property
    def rows(self) -> int:
        """Rows for relationships, vacant ones included."""
        return self.simulation.rows

    def advance(self) -> None:
        """Play one month."""
        begin_month(self.simulation, self._base, self.setting.interventions())
        self.simulation.advance(1)
        self._note()

    def _note(self) -> None:
        r = self.simulation.world.relationships
        stage = r.stages[c.STAGE].copy()
        states = np.full((len(STATES), self.rows), UNKNOWN, np.uint16)
        live = np.flatnonzero(stage >= 0)
        for k, (state, side) in enumerate(((c.TRUST, 0), (c.TRUST, 1), (c.COMMITMENT, 0), (c.COMMITMENT, 1))):
            states[k, live] = as_kept(r.directed[state, side, live])
        self._place(states, live)
        self.history.append(Month(stage, r.partner.copy(), r.counts[c.START].copy(), states))
        line = self.series[self.month]
        if self.month == 0:
            counts = np.bincount(stage[live][self._shown(live)], minlength=len(STAGE_COUNTS))
            line[: len(STAGE_COUNTS)] = counts[: len(STAGE_COUNTS)]
            line[SERIES.index("n_relationships")] = counts.sum()
            line[SERIES.index("n_ended")] = 0
            for name, state in (("mean_trust", c.TRUST), ("mean_commitment", c.COMMITMENT)):
                if live.size:
                    line[SERIES.index(name)] = r.directed[state][:, live].mean()
        else:
            steps = self.simulation.steps(last=1)
            line[:] = [steps[name][0] for name in SERIES]

    def _shown(self, rows: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
        """Return which relationships are partnerships: links to complementors have no place on the plane."""
        shown: npt.NDArray[np.bool_] = self.kinds[self.simulation.world.relationships.partner[rows]] != c.COMPLEMENTOR
        return shown

    def _place(self, states: npt.NDArray[np.uint16], live: npt.NDArray[Any]) -> None:
        """Read where relationships are on the plane from what was written about the month, and forget it."""
        archive = self.simulation.archive
        pieces, archive.paths = archive.paths, []
        if not pieces or not live.size:
            return
        numbers = np.concatenate([a for a, _ in pieces])
        values = np.concatenate([b for _, b in pieces])
        many = np.int64(self.kinds.size)
        keys = self.owners[live] * many + self.simulation.world.relationships.partner[live]
        order = np.argsort(keys)
        wanted = numbers[:, 1] * many + numbers[:, 2]
        at = np.minimum(np.searchsorted(keys[order], wanted), live.size - 1)
        found = (keys[order][at] == wanted) & (numbers[:, 3] < c.STAGES[0].high)
        rows = live[order[at[found]]]
        keep = self._shown(rows)
        rows = rows[keep]
        for k, column in ((4, 6), (5, 7)):
            states[k, rows] = as_kept(values[found, column][keep])

    def steps(self) -> Table:
        """Return all metrics of the months played."""
        return self.simulation.steps()


class Pair:
    """Two worlds on the same luck, always in the same month.

    Parameters
    ----------
    left, right : Setting
        As it is, and with a change.
    """

    def __init__(self, left: Setting, right: Setting) -> None:
        if left.seed != right.seed:
            raise ValueError("two worlds that are compared need the same luck")
        self.worlds = (World(left), World(right))
        self.apart: int | None = None
        """The first month in which the two worlds differ; None while they are the same."""
        self._look_apart()

    @property
    def left(self) -> World:
        """The world as it is."""
        return self.worlds[0]

    @property
    def right(self) -> World:
        """The world with a change."""
        return self.worlds[1]

    @property
    def month(self) -> int:
        """Months played."""
        return self.left.month

    @property
    def months(self) -> int:
        """Months until the run ends."""
        return self.left.setting.months

    @property
    def over(self) -> bool:
        """Whether the last month has been played."""
        return self.month >= self.months

    def advance(self) -> None:
        """Play one month in both worlds, unless the run is over."""
        if not self.over:
            for world in self.worlds:
                world.advance()
            self._look_apart()

    def change(self, key: str, value: float) -> bool:
        """Change a parameter of the right world from the coming month on, or how large an intervention to come is.

        Returns
        -------
        bool
            False where it would change what has been played: found both anew.
        """
        if self.month and begins_anew(self.right.setting, key, self.month):
            return False
        changed = self.right.setting.with_change(key, value, self.month + 1)
        if self.month == 0:
            self.worlds = (self.left, World(changed))
            self.apart = None
            self._look_apart()
        else:
            self.right.setting = changed
        return True

    def _look_apart(self) -> None:
        """Note the first month in which the two worlds differ."""
        if self.apart is not None:
            return
        one, other = (world.history[-1] for world in self.worlds)
        same = one.stage.size == other.stage.size and all(
            np.array_equal(a, b) for a, b in ((one.stage, other.stage), (one.states, other.states))
        )
        if not same or not np.array_equal(one.partner, other.partner):
            self.apart = self.month
