"""What figures need of a results folder: each arm's tables, with codes instead of words, and what was done when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sim.analysis.tables import Table, split
from sim.errors import DyadsError
from sim.plots.style import Mark
from sim.recording.codes import words_of
from sim.scenario.claims import Claim
from sim.store import read_manifest, read_table
from sim.store.arrays import numpy_array

TABLES = ("steps", "events", "dyads", "paths", "networks")


@dataclass(frozen=True)
class ArmTables:
    """The tables of one arm, all its runs together; a table without rows is empty."""

    steps: Table = field(default_factory=dict)
    events: Table = field(default_factory=dict)
    dyads: Table = field(default_factory=dict)
    paths: Table = field(default_factory=dict)
    networks: Table = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Results:
    """Everything that figures show of a study.

    Attributes
    ----------
    title : str
        The question that was put, or the scenario's name.
    arms : mapping
        Name of the arm → its tables; the first is the reference.
    months : int
        Last month that was played.
    note : str
        What a reader must know besides: that a run was interrupted, for instance.
    claims : tuple of Claim
        What the scenario claims.
    """

    title: str
    arms: Mapping[str, ArmTables]
    months: int
    note: str = ""
    claims: tuple[Claim, ...] = ()


MOST_RUNS = 30
"""Of more runs of an arm, events and paths of the first ones are drawn: bands do not change any more.  Of networks,
which hold every relationship, one run is read."""


def read_results(folder: Path, *, run: int | None = None) -> Results:
    """Read a results folder: all runs of every arm; of a study with factors, those of the first point of each arm.

    Parameters
    ----------
    folder : Path
    run : int, optional
        Only this run.

    Raises
    ------
    ResultsFolderError
        The folder holds no results of ours.
    DyadsError
        There is no such run, or it was not finished.
    """
    manifest = read_manifest(folder)
    scenario = (manifest.get("scenarios") or [manifest.get("scenario") or {}])[0]
    runs = read_table(folder, "runs", columns=("run", "point", "arm", "status", "months")).to_pylist()
    well = [row for row in runs if row["status"] != "failed"]
    chosen, note = _one_run(folder, well, run) if run is not None else _first_points(folder, manifest, well)
    names = list(dict.fromkeys(row["arm"] for row in chosen))
    tables = {name: split(_coded(read_table(folder, name, runs=_of(chosen, name))), "arm") for name in TABLES}
    arms = {
        arm: ArmTables(**{name: tables[name].get(arm, {}) for name in TABLES}, marks=marks_of(scenario, arm))
        for arm in names
    }
    if len(arms) == 1:
        arms = {"": next(iter(arms.values()))}  # the name of an only arm says nothing
    months = max((row["months"] for row in chosen), default=0)
    if any(row["status"] == "interrupted" for row in chosen):
        note = f"interrupted in month {months}"
    claims = tuple(Claim.model_validate(claim) for claim in scenario.get("claim", scenario.get("claims", ())))
    return Results(scenario.get("question") or scenario.get("name", folder.name), arms, months, note, claims)


def _one_run(folder: Path, well: list[dict[str, Any]], run: int) -> tuple[list[dict[str, Any]], str]:
    chosen = [row for row in well if row["run"] == run]
    if not chosen:
        known = f"finished runs: {well[0]['run']} to {well[-1]['run']}" if well else "no run was finished"
        raise DyadsError(f"--run {run}: {folder} has no such run; {known}")
    return chosen, f"run {run}"


def _first_points(
    folder: Path, manifest: Mapping[str, Any], well: list[dict[str, Any]]
) -> tuple[list[dict[str, Any]], str]:
    """Return the runs of each arm's first point where a study has several points an arm, else all runs."""
    first: dict[str, int] = {}
    for row in well:
        first[row["arm"]] = min(row["point"], first.get(row["arm"], row["point"]))
    chosen = [row for row in well if row["point"] == first[row["arm"]]]
    if len(chosen) == len(well):
        return well, ""
    design = read_table(folder, "design").to_pylist()
    point: dict[str, Any] = next((row for row in design if row["point"] == min(first.values())), {})
    factors = ((manifest.get("scenario") or {}).get("design") or {}).get("factors") or {}
    values = ", ".join(f"{key} = {point[key]:g}" for key in factors if isinstance(point.get(key), int | float))
    return chosen, f"first point of the design: {values}" if values else "first point of the design"


def _of(chosen: list[dict[str, Any]], table: str) -> tuple[int, ...]:
    """Return the numbers of the runs whose rows of a table are read."""
    taken: dict[str, int] = {}
    numbers = []
    for row in chosen:
        taken[row["arm"]] = taken.get(row["arm"], 0) + 1
        most = {"steps": len(chosen), "dyads": len(chosen), "networks": 1}.get(table, MOST_RUNS)
        if taken[row["arm"]] <= most:
            numbers.append(row["run"])
    return tuple(numbers)


def _coded(table: pa.Table) -> dict[str, NDArray[Any]]:
    """Return a stored table as numpy columns, known words as their codes and others as text."""
    columns = {}
    for name in table.column_names:
        column = table[name]
        if not pa.types.is_dictionary(column.type):
            columns[name] = numpy_array(column)
            continue
        whole = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
        if isinstance(whole, pa.ChunkedArray):
            whole = whole.unify_dictionaries().combine_chunks()
        found, known = whole.dictionary.to_pylist(), words_of(name)
        codes = np.array([known.index(word) for word in found], np.int8) if known else np.array(found, np.str_)
        columns[name] = codes[numpy_array(whole.indices)]
    return columns


def marks_of(scenario: Mapping[str, Any], arm: str) -> tuple[Mark, ...]:
    """Return the interventions that an arm sees, in few words."""
    steps = scenario.get("intervention", scenario.get("interventions", ()))
    return tuple(
        Mark(int(step["at"]), _in_words(step)) for step in steps if step.get("arms") is None or arm in step["arms"]
    )


def _in_words(step: Mapping[str, Any]) -> str:
    """Return what an intervention does: its action and size, or the setting that it changes."""
    changed = step.get("set") or {}
    if len(changed) == 1:
        ((key, value),) = changed.items()
        return f"{key.replace('_', ' ')} = {value:g}"
    if changed:
        return f"{len(changed)} settings change"
    size = f" {step['by']:+g}".replace("-", "−") if step.get("by") is not None else ""
    return f"{step['action'].replace('_', ' ')}{size}"
