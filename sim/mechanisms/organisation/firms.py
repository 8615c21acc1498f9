"""What firms are like inside, and how that changes from month to month (T17, T23, T25, T27, T28)."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim import streams
from sim._jit import allocating_kernel, entry, int64, kernel, share
from sim.constructs.within import culture_after, gained, internal_service_after, orientation_after, rate_of_half_life
from sim.state.columns import N_VALUES

LEADER_LEAVES, LEADER, CULTURE, SERVICE, MISSION, SERVICE_LUCK = (int64(120 + k) for k in range(6))
"""Purposes of luck of this package; 126 to 129 are free."""

AUTHENTICITY, CARE, OVERTURES, SINCERITY = range(4)
TRAITS = 4
ELEMENTS = 4
"""Purpose, strategy, values, standards of behaviour."""

Floats = npt.NDArray[np.float64]


class Inside(NamedTuple):
    """What the firms are like inside, in the order of their numbers: n firms."""

    leader: Floats
    """(n,) the present leader's strength against that of others, standard normal"""
    pursues: Floats
    """(n,) 1 where the present leader pursues relationship orientation"""
    orientation: Floats
    """(n,) relationship orientation"""
    alignment: Floats
    """(n,) how well purpose, strategy, values and standards of behaviour fit"""
    culture: Floats
    """(n, 4) authenticity, care, overtures, sincerity"""
    first_culture: Floats
    """(n, 4) as it was at the start"""
    usual_service: Floats
    """(n,) internal service where nobody does anything about it"""
    service: Floats
    """(n,) internal service"""


def new_inside(n: int) -> Inside:
    """Return empty state of n firms."""
    return Inside(
        leader=np.zeros(n),
        pursues=np.ones(n),
        orientation=np.zeros(n),
        alignment=np.zeros(n),
        culture=np.zeros((n, TRAITS)),
        first_culture=np.zeros((n, TRAITS)),
        usual_service=np.zeros(n),
        service=np.zeros(n),
    )


@allocating_kernel
def _align(o: Any, key: Any, who: int, divergence: float) -> float:
    """Return the alignment of a firm's four elements: 1 less the mean distance of four unit vectors, not below 0."""
    values = np.float64(0.0)
    for k in range(N_VALUES):
        values += np.float64(o.place[who, k]) * np.float64(o.place[who, k])
    common = math.sqrt(max(values, 1e-12))
    elements = np.zeros((ELEMENTS, N_VALUES))
    for e in range(ELEMENTS):
        total = 0.0
        for k in range(N_VALUES):
            luck = streams.normal(streams.word(key, streams.nth(o.uid[who], e * N_VALUES + k)))
            elements[e, k] = np.float64(o.place[who, k]) / common + divergence * luck / math.sqrt(5.0)
            total += elements[e, k] * elements[e, k]
        for k in range(N_VALUES):
            elements[e, k] = elements[e, k] / math.sqrt(max(total, 1e-12))
    apart = 0.0
    for e in range(ELEMENTS):
        for f in range(e):
            squared = 0.0
            for k in range(N_VALUES):
                squared += (elements[e, k] - elements[f, k]) * (elements[e, k] - elements[f, k])
            apart += math.sqrt(squared)
    return share(1.0 - apart / 6.0)


@entry
def found_inside(o: Any, inside: Any, p: Any, seed: Any, lo: int) -> None:
    """Draw what every firm is like inside, each by its own address."""
    leader_key, culture_key = streams.key(seed, LEADER, 0), streams.key(seed, CULTURE, 0)
    service_key, mission_key = streams.key(seed, SERVICE, 0), streams.key(seed, MISSION, 0)
    for i in range(inside.leader.size):
        uid = np.uint64(o.uid[lo + i])
        inside.leader[i] = streams.normal(streams.word(leader_key, uid))
        inside.orientation[i] = p.leadership.origin
        inside.alignment[i] = _align(o, mission_key, lo + i, p.mission.divergence)
        for k in range(TRAITS):
            luck = streams.normal(streams.word(culture_key, streams.nth(uid, k)))
            inside.first_culture[i, k] = share(p.culture.start + p.culture.spread * luck)
            inside.culture[i, k] = inside.first_culture[i, k]
        inside.usual_service[i] = share(
            0.5 + p.internal_service.spread * streams.normal(streams.word(service_key, uid))
        )
        inside.service[i] = inside.usual_service[i]


@entry
def live_inside(o: Any, inside: Any, p: Any, seed: Any, month: int, lo: int) -> None:
    """Let leaders come and go, and orientation, culture and internal service follow them."""
    leaves_key, leader_key = streams.key(seed, LEADER_LEAVES, month), streams.key(seed, LEADER, month)
    luck_key = streams.key(seed, SERVICE_LUCK, month)
    quick = rate_of_half_life(p.culture.half_life)
    for i in range(inside.leader.size):
        uid = np.uint64(o.uid[lo + i])
        fate = streams.word(leaves_key, uid)
        if streams.uniform(fate) < p.leadership.turnover:
            inside.pursues[i] = 1.0 if streams.second_uniform(fate) < p.leadership.continuity else 0.0
            inside.leader[i] = streams.normal(streams.word(leader_key, uid))
        strength = share(p.leadership.strength * (1.0 + p.leadership.spread * inside.leader[i]))
        target = p.leadership.target if inside.pursues[i] > 0.5 else p.leadership.origin
        inside.orientation[i] = orientation_after(
            inside.orientation[i], strength, target, p.leadership.origin, p.leadership.rate, p.leadership.backslide
        )
        come = gained(inside.orientation[i], p.leadership.origin)
        reforming = is_reforming(inside, p, month, i)
        for k in range(TRAITS):
            first = inside.first_culture[i, k]
            lived = first + come * (1.0 - first)
            goal, rate = (p.culture.ideal, quick) if reforming else (lived, p.culture.inertia)
            inside.culture[i, k] = culture_after(inside.culture[i, k], goal, rate)
        tended = inside.culture[i, CARE] - inside.first_culture[i, CARE]
        goal = (
            inside.usual_service[i]
            + p.internal_service.care
            + p.internal_service.leadership * come
            + p.internal_service.culture * tended
        )
        luck = p.internal_service.noise * streams.normal(streams.word(luck_key, uid))
        inside.service[i] = internal_service_after(inside.service[i], goal, p.internal_service.rate, luck)


@kernel
def is_reforming(inside: Any, p: Any, month: int, i: int) -> bool:
    """Return whether a programme of culture change is under way, under a leader who carries it on."""
    programme = p.relationship_management
    return bool(programme.level > 2.5 and month >= programme.start and inside.pursues[i] > 0.5)
