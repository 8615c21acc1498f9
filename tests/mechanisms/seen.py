"""The world as objects: what a mechanism finds before and after a month, each thing under its name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.mechanisms import Mechanism
from sim.state import columns as c
from sim.state.world import World
from tests.levers import Levers


def single(number: float) -> float:
    """Return a number as it is when kept in single precision."""
    return float(np.float32(number))


@dataclass
class Firm:
    """One organisation."""

    number: int
    uid: int
    kind: int
    conduct: dict[str, float]
    standing: dict[str, float]
    values: list[float]


@dataclass
class Deal:
    """One living relationship of a buyer to a seller; pairs are (buyer's, seller's)."""

    row: int
    firms: tuple[Firm, Firm]
    age: int
    two: dict[str, tuple[float, float]]
    one: dict[str, float]
    read: dict[str, tuple[float, float]]
    counts: dict[str, int]
    traces: dict[str, tuple[float, float]]
    levers: dict[str, list[Any]] = field(default_factory=dict)

    def pull(self, lever: str, side: int, by: float) -> None:
        """Pull a lever that adds, in the precision in which levers are kept."""
        self.levers[lever][side] = np.float32(np.float64(self.levers[lever][side]) + by)

    def turn(self, lever: str, side: int, factor: float) -> None:
        """Pull a lever that is a factor."""
        self.levers[lever][side] = np.float32(np.float64(self.levers[lever][side]) * factor)


def firms_of(world: World) -> list[Firm]:
    """Return all organisations."""
    o = world.organisations
    return [
        Firm(
            i,
            int(o.uid[i]),
            int(o.kind[i]),
            {column.name: float(o.conduct[i, k]) for k, column in enumerate(c.CONDUCT)},
            {column.name: float(o.standing[i, k]) for k, column in enumerate(c.STANDING)},
            [float(o.place[i, k]) for k in range(c.N_VALUES)],
        )
        for i in range(o.uid.size)
    ]


def deals_of(world: World, firms: list[Firm]) -> list[Deal]:
    """Return all living relationships of buyers to sellers, in the order of their rows."""
    o, r = world
    levers = Levers(r).table()
    found = []
    for buyer in firms:
        for row in range(int(o.first[buyer.number]), int(o.first[buyer.number + 1])):
            if buyer.kind != c.BUYER or r.stages[c.STAGE, row] < 0 or firms[r.partner[row]].kind != c.SELLER:
                continue
            found.append(
                Deal(
                    row,
                    (buyer, firms[r.partner[row]]),
                    int(r.counts[c.AGE, row]),
                    {one.name: _pair(r.directed[k, :, row]) for k, one in enumerate(c.DIRECTED)},
                    {one.name: float(r.dyadic[k, row]) for k, one in enumerate(c.DYADIC)},
                    {one.name: _pair(r.read_out[k, :, row]) for k, one in enumerate(c.READ_OUT)},
                    {one.name: int(r.counts[k, row]) for k, one in enumerate(c.COUNTS)},
                    {one.name: _pair(r.traces[k, :, row]) for k, one in enumerate(c.TRACES)}
                    | {one.name: _pair(r.marks[k, :, row]) for k, one in enumerate(c.MARKS)},
                    {one.name: [levers[k, side, row] for side in (0, 1)] for k, one in enumerate(c.LEVERS)},
                )
            )
    return found


def _pair(values: Any) -> tuple[float, float]:
    return float(values[0]), float(values[1])


def lever_differences(world: World, deals: list[Deal]) -> list[str]:
    """Return where the levers in the world are not, to the last bit, those pulled on the objects."""
    levers = Levers(world.relationships).table()
    return [
        f"{lever.name}, side {side}, row {deal.row}: {levers[k, side, deal.row]!r}, not {expected!r}"
        for deal in deals
        for k, lever in enumerate(c.LEVERS)
        for side, expected in enumerate(deal.levers[lever.name])
        if levers[k, side, deal.row] != expected
    ]


def accompany(mechanism: Mechanism, twin: Any) -> None:
    """Let a twin look at the world before the mechanism acts, and judge what the mechanism made of it."""
    before, after = mechanism.before, mechanism.after

    def beginning(month: int) -> None:
        firms = firms_of(mechanism.setting.world)
        deals = deals_of(mechanism.setting.world, firms)
        twin.before(month, firms, deals)
        before(month)
        found = lever_differences(mechanism.setting.world, deals) + twin.differences(mechanism, deals)
        assert not found, f"month {month}: " + "\n".join(found[:6])

    def ending(month: int) -> None:
        firms = firms_of(mechanism.setting.world)
        deals = deals_of(mechanism.setting.world, firms)
        twin.after(month, firms, deals)
        after(month)
        found = twin.judge(mechanism, deals)
        assert not found, f"month {month}: " + "\n".join(found[:6])

    mechanism.before, mechanism.after = beginning, ending  # type: ignore[method-assign]
