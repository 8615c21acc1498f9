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
from sim.plots.style import Mark
from sim.recording.codes import words_of
from sim.store import read_manifest, read_table

TABLES = ("steps", "events", "dyads", "paths")


@dataclass(frozen=True)
class ArmTables:
    """The tables of one arm, all its runs together; a table without rows is empty."""

    steps: Table = field(default_factory=dict)
    events: Table = field(default_factory=dict)
    dyads: Table = field(default_factory=dict)
    paths: Table = field(default_factory=dict)
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
    """

    title: str
    arms: Mapping[str, ArmTables]
    months: int
    note: str = ""


def read_results(folder: Path) -> Results:
    """Read a results folder.

    Raises
    ------
    ResultsFolderError
        The folder holds no results of ours.
    """
    manifest = read_manifest(folder)
    scenario = manifest.get("scenario", {})
    runs = read_table(folder, "runs").select(["arm", "status", "months"]).to_pydict()
    names = list(dict.fromkeys(runs["arm"]))
    tables = {name: split(_coded(read_table(folder, name)), "arm") for name in TABLES}
    arms = {
        arm: ArmTables(**{name: tables[name].get(arm, {}) for name in TABLES}, marks=_marks(scenario, arm))
        for arm in names
    }
    if len(arms) == 1:
        arms = {"": next(iter(arms.values()))}  # the name of an only arm says nothing
    months = max(runs["months"], default=0)
    stopped = sum(status == "interrupted" for status in runs["status"])
    note = f"interrupted in month {months}" if stopped else ""
    return Results(scenario.get("question") or scenario.get("name", folder.name), arms, months, note)


def _coded(table: pa.Table) -> dict[str, NDArray[Any]]:
    """Return a stored table as numpy columns, known words as their codes and others as text."""
    columns = {}
    for name in table.column_names:
        column = table[name]
        if not pa.types.is_dictionary(column.type):
            columns[name] = column.to_numpy()
            continue
        whole = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
        if isinstance(whole, pa.ChunkedArray):
            whole = whole.unify_dictionaries().combine_chunks()
        found, known = whole.dictionary.to_pylist(), words_of(name)
        codes = np.array([known.index(word) for word in found], np.int8) if known else np.array(found, np.str_)
        columns[name] = codes[whole.indices.to_numpy()]
    return columns


def _marks(scenario: Mapping[str, Any], arm: str) -> tuple[Mark, ...]:
    """Return the interventions that an arm sees, in few words."""
    marks = []
    for step in scenario.get("intervention", scenario.get("interventions", ())):
        if step.get("arms") is None or arm in step["arms"]:
            size = f" {step['by']:+g}".replace("-", "−") if step.get("by") is not None else ""
            marks.append(Mark(int(step["at"]), f"{step['action'].replace('_', ' ')}{size}"))
    return tuple(marks)
