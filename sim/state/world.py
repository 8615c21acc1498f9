"""The world: every table as one bundle of arrays that compiled code takes as it is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.state.columns import (
    CONDUCT,
    COUNTS,
    DIRECTED,
    DYADIC,
    LEVERS,
    MARKS,
    MEMENTO,
    N_PAST,
    N_PLACE,
    N_VALUES,
    READ_OUT,
    STAGES,
    STANDING,
    TRACES,
    VACANT,
    Column,
)

Floats = npt.NDArray[np.float64]

CACHE_LINE = 64
"""Bytes that a processor fetches at a time."""
CARD = 4 * CACHE_LINE // 8
"""Numbers of eight bytes that an organisation's card takes; see :func:`new_cards`."""
_STANDING = (N_PLACE + 2) // 2
"""Where its standing begins, after place and identity."""


class Organisations(NamedTuple):
    """The organisations (P rows), numbered through: buyers, sellers, complementors, governments."""

    uid: npt.NDArray[np.uint32]
    """(P,) identity for luck: kind in the top three bits, number within the kind below."""
    kind: npt.NDArray[np.int8]
    """(P,) buyer, seller, complementor, government."""
    government: npt.NDArray[np.int32]
    """(P,) index into ``institutions``."""
    conduct: Floats
    """(P, 8) what an organisation is like; see ``columns.CONDUCT``."""
    standing: Floats
    """(P, 16) how it stands this month; see ``columns.STANDING``."""
    place: npt.NDArray[np.float32]
    """(P, 8) five values and two map coordinates, each in [0, 1]."""
    goals: npt.NDArray[np.float32]
    """(P, 5) goal vector, each in [0, 1]."""
    institutions: Floats
    """(G,) trust in institutions under each government, in [0, 1]."""
    supply: npt.NDArray[np.int64]
    """(P, 2) first and number of the organisations it may own relationships to."""
    demand: npt.NDArray[np.int64]
    """(P, 2) first and number of the organisations that may own relationships to it."""
    first: npt.NDArray[np.int64]
    """(P + 1,) first row of each owner's segment."""
    target: npt.NDArray[np.int32]
    """(P,) partners wanted."""
    past: npt.NDArray[np.float32]
    """(P, N_PAST, 9) mementos of ended relationships."""
    past_next: npt.NDArray[np.int8]
    """(P,) which memento is overwritten next."""
    proposal: npt.NDArray[np.int32]
    """(P,) partner agreed on this month, -1 for none."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Let copies have cards too."""
        return with_cards, tuple(self)


class Relationships(NamedTuple):
    """The relationships (R rows), in segments by owner: rows ``first[i] .. first[i + 1]`` belong to organisation i."""

    partner: npt.NDArray[np.int32]
    """(R,) the other side of each row, -1 while vacant."""
    directed: npt.NDArray[Any]
    """(12, 2, R) directed state; see ``columns.DIRECTED``."""
    dyadic: npt.NDArray[Any]
    """(10, R) dyadic state."""
    read_out: npt.NDArray[np.float32]
    """(7, 2, R) running moments."""
    counts: npt.NDArray[np.int16]
    """(8, R) counters."""
    stages: npt.NDArray[np.int8]
    """(3, R) stage, stage before decline, highest stage."""
    levers: npt.NDArray[np.float32]
    """(n, R) what mechanisms change this month: a line for each side of a lever that somebody at work may pull."""
    lines: npt.NDArray[np.int8]
    """(24, 2) which line that is, -1 where nobody may pull it; see ``sim.state.levers``."""
    traces: npt.NDArray[np.float32]
    """(3, 2, R) what the month left for them; (3, 2, 0) where none is at work."""
    marks: npt.NDArray[np.bool_]
    """(4, 2, R) the same, of what is there or not."""


class World(NamedTuple):
    """All state of one run."""

    organisations: Organisations
    relationships: Relationships


def allocate(n_organisations: int, first: npt.NDArray[np.int64], n_governments: int, *, single: bool = False) -> World:
    """Return an empty world.

    Parameters
    ----------
    n_organisations : int
        Organisations P.
    first : (P + 1,) int64 array
        First row of each owner's segment; the last entry is the number of rows R.
    n_governments : int
        Governments; at least one record of institutions is kept.
    single : bool
        Store directed and dyadic state in single precision (half the memory; other digests).
    """
    rows = int(first[-1])
    real = np.float32 if single else np.float64
    n = n_organisations
    cards = new_cards(n)
    directed = _empty_rows(DIRECTED, (2, rows), real)
    dyadic = _empty_rows(DYADIC, (rows,), real)
    read_out = _empty_rows(READ_OUT, (2, rows), np.float32)
    past = np.zeros((n, N_PAST, len(MEMENTO)), np.float32)
    past[:, :, 0] = -1.0
    organisations = Organisations(
        **cards,
        kind=np.zeros(n, np.int8),
        institutions=np.zeros(max(1, n_governments)),
        supply=np.zeros((n, 2), np.int64),
        demand=np.zeros((n, 2), np.int64),
        first=first,
        target=np.zeros(n, np.int32),
        past=past,
        past_next=np.zeros(n, np.int8),
        proposal=np.full(n, -1, np.int32),
    )
    relationships = Relationships(
        partner=np.full(rows, -1, np.int32),
        directed=directed,
        dyadic=dyadic,
        read_out=read_out,
        counts=np.zeros((len(COUNTS), rows), np.int16),
        stages=np.full((len(STAGES), rows), VACANT, np.int8),
        levers=np.zeros((0, rows), np.float32),
        lines=np.full((len(LEVERS), 2), -1, np.int8),
        traces=np.zeros((len(TRACES), 2, 0), np.float32),
        marks=np.zeros((len(MARKS), 2, 0), np.bool_),
    )
    return World(organisations, relationships)


def _empty_rows(columns: Sequence[Column], shape: tuple[int, ...], kind: Any) -> npt.NDArray[Any]:
    """Return a table of rows that hold nothing; where that is 0, the system hands over memory that needs no writing."""
    table = np.zeros((len(columns), *shape), kind)
    for values, column in zip(table, columns, strict=True):
        if column.empty != 0.0:
            values[...] = column.empty
    return table


def new_cards(n: int) -> dict[str, npt.NDArray[Any]]:
    """Return the columns of n organisations that others look at, each organisation's side by side.

    Others lie all over the tables; so the processor fetches one line of memory for a stranger that is heard of and
    three for a partner, instead of lines from six places.  The lines hold: place, identity and reputation; how it
    stands towards partners; other standing and goals; conduct.
    """
    end = _STANDING + len(STANDING)
    empty = np.zeros(CARD)
    empty[_STANDING:end] = [c.empty for c in STANDING]
    empty[-len(CONDUCT) :] = [c.empty for c in CONDUCT]
    card = aligned((n, CARD), np.float64)
    card[:] = empty
    singles = card.view(np.float32)
    return {
        "uid": singles[:, N_PLACE].view(np.uint32),
        "government": singles[:, N_PLACE + 1].view(np.int32),
        "conduct": card[:, -len(CONDUCT) :],
        "standing": card[:, _STANDING:end],
        "place": singles[:, :N_PLACE],
        "goals": singles[:, 2 * end : 2 * end + N_VALUES],
    }


def with_cards(*columns: Any) -> Organisations:
    """Return organisations of these columns, with what partners look at on new cards."""
    organisations = Organisations(*columns)
    cards = new_cards(organisations.uid.size)
    for name, column in cards.items():
        column[:] = getattr(organisations, name)
    return organisations._replace(**cards)


def aligned(shape: tuple[int, ...], kind: Any) -> npt.NDArray[Any]:
    """Return a table, not filled, of which no row lies across more lines of the cache than it must."""
    size = math.prod(shape) * np.dtype(kind).itemsize
    raw = np.empty(size + CACHE_LINE, np.uint8)
    skipped = -raw.ctypes.data % CACHE_LINE
    table: npt.NDArray[Any] = raw[skipped : skipped + size].view(kind).reshape(shape)
    return table
