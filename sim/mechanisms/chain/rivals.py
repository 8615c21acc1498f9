"""Rivals: who supplies the same customer keeps the peace or fights; and what a relational norm does (T18)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim import streams
from sim._jit import entry, int64
from sim.constructs.rivalry import (
    fighting_pays,
    fighting_probability,
    future_under_norm,
    months_that_count,
    overlap_under_norm,
)
from sim.mechanisms.pulling import push, scale
from sim.state import columns as c

CHOICE, SIGHT = int64(130), int64(131)
"""Purposes of luck of this package; 132 to 139 are free."""
LEAST_PRICE = 0.3
"""Price share at which a seller's margin is nothing (E19)."""


@entry
def look_at_rivals(o: Any, r: Any, fights: Any, seen: Any, rivals: Any, owners: int) -> None:
    """Work out which share of those who supply the same customers fought last month, customer by customer."""
    seen[:] = 0
    rivals[:] = 0
    for owner in range(owners):
        fighting, there = 0, 0
        for row in range(o.first[owner], o.first[owner + 1]):
            if r.stages[c.STAGE, row] >= 0:
                fighting += fights[r.partner[row]]
                there += 1
        for row in range(o.first[owner], o.first[owner + 1]):
            if r.stages[c.STAGE, row] >= 0:
                seen[r.partner[row]] += fighting - fights[r.partner[row]]
                rivals[r.partner[row]] += there - 1


@entry
def choose(o: Any, fights: Any, seen: Any, rivals: Any, p: Any, norm: Any, seed: Any, month: int) -> None:
    """Let every firm with rivals keep the peace or fight this month."""
    choice_key, sight_key = streams.key(seed, CHOICE, month), streams.key(seed, SIGHT, month)
    everybody = streams.normal(streams.word(sight_key, np.uint64(0xFFFFFFFFFFFFFFFF)))
    counted = months_that_count(future_under_norm(p.future, norm.level, norm.horizon), p.war)
    for who in range(fights.size):
        fights[who] = 0
        if rivals[who] <= 0:
            continue
        uid = np.uint64(o.uid[who])
        own = streams.normal(streams.word(sight_key, uid))
        haze = p.haze * (math.sqrt(p.common) * everybody + math.sqrt(1.0 - p.common) * own)
        sight = min(1.0, max(0.0, seen[who] / rivals[who] + haze))
        margin = o.standing[who, c.LIST_PRICE] - LEAST_PRICE
        chance = fighting_probability(fighting_pays(margin, p.cut, p.win, sight, counted), p.slope)
        fights[who] = 1 if streams.uniform(streams.word(choice_key, uid)) < chance else 0


@entry
def fight(o: Any, r: Any, fights: Any, p: Any, owners: int) -> None:
    """Let it show: in prices, in whose orders grow, in how hard and how closed those are who fight."""
    for owner in range(owners):
        total, held = 0.0, 0.0
        for row in range(o.first[owner], o.first[owner + 1]):
            if r.stages[c.STAGE, row] >= 0:
                held += r.dyadic[c.WALLET_SHARE, row]
                total += r.dyadic[c.WALLET_SHARE, row] * (1.0 + p.win * fights[r.partner[row]])
        for row in range(o.first[owner], o.first[owner + 1]):
            if r.stages[c.STAGE, row] < 0:
                continue
            fought = float(fights[r.partner[row]])
            scale(r, c.LEVER_ORDERS, 0, row, (1.0 + p.win * fought) * held / max(total, 1e-12))
            push(r, c.LEVER_DISCOUNT, 0, row, -p.cut * fought)
            push(r, c.LEVER_HARDNESS, 1, row, p.hardness * fought)
            scale(r, c.LEVER_OPENNESS, 1, row, 1.0 - p.withhold * fought)
            scale(r, c.LEVER_INVESTING, 1, row, 1.0 - p.withhold * fought)


@entry
def hold_to_norm(r: Any, p: Any) -> None:
    """Let a relational norm restrain everybody, and give those who begin something in common."""
    for row in range(r.partner.size):
        if r.stages[c.STAGE, row] < 0:
            continue
        for side in range(2):
            push(r, c.LEVER_TEMPTATION, side, row, -p.restraint * p.level)
        if r.counts[c.AGE, row] == 0:
            r.dyadic[c.VALUE_OVERLAP, row] = overlap_under_norm(r.dyadic[c.VALUE_OVERLAP, row], p.level, p.values)
