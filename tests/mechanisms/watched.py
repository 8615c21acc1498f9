"""A simulation that stops between what mechanisms do before a month and the month, so that a twin can be asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np

from sim.engine import Simulation
from sim.state import columns as c
from sim.state.world import World
from tests.levers import Levers


class Pulled(dict):  # type: ignore[type-arg]
    """Levers by name, side and row; those not there are at rest."""

    REST: ClassVar = {lever.name: np.float32(lever.empty) for lever in c.LEVERS}

    def __missing__(self, key: tuple[str, int, int]) -> np.float32:
        return self.REST[key[0]]

    def push(self, lever: str, side: int, row: int, by: float) -> None:
        self[lever, side, row] = np.float32(float(self[lever, side, row]) + by)

    def scale(self, lever: str, side: int, row: int, factor: float) -> None:
        self[lever, side, row] = np.float32(float(self[lever, side, row]) * factor)


def copied(world: World) -> World:
    """Return the world with arrays of its own."""
    return World(*(type(table)(*(array.copy() for array in table)) for table in world))


class Watched(Simulation):
    """Asks ``twin(world before, month)`` and holds what it says against the levers, every month."""

    def __init__(self, *arguments: Any, twin: Callable[[World, int], Pulled], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.twin = twin
        self.asked = 0

    def _month_with_mechanisms(self) -> None:
        self.before = copied(self.world)
        super()._month_with_mechanisms()

    def _whole_months(self, last: int) -> None:
        expected = self.twin(self.before, last)
        levers = Levers(self.world.relationships).table()
        for k, lever in enumerate(c.LEVERS):
            for side in range(2):
                for row in range(levers.shape[2]):
                    ours, theirs = expected[lever.name, side, row], levers[k, side, row]
                    assert ours == theirs, f"month {last}, {lever.name} of side {side}, row {row}: {theirs!r} {ours!r}"
        self.asked += 1
        super()._whole_months(last)


class Row:
    """One living relationship, read from the world as attributes."""

    def __init__(self, world: World, owner: int, row: int) -> None:
        r = world.relationships
        self.owner, self.row, self.partner = owner, row, int(r.partner[row])
        self.stage = int(r.stages[c.STAGE, row])
        self.age = int(r.counts[c.AGE, row])
        self.deliveries = int(r.counts[c.DELIVERIES, row])
        self.wallet = float(r.dyadic[c.WALLET_SHARE, row])
        self.overlap = float(r.dyadic[c.VALUE_OVERLAP, row])
        self.satisfaction = float(r.directed[c.SATISFACTION, 0, row])
        self.commitment = float(r.directed[c.COMMITMENT, 1, row])
        self.known = float(r.directed[c.SHARED_MEMORY, 1, row])
        self.received = float(r.traces[c.TRACE_PERFORMANCE, 0, row])


def living(world: World, owner: int) -> list[Row]:
    """Return the living relationships that an organisation owns, in order."""
    o, r = world
    rows = range(int(o.first[owner]), int(o.first[owner + 1]))
    return [Row(world, owner, row) for row in rows if r.stages[c.STAGE, row] >= 0]
