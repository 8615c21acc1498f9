"""Who deals with whom in one run, month by month, as places that stay and edges that come and go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.tables import Table, codes, length, where
from sim.life_cycle.stages import EARLY
from sim.recording.codes import Event

KINDS = ("buyer", "seller", "complementor", "government")
"""Kinds of organisation by their code in an identity."""
_HALF = 32
_KIND_FROM = 29
SEED = 20130615
"""Of the layout: the same run always looks the same."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Network:
    """Organisations and the relationships between them in one month.

    Attributes
    ----------
    month : int
    kind, number : (n,) int
        Of each organisation: a place in `KINDS`, and its number within its kind.
    ends : (m, 2) int
        Organisations at both ends of each relationship.
    trust : (m,) float
        Mean of both sides' trust when it was last written down; nan where it never was.
    stage : (m,) int
    total : int
        Organisations that deal with anybody in the run; more than n where not all are shown.
    """

    month: int
    kind: Ints
    number: Ints
    ends: Ints
    trust: Floats
    stage: Ints
    total: int


def identity(dyad: Ints) -> Ints:
    """Return the identities of both organisations of each relationship; (n, 2)."""
    return np.stack([dyad >> _HALF, dyad & ((1 << _HALF) - 1)], axis=1).astype(np.int64)


def kind_and_number(uid: Ints) -> tuple[Ints, Ints]:
    """Return kind (a place in `KINDS`) and number within the kind of organisations."""
    return uid >> _KIND_FROM, uid & ((1 << _KIND_FROM) - 1)


def organisations(tables: Sequence[Table], most: int) -> tuple[Ints, int]:
    """Return the identities of organisations that deal with anybody, and how many there are in all.

    Where there are more than `most`, those of the first buyers and of whom these deal with are returned.

    Parameters
    ----------
    tables : sequence of Table
        Relationships (``dyads``) of the runs that are to be compared.
    most : int
    """
    pairs = [identity(table["dyad"].astype(np.int64)) for table in tables if length(table)]
    if not pairs:
        return np.zeros(0, np.int64), 0
    every = np.unique(np.concatenate(pairs), axis=0)
    found = np.unique(every)
    total = len(found)
    owners = np.unique(every[:, 0])
    while len(found) > most and len(owners) > 1:
        owners = owners[: max(1, min(len(owners) - 1, len(owners) * most // len(found)))]
        found = np.unique(every[np.isin(every[:, 0], owners)])
    return found, total


def layout(tables: Sequence[Table], who: Ints) -> Floats:
    """Return a place in [-1, 1]² for each organisation, the same whatever month is shown; (n, 2).

    Those that deal with each other often, or for long, lie close together (Fruchterman–Reingold).
    """
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(range(len(who)))
    for table in tables:
        if not length(table):
            continue
        pairs = identity(table["dyad"].astype(np.int64))
        shown = np.isin(pairs, who).all(axis=1)
        months = (table["end"] - np.maximum(table["start"], 0)).astype(float)[shown] + 1.0
        for (one, other), weight in zip(np.searchsorted(who, pairs[shown]).tolist(), months.tolist(), strict=True):
            before = graph.get_edge_data(one, other, {"weight": 0.0})["weight"]
            graph.add_edge(one, other, weight=before + weight / 60.0)
    if not who.size:
        return np.zeros((0, 2))
    found = nx.spring_layout(graph, k=1.9 / np.sqrt(len(who)), seed=SEED, iterations=120)
    return _spread(np.array([found[node] for node in range(len(who))]))


def _spread(places: Floats) -> Floats:
    """Move places outwards or inwards so that they fill the disc evenly; directions stay."""
    x, y = (places - places.mean(axis=0)).T
    rank = np.argsort(np.argsort(np.hypot(x, y), kind="stable"), kind="stable")
    radius, angle = np.sqrt((rank + 0.5) / len(places)), np.arctan2(y, x)
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def network_in(dyads: Table, events: Table, month: int, who: Ints, total: int) -> Network:
    """Return who deals with whom at the end of a month.

    Parameters
    ----------
    dyads, events : Table
        Of one run.
    month : int
    who : (n,) int
        Organisations that are shown, ascending.
    total : int
    """
    kind, number = kind_and_number(who)
    none = np.zeros(0, np.int64)
    if not length(dyads):
        return Network(month, kind, number, none.reshape(0, 2), np.zeros(0), none, total)
    alive = (dyads["start"] <= month) & (
        (dyads["end"] > month) | (dyads["censored"].astype(bool) & (dyads["end"] >= month))
    )
    pairs = identity(dyads["dyad"].astype(np.int64))
    rows = np.flatnonzero(alive & np.isin(pairs, who).all(axis=1))
    trust, stage = _last_known(where(dyads, rows), events, month)
    return Network(month, kind, number, np.searchsorted(who, pairs[rows]), trust, stage, total)


def network_recorded(networks: Table, month: int, who: Ints, total: int) -> Network | None:
    """Return who dealt with whom in a month of which a snapshot was taken; None where none was.

    Parameters
    ----------
    networks : Table
        Snapshots of one run (``outputs.network_every``).
    month, who, total
        As in :func:`network_in`.
    """
    if not length(networks):
        return None
    here = where(networks, networks["month"] == month)
    if not length(here):
        return None
    pairs = identity(here["dyad"].astype(np.int64))
    shown = np.isin(pairs, who).all(axis=1)
    trust = (here["trust_buyer"].astype(float) + here["trust_seller"])[shown] / 2
    kind, number = kind_and_number(who)
    ends = np.searchsorted(who, pairs[shown])
    return Network(month, kind, number, ends, trust, codes(here, "stage")[shown].astype(np.int64), total)


def recorded_months(networks: Table) -> list[int]:
    """Return the months of which there are snapshots."""
    return [int(month) for month in np.unique(networks["month"])] if length(networks) else []


def _last_known(lives: Table, events: Table, month: int) -> tuple[Floats, Ints]:
    """Return trust and stage of each life in a month: as its record says in its last, else as the latest event does."""
    n = length(lives)
    trust, stage = np.full(n, np.nan), np.full(n, EARLY, np.int64)
    final = lives["end"] == month
    trust[final] = (lives["trust_buyer"].astype(float) + lives["trust_seller"])[final] / 2
    stage[final] = codes(lives, "stage")[final]
    if not length(events):
        return trust, stage
    # Of the core's events only: what mechanisms tell of is seen before the month is played.
    soon = where(events, (events["month"] <= month) & (codes(events, "event") <= Event.ENDED))
    # Of one month a new stage counts last: other events hold the stage in which the month began.
    changed = np.isin(codes(soon, "event"), (Event.FORMED, Event.STAGE_ENTERED))
    soon = where(soon, np.lexsort((changed, soon["month"])))
    to_stage, both = codes(soon, "to_stage"), (soon["trust_buyer"].astype(float) + soon["trust_seller"]) / 2
    latest = {dyad: at for at, dyad in enumerate(soon["dyad"].tolist())}  # ordered by month: the later one stays
    for row in np.flatnonzero(~final):
        at = latest.get(int(lives["dyad"][row]))
        if at is not None and soon["month"][at] >= lives["start"][row]:
            trust[row], stage[row] = both[at], to_stage[at]
    return trust, stage
