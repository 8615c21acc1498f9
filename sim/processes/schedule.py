"""The month, as one function that reads top to bottom.

``relate`` takes a block of relationships and calls, in the order of the theory, one loop per process; both sides of
every relationship are updated from last month's state of the other.  ``months`` is what Python calls: whole months, or
one phase of a month over one range for a thread.  Functions marked as units are compiled side by side by several
processes, and their first argument says where they are; otherwise they are like any other.  ``o`` are the
organisations, ``r`` the relationships, ``p`` the parameters, ``s`` and ``whole`` the lines of working space that
``sim.processes.block`` names.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim._jit import borrowing_entry, int64, kernel, unit
from sim.processes import block
from sim.processes.bonding import commit, depend, invest, perceive, quarrel, weigh_costs, yield_outcomes
from sim.processes.chronicle import (
    BOTH_SIDES,
    EVENTS_A_ROW,
    FIRST_STAGE,
    FORMED,
    NO_CAUSE,
    NO_STAGE,
    close_month,
    flag_episodes,
    write_event,
)
from sim.processes.environment import grow_institutions, settle_standing
from sim.processes.experience import appraise, trust
from sim.processes.interaction.delivering import deliver, deliver_through_others, measure_distance, tempt
from sim.processes.interaction.forming import form
from sim.processes.interaction.learning import learn, open_up
from sim.processes.interaction.linking import publish_links, put_blame
from sim.processes.interaction.monitoring import monitor
from sim.processes.interaction.selling import search, settle, start_relationship, vacancy
from sim.processes.levers import (
    lay_out,
    leave_traces,
    pull_before,
    pull_bonds,
    pull_conflicts,
    pull_feelings,
    pull_payoffs,
    pull_trust,
)
from sim.processes.measures import add_to_organisations, add_up, count_newcomer, count_types, take_bearings
from sim.processes.meeting import draw_luck, meet
from sim.processes.staging import keep_moments, note_before, stage
from sim.processes.strategy.allocation import fill_wallet, measure_volume, split_purchases
from sim.processes.strategy.leaving import leave, run_down_contracts
from sim.processes.strategy.looking_around import Slate, hear, look_for_reviews
from sim.state.columns import BUYER, COMMITMENT, GOVERNMENT, SELLER

WHOLE_MONTHS, HEARING, SEARCHING, AGREEING, RELATING, OPENING, SETTLING = range(7)
"""What a call of ``months`` does: whole months, or one phase over one range."""


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
    slate: Slate
    """for looking around in the market"""
    measures: npt.NDArray[np.int64]
    """(months, N_MEASURES) sums of each month"""


class Queues(NamedTuple):
    """Working space of the queues at sellers that serve a limited number of buyers (``settle``)."""

    places: npt.NDArray[np.int64]
    """(3, P), or (3, 0) where no seller is limited"""
    priority: npt.NDArray[np.float64]
    """(P,) or (0,)"""


class Decisions(NamedTuple):
    """What custom agents decided for single relationships this month; rows in rising order, NaN = not decided."""

    rows: npt.NDArray[np.int64]
    sides: npt.NDArray[np.int64]
    efforts: npt.NDArray[np.float64]
    cheats: npt.NDArray[np.float64]
    leaves: npt.NDArray[np.float64]


@kernel
def _decide_effort(r: Any, s: Any, decisions: Any, p: Any, lo: int, n: int) -> None:
    for k in range(decisions.rows.size):
        i = decisions.rows[k] - lo
        if 0 <= i < n and not np.isnan(decisions.efforts[k]):
            side = decisions.sides[k]
            usual = p.effort_base + p.effort_commitment * r.directed[COMMITMENT, side, lo + i]
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


@unit
def look_out(o: Any, r: Any, p: Any, slate: Any, seed: Any, month: int, lo: int, hi: int) -> None:
    """Let organisations hear of alternatives, and those with a review due look at the whole market."""
    hear(o, r, p, slate, seed, month, lo, hi)
    look_for_reviews(o, r, p, slate, seed, month, lo, hi)


@unit
def look_for(o: Any, r: Any, p: Any, slate: Any, seed: Any, month: int, lo: int, hi: int) -> None:
    """Let owners search for partners."""
    search(o, r, p, slate, seed, month, lo, hi)


@unit
def interact(
    o: Any, r: Any, p: Any, desk: Any, decisions: Any, seed: Any, month: int, owner_lo: int, owner_hi: int
) -> None:  # fmt: skip
    """Meet, deliver, link and monitor."""
    s, whole = desk.real, desk.whole
    lo = o.first[owner_lo]
    n = o.first[owner_hi] - lo
    meet(o, r, s, desk.words, whole, p, owner_lo, owner_hi, lo)
    draw_luck(s, desk.words, seed, month, n)
    note_before(r, s, lo, n)
    measure_distance(r, s, p.distance, lo, n)
    measure_volume(r, s, lo, n)
    open_up(r, s, p.relationship_memory, lo, n)
    lay_out(r, s, p, lo, n)
    if r.traces.shape[2] > 0:
        pull_before(r, s, p, lo, n)
    # Delivering: opportunism is chosen, then performance.
    tempt(r, s, p.opportunism, lo, n)
    if decisions.rows.size > 0:
        _decide_effort(r, s, decisions, p.delivering, lo, n)
        _decide_cheating(s, decisions, lo, n)
    deliver(r, s, p.delivering, lo, n)
    # Linking: what third parties delivered, and who is blamed.
    deliver_through_others(s, p.linking, n)
    put_blame(r, s, p.linking, lo, n)
    if o.kind[owner_lo] != BUYER:
        for owner in range(owner_lo, owner_hi):
            publish_links(o, r, s, owner, lo, o.first[owner] - lo, o.first[owner + 1] - o.first[owner])
    # Monitoring.
    monitor(s, p.monitoring, p.government.audit_rate, n)


@unit
def bond(r: Any, s: Any, p: Any, lo: int, n: int) -> None:
    """Feel what was delivered, and let ties, habits and quarrels grow of it."""
    levered = r.traces.shape[2] > 0
    # Experience: satisfaction, recovery, trust.
    appraise(r, s, p.satisfaction, p.expectation.rate, p.recovery, lo, n)
    if levered:
        pull_feelings(r, s, lo, n)
    perceive(r, s, p.perception, lo, n)
    trust(r, s, p.trust, p.government.remedy, p.opportunism.lie_share, p.monitoring.crowding_out, lo, n)
    if levered:
        pull_trust(r, lo, n)
    # Bonding: outcomes, dependence, investment, commitment.
    yield_outcomes(r, s, p.outcome, p.opportunism.gain, p.government.fine, lo, n)
    if levered:
        pull_payoffs(r, p.outcome.rate, lo, n)
    weigh_costs(r, s, p.switching_costs, lo, n)
    depend(r, s, p.outcome, lo, n)
    invest(r, s, p.investment, p.government.subsidy, lo, n)
    commit(r, s, p.commitment, lo, n)
    if levered:
        pull_bonds(r, p.commitment.rate, lo, n)
    # Learning and forming.
    learn(r, s, p.relationship_memory, lo, n)
    form(r, s, p.distance, lo, n)
    quarrel(r, s, p.conflict, lo, n)
    if levered:
        pull_conflicts(r, lo, n)


@unit
def decide(
    o: Any, r: Any, p: Any, desk: Any, decisions: Any, owner_lo: int, owner_hi: int, with_bearings: bool
) -> None:  # fmt: skip
    """Read out where relationships stand; review and leave them, and split purchases."""
    s, whole = desk.real, desk.whole
    lo = o.first[owner_lo]
    n = o.first[owner_hi] - lo
    # Staging: read out, never fed back.
    keep_moments(r, s, lo, n)
    stage(r, s, whole, p.life_cycle, lo, n)
    if with_bearings:
        take_bearings(r, s, lo, n)
    # Strategy: review and leaving, then volume.
    weigh_costs(r, s, p.switching_costs, lo, n)
    leave(r, s, whole, p, lo, n)
    if decisions.rows.size > 0:
        _decide_leaving(s, whole, decisions, lo, n)
    split_purchases(o, r, s, whole, p.volume, owner_lo, owner_hi, lo, n)
    run_down_contracts(r, p.contract, lo, n)


@unit
def record(
    o: Any, r: Any, p: Any, desk: Any, books: Any, sums: Any, month: int, line: int, owner_lo: int, owner_hi: int,
    observed: bool, keep_events: bool, watched: int,
) -> None:  # fmt: skip
    """Measure and write down, and end what was left."""
    s, whole = desk.real, desk.whole
    lo = o.first[owner_lo]
    n = o.first[owner_hi] - lo
    add_to_organisations(o, r, s, sums, owner_lo, owner_hi, lo)
    flag_episodes(s, whole, n)
    if r.traces.shape[2] > 0:
        leave_traces(r, s, lo, n)
    if observed and (o.kind[owner_lo] == BUYER or o.kind[owner_lo] == GOVERNMENT):
        count_types(r, s, whole, desk.measures[line], p.typologies, lo, n)
        add_up(r, s, desk.measures[line], lo, n)
    close_month(o, r, s, whole, p, books, month, owner_lo, owner_hi, lo, keep_events, watched)


class Units(NamedTuple):
    """Where the units of the month are (``sim._jit.address``)."""

    looking_out: tuple[int, int]
    looking_for: tuple[int, int]
    interacting: tuple[int, int]
    bonding: tuple[int, int]
    deciding: tuple[int, int]
    recording: tuple[int, int]


def calls_of_units(
    o: Any, r: Any, p: Any, desk: Any, books: Any, sums: Any, decisions: Any, seed: Any
) -> tuple[tuple[Any, ...], ...]:  # fmt: skip
    """Return every unit and arguments like those of the month, in the order of :class:`Units`."""
    k, yes = 0, True
    return (
        (look_out, o, r, p, desk.slate, seed, k, k, k),
        (look_for, o, r, p, desk.slate, seed, k, k, k),
        (interact, o, r, p, desk, decisions, seed, k, k, k),
        (bond, r, desk.real, p, k, k),
        (decide, o, r, p, desk, decisions, k, k, yes),
        (record, o, r, p, desk, books, sums[0], k, k, k, k, yes, yes, k),
    )


@kernel
def relate(
    units: Any, o: Any, r: Any, p: Any, desk: Any, books: Any, sums: Any, decisions: Any, seed: Any, month: int,
    line: int, owner_lo: int, owner_hi: int, observed: bool, keep_events: bool, watched: int,
) -> None:  # fmt: skip
    """Play one month of the relationships that these owners have."""
    lo = o.first[owner_lo]
    n = o.first[owner_hi] - lo
    interact(units.interacting, o, r, p, desk, decisions, seed, month, owner_lo, owner_hi)
    bond(units.bonding, r, desk.real, p, lo, n)
    decide(units.deciding, o, r, p, desk, decisions, owner_lo, owner_hi, observed or lo < watched)
    record(
        units.recording, o, r, p, desk, books, sums, month, line, owner_lo, owner_hi, observed, keep_events, watched
    )  # fmt: skip


@kernel
def open_relationships(
    o: Any,
    r: Any,
    p: Any,
    books: Any,
    measures: Any,
    seed: Any,
    month: int,
    owner_lo: int,
    owner_hi: int,
    keep_events: bool,
) -> None:
    """Start the relationships agreed on this month: stage 0 now, first delivery next month."""
    for owner in range(owner_lo, owner_hi):
        partner = o.proposal[owner]
        if partner < 0:
            continue
        row = vacancy(o, r, owner)
        o.proposal[owner] = -1
        start_relationship(o, r, p, seed, month, int64(owner), int64(partner), int64(row))
        fill_wallet(o, r, owner)
        # Metrics are those of the market and between governments: not of links to third parties or to suppliers.
        if o.kind[owner] != SELLER:
            count_newcomer(r, measures, p.typologies, row)
        if keep_events:
            write_event(
                o.kind,
                r.partner,
                r.directed,
                books.event_numbers,
                books.event_values,
                books.used,
                month,
                owner,
                row,
                FORMED,
                BOTH_SIDES,
                NO_STAGE,
                FIRST_STAGE,
                NO_CAUSE,
            )


@kernel
def room_for(books: Any, rows: int, owners: int) -> bool:
    """Return whether the books have room for whatever a block of so many rows and owners can bring."""
    events = books.event_numbers.shape[0] - books.used[0] >= EVENTS_A_ROW * rows + owners
    endings = books.ending_numbers.shape[0] - books.used[1] >= rows
    return bool(events and endings and books.path_numbers.shape[0] - books.used[2] >= rows)


@borrowing_entry
def months(
    units: Any, what: int, o: Any, r: Any, p: Any, desk: Any, books: Any, sums: Any, thread: int, decisions: Any,
    blocks: Any, queues: Any, seed: Any, first: int, last: int, lo: int, hi: int, line: int, every: int,
    keep_events: bool, watched: int,
) -> Any:  # fmt: skip
    """Play the months ``first .. last``, or only one phase of ``first`` over the places ``lo .. hi`` for a thread.

    Returns
    -------
    (month, place) : where to go on.  Of whole months: the month and block at which the books were full, or
        (last + 1, 0) when done.  Of a phase: the place reached, ``hi`` when done.
    """
    whole = what == WHOLE_MONTHS
    n_organisations, n_blocks = o.uid.size, blocks.shape[0]
    for month in range(first, last + 1):
        observed = month % every == 0
        # Hearing of alternatives, searching and agreeing, all from last month's state.
        if (whole and lo == 0) or what == HEARING:
            look_out(units.looking_out, o, r, p, desk.slate, seed, month, lo, n_organisations if whole else hi)
        if (whole and lo == 0) or what == SEARCHING:
            look_for(units.looking_for, o, r, p, desk.slate, seed, month, lo, n_organisations if whole else hi)
        if ((whole and lo == 0) or what == AGREEING) and p.population.capacity > 0.0:
            settle(o, r, p, seed, month, queues.places, queues.priority)
        # Relating, block by block: links to third parties first, because their performance enters the market.
        if whole or what == RELATING:
            for b in range(lo, n_blocks if whole else hi):
                owner_lo, owner_hi = blocks[b, 0], blocks[b, 1]
                if not room_for(books, o.first[owner_hi] - o.first[owner_lo], owner_hi - owner_lo):
                    return month, b
                relate(
                    units, o, r, p, desk, books, sums[thread], decisions, seed, month, line, owner_lo, owner_hi,
                    observed, keep_events, watched,
                )  # fmt: skip
        # Opening what was agreed: stage 0 now, first delivery next month.
        if whole or what == OPENING:
            if not room_for(books, 0, n_organisations if whole else hi - lo):
                return month, n_blocks if whole else lo
            open_relationships(
                o, r, p, books, desk.measures[line], seed, month, 0 if whole else lo, n_organisations if whole else hi,
                keep_events,
            )  # fmt: skip
        # Settling: reputations, comparison levels, institutions.
        if whole or what == SETTLING:
            settle_standing(o, sums, p, 0 if whole else lo, n_organisations if whole else hi)
            if whole or lo == 0:
                grow_institutions(o, p.government)
        if not whole:
            return month, hi
        lo = 0
        line += 1
    return last + 1, 0
