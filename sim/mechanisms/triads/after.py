"""What a month does to triads: trust in the third, ties that break, bridges that are crossed."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim import streams
from sim._jit import entry, kernel, piece
from sim.constructs.opportunism import detection_probability
from sim.constructs.satisfaction import episode_satisfaction, felt_surprise
from sim.constructs.triads import bridge_probability, third_trust_after
from sim.constructs.trust import trust_after_breach
from sim.mechanisms.pulling import pulled
from sim.mechanisms.triads.before import OWNER, PARTNER, link_of, sign_of
from sim.mechanisms.triads.ties import (
    BROKEN,
    BROKEN_FIRST,
    BROKEN_WEAKER,
    CROSSED_OTHER,
    CROSSED_TRUSTED,
    FIRST_WEAKER,
    NEITHER,
    NOBODY,
    THOUGHT_OTHER,
    THOUGHT_TRUSTED,
    TOLD_BALANCED,
    TOLD_BLAME,
    TOLD_CLOSED,
    TOLD_COMMITMENT,
    TOLD_DELIVERED,
    TOLD_DIRECT,
    TOLD_LOSS,
    TOLD_THIRD_TRUST,
    TOLD_TRIADS,
    WEAK_FIRST,
)
from sim.state import columns as c

NOTICE = 140
"""Purpose of luck: whether a customer detects what the third did to its principal."""
CROSSING = 142
"""Purpose of luck: whether a complementor thinks of going direct; whether it does."""
JOINING = 143
"""Purpose of luck: whether a complementor thinks of joining the other two; whether it does."""
TRUSTED = 0.5
"""Trust from which a complementor counts as trusted, in what is told of bridges."""


@entry
def look_back(o: Any, r: Any, t: Any, p: Any, core: Any, seed: Any, month: int) -> None:
    """Look back on the month of every triad."""
    for owner in range(o.uid.size):
        if o.kind[owner] != c.BUYER:
            continue
        for row in range(o.first[owner], o.first[owner + 1]):
            if t.blame[row] < 0.0:
                continue
            judge_third(o, r, t, core, seed, month, owner, row)
            note_breaks(o, r, t, row)
            if t.crossing[row] and not still(r, row):
                take_over(o, t, owner, row)
            t.crossing[row] = False
            t.joined[row] = False
            if still(r, row):
                choose_bridge(o, r, t, p, seed, month, owner, row)
    for owner in range(o.uid.size):
        if o.kind[owner] == c.SELLER and o.standing[owner, c.LINKED] > 0.5:
            t.told[TOLD_LOSS] += core.linking.coordination * (1.0 - o.standing[owner, c.LINKED_MEMORY])
            t.told[TOLD_DELIVERED] += 1.0
            link = link_of(o, r, owner)
            t.told[TOLD_COMMITMENT] += r.directed[c.COMMITMENT, PARTNER, link] if link != NOBODY else 0.0


@piece
def still(r: Any, row: int) -> bool:
    """Return whether the relationship that was played in a row still lives in it."""
    return bool(r.stages[c.STAGE, row] >= 0 and r.counts[c.AGE, row] > 0)


@kernel
def judge_third(o: Any, r: Any, t: Any, core: Any, seed: Any, month: int, owner: int, row: int) -> None:
    """Let a customer learn how far the third can be trusted, from its part of the delivery and from blame."""
    standing = o.standing[r.partner[row]]
    if not still(r, row) or standing[c.LINKED] < 0.5:
        return
    third, blamed = t.third[row], np.float64(t.blame[row])
    performed = standing[c.LINKED_PERFORMANCE]
    felt_p = core.satisfaction
    worth = felt_surprise(performed - np.float64(t.expected[row]), felt_p.loss_aversion, felt_p.indifference)
    good = 2.0 * episode_satisfaction(performed, worth, felt_p.quality, felt_p.disconfirmation) - 1.0
    # The trace holds the episode as resentment bent it; what was short is what the third's share is taken from.
    felt = np.float64(r.traces[c.TRACE_FELT, OWNER, row])
    bent = pulled(r, c.LEVER_RESENTMENT, OWNER, row)
    short = max(-felt, 0.0) / bent if bent > 0.0 else 0.0
    gain, loss = core.trust.gain, core.trust.gain * core.trust.loss_ratio
    before = np.float64(t.third_trust[row])
    trust = third_trust_after(before, max(good, 0.0), (1.0 - blamed) * short, gain, loss)
    if standing[c.LINKED_BREACH] > 0.5:
        watching = core.monitoring.buyer_intensity + pulled(r, c.LEVER_WATCHING, OWNER, row)
        seen = detection_probability(
            watching, core.government.audit_rate, core.monitoring.detection_base, core.monitoring.detection_slope
        )
        luck = streams.uniform(streams.word(streams.key(seed, NOTICE, month), streams.pair(o.uid[owner], o.uid[third])))
        if luck < seen * (1.0 - blamed):
            institutions = o.institutions[o.government[owner]]
            trust = trust_after_breach(trust, core.trust.breach_loss, core.government.remedy, institutions)
    t.third_trust[row] = trust
    t.told[TOLD_TRIADS] += 1.0
    t.told[TOLD_THIRD_TRUST] += np.float64(t.third_trust[row])
    t.told[TOLD_BLAME] += blamed


@kernel
def note_breaks(o: Any, r: Any, t: Any, row: int) -> None:
    """Count triads with a failing tie that lost one of the two ties that can end, and whether it was the weaker."""
    if t.crossing[row] or t.failing[row] == NEITHER:
        return
    principal = r.partner[row]
    if not still(r, row) and r.counts[c.AGE, row] == 0:
        return  # the row holds somebody new already; who was there cannot be told
    first_broke = not still(r, row)
    link = link_of(o, r, principal)
    second_broke = link == NOBODY
    if first_broke == second_broke:
        return
    weaker_first = t.failing[row] == FIRST_WEAKER
    t.tallies[BROKEN] += 1.0
    t.tallies[BROKEN_FIRST] += 1.0 if first_broke else 0.0
    t.tallies[WEAK_FIRST] += 1.0 if weaker_first else 0.0
    t.tallies[BROKEN_WEAKER] += 1.0 if first_broke == weaker_first else 0.0


@kernel
def take_over(o: Any, t: Any, owner: int, row: int) -> None:
    """Let the third serve a customer directly: a partner less to be wanted, and its volume leaves the market."""
    if o.target[owner] <= 0:
        return
    direct, k = t.direct, t.direct.used[0]
    direct.owner[k], direct.third[k] = owner, t.third[row]
    direct.trust[k], direct.expected[k] = t.third_trust[row], t.expected[row]
    direct.volume[k] = o.conduct[owner, c.DEMAND] * np.float64(t.wallet[row])
    direct.used[0] += 1
    # In single precision the volume may be rounded up to more than there is.
    o.conduct[owner, c.DEMAND] = max(o.conduct[owner, c.DEMAND] - np.float64(direct.volume[k]), 0.0)
    o.target[owner] -= 1
    t.told[TOLD_DIRECT] += 1.0


@kernel
def choose_bridge(o: Any, r: Any, t: Any, p: Any, seed: Any, month: int, owner: int, row: int) -> None:
    """Let the third stay a bridge, go direct, or join the other two (tertius iungens)."""
    link = link_of(o, r, r.partner[row])
    third = t.third[row]
    if link == NOBODY or r.partner[link] != third:
        return
    t.told[TOLD_CLOSED] += 1.0
    product = sign_of(r, row) * sign_of(r, link) * (2.0 * np.float64(t.third_trust[row]) - 1.0)
    t.told[TOLD_BALANCED] += 1.0 if product > 0.0 else 0.0
    identity = streams.pair(o.uid[owner], o.uid[third])
    trust, commitment = np.float64(t.third_trust[row]), r.directed[c.COMMITMENT, OWNER, link]
    luck = streams.word(streams.key(seed, CROSSING, month), identity)
    if streams.uniform(luck) < p.bridging.direct:
        chance = bridge_probability(trust, commitment, p.bridging.intercept, p.bridging.trust, p.bridging.commitment)
        goes = streams.second_uniform(luck) < chance
        t.crossing[row] = goes
        trusted = trust >= TRUSTED
        t.tallies[THOUGHT_TRUSTED if trusted else THOUGHT_OTHER] += 1.0
        t.tallies[CROSSED_TRUSTED if trusted else CROSSED_OTHER] += 1.0 if goes else 0.0
    luck = streams.word(streams.key(seed, JOINING, month), identity)
    if not t.crossing[row] and streams.uniform(luck) < p.bridging.joining:
        chance = bridge_probability(trust, commitment, p.bridging.intercept, p.bridging.trust, -p.bridging.commitment)
        t.joined[row] = streams.second_uniform(luck) < chance
