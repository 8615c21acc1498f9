"""A study read back: its runs, what was varied, and one number per run for each outcome that is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from sim.analysis.statistics import statistic
from sim.analysis.tables import split, where
from sim.errors import DyadsError, InputProblems, Problem
from sim.scenario.statistics import STEP_METRICS, Statistic, nearest_statistic, parse_statistic
from sim.store.manifest import read_manifest
from sim.store.reading import as_columns, committed_chunks, read_columns
from sim.store.schema import COLUMNS
from sim.store.writing import chunk_file

Columns = dict[str, NDArray[Any]]

NEEDED: dict[str, tuple[str, ...]] = {
    "events": ("run", "month", "dyad", "relation", "event", "from_stage", "to_stage"),
    "dyads": ("run", *COLUMNS["dyads"]),
}
"""Columns that statistics of relationships are read from."""


@dataclass(frozen=True)
class Study:
    """The runs of a results folder that went well, and where each lies in the design.

    Attributes
    ----------
    folder : Path
    manifest : dict
    runs : columns
        One row per finished run, in the order of their numbers: run, point, arm, replicate, seed, months.
    design : columns
        One row per sample of the design and arm: point, arm and the factors; samples may share a point.
    factors : tuple of str
        What was varied between points beside the arm, by dotted name.
    unfinished : dict
        Status → how many runs have it that did not end well, or never began (``missing``).
    """

    folder: Path
    manifest: dict[str, Any]
    runs: Columns
    design: Columns
    factors: tuple[str, ...]
    unfinished: dict[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The scenario's name."""
        return str(self.manifest.get("name", self.folder.name))

    @property
    def scenario(self) -> dict[str, Any]:
        """The scenario as it was resolved."""
        return dict(self.manifest.get("scenario", {}))

    @property
    def burn_in(self) -> int:
        """First months that means over months leave out."""
        return int(self.scenario.get("run", {}).get("burn_in", 0))

    @property
    def arms(self) -> tuple[str, ...]:
        """Arms that were played, in the order of the scenario; the first is the reference."""
        stated = [str(arm) for arm in self.manifest.get("arms", ())]
        played = list(dict.fromkeys(self.runs["arm"].tolist()))
        return tuple([arm for arm in stated if arm in played] + [arm for arm in played if arm not in stated])

    @property
    def months(self) -> int:
        """Months of the longest run."""
        return int(self.runs["months"].max(initial=0))

    def factor(self, key: str) -> NDArray[Any]:
        """Return the value of a factor (or ``arm``) in each run."""
        if key == "arm":
            return self.runs["arm"]
        row = {int(point): at for at, point in enumerate(self.design["point"])}
        return self.design[key][[row[int(point)] for point in self.runs["point"]]]

    def in_words(self) -> str:
        """Say how many runs are missing and why; empty where all went well."""
        total = sum(self.unfinished.values())
        kinds = ", ".join(f"{n:,} {status}" for status, n in self.unfinished.items())
        return f"{total:,} of {total + len(self.runs['run']):,} runs left out: {kinds}" if total else ""


def read_study(folder: Path) -> Study:
    """Read what was played and how it went; tables stay on disk.

    Raises
    ------
    ResultsFolderError
        The folder holds no results of ours.
    DyadsError
        Not one run has been finished.
    """
    manifest = read_manifest(folder)
    runs = read_columns(folder, "runs")
    # A run that was played again after a fault has two rows: that of its success counts.
    order = np.lexsort((runs["status"] != "ok", runs["run"]))
    first = np.unique(runs["run"][order], return_index=True)[1]
    runs = where(runs, order[first])
    well = runs["status"] == "ok"
    statuses, counts = np.unique(runs["status"][~well], return_counts=True)
    unfinished = {str(status): int(n) for status, n in zip(statuses, counts, strict=True)}
    planned = int(manifest.get("points", 0)) * int(manifest.get("replications", 0))
    if planned > len(well):
        unfinished["not played yet"] = planned - len(well)
    if not well.any():
        how = ", ".join(f"{n:,} {status}" for status, n in unfinished.items()) or "none was played"
        again = manifest.get("command")
        details = [f"  {again}    plays it"] if again else []
        raise DyadsError(f"{folder}: not one run was finished ({how})", *details)
    design = _design(folder, runs)
    return Study(folder, manifest, where(runs, well), design, _factors(design, manifest), unfinished)


def _design(folder: Path, runs: Columns) -> Columns:
    if (folder / "design.parquet").exists():
        return as_columns(pq.read_table(folder / "design.parquet"))
    points, first = np.unique(runs["point"], return_index=True)
    return {"point": points, "arm": runs["arm"][first]}


def _factors(design: Columns, manifest: dict[str, Any]) -> tuple[str, ...]:
    """Return what varies within an arm; what differs between arms only is theirs, not a factor."""
    stated = ((manifest.get("scenario") or {}).get("design") or {}).get("factors") or {}
    columns = [name for name in design if name not in ("sample", "point", "arm")]
    if stated:
        return tuple(name for name in columns if name in stated)
    parts = split(design, "arm").values()
    return tuple(name for name in columns if any(len(np.unique(part[name])) > 1 for part in parts))


def outcomes(study: Study, names: Sequence[str], *, among: Sequence[str] = ()) -> dict[str, NDArray[np.float64]]:
    """Return statistics of every run, one chunk of files in memory at a time.

    Parameters
    ----------
    study : Study
    names : sequence of str
        As in claims: ``mean_trust``, ``survival_60``.
    among : sequence of str
        Which relationships, for statistics of relationships.

    Returns
    -------
    dict of (n_runs,) float
        In the order of ``study.runs``; nan where a run does not have the statistic.

    Raises
    ------
    InputProblems
        A name is unknown, or the study did not keep what it is read from.
    """
    found = _known(study, names)
    values = {name: np.full(len(study.runs["run"]), np.nan) for name in names}
    place = {int(run): at for at, run in enumerate(study.runs["run"])}
    for tables in _runs_of_chunks(study, found):
        run = tables.pop("run")
        at = place.get(run)
        if at is None:
            continue
        for one in found:
            if not tables.get("steps" if one.table == "steps" else "dyads"):
                continue  # a run in which there never was a relationship has no line about one
            values[one.name][at] = statistic(
                one.name,
                tables.get("steps", {}),
                tables.get("events", {}),
                tables.get("dyads", {}),
                int(study.runs["months"][at]),
                among=() if one.table == "steps" else among,
                burn_in=study.burn_in,
            )
    return values


def _known(study: Study, names: Sequence[str]) -> list[Statistic]:
    """Return the statistics, or say everything that is wrong with their names at once."""
    found, problems = [], []
    for name in names:
        one = parse_statistic(name)
        message = nearest_statistic(name) if one is None else _not_kept(study, one)
        if message:
            problems.append(Problem(None, name, message))
        elif one is not None:
            found.append(one)
    if problems:
        many = f"{len(problems)} metrics" if len(problems) > 1 else "1 metric"
        raise InputProblems(
            f"{many} cannot be had from {study.folder}", problems, f"{', '.join(metrics_of(study)[:8])} … are there"
        )
    return found


def _not_kept(study: Study, one: Statistic) -> str:
    """Say why a study cannot tell a statistic; empty where it can."""
    if max(one.months, default=0) > study.months:
        return f"the study has {study.months} months"
    if one.table == "steps":
        kept = metrics_of(study)
        missing = [column for column in one.columns if column not in kept]
        return f"was not kept: outputs.metrics leaves out {', '.join(missing)}" if missing else ""
    outputs = study.scenario.get("outputs", {})
    lost = [table for table in ("dyads", "events") if not outputs.get(table, True)]
    needed = {"dyads"} if one.table == "dyads" else {"dyads", "events"}
    gone = [table for table in lost if table in needed]
    return f"was not kept: outputs.{gone[0]} = false" if gone else ""


def metrics_of(study: Study) -> tuple[str, ...]:
    """Return the step metrics that a study kept."""
    for chunk in committed_chunks(study.folder):
        file = chunk_file(study.folder, "steps", chunk)
        if file.exists():
            names = set(pq.read_schema(file).names)
            return tuple(name for name in STEP_METRICS if name in names)
    return ()


def _runs_of_chunks(study: Study, found: Sequence[Statistic]) -> Iterator[dict[str, Any]]:
    """Give the tables of one run after another, with the columns that these statistics need."""
    wanted: dict[str, tuple[str, ...]] = {}
    columns = dict.fromkeys(column for one in found for column in one.columns)
    if columns:
        wanted["steps"] = ("run", "month", *columns)
    if any(one.table != "steps" for one in found):
        wanted["dyads"] = NEEDED["dyads"]
    if any(one.table == "events" for one in found):
        wanted["events"] = NEEDED["events"]
    for chunk in committed_chunks(study.folder):
        parts: dict[str, dict[Any, Columns]] = {}
        for name, keep in wanted.items():
            file = chunk_file(study.folder, name, chunk)
            if file.exists():
                parts[name] = split(as_columns(pq.read_table(file, columns=list(keep))), "run")
        runs = chunk_file(study.folder, "runs", chunk)
        for run in pq.read_table(runs, columns=["run", "status"]).to_pylist():
            if run["status"] == "ok":
                yield {"run": int(run["run"])} | {name: part.get(run["run"], {}) for name, part in parts.items()}
