"""Which rows of relationships concern whom, worked out when somebody asks and forgotten when the world moves on."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sim.engine import Simulation
from sim.state.columns import STAGE

Ints = npt.NDArray[np.int64]
SEARCHES = 8
"""Questions about single partners that are answered by looking through all rows before these are sorted once."""


class Incidence:
    """Living relationships by owner and by partner."""

    def __init__(self, simulation: Simulation) -> None:
        self._simulation = simulation
        self._owner: Ints | None = None
        self.forget()

    def forget(self) -> None:
        """Forget what the last month's end or an intervention made stale."""
        self._month = self._simulation.month
        self._asked = 0
        self._served: dict[int, Ints] = {}
        self._living: tuple[Ints, Ints, Ints] | None = None
        self._sorted: tuple[Ints, Ints] | None = None
        self._counts: Ints | None = None
        self._ended: Ints | None = None

    def _stay_fresh(self) -> None:
        if self._month != self._simulation.month:
            self.forget()

    def owner_of(self, rows: Ints) -> Ints:
        """Return the owners of rows."""
        return self._simulation.world.organisations.first.searchsorted(rows, side="right") - 1

    def rows_of(self, who: int) -> tuple[Ints, Ints]:
        """Return the living rows that an organisation owns, and those in which it is the partner."""
        self._stay_fresh()
        o, r = self._simulation.world
        lo, hi = int(o.first[who]), int(o.first[who + 1])
        owned = lo + np.flatnonzero(r.stages[STAGE, lo:hi] >= 0)
        return owned, self._rows_served(who)

    def _rows_served(self, who: int) -> Ints:
        o, r = self._simulation.world
        if o.demand[who, 1] == 0:
            return np.zeros(0, np.int64)
        if who not in self._served:
            self._asked += 1
            if self._asked <= SEARCHES:
                self._served[who] = np.flatnonzero((r.partner == who) & (r.stages[STAGE] >= 0))
            else:
                order, starts = self._by_partner()
                self._served[who] = order[starts[who] : starts[who + 1]]
        return self._served[who]

    def look_up(self, who: Ints, wanted: npt.NDArray[np.bool_]) -> None:
        """Look the rows of several partners up at once; ``wanted`` (P,) marks them."""
        self._stay_fresh()
        r = self._simulation.world.relationships
        rows = np.flatnonzero(wanted[r.partner] & (r.stages[STAGE] >= 0))
        partners = r.partner[rows]
        order = np.argsort(partners, kind="stable")
        cuts = np.searchsorted(partners[order], [who, who + 1])
        for one, lo, hi in zip(who.tolist(), cuts[0].tolist(), cuts[1].tolist(), strict=True):
            self._served[one] = rows[order[lo:hi]]

    def _by_partner(self) -> tuple[Ints, Ints]:
        if self._sorted is None:
            rows, _, partners = self.living()
            order = np.argsort(partners, kind="stable")
            everybody = np.arange(self._simulation.world.organisations.uid.size + 1)
            self._sorted = rows[order], np.searchsorted(partners[order], everybody)
        return self._sorted

    def living(self) -> tuple[Ints, Ints, Ints]:
        """Return living rows, in rising order, with their owners and partners."""
        self._stay_fresh()
        if self._living is None:
            r = self._simulation.world.relationships
            rows = np.flatnonzero(r.stages[STAGE] >= 0)
            if self._owner is None:
                self._owner = self.owner_of(np.arange(self._simulation.rows))
            self._living = rows, self._owner[rows], r.partner[rows].astype(np.int64)
        return self._living

    def counts(self) -> Ints:
        """Return how many living relationships each organisation has: (P,)."""
        self._stay_fresh()
        if self._counts is None:
            _, owners, partners = self.living()
            size = self._simulation.world.organisations.uid.size
            self._counts = np.bincount(owners, minlength=size) + np.bincount(partners, minlength=size)
        return self._counts

    def ended(self) -> Ints:
        """Return how many relationships of each organisation have ended so far: (P,)."""
        self._stay_fresh()
        if self._ended is None:
            size = self._simulation.world.organisations.uid.size
            self._ended = np.bincount(self._simulation.ended().ravel(), minlength=size)
        return self._ended
