"""Shocks that hit a share of the relationships: contact people leave, lies come out, relationships are ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim import streams
from sim._jit import entry, int64, share
from sim.constructs.trust import deception_after, trust_after_breach
from sim.mechanisms import happenings
from sim.parameters import pack
from sim.processes.chronicle import (
    BREACH_DETECTED,
    BUYER_SIDE,
    ENDED,
    LAST_STAGE,
    NO_CAUSE,
    NO_SIDE,
    write_event,
    write_life,
)
from sim.processes.interaction.selling import keep_memento
from sim.processes.strategy.allocation import fill_wallet
from sim.processes.strategy.leaving import INTERVENTION
from sim.state import columns as c

if TYPE_CHECKING:
    from sim.engine.simulation import Simulation
    from sim.scenario import Intervention

BUYERS, SELLERS, EVERYBODY = 0, 1, 2
LIES = 3
"""Ordinal of the luck of lies, after those of the sides."""


@entry
def hit(o: Any, r: Any, seed: Any, month: int, ordinal: int, share: float, wanted: Any, side: int, struck: Any) -> None:
    """Mark the market relationships that a shock strikes: each by its own address, so that arms share the luck.

    ``wanted`` (P,) says which organisations are concerned, on ``side`` 0, 1, or either (2); ``struck`` (R,) is filled.
    """
    key = streams.key(seed, streams.INTERVENTION, month)
    for owner in range(o.uid.size):
        if o.kind[owner] != c.BUYER:
            continue
        for row in range(o.first[owner], o.first[owner + 1]):
            struck[row] = False
            if r.stages[c.STAGE, row] < 0:
                continue
            partner = r.partner[row]
            concerned = wanted[owner] if side == 0 else (wanted[partner] if side == 1 else True)
            identity = streams.nth(streams.pair(o.uid[owner], o.uid[partner]), ordinal)
            luck = streams.uniform(streams.word(key, identity))
            struck[row] = concerned and luck < share


def _struck(simulation: Simulation, item: Intervention, side: int, ordinal: int | None = None) -> np.ndarray:
    o, r = simulation.world
    wanted = np.zeros(o.uid.size, np.bool_)
    if side != EVERYBODY:
        kind = c.BUYER if side == BUYERS else c.SELLER
        lo, hi = int(simulation.starts[kind]), int(simulation.starts[kind + 1])
        wanted[np.arange(lo, hi) if item.which is None else lo + np.array(item.which, np.int64)] = True
    struck = np.zeros(simulation.rows, np.bool_)
    root = np.uint64(simulation.seed & 0xFFFFFFFFFFFFFFFF)
    luck = side if ordinal is None else ordinal
    hit(o, r, root, simulation.month + 1, luck, float(item.share), wanted, side, struck)
    return np.flatnonzero(struck)


def change_contacts(simulation: Simulation, item: Intervention) -> None:
    """Let contact people of one side leave: what only they knew is lost, and the trust that hung on them (E11)."""
    side = BUYERS if item.target == "buyers" else SELLERS
    rows = _struck(simulation, item, side)
    r = simulation.world.relationships
    memory = r.directed[c.MEMORY, side, rows]
    shared = r.directed[c.SHARED_MEMORY, side, rows]
    personal = np.divide(memory - shared, memory, out=np.zeros(rows.size), where=memory > 0.0)
    loss = simulation.parameters.relationship_memory.departure_trust
    r.directed[c.MEMORY, side, rows] = shared
    r.directed[c.TRUST, 1 - side, rows] *= 1.0 - loss * personal
    simulation.tell(happenings.DEPARTURE, rows, side)


@entry
def end_rows(o: Any, r: Any, rows: Any, owners: Any, books: Any, month: int, keep_events: bool) -> None:
    """End the relationships in these rows from outside, and write it down."""
    for k in range(rows.size):
        row, owner = rows[k], owners[k]
        stage = int64(r.stages[c.STAGE, row])
        if keep_events:
            write_event(
                o.kind, r.partner, r.directed, books.event_numbers, books.event_values, books.used, month, owner, row,
                ENDED, NO_SIDE, stage, LAST_STAGE, INTERVENTION,
            )  # fmt: skip
        write_life(
            o, r, books.ending_numbers, books.ending_values, books.used, month, owner, row, LAST_STAGE, int64(0),
            INTERVENTION, NO_SIDE, int64(0),
        )  # fmt: skip
        keep_memento(o, r, owner, row)
        r.stages[c.STAGE, row] = c.VACANT
        fill_wallet(o, r, owner)


def end_some(simulation: Simulation, item: Intervention) -> None:
    """End a share of the market relationships from outside."""
    rows = _struck(simulation, item, EVERYBODY)
    o, r = simulation.world
    owners = np.searchsorted(o.first, rows, side="right") - 1
    piece = simulation.room()
    for lo in range(0, rows.size, piece):
        part = slice(lo, lo + piece)
        end_rows(o, r, rows[part], owners[part], simulation.books(), simulation.month + 1, simulation.keep_events)
        simulation.empty_books()
    simulation.ended_outside += int(rows.size)


@entry
def deceive(o: Any, r: Any, p: Any, rows: Any, owners: Any, books: Any, month: int, keep_events: bool) -> None:
    """Let the buyers of these rows detect a concealed breach: trust, memory of deception and conflict (E4, E13)."""
    for k in range(rows.size):
        row, owner = rows[k], owners[k]
        institutions = o.institutions[o.government[owner]]
        trust, conflict = r.directed[c.TRUST, 0, row], r.directed[c.CONFLICT, 0, row]
        wounded = trust_after_breach(trust, p.trust.breach_loss, p.government.remedy, institutions)
        r.directed[c.TRUST, 0, row] = wounded
        r.directed[c.DECEPTION, 0, row] = deception_after(r.directed[c.DECEPTION, 0, row], p.trust.deception_memory)
        r.directed[c.CONFLICT, 0, row] = share(conflict + p.conflict.breach * (1.0 - conflict))
        if keep_events:
            stage = int64(r.stages[c.STAGE, row])
            write_event(
                o.kind, r.partner, r.directed, books.event_numbers, books.event_values, books.used, month, owner, row,
                BREACH_DETECTED, BUYER_SIDE, stage, stage, NO_CAUSE,
            )  # fmt: skip


def reveal_lies(simulation: Simulation, item: Intervention) -> None:
    """Let it come out that sellers lied to a share of their buyers."""
    rows = _struck(simulation, item, SELLERS, LIES)
    o, r = simulation.world
    owners = np.searchsorted(o.first, rows, side="right") - 1
    packed, piece = pack(simulation.parameters), simulation.room()
    for lo in range(0, rows.size, piece):
        part = slice(lo, lo + piece)
        deceive(
            o, r, packed, rows[part], owners[part], simulation.books(), simulation.month + 1, simulation.keep_events
        )
        simulation.empty_books()
