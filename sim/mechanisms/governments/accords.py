"""Accords: what is known of every pair of countries, and what their governments do about the relationship.

A relationship between two governments is a memorandum in force: its row is found anew each month, because a lapsed one
may be signed again.  What the two publics expect and feel, and who exchanges, outlives it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim import streams
from sim._jit import kernel, share
from sim.constructs.commitment import goal_factor
from sim.constructs.statecraft import (
    attention_after,
    contact_factor,
    departure_damage,
    distance_left,
    learning_factor,
    leaving_office_chance,
    shared_goals_overlap,
)
from sim.mechanisms.governments.luck import GOALS, LEADERS
from sim.mechanisms.pulling import push, scale
from sim.processes.distances import distance_of, weighed
from sim.processes.interaction.selling import MEAN_GOAL_OVERLAP, goal_overlap
from sim.processes.strategy.market import first_sight
from sim.state import columns as c

Floats = npt.NDArray[np.float64]
YEAR = 12
BOUND = 50.0
"""Log-odds beyond which nobody leaves."""
VISITED, CELEBRATED, RENEWED, UPGRADED, FIRST_AGAINST, SECOND_AGAINST, N_HAPPENINGS = range(7)
"""What may happen to a pair; the last two: its public makes the first or second government speak against renewal."""


class Accords(NamedTuple):
    """Every pair of countries (N), the first with the lower number; sides as in relationships."""

    first: npt.NDArray[np.int64]
    """(N,) number of the first government"""
    second: npt.NDArray[np.int64]
    """(N,) number of the second"""
    row: npt.NDArray[np.int64]
    """(N,) row of the memorandum in force, -1 for none"""
    apart: Floats
    """(N,) distance between the two this month"""
    ground: Floats
    """(N,) geographic distance without posts"""
    attention: Floats
    """(N,) attention left of state visits"""
    treaty: npt.NDArray[np.int8]
    """(N,) 1 where the memorandum has become a treaty"""
    expectation: Floats
    """(N, 2) exchange that each public expects"""
    satisfaction: Floats
    """(N, 2) how satisfied each public is with the exchange"""
    months: Floats
    """(N,) months of experience of the publics"""
    volume: Floats
    """(N, 2) exchange delivered this month by the deliverers of each side"""
    received: Floats
    """(N, 2) performance that each public received this month"""
    cost: Floats
    """(N,) what both governments paid this month"""
    engaged: npt.NDArray[np.int8]
    """(deliverers, governments) 1 where a deliverer exchanges with a country"""
    changed: npt.NDArray[np.int8]
    """(governments,) 1 where a new leader took office this month"""
    happened: npt.NDArray[np.int8]
    """(N_HAPPENINGS, N) 1 where a pair saw a visit, an anniversary, or a review with that outcome this month"""
    lent: Floats
    """(governments, governments) institutional trust that the relation lends to firms of both"""


def new_accords(governments: int, deliverers: int) -> Accords:
    """Return the pairs of so many countries, nothing agreed."""
    first, second = np.triu_indices(governments, 1)
    n = first.size
    return Accords(
        first=first.astype(np.int64),
        second=second.astype(np.int64),
        row=np.full(n, -1, np.int64),
        apart=np.zeros(n),
        ground=np.zeros(n),
        attention=np.zeros(n),
        treaty=np.zeros(n, np.int8),
        expectation=np.zeros((n, 2)),
        satisfaction=np.zeros((n, 2)),
        months=np.zeros(n),
        volume=np.zeros((n, 2)),
        received=np.zeros((n, 2)),
        cost=np.zeros(n),
        engaged=np.zeros((deliverers, governments), np.int8),
        changed=np.zeros(governments, np.int8),
        happened=np.zeros((N_HAPPENINGS, n), np.int8),
        lent=np.zeros((governments, governments)),
    )


@kernel
def find_rows(o: Any, r: Any, a: Any, capital: int) -> None:
    """Find the memorandum in force of every pair."""
    for n in range(a.first.size):
        owner, partner = capital + a.first[n], capital + a.second[n]
        a.row[n] = -1
        for row in range(o.first[owner], o.first[owner + 1]):
            if r.partner[row] == partner and r.stages[c.STAGE, row] >= 0:
                a.row[n] = row


@kernel
def change_leaders(o: Any, r: Any, core: Any, p: Any, a: Any, capital: int, seed: Any, month: int) -> None:
    """Let leaders leave: their goals and ties go with them, what the institution knows stays."""
    chance = leaving_office_chance(p.leaders.median_spell) if p.leaders.median_spell > 0.0 else 0.0
    leader_key = streams.key(seed, LEADERS, month)
    goal_key = streams.key(seed, GOALS, month)
    for g in range(a.changed.size):
        who = capital + g
        leaves = streams.uniform(streams.word(leader_key, np.uint64(o.uid[who]))) < chance
        a.changed[g] = 1 if leaves else 0
        if leaves:
            for k in range(c.N_VALUES):
                o.goals[who, k] = streams.uniform(streams.word(goal_key, streams.nth(o.uid[who], k)))
    for n in range(a.row.size):
        row = a.row[n]
        if row < 0:
            continue
        for me in range(2):
            if a.changed[a.first[n] if me == 0 else a.second[n]] == 0:
                continue
            memory, held = r.directed[c.MEMORY, me, row], r.directed[c.SHARED_MEMORY, me, row]
            personal = (memory - held) / memory if memory > 0.0 else 0.0
            lost = departure_damage(personal, p.diplomacy.ties)
            trust = r.directed[c.TRUST, 1 - me, row]
            r.directed[c.MEMORY, me, row] = memory - lost * memory
            r.directed[c.TRUST, 1 - me, row] = trust * (1.0 - core.relationship_memory.departure_trust * lost)
        if a.changed[a.first[n]] + a.changed[a.second[n]] > 0 or r.counts[c.AGE, row] == 0:
            overlap = goal_overlap(o, capital + a.first[n], capital + a.second[n])
            overlap = shared_goals_overlap(overlap, p.diplomacy.shared_goals)
            r.dyadic[c.GOAL_FACTOR, row] = goal_factor(overlap, core.commitment.goal_floor, MEAN_GOAL_OVERLAP)


@kernel
def keep_up(o: Any, r: Any, core: Any, p: Any, a: Any, capital: int, seed: Any, month: int) -> None:
    """Sign, send ambassadors, visit, celebrate, review and measure the distance, pair by pair."""
    a.happened[:] = 0
    for n in range(a.row.size):
        row = a.row[n]
        a.attention[n] = attention_after(a.attention[n], p.visits.half_life)
        a.cost[n] = 0.0
        if row < 0:
            a.treaty[n] = 0
            d = first_sight(o, core.distance, seed, capital + a.first[n], capital + a.second[n])
            a.apart[n] = weighed(core.distance, d[0], d[1], d[2], d[3], d[4])
            continue
        if r.counts[c.AGE, row] == 0:
            _sign(r, p, a, n, row)
        _form(r, p, a, n, row)
        _visit(r, p, a, n, row, month)
        _celebrate(r, core, p, a, n, row)
        _review(r, p, a, n, row)
        a.apart[n] = distance_of(r, core.distance, row)


@kernel
def _sign(r: Any, p: Any, a: Any, n: int, row: int) -> None:
    """Promise: the governments and their publics expect more from now on."""
    a.ground[n] = r.dyadic[c.GEOGRAPHIC_DISTANCE, row]
    a.treaty[n] = 0
    for me in range(2):
        push(r, c.LEVER_PROMISE, me, row, np.float32(p.diplomacy.promise))
        a.expectation[n, me] = share(a.expectation[n, me] + p.diplomacy.promise)


@kernel
def _form(r: Any, p: Any, a: Any, n: int, row: int) -> None:
    """Posts bring the other country nearer; a wide interface learns faster; there is no wallet to share out."""
    r.dyadic[c.WALLET_SHARE, row] = 1.0
    r.dyadic[c.GEOGRAPHIC_DISTANCE, row] = a.ground[n] * distance_left(p.posts.number)
    for me in range(2):
        scale(r, c.LEVER_CONTACT, me, row, np.float32(contact_factor(p.posts.number, p.posts.contact)))
        scale(r, c.LEVER_LEARNING, me, row, np.float32(learning_factor(p.diplomacy.ties, p.diplomacy.tie_learning)))
    a.cost[n] = 2.0 * (p.posts.number * p.posts.cost + (p.diplomacy.ties - 1.0) * p.diplomacy.tie_cost)


@kernel
def _visit(r: Any, p: Any, a: Any, n: int, row: int, month: int) -> None:
    every = int(p.visits.every)
    if every > 0 and month % max(every, 1) == 0:
        a.happened[VISITED, n] = 1
        a.attention[n] += p.visits.attention
        a.cost[n] += 2.0 * p.visits.cost
        for me in range(2):
            push(r, c.LEVER_TRUST, me, row, np.float32(p.visits.trust))


@kernel
def _celebrate(r: Any, core: Any, p: Any, a: Any, n: int, row: int) -> None:
    age = int(r.counts[c.AGE, row])
    if p.diplomacy.celebrate < 0.5 or age < YEAR:
        return
    if age % YEAR == 0:
        a.happened[CELEBRATED, n] = 1
        for me in range(2):
            push(r, c.LEVER_TRUST, me, row, np.float32(p.diplomacy.celebration_trust))
    if age % YEAR < p.diplomacy.celebration_months:
        kept = 1.0 + core.relationship_memory.decay * p.diplomacy.celebration_keeping
        for me in range(2):
            r.directed[c.MEMORY, me, row] = share(r.directed[c.MEMORY, me, row] * kept)
            r.directed[c.SHARED_MEMORY, me, row] = share(r.directed[c.SHARED_MEMORY, me, row] * kept)


@kernel
def _review(r: Any, p: Any, a: Any, n: int, row: int) -> None:
    """Once a year: lapse, renew or upgrade, by how satisfied the publics are; until then a memorandum stands."""
    if (int(r.counts[c.AGE, row]) + 1) % YEAR != 0:
        if p.diplomacy.yearly > 0.5:
            for me in range(2):
                push(r, c.LEVER_LEAVING, me, row, -np.float32(BOUND))
        return
    for me in range(2):
        if a.satisfaction[n, me] < p.diplomacy.renewal:
            a.happened[FIRST_AGAINST + me, n] = 1
            push(r, c.LEVER_LEAVING, me, row, np.float32(p.diplomacy.lapsing))
    upgraded = min(a.satisfaction[n, 0], a.satisfaction[n, 1]) >= p.diplomacy.treaty
    if a.happened[FIRST_AGAINST, n] + a.happened[SECOND_AGAINST, n] == 0:
        a.happened[UPGRADED if upgraded else RENEWED, n] = 1
    if upgraded:
        a.treaty[n] = 1
        r.counts[c.CONTRACT_LEFT, row] = int(p.diplomacy.treaty_months)
