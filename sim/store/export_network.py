"""The relationships of one run as a network: GraphML, GEXF with time for Gephi, node-link JSON for NetworkX."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np

from sim.errors import DyadsError
from sim.recording.codes import RELATION_WORDS, Relation
from sim.store.reading import as_columns, read_table
from sim.store.schema import COLUMNS

ENDS: dict[str, tuple[str, str]] = {
    RELATION_WORDS[Relation.MARKET]: ("buyer", "seller"),
    RELATION_WORDS[Relation.COMPLEMENT]: ("principal", "complementor"),
    RELATION_WORDS[Relation.GOVERNMENT]: ("government", "government"),
    RELATION_WORDS[Relation.SUPPLY]: ("seller", "seller"),
    RELATION_WORDS[Relation.PEER]: ("buyer", "buyer"),
}
"""What the two ends of each kind of relation are called; their numbers count within the kind."""


def run_for(folder: Path, run: int | None, arm: str | None) -> int:
    """Return the run whose network is wanted: the one asked for, or the first finished one (of an arm).

    Raises
    ------
    ResultsFolderError
        The folder holds no results of ours.
    DyadsError
        There is no such run, or it was not finished.
    """
    runs = read_table(folder, "runs").to_pylist()
    if run is not None:
        found = [row for row in runs if row["run"] == run]
        if not found:
            last = max((row["run"] for row in runs), default=-1)
            raise DyadsError(f"--run {run}: {folder} has runs 0 to {last}" if runs else f"{folder}: no run was played")
        if all(row["status"] == "failed" for row in found):
            raise DyadsError(f"--run {run}: it failed and left no tables")
        return run
    arms = list(dict.fromkeys(row["arm"] for row in runs))
    if arm is not None and arm not in arms:
        raise DyadsError(f"--arm {arm}: there are: {', '.join(arms)}")
    well = [row["run"] for row in runs if row["status"] != "failed" and arm in (None, row["arm"])]
    if not well:
        raise DyadsError(f"{folder}: no run was finished")
    return int(min(well))


def network_of(folder: Path, run: int, *, spells: bool = False) -> nx.MultiGraph:
    """Return the relationships of a run as a graph with one edge per life of a relationship.

    Nodes have ``kind``; edges have ``start`` and ``end`` in months, ``relation``, ``stage``, ``cause`` and what both
    sides felt in the last month.  ``weight`` is the mean of both sides' trust.

    Parameters
    ----------
    folder : Path
    run : int
    spells : bool
        Where the study kept snapshots (``outputs.network_every``), give what they hold as lists of
        (value, from month, to month) instead of the last month's value, as GEXF wants what changes.

    Raises
    ------
    DyadsError
        The study did not keep its relationships.
    """
    dyads = as_columns(read_table(folder, "dyads", runs=(run,)))
    if "dyad" not in dyads:
        raise DyadsError(f"{folder}: outputs.dyads = false: no relationships were kept")
    months = {row["run"]: row["months"] for row in read_table(folder, "runs").to_pylist()}
    graph = nx.MultiGraph(mode="dynamic", defaultedgetype="undirected", name=f"run {run}, {months[run]} months")
    seen = _snapshots(folder, run) if spells else {}
    for row in _rows(dyads):
        changing = _spells(row, seen.get(row["dyad"], [])) if seen else {}
        _add(graph, row, f"{row['dyad']}-{row['start']}", changing)
    return graph


def network_at(folder: Path, run: int, month: int) -> nx.MultiGraph:
    """Return the relationships that were alive at the end of a month, as a snapshot kept them.

    Raises
    ------
    DyadsError
        There is no snapshot of that month.
    """
    snapshots = as_columns(read_table(folder, "networks", runs=(run,)))
    months = sorted(set(snapshots["month"].tolist())) if "month" in snapshots else []
    if month not in months:
        there = f"there are months {_shortened(months)}" if months else "no snapshots were kept"
        raise DyadsError(f"--month {month}: {there}", "  -S outputs.network_every=12    keeps one every 12 months")
    graph = nx.MultiGraph(name=f"run {run}, month {month}")
    for row in _rows({name: column[snapshots["month"] == month] for name, column in snapshots.items()}):
        _add(graph, row, str(row["dyad"]), {})
    return graph


def _shortened(months: list[int]) -> str:
    shown = [str(month) for month in months]
    return ", ".join(shown if len(shown) <= 8 else [*shown[:3], "…", shown[-1]])


def _rows(table: dict[str, Any]) -> list[dict[str, Any]]:
    names = [name for name in table if name not in ("run", "arm")]
    return [{name: _plain(table[name][at]) for name in names} for at in range(len(table["dyad"]))]


def _add(graph: nx.MultiGraph, row: dict[str, Any], key: str, changing: dict[str, Any]) -> None:
    ends = []
    for kind, number in zip(ENDS[row["relation"]], (row["buyer"], row["seller"]), strict=True):
        ends.append(f"{kind} {number}")
        graph.add_node(ends[-1], kind=kind, label=ends[-1])
    trust = (row["trust_buyer"] + row["trust_seller"]) / 2
    graph.add_edge(*ends, key=key, id=key, weight=round(trust, 6), **(_traits(row) | changing))


SNAPSHOT_VALUES = tuple(
    name for name in COLUMNS["networks"] if name not in ("month", "dyad", "buyer", "seller", "relation", "stage")
)


def _snapshots(folder: Path, run: int) -> dict[int, list[dict[str, Any]]]:
    """Return dyad → its snapshots by month; empty where none were kept."""
    table = as_columns(read_table(folder, "networks", runs=(run,)))
    found: dict[int, list[dict[str, Any]]] = {}
    for row in _rows(table) if "dyad" in table else []:
        found.setdefault(row["dyad"], []).append(row)
    return found


def _spells(life: dict[str, Any], snapshots: list[dict[str, Any]]) -> dict[str, list[tuple[float, int, int]]]:
    """Return what changed within one life of a relationship: each value from its snapshot to the next."""
    own = [row for row in snapshots if life["start"] <= row["month"] <= life["end"]]
    until = [*(row["month"] for row in own[1:]), life["end"]]
    names = SNAPSHOT_VALUES if own else [name for name in SNAPSHOT_VALUES if name in life]
    spans = [(row, row["month"], end) for row, end in zip(own, until, strict=True)] if own else []
    spans = spans or [(life, life["start"], life["end"])]  # it lived between two snapshots
    return {name: [(row[name], start, end) for row, start, end in spans] for name in names}


def _traits(row: dict[str, Any]) -> dict[str, Any]:
    """Return what an edge carries: everything that is a number, besides whose it is; undefined ones left out."""
    left_out = {"buyer", "seller"}
    traits = {name: value for name, value in row.items() if name not in left_out and value == value}
    return traits | {"dyad": str(row["dyad"])}


def _plain(value: Any) -> Any:
    if isinstance(value, np.floating):
        return round(float(value), 6)
    return value.item() if hasattr(value, "item") else value


def write_graphml(graph: nx.MultiGraph, path: Path) -> None:
    """Write GraphML."""
    plain = graph.copy()
    for name in ("mode", "defaultedgetype"):
        plain.graph.pop(name, None)
    nx.write_graphml(plain, path)


def write_gexf(graph: nx.MultiGraph, path: Path) -> None:
    """Write GEXF whose edges exist from month to month, so that Gephi's timeline plays them."""
    nx.write_gexf(graph, path, version="1.2draft")


def write_node_link(graph: nx.MultiGraph, path: Path) -> None:
    """Write JSON that ``networkx.node_link_graph(json.load(file), edges="links")`` reads."""
    data = nx.node_link_data(graph, edges="links")
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
