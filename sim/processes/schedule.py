"""The month, as one function that reads top to bottom.

``month`` walks the relationships block by block and calls, in the order of the theory, one loop per process; both sides
of every relationship are updated from last month's state of the other.  ``play`` is what Python calls: it runs whole
months, or one phase of a month over one range for a thread.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim._jit import entry, kernel
from sim.processes import block
from sim.processes.bonding import commit, depend, invest, perceive, quarrel, weigh_costs, yield_outcomes
from sim.processes.chronicle import BOTH_SIDES, EVENTS_A_ROW, FORMED, close_month, flag_episodes, write_event
from sim.processes.environment import grow_institutions, settle_standing
from sim.processes.experience import appraise, trust
from sim.processes.interaction.delivering import deliver, deliver_through_others, measure_distance, tempt
from sim.processes.interaction.forming import form
from sim.processes.interaction.learning import learn, open_up
from sim.processes.interaction.linking import publish_links, put_blame
from sim.processes.interaction.monitoring import monitor
from sim.processes.interaction.selling import search, settle, start_relationship, vacancy
from sim.processes.measures import FORMED as FORMED_COUNT
from sim.processes.measures import LIVING, STAGES_FROM, add_to_organisations, add_up, count_types, relation_of, take_bearings
from sim.processes.meeting import draw_luck, meet
from sim.processes.staging import keep_moments, note_before, stage
from sim.processes.strategy.allocation import measure_volume, split_purchases
from sim.processes.strategy.leaving import leave, run_down_contracts
from sim.processes.strategy.market import hear
from sim.state.columns import BUYER, COMPLEMENT, GOVERNMENT

WHOLE_MONTHS, HEARING, SEARCHING, RELATING, OPENING, SETTLING = range(6)
"""What a call of ``play`` does: whole months, or one phase over one range."""


class Books(NamedTuple):
    """What is written down; each book is a pair of arrays, ``used`` counts their filled lines."""

    used: npt.NDArray[np.int64]
    event_numbers: npt.NDArray[np.int32]
    event_values: npt.NDArray[np.float32]
    ending_numbers: npt.NDArray[np.int32]
    ending_values: npt.NDArray[np.float32]
    path_numbers: npt.NDArray[np.int32]
    path_values: npt.NDArray[np.float32]


class Desk(NamedTuple):
    """Working space of one thread."""

    real: npt.NDArray[np.float64]
    """(LINES, rows of a block)"""
    words: npt.NDArray[np.uint64]
    """(rows of a block,) identities of the relationships"""
    whole: npt.NDArray[np.int64]
    """(INTEGER_LINES, rows of a block)"""
    measures: npt.NDArray[np.int64]
    """(months, N_MEASURES) sums of each month"""


class Decisions(NamedTuple):
    """What custom agents decided for single relationships this month; rows in rising order, NaN = not decided."""

    rows: npt.NDArray[np.int64]
    sides: npt.NDArray[np.int64]
    efforts: npt.NDArray[np.float64]
    cheats: npt.NDArray[np.float64]
    leaves: npt.NDArray[np.float64]


@kernel
def _decide_effort(s: Any, decisions: Any, p: Any, w: Any, lo: int, n: int) -> None:
    for k in range(decisions.rows.size):
        i = decisions.rows[k] - lo
        if 0 <= i < n and not np.isnan(decisions.efforts[k]):
            side = decisions.sides[k]
            usual = p.effort_base + p.effort_commitment * w.directed[4, side, lo + i]
            s[block.SHIFT + side, i] = decisions.efforts[k] - usual


@kernel
def _decide_cheating(s: Any, decisions: Any, lo: int, n: int) -> None:
    for k in range(decisions.rows.size):
        i = decisions.rows[k] - lo
        if 0 <= i < n and not np.isnan(decisions.cheats[k]):
            s[block.CHEATED + decisions.sides[k], i] = decisions.cheats[k]


@kernel
def _decide_leaving(s: Any, whole: Any, decisions: Any, lo: int, n: int) -> None:
    for k in range(decisions.rows.size):
        i = decisions.rows[k] - lo
        if 0 <= i < n and not np.isnan(decisions.leaves[k]) and s[block.LIVE, i] > 0.5:
            flag = block.LEFT_0 << decisions.sides[k]
            kept = whole[block.FLAGS, i] & ~flag
            whole[block.FLAGS, i] = kept | flag if decisions.leaves[k] > 0.5 else kept


@kernel
def relate(
    w: Any, p: Any, desk: Any, books: Any, sums: Any, decisions: Any, seed: Any, month: int, line: int,
    owner_lo: int, owner_hi: int, observed: bool, keep_events: bool, watched: int,
) -> None:  # fmt: skip
    """Play one month of the relationships that these owners have."""
    s, whole = desk.real, desk.whole
    lo = w.first[owner_lo]
    n = w.first[owner_hi] - lo
    market = w.kind[owner_lo] == BUYER
    meet(w, s, desk.words, whole, p, owner_lo, owner_hi, lo)
    draw_luck(s, desk.words, seed, month, n)
    note_before(w, s, lo, n)
    measure_distance(w, s, p.distance, lo, n)
    measure_volume(w, s, lo, n)
    open_up(w, s, p.relationship_memory, lo, n)
    # Delivering: opportunism is chosen, then performance.
    tempt(w, s, p.opportunism, lo, n)
    if decisions.rows.size > 0:
        _decide_effort(s, decisions, p.delivering, w, lo, n)
        _decide_cheating(s, decisions, lo, n)
    deliver(w, s, p.delivering, lo, n)
    # Linking: what third parties delivered, and who is blamed.
    deliver_through_others(s, p.linking, n)
    put_blame(w, s, p.linking, lo, n)
    # Monitoring.
    monitor(s, p.monitoring, p.government.audit_rate, n)
    # Experience: satisfaction, recovery, trust.
    appraise(w, s, p.satisfaction, p.expectation.rate, p.recovery, lo, n)
    perceive(w, s, p.perception, lo, n)
    trust(w, s, p.trust, p.government.remedy, p.opportunism.lie_share, p.monitoring.crowding_out, lo, n)
    # Bonding: outcomes, dependence, investment, commitment.
    yield_outcomes(w, s, p.outcome, p.opportunism.gain, p.government.fine, lo, n)
    weigh_costs(w, s, p.switching_costs, lo, n)
    depend(w, s, p.outcome, lo, n)
    invest(w, s, p.investment, p.government.subsidy, lo, n)
    commit(w, s, p.commitment, lo, n)
    # Learning and forming.
    learn(w, s, p.relationship_memory, lo, n)
    form(w, p.distance, 0.5 * (p.forming.buyer_contact + p.forming.seller_contact), lo, n)
    quarrel(w, s, p.conflict, lo, n)
    # Staging: read out, never fed back.
    keep_moments(w, s, lo, n)
    stage(w, s, whole, p.life_cycle, lo, n)
    # Strategy: review and leaving, then volume.
    weigh_costs(w, s, p.switching_costs, lo, n)
    leave(w, s, whole, p, lo, n)
    if decisions.rows.size > 0:
        _decide_leaving(s, whole, decisions, lo, n)
    split_purchases(w, s, whole, p.volume, owner_lo, owner_hi, lo, n)
    run_down_contracts(w, p.contract, lo, n)
    # Measuring and writing down.
    if not market:
        for owner in range(owner_lo, owner_hi):
            publish_links(w, s, owner, lo, w.first[owner] - lo, w.first[owner + 1] - w.first[owner])
    add_to_organisations(w, s, sums, owner_lo, owner_hi, lo)
    flag_episodes(s, whole, n)
    if observed or lo < watched:
        take_bearings(w, s, p.risk_sharing.share, lo, n)
    if observed and (market or w.kind[owner_lo] == GOVERNMENT):
        count_types(w, s, whole, desk.measures[line], p.typologies, lo, n)
        add_up(w, s, desk.measures[line], lo, n)
    close_month(w, s, whole, p, books, month, owner_lo, owner_hi, lo, keep_events, watched)


@kernel
def open_relationships(
    w: Any, p: Any, books: Any, measures: Any, seed: Any, month: int, owner_lo: int, owner_hi: int, keep_events: bool
) -> None:
    """Start the relationships agreed on this month: stage 0 now, first delivery next month."""
    for owner in range(owner_lo, owner_hi):
        partner = w.proposal[owner]
        if partner < 0:
            continue
        row = vacancy(w, owner)
        w.proposal[owner] = -1
        start_relationship(w, p, seed, month, owner, partner, row)
        if relation_of(w, owner, partner) != COMPLEMENT:
            measures[FORMED_COUNT] += 1
            measures[STAGES_FROM] += 1
            measures[LIVING] += 1
        if keep_events:
            write_event(
                w, books.event_numbers, books.event_values, books.used, month, owner, row, FORMED, BOTH_SIDES, -1, 0, 0
            )


@kernel
def room_for(books: Any, rows: int, owners: int) -> bool:
    """Return whether the books have room for whatever a block of so many rows and owners can bring."""
    events = books.event_numbers.shape[0] - books.used[0] >= EVENTS_A_ROW * rows + owners
    endings = books.ending_numbers.shape[0] - books.used[1] >= rows
    return events and endings and books.path_numbers.shape[0] - books.used[2] >= rows


@kernel
def month(
    w: Any, p: Any, desk: Any, books: Any, all_sums: Any, decisions: Any, blocks: Any, seed: Any, month: int, line: int,
    next_block: int, observed: bool, keep_events: bool, watched: int,
) -> int:  # fmt: skip
    """Play one month; return the block to go on with when the books are full, else the number of blocks."""
    organisations = w.uid.size
    if next_block == 0:
        # Hearing of alternatives, searching and agreeing, all from last month's state.
        hear(w, p, seed, month, 0, organisations)
        search(w, p, seed, month, 0, organisations)
        if p.population.capacity > 0.0:
            settle(w, int(p.population.capacity), seed, month)
    # Relating: links to third parties first, because their performance enters the market relationships.
    for b in range(next_block, blocks.shape[0]):
        owner_lo, owner_hi = blocks[b, 0], blocks[b, 1]
        if not room_for(books, w.first[owner_hi] - w.first[owner_lo], owner_hi - owner_lo):
            return b
        relate(
            w, p, desk, books, all_sums[0], decisions, seed, month, line, owner_lo, owner_hi, observed, keep_events,
            watched,
        )
    # Opening what was agreed; reputations, comparison levels, institutions.
    if not room_for(books, 0, organisations):
        return blocks.shape[0]
    open_relationships(w, p, books, desk.measures[line], seed, month, 0, organisations, keep_events)
    settle_standing(w, all_sums, p, 0, organisations)
    grow_institutions(w, p.government)
    return blocks.shape[0] + 1


@entry
def play(
    what: int, w: Any, p: Any, desk: Any, books: Any, sums: Any, thread: int, decisions: Any, blocks: Any, seed: Any,
    first_month: int, last_month: int, lo: int, hi: int, every: int, keep_events: bool, watched: int,
) -> Any:  # fmt: skip
    """Play whole months ``first_month .. last_month``, or one phase of ``first_month`` over the range ``lo .. hi``.

    Returns
    -------
    (month, place) : where to go on.  Whole months: the month and block at which the books were full, or
        (last_month + 1, 0) when done.  A phase: the place reached, ``hi`` when done.
    """
    if what == HEARING:
        hear(w, p, seed, first_month, lo, hi)
        return first_month, hi
    if what == SEARCHING:
        search(w, p, seed, first_month, lo, hi)
        return first_month, hi
    observed = first_month % every == 0
    if what == RELATING:
        for b in range(lo, hi):
            owner_lo, owner_hi = blocks[b, 0], blocks[b, 1]
            if not room_for(books, w.first[owner_hi] - w.first[owner_lo], owner_hi - owner_lo):
                return first_month, b
            relate(
                w, p, desk, books, sums[thread], decisions, seed, first_month, 0, owner_lo, owner_hi, observed,
                keep_events, watched,
            )  # fmt: skip
        return first_month, hi
    if what == OPENING:
        if not room_for(books, 0, hi - lo):
            return first_month, lo
        open_relationships(w, p, books, desk.measures[0], seed, first_month, lo, hi, keep_events)
        return first_month, hi
    if what == SETTLING:
        settle_standing(w, sums, p, lo, hi)
        if lo == 0:
            grow_institutions(w, p.government)
        return first_month, hi
    place = lo
    for now in range(first_month, last_month + 1):
        observed = now % every == 0
        reached = month(
            w, p, desk, books, sums, decisions, blocks, seed, now, now - first_month + hi, place, observed,
            keep_events, watched,
        )  # fmt: skip
        if reached <= blocks.shape[0]:
            return now, reached
        place = 0
    return last_month + 1, 0


