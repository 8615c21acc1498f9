"""Who talks to whom, what is told, and what becomes of the opportunists' relationships (T21, E12)."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim import streams
from sim._jit import entry, int64, kernel, piece
from sim.constructs.cooperation import joint_action
from sim.constructs.relationship_memory import sharing
from sim.mechanisms.pulling import push
from sim.mechanisms.reputation.rules import reputation_after_talk, wound_after
from sim.mechanisms.trades import is_trade
from sim.state import columns as c
from sim.typologies.donaldson_otoole import action, belief, four_type

ACQUAINTANCE, TELLING = 183, 184
"""Purposes of the luck of who knows whom, and of what is told."""

NEVER = int64(-1)
DETACHED, ADVERSARIAL, FRIENDSHIP, PARTNERSHIP = (int64(k) for k in range(4))

TALLY = ("share", "lead_months", "trust", "broken", "adversarial_first", "told", "trust_gap")
SHARE, LEAD_MONTHS, TRUST_IN_THEM, BROKEN, ADVERSARIAL_FIRST, TOLD, TRUST_GAP = range(len(TALLY))


@kernel
def _recall(o: Any, seed: Any, starts: Any, who: int, contacts: Any) -> None:
    """Fill in whom a buyer or seller knows of its kind, always the same; -1 where a draw fell on one it had."""
    key, kind = streams.key(seed, ACQUAINTANCE, 0), o.kind[who]
    first, size = starts[kind], starts[kind + 1] - starts[kind]
    for k in range(contacts.size):
        bits = streams.word(key, streams.nth(np.uint64(o.uid[who]), int64(k)))
        other = first + streams.index(bits, size)
        known = other == who
        for j in range(k):
            known = known or contacts[j] == other
        contacts[k] = -1 if known else other


@piece
def _row_of(o: Any, r: Any, buyer: int, seller: int) -> int:
    """Return the row of a living relationship, -1 where there is none."""
    found = -1
    for row in range(o.first[buyer], o.first[buyer + 1]):
        if r.partner[row] == seller and r.stages[c.STAGE, row] >= 0:
            found = row
    return found


@kernel
def _tell(
    o: Any, r: Any, p: Any, contacts: Any, wounds: Any, key: Any, victim: int, accused: int, me: int, crowd: float
) -> int:
    """Let the contacts of a victim hear of a breach, each with its luck, and return how many did."""
    heard = 0
    identity = streams.pair(o.uid[victim], o.uid[accused])
    for k in range(contacts.size):
        hearer = contacts[k]
        if hearer < 0:
            continue
        if streams.uniform(streams.word(key, streams.nth(identity, int64(k)))) >= p.gossip.rate:
            continue
        heard += 1
        row = _row_of(o, r, hearer if me == 0 else accused, accused if me == 0 else hearer)
        if row >= 0:
            wounds[me, row] = wound_after(np.float64(wounds[me, row]), p.gossip.wound)
    standing = o.standing[accused]
    standing[c.REPUTATION] = reputation_after_talk(standing[c.REPUTATION], float(heard), crowd, p.gossip.reputation)
    return heard


@entry
def talk(o: Any, r: Any, p: Any, wounds: Any, partners: Any, starts: Any, seed: Any, month: int, tally: Any) -> None:
    """Let victims tell of the breaches that they detected this month."""
    tally[TOLD] = 0.0
    contacts = np.empty(int(p.gossip.contacts), np.int64)
    for me in range(2):
        key = streams.key(seed, TELLING, 2 * month + me)
        crowd = float(starts[me + 1] - starts[me])
        for owner in range(starts[0], starts[1]):
            for row in range(o.first[owner], o.first[owner + 1]):
                partner = partners[row]
                if partner < 0 or not r.marks[c.MARK_BREACH, me, row]:
                    continue
                victim = int64(owner) if me == 0 else int64(partner)
                accused = int64(partner) if me == 0 else int64(owner)
                _recall(o, seed, starts, victim, contacts)
                tally[TOLD] += float(_tell(o, r, p, contacts, wounds, key, victim, accused, int64(me), crowd))


@entry
def take_to_heart(o: Any, r: Any, wounds: Any, partners: Any, starts: Any) -> None:
    """Let those who heard trust less this month; note who deals with whom."""
    for owner in range(starts[0], starts[1]):
        for row in range(o.first[owner], o.first[owner + 1]):
            there = is_trade(o, r, owner, row)
            partners[row] = r.partner[row] if there else -1
            for me in range(2):
                if there and wounds[me, row] > 0.0 and r.counts[c.AGE, row] > 0:
                    lost = np.float64(wounds[me, row]) * r.directed[c.TRUST, me, row]
                    push(r, c.LEVER_TRUST, int64(me), row, -lost)
                wounds[me, row] = 0.0


@kernel
def _type_of(r: Any, core: Any, row: int) -> int:
    q, memory = core.typologies, core.relationship_memory
    shared, trust, commitment = 0.0, 0.0, 0.0
    for me in range(2):
        trust += 0.5 * r.directed[c.TRUST, me, row]
        commitment += 0.5 * r.directed[c.COMMITMENT, me, row]
        shared += 0.5 * sharing(
            r.directed[c.TRUST, me, row], r.directed[c.COMMITMENT, me, row], memory.openness, memory.sharing_floor
        )
    mine, theirs = r.directed[c.INVESTMENT, 0, row], r.directed[c.INVESTMENT, 1, row]
    faith = belief(trust, r.dyadic[c.VALUE_OVERLAP, row], commitment)
    works = action(joint_action(mine, theirs), 0.5 * (mine + theirs), shared)
    return four_type(faith, works, q.belief, q.action)


@kernel
def _break_down(tally: Any, steps: Any, row: int) -> None:
    """Count a partnership that broke down, by the first step away from partnership."""
    tally[BROKEN] += 1.0
    tally[ADVERSARIAL_FIRST] += 1.0 if steps[row] == ADVERSARIAL else 0.0
    steps[row] = NEVER


@entry
def watch_opportunists(o: Any, r: Any, p: Any, core: Any, partners: Any, steps: Any, starts: Any, tally: Any) -> None:
    """Measure the opportunists' share of the market, how far they are trusted, and which way their partners turn."""
    bar = p.gossip.opportunist_from
    theirs, whole, trust, n, heads, honest, m = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    for seller in range(starts[1], starts[2]):
        heads += 1.0 if o.conduct[seller, c.OPPORTUNISM_PROPENSITY] >= bar else 0.0
    for row in range(partners.size):
        partner = partners[row]
        if partner < 0:
            steps[row] = NEVER
            continue
        volume = np.float64(r.traces[c.TRACE_TRADE, 0, row])
        whole += volume
        if o.conduct[partner, c.OPPORTUNISM_PROPENSITY] < bar:
            if r.stages[c.STAGE, row] >= 0 and r.counts[c.AGE, row] > 0:
                honest += r.directed[c.TRUST, 0, row]
                m += 1.0
            continue
        theirs += volume
        if r.stages[c.STAGE, row] < 0 or r.counts[c.AGE, row] == 0:
            if steps[row] != PARTNERSHIP and steps[row] >= 0:
                _break_down(tally, steps, row)
            steps[row] = NEVER
            continue
        trust += r.directed[c.TRUST, 0, row]
        n += 1.0
        now = _type_of(r, core, row)
        if now == PARTNERSHIP:
            steps[row] = PARTNERSHIP
        elif steps[row] == PARTNERSHIP:
            steps[row] = now
        if now == DETACHED and steps[row] >= 0:
            _break_down(tally, steps, row)
    others = float(starts[2] - starts[1]) - heads
    tally[SHARE] = theirs / whole if whole > 0.0 else np.nan
    tally[TRUST_IN_THEM] = trust / n if n > 0.0 else np.nan
    tally[TRUST_GAP] = honest / m - trust / n if m * n > 0.0 else np.nan
    if heads > 0.0 and others > 0.0 and theirs / heads > (whole - theirs) / others:
        tally[LEAD_MONTHS] += 1.0
